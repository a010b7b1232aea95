"""The targets of documents and sources: their pages, with the copies of each for programs, printed into layouts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inforce.build import facts
from inforce.build.all_pages import document_pages, source_pages
from inforce.build.asked import AskedLibrary, Content
from inforce.build.graph import Asking, Made
from inforce.build.layouts import Layout
from inforce.build.render import search_document
from inforce.build.theme_shell import ASSETS, THEME
from inforce.build.validate import NotProvenError, linked, prove_version
from inforce.compare.text_comparison import kept_comparisons
from inforce.model.guidance import Document, Version
from inforce.model.library import Library
from inforce.model.problem import Problem
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import Page
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts
from inforce.store.targets import Fragment

SEARCH_LIST = "search"
SITEMAP_LIST = "sitemap"
CITED_LIST = "cited"


@dataclass(frozen=True)
class Facts:
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
    """Make everything of the document *name*."""
    library = AskedLibrary(asking, content, (name,))
    if not library.documents:
        return Made()
    document = library.documents[0]
    publication = Publication(
        _with_replacement(asking, content, document), Facts(asking).site, asking.day, _problems(asking, library)
    )  # fmt: skip
    told = publication.document(name)
    if told is None:
        raise ValueError(f"{name} has no version, and so no pages")
    records = {
        addresses.record(version): content.bytes(content.folder.parent / version.origin.file)
        for version in document.versions
    }
    return printed(
        asking,
        f"guidance/{name}",
        document_pages(publication, told, kept_comparisons(asking.constant)),
        records,
        _shown(told),
    )


def _with_replacement(asking: Asking, content: Content, document: Document) -> AskedLibrary:
    """Return the library as the pages of *document* see it: that, and what to use instead of it."""
    withdrawn = document.details.withdrawn
    instead = (withdrawn.instead,) if withdrawn and withdrawn.instead else ()
    return AskedLibrary(asking, content, tuple(dict.fromkeys((document.id, *instead))))


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
    """Tell each source which of its editions the document *name* cites."""
    library = AskedLibrary(asking, content, (name,))
    rules = (rule for document in library.documents for version in document.versions for rule in version.rules)
    cited: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for citation in rule.citations:
            cited[citation.passage.source].add(citation.passage.edition)
    left = (Fragment(f"{CITED_LIST}/{source}", name, json.dumps(sorted(of))) for source, of in sorted(cited.items()))
    return Made(fragments=tuple(left))


def printed(
    asking: Asking, name: str, pages: Iterable[Page], files: Mapping[str, bytes], shown: Mapping[str, Version]
) -> Made:
    """Print *pages* into their layouts, with *files* beside them; *shown* are the pages that show a version whole."""
    made, texts, search, urls = dict(files), dict[str, str](), list[str](), list[tuple[str, str]]()
    layouts, problems = Facts(asking), list[Problem]()
    for page in pages:
        path = f"{page.address}index.html"
        made[path] = layouts.layout(page.layout).print(page)
        made |= {copy.address: copy.content for copy in page.copies}
        texts[path] = made[path].decode()
        if path in shown:
            problems += prove_version(path, texts[path], shown[path])
        search += [found] if (found := search_document(page)) else []
        urls += [(page.address, page.changed.isoformat() if page.changed else "")] if page.indexed else []
    if problems:
        raise NotProvenError(problems)
    links = linked(texts, made.keys())
    fragments = [Fragment(SEARCH_LIST, name, f"[{','.join(search)}]")] if search else []
    fragments += [Fragment(SITEMAP_LIST, name, json.dumps(urls))] if urls else []
    return Made(
        files=made.items(), value=str(len(texts)), fragments=tuple(fragments), links=links.links, anchors=links.anchors
    )
