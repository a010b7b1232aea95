"""Proves a published site against its own register and checkpoint: records, chain, pages, and every other file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from inforce.audit.site_copy import REPUBLISH, RESTORE, SiteCopy, SiteHead
from inforce.model.originals import fingerprint as sha256
from inforce.model.problem import NOWHERE, Place, Problem
from inforce.publish.checkpoint import CHECKPOINT, Checkpoint, signer
from inforce.publish.destinations.branch import HOSTS_OWN
from inforce.publish.destinations.bucket import OWN, POINTER
from inforce.publish.destinations.destination import Progress
from inforce.publish.destinations.lease import KEY as LEASE
from inforce.publish.destinations.lease import read_lease
from inforce.publish.published_state import (
    KEPT_BY_PUBLISHING,
    carries_code,
    details_path,
    page_path,
    record_at,
    record_path,
    withheld_in,
)
from inforce.publish.register import Entry, ReadRegister

ATTEMPTS = 3
"""How often a site is verified that is published anew in the meantime, before it is said that nothing can be told."""


@dataclass(frozen=True)
class Verified:
    """What verification came to: what was found, and what it was held against."""

    findings: tuple[Problem, ...]
    register: ReadRegister = field(default_factory=lambda: ReadRegister((), ()))
    checkpoint: Checkpoint | None = None
    files: int = 0
    signed_by: str = ""
    remarks: tuple[str, ...] = ()
    """What stands beside the site and tells the host how to show it: whether that is right, only its owner knows."""


def verify_site(
    site: SiteCopy,
    progress: Progress,
    *,
    signers: Path | None = None,
    remembered: Checkpoint | None = None,
    records_only: bool = False,
) -> Verified:
    """Verify all of *site*; with *records_only*, only what stands for its records.

    *signers* is a list from elsewhere of who may sign; *remembered* a checkpoint that was kept elsewhere.
    A site that was published anew while it was read looks altered: it is read again, if its checkpoint changed.
    """
    asked = _Asked(signers, remembered, records_only)
    for _ in range(ATTEMPTS):
        head = SiteHead.of(site)
        verified = _verify_once(site, head, asked, progress)
        if not verified.findings or dict(site.read_all([CHECKPOINT]))[CHECKPOINT] == head.checkpoint_content:
            return verified
    return Verified((_changes_all_the_time(),))


@dataclass(frozen=True)
class _Asked:
    """What to hold a site against, and how much of it."""

    signers: Path | None
    remembered: Checkpoint | None
    records_only: bool


def _verify_once(site: SiteCopy, head: SiteHead, asked: _Asked, progress: Progress) -> Verified:
    if head.checkpoint is None or head.register is None:
        return Verified(tuple(sorted({*head.missing(), *_underway(site)})))
    findings = [*head.findings()]
    signed_by = ""
    if asked.signers:
        signed_by = _signer(head, asked.signers) or ""
        findings += [] if signed_by else [_not_signed(head)]
    if asked.remembered:
        findings += contradictions(asked.remembered, head.checkpoint, head.register.entries)
    wanted = _wanted(head, records_only=asked.records_only)
    files = _Files(site, head.register, head.checksums)
    for done, (path, content) in enumerate(site.read_all(sorted(wanted)), start=1):
        findings += files.findings(path, content)
        progress(done, len(wanted))
    there = (site.paths() or frozenset()) if not asked.records_only else frozenset[str]()
    findings += _never_published(there, head.checksums)
    findings += _numbered_otherwise(site, head.checkpoint)
    if findings and (underway := [*_underway(site)]):
        # pages that are on their way may look altered; what was published is held against the register all the same
        findings = [*(one for one in findings if one.code != "page-altered"), *underway]
    hosts = [f"{path} tells the host how to show the site. Check that it is yours." for path in there & HOSTS_OWN]
    remarks = (*sorted(hosts), *dict.fromkeys(files.remarks))
    found = tuple(sorted(set(findings)))
    return Verified(found, head.register, head.checkpoint, len(wanted), signed_by, remarks)


class _Files:
    """Holds each file against the register and the list of files."""

    def __init__(self, site: SiteCopy, register: ReadRegister, checksums: Mapping[str, str]) -> None:
        self._site = site
        self._checksums = checksums
        self.remarks: list[str] = []
        self._records = {record_path(entry.document, entry.version): entry for entry in register.entries}
        self._pages = {page_path(entry.document, entry.version): entry for entry in register.entries}

    def findings(self, path: str, content: bytes | None) -> Iterator[Problem]:
        """Yield what is wrong with the file at *path*."""
        if entry := self._records.get(path):
            if not (content is not None and self._is_withheld(entry, content)):
                yield from _record_findings(entry, content)
        elif unregistered := record_at(path, ""):
            yield Problem(
                Place(path),
                "register-altered",
                f"The site has a record of {unregistered}, which no entry of the register names.",
                RESTORE,
            )
        elif entry := self._pages.get(path):
            yield from self._page_findings(path, entry, content)
        elif content is None or sha256(content) != self._checksums[path]:
            what = "is missing" if content is None else "is not what was published"
            yield Problem(Place(path), "page-altered", f"{path} {what}.", REPUBLISH)

    def _is_withheld(self, entry: Entry, content: bytes) -> bool:
        """Whether *content* lacks words of a record that were lawfully withheld, as the facts of its document say."""
        now, path = sha256(content), details_path(entry.document)
        if now == entry.fingerprint or path not in self._checksums:
            return False
        details = dict(self._site.read_all([path]))[path]
        if details is None or sha256(details) != self._checksums[path]:
            return False
        declared = [one for one in withheld_in(details) if one.version == entry.version]
        held = [one for one in declared if (one.fingerprint, one.record) == (entry.fingerprint, now)]
        ask = "Ask the publisher if nobody told you."
        self.remarks += [f"Words were withheld from {entry.published}: {one.said} {ask}" for one in held]
        return bool(held)

    def _page_findings(self, path: str, entry: Entry, content: bytes | None) -> Iterator[Problem]:
        version = entry.published
        if content is None:
            yield Problem(Place(path), "page-altered", f"The page of {version} is missing.", REPUBLISH)
        elif not carries_code(content, version):
            what = f"The page of {version} does not carry the check code of its record."
            yield Problem(Place(path), "page-altered", what, REPUBLISH)
        elif path in self._checksums and sha256(content) != self._checksums[path]:
            yield Problem(Place(path), "page-altered", f"The page of {version} is not what was published.", REPUBLISH)


def _record_findings(entry: Entry, content: bytes | None) -> Iterator[Problem]:
    version = entry.published
    if content is None:
        yield Problem(
            Place(record_path(entry.document, entry.version)),
            "record-altered",
            f"The record of {version} is missing.",
            RESTORE,
        )
    elif (now := sha256(content)) != entry.fingerprint:
        yield Problem(
            Place(record_path(entry.document, entry.version)),
            "record-altered",
            f"The record of {version} was altered: it was published with the SHA-256 {entry.fingerprint}, "
            f"and now has {now}.",
            RESTORE,
        )


def _wanted(head: SiteHead, *, records_only: bool) -> set[str]:
    entries = head.register.entries if head.register else ()
    wanted = {record_path(entry.document, entry.version) for entry in entries}
    wanted |= {path for path in head.checksums if record_at(path, "")}
    if records_only:
        return wanted
    wanted |= {page_path(entry.document, entry.version) for entry in entries}
    return wanted | set(head.checksums)


def _numbered_otherwise(site: SiteCopy, checkpoint: Checkpoint) -> Iterator[Problem]:
    """Say where the folder that shows is another release than the checkpoint in it says."""
    if site.release and site.release != checkpoint.release:
        what = f"The checkpoint says release {checkpoint.release}, and stands in the folder of release {site.release}."
        yield Problem(NOWHERE, "register-altered", what, RESTORE)


def _never_published(there: Set[str], checksums: Mapping[str, str]) -> Iterator[Problem]:
    own = {path for path in there if path.startswith(OWN)} if {POINTER, LEASE} & there else set()
    for path in sorted(there - set(checksums) - KEPT_BY_PUBLISHING - HOSTS_OWN - own):
        yield Problem(Place(path), "page-altered", f"{path} was never published here.", REPUBLISH)


def _underway(site: SiteCopy) -> Iterator[Problem]:
    """Say that a publication is running, or was interrupted, which may be why something does not hold."""
    (_, lease), *_ = site.read_all([LEASE])
    if read_lease(lease).unfinished:
        yield Problem(
            NOWHERE,
            "proof-impossible",
            "A publication to this site is running, or was interrupted; that may be the reason.",
            "Verify again in a few minutes. If it is still so, publish again, and then verify.",
        )


def _changes_all_the_time() -> Problem:
    return Problem(
        NOWHERE,
        "proof-impossible",
        f"The site was published anew each of the {ATTEMPTS} times that it was read.",
        "Verify again in a few minutes.",
    )


def _signer(head: SiteHead, signers: Path) -> str | None:
    return signer(head.checkpoint_content or b"", head.signature, signers) if head.signature else None


def _not_signed(head: SiteHead) -> Problem:
    what = "is not signed by anyone in your list of signers" if head.signature else "is not signed"
    return Problem(
        Place(CHECKPOINT),
        "checkpoint-not-signed",
        f"The checkpoint {what}.",
        "Ask the publisher which key they sign with, and not by way of the site. Until then nothing here is proven.",
    )


def contradictions(remembered: Checkpoint, now: Checkpoint, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Yield where a site contradicts a checkpoint of it that was remembered."""
    ask = "Compare with whoever else keeps a checkpoint or a mirror, and ask the publisher in writing."
    if now.release < remembered.release:
        what = (
            f"The site shows release {now.release}; on {remembered.published_at[:10]} it showed release "
            f"{remembered.release}. Somebody put an old state back, or began the site again."
        )
        yield Problem(Place(CHECKPOINT), "checkpoint-contradicted", what, ask)
    elif now.release == remembered.release and now != remembered:
        what = f"Release {now.release} is not the release {now.release} that was remembered."
        yield Problem(Place(CHECKPOINT), "checkpoint-contradicted", what, ask)
    if len(entries) < remembered.entries:
        what = f"The register was cut short: it has {len(entries)} entries, and had {remembered.entries}."
        yield Problem(Place(CHECKPOINT), "checkpoint-contradicted", what, ask)
    elif remembered.entries and entries[remembered.entries - 1].hash != remembered.head:
        last = entries[remembered.entries - 1].published
        what = (
            f"The register was rewritten: its first {remembered.entries} entries, up to {last}, are not those that "
            f"were there on {remembered.published_at[:10]}."
        )
        yield Problem(Place(CHECKPOINT), "checkpoint-contradicted", what, ask)
