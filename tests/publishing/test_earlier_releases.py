"""What an earlier release published is published over: nothing is refused or lost, and no copy out there claims more.

``tests/releases`` keeps what each release wrote; ``freeze.py`` in it adds the next one.
"""

from __future__ import annotations

import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from open_pages import wait_until
from publishing.git_servers import bare_repository, commit_files, git, new_repository
from real_project import PROJECT, edit, run
from site_server import serving

RELEASES = PROJECT / "tests" / "releases"
DAY = "2026-06-02"
"""The day after the one on which each release was published."""

LASTING = re.compile(r"(check|guidance|sources)/(?!.*\.\.).*|.*(feed\.xml|feed\.json|llms\.txt)")
"""Paths that stand on paper, in links and in programs; comparisons of two versions had addresses of their own once."""

IN_FORCE = "guidance/visits/index.html"
SECOND = "content/guidance/visits/versions/2.0.0.yml"
TAB = "document.querySelector('.plate__checked, .status-box__checked')?.textContent"


@dataclass(frozen=True)
class Published:
    """A project and a folder to which an earlier release published it, with what stood there."""

    project: Path
    to: Path
    before: dict[str, bytes]

    def publish(self, to: str, day: str = DAY) -> str:
        """Publish the project with this release and return what it said."""
        done = run(self.project, "inforce", "publish", to, "--on", day)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def revise(self) -> None:
        """Begin a version 2.1.0 that is in force since `DAY`."""
        revised = self.project / SECOND.replace("2.0.0", "2.1.0")
        shutil.copyfile(self.project / SECOND, revised)
        edit(revised, "version: 2.0.0", "version: 2.1.0")
        edit(revised, "in_force_from: 2026-03-01", f"in_force_from: {DAY}")
        edit(revised, "kind: major", "kind: minor")
        edit(revised, "  - id: all", "  - id: all-of-them")
        commit_files(self.project, {})


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(params=sorted(RELEASES.glob("*.tar.xz")), ids=lambda archive: archive.name.removesuffix(".tar.xz"))
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Published:
    """What one earlier release published, and its project in a repository."""
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path / "to", filter="data")
    shutil.copytree(RELEASES / "project", tmp_path / "project")
    commit_files(new_repository(tmp_path / "project"), {".gitignore": b"/site/\n/.cache/\n"})
    return Published(tmp_path / "project", tmp_path / "to", files_of((tmp_path / "to" / "current").resolve()))


def moments_of_what_was_taken_back(files: dict[str, bytes]) -> dict[str, str | None]:
    histories = (json.loads(files[f"api/guidance/{name}/history.json"]) for name in ("gates", "keys"))
    return {one["what"]: one["published_at"] for history in histories for one in history["taken_back"]}


def feed_ids(files: dict[str, bytes]) -> set[str]:
    return {found for path, text in files.items() if path.endswith("feed.xml") for found in ids_in(text.decode())}


def ids_in(feed: str) -> list[str]:
    return re.findall(r"<id>([^<]*)</id>", feed)


def test_a_folder_is_published_over(earlier: Published) -> None:
    """Register, records, addresses and the ids of feeds go on, and the whole can be proven."""
    assert "No new version; the register has 6 entries." in earlier.publish(str(earlier.to))
    now = files_of((earlier.to / "current").resolve())
    assert now["register.jsonl"] == earlier.before["register.jsonl"]
    assert moments_of_what_was_taken_back(now) == {"cancelled": None, "withdrawn": None}
    records = {path for path in earlier.before if path.endswith(".yml")}
    assert {path: now[path] for path in records} == {path: earlier.before[path] for path in records}
    assert {path for path in earlier.before if LASTING.fullmatch(path)} - set(now) == set()
    assert feed_ids(now) >= feed_ids(earlier.before) != set()
    earlier.revise()
    assert "New: visits 2.1.0, in force since 2 June 2026." in earlier.publish(str(earlier.to))
    extended = files_of((earlier.to / "current").resolve())["register.jsonl"]
    assert extended.startswith(earlier.before["register.jsonl"])
    assert extended.count(b"\n") == 7, "what an earlier release told readers has no moment that anybody knows"
    assert run(earlier.project, "inforce", "verify", "--site", str(earlier.to)).returncode == 0


def test_a_branch_is_published_over(earlier: Published, tmp_path: Path) -> None:
    """The same where the site stands on a branch."""
    server = bare_repository(tmp_path / "server.git")
    git(earlier.project, "remote", "add", "origin", str(server))
    pages = new_repository(tmp_path / "pages")
    commit_files(pages, earlier.before)
    git(pages, "push", "--quiet", str(server), "HEAD:pages")
    assert "No new version; the register has 6 entries." in earlier.publish("branch:pages@origin")
    assert git(server, "show", "pages:register.jsonl") == earlier.before["register.jsonl"].decode().strip()
    assert run(earlier.project, "inforce", "verify", "--site", "branch:pages@origin").returncode == 0
    for register in ("origin", str(tmp_path / "pages"), str(tmp_path / "to" / "current" / "register.jsonl")):
        git(earlier.project, "fetch", "--quiet", "origin")
        assert run(earlier.project, "inforce", "build", "--on", DAY, "--register", register).returncode == 0
        told = moments_of_what_was_taken_back(files_of(earlier.project / "site"))
        assert told == {"cancelled": None, "withdrawn": None}, register


def test_going_back_to_what_an_earlier_release_wrote_keeps_its_facts(earlier: Published) -> None:
    """It is the way out where the new release is at fault; what has come since is named, and nothing else."""
    earlier.publish(str(earlier.to))
    refused = run(earlier.project, "inforce", "rollback", str(earlier.to))
    assert refused.returncode == 4
    assert re.findall(r"^\w.*", refused.stderr, re.MULTILINE) == [
        "Nothing was published, for 1 reason:",
        "The pages of release 1 do not know that visits 3.0.0 has been published, or has come into force, since.",
    ]
    back = run(earlier.project, "inforce", "rollback", str(earlier.to), "--hide-versions")
    assert back.returncode == 0, back.stderr
    now = files_of((earlier.to / "current").resolve())
    assert now["register.jsonl"] == earlier.before["register.jsonl"]
    assert now[IN_FORCE] == earlier.before[IN_FORCE]
    assert run(earlier.project, "inforce", "verify", "--site", str(earlier.to)).returncode == 0


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(timezone_id="Europe/London")
    yield context.new_page()
    context.close()


def test_a_tab_and_a_worker_of_an_earlier_release_claim_nothing_false(earlier: Published, page: Page) -> None:
    """The open page never says again that it is in force; the next page is the new one, and so is its worker."""
    with serving(earlier.to / "current", headers={}) as address:
        page.goto(f"{address}guidance/visits/")
        wait_until(page, "async () => !!(await navigator.serviceWorker.getRegistration())?.active")
        wait_until(page, f"async () => !!{TAB}")
        page.evaluate("navigator.serviceWorker.getRegistration().then((found) => { window.former = found.active; })")
        earlier.revise()
        earlier.publish(str(earlier.to))

        said = page.evaluate(TAB)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        wait_until(page, f"async (said) => {TAB} !== said", said)
        assert "in force" not in page.evaluate(TAB)
        page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
        wait_until(page, "async () => former.state === 'redundant'")  # it is the old page still that knows the worker

        page.goto(f"{address}guidance/visits/")
        assert page.evaluate("document.documentElement.dataset.version") == "2.1.0"
