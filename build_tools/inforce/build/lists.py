"""The targets that tell of all documents and sources: places on ordinary pages, lists for people and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from inforce.build import render
from inforce.build.all_pages import overview_pages
from inforce.build.asked import AskedLibrary, Content, names, settings
from inforce.build.graph import Asking, Made, Taken
from inforce.build.hosting import hosting_files
from inforce.build.layouts import UP, Layout, links_from, relative_links
from inforce.build.pages import SEARCH_LIST, SITEMAP_LIST, Facts, printed
from inforce.build.render import ordinary_documents, theme_index
from inforce.build.search.index import INDEX, DocumentTerms, SearchDocument, document_terms, search_files
from inforce.build.theme_shell import SEARCH, THEME
from inforce.build.validate import NotProvenError, linked
from inforce.formats.copies import library_files
from inforce.formats.records.lists import as_at_file
from inforce.model.page_places import DATED_PLACES
from inforce.model.problem import Place, Problem
from inforce.model.settings import YesNo
from inforce.reading.inventory import ordinary_files
from inforce.site import addresses
from inforce.site.overview.offline import pages_by_topic, withdrawn
from inforce.site.overview.places import places
from inforce.site.overview.search import search_labels
from inforce.site.publication import Publication
from inforce.store.targets import Fragment

PLACES: Final = "places"
OVERVIEW: Final = "overview"
AS_AT: Final = "as-at"
HOSTING: Final = "hosting"
ORDINARY: Final = "ordinary"
LAYOUT: Final = "layout"
OFFLINE: Final = "offline"
SEARCH_INDEX: Final = "search index"
SITEMAP: Final = "sitemap"
ORDINARY_LIST: Final = "ordinary"

_PARTS_LIST: Final = "parts of the page without network"
_PLACE: Final = re.compile(r"<!--\s*inforce:([a-z-]+)\s*-->")
_PART: Final = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^":]+)"')
_OUR_SCRIPT: Final = "assets/javascripts/saved-copies.js"
_SEARCH: Final = ("search/search_index.json", "assets/javascripts/search-worker.js", "assets/javascripts/find.js")
_FONTS: Final = "assets/fonts/*.woff2"
_DIGITS: Final = 16


def _whole(asking: Asking, content: Content) -> Publication:
    """Return everything there is; a list that asks for it is put together anew whenever any of it changes."""
    library = AskedLibrary(asking, content, tuple(sorted(names(asking, content).documents)))
    return Publication(library, Facts(asking).site, asking.day)


def make_places(asking: Asking, content: Content) -> Made:
    """Make the HTML for every named place on ordinary pages, each a piece."""
    pieces = {name: str(html) for name, html in places(_whole(asking, content)).items()}
    return Made(value=json.dumps(sorted(pieces)), pieces=pieces)


def make_overview(asking: Asking, content: Content) -> Made:
    """Make the pages and files that tell of everything."""
    publication = _whole(asking, content)
    files = {file.address: file.content for file in library_files(publication)}
    made = printed(asking, OVERVIEW, overview_pages(publication), files, {})
    page = dict(made.files)[f"{addresses.offline()}index.html"].decode()
    parts = list(dict.fromkeys(path.removeprefix("../") for path in _PART.findall(page)))
    return replace(made, fragments=(*made.fragments, Fragment(_PARTS_LIST, "", json.dumps(parts))))


def make_as_at(asking: Asking, content: Content) -> Made:
    """Make the one file that says of which day the site is."""
    publication = Publication(AskedLibrary(asking, content), Facts(asking).site, asking.day.plain)
    file = as_at_file(publication)
    return Made(((file.address, file.content),))


def make_hosting() -> Made:
    """Make the files that tell hosts what to send with the pages."""
    return Made(tuple(hosting_files()))


def make_layout(asking: Asking, name: str) -> Made:
    """Fill the places in a layout: the foot of every page has one."""
    filled = _filled(asking, asking.value(f"{THEME}:layout {name}"), "The theme")
    return Made(value=Layout(links_from(filled, UP)).html)


def make_ordinary(asking: Asking, path: str) -> Made:
    """Fill the places on an ordinary page."""
    html = asking.value(f"{THEME}:page {path}")
    filled, address = _filled(asking, html, path), asking.value(f"{THEME}:address")
    if filled != html:
        root = urlsplit(address).path or "/"  # the page for what was not found is shown at any address
        filled = links_from(filled, root) if path == "404.html" else relative_links(filled, path.count("/"))
    links = linked({path: filled})
    facts = {"dated": bool(DATED_PLACES.intersection(_PLACE.findall(html))), "ours": _OUR_SCRIPT in filled}
    fragment = Fragment(ORDINARY_LIST, path, json.dumps(facts))
    return Made(((path, filled.encode()),), fragments=(fragment,), links=links.links, anchors=links.anchors)


def _filled(asking: Asking, html: str, page: str) -> str:
    def fill(match: re.Match[str]) -> str:
        known = json.loads(asking.value(PLACES))
        if match[1] not in known:
            said = f'{page} has the place "inforce:{match[1]}"; there are only these: {", ".join(known)}.'
            raise NotProvenError([theme_problem(said)])
        return asking.value(f"{PLACES}:{match[1]}")

    return _PLACE.sub(fill, html)


def make_search_index(asking: Asking) -> Made:
    """Make the index of the search from what each page left for it; it is in pieces, each named by its digest."""
    index = asking.value(f"{THEME}:{SEARCH}")
    if not index:
        return Made()
    kept = [one for fragment in asking.fragments(SEARCH_LIST) for one in json.loads(fragment.body)]
    found = [(SearchDocument.from_data(document), DocumentTerms.from_data(terms)) for document, terms in kept]
    found += [(document, document_terms(document)) for document in ordinary_documents(index)]
    own = {document.address for document, _terms in found[: len(kept)]}
    documents = [one for place, one in enumerate(found) if place < len(kept) or one[0].address not in own]
    site = settings(asking)
    synonyms = [[word.strip() for word in line.split("=") if word.strip()] for line in site.search_words]
    files = search_files(documents, site.language, synonyms, search_labels())
    pieces = [path for path in files if path != INDEX]
    return Made((*files.items(), (_SEARCH[0], theme_index(index))), value=json.dumps([INDEX, *sorted(pieces)]))


def make_sitemap(asking: Asking) -> Made:
    """List every page that search engines may show, by address."""
    site = Facts(asking).site
    if not site.address:
        return Made()
    entries = [(place, day) for fragment in asking.fragments(SITEMAP_LIST) for place, day in json.loads(fragment.body)]
    newest = max((day for _place, day in entries), default="")
    for fragment in asking.fragments(ORDINARY_LIST):
        if fragment.key != "404.html":
            dated = json.loads(fragment.body)["dated"]
            entries.append((fragment.key.removesuffix("index.html"), newest if dated else ""))
    return Made((("sitemap.xml", render.sitemap(site.address, entries)),))


def make_offline(asking: Asking, content: Content) -> Made:
    """List the files by which browsers save guidance for use without network, each with its digest and its size.

    In it, *shared* is what every page needs, *always* what comes with any topic.
    """
    if settings(asking).offline is not YesNo.YES:
        return Made()
    publication = _whole(asking, content)
    topics = pages_by_topic(publication)
    always = [
        fragment.key.removesuffix("index.html")
        for fragment in asking.fragments(ORDINARY_LIST)
        if not fragment.key.startswith(("404.", "check/")) and json.loads(fragment.body)["ours"]
    ]
    always += _present(asking, _SEARCH)
    always += json.loads(asking.value(SEARCH_INDEX) or "[]")
    shared = [*_parts(asking), *_present(asking, (_FONTS,)), addresses.offline()]
    every = dict.fromkeys([*shared, *always, *(page for found in topics.values() for page in found)])
    said = {
        "withdrawn": list(withdrawn(publication)),
        "shared": shared,
        "always": always,
        "topics": [{"name": name, "pages": list(found)} for name, found in topics.items()],
        "files": dict(_listed(asking, every)),
    }
    return Made((("offline.json", json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()),))


def _parts(asking: Asking) -> list[str]:
    """The style sheets and scripts of the page that is shown without network; it has those of all others too."""
    found = [path for fragment in asking.fragments(_PARTS_LIST) for path in json.loads(fragment.body)]
    return [path for path in found if not path.startswith("/") and asking.output(path)]


def _present(asking: Asking, patterns: Iterable[str]) -> list[str]:
    every = [*json.loads(asking.value(THEME))["assets"], _SEARCH[0]]
    return sorted(path for path in every if any(fnmatchcase(path, one) for one in patterns) and asking.output(path))


def _listed(asking: Asking, paths: Iterable[str]) -> Iterator[tuple[str, tuple[str, int]]]:
    for path in paths:
        found = asking.output(f"{path}index.html" if path.endswith("/") or not path else path)
        if found:
            yield path, (found.digest.hex()[:_DIGITS], found.size)


def theme_problem(what: str) -> Problem:
    """Return the problem of a theme or an ordinary page that asks for what is not made."""
    remedy = "Undo the last change of the theme or of the ordinary page, or put the place back."
    return Problem(Place("mkdocs.yml"), "layout-broken", what, remedy)


def taken_problems(content: Path, taken: Iterable[Taken]) -> Iterator[Problem]:
    """Return the problems of ordinary pages and files where inforce puts something of its own."""
    sources = ordinary_files(content / "pages")
    for path, one, other in taken:
        what = f"This would stand at {path.removesuffix('index.html')}, where inforce puts something of its own."
        file = sources.get(path)
        if file is None:
            raise ValueError(f"{path} is made by {one} and by {other}")
        yield Problem(
            Place(file.relative_to(content.parent).as_posix()), "address-taken", what, "Give the file another name."
        )
