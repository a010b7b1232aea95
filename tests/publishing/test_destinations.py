"""What holds at every destination: nothing published is lost or altered, and nothing older goes over newer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from inforce.audit.site import verify_site
from inforce.model.dates import in_words
from inforce.model.problem import ProblemError
from inforce.publish.checkpoint import read_checkpoint
from inforce.publish.destinations.destination import (
    ConcurrentPublish,
    Destination,
    Live,
    Moved,
    Progress,
    Read,
    Release,
)
from inforce.publish.git import repository_at
from inforce.publish.new_release import FromCommit, Pages, WithoutGit, put_together
from inforce.publish.outcome import WentBack, summary
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.published_state import read_published
from inforce.publish.register import Register, read_register
from inforce.publish.rollback import roll_back
from inforce.publish.site_snapshot import SiteSnapshot, built_before, scan_site
from publishing.conftest import Place
from publishing.git_servers import commit_files, git, new_repository
from publishing.made_sites import MadeSite, no_progress, now, record, site_of


@dataclass
class OvertakenAt:
    """A destination at which someone else publishes after this publisher looked and before it writes."""

    inner: Destination
    meanwhile: Callable[[], object] | None

    @property
    def name(self) -> str:
        return self.inner.name

    def live(self) -> Live | None:
        return self.inner.live()

    def holds(self, live: Live, files: Mapping[str, str], read: Read) -> bool:
        return self.inner.holds(live, files, read)

    def replace(self, live: Live | None, release: Release, progress: Progress) -> Moved:
        if self.meanwhile:
            self.meanwhile()
            self.meanwhile = None
        return self.inner.replace(live, release, progress)

    def earlier(self) -> tuple[int, ...]:
        return self.inner.earlier()

    def release(self, number: int) -> Live:
        return self.inner.release(number)


def shown(place: Place, path: str) -> bytes | None:
    """Return what a reader is given at *path*."""
    return dict(place.site().read_all([path]))[path]


def registered(place: Place) -> list[str]:
    """Return the versions in the register that readers see, in its order."""
    return [str(entry.published) for entry in read_register(shown(place, "register.jsonl") or b"").entries]


def holds(place: Place) -> bool:
    """Whether a verifier from outside finds nothing wrong."""
    found = verify_site(place.site(), no_progress).findings
    assert [str(finding) for finding in found] == []
    return True


def reasons(refused: pytest.ExceptionInfo[ProblemError]) -> list[str]:
    """Return the reasons of a refusal without the parts that differ from run to run."""
    return [
        re.sub(r"[0-9a-f]{40,}|[0-9a-f]{12}\b|/\S*destination", "…", str(one.message)) for one in refused.value.problems
    ]


def test_what_is_published_is_shown_and_proven(place: Place, tmp_path: Path) -> None:
    """A first and a second publication are shown whole, and the register grows by what is new."""
    place.publish(site_of(tmp_path / "one", "1.0.0"))
    assert holds(place)
    assert registered(place) == ["golden-rules 1.0.0"]
    outcome = place.publish(site_of(tmp_path / "two", "1.0.0", "1.1.0", "1.10.0", look="new"))
    assert holds(place)
    assert registered(place) == ["golden-rules 1.0.0", "golden-rules 1.1.0", "golden-rules 1.10.0"]
    assert shown(place, "index.html") == b"<html><body>new</body></html>"
    assert outcome.moved is not None
    assert outcome.moved.kept >= 2


def test_publishing_the_same_again_writes_nothing(place: Place, tmp_path: Path) -> None:
    """The checkpoint, its date included, is the one that stood there."""
    site = site_of(tmp_path / "site", "1.0.0")
    place.publish(site)
    before = shown(place, "checkpoint.json")
    outcome = place.publish(site, at="2027-01-01T00:00:00Z" if "Bucket" not in repr(place.destination) else "")
    assert outcome.moved is None
    assert shown(place, "checkpoint.json") == before


def test_who_is_overtaken_by_the_very_same_site_has_nothing_to_do(place: Place, tmp_path: Path) -> None:
    """Two runs of one commit end well, whichever of them was first, even where the clock of one is a little behind."""
    project = new_repository(tmp_path / "project")
    file = "content/guidance/golden-rules/versions/1.0.0.yml"
    commit = FromCommit(repository_at(project), commit_files(project, {file: record("golden-rules", "1.0.0")}))
    site, late = site_of(tmp_path / "site", "1.0.0"), _earlier(2)
    overtaken = OvertakenAt(place.destination, lambda: place.publish(site, commit))
    outcome = publish(built_before(site), overtaken, PublishOptions(late, commit), no_progress)
    assert (outcome.release, outcome.moved) == (1, None)


def test_a_site_with_no_new_version_dates_the_checkpoint_anew(place: Place, tmp_path: Path) -> None:
    """A new theme is published; the register stays, byte for byte."""
    place.publish(site_of(tmp_path / "one", "1.0.0"), at=_earlier(60))
    register = shown(place, "register.jsonl")
    first = read_checkpoint(shown(place, "checkpoint.json") or b"")
    place.publish(site_of(tmp_path / "two", "1.0.0", look="new"))
    second = read_checkpoint(shown(place, "checkpoint.json") or b"")
    assert shown(place, "register.jsonl") == register
    assert (second.release, second.head) == (2, first.head)
    assert second.published_at > first.published_at
    assert holds(place)


def test_assets_of_earlier_releases_stay_for_pages_that_are_open(place: Place, tmp_path: Path) -> None:
    """A page opened before the swap still finds its hashed assets after it; a page that is gone is gone."""
    place.publish(MadeSite({("a", "1.0.0"): record("a", "1.0.0")}, look="old", pages=3).write(tmp_path / "one"))
    asset = next(path for path in (tmp_path / "one" / "assets").iterdir() if ".css" in path.name).name
    place.publish(MadeSite({("a", "1.0.0"): record("a", "1.0.0")}, look="new", pages=2).write(tmp_path / "two"))
    assert shown(place, f"assets/{asset}") == b"old"
    assert shown(place, "pages/2.html") is None
    assert holds(place)


@pytest.mark.parametrize(
    ("offered", "words", "reason"),
    [
        (("1.0.0",), "Do what is right.", "and the new site does not have it."),
        (("1.0.0", "2.0.0"), "Do what is wrong.", "and the new site says something else."),
    ],
    ids=["lost", "altered"],
)
def test_what_would_lose_or_alter_a_version_is_refused(
    place: Place, tmp_path: Path, offered: tuple[str, ...], words: str, reason: str
) -> None:
    """Nothing is written, and the refusal names the version."""
    place.publish(site_of(tmp_path / "one", "1.0.0", "2.0.0"))
    before = shown(place, "checkpoint.json")
    with pytest.raises(ProblemError) as refused:
        place.publish(site_of(tmp_path / "two", *offered, look="new", text=words))
    day = in_words(date.fromisoformat(now()[:10]))
    assert f"Version 2.0.0 of golden-rules was published on {day}, {reason}" in reasons(refused)
    assert shown(place, "checkpoint.json") == before
    assert holds(place)


def test_the_order_of_commits_is_kept(place: Place, tmp_path: Path) -> None:
    """A newer commit goes over an older one; an older one, one apart, and one without git do not."""
    project = new_repository(tmp_path / "project")
    file = "content/guidance/golden-rules/versions/1.0.0.yml"
    first = commit_files(project, {file: record("golden-rules", "1.0.0")})
    second = commit_files(project, {"content/pages/about.md": b"About"})
    git(project, "checkout", "--quiet", first)
    apart = commit_files(project, {"content/pages/about.md": b"Another"})
    repository = repository_at(project)
    old, new = site_of(tmp_path / "one", "1.0.0"), site_of(tmp_path / "two", "1.0.0", look="new")

    place.publish(old, FromCommit(repository, first))
    place.publish(new, FromCommit(repository, second))
    for site, commit, reason in (
        (old, first, "The live site is newer: it was made from commit …, which follows …."),
        (old, apart, "The live site was made from commit …, which commit … does not contain."),
    ):
        with pytest.raises(ProblemError) as refused:
            place.publish(site, FromCommit(repository, commit))
        assert reasons(refused) == [reason]
    with pytest.raises(ProblemError) as refused:
        place.publish(old)
    assert reasons(refused) == ["The live site was made from commit …; what is offered comes from no git repository."]
    assert shown(place, "index.html") == b"<html><body>new</body></html>"
    assert registered(place) == ["golden-rules 1.0.0"]


def _whatever(site: SiteSnapshot, _register: Register) -> SiteSnapshot:
    return site


def test_who_looked_before_another_published_has_to_look_again(place: Place, tmp_path: Path) -> None:
    """What was read before someone else's publication is never put over it, at the first publication and later."""
    offers = [scan_site(site_of(tmp_path / look, "1.0.0", look=look)) for look in ("one", "two", "three")]
    for mine, others in ((offers[1], offers[0]), (offers[1], offers[2])):
        status = read_published(place.destination)
        publish(partial(_whatever, others), place.destination, PublishOptions(now(), WithoutGit()), no_progress)
        before = shown(place, "checkpoint.json")
        register = status.register.extended([], now(), "")
        if not register.entries:
            register = register.extended([(mine.versions[0], "unknown")], now(), "")
        release = put_together(status, Pages(mine.files, mine.read, 1, ""), register, now(), None)
        with pytest.raises(ConcurrentPublish):
            place.destination.replace(status.live, release, no_progress)
        assert shown(place, "checkpoint.json") == before
    assert holds(place)


def test_a_clock_that_is_behind_is_noticed(place: Place, tmp_path: Path) -> None:
    """A machine whose clock is a day behind does not publish, and is told which of the two to set right."""
    place.publish(site_of(tmp_path / "one", "1.0.0"))
    with pytest.raises(ProblemError) as refused:
        place.publish(site_of(tmp_path / "two", "1.0.0", look="new"), at=_earlier(86400))
    assert [str(one.message)[:32] for one in refused.value.problems] == ["The clock of this machine says 2"]
    assert holds(place)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("register.jsonl", None),
        ("checkpoint.json", "is not empty, and has no register and checkpoint of inforce."),
    ],
)
def test_a_destination_whose_register_was_removed_is_not_begun_anew(
    place: Place, tmp_path: Path, file: str, reason: str | None
) -> None:
    """Removing the register does not make a first publication of the next one: it is refused, or restored."""
    place.publish(site_of(tmp_path / "one", "1.0.0"))
    place.tamper(file, None)
    if "Bucket" in repr(place.destination):  # readers' copies alone were removed; what counts stands elsewhere
        place.publish(site_of(tmp_path / "two", "1.0.0", look="new"))
        assert holds(place)
        return
    with pytest.raises(ProblemError) as refused:
        place.publish(site_of(tmp_path / "two", "2.0.0"))
    assert (reason or "no register and checkpoint of inforce.") in str(refused.value.problems[0].message)


def test_a_rollback_shows_earlier_pages_and_keeps_the_register(place: Place, tmp_path: Path) -> None:
    """Pages are those of before, the register is as it was, and the commit that was left cannot come back."""
    place.publish(site_of(tmp_path / "one", "1.0.0", look="sound"))
    place.publish(site_of(tmp_path / "two", "1.0.0", look="broken"))
    register = shown(place, "register.jsonl")
    outcome = roll_back(place.destination, None, PublishOptions(now(), WithoutGit()), no_progress)
    assert outcome.release == 3
    assert shown(place, "index.html") == b"<html><body>sound</body></html>"
    assert shown(place, "register.jsonl") == register
    assert holds(place)
    checkpoint = read_checkpoint(shown(place, "checkpoint.json") or b"")
    assert (checkpoint.release, checkpoint.pages_of) == (3, 1)


def test_going_back_twice_counts_from_the_pages_that_show(place: Place, tmp_path: Path) -> None:
    """The second step never shows again what the first one took back; before the first release there is nothing."""
    for look in ("first", "second", "broken"):
        place.publish(site_of(tmp_path / look, "1.0.0", look=look))
    given = PublishOptions(now(), WithoutGit())
    shows = []
    for _ in range(2):
        outcome = roll_back(place.destination, None, given, no_progress)
        shows.append((shown(place, "index.html"), outcome.back and outcome.back.shows))
    assert shows == [(b"<html><body>second</body></html>", 2), (b"<html><body>first</body></html>", 1)]
    with pytest.raises(ProblemError, match="shows the pages of release 1, and keeps none from before it"):
        roll_back(place.destination, None, given, no_progress)
    assert holds(place)


def test_a_rollback_never_takes_records_back(place: Place, tmp_path: Path) -> None:
    """It is refused behind a version's publication; where that is asked for, record and page of it stay."""
    place.publish(site_of(tmp_path / "one", "1.0.0", look="sound"))
    place.publish(site_of(tmp_path / "two", "1.0.0", "2.0.0", look="broken"))
    given = PublishOptions(now(), WithoutGit())
    with pytest.raises(ProblemError) as refused:
        roll_back(place.destination, 1, given, no_progress)
    assert reasons(refused) == [
        "The pages of release 1 do not know that golden-rules 2.0.0 has been published, or has come into force, since."
    ]
    outcome = roll_back(place.destination, 1, given, no_progress, hide_versions=True)
    assert [str(version) for version in outcome.hidden] == ["golden-rules 2.0.0"]
    assert shown(place, "index.html") == b"<html><body>sound</body></html>"
    assert shown(place, "guidance/golden-rules/2.0.0.yml") == record("golden-rules", "2.0.0")
    assert registered(place) == ["golden-rules 1.0.0", "golden-rules 2.0.0"]
    assert holds(place)


def test_what_was_taken_back_is_not_published_again(place: Place, tmp_path: Path) -> None:
    """The nightly build of the commit that was left is refused; the commit that puts it right is published."""
    project = new_repository(tmp_path / "project")
    file = "content/guidance/golden-rules/versions/1.0.0.yml"
    first = commit_files(project, {file: record("golden-rules", "1.0.0")})
    second = commit_files(project, {"mkdocs.yml": b"theme: broken"})
    repository = repository_at(project)
    sound, broken = site_of(tmp_path / "one", "1.0.0"), site_of(tmp_path / "two", "1.0.0", look="broken")
    place.publish(sound, FromCommit(repository, first))
    place.publish(broken, FromCommit(repository, second))
    roll_back(place.destination, None, PublishOptions(now(), WithoutGit()), no_progress)
    with pytest.raises(ProblemError) as refused:
        place.publish(broken, FromCommit(repository, second))
    assert reasons(refused) == ["The pages of commit … were taken back by a rollback."]
    third = commit_files(project, {"mkdocs.yml": b"theme: mended"})
    place.publish(site_of(tmp_path / "three", "1.0.0", look="mended"), FromCommit(repository, third))
    assert shown(place, "index.html") == b"<html><body>mended</body></html>"
    assert holds(place)


def test_a_rollback_that_is_undone_takes_nothing_back(place: Place, tmp_path: Path) -> None:
    """The pages published last show again and the nightly build goes on; earlier ones of the same commit do not do."""
    project = new_repository(tmp_path / "project")
    commit = commit_files(
        project, {"content/guidance/golden-rules/versions/1.0.0.yml": record("golden-rules", "1.0.0")}
    )
    given = FromCommit(repository_at(project), commit)
    first, last = site_of(tmp_path / "one", "1.0.0"), site_of(tmp_path / "two", "1.0.0", look="of the next day")
    place.publish(first, given)
    place.publish(last, given)
    back = roll_back(place.destination, None, PublishOptions(now(), WithoutGit()), no_progress).back
    assert back == WentBack(1, commit)
    undone = roll_back(place.destination, 2, PublishOptions(now(), WithoutGit()), no_progress)
    assert "every run, also at night, publishes as before" in summary(undone, "there", date(2026, 3, 1))
    place.publish(last, given)
    assert shown(place, "index.html") == b"<html><body>of the next day</body></html>"
    assert holds(place)


def test_a_record_changed_at_the_destination_is_put_back_or_reported(place: Place, tmp_path: Path) -> None:
    """Whoever edits the hosted site is found by the verifier; the next publication does not build on the edit."""
    place.publish(site_of(tmp_path / "one", "1.0.0"))
    place.tamper("guidance/golden-rules/1.0.0.yml", record("golden-rules", "1.0.0", "Do what you like."))
    (finding,) = verify_site(place.site(), no_progress).findings
    assert str(finding.message).startswith("The record of golden-rules 1.0.0 was altered")
    site = site_of(tmp_path / "two", "1.0.0", look="new")
    if "Bucket" in repr(place.destination):
        with pytest.raises(Exception, match=r"The record of golden-rules 1\.0\.0 at .* is not what was published"):
            place.publish(site)
        place.tamper("guidance/golden-rules/1.0.0.yml", None)
    place.publish(site)
    assert holds(place)


def _earlier(seconds: int) -> str:
    return (datetime.now(UTC) - timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
