"""The whole flow: content is read, checked, made into pages, printed into layouts, and read back before it counts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from inforce.build import layouts, offline_list
from inforce.build import render as press
from inforce.build.all_pages import make_pages
from inforce.build.kept_parts import print_parts
from inforce.build.ordinary_pages import held_pages
from inforce.build.pdf_cache import PdfNotMadeError, make_pdfs
from inforce.build.site_folder import SiteWriter, staged
from inforce.build.theme_shell import Render, programs, skeleton
from inforce.build.validate import prove
from inforce.checks.registry import run_checks
from inforce.model.catalogue import speaking
from inforce.model.library import Library
from inforce.model.problem import Place, Problem
from inforce.model.settings import YesNo
from inforce.originals.reading_process import ReadingProcess
from inforce.pdf.document import pdf_copies
from inforce.pdf.manual import manuals
from inforce.pdf.missing_glyphs import lacking_letters
from inforce.reading.content_folder import read_content
from inforce.reading.inventory import ordinary_files
from inforce.reading.originals import remembering
from inforce.site import addresses
from inforce.site.js_messages import asset_words
from inforce.site.page import Download, Page
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts

Clock = Callable[[str], date]
"""Takes the name of a time zone and says which day it is there."""


@dataclass(frozen=True)
class Checked:
    """The library as read, the day it was checked for, and everything found wrong."""

    library: Library
    day: date
    problems: tuple[Problem, ...]

    @property
    def stops(self) -> bool:
        """Whether nothing may be published."""
        return any(problem.is_error for problem in self.problems)


@dataclass(frozen=True)
class Built:
    """What came of a build: all problems, and how many pages were printed (none where problems stopped it)."""

    problems: tuple[Problem, ...]
    printed: int = 0
    unchanged: int = 0

    @property
    def stopped(self) -> bool:
        """Whether the site was left as it was."""
        return any(problem.is_error for problem in self.problems)


class NotProvenError(Exception):
    """The finished site does not say what the library says."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{problem.place}: {problem.message}" for problem in self.problems))


def check(content: Path, clock: Clock, cache: Path | None = None) -> Checked:
    """Read everything under *content* and check it for the day that *clock* gives.

    The text of originals, which is slow to read, is remembered in *cache* where that is given.
    """
    read_text = remembering(cache / "originals") if cache else ReadingProcess()
    library, problems = read_content(content, read_text=read_text)
    day = clock(library.settings.time_zone)
    every = dict.fromkeys([*problems, *run_checks(library, day)])
    return Checked(library, day, tuple(sorted(every, key=lambda problem: problem.place)))


def build(content: Path, site: Path, cache: Path, clock: Clock, render: Render) -> Built:
    """Build the site from *content* into the folder *site*, which changes as a whole or not at all.

    *render* has the theme make the ordinary pages and layouts; it is asked only when *cache* has none that hold.
    """
    checked = check(content, clock, cache)
    if checked.stops:
        return Built(checked.problems)
    catalogue = checked.library.catalogue
    try:
        with speaking(catalogue), staged(site) as staging:
            facts = skeleton(cache, f"{programs()}\n{catalogue.digest}", render, staging)
            return print_site(checked, SiteFacts(facts.site_name, facts.site_address), staging, site, content, cache)
    except NotProvenError as error:
        return Built((*checked.problems, *error.problems))


def print_site(  # noqa: PLR0913, PLR0917 - each is a folder, or says what to print
    checked: Checked, site: SiteFacts, staging: Path, previous: Path, content: Path, cache: Path
) -> Built:
    """Print all pages into the skeleton in *staging*, and prove the result; raise `NotProvenError` where it fails.

    Files that are the same in *previous* are taken over from there; PDF files that still hold, from *cache*.
    """
    with speaking(checked.library.catalogue):
        return _print_site(checked, site, staging, previous, content, cache)


def _print_site(  # noqa: PLR0913, PLR0917 - as above
    checked: Checked, site: SiteFacts, staging: Path, previous: Path, content: Path, cache: Path
) -> Built:
    library, day = checked.library, checked.day
    try:
        ready = layouts.read_layouts(staging)
    except layouts.LayoutBrokenError as error:
        raise NotProvenError([_theme_problem(str(error))]) from None
    shutil.rmtree(staging / layouts.FOLDER)
    theme_files = {file.relative_to(staging).as_posix() for file in staging.rglob("*") if file.is_file()}
    ordinary = sorted(path for path in theme_files if path.endswith(".html"))

    if held := sorted({*held_pages(staging, ordinary, (layout.html for layout in ready.values()), content)}):
        raise NotProvenError(held)

    write = SiteWriter(staging, previous)
    publication = Publication(library, site, day, checked.problems)
    lacking = lacking_letters(publication, dict(_print_pdfs(publication, cache, write)), content)
    found = tuple(sorted((*checked.problems, *lacking), key=lambda problem: problem.place))
    pages = make_pages(library, site, day, checked.problems)
    try:
        ready = press.fill_layouts(ready, pages.places)
        dated = press.fill_places(staging, ordinary, pages.places, write, urlsplit(site.address).path or "/")
    except press.UnknownPlaceError as error:
        raise NotProvenError([_theme_problem(str(error))]) from None
    printed = list(print_parts(pages.parts, ready, write, write.take, cache))
    ours = {f"{page.address}index.html" for page in printed}
    for download in (*pages.downloads, *_records(library, content), *asset_words()):
        write(download.address, download.content)
    _write_indexes(staging, site, {path: path in dated for path in ordinary}, printed, write)
    if library.settings.offline is YesNo.YES:
        write(offline_list.ADDRESS, offline_list.offline_list(staging, publication, ordinary))
    else:
        offline_list.retire(staging, write)
    if taken := list(_taken(content, ours | {path for path in write.written if not path.endswith(".html")})):
        raise NotProvenError(taken)

    expected = (theme_files | write.written) - {"sitemap.xml.gz"}
    if failures := list(prove(staging, expected, library, day)):
        raise NotProvenError(failures)
    return Built(found, len(printed), write.kept)


def _print_pdfs(publication: Publication, cache: Path, write: press.Write) -> Iterator[tuple[str, str]]:
    """Write every PDF, and yield where it stands, and which letters it has not."""
    try:
        for pdf in make_pdfs(chain(pdf_copies(publication), manuals(publication)), cache):
            write(pdf.file.address, pdf.file.content)
            yield pdf.file.address, pdf.lacking
    except PdfNotMadeError as error:
        what = f"The PDF could not be made: {error.reason}."
        remedy = 'Write "pdf: none" and "manual: no" in content/site.yml to publish without PDF files, and report this.'
        raise NotProvenError([Problem(Place(error.address), "pdf-not-made", what, remedy)]) from None


def _write_indexes(
    staging: Path, site: SiteFacts, ordinary: Mapping[str, bool], printed: list[Page], write: press.Write
) -> None:
    """Write what lists all pages: the index of the search, and the sitemap in place of the theme's own.

    *ordinary* pages are given with whether they change when guidance does.
    """
    index = staging / "search" / "search_index.json"
    if index.exists():
        write("search/search_index.json", press.search_index(index.read_text(encoding="utf-8"), printed))
    (staging / "sitemap.xml.gz").unlink(missing_ok=True)
    if site.address:
        shown = {path.removesuffix("index.html"): dated for path, dated in ordinary.items() if path != "404.html"}
        dated = {path for path, changes in shown.items() if changes}
        write("sitemap.xml", press.sitemap(site.address, shown, printed, dated))


def _records(library: Library, content: Path) -> Iterator[Download]:
    """Every version's file as published, byte for byte."""
    for document in library.documents:
        for version in document.versions:
            yield Download(addresses.record(version), (content.parent / version.origin.file).read_bytes())


def _taken(content: Path, ours: Set[str]) -> Iterator[Problem]:
    """Find ordinary pages and files that one of *ours* would be written over."""
    for path, file in ordinary_files(content / "pages").items():
        if path in ours:
            what = f"This would stand at {path.removesuffix('index.html')}, where inforce puts something of its own."
            place = Place(file.relative_to(content.parent).as_posix())
            yield Problem(place, "address-taken", what, "Give the file another name.")


def _theme_problem(what: str) -> Problem:
    remedy = "Undo the last change of the theme or of the ordinary page, or put the place back."
    return Problem(Place("mkdocs.yml"), "layout-broken", what, remedy)
