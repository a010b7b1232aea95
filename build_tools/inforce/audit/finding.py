"""What verification finds: each finding is of one kind, and each kind has an exit code of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from inforce.publish.register import Published


class Kind(IntEnum):
    """What was found; the number is the exit code. Where there are several, the lowest is the exit code."""

    WORKING_TREE = 10
    """A version in the working tree is not what it was at the base."""
    HISTORY = 11
    """The git history lost or changed a version, or was rewritten."""
    REGISTER = 12
    """The register of a site does not hold."""
    RECORD = 13
    """A record is missing or says something else."""
    PAGE = 14
    """A page or another file is missing, says something else, or was never published."""
    SIGNATURE = 15
    """The checkpoint is not signed by someone who may."""
    REMEMBERED = 16
    """The site contradicts the checkpoint that was remembered."""
    CANNOT_TELL = 17
    """It cannot be told: part of what is needed is not there."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that was found, in whole sentences, and the version that it is about where it is about one."""

    kind: Kind
    what: str
    remedy: str
    version: Published | None = None

    def __str__(self) -> str:
        return f"{self.what}\n  {self.remedy}"


def exit_code(findings: Iterable[Finding]) -> int:
    """Return the exit code of all *findings*: 0 where there is none."""
    return min((finding.kind.value for finding in findings), default=0)
