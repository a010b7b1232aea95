"""Guidance: documents and their versions.

The classes that a content file is read into (`DocumentDetails`, `VersionText` and what they hold)
describe each field where it stands; the descriptions become the JSON Schema that editors see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final

from inforce.model.dates import Day, DayOrUnknown, SpanOfTime
from inforce.model.names import (
    ID,
    LINK,
    Format,
    Grammar,
    Id,
    LanguageTag,
    Line,
    Markdown,
    Number,
    Sha256,
    Text,
    TextFormat,
    VersionNumber,
    described,
    not_written_so,
)
from inforce.model.originals import check_code
from inforce.model.problem import FieldPath, Origin
from inforce.model.rules import (
    Attribute,
    Contact,
    HeldPicture,
    KeyPoint,
    Meaning,
    PictureFile,
    Role,
    Rule,
    Section,
    Term,
)

ENGLISH: Final = "en"

PRINT_NOTICE: Final = (
    "If you print this, use it straight away and do not file it: it goes out of date. "
    "Always check online which version is current."
)


class ChangeKind(StrEnum):
    """How much a version changes for the people who follow it."""

    FIRST = "first"
    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


class Numbering(StrEnum):
    """How the rules of a version are numbered, where they have no number of their own."""

    DOCUMENT = "document"
    SECTION = "section"
    NONE = "none"


@dataclass(frozen=True)
class DecidedChange:
    """A change of words from the version before that a person decided on: it means the same, or it was approved."""

    before: Annotated[str, Line] = described(
        "The words of the version before that changed; empty where words came.", example="ring"
    )
    after: Annotated[str, Line] = described(
        "The words of this version in their place; empty where words went.", example="call"
    )
    reason: Annotated[str, Text] = described("Why they changed, for readers.", example="Both mean to telephone.")
    meaning: Meaning | None = described(
        "same, where a person decided that these other words mean the same; decided_by says who.", default=None
    )
    decided_by: Annotated[str, Line] | None = described(
        "Who decided that the meaning is the same: a role or a board.", default=None, example="Safeguarding board"
    )
    approved_by: Annotated[str, Line] | None = described(
        "Who approved a change of the meaning in a version of the kind minor: a role or a board.",
        default=None,
        example="Safeguarding board",
    )


@dataclass(frozen=True)
class Approval:
    """Who approved a version, and when."""

    by: Annotated[str, Line] = described("The role or board that approved this version.", example="Safeguarding board")
    on: Day | None = described("The day of the approval, as year-month-day.", default=None)


@dataclass(frozen=True)
class Change:
    """What a version changes."""

    kind: ChangeKind = described(
        "first; major (what people must do changed); minor (wording or additions); patch (typing)."
    )
    note: Annotated[str, Text] = described(
        "What changed and why, in a sentence or two for readers.", example="Rule 4 now says who to call out of hours."
    )
    decided: tuple[DecidedChange, ...] = described(
        "Every change of words that a person decided on, in a version of the kind patch or minor.", default=()
    )
    dated_back: Annotated[str, Text] = described(
        "Why the version applies from a date before it was published, for readers.",
        default="",
        example="The board had told all teams by letter on that day.",
    )


@dataclass(frozen=True)
class VersionText:
    """What the file of a version says."""

    format: TextFormat = described("The format of this file: 2. In format 1, texts have no lists, tables or links.")
    version: Number = described("The number of this version, which is also the name of its file: 1.2.0.")
    title: Annotated[str, Line] = described("The title of the document.", example="Visiting families at home")
    in_force_from: DayOrUnknown = described(
        "The day from which this version applies, as year-month-day; unknown is allowed on the first version alone."
    )
    change: Change = described("What this version changes.")
    summary: Annotated[str, Text] = described(
        "What the document is for, in one or two sentences.", example="How to plan, make and record a visit."
    )
    sections: tuple[Section, ...] = described("The sections of the document, in order. At least one.")
    approved: Approval | None = described("Who approved this version, and when.", default=None, usual=True)
    introduction: Annotated[str, Markdown] = described(
        "Words before the first section.", default="", example="Read this before your first visit."
    )
    imported: Annotated[str, Line] | None = described(
        "Of a version that inforce import wrote: who read its title, its introduction and all that was left out "
        "against the original, and when. Each of its sections says so too.",
        default=None,
        since=2,
        example="Practice team, 1 December 2026",
    )
    print_notice: Annotated[str, Text] | None = described(
        "The notice on printed copies of this version, where it is not the one of the site.",
        default=None,
        example="Check online before you rely on this copy.",
    )
    numbering: Numbering | None = described(
        "How rules are numbered: document (1, 2, 3 through the document), section (2.3) or none.",
        default=None,
        since=2,
    )
    key_points: tuple[KeyPoint, ...] = described(
        "Up to five points that readers must not miss, shown under the title.", default=(), since=2
    )
    terms: tuple[Term, ...] = described(
        "Words with a meaning of their own, shown behind the rules; texts link to them.", default=(), since=2
    )
    contacts: tuple[Contact, ...] = described("Whom to reach, and how.", default=(), since=2)
    roles: tuple[Role, ...] = described("Who has which duties.", default=(), since=2)
    attributes: tuple[Attribute, ...] = described(
        "Facts about this version, such as who ratified it, by the names that content/site.yml has.",
        default=(),
        since=2,
    )
    pictures: tuple[PictureFile, ...] = described(
        "Every picture that the texts of this version show, each with its digest.", default=(), since=2
    )


@dataclass(frozen=True)
class OutsideGuidance:
    """Guidance outside the library: what it is called, and where it stands."""

    title: Annotated[str, Line] = described("What it is called.")
    link: Annotated[str, LINK] = described("Where it stands.")


@dataclass(frozen=True)
class _InsteadGrammar(Grammar):
    """What takes the place of a document: one id, title and link of something elsewhere, or a list of these."""

    def read(self, text: object) -> tuple[str | OutsideGuidance, ...]:
        """Return what *text* names; raise `ProblemError` where it names nothing."""
        every = text if isinstance(text, list) else [text]
        if not every:
            raise not_written_so("This list names nothing.", "Name a document, or leave the line out.")
        return tuple(self._one(item) for item in every)

    @staticmethod
    def _one(item: object) -> str | OutsideGuidance:
        if isinstance(item, str):
            found: str = ID.read(item)
            return found
        if not isinstance(item, Mapping) or set(item) != {"title", "link"}:
            raise not_written_so(
                "What stands outside the library has a title and a link, and nothing else.",
                "Write:  instead:\n  title: The national manual\n  link: https://www.example.org/manual",
            )
        title, link = item["title"], item["link"]
        if not isinstance(title, str) or not title.strip() or "\n" in title:
            raise not_written_so("The title of what to use instead is one line of text.", "Write what it is called.")
        return OutsideGuidance(title, LINK.read(link))


INSTEAD: Final = _InsteadGrammar("an id", ID.pattern, "another-document", str, ID.hint, OutsideGuidance)


@dataclass(frozen=True)
class Withdrawal:
    """That a document no longer applies, from which day, and why."""

    on: Day = described("The day from which the document no longer applies.")
    reason: Annotated[str, Text] = described(
        "Why it was withdrawn, for readers.", example="Visits are now part of the guidance on safeguarding."
    )
    instead: Annotated[tuple[str | OutsideGuidance, ...], INSTEAD] = described(
        "What to use instead: the id of a document, a list of ids, or title and link of what stands elsewhere.",
        default=(),
    )

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents of the library to use instead."""
        return tuple(one for one in self.instead if isinstance(one, str))

    @property
    def elsewhere(self) -> tuple[OutsideGuidance, ...]:
        """What stands outside the library and is to be used instead."""
        return tuple(one for one in self.instead if not isinstance(one, str))


@dataclass(frozen=True)
class CallOff:
    """That a version which was published before its day will never come into force."""

    version: Number = described("The number of the version that will never come into force.")
    on: Day = described("The day on which it was cancelled: not later than the one from which it was to apply.")
    reason: Annotated[str, Text] = described(
        "Why it was cancelled, for readers.", example="The board did not approve it."
    )


@dataclass(frozen=True)
class UndoneChange:
    """That a version says again, and rightly, what an earlier version had changed."""

    version: Number = described("The number of the version that undoes the change.")
    change_of: Number = described("The number of the earlier version that had made the change.")
    reason: Annotated[str, Text] = described(
        "Why the change is undone, for readers.", example="The trial of the new form has ended."
    )


@dataclass(frozen=True)
class Review:
    """That a version was reviewed, with the fingerprints of what was reviewed; "inforce reviewed" writes it."""

    on: Day = described("The day of the review, as year-month-day.")
    by: Annotated[str, Line] = described(
        "The role or board that reviewed the version; not a person's name.", example="Safeguarding board"
    )
    version: Number = described("The number of the version that was reviewed.")
    fingerprint: Sha256 = described("The fingerprint (SHA-256) of the file of that version.")
    sources: Sha256 = described(
        "The fingerprint (SHA-256) of the passages that the version cites, and of which newer editions there were."
    )
    seal: Sha256 = described("The fingerprint (SHA-256) of all that this review says, so that no date is bumped.")
    note: Annotated[str, Text] | None = described(
        "What came of the review, for readers.", default=None, example="Nothing had to change."
    )


WITHHELD: Final = "Withheld."
"""What stands in the place of words that were withheld."""


class WithheldPart(StrEnum):
    """A part of a version, beside its rules, that may be withheld by itself."""

    TITLE = "title"


TITLE_OF_VERSION: Final = "#title"
"""Stands for the title where rules go by their ids."""


@dataclass(frozen=True)
class Withheld:
    """That words were lawfully taken out of a published version; "inforce withhold" writes it."""

    version: Number = described("The number of the version out of which words were taken.")
    on: Day = described("The day on which that was decided, as year-month-day.")
    decided_by: Annotated[str, Line] = described(
        "Who decided it: a role, a board or a court.", example="Information governance board"
    )
    reason: Annotated[str, Text] = described(
        "Why, for readers, without the words themselves.", example="It named a person."
    )
    fingerprint: Sha256 = described("The fingerprint (SHA-256) of the file of that version as it was published.")
    rule: Id | None = described(
        "The id of the rule of which the words were taken out; where none is named, those of the whole version.",
        default=None,
    )
    part: WithheldPart | None = described(
        "title, where the title was taken out; all words of a version leave its title.", default=None
    )

    @property
    def taken(self) -> str | None:
        """What was taken out: the id of a rule, `TITLE_OF_VERSION`, or None for all words but the title."""
        return TITLE_OF_VERSION if self.part else self.rule


@dataclass(frozen=True)
class TakenBack:
    """What was taken back of something published, and from which day on: a document, a version, or words of one."""

    what: str
    """``withdrawn``, ``cancelled`` or ``withheld``."""
    version: VersionNumber | None
    """None where it is the whole document."""
    on: date

    def __str__(self) -> str:
        return " ".join(str(one) for one in (self.what, self.version, self.on) if one)


@dataclass(frozen=True)
class FormerId:
    """That a document had another id, under which some of its versions were published."""

    id: Id = described("The id that the document had: the name of its folder then.")
    until: Number = described("The number of the last version that was published under it.")


@dataclass(frozen=True)
class DocumentDetails:
    """What document.yml says: all that stays the same from version to version."""

    format: Format = described("The format of this file: 1.")
    owner: Annotated[str, Line] = described(
        "The role or team that is responsible for the document, not a person's name.", example="Safeguarding team"
    )
    audience: Annotated[str, Line] = described(
        "Who has to follow the document.", example="Everyone who visits families at home"
    )
    language: LanguageTag | None = described(
        "The language of the document by BCP 47, such as cy, where it is not the language of the site.", default=None
    )
    contact: Annotated[str, Line] | None = described(
        "How to reach the owner.", default=None, example="safeguarding@council.example, 01632 960 001", usual=True
    )
    topics: tuple[Annotated[str, Line], ...] = described(
        "The topics under which the document is listed.", default=(), example="[Safeguarding, Home visits]", usual=True
    )
    review_every: SpanOfTime | None = described(
        "How often the document is reviewed, such as 12 months, where it is not the interval of the site.",
        default=None,
        usual=True,
    )
    print_valid_for: SpanOfTime | None = described(
        "How long a printed copy may be relied on, such as 7 days, where it is not as long as on the rest of the site.",
        default=None,
    )
    print_notice: Annotated[str, Text] | None = described(
        "The notice on printed copies, where it is not the one of the site; "
        "a version that has a notice of its own keeps it.",
        default=None,
        example="Check online before you rely on this copy.",
    )
    brought_in: Annotated[str, Text] = described(
        "Where versions were in use before they were published here, on paper or elsewhere: "
        "since when and where their texts come from, for readers.",
        default="",
        example="On paper since 2014. The texts are from the binder in the team office.",
    )
    formerly: tuple[FormerId, ...] = described(
        "Every id that this document had before, the oldest first, so that old addresses, printed codes and the "
        "register go on.",
        default=(),
    )
    withdrawn: Withdrawal | None = described("Set once the document no longer applies.", default=None)
    called_off: tuple[CallOff, ...] = described(
        "Every version that was published before its day and will never come into force.", default=()
    )
    withheld: tuple[Withheld, ...] = described(
        "Every version, or rule of one, whose words were taken out after they had been published: "
        "a name that slipped in, an order of a court, a copyright.",
        default=(),
    )
    undoes: tuple[UndoneChange, ...] = described(
        "Every change of an earlier version that a later version rightly undoes.", default=()
    )
    attributes: tuple[Attribute, ...] = described(
        "Facts about the document, such as its reference number, by the names that content/site.yml has.", default=()
    )
    reviews: tuple[Review, ...] = described(
        "Every review of the document, as the command inforce reviewed wrote it.", default=()
    )

    @property
    def taken_back(self) -> tuple[TakenBack, ...]:
        """Everything that was taken back of the document, each once; the register has the moment of each."""
        found = [TakenBack("withdrawn", None, self.withdrawn.on)] if self.withdrawn else []
        found += [TakenBack("cancelled", one.version, one.on) for one in self.called_off]
        found += [TakenBack("withheld", one.version, one.on) for one in self.withheld]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Version:
    """One text of a document, in a language, with the fingerprint of the file that holds it."""

    document: str
    text: VersionText
    fingerprint: str
    origin: Origin = field(compare=False, repr=False)
    language: str = ENGLISH
    pictures: tuple[HeldPicture, ...] = field(default=(), compare=False, repr=False)
    published_as: str = ""
    """The fingerprint under which it was published, where words were withheld from it since."""
    other_notice: str = PRINT_NOTICE
    """The notice on printed copies that the document or the site has, for a version without one of its own."""
    published_in: str = ""
    """The id under which its document was published then, where that has another one since."""

    @property
    def print_notice(self) -> str:
        """The notice on its printed copies."""
        return self.text.print_notice or self.other_notice

    @property
    def published_fingerprint(self) -> str:
        """The fingerprint under which readers know this version, whatever was withheld from it since."""
        return self.published_as or self.fingerprint

    @cached_property
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
        return check_code(self.published_fingerprint)

    @property
    def rules(self) -> Iterator[Rule]:
        """All rules, in the order in which they are read."""
        return iter(self._rules)

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        return tuple(rule for _, _, section in self.located_sections() for rule in section.own_rules)

    def located_rules(self) -> Iterator[tuple[FieldPath, Rule]]:
        """All rules, each with its path in the file, for problems that name the place."""
        for path, _, section in self.located_sections():
            for position, part in enumerate(section.rules):
                if isinstance(part, Rule):
                    yield (*path, "rules", position), part

    def located_sections(self) -> Iterator[tuple[FieldPath, int, Section]]:
        """All sections in the order in which they are read, each with its path in the file and its level from 1."""
        return _located((), self.text.sections, 1)

    @property
    def sections(self) -> Iterator[Section]:
        """All sections, those within sections too, in the order in which they are read."""
        return (section for _, _, section in self.located_sections())


def _located(path: FieldPath, sections: tuple[Section, ...], level: int) -> Iterator[tuple[FieldPath, int, Section]]:
    for place, section in enumerate(sections):
        found: FieldPath = (*path, "sections", place)
        yield found, level, section
        yield from _located(found, section.sections, level + 1)


@dataclass(frozen=True)
class Document:
    """One piece of guidance and all its versions, in ascending order of number."""

    id: str
    details: DocumentDetails
    versions: tuple[Version, ...]
    origin: Origin = field(compare=False, repr=False)
    understated: frozenset[VersionNumber] = field(default=frozenset(), compare=False, repr=False)
    """The versions that call themselves a patch and change more than how words are written."""
    unread: tuple[VersionNumber, ...] = field(default=(), compare=False, repr=False)
    """The versions that have a file which cannot be read."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The id that the document has, and those that it had before, the oldest last."""
        return (self.id, *(one.id for one in reversed(self.details.formerly)))

    def published_in(self, number: VersionNumber) -> str:
        """Return the id that the document had when the version of that *number* was published; "" for this one."""
        return next((one.id for one in self.details.formerly if number <= one.until), "")

    def version(self, number: VersionNumber) -> Version | None:
        """Return the version of that number, if there is one."""
        return next((version for version in self.versions if version.number == number), None)

    def call_off(self, version: Version) -> CallOff | None:
        """Return that *version* was cancelled, if it was."""
        return next((one for one in self.details.called_off if one.version == version.number), None)

    def withheld_from(self, version: Version) -> tuple[Withheld, ...]:
        """Return what was withheld from *version*."""
        return tuple(one for one in self.details.withheld if one.version == version.number)

    def undone_by(self, version: Version) -> tuple[UndoneChange, ...]:
        """Return the declared changes of earlier versions that *version* undoes."""
        return tuple(one for one in self.details.undoes if one.version == version.number)

    @property
    def cited_editions(self) -> set[tuple[str, str]]:
        """The editions that any version cites, each by the ids of its source and its own."""
        rules = (rule for version in self.versions for rule in version.rules)
        return {(one.passage.source, one.passage.edition) for rule in rules for one in rule.citations}

    @property
    def cited_sources(self) -> set[str]:
        """The ids of the sources that any version cites."""
        return {source for source, _edition in self.cited_editions}

    @property
    def applying(self) -> tuple[Version, ...]:
        """The versions that were not cancelled, in ascending order of number."""
        off = {one.version for one in self.details.called_off}
        return tuple(version for version in self.versions if version.number not in off) if off else self.versions


def without_withheld(text: VersionText, taken: Collection[str | None]) -> VersionText:
    """Return *text* without what was *taken* out: rules by their ids, its title, and where None is there, all else.

    Numbers, dates, kind, approval and the ids of sections and rules stay.
    """
    if None in taken:
        left = VersionText(
            text.format,
            text.version,
            text.title,
            text.in_force_from,
            Change(text.change.kind, WITHHELD),
            WITHHELD,
            tuple(_emptied(section) for section in text.sections),
            text.approved,
            numbering=text.numbering,
        )
    else:
        rules = [one for one in taken if one]
        left = replace(text, sections=tuple(_without(section, rules) for section in text.sections))
    return replace(left, title=WITHHELD) if TITLE_OF_VERSION in taken else left


def _blank(rule: Rule) -> Rule:
    return Rule(
        rule.id,
        WITHHELD,
        formerly=rule.formerly,
        merged_from=rule.merged_from,
        split_from=rule.split_from,
        label=rule.label,
    )


def _without(section: Section, rules: Collection[str]) -> Section:
    parts = tuple(_blank(part) if isinstance(part, Rule) and part.id in rules else part for part in section.rules)
    return replace(section, rules=parts, sections=tuple(_without(inner, rules) for inner in section.sections))


def _emptied(section: Section) -> Section:
    rules, inner = tuple(_blank(rule) for rule in section.own_rules), tuple(map(_emptied, section.sections))
    introduction = "" if rules or inner else WITHHELD
    return Section(section.id, WITHHELD, rules, introduction, section.label, inner)
