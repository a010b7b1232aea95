"""Whether a passage stands in the original of its edition, word by word; what cannot be told is never taken for yes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from inforce.model.originals import HeldOriginal, OriginalState
from inforce.model.sources import Edition, Passage
from inforce.wording.printed_lines import PrintedLine
from inforce.wording.printed_text import Nearest, PrintedText


class Verdict(StrEnum):
    """What came of looking for a passage in the original."""

    PROVEN = "proven"
    NOT_THERE = "not there"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Proof:
    """Whether a passage stands in its original, and on which pages.

    *pages* name every place, "4" or "4 to 5"; empty where the original has no pages. *undecided* are words that print
    does not prove. *nearest* explains a passage that is not there, or may only be parted by the foot of a page.
    """

    verdict: Verdict
    pages: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    nearest: Nearest | None = None


def proof(edition: Edition, passage: Passage) -> Proof:
    """Return whether *passage* stands in the original of its *edition*."""
    original = edition.original
    if original is None or original.state is not OriginalState.READ:
        return Proof(Verdict.UNCHECKED)
    return _proof(original, passage.text)


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
def _proof(original: HeldOriginal, text: str) -> Proof:
    printed = _printed(original)
    places = printed.find(text)
    if places:
        pages = dict.fromkeys(pages_of(original, place.first_page, place.last_page) for place in places)
        verdict = Verdict.UNCHECKED if places[0].undecided else Verdict.PROVEN
        return Proof(verdict, tuple(page for page in pages if page), places[0].undecided)
    nearest = printed.nearest(text)
    at_page_turn = nearest is not None and nearest.at_page_turn
    return Proof(Verdict.UNCHECKED if at_page_turn else Verdict.NOT_THERE, nearest=nearest)


@lru_cache(maxsize=8)
def _printed(original: HeldOriginal) -> PrintedText:
    return PrintedText([[PrintedLine(line.text, line.running) for line in page.lines] for page in original.pages])
