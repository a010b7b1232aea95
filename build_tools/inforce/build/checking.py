"""The targets that check: the site as a whole, each document, each source, and that check codes tell apart.

Nothing that makes pages is loaded for them: whoever writes waits for the check.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from inforce.build import facts
from inforce.build.asked import SETTINGS, SITE, AskedLibrary, Content, bytes_if_sound, names
from inforce.build.graph import Asking, Made, Maker, Run
from inforce.build.outcome import CHECKING, Checked, Clock, Progress, in_order
from inforce.checks.documents_told_apart import title_as_listed
from inforce.checks.kinds_of_change import known_document
from inforce.checks.registry import CHECKS_OF_ALL, CHECKS_OF_DOCUMENTS, CHECKS_OF_SOURCES, run_checks
from inforce.model.catalogue import ENGLISH, use_catalogue
from inforce.model.library import Library
from inforce.model.problem import Problem
from inforce.originals.reading_process import ReadingProcess
from inforce.reading.content_folder import document_references, read_content, source_references, without_echoes
from inforce.reading.guidance_files import read_settings
from inforce.reading.source_files import cached_reader
from inforce.store.file_index import FileIndex
from inforce.store.store import Store
from inforce.store.targets import Fragment

CODES = "check codes"
CONFIGURATION = "check configuration"
CODES_LIST = "codes"
TITLES_LIST = "titles"


def checkers(content: Content, index: FileIndex) -> dict[str, Maker]:
    """Return what makes each kind of target that checks."""

    def english(make: Maker) -> Maker:
        def speaking_english(asking: Asking, rest: str) -> Made:
            with use_catalogue(ENGLISH):
                return make(asking, rest)

        return speaking_english

    return {
        SITE: english(lambda asking, _: _site(asking, content)),
        SETTINGS: english(lambda asking, _: _settings(asking, content)),
        "check guidance": english(lambda asking, name: _document(asking, content, name)),
        "check sources": english(lambda asking, name: _source(asking, content, name)),
        CONFIGURATION: lambda asking, _: _configuration(asking, content, index),
        CODES: english(lambda asking, _: _codes(asking, content)),
    }


def check_all(content: Path, clock: Clock) -> Checked:
    """Check everything under *content*, with nothing kept from before."""
    library, problems = read_content(content, read_text=ReadingProcess())
    day = clock(library.settings.time_zone)
    versions = sum(len(document.versions) for document in library.documents)
    known = (known_document(document, library.settings) for document in library.documents)
    library = replace(library, documents=tuple(known))
    found = in_order([*problems, *run_checks(library, day)])
    return Checked(day, found, len(library.documents), versions, lambda: library)


def check_what_changed(store: Store, folder: Path, clock: Clock, cache: Path, progress: Progress) -> Checked:
    """Bring all that checks what stands in *folder* up to date, and keep it."""
    return check_again(store, Content(folder, store.files.digest), clock, cache, progress)


def check_again(store: Store, content: Content, clock: Clock, cache: Path, progress: Progress) -> Checked:
    """Bring all that checks up to date, and keep it."""
    makers = checkers(content, store.files)
    zone = facts.loads(Run(store, None, date.min, makers).value(SETTINGS)).time_zone
    store.set_meta("time zone", zone)
    day = clock(zone)
    targets = store.targets()
    targets.keep_for(day.isoformat())
    _bring_up_to_date(Run(store, None, day, makers), progress)
    codes = [fragment.body.split(" ")[0] for fragment in targets.fragments(CODES_LIST)]
    problems = in_order(problem for said in targets.problems() for problem in facts.loads(said))
    store.commit()
    return Checked(
        day,
        problems,
        len(set(codes)),
        len(codes),
        lambda: read_content(content.folder, read_text=cached_reader(cache))[0],
    )


def _bring_up_to_date(run: Run, progress: Progress) -> None:
    documents, sources = names_of_all(run)
    run.bring("check guidance", documents, partial(progress, CHECKING))
    run.bring("check sources", sources)
    run.tell_lists()
    run.ensure(CODES)
    run.ensure(CONFIGURATION)


def names_of_all(run: Run) -> tuple[list[str], list[str]]:
    """Return the ids of every document and of every source that there is."""
    there = json.loads(run.value(SITE))
    return [name for name, one in there["documents"].items() if one], [
        name for name, one in there["sources"].items() if one
    ]


def _configuration(asking: Asking, content: Content, index: FileIndex) -> Made:
    from inforce.build.theme_shell import make_configuration  # noqa: PLC0415 -- most checks find nothing new in it

    return _made(make_configuration(content, asking, index))


def _made(problems: Iterable[Problem], fragments: tuple[Fragment, ...] = ()) -> Made:
    found = tuple(dict.fromkeys(problems))
    written = facts.dumps(found) if found else ""
    return Made(value=written, problems=written, fragments=fragments)


def _settings(asking: Asking, content: Content) -> Made:
    file = "content/site.yml"
    written = bytes_if_sound(asking, content, file)
    return Made(value=facts.dumps(read_settings(written or b"format: 1\n", file)[0]))


def _site(asking: Asking, content: Content) -> Made:
    for folder in ("content/", "content/guidance/", "content/sources/"):
        asking.names(folder)
    for path in ("content/site.yml", "content/pages/", "content/words/"):
        asking.digest(path)
    for name in asking.names("content/guidance/"):
        asking.digest(f"content/guidance/{name}document.yml")  # says which id the document had before
    read = content.site()
    there = {"documents": read.names.documents, "sources": read.names.sources}
    pieces = {"sources lost": json.dumps(read.names.sources_lost)}
    pieces |= {f"document {name}": json.dumps(found) for name, found in read.names.former.items()}
    pieces |= {f"document {name}": json.dumps(found) for name, found in read.names.documents.items()}
    pieces |= {f"source {name}": json.dumps(found) for name, found in read.names.sources.items()}
    problems = tuple(without_echoes(read.problems))
    return Made(value=json.dumps(there), problems=facts.dumps(problems) if problems else "", pieces=pieces)


def _document(asking: Asking, content: Content, name: str) -> Made:
    read = content.document(name, asking)
    if read is None:
        return Made()
    library = AskedLibrary(asking, content, (name,))
    problems = [*without_echoes([*read.problems, *document_references(read, library, names(asking, content))])]
    problems += [problem for check in CHECKS_OF_DOCUMENTS for problem in check(library, asking.day)]
    versions = read.document.versions if read.document else ()
    codes = tuple(Fragment(CODES_LIST, version.check_code, f"{name} {version.number}") for version in versions)
    titled = read.document.applying[-1:] if read.document else ()
    titles = tuple(Fragment(TITLES_LIST, title_as_listed(version), name) for version in titled)
    return _made(problems, codes + titles)


def _source(asking: Asking, content: Content, name: str) -> Made:
    read = content.source(name, asking)
    if read is None:
        return Made()
    problems = [*without_echoes([*read.problems, *source_references(read)])]
    library = Library(sources=(read.source,) if read.source else ())
    problems += [problem for check in CHECKS_OF_SOURCES for problem in check(library, asking.day)]
    return _made(problems)


def _codes(asking: Asking, content: Content) -> Made:
    """Check what holds between documents: those that share a check code or a title; there is no other such check."""
    shared = [*asking.shared_keys(CODES_LIST), *asking.shared_keys(TITLES_LIST)]
    documents = tuple(dict.fromkeys(fragment.body.split(" ")[0] for fragment in shared))
    library = AskedLibrary(asking, content, tuple(sorted(documents)))
    return _made(problem for check in CHECKS_OF_ALL for problem in check(library, asking.day))
