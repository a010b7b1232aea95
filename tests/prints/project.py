"""A project that is hard to print: long texts and titles, lists in lists, code, pictures, and tables of any width."""

from __future__ import annotations

import shutil
import struct
import zlib
from itertools import product
from pathlib import Path

from real_project import EXAMPLE

LONG = "guidance/long/"
GONE = "guidance/gone/"
BINDING = "guidance/binding/"
TABLE = "hard-to-print/"
WIDE = "wide-to-print/"
"""Where the pages stand: a document, a withdrawn one, one with rules that bind, and two ordinary pages."""

TITLE = (
    "Keeping records of decisions on children, young people and families, with their reasons, "
    "where nobody else keeps any, and of everything that was weighed and left out"
)
NOTICE = "For reference only: look at the page before you act."

_SENTENCE = (
    "Write down what was decided in case {number}, who took part, which facts were weighed & which courses were not "
    "followed, and leave no gap where a fact is not known. "
)
_THINGS = tuple(
    f"{kind} {thing}"
    for kind in ("old", "new", "torn", "folded", "red", "blue", "large", "small")
    for thing in ("letter", "form", "plan", "note", "drawing", "map")
)
_PASSAGE = " ".join(f"Put the {thing} away safely." for thing in _THINGS)
_NESTED = """\
        local_practice: |
          First words.

          1. One
             - under one
               - deeper under one
                 1. deepest under one
             - again under one
          2. Two, which is longer than the others and goes on to a second line wherever it is printed, and then ends
          3. Three
"""
_EXTENSIONS = """
markdown_extensions:
  - pymdownx.highlight:
      linenums: true
  - pymdownx.tasklist:
      custom_checkbox: true
"""
_ADDRESS = "https://example.org/" + "a-long-way/" * 20

CELLS = tuple(
    f"r{row}x{column}w{columns}" for columns in (5, 9, 16) for row, column in product(range(4), range(columns))
)
"""What stands in the tables of the wide page, each in a cell of its own."""

WORDS_OF_TABLE = (
    *(f"row {number} Words of a row." for number in range(1, 90)), "last row", "Code",
    *(f"line {number} of the code" for number in range(1, 120)), "Last words.",
)  # fmt: skip
"""What stands on the ordinary page, in order."""


def write_project(folder: Path) -> Path:
    """Write the project into *folder*, which is made, and return it."""
    content = folder / "content"
    shutil.copytree(EXAMPLE / "content" / "pages", content / "pages")
    configuration = (EXAMPLE / "mkdocs.yml").read_text(encoding="utf-8")
    _write(folder / "mkdocs.yml", configuration + _EXTENSIONS)
    _write(content / "site.yml", f"format: 1\nprint_notice: {NOTICE!r}\n")
    _write(content / "pages" / "hard-to-print.md", _ordinary_page())
    _write(content / "pages" / "wide-to-print.md", _wide_page())
    (content / "pages" / "tall.png").write_bytes(_picture(300, 1200))
    _write(content / "sources/advice/2018.yml", _edition())
    withdrawal = "withdrawn:\n  on: 2026-06-01\n  reason: It was merged.\n"
    for name, withdrawn in (("long", ""), ("gone", withdrawal), ("binding", "")):
        details = f"format: 1\nowner: Practice team\naudience: Everyone\ntopics: [Records]\n{withdrawn}"
        _write(content / f"guidance/{name}/document.yml", details)
    _write(content / "guidance/gone/versions/1.0.0.yml", _version("1.0.0", "2026-01-01", "first", 3))
    _write(content / "guidance/binding/versions/1.0.0.yml", _binding_version())
    _write(content / "guidance/long/versions/1.0.0.yml", _version("1.0.0", "2026-01-01", "first", 8))
    _write(content / "guidance/long/versions/2.0.0.yml", _version("2.0.0", "2026-11-22", "major", 14))
    _write(content / "guidance/long/versions/3.0.0.yml", _version("3.0.0", "2026-12-01", "major", 16))
    return folder


def _edition() -> str:
    return (
        "format: 1\ntitle: Advice on records\nshort_title: Advice\npublisher: The Office\npublished: 2018-07\n"
        f"evidence: secondary\npassages:\n  - id: part-1\n    label: part 1\n    text: {_PASSAGE}\n"
    )


def _version(number: str, begins: str, kind: str, rules: int) -> str:
    return (
        f"format: 1\nversion: {number}\ntitle: {TITLE}\nin_force_from: {begins}\n"
        f"change:\n  kind: {kind}\n  note: It was written for version {number}.\n"
        f"summary: What to write down, and when.\n"
        f"introduction: |\n  See [the long way]({_ADDRESS}).\n\n"
        "  - one\n    - two\n      - three\n  - four\n"
        "sections:\n  - id: the-rules\n    heading: What everyone has to write down on the day on which it is decided\n"
        f"    rules:\n{''.join(_rule(place, number) for place in range(1, rules + 1))}"
    )


def _rule(place: int, version: str) -> str:
    """Return a rule; the third is longer than a sheet, the fourth quotes, the fifth has lists in lists."""
    head = f"      - id: rule-{place}\n"
    if place == 4:
        departures = "".join(
            "              - ours: carefully\n                theirs: safely\n                meaning: same\n"
            "                decided_by: A. Editor\n"
            f"                reason: The {thing} may be torn.\n"
            for thing in _THINGS
        )
        ours = _PASSAGE.replace("safely", "carefully")
        return (
            f"{head}        text: {ours}\n        citations:\n          - quotes: advice/2018#part-1\n"
            f"            departures:\n{departures}"
        )
    sentence = _SENTENCE.format(number=place).strip()
    often = 60 if place == 3 else 1 + place % 5
    paragraphs = [" ".join([sentence] * often), *([f"Said again in version {version}."] if place == 2 else [])]
    text = "\n\n".join(f"          {paragraph}" for paragraph in paragraphs)
    return f"{head}        text: |\n{text}\n{_NESTED if place == 5 else ''}"


def _binding_version() -> str:
    """Return a version of sixty short rules, each of which says how binding it is, in four sections."""
    rules = [
        f"      - id: rule-{place}\n        strength: must\n"
        f"        text: {' '.join([_SENTENCE.format(number=place).strip()] * (1 + place % 3))}\n"
        for place in range(1, 61)
    ]
    sections = "".join(
        f"  - id: part-{first}\n    heading: Part {first}\n    rules:\n{''.join(rules[first : first + 15])}"
        for first in range(0, 60, 15)
    )
    return (
        "format: 1\nversion: 1.0.0\ntitle: What binds\nin_force_from: 2026-11-01\n"
        f"change:\n  kind: first\n  note: It was written.\nsummary: What must be done.\nsections:\n{sections}"
    )


def _ordinary_page() -> str:
    rows = "\n".join(f"| row {number} | {'Words of a row. ' * (1 + number % 7)} |" for number in range(1, 90))
    tall = "Words of the tall row. " * 450
    code = "\n".join(f"    line {number} of the code" for number in range(1, 120))
    wide = "    " + "wide " * 80
    return (
        "# Hard to print\n\nFirst words.\n\n| what | how |\n| --- | --- |\n"
        f"{rows}\n| tall | {tall} |\n| last | row |\n\n"
        f"## Code\n\n{code}\n\n## Wide code\n\n{wide}end\n\nLast words.\n"
    )


def _wide_page() -> str:
    """Return tables of five, nine and sixteen columns, one with an address, a picture taller than a sheet, tasks."""
    tables = "\n\n".join(
        "\n".join(
            (
                f"| {' | '.join(f'What it is {column}' for column in range(columns))} |",
                f"|{' --- |' * columns}",
                *(f"| {' | '.join(f'r{row}x{column}w{columns}' for column in range(columns))} |" for row in range(4)),
            )
        )
        for columns in (5, 9, 16)
    )
    return (
        f"# Wide to print\n\n{tables}\n\n| what | where |\n| --- | --- |\n| {'unbreakable' * 3} | <{_ADDRESS}> |\n\n"
        f"| file | what it holds |\n| --- | --- |\n| `checkpoint.json.sig` | {'Words of a row. ' * 20} |\n\n"
        "## Picture\n\n![A tall picture](tall.png)\n\n## Tasks\n\n- [x] done\n- [ ] to do\n\nLast words.\n"
    )


def _picture(width: int, height: int) -> bytes:
    """Return a grey picture as PNG."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held)) for kind, held in chunks
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
