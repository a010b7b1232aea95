"""The editing page itself: one page that is the same over a working tree and on a site; its modules do the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from inforce.model.library import Forge, ForgeKind
from inforce.site.templates import render

EDITOR: Final = "assets/editor/"
"""Where the modules and the style sheet of the page stand in the theme; on a site they stand beside the page."""

_STYLES: Final = "assets/stylesheets/"
_SHEETS: Final = ("fonts", "colours", "frame", "guidance", "lists", "history", "comparison")


class Engine(StrEnum):
    """Who answers the questions of the page."""

    SERVER = "server"
    WORKER = "worker"


def policy(connects: str = "") -> str:
    """Return what the page may load and run: what comes from its own address; *connects* is the one forge it asks."""
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; connect-src {' '.join(filter(None, (chr(39) + 'self' + chr(39), connects)))}; "
        "worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
    )


def api_of(forge: Forge | None) -> str:
    """Return the address of the API that a token would be used with; "" where changes are not saved by one."""
    if forge is None or forge.kind is not ForgeKind.GITHUB:
        return ""
    host = urlsplit(forge.repository).netloc
    return "https://api.github.com" if host == "github.com" else f"https://{host}/api/v3"


def _facts_of(forge: Forge | None, api: str) -> str:
    """Return what the page has to know of the forge, as JSON; "" where there is none."""
    if forge is None:
        return ""
    said = {"kind": forge.kind.value, "repository": forge.repository, "branch": forge.branch, "api": api}
    return json.dumps(said, sort_keys=True)


@dataclass(frozen=True)
class EditingView:
    """Everything in the page that is not drawn by its modules."""

    engine: Engine
    site: str
    language: str
    policy: str
    sheets: tuple[str, ...]
    forge: str


def editing_page(engine: Engine, site: str, language: str, sheets: Sequence[str], forge: Forge | None = None) -> bytes:
    """Return the page; *sheets* are those of readers' pages, by which it shows guidance as readers will see it."""
    api = api_of(forge)
    view = EditingView(engine, site, language, policy(api), tuple(sheets), _facts_of(forge, api))
    return str(render("editing.html", view)).encode()


def readers_sheets(assets: Iterable[str]) -> tuple[str, ...]:
    """Return the style sheets of readers' pages among *assets*: those of Material, and then ours."""
    found = set(assets)
    theirs = [path for name in ("main", "palette") for path in sorted(found) if _is_material(path, name)]
    return (*theirs, *(path for name in _SHEETS if (path := f"{_STYLES}{name}.css") in found))


def _is_material(path: str, name: str) -> bool:
    return path.startswith(f"{_STYLES}{name}.") and path.endswith(".min.css")
