"""What any two versions of a document say otherwise, as data that a script cuts out and arranges.

A *line* is a rule, or a text around the rules, through all versions. It has its wordings, and what is said of any two
of them that a reader can ask for; the index says which wording each version has, where, and which rules moved. Texts
stand once; what leads from one to another is which runs of them stay, go and come.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import combinations
from typing import Generic, TypeVar

from inforce.compare.changes import changes_of_rule, changes_of_text, moved_between
from inforce.compare.needed_pairs import Wording, every_pair, needed_pairs
from inforce.compare.text_comparison import Compared, compare_texts
from inforce.compare.version_texts import TextOf, TextPair, declared, texts_of_version
from inforce.formats.records.marked_text import marked_text
from inforce.model.catalogue import _
from inforce.model.dataclass import dataclass
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.numbering import NumberedRule, numbered_rules
from inforce.model.rule_lines import RuleLine, RuleName, names_in
from inforce.site.document.redline_rows import SENTENCES, PairRow, Part, pair_of_rule, pair_of_text
from inforce.site.json_text import Record
from inforce.site.marked_words import redlined
from inforce.wording.redline import Span, SpanKind

Said = TypeVar("Said")
"""What a version has of a line."""


@dataclass(frozen=True)
class Line(Generic[Said]):
    """A rule or a text in every version: which of its *wordings* each has, and its place there; None for neither."""

    wordings: tuple[Said, ...]
    of_versions: tuple[Wording, ...]
    places: tuple[int | None, ...]

    @property
    def pairs(self) -> tuple[tuple[Wording, Wording], ...]:
        """The wordings that are compared."""
        return needed_pairs(self.of_versions)

    def wording(self, number: Wording) -> Said | None:
        """Return the wording of that number."""
        return None if number is None else self.wordings[number]


@dataclass
class _Texts:
    """Texts, each of which stands once."""

    known: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """Return the number of *text*, which is kept."""
        return self.known.setdefault(text, len(self.known))


@dataclass(frozen=True)
class ComparisonData:
    """All that the page of free comparison reads of the versions of one document."""

    document: str
    versions: Sequence[Version]
    lines: Sequence[RuleLine]
    library: Library = field(repr=False)
    compared: Compared = compare_texts

    @property
    def _language(self) -> str:
        """The language of the newest version: comparisons are told in the words of today."""
        return self.versions[-1].language

    @cached_property
    def _named(self) -> tuple[Mapping[RuleName, NumberedRule], ...]:
        """The rules of each version by the name that they have in all of them."""
        return tuple(
            dict(zip(names_in(version, self.lines), numbered_rules(version), strict=True)) for version in self.versions
        )

    @cached_property
    def rules(self) -> Mapping[RuleName, Line[NumberedRule]]:
        """Every rule through the versions."""
        names = dict.fromkeys(name for version in self._named for name in version)
        found = {name: [version.get(name) for version in self._named] for name in sorted(names)}
        return {
            name: _line(stands, _said, [one.count if one else None for one in stands]) for name, stands in found.items()
        }

    @cached_property
    def texts(self) -> Mapping[tuple[TextOf, str], Line[str]]:
        """Every text around the rules through the versions, in the order in which they came."""
        found = [texts_of_version(version) for version in self.versions]
        places = [{key: place for place, key in enumerate(texts)} for texts in found]
        return {
            key: _line([texts.get(key) or None for texts in found], str, [place.get(key) for place in places])
            for key in dict.fromkeys(key for texts in found for key in texts)
        }

    def index(self) -> Record:
        """Return which wording each version has of each line, where, and how the record of a rule is named."""
        rules = [
            {
                "ids": [placed.rule.id for placed in line.wordings],
                "wordings": list(line.of_versions),
                "places": list(line.places),
                "numbers": [self._number(name, place) for place in range(len(self.versions))],
                "record": self.record_name(name) if line.pairs else None,
            }
            for name, line in self.rules.items()
        ]
        texts = [
            {
                "heading": _(SENTENCES[what.value]),
                "wordings": list(line.of_versions),
                "places": list(line.places),
                **self._compared_texts(what, line),
            }
            for (what, _section), line in self.texts.items()
            if line.pairs
        ]
        return {
            "document": self.document,
            "versions": [str(version.number) for version in self.versions],
            "rules": rules,
            "texts": texts,
            "moved": self._moved(),
        }

    def _number(self, name: RuleName, version: int) -> str | None:
        """Return what a rule is called by in a version, if it has it."""
        placed = self._named[version].get(name)
        return placed.cited if placed else None

    def of_rules(self) -> Iterator[tuple[str, Record]]:
        """Yield what any two wordings of each rule that has several say otherwise, and the name of that record."""
        for name, line in self.rules.items():
            if line.pairs:
                compared = self._compared_rules(line)
                yield self.record_name(name), {"document": self.document, **compared}

    def record_name(self, name: RuleName) -> str:
        """Return how the record of a rule is called: the first id of its line, and a number where rules share one."""
        number, place = name
        return f"{self.lines[number].ids[0]}_{place}" if place else self.lines[number].ids[0]

    def _compared_rules(self, line: Line[NumberedRule]) -> Record:
        def compared(old: NumberedRule | None, new: NumberedRule | None) -> PairRow | None:
            change = changes_of_rule(old, new, self.compared, self._language)
            return pair_of_rule(change, self.library) if change.reads_otherwise else None

        return _compared(line, compared, lambda placed: TextPair(TextOf.RULE, placed.rule.text, placed.rule.text))

    def _compared_texts(self, what: TextOf, line: Line[str]) -> Record:
        def compared(old: str | None, new: str | None) -> PairRow | None:
            change = changes_of_text(TextPair(what, old or "", new or ""), self.compared, self._language)
            return pair_of_text(change) if change else None

        return _compared(line, compared, lambda text: TextPair(what, text, text))

    def _moved(self) -> dict[str, list[int]]:
        """Return by the numbers of two versions which rules, by number, stand elsewhere in the newer one, if any do."""
        numbers = {name: number for number, name in enumerate(self.rules)}
        orders = [
            tuple((name, placed.section.section.id) for name, placed in version.items()) for version in self._named
        ]
        known: dict[object, list[int]] = {}
        found: dict[str, list[int]] = {}
        for old, new in combinations(range(len(self.versions)), 2):
            key = orders[old], orders[new]
            if key not in known:
                known[key] = sorted(numbers[name] for name in moved_between(self._named[old], self._named[new]))
            if known[key]:
                found[f"{old} {new}"] = known[key]
        return found


def _line(stands: Sequence[Said | None], said: Callable[[Said], Hashable], places: Sequence[int | None]) -> Line[Said]:
    """Return the line of what each version has; two of them that say the same are one wording, the first of them."""
    numbers: dict[Hashable, int] = {}
    wordings: list[Said] = []
    of_versions: list[Wording] = []
    for one in stands:
        if one is None:
            of_versions.append(None)
            continue
        of_versions.append(numbers.setdefault(said(one), len(wordings)))
        if of_versions[-1] == len(wordings):
            wordings.append(one)
    return Line(tuple(wordings), tuple(of_versions), tuple(places))


def _said(placed: NumberedRule) -> Hashable:
    """Return all of a rule that is compared, its number and its place aside."""
    rule = placed.rule
    return (
        rule.id,
        rule.text,
        declared(rule),
        rule.local_practice,
        rule.strength,
        rule.strength_decision,
        rule.citations,
    )


def _compared(
    line: Line[Said], compare: Callable[[Said | None, Said | None], PairRow | None], alone: Callable[[Said], TextPair]
) -> Record:
    """Return the texts of *line* and what is said of each two wordings, or of each *alone* where there are too many."""
    texts = _Texts()
    pairs: dict[str, Record | None] = {}
    for old, new in line.pairs:
        said = compare(line.wording(old), line.wording(new))
        pairs[f"{_key(old)} {_key(new)}"] = _pair(said, texts) if said else None
    whole = [] if every_pair(line.of_versions) else [_whole(alone(wording), texts) for wording in line.wordings]
    return {"texts": list(texts.known), "pairs": pairs, "whole": whole}


def _whole(pair: TextPair, texts: _Texts) -> Record:
    """Return a wording by itself: as one that goes, and as one that comes."""
    words = pair.as_read[0]
    gone, come = (
        marked_text(redlined((Span(kind, words),), *pair.structured), words, words)
        for kind in (SpanKind.REMOVED, SpanKind.ADDED)
    )
    return {"text": texts.number(words), "gone": gone, "come": come}


def _key(wording: Wording) -> str:
    return "" if wording is None else str(wording)


def _pair(said: PairRow, texts: _Texts) -> Record:
    return {
        "kind": said.kind,
        "chips": [{"kind": chip.kind, "label": chip.label} for chip in said.chips],
        "said": list(said.said),
        "notes": list(said.notes),
        "parts": [_part(part, texts) for part in said.parts],
    }


def _part(part: Part, texts: _Texts) -> Record:
    return {
        "label": part.label,
        "folded": part.folded,
        "old": texts.number(part.old),
        "new": texts.number(part.new),
        "inline": marked_text(part.words, part.old, part.new),
        "sides": [
            [marked_text(beside.old, part.old, part.old), marked_text(beside.new, part.new, part.new)]
            for beside in part.sides
        ],
    }
