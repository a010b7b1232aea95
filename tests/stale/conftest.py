"""The site on the two days around a change, pages in a real browser, and records as something hands them out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from real_project import copied, run

CURRENCY = "api/guidance/seven-golden-rules/currency.json"
AS_AT = "as-at.json"
Record = dict[str, Any]


def build_on(project: Path, day: str, site: str = "site") -> Path:
    """Build the site of *project* as it is on *day*, and return its folder."""
    done = run(project, "inforce", "build", "--on", day, "--site-dir", site)
    assert done.returncode == 0, done.stderr
    return project / site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copied(tmp_path / "project")


@pytest.fixture(scope="session")
def by_day(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The site on the last day of version 1.0.0 and on the first of version 2.0.0; not to be changed."""
    project = copied(tmp_path_factory.mktemp("stale") / "project")
    return {day: build_on(project, day, f"site-{day}") for day in ("2026-11-21", "2026-11-22")}


@pytest.fixture
def yesterday(by_day: Mapping[str, Path], tmp_path: Path) -> Path:
    """The site on the last day of version 1.0.0, to be changed at will."""
    return shutil.copytree(by_day["2026-11-21"], tmp_path / "yesterday")


@pytest.fixture
def today(by_day: Mapping[str, Path], tmp_path: Path) -> Path:
    """The site on the first day of version 2.0.0, to be changed at will."""
    return shutil.copytree(by_day["2026-11-22"], tmp_path / "today")


def record_of(site: Path) -> Record:
    """Return the record of *site* by which copies of the document are checked."""
    record: Record = json.loads((site / CURRENCY).read_text(encoding="utf-8"))
    return record


def hand_out(site: Path, record: object, as_at: str = "") -> None:
    """Have *site* answer with *record*, which may be text that makes no sense; as a site of the day *as_at*."""
    text = record if isinstance(record, str) else json.dumps(record)
    (site / CURRENCY).write_text(text, encoding="utf-8")
    if as_at:
        day = {"as_at": as_at, "time_zone": "Europe/London"}
        (site / AS_AT).write_text(json.dumps(day), encoding="utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in the site's time zone, whose clock the test sets."""
    context = browser.new_context(timezone_id="Europe/London")
    yield context.new_page()
    context.close()
