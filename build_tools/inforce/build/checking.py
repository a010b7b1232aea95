"""The targets that check: the site as a whole, each document, each source, and that check codes tell apart."""

from __future__ import annotations

import json
from collections.abc import Iterable

from inforce.build import facts
from inforce.build.asked import SETTINGS, SITE, AskedLibrary, Content, names
from inforce.build.graph import Asking, Made, Maker
from inforce.build.theme_shell import make_configuration
from inforce.checks.registry import CHECKS_OF_ALL, CHECKS_OF_DOCUMENTS, CHECKS_OF_SOURCES
from inforce.model.catalogue import ENGLISH, use_catalogue
from inforce.model.library import Library
from inforce.model.problem import Problem
from inforce.reading.content_folder import document_references, source_references, without_echoes
from inforce.reading.guidance_files import read_settings
from inforce.store.file_index import FileIndex
from inforce.store.targets import Fragment

CODES = "check codes"
CONFIGURATION = "check configuration"
CODES_LIST = "codes"


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
        CONFIGURATION: lambda asking, _: _made(make_configuration(content, asking, index)),
        CODES: english(lambda asking, _: _codes(asking, content)),
    }


def _made(problems: Iterable[Problem], fragments: tuple[Fragment, ...] = ()) -> Made:
    found = tuple(dict.fromkeys(problems))
    written = facts.dumps(found) if found else ""
    return Made(value=written, problems=written, fragments=fragments)


def _settings(asking: Asking, content: Content) -> Made:
    file = "content/site.yml"
    if not asking.digest(file):
        return Made(value=facts.dumps(read_settings(b"format: 1\n", file)[0]))
    return Made(value=facts.dumps(read_settings(content.bytes(content.folder / "site.yml"), file)[0]))


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
    return _made(problems, codes)


def _source(asking: Asking, content: Content, name: str) -> Made:
    read = content.source(name, asking)
    if read is None:
        return Made()
    problems = [*without_echoes([*read.problems, *source_references(read)])]
    library = Library(sources=(read.source,) if read.source else ())
    problems += [problem for check in CHECKS_OF_SOURCES for problem in check(library, asking.day)]
    return _made(problems)


def _codes(asking: Asking, content: Content) -> Made:
    """Check what holds between documents: those that share a check code, for there is no other such check."""
    shared = asking.shared_keys(CODES_LIST)
    documents = tuple(dict.fromkeys(fragment.body.split(" ")[0] for fragment in shared))
    library = AskedLibrary(asking, content, tuple(sorted(documents)))
    return _made(problem for check in CHECKS_OF_ALL for problem in check(library, asking.day))
