"""The targets that tell of all documents and sources: places on ordinary pages, lists for people and for programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from inforce.build import facts, pages
from inforce.build.asked import AskedLibrary, Content, settings
from inforce.build.graph import Asking, Made, Taken
from inforce.build.outcome import Registered
from inforce.build.pages import (
    CITED_LIST,
    FEED_LIST,
    SEARCH_LIST,
    SITEMAP_LIST,
    Facts,
    change_pages,
    ordinary_documents,
    page_of_offline,
    page_of_shown,
    pages_of_everything,
    pages_of_status,
    printed,
    published,
)
from inforce.build.search_index import INDEX, DocumentTerms, SearchDocument, document_terms, search_files
from inforce.build.theme_shell import SEARCH, THEME, UP, Layout, layout_broken, links_from, relative_links
from inforce.build.validate import linked
from inforce.formats.copies import document_summary, source_summary
from inforce.formats.feeds import NEWEST, feed_files
from inforce.formats.markdown import llms_text
from inforce.formats.records.documents import as_at_file, library_files, sources_files
from inforce.formats.records.schemas import schema_files
from inforce.model.library import YesNo
from inforce.model.problem import Place, Problem
from inforce.model.reserved import DATED_PLACES
from inforce.reading.inventory import ordinary_files
from inforce.site import addresses
from inforce.site.overview.places import Change, change_places, in_force_places, in_order, site_places, source_places
from inforce.site.overview.single_pages import pages_by_topic, search_labels
from inforce.site.page import Download, Page
from inforce.site.publication import Publication
from inforce.store.targets import Fragment

PLACES: Final = "places"
OVERVIEW: Final = "overview"
AS_AT: Final = "as-at"
HOSTING: Final = "hosting"
EDITOR: Final = "editor"
ORDINARY: Final = "ordinary"
LAYOUT: Final = "layout"
OFFLINE: Final = "offline"
SEARCH_INDEX: Final = "search index"
SITEMAP: Final = "sitemap"
ORDINARY_LIST: Final = "ordinary"
SOURCE_SUMMARY: Final = "source summary"

OVERVIEWS: Final = (
    "changes", "shown", "offline", "status", "library", "sources", "feeds", "lines", "schemas", "everything",
)  # fmt: skip
"""The parts of the overview, each from a list of its own."""

GROUP_OF: Final = {
    "in-force": "in force", "manual": "in force", "manual-in-foot": "in force",
    "recently-changed": "changes", "coming-into-force": "changes", "changes": "changes", "withdrawn": "changes",
    "sources": "sources", "check-form": "site",
}  # fmt: skip
"""From which list each place on ordinary pages is made."""

PLACE_GROUPS: Final = tuple(sorted(set(GROUP_OF.values())))

_IN_FORCE: Final = "documents in force"
_CHANGES: Final = "changes"
_SHOWN: Final = "shown"
_TASKS: Final = "tasks"
_LIBRARY: Final = "library"
_LINES: Final = "lines"
_WITHDRAWN: Final = "withdrawn"
_EDITIONS: Final = "editions"
_SOURCES: Final = "sources"

_PARTS_LIST: Final = "parts of the page without network"
_PLACE: Final = re.compile(r"<!--\s*inforce:([a-z-]+)\s*-->")
_PART: Final = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^":]+)"')
_OUR_SCRIPT: Final = "assets/javascripts/site."
_SEARCH: Final = "assets/javascripts/search.*.js"
_FONTS: Final = "assets/fonts/*.woff2"
_DIGITS: Final = 16


def make_summary(asking: Asking, content: Content, name: str, registered: Registered) -> Made:
    """Leave for each list what it has of the document *name*."""
    library = AskedLibrary(asking, content, (name,))
    publication = Publication(library, Facts(asking).site, asking.day)
    document = publication.document(name)
    if document is None:
        return Made()
    found = document_summary(publication, document, published(asking, document.document, registered))
    left = {
        _IN_FORCE: found.in_force, _CHANGES: found.changes, _SHOWN: found.shown, _TASKS: found.tasks,
        _LIBRARY: found.entry, _LINES: found.line, _WITHDRAWN: found.is_withdrawn or None,
    }  # fmt: skip
    fragments = [Fragment(one, name, facts.dumps(value)) for one, value in left.items() if value is not None]
    return Made(fragments=tuple(fragments))


def make_source_summary(asking: Asking, content: Content, name: str) -> Made:
    """Leave for each list what it has of the source *name*."""
    citing = Counter(
        edition for fragment in asking.fragments(f"{CITED_LIST}/{name}") for edition in json.loads(fragment.body)
    )
    source = AskedLibrary(asking, content).source(name)
    if source is None:
        return Made()
    found = source_summary(source, citing, asking.day, Facts(asking).site)
    editions = (Fragment(_EDITIONS, name, facts.dumps(found.editions)),) if found.editions else ()
    return Made(fragments=(*editions, Fragment(_SOURCES, name, facts.dumps(found.entries))))


def _left(asking: Asking, name: str) -> list[Any]:
    """Return everything that was left for a list."""
    return [facts.loads(fragment.body) for fragment in asking.fragments(name)]


def _of_nobody(asking: Asking, content: Content) -> Publication:
    """Return the site and its settings, with no document: lists have the summaries."""
    return Publication(AskedLibrary(asking, content), Facts(asking).site, asking.day)


def make_places(asking: Asking, content: Content, group: str) -> Made:
    """Make the HTML for the places that are made from one list, each a piece."""
    match group:
        case "in force":
            made = in_force_places(settings(asking), _left(asking, _IN_FORCE))
        case "changes":
            made = change_places(_in_order(asking))
        case "sources":
            made = source_places(_left(asking, _EDITIONS))
        case _:
            made = site_places(_of_nobody(asking, content).site)
    return Made(pieces={name: str(html) for name, html in made.items()})


def _in_order(asking: Asking) -> list[Change]:
    return in_order(change for found in _left(asking, _CHANGES) for change in found)


def make_overview(asking: Asking, content: Content, part: str) -> Made:
    """Make the pages and files that tell of everything, those of one list."""
    publication = _of_nobody(asking, content)
    match part:
        case "changes":
            pages = [*change_pages(publication, _in_order(asking))]
        case "shown":
            pages = [page_of_shown(publication, _left(asking, _SHOWN))]
        case "offline":
            return _with_parts(asking, page_of_offline(publication, _left(asking, _IN_FORCE)))
        case "everything":
            pages = [*pages_of_everything(publication)]
        case "status":
            pages = [*pages_of_status(publication, _left(asking, _TASKS))]
        case _:
            return Made(tuple((file.address, file.content) for file in _files(asking, publication, part)))
    return printed(asking, f"{OVERVIEW}/{part}", pages, {}, {})


def _files(asking: Asking, publication: Publication, part: str) -> Iterable[Download]:
    match part:
        case "library":
            return library_files(publication, _left(asking, _LIBRARY))
        case "sources":
            return sources_files(publication, [entry for found in _left(asking, _SOURCES) for entry in found])
        case "feeds":
            newest = asking.newest(FEED_LIST, NEWEST)
            return feed_files(publication, (facts.loads(fragment.body) for fragment in newest))
        case "lines":
            return (Download(addresses.LLMS, llms_text(publication.site, _left(asking, _LINES)).encode()),)
        case _:
            return schema_files()


def _with_parts(asking: Asking, page: Page) -> Made:
    """Print the page on reading without network, and leave for the list of files which scripts it has."""
    made = printed(asking, f"{OVERVIEW}/offline", [page], {}, {})
    html = dict(made.files)[f"{addresses.offline()}index.html"].decode()
    parts = list(dict.fromkeys(path.removeprefix("../") for path in _PART.findall(html)))
    return replace(made, fragments=(*made.fragments, Fragment(_PARTS_LIST, "", json.dumps(parts))))


def make_as_at(asking: Asking, content: Content) -> Made:
    """Make the one file that says of which day the site is."""
    publication = Publication(AskedLibrary(asking, content), Facts(asking).site, asking.day.plain)
    file = as_at_file(publication)
    return Made(((file.address, file.content),))


def make_hosting(asking: Asking) -> Made:
    """Make the files that tell hosts what to send with the pages."""
    from inforce.build.components import hosting_files  # noqa: PLC0415 -- most builds have nothing new of it
    from inforce.engine.views import api_of, policy  # noqa: PLC0415 -- as above

    wanted = settings(asking)
    editor = policy(api_of(wanted.forge)) if wanted.editor is YesNo.YES else ""
    return Made(tuple(hosting_files(editor, urlsplit(Facts(asking).site.address).path or "/")))


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
    said = {"dated": bool(DATED_PLACES.intersection(_PLACE.findall(html))), "ours": _OUR_SCRIPT in filled}
    fragment = Fragment(ORDINARY_LIST, path, json.dumps(said))
    return Made(((path, filled.encode()),), fragments=(fragment,), links=links.links, anchors=links.anchors)


def _filled(asking: Asking, html: str, page: str) -> str:
    def fill(match: re.Match[str]) -> str:
        known = sorted(GROUP_OF)
        if match[1] not in known:
            said = f'{page} has the place "inforce:{match[1]}"; there are only these: {", ".join(known)}.'
            raise layout_broken(said)
        return asking.value(f"{PLACES}/{GROUP_OF[match[1]]}:{match[1]}")

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
    with asking.worked_out(f"groups of forms in {site.language}") as groups:
        files = search_files(documents, site.language, synonyms, search_labels(), groups)
    pieces = [path for path in files if path != INDEX]
    return Made(tuple(files.items()), value=json.dumps([INDEX, *sorted(pieces)]))


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
    return Made((("sitemap.xml", pages.sitemap(site.address, entries)),))


def make_offline(asking: Asking) -> Made:
    """List the files by which browsers save guidance for use without network, each with its digest and its size.

    In it, *shared* is what every page needs, *always* what comes with any topic.
    """
    if settings(asking).offline is not YesNo.YES:
        return Made()
    current = _left(asking, _IN_FORCE)
    pictures = {addresses.document(one.id): one.pictures for one in current}
    topics = {
        name: tuple(dict.fromkeys(path for page in found for path in (page, *pictures[page])))
        for name, found in pages_by_topic(current).items()
    }
    always = [
        fragment.key.removesuffix("index.html")
        for fragment in asking.fragments(ORDINARY_LIST)
        if not fragment.key.startswith(("404.", "check/")) and json.loads(fragment.body)["ours"]
    ]
    always += [addresses.search(), *_present(asking, _SEARCH)]
    always += json.loads(asking.value(SEARCH_INDEX) or "[]")
    shared = [*_parts(asking), *_present(asking, _FONTS), addresses.offline()]
    every = dict.fromkeys([*shared, *always, *(page for found in topics.values() for page in found)])
    said = {
        "withdrawn": [fragment.key for fragment in asking.fragments(_WITHDRAWN)],
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


def _present(asking: Asking, pattern: str) -> list[str]:
    every = json.loads(asking.value(THEME))["assets"]
    return sorted(path for path in every if fnmatchcase(path, pattern) and asking.output(path))


def _listed(asking: Asking, paths: Iterable[str]) -> Iterator[tuple[str, tuple[str, int]]]:
    for path in paths:
        found = asking.output(f"{path}index.html" if path.endswith("/") or not path else path)
        if found:
            yield path, (found.digest.hex()[:_DIGITS], found.size)


def taken_problems(content: Path, taken: Iterable[Taken]) -> Iterator[Problem]:
    """Return the problems of ordinary pages and files where inforce puts something of its own."""
    sources = ordinary_files(content / "pages")
    for path, one, other in taken:
        what = f"This would be at {path.removesuffix('index.html')}, where inforce puts something of its own."
        file = sources.get(path)
        if file is None:
            raise ValueError(f"{path} is made by {one} and by {other}")
        yield Problem(
            Place(file.relative_to(content.parent).as_posix()), "address-taken", what, "Give the file another name."
        )
