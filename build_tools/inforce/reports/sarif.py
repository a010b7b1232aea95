"""A check as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import quote

from inforce.model import codes
from inforce.model.problem import Place, Problem
from inforce.reports.check_report import Told
from inforce.reports.explained import explanation

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MEANINGS: Final = {**codes.READING, **codes.CHECKS, **codes.PROOF, **codes.EDITING, **codes.PUBLISHED}


def as_sarif(told: Told) -> str:
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
    return {"id": code, "shortDescription": {"text": _MEANINGS[code]}, "help": {"text": page, "markdown": page}}


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
