"""What came of reading an original: its text as plain lists, handed from process to process and kept, or why not."""

from __future__ import annotations

from typing import Any

from inforce.model.originals import OriginalLine, OriginalPage, OriginalState


class Locked(Exception):
    """The PDF opens with a password only."""


class Broken(Exception):
    """The file is none of its kind that can be read."""


class TooLarge(Exception):
    """The file has more pages or letters than are read."""


ReadText = tuple[OriginalState, tuple[OriginalPage, ...]]
"""What came of it, and its pages where it has words."""


def as_lists(text: ReadText) -> list[Any]:
    """Return *text* as lists, words and truth values."""
    state, pages = text
    return [
        state,
        [
            [page.number, [[line.text, line.running, line.label] for line in page.lines], page.unseen, page.across]
            for page in pages
        ],
    ]


def from_lists(said: list[Any]) -> ReadText:
    """Return the text that *said* was made of; raise `ValueError` or `TypeError` where it is something else."""
    state, pages = said
    return OriginalState(state), tuple(
        OriginalPage(number, tuple(OriginalLine(*line) for line in lines), tuple(unseen), tuple(across))
        for number, lines, unseen, across in pages
    )
