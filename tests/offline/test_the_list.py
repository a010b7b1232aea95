"""The list by which guidance is saved: complete, by topic, and the same for the same words whatever the day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from offline.conftest import build
from real_project import copied, edit

DOCUMENT = "guidance/seven-golden-rules/"


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


def test_a_page_that_could_not_say_that_it_is_a_copy_is_not_listed(tmp_path: Path) -> None:
    """It has a template of its own, without our scripts."""
    project = copied(tmp_path / "project")
    edit(project / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: own\n")
    (project / "own").mkdir()
    (project / "own/bare.html").write_text("<!doctype html><html>{{ page.content }}</html>", encoding="utf-8")
    (project / "content/pages/form.md").write_text("---\ntemplate: bare.html\n---\n# A form\n", encoding="utf-8")
    listed = list_of(build(project, "2026-11-22", "site"))["files"]
    assert "about/" in listed
    assert "form/" not in listed


def test_a_night_changes_no_digest(a_day_later: Path, two_days_later: Path) -> None:
    """Though the day stands in every page, no reader fetches a manual again for that."""
    first, second = list_of(a_day_later), list_of(two_days_later)
    assert {path: digest for path, (digest, _) in first["files"].items()} == {
        path: digest for path, (digest, _) in second["files"].items()
    }
    assert (first["as_at"], second["as_at"]) == ("2026-11-23", "2026-11-24")


def test_a_day_in_guidance_that_moves_with_the_day_of_the_build_is_a_change(
    project: Path, a_day_later: Path, two_days_later: Path
) -> None:
    """On either day the page names the day of its build, of which no page says that it changed; but guidance did."""
    assert a_day_later.exists()
    assert two_days_later.exists()
    edition = project / "content/sources/information-sharing-advice/2018.yml"
    before = edition.read_text(encoding="utf-8")
    digests = []
    for day in ("2026-11-23", "2026-11-24"):
        edition.write_text(before.replace("  on: 2024-04-19", f"  on: {day}"), encoding="utf-8")
        digests.append(list_of(build(project, day, f"replaced-on-{day}"))["files"][DOCUMENT][0])
    edition.write_text(before, encoding="utf-8")
    assert digests[0] != digests[1]


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
