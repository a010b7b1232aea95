"""The fields of records for programs, as JSON Schema describes them: each is always there, and there are no others."""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]


def record(description: str, /, **fields: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def text(description: str = "") -> Schema:
    return {"type": "string", "description": description} if description else {"type": "string"}


def count(description: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": description}


def one_of(*values: str, description: str = "") -> Schema:
    return {"enum": list(values)} | ({"description": description} if description else {})


def day(description: str) -> Schema:
    return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": description}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


ADDRESS: Final = text("An address: in full where the address of the site is set, else from its root.")
WORDS: Final = text("The words; a blank line parts paragraphs, items with their labels, and cells.")
MARKDOWN: Final = text("The words as Markdown: with lists and their labels, tables, and links in full.")
VERSION: Final = text("The number of a version: major.minor.patch.")
CODE: Final = text("The short form of the fingerprint, as it is printed on copies.")
FINGERPRINT: Final = text("The SHA-256 of the file of the version, byte for byte.")
AS_AT: Final = day("The day of the site: what every record of it says holds on that day.")
UNTIL: Final = or_null(
    day(
        "The last day on which what is said of status holds, as far as is known; null where no change is known. "
        "A version that is added later can end it sooner: the currency record tells."
    )
)
STATUS: Final = one_of(
    "upcoming", "in force", "superseded", "withdrawn", description="What it is on the day of the site."
)
CLASS: Final = one_of("typography", "wording", "meaning", description="How much a change or a departure weighs.")
FROM: Final = or_null(day("The day from which the version applies, or was to apply; null where nobody knows."))
TO: Final = or_null(day("The last day on which the version applies, where there is one and it is known."))
COPY: Final = {
    "copy_valid_for": or_null(
        text("For how long a copy may be relied on, from the day on which it is taken; null for not at all.")
        | {"pattern": r"^P(\d+M)?(\d+D)?$"}
    ),
    "copy_valid_not_after": or_null(day("The day after which no copy may be relied on, where one is known.")),
}
ASK: Final = {
    "currency": ADDRESS | {"description": "Where to learn whether this still holds: the currency of the document."},
    "as_at": ADDRESS | {"description": "Where to learn of which day that answer is."},
}
REVIEW: Final = or_null(day("The day by which the version is to be reviewed, where that is known."))
CHANGE: Final = record(
    "What a version changed.",
    kind=one_of("first", "major", "minor", "patch"),
    note=text("What changed and why."),
    undoes=list_of(
        record(
            "That the version says again, and rightly, what an earlier one had changed.",
            change_of=text("The number of the version that had made the change."),
            reason=text("Why the change is undone."),
        )
    ),
)
APPROVED: Final = or_null(
    record(
        "Who approved a version, and when.",
        by=or_null(text("Nobody is named yet where it is null.")),
        on=or_null(day("The day of the approval.")),
    )
)
CALLED_OFF: Final = or_null(
    record(
        "That the version, which is withdrawn then, was cancelled before its day and applies on none.",
        on=day("The day on which it was cancelled."),
        reason=text(),
    )
)
STANDS: Final = {
    "status": STATUS,
    "valid_until": UNTIL,
    "in_force_from": FROM,
    "in_force_until": TO,
    "called_off": CALLED_OFF,
}
CURRENCY: Final = {
    "document": text("The id of the document; it never changes."),
    "title": text("The title of the version that stands for the document."),
    "status": STATUS,
    "since": or_null(
        day("The day of the latest change to how any version stands; null where none is known to have taken place.")
    ),
    "valid_until": UNTIL,
    "version": text("The version that stands for the document: in force, or else next to come, or else the last."),
    "check_code": CODE,
    "in_force_from": FROM,
    "review_due": REVIEW,
    "next": or_null(
        record(
            "The version that comes into force next.",
            version=VERSION,
            in_force_from=day("The day from which it applies."),
        )
    ),
    "withdrawn": or_null(
        record(
            "That the document no longer applies, or will not from a day on.",
            on=day("The day from which it no longer applies."),
            reason=text(),
            instead=or_null(text("The id of the document to use instead, where there is one alone.")),
            instead_all=list_of(
                record(
                    "What to use instead: a document of the library, or something outside it.",
                    document=or_null(text("The id of the document.")),
                    title=or_null(text("What it is called.")),
                    link=or_null(text("Where it stands.")),
                )
            ),
        )
    ),
}
ATTRIBUTE: Final = record("A fact by name; several values are several of these.", name=text(), value=text())
CARRIED: Final = {
    "numbering": or_null(one_of("document", "section", "none", description="How rules are numbered.")),
    "attributes": list_of(ATTRIBUTE),
    "key_points": list_of(
        record("What readers must not miss.", text=text(), rule=or_null(text("The id of the rule that says it.")))
    ),
    "terms": list_of(record("A word with a meaning of its own.", id=text(), term=text(), meaning=text())),
    "roles": list_of(
        record("Who has which duties.", role=text(), duties=text(), telephone=or_null(text()), email=or_null(text()))
    ),
    "pictures": list_of(
        record("A picture in the text.", file=text("Its address."), sha256=text("Its SHA-256, which never changes."))
    ),
    "contacts": list_of(
        record(
            "Whom to reach.",
            who=text(),
            when=or_null(text()),
            telephone=or_null(text()),
            email=or_null(text()),
        )
    ),
}
SPANS: Final = list_of(
    record(
        "A run of words; same and removed give the old text, same and added the new.",
        kind=one_of("same", "removed", "added"),
        text=text(),
    )
)
END: Final = record(
    "One of the two versions compared.",
    version=VERSION,
    title=text(),
    **STANDS,
    note=text("What that version changed and why."),
    check_code=CODE,
    record=ADDRESS,
)
EDITION: Final = {
    "source": text("The id of the source."),
    "edition": text("The id of the edition."),
    "title": text(),
    "publisher": text(),
    "published": text("A year, a month or a day, as far as it is known."),
    "status": one_of("current", "replaced", description="Whether another edition has taken its place."),
    "valid_until": UNTIL,
    "replaced": or_null(
        record(
            "What takes its place, and when.",
            by=text("The id of the edition."),
            on=text("A year, a month or a day, as far as it is known."),
            note=or_null(text()),
        )
    ),
}
CITATION: Final = record(
    "What a rule rests on.",
    kind=one_of("quotes", "draws_on", description="Whether the words have to match."),
    source=text(),
    edition=text(),
    passage=text(),
    in_words=text("The edition and the passage, as pages name them."),
    verdict=one_of(
        "matches", "differs", "unchecked", "own", description="Own: our own words, held to what they rest on."
    ),
    verdict_in_words=text(),
    departures=list_of(
        record(
            "A place where the rule differs from the passage.",
            **{"class": CLASS},
            what=text(),
            reason=text(),
            approval=text("Who approved it, in words; empty where no approval is asked for."),
        )
    ),
)
RULE: Final = record(
    "The unit that people follow and cite.",
    id=text("It stays the same from version to version, unless a later version says what it was formerly."),
    formerly=list_of(text("An id that it had before, or document#rule where it stood in another document.")),
    merged_from=list_of(text("The id of a rule that was put together in this one.")),
    split_from=or_null(text("The id of the rule that it was split from.")),
    number=count("Counted through the whole version."),
    label=text("The number that readers are shown: its own, or a counted one; empty where there is none."),
    text=WORDS,
    source=MARKDOWN,
    strength=or_null(one_of("must", "should", "may")),
    strength_decision=or_null(
        record(
            "That it binds otherwise than its words or its source say, decided here.",
            reason=text(),
            approved_by=or_null(text()),
        )
    ),
    local_practice=WORDS,
    items=list_of(record("A part of the rule that is cited by itself.", id=text(), label=text())),
    attributes=list_of(ATTRIBUTE),
    notes=list_of(
        record(
            "Words beside the rule that bind nobody.",
            kind=one_of("note", "example", "rationale"),
            text=text(),
            source=MARKDOWN,
        )
    ),
    deprecated=or_null(
        record(
            "That the rule is not to be used any more.",
            reason=text(),
            successors=list_of(text("The id of a rule to follow instead.")),
        )
    ),
    declared=text("What is declared about its words and how binding it is, and what it carries, each as a paragraph."),
    citations=list_of(CITATION),
    own_statements=list_of(
        record(
            "Words of a rule in our own words that no passage cited has: a number, a date, a law or a strength.",
            words=text(),
            declared={"type": "boolean", "description": "Whether that was declared, or found after publication."},
            reason=text("Why we say so."),
        )
    ),
)
WORDING: Final = record(
    "What a rule says or said.",
    text=WORDS,
    strength=or_null(one_of("must", "should", "may")),
    local_practice=WORDS,
    versions=list_of(
        record(
            "A version with this wording.",
            version=VERSION,
            id=text("The id of the rule in that version."),
            number=count("Its place in that version, counted through all rules."),
            label=text("The number that readers were shown."),
            status=STATUS,
            in_force_from=FROM,
            in_force_until=TO,
        )
    ),
)
CHANGED_RULE: Final = record(
    "A rule before and after.",
    id=text(),
    change=one_of("changed", "source", "added", "removed", "moved", "renumbered", "same"),
    **{"class": or_null(CLASS)},
    old_id=or_null(text("Its id before; another one where the newer version says what it was formerly.")),
    old_number=or_null(count("Its number before.")),
    new_number=or_null(count("Its number after.")),
    old_label=or_null(text("The number that readers were shown before.")),
    new_label=or_null(text("The number that readers are shown after.")),
    old_section=or_null(text("The id of its section before.")),
    new_section=or_null(text("The id of its section after.")),
    moved={"type": "boolean"},
    merged_from=list_of(text("The id of a rule that was put together in it.")),
    split_from=or_null(text("The id of the rule that it was split from.")),
    moved_from=list_of(text("Where it stood in another document: document#rule.")),
    went_into=list_of(text("The id of a rule that it is now part of.")),
    old_strength=or_null(one_of("must", "should", "may")),
    new_strength=or_null(one_of("must", "should", "may")),
    sources_changed={"type": "boolean"},
    part_of=or_null(
        record(
            "Its words beside those of another rule, if it was split off that, went into it or took it in; "
            "of a rule that stays, without what left it for another rule or came from one.",
            rule=text("The id of that rule; of several, the first."),
            words=SPANS,
        )
    ),
    words=SPANS,
    local_practice=SPANS,
    declared=SPANS,
)
NUMBER: Final[Schema] = {"type": "integer", "minimum": 0}
IN_VERSIONS: Final = list_of(or_null(NUMBER))
_PART: Final = text(
    "A part of the rule or text before and after as HTML, for the page where versions are compared; <old> and <new> "
    "stand for the numbers of the two versions."
)
COMPARED: Final = {
    "whole": list_of(
        record(
            "Each wording alone, where there are so many that not every two are compared.",
            gone=text("As one that goes, as HTML."),
            come=text("As one that comes, as HTML."),
        )
    ),
    "pairs": {
        "type": "object",
        "description": "What is said of two wordings by their numbers, the older first, either of them absent; null "
        "where they read the same. Of very many wordings not every two are compared.",
        "additionalProperties": or_null(
            record(
                "What changed.",
                kind=one_of("meaning", "added", "removed", "wording", "typography", "source", "moved"),
                chips=list_of(record("How much it weighs, in words.", kind=text(), label=text())),
                said=list_of(text("What it changes of what people must do, in a sentence.")),
                notes=list_of(text()),
                shown=list_of(_PART),
            )
        ),
    },
}
"""What is said and shown of two wordings of a line."""
BESIDE_OTHERS: Final = {
    **list_of(_PART),
    "description": "The words of the rule beside those of others, or without what went to others or came from there.",
}
