"""A site folder changes as a whole or not at all, whatever interrupts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from inforce.build.site_folder import SiteWriter, begin, staged
from inforce.store.failure import Failure


def files(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """Nothing of the old site is left in the new, nor beside it."""
    site = tmp_path / "site"
    for text in ("old", "new"):
        with staged(site) as staging:
            write = SiteWriter(staging, site)
            write("index.html", text.encode())
            write(f"{text}/index.html", text.encode())
    assert files(tmp_path) == {"site/index.html": "new", "site/new/index.html": "new"}


@pytest.mark.parametrize("there", ["notes.txt", "mkdocs.yml", ".git", "content"])
def test_what_is_no_site_is_never_replaced(there: str, tmp_path: Path) -> None:
    """A wrong option must not cost anyone their folder; not even one that looks like a site besides."""
    site = tmp_path / "site"
    site.mkdir()
    (site / there).write_text("precious")
    if there != "notes.txt":
        (site / "index.html").write_text("a page")
    before = files(tmp_path)
    with pytest.raises(Failure) as caught:
        begin(site)
    assert str(caught.value) == (
        f"{site} has something other than a site in it, which building there would remove.\n"
        "  Name a folder that is new, empty, or has a site in it that was built before."
    )
    assert files(tmp_path) == before


def test_a_file_is_never_replaced_by_a_site(tmp_path: Path) -> None:
    """Nor is it moved aside."""
    (tmp_path / "site").write_text("precious")
    with pytest.raises(Failure) as caught:
        begin(tmp_path / "site")
    assert str(caught.value) == (
        f"{tmp_path / 'site'} is a file, and the site is built into a folder.\n"
        "  Name a folder that is new, empty, or has a site in it that was built before."
    )
    assert files(tmp_path) == {"site": "precious"}


def test_no_site_is_built_into_the_content(tmp_path: Path) -> None:
    """The next build would find a stray folder there; a folder beside the content is as good as any."""
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Guidance")
    site = tmp_path / "content/pages/site"
    with pytest.raises(Failure) as caught:
        begin(site)
    assert str(caught.value) == (
        f"{site} lies in {tmp_path / 'content'}, and the next build would take the site for content.\n"
        "  Name a folder outside it."
    )
    begin(tmp_path / "content/../site")
    assert files(tmp_path) == {"mkdocs.yml": "site_name: Guidance"}


def test_no_site_is_built_over_the_whole_disk() -> None:
    """A slip of the keyboard is answered, not reported as a fault of the program."""
    with pytest.raises(Failure) as caught:
        begin(Path("/"))
    assert str(caught.value) == (
        "/ cannot be a site: it is the top of the disk.\n"
        "  Name a folder that is new, empty, or has a site in it that was built before."
    )


def test_a_failure_leaves_the_old_site_untouched(tmp_path: Path) -> None:
    """Half a site is never shown."""
    site = tmp_path / "site"
    with staged(site) as staging:
        SiteWriter(staging, site)("index.html", b"old")

    def build_half_of_it() -> None:
        with staged(site) as staging:
            SiteWriter(staging, site)("index.html", b"new")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        build_half_of_it()
    assert files(tmp_path) == {"site/index.html": "old"}


@pytest.mark.parametrize("left", [".site.new", ".site.old", "both"])
def test_what_a_kill_left_behind_is_healed(left: str, tmp_path: Path) -> None:
    """A run that was killed at any moment is made good by the next one, and no site is lost."""
    site = tmp_path / "site"
    for name in [".site.new", ".site.old"] if left == "both" else [left]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    if left == ".site.new":
        site.mkdir()
        (site / "index.html").write_text("old")
    begin(site)
    assert files(tmp_path) == {"site/index.html": "old" if left == ".site.new" else ".site.old"}


def test_a_page_that_did_not_change_keeps_its_time(tmp_path: Path) -> None:
    """Servers and mirrors see which pages changed, and which did not."""
    site = tmp_path / "site"
    with staged(site) as staging:
        write = SiteWriter(staging, site)
        write("index.html", b"same")
        write("changed.html", b"old")
    before = (site / "index.html").stat()
    with staged(site) as staging:
        write = SiteWriter(staging, site)
        write("index.html", b"same")
        write("changed.html", b"new")
    after = (site / "index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert files(site) == {"index.html": "same", "changed.html": "new"}
    assert (write.kept, write.written) == (1, {"index.html", "changed.html"})


def test_an_old_site_that_is_linked_elsewhere_is_not_changed(tmp_path: Path) -> None:
    """A page is replaced, never written into, so that a copy that shares its bytes stays what it was."""
    site, mirror = tmp_path / "site", tmp_path / "mirror.html"
    with staged(site) as staging:
        SiteWriter(staging, site)("index.html", b"old")
    mirror.hardlink_to(site / "index.html")
    with staged(site) as staging:
        write = SiteWriter(staging, site)
        write("index.html", b"old")
        write("index.html", b"new")
    assert (mirror.read_text(), files(site)) == ("old", {"index.html": "new"})
