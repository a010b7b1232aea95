"""What browsers are told to allow on pages of the site: nothing from elsewhere, no program that stands in a page.

The policy stands in every page, for hosts that send no headers of ours, and in files for those that do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from inforce.build.components import made_with

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""What a page may load and run, as it stands in the page itself."""

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": f"{CONTENT_POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What a host is to send with every file of the site."""

FOLDER: Final = "hosting/"


def hosting_files() -> Iterator[tuple[str, bytes]]:
    """Yield the files that tell hosts what to send, each with its address."""
    yield "_headers", _lines("/*", (f"  {name}: {value}" for name, value in HEADERS.items()))
    nginx = (f'add_header {name} "{value}" always;' for name, value in HEADERS.items())
    yield f"{FOLDER}nginx.conf", _lines("# Include this in the server block of the site.", nginx)
    yield f"{FOLDER}made-with.json", made_with()
    apache = (f'Header always set {name} "{value}"' for name, value in HEADERS.items())
    yield (
        f"{FOLDER}apache.conf",
        _lines("# Include this in the virtual host of the site; needs mod_headers.", apache),
    )


def _lines(first: str, rest: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in (first, *rest)).encode()
