"""Every target that there is, how it is made, and in which order they are brought up to date."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from inforce.build import checking, layouts, lists, pages, pdfs
from inforce.build.asked import SITE, Content, catalogue
from inforce.build.graph import Asking, Made, Maker, Run
from inforce.build.outcome import CHECKING, COMPARING, PRINTING, Progress, untold
from inforce.build.theme_shell import THEME, Render, make_theme
from inforce.model.catalogue import speaking
from inforce.model.dataclass import dataclass
from inforce.store.store import Store

CITATIONS: Final = "citations"
DOCUMENT: Final = "guidance"
SOURCE: Final = "sources"
PDF: Final = "pdf"

OF_PAGES: Final = (DOCUMENT, SOURCE, lists.OVERVIEW)
"""The kinds of targets whose values are how many pages they have."""


@dataclass(frozen=True)
class SiteGraph:
    """The graph of one site: *render* makes the theme, and nothing else here reaches out of the store.

    *progress* is told how far what takes long has come.
    """

    store: Store
    folder: Path
    render: Render | None = None
    progress: Progress = untold

    @cached_property
    def content(self) -> Content:
        """The folder ``content/`` as the store saw it."""
        return Content(self.folder, self.store.files.digest)

    @cached_property
    def makers(self) -> dict[str, Maker]:
        """How each kind of target is made."""
        content, made_with = self.content, self._made_with
        return checking.checkers(content, self.store.files) | {
            THEME: lambda asking, _: self._theme(asking),
            CITATIONS: lambda asking, name: pages.make_citations(asking, content, name),
            DOCUMENT: self._own_words(lambda asking, name: pages.make_document(asking, content, name)),
            SOURCE: self._own_words(lambda asking, name: pages.make_source(asking, content, name)),
            PDF: self._own_words(lambda asking, name: pdfs.make_pdfs(asking, content, name, made_with)),
            pdfs.MANUAL: self._own_words(lambda asking, _: pdfs.make_manual(asking, content, made_with)),
            pdfs.GLYPHS: lambda asking, _: pdfs.make_glyphs(asking),
            pages.SUMMARY: self._own_words(lambda asking, name: lists.make_summary(asking, content, name)),
            lists.SOURCE_SUMMARY: self._own_words(
                lambda asking, name: lists.make_source_summary(asking, content, name)
            ),
            lists.PLACES: self._own_words(lambda asking, group: lists.make_places(asking, content, group)),
            lists.OVERVIEW: self._own_words(lambda asking, part: lists.make_overview(asking, content, part)),
            lists.AS_AT: self._own_words(lambda asking, _: lists.make_as_at(asking, content)),
            lists.HOSTING: lambda _asking, _: lists.make_hosting(),
            lists.LAYOUT: lists.make_layout,
            lists.ORDINARY: lists.make_ordinary,
            lists.SEARCH_INDEX: self._own_words(lambda asking, _: lists.make_search_index(asking)),
            lists.SITEMAP: lambda asking, _: lists.make_sitemap(asking),
            lists.OFFLINE: self._own_words(lambda asking, _: lists.make_offline(asking)),
        }

    def check(self, run: Run) -> None:
        """Bring every target that checks up to date."""
        documents, sources = self._names(run)
        _bring(run, "check guidance", documents, partial(self.progress, CHECKING))
        _bring(run, "check sources", sources)
        run.tell_lists()
        run.ensure(checking.CODES)
        run.ensure(checking.CONFIGURATION)

    def make(self, run: Run) -> None:
        """Bring every target of the site up to date, in an order in which each list comes after what is left for it."""
        documents, sources = self._names(run)
        run.ensure(THEME)
        ordinary = json.loads(run.value(THEME))["ordinary"]
        _bring(run, CITATIONS, documents)
        _bring(run, PDF, documents)
        run.ensure(pdfs.MANUAL)
        _bring(run, pages.SUMMARY, documents, partial(self.progress, COMPARING))
        run.tell_lists()
        run.ensure(pdfs.GLYPHS)
        _bring(run, lists.SOURCE_SUMMARY, sources)
        run.tell_lists()
        # whatever is asked for comes before what asks for it: nothing else asks whether the day changed it
        _bring(run, lists.PLACES, lists.PLACE_GROUPS)
        _bring(run, lists.LAYOUT, layouts.NAMES)
        _bring(run, lists.ORDINARY, ordinary)
        _bring(run, DOCUMENT, documents, partial(self.progress, PRINTING))
        _bring(run, SOURCE, sources)
        _bring(run, lists.OVERVIEW, lists.OVERVIEWS)
        run.tell_lists()
        for name in (lists.SEARCH_INDEX, lists.SITEMAP, lists.AS_AT, lists.OFFLINE, lists.HOSTING):
            run.ensure(name)

    @staticmethod
    def _names(run: Run) -> tuple[list[str], list[str]]:
        there = json.loads(run.value(SITE))
        return [name for name, one in there["documents"].items() if one], [
            name for name, one in there["sources"].items() if one
        ]

    def _theme(self, asking: Asking) -> Made:
        if self.render is None:
            raise ValueError("nothing was given that makes the theme")
        return make_theme(asking, self.content, self.store.files, self.render)

    def _own_words(self, make: Maker) -> Maker:
        """Return what makes the same in the words of the site."""

        def in_words_of_the_site(asking: Asking, rest: str) -> Made:
            with speaking(catalogue(asking, self.content)):
                return make(asking, rest)

        return in_words_of_the_site

    def _made_with(self) -> str:
        return f"{self.store.meta('made by')}"


def _bring(
    run: Run, kind: str, names: Iterable[str], progress: Callable[[int, int], None] = lambda _done, _all: None
) -> None:
    """Bring the targets of a kind up to date; those of other names go. *progress* is told how many are, of how many."""
    wanted = {f"{kind}/{name}" for name in names}
    targets = run.targets_for(kind)
    for name in targets.names_of(kind):
        if name not in wanted:
            run.remove(name)
    for done, name in enumerate(sorted(wanted), start=1):
        run.ensure(name)
        progress(done, len(wanted))
