"""Readers of a folder that is published to, while it is: nothing is ever missing, and no two releases are mixed."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from inforce.publish.destinations.folder import LINGER, Folder
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.site_snapshot import built_before
from publishing.made_sites import no_progress, now, site_of

SWAPS = 25


def test_a_reader_during_swaps_sees_no_missing_and_no_mixed_pages(tmp_path: Path) -> None:
    """Each page is there whenever it is asked for, finds the asset that it names, and stands among its own."""
    sites = [site_of(tmp_path / str(number), "1.0.0", look=f"look {number}") for number in range(SWAPS)]
    folder = Folder(tmp_path / "to")
    given = PublishOptions(now(), WithoutGit())
    publish(built_before(sites[0]), folder, given, no_progress)
    done = threading.Event()
    by_name = _Reader(lambda: _read_by_name(tmp_path / "to" / "current", sites), done)
    one_state = _Reader(lambda: _read_one_state(tmp_path / "to" / "current"), done)
    with by_name, one_state:
        for site in sites[1:]:
            publish(built_before(site), folder, given, no_progress)
        done.set()
    assert by_name.wrong + one_state.wrong == []
    assert len(by_name.seen) > 1, "the reader saw only one release, so nothing was shown"
    assert len(one_state.seen) > 1, "as above"


def test_a_reader_who_is_slow_goes_on_in_the_release_that_it_began_with(tmp_path: Path) -> None:
    """A web server that remembers which folder showed finds all of it, however many releases follow at once."""
    folder = Folder(tmp_path / "to", keep=2)
    publish_looks(folder, tmp_path, range(1))
    root = os.open(tmp_path / "to" / "current", os.O_RDONLY)
    try:
        publish_looks(folder, tmp_path, range(1, 6))
        assert "look 0" in _read_at(root, "index.html")
        assert "look 0" in _read_at(root, "pages/2.html")
    finally:
        os.close(root)


def test_releases_are_removed_when_nobody_can_be_reading_them(tmp_path: Path) -> None:
    """So many are kept as were asked for, and besides them those that were replaced a moment ago."""
    folder = Folder(tmp_path / "to", keep=2)
    publish_looks(folder, tmp_path, range(4))
    assert folder.earlier() == (1, 2, 3)
    for release in (1, 2, 3):
        _let_time_pass(tmp_path / "to" / "releases" / f"{release:06}")
    publish_looks(folder, tmp_path, [4])
    assert folder.earlier() == (3, 4), "the third was replaced by the fourth a moment ago"
    for release in (4, 5):
        _let_time_pass(tmp_path / "to" / "releases" / f"{release:06}")
    publish_looks(folder, tmp_path, [5])
    assert folder.earlier() == (5,)


def publish_looks(folder: Folder, root: Path, numbers: Iterable[int]) -> None:
    """Publish one site after the other, each with a look of its own."""
    for number in numbers:
        site = site_of(root / str(number), "1.0.0", look=f"look {number}")
        publish(built_before(site), folder, PublishOptions(now(), WithoutGit()), no_progress)


def _let_time_pass(release: Path) -> None:
    os.utime(release, (release.stat().st_atime, release.stat().st_mtime - LINGER))


class _Reader:
    """Reads again and again while the body of a ``with`` runs, and keeps what it saw and what was wrong."""

    def __init__(self, read: Callable[[], str], done: threading.Event) -> None:
        self.seen: set[str] = set()
        self.wrong: list[str] = []
        self._read = read
        self._done = done
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.is_set():
            try:
                self.seen.add(self._read())
            except (OSError, ValueError) as error:
                self.wrong.append(str(error))


def _read_by_name(current: Path, sites: list[Path]) -> str:
    """Read the home page and then the asset that it needs, each by its name, as a browser does."""
    page = (current / "index.html").read_text(encoding="utf-8")
    asset = _asset_of(page, sites)
    if (current / "assets" / asset).read_text(encoding="utf-8") not in page:
        raise ValueError(f"{asset} is not that of {page}")
    return page


def _read_one_state(current: Path) -> str:
    """Read several pages of the release that shows at one moment."""
    root = os.open(current, os.O_RDONLY)
    try:
        pages = ("index.html", "guidance/golden-rules/1.0.0/index.html", "pages/1.html", "pages/2.html")
        seen = {re.findall(r"look \d+", _read_at(root, page))[0] for page in pages}
    finally:
        os.close(root)
    if len(seen) != 1:
        raise ValueError(f"mixed: {seen}")
    return seen.pop()


def _asset_of(look: str, sites: list[Path]) -> str:
    number = re.findall(r"look (\d+)", look)[0]
    return next(path.name for path in (sites[int(number)] / "assets").iterdir() if path.name.startswith("look."))


def _read_at(root: int, path: str) -> str:
    handle = os.open(path, os.O_RDONLY, dir_fd=root)
    with os.fdopen(handle, encoding="utf-8") as file:
        return file.read()
