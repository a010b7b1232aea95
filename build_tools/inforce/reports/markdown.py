"""A check as Markdown, for the summary of a run and for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from inforce.model.problem import Problem
from inforce.reports.check_report import Told
from inforce.reports.terminal import summary

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&@$])")


def as_markdown(told: Told) -> str:
    """Return every problem under a heading for its file; words of content are never taken for markup."""
    if not told.problems:
        return "## inforce\n\nNothing is wrong.\n"
    head = f"## inforce\n\n{summary(told.problems)}\n"
    by_file = groupby(_files_by_their_worst(told), key=lambda problem: problem.place.file)
    return "\n".join([head, *("\n".join(_of_file(file, list(found))) for file, found in by_file)])


def _files_by_their_worst(told: Told) -> list[Problem]:
    """Keep the problems of a file together, and put first the file with the worst of them."""
    rank: dict[str, int] = {}
    for problem in told.worst_first:
        rank.setdefault(problem.place.file, len(rank))
    return sorted(told.worst_first, key=lambda problem: rank[problem.place.file])


def _of_file(file: str, problems: list[Problem]) -> Iterator[str]:
    yield f"### {_plain(file)}\n"
    for problem in problems:
        place = f"Line {problem.place.line}" if problem.place.line else "The file"
        kind = "" if problem.is_error else ", warning"
        yield f"- **{place}**{kind} ({_plain(problem.code)}): {_plain(str(problem.message))}"
        said, _, typed = str(problem.remedy).partition(":  ")
        yield f"  {_plain(said)}{':' if typed else ''}"
        if typed:
            yield _block(typed)
    yield ""


def _block(typed: str) -> str:
    """Return what is to be typed as a block of code, fenced by more backticks than it has itself."""
    lines = [line.rstrip() for line in typed.split("\n") if line.strip()]
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", typed)), default=0))
    return "\n".join(["", f"  {fence}yaml", *(f"  {line}" for line in lines), f"  {fence}"])


def _plain(text: str) -> str:
    """Return *text* so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
