"""The list by which guidance is saved: complete, by topic, and the same for the same words whatever the day."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def list_of(site: Path) -> dict[str, Any]:
    """Return the list of *site*."""
    found: dict[str, Any] = json.loads((site / "offline.json").read_text(encoding="utf-8"))
    return found


def file_of(site: Path, path: str) -> Path:
    """Return the file that is handed out for *path*."""
    return site / path / "index.html" if path.endswith("/") or not path else site / path


def test_the_list_names_files_that_are_there_with_their_sizes(built: Path) -> None:
    """Whatever is listed anywhere has a digest and a size."""
    found = list_of(built)
    named = {*found["shared"], *found["always"], *(page for topic in found["topics"] for page in topic["pages"])}
    assert named == found["files"].keys()
    assert {path: file_of(built, path).stat().st_size for path in named} == {
        path: size for path, (_, size) in found["files"].items()
    }


def test_answers_on_currency_are_never_listed(built: Path) -> None:
    """Nor anything else that is true only when it is asked."""
    assert not [path for path in list_of(built)["files"] if path.startswith(("check/", "api/", "404"))]


def test_a_night_changes_nothing_of_the_list(a_day_later: Path, two_days_later: Path) -> None:
    """No reader fetches a manual again because a night passed; of which day the list is stands apart from it."""
    first, second = ((site / "offline.json").read_bytes() for site in (a_day_later, two_days_later))
    assert first == second


def test_each_file_is_listed_by_what_browsers_find_to_be_its_digest(built: Path) -> None:
    """So that what came out of a cache on the way is found not to be what is listed."""
    for path, (digest, _) in list_of(built)["files"].items():
        assert hashlib.sha256(file_of(built, path).read_bytes()).hexdigest().startswith(digest), path


def test_withdrawn_guidance_is_not_offered_but_named(withdrawn: Path) -> None:
    """So that what is kept of it can be removed."""
    found = list_of(withdrawn)
    assert found["withdrawn"] == ["seven-golden-rules"]
    assert found["topics"] == []


def test_a_site_that_keeps_nothing_has_no_list(switched_off: Path) -> None:
    """And hands out what ends the worker under the name of the worker."""
    assert not (switched_off / "offline.json").exists()
    worker, retired = (switched_off / f"service-worker{name}.js" for name in ("", "-retired"))
    assert worker.read_bytes() == retired.read_bytes()
