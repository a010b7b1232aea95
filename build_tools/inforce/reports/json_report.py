"""A check as JSON, for programs: one object with every problem, its place and its words."""

from __future__ import annotations

import json

from inforce.model.problem import Problem
from inforce.reports.check_report import Told


def as_json(told: Told) -> str:
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
