"""What changed in the structure of a text: items that came, went, moved or got another label; tables cell by cell.

Items and rows are matched by their words before anything is said of them, so that one that moved is not told as other
words. A label that only moved along, because an item came or went before it, is not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from inforce.model.block_text import Line, LineKind, blocks_of, lines_of
from inforce.model.blocks import BREAK, Piece, pieces_in
from inforce.model.catalogue import N_, _
from inforce.wording.compared_text import shortened

_ALIKE: Final = 0.6
_CELLS: Final = " | "


class StructureOf(StrEnum):
    """What happened in the structure of a text."""

    ITEM_ADDED = "item added"
    ITEM_REMOVED = "item removed"
    ITEM_MOVED = "item moved"
    RELABELLED = "relabelled"
    LABELS = "labels"
    LEVEL = "level"
    IN_LIST = "in list"
    OUT_OF_LIST = "out of list"
    ROW_ADDED = "row added"
    ROW_REMOVED = "row removed"
    ROW_MOVED = "row moved"
    COLUMN_ADDED = "column added"
    COLUMN_REMOVED = "column removed"
    CELL = "cell"
    PICTURE = "picture"
    STRESS = "stress"
    BREAKS = "breaks"


SENTENCES: Final[Mapping[StructureOf, str]] = {
    StructureOf.ITEM_ADDED: N_('Item added: "{words}"'),
    StructureOf.ITEM_REMOVED: N_('Item removed: "{words}"'),
    StructureOf.ITEM_MOVED: N_('Item moved, with the same words: "{words}"'),
    StructureOf.RELABELLED: N_('Item "{words}" was {before} and is now {after}.'),
    StructureOf.LABELS: N_("The items of a list were labelled like {before} and are now like {after}."),
    StructureOf.LEVEL: N_('Item "{words}" is at another level of its list.'),
    StructureOf.IN_LIST: N_('These words are now an item of a list: "{words}"'),
    StructureOf.OUT_OF_LIST: N_('These words are no longer an item of a list: "{words}"'),
    StructureOf.ROW_ADDED: N_('Row added to a table: "{words}"'),
    StructureOf.ROW_REMOVED: N_('Row removed from a table: "{words}"'),
    StructureOf.ROW_MOVED: N_('Row of a table moved: "{words}"'),
    StructureOf.COLUMN_ADDED: N_('Column added to a table: "{words}"'),
    StructureOf.COLUMN_REMOVED: N_('Column removed from a table: "{words}"'),
    StructureOf.CELL: N_('In the table, {words}: "{before}" became "{after}".'),
    StructureOf.PICTURE: N_('The picture is another one: "{words}"'),
    StructureOf.STRESS: N_('Emphasis changed: "{words}"'),
    StructureOf.BREAKS: N_("Lines break in other places."),
}

MOVES: Final = frozenset({StructureOf.ITEM_MOVED, StructureOf.ROW_MOVED})
"""What says that words stand elsewhere."""

TOUCHES_MEANING: Final = frozenset(StructureOf) - {
    StructureOf.RELABELLED, StructureOf.LABELS, StructureOf.STRESS, StructureOf.BREAKS,
}  # fmt: skip
"""What is added, dropped or put in another order or place; labels and stress are other ways of writing."""


class StructureChange(NamedTuple):
    """One change: what, the words of the item, row or column, and what stood before and stands after."""

    what: StructureOf
    words: str = ""
    before: str = ""
    after: str = ""

    @property
    def touches_meaning(self) -> bool:
        """Whether something was added, dropped, or put elsewhere."""
        return self.what in TOUCHES_MEANING

    @property
    def in_words(self) -> str:
        """The change in a sentence."""
        said = shortened(self.words) if self.what is not StructureOf.CELL else self.words
        return _(SENTENCES[self.what], words=said, before=shortened(self.before), after=shortened(self.after))


@lru_cache(maxsize=512)
def structure_changes(old: str, new: str) -> tuple[StructureChange, ...]:
    """Return what changed in the structure from the block text *old* to *new*."""
    if old == new or not (old.strip() and new.strip()):
        return ()
    before, after = lines_of(old), lines_of(new)
    plain = all(line.kind is LineKind.PARAGRAPH for line in (*before, *after))
    found = [] if plain else [*_items(_outside(before), _outside(after)), *_tables(before, after)]
    return (*found, *_pictures(before, after), *_looks(old, new))


def in_new_order(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Return the lines *old* in the order in which *new* has those that moved, to be compared without their moves."""
    pairs, _moves = _matched(old, new)
    place_in_new = dict(pairs)
    keys: list[tuple[int, int]] = []
    for place in range(len(old)):
        before = keys[-1][0] if keys else -1
        keys.append((place_in_new.get(place, before), place))
    return tuple(old[place] for _, place in sorted(keys))


def _outside(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.table < 0]


# ---- Items


def _items(old: Sequence[Line], new: Sequence[Line]) -> Iterator[StructureChange]:
    pairs, moved = _matched([line.words for line in old], [line.words for line in new])
    of_old = dict(pairs)
    of_new = {now: was for was, now in pairs}
    came_or_went = False
    for place, line in enumerate(new):
        if line.kind is LineKind.ITEM and place not in of_new:
            came_or_went = True
            yield StructureChange(StructureOf.ITEM_ADDED, line.written)
    for place, line in enumerate(old):
        if line.kind is LineKind.ITEM and place not in of_old:
            came_or_went = True
            yield StructureChange(StructureOf.ITEM_REMOVED, line.written)
    kept = [(old[was], new[now]) for was, now in pairs]
    yield from _moved(new, sorted(now for _, now in moved))
    yield from _shapes(kept)
    yield from _labels(kept, moves_along=came_or_went or bool(moved))


def _moved(new: Sequence[Line], places: Sequence[int]) -> Iterator[StructureChange]:
    """Yield the items that moved; those within one that moved went with it."""
    last, depth = -2, -1
    for place in places:
        line = new[place]
        if line.kind is not LineKind.ITEM:
            continue
        if place != last + 1 or line.depth <= depth:
            depth = line.depth
            yield StructureChange(StructureOf.ITEM_MOVED, line.words)
        last = place


def _shapes(kept: Sequence[tuple[Line, Line]]) -> Iterator[StructureChange]:
    for was, now in kept:
        if was.kind is not now.kind:
            what = StructureOf.IN_LIST if now.kind is LineKind.ITEM else StructureOf.OUT_OF_LIST
            yield StructureChange(what, now.words)
        elif was.depth != now.depth:
            yield StructureChange(StructureOf.LEVEL, now.words)


def _labels(kept: Sequence[tuple[Line, Line]], *, moves_along: bool) -> Iterator[StructureChange]:
    told: set[tuple[str, str]] = set()
    for was, now in kept:
        if was.kind is not LineKind.ITEM or now.kind is not LineKind.ITEM or was.label == now.label:
            continue
        styles = _style(was.label), _style(now.label)
        if styles[0] != styles[1]:
            if styles not in told:
                told.add(styles)
                yield StructureChange(StructureOf.LABELS, before=was.sign, after=now.sign)
        elif not moves_along:
            yield StructureChange(StructureOf.RELABELLED, now.words, was.label, now.label)


def _style(label: str) -> str:
    """Return how *label* is written, whatever it counts: "1)", "a)", "2.1."."""
    return re.sub("[A-Z]+", "A", re.sub("[a-z]+", "a", re.sub(r"\d+", "1", label)))


# ---- Tables


def _tables(old: Sequence[Line], new: Sequence[Line]) -> Iterator[StructureChange]:
    before, after = _by_table(old), _by_table(new)
    for place in range(max(len(before), len(after))):
        was = before[place] if place < len(before) else []
        now = after[place] if place < len(after) else []
        yield from _table(was, now)


def _by_table(lines: Sequence[Line]) -> list[list[list[str]]]:
    """Return the words of the cells of every table, row by row, the headings first."""
    tables: list[list[list[str]]] = []
    for line in lines:
        if line.table < 0:
            continue
        if line.table == len(tables):
            tables.append([])
        if line.row == len(tables[-1]):
            tables[-1].append([])
        tables[-1][-1].append(line.words)
    return tables


def _table(old: list[list[str]], new: list[list[str]]) -> Iterator[StructureChange]:
    if not old or not new:
        what = StructureOf.ROW_ADDED if new else StructureOf.ROW_REMOVED
        yield from (StructureChange(what, _row_in_words(row)) for row in (new or old)[1:])
        return
    columns, _moved = _matched(old[0], new[0])
    yield from _columns(old[0], new[0], columns)
    rows = [[_row_in_words(row) for row in table[1:]] for table in (old, new)]
    pairs, moved = _matched(rows[0], rows[1], _same_row)
    kept_old, kept_new = {was for was, _ in pairs}, {now for _, now in pairs}
    yield from (
        StructureChange(StructureOf.ROW_ADDED, _row_in_words(row))
        for place, row in enumerate(new[1:])
        if place not in kept_new
    )
    yield from (
        StructureChange(StructureOf.ROW_REMOVED, _row_in_words(row))
        for place, row in enumerate(old[1:])
        if place not in kept_old
    )
    yield from (StructureChange(StructureOf.ROW_MOVED, _row_in_words(new[1 + now])) for _, now in moved)
    for was, now in pairs:
        for left, right in columns:
            one, other = old[1 + was][left], new[1 + now][right]
            if one != other:
                where = _('"{row}", "{column}"', row=shortened(new[1 + now][0]), column=new[0][right])
                yield StructureChange(StructureOf.CELL, where, one, other)


def _columns(old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[int, int]]) -> Iterator[StructureChange]:
    left, right = {was for was, _ in pairs}, {now for _, now in pairs}
    yield from (StructureChange(StructureOf.COLUMN_ADDED, head) for at, head in enumerate(new) if at not in right)
    yield from (StructureChange(StructureOf.COLUMN_REMOVED, head) for at, head in enumerate(old) if at not in left)


def _row_in_words(cells: Sequence[str]) -> str:
    return _CELLS.join(cells)


# ---- Pictures


def _pictures(old: Sequence[Line], new: Sequence[Line]) -> Iterator[StructureChange]:
    """Find pictures that are drawn otherwise; one that came or went, its words tell."""
    before, after = ([line for line in lines if line.file] for lines in (old, new))
    for line in after:
        was = [one.file for one in before if one.words == line.words]
        if was and line.file not in was:
            yield StructureChange(StructureOf.PICTURE, line.words)


# ---- Looks


def _looks(old: str, new: str) -> Iterator[StructureChange]:
    """Find words that are the same and look otherwise."""
    before, after = (list(pieces_in(blocks_of(text))) for text in (old, new))
    was, now = _stressed(before), _stressed(after)
    said = {words for words, _, _ in was} | {words for words, _, _ in now}
    for words in sorted(said):
        if {one for one in was if one[0] == words} != {one for one in now if one[0] == words} and all(
            words in " ".join(piece.text for piece in pieces) for pieces in (before, after)
        ):
            yield StructureChange(StructureOf.STRESS, words)
    if sum(piece.text == BREAK for piece in before) != sum(piece.text == BREAK for piece in after):
        yield StructureChange(StructureOf.BREAKS)


def _stressed(pieces: Sequence[Piece]) -> set[tuple[str, bool, bool]]:
    return {(piece.text, piece.strong, piece.emphasis) for piece in pieces if piece.strong or piece.emphasis}


# ---- Matching


def _matched(
    old: Sequence[str], new: Sequence[str], meant: Callable[[str, str], bool] | None = None
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return which of *old* is which of *new*, one to one, and those among them that moved.

    What is the same word for word is matched first, wherever it stands; then what is alike, in order.
    """
    meant = meant or _alike
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    pairs = [(one.a + step, one.b + step) for one in blocks for step in range(one.size)]
    left = [place for place in range(len(old)) if place not in {was for was, _ in pairs}]
    right = [place for place in range(len(new)) if place not in {now for _, now in pairs}]
    moved = []
    for was in list(left):
        now = next((place for place in right if new[place] == old[was] and old[was]), None)
        if now is not None:
            moved.append((was, now))
            left.remove(was)
            right.remove(now)
    alike: list[tuple[int, int]] = []
    for was in left:
        last = max((now for one, now in (*pairs, *alike) if one < was), default=-1)
        until = min((now for one, now in pairs if one > was), default=len(new))
        near = [place for place in right if last < place < until and meant(old[was], new[place])]
        if near:
            alike.append((was, near[0]))
            right.remove(near[0])
    return sorted([*pairs, *moved, *alike]), moved


def _alike(one: str, other: str) -> bool:
    """Whether two texts have most of their words in common."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= _ALIKE


def _same_row(one: str, other: str) -> bool:
    """Whether two rows begin with the same cell, or have most of their words in common."""
    return one.split(_CELLS, maxsplit=1)[0] == other.split(_CELLS, maxsplit=1)[0] or _alike(one, other)
