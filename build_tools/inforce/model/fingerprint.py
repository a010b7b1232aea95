"""The fingerprint of a file, byte for byte, and the short code by which a copy of it is checked."""

from __future__ import annotations

import hashlib

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's base 32: no I, L, O or U, so that no letter is taken for a digit."""


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal, as ``sha256sum`` prints it."""
    return hashlib.sha256(content).hexdigest()


def check_code(fingerprint: str) -> str:
    """Return the first 40 bits of *fingerprint* as eight base 32 letters in two groups: "7K3Q-9XMA"."""
    number = int(fingerprint[:10], 16)
    letters = "".join(CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"
