"""The project itself, from its content to a published site that is proven, by the commands alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from inforce.publish.register import read_register
from made_project import Project
from publishing.git_servers import bare_repository, commit_files, git, new_repository
from real_project import DAY, copied, digests, edit, named, run

HISTORY = "guidance/seven-golden-rules/history/index.html"  # tells when each version was published
SECOND = "content/guidance/seven-golden-rules/versions/2.0.0.yml"


def test_the_project_is_built_proven_and_published_and_then_verified(tmp_path: Path) -> None:
    """One command does it all; the second run of the same day writes nothing; what was published cannot be edited."""
    project = copied(new_repository(tmp_path / "project"))
    named(project)
    commit_files(project, {".gitignore": b"/site/\n/.cache/\n"})
    to = tmp_path / "to"
    published = run(project, "inforce", "publish", str(to), "--on", DAY)
    assert published.returncode == 0, published.stderr
    assert "New: seven-golden-rules 2.0.0, in force since 22 November 2026." in published.stdout
    site, shown = digests(project / "site"), digests((to / "current").resolve())
    assert {path for path in site if shown.get(path) != site[path]} == set()
    assert set(shown) - set(site) == {"register.jsonl", "checkpoint.json", "SHA256SUMS"}
    entries = read_register((to / "current" / "register.jsonl").read_bytes()).register.entries
    assert {entry.commit for entry in entries} == {git(project, "rev-parse", "HEAD")}
    history = (to / "current" / HISTORY).read_text(encoding="utf-8")
    for entry in entries:
        there = datetime.fromisoformat(entry.published_at).astimezone(ZoneInfo("Europe/London"))
        words = f"{there.day} {there:%B} {there.year} at {there:%H:%M}"
        assert f'<time datetime="{there.isoformat()}">{words}</time>' in history

    again = run(project, "inforce", "publish", str(to), "--on", DAY)
    assert (again.returncode, again.stdout) == (0, f"{to} has this site already, as release 1. Nothing was written.\n")
    assert run(project, "inforce", "verify", "--site", str(to), "--history").returncode == 0

    edit(project / SECOND, "kind: major", "kind: huge")
    wrong = run(project, "inforce", "publish", str(to), "--on", DAY)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert digests((to / "current").resolve()) == shown


def test_what_a_version_claims_is_held_against_the_register(tmp_path: Path) -> None:
    """Nobody approved it: not published, and may be put right. It came late: published, and both dates are told."""
    project, to = new_repository(tmp_path / "project"), str(tmp_path / "to")
    made = Project(project)
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    made.write("mkdocs.yml", configuration.replace("guidance.example.org", "guidance.made-up.test"))
    commit_files(project, {".gitignore": b"/site/\n/.cache/\n"})
    assert run(project, "inforce", "publish", to, "--on", "2026-06-01").returncode == 0

    made.version("a", 2, "2026-05-28", first="Ring first.")
    second = project / "content/guidance/a/versions/2.0.0.yml"
    approved = second.read_text(encoding="utf-8")
    second.write_text(approved.replace("approved: {by: Board, on: 2026-05-28}\n", ""), encoding="utf-8")
    commit_files(project, {})
    nobody = run(project, "inforce", "publish", to, "--on", "2026-06-01")
    assert (nobody.returncode, "· approval-missing" in nobody.stderr) == (1, True)

    made.write("content/guidance/a/versions/2.0.0.yml", approved.replace("Ring first.", "Ring twice."))
    changed = run(project, "inforce", "check", "--base", "main", "--on", "2026-05-28")
    assert (changed.returncode, "published-version-changed" in changed.stderr) == (1, True)
    assert "If this was not published yet, name the published site: --register" in " ".join(changed.stderr.split())
    corrected = run(project, "inforce", "check", "--base", "main", "--register", to, "--on", "2026-05-28")
    assert (corrected.returncode, corrected.stderr.count("published-version-changed")) == (0, 0)
    commit_files(project, {})

    late = run(project, "inforce", "publish", to, "--on", "2026-06-01")
    assert late.returncode == 0, late.stderr
    assert "applies from 28 May 2026 and is published only on 1 June 2026" in " ".join(late.stderr.split())
    assert run(project, "inforce", "check", "--base", "main", "--register", to, "--on", "2026-06-01").returncode == 0

    made.write("content/site.yml", "format: 1\npdf: none\ntime_zone: Pacific/Honolulu\n")
    commit_files(project, {})
    zone = run(project, "inforce", "publish", to, "--on", "2026-05-27")
    assert (zone.returncode, "a 2.0.0 is in force since 28 May 2026, as readers were shown." in zone.stderr) == (
        4,
        True,
    )
    assert "The time zone was changed from Europe/London to Pacific/Honolulu" in zone.stderr


def test_what_came_into_force_is_said_once_by_the_day_that_readers_were_shown(tmp_path: Path) -> None:
    """Not by the day in Greenwich, and not again by the next publication."""
    project, to = new_repository(tmp_path / "project"), str(tmp_path / "to")
    made = Project(project)
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    made.write("mkdocs.yml", configuration.replace("guidance.example.org", "guidance.made-up.test"))
    made.version("a", 2, "2026-06-05", first="Ring first.")
    commit_files(project, {".gitignore": b"/site/\n/.cache/\n"})
    said = []
    for day in ("2026-06-04", "2026-06-05", "2026-06-06"):
        published = run(project, "inforce", "publish", to, "--on", day)
        assert published.returncode == 0, published.stderr
        said.append("Came into force: a 2.0.0." in published.stdout)
        commit_files(project, {"content/pages/about.md": f"# About\n\nWritten on {day}.\n".encode()})
    assert said == [False, True, False]


def test_a_site_that_is_built_apart_is_published_where_the_register_is_the_one_that_stands_there(
    tmp_path: Path,
) -> None:
    """As in a workflow: the clone of the step that builds has the branch for pages; an old one is noticed."""
    project = new_repository(tmp_path / "project")
    made = Project(project)
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    made.write("mkdocs.yml", configuration.replace("guidance.example.org", "guidance.made-up.test"))
    commit_files(project, {".gitignore": b"/site/\n/.cache/\n"})
    git(project, "remote", "add", "origin", str(bare_repository(tmp_path / "server.git")))
    to, day = "branch:gh-pages@origin", ("--on", "2026-06-01")

    assert run(project, "inforce", "build", "--register", "origin", *day).returncode == 0
    first = run(project, "inforce", "publish", "--site", "site", to)
    assert first.returncode == 0, first.stderr

    made.version("a", 2, "2026-06-02", first="Ring first.")
    commit_files(project, {})
    nowhere = run(project, "inforce", "build", "--register", "nowhere.jsonl", *day)
    assert (nowhere.returncode, "nowhere.jsonl" in nowhere.stderr) == (3, True)
    git(project, "update-ref", "-d", "refs/remotes/origin/gh-pages")
    later = {"SOURCE_DATE_EPOCH": str(int(datetime.now(UTC).timestamp()) + 60)}
    assert run(project, "inforce", "build", "--register", "origin", *day, **later).returncode == 0
    stale = run(project, "inforce", "publish", "--site", "site", to)
    assert (stale.returncode, "The site says that a 1.0.0 was published at" in stale.stderr) == (4, True)
    git(project, "fetch", "--quiet", "origin")
    assert run(project, "inforce", "build", "--register", "origin", *day, **later).returncode == 0
    second = run(project, "inforce", "publish", "--site", "site", to)
    assert "New: a 2.0.0, in force since 2 June 2026." in second.stdout, second.stderr

    second_file = project / "content/guidance/a/versions/3.0.0.yml"
    made.version("a", 3, "2026-06-03", first="Ring twice.")
    second_file.write_text(second_file.read_text().replace("approved: {by: Board, on: 2026-06-03}\n", ""))
    before = digests(project / "site")
    git(project, "fetch", "--quiet", "origin")
    nobody = run(project, "inforce", "build", "--register", "origin", *day)
    assert (nobody.returncode, "· approval-missing" in nobody.stderr) == (1, True)
    assert digests(project / "site") == before
