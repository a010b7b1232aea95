"""Every kind of record for programs: its fields, which are always there, and what they say.

The JSON Schemas of `schemas` are made from these types: what is said of a field here is said to programs.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypedDict

from inforce.compare.changes import ChangeOf
from inforce.compare.text_comparison import TextOf
from inforce.model.guidance import ChangeKind, Numbering, WithheldPart
from inforce.model.rules import NoteKind, Strength
from inforce.model.sources import Evidence
from inforce.model.status import Status
from inforce.site.phrases.changes import COUNTS
from inforce.site.phrases.verdicts import VerdictKind
from inforce.wording.departures import DepartureClass
from inforce.wording.redline import SpanKind

Day = Annotated[str, ("format", "date"), ("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Address = Annotated[str, "An address: in full where the address of the site is set, else from its root."]
Number = Annotated[str, "The number of a version: major.minor.patch."]
Code = Annotated[str, "The short form of the fingerprint, as it is printed on copies."]
Fingerprint = Annotated[str, "The SHA-256 of the file of the version, byte for byte."]
Words = Annotated[str, "The words; a blank line parts paragraphs, items with their labels, and cells."]
Markdown = Annotated[str, "The words as Markdown: with lists and their labels, tables, and links in full."]
Somewhen = Annotated[str, "A year, a month or a day, as far as it is known."]
Stance = Annotated[Status, "What it is on the day of the site."]
Weight = Annotated[DepartureClass, "How much a change or a departure weighs."]
Begins = Annotated[Day | None, "The day from which the version applies, or was to apply; null where nobody knows."]
Ends = Annotated[Day | None, "The last day on which the version applies, where there is one and it is known."]
PublishedAt = Annotated[
    str | None, "The moment at which readers were first told, in UTC; null where the site was built for no register."
]
ReviewDue = Annotated[Day | None, "The day by which the version is to be reviewed, where that is known."]
Until = Annotated[
    Day | None,
    "The last day on which what is said of status holds, as far as is known; null where no change is known. "
    "A version that is added later can end it sooner: the currency record tells.",
]


class AsAt(TypedDict):
    """Of which day the site is.

    No other record says so: this is the only file that a day changes on which nothing happens.
    """

    as_at: Annotated[Day, "The day of the site: what every record of it says holds on that day."]
    time_zone: Annotated[str, "The time zone in which days begin and end."]


class Copy(TypedDict):
    """How long a copy may be relied on."""

    copy_valid_for: Annotated[
        str | None,
        "For how long a copy may be relied on, from the day on which it is taken; null for not at all.",
        ("pattern", r"^P(\d+M)?(\d+D)?$"),
    ]
    copy_valid_not_after: Annotated[Day | None, "The day after which no copy may be relied on, where one is known."]


class Ask(TypedDict):
    """Where to ask."""

    currency: Annotated[Address, "Where to learn whether this still holds: the currency of the document."]
    as_at: Annotated[Address, "Where to learn of which day that answer is."]


class Undone(TypedDict):
    """That the version says again, and rightly, what an earlier one had changed."""

    change_of: Annotated[str, "The number of the version that had made the change."]
    reason: Annotated[str, "Why the change is undone."]


class Change(TypedDict):
    """What a version changed."""

    kind: ChangeKind
    note: Annotated[str, "What changed and why."]
    undoes: list[Undone]


class Approval(TypedDict):
    """Who approved a version, and when."""

    by: Annotated[str | None, "Nobody is named yet where it is null."]
    on: Annotated[Day | None, "The day of the approval."]


class CallOff(TypedDict):
    """That the version, which is withdrawn then, was cancelled before its day and applies on none."""

    on: Annotated[Day, "The day on which it was cancelled."]
    reason: str


class Stands(TypedDict):
    """How a version stands."""

    status: Stance
    valid_until: Until
    in_force_from: Begins
    in_force_until: Ends
    called_off: CallOff | None


class Next(TypedDict):
    """The version that comes into force next."""

    version: Number
    in_force_from: Annotated[Day, "The day from which it applies."]


class Instead(TypedDict):
    """What to use instead: a document of the library, or something outside it."""

    document: Annotated[str | None, "The id of the document."]
    title: Annotated[str | None, "What it is called."]
    link: Annotated[str | None, "Where it stands."]


class Withdrawal(TypedDict):
    """That the document no longer applies, or will not from a day on."""

    on: Annotated[Day, "The day from which it no longer applies."]
    reason: str
    instead: Annotated[str | None, "The id of the document to use instead, where there is one alone."]
    instead_all: list[Instead]


class Current(TypedDict):
    """How a document stands."""

    document: Annotated[str, "The id of the document; it never changes."]
    title: Annotated[str, "The title of the version that stands for the document."]
    status: Stance
    since: Annotated[
        Day | None,
        "The day of the latest change to how any version stands; null where none is known to have taken place.",
    ]
    valid_until: Until
    version: Annotated[
        str, "The version that stands for the document: in force, or else next to come, or else the last."
    ]
    check_code: Code
    in_force_from: Begins
    review_due: ReviewDue
    next: Next | None
    withdrawn: Withdrawal | None


class Brief(TypedDict):
    """How a version stands."""

    status: Stance
    check_code: Code
    in_force_from: Begins
    in_force_until: Ends


class Currency(Current):
    """All that a copy is checked by."""

    versions: Annotated[dict[str, Brief], "Every version by its number."]


class FormerId(TypedDict):
    """An id that the document had before."""

    id: str
    until: Annotated[str, "The number of the last version that was published under it."]


class Withheld(TypedDict):
    """That words were taken out of a version after it had been published."""

    version: Annotated[str, "The number of the version."]
    rule: Annotated[str | None, "The id of the rule; null where the words of the whole version were taken out."]
    part: Annotated[WithheldPart | None, "The title, where that was taken out."]
    on: Annotated[Day, "The day on which that was decided."]
    decided_by: Annotated[str, "Who decided it."]
    reason: str
    fingerprint: Annotated[str, "The SHA-256 of the file of the version as it was published."]
    record: Annotated[str | None, "The SHA-256 of its file as it is now."]


class ListedLinks(TypedDict):
    """Where it is."""

    page: Address
    record: Address


class ListedVersionLinks(ListedLinks):
    """Where it is."""

    file: Address


class ListedVersion(Stands):
    """A version without its words."""

    version: Number
    title: str
    change: Change
    approved: Approval | None
    check_code: Code
    fingerprint: Fingerprint
    links: ListedVersionLinks


class ListedRule(TypedDict):
    """A rule that the document has or had."""

    id: Annotated[str, "Its id."]
    record: Address


class DocumentLinks(Ask):
    """Where more is."""

    page: Address
    history: Address


class Document(Current):
    """A piece of guidance and all its versions, the newest first."""

    owner: Annotated[str | None, "Who answers for it; null where nobody is named yet."]
    contact: str | None
    audience: Annotated[str, "Who has to follow it."]
    topics: list[str]
    formerly: list[FormerId]
    withheld: list[Withheld]
    versions: list[ListedVersion]
    rules: list[ListedRule]
    links: DocumentLinks


class PublishedVersion(Stands):
    """A version."""

    version: Number
    published_at: PublishedAt


class TakenBack(TypedDict):
    """What was taken back."""

    what: Annotated[str, "How: withdrawn, cancelled or withheld."]
    version: Annotated[str | None, "The number of the version; null where it was the whole document."]
    on: Annotated[Day, "The day of it, as the guidance says."]
    published_at: PublishedAt


class History(TypedDict):
    """When each version applies and when readers were first shown it, the newest first; and what was taken back."""

    document: Annotated[str, "The id of the document."]
    status: Stance
    valid_until: Until
    versions: list[PublishedVersion]
    taken_back: list[TakenBack]


class Attribute(TypedDict):
    """A fact by name; several values are several of these."""

    name: str
    value: str


class KeyPoint(TypedDict):
    """What readers must not miss."""

    text: str
    rule: Annotated[str | None, "The id of the rule that says it."]


class Term(TypedDict):
    """A word with a meaning of its own."""

    id: str
    term: str
    meaning: str


class Role(TypedDict):
    """Who has which duties."""

    role: str
    duties: str
    telephone: str | None
    email: str | None


class Picture(TypedDict):
    """A picture in the text."""

    file: Annotated[str, "Its address."]
    sha256: Annotated[str, "Its SHA-256, which never changes."]


class Contact(TypedDict):
    """Whom to reach."""

    who: str
    when: str | None
    telephone: str | None
    email: str | None


_Weighed = TypedDict("_Weighed", {"class": Weight})
_MaybeWeighed = TypedDict("_MaybeWeighed", {"class": Weight | None})


class Departure(_Weighed):
    """A place where the rule differs from the passage."""

    what: str
    reason: str
    approval: Annotated[str, "Who approved it, in words; empty where no approval is asked for."]


class Citation(TypedDict):
    """What a rule rests on."""

    kind: Annotated[Literal["quotes", "draws_on"], "Whether the words have to match."]
    source: str
    edition: str
    passage: str
    in_words: Annotated[str, "The edition and the passage, as pages name them."]
    verdict: Annotated[VerdictKind, "Own: our own words, held to what they rest on."]
    verdict_in_words: str
    departures: list[Departure]


class StrengthDecision(TypedDict):
    """That it binds otherwise than its words or its source say, decided here."""

    reason: str
    approved_by: str | None


class Item(TypedDict):
    """A part of the rule that is cited by itself."""

    id: str
    label: str


class Note(TypedDict):
    """Words beside the rule that bind nobody."""

    kind: NoteKind
    text: str
    source: Markdown


class Deprecation(TypedDict):
    """That the rule is not to be used any more."""

    reason: str
    successors: list[Annotated[str, "The id of a rule to follow instead."]]


class OwnStatement(TypedDict):
    """Words of a rule in our own words that no passage cited has: a number, a date, a law or a strength."""

    words: str
    declared: Annotated[bool, "Whether that was declared, or found after publication."]
    reason: Annotated[str, "Why we say so."]


class Rule(TypedDict):
    """The unit that people follow and cite."""

    id: Annotated[str, "It stays the same from version to version, unless a later version says what it was formerly."]
    formerly: list[Annotated[str, "An id that it had before, or document#rule where it stood in another document."]]
    merged_from: list[Annotated[str, "The id of a rule that was put together in this one."]]
    split_from: Annotated[str | None, "The id of the rule that it was split from."]
    number: Annotated[int, "Counted through the whole version."]
    label: Annotated[str, "The number that readers are shown: its own, or a counted one; empty where there is none."]
    text: Words
    source: Markdown
    strength: Strength | None
    strength_decision: StrengthDecision | None
    local_practice: Words
    items: list[Item]
    attributes: list[Attribute]
    notes: list[Note]
    deprecated: Deprecation | None
    declared: Annotated[
        str, "What is declared about its words and how binding it is, and what it carries, each as a paragraph."
    ]
    citations: list[Citation]
    own_statements: list[OwnStatement]


class RunningText(TypedDict):
    """Text that is no rule."""

    after: Annotated[str | None, "The id of the rule of this section that it stands after."]
    text: str
    source: Markdown


class Section(TypedDict):
    """A part of the version; those within it come after it."""

    id: str
    label: Annotated[str, "The number that readers are shown; empty where there is none."]
    level: Annotated[int, "1, or more for a section within another."]
    within: Annotated[str | None, "The id of the section that it stands in."]
    heading: str
    introduction: Words
    rules: list[Rule]
    texts: list[RunningText]


class VersionLinks(Ask):
    """Where more is."""

    page: Address
    document: Address
    file: Address
    check: Address


class Version(Stands, Copy):
    """One text of a document; once published it never changes, but its status does."""

    document: str
    version: Number
    title: str
    review_due: ReviewDue
    owner: str | None
    audience: str
    change: Change
    approved: Approval | None
    check_code: Code
    fingerprint: Fingerprint
    summary: str
    print_notice: Annotated[str | None, "The notice on printed copies, where the version has one of its own."]
    introduction: Words
    numbering: Annotated[Numbering | None, "How rules are numbered."]
    attributes: list[Attribute]
    key_points: list[KeyPoint]
    terms: list[Term]
    roles: list[Role]
    pictures: list[Picture]
    contacts: list[Contact]
    sections: list[Section]
    links: VersionLinks


class Answer(TypedDict):
    """What a document said on a day, with the whole version, and whether it is certain that it applied."""

    document: str
    on: Day
    certain: bool
    said: list[str]
    status: Status | None
    version: Version | None


class VersionOfRule(TypedDict):
    """A version with this wording."""

    version: Number
    id: Annotated[str, "The id of the rule in that version."]
    number: Annotated[int, "Its place in that version, counted through all rules."]
    label: Annotated[str, "The number that readers were shown."]
    status: Stance
    in_force_from: Begins
    in_force_until: Ends


class Wording(TypedDict):
    """What a rule says or said."""

    text: Words
    strength: Strength | None
    local_practice: Words
    versions: list[VersionOfRule]


class RuleLinks(Ask):
    """Where more is."""

    page: Address
    permanent: Address
    document: Address


class RuleHistory(TypedDict):
    """One rule through all versions. It stands as the version does that is named."""

    document: Annotated[str, "The id of the document."]
    version: Annotated[
        str,
        "The version whose wording stands under rule: the one that stands for the document, or else the last that "
        "has the rule and was not cancelled, or else the last that has it.",
    ]
    status: Stance
    valid_until: Until
    rule: Rule
    other_ids: list[Annotated[str, "An id that the rule has in another version; its address has this record too."]]
    citation: Annotated[str, "How to cite it, as plain text."]
    wordings: list[Wording]
    links: RuleLinks


class Span(TypedDict):
    """A run of words; same and removed give the old text, same and added the new."""

    kind: SpanKind
    text: str


class PartOf(TypedDict):
    """Its words beside those of another rule, if it was split off that, went into it or took it in.

    Of a rule that stays, they are without what left it for another rule or came from one.
    """

    rule: Annotated[str, "The id of that rule; of several, the first."]
    words: list[Span]


class ChangedRule(_MaybeWeighed):
    """A rule before and after."""

    id: str
    change: ChangeOf
    old_id: Annotated[str | None, "Its id before; another one where the newer version says what it was formerly."]
    old_number: Annotated[int | None, "Its number before."]
    new_number: Annotated[int | None, "Its number after."]
    old_label: Annotated[str | None, "The number that readers were shown before."]
    new_label: Annotated[str | None, "The number that readers are shown after."]
    old_section: Annotated[str | None, "The id of its section before."]
    new_section: Annotated[str | None, "The id of its section after."]
    moved: bool
    merged_from: list[Annotated[str, "The id of a rule that was put together in it."]]
    split_from: Annotated[str | None, "The id of the rule that it was split from."]
    moved_from: list[Annotated[str, "Where it stood in another document: document#rule."]]
    went_into: list[Annotated[str, "The id of a rule that it is now part of."]]
    old_strength: Strength | None
    new_strength: Strength | None
    sources_changed: bool
    part_of: PartOf | None
    words: list[Span]
    local_practice: list[Span]
    declared: list[Span]


class ChangedText(_MaybeWeighed):
    """A text around the rules whose record changed."""

    what: TextOf
    section: Annotated[str | None, "The id of the section that it belongs to."]
    words: list[Span]


class End(Stands):
    """One of the two versions compared."""

    version: Number
    title: str
    note: Annotated[str, "What that version changed and why."]
    check_code: Code
    record: Address


class Redline(TypedDict):
    """What changed from one version to another, rule by rule in the order of the newer one."""

    document: str
    status: Stance
    valid_until: Until
    old: End
    new: End
    headlines: list[Annotated[str, "A change of what people must do, in a sentence."]]
    rules: list[ChangedRule]
    texts: list[ChangedText]


MarkedWords = Annotated[
    str,
    "A part of the rule or text before and after as HTML, for the page where versions are compared; <old> and <new> "
    "stand for the numbers of the two versions.",
]


class Whole(TypedDict):
    """Each wording alone, where there are so many that not every two are compared."""

    gone: Annotated[str, "As one that goes, as HTML."]
    come: Annotated[str, "As one that comes, as HTML."]


class Chip(TypedDict):
    """How much it weighs, in words."""

    kind: str
    label: str


class Pair(TypedDict):
    """What changed."""

    kind: Annotated[str, ("enum", [*COUNTS])]
    chips: list[Chip]
    said: list[Annotated[str, "What it changes of what people must do, in a sentence."]]
    notes: list[str]
    shown: list[MarkedWords]


class Compared(TypedDict):
    """What is said and shown of two wordings."""

    whole: list[Whole]
    pairs: Annotated[
        dict[str, Pair | None],
        "What is said of two wordings by their numbers, the older first, either of them absent; null where they read "
        "the same. Of very many wordings not every two are compared.",
    ]


class RuleComparison(Compared):
    """What the wordings of a rule say otherwise."""

    document: str
    beside: Annotated[
        list[MarkedWords],
        "The words of the rule beside those of others, or without what went to others or came from there.",
    ]


class ComparedRule(TypedDict):
    """A rule through all versions."""

    ids: list[Annotated[str, "The id that the rule has in each of its wordings."]]
    wordings: list[int | None]
    places: list[Annotated[int | None, "The place of the rule in each version."]]
    numbers: list[Annotated[str | None, "What the rule is called by in each version."]]
    record: Annotated[
        str | None, "The name of its rule-comparison in the folder compare; null where it has one wording alone."
    ]


class ComparedText(Compared):
    """A text around the rules that has several wordings."""

    heading: Annotated[str, "What the text is."]
    wordings: list[int | None]
    places: list[int | None]


class Comparison(TypedDict):
    """What any two versions of a document say otherwise: which wording each version has of each rule and text.

    Versions, rules and wordings are numbered from 0, each in its list; null is a version that has none.
    """

    document: str
    versions: list[Number]
    rules: list[ComparedRule]
    texts: list[ComparedText]
    moved: Annotated[
        dict[str, list[int]], "The rules that stand elsewhere in the newer of two versions: by the numbers of both."
    ]
    parts: Annotated[
        dict[str, list[Annotated[list[int | None], ("minItems", 3), ("maxItems", 3)]]],
        "By the numbers of two versions, the rules that came or went whose words stand in another rule, and those "
        "rules: the rule, the one that it was split off or went into (null where something else tells it), and which "
        "of those in the rule-comparison that stand beside others has its words beside those.",
    ]


class Replacement(TypedDict):
    """What takes its place, and when."""

    by: Annotated[str, "The id of the edition."]
    on: Somewhen
    note: str | None


class EditionFacts(TypedDict):
    """What every list says of an edition."""

    source: Annotated[str, "The id of the source."]
    edition: Annotated[str, "The id of the edition."]
    title: str
    publisher: str
    published: Somewhen
    status: Annotated[Literal["current", "replaced"], "Whether another edition has taken its place."]
    valid_until: Until
    replaced: Replacement | None


class Licence(TypedDict):
    """Under which terms its words may be published."""

    name: str
    attribution: str | None
    address: str | None


class CitedIn(TypedDict):
    """How much rests on it."""

    documents: Annotated[int, "Documents."]
    versions: Annotated[int, "Versions."]


class Passage(TypedDict):
    """A located part."""

    id: str
    label: str
    text: str
    source: Markdown
    page: Annotated[str | None, "Its page."]
    formerly: list[Annotated[str, "A passage of the edition before that it goes on from."]]
    replaced_by: list[Annotated[str, "A passage of the next edition that goes on from it."]]


class EditionLinks(TypedDict):
    """Where more is."""

    page: Address


class Edition(EditionFacts):
    """One dated text of an authority that guidance quotes."""

    evidence: Annotated[Evidence, "What the wording held rests on."]
    evidence_note: str | None
    caution: Annotated[str | None, "What may have changed since and has to be checked."]
    licence: Licence | None
    cited_in: CitedIn
    passages: list[Passage]
    links: EditionLinks


class Index(TypedDict):
    """Where the parts of a list are."""

    valid_until: Until
    entries: Annotated[int, "How many entries all parts have together."]
    parts: list[Address]


class ListedDocument(Current):
    """A document."""

    links: ListedLinks


class ListedEdition(EditionFacts):
    """An edition."""

    links: ListedLinks


class _Part(TypedDict):
    """A part of a list."""

    valid_until: Until
    part: Annotated[int, "Counted from 1."]
    of: Annotated[int, "How many parts there are."]
    next: Address | None


class LibraryPart(_Part):
    """A part of a list."""

    entries: list[ListedDocument]


class SourcesPart(_Part):
    """A part of a list."""

    entries: list[ListedEdition]


KINDS: Final[dict[str, tuple[str, type]]] = {
    "as-at": ("Day of the site", AsAt),
    "currency": ("Currency of a document", Currency),
    "document": ("Document", Document),
    "history": ("History of a document", History),
    "version": ("Version", Version),
    "rule": ("Rule", RuleHistory),
    "comparison": ("Comparison", Comparison),
    "rule-comparison": ("Rule comparison", RuleComparison),
    "redline": ("Redline", Redline),
    "edition": ("Edition of a source", Edition),
    "index": ("Index", Index),
    "library-part": ("Part of the library", LibraryPart),
    "sources-part": ("Part of the sources", SourcesPart),
}
"""Each kind of record by the name of its schema: its title and its type."""
