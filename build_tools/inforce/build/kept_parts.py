"""Parts of a site that stand in the previous one as they would be printed now, and so need not be made again.

Of each part it is kept what it was made from, which files came of it, with their SHA-256, and what the lists of all
pages say of it. The files themselves stay where they are, in the previous site; a file that is gone or altered there
has its part made anew. So deleting the cache or the site costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from inforce.build.layouts import Layout
from inforce.build.render import Write, print_pages
from inforce.build.theme_shell import digest, programs
from inforce.site.page import Page, Part, SearchEntry
from inforce.store.atomic import write_whole

Take = Callable[[str, str], bool]
"""Takes the path of a file and its SHA-256; takes that file over from the previous site, or says that it cannot."""

_OURS: Final = Path(__file__).parents[1]
_NOT_KEPT: Final = (OSError, ValueError, KeyError, TypeError)


def print_parts(
    parts: Iterable[Part], layouts: Mapping[str, Layout], write: Write, take: Take, cache: Path
) -> Iterator[Page]:
    """Print the pages of all *parts*, or take them over where they are the same; yield what is left to say of each.

    What is yielded has the address of a page, its search entries, and whether and since when it is indexed.
    """
    folder, used = cache / "parts", set()
    made_with = _made_with(layouts)
    for part in parts:
        kept = folder / f"{hashlib.sha256(part.name.encode()).hexdigest()}.json"
        used.add(kept.name)
        key = hashlib.sha256(f"{made_with}\n{part.made_from}".encode()).hexdigest()
        pages = _taken_over(kept, key, take) if part.made_from else None
        if pages is None:
            pages = _printed(part, layouts, write, kept, key)
        yield from pages
    _let_go(folder, used)


def _made_with(layouts: Mapping[str, Layout]) -> str:
    """Return the digest of all that makes files of parts: the program and those it rests on, and the layouts."""
    return digest([str(_OURS)], programs(), *(f"{name}\n{layout.html}" for name, layout in sorted(layouts.items())))


def _taken_over(kept: Path, key: str, take: Take) -> list[Page] | None:
    try:
        seal, _, body = kept.read_text(encoding="utf-8").partition("\n")
        note = json.loads(body) if seal == _seal(key, body) else None
        if note is None or not all(take(path, sha256) for path, sha256 in note["files"]):
            return None
        return [_page(said) for said in note["pages"]]
    except _NOT_KEPT:
        return None


def _printed(part: Part, layouts: Mapping[str, Layout], write: Write, kept: Path, key: str) -> list[Page]:
    files: list[tuple[str, str]] = []

    def write_and_note(path: str, content: bytes) -> None:
        write(path, content)
        files.append((path, hashlib.sha256(content).hexdigest()))

    pages = list(print_pages(part.make(), layouts, write_and_note))
    if part.made_from:
        body = json.dumps({"files": files, "pages": [_said(page) for page in pages]}, ensure_ascii=False)
        with suppress(OSError):  # a cache that cannot be written costs time, nothing else
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_whole(kept, f"{_seal(key, body)}\n{body}".encode())
    return pages


def _said(page: Page) -> list[Any]:
    search = [(entry.anchor, entry.title, entry.text) for entry in page.search]
    return [page.address, page.title, page.indexed, page.changed and page.changed.isoformat(), search]


def _page(said: list[Any]) -> Page:
    address, title, indexed, changed, search = said
    entries = tuple(SearchEntry(*entry) for entry in search)
    return Page(
        address, title, "", "", indexed=indexed, changed=changed and date.fromisoformat(changed), search=entries
    )


def _seal(key: str, body: str) -> str:
    return hashlib.sha256(f"{key}\n{body}".encode()).hexdigest()


def _let_go(folder: Path, used: set[str]) -> None:
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name not in used:
            with suppress(OSError):
                file.unlink()
