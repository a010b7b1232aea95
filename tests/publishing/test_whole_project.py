"""The project itself, from its content to a published site that is proven, by the commands alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from inforce.publish.register import read_register
from publishing.git_servers import commit_files, git, new_repository
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
    assert {path for path in site if shown.get(path) != site[path]} == {HISTORY}
    assert set(shown) - set(site) == {"register.jsonl", "checkpoint.json", "SHA256SUMS"}
    entries = read_register((to / "current" / "register.jsonl").read_bytes()).register.entries
    assert {entry.commit for entry in entries} == {git(project, "rev-parse", "HEAD")}
    history = (to / "current" / HISTORY).read_text(encoding="utf-8")
    for entry in entries:
        there = datetime.fromisoformat(entry.published_at).astimezone(ZoneInfo("Europe/London"))
        words = f"{there.day} {there:%B} {there.year} at {there:%H:%M}"
        assert f'<span data-published="{entry.version}">{words}</span>' in history

    again = run(project, "inforce", "publish", str(to), "--on", DAY)
    assert (again.returncode, again.stdout) == (0, f"{to} has this site already, as release 1. Nothing was written.\n")
    assert run(project, "inforce", "verify", "--site", str(to), "--history").returncode == 0

    edit(project / SECOND, "kind: major", "kind: huge")
    wrong = run(project, "inforce", "publish", str(to), "--on", DAY)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert digests((to / "current").resolve()) == shown
