"""The list by which browsers save guidance for use without network: each file with its digest and its size.

A page is listed by the digest of what lasts in it: the day on which it was made stands in every page, and no reader
shall fetch a whole manual again because a night passed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from inforce.model.dates import in_words
from inforce.pages import addresses
from inforce.printing.press import Write

ADDRESS: Final = "offline.json"
_DIGITS: Final = 16
_PART: Final = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^":]+)"')
_SEARCH: Final = ("search/search_index.json", "assets/javascripts/workers/search.*.js")
_RETIRED: Final = {
    "service-worker-retired.js": "service-worker.js",
    "assets/javascripts/offline-retired.js": "assets/javascripts/offline.js",
}
_FONTS: Final = "assets/fonts/*.woff2"


def offline_list(
    site: Path, day: date, ordinary: Iterable[str], topics: Mapping[str, Sequence[str]], withdrawn: Sequence[str]
) -> bytes:
    """Return the list for the finished *site*, as made on *day*.

    *shared* is what every page needs, *always* what comes with any topic. *ordinary* are the files of the pages that
    belong to no document, *topics* the addresses of pages by topic, *withdrawn* the ids of documents.
    """
    pages = [path.removesuffix("index.html") for path in ordinary if not path.startswith(("404.", "check/"))]
    always = [*pages, *_present(site, _SEARCH)]
    shared = [*_parts(site), *_present(site, (_FONTS,)), addresses.offline()]
    every = dict.fromkeys([*shared, *always, *(page for found in topics.values() for page in found)])
    content = {
        "as_at": day.isoformat(),
        "withdrawn": list(withdrawn),
        "shared": shared,
        "always": always,
        "topics": [{"name": name, "pages": list(found)} for name, found in topics.items()],
        "files": {path: _listed(site, path, day) for path in every},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def retire(site: Path, write: Write) -> None:
    """Put what takes the service worker of *site* out of use in the place of what brings it into use."""
    for retired, path in _RETIRED.items():
        write(path, (site / retired).read_bytes())


def _parts(site: Path) -> list[str]:
    """The style sheets and scripts of the page that is shown without network; it has those of all others too."""
    html = (site / addresses.offline() / "index.html").read_text(encoding="utf-8")
    found = dict.fromkeys(path.removeprefix("../") for path in _PART.findall(html))
    return [path for path in found if not path.startswith("/") and (site / path).is_file()]


def _present(site: Path, patterns: Iterable[str]) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for pattern in patterns for file in site.glob(pattern))


def _listed(site: Path, path: str, day: date) -> tuple[str, int]:
    content = (site / (f"{path}index.html" if path.endswith("/") or not path else path)).read_bytes()
    lasting = content.replace(day.isoformat().encode(), b"").replace(in_words(day).encode(), b"")
    return hashlib.sha256(lasting).hexdigest()[:_DIGITS], len(content)
