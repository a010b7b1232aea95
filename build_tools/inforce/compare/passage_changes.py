"""What one edition of a source says in place of another, passage by passage: the same words, other words, or nothing.

Passages are paired by what an editor wrote in `formerly` and `replaced_by`, else by their words over both whole
editions. A namesake with other words is another passage. What is found depends on the editions given and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from inforce.model.block_text import as_written
from inforce.model.sources import Edition, Passage, Source
from inforce.wording.compared_text import compared, word_count
from inforce.wording.departures import DepartureClass, Difference, differences
from inforce.wording.language import ENGLISH
from inforce.wording.origin import differing_words
from inforce.wording.words import norms

Link = tuple[str, str]
"""A passage of an older edition and one of a newer one, by their ids."""

_UNDETERMINED: Final = "und"


class PassageChangeKind(StrEnum):
    """What became of a passage."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class PassageChange:
    """What became of a passage, or of *olds* that were merged; *news* are several where it was split, none where gone.

    Of what is gone, *near* has most of the words and may have taken it in, and *namesake* has its id and other words.
    """

    olds: tuple[Passage, ...]
    news: tuple[Passage, ...]
    fate: PassageChangeKind
    near: Passage | None = None
    namesake: Passage | None = None
    language: str = ENGLISH

    @property
    def old(self) -> Passage:
        """The passage; the first of those that were merged."""
        return self.olds[0]

    @property
    def new(self) -> Passage | None:
        """The passage that has its words or stands in its place; the first of those that it was split into."""
        return self.news[0] if self.news else None

    @property
    def old_text(self) -> str:
        """The words before."""
        return _together(self.olds)

    @property
    def new_text(self) -> str:
        """The words after; empty where there are none."""
        return _together(self.news)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """How the words differ, where they go on."""
        return (
            differences(self.old_text, self.new_text, self.language) if self.fate is PassageChangeKind.CHANGED else ()
        )

    @property
    def one_to_one(self) -> bool:
        """Whether one passage became one."""
        return len(self.olds) == len(self.news) == 1

    @property
    def renamed(self) -> bool:
        """Whether its words stand under another id."""
        return self.fate is PassageChangeKind.SAME and [one.id for one in self.olds] != [one.id for one in self.news]

    @cached_property
    def rewritten(self) -> bool:
        """Whether so few words stayed that it says nothing to compare them one by one."""
        if self.fate is not PassageChangeKind.CHANGED:
            return False
        old, new = self.old_text, self.new_text
        return 2 * differing_words(old, new) >= word_count(compared(old).words)

    @property
    def changes_meaning(self) -> bool:
        """Whether other words change what the passage means."""
        return any(difference.kind is DepartureClass.MEANING for difference in self.differences)


class Added(NamedTuple):
    """A passage that takes the place of none; most of its words stood in *near*, which may have been split."""

    passage: Passage
    near: Passage | None = None


@dataclass(frozen=True)
class EditionChanges:
    """Everything that *new* says in place of *old*; editions *between* them carry on what editors said of each step."""

    old: Edition
    new: Edition
    between: tuple[Edition, ...] = ()

    @staticmethod
    def of(source: Source, old: Edition, new: Edition) -> EditionChanges:
        """Return what changed between two editions of *source*, by way of those that took their place in turn."""
        chain = source.replacements(old)
        return _changes(old, new, chain[: chain.index(new)] if new in chain else ())

    @cached_property
    def moves(self) -> tuple[PassageChange, ...]:
        """What became of each passage of the older edition, in its order; those that were merged are told once."""
        found = {move.old.id: move for move in self._moves()}
        return tuple(found[passage.id] for passage in self.old.details.passages if passage.id in found)

    @cached_property
    def added(self) -> tuple[Added, ...]:
        """The passages of the newer edition that take the place of none."""
        known = {passage.id for move in self.moves for passage in move.news}
        return tuple(
            Added(passage, self._may_be_split.get(passage.id))
            for passage in self.new.details.passages
            if passage.id not in known
        )

    @cached_property
    def _by_id(self) -> Mapping[str, PassageChange]:
        return {passage.id: move for move in self.moves for passage in move.olds}

    def move(self, passage_id: str) -> PassageChange | None:
        """Return what became of the passage of that id, if the older edition has it."""
        return self._by_id.get(passage_id)

    @cached_property
    def _matched(self) -> _Matched:
        return _matched(self.old, self.new, _declared((self.old, *self.between, self.new)))

    @cached_property
    def _may_be_split(self) -> Mapping[str, Passage]:
        return self._matched.may_be_split

    @property
    def _language(self) -> str:
        """The language of both; none that is known where they have two."""
        return self.new.language if self.new.language == self.old.language else _UNDETERMINED

    def _moves(self) -> Iterator[PassageChange]:
        matched = self._matched
        yield from (_moved(*group, self._language) for group in matched.groups)
        standing = {tuple(norms(as_written(passage.text))): passage for passage in reversed(self.new.details.passages)}
        namesakes = {passage.id: passage for passage in self.new.details.passages}
        for passage in matched.left:
            if same := standing.get(tuple(norms(as_written(passage.text)))):
                yield PassageChange((passage,), (same,), PassageChangeKind.SAME)
            else:
                near = matched.may_be_merged.get(passage.id)
                yield PassageChange((passage,), (), PassageChangeKind.GONE, near, namesakes.get(passage.id))


@lru_cache(maxsize=8)  # the check asks for each citation, and the page of the edition for all of it
def _changes(old: Edition, new: Edition, between: tuple[Edition, ...]) -> EditionChanges:
    return EditionChanges(old, new, between)


def newest_words(source: Source, edition: Edition) -> Edition | None:
    """Return the newest edition that came after *edition*, if any did and its words are held."""
    newer = source.newer(edition)
    return newer[-1] if newer and newer[-1].details.passages else None


def _moved(olds: Sequence[Passage], news: Sequence[Passage], language: str) -> PassageChange:
    same = norms(_together(olds)) == norms(_together(news))
    return PassageChange(
        tuple(olds), tuple(news), PassageChangeKind.SAME if same else PassageChangeKind.CHANGED, language=language
    )


def _together(passages: Iterable[Passage]) -> str:
    return "\n\n".join(as_written(passage.text) for passage in passages)


class _Matched(NamedTuple):
    """The passages of two editions: *groups* that go on, what is *left* of the older one, and what may be joined."""

    groups: tuple[tuple[tuple[Passage, ...], tuple[Passage, ...]], ...]
    left: tuple[Passage, ...]
    may_be_merged: Mapping[str, Passage]
    may_be_split: Mapping[str, Passage]


def _matched(old: Edition, new: Edition, declared: Iterable[Link]) -> _Matched:
    from inforce.compare.partners import Text, Weighed, joins, partners  # noqa: PLC0415 -- few editions are replaced

    olds, news = old.details.passages, new.details.passages
    older, newer = _positions(olds), _positions(news)
    links = sorted((older[one], newer[other]) for one, other in declared)
    ours, theirs = ([Text(one.id, as_written(one.text)) for one in passages] for passages in (news, olds))
    weighed = Weighed.of(theirs, ours)
    paired = partners(theirs, ours, weighed, links)
    groups = [*_joined(links), *(((one,), (other,)) for one, other in paired.items())]
    known = {one for ones, _ in groups for one in ones}
    questions = joins(weighed, known, {other for _, others in groups for other in others})
    return _Matched(
        tuple((tuple(olds[one] for one in ones), tuple(news[other] for other in others)) for ones, others in groups),
        tuple(passage for position, passage in enumerate(olds) if position not in known),
        {olds[one].id: news[other] for one, other in questions.merged.items()},
        {news[other].id: olds[one] for other, one in questions.split.items()},
    )


def _positions(passages: Sequence[Passage]) -> dict[str, int]:
    return {passage.id: position for position, passage in enumerate(passages)}


def _joined(links: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the passages that *links* hang together, each group once."""
    after, before = defaultdict(list), defaultdict(list)
    for one, other in links:
        after[one].append(other)
        before[other].append(one)
    seen: set[int] = set()
    for first in after:
        if first not in seen:
            ones, others, waiting = {first}, set[int](), [first]
            while waiting:
                fresh = set(after[waiting.pop()]) - others
                others |= fresh
                nearby = {one for other in fresh for one in before[other]} - ones
                ones |= nearby
                waiting += sorted(nearby)
            seen |= ones
            yield tuple(sorted(ones)), tuple(sorted(others))


def _declared(editions: Sequence[Edition]) -> set[Link]:
    """Return what editors said became of the passages of the first of *editions* in the last, step by step."""
    steps = [(one, other, _said(one, other)) for one, other in pairwise(editions)]
    if len(steps) == 1:
        return steps[0][2]
    if not any(links for _, _, links in steps):
        return set()
    reached: dict[str, set[str]] = {passage.id: {passage.id} for passage in editions[0].details.passages}
    told: set[str] = set()
    for one, other, links in steps:
        told |= {first for first, ids in reached.items() if any(link[0] in ids for link in links)}
        goes_on = _goes_on(one, other, links)
        reached = {first: {later for at in ids for later in goes_on[at]} for first, ids in reached.items()}
    return {(first, last) for first in told for last in reached[first]}


def _said(old: Edition, new: Edition) -> set[Link]:
    """Return what two editions that follow each other say of their passages."""
    olds, news = _positions(old.details.passages), _positions(new.details.passages)
    before = {(former, one.id) for one in new.details.passages for former in one.formerly if former in olds}
    after = {(one.id, later) for one in old.details.passages for later in one.replaced_by if later in news}
    return before | after


def _goes_on(old: Edition, new: Edition, links: Iterable[Link]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for olds, news in _matched(old, new, links).groups:
        for one in olds:
            found[one.id] |= {other.id for other in news}
    return found
