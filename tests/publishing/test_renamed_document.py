"""A document that gets another id: register, histories, old addresses and printed codes go on."""

from __future__ import annotations

import json
from pathlib import Path

from made_project import Project
from publishing.git_servers import commit_files, git, new_repository
from real_project import run

DAY = ("--on", "2026-06-01")
FORMERLY = "formerly:\n  - id: a\n    until: 2.0.0\n"


def published(tmp_path: Path) -> tuple[Project, Path]:
    """Return a project, committed, of which two versions of the document "a" are published in the folder that comes."""
    project, to = new_repository(tmp_path / "project"), tmp_path / "to"
    made = Project(project)
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    made.write("mkdocs.yml", configuration.replace("guidance.example.org", "guidance.made-up.test"))
    made.version("a", 2, "2026-03-01", first="Knock twice.")
    commit_files(project, {".gitignore": b"/site/\n/.cache/\n"})
    assert run(project, "inforce", "publish", str(to), *DAY).returncode == 0
    git(project, "mv", "content/guidance/a", "content/guidance/visits")
    return made, to


def test_old_addresses_proofs_and_histories_go_on(tmp_path: Path) -> None:
    """Versions stay registered where they were published; what comes later is registered under the new id."""
    made, to = published(tmp_path)
    project = made.folder
    made.document("visits", more=FORMERLY)
    made.version("visits", 3, "2026-06-10", first="Knock three times.")
    checked = run(project, "inforce", "check", "--base", "main", *DAY)
    assert (checked.returncode, checked.stdout) == (0, "Checked 2 documents in 4 versions.\n"), checked.stderr
    before = (to / "current").resolve()
    commit_files(project, {})
    history = run(project, "inforce", "verify")
    assert history.returncode == 0, history.stderr

    done = run(project, "inforce", "publish", str(to), *DAY)
    assert done.returncode == 0, done.stderr
    assert "New: visits 3.0.0" in done.stdout
    assert done.stdout.count("New: ") == 1
    site = (to / "current").resolve()
    entries = [json.loads(line) for line in (site / "register.jsonl").read_text().splitlines()]
    assert [(one["document"], one["version"]) for one in entries if one["document"] != "b"] == [
        ("a", "1.0.0"), ("a", "2.0.0"), ("visits", "3.0.0"),
    ]  # fmt: skip
    for path in sorted(file.relative_to(before).as_posix() for file in before.rglob("*") if file.is_file()):
        if "guidance/a/" in path or path == "api/guidance/a.json" or path.startswith("check/"):
            assert (site / path).is_file(), path
    old, new = ((site / f"guidance/{name}/index.html").read_text(encoding="utf-8") for name in ("a", "visits"))
    assert 'rel="canonical" href="https://guidance.made-up.test/guidance/visits/"' in old
    assert 'data-document="visits"' in old
    assert "Knock twice." in old
    assert "Knock twice." in new
    currency = json.loads((site / "api/guidance/a/currency.json").read_text(encoding="utf-8"))
    assert (currency["document"], currency["next"]["version"]) == ("visits", "3.0.0")
    told = (site / "guidance/visits/history/index.html").read_text(encoding="utf-8")
    assert told.count("not recorded here") == 0

    proven = run(project, "inforce", "verify", "--site", str(to), "--history")
    assert proven.returncode == 0, proven.stderr
    again = run(project, "inforce", "publish", str(to), *DAY)
    assert "Nothing was written" in again.stdout
    shown = run(project, "inforce", "show", "visits", "--on", "2026-06-01", "--register", str(to))
    assert "2.0.0" in shown.stdout


def test_an_id_that_a_document_had_is_left_out_by_nobody(tmp_path: Path) -> None:
    """Nor is it said to have had it for longer, or for shorter, once that was published."""
    made, to = published(tmp_path)
    made.document("visits", more=FORMERLY)
    commit_files(made.folder, {})
    assert run(made.folder, "inforce", "publish", str(to), *DAY).returncode == 0
    for now in ("", FORMERLY.replace("2.0.0", "1.0.0"), FORMERLY.replace("2.0.0", "9.0.0")):
        made.document("visits", more=now)
        checked = run(made.folder, "inforce", "check", "--base", "main", "--register", str(to), *DAY)
        assert (checked.returncode, "former-id-left-out" in checked.stderr) == (1, True), now
    made.document("visits", "Another team", more=FORMERLY)
    assert run(made.folder, "inforce", "check", "--base", "main", "--register", str(to), *DAY).returncode == 0


def test_a_document_that_only_vanished_is_refused_with_what_to_write(tmp_path: Path) -> None:
    """By the check and by publication; and so is one whose words changed on the way."""
    made, to = published(tmp_path)
    project = made.folder
    checked = run(project, "inforce", "check", "--base", "main", *DAY)
    assert (checked.returncode, "published-version-changed" in checked.stderr) == (1, True)
    assert "under formerly:, with id: a and until: 2.0.0." in " ".join(checked.stderr.split())
    made.document("b", more=FORMERLY)
    made.document("visits", more=FORMERLY)
    claimed = run(project, "inforce", "check", "--base", "main", *DAY)
    assert (claimed.returncode, "former-id-in-use" in claimed.stderr) == (1, True)
    made.document("b")
    made.version("visits", 2, "2026-03-01", first="Do not knock.")
    altered = run(project, "inforce", "check", "--base", "main", *DAY)
    assert (altered.returncode, "published-version-changed" in altered.stderr) == (1, True)
    commit_files(project, {})
    refused = run(project, "inforce", "publish", str(to), *DAY)
    assert (refused.returncode, "the new site says something else" in refused.stderr) == (4, True)
    assert run(project, "inforce", "verify").returncode != 0


def test_printable_copies_stand_at_the_old_addresses_too(tmp_path: Path) -> None:
    """A PDF that somebody linked to is the one of now, byte for byte the one at the new address."""
    made = Project(tmp_path / "project")
    made.write("content/site.yml", "format: 1\npdf: all\n")
    made.version("a", 2, "2026-06-10", first="Knock twice.")
    before = {path for path in made.build().files if path.endswith(".pdf")}
    guidance = made.folder / "content/guidance"
    (guidance / "a").rename(guidance / "visits")
    made.document("visits", more=FORMERLY)
    made.version("visits", 3, "2026-06-20", first="Knock three times.")
    after = made.build().files
    assert {path for path in after if path.endswith(".pdf")} == {
        *before, *(f"guidance/{name}/{number}.0.0.pdf" for name in ("a", "visits") for number in (1, 2, 3)),
    }  # fmt: skip
    assert all(after[f"guidance/a/{one}.0.0.pdf"] == after[f"guidance/visits/{one}.0.0.pdf"] for one in (1, 2, 3))
    assert after["guidance/a/3.0.0.pdf"].startswith(b"%PDF")


def test_a_rule_that_came_from_the_document_leads_to_it_still(tmp_path: Path) -> None:
    """The version that has the rule is published, and goes on naming the document by the id of then."""
    made = Project(tmp_path / "project")
    made.version("b", 2, "2026-03-01", first="Knock first.\n        formerly: [a#second]")
    page = "guidance/b/rules/first/index.html"
    assert b"/guidance/a/rules/second/" in made.build().files[page] or b"../a/rules/second/" in made.build().files[page]
    guidance = made.folder / "content/guidance"
    (guidance / "a").rename(guidance / "visits")
    made.document("visits", more=FORMERLY.replace("2.0.0", "1.0.0"))
    told = made.build().files[page]
    assert b"It was in another document before" in told
    assert b"/visits/rules/second/" in told
