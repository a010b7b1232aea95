"""Names on pages and addresses of the site that inforce and the theme fill themselves."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

FOLDERS: Final = frozenset({
    "api", "assets", "changes", "check", "edit", "fields", "guidance", "hosting", "inforce-layouts", "offline",
    "search", "shown", "sources", "status",
})  # fmt: skip
"""Folders at the top of the site with nothing of an editor's below them; the page of a folder itself may be theirs."""

FILES: Final = frozenset({
    "_headers", "404.html", "allowed_signers", "as-at.json", "checkpoint.json", "checkpoint.json.sig", "currency.json",
    "feed.json", "feed.xml", "llms.txt", "manual.pdf", "offline.json", "register.jsonl", "service-worker-retired.js",
    "service-worker.js", "sha256sums", "sitemap.xml", "sitemap.xml.gz",
})  # fmt: skip
"""Files at the top of the site, in small letters; nothing of an editor's has such a name, be it a folder."""

_DEVICES: Final = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³]|con(in|out)\$|clock\$) *(\..*)?", re.IGNORECASE)
_SHORTENED: Final = re.compile(r"~\d")
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*\\#%\x00-\x1f\x7f\ud800-\udfff]')


def is_reserved(path: str) -> bool:
    """Whether *path*, of a file below the root of the site, is kept for inforce and the theme, however written."""
    *folders, _name = path.split("/")
    top, _, below = as_one(path).partition("/")
    return top in FILES or "index.html" in map(as_one, folders) or (top in FOLDERS and below != "index.html")


def as_one(path: str) -> str:
    """Return *path* as a system reads it that does not tell capital letters, accents and ends of names apart."""
    parts = (part.rstrip(". ") or part for part in unicodedata.normalize("NFC", path).casefold().split("/"))
    return unicodedata.normalize("NFC", "/".join(parts))


def why_no_name(name: str) -> str:
    """Return why no file or folder beside pages may have that *name*; "" where it may."""
    if found := _NOT_IN_NAMES.search(name):
        return f"has a sign in it that names cannot have everywhere ({ascii(found[0])[1:-1]})"
    if unseen := [sign for sign in name if not sign.isprintable()]:
        return f"has a sign in it that cannot be seen ({ascii(unseen[0])[1:-1]})"
    if _SHORTENED.search(name):
        return "looks as Windows shortens names, and may stand for another one there"
    if name != name.strip() or name.endswith("."):
        return "begins or ends with a space, or ends with a full stop"
    if _DEVICES.fullmatch(name):
        return "is a device for Windows, which cannot make such a file"
    return ""


PAGE_PLACES: Final = (
    "in-force",
    "recently-changed",
    "coming-into-force",
    "withdrawn",
    "sources",
    "check-form",
    "changes",
    "manual",
    "manual-in-foot",
)

DATED_PLACES: Final = frozenset(PAGE_PLACES) - {"sources", "check-form", "manual", "manual-in-foot"}
"""Those whose lists change when a version comes into force or guidance is withdrawn."""
