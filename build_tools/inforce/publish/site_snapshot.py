"""What a built site offers for publication: every file by its SHA-256, the versions in it, and when they were shown."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from inforce.model.names import ID, VERSION, VersionNumber
from inforce.model.problem import NOWHERE, Problem, refusal
from inforce.publish.checkpoint import may_be_listed
from inforce.publish.guard import SiteDay, unnamed
from inforce.publish.published_state import (
    KEPT_BY_PUBLISHING,
    PublishedSite,
    Withheld,
    carries_code,
    details_path,
    page_path,
    record_at,
    record_path,
    withheld_in,
)
from inforce.publish.register import MOMENT, Published, read_object
from inforce.reading.guidance_files import read_version
from inforce.site.addresses import as_at
from inforce.store.atomic import Failure


class SiteChangedError(Failure):
    """A file of the site says something else than when publication began."""


@dataclass(frozen=True)
class SiteSnapshot:
    """A built site in a folder, as it was when it was looked through."""

    folder: Path
    files: Mapping[str, str]

    @cached_property
    def versions(self) -> tuple[Published, ...]:
        """All versions that the site holds, by document and ascending number.

        A version from which words were withheld has the fingerprint under which it was published.
        """
        found = (record_at(path, fingerprint) for path, fingerprint in self.files.items())
        return tuple(sorted((self._as_published(version) for version in found if version), key=_order))

    def _as_published(self, version: Published) -> Published:
        known = self.withheld.get(version)
        return replace(version, fingerprint=known[0].fingerprint) if known else version

    @cached_property
    def current_ids(self) -> dict[str, str]:
        """The id that a document has now, by every id that it had before."""
        found: dict[str, str] = {}
        for path in self.files:
            content = self.read(path) if _DETAILS.fullmatch(path) else b""
            if b'"until"' in content:
                record = read_object(content)
                found |= {str(one["id"]): str(record["document"]) for one in record.get("formerly", ())}
        return found

    @cached_property
    def moments(self) -> dict[tuple[str, str], str]:
        """The moment of each version, and of what was taken back, as the history has it; "" where it has none."""
        found: dict[tuple[str, str], str] = {}
        for path in self.files:
            if history := _HISTORY.fullmatch(path):
                try:
                    record = read_object(self.read(path))
                    for one in (*record["versions"], *record.get("taken_back", ())):
                        found[history["document"], _told_as(one)] = _moment(one["published_at"])
                except (ValueError, KeyError, TypeError, AttributeError):
                    raise refusal(
                        "site-not-to-publish",
                        f"{path} is not as a build makes it.",
                        "Build the site again, and publish it then.",
                    ) from None
        return found

    @cached_property
    def withheld(self) -> dict[Published, list[Withheld]]:
        """The records that lack words, as they are now, each with what is said of that."""
        documents = {version.document for path in self.files if (version := record_at(path, ""))}
        paths = ((name, details_path(name)) for name in sorted(documents))
        found: dict[Published, list[Withheld]] = {}
        for name, path in paths:
            for one in withheld_in(self.read(path)) if path in self.files else ():
                found.setdefault(Published(name, one.version, one.record), []).append(one)
        return found

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise `SiteChangedError` where they are not those that were offered."""
        try:
            content = (self.folder / path).read_bytes()
        except FileNotFoundError:
            content = b""
        if hashlib.sha256(content).hexdigest() != self.files[path]:
            raise SiteChangedError(
                f"{path} changed while the site was being published.", "Build the site again, and publish it then."
            )
        return content

    @cached_property
    def day(self) -> SiteDay:
        """Of which day the site says that it is."""
        return day_of(self.read(as_at())) if as_at() in self.files else SiteDay()

    def in_force_from(self, version: Published) -> str:
        """Return the day from which *version* is in force, or ``unknown``, as its record says."""
        path = record_path(version.document, version.version)
        number = VersionNumber.parse(version.version)
        found = read_version(self.read(path), path, version.document, number).version
        if found is None:
            raise ValueError(f"the record {path} cannot be read")
        return found.in_force_from.isoformat() if found.in_force_from else "unknown"


def _told_as(record: Mapping[str, Any]) -> str:
    """Return what a record of the history tells, as the register has it."""
    told = " ".join(str(record[name]) for name in ("what", "version", "on") if record.get(name))
    if not _TOLD.fullmatch(told):
        raise ValueError(f"{told} is nothing that a register has")
    return told


def _moment(said: str | None) -> str:
    if said is not None and not MOMENT.fullmatch(said):
        raise ValueError(f"{said} is no moment")
    return said or ""


def day_of(content: bytes) -> SiteDay:
    """Return what the file of the day of a site says."""
    try:
        record = read_object(content)
    except ValueError:
        return SiteDay()
    return SiteDay(str(record.get("as_at", "")), str(record.get("time_zone", "")))


def built_before(folder: Path) -> Callable[[PublishedSite], SiteSnapshot]:
    """Return what offers the site in *folder* as it is, whatever it is to take the place of."""
    site = scan_site(folder)
    return lambda _state: site


def scan_site(folder: Path) -> SiteSnapshot:
    """Return what the site in *folder* offers; what publishing itself adds to a site is left out."""
    files = {}
    for path, file in _files(folder):
        if path not in KEPT_BY_PUBLISHING:
            with file.open("rb") as content:
                files[path] = hashlib.file_digest(content, "sha256").hexdigest()
    return SiteSnapshot(folder, files)


def faults(offer: SiteSnapshot) -> Iterator[Problem]:
    """Yield what is wrong with the site itself, whatever stands at the destination."""
    if not offer.versions:
        yield Problem(
            NOWHERE,
            "site-not-to-publish",
            f"{offer.folder} has no record of any version, so it is not a site that inforce built.",
            "Build the site with inforce build, and publish the folder that it names.",
        )
    if "index.html" in offer.files:
        yield from unnamed(offer.read("index.html"))
    for path in offer.files:
        if not may_be_listed(path):
            yield Problem(
                NOWHERE,
                "site-not-to-publish",
                f"The name of the file {path!r} cannot be published.",
                "Rename it, build the site and publish it again.",
            )
    for version in offer.versions:
        yield from _version_faults(offer, version)


def _version_faults(offer: SiteSnapshot, version: Published) -> Iterator[Problem]:
    page = page_path(version.document, version.version)
    again = "Build the site again, and publish it then."
    if page not in offer.files:
        yield Problem(NOWHERE, "site-not-to-publish", f"The site has the record of {version} but no page of it.", again)
    elif not carries_code(offer.read(page), version):
        yield Problem(
            NOWHERE, "site-not-to-publish", f"The page of {version} does not carry the check code of its record.", again
        )


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below *folder*; a symbolic link is refused, for it could lead to what is not meant to be published."""
    for parent, folders, names in os.walk(folder, onerror=_raise):
        for name in (*folders, *names):
            if (Path(parent) / name).is_symlink():
                raise OSError(0, "There is a symbolic link in the site", str(Path(parent) / name))
        for name in names:
            file = Path(parent) / name
            yield file.relative_to(folder).as_posix(), file


def _raise(error: OSError) -> None:
    raise error


def _order(version: Published) -> tuple[str, VersionNumber]:
    return version.document, VersionNumber.parse(version.version)


_TOLD = re.compile(rf"{VERSION.pattern}|(withdrawn|(cancelled|withheld) {VERSION.pattern}) \d{{4}}-\d\d-\d\d", re.ASCII)
_DETAILS = re.compile(rf"api/guidance/{ID.pattern}\.json", re.ASCII)
_HISTORY = re.compile(rf"api/guidance/(?P<document>{ID.pattern})/history\.json", re.ASCII)
