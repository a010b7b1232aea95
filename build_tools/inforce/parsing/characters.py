"""From bytes to letters: UTF-8 and nothing else, and characters that do harm in guidance."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from urllib.parse import unquote

from inforce.model.bounds import CONTENT_FILE
from inforce.model.problem import Place, Problem, Severity
from inforce.parsing.suggestions import shortened

STRUCTURAL = frozenset({"conflict-marker", "line-break", "tab", "indent-space"})
"""Codes of problems that change where lines begin and end: what follows from them is not worth reporting."""

_LINE_BREAKS = "\r\x85\u2028\u2029"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_LOST = "\ufffd\ufffe\uffff"
BIDI = re.compile(f"[{_BIDI}]")
"""What changes the order in which letters are seen."""

_HARMFUL = re.compile(f"[{_CONTROL}{_BIDI}{_INVISIBLE}{_LOST}]")
_IN_VALUES = re.compile(f"[\t{_CONTROL}{_LINE_BREAKS}{_BIDI}{_INVISIBLE}{_LOST}]")
_NAMED_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e",
    "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip
_PASTED_ITEM = re.compile(
    r"\s*(?:(?P<label>\(?(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,5})[.)])|[^\w\s]|[\uf000-\uf0ff]|o) *\t\s*(?P<words>\S.*)"
)
_FEWEST_ROWS = 2
_MENDED = 3
"""So many lines are shown as they are to be written; the others go the same way."""
_LINE_END = re.compile("\r?\n")
_LONE_BREAK = re.compile(f"\r(?!\n)|[{_LINE_BREAKS[1:]}]")
_CONFLICT = re.compile(r"^ *(<{7}|>{7}|\|{7})( |$)")
_CONFLICT_MARKS = ("<<<<<<<", ">>>>>>>", "|||||||")
_INDENT = re.compile(r"[^\S\t]*")
_AFTER_COLON = re.compile(r"^ *(?:- +)*[\w-]+:([^\S \t])")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# Only letters that can be taken for Latin ones: a Greek mu or alpha beside Latin letters is a unit or a name.
_LOOKALIKE = re.compile(
    "[\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bd\u03bf\u03c1\u0400-\u052f]"
)
_HOST_OF = re.compile(r"^\s*(?:(?:https?:/*|//)(?:[^/?#\\@]*@)?|mailto:[^@]*@)([^/?#\\:]+)", re.IGNORECASE)
_WRITTEN_TOGETHER = (
    {"LATIN", "CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "BOPOMOFO"},
    {"LATIN", "CJK", "HANGUL"},
)
_LIKE_LATIN = frozenset(
    "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u04cf\u043e\u0440\u051b\u0455\u051d\u0445\u0443"  # Cyrillic
    "\u03b1\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c9"  # Greek
)


def split_lines(text: str) -> list[str]:
    """Return the lines of *text* as problems count them: ended by LF or CR LF and by nothing else."""
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def problems_in_source(text: str, lines: Sequence[str], file: str) -> Iterator[Problem]:
    """Find what must not stand in the text of a file, wherever in it."""
    if any(mark in text for mark in _CONFLICT_MARKS) and (conflict := _conflict(lines, file)):
        yield conflict
        return
    if "=======" in text and file.endswith(".yml") and (middle := _middle_of_conflict(lines, file)):
        yield middle
        return
    if "\t" in text:
        yield _tabs(lines, file)
    # Most lines are plain, and a plain line is told from others far faster than it is searched.
    unusual = [(number, line) for number, line in enumerate(lines, 1) if not (line.isascii() and line.isprintable())]
    if broken := [(number, found) for number, line in unusual if (found := _LONE_BREAK.search(line))]:
        yield _lone_break(*broken[0], file)
    for number, line in unusual:
        yield from _in_line(line, number, file)


def problem_in_escaped(value: str, source: str, place: Place) -> Problem | None:
    r"""Find what must not stand in *value* once its escapes (``"\u202e"``) are read; it is written as *source*."""
    if value.isascii() and value.isprintable():
        return None
    if found := _IN_VALUES.search(value):
        at, escape = _escape_of(found.group(), source)
        there = Place(place.file, place.line, place.column + at) if "\n" not in source[:at] else place
        return replace(_harmful(found.group(), there, escaped=True), remedy=f"Delete {escape or 'the escape'}")
    if not unicodedata.is_normalized("NFC", value):
        return _not_nfc(value, place)
    return None


def _escape_of(character: str, source: str) -> tuple[int, str]:
    """Return where in *source* the escape for *character* stands, and the escape."""
    code = ord(character)
    spelt = "|".join([f"x{code:02x}", f"u{code:04x}", f"U{code:08x}"])
    named = _NAMED_ESCAPES.get(character, "")
    found = re.search(rf"\\(?:(?i:{spelt}){f'|{named}' if named else ''})", source)
    return (found.start(), found.group()) if found else (0, "")


def lookalikes(word: str) -> str:
    """Return the letters of *word* that look Latin and are not; empty where there are none."""
    return "".join(dict.fromkeys(_LOOKALIKE.findall(word)))


def deceptive_label(address: str) -> str:
    """Return the part of a host in *address* that can be taken for another: of letters that UTS 39 keeps apart.

    Browsers read what is packed (xn--), by per cent or in another width as what it stands for. Cyrillic or Greek
    letters that all look Latin are refused before an ending in Latin letters; under a Cyrillic one they seem Cyrillic.
    """
    if not (host := _HOST_OF.search(address)):
        return ""
    plain = unicodedata.normalize("NFKC", unquote(host[1])).casefold()
    labels = [_unpacked(one) for one in re.split("[.\u3002]", plain)]
    for label in labels:
        letters = {letter for letter in label if letter.isalpha()}
        scripts = {unicodedata.name(letter, "NONE").replace("-", " ").split(" ")[0] for letter in letters}
        is_mixed = len(scripts) > 1 and not any(scripts <= together for together in _WRITTEN_TOGETHER)
        if is_mixed or (letters and letters <= _LIKE_LATIN and labels[-1].isascii()):
            return label
    return ""


def _unpacked(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def name_of(character: str) -> str:
    """Return what Unicode calls *character*, with its number, for people who have to find it."""
    name = unicodedata.name(character, "").lower()
    number = f"U+{ord(character):04X}"
    return f"{name} ({number})" if name else number


def _conflict(lines: Sequence[str], file: str) -> Problem | None:
    places = [(number, found) for number, line in enumerate(lines, 1) if (found := _CONFLICT.match(line))]
    if not places:
        return None
    number, found = places[0]
    return Problem(
        Place(file, number, found.start(1) + 1),
        "conflict-marker",
        f"Git left the marks of a merge conflict here. {_also([number for number, _ in places])}".rstrip(),
        "There are two versions of the text between the marks. Keep the right words and delete the rest and the lines "
        "that begin with <<<<<<<, ======= and >>>>>>>",
    )


def _middle_of_conflict(lines: Sequence[str], file: str) -> Problem | None:
    """Find the middle mark of a conflict of which the outer two were deleted."""
    places = [(number, line.index("=")) for number, line in enumerate(lines, 1) if line.strip() == "======="]
    if not places:
        return None
    return Problem(
        Place(file, places[0][0], places[0][1] + 1),
        "conflict-marker",
        f"Git left a mark of a merge conflict here: =======. {_also([number for number, _ in places])}".rstrip(),
        "There is one version of the text above it and one below. Keep the right words and delete this line.",
    )


def _also(numbers: Sequence[int]) -> str:
    """Say on which further lines the same was found."""
    others = [str(number) for number in dict.fromkeys(numbers[1:]) if number != numbers[0]]
    if not others:
        return ""
    if len(others) == 1:
        return f"The same is on line {others[0]}."
    if len(others) > 6:
        return f"The same is on {len(others)} more lines, the next of them line {others[0]}."
    return f"The same is on lines {', '.join(others[:-1])} and {others[-1]}."


def _pasted(lines: Sequence[str], number: int) -> tuple[str, str] | None:
    """Return what the lines from *number* on are that were pasted with tabs, and how they are written; None if nothing.

    Programs for writing hand out the rows of a table with tabs between their cells, and items with one behind the mark.
    """
    run = list(takewhile(lambda line: "\t" in line.strip(), lines[number - 1 :]))
    items = [_PASTED_ITEM.fullmatch(line) for line in run]
    if run and all(items):
        return "a list", "\n".join(
            f"{found['label'] or '-'} {' '.join(found['words'].split())}" for found in items[:_MENDED] if found
        )
    rows = [[" ".join(cell.split()).replace("|", "\\|") for cell in line.strip(" ").split("\t")] for line in run]
    if len(rows) < _FEWEST_ROWS or not all(row[0] for row in rows) or {len(row) for row in rows} != {len(rows[0])}:
        return None
    head, *rest = [f"| {' | '.join(row)} |" for row in rows[:_MENDED]]
    return "a table", "\n".join([head, f"|{' --- |' * len(rows[0])}", *rest])


def _tabs(lines: Sequence[str], file: str) -> Problem:
    numbers = [number for number, line in enumerate(lines, 1) if "\t" in line]
    line = lines[numbers[0] - 1]
    column = line.index("\t") + 1
    indent = not line[: column - 1].strip()
    if pasted := _pasted(lines, numbers[0]):
        name, mended = pasted
        return Problem(
            Place(file, numbers[0], column),
            "tab",
            f"This line has a tab in it, as in {name} that was pasted from another program. {_also(numbers)}".rstrip(),
            f"Write it like this:  {mended}",
        )
    what = "This line is indented with a tab." if indent else "This line has a tab in it."
    return Problem(
        Place(file, numbers[0], column),
        "tab",
        f"{what} Programs show tabs at different widths, so use only spaces. {_also(numbers)}".rstrip(),
        "Use spaces instead, two for each step to the right." if indent else "Use a space instead.",
    )


def _lone_break(number: int, found: re.Match[str], file: str) -> Problem:
    kinds = {"\r": "the old Macintosh one (CR)", "\x85": "the one of mainframes (NEL)"}
    kind = kinds.get(found.group(), f"a {name_of(found.group())}")
    return Problem(
        Place(file, number, found.start() + 1),
        "line-break",
        f"There is an unusual kind of line break here: {kind}. Some programs would show one line, others two.",
        "Delete it and press Enter instead, or save the file with Unix (LF) or Windows (CR LF) line endings.",
    )


def _in_line(line: str, number: int, file: str) -> Iterator[Problem]:
    """Find the troubles of one line that holds more than plain ASCII."""
    seen: set[str] = set()
    for found in _HARMFUL.finditer(line):
        problem = _harmful(found.group(), Place(file, number, found.start() + 1), escaped=False)
        if problem.code not in seen:
            seen.add(problem.code)
            yield problem
    if not unicodedata.is_normalized("NFC", line):
        yield _not_nfc(line, Place(file, number, _first_decomposed(line) + 1))
    if (at := line.find("\u00ad")) >= 0:
        yield Problem(
            Place(file, number, at + 1),
            "invisible-character",
            f"There is an invisible character here: {name_of(line[at])}. It often comes with text copied "
            "from Word or a PDF, and search does not find the word.",
            "Delete the word and type it again.",
            Severity.WARNING,
        )
    yield from _odd_space(line, number, file)
    yield from _mixed_script(line, number, file)


def _harmful(character: str, place: Place, *, escaped: bool) -> Problem:
    name = name_of(character)
    how = "This escape stands for" if escaped else "There is"
    if re.match(f"[{_BIDI}]", character):
        return Problem(
            place,
            "bidi-control",
            f"{how} an invisible character that can turn text round: {name}. "
            "Readers could see other words than the ones written here.",
            "Delete it. If you cannot see it, delete the word around it and type the word again.",
        )
    if re.match(f"[{_INVISIBLE}]", character):
        return Problem(
            place,
            "invisible-character",
            f"{how} an invisible character: {name}. A word that has it is not found or compared.",
            "Delete it. If you cannot see it, delete the word around it and type the word again.",
        )
    if re.match(f"[{_LOST}]", character):
        return Problem(
            place,
            "lost-character",
            f"{how} a sign for a letter that was lost when the text was copied or saved: {name}.",
            "Find out which letter should be here, and type it.",
        )
    return Problem(
        place,
        "control-character",
        f"{how} a control character, which is not text: {name}.",
        "Delete it. It often comes with text copied from a PDF.",
    )


def _first_decomposed(text: str) -> int:
    """Return where *text* first differs from its composed form."""
    composed = unicodedata.normalize("NFC", text)
    pairs = zip(text, composed, strict=False)
    return next((position for position, (one, other) in enumerate(pairs) if one != other), len(composed))


def _not_nfc(text: str, place: Place) -> Problem:
    position = _first_decomposed(text)
    around = next((word for word in re.finditer(r"\S+", text) if word.end() > position), None)
    word = unicodedata.normalize("NFC", around.group()) if around else text
    return Problem(
        place,
        "not-composed",
        f'In "{shortened(word)}" a letter and its accent are saved as two characters. It looks the same, '
        "but search and comparisons would miss the word.",
        f"Type the word again:  {shortened(word)}",
    )


def _odd_space(line: str, number: int, file: str) -> Iterator[Problem]:
    """Find spaces that are no plain spaces where YAML needs plain ones."""
    indent = _INDENT.match(line)
    found = indent.group().lstrip(" ") if indent else ""
    if found and line.strip():
        column = line.index(found[0]) + 1
        yield Problem(
            Place(file, number, column),
            "indent-space",
            f"This line is indented with a special space: {name_of(found[0])}. "
            "It often comes with text copied from a web page or Word.",
            "Delete the space at the start of the line and type it again.",
        )
    elif after := _AFTER_COLON.match(line):
        yield Problem(
            Place(file, number, after.start(1) + 1),
            "indent-space",
            f"The space after the colon is a special space: {name_of(after.group(1))}. "
            "It often comes with text copied from a web page or Word.",
            "Delete the space and type it again.",
        )


def _mixed_script(line: str, number: int, file: str) -> Iterator[Problem]:
    if not _LOOKALIKE.search(line):
        return
    for found in _WORD.finditer(line):
        word = found.group()
        if not word.isascii() and (odd := lookalikes(word)) and _LATIN.search(word):
            yield Problem(
                Place(file, number, found.start() + word.index(odd[0]) + 1),
                "mixed-script",
                f'The word "{shortened(word)}" mixes alphabets: its "{odd[0]}" is {name_of(odd[0])}. '
                "It looks right, but search and comparisons would miss the word.",
                "Type the word again.",
                Severity.WARNING,
            )


LARGEST = CONTENT_FILE.largest
_OTHER_ENCODINGS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of *content* without a byte order mark, or None and the problem that stands in the way."""
    if len(content) > LARGEST:
        return None, (too_large(len(content), file),)
    if content.startswith(_OTHER_ENCODINGS) or _has_wide_letters(content):
        return None, (_saved_as_utf_16(file),)
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return None, (_not_utf_8(content.removeprefix(codecs.BOM_UTF8), error.start, file),)


def _has_wide_letters(content: bytes) -> bool:
    """Whether every other byte at the start is zero, as in UTF-16 without a byte order mark."""
    start = content[:64]
    return len(start) >= 4 and (not any(start[::2]) or not any(start[1::2]))


def too_large(size: int, file: str, largest: int = LARGEST) -> Problem:
    """Refuse a file that has more bytes than are read."""
    return Problem(
        Place(file),
        "file-too-large",
        f"This file has {size // 1024} kB. A content file can have up to {largest // 1024} kB.",
        "Split it into several files, or take out what is not text.",
    )


def _saved_as_utf_16(file: str) -> Problem:
    return Problem(
        Place(file),
        "saved-as-utf-16",
        'This file was saved as UTF-16, which some programs call "Unicode". Content files are UTF-8.',
        'Save it again as UTF-8: in Notepad, choose "Save as" and set "Encoding" to "UTF-8".',
    )


def _not_utf_8(content: bytes, position: int, file: str) -> Problem:
    line_start = content.rfind(b"\n", 0, position) + 1
    line = content.count(b"\n", 0, position) + 1
    column = len(content[line_start:position].decode("utf-8")) + 1
    letter = content[position : position + 1].decode("windows-1252", "replace")
    meant = f', where it stands for "{letter}"' if letter.isprintable() and letter != "\ufffd" else ""
    return Problem(
        Place(file, line, column),
        "not-utf-8",
        f"The character here was saved in an old Windows encoding{meant}. "
        "Word and older editors do this. Other computers would show a different letter.",
        'Save the file again with the encoding "UTF-8", then look at this line. You may have to type the letter again.',
    )
