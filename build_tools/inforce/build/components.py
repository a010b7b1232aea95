"""What a site is made with, and what its hosts are to tell browsers to allow."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any, Final, NamedTuple

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA: Final = re.compile(r";.*\bextra\s*==")
_LICENCE_SAID_BY: Final = "License :: OSI Approved :: "


class Component(NamedTuple):
    """A distribution: *digest* is the SHA-256 of the list of its files, which has the SHA-256 of each of them."""

    name: str
    version: str
    licence: str
    digest: str
    needs: tuple[str, ...]


def components(program: str = "inforce") -> tuple[Component, ...]:
    """Return *program* and everything installed that it needs, by name; what only an extra needs, where it is there."""
    found: dict[str, Component] = {}
    wanted = [program]
    while wanted:
        name = _plain(wanted.pop())
        if name not in found and (there := _installed(name)):
            found[name] = _component(there)
            wanted += found[name].needs
    return tuple(found[name] for name in sorted(found))


def cyclonedx() -> bytes:
    """Return the list as a CycloneDX 1.6 document: the same bytes for the same things installed."""
    program, *others = sorted(components(), key=lambda one: (one.name != "inforce", one.name))
    every = [program, *others]
    there = {_plain(one.name) for one in every}
    said: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _described(program, "application")},
        "components": [_described(one, "library") for one in others],
        "dependencies": [
            {"ref": _purl(one), "dependsOn": sorted(_purl(other) for other in every if _needs(one, other, there))}
            for one in every
        ],
    }
    return json.dumps(said, indent=2, ensure_ascii=False).encode() + b"\n"


def made_with() -> bytes:
    """Return what a site says of the program that made it, as JSON."""
    said = {
        "python": ".".join(map(str, sys.version_info[:3])),
        "made_with": {one.name: one.version for one in components()},
    }
    return json.dumps(said, indent=2).encode() + b"\n"


def _needs(one: Component, other: Component, there: set[str]) -> bool:
    return _plain(other.name) in there & {_plain(name) for name in one.needs}


def _described(one: Component, kind: str) -> dict[str, Any]:
    said: dict[str, Any] = {"type": kind, "bom-ref": _purl(one), "name": one.name, "version": one.version}
    said["purl"] = _purl(one)
    if one.licence:
        is_expression = bool(re.fullmatch(r"[\w.+-]+(?: (?:AND|OR|WITH) [\w.+-]+)*", one.licence))
        said["licenses"] = [{"expression": one.licence} if is_expression else {"license": {"name": one.licence}}]
    if one.digest:
        said["hashes"] = [{"alg": "SHA-256", "content": one.digest}]
        said["properties"] = [
            {
                "name": "inforce:hash-of",
                "value": "RECORD, the list of installed files, but for those that name a folder",
            }
        ]
    return said


def _purl(one: Component) -> str:
    return f"pkg:pypi/{_plain(one.name)}@{one.version}"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


_NAMES_A_FOLDER: Final = re.compile(r"^(?:\.\.|_editable_)|/direct_url\.json,")
"""Files that are another on each machine: scripts, and where the package came from."""


def _component(there: Distribution) -> Component:
    about = there.metadata
    files = [line for line in (there.read_text("RECORD") or "").splitlines() if not _NAMES_A_FOLDER.search(line)]
    return Component(
        about["Name"],
        there.version,
        _licence(there),
        hashlib.sha256("\n".join(files).encode()).hexdigest() if files else "",
        tuple(_required(there)),
    )


def _licence(there: Distribution) -> str:
    """Return how the distribution says its licence: an expression, a short name, or what it is filed under."""
    about = there.metadata
    if "License-Expression" in about:
        return about["License-Expression"]
    filed = [line.removeprefix(_LICENCE_SAID_BY) for line in about.get_all("Classifier") or () if "License ::" in line]
    said = about["License"] if "License" in about else ""  # noqa: SIM401 -- it has no get
    return said if said and "\n" not in said and len(said) < 80 else ", ".join(filed)


def _required(there: Distribution) -> Iterator[str]:
    for line in there.requires or ():
        if not _EXTRA.search(line) and (name := _NAME.match(line)):
            yield name[0]


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


def hosting_files(editor: str = "", root: str = "/") -> Iterator[tuple[str, bytes]]:
    """Yield the files that tell hosts what to send, each with its address.

    *editor* is what the editing page may load, where the site has one; it takes the place of the policy of all others.
    *root* is the path at which the site stands on its host.
    """
    own = {_POLICY: f"{editor}; frame-ancestors 'self'", _FRAMES: "SAMEORIGIN"} if editor else {}
    yield "_headers", _lines("/*", _headers(own, root))
    yield f"{FOLDER}nginx.conf", _lines(_FOR_NGINX, _nginx(own, root))
    yield f"{FOLDER}apache.conf", _lines(_FOR_APACHE, _apache(own, root))
    yield f"{FOLDER}made-with.json", made_with()


_FOR_NGINX: Final = """\
# Include this in the server block of the site. A location that has add_header itself loses what stands here: include
# this there as well."""
_FOR_APACHE: Final = "# Include this in the virtual host of the site; needs mod_headers."


def _headers(own: Mapping[str, str], root: str) -> Iterator[str]:
    yield from (f"  {name}: {value}" for name, value in HEADERS.items())
    if own:
        yield f"{root}edit/*"
        yield from (f"  ! {name}" for name in own)
        yield from (f"  {name}: {value}" for name, value in own.items())


def _nginx(own: Mapping[str, str], root: str) -> Iterator[str]:
    yield "charset utf-8;"
    variables = {name: f"$inforce_{name.replace('-', '_').lower()}" for name in own}
    for name, variable in variables.items():  # add_header takes a variable, and "set" is what "if" is safe with
        yield f'set {variable} "{HEADERS[name]}";'
        yield f'if ($uri ~ "^{re.escape(root)}edit/") {{ set {variable} "{own[name]}"; }}'
    for name, value in HEADERS.items():
        yield f'add_header {name} "{variables.get(name, value)}" always;'
    if own:  # nginx does not know this kind of file, and browsers run no module that is sent as another kind
        yield f'location ~ "^{re.escape(root)}edit/.*\\.mjs$" {{ types {{ }} default_type text/javascript; }}'


def _apache(own: Mapping[str, str], root: str) -> Iterator[str]:
    yield "AddDefaultCharset utf-8"
    yield from (f'Header always set {name} "{value}"' for name, value in HEADERS.items())
    if own:
        yield f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(root)}edit/#">'
        yield from (f'Header always set {name} "{value}"' for name, value in own.items())
        yield "AddType text/javascript .mjs"
        yield "</If>"


def _lines(first: str, rest: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in (first, *rest)).encode()
