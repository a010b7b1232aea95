"""The formats in which a check is told to programs; at a terminal, `report_from` tells it to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from inforce.reports.check_report import Told
from inforce.reports.github import as_github
from inforce.reports.json_report import as_json
from inforce.reports.markdown import as_markdown
from inforce.reports.sarif import as_sarif

FORMATS: Final[Mapping[str, Callable[[Told], str]]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "markdown": as_markdown,
}
