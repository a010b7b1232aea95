"""Where a site may be built: a folder that is new, empty, or has a site in it that was built before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from inforce.store.failure import Failure
from inforce.store.site_folder import STAGING

_SITES_HAVE: Final = ("index.html", "404.html")
_NO_SITE_HAS: Final = ("mkdocs.yml", ".git", "content")
_REMEDY: Final = "Name a folder that is new, empty, or has a site in it that was built before."


def refuse_what_is_no_site(target: Path) -> None:
    """Raise `Failure` where *target* is a place for no site, or holds what is none: all of it would be lost."""
    _refuse_what_can_hold_no_site(target)
    _refuse_what_holds_no_site(target)


def _refuse_what_can_hold_no_site(target: Path) -> None:
    for link in (target, target / STAGING):
        if link.is_symlink():
            what = f"{link} is a symbolic link, and what is written there would stand elsewhere."
            raise Failure(what, "Delete the link, or name the folder itself.")
    if not target.name:
        raise Failure(f"{target} cannot be a site: it is the top of the disk.", _REMEDY)
    for folder in Path(os.path.abspath(target)).parents:  # noqa: PTH100 -- "content/../site" is not in content
        if folder.name == "content" and (folder.parent / "mkdocs.yml").exists():
            what = f"{target} lies in {folder}, and the next build would take the site for content."
            raise Failure(what, "Name a folder outside it.")


def _refuse_what_holds_no_site(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise Failure(f"{target} is a file, and the site is built into a folder.", _REMEDY)
    there = {entry.name for entry in target.iterdir()}
    if there and (there.isdisjoint(_SITES_HAVE) or not there.isdisjoint(_NO_SITE_HAS)):
        raise Failure(f"{target} has something other than a site in it, which building there would remove.", _REMEDY)
