"""The register of a published site, wherever a copy of it is: a file, a folder with the site in it, or an address."""

from __future__ import annotations

from pathlib import Path

from inforce.audit.site_copy import site_at
from inforce.publish import checkpoint
from inforce.publish.register import Register, read_register
from inforce.store.failure import Failure


def register_at(place: str) -> tuple[bytes, Register]:
    """Return the bytes of the register at *place*, and what they say; raise `Failure` where they do not hold."""
    content = _content(place)
    read = read_register(content)
    if read.faults:
        raise Failure(
            f"The register at {place} does not hold. {read.faults[0]}",
            "Take another copy of it, and find out with inforce verify --site what was altered.",
        )
    return content, read.register


def _content(place: str) -> bytes:
    file = Path(place.removeprefix("file://"))
    if file.is_file():
        return file.read_bytes()
    try:
        return site_at(place.removesuffix(checkpoint.REGISTER)).read(checkpoint.REGISTER)
    except FileNotFoundError:
        remedy = "Name the address or the folder of a site that was published with inforce publish, or its register."
        raise Failure(f"There is no {checkpoint.REGISTER} at {place}.", remedy) from None
