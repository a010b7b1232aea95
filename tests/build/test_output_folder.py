"""A site is built where it costs nobody a folder of something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from inforce.build.outcome import refuse_what_is_no_site
from inforce.store.atomic import Failure


def files(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


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
        refuse_what_is_no_site(site)
    assert str(caught.value) == (
        f"{site} has something other than a site in it, which building there would remove.\n"
        "  Name a folder that is new, empty, or has a site in it that was built before."
    )
    assert files(tmp_path) == before


def test_a_file_is_never_replaced_by_a_site(tmp_path: Path) -> None:
    """Nor is it moved aside."""
    (tmp_path / "site").write_text("precious")
    with pytest.raises(Failure) as caught:
        refuse_what_is_no_site(tmp_path / "site")
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
        refuse_what_is_no_site(site)
    assert str(caught.value) == (
        f"{site} lies in {tmp_path / 'content'}, and the next build would take the site for content.\n"
        "  Name a folder outside it."
    )
    refuse_what_is_no_site(tmp_path / "content/../site")
    assert files(tmp_path) == {"mkdocs.yml": "site_name: Guidance"}


def test_no_site_is_built_over_the_whole_disk() -> None:
    """A slip of the keyboard is answered, not reported as a fault of the program."""
    with pytest.raises(Failure) as caught:
        refuse_what_is_no_site(Path("/"))
    assert str(caught.value) == (
        "/ cannot be a site: it is the top of the disk.\n"
        "  Name a folder that is new, empty, or has a site in it that was built before."
    )
