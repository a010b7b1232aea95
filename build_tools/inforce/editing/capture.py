"""Takes sources into the library: an edition from a text, and the very file in which it was published.

Everything is worked out before anything is written; what cannot be done is refused, and both files stay as they are.

A passage is a paragraph with the points that it announces, by the number that the text gives it or by its place under
its heading. Each word of the text is in a passage, in the number of one, or listed as left out.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Final

from inforce.checks.passages_stand_in_originals import original_problems
from inforce.compare.quotations import Verdict, on_recorded_page, proof
from inforce.editing.content_files import MODELINES, Beginning
from inforce.editing.imported_text import Part, Section, Writer, every_section, id_of, moved_in, plain_label
from inforce.editing.imported_version import Assembly, Omission, not_too_large
from inforce.editing.yaml_editor import Field, edited, scalar
from inforce.model.block_parser import begins_structure
from inforce.model.block_text import as_written
from inforce.model.blocks import Paragraph, Piece
from inforce.model.originals import HeldOriginal, OriginalState
from inforce.model.placeholders import HEADING
from inforce.model.problem import Problem, ProblemError, refusal
from inforce.model.sources import Certainty, Edition, Evidence
from inforce.originals.original_text import ENDINGS, MOST_BYTES
from inforce.originals.word_text import WordParagraph, WordText, cleaned, tokens
from inforce.parsing.located_yaml import load
from inforce.reading.source_files import TextReader, read_edition
from inforce.store.atomic import write_whole

_ENDING: Final = {**{ending: ending for ending in ENDINGS}, ".htm": ".html"}


@dataclass(frozen=True)
class Captured:
    """What came of it: the edition as it is now, the problems between it and its original, and what changed.

    *became_original* says that its evidence changed by this, so that what was noted on it has to be read again.
    """

    edition: Edition
    problems: tuple[Problem, ...]
    proven: int
    changed: bool
    became_original: bool


@dataclass(frozen=True)
class _Edition:
    """The file of an edition as it stands, and what it says."""

    path: Path
    file: str
    content: bytes
    edition: Edition


def capture(content: Path, original: Path, source: str, edition: str, read_text: TextReader) -> Captured:
    """Take the file *original* as that of an *edition* of *source*, which stands in the folder *content*.

    Doing it again changes nothing. Raises `ProblemError`, or `OSError` where the system will not read or write.
    """
    own = _edition_file(content, source, edition)
    ending = _ending(original)
    letters = _bytes_of(original)
    target = own.path.with_suffix(ending)
    _nothing_else_stands_there(own, target, letters)
    held = _held(letters, f"{own.file.rpartition('/')[0]}/{target.name}", ending, read_text)
    _nothing_else_is_recorded(own, held)
    after = _edited(own, held)
    stored, recorded = _write(target, letters), _write(own.path, after)
    now = replace(_sound(own.file, after, source, edition), original=held)
    return Captured(
        edition=now,
        problems=tuple(original_problems(now)),
        proven=sum(proof(now, passage).verdict is Verdict.THERE for passage in now.details.passages),
        changed=stored or recorded,
        became_original=now.details.evidence is not own.edition.details.evidence,
    )


def _edition_file(content: Path, source: str, edition: str) -> _Edition:
    path = content / "sources" / source / f"{edition}.yml"
    file = f"{content.name}/sources/{source}/{edition}.yml"
    if not path.is_file():
        raise _not_taken(
            f"There is no edition {source}/{edition}: there is no file {file}.",
            "Add it first, with the bibliography and the passages that rules quote.",
        )
    letters = path.read_bytes()
    return _Edition(path, file, letters, _sound(file, letters, source, edition))


def _sound(file: str, content: bytes, source: str, edition: str) -> Edition:
    read = read_edition(content, file, source, edition)
    if read.edition is None:
        raise _not_taken(
            f"{file} cannot be read as it is, so nothing can be recorded in it.",
            "See what is wrong with it:  inforce check",
        )
    return read.edition


def _ending(original: Path) -> str:
    ending = _ENDING.get(original.suffix.lower())
    if ending is None:
        raise _not_taken(
            f"{original.name} is not a kind of file that can be an original here.",
            f"Originals end with {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}. Make a PDF of any other file.",
        )
    return ending


def _bytes_of(original: Path) -> bytes:
    if original.stat().st_size > MOST_BYTES:
        raise _too_large()
    return original.read_bytes()


def _not_taken(what: str, remedy: str) -> ProblemError:
    return refusal("original-not-taken", what, remedy)


def _too_large() -> ProblemError:
    return _not_taken(
        "This file is larger than what is read (100 MB, 5,000 pages, 10 million letters), or takes too long or too "
        "much memory to read.",
        "Make a file of the pages that have the passages, and capture that.",
    )


def _held(letters: bytes, file: str, ending: str, read_text: TextReader) -> HeldOriginal:
    state, pages = read_text(letters, ending)
    if state is OriginalState.LOCKED:
        raise _not_taken(
            "This PDF needs a password, so nobody could check against it.",
            "Ask the publisher for a file that opens without a password.",
        )
    if state is OriginalState.BROKEN:
        raise _not_taken(
            f"This file cannot be read as {ending.removeprefix('.').upper()}: it is cut off, or of another kind.",
            "Fetch it from the publisher again.",
        )
    if state in {OriginalState.TOO_LARGE, OriginalState.TOO_SLOW}:
        raise _too_large()
    return HeldOriginal(file, state, pages, hashlib.sha256(letters).hexdigest())


def _nothing_else_stands_there(own: _Edition, target: Path, letters: bytes) -> None:
    for ending in ENDINGS:
        other = own.path.with_suffix(ending)
        if other.exists() and (other != target or other.read_bytes() != letters):
            raise _not_taken(
                f"{other.name} is there already as the original of this edition, and says something else.",
                "A changed text is another edition and has a file of its own. "
                f'To put a better copy in its place, delete {other.name} and "original" in {own.path.name} first.',
            )


def _nothing_else_is_recorded(own: _Edition, held: HeldOriginal) -> None:
    recorded = own.edition.details.original
    if recorded and recorded.sha256 != held.sha256:
        raise _not_taken(
            f"Another file is recorded as the original of this edition: its SHA-256 begins with "
            f"{recorded.sha256[:12]}, that of this file with {held.sha256[:12]}.",
            f'If this file is the right one, delete "original" in {own.path.name} first.',
        )


def _edited(own: _Edition, held: HeldOriginal) -> bytes:
    """Return the file of the edition with what the original proves recorded in it."""
    try:
        return edited(own.content, list(_fields(replace(own.edition, original=held), held)))
    except ProblemError:
        raise _not_taken(
            f"{own.file} is written in a way in which nothing can be added by a program without changing the rest.",
            f'Write these lines into it yourself:  original:\n  sha256: "{held.sha256}"',
        ) from None


def _fields(edition: Edition, held: HeldOriginal) -> Iterator[Field]:
    details = edition.details
    yield Field(("original",), {"sha256": held.sha256}, ("evidence_note", "evidence"))
    proofs = [proof(edition, passage) for passage in details.passages]
    for position, (passage, came) in enumerate(zip(details.passages, proofs, strict=True)):
        if came.verdict is Verdict.THERE and came.pages:
            path = ("passages", position)
            if not on_recorded_page(passage, came):
                yield Field((*path, "page"), came.pages[0], ("text", "label", "id"))
            if (passage.page_certainty or Certainty.SEEN) is not Certainty.SEEN or passage.page is None:
                yield Field((*path, "page_certainty"), Certainty.SEEN.value, ("page",))
    if proofs and all(came.verdict is Verdict.THERE for came in proofs):
        yield Field(("evidence",), Evidence.ORIGINAL.value, ())


def _write(path: Path, content: bytes) -> bool:
    """Write *content* to *path* whole or not at all; return whether anything changed."""
    if path.exists() and path.read_bytes() == content:
        return False
    write_whole(path, content)
    return True


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
    words_by_name = {
        "title": facts.title,
        "short_title": facts.short_title or facts.title,
        "publisher": facts.publisher,
    }
    lines = [
        MODELINES["edition"],
        f"# An edition of {source}. Fetch the original, and compare every passage with it:",
        f"#   inforce source capture FILE --as {source}/EDITION",
        "format: 2",
        *(f"{name}: {scalar(words)}" for name, words in words_by_name.items() if words),
        *([f"published: {facts.published}"] if facts.published else []),
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
