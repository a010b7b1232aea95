"""What the lease of a bucket says: whose turn it is to publish, and what is about to be shown to readers. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from inforce.model.bounds import CHECKPOINT
from inforce.publish.register import Published

KEY = ".inforce/lease"


@dataclass(frozen=True)
class LeaseSaid:
    """What the object says; nobody holds the lease where *holder* is empty."""

    holder: str = ""
    announced: tuple[Published, ...] = ()
    interrupted: bool = False
    """Whether uploads had begun and were not gone through with."""

    @property
    def unfinished(self) -> bool:
        """Whether a publication is running or was interrupted."""
        return bool(self.holder) or self.interrupted

    def content(self, nonce: str) -> bytes:
        """Return the bytes of the object; *nonce* tells two objects apart that say the same."""
        announced = [asdict(version) for version in self.announced]
        said = {"holder": self.holder, "announced": announced, "interrupted": self.interrupted, "nonce": nonce}
        return json.dumps(said).encode()


def read_lease(content: bytes | None) -> LeaseSaid:
    """Read the object; where there is none nobody holds it, and one that cannot be read is held by someone unknown."""
    if content is None:
        return LeaseSaid()
    try:
        if len(content) > CHECKPOINT.largest:
            raise ValueError  # noqa: TRY301 -- it is no lease
        said = json.loads(content)
        announced = tuple(Published(**version) for version in said["announced"])
        return LeaseSaid(str(said["holder"]), announced, bool(said["interrupted"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return LeaseSaid("unknown", (), interrupted=True)
