"""YAML as editors mean it: every value is text and keeps its place; nothing is resolved, nothing is run.

Reads the events of libyaml instead of its values: the ordinary loaders turn ``1.10`` into 1.1 and ``NO`` into
False, keep the last of two equal keys, and cut a text off at " #", all in silence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from inforce.model.bounds import CONTENT_FILE
from inforce.model.problem import FieldPath, Origin, Place, Problem, at_most
from inforce.parsing import characters
from inforce.parsing.characters import decode, split_lines
from inforce.parsing.suggestions import put_quotes, shortened
from inforce.parsing.syntax import ParseState, explain, mend

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
        return Origin(self.file, self.values).place(*path)

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
        return self.at_character(found)

    def at_character(self, number: int) -> Place:
        """Return the place of the character of that *number* in the file, counted from 0."""
        line = bisect_right(self._line_starts, number)
        return Place(self.file, line, number - self._line_starts[line - 1] + 1)

    def written(self, path: FieldPath) -> str:
        """Return the value at *path* as the file has it, its sign or quote marks with it."""
        start, end = self.extents.get(path, (0, 0))
        return self.source[start:end]

    def is_in_brackets(self, path: FieldPath) -> bool:
        """Whether the value at *path*, or one around it, is a list or a group in brackets."""
        return any(self.written(path[:length]).startswith(("{", "[")) for length in range(len(path) + 1))

    def first_character(self, path: FieldPath) -> str:
        """Return the character with which the value at *path* begins in the file."""
        return self.character_at(self.at(path))

    def character_at(self, place: Place) -> str:
        """Return the character at *place*; none at a place of the whole file."""
        return self._lines[place.line - 1][place.column - 1 : place.column] if place.line else ""

    def offset(self, position: Position) -> int:
        """Return the number of the character at a line and column, counted from 0."""
        line, column = position
        return self._line_starts[line - 1] + column - 1

    def end_of_lines(self, path: FieldPath) -> int:
        """Return where the line after the last line of the value at *path* begins, or the end of the file."""
        end = max(end for inner, (_, end) in self.extents.items() if inner[: len(path)] == path)
        if end and self.source[end - 1] == "\n":  # a block of text ends where the next line begins
            return end
        line_end = self.source.find("\n", end)
        return line_end + 1 if line_end >= 0 else len(self.source)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.source))]

    @cached_property
    def _lines(self) -> list[str]:
        return split_lines(self.source)


try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML was built without libyaml; its own parser gives the same events, more slowly.

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)


DEEPEST = CONTENT_FILE.deepest
_COMMENT = re.compile(r"[^\S\n]+#[^\r\n]*")
_PROPERTY = re.compile(r"\S+[ ]*")


def load(content: bytes, file: str) -> tuple[Located | None, tuple[Problem, ...]]:
    """Return what *content* says, as far as it can be read, and all problems with its letters and its YAML.

    White space around a text is left out: whether a block of text ends with a line break says nothing.
    Whatever the bytes, nothing is raised. Where a value is returned along with errors, it may be incomplete.
    """
    text, undecodable = decode(content, file)
    if text is None:
        return None, undecodable
    lines = characters.split_lines(text)
    problems = list(characters.problems_in_source(text, lines, file))
    if any(problem.code in characters.STRUCTURAL for problem in problems):
        return None, tuple(problems)
    reading = _Reading(text, lines, file)
    value = reading.document()
    if reading.stopped and problems:
        # A sentence that does not parse is most likely the harm that the characters do.
        return None, tuple(problems)
    problems += reading.problems
    if value is None:
        return None, (*problems, *_further_faults(reading, lines, file))
    return Located(file, value, text, reading.values, reading.keys, reading.extents), tuple(problems)


_MOST = 100
"""So many problems with the YAML of one file are told."""

_MOST_FAULTS = 20
"""So many faults of one file are told at once, of those that stop parsing."""


def _further_faults(stopped: _Reading, lines: Sequence[str], file: str) -> Iterator[Problem]:
    """Yield the faults below the one at which parsing *stopped*, as far as the lines before them can be mended.

    A line that was mended says something else than its editor meant; it only lets the parser go on.
    """
    mended, known = list(lines), {problem.place.line for problem in stopped.problems}
    for _ in range(_MOST_FAULTS):
        fault = stopped.problems[-1] if stopped.stopped and stopped.problems else None
        line = mend(fault.code, mended[fault.place.line - 1]) if fault and fault.place.line else None
        if fault is None or line is None:
            return
        mended[fault.place.line - 1] = line
        stopped = _Reading("\n".join(mended), mended, file)
        stopped.document()
        found = [problem for problem in stopped.problems if problem.place.line not in known]
        if not found:
            return
        known |= {problem.place.line for problem in found}
        yield from found


class _Stop(Exception):
    """The rest of the file cannot be read."""


class _Reading:
    """One pass over the events of one file."""

    def __init__(self, text: str, lines: Sequence[str], file: str) -> None:
        self.text = text
        self.lines = lines
        self.file = file
        self.problems: list[Problem] = []
        self.values: dict[FieldPath, Position] = {}
        self.keys: dict[FieldPath, Position] = {}
        self.extents: dict[FieldPath, tuple[int, int]] = {}
        self.stopped = False
        self._last: yaml.ScalarEvent | None = None
        self._open_brackets: list[Position] = []
        self._closed: Any = None

    def document(self) -> Value | None:
        """Return the value of the one document in the file, or None where there is none to be had."""
        try:
            self._next: Callable[[], Any] = _Parser(self.text).get_event
            return self._whole()
        except _Stop:
            self.stopped = True
        except yaml.MarkedYAMLError as error:
            self.stopped = True
            self._explain(error)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self.stopped = True
            self._refuse(1, 1, "yaml-syntax", f"This file cannot be read as YAML: {error}.", "Check its first lines.")
        return None

    def _whole(self) -> Value:
        self._next()
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            self._refuse(0, 0, "empty-file", "This file has no content.", "Fill it in, or delete it.")
            raise _Stop
        if start.version or start.tags:
            self._refuse(1, 1, "yaml-directive", "A line that begins with % is an instruction to YAML, not content.",
                         "Delete the line.")  # fmt: skip
        value = self._node(self._next(), ())
        self._next()
        following = self._next()
        if not isinstance(following, yaml.StreamEndEvent):
            line = following.start_mark.line + 1
            self._refuse(line, 1, "several-documents", "A second document begins here, and would be left out.",
                         "Delete the line ---, or move what is below it into another file.")  # fmt: skip
            raise _Stop
        return value

    def _node(self, event: Any, path: FieldPath) -> Value:
        if len(self.problems) > _MOST:
            self.problems = [*at_most(_MOST, self.problems, self.file)]
            raise _Stop
        mark = event.start_mark
        self.values[path] = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, path)
        if isinstance(event, yaml.AliasEvent):
            self._alias(event)
            return ""
        if event.anchor or event.tag:
            self._property(event)
        if len(path) >= DEEPEST:
            self._refuse(mark.line + 1, mark.column + 1, "too-deep",
                         f"This goes more than {DEEPEST} levels deep.",
                         "No content file needs that. Check the indentation and the brackets.")  # fmt: skip
            raise _Stop
        if event.flow_style:
            self._open_brackets.append(_point(mark))
        value = self._list(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)
        if event.flow_style:
            self._open_brackets.pop()
            self.extents[path] = (mark.index, self._closed.end_mark.index)
        return value

    def _list(self, path: FieldPath) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        self._closed = event
        return items

    def _mapping(self, path: FieldPath) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        lost_hyphen = False
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            name = self._key(event)
            mark = event.start_mark
            inner = (*path, name)
            if name in fields:
                remedy = "Keep the right one and delete the other."
                if name == "id" and path and isinstance(path[-1], int):
                    lost_hyphen = True
                    remedy = (
                        "If another item begins here, put a hyphen and a space in front of it. "
                        "If not, keep the right one and delete the other."
                    )
                if name == "id" or not lost_hyphen:
                    self._refuse(mark.line + 1, mark.column + 1, "duplicate-key",
                                 f'"{name}" is here twice. The first is on line {self.keys[inner][0]}. '
                                 "Only one of them would be published.", remedy)  # fmt: skip
                self._node(self._next(), (*path, ""))  # for its problems alone
                continue
            self.keys[inner] = (mark.line + 1, mark.column + 1)
            fields[name] = self._node(self._next(), inner)
        self._closed = event
        return fields

    def _key(self, event: Any) -> str:
        mark = event.start_mark
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            if isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.ScalarEvent):
                self._property(event)
            else:
                self._refuse(mark.line + 1, mark.column + 1, "key-not-text",
                             "The name of a field belongs here, but there is a list or a group of fields.",
                             'If this is text, put quotes round it: "[…]"')  # fmt: skip
            raise _Stop
        if event.value == "<<":
            self._refuse(mark.line + 1, mark.column + 1, "yaml-merge-key",
                         '"<<" would copy fields from another place, which content files cannot do.',
                         "Delete the line and write the fields out.")  # fmt: skip
            raise _Stop
        self._last = event
        return str(event.value)

    def _text(self, event: Any, path: FieldPath) -> str:
        self._last = event
        start, end = event.start_mark, event.end_mark
        self.extents[path] = (start.index, end.index)
        if event.anchor or event.tag:
            self._property(event)
        if not event.style:
            self._cut_off(event)
        value: str = event.value.strip()
        if event.style == '"' and "\\" in self.text[start.index : end.index]:
            place = Place(self.file, start.line + 1, start.column + 1)
            if problem := characters.problem_in_escaped(value, self.text[start.index : end.index], place):
                self.problems.append(problem)
        return value

    def _cut_off(self, event: Any) -> None:
        """Refuse a comment right after plain text: what the editor takes for text would be left out."""
        end = event.end_mark.index
        if self.text[end : end + 1] in ("\n", "") or not (found := _COMMENT.match(self.text, end)):
            return
        mark = event.end_mark
        column = mark.column + found.group().index("#") + 1
        start = event.start_mark.column if event.value else column - 1
        rest = f'only "{shortened(event.value)}" would be published' if event.value else "nothing would be published"
        remedy = "put quotes round the whole text."
        if event.start_mark.line == mark.line:
            remedy = self._put_quotes(mark.line, start)
        self._refuse(
            mark.line + 1, column, "plain-text-cut-off", f'Everything after "#" would be left out: {rest}.',
            f"Put a comment on its own line. To keep the words, {remedy}",
        )  # fmt: skip

    def _put_quotes(self, line: int, column: int) -> str:
        """Say that all from *column* of *line* on, both counted from 0, needs quotes."""
        here = self.lines[line]
        sentence = put_quotes(here[:column], here[column:].strip())
        return sentence[0].lower() + sentence[1:]

    def _property(self, event: Any) -> None:
        """Refuse an anchor or a tag, which would vanish from the text that the editor wrote."""
        mark = event.start_mark
        kind = "yaml-anchor" if event.anchor else "yaml-tag"
        word = (_PROPERTY.match(self.text, mark.index) or [""])[0].strip()
        if isinstance(event, yaml.ScalarEvent) and event.value:
            what = f'"{word}" would be left out: only "{shortened(event.value.strip())}" would be published.'
            remedy = f"If it is text, {self._put_quotes(mark.line, mark.column)}"
        else:
            what = f'"{word}" has a special meaning in YAML that content files do not use, and would be left out.'
            remedy = f'Delete it, or put quotes round it if it is text:  "{word}"'
        self._refuse(mark.line + 1, mark.column + 1, kind, what, remedy)

    def _alias(self, event: Any) -> None:
        mark = event.start_mark
        self._refuse(mark.line + 1, mark.column + 1, "yaml-alias",
                     f'YAML reads "*{event.anchor}" as the name of another place in the file, not as text.',
                     f"If it is text, {self._put_quotes(mark.line, mark.column)}")  # fmt: skip

    def _explain(self, error: yaml.MarkedYAMLError) -> None:
        last = self._last
        bracket = self._open_brackets[-1] if self._open_brackets else None
        so_far = ParseState(self.lines, open_bracket=bracket)
        if last:
            so_far = ParseState(self.lines, _point(last.start_mark), _point(last.end_mark), last.style or "", bracket)
        fault = explain(error, so_far)
        if any(problem.place.line == fault.line for problem in self.problems):
            return  # that line has its explanation already
        if last and not last.style and fault.code == "indentation":
            self._cut_off(last)
        if not any(problem.code == "plain-text-cut-off" for problem in self.problems):
            self._refuse(fault.line, fault.column, fault.code, fault.what, fault.remedy)

    def _refuse(self, line: int, column: int, code: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(Place(self.file, line, column), code, what, remedy))


def _point(mark: Any) -> Position:
    """Return the line and column of *mark*, counted from 0."""
    return mark.line, mark.column
