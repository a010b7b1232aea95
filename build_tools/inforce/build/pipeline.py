"""The whole flow: what changed is read, checked, made, read back, and only then moved into the site.

Where nothing changed, that is told by the store alone, and nothing that reads, checks or makes is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from inforce.build.inputs import ChangedMeanwhileError, tell_inputs, tell_register
from inforce.build.outcome import (
    KINDS_OF_PAGES,
    UNREGISTERED,
    Built,
    Checked,
    Clock,
    Progress,
    Published,
    Registered,
    in_order,
    names_made,
    untold,
)
from inforce.store.atomic import Failure
from inforce.store.site_folder import Care, SiteFolder
from inforce.store.store import DamagedError, Store, opened
from inforce.store.targets import Targets, digest

if TYPE_CHECKING:
    from inforce.build.theme_shell import Render
    from inforce.model.library import Library
    from inforce.model.problem import Problem

__all__ = ["UNREGISTERED", "Built", "Care", "Checked", "Clock", "Published", "Registered", "build", "check"]

T = TypeVar("T")

_ATTEMPTS: Final = 20
"""How often it is begun again because files are saved meanwhile, before giving up."""


def check(
    content: Path,
    clock: Clock,
    cache: Path | None = None,
    published: Published = (),
    progress: Progress = untold,
) -> Checked:
    """Check everything under *content* for the day that *clock* gives.

    With a *cache*, what did not change since it was checked before is not read again. What is wrong in one of the
    versions *published* is a warning, for nobody may edit it. *progress* is told how far it has come.
    """
    return _check_all(content, clock, cache, progress).lenient(published)


def _check_all(content: Path, clock: Clock, cache: Path | None, progress: Progress) -> Checked:
    if cache is None:
        from inforce.build.checking import check_all  # noqa: PLC0415 -- as says the head of this module

        return check_all(content, clock)
    return _again_and_again(lambda: _check(content, clock, cache, progress))


def build(  # noqa: PLR0913, PLR0917 - each is a folder, or says what to print
    content: Path,
    site: Path,
    cache: Path,
    clock: Clock,
    render: Render,
    care: Care = Care.SHARE,
    waiting: Callable[[], None] = lambda: None,
    registered: Registered = UNREGISTERED,
    progress: Progress = untold,
) -> Built:
    """Build the site from *content* into the folder *site*, which is left as it is where a problem stops that.

    *render* has the theme make the ordinary pages and layouts; it is asked only when those that *cache* has do not
    hold. *care* says how closely what stands in *site* is looked at, *waiting* is called where another build runs,
    and *progress* is told how far this one has come. *registered* is what is known where the site is to be published.
    """
    return _again_and_again(lambda: _build(content, site, cache, clock, render, care, waiting, registered, progress))


def _check(content: Path, clock: Clock, cache: Path, progress: Progress) -> Checked:
    with opened(cache, lambda: None) as store:
        store.begin()
        try:
            tell_inputs(store, content)
            if day := _day_if_nothing_changed(store, clock):
                store.commit()
                return _checked_before(store, content, day, cache)
            from inforce.build.checking import check_what_changed  # noqa: PLC0415 -- as above

            return check_what_changed(store, content, clock, cache, progress)
        finally:
            store.roll_back()


def _build(  # noqa: PLR0913, PLR0917 - as above
    content: Path,
    site: Path,
    cache: Path,
    clock: Clock,
    render: Render,
    care: Care,
    waiting: Callable[[], None],
    registered: Registered,
    progress: Progress,
) -> Built:
    with opened(cache, waiting) as store:
        store.begin()
        try:
            store.inputs.set("given configuration", digest(render.configuration))
            tell_inputs(store, content)
            tell_register(store, registered)
            folder = store.site(site)
            if built := _built_before(store, folder, _day_if_nothing_changed(store, clock), care):
                return built.lenient(registered.published)
            from inforce.build.rebuild import build_what_changed  # noqa: PLC0415 -- as above

            return build_what_changed(store, folder, content, cache, clock, render, care, registered, progress)
        finally:
            store.roll_back()


def _day_if_nothing_changed(store: Store, clock: Clock) -> date | None:
    """Return the day, if all that was checked before holds on it."""
    shared, zone = store.targets(), store.meta("time zone")
    if zone is None or shared.are_stale():
        return None
    day = clock(zone)
    shared.keep_for(day.isoformat())
    return None if shared.are_stale() else day


def _checked_before(store: Store, content: Path, day: date, cache: Path) -> Checked:
    """Return what was found before."""
    targets = store.targets()
    documents = [fragment.body.partition(" ")[0] for fragment in targets.fragments("codes")]

    def read() -> Library:
        from inforce.reading.content_folder import read_content  # noqa: PLC0415 -- as above
        from inforce.reading.source_files import cached_reader  # noqa: PLC0415 -- as above

        return read_content(content, read_text=cached_reader(cache))[0]

    return Checked(day, _problems(targets), len(set(documents)), len(documents), read)


def _built_before(store: Store, folder: SiteFolder, day: date | None, care: Care) -> Built | None:
    """Return what came of the build before, if nothing is to be made and the site is as it was left."""
    if day is None or not folder.is_known:
        return None
    targets = store.targets(folder.id)
    targets.spoil(folder.look(care, store.turn))
    targets.keep_for(day.isoformat())
    if (
        targets.are_stale()
        or store.meta(names_made(folder)) != store.targets().value("check site")
        or folder.has_strangers
    ):
        return None
    problems = in_order([*_problems(store.targets()), *_problems(targets)])
    printed = sum(targets.total(kind) for kind in KINDS_OF_PAGES)
    store.commit()
    return Built(problems, printed)


def _problems(targets: Targets) -> tuple[Problem, ...]:
    said = list(targets.problems())
    if not said:
        return ()
    from inforce.build import facts  # noqa: PLC0415 -- as above

    return in_order(problem for one in said for problem in facts.loads(one))


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
