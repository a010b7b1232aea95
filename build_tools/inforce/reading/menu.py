"""The menu of the site, ``nav`` in the configuration: each page that it names is there, or is reported at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

from inforce.model.problem import Place, Problem
from inforce.parsing.suggestions import did_you_mean


def menu_problems(menu: Any, pages: Set[str], configurations: Mapping[str, str]) -> Iterator[Problem]:
    """Find pages that *menu*, lists and fields within each other, names and that are not among *pages*.

    *configurations* are the texts of the files in which it may be written, by name, the nearest first.
    """
    for name in _named(menu):
        if name.endswith(".md") and name not in pages:
            yield Problem(
                _place(name, configurations),
                "link-leads-nowhere",
                f'The menu names the page "{name}", which is not there.',
                did_you_mean(name, sorted(pages)) or "Correct the line under nav, or delete it.",
            )


def _named(menu: Any) -> Iterator[str]:
    if isinstance(menu, str):
        yield menu
    elif isinstance(menu, list | dict):
        for item in menu.values() if isinstance(menu, dict) else menu:
            yield from _named(item)


def _place(name: str, configurations: Mapping[str, str]) -> Place:
    """Return where *name* stands in the first of the files that has it."""
    whole = re.compile(rf"(?<![^\s\"':\[,]){re.escape(name)}(?=[\s\"',\]]|$)", re.MULTILINE)
    for file, text in configurations.items():
        start = re.search(r"^nav\s*:", text, re.MULTILINE)
        if start and (found := whole.search(text, start.end())):
            line_start = text.rfind("\n", 0, found.start()) + 1
            return Place(file, text.count("\n", 0, found.start()) + 1, found.start() - line_start + 1)
    return Place(next(iter(configurations)))
