"""The targets of documents and sources: pages, their copies for programs, and what is set in type.

What makes a page that tells of more than one document is loaded when such a page is made.

What sets in type is loaded where the settings ask for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from inforce.formats import linked_data
from inforce.formats.copies import (
    beside,
    document_copies,
    edition_copies,
    feed_links,
    history_copies,
    rule_comparisons,
)
from inforce.formats.feeds import FeedEntry, feed_entries, told
from inforce.site.document.check import check_page
from inforce.site.document.compare import changes_pages, compare_page
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.history import history_page
from inforce.site.document.rule import rule_pages
from inforce.site.document.sources import sources_page
from inforce.site.document.version import version_pages
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import Page
from inforce.site.publication import Publication

if TYPE_CHECKING:
    from inforce.site.overview.places import Change, InForce
    from inforce.site.overview.single_pages import ShownDocument
    from inforce.site.overview.status import Tasks
import html
import json
import re
from collections import ChainMap, defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from inforce.build import facts
from inforce.build.asked import AskedLibrary, Content, names, settings
from inforce.build.graph import Asking, Made
from inforce.build.inputs import NOW, PUBLISHED, moments_of
from inforce.build.search_index import SearchDocument, document_terms
from inforce.build.theme_shell import ASSETS, THEME, Layout
from inforce.build.validate import linked, prove_version
from inforce.compare.text_comparison import kept_comparisons
from inforce.model.guidance import Document, Version
from inforce.model.library import Library, PdfScope, YesNo
from inforce.model.problem import Place, Problem, ProblemError
from inforce.site import addresses
from inforce.site.page import SearchEntry, SearchFacts
from inforce.site.publication import SiteFacts
from inforce.store.targets import Fragment

if TYPE_CHECKING:
    from inforce.build.outcome import Registered
    from inforce.formats.copies import Published
    from inforce.pdf.typesetting import Printable, Typeset


def source_pages(publication: Publication) -> Iterator[Page]:
    """Yield the page of each edition of every source in *publication*, each with its copy for programs."""
    from inforce.site.source.edition import edition_pages  # noqa: PLC0415 -- as says the head of this module

    yield from beside(linked_data.of_editions(publication, edition_pages(publication)), edition_copies(publication))


def change_pages(publication: Publication, every: Sequence[Change]) -> Iterator[Page]:
    """Yield the pages of changes of each year; *every* change is given in order."""
    from inforce.site.overview.places import year_pages  # noqa: PLC0415 -- as above

    yield from linked_data.of_changes(publication, year_pages(publication, every))


def page_of_shown(publication: Publication, documents: Sequence[ShownDocument]) -> Page:
    """Return the page that tells what readers were shown on a day."""
    from inforce.site.overview.single_pages import shown_page  # noqa: PLC0415 -- as above

    return linked_data.of_the_site(publication, shown_page(publication, documents))


def pages_of_everything(publication: Publication) -> Iterator[Page]:
    """Yield the pages that are the same whatever guidance there is; of the publication only the site is asked for."""
    from inforce.site.overview.single_pages import (  # noqa: PLC0415 -- as above
        fields_page,
        search_page,
    )

    yield linked_data.of_the_site(publication, search_page(publication))
    yield linked_data.of_the_site(publication, fields_page(publication))


def page_of_offline(publication: Publication, current: Sequence[InForce]) -> Page:
    """Return the page on reading without network."""
    from inforce.site.overview.single_pages import offline_page  # noqa: PLC0415 -- as above

    return linked_data.of_the_site(publication, offline_page(publication, current))


def pages_of_status(publication: Publication, every: Sequence[Tasks]) -> Iterator[Page]:
    """Yield the pages on which owners see what to look after."""
    from inforce.formats.records.documents import figures_files  # noqa: PLC0415 -- as above
    from inforce.site.overview.status import figures, status_pages  # noqa: PLC0415 -- as above

    files = tuple(figures_files(figures(every)))
    for page in linked_data.of_status(publication, status_pages(publication, every)):
        yield replace(page, copies=(*page.copies, *files)) if page.address == addresses.status() else page


def document_pages(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Page]:
    """Yield every page of one document but its history, each with its copies for programs."""
    pages = linked_data.of_document(publication, document, _document_pages(publication, document, comparisons))
    yield from beside(pages, document_copies(publication, document, comparisons), feed_links(document))


def page_of_history(
    publication: Publication, document: DocumentOnDay, published: Published, entries: Iterable[FeedEntry]
) -> Page:
    """Return the page that says when *document* was *published*, with its record, and the feeds of these *entries*."""
    page = history_page(publication, document, published)
    record, *feeds = history_copies(publication, document, published, entries)
    (page,) = beside(linked_data.of_document(publication, document, [page]), [(page.address, record)])
    return replace(page, copies=(*page.copies, *feeds))


def _document_pages(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Page]:
    yield from version_pages(publication, document, comparisons)
    yield from changes_pages(publication, document, comparisons)
    if len(document.document.versions) > 1:
        data = tuple(rule_comparisons(publication, document, comparisons))
        yield replace(compare_page(publication, document, comparisons), copies=data)
    yield sources_page(publication, document)
    yield from rule_pages(publication, document, comparisons)
    for version in document.document.versions:
        yield check_page(publication, document, comparisons, version)


def search_document(page: Page) -> str:
    """Return what the search finds on *page* with its terms, as JSON; "" where nothing is to be found."""
    if page.found_as is None:
        return ""
    document = SearchDocument(page.address, page.found_as, page.search)
    return _said([document.as_data(), document_terms(document).as_data()])


def ordinary_documents(index: str) -> Iterator[SearchDocument]:
    """Yield what the theme's *index* has of ordinary pages, page by page.

    The format is that of mkdocs-material 9: ``docs`` is a list of location, title and text, as HTML.
    """
    pages: dict[str, list[SearchEntry]] = {}
    titles: dict[str, str] = {}
    for doc in json.loads(index)["docs"]:
        address, _hash, anchor = doc["location"].partition("#")
        title, text = _plain(doc["title"]), _plain(doc["text"])
        titles.setdefault(address, title)
        pages.setdefault(address, []).append(SearchEntry(anchor, title, text))
    for address, entries in pages.items():
        yield SearchDocument(address, SearchFacts("page", titles[address]), tuple(entries))


def _plain(words: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())


def sitemap(address: str, entries: Iterable[tuple[str, str]]) -> bytes:
    """Return the sitemap of the site at *address*: each page with the day on which it changed, "" where none is known.

    The format is that of sitemaps.org, version 0.9.
    """
    rows = [
        f"<url><loc>{html.escape(address + place)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + "</url>"
        for place, day in sorted(entries)
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(rows) + "\n</urlset>\n").encode()


def _said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


SUMMARY = "summary"
"""The targets that leave for each list what it has of a document."""

DOCUMENT: Final = "guidance"
"""The targets that make the pages of a document."""

_ENTRIES: Final = "entries"
"""The piece of one that has the entries of its feeds, before it is known when readers were told."""

SEARCH_LIST = "search"
SITEMAP_LIST = "sitemap"
FEED_LIST = "feed"
CITED_LIST = "cited"
MOVED_LIST = "moved"
FORMER_LIST = "formerly"


class Facts(NamedTuple):
    """What a target of pages asks for besides the library: the site, and layouts by name."""

    asking: Asking

    @property
    def site(self) -> SiteFacts:
        """The name and the address of the site."""
        return SiteFacts(self.asking.value(f"{THEME}:name"), self.asking.value(f"{THEME}:address"))

    def layout(self, name: str) -> Layout:
        """Return the layout of that name, with the places in it filled."""
        return Layout(self.asking.value(f"layout/{name}"), json.loads(self.asking.value(f"{THEME}:{ASSETS}")))


def make_document(asking: Asking, content: Content, name: str) -> Made:
    """Make everything of the document *name* but what says when it was published."""
    library = AskedLibrary(asking, content, (name,))
    if not library.documents:
        return Made()
    document = library.documents[0]
    publication = Publication(
        _with_related(asking, content, document), Facts(asking).site, asking.day, _problems(asking, library)
    )  # fmt: skip
    on_day = publication.document(name)
    if on_day is None:
        raise ValueError(f"{name} has no version, and so no pages")
    records = {
        addresses.record(version): content.bytes(content.folder.parent / version.origin.file)
        for version in document.versions
    }
    for version in document.versions:
        records |= {addresses.picture(f"{name}/{one.file}"): one.content for one in version.pictures}
    comparisons = Comparisons(on_day, kept_comparisons(asking.constant))
    every = document_pages(publication, on_day, comparisons)
    if document.details.formerly:
        pages = list(every)
        every = chain(pages, at_former_addresses(document, pages))
    made = printed(asking, f"{DOCUMENT}/{name}", every, records, _shown(on_day))
    return replace(made, pieces={_ENTRIES: facts.dumps(feed_entries(on_day, comparisons))})


def make_history(asking: Asking, content: Content, name: str, registered: Registered) -> Made:
    """Make what says when the document *name* was published: its history, and its feeds."""
    library = AskedLibrary(asking, content, (name,))
    if not library.documents:
        return Made()
    document = library.documents[0]
    publication = Publication(_with_related(asking, content, document), Facts(asking).site, asking.day)
    on_day = publication.document(name)
    if on_day is None:
        raise ValueError(f"{name} has no version, and so no history")
    moments = published(asking, document, registered)
    zone = ZoneInfo(library.settings.time_zone)
    entries = told(facts.loads(asking.value(f"{DOCUMENT}/{name}:{_ENTRIES}")), moments, zone)
    pages = [page_of_history(publication, on_day, moments, entries)]
    made = printed(asking, f"history/{name}", [*pages, *at_former_addresses(document, pages)], {}, {})
    left = (Fragment(FEED_LIST, _feed_key(entry), facts.dumps(entry)) for entry in entries)
    return replace(made, fragments=(*made.fragments, *left))


def published(asking: Asking, document: Document, registered: Registered) -> Published:
    """Return when readers are told of *document* by what is *registered*; nothing of what that is not known of."""
    ids = (document.id, *(one.id for one in document.details.formerly))
    moments = {then: json.loads(asking.given(f"{PUBLISHED}{then}", moments_of(registered, then))) for then in ids}
    return when_told(document, moments, lambda: asking.given(NOW, registered.now))


def when_told(document: Document, moments: Mapping[str, Mapping[str, str]], now: Callable[[], str]) -> Published:
    """Return when readers were told of *document*, or are *now*; nothing of what that is not known of.

    *moments* are those that the register has, by each id that the document had.
    """
    found = [(str(one.number), moments.get(one.published_in or document.id, {})) for one in document.versions]
    anywhere = dict(ChainMap(*map(dict, moments.values())))
    found += [(str(one), anywhere) for one in document.details.taken_back]
    told = ((name, known[name] if name in known else now()) for name, known in found)
    return {name: datetime.fromisoformat(moment) for name, moment in told if moment}


def _feed_key(entry: FeedEntry) -> str:
    """Return text that sorts as the order of entries does."""
    moment, day, document, number, kind = entry.order
    parts = (f"{part:09}" for part in (number.major, number.minor, number.patch))
    return "\0".join((moment, day, document, *parts, kind))


def at_former_addresses(document: Document, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield *pages* with their copies once more for every id that *document* had: old links lead to the same words.

    Their canonical address is the one that they have now, and no search finds them.
    """
    for former in document.details.formerly:
        for page in pages:
            if address := addresses.under(former.id, document.id, page.address):
                copies = ((addresses.under(former.id, document.id, one.address), one) for one in page.copies)
                moved = tuple(one._replace(address=place) for place, one in copies if place)
                yield replace(page, address=address, copies=moved, search=(), found_as=None, indexed=False)


def _with_related(asking: Asking, content: Content, document: Document) -> AskedLibrary:
    """Return the library as the pages of *document* see it.

    That is the document, what to use instead of it, and the documents that rules of it came from or went to.
    """
    withdrawn = document.details.withdrawn
    instead = withdrawn.documents if withdrawn else ()
    rules = (rule for version in document.versions for rule in version.rules)
    came_from = tuple(name for rule in rules for name, _ in rule.moved_from)
    lists = (*(f"{FORMER_LIST}/{one}" for one in came_from), *(f"{MOVED_LIST}/{one}" for one in document.ids))
    listed = (fragment.key for one in lists for fragment in asking.fragments(one))
    return AskedLibrary(asking, content, tuple(dict.fromkeys((document.id, *instead, *came_from, *listed))))


def _problems(asking: Asking, library: AskedLibrary) -> tuple[Problem, ...]:
    """Return what was found wrong with the one document of *library*."""
    said = asking.value(f"check guidance/{library.documents[0].id}")
    found: tuple[Problem, ...] = facts.loads(said) if said else ()
    return found


def _shown(document: DocumentOnDay) -> dict[str, Version]:
    """The pages that show a version whole, with it."""
    shown = {f"{addresses.version(version)}index.html": version for version in document.document.versions}
    if document.current:
        shown[f"{addresses.document(document.id)}index.html"] = document.current
    return shown


def make_source(asking: Asking, content: Content, name: str) -> Made:
    """Make everything of the source *name*; the documents that cite it are asked for."""
    citing = tuple(fragment.key for fragment in asking.fragments(f"{CITED_LIST}/{name}"))
    library = AskedLibrary(asking, content, citing)
    source = library.source(name)
    if source is None:
        return Made()
    about = Library(library.documents, (source,), library.settings, library.catalogue)
    publication = Publication(about, Facts(asking).site, asking.day)
    return printed(asking, f"sources/{name}", source_pages(publication), {}, {})


def make_citations(asking: Asking, content: Content, name: str) -> Made:
    """Tell each source which of its editions the document *name* cites, and each document which rules came from it.

    A document may be named by an id that it had before: each of those is told which document that is now.
    """
    library = AskedLibrary(asking, content, (name,))
    rules = (rule for document in library.documents for version in document.versions for rule in version.rules)
    lists: dict[str, set[str]] = defaultdict(set)
    for former in (one.id for document in library.documents for one in document.details.formerly):
        lists[f"{FORMER_LIST}/{former}"].add(name)
    for rule in rules:
        for citation in rule.citations:
            lists[f"{CITED_LIST}/{citation.passage.source}"].add(citation.passage.edition)
        for there, was in rule.moved_from:
            lists[f"{MOVED_LIST}/{there}"].add(was)
    return Made(fragments=tuple(Fragment(one, name, json.dumps(sorted(of))) for one, of in sorted(lists.items())))


def printed(
    asking: Asking, name: str, pages: Iterable[Page], files: Mapping[str, bytes], shown: Mapping[str, Version]
) -> Made:
    """Print *pages* into their layouts, with *files* beside them; *shown* are the pages that show a version whole."""
    made, texts, search, urls = dict(files), dict[str, str](), list[str](), list[tuple[str, str]]()
    shells = dict[str, tuple[str, ...]]()
    layout, problems = cache(Facts(asking).layout), list[Problem]()
    for page in pages:
        path = f"{page.address}index.html"
        made[path] = layout(page.layout).print(page)
        made |= {copy.address: copy.content for copy in page.copies}
        texts[path] = made[path].decode()
        shells[path] = layout(page.layout).shell(path.count("/"))
        if path in shown:
            problems += prove_version(path, texts[path], shown[path])
        search += [found] if (found := search_document(page)) else []
        urls += [(page.address, page.changed.isoformat() if page.changed else "")] if page.indexed else []
    if problems:
        raise ProblemError(*problems)
    links = linked(texts, made.keys(), shells)
    fragments = [Fragment(SEARCH_LIST, name, f"[{','.join(search)}]")] if search else []
    fragments += [Fragment(SITEMAP_LIST, name, json.dumps(urls))] if urls else []
    return Made(
        files=made.items(), value=str(len(texts)), fragments=tuple(fragments), links=links.links, anchors=links.anchors
    )


MANUAL: Final = "manual"
GLYPHS: Final = "glyphs"
_GLYPHS_LIST: Final = "glyphs"

MadeWith = Callable[[], str]
"""Says what sets copies in type: the template, the fonts and the programs."""


def make_pdfs(asking: Asking, content: Content, name: str, made_with: MadeWith) -> Made:
    """Make the PDF files of the document *name* that there are by the settings."""
    if settings(asking).pdf is PdfScope.NONE:
        return Made()
    from inforce.pdf.document import pdf_copies  # noqa: PLC0415 -- as says the head of this module
    from inforce.pdf.typesetting import missing_glyphs  # noqa: PLC0415 -- as above

    library = AskedLibrary(asking, content, (name,))
    if not library.documents:
        return Made()
    withdrawn = library.documents[0].details.withdrawn
    if withdrawn and withdrawn.documents:
        library = AskedLibrary(asking, content, tuple(dict.fromkeys((name, *withdrawn.documents))))
    publication = Publication(library, _site(asking), asking.day)
    below = addresses.document(name)
    pdfs = _set(asking, (copy for copy in pdf_copies(publication) if copy.address.startswith(below)), made_with)
    origins = {addresses.pdf(version): version for version in library.documents[0].versions}
    problems, lacking, own = list[Problem](), set[str](), set[str]()
    for address, pdf in pdfs.items():
        file = origins[address].origin.file
        text = content.bytes(content.folder.parent / file).decode() if pdf.lacking else ""
        found, letters = missing_glyphs(file, f"the PDF of version {origins[address].number}", pdf.lacking, text)
        problems += found
        lacking.update(pdf.lacking)
        own.update(letters)
    said = json.dumps(["".join(sorted(lacking)), "".join(sorted(own))])
    formerly = [one.id for one in library.documents[0].details.formerly]
    pdfs |= {addresses.under(one, name, address): pdf for one in formerly for address, pdf in pdfs.items()}
    return _made(pdfs, problems, (Fragment(_GLYPHS_LIST, name, said),) if lacking else ())


def make_manual(asking: Asking, content: Content, made_with: MadeWith) -> Made:
    """Make the manual, if the settings ask for it."""
    if settings(asking).manual is not YesNo.YES:
        return Made()
    from inforce.pdf.document import manuals  # noqa: PLC0415 -- as above

    library = AskedLibrary(asking, content, tuple(sorted(names(asking, content).documents)))
    pdfs = _set(asking, manuals(Publication(library, _site(asking), asking.day)), made_with)
    lacking = "".join(sorted({letter for pdf in pdfs.values() for letter in pdf.lacking}))
    return _made(pdfs, (), (Fragment(_GLYPHS_LIST, "", json.dumps([lacking, ""])),) if lacking else ())


def make_glyphs(asking: Asking) -> Made:
    """Warn once of letters that PDF files lack and that no document itself has."""
    left = asking.fragments(_GLYPHS_LIST)
    if not left:
        return Made()
    from inforce.pdf.typesetting import elsewhere  # noqa: PLC0415 -- as above

    lacking, own = set[str](), set[str]()
    for fragment in left:
        some, theirs = json.loads(fragment.body)
        lacking.update(some)
        own.update(theirs)
    problems = tuple(elsewhere("".join(sorted(lacking - own))))
    return Made(problems=facts.dumps(problems) if problems else "")


def _made(pdfs: dict[str, Typeset], problems: Iterable[Problem], fragments: tuple[Fragment, ...]) -> Made:
    found = tuple(problems)
    files = tuple((address, pdf.content) for address, pdf in pdfs.items())
    return Made(files, problems=facts.dumps(found) if found else "", fragments=fragments)


def _site(asking: Asking) -> SiteFacts:
    return SiteFacts(asking.value(f"{THEME}:name"), asking.value(f"{THEME}:address"))


def _set(asking: Asking, copies: Iterable[Printable], made_with: MadeWith) -> dict[str, Typeset]:
    from inforce.pdf.typesetting import NotSetError, written_out  # noqa: PLC0415 -- as above

    found = {}
    for copy in copies:
        try:
            kept = asking.constant(f"pdf by {made_with()} of {written_out(copy)}", partial(_packed, copy))
        except NotSetError as error:
            what = f"The PDF could not be made: {error}."
            remedy = (
                'Write "pdf: none" and "manual: no" in content/site.yml to publish without PDF files, and report this.'
            )
            raise ProblemError(Problem(Place(copy.address), "pdf-not-made", what, remedy)) from None
        found[copy.address] = _unpacked(kept)
    return found


def _packed(copy: Printable) -> bytes:
    from inforce.pdf.typesetting import typeset  # noqa: PLC0415 -- as above

    pdf = typeset(copy)
    return json.dumps(pdf.lacking).encode() + b"\n" + pdf.content


def _unpacked(kept: bytes) -> Typeset:
    from inforce.pdf.typesetting import Typeset  # noqa: PLC0415 -- as above

    head, _, content = kept.partition(b"\n")
    return Typeset(content, json.loads(head))
