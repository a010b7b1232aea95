"""Adds a review to the text of a ``document.yml`` and leaves every other byte of it as it is.

The place is found in the YAML, the lines are put in as text, and what comes of it is read back before it counts:
the file has to say what it said, and the review, and nothing else.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass, replace
from typing import Any

import yaml

from inforce.model.guidance import Review
from inforce.model.problem import Place, Problem, ProblemError
from inforce.parsing.encoding import decode
from inforce.reading.guidance_files import read_details

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = re.compile(r"[^\W\d_]([\w ,.()'/&-]*[\w.)])?")
_CONTENT = re.compile(r"^[ ]*[^\s#]", re.MULTILINE)


@dataclass(frozen=True)
class _Insertion:
    """Text to be put in at a place of a file."""

    at: int
    text: str


def with_review(content: bytes, file: str, review: Review) -> bytes:
    """Return *content*, the bytes of a ``document.yml``, with *review* as the last of its reviews.

    Raises `ProblemError` where that cannot be done without touching anything else.
    """
    before = read_details(content, file)
    text, _ = decode(content, file)
    if before.details is None or text is None:
        what = f"{file} has a problem of its own."
        remedy = "Put that right first: inforce check says what it is."
        raise ProblemError(Problem(Place(file), "file-not-sound", what, remedy))
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    made = _insertion(text, review)
    after = mark + (text[: made.at] + made.text + text[made.at :]).encode()
    read = read_details(after, file)
    if read.details == replace(before.details, reviews=(*before.details.reviews, review)):
        return after
    wrong = next((problem for problem in read.problems if problem.is_error), None)
    if wrong:
        raise ProblemError(
            replace(wrong, message=f"What the review says cannot stand in {file}: {wrong.message}")
        ) from None
    raise ProblemError(
        Problem(
            Place(file),
            "file-not-edited",
            f"{file} is written in a way in which no review can be added without touching the rest of it.",
            "Write its fields one below the other, each on a line of its own, and record the review again.",
        )
    )


def _insertion(text: str, review: Review) -> _Insertion:
    root: Any = yaml.compose(text, Loader=_LOADER)  # a group of fields, for the file was read as one before
    held = next((value for key, value in root.value if key.value == "reviews"), None)
    if held is None:
        return _with_field(text, root, review)
    if held.flow_style:
        if held.value:
            return _Insertion(held.value[-1].end_mark.index, f", {_in_line(review)}")
        return _Insertion(held.start_mark.index + 1, _in_line(review))
    return _below(text, _end_of_lines(text, held), _lines(review, held.start_mark.column))


def _with_field(text: str, root: Any, review: Review) -> _Insertion:
    """Put the field in at the end: below all comments, but within brackets where the file is one bracket."""
    if root.flow_style:
        return _Insertion(root.value[-1][1].end_mark.index, f', "reviews": [{_in_line(review)}]')
    end = _end_of_lines(text, root)
    at = end if _CONTENT.search(text, end) else len(text)
    margin = root.start_mark.column
    return _below(text, at, [f"{' ' * margin}reviews:", *_lines(review, margin + 2)])


def _end_of_lines(text: str, node: Any) -> int:
    """Return where the line after the last line of *node* begins, or the end of *text*."""
    while not isinstance(node, yaml.ScalarNode) and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    end = int(node.end_mark.index)
    if end and text[end - 1] == "\n":  # a block of text ends where the next line begins
        return end
    line_end = text.find("\n", end)
    return line_end + 1 if line_end >= 0 else len(text)


def _below(text: str, at: int, lines: list[str]) -> _Insertion:
    """Put *lines* in at the start of a line, with the line endings of the file."""
    ending = "\r\n" if "\r\n" in text else "\n"
    missing = ending if at and text[at - 1] != "\n" else ""
    return _Insertion(at, missing + "".join(f"{line}{ending}" for line in lines))


def _fields(review: Review) -> dict[str, str]:
    fields = {
        "on": review.on.isoformat(), "by": review.by, "version": str(review.version),
        "fingerprint": review.fingerprint, "sources": review.sources, "seal": review.seal,
    }  # fmt: skip
    return {**fields, "note": review.note} if review.note else fields


def _lines(review: Review, margin: int) -> list[str]:
    """Return the review as an item of a list, a field on each line."""
    said = [f"{name}: {_written(value)}" for name, value in _fields(review).items()]
    marks = ["- ", *["  "] * (len(said) - 1)]
    return [f"{' ' * margin}{mark}{line}" for mark, line in zip(marks, said, strict=True)]


def _written(value: str) -> str:
    """Return *value* plain where it reads so, and else in double quotes."""
    plain = _PLAIN.fullmatch(value) or re.fullmatch(r"[0-9a-f.-]+", value)
    return value if plain else _quoted(value)


def _in_line(review: Review) -> str:
    return "{" + ", ".join(f"{_quoted(name)}: {_quoted(value)}" for name, value in _fields(review).items()) + "}"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
