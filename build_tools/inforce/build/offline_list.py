"""The list by which browsers save guidance for use without network: each file with its digest and its size.

No page names the day on which it was made, so none is fetched again because a night passed. Of which day the list is
says ``as-at.json``, which browsers keep with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from inforce.build.render import Write
from inforce.site import addresses
from inforce.site.overview.offline import pages_by_topic, withdrawn
from inforce.site.publication import Publication

ADDRESS: Final = "offline.json"
DIGITS: Final = 16
"""How much of a SHA-256 is listed."""

_PART: Final = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^":]+)"')
_SEARCH: Final = ("search/search_index.json", "assets/javascripts/workers/search.*.js")
_RETIRED: Final = {
    "service-worker-retired.js": "service-worker.js",
    "assets/javascripts/offline-retired.js": "assets/javascripts/offline.js",
}
_OUR_SCRIPT: Final = b"assets/javascripts/saved-copies.js"
_FONTS: Final = "assets/fonts/*.woff2"


def offline_list(site: Path, publication: Publication, ordinary: Iterable[str]) -> bytes:
    """Return the list for the finished *site* of *publication*.

    In it, *shared* is what every page needs, *always* what comes with any topic. *ordinary* are the files of the pages
    that belong to no document.
    """
    topics = pages_by_topic(publication)
    kept = [path for path in ordinary if not path.startswith(("404.", "check/")) and _says_of_a_copy(site / path)]
    pages = [path.removesuffix("index.html") for path in kept]
    always = [*pages, *_present(site, _SEARCH)]
    shared = [*_parts(site), *_present(site, (_FONTS,)), addresses.offline()]
    every = dict.fromkeys([*shared, *always, *(page for found in topics.values() for page in found)])
    content = {
        "withdrawn": list(withdrawn(publication)),
        "shared": shared,
        "always": always,
        "topics": [{"name": name, "pages": list(found)} for name, found in topics.items()],
        "files": dict(_listed(site, every)),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def retire(site: Path, write: Write) -> None:
    """Put what takes the service worker of *site* out of use in the place of what brings it into use."""
    for retired, path in _RETIRED.items():
        write(path, (site / retired).read_bytes())


def _says_of_a_copy(page: Path) -> bool:
    """Whether *page*, an ordinary one, would say that it is a copy; one with a template of its own may not."""
    return _OUR_SCRIPT in page.read_bytes()


def _parts(site: Path) -> list[str]:
    """The style sheets and scripts of the page that is shown without network; it has those of all others too."""
    html = (site / addresses.offline() / "index.html").read_text(encoding="utf-8")
    found = dict.fromkeys(path.removeprefix("../") for path in _PART.findall(html))
    return [path for path in found if not path.startswith("/") and (site / path).is_file()]


def _present(site: Path, patterns: Iterable[str]) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for pattern in patterns for file in site.glob(pattern))


def _listed(site: Path, paths: Iterable[str]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield each of *paths* with the head of the SHA-256 of its file, and its size."""
    for path in paths:
        content = (site / (f"{path}index.html" if path.endswith("/") or not path else path)).read_bytes()
        yield path, (hashlib.sha256(content).hexdigest()[:DIGITS], len(content))
