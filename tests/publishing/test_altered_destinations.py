"""What someone altered at a destination is found by whoever verifies, and put right by whoever publishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inforce.audit.site import verify_site
from inforce.audit.site_copy import FolderCopy, site_at, site_on
from inforce.cli import VERIFIED, exit_code
from inforce.model.problem import ProblemError
from inforce.publish.destinations.branch import Branch
from inforce.publish.destinations.destination import DestinationFailed
from inforce.publish.destinations.folder import Folder
from inforce.publish.destinations.lease import KEY as LEASE
from inforce.publish.destinations.lease import LeaseRecord
from inforce.publish.git import make_bare_repository
from inforce.publish.new_release import WithoutGit
from inforce.publish.outcome import summary
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.site_snapshot import built_before
from inforce.store.atomic import Failure
from publishing.conftest import Place
from publishing.git_servers import bare_repository
from publishing.made_sites import no_progress, now, site_of
from real_project import copied, run


def found(folder: Path) -> list[str]:
    """Return what verification finds in a copy of a site."""
    return [str(finding.message) for finding in verify_site(site_at(str(folder)), no_progress).findings]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("index.html", b"<html><body>Do what you like.</body></html>"),
        ("pages/1.html", None),
        ("evil.html", b"<html><body>Not ours</body></html>"),
    ],
    ids=["a page altered", "a page removed", "a page more"],
)
def test_publishing_the_same_again_puts_right_what_was_altered(
    path: str, content: bytes | None, place: Place, tmp_path: Path
) -> None:
    """It is not taken from the list of files that all is as it was; and where it is, nothing is written."""
    site = site_of(tmp_path / "site", "1.0.0")
    place.publish(site)
    assert place.publish(site).moved is None
    place.tamper(path, content)
    outcome = place.publish(site)
    assert (outcome.mended, outcome.moved is None) == (True, False)
    assert "Somebody had changed what was there, and it is put right" in summary(outcome, "there", date(2026, 11, 22))
    assert verify_site(place.site(), no_progress).findings == ()
    assert place.publish(site).moved is None


def published(folder: Path, *looks: str) -> Path:
    """Publish a site of each look to *folder*, and return what shows."""
    for look in looks:
        site = site_of(folder.parent / look, "1.0.0", look=look)
        publish(built_before(site), Folder(folder), PublishOptions(now(), WithoutGit()), no_progress)
    return (folder / "current").resolve()


def test_the_release_that_shows_is_never_removed_to_make_room(tmp_path: Path) -> None:
    """Whatever its checkpoint says: it is told, and every release is still there."""
    shown = published(tmp_path / "to", "one", "two", "three")
    text = (shown / "checkpoint.json").read_text().replace('"release": 3', '"release": 1')
    (shown / "checkpoint.json").unlink()  # its bytes may be shared with another release
    (shown / "checkpoint.json").write_text(text)
    assert found(tmp_path / "to") == ["The checkpoint says release 1, and stands in the folder of release 3."]
    with pytest.raises(DestinationFailed, match="shows release 3, and its checkpoint says that it is release 1"):
        published(tmp_path / "to", "four")
    assert sorted(entry.name for entry in (tmp_path / "to/releases").iterdir()) == ["000001", "000002", "000003"]


def test_links_and_hidden_files_in_a_site_are_found(tmp_path: Path) -> None:
    """A linked folder, a folder that a link took the place of, rules for a web server, a hidden folder."""
    shown = published(tmp_path / "to", "one")
    elsewhere = tmp_path / "elsewhere"
    (shown / "guidance").rename(elsewhere)
    (shown / "guidance").symlink_to(elsewhere, target_is_directory=True)
    (shown / "more").symlink_to(tmp_path, target_is_directory=True)
    (shown / ".htaccess").write_text("RedirectMatch .* https://evil.example/")
    (shown / ".x").mkdir()
    (shown / ".x/page.html").write_text("x")
    said = found(tmp_path / "to")
    assert {f"{name} was never published here." for name in ("guidance", "more", ".htaccess", ".x/page.html")} <= {
        *said
    }
    assert "The record of golden-rules 1.0.0 is missing." in said


def test_what_tells_the_host_how_to_show_the_site_is_remarked(tmp_path: Path) -> None:
    """Another name of the host is nobody's fault, or an attack: only the owner knows."""
    shown = published(tmp_path / "to", "one")
    (shown / "CNAME").write_text("evil.example")
    verified = verify_site(site_at(str(tmp_path / "to")), no_progress)
    assert (verified.findings, verified.remarks) == (
        (),
        ("CNAME tells the host how to show the site. Check that it is yours.",),
    )


def test_a_link_to_nowhere_in_place_of_the_site_is_found(tmp_path: Path) -> None:
    """Also one that leads to itself."""
    published(tmp_path / "to", "one")
    current = tmp_path / "to/current"
    for target in ("current", "nowhere"):
        current.unlink()
        current.symlink_to(target)
        assert (
            exit_code(verify_site(site_at(str(tmp_path / "to")), no_progress).findings) == VERIFIED["register-altered"]
        )


def test_a_bucket_caught_in_the_middle_is_told_as_that(tmp_path: Path) -> None:
    """A copy of it has pages of two releases; it is said that a publication was interrupted, and no alarm is raised."""
    shown = published(tmp_path / "to", "one")
    (shown / "index.html").write_text("of the next release")
    (shown / "new.html").write_text("of the next release")
    (shown / LEASE).parent.mkdir()
    (shown / LEASE).write_bytes(LeaseRecord(interrupted=True).content("nonce"))
    findings = verify_site(FolderCopy(shown), no_progress).findings
    assert [finding.code for finding in findings] == ["proof-impossible"]


def test_a_branch_is_verified_by_its_name(tmp_path: Path) -> None:
    """As a folder is, with nothing checked out; what was altered there is found."""
    server = bare_repository(tmp_path / "server.git")
    branch = Branch(make_bare_repository(tmp_path / "cache.git"), str(server), "pages")
    publish(built_before(site_of(tmp_path / "site", "1.0.0")), branch, PublishOptions(now(), WithoutGit()), no_progress)
    verified = verify_site(site_on(branch), no_progress)
    assert (verified.findings, verified.files) == ((), 9)
    with pytest.raises(Failure, match="no branch other of this repository"):
        verify_site(site_on(replace(branch, remote=".", branch="other")), no_progress)


@pytest.mark.parametrize(
    "place", ["content/pages/out", "site/inner", "content", ".", ".git/out", ".cache", "build_tools", "linked/out"]
)
def test_nothing_is_published_into_what_it_is_made_from(place: str, tmp_path: Path) -> None:
    """The next build would take it for content, or for a part of the site."""
    project = copied(tmp_path / "project")
    site = site_of(project / "site", "1.0.0")
    (project / "linked").symlink_to("content")
    done = run(project, "inforce", "publish", "--site", str(site), place)
    assert (done.returncode, "of the project" in done.stderr) == (2, True)
    assert not (project / place / "current").exists()


def test_a_record_that_no_content_has_is_not_published_without_git(tmp_path: Path) -> None:
    """A file that looks like a record would be registered for ever."""
    content = tmp_path / "content"
    (content / "guidance").mkdir(parents=True)
    offer = built_before(site_of(tmp_path / "site", "1.0.0"))
    with pytest.raises(ProblemError, match=r"The site has a record of golden-rules 1\.0\.0, which is not what"):
        publish(offer, Folder(tmp_path / "to"), PublishOptions(now(), WithoutGit(content=content)), no_progress)
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        ('<link rel="canonical" href="https://guidance.example.org/">', "is still an example"),
        ("<span>Guidance library</span>", 'still called "Guidance library"'),
    ],
)
def test_nothing_is_published_under_the_name_or_address_that_we_ship(home: str, reason: str, tmp_path: Path) -> None:
    """Printed copies would name it, and cannot be recalled."""
    site = site_of(tmp_path / "site", "1.0.0")
    (site / "index.html").write_text(f"<html><body>{home}</body></html>")
    with pytest.raises(ProblemError, match=reason):
        publish(built_before(site), Folder(tmp_path / "to"), PublishOptions(now(), WithoutGit()), no_progress)
