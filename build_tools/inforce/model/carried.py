"""What rules, versions and documents carry beside their words: attributes, notes, terms, decisions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from inforce.model.names import Blocks, Grammar, Id, Line, PictureName, Sha256, Text, described

TELEPHONE = Grammar(
    "a telephone number", r"\+?[0-9][0-9 ()-]{2,30}", "01632 960 303", str,
    hint="Write figures, with spaces where people pause, for example 01632 960 303",
)  # fmt: skip
EMAIL = Grammar(
    "an e-mail address", r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+", "team@example.org", str,
    hint="Write it like this: team@example.org",
)  # fmt: skip

Telephone = Annotated[str, TELEPHONE]
Email = Annotated[str, EMAIL]


class NoteKind(StrEnum):
    """What a note is."""

    NOTE = "note"
    EXAMPLE = "example"
    RATIONALE = "rationale"


@dataclass(frozen=True)
class Attribute:
    """A fact about a rule, a version or a document, such as its level; content/site.yml says what there may be."""

    name: Annotated[str, Line] = described("The name of the attribute, as content/site.yml has it.", example="Level")
    value: Annotated[str, Line] = described("Its value; several values are several attributes.", example="L2")


@dataclass(frozen=True)
class AttributeDefinition:
    """An attribute that rules, versions and documents may have."""

    name: Annotated[str, Line] = described("The name of the attribute, as readers see it.", example="Level")
    meaning: Annotated[str, Text] = described(
        "What it says, for readers.", example="How much assurance a service needs."
    )
    values: tuple[Annotated[str, Line], ...] = described(
        "The values that it may have; any, where none are listed. A value that is in use is not taken out.",
        default=(),
        example="[L1, L2, L3]",
    )


@dataclass(frozen=True)
class Note:
    """Words beside a rule that bind nobody."""

    kind: NoteKind = described(
        "note, example, or rationale (why the rule is there).",
        unseen={"search": "The words of the note are found, whatever it is."},
    )
    text: Annotated[str, Blocks] = described("The words.", example="A text message is enough.")


@dataclass(frozen=True)
class Deprecation:
    """That a rule stands for the record and is not to be used any more."""

    reason: Annotated[str, Text] = described("Why, for readers.", example="The office has closed.")
    successors: tuple[Id, ...] = described(
        "The ids of the rules of this version to follow instead.", default=(), example="[call-duty-team]"
    )


@dataclass(frozen=True)
class RuleItem:
    """A part of a rule that is cited by itself."""

    id: Id = described(
        "A short name that never changes, so that links to the item keep working.",
        unseen=dict.fromkeys(
            ("print", "rule page", "PDF", "Markdown", "text", "comparison"),
            "It is a part of addresses, on the page of the version, and no word of the rule.",
        ),
    )
    text: Annotated[str, Blocks] = described(
        "The words of the item, which go on from those of the rule.", example="the time of the visit"
    )
    label: Annotated[str, Line] | None = described(
        "What the item is labelled with, such as a) or (ii); without it, items are a), b), c).",
        default=None,
        example="a)",
    )


@dataclass(frozen=True)
class Term:
    """A word with a meaning of its own in this version; texts link to it by its id."""

    id: Id = described("A short name, by which texts link to the term: [personal data](#personal-data).")
    term: Annotated[str, Line] = described("The word or words.", example="first visit")
    meaning: Annotated[str, Blocks] = described(
        "What they mean here.", example="the first visit to a family by anyone in the team"
    )


@dataclass(frozen=True)
class KeyPoint:
    """One of the few things that readers must not miss, under the title."""

    text: Annotated[str, Line] = described(
        "The point, in one short sentence.", example="Never go alone to a first visit."
    )
    rule: Id | None = described("The id of the rule that says it in full.", default=None)


@dataclass(frozen=True)
class Contact:
    """Whom to reach, and how."""

    who: Annotated[str, Line] = described("A role, a team or a service; not a person's name.", example="Duty team")
    when: Annotated[str, Line] | None = described(
        "When to turn to them.", default=None, example="At night and on bank holidays"
    )
    telephone: Telephone | None = described("The number to call.", default=None)
    email: Email | None = described("The address to write to.", default=None)


@dataclass(frozen=True)
class Role:
    """Who has which duties under this version."""

    role: Annotated[str, Line] = described("The role; not a person's name.", example="Team manager")
    duties: Annotated[str, Blocks] = described(
        "What the role has to do.", example="Keeps the diary of visits and calls anyone who is late."
    )
    telephone: Telephone | None = described("The number to call.", default=None)
    email: Email | None = described("The address to write to.", default=None)


@dataclass(frozen=True)
class PictureFile:
    """A picture that a version shows, held by its digest: no other one can take its place."""

    file: PictureName = described("The name of the file in the folder pictures of the document.")
    sha256: Sha256 = described("The SHA-256 of the file; inforce check says it.")


@dataclass(frozen=True)
class HeldPicture:
    """The file of a picture as it stands in the folder of the document."""

    file: str
    content: bytes


class Meaning(StrEnum):
    """What a person decided about other words."""

    SAME = "same"


@dataclass(frozen=True)
class DecidedWords:
    """Words that mean the same wherever one stands in place of the other, in every document of the library."""

    before: Annotated[str, Line] = described(
        "The words that were, or that a source has; empty where words are added.", example="ring"
    )
    after: Annotated[str, Line] = described("The words in their place; empty where words are left out.", example="call")
    reason: Annotated[str, Text] = described("Why they mean the same, for readers.", example="Both mean to telephone.")
    decided_by: Annotated[str, Line] = described("Who decided that: a role or a board.", example="Safeguarding board")
