"""The formats in which a check is told: to people at a terminal, and to programs.

Written as workflow commands (GitHub's documentation, "Workflow commands for GitHub Actions"). GitHub shows ten errors
and ten warnings of a step and hides the rest in silence, so what is alike is told together, the worst comes first, and
the tenth annotation says what there was no room for.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from inforce.model.bounds import PAGE_FILE
from inforce.model.problem import Place, Problem, Severity
from inforce.parsing.characters import split_lines
from inforce.reports.terminal import MANY, PLAIN, Look, elsewhere, explanation, report, summary, told_once
from inforce.store.file_index import TooLargeError, read_below

_WORST: Final = ("published-version-changed", "departure-undeclared", "departure-without-approver")
"""What readers would be misled by, the worst first; all other codes come after these."""


@dataclass(frozen=True)
class CheckReport:
    """The *problems* that a check found for *day*; *version* is that of the program."""

    problems: Sequence[Problem]
    day: date
    version: str

    @cached_property
    def worst_first(self) -> tuple[Problem, ...]:
        """The problems, errors before warnings, and among them what readers would be misled by first."""
        return tuple(sorted(self.problems, key=lambda problem: (not problem.is_error, _rank(problem), problem)))

    @property
    def errors(self) -> int:
        """How many problems stop publication."""
        return sum(problem.is_error for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems do not."""
        return len(self.problems) - self.errors


def _rank(problem: Problem) -> int:
    return _WORST.index(problem.code) if problem.code in _WORST else len(_WORST)


LIMIT: Final = 10
"""How many annotations of one kind GitHub shows of a step."""

_IN_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class _Annotation(NamedTuple):
    place: Place
    title: str
    message: str


def as_github(told: CheckReport) -> str:
    """Return a workflow command on a line of its own for each annotation; the errors come first."""
    lines: list[str] = []
    for severity in (Severity.ERROR, Severity.WARNING):
        problems = [problem for problem in told.worst_first if problem.severity is severity]
        lines += (_command(severity, one) for one in _within_the_limit(list(_alike(problems))))
    return "\n".join(lines)


def _alike(problems: Sequence[Problem]) -> Iterator[list[Problem]]:
    """Put problems of one code in one file together, and of many warnings those in all files; in place of the first."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    count = Counter(problem.code for problem in problems if not problem.is_error)
    for problem in problems:
        file = "" if count[problem.code] > MANY else problem.place.file
        groups.setdefault((file, problem.code), []).append(problem)
    yield from groups.values()


def _within_the_limit(groups: Sequence[Sequence[Problem]]) -> Iterator[_Annotation]:
    shown = groups if len(groups) <= LIMIT else groups[: LIMIT - 1]
    for group in shown:
        yield _of_group(group)
    if rest := [problem for group in groups[len(shown) :] for problem in group]:
        yield _of_rest(rest)


def _of_group(group: Sequence[Problem]) -> _Annotation:
    first, *more = group
    message = "\n".join([str(first.message), *_to_be_pasted(str(first.remedy))])
    if any(problem.place.file != first.place.file for problem in more):
        message += f"\n\n{elsewhere(more)}"
    elif more:
        places = ", ".join(str(problem.place.line) for problem in more if problem.place.line)
        message += f"\n\nThe same on {'line' if len(more) == 1 else 'lines'} {places}." if places else ""
    return _Annotation(first.place, first.code, message)


def _to_be_pasted(remedy: str) -> Iterator[str]:
    """Return *remedy* in lines; what is to be typed follows a colon and two spaces, and keeps its lines and columns."""
    said, _, typed = remedy.partition(":  ")
    yield f"{said}:" if typed else said
    yield from filter(None, typed.split("\n"))


def _of_rest(rest: Sequence[Problem]) -> _Annotation:
    files = Counter(problem.place.file for problem in rest)
    listed = "\n".join(f"{file}: {count}" for file, count in files.most_common())
    message = f"GitHub has no room for {len(rest)} more. They are all in the summary of this run.\n{listed}"
    return _Annotation(rest[0].place, f"{len(rest)} more", message)


def _command(severity: Severity, one: _Annotation) -> str:
    where = {"file": one.place.file, "line": one.place.line, "col": one.place.column, "title": one.title}
    said = ",".join(f"{name}={str(value).translate(_IN_PROPERTY)}" for name, value in where.items() if value)
    return f"::{severity.value} {said}::{one.message.translate(_IN_MESSAGE)}"


def as_json(told: CheckReport) -> str:
    """Return the check as JSON; ``format`` is raised when a field is given another meaning or is taken away."""
    return json.dumps(
        {
            "format": 1,
            "inforce": told.version,
            "on": told.day.isoformat(),
            "stops_publication": told.errors > 0,
            "errors": told.errors,
            "warnings": told.warnings,
            "problems": [_problem(problem) for problem in told.worst_first],
        },
        ensure_ascii=False,
        indent=2,
    )


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "file": problem.place.file,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "what": str(problem.message),
        "remedy": str(problem.remedy),
    }


_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&@$])")


def as_markdown(told: CheckReport) -> str:
    """Return every problem under a heading for its file; words of content are never taken for markup.

    As at the terminal, what stands in many places is told once.
    """
    if not told.problems:
        return "## inforce\n\nNothing is wrong.\n"
    head = f"## inforce\n\n{summary(told.problems)}\n"
    by_file = groupby(_files_by_their_worst(told_once(told.worst_first)), key=lambda group: group[0].place.file)
    return "\n".join([head, *("\n".join(_of_file(file, list(found))) for file, found in by_file)])


def _files_by_their_worst(groups: list[list[Problem]]) -> list[list[Problem]]:
    """Keep what is told in a file together, and put first the file with the worst of it."""
    rank: dict[str, int] = {}
    for first, *_others in groups:
        rank.setdefault(first.place.file, len(rank))
    return sorted(groups, key=lambda group: rank[group[0].place.file])


def _of_file(file: str, groups: list[list[Problem]]) -> Iterator[str]:
    yield f"### {_plain(file)}\n"
    for problem, *others in groups:
        place = f"Line {problem.place.line}" if problem.place.line else "The file"
        kind = "" if problem.is_error else ", warning"
        yield f"- **{place}**{kind} ({_plain(problem.code)}): {_plain(str(problem.message))}"
        said, _, typed = str(problem.remedy).partition(":  ")
        yield f"  {_plain(said)}{':' if typed else ''}"
        if typed:
            yield _block(typed)
        if others:
            yield f"  {_plain(elsewhere(others))}"
    yield ""


def _block(typed: str) -> str:
    """Return what is to be typed as a block of code, fenced by more backticks than it has itself."""
    lines = [line.rstrip() for line in typed.split("\n") if line.strip()]
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", typed)), default=0))
    return "\n".join(["", f"  {fence}yaml", *(f"  {line}" for line in lines), f"  {fence}"])


def _plain(text: str) -> str:
    """Return *text* so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(told: CheckReport) -> str:
    """Return the check as a log of one run; its rules are the codes that were found."""
    found = sorted({problem.code for problem in told.problems})
    index = {code: position for position, code in enumerate(found)}
    driver = {"name": "inforce", "version": told.version, "rules": [_rule(code) for code in found]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, index[problem.code]) for problem in told.worst_first],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, object]:
    page = explanation(code)
    from inforce.checks.registry import MEANINGS  # noqa: PLC0415 -- loads every check, which a report of a few does not need

    return {"id": code, "shortDescription": {"text": MEANINGS[code]}, "help": {"text": page, "markdown": page}}


def _result(problem: Problem, rule: int) -> dict[str, object]:
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": f"{problem.message}\n{problem.remedy}"},
        "locations": [{"physicalLocation": _location(problem.place)}],
    }


def _location(place: Place) -> dict[str, object]:
    file: dict[str, object] = {"artifactLocation": {"uri": quote(place.file)}}
    return file | ({"region": {"startLine": place.line, "startColumn": max(place.column, 1)}} if place.line else {})


FORMATS: Final[Mapping[str, Callable[[CheckReport], str]]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "markdown": as_markdown,
}


def report_from(project: Path, problems: Iterable[Problem], look: Look = PLAIN) -> str:
    """Return all *problems* as text, with the lines of the files below *project* that they name."""
    return report(problems, lru_cache(maxsize=64)(partial(lines_below, project)), look)


def lines_below(project: Path, file: str) -> Sequence[str]:
    """Return the lines of a file of *project* that a problem names; none where it cannot be read."""
    try:
        return split_lines(read_below(project, project / file, PAGE_FILE.largest).decode("utf-8-sig", "replace"))
    except (OSError, TooLargeError):
        return ()
