"""Hashed assets of earlier releases stay for pages that are still open in browsers, and not for ever."""

from __future__ import annotations

from pathlib import Path

from inforce.audit.site import verify_site
from inforce.audit.site_copy import FolderCopy
from inforce.publish.checkpoint import read_checkpoint
from inforce.publish.destinations.folder import Folder
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.published_state import RELEASES_OF_ASSETS
from inforce.publish.site_snapshot import built_before
from publishing.made_sites import no_progress, now, site_of


def test_an_asset_stays_for_so_many_releases_and_then_goes(tmp_path: Path) -> None:
    """One that came back into use counts from its last use; one that was altered at the destination does not stay."""
    folder, current = Folder(tmp_path / "to", keep=2), tmp_path / "to" / "current"
    looks = ["first", *(f"look {number}" for number in range(RELEASES_OF_ASSETS)), "last"]
    seen: list[set[str]] = []
    for look in looks:
        site = site_of(tmp_path / look, "1.0.0", look=look)
        publish(built_before(site), folder, PublishOptions(now(), WithoutGit()), no_progress)
        seen.append({file.read_text() for file in (current / "assets").glob("look.*")})
        assert verify_site(FolderCopy(current.resolve()), no_progress).findings == ()
    assert [number for number, there in enumerate(seen) if "first" in there] == list(range(RELEASES_OF_ASSETS + 1))
    assert seen[-1] == {*looks[-RELEASES_OF_ASSETS - 1 :]}

    publish(built_before(tmp_path / "look 0"), folder, PublishOptions(now(), WithoutGit()), no_progress)
    kept = read_checkpoint((current / "checkpoint.json").read_bytes()).kept_assets
    own = {f"assets/{file.name}" for file in (tmp_path / "look 0" / "assets").iterdir()}
    assert not own & set(kept)

    altered = next(path for path in kept if (current / path).read_text() == "last")
    (current / altered).unlink()
    (current / altered).write_text("Something else")
    site = site_of(tmp_path / "after", "1.0.0", look="after")
    publish(built_before(site), folder, PublishOptions(now(), WithoutGit()), no_progress)
    assert not (current / altered).exists()
