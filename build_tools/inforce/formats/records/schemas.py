"""The JSON Schema of every kind of record, draft 2020-12."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inforce.formats.records.schema_fields import (
    ADDRESS,
    APPROVED,
    AS_AT,
    CHANGE,
    CHANGED_RULE,
    CLASS,
    CODE,
    COPY_UNTIL,
    CURRENCY,
    EDITION,
    END,
    FINGERPRINT,
    FROM,
    REVIEW,
    RULE,
    SPANS,
    STANDING,
    STANDS,
    TO,
    UNTIL,
    VERSION,
    WORDING,
    Schema,
    count,
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
        as_at=AS_AT,
        valid_until=UNTIL,
        part=count("Counted from 1."),
        of=count("How many parts there are."),
        next=or_null(ADDRESS),
        entries=list_of(entries),
    )


SCHEMAS: Final[Mapping[str, Schema]] = {
    "currency": _schema(
        "Currency of a document",
        "All that a copy is checked by.",
        **CURRENCY,
        versions={
            "type": "object",
            "description": "Every version by its number.",
            "additionalProperties": record(
                "How a version stands.",
                standing=STANDING,
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
        owner=text("Who answers for it."),
        contact=or_null(text()),
        audience=text("Who has to follow it."),
        topics=list_of(text()),
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
        links=record("Where more is.", page=ADDRESS, history=ADDRESS, currency=ADDRESS),
    ),
    "version": _schema(
        "Version",
        "One text of a document; once published it never changes, but its standing does.",
        document=text(),
        version=VERSION,
        title=text(),
        **STANDS,
        copy_valid_until=COPY_UNTIL,
        review_due=REVIEW,
        owner=text(),
        audience=text(),
        change=CHANGE,
        approved=APPROVED,
        check_code=CODE,
        fingerprint=FINGERPRINT,
        summary=text(),
        print_notice=or_null(text("The notice on printed copies, where the version has one of its own.")),
        introduction=text("Simple Markdown."),
        sections=list_of(
            record(
                "A part of the version.",
                id=text(),
                heading=text(),
                introduction=text("Simple Markdown."),
                rules=list_of(RULE),
            )
        ),
        links=record("Where more is.", page=ADDRESS, document=ADDRESS, file=ADDRESS, check=ADDRESS),
    ),
    "rule": _schema(
        "Rule",
        "One rule through all versions. It stands as the version does that is named.",
        document=text("The id of the document."),
        version=text(
            "The version whose wording stands under rule: the one that stands for the document, or else the last that "
            "has the rule and was not called off, or else the last that has it."
        ),
        standing=STANDING,
        as_at=AS_AT,
        valid_until=UNTIL,
        rule=RULE,
        other_ids=list_of(text("An id that the rule has in another version; its address has this record too.")),
        citation=text("How to cite it, as plain text."),
        wordings=list_of(WORDING),
        links=record("Where more is.", page=ADDRESS, permanent=ADDRESS, document=ADDRESS),
    ),
    "redline": _schema(
        "Redline",
        "What changed from one version to another, rule by rule in the order of the newer one.",
        document=text(),
        standing=STANDING,
        as_at=AS_AT,
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
    "former-redline": _schema(
        "Former redline",
        "Stands where a redline stood while the newer version was in force. The records of both versions are named; "
        "the page compares any two.",
        document=text(),
        standing=STANDING,
        as_at=AS_AT,
        valid_until=UNTIL,
        old=END,
        new=END,
        links=record("Where it is compared.", page=ADDRESS),
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
            record("A located part.", id=text(), label=text(), text=text(), page=or_null(text("Its page.")))
        ),
        links=record("Where more is.", page=ADDRESS),
    ),
    "index": _schema(
        "Index",
        "Where the parts of a list are.",
        as_at=AS_AT,
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
