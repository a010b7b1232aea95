"""The whole flow: what changed is read, checked, made, read back, and only then moved into the site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from inforce.build import facts
from inforce.build.asked import SETTINGS, ChangedMeanwhileError
from inforce.build.checking import CODES_LIST
from inforce.build.graph import Run
from inforce.build.inputs import tell_inputs
from inforce.build.layouts import LayoutBrokenError
from inforce.build.lists import taken_problems, theme_problem
from inforce.build.output_folder import refuse_what_is_no_site
from inforce.build.site_graph import OF_PAGES, SiteGraph
from inforce.build.theme_shell import Render
from inforce.build.validate import NotProvenError, broken_links
from inforce.checks.kinds_of_change import known_document
from inforce.checks.registry import run_checks
from inforce.checks.severity import lenient
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem
from inforce.originals.reading_process import ReadingProcess
from inforce.reading.content_folder import read_content
from inforce.reading.originals import remembering
from inforce.store.database import DamagedError
from inforce.store.failure import Failure
from inforce.store.site_folder import Care, SiteFolder
from inforce.store.store import Store, opened
from inforce.store.targets import digest

T = TypeVar("T")

__all__ = ["Built", "Care", "Checked", "Clock", "NotProvenError", "build", "check"]

Clock = Callable[[str], date]
"""Takes the name of a time zone and says which day it is there."""

_ATTEMPTS: Final = 20
"""How often it is begun again because files are saved meanwhile, before giving up."""


@dataclass(frozen=True)
class Checked:
    """The day that the content was checked for, everything found wrong, and how much there is."""

    day: date
    problems: tuple[Problem, ...]
    documents: int
    versions: int
    read: Callable[[], Library] = field(repr=False, compare=False)

    @property
    def stops(self) -> bool:
        """Whether nothing may be published."""
        return any(problem.is_error for problem in self.problems)

    @cached_property
    def library(self) -> Library:
        """Everything under ``content/``, read when it is asked for."""
        return self.read()


@dataclass(frozen=True)
class Built:
    """What came of a build: all problems, how many pages of guidance there are, and how many files were written.

    There are none where problems stopped it.
    """

    problems: tuple[Problem, ...]
    printed: int = 0
    written: int = 0

    @property
    def stopped(self) -> bool:
        """Whether the site was left as it was."""
        return any(problem.is_error for problem in self.problems)


Published = Collection[tuple[str, VersionNumber]]
"""Versions that are known to be published, each by its document and its number."""


def check(content: Path, clock: Clock, cache: Path | None = None, published: Published = ()) -> Checked:
    """Check everything under *content* for the day that *clock* gives.

    With a *cache*, what did not change since it was checked before is not read again. What is wrong in one of the
    versions *published* is a warning, for nobody may edit it.
    """
    checked = _check_all(content, clock, cache)
    return replace(checked, problems=lenient(checked.problems, published))


def _check_all(content: Path, clock: Clock, cache: Path | None) -> Checked:
    if cache is None:
        library, problems = read_content(content, read_text=ReadingProcess())
        day = clock(library.settings.time_zone)
        versions = sum(len(document.versions) for document in library.documents)
        known = (known_document(document, library.settings) for document in library.documents)
        library = replace(library, documents=tuple(known))
        found = _in_order([*problems, *run_checks(library, day)])
        return Checked(day, found, len(library.documents), versions, lambda: library)
    return _again_and_again(lambda: _check(content, clock, cache))


def build(  # noqa: PLR0913, PLR0917 - each is a folder, or says what to print
    content: Path,
    site: Path,
    cache: Path,
    clock: Clock,
    render: Render,
    care: Care = Care.SHARE,
    waiting: Callable[[], None] = lambda: None,
    published: Published = (),
) -> Built:
    """Build the site from *content* into the folder *site*, which is left as it is where a problem stops that.

    *render* has the theme make the ordinary pages and layouts; it is asked only when those that *cache* has do not
    hold. *care* says how closely what stands in *site* is looked at, *waiting* is called where another build runs.
    What is wrong in one of the versions *published* stops nothing.
    """
    return _again_and_again(lambda: _build(content, site, cache, clock, render, care, waiting, published))


def _again_and_again(attempt: Callable[[], T]) -> T:
    """Begin again where a file is saved meanwhile, or the store turns out to be damaged."""
    damaged = 0
    for _attempt in range(_ATTEMPTS):
        try:
            return attempt()
        except ChangedMeanwhileError:
            continue
        except DamagedError as error:
            damaged += 1
            if damaged > 1:  # it was deleted, and cannot be written either
                raise Failure(
                    f"The cache cannot be written: {error}.", "Make room on the disk, or delete it."
                ) from None
    raise Failure("Files are saved again and again while they are read.", "Build again when that has ended.")


def _check(content: Path, clock: Clock, cache: Path) -> Checked:
    with _opened(cache, lambda: None) as store:
        return _checked(store, SiteGraph(store, content), clock, cache)[0]


def _checked(store: Store, made_by: SiteGraph, clock: Clock, cache: Path) -> tuple[Checked, date]:
    """Bring all that checks up to date, and keep it."""
    tell_inputs(store, made_by.folder)
    day = clock(facts.loads(Run(store, None, date.min, made_by.makers).value(SETTINGS)).time_zone)
    targets = store.targets()
    targets.keep_for(day.isoformat())
    run = Run(store, None, day, made_by.makers)
    made_by.check(run)
    codes = [fragment.body.split(" ")[0] for fragment in targets.fragments(CODES_LIST)]
    problems = _in_order(problem for said in targets.problems() for problem in facts.loads(said))
    store.commit()
    return Checked(
        day,
        problems,
        len(set(codes)),
        len(codes),
        lambda: read_content(made_by.folder, read_text=remembering(cache))[0],
    ), day


def _build(  # noqa: PLR0913, PLR0917 - as above
    content: Path,
    site: Path,
    cache: Path,
    clock: Clock,
    render: Render,
    care: Care,
    waiting: Callable[[], None],
    published: Published,
) -> Built:
    with _opened(cache, waiting) as store:
        made_by = SiteGraph(store, content, render)
        store.inputs.set("given configuration", digest(render.configuration))
        checked, day = _checked(store, made_by, clock, cache)
        checked = replace(checked, problems=lenient(checked.problems, published))
        store.begin()
        folder = store.site(site)
        if not folder.is_known:
            refuse_what_is_no_site(site)
        if checked.stops:
            return Built(checked.problems)
        try:
            return _brought_up_to_date(store, made_by, folder, checked, day, care)
        except (NotProvenError, LayoutBrokenError) as error:
            found = error.problems if isinstance(error, NotProvenError) else (theme_problem(str(error)),)
            return Built((*checked.problems, *found))
        finally:
            store.roll_back()
            folder.abandon()


def _brought_up_to_date(  # noqa: PLR0913, PLR0917 - what is brought up to date, and by what
    store: Store, made_by: SiteGraph, folder: SiteFolder, checked: Checked, day: date, care: Care
) -> Built:
    """Make what is to be made, read it back, and move it in; raise `NotProvenError` where it does not hold."""
    targets = store.targets(folder.id)
    targets.spoil(folder.look(care, store.turn))
    targets.keep_for(day.isoformat())
    run = Run(store, folder, day, made_by.makers)
    made_by.make(run)
    _prove(run, folder, made_by)
    problems = _in_order([*checked.problems, *(one for said in targets.problems() for one in facts.loads(said))])
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


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.place))


@contextmanager
def _opened(cache: Path, waiting: Callable[[], None]) -> Iterator[Store]:
    with opened(cache, waiting) as store:
        store.begin()
        try:
            yield store
        finally:
            store.roll_back()
