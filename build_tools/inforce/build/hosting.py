"""What browsers are told to allow on pages of the site, in every page and in files for those who host it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

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
_POLICY: Final = "Content-Security-Policy"
_FRAMES: Final = "X-Frame-Options"


def hosting_files(editor: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files that tell hosts what to send, each with its address.

    *editor* is what the editing page may load, where the site has one; it takes the place of the policy of all others.
    """
    from inforce.build.components import made_with  # noqa: PLC0415 -- a program is another one seldom

    headers = [f"  {name}: {value}" for name, value in HEADERS.items()]
    if editor:
        own = {**HEADERS, _POLICY: f"{editor}; frame-ancestors 'self'", _FRAMES: "SAMEORIGIN"}
        headers += ["/edit/*", *(f"  ! {name}" for name in (_POLICY, _FRAMES))]
        headers += [f"  {name}: {own[name]}" for name in (_POLICY, _FRAMES)]
    yield "_headers", _lines("/*", iter(headers))
    yield f"{FOLDER}nginx.conf", _lines("# Include this in the server block of the site.", _nginx(editor))
    yield f"{FOLDER}made-with.json", made_with()
    lines = [f'Header always set {name} "{value}"' for name, value in HEADERS.items()]
    if editor:
        lines += ['<If "%{REQUEST_URI} =~ m#/edit/#">', f'Header always set {_POLICY} "{editor}"']
        lines += [f'Header always set {_FRAMES} "SAMEORIGIN"', "</If>"]
    yield (
        f"{FOLDER}apache.conf",
        _lines("# Include this in the virtual host of the site; needs mod_headers.", iter(lines)),
    )


def _nginx(editor: str) -> Iterator[str]:
    if editor:  # add_header takes a variable, and "set" is what "if" is safe with
        yield f'set $inforce_policy "{HEADERS[_POLICY]}";'
        yield f'set $inforce_frames "{HEADERS[_FRAMES]}";'
        yield f'if ($uri ~ "/edit/") {{ set $inforce_policy "{editor}"; set $inforce_frames "SAMEORIGIN"; }}'
    for name, value in HEADERS.items():
        given = {_POLICY: "$inforce_policy", _FRAMES: "$inforce_frames"}.get(name, value) if editor else value
        yield f'add_header {name} "{given}" always;'


def _lines(first: str, rest: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in (first, *rest)).encode()
