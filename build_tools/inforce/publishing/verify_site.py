"""Proves a published site against its own register and checkpoint: records, chain, pages, and every other file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inforce.model.fingerprint import fingerprint as sha256
from inforce.publishing.checkpoint import NAME, REGISTER, SIGNATURE, Checkpoint, read_checkpoint
from inforce.publishing.checksums import NAME as CHECKSUMS
from inforce.publishing.checksums import read_checksums
from inforce.publishing.destination import Progress
from inforce.publishing.finding import Finding, Kind
from inforce.publishing.lease_object import KEY as LEASE
from inforce.publishing.lease_object import read_lease
from inforce.publishing.published_site import KEPT_BY_PUBLISHING, carries_code, page_path, record_at, record_path
from inforce.publishing.register import Entry, Published, ReadRegister, Register, read_register
from inforce.publishing.signature import signer
from inforce.publishing.site_copy import SiteCopy

_RESTORE = "Put it back from an earlier release, a mirror or a backup, and find out who changed it."
_REPUBLISH = "Publish the site again, and find out who changed it."


@dataclass(frozen=True)
class Verified:
    """What verification came to: what was found, and what it was held against."""

    findings: tuple[Finding, ...]
    register: ReadRegister = field(default_factory=lambda: ReadRegister((), ()))
    checkpoint: Checkpoint | None = None
    files: int = 0
    signed_by: str = ""


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
    """
    head = _Head.of(site)
    if head.checkpoint is None or head.register is None:
        return Verified(tuple(sorted({*head.missing(), *_underway(site)})))
    findings = [*head.findings()]
    signed_by = ""
    if signers:
        signed_by = _signer(head, signers) or ""
        findings += [] if signed_by else [_not_signed(head)]
    if remembered:
        findings += contradictions(remembered, head.checkpoint, head.register.entries)
    wanted = _wanted(head, records_only=records_only)
    files = _Files(head.register, head.checksums)
    for done, (path, content) in enumerate(site.read_all(sorted(wanted)), start=1):
        findings += files.findings(path, content)
        progress(done, len(wanted))
    if not records_only:
        findings += _never_published(site, head.checksums)
    if findings:
        findings += _underway(site)
    return Verified(tuple(sorted(set(findings))), head.register, head.checkpoint, len(wanted), signed_by)


@dataclass(frozen=True)
class _Head:
    """The four files that publishing adds to a site."""

    register: ReadRegister | None
    checkpoint: Checkpoint | None
    checkpoint_content: bytes
    signature: bytes | None
    checksums: Mapping[str, str]
    checksums_hold: bool
    absent: tuple[str, ...]

    @classmethod
    def of(cls, site: SiteCopy) -> _Head:
        content = dict(site.read_all((REGISTER, NAME, SIGNATURE, CHECKSUMS)))
        register, checkpoint, checksums = content[REGISTER], content[NAME], content[CHECKSUMS]
        found: dict[str, str] | None = None
        made: Checkpoint | None = None
        try:
            made = read_checkpoint(checkpoint) if checkpoint is not None else None
            found = read_checksums(checksums) if checksums is not None else None
        except ValueError:
            pass
        hold = made is not None and checksums is not None and sha256(checksums) == made.files
        return cls(
            register=read_register(register) if register is not None else None,
            checkpoint=made,
            checkpoint_content=checkpoint or b"",
            signature=content[SIGNATURE],
            checksums=found or {},
            checksums_hold=hold and found is not None,
            absent=tuple(name for name in (REGISTER, NAME) if content[name] is None),
        )

    def missing(self) -> Iterator[Finding]:
        """Why there is nothing to hold the site against."""
        for name in self.absent:
            yield Finding(Kind.REGISTER, f"The site has no {name}.", "Check the address. " + _RESTORE)
        if NAME not in self.absent and self.checkpoint is None:
            yield Finding(Kind.REGISTER, f"The {NAME} of the site cannot be read.", _RESTORE)

    def findings(self) -> Iterator[Finding]:
        """What does not hold among the register, the checkpoint and the list of files."""
        register, checkpoint = self.register, self.checkpoint
        if register is None or checkpoint is None:
            return
        for fault in register.faults:
            yield Finding(Kind.REGISTER, str(fault), _RESTORE)
        if not register.faults and not checkpoint.stands_for(register.register):
            yield _not_of_checkpoint(register.register, checkpoint)
        if not self.checksums_hold:
            yield Finding(Kind.PAGE, f"The list of files, {CHECKSUMS}, is not the one of the checkpoint.", _REPUBLISH)


def _not_of_checkpoint(register: Register, checkpoint: Checkpoint) -> Finding:
    last = register.entries[-1].published if register.entries else None
    if checkpoint.stands_for(Register(register.entries[: checkpoint.entries])):
        return Finding(
            Kind.REGISTER,
            f"The register is ahead of its checkpoint, which stands for {checkpoint.entries} of its "
            f"{len(register.entries)} entries; the last is {last}.",
            "If the site was being published just now, verify again. Otherwise find out who added to the register.",
            last,
        )
    return Finding(
        Kind.REGISTER,
        f"The register has {len(register.entries)} entries and {f'ends with {last}' if last else 'is empty'}; "
        f"that is not what its checkpoint of {checkpoint.entries} entries stands for.",
        _RESTORE,
        last,
    )


class _Files:
    """Holds each file against the register and the list of files."""

    def __init__(self, register: ReadRegister, checksums: Mapping[str, str]) -> None:
        self._checksums = checksums
        self._records = {record_path(entry.document, entry.version): entry for entry in register.entries}
        self._pages = {page_path(entry.document, entry.version): entry for entry in register.entries}

    def findings(self, path: str, content: bytes | None) -> Iterator[Finding]:
        """Yield what is wrong with the file at *path*."""
        if entry := self._records.get(path):
            yield from _record_findings(entry, content)
        elif unregistered := record_at(path, ""):
            yield Finding(
                Kind.REGISTER,
                f"The site has a record of {unregistered}, which no entry of the register names.",
                _RESTORE,
                unregistered,
            )
        elif entry := self._pages.get(path):
            yield from self._page_findings(path, entry, content)
        elif content is None or sha256(content) != self._checksums[path]:
            what = "is missing" if content is None else "is not what was published"
            yield Finding(Kind.PAGE, f"{path} {what}.", _REPUBLISH)

    def _page_findings(self, path: str, entry: Entry, content: bytes | None) -> Iterator[Finding]:
        version = entry.published
        if content is None:
            yield Finding(Kind.PAGE, f"The page of {version} is missing.", _REPUBLISH, version)
        elif not carries_code(content, version):
            what = f"The page of {version} does not carry the check code of its record."
            yield Finding(Kind.PAGE, what, _REPUBLISH, version)
        elif path in self._checksums and sha256(content) != self._checksums[path]:
            yield Finding(Kind.PAGE, f"The page of {version} is not what was published.", _REPUBLISH, version)


def _record_findings(entry: Entry, content: bytes | None) -> Iterator[Finding]:
    version = entry.published
    if content is None:
        yield Finding(Kind.RECORD, f"The record of {version} is missing.", _RESTORE, version)
    elif (now := sha256(content)) != entry.fingerprint:
        yield Finding(
            Kind.RECORD,
            f"The record of {version} was altered: it was published with the SHA-256 {entry.fingerprint}, "
            f"and now has {now}.",
            _RESTORE,
            version,
        )


def _wanted(head: _Head, *, records_only: bool) -> set[str]:
    entries = head.register.entries if head.register else ()
    wanted = {record_path(entry.document, entry.version) for entry in entries}
    wanted |= {path for path in head.checksums if record_at(path, "")}
    if records_only:
        return wanted
    wanted |= {page_path(entry.document, entry.version) for entry in entries}
    return wanted | set(head.checksums)


def _never_published(site: SiteCopy, checksums: Mapping[str, str]) -> Iterator[Finding]:
    there = site.paths()
    for path in sorted((there or frozenset()) - set(checksums) - KEPT_BY_PUBLISHING):
        unregistered: Published | None = record_at(path, "")
        yield Finding(Kind.PAGE, f"{path} was never published here.", _REPUBLISH, unregistered)


def _underway(site: SiteCopy) -> Iterator[Finding]:
    """Say that a publication is running, or was interrupted, which may be why something does not hold."""
    (_, lease), *_ = site.read_all([LEASE])
    if read_lease(lease).unfinished:
        yield Finding(
            Kind.CANNOT_TELL,
            "A publication to this site is running, or was interrupted; that may be why something does not hold.",
            "Verify again in a few minutes. If it is still so, publish again, and then verify.",
        )


def _signer(head: _Head, signers: Path) -> str | None:
    return signer(head.checkpoint_content, head.signature, signers) if head.signature else None


def _not_signed(head: _Head) -> Finding:
    what = "is not signed by anyone in your list of signers" if head.signature else "is not signed"
    return Finding(
        Kind.SIGNATURE,
        f"The checkpoint {what}.",
        "Ask the publisher which key signs, by another way than the site. Until then nothing here is proven.",
    )


def contradictions(remembered: Checkpoint, now: Checkpoint, entries: tuple[Entry, ...]) -> Iterator[Finding]:
    """Yield where a site contradicts a checkpoint of it that was remembered."""
    ask = "Compare with whoever else keeps a checkpoint or a mirror, and ask the publisher in writing."
    if now.release < remembered.release:
        what = (
            f"The site shows release {now.release}; on {remembered.published_at[:10]} it showed release "
            f"{remembered.release}. An old state was put back, or the site begun anew."
        )
        yield Finding(Kind.REMEMBERED, what, ask)
    elif now.release == remembered.release and now != remembered:
        what = f"Release {now.release} is not the release {now.release} that was remembered."
        yield Finding(Kind.REMEMBERED, what, ask)
    if len(entries) < remembered.entries:
        what = f"The register was cut short: it has {len(entries)} entries, and had {remembered.entries}."
        yield Finding(Kind.REMEMBERED, what, ask)
    elif remembered.entries and entries[remembered.entries - 1].hash != remembered.head:
        last = entries[remembered.entries - 1].published
        what = (
            f"The register was rewritten: its first {remembered.entries} entries, up to {last}, are not those "
            f"that stood there on {remembered.published_at[:10]}."
        )
        yield Finding(Kind.REMEMBERED, what, ask, last)
