"""What a version is made of: sections and rules, what these rest on, and what they carry beside their words.

Each class describes its fields where they stand; the descriptions become the JSON Schema that editors see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final

from inforce.model.names import (
    Blocks,
    Either,
    FormerRuleId,
    Grammar,
    Id,
    Line,
    Markdown,
    PassageRef,
    PictureName,
    Ref,
    Sha256,
    Text,
    described,
)

_NOT_SEARCHED: Final = {
    "search": "The search finds a rule by its own words; what these rest on and who decided it stands beside them."
}
_ADDRESS: Final = "It is a part of addresses and no word of the rule."
_ORIGIN: Final = dict.fromkeys(
    ("Markdown", "text", "search", "evidence"),
    "It tells where the rule came from, as its own page and what the version changed say; it is no word of the rule.",
)

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


class Strength(StrEnum):
    """How binding a rule is."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


@dataclass(frozen=True)
class Departure:
    """A declared place where a rule that quotes differs from its passage."""

    ours: Annotated[str, Line] = described(
        "The words of this rule at the place that differs; empty where we left words out.",
        unseen=_NOT_SEARCHED,
        example="manager",
    )
    theirs: Annotated[str, Line] = described(
        "The words of the source at that place; empty where we added words.", unseen=_NOT_SEARCHED, example="supervisor"
    )
    reason: Annotated[str, Text] = described(
        "Why the words differ, for readers.", unseen=_NOT_SEARCHED, example="Nobody here is called a supervisor."
    )
    approved_by: Annotated[str, Line] | None = described(
        "Who approved a difference that changes the meaning: a role or a board.",
        default=None,
        unseen=_NOT_SEARCHED,
        example="Safeguarding board",
    )
    meaning: Meaning | None = described(
        "same, where a person decided that these other words mean the same; decided_by says who.",
        default=None,
        unseen=_NOT_SEARCHED | {"comparison": "It tells of a decision by who made it."},
    )
    decided_by: Annotated[str, Line] | None = described(
        "Who decided that the meaning is the same: a role or a board.",
        default=None,
        unseen=_NOT_SEARCHED,
        example="Safeguarding board",
    )


@dataclass(frozen=True)
class OwnStatement:
    """Declared words of a rule in our own words that no cited passage has: a number, a date, a law or a strength."""

    words: Annotated[str, Line] = described(
        "The words of this rule that the source does not have.", unseen=_NOT_SEARCHED, example="within 2 hours"
    )
    reason: Annotated[str, Text] = described(
        "Why we say so, for readers.", unseen=_NOT_SEARCHED, example="The source gives no time."
    )


@dataclass(frozen=True)
class Citation:
    """What a rule rests on: the passage that it quotes, or draws on in our own words. One of the two is set."""

    quotes: Ref | None = described(
        "The passage that this rule quotes word for word: source/edition#passage.", default=None, unseen=_NOT_SEARCHED
    )
    draws_on: Ref | None = described(
        "The passage that this rule puts in our own words: source/edition#passage.",
        default=None,
        unseen=_NOT_SEARCHED,
    )
    departures: tuple[Departure, ...] = described(
        "Every place where the wording differs from the quoted passage, each with its reason.",
        default=(),
        unseen=_NOT_SEARCHED,
    )
    ours: tuple[OwnStatement, ...] = described(
        "Where the rule draws on the passage: every number, date, strength and law that is ours and not the source's.",
        default=(),
        unseen=_NOT_SEARCHED,
    )

    @property
    def passage(self) -> PassageRef:
        """The passage cited, whichever way."""
        cited = self.quotes or self.draws_on
        if cited is None:
            raise ValueError("a citation without a passage")
        return cited


@dataclass(frozen=True)
class StrengthDecision:
    """That a rule binds otherwise than its words or its source say, decided here."""

    reason: Annotated[str, Text] = described(
        "Why it binds more or less here, for readers.", unseen=_NOT_SEARCHED, example="We ask this of everyone here."
    )
    approved_by: Annotated[str, Line] = described(
        "Who approved that: a role or a board.", unseen=_NOT_SEARCHED, example="Safeguarding board"
    )


@dataclass(frozen=True)
class Rule:
    """The unit that people follow and cite."""

    id: Id = described(
        "A short name that never changes, so that links to the rule keep working.",
        unseen=dict.fromkeys(("print", "PDF", "Markdown", "text"), _ADDRESS),
    )
    text: Annotated[str, Blocks] = described(
        "The words of the rule: paragraphs with blank lines between them, lists, simple tables, pictures and links.",
        example="Tell your manager where you are going.",
    )
    citations: tuple[Citation, ...] = described("What the rule rests on.", default=(), usual=True)
    local_practice: Annotated[str, Markdown] = described(
        "Our own words on doing this here, shown apart from the quotation.",
        default="",
        example="Use the diary on the team page.",
        usual=True,
    )
    strength: Strength | None = described(
        "How binding the rule is: must, should or may.", default=None, unseen=_NOT_SEARCHED
    )
    strength_decision: StrengthDecision | None = described(
        "Set where the rule binds otherwise than its own words or its source say: a local decision.",
        default=None,
        unseen=_NOT_SEARCHED,
    )
    formerly: tuple[FormerRuleId, ...] = described(
        "Every id that this rule had in earlier versions, in this version and all later ones, "
        "so that old links and the history of the rule go on; document#rule where it stood in another document.",
        default=(),
        unseen=_ORIGIN | {"comparison": "It tells that a rule has another id, and leads from one to the other."},
        example="[tell-someone]",
    )
    merged_from: tuple[Id, ...] = described(
        "The ids of the rules that were put together in this one, in this version and all later ones.",
        default=(),
        unseen=_ORIGIN,
        example="[tell-manager, tell-office]",
    )
    split_from: Id | None = described(
        "The id of the rule that this one was split from, in this version and all later ones.",
        default=None,
        unseen=_ORIGIN,
    )
    label: Annotated[str, Line] | None = described(
        "The number that the rule has of its own, shown in place of the counted one: 6.2.1, AC-2(3) or 4a.",
        default=None,
        since=2,
        example='"6.2.1"',
    )
    items: tuple[RuleItem, ...] = described(
        "Parts of the rule that are cited by themselves; they go on from its words.", default=(), since=2
    )
    attributes: tuple[Attribute, ...] = described(
        "Facts about the rule, such as its level, by the names that content/site.yml has.", default=(), since=2
    )
    notes: tuple[Note, ...] = described(
        "Notes, examples and reasons beside the rule, which bind nobody.", default=(), since=2
    )
    deprecated: Deprecation | None = described(
        "Set where the rule stands for the record and is not to be used any more.", default=None, since=2
    )

    @property
    def former_ids(self) -> tuple[str, ...]:
        """The ids that it had in this document."""
        return tuple(one for one in self.formerly if "#" not in one)

    @cached_property
    def moved_from(self) -> tuple[tuple[str, str], ...]:
        """Where it stood in other documents: each by its id and the id of the rule there."""
        return tuple((one.partition("#")[0], one.partition("#")[2]) for one in self.formerly if "#" in one)

    @property
    def leads_here(self) -> tuple[str, ...]:
        """The ids of this document of which links lead to it now."""
        return (*self.former_ids, *self.parts_from)

    @cached_property
    def parts_from(self) -> tuple[str, ...]:
        """The ids of other rules of this document that it was put together or split from."""
        parts = (*self.merged_from, *((self.split_from,) if self.split_from else ()))
        return tuple(one for one in dict.fromkeys(parts) if one not in (self.id, *self.former_ids))


@dataclass(frozen=True)
class RunningText:
    """Text among rules that is no rule: background, or what follows. It is never numbered."""

    text: Annotated[str, Blocks] = described(
        "The words, which bind nobody.", example="Most visits need no special plan."
    )


RULE_OR_TEXT = Either(Rule, RunningText)


@dataclass(frozen=True)
class Section:
    """A part of a version: a heading, rules and text between them, and sections within it."""

    id: Id = described("A short name that never changes, so that links to the section keep working.")
    heading: Annotated[str, Line] = described("The heading of the section.", example="Before the visit")
    rules: tuple[Annotated[Rule | RunningText, RULE_OR_TEXT], ...] = described(
        "The rules of the section, in order. An item with nothing but a text is no rule: it is shown between them.",
        default=(),
    )
    introduction: Annotated[str, Markdown] = described(
        "Words before the rules.", default="", example="Do all of this on the day before."
    )
    label: Annotated[str, Line] | None = described(
        "The number that the section has of its own: 6, B or Appendix 1.", default=None, since=2, example='"6"'
    )
    sections: tuple[Section, ...] = described(
        "Sections within this one, in order; three levels in all.", default=(), since=2
    )
    imported: Annotated[str, Line] | None = described(
        "Of a section that inforce import wrote: who read it against the original, and when.",
        default=None,
        since=2,
        example="Practice team, 1 December 2026",
    )

    @property
    def own_rules(self) -> Iterator[Rule]:
        """The rules of this section itself, without those of sections within it."""
        return (part for part in self.rules if isinstance(part, Rule))
