"""Brings a site up to date where something changed: every target in its order, read back and moved in."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from inforce.build import checking, facts, lists, pages, theme_shell
from inforce.build.asked import SITE, Content, catalogue
from inforce.build.graph import Asking, Made, Maker, Run
from inforce.build.lists import taken_problems
from inforce.build.outcome import (
    KINDS_OF_PAGES,
    LISTING,
    PRINTING,
    UNREGISTERED,
    Built,
    Checked,
    Clock,
    Progress,
    Registered,
    in_order,
    names_made,
    refuse_what_is_no_site,
    untold,
)
from inforce.build.theme_shell import THEME, Render, make_theme
from inforce.build.validate import broken_links
from inforce.model.catalogue import use_catalogue
from inforce.model.problem import ProblemError
from inforce.site.qr_code import keep_codes_by
from inforce.site.templates import keep_compiled_by
from inforce.store.site_folder import Care, SiteFolder
from inforce.store.store import Store


class _Compiled(BytecodeCache):
    """Compiled templates, each under its name and its text; the seal of the store finds whatever damages them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the template what it was compiled to before, if it was."""
        if kept := self._store.keep_with_program(_kept_name(bucket), lambda: b""):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._store.replace_with_program(_kept_name(bucket), bucket.bytecode_to_string())


def _kept_name(bucket: Bucket) -> str:
    return f"template {bucket.key} {bucket.checksum}"


@contextmanager
def kept_by(store: Store) -> Iterator[None]:
    """Have *store* keep meanwhile what this process makes of the program alone."""
    keep_compiled_by(_Compiled(store))
    keep_codes_by(store.keep_with_program)
    try:
        yield
    finally:
        keep_compiled_by(None)
        keep_codes_by(None)


CITATIONS: Final = "citations"
DOCUMENT: Final = pages.DOCUMENT
HISTORY: Final = "history"
SOURCE: Final = "sources"
PDF: Final = "pdf"


@dataclass(frozen=True)
class SiteGraph:
    """The graph of one site: *render* makes the theme, and nothing else here reaches out of the store.

    *progress* is told how far what takes long has come, and *registered* is what the register says of publication.
    """

    store: Store
    folder: Path
    render: Render | None = None
    cache: Path | None = None
    progress: Progress = untold
    registered: Registered = UNREGISTERED

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
            HISTORY: self._own_words(lambda asking, name: pages.make_history(asking, content, name, self.registered)),
            SOURCE: self._own_words(lambda asking, name: pages.make_source(asking, content, name)),
            PDF: self._own_words(lambda asking, name: pages.make_pdfs(asking, content, name, made_with)),
            pages.MANUAL: self._own_words(lambda asking, _: pages.make_manual(asking, content, made_with)),
            pages.GLYPHS: lambda asking, _: pages.make_glyphs(asking),
            pages.SUMMARY: self._own_words(
                lambda asking, name: lists.make_summary(asking, content, name, self.registered)
            ),
            lists.SOURCE_SUMMARY: self._own_words(
                lambda asking, name: lists.make_source_summary(asking, content, name)
            ),
            lists.PLACES: self._own_words(lambda asking, group: lists.make_places(asking, content, group)),
            lists.OVERVIEW: self._own_words(lambda asking, part: lists.make_overview(asking, content, part)),
            lists.AS_AT: self._own_words(lambda asking, _: lists.make_as_at(asking, content)),
            lists.HOSTING: lambda asking, _: lists.make_hosting(asking),
            lists.EDITOR: lambda asking, _: self._editor(asking),
            lists.LAYOUT: lists.make_layout,
            lists.ORDINARY: lists.make_ordinary,
            lists.SEARCH_INDEX: self._own_words(lambda asking, _: lists.make_search_index(asking)),
            lists.SITEMAP: lambda asking, _: lists.make_sitemap(asking),
            lists.OFFLINE: self._own_words(lambda asking, _: lists.make_offline(asking)),
        }

    def make(self, run: Run) -> None:
        """Bring every target of the site up to date, in an order in which each list comes after what is left for it."""
        documents, sources = checking.names_of_all(run)
        run.ensure(THEME)
        ordinary = json.loads(run.value(THEME))["ordinary"]
        run.bring(CITATIONS, documents)
        run.bring(PDF, documents)
        run.ensure(pages.MANUAL)
        run.bring(pages.SUMMARY, documents, partial(self.progress, LISTING))
        run.tell_lists()
        run.ensure(pages.GLYPHS)
        run.bring(lists.SOURCE_SUMMARY, sources)
        run.tell_lists()
        # whatever is asked for comes before what asks for it: nothing else asks whether the day changed it
        run.bring(lists.PLACES, lists.PLACE_GROUPS)
        run.bring(lists.LAYOUT, theme_shell.NAMES)
        run.bring(lists.ORDINARY, ordinary)
        run.bring(DOCUMENT, documents, partial(self.progress, PRINTING), followed_by=HISTORY)
        run.bring(SOURCE, sources)
        run.tell_lists()
        run.bring(lists.OVERVIEW, lists.OVERVIEWS)
        run.tell_lists()
        for name in (lists.SEARCH_INDEX, lists.SITEMAP, lists.AS_AT, lists.OFFLINE, lists.HOSTING, lists.EDITOR):
            run.ensure(name)

    def _theme(self, asking: Asking) -> Made:
        if self.render is None:
            raise ValueError("nothing was given that makes the theme")
        return make_theme(asking, self.content, self.store.files, self.render)

    def _editor(self, asking: Asking) -> Made:
        if self.cache is None:
            raise ValueError("nothing was given that keeps what is fetched")
        from inforce.build.editor_files import make_editor  # noqa: PLC0415 -- most builds have nothing new of it

        return make_editor(asking, self.content, self.cache)

    def _own_words(self, make: Maker) -> Maker:
        """Return what makes the same in the words of the site."""

        def in_words_of_the_site(asking: Asking, rest: str) -> Made:
            with use_catalogue(catalogue(asking, self.content)):
                return make(asking, rest)

        return in_words_of_the_site

    def _made_with(self) -> str:
        return f"{self.store.meta('made by')}"


def build_what_changed(  # noqa: PLR0913, PLR0917 - what is brought up to date, by what, and how
    store: Store,
    folder: SiteFolder,
    content: Path,
    cache: Path,
    clock: Clock,
    render: Render,
    care: Care,
    registered: Registered = UNREGISTERED,
    progress: Progress = untold,
) -> Built:
    """Make what is to be made, read it back, and move it in; *folder* stays as it is where a problem stops that."""
    made_by = SiteGraph(store, content, render, cache, progress, registered)
    checked = checking.check_again(store, made_by.content, clock, cache, progress).lenient(registered.published)
    store.begin()
    if not folder.is_known:
        refuse_what_is_no_site(folder.path)
    if checked.stops:
        return Built(checked.problems)
    try:
        with kept_by(store), _seldom_collected():
            return _brought_up_to_date(store, made_by, folder, checked, care)
    except ProblemError as error:
        return Built((*checked.problems, *error.problems))
    finally:
        store.roll_back()
        folder.abandon()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for circles of garbage less often meanwhile: a build makes few, and each search goes through all it has."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(1_000_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _brought_up_to_date(store: Store, made_by: SiteGraph, folder: SiteFolder, checked: Checked, care: Care) -> Built:
    """Make what is to be made, read it back, and move it in; raise `ProblemError` where it does not hold."""
    targets = store.targets(folder.id)
    targets.spoil(folder.look(care, store.turn))
    targets.keep_for(checked.day.isoformat())
    run = Run(store, folder, checked.day, made_by.makers)
    made_by.make(run)
    run.remove_what_nobody_made()
    store.set_meta(names_made(folder), run.value(SITE))
    _prove(run, folder, made_by)
    problems = in_order([*checked.problems, *(one for said in targets.problems() for one in facts.loads(said))])
    printed = sum(targets.total(kind) for kind in KINDS_OF_PAGES)
    if run.changed.targets or run.changed.removed or folder.has_strangers or not folder.is_known:
        store.inputs.prune()
        folder.decide()
    else:
        store.commit()
    return Built(problems, printed, len(run.changed.made))


def _prove(run: Run, folder: SiteFolder, made_by: SiteGraph) -> None:
    if taken := run.taken():
        raise ProblemError(*taken_problems(made_by.folder, taken))
    changed = run.changed
    if broken := list(broken_links(folder, run.own, changed.targets, changed.made | changed.gone)):
        raise ProblemError(*broken)
