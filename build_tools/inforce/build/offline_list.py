"""The list by which browsers save guidance for use without network: each file with its digest and its size.

A page is listed by the digest of what lasts in it: the day on which it was made stands in most pages, and no reader
shall fetch a whole manual again because a night passed. So that day is left out, wherever it stands in the page. Where
guidance itself names it, nothing is missed by that: what the page was made from is part of its digest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from inforce.build.render import Write
from inforce.model.dates import in_words
from inforce.site import addresses
from inforce.site.overview.offline import pages_by_topic, withdrawn
from inforce.site.publication import Publication

ADDRESS: Final = "offline.json"
_DIGITS: Final = 16
_PART: Final = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^":]+)"')
_SEARCH_INDEX: Final = "search/search_index.json"
_SEARCH: Final = (_SEARCH_INDEX, "assets/javascripts/workers/search.*.js")
_RETIRED: Final = {
    "service-worker-retired.js": "service-worker.js",
    "assets/javascripts/offline-retired.js": "assets/javascripts/offline.js",
}
_OUR_SCRIPT: Final = b"assets/javascripts/saved-copies.js"
_FONTS: Final = "assets/fonts/*.woff2"


def offline_list(site: Path, publication: Publication, ordinary: Iterable[str], lasting: Mapping[str, str]) -> bytes:
    """Return the list for the finished *site* of *publication*.

    In it, *shared* is what every page needs, *always* what comes with any topic. *ordinary* are the files of the pages
    that belong to no document. *lasting* is what each part of the site is made from, the day aside: the parts of
    documents have the addresses of their pages in force, all other pages are made from all parts.
    """
    topics = pages_by_topic(publication)
    kept = [path for path in ordinary if not path.startswith(("404.", "check/")) and _says_of_a_copy(site / path)]
    pages = [path.removesuffix("index.html") for path in kept]
    always = [*pages, *_present(site, _SEARCH)]
    shared = [*_parts(site), *_present(site, (_FONTS,)), addresses.offline()]
    every = dict.fromkeys([*shared, *always, *(page for found in topics.values() for page in found)])
    content = {
        "as_at": publication.day.isoformat(),
        "withdrawn": list(withdrawn(publication)),
        "shared": shared,
        "always": always,
        "topics": [{"name": name, "pages": list(found)} for name, found in topics.items()],
        "files": dict(_listed(site, every, publication.day, lasting)),
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


def _listed(
    site: Path, paths: Iterable[str], day: date, lasting: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield each of *paths* with the digest of what lasts in its file, and the size of that."""
    whole = _digest(*(f"{name}\n{said}".encode() for name, said in lasting.items()))
    for path in paths:
        is_page = path.endswith("/") or not path
        content = (site / (f"{path}index.html" if is_page else path)).read_bytes()
        if is_page or path == _SEARCH_INDEX:
            without_day = content.replace(day.isoformat().encode(), b"").replace(in_words(day).encode(), b"")
            digest = _digest(without_day, lasting.get(path, whole).encode())
        else:
            digest = _digest(content)
        yield path, (digest, len(content))


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:_DIGITS]
