"""Whether a passage stands in the original of its edition, word by word: there, not there, or it cannot be checked."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from inforce.model.block_text import as_written
from inforce.model.dataclass import dataclass
from inforce.model.originals import HeldOriginal, OriginalState
from inforce.model.sources import Edition, Passage
from inforce.wording.printed_lines import PrintedLine
from inforce.wording.printed_text import Nearest, PrintedText


class Verdict(StrEnum):
    """What came of looking for a passage in the original."""

    THERE = "there"
    NOT_THERE = "not there"
    CANNOT_BE_CHECKED = "cannot be checked"


@dataclass(frozen=True)
class Proof:
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
