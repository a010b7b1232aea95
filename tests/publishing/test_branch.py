"""A git branch as its host and its users see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publishing.conftest import Place
from publishing.git_servers import git
from publishing.made_sites import site_of

pytestmark = pytest.mark.parametrize("place", ["branch over file"], indirect=True)


def test_each_publication_is_one_commit_that_goes_on_from_the_one_before(place: Place, tmp_path: Path) -> None:
    """The branch is its own history; publishing the same again adds nothing to it."""
    for look in ("one", "two", "two"):
        place.publish(site_of(tmp_path / look, "1.0.0", look=look))
    log = git(tmp_path / "server.git", "log", "--format=%s %p", "pages").splitlines()
    first = git(tmp_path / "server.git", "rev-parse", "--short", "pages~")
    assert log == [f"Publish release 2 {first}", "Publish release 1"]


def test_what_tells_a_host_how_to_serve_a_branch_stays(place: Place, tmp_path: Path) -> None:
    """The file with the site's own domain, which GitHub Pages writes itself, outlives every publication."""
    place.publish(site_of(tmp_path / "one", "1.0.0"))
    place.tamper("CNAME", b"guidance.example.org\n")
    place.tamper("left.html", b"Left by hand")
    place.publish(site_of(tmp_path / "two", "1.0.0", look="new"))
    assert [content for _, content in place.site().read_all(["CNAME", "left.html"])] == [
        b"guidance.example.org\n",
        None,
    ]
