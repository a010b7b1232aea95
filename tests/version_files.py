"""Version files for hypothesis as people write them: any order of fields, any way to write a text, remarks between."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from hypothesis import strategies as st

_WORDS = (
    "It was written.",
    "Where you have consent, be mindful: an individual might not expect it.",
    'It\'s so, "as they say", with 5 % \u2013 and more; see [the advice](https://one.example.org/).',
    "Tell them {first} # at once. - Then write: it down! " * 4,
    "no",
    "1.10",
    "the day on which we met",
)
_REMARKS = ("", "\n", "# a remark\n", "\n# version: 9.9.9\n\n", " # moved in\n")
_RULES = """\
sections:
  - id: the-rules   # the only section
    heading: 'The rules'   # as published
    rules:
      - id: ask-first
        text: >-   # word for word
          Ask before
          you share.
        local_practice: |
          change: ask *twice*.

            version: 1.0.0
        formerly: [ask, "ask-twice"]
        citations:
          - {quotes: advice/2018#part-1, departures: [{ours: Ask, theirs: "", reason: x, approved_by: The board}]}
      - {id: keep-a-record, text: "Keep a record of in_force_from: 2026-03-01."}
""".replace("the-rules   # the only section", "the-rules").replace("text: >-   # word", "text: >- # word")

words = st.sampled_from(_WORDS)


def _plain(text: str, _margin: str) -> str:
    is_plain = text[0].isalpha() and not any(sign in text for sign in (": ", " #", "{", "[")) and text != "no"
    return text if is_plain else _double(text, _margin)


def _double(text: str, _margin: str) -> str:
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def _single(text: str, _margin: str) -> str:
    return "'" + text.strip().replace("'", "''") + "'"


def _folded(text: str, margin: str) -> str:
    lines = text.split(" ")
    half = len(lines) // 2
    parts = [" ".join(part) for part in (lines[:half], lines[half:]) if part]
    return f">-\n{margin}" + f"\n{margin}".join(part.strip() for part in parts)


def _literal(text: str, margin: str) -> str:
    return f"| # in our words\n\n{margin}{text.strip()}\n\n"


_TEXT: tuple[Callable[[str, str], str], ...] = (_plain, _double, _single, _folded, _literal)
_SHORT: tuple[Callable[[str, str], str], ...] = (lambda text, _: text, _double, _single)


@st.composite
def version_files(draw: st.DrawFn) -> bytes:
    """Return the bytes of a sound file of version 1.2.0: with lines of Unix or Windows, with or without a mark."""
    fields = [
        "format: 1\n",
        f"version: {draw(st.sampled_from(_SHORT))('1.2.0', '')}\n",
        f"in_force_from: {draw(st.sampled_from(_SHORT))('2026-03-01', '')}\n",
        f"title: {draw(st.sampled_from(_TEXT))(draw(words), '  ')}\n",
        f"summary: {draw(st.sampled_from(_TEXT))(draw(words), '   ')}\n",
        draw(_changes()),
        _RULES,
    ]
    if draw(st.booleans()):
        fields.append(draw(_approvals()))
    remarks = [draw(st.sampled_from(_REMARKS)) for _ in fields]
    text = "".join(remark + field for remark, field in zip(remarks, draw(st.permutations(fields)), strict=True))
    text = draw(st.sampled_from(["", "---\n"])) + draw(st.sampled_from([text, text.rstrip(), f"{text}\n# the end"]))
    letters = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()
    return draw(st.sampled_from([b"", codecs.BOM_UTF8])) + letters


@st.composite
def _changes(draw: st.DrawFn) -> str:
    kind, note = draw(st.sampled_from(["first", "major", "minor", "patch"])), draw(words)
    if draw(st.booleans()):
        return f"change: {{kind: {kind}, note: {draw(st.sampled_from([_double, _single]))(note, '')}}}\n"
    margin = draw(st.sampled_from(["  ", "    "]))
    lines = [f"{margin}kind: {kind}\n", f"{margin}note: {draw(st.sampled_from(_TEXT))(note, margin * 2)}\n"]
    return f"change: {draw(st.sampled_from(['', '# why']))}\n" + "".join(draw(st.permutations(lines)))


@st.composite
def _approvals(draw: st.DrawFn) -> str:
    by = draw(st.sampled_from([_double, _single]))(draw(st.sampled_from(["The board", "the board's"])), "")
    day = draw(st.sampled_from(["", "2026-02-01"]))
    if draw(st.booleans()):
        return f"approved: {{by: {by}{f', on: {day}' if day else ''}}}\n"
    return f"approved:\n  by: {by} # by hand\n" + (f"  on: {day}\n" if day else "")
