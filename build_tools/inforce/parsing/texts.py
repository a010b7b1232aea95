"""The longer texts of a file, held against their kinds, and the citations and departures against their own rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Final

from inforce.model.block_parser import PlacedAddress, begins_structure, parsed
from inforce.model.names import TextKind
from inforce.model.problem import Fault, FieldPath, Place, Problem, Severity
from inforce.model.rules import Citation, Departure
from inforce.parsing.field_specs import FieldSpec, name_of_field, specs_of, wanted
from inforce.parsing.located_yaml import Located, Value
from inforce.parsing.markdown import address_fault, misleading_links, read_markdown

MAY_BE_EMPTY = {(Departure, "ours"), (Departure, "theirs")}
_MOST_FAULTS = 20
"""So many faults of one text are told; whoever sees them sees what is wrong with all of it."""
_MOST_LOST = 100
"""So many lines of a text that its file writes with escapes, or over several lines, are looked for, and no more."""
_LONGEST = 100_000
"""So many characters one text may have: a rule of that length nobody could follow, or compare in reasonable time."""
_HTML: Final = re.compile(
    r"&(?:#\d+|#x[0-9a-f]+|[a-z]\w*);|</?(?:a|b|br|div|em|font|h\d|i|iframe|img|li|mark|ol|p|s|script|small|span|strong"
    r"|style|su[bp]|t[dhr]|table|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(r"\*\*(?=\w)|\[[^\[\]]+\]\((?:https?:|mailto:|guidance:|source:|#)[^()]*\)|^#{1,6}(?= )")
_OF_FORMAT_2: Final = re.compile(r"^[ ]*[-*][ ](?=\S)|^[ ]*\|.*\|[ ]*$|!?\[[^\[\]]+\]\([^\s()]+\)", re.MULTILINE)
_OF_OTHERS: Final = frozenset({"ours", "theirs", "before", "after", "words"})
"""Fields that repeat words which stand elsewhere, whatever those are."""
_WAYS = 'Write "quotes" where the rule has the words of the passage, "draws_on" where it says the same in our own.'


@dataclass(frozen=True)
class PlacedLink:
    """A link in one of the texts of a file, and where."""

    address: str
    place: Place


class Texts:
    """A walk through what a file says; it finds problems, links, pictures, and the fields with nothing in them."""

    def __init__(self, located: Located, format_: int = 1) -> None:
        self.located = located
        self.format = format_
        self.problems: list[Problem] = []
        self.links: list[PlacedLink] = []
        self.pictures: list[PlacedLink] = []
        self.empty: set[FieldPath] = set()

    def group(self, fields: Mapping[str, Value], kind: type, path: FieldPath) -> None:
        """Look at one group of fields, which a *kind* is to be made of, and at all within it."""
        known = specs_of(kind)
        for name, value in fields.items():
            slot = known.get(name)
            if slot and not (value == "" and (kind, name) in MAY_BE_EMPTY):
                self._field(value, slot, (*path, name))
        if kind is Departure:
            self._departure(fields, path)
        elif kind is Citation:
            self._citation(fields, path)

    def _field(self, value: Value, slot: FieldSpec, path: FieldPath) -> None:
        if value == "" or (value == [] and slot.many and slot.required):
            self._empty(path, slot)
        elif slot.many and isinstance(value, list):
            for position, item in enumerate(value):
                if item == "":
                    self._empty((*path, position), slot)
                else:
                    self._one(item, slot, (*path, position))
        elif not slot.many:
            self._one(value, slot, path)

    def _one(self, value: Value, slot: FieldSpec, path: FieldPath) -> None:
        if (group := slot.group_of(value)) and isinstance(value, dict):
            self.group(value, group, path)
        elif slot.text and isinstance(value, str):
            self._text(value, slot.text, path)

    def _text(self, value: str, kind: TextKind, path: FieldPath) -> None:
        if not kind.lines and "\n" in value:
            count = value.count("\n") + 1
            self._tell(self.located.at(path), "line-break-in-line",
                       f'"{name_of_field(path)}" takes one line, but has {count} here.',
                       "Write it on one line, or leave out the | in front of it.")  # fmt: skip
        if len(value) > _LONGEST:
            self._tell(self.located.at(path), "text-too-long",
                       f'"{name_of_field(path)}" has {len(value):,} characters. It can have up to {_LONGEST:,}.',
                       "Split it into several rules, sections or passages that people can read and cite.")  # fmt: skip
        elif kind.blocks and self.format > 1:
            self._blocks(value, path)
        elif kind.markdown:
            self._markdown(value, path)
        elif not kind.blocks and path[-1] not in _OF_OTHERS:
            self._plain(value, path)
        elif not kind.markdown and path[0] != "passages" and (found := _OF_FORMAT_2.search(value)):
            what = f'"{found[0].strip()}" means nothing in a file of format 1. Readers see it as it stands here.'
            place, remedy = self.located.at_words(path, found[0].strip()), "Write at the top of the file:  format: 2"
            self.problems.append(Problem(place, "format-too-low", what, remedy, Severity.WARNING))
        for fault in misleading_links(value) if kind.blocks or kind.markdown else ():
            self._tell(self.located.at_words(path, fault.words), fault.code, fault.what, fault.remedy)

    def _plain(self, value: str, path: FieldPath) -> None:
        """Find what means something elsewhere, and which readers see here as it stands."""
        if found := _HTML.search(value):
            meant = unescape(found[0])
            remedy = f"Write the sign itself:  {meant}" if meant != found[0] and meant.strip() else "Write plain words."
            what, code = f'"{found[0]}" is HTML.', "markdown-html"
        elif found := _SIGNS.search(value):
            what, code, remedy = f'"{found[0]}" is Markdown.', "markdown-not-allowed", "Write plain words."
        if found:
            place = self.located.at_words(path, found[0])
            what = f"{what} Readers see it as it stands here."
            self.problems.append(Problem(place, code, what, remedy, Severity.WARNING))

    def _blocks(self, value: str, path: FieldPath) -> None:
        found = parsed(value)
        faults = [*found.faults, *address_faults(found.links)]
        if faults or found.links or found.pictures:
            place = self._places_of_lines(path, value.split("\n"))
            for fault in faults[:_MOST_FAULTS]:
                self._tell(place(fault.line, fault.column), fault.code, fault.what, fault.remedy)
            self.links += [PlacedLink(one.address, place(one.line, one.column)) for one in found.links]
            self.pictures += [PlacedLink(one.address, place(one.line, one.column)) for one in found.pictures]
        if not faults and (folded := self._folded(path)):
            self.problems.append(folded)

    def _places_of_lines(self, path: FieldPath, lines: list[str]) -> Callable[[int, int], Place]:
        """Return what gives the place in the file of a column of one of the *lines* of the text at *path*.

        Each line is looked for behind the one before it, so that many lines cost no more than their length.
        """
        at, end = self.located.extents.get(path, (0, 0))
        starts: list[int] = []
        lost = 0
        for line in lines:
            words = line.strip()
            found = self.located.source.find(words, at, end) if words and lost < _MOST_LOST else -1
            starts.append(found)
            if found >= 0:
                at = found + len(words)
            elif words:
                lost += 1

        def place(line: int, column: int) -> Place:
            raw, start = lines[line - 1], starts[line - 1]
            if start < 0:
                return self.located.at(path)
            return self.located.at_character(start + column - 1 - (len(raw) - len(raw.lstrip())))

        return place

    def _folded(self, path: FieldPath) -> Problem | None:
        """Find lines that look like items or rows in a text whose lines YAML puts together."""
        source = self.located.written(path).split("\n")
        sign, *rest = source
        if sign.startswith("|") or not rest:
            return None
        number = next((number for number, line in enumerate(rest, start=1) if begins_structure(line)), 0)
        if not number:
            return None
        first = self.located.at(path)
        margin = len(rest[0]) - len(rest[0].lstrip())
        body = rest if sign[:1] == ">" else [" " * margin + sign.strip("\"'"), *rest]
        mended = "\n".join(["|", *(f"  {line[margin:].rstrip()}".rstrip() for line in body)]).rstrip()
        column = len(rest[number - 1]) - len(rest[number - 1].lstrip()) + 1
        return Problem(
            Place(first.file, first.line + number, column),
            "list-in-folded-text",
            "This line looks like part of a list or a table, but YAML joins all lines of this text into one.",
            f'Write | after "{name_of_field(path)}:", to keep the lines apart:  {name_of_field(path)}: {mended}',
        )

    def _markdown(self, value: str, path: FieldPath) -> None:
        links, faults = read_markdown(value)
        seen: dict[str, int] = {}
        for fault in faults[:_MOST_FAULTS]:
            place = self.located.at_words(path, fault.words, seen.get(fault.words, 0))
            seen[fault.words] = seen.get(fault.words, 0) + 1
            self._tell(place, fault.code, fault.what, fault.remedy)
        self.links += [PlacedLink(link.address, self.located.at_words(path, link.address)) for link in links]

    def _empty(self, path: FieldPath, slot: FieldSpec) -> None:
        self.empty.add(path)
        last = path[-1]
        what = f'"{last}" is empty.'
        if isinstance(last, int):
            what, remedy = "There is nothing after this hyphen.", "Write the item, or delete the hyphen."
        elif slot.many:
            remedy = "Write at least one item below it, beginning with a hyphen and a space."
        else:
            remedy = f"Write after the colon: {wanted(slot)}."
        if isinstance(last, str) and not slot.required:
            remedy = f"{remedy.removesuffix('.')}; or delete the line."
        self._tell(self.located.at_key(path), "empty-field", what, remedy)

    def _departure(self, fields: Mapping[str, Value], path: FieldPath) -> None:
        if fields.get("ours") == "" and fields.get("theirs") == "":
            self._tell(self.located.at(path), "departure-says-nothing",
                       'Both "ours" and "theirs" are empty, so this departure does not say what differs.',
                       'Write our words after "ours" and the words of the source after "theirs". '
                       "Leave one of them empty where words were added or left out.")  # fmt: skip

    def _citation(self, fields: Mapping[str, Value], path: FieldPath) -> None:
        if "quotes" in fields and "draws_on" in fields:
            self._tell(self.located.at_key((*path, "draws_on")), "citation-both-ways",
                       'One citation both quotes and draws on a passage: it has both "quotes" and "draws_on".',
                       f"{_WAYS} To cite two passages, write two citations, each with a hyphen.")  # fmt: skip
        elif "quotes" not in fields and "draws_on" not in fields:
            self._tell(self.located.at(path), "citation-names-nothing", "This citation does not name a passage.", _WAYS)
        elif "ours" in fields and "draws_on" not in fields:
            self._tell(self.located.at_key((*path, "ours")), "own-statement-in-quotation",
                       "Words are declared as ours, but the rule quotes this passage word for word.",
                       'Declare it under "departures", or write "draws_on" in place of "quotes".')  # fmt: skip
        elif "departures" in fields and "quotes" not in fields:
            self._tell(self.located.at_key((*path, "departures")), "departure-without-quotation",
                       "Departures are declared, but the rule does not quote this passage: it draws on it.",
                       'Delete "departures", or write "quotes" in place of "draws_on".')  # fmt: skip

    def _tell(self, place: Place, code: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(place, code, what, remedy))


def address_faults(links: Iterable[PlacedAddress]) -> Iterator[Fault]:
    """Yield what is wrong with the addresses of links."""
    for link in links:
        if fault := address_fault(link.address):
            yield replace(fault, line=link.line, column=link.column)
