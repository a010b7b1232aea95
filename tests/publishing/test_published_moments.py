"""When something was published is known before a site is built: same content, day, register and moment, same bytes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from gettext import NullTranslations
from pathlib import Path

import pytest

from inforce.audit.site import verify_site
from inforce.audit.site_copy import FolderCopy
from inforce.build.pipeline import UNREGISTERED
from inforce.cli.check import for_register
from inforce.model.catalogue import Catalogue, use_catalogue
from inforce.model.problem import ProblemError
from inforce.publish.destinations.destination import Destination
from inforce.publish.destinations.folder import Folder
from inforce.publish.new_release import WithoutGit
from inforce.publish.outcome import Outcome, summary
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.published_state import PublishedSite
from inforce.publish.site_snapshot import SiteSnapshot, built_before, scan_site
from inforce.site.document.history import history_page
from inforce.site.publication import Publication, SiteFacts
from library_factory import a_document, a_library, a_version
from made_project import Project
from publishing.made_sites import no_progress
from publishing.test_auditors_page import SCRIPTS
from publishing.test_destinations import OvertakenAt

NOON, LATER, NEXT_DAY = "2026-06-01T11:00:00Z", "2026-06-01T11:30:00Z", "2026-06-02T00:10:00Z"
OF_A_DOCUMENT = {"history/index.html", "history.json", "feed.xml", "feed.json"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return two documents; a version of one of them applies from some days ago, and is published late."""
    made = Project(tmp_path / "project")
    configuration = (made.folder / "mkdocs.yml").read_text(encoding="utf-8")
    made.write("mkdocs.yml", configuration.replace("guidance.example.org", "guidance.made-up.test"))
    made.version("a", 2, "2026-05-28", first="Ring first.")
    return made


def building(project: Project, now: str) -> Callable[[PublishedSite], SiteSnapshot]:
    """Return what builds the site for what stands there, as the command does."""

    def built(state: PublishedSite) -> SiteSnapshot:
        project.registered, _ = for_register(project.folder, project.day, state.register, now, state.as_listed)
        assert not project.built().stopped
        return scan_site(project.folder / "site")

    return built


def published(project: Project, to: Destination, now: str) -> Outcome:
    """Build for what stands there and publish it."""
    return publish(building(project, now), to, PublishOptions(now, WithoutGit()), no_progress)


def refusal(offer: Callable[[PublishedSite], SiteSnapshot], to: Destination, now: str) -> str:
    """Return why nothing is published."""
    with pytest.raises(ProblemError) as refused:
        publish(offer, to, PublishOptions(now, WithoutGit()), no_progress)
    return str(refused.value)


def test_the_same_register_gives_the_same_bytes_whenever_it_is_published(project: Project, tmp_path: Path) -> None:
    """What is published is what was built; the next night writes nothing; an empty store makes the same."""
    to = Folder(tmp_path / "to")
    first = published(project, to, NOON)
    site, shown = project.status(), tmp_path / "to" / "current"
    assert {path: (shown / path).read_bytes() for path in site} == site
    assert {entry.published_at for entry in first.register.entries} == {NOON}
    assert published(project, to, LATER).moved is None
    assert project.status() == site
    assert project.from_nothing(tmp_path / "other").files == site


@pytest.mark.parametrize("files", [0, 1])
def test_a_publication_that_was_killed_is_made_good_with_the_moment_at_which_readers_were_told(
    project: Project, tmp_path: Path, files: int
) -> None:
    """Killed before the pages changed, readers are told now; killed after that, they were told."""
    to = Folder(tmp_path / "to")

    def die(done: int, total: int) -> None:
        if done >= files and (not files or done == total):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(building(project, NOON), to, PublishOptions(NOON, WithoutGit()), die)
    outcome = published(project, to, LATER)
    (moment,) = {entry.published_at for entry in outcome.register.entries}
    record = json.loads((tmp_path / "to" / "current/api/guidance/a/history.json").read_bytes())
    assert {one["published_at"] for one in record["versions"]} == {moment}
    site = project.status()
    assert published(project, to, NEXT_DAY).moved is None
    assert project.status() == site


def test_history_record_and_feeds_say_when_readers_were_told(project: Project, tmp_path: Path) -> None:
    """A version that is published late is news on the day of that; the ids in feeds are the same as ever."""
    project.build()
    plain = json.loads(project.status()["feed.json"])
    published(project, Folder(tmp_path / "to"), NOON)
    site = project.status()
    history = site["guidance/a/history/index.html"].decode()
    assert history.count('<time datetime="2026-06-01T12:00:00+01:00">1 June 2026 at 12:00</time>') == 2
    assert "not recorded here" not in history
    told = json.loads(site["feed.json"])
    assert {one["date_published"] for one in told["items"]} == {"2026-06-01T12:00:00+01:00"}
    assert [one["title"] for one in told["items"]] == ["Document A, version 2.0.0", "Document B, version 1.0.0",
                                                       "Document A, version 1.0.0"]  # fmt: skip
    assert {one["id"]: one["content_html"] for one in told["items"]} == {
        one["id"]: one["content_html"] for one in plain["items"]
    }
    assert plain["items"][0]["date_published"] == "2026-05-28T00:00:00+01:00"
    assert site["guidance/a/feed.xml"].count(b"<updated>2026-06-01T12:00:00+01:00</updated>") == 3


def test_a_version_that_waits_is_told_of_on_its_day_and_one_that_came_late_is_the_newest(
    project: Project, tmp_path: Path
) -> None:
    """Published before its day, it is news on that day; feeds have what readers were told last on top."""
    to = Folder(tmp_path / "to")
    project.version("b", 2, "2026-06-10", first="Knock.")
    published(project, to, NOON)
    project.day = "2026-06-12"
    project.version("a", 3, "2026-06-09", first="Ring twice.")
    published(project, to, "2026-06-12T08:00:00Z")
    items = json.loads(project.status()["feed.json"])["items"]
    assert [(one["title"], one["date_published"]) for one in items[:3]] == [
        ("Document A, version 3.0.0", "2026-06-12T09:00:00+01:00"),
        ("Document B, version 2.0.0", "2026-06-10T00:00:00+01:00"),
        ("Document A, version 2.0.0", "2026-06-01T12:00:00+01:00"),
    ]


WITHDRAWN = "withdrawn:\n  on: 2026-05-30\n  reason: It is no longer right.\n"
CALLED_OFF = "called_off:\n  - version: 2.0.0\n    on: 2026-06-03\n    reason: Not needed.\n"


def test_what_is_taken_back_late_is_told_of_with_the_day_of_record_beside_the_day_of_validity(
    project: Project, tmp_path: Path
) -> None:
    """The register has a withdrawal and a cancellation by the mechanism of versions, once; feeds and history say it."""
    to = Folder(tmp_path / "to")
    project.version("b", 2, "2026-06-10", first="Knock.")
    published(project, to, NOON)
    project.document("a", more=WITHDRAWN)
    project.document("b", more=CALLED_OFF)
    project.day = "2026-06-04"
    outcome = published(project, to, "2026-06-04T08:00:00Z")
    assert [(str(one), one.published_at) for one in outcome.new] == [
        ("a 2.0.0, withdrawn on 2026-05-30", "2026-06-04T08:00:00Z"),
        ("b 2.0.0, cancelled on 2026-06-03", "2026-06-04T08:00:00Z"),
    ]
    assert "New: a, withdrawn on 30 May 2026.\nNew: b 2.0.0, cancelled on 3 June 2026." in summary(
        outcome, "it", date(2026, 6, 4)
    )
    site = project.status()
    items = json.loads(site["feed.json"])["items"]
    assert [(one["title"], one["date_published"]) for one in items[:2]] == [
        ("Document B, version 2.0.0: cancelled", "2026-06-04T09:00:00+01:00"),
        ("Document A: withdrawn", "2026-06-04T09:00:00+01:00"),
    ]
    changes = re.sub(r"<[^>]+>|\s+", " ", site["changes/index.html"].decode()).split()
    for late in ("Withdrawn on 30 May 2026 · Published on 4 June 2026", "Published on 1 June 2026"):
        assert late in " ".join(changes)
    for name, heading in (("a", "Withdrawn on 30 May 2026"), ("b", "Cancellation published on")):
        assert heading in (page := site[f"guidance/{name}/history/index.html"].decode())
        assert '<time datetime="2026-06-04T09:00:00+01:00">4 June 2026 at 09:00</time>' in page
    assert published(project, to, "2026-06-05T08:00:00Z").moved is None
    current = (tmp_path / "to" / "current").resolve()
    assert verify_site(FolderCopy(current), no_progress).findings == ()
    auditor = [sys.executable, "-c", SCRIPTS["check_register.py"], str(current)]
    assert "6 lines hold." in subprocess.run(auditor, capture_output=True, text=True, check=True).stdout


def test_a_withdrawal_of_another_day_is_told_of_anew(project: Project, tmp_path: Path) -> None:
    """Readers were told another date before, and that one too stays as it was first told."""
    to = Folder(tmp_path / "to")
    published(project, to, NOON)
    for day, now in (("2026-07-01", LATER), ("2026-08-01", NEXT_DAY)):
        project.document("a", more=WITHDRAWN.replace("2026-05-30", day))
        (entry,) = published(project, to, now).new
        assert (entry.what, entry.on, entry.published_at) == ("withdrawn", day, now)
    project.document("a", more=WITHDRAWN.replace("2026-05-30", "2026-07-01"))
    assert published(project, to, NEXT_DAY).new == ()


def test_a_moment_makes_only_those_files_anew_that_say_it(project: Project, tmp_path: Path) -> None:
    """Those of the documents whose register says something else, and the feeds and lists of changes of the site."""
    project.build()
    before = project.status()
    published(project, Folder(tmp_path / "to"), NOON)
    after = project.status()
    changed = {path for path in after if before.get(path) != after[path]}
    ours = {f"{below}{name}/{file}" for name in "ab" for below in ("guidance/", "api/guidance/")
            for file in OF_A_DOCUMENT}  # fmt: skip
    assert changed <= {*ours, "feed.xml", "feed.json", "changes/index.html", "index.html", "offline.json"}
    assert len(changed) == 13

    project.version("a", 3, "2026-06-05", first="Ring twice.")
    published(project, Folder(tmp_path / "to"), LATER)
    assert all(project.status()[path] == after[path] for path in ours if path in after and "/b/" in path)


def test_a_site_that_was_built_for_no_register_names_no_moment_and_is_published(
    project: Project, tmp_path: Path
) -> None:
    """It claims nothing that is not so, and who publishes it is told what its pages do not say."""
    project.built()
    outcome = publish(
        built_before(project.folder / "site"), Folder(tmp_path / "to"), PublishOptions(NOON, WithoutGit()), no_progress
    )
    assert {entry.published_at for entry in outcome.register.entries} == {NOON}
    assert "The pages do not say when versions were published" in summary(outcome, "it", date(2026, 6, 1))


def test_a_site_that_was_built_before_is_published_with_the_moment_that_it_names(
    project: Project, tmp_path: Path
) -> None:
    """Where it was built for the register that stands there, and within the hour; else nothing is published."""
    to, site = Folder(tmp_path / "to"), project.folder / "site"
    building(project, NOON)(PublishedSite())
    late = refusal(built_before(site), to, "2026-06-01T12:00:01Z")
    assert f"The site says that a 1.0.0 is published at {NOON}, and now it is 2026-06-01T12:00:01Z." in late
    assert "and now it is" in refusal(built_before(site), to, "2026-06-01T10:50:00Z")
    assert not (tmp_path / "to").exists()
    outcome = publish(built_before(site), to, PublishOptions(LATER, WithoutGit()), no_progress)
    assert {entry.published_at for entry in outcome.register.entries} == {NOON}

    project.version("a", 3, "2026-06-05", first="Ring twice.")
    building(project, LATER)(PublishedSite())
    other = refusal(built_before(site), to, LATER)
    assert f"The site says that a 1.0.0 was published at {LATER}, and it was at {NOON}. The same goes for 2" in other
    building(project, LATER)(PublishedSite(outcome.register))
    assert publish(built_before(site), to, PublishOptions(LATER, WithoutGit()), no_progress).new
    assert publish(built_before(site), to, PublishOptions(NEXT_DAY, WithoutGit()), no_progress).moved is None


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]",
        b"{}",
        b'{"versions": 1}',
        b'{"versions": ["2.0.0"]}',
        b'{"versions": [], "taken_back": [{"what": "lost"}]}',
        b'{"versions": [{"version": "1.0.0", "published_at": "noon"}]}',
    ],
)
def test_a_record_of_history_that_no_build_makes_is_refused(project: Project, tmp_path: Path, said: bytes) -> None:
    """Somebody changed it by hand."""
    building(project, NOON)(PublishedSite())
    (project.folder / "site/api/guidance/a/history.json").write_bytes(said)
    why = refusal(built_before(project.folder / "site"), Folder(tmp_path / "to"), NOON)
    assert why.startswith("api/guidance/a/history.json is not as a build makes it.")


def test_who_is_overtaken_builds_again_for_the_register_of_who_came_first(project: Project, tmp_path: Path) -> None:
    """The same version was published by another meanwhile: what the register holds is what the page says."""
    folder = Folder(tmp_path / "to")
    shutil.copytree(project.folder, tmp_path / "other")
    other = object.__new__(Project)
    other.folder, other.day, other.registered = tmp_path / "other", project.day, UNREGISTERED
    project.version("a", 3, "2026-06-05", first="Ring twice.")
    overtaken = OvertakenAt(folder, lambda: published(other, folder, NOON))
    with pytest.raises(ProblemError, match="without git inforce cannot tell which of the two is newer"):
        published(project, overtaken, LATER)
    record = json.loads((project.folder / "site/api/guidance/a/history.json").read_bytes())
    assert [one["published_at"] for one in record["versions"]] == [LATER, NOON, NOON]


def test_each_destination_says_its_own_moment(project: Project, tmp_path: Path) -> None:
    """One project, published at two places."""
    for name, now in (("one", NOON), ("other", NEXT_DAY), ("one", NEXT_DAY)):
        published(project, Folder(tmp_path / name), now)
    said = [(tmp_path / name / "current/guidance/a/history/index.html").read_text() for name in ("one", "other")]
    assert [page.count("1 June 2026 at 12:00") for page in said] == [2, 0]
    assert [page.count("2 June 2026 at 01:10") for page in said] == [0, 2]


def test_a_document_with_another_id_keeps_its_moments(project: Project, tmp_path: Path) -> None:
    """They are those of its old id, as far as it was published under that; also at the old addresses."""
    to = Folder(tmp_path / "to")
    published(project, to, NOON)
    guidance = project.folder / "content/guidance"
    (guidance / "a").rename(guidance / "visits")
    project.document("visits", more="formerly:\n  - id: a\n    until: 2.0.0\n")
    project.version("visits", 3, "2026-06-05", first="Ring twice.")
    published(project, to, LATER)
    for name in ("a", "visits"):
        record = json.loads((tmp_path / "to/current/api/guidance" / name / "history.json").read_bytes())
        assert [one["published_at"] for one in record["versions"]] == [LATER, NOON, NOON]
    assert published(project, to, NEXT_DAY).moved is None


class AnotherLanguage(NullTranslations):
    """A few words of it."""

    def gettext(self, message: str) -> str:
        """Return the words, or the English ones."""
        return {"November": "Tachwedd & <b>", "{day} at {time}": "{day} am {time}"}.get(message, message)


def test_a_moment_is_said_in_the_language_and_in_the_time_zone_of_the_site() -> None:
    """Words of a catalogue are words, never markup."""
    version = a_version("2.0.0")
    library = a_library(a_document(version))
    library = replace(library, settings=replace(library.settings, time_zone="Pacific/Auckland"))
    publication = Publication(library, SiteFacts("Guidance"), datetime(2026, 12, 1, tzinfo=UTC).date())
    with use_catalogue(Catalogue(translations=AnotherLanguage(), digest="another")):
        document = publication.documents[0]
        page = history_page(publication, document, {"2.0.0": datetime(2026, 11, 22, 12, 3, tzinfo=UTC)})
    assert ">23 Tachwedd &amp; &lt;b&gt; 2026 am 01:03<" in page.body
