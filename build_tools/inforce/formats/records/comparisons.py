"""The records of comparisons: rules before and after, span by span, and what a script arranges.

A *line* is a rule, or a text around the rules, through all versions. It has its wordings, and what is said and shown of
any two of them that a reader can ask for; the index says which wording each version has, where, and which rules moved.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from inforce.compare.changes import (
    ChangeOf,
    PartMatch,
    PartOf,
    RuleChange,
    VersionChanges,
    Wording,
    changes_of_rule,
    changes_of_text,
    every_pair,
    moved_between,
    needed_pairs,
    parts_between,
)
from inforce.compare.headlines import headlines
from inforce.compare.text_comparison import (
    Compared,
    TextComparison,
    TextOf,
    TextPair,
    compare_texts,
    declared,
    texts_around,
    texts_of_placed,
    texts_of_version,
)
from inforce.formats.records.documents import status_facts
from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.numbering import (
    NumberedRule,
    RuleLines,
    RuleName,
    rules_by_name,
    successors,
)
from inforce.model.rules import Strength
from inforce.site import addresses
from inforce.site.document.redline_rows import (
    SENTENCES,
    PairRow,
    Part,
    as_html,
    pair_of_rule,
    pair_of_text,
    part_of_any_versions,
    words_of_part,
)
from inforce.site.document_on_day import DocumentOnDay, earliest, version_valid_until
from inforce.site.marked_words import redlined
from inforce.site.page import day_or_none, whole_address
from inforce.site.publication import SiteFacts
from inforce.wording.redline import Span, SpanKind

if TYPE_CHECKING:
    from inforce.formats.records import kinds  # to define so many types takes time, and only schemas need them

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


@dataclass(frozen=True)
class ComparisonData:
    """All that the page of free comparison reads of the versions of one document."""

    document: str
    versions: Sequence[Version]
    lines: RuleLines
    library: Library = field(repr=False)
    compared: Compared = compare_texts

    @property
    def _language(self) -> str:
        """The language of the newest version: comparisons are told in the words of today."""
        return self.versions[-1].language

    @cached_property
    def _named(self) -> tuple[Mapping[RuleName, NumberedRule], ...]:
        """The rules of each version by the name that they have in all of them."""
        return tuple(rules_by_name(version, self.lines) for version in self.versions)

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

    def index(self) -> kinds.Comparison:
        """Return which wording each version has of each line, where, and how the record of a rule is named."""
        rules: list[kinds.ComparedRule] = [
            {
                "ids": [placed.rule.id for placed in line.wordings],
                "wordings": list(line.of_versions),
                "places": list(line.places),
                "numbers": [self._number(name, place) for place in range(len(self.versions))],
                "record": self.record_name(name) if line.pairs else None,
            }
            for name, line in self.rules.items()
        ]
        texts: list[kinds.ComparedText] = [
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
            "parts": self._parts(),
        }

    def _number(self, name: RuleName, version: int) -> str | None:
        """Return what a rule is called by in a version, if it has it."""
        placed = self._named[version].get(name)
        return placed.cited if placed else None

    def of_rules(self) -> Iterator[tuple[str, kinds.RuleComparison]]:
        """Yield what any two wordings of each rule that has several say otherwise, and the name of that record."""
        for name, line in self.rules.items():
            if line.pairs:
                yield self.record_name(name), self._compared_rules(name, line)

    def record_name(self, name: RuleName) -> str:
        """Return how the record of a rule is called: the first id of its line, and a number where rules share one."""
        number, place = name
        return f"{self.lines[number].ids[0]}_{place}" if place else self.lines[number].ids[0]

    def _compared_rules(self, name: RuleName, line: Line[NumberedRule]) -> kinds.RuleComparison:
        def compared(old: NumberedRule | None, new: NumberedRule | None) -> PairRow | None:
            into = successors(self.lines).get(old.rule.id, ()) if old and not new else ()
            change = changes_of_rule(old, new, self.compared, self._language)
            change = replace(change, went_into=tuple(one.rule.id for one in into)) if into else change
            return pair_of_rule(change, self.library) if change.reads_otherwise else None

        found = _compared(line, compared, lambda one: TextPair(TextOf.RULE, one.rule.text, one.rule.text))
        beside = [part_of_any_versions(part) for part in self._words_of_parts.get(name, ())]
        return {"document": self.document, **found, "beside": beside}

    def _compared_texts(self, what: TextOf, line: Line[str]) -> kinds.Compared:
        def compared(old: str | None, new: str | None) -> PairRow | None:
            change = changes_of_text(TextPair(what, old or "", new or ""), self.compared, self._language)
            return pair_of_text(change) if change else None

        return _compared(line, compared, lambda text: TextPair(what, text, text))

    def _parts(self) -> dict[str, list[list[int | None]]]:
        """Return by the numbers of two versions which rules, by number, were split off which or went into it.

        After these two numbers stands that of the marked words in the record of the rule. Of what is declared, the
        notes in that record tell, so that the second number is left out.
        """
        numbers = {name: number for number, name in enumerate(self.rules)}
        return {
            f"{old} {new}": [
                [
                    numbers[name],
                    None if match.declared else numbers[match.whole],
                    self._words_of_parts[name][self._beside(old, new, name)],
                ]
                for name, match in parts.items()
            ]
            for (old, new), parts in self._matches.items()
            if parts
        }

    @cached_property
    def _matches(self) -> Mapping[tuple[int, int], Mapping[RuleName, PartMatch]]:
        """Where the words of rules stand that were split off others or went into them, by the numbers of versions."""
        return {
            (old, new): parts_between(self._named[old], self._named[new], self.versions[new].language)
            for old, new in combinations(range(len(self.versions)), 2)
        }

    @cached_property
    def _words_of_parts(self) -> Mapping[RuleName, Mapping[Part, int]]:
        """Their marked words, in whichever versions, each with its number among those of the rule."""
        found: dict[RuleName, dict[Part, int]] = {}
        for (old, new), parts in self._matches.items():
            for name in parts:
                known = found.setdefault(name, {})
                known.setdefault(self._beside(old, new, name), len(known))
        return found

    def _beside(self, old: int, new: int, name: RuleName) -> Part:
        match, was, now = self._matches[old, new][name], self._named[old].get(name), self._named[new].get(name)
        part = PartOf(match, self.compared(*match.both, self.versions[new].language))
        return words_of_part(part, texts_of_placed(was, now)[0])

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
        (rule.merged_from, rule.split_from, rule.moved_from),
    )


def _compared(
    line: Line[Said],
    compare: Callable[[Said | None, Said | None], PairRow | None],
    alone: Callable[[Said], TextPair],
) -> kinds.Compared:
    """Return what is said of each two wordings of *line*, and each *alone* where there are too many."""
    pairs: dict[str, kinds.Pair | None] = {}
    for old, new in line.pairs:
        said = compare(line.wording(old), line.wording(new))
        pairs[f"{_key(old)} {_key(new)}"] = _pair(said) if said else None
    whole = [] if every_pair(line.of_versions) else [_whole(alone(wording)) for wording in line.wordings]
    return {"pairs": pairs, "whole": whole}


def _whole(pair: TextPair) -> kinds.Whole:
    """Return a wording by itself: as one that goes, and as one that comes."""
    words = pair.as_read[0]
    gone, come = (
        as_html(redlined((Span(kind, words),), *pair.structured)) for kind in (SpanKind.REMOVED, SpanKind.ADDED)
    )
    return {"gone": gone, "come": come}


def _key(wording: Wording) -> str:
    return "" if wording is None else str(wording)


def _pair(said: PairRow) -> kinds.Pair:
    return {
        "kind": said.kind,
        "chips": [{"kind": chip.kind, "label": chip.label} for chip in said.chips],
        "said": list(said.said),
        "notes": list(said.notes),
        "shown": [part_of_any_versions(part) for part in said.parts],
    }


def redline_record(document: DocumentOnDay, changes: VersionChanges, site: SiteFacts) -> kinds.Redline:
    """Return what changed; it stands as the newer of the two versions stands.

    In each list of spans, those that are the same or removed give the text of the old record, those the same or added
    that of the new one, to the letter.
    """
    until = earliest(version_valid_until(document, version) for version in (changes.old, changes.new))
    return {
        "document": document.id,
        "status": document.status(changes.new),
        "valid_until": day_or_none(until),
        "old": _end(document, changes.old, site),
        "new": _end(document, changes.new, site),
        "headlines": list(headlines(changes)),
        "rules": [_rule(change, changes) for change in changes.rules],
        "texts": list(_texts(changes)),
    }


def _end(document: DocumentOnDay, version: Version, site: SiteFacts) -> kinds.End:
    return {
        "version": str(version.number),
        "title": version.text.title,
        **status_facts(document, version),
        "note": version.text.change.note,
        "check_code": version.check_code,
        "record": whole_address(site, addresses.api(addresses.version(version))),
    }


_WITHOUT_CLASS: Final = frozenset({ChangeOf.SAME, ChangeOf.SOURCE})


def _rule(change: RuleChange, changes: VersionChanges) -> kinds.ChangedRule:
    old, new = change.old, change.new
    words, local_practice, declared = texts_of_placed(old, new)
    return {
        "id": change.placed.rule.id,
        "change": change.kind,
        "class": None if change.kind in _WITHOUT_CLASS else change.weight,
        "old_id": old.rule.id if old else None,
        "old_number": old.count if old else None,
        "new_number": new.count if new else None,
        "old_label": old.number if old else None,
        "new_label": new.number if new else None,
        "old_section": old.section.section.id if old else None,
        "new_section": new.section.section.id if new else None,
        "moved": change.moved,
        "merged_from": list(change.merged_from),
        "split_from": change.split_from,
        "moved_from": ["#".join(one) for one in change.moved_from],
        "went_into": list(change.went_into),
        "old_strength": _strength(old),
        "new_strength": _strength(new),
        "sources_changed": change.sources_changed,
        "part_of": _part_of(change.part_of) if change.part_of else None,
        "words": _spans(words, changes),
        "local_practice": _spans(local_practice, changes),
        "declared": _spans(declared, changes),
    }


def _part_of(part: PartOf) -> kinds.PartOf:
    return {"rule": part.match.rule.rule.id, "words": [{"kind": one.kind, "text": one.text} for one in part.redline]}


def _strength(placed: NumberedRule | None) -> Strength | None:
    return placed.rule.strength if placed else None


def _texts(changes: VersionChanges) -> Iterator[kinds.ChangedText]:
    """Yield every text around the rules whose record differs, though it may read the same."""
    weights = {(change.pair.what, change.pair.section): change.weight for change in changes.texts}
    for pair in texts_around(changes.old, changes.new):
        if pair.was != pair.now:
            yield {
                "what": pair.what,
                "section": pair.section or None,
                "class": weights.get((pair.what, pair.section)),
                "words": _spans(pair, changes),
            }


def _spans(pair: TextPair, changes: VersionChanges) -> list[kinds.Span]:
    """Return what leads from the one text to the other as their records have them, to the letter."""
    was, now = pair.as_recorded
    comparison = TextComparison(None, (len(now),)) if was == now else changes.compared(was, now, changes.new.language)
    return [{"kind": span.kind, "text": span.text} for span in comparison.spans(was, now)]
