"""Every rule that quotes, beside its passage; and every passage, beside the original of its edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from inforce.model.block_text import as_written
from inforce.model.guidance import Version
from inforce.model.library import Library, common_language
from inforce.model.originals import HeldOriginal, OriginalState
from inforce.model.problem import FieldPath
from inforce.model.rules import Citation, Rule
from inforce.model.sources import Edition, Passage, Source
from inforce.wording.origin import Collection
from inforce.wording.printed_text import Nearest, PrintedLine, PrintedText


class HeldPassage(NamedTuple):
    """A passage and the edition that it stands in."""

    edition: Edition
    passage: Passage

    @property
    def name(self) -> str:
        """The passage as messages name it: "working-together 2023, chapter 1"."""
        return f"{self.edition.source} {self.edition.id}, {self.passage.label}"


class Quotation(NamedTuple):
    """A rule held beside the passage that it quotes; *path* leads to the citation in the file of the version."""

    version: Version
    rule: Rule
    path: FieldPath
    citation: Citation
    source: Source
    edition: Edition
    passage: Passage

    @property
    def name(self) -> str:
        """The passage as messages name it."""
        return HeldPassage(self.edition, self.passage).name

    @property
    def language(self) -> str:
        """The language of both; none where they are in two."""
        return common_language(self.version, self.edition)

    @property
    def same_passage(self) -> Mapping[str, str]:
        """The wording of this passage in every edition that has it, by edition."""
        editions = {edition.id: edition.passage(self.passage.id) for edition in self.source.editions}
        return {name: as_written(passage.text) for name, passage in editions.items() if passage}

    @property
    def other_editions(self) -> Mapping[str, Sequence[str]]:
        """The wording that is held of every other edition of the source, by edition."""
        return {
            edition.id: [as_written(passage.text) for passage in edition.details.passages]
            for edition in self.source.editions
            if edition.id != self.edition.id and edition.details.passages
        }


def quotations(library: Library, version: Version) -> Iterator[Quotation]:
    """Return every rule of *version* beside each passage that it quotes and the library holds."""
    for path, rule in version.located_rules():
        for position, citation in enumerate(rule.citations):
            ref = citation.quotes
            if ref is None:
                continue
            source, edition, passage = library.source(ref.source), library.edition(ref), library.passage(ref)
            if source and edition and passage:
                yield Quotation(version, rule, (*path, "citations", position), citation, source, edition, passage)


@dataclass(frozen=True)
class AllSources:
    """Every passage of a library, searched for words that the cited source does not have."""

    library: Library

    @cached_property
    def _held(self) -> tuple[HeldPassage, ...]:
        return tuple(
            HeldPassage(edition, passage)
            for source in self.library.sources
            for edition in source.editions
            for passage in edition.details.passages
        )

    @cached_property
    def _collection(self) -> Collection:
        return Collection(tuple(as_written(held.passage.text) for held in self._held))

    def holding(self, words: str, besides: Source) -> tuple[HeldPassage, ...]:
        """Return the passages of sources *besides* the one given in which *words* stand whole."""
        held = (self._held[at] for at in self._collection.holding(words))
        return tuple(one for one in held if one.edition.source != besides.id)

    def nearest(self, text: str) -> tuple[HeldPassage, int] | None:
        """Return the passage that *text* is nearest to and the number of words that differ, if it is near to any."""
        found = self._collection.nearest(text)
        return (self._held[found[1]], found[0].words) if found else None


class Verdict(StrEnum):
    """What came of looking for a passage in the original."""

    THERE = "there"
    NOT_THERE = "not there"
    CANNOT_BE_CHECKED = "cannot be checked"


class Proof(NamedTuple):
    """Whether a passage stands in its original, and on which pages.

    *pages* name every place, "4" or "4 to 5"; empty where the original has no pages. *undecided* are words that print
    does not prove. *nearest* explains a passage that is not there, or may only be parted by the foot of a page.
    *unseen* says that its words are in the file and nobody sees them, *across* that they stand there across columns.
    *before* and *after* are what it leaves out of
    its sentence, where that turns or limits what it says.
    """

    verdict: Verdict
    pages: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    nearest: Nearest | None = None
    unseen: bool = False
    across: bool = False
    before: str = ""
    after: str = ""


def proof(edition: Edition, passage: Passage) -> Proof:
    """Return whether *passage* stands in the original of its *edition*."""
    original = edition.original
    if original is None or original.state is not OriginalState.READ:
        return Proof(Verdict.CANNOT_BE_CHECKED)
    return _proof(original, as_written(passage.text), edition.language)


def on_recorded_page(passage: Passage, came: Proof) -> bool:
    """Whether a page on which *passage* was found is the one that its edition records."""
    recorded = set(re.findall(r"\w+", passage.page or ""))
    return any(set(page.split(" to ")) <= recorded for page in came.pages)


def pages_of(original: HeldOriginal, first: int, last: int) -> str:
    """Return pages *first* to *last*, counted from 0, by their numbers; empty where the original has none."""
    one, other = original.pages[first].number, original.pages[last].number
    return one if one == other else f"{one} to {other}"


def on_pages(pages: str) -> str:
    """Return "page 4" or "pages 4 to 5"."""
    return f"page{'s' if ' to ' in pages else ''} {pages}"


@lru_cache(maxsize=4096)
def _proof(original: HeldOriginal, text: str, language: str) -> Proof:
    printed = _printed(original, language)
    places = printed.find(text)
    if places:
        first = places[0]
        pages = dict.fromkeys(pages_of(original, place.first_page, place.last_page) for place in places)
        verdict = Verdict.CANNOT_BE_CHECKED if first.undecided else Verdict.THERE
        named = tuple(page for page in pages if page)
        return Proof(verdict, named, first.undecided, before=first.before, after=first.after)
    if _unseen(original).find(text):
        return Proof(Verdict.CANNOT_BE_CHECKED, unseen=True)
    if any(page.across for page in original.pages) and _across(original).find(text):
        return Proof(Verdict.CANNOT_BE_CHECKED, across=True)
    nearest = printed.nearest(text)
    at_page_turn = nearest is not None and nearest.at_page_turn
    return Proof(Verdict.CANNOT_BE_CHECKED if at_page_turn else Verdict.NOT_THERE, nearest=nearest)


@lru_cache(maxsize=8)
def _printed(original: HeldOriginal, language: str) -> PrintedText:
    return PrintedText(
        [[PrintedLine(line.text, line.running, line.label) for line in page.lines] for page in original.pages],
        language,
    )


@lru_cache(maxsize=8)
def _unseen(original: HeldOriginal) -> PrintedText:
    return PrintedText([[PrintedLine(line) for line in page.unseen] for page in original.pages])


@lru_cache(maxsize=8)
def _across(original: HeldOriginal) -> PrintedText:
    return PrintedText(
        [
            [PrintedLine(line) for line in page.across]
            or [PrintedLine(line.text, line.running, line.label) for line in page.lines]
            for page in original.pages
        ]
    )
