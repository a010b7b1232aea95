"""What came of reading an original as plain lists, as it is handed from process to process and kept."""

from __future__ import annotations

from typing import Any

from inforce.model.originals import OriginalLine, OriginalPage, OriginalState

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
