"""How each file of a site is served where no web server decides it: its content type, and how long it may be kept."""

from __future__ import annotations

from dataclasses import dataclass

from inforce.publish.published_site import is_hashed_asset, record_at

FOR_GOOD = "public, max-age=31536000, immutable"
"""For what never changes under its name: hashed assets and records."""

ASK_FIRST = "no-cache"
"""For everything else: it may be kept, but is asked for anew before it is shown, so that no page is out of date."""

_TYPES = {
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "link": "application/link-format",
    "map": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "sig": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "yml": "application/yaml",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class ServedAs:
    """The headers that a file is served with."""

    content_type: str
    cache_control: str


def served_as(path: str) -> ServedAs:
    """Return how the file at *path* is served."""
    name, dot, ending = path.rpartition("/")[2].rpartition(".")
    plain = "text/plain; charset=utf-8" if name == "" and not dot else "application/octet-stream"
    never_changes = is_hashed_asset(path) or record_at(path, "") is not None
    return ServedAs(_TYPES.get(ending, plain) if dot else plain, FOR_GOOD if never_changes else ASK_FIRST)
