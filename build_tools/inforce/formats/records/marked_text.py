"""Marked words as data: paragraphs, lists and tables of runs, each by where it begins in its text and its length.

A script cuts the runs out of the texts and arranges them; which words stay, go or come has been decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from inforce.model.block_text import LineKind
from inforce.site.json_text import Record
from inforce.site.marked_words import MarkedLine, Paragraphs, grouped

_MARKS: Final = {"same": 0, "removed": 1, "added": 2}


def marked_text(lines: Paragraphs, old: str, new: str) -> list[Record]:
    """Return *lines* as groups; a run that was removed is cut out of *old*, every other one out of *new*."""
    found = _Runs(old, new)
    return [
        {"kind": group.kind, "rows": [[found.line(line) for line in row] for row in group.rows]}
        for group in grouped(lines)
    ]


class _Runs:
    """Finds runs in two texts, one after the other."""

    def __init__(self, old: str, new: str) -> None:
        self._texts = {"removed": old, "same": new, "added": new}
        self._reached = {"removed": 0, "same": 0, "added": 0}

    def line(self, line: MarkedLine) -> Record:
        """Return what a line is, as far as it is no plain paragraph, and its runs."""
        shape = line.line
        label = (shape.label or "\u2022") if shape.kind is LineKind.ITEM else ""
        said = {"depth": shape.depth, "label": label, "heading": shape.kind is LineKind.HEADING}
        return {name: value for name, value in said.items() if value} | {"runs": list(self._runs(line))}

    def _runs(self, line: MarkedLine) -> Iterator[list[int]]:
        for piece in line:
            start = self._texts[piece.kind].index(piece.text, self._reached[piece.kind])
            self._reached[piece.kind] = start + len(piece.text)
            yield [_MARKS[piece.kind], start, len(piece.text)]
