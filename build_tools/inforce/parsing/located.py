"""What a file says, with the place of everything in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from inforce.model.dataclass import dataclass
from inforce.model.problem import FieldPath, Place
from inforce.parsing.characters import split_lines

Value = str | list["Value"] | dict[str, "Value"]
Position = tuple[int, int]


@dataclass(frozen=True)
class Located:
    """What a file says, and where: the line and column of each value and key, counted from 1 in characters.

    *extents* are where each text, and each list or group in brackets, begins and ends in the *source*.
    """

    file: str
    value: Value
    source: str = field(repr=False)
    values: Mapping[FieldPath, Position] = field(repr=False)
    keys: Mapping[FieldPath, Position] = field(repr=False)
    extents: Mapping[FieldPath, tuple[int, int]] = field(repr=False)

    def at(self, path: FieldPath) -> Place:
        """Return the place of the value at *path*, or of the nearest value around it."""
        return self._nearest(self.values, path)

    def at_key(self, path: FieldPath) -> Place:
        """Return the place of the name of the field at *path*; of the value where it is an item of a list."""
        return Place(self.file, *self.keys[path]) if path in self.keys else self.at(path)

    def at_words(self, path: FieldPath, words: str, occurrence: int = 0) -> Place:
        """Return the place of *words* within the text at *path*, or of that text where they are not found."""
        start, end = self.extents.get(path, (0, 0))
        for _ in range(occurrence + 1):
            found = self.source.find(words, start, end)
            if found < 0:
                return self.at(path)
            start = found + 1
        line_start = self.source.rfind("\n", 0, found) + 1
        return Place(self.file, self.source.count("\n", 0, found) + 1, found - line_start + 1)

    def written(self, path: FieldPath) -> str:
        """Return the value at *path* as the file has it, its sign or quote marks with it."""
        start, end = self.extents.get(path, (0, 0))
        return self.source[start:end]

    def first_character(self, path: FieldPath) -> str:
        """Return the character with which the value at *path* begins in the file."""
        return self.character_at(self.at(path))

    def character_at(self, place: Place) -> str:
        """Return the character at *place*; none at a place of the whole file."""
        return self._lines[place.line - 1][place.column - 1 : place.column] if place.line else ""

    @cached_property
    def _lines(self) -> list[str]:
        return split_lines(self.source)

    def _nearest(self, positions: Mapping[FieldPath, Position], path: FieldPath) -> Place:
        for length in range(len(path), -1, -1):
            if found := positions.get(path[:length]):
                return Place(self.file, *found)
        return Place(self.file)
