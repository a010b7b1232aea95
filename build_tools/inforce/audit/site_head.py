"""The four files that publishing adds to a site, and what does not hold among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inforce.audit.finding import Finding, Kind
from inforce.audit.site_copy import SiteCopy
from inforce.model.dataclass import dataclass
from inforce.model.fingerprint import fingerprint as sha256
from inforce.publish.checkpoint import NAME, REGISTER, SIGNATURE, Checkpoint, read_checkpoint
from inforce.publish.checksums import NAME as CHECKSUMS
from inforce.publish.checksums import read_checksums
from inforce.publish.register import ReadRegister, Register, read_register

RESTORE = "Put it back from an earlier release, a mirror or a backup, and find out who changed it."
REPUBLISH = "Publish the site again, and find out who changed it."


@dataclass(frozen=True)
class SiteHead:
    """The four files that publishing adds to a site."""

    register: ReadRegister | None
    checkpoint: Checkpoint | None
    checkpoint_content: bytes | None
    signature: bytes | None
    checksums: Mapping[str, str]
    checksums_hold: bool
    absent: tuple[str, ...]

    @classmethod
    def of(cls, site: SiteCopy) -> SiteHead:
        """Read them from *site*, the checkpoint first: see `verify_site`."""
        content = {**dict(site.read_all([NAME])), **dict(site.read_all((REGISTER, SIGNATURE, CHECKSUMS)))}
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
            checkpoint_content=checkpoint,
            signature=content[SIGNATURE],
            checksums=found or {},
            checksums_hold=hold and found is not None,
            absent=tuple(name for name in (REGISTER, NAME) if content[name] is None),
        )

    def missing(self) -> Iterator[Finding]:
        """Why there is nothing to hold the site against."""
        for name in self.absent:
            yield Finding(Kind.REGISTER, f"The site has no {name}.", "Check the address. " + RESTORE)
        if NAME not in self.absent and self.checkpoint is None:
            yield Finding(Kind.REGISTER, f"The {NAME} of the site cannot be read.", RESTORE)

    def findings(self) -> Iterator[Finding]:
        """What does not hold among the register, the checkpoint and the list of files."""
        register, checkpoint = self.register, self.checkpoint
        if register is None or checkpoint is None:
            return
        for fault in register.faults:
            yield Finding(Kind.REGISTER, str(fault), RESTORE)
        if not register.faults and not checkpoint.stands_for(register.register):
            yield _not_of_checkpoint(register.register, checkpoint)
        if not self.checksums_hold:
            yield Finding(Kind.PAGE, f"The list of files, {CHECKSUMS}, is not the one of the checkpoint.", REPUBLISH)


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
        RESTORE,
        last,
    )
