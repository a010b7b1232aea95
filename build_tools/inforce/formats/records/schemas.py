"""The JSON Schema of every kind of record, draft 2020-12."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inforce.formats.records.schema_fields import (
    ADDRESS,
    APPROVED,
    AS_AT,
    ASK,
    BESIDE_OTHERS,
    CARRIED,
    CHANGE,
    CHANGED_RULE,
    CLASS,
    CODE,
    COMPARED,
    COPY,
    CURRENCY,
    EDITION,
    END,
    FINGERPRINT,
    FROM,
    IN_VERSIONS,
    MARKDOWN,
    NUMBER,
    REVIEW,
    RULE,
    SPANS,
    STANDS,
    STATUS,
    TO,
    UNTIL,
    VERSION,
    WORDING,
    WORDS,
    Schema,
    count,
    day,
    list_of,
    one_of,
    or_null,
    record,
    text,
)


def _schema(title: str, description: str, /, **fields: Schema) -> Schema:
    named = {"$schema": text("The address of this schema.")} | fields
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **record(description, **named),
    }


def _part(title: str, entries: Schema) -> Schema:
    return _schema(
        title,
        "A part of a list.",
        valid_until=UNTIL,
        part=count("Counted from 1."),
        of=count("How many parts there are."),
        next=or_null(ADDRESS),
        entries=list_of(entries),
    )


SCHEMAS: Final[Mapping[str, Schema]] = {
    "as-at": _schema(
        "Day of the site",
        "Of which day the site is. No other record says so: this is the only file that a day changes on which nothing "
        "happens.",
        as_at=AS_AT,
        time_zone=text("The time zone in which days begin and end."),
    ),
    "currency": _schema(
        "Currency of a document",
        "All that a copy is checked by.",
        **CURRENCY,
        versions={
            "type": "object",
            "description": "Every version by its number.",
            "additionalProperties": record(
                "How a version stands.",
                status=STATUS,
                check_code=CODE,
                in_force_from=FROM,
                in_force_until=TO,
            ),
        },
    ),
    "document": _schema(
        "Document",
        "A piece of guidance and all its versions, the newest first.",
        **CURRENCY,
        owner=or_null(text("Who answers for it; null where nobody is named yet.")),
        contact=or_null(text()),
        audience=text("Who has to follow it."),
        topics=list_of(text()),
        formerly=list_of(
            record(
                "An id that the document had before.",
                id=text(),
                until=text("The number of the last version that was published under it."),
            )
        ),
        withheld=list_of(
            record(
                "That words were taken out of a version after it had been published.",
                version=text("The number of the version."),
                rule=or_null(text("The id of the rule; null where the words of the whole version were taken out.")),
                part=or_null(one_of("title", description="The title, where that was taken out.")),
                on=day("The day on which that was decided."),
                decided_by=text("Who decided it."),
                reason=text(),
                fingerprint=text("The SHA-256 of the file of the version as it was published."),
                record=or_null(text("The SHA-256 of its file as it is now.")),
            )
        ),
        versions=list_of(
            record(
                "A version without its words.",
                version=VERSION,
                title=text(),
                **STANDS,
                change=CHANGE,
                approved=APPROVED,
                check_code=CODE,
                fingerprint=FINGERPRINT,
                links=record("Where it is.", page=ADDRESS, record=ADDRESS, file=ADDRESS),
            )
        ),
        rules=list_of(record("A rule that the document has or had.", id=text("Its id."), record=ADDRESS)),
        links=record("Where more is.", page=ADDRESS, history=ADDRESS, **ASK),
    ),
    "history": _schema(
        "History of a document",
        "When each version applies and when readers were first shown it, the newest first.",
        document=text("The id of the document."),
        status=STATUS,
        valid_until=UNTIL,
        versions=list_of(
            record(
                "A version.",
                version=VERSION,
                **STANDS,
                published_at=or_null(
                    text("The moment at which it was published, in UTC; null where the site was built for no register.")
                ),
            )
        ),
    ),
    "version": _schema(
        "Version",
        "One text of a document; once published it never changes, but its status does.",
        document=text(),
        version=VERSION,
        title=text(),
        **STANDS,
        **COPY,
        review_due=REVIEW,
        owner=or_null(text()),
        audience=text(),
        change=CHANGE,
        approved=APPROVED,
        check_code=CODE,
        fingerprint=FINGERPRINT,
        summary=text(),
        print_notice=or_null(text("The notice on printed copies, where the version has one of its own.")),
        introduction=WORDS,
        **CARRIED,
        sections=list_of(
            record(
                "A part of the version; those within it come after it.",
                id=text(),
                label=text("The number that readers are shown; empty where there is none."),
                level=count("1, or more for a section within another."),
                within=or_null(text("The id of the section that it stands in.")),
                heading=text(),
                introduction=WORDS,
                rules=list_of(RULE),
                texts=list_of(
                    record(
                        "Text that is no rule.",
                        after=or_null(text("The id of the rule of this section that it stands after.")),
                        text=text(),
                        source=MARKDOWN,
                    )
                ),
            )
        ),
        links=record("Where more is.", page=ADDRESS, document=ADDRESS, file=ADDRESS, check=ADDRESS, **ASK),
    ),
    "rule": _schema(
        "Rule",
        "One rule through all versions. It stands as the version does that is named.",
        document=text("The id of the document."),
        version=text(
            "The version whose wording stands under rule: the one that stands for the document, or else the last that "
            "has the rule and was not cancelled, or else the last that has it."
        ),
        status=STATUS,
        valid_until=UNTIL,
        rule=RULE,
        other_ids=list_of(text("An id that the rule has in another version; its address has this record too.")),
        citation=text("How to cite it, as plain text."),
        wordings=list_of(WORDING),
        links=record("Where more is.", page=ADDRESS, permanent=ADDRESS, document=ADDRESS, **ASK),
    ),
    "comparison": _schema(
        "Comparison",
        "What any two versions of a document say otherwise: which wording each version has of each rule and text. "
        "Versions, rules and wordings are numbered from 0, each in its list; null is a version that has none.",
        document=text(),
        versions=list_of(VERSION),
        rules=list_of(
            record(
                "A rule through all versions.",
                ids=list_of(text("The id that the rule has in each of its wordings.")),
                wordings=IN_VERSIONS,
                places=list_of(or_null(count("The place of the rule in each version."))),
                numbers=list_of(or_null(text("What the rule is called by in each version."))),
                record=or_null(
                    text("The name of its rule-comparison in the folder compare; null where it has one wording alone.")
                ),
            )
        ),
        texts=list_of(
            record(
                "A text around the rules that has several wordings.",
                heading=text("What the text is."),
                wordings=IN_VERSIONS,
                places=IN_VERSIONS,
                **COMPARED,
            )
        ),
        moved={
            "type": "object",
            "description": "The rules that stand elsewhere in the newer of two versions: by the numbers of both.",
            "additionalProperties": list_of(NUMBER),
        },
        parts={
            "type": "object",
            "description": "By the numbers of two versions, the rules that came or went whose words stand in another "
            "rule, and those rules: the rule, the one that it was split off or went into (null where something else "
            "tells it), and which of those in the rule-comparison that stand beside others has its words beside those.",
            "additionalProperties": list_of({"type": "array", "items": or_null(NUMBER), "minItems": 3, "maxItems": 3}),
        },
    ),
    "rule-comparison": _schema(
        "Rule comparison",
        "What the wordings of a rule say otherwise.",
        document=text(),
        **COMPARED,
        beside=BESIDE_OTHERS,
    ),
    "redline": _schema(
        "Redline",
        "What changed from one version to another, rule by rule in the order of the newer one.",
        document=text(),
        status=STATUS,
        valid_until=UNTIL,
        old=END,
        new=END,
        headlines=list_of(text("A change of what people must do, in a sentence.")),
        rules=list_of(CHANGED_RULE),
        texts=list_of(
            record(
                "A text around the rules whose record changed.",
                what=one_of("title", "summary", "print_notice", "introduction", "heading", "section_introduction"),
                section=or_null(text("The id of the section that it belongs to.")),
                **{"class": or_null(CLASS)},
                words=SPANS,
            )
        ),
    ),
    "edition": _schema(
        "Edition of a source",
        "One dated text of an authority that guidance quotes.",
        **EDITION,
        evidence=one_of("original", "secondary", "bibliography", description="What the wording held rests on."),
        evidence_note=or_null(text()),
        caution=or_null(text("What may have changed since and has to be checked.")),
        licence=or_null(
            record(
                "Under which terms its words may be published.",
                name=text(),
                attribution=or_null(text()),
                address=or_null(text()),
            )
        ),
        cited_in=record("How much rests on it.", documents=count("Documents."), versions=count("Versions.")),
        passages=list_of(
            record(
                "A located part.",
                id=text(),
                label=text(),
                text=text(),
                source=MARKDOWN,
                page=or_null(text("Its page.")),
                formerly=list_of(text("A passage of the edition before that it goes on from.")),
                replaced_by=list_of(text("A passage of the next edition that goes on from it.")),
            )
        ),
        links=record("Where more is.", page=ADDRESS),
    ),
    "index": _schema(
        "Index",
        "Where the parts of a list are.",
        valid_until=UNTIL,
        entries=count("How many entries all parts have together."),
        parts=list_of(ADDRESS),
    ),
    "library-part": _part(
        "Part of the library",
        record("A document.", **CURRENCY, links=record("Where it is.", page=ADDRESS, record=ADDRESS)),
    ),
    "sources-part": _part(
        "Part of the sources",
        record("An edition.", **EDITION, links=record("Where it is.", page=ADDRESS, record=ADDRESS)),
    ),
}
"""The schemas by kind of record."""
