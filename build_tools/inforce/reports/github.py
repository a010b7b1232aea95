"""A check as annotations of a pull request on GitHub.

Written as workflow commands (GitHub's documentation, "Workflow commands for GitHub Actions"). GitHub shows ten errors
and ten warnings of a step and hides the rest in silence, so what is alike is told together, the worst comes first, and
the tenth annotation says what there was no room for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from inforce.model.problem import Place, Problem, Severity
from inforce.reports.check_report import Told

LIMIT: Final = 10
"""How many annotations of one kind GitHub shows of a step."""

_IN_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class _Annotation(NamedTuple):
    place: Place
    title: str
    message: str


def as_github(told: Told) -> str:
    """Return a workflow command on a line of its own for each annotation; the errors come first."""
    lines: list[str] = []
    for severity in (Severity.ERROR, Severity.WARNING):
        problems = [problem for problem in told.worst_first if problem.severity is severity]
        lines += (_command(severity, one) for one in _within_the_limit(list(_alike(problems))))
    return "\n".join(lines)


def _alike(problems: Iterable[Problem]) -> Iterator[list[Problem]]:
    """Put problems of one code in one file together, in the place of the first."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.place.file, problem.code), []).append(problem)
    yield from groups.values()


def _within_the_limit(groups: Sequence[Sequence[Problem]]) -> Iterator[_Annotation]:
    shown = groups if len(groups) <= LIMIT else groups[: LIMIT - 1]
    for group in shown:
        yield _of_group(group)
    if rest := [problem for group in groups[len(shown) :] for problem in group]:
        yield _of_rest(rest)


def _of_group(group: Sequence[Problem]) -> _Annotation:
    first, *more = group
    message = f"{first.message}\n{first.remedy}"
    if more:
        places = ", ".join(str(problem.place.line) for problem in more if problem.place.line)
        message += f"\n\nThe same on {'line' if len(more) == 1 else 'lines'} {places}." if places else ""
    return _Annotation(first.place, first.code, message)


def _of_rest(rest: Sequence[Problem]) -> _Annotation:
    files = Counter(problem.place.file for problem in rest)
    listed = "\n".join(f"{file}: {count}" for file, count in files.most_common())
    message = f"GitHub has no room for {len(rest)} more. They are all in the summary of this run.\n{listed}"
    return _Annotation(rest[0].place, f"{len(rest)} more", message)


def _command(severity: Severity, one: _Annotation) -> str:
    where = {"file": one.place.file, "line": one.place.line, "col": one.place.column, "title": one.title}
    said = ",".join(f"{name}={str(value).translate(_IN_PROPERTY)}" for name, value in where.items() if value)
    return f"::{severity.value} {said}::{one.message.translate(_IN_MESSAGE)}"
