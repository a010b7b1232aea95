"""Block text in lines of readable width, for the terminal: items behind their labels, rows of tables cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from inforce.model.block_text import Line, LineKind, lines_of
from inforce.reports.wrapped import wrapped


def laid_out(text: str, indent: str = "") -> tuple[str, ...]:
    """Return the blocks of *text*, each as lines after *indent*; to be printed with a blank line between them."""
    return tuple(
        "\n".join(_lines(list(lines), indent))
        for _, lines in groupby(_numbered(lines_of(text)), key=lambda one: one[0])
    )


def _numbered(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Yield each line with the number of the block that it is shown in: a list, a table or a paragraph of its own."""
    block, before = 0, None
    for line in lines:
        apart = before is None or not (line.depth or line.table >= 0) or _kind(line) != _kind(before)
        block, before = block + apart, line
        yield block, line


def _kind(line: Line) -> tuple[bool, int]:
    return line.depth > 0, line.table


def _lines(found: Sequence[tuple[int, Line]], indent: str) -> Iterator[str]:
    lines = [line for _, line in found]
    if lines[0].table >= 0:
        yield from _table(lines, indent)
        return
    for line in lines:
        moved = indent + "   " * max(0, line.depth - 1)
        if line.kind is LineKind.ITEM:
            label = line.label or "-"
            behind = moved + " " * (len(label) + 1)
            words = wrapped(line.words, behind) if line.words else behind
            yield f"{moved}{label} {words.lstrip()}".rstrip()
        else:
            yield wrapped(line.words, moved + ("   " if line.depth else ""))


def _table(cells: Sequence[Line], indent: str) -> Iterator[str]:
    """Yield a line for each cell under the words of its row, with its heading; the headings alone are told first."""
    heads = [cell.words for cell in cells if cell.kind is LineKind.HEADING]
    yield wrapped(" | ".join(heads), indent)
    for _, row in groupby((cell for cell in cells if cell.kind is LineKind.CELL), key=lambda cell: cell.row):
        yield wrapped(" | ".join(cell.words or "-" for cell in row), indent)
