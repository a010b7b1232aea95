"""What changed from one version to another, in rows to show: on pages, in feeds, at a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from markupsafe import Markup

from inforce.compare.changes import ChangeOf, PartOf, RuleChange, TextChange, VersionChanges, weightiest
from inforce.compare.headlines import Line, headlines_of, in_order, in_short, names_of, strength_or_not_stated
from inforce.compare.text_comparison import TextComparison, TextOf, TextPair, texts_of_placed
from inforce.model.annexes import attributes_by_name
from inforce.model.block_text import words_of
from inforce.model.catalogue import N_, _, current_catalogue, listed, with_semicolons
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.rules import Rule
from inforce.site import addresses
from inforce.site.marked_words import Paragraphs, SideBySide, redlined, side_by_side
from inforce.site.page import ROOT
from inforce.site.phrases.changes import COUNTS, Chip, chip_of, with_labels
from inforce.site.phrases.editions import passage_names
from inforce.site.templates import render
from inforce.wording.departures import DepartureClass
from inforce.wording.redline import Span
from inforce.wording.strength import strengths

SENTENCES: Final[Mapping[str, str]] = {
    "added": N_("Rule {number}: new"),
    "removed": N_("Former rule {number}: removed"),
    "rule": N_("Rule {number}"),
    "title": N_("Title"),
    "summary": N_("Summary"),
    "print_notice": N_("Notice on printed copies"),
    "introduction": N_("Introduction"),
    "carried": N_("Key points, terms, duties and contacts"),
    "heading": N_("Section heading"),
    "section_introduction": N_("Introduction of a section"),
    "running_text": N_("Text that is not a rule"),
    "text": N_("Words of the rule"),
    "rest": N_("Apart from words that went to another rule or came from one"),
    "local_practice": N_("How we do this locally"),
    "declared": N_("Source, approval, attributes and notes"),
    "strength": N_("How binding it is: {before} before, {after} now."),
    "binding words": N_("Words that bind: {before} before, {after} now."),
    "none": N_("none"),
    "attribute": N_("{name}: {before} before; {after} now."),
    "split off": N_("Its words were part of rule {number}."),
    "gone into": N_("Its words are now part of rule {number}."),
    "other place": N_("It is in another place."),
    "other number": N_("It was rule {number}."),
    "source was": N_("Its source was {passages}."),
    "source is": N_("Its source is now {passages}."),
    "renamed": N_('Links to it said "#{former}" and now say "#{id}"; the old ones still lead here.'),
    "merged": N_("It was put together from the rules that links call {rules}; those links lead here."),
    "split": N_("It was split from the rule that links call {rules}."),
    "moved here": N_('It was moved here from "{document}", where links call it {rules}.'),
    "went into": N_("It is now part of the rules that links call {rules}."),
    "went into one": N_("It is now part of the rule that links call {rules}."),
    "same words": N_("The words of the rule are the same."),
    "set otherwise": N_("The words are the same. Only spaces, quotation marks or dashes are different."),
    "one source": N_("Rule {number} has the same words and cites another source."),
    "sources": N_("{count} rules have the same words and cite another source: rules {numbers}."),
    "one same": N_("Rule {number} is the same, word for word."),
    "same": N_("Rules {numbers} are the same, word for word."),
    "before": N_("Version {number}"),
    "absent": N_("Not in version {number}."),
}
"""What rows say, by what happened."""

GRAVE: Final = frozenset({"meaning", "added", "removed"})
"""What readers have to know of at once."""


@dataclass(frozen=True)
class Part:
    """A text of a rule or of a version: its label, "" for the rule itself, and what leads from the old to the new.

    What is *folded* stands behind its label until a reader opens it: words that stayed, and declarations, which are
    longer than what they are about. *structured* are both texts as block text, for their lists and tables.
    """

    label: str
    old: str
    new: str
    comparison: TextComparison
    folded: bool = False
    structured: tuple[str, str] = ("", "")

    @property
    def words(self) -> Paragraphs:
        """The marked words."""
        return self._marked.words

    @property
    def sides(self) -> tuple[SideBySide, ...]:
        """Both texts, beside each other."""
        return self._marked.sides

    @property
    def inline_html(self) -> Markup:
        """The marked words as HTML."""
        return self._marked.inline_html(current_catalogue().digest)

    @property
    def sides_html(self) -> tuple[tuple[Markup, Markup], ...]:
        """Both texts, beside each other, as HTML; "" where one has nothing."""
        return self._marked.sides_html(current_catalogue().digest)

    @cached_property
    def _marked(self) -> _Marked:
        return _marked(self.old, self.new, self.comparison, self.structured)


class _Marked:
    """What leads from one text to another, laid out: many pages show the same."""

    def __init__(self, spans: tuple[Span, ...], structured: tuple[str, str]) -> None:
        self.words = redlined(spans, *structured)
        self.sides = side_by_side(spans, *structured)
        self._html: dict[str, Markup] = {}
        self._sides_html: dict[str, tuple[tuple[Markup, Markup], ...]] = {}

    def inline_html(self, language: str) -> Markup:
        """Return the marked words as HTML in the words that are spoken, which are those of that digest."""
        if language not in self._html:
            self._html[language] = as_html(self.words)
        return self._html[language]

    def sides_html(self, language: str) -> tuple[tuple[Markup, Markup], ...]:
        """Return both sides in the same way."""
        if language not in self._sides_html:
            self._sides_html[language] = tuple((as_html(one.old), as_html(one.new)) for one in self.sides)
        return self._sides_html[language]


def as_html(words: Paragraphs) -> Markup:
    """Return marked words as HTML; "" for none."""
    return render("marked_words.html", words) if words else Markup()


@lru_cache(maxsize=1024)
def _marked(old: str, new: str, comparison: TextComparison, structured: tuple[str, str]) -> _Marked:
    return _Marked(comparison.spans(old, new), structured)


class PairRow(NamedTuple):
    """What is said of two wordings of a rule or a text, whatever its number and place in a version.

    *kind* is one of `COUNTS`; *said* is what the change asks of people, in sentences.
    """

    kind: str
    chips: tuple[Chip, ...]
    said: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]


class Row(NamedTuple):
    """A rule or a text that changed: its id, its heading, where it leads ("" for nowhere), and what is said of it."""

    id: str
    kind: str
    heading: str
    href: str
    chips: tuple[Chip, ...]
    said: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def grave(self) -> bool:
        """Whether readers have to know of it at once."""
        return self.kind in GRAVE

    @property
    def heading_in_words(self) -> str:
        """The heading and how much the row weighs, where words stand alone."""
        return with_labels(self.heading, self.chips)


class Ends(NamedTuple):
    """How the two sides are called where they stand side by side, and what stands on one that has nothing."""

    before: str
    after: str
    not_before: str
    not_after: str


class Count(NamedTuple):
    """How many rules changed in that way, and which."""

    kind: str
    label: str
    rows: tuple[Row, ...]


class RedlineRows(NamedTuple):
    """All that changed: what people must do in sentences, rules and texts in rows, and which rules stayed the same."""

    ends: Ends
    headlines: tuple[Line, ...]
    rules: tuple[Row, ...]
    texts: tuple[Row, ...]
    sources: str
    same: str
    same_count: int

    @property
    def counts(self) -> tuple[Count, ...]:
        """How many rules changed in which way, the gravest first."""
        found = (
            Count(kind, _(label), tuple(row for row in self.rules if row.kind == kind))
            for kind, label in COUNTS.items()
        )
        return tuple(count for count in found if count.rows)

    @property
    def counts_in_words(self) -> str:
        """How many rules changed in which way, in a line; "" where none did."""
        found = [(count.label, len(count.rows)) for count in self.counts]
        if found and self.same_count:
            found.append((_("The same"), self.same_count))
        return with_semicolons([_("{what}: {count}", what=what, count=count) for what, count in found])

    @property
    def changed(self) -> tuple[Row, ...]:
        """The rules that changed, but for those of which only the source did: those are told of once, together."""
        return tuple(row for row in self.rules if row.kind != "source")

    @property
    def resourced(self) -> tuple[Row, ...]:
        """The rules of which only the source changed."""
        return tuple(row for row in self.rules if row.kind == "source")

    @property
    def grave(self) -> tuple[Row, ...]:
        """The rules and texts that readers have to know of at once."""
        return tuple(row for row in (*self.rules, *self.texts) if row.grave)

    @property
    def others(self) -> tuple[Row, ...]:
        """The rules and texts that are not grave."""
        return tuple(row for row in (*self.rules, *self.texts) if not row.grave)


def redline_rows(changes: VersionChanges, library: Library, *, linked: bool = False) -> RedlineRows:
    """Return what *changes* are, in the order of the newer version; *linked* rows lead to where their rule stands."""
    return RedlineRows(
        ends=ends(str(changes.old.number), str(changes.new.number)),
        headlines=in_short(changes),
        rules=tuple(_rule_row(changes, change, library, linked=linked) for change in changes.changed_rules),
        texts=tuple(_text_row(place, change) for place, change in enumerate(changes.texts, start=1)),
        sources=_sources_in_words([one.placed.name for one in changes.rules if one.kind is ChangeOf.SOURCE]),
        same_count=len(changes.same_rules),
        same=_same_in_words([change.placed.name for change in changes.same_rules]),
    )


def ends(old: str, new: str) -> Ends:
    """Return how the versions of those numbers are called."""
    return Ends(
        before=_(SENTENCES["before"], number=old),
        after=_(SENTENCES["before"], number=new),
        not_before=_(SENTENCES["absent"], number=old),
        not_after=_(SENTENCES["absent"], number=new),
    )


def _rule_row(changes: VersionChanges, change: RuleChange, library: Library, *, linked: bool) -> Row:
    pair, number = pair_of_rule(change, library), change.placed.cited
    sentence = change.kind.value if change.kind in {ChangeOf.ADDED, ChangeOf.REMOVED} else "rule"
    return Row(
        id=change.placed.rule.id,
        kind=pair.kind,
        heading=_(SENTENCES[sentence], number=number),
        href=_place_of(changes.new if change.new else changes.old, change.placed.rule) if linked else "",
        chips=pair.chips,
        said=pair.said,
        notes=(*_places(change), *pair.notes),
        parts=pair.parts,
    )


def _place_of(version: Version, rule: Rule) -> str:
    return f"{ROOT}{addresses.version(version)}#{rule.id}"


def pair_of_rule(change: RuleChange, library: Library) -> PairRow:
    """Return what is said of a rule before and after, as far as its number and its place do not matter."""
    kind = kind_of(change)
    weight = DepartureClass(kind) if kind in set(DepartureClass) else None
    there_and_here = change.old is not None and change.new is not None
    return PairRow(
        kind=kind,
        chips=chip_of(weight, reverses=change.reverses),
        said=tuple(one.text for one in headlines_of(change)) if there_and_here and not change.part_of else (),
        notes=(*_origin(library, change), *_notes(library, change)),
        parts=tuple(_parts(change)),
    )


def kind_of(change: RuleChange) -> str:
    """Return which of `COUNTS` a rule counts among: what is declared about its words does not change what they say."""
    if change.kind in {ChangeOf.ADDED, ChangeOf.REMOVED}:
        return change.kind.value
    texts = [text for text in (change.words, change.local_practice) if text]
    if change.strength_changed or change.retired or change.restored:
        return DepartureClass.MEANING.value
    if weight := weightiest(text.weight for text in texts):
        return weight.value
    if _carries_otherwise(change):
        return DepartureClass.WORDING.value
    if change.sources_changed or change.declared:
        return "source"
    return DepartureClass.TYPOGRAPHY.value if texts else "moved"


def _carries_otherwise(change: RuleChange) -> bool:
    """Whether a rule that was there before has other attributes or notes."""
    if change.old is None or change.new is None:
        return False
    old, new = change.old.rule, change.new.rule
    return (old.attributes, old.notes) != (new.attributes, new.notes)


def _attributes(old: Rule, new: Rule) -> Iterator[str]:
    was, now = dict(attributes_by_name(old.attributes)), dict(attributes_by_name(new.attributes))
    none = strength_or_not_stated(None)
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield _(SENTENCES["attribute"], name=name, before=was.get(name, none), after=now.get(name, none))


def _places(change: RuleChange) -> Iterator[str]:
    if change.part_of and not change.part_of.match.declared:
        yield _(SENTENCES["gone into" if change.old else "split off"], number=change.part_of.match.rule.cited)
    if change.old is None or change.new is None:
        return
    if change.moved:
        yield _(SENTENCES["other place"])
    if change.renumbered:
        yield _(SENTENCES["other number"], number=change.old.number)


def _origin(library: Library, change: RuleChange) -> Iterator[str]:
    """Yield which rules it was put together or split from, where it stood before, and what it went into."""
    if change.merged_from:
        yield _(SENTENCES["merged"], rules=names_of(change.merged_from))
    if change.split_from:
        yield _(SENTENCES["split"], rules=names_of((change.split_from,)))
    for document, rule in change.moved_from:
        found = next((one for one in library.documents if document in one.ids), None)
        title = found.versions[-1].text.title if found else document
        yield _(SENTENCES["moved here"], document=title, rules=names_of((rule,)))
    if len(change.went_into) == 1:
        yield _(SENTENCES["went into one"], rules=names_of(change.went_into))
    elif change.went_into:
        yield _(SENTENCES["went into"], rules=names_of(change.went_into))


def _notes(library: Library, change: RuleChange) -> Iterator[str]:
    old, new = change.old, change.new
    if old is None or new is None:
        return
    if change.strength_changed:
        was, now = strength_or_not_stated(old.rule.strength), strength_or_not_stated(new.rule.strength)
        yield _(SENTENCES["strength"], before=was, after=now)
    elif change.binds_otherwise:
        yield _(
            SENTENCES["binding words"],
            before=_binding_words(old.rule, change.language),
            after=_binding_words(new.rule, change.language),
        )
    yield from _attributes(old.rule, new.rule)
    if change.sources_changed:
        yield _(SENTENCES["source was"], passages=passage_names(old.rule, library))
        yield _(SENTENCES["source is"], passages=passage_names(new.rule, library))
    if change.renamed:
        yield _(SENTENCES["renamed"], former=old.rule.id, id=new.rule.id)
    yield from _on_words(change.words)


def _on_words(words: TextChange | None) -> Iterator[str]:
    if words is None:
        yield _(SENTENCES["same words"])
    elif words.structure:
        yield from (one.in_words for one in words.structure)
    elif words.weight is None:
        yield _(SENTENCES["set otherwise"])


def _binding_words(rule: Rule, language: str) -> str:
    return str(in_order(strengths(words_of(rule.text), language))) or _(SENTENCES["none"])


def _parts(change: RuleChange) -> Iterator[Part]:
    """Yield the words of the rule, folded where they stayed, and what else of it changed.

    Of a rule that came or went it is all there is; of one that is the same but for its place, nothing.
    """
    old, new = change.old, change.new
    if change.kind in {ChangeOf.SAME, ChangeOf.SOURCE, ChangeOf.MOVED, ChangeOf.RENUMBERED}:
        return
    pairs = texts_of_placed(old, new)
    for pair, found in zip(pairs, (change.words, change.local_practice, change.declared), strict=True):
        label = _(SENTENCES[pair.what.value])
        if change.part_of and pair.what is TextOf.RULE:
            yield words_of_part(change.part_of, pair)
        elif found:
            shown = "" if pair.what is TextOf.RULE else label
            yield _part(shown, pair, found.comparison, folded=pair.what is TextOf.DECLARED)
        elif old is None or new is None:
            if whole := _whole(pair):
                yield _part("" if pair.what is TextOf.RULE else label, pair, whole, folded=pair.what is TextOf.DECLARED)
        elif pair.what is TextOf.RULE:
            yield _part(label, pair, TextComparison(None, (len(pair.as_read[1]),)), folded=True)


def words_of_part(part: PartOf, pair: TextPair) -> Part:
    """Return the words of a rule beside those that they were with or are with now; *pair* has its own."""
    label = "" if part.match.words else _(SENTENCES["rest"])
    return Part(label, *part.match.both, part.comparison, structured=pair.structured)


def _whole(pair: TextPair) -> TextComparison | None:
    """Return what leads to a text that stands on one side alone; None where it is empty."""
    was, now = pair.as_read
    return TextComparison(None, (0, len(was), len(now))) if was or now else None


def _part(label: str, pair: TextPair, comparison: TextComparison, *, folded: bool) -> Part:
    return Part(label, *pair.as_read, comparison, folded, pair.structured)


class PartOfAny(NamedTuple):
    """A text before and after, wherever its two wordings stand."""

    part: Part
    ends: Ends


def part_of_any_versions(part: Part) -> str:
    """Return a text before and after as HTML, with <old> and <new>, which no text has, for the numbers of versions.

    Pictures are led to from the page where versions are compared.
    """
    label, absent = (Markup.escape(_(SENTENCES[name])) for name in ("before", "absent"))
    old, new = (Markup(f"<{name}>") for name in ("old", "new"))  # noqa: S704 - two names of ours
    ends = Ends(*(words.format(number=number) for words in (label, absent) for number in (old, new)))
    return re.sub(rf"{ROOT}guidance/[^/]+/", "../", render("redline_part.html", PartOfAny(part, ends)))


def _text_row(place: int, change: TextChange) -> Row:
    pair = pair_of_text(change)
    heading = _(SENTENCES[change.what.value])
    return Row(f"text_{place}", pair.kind, heading, "", pair.chips, pair.said, pair.notes, pair.parts)


def pair_of_text(change: TextChange) -> PairRow:
    """Return what is said of a text around the rules before and after."""
    comparison, weight = change.comparison, change.weight or DepartureClass.TYPOGRAPHY
    notes = tuple(_on_words(change))
    parts = (_part("", change.pair, comparison, folded=False),)
    return PairRow(weight.value, chip_of(change.weight, reverses=comparison.reverses), (), notes, parts)


def _sources_in_words(names: list[str]) -> str:
    if len(names) == 1:
        return _(SENTENCES["one source"], number=names[0])
    return _(SENTENCES["sources"], count=len(names), numbers=listed(names)) if names else ""


def _same_in_words(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return _(SENTENCES["one same"], number=numbers[0])
    return _(SENTENCES["same"], numbers=listed(numbers)) if numbers else ""
