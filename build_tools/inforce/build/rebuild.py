"""Brings a site up to date where something changed: checks, makes, reads back what was made, and moves it in."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from inforce.build import facts
from inforce.build.asked import SETTINGS, SITE
from inforce.build.checking import CODES_LIST
from inforce.build.graph import Run
from inforce.build.kept_by_store import kept_by
from inforce.build.layouts import LayoutBrokenError
from inforce.build.lists import taken_problems, theme_problem
from inforce.build.outcome import Built, Checked, Clock, Progress, Published, in_order, names_made, untold
from inforce.build.output_folder import refuse_what_is_no_site
from inforce.build.site_graph import OF_PAGES, SiteGraph
from inforce.build.theme_shell import Render
from inforce.build.validate import NotProvenError, broken_links
from inforce.checks.kinds_of_change import known_document
from inforce.checks.registry import run_checks
from inforce.originals.reading_process import ReadingProcess
from inforce.reading.content_folder import read_content
from inforce.reading.originals import remembering
from inforce.store.site_folder import Care, SiteFolder
from inforce.store.store import Store


def check_all(content: Path, clock: Clock) -> Checked:
    """Check everything under *content*, with nothing kept from before."""
    library, problems = read_content(content, read_text=ReadingProcess())
    day = clock(library.settings.time_zone)
    versions = sum(len(document.versions) for document in library.documents)
    known = (known_document(document, library.settings) for document in library.documents)
    library = replace(library, documents=tuple(known))
    found = in_order([*problems, *run_checks(library, day)])
    return Checked(day, found, len(library.documents), versions, lambda: library)


def check_what_changed(store: Store, content: Path, clock: Clock, cache: Path, progress: Progress = untold) -> Checked:
    """Bring all that checks up to date, and keep it."""
    return _checked(store, SiteGraph(store, content, progress=progress), clock, cache)


def build_what_changed(  # noqa: PLR0913, PLR0917 - what is brought up to date, by what, and how
    store: Store,
    folder: SiteFolder,
    content: Path,
    cache: Path,
    clock: Clock,
    render: Render,
    care: Care,
    published: Published,
    progress: Progress = untold,
) -> Built:
    """Make what is to be made, read it back, and move it in; *folder* stays as it is where a problem stops that."""
    made_by = SiteGraph(store, content, render, progress)
    checked = _checked(store, made_by, clock, cache).lenient(published)
    store.begin()
    if not folder.is_known:
        refuse_what_is_no_site(folder.path)
    if checked.stops:
        return Built(checked.problems)
    try:
        with kept_by(store), _seldom_collected():
            return _brought_up_to_date(store, made_by, folder, checked, care)
    except (NotProvenError, LayoutBrokenError) as error:
        found = error.problems if isinstance(error, NotProvenError) else (theme_problem(str(error)),)
        return Built((*checked.problems, *found))
    finally:
        store.roll_back()
        folder.abandon()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for circles of garbage less often meanwhile: a build makes few, and each search goes through all it has."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _checked(store: Store, made_by: SiteGraph, clock: Clock, cache: Path) -> Checked:
    """Bring all that checks up to date, and keep it."""
    zone = facts.loads(Run(store, None, date.min, made_by.makers).value(SETTINGS)).time_zone
    store.set_meta("time zone", zone)
    day = clock(zone)
    targets = store.targets()
    targets.keep_for(day.isoformat())
    run = Run(store, None, day, made_by.makers)
    made_by.check(run)
    codes = [fragment.body.split(" ")[0] for fragment in targets.fragments(CODES_LIST)]
    problems = in_order(problem for said in targets.problems() for problem in facts.loads(said))
    store.commit()
    return Checked(
        day,
        problems,
        len(set(codes)),
        len(codes),
        lambda: read_content(made_by.folder, read_text=remembering(cache))[0],
    )


def _brought_up_to_date(store: Store, made_by: SiteGraph, folder: SiteFolder, checked: Checked, care: Care) -> Built:
    """Make what is to be made, read it back, and move it in; raise `NotProvenError` where it does not hold."""
    targets = store.targets(folder.id)
    targets.spoil(folder.look(care, store.turn))
    targets.keep_for(checked.day.isoformat())
    run = Run(store, folder, checked.day, made_by.makers)
    made_by.make(run)
    run.remove_what_nobody_made()
    store.set_meta(names_made(folder), run.value(SITE))
    _prove(run, folder, made_by)
    problems = in_order([*checked.problems, *(one for said in targets.problems() for one in facts.loads(said))])
    printed = sum(targets.total(kind) for kind in OF_PAGES)
    if run.changed.targets or run.changed.removed or folder.has_strangers or not folder.is_known:
        store.inputs.prune()
        folder.decide()
    else:
        store.commit()
    return Built(problems, printed, len(run.changed.made))


def _prove(run: Run, folder: SiteFolder, made_by: SiteGraph) -> None:
    if taken := run.taken():
        raise NotProvenError(taken_problems(made_by.folder, taken))
    changed = run.changed
    if broken := list(broken_links(folder, run.own, changed.targets, changed.made | changed.gone)):
        raise NotProvenError(broken)
