"""Ordinary pages as the theme made them: each held to what a page may have, and told in the file that it came from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from inforce.build.html_policy import Fault, HtmlPolicy
from inforce.model.problem import Place, Problem
from inforce.reading.inventory import ordinary_files
from inforce.site.page import BODY

_CONFIGURATION = "mkdocs.yml"
_INDEX = "search/search_index.json"


def held_pages(site: Path, pages: Iterable[str], layouts: Iterable[str], content: Path) -> Iterator[Problem]:
    """Return what the *pages* that the theme made below *site* have that none may have.

    *layouts* are its pages without anybody's words; what those have comes from the configuration or the theme.
    """
    policy = HtmlPolicy(layouts, BODY)
    sources = ordinary_files(content / "pages")
    if everywhere := policy.of_theme():  # told once: every page has it
        yield from (_problem(fault, Place(_CONFIGURATION)) for fault in everywhere)
        return
    for path in pages:
        source = sources.get(path)
        faults = policy.of_page((site / path).read_text(encoding="utf-8"), ordinary=source is not None)
        yield from (_problem(fault, _place(fault, source, content)) for fault in faults)
    yield from _held_index(site / _INDEX, sources, content)


def _held_index(index: Path, sources: Mapping[str, Path], content: Path) -> Iterator[Problem]:
    """Hold what the search shows of pages: it is put into the list of results as HTML."""
    if not index.is_file():
        return
    for entry in json.loads(index.read_text(encoding="utf-8"))["docs"]:
        address = str(entry["location"]).partition("#")[0]
        source = sources.get(f"{address}index.html")
        for fault in HtmlPolicy.of_words(f"{entry['title']}\n{entry['text']}"):
            yield _problem(fault, _place(fault, source, content))


def _place(fault: Fault, source: Path | None, content: Path) -> Place:
    """Return where in its source a fault is written, as far as that can be told."""
    if source is None:
        return Place(_CONFIGURATION)
    name = source.relative_to(content.parent).as_posix()
    text = source.read_text(encoding="utf-8-sig", errors="replace")
    position = text.find(fault.sought) if fault.sought else -1
    if position < 0:
        return Place(name)
    line_start = text.rfind("\n", 0, position) + 1
    return Place(name, text.count("\n", 0, position) + 1, position - line_start + 1)


def _problem(fault: Fault, place: Place) -> Problem:
    return Problem(place, fault.code, fault.what, fault.remedy)
