"""Guidance: documents, their versions, and the rules in them.

The classes that a content file is read into (`DocumentDetails`, `VersionText` and what they hold)
describe each field where it stands; the descriptions become the JSON Schema that editors see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import count
from typing import Annotated

from inforce.model.dates import Day, DayOrUnknown, SpanOfTime
from inforce.model.fingerprint import check_code
from inforce.model.names import Format, Id, Number, PassageRef, Ref, Sha256, VersionNumber
from inforce.model.problem import FieldPath, Origin, Place
from inforce.model.texts import Line, Markdown, Text, described


class ChangeKind(StrEnum):
    """How much a version changes for the people who follow it."""

    FIRST = "first"
    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


class Strength(StrEnum):
    """How binding a rule is."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


@dataclass(frozen=True)
class Departure:
    """A declared place where a rule that quotes differs from its passage."""

    ours: Annotated[str, Line] = described(
        "The words of this rule at the place that differs; empty where we left words out."
    )
    theirs: Annotated[str, Line] = described("The words of the source at that place; empty where we added words.")
    reason: Annotated[str, Text] = described("Why the words differ, for readers.")
    approved_by: Annotated[str, Line] | None = described(
        "Who approved a difference that changes the meaning: a role or a board.", default=None
    )


@dataclass(frozen=True)
class OwnStatement:
    """Declared words of a rule in our own words that no cited passage has: a number, a date, a law or a strength."""

    words: Annotated[str, Line] = described("The words of this rule that the source does not have.")
    reason: Annotated[str, Text] = described("Why we say so, for readers.")


@dataclass(frozen=True)
class Citation:
    """What a rule rests on: the passage that it quotes, or draws on in our own words. One of the two is set."""

    quotes: Ref | None = described(
        "The passage that this rule quotes word for word: source/edition#passage.", default=None
    )
    draws_on: Ref | None = described(
        "The passage that this rule puts in our own words: source/edition#passage.", default=None
    )
    departures: tuple[Departure, ...] = described(
        "Every place where the wording differs from the quoted passage, each with its reason.", default=()
    )
    ours: tuple[OwnStatement, ...] = described(
        "Where the rule draws on the passage: every number, date, strength and law that is ours and not the source's.",
        default=(),
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

    reason: Annotated[str, Text] = described("Why it binds more or less here, for readers.")
    approved_by: Annotated[str, Line] = described("Who approved that: a role or a board.")


@dataclass(frozen=True)
class Rule:
    """The unit that people follow and cite."""

    id: Id = described("A short name that never changes, so that links to the rule keep working.")
    text: Annotated[str, Text] = described(
        "The words of the rule, printed exactly as written. A blank line begins a new paragraph."
    )
    citations: tuple[Citation, ...] = described("What the rule rests on.", default=())
    local_practice: Annotated[str, Markdown] = described(
        "Our own words on doing this here, shown apart from the quotation. Simple Markdown.", default=""
    )
    strength: Strength | None = described("How binding the rule is: must, should or may.", default=None)
    strength_decision: StrengthDecision | None = described(
        "Set where the rule binds otherwise than its own words or its source say: a local decision.", default=None
    )
    formerly: tuple[Id, ...] = described(
        "Every id that this rule had in earlier versions, in this version and all later ones, "
        "so that old links and the history of the rule go on.",
        default=(),
    )


@dataclass(frozen=True)
class Section:
    """A part of a version with a heading and rules."""

    id: Id = described("A short name that never changes, so that links to the section keep working.")
    heading: Annotated[str, Line] = described("The heading of the section.")
    rules: tuple[Rule, ...] = described("The rules of the section, in order. At least one.")
    introduction: Annotated[str, Markdown] = described("Words before the rules. Simple Markdown.", default="")


@dataclass(frozen=True)
class Approval:
    """Who approved a version, and when."""

    by: Annotated[str, Line] = described("The role or board that approved this version.")
    on: Day | None = described("The day of the approval, as year-month-day.", default=None)


@dataclass(frozen=True)
class Change:
    """What a version changes."""

    kind: ChangeKind = described(
        "first; major (what people must do changed); minor (wording or additions); patch (typing)."
    )
    note: Annotated[str, Text] = described("What changed and why, in a sentence or two for readers.")


@dataclass(frozen=True)
class VersionText:
    """What the file of a version says."""

    format: Format = described("The format of this file: 1.")
    version: Number = described("The number of this version, which is also the name of its file: 1.2.0.")
    title: Annotated[str, Line] = described("The title of the document.")
    in_force_from: DayOrUnknown = described(
        "The day from which this version applies, as year-month-day; unknown is allowed on the first version alone."
    )
    change: Change = described("What this version changes.")
    summary: Annotated[str, Text] = described("What the document is for, in one or two sentences.")
    sections: tuple[Section, ...] = described("The sections of the document, in order. At least one.")
    approved: Approval | None = described("Who approved this version, and when.", default=None)
    introduction: Annotated[str, Markdown] = described("Words before the first section. Simple Markdown.", default="")
    print_notice: Annotated[str, Text] | None = described(
        "The notice on printed copies of this version, where it is not the one of the site.", default=None
    )


@dataclass(frozen=True)
class Withdrawal:
    """That a document no longer applies, from which day, and why."""

    on: Day = described("The day from which the document no longer applies.")
    reason: Annotated[str, Text] = described("Why it was withdrawn, for readers.")
    instead: Id | None = described("The id of the document to use instead.", default=None)


@dataclass(frozen=True)
class CallOff:
    """That a version which was published before its day will never come into force."""

    version: Number = described("The number of the version that will never come into force.")
    on: Day = described("The day on which it was called off: not later than the one from which it was to apply.")
    reason: Annotated[str, Text] = described("Why it was called off, for readers.")


@dataclass(frozen=True)
class UndoneChange:
    """That a version says again, and rightly, what an earlier version had changed."""

    version: Number = described("The number of the version that undoes the change.")
    change_of: Number = described("The number of the earlier version that had made the change.")
    reason: Annotated[str, Text] = described("Why the change is undone, for readers.")


@dataclass(frozen=True)
class Review:
    """That a version was reviewed, with the fingerprints of what was reviewed; ``inforce reviewed`` writes it."""

    on: Day = described("The day of the review, as year-month-day.")
    by: Annotated[str, Line] = described("The role or board that reviewed the version; not a person's name.")
    version: Number = described("The number of the version that was reviewed.")
    fingerprint: Sha256 = described("The fingerprint (SHA-256) of the file of that version.")
    sources: Sha256 = described(
        "The fingerprint (SHA-256) of the passages that the version cites, and of which newer editions there were."
    )
    seal: Sha256 = described("The fingerprint (SHA-256) of all that this review says, so that no date is bumped.")
    note: Annotated[str, Text] | None = described("What came of the review, for readers.", default=None)


@dataclass(frozen=True)
class DocumentDetails:
    """What ``document.yml`` says: all that stays the same from version to version."""

    format: Format = described("The format of this file: 1.")
    owner: Annotated[str, Line] = described("The role or team that answers for the document; not a person's name.")
    audience: Annotated[str, Line] = described("Who has to follow the document.")
    contact: Annotated[str, Line] | None = described("How to reach the owner.", default=None)
    topics: tuple[Annotated[str, Line], ...] = described("The topics under which the document is listed.", default=())
    review_every: SpanOfTime | None = described(
        "How often the document is reviewed, such as 12 months, where it is not the interval of the site.", default=None
    )
    print_valid_for: SpanOfTime | None = described(
        "How long a printed copy may be relied on, such as 7 days, where it is not as long as on the rest of the site.",
        default=None,
    )
    print_notice: Annotated[str, Text] | None = described(
        "The notice on printed copies, where it is not the one of the site; "
        "a version that has a notice of its own keeps it.",
        default=None,
    )
    withdrawn: Withdrawal | None = described("Set once the document no longer applies.", default=None)
    called_off: tuple[CallOff, ...] = described(
        "Every version that was published before its day and will never come into force.", default=()
    )
    undoes: tuple[UndoneChange, ...] = described(
        "Every change of an earlier version that a later version rightly undoes.", default=()
    )
    reviews: tuple[Review, ...] = described(
        "Every review of the document, as the command inforce reviewed wrote it.", default=()
    )


@dataclass(frozen=True)
class Version:
    """One text of a document, with the fingerprint of the file that holds it."""

    document: str
    text: VersionText
    fingerprint: str
    origin: Origin = field(compare=False, repr=False)

    @property
    def number(self) -> VersionNumber:
        """The number of this version."""
        return self.text.version

    @property
    def in_force_from(self) -> date | None:
        """The day from which the version applies; None where nobody knows."""
        return self.text.in_force_from

    @cached_property
    def check_code(self) -> str:
        """The short form of the fingerprint by which copies are checked."""
        return check_code(self.fingerprint)

    @property
    def rules(self) -> Iterator[Rule]:
        """All rules, in the order in which they are read."""
        for section in self.text.sections:
            yield from section.rules

    @property
    def numbered_sections(self) -> Iterator[tuple[Section, tuple[NumberedRule, ...]]]:
        """All sections, each with its rules, which are numbered through all of them from 1."""
        number = count(1)
        for place, section in enumerate(self.text.sections):
            yield (
                section,
                tuple(
                    NumberedRule(self, section, rule, next(number), ("sections", place, "rules", position))
                    for position, rule in enumerate(section.rules)
                ),
            )

    @property
    def numbered_rules(self) -> Iterator[NumberedRule]:
        """All rules where they stand, numbered through the sections from 1."""
        for _, rules in self.numbered_sections:
            yield from rules


@dataclass(frozen=True)
class NumberedRule:
    """A rule where it stands: its version and section, its number through all sections, and its path in the file."""

    version: Version = field(repr=False)
    section: Section = field(repr=False)
    rule: Rule
    number: int
    path: FieldPath

    def place(self, *path: str | int) -> Place:
        """Return the place of the value at *path* within the rule, for a problem that names it."""
        return self.version.origin.place(*self.path, *path)


@dataclass(frozen=True)
class Document:
    """One piece of guidance and all its versions, in ascending order of number."""

    id: str
    details: DocumentDetails
    versions: tuple[Version, ...]
    origin: Origin = field(compare=False, repr=False)

    def version(self, number: VersionNumber) -> Version | None:
        """Return the version of that number, if there is one."""
        return next((version for version in self.versions if version.number == number), None)

    def call_off(self, version: Version) -> CallOff | None:
        """Return that *version* was called off, if it was."""
        return next((one for one in self.details.called_off if one.version == version.number), None)

    def undone_by(self, version: Version) -> tuple[UndoneChange, ...]:
        """Return the declared changes of earlier versions that *version* undoes."""
        return tuple(one for one in self.details.undoes if one.version == version.number)

    @property
    def applying(self) -> tuple[Version, ...]:
        """The versions that were not called off, in ascending order of number."""
        off = {one.version for one in self.details.called_off}
        return tuple(version for version in self.versions if version.number not in off) if off else self.versions
