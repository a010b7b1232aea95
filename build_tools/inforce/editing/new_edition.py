"""The file of an edition that is begun: what is known of it, and its passages, parted from a text.

A passage is a paragraph with the points that it announces, by the number that the text gives it or by its place under
its heading. Each word of the text is in a passage, in the number of one, or listed as left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from inforce.editing.content_files import MODELINES, Beginning
from inforce.editing.imported_text import Part, Section, Writer, every_section, id_of, moved_in
from inforce.editing.imported_version import Assembly, Omission, not_too_large
from inforce.editing.word_paragraphs import plain_label
from inforce.editing.yaml_editor import scalar
from inforce.model.block_parser import begins_structure
from inforce.model.block_text import as_written
from inforce.model.blocks import Paragraph, Piece
from inforce.model.placeholders import HEADING
from inforce.originals.word_text import WordParagraph, WordText, cleaned, tokens
from inforce.parsing.located_yaml import load

_LONGEST_HEADING: Final = 12
_WIDE: Final = 120
"""Lines of so many letters are no lines of print: each is a paragraph."""
_SHORT: Final = 0.6
"""A line that ends a sentence after this part of the usual width ends a paragraph."""
_STARTS: Final = re.compile(
    r"#{1,6}\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]?\s+[A-Z(]|\([a-z]{1,4}\)\s|[a-z][.)]\s|[\u2022\u25cf\u25aa]\s"
)
_NUMBERED: Final = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+")
_ENDS: Final = (".", ":", ";", ",", "?", "!")


@dataclass(frozen=True)
class EditionFacts:
    """What is known of an edition; *published* is a year, a month or a day."""

    title: str
    publisher: str
    published: str
    short_title: str | None = None
    address: str | None = None
    licence: str | None = None


@dataclass(frozen=True)
class NewEdition:
    """The file of an edition, how many passages it has, what was left out, and what a person has to look at."""

    content: bytes
    passages: int
    words: int
    omitted: tuple[Omission, ...]
    remarks: tuple[Omission, ...]


def pasted(text: str) -> WordText:
    """Return the paragraphs of a *text* that was pasted, whose lines may be those of print."""
    paragraphs = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for place, said in enumerate(_paragraphs([cleaned(line).strip() for line in lines]), start=1):
        mark = re.match(r"(#{1,6})\s+", said)
        words = said[mark.end() :] if mark else said
        paragraphs.append((place, words, len(mark[1]) if mark else 0))
    words_of = [words for _place, words, _level in paragraphs]
    blocks = tuple(
        WordParagraph((Piece(words),), place, heading=level or _heading_level(words, words_of[at + 1 : at + 2]))
        for at, (place, words, level) in enumerate(paragraphs)
        if words
    )
    counted = Counter[str]()
    for block in blocks:
        counted += tokens(block.text)
    return WordText(blocks, words=counted)


def _heading_level(said: str, following: Sequence[str]) -> int:
    """Return the level of heading that a paragraph is, by what follows it; 0 for none."""
    numbered = _NUMBERED.match(said)
    words = said[numbered.end() :] if numbered else said
    if not following or not _may_be_heading(words):
        return 0
    if numbered is None:
        return 0 if begins_structure(said) else 1
    number = numbered["number"]
    after = _NUMBERED.match(following[0])
    is_heading = after["number"].startswith(f"{number}.") if after else not begins_structure(following[0])
    return 1 + number.count(".") if is_heading else 0


def _may_be_heading(words: str) -> bool:
    return words[:1].isupper() and len(words.split()) <= _LONGEST_HEADING and not words.endswith(_ENDS)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield paragraphs: parted by empty lines, by marks and numbers, and where a line ends a sentence early."""
    wide = median([len(line) for line in lines if line] or [0])
    each_line = wide >= _WIDE or ("" not in lines and all(line.endswith(_ENDS) for line in lines))
    current = ""
    for line in [*lines, ""]:
        begins = bool(_STARTS.match(line) or begins_structure(line))
        short = len(current.rpartition("\n")[2]) < _SHORT * wide
        ended_early = short and (
            current.endswith((".", ":")) or ("\n" not in current and line[:1].isupper() and _is_title(current))
        )
        if current and (not line or each_line or begins or ended_early):
            yield _joined(current)
            current = ""
        if line:
            current = f"{current}\n{line}" if current else line


def _is_title(line: str) -> bool:
    numbered = _NUMBERED.match(line)
    return _may_be_heading(line[numbered.end() :] if numbered else line)


def _joined(lines: str) -> str:
    """Return the lines of a paragraph as one; a word that was parted at its hyphen keeps that."""
    return re.sub(r"(?<=\w)-\n(?=\w)", "-", lines).replace("\n", " ")


def new_edition(text: WordText, facts: EditionFacts, source: str) -> NewEdition:
    """Return the file of an edition with the passages of *text*; raises as `imported_version` does."""
    not_too_large(sum(len(word) * often for word, often in text.words.items()))
    assembly = Assembly(text, Beginning(title=facts.title), all_cited=True)
    assembly.made_up.clear()
    if text.blocks:
        assembly.run()
    for section in every_section(assembly.top):
        if section.heading != HEADING:
            assembly.omitted.append(Omission("a heading, which is in no passage", "", _named(section)))
    passages = list(_passages(assembly))
    written = _file(facts, source, passages, Writer({}))
    not_too_large(len(written.encode()))
    located, _problems = load(written.encode(), "")
    value = located.value if located and isinstance(located.value, dict) else {}
    listed = value.get("passages", [])
    texts = [one["text"] for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    assembly.account(
        [
            *(as_written(one) for one in texts if isinstance(one, str)),
            *(plain_label(part.label) for part in assembly.parts()),
        ]
    )
    omitted = (*assembly.omitted, *assembly.of_itself)
    remarks = tuple(one for one in assembly.remarks if "bold" not in one.what)
    return NewEdition(written.encode(), len(passages), sum(text.words.values()), omitted, remarks)


@dataclass(frozen=True)
class _Passage:
    """A passage that is written: how it is named, and the part that it is made of."""

    id: str
    label: str
    part: Part


def _passages(assembly: Assembly) -> Iterator[_Passage]:
    """Yield each part as a passage, named by its number; by its heading too, where the number is not the only one."""
    numbers = Counter(plain_label(part.label) for part in assembly.parts() if part.label)
    taken: set[str] = set()
    for section in every_section(assembly.top):
        above = "" if section.heading == HEADING else _named(section)
        for place, part in enumerate(_with_notes(section), start=1):
            label = plain_label(part.label)
            own = f"paragraph {label or place}"
            alone = bool(label) and numbers[label] == 1
            shown = own if alone or not above else f"{above}, {own}"
            name = id_of(own if alone or not above else f"{section.label or ' '.join(above.split()[:3])} {own}")
            again = 2
            while name in taken:
                name, again = f"{name.rstrip('0123456789').rstrip('-')}-{place}-{again}", again + 1
            taken.add(name)
            yield _Passage(name, shown, part)


def _named(section: Section) -> str:
    return f"{section.label} {section.heading}".strip()


def _with_notes(section: Section) -> Iterator[Part]:
    for part in section.parts:
        yield part
        for note in part.notes:
            yield Part(part.place, content=[Paragraph(note)])


def _file(facts: EditionFacts, source: str, passages: Sequence[_Passage], writer: Writer) -> str:
    lines = [
        MODELINES["edition"],
        f"# An edition of {source}. Fetch the original, and hold every passage against it:",
        f"#   inforce source capture FILE --as {source}/EDITION",
        "format: 2",
        f"title: {scalar(facts.title)}",
        f"short_title: {scalar(facts.short_title or facts.title)}",
        f"publisher: {scalar(facts.publisher)}",
        f"published: {facts.published}",
        f"evidence: {'secondary' if passages else 'bibliography'}",
        *([f"address: {scalar(facts.address)}"] if facts.address else []),
    ]
    if facts.licence:
        lines += ["licence:", f"  name: {scalar(facts.licence)}", "  certainty: recalled"]
    lines += ["passages:"] if passages else []
    for one in passages:
        lines += [f"  - id: {one.id}", f"    label: {scalar(one.label)}", "    text: |"]
        lines += moved_in(writer.source(one.part, with_label=False), 6)
    return "\n".join(lines) + "\n"
