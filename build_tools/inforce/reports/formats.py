"""The formats in which a check is told to programs; at a terminal, `report_from` tells it to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from inforce.reports.as_github import as_github
from inforce.reports.as_json import as_json
from inforce.reports.as_markdown import as_markdown
from inforce.reports.as_sarif import as_sarif
from inforce.reports.told import Told

FORMATS: Final[Mapping[str, Callable[[Told], str]]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "markdown": as_markdown,
}
