"""What the editing page asks: content in memory, with the drafts of an editor in the place of files.

The page asks by a few messages (`QUESTIONS`), each answered with plain values. Whoever runs the engine, a worker in
the browser or a server on the editor's own machine, hands messages through and does the saving. Nothing is written
here, and a published version is never changed: what is asked for it is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from inforce.checks.kinds_of_change import known_document
from inforce.checks.registry import CHECKS_OF_DOCUMENTS, CHECKS_OF_SOURCES
from inforce.editing.content_files import Beginning, Revision, new_document, revised_version, with_review
from inforce.editing.form_values import rewritten, shown_values
from inforce.engine.views import KINDS, Answer, at_their_fields, form_fields, views_of
from inforce.model.catalogue import ENGLISH, use_catalogue
from inforce.model.dates import DAY, in_words
from inforce.model.guidance import ChangeKind, Document, Version
from inforce.model.library import Library, document_in, source_in
from inforce.model.names import ID, VERSION, VersionNumber
from inforce.model.originals import OriginalState, ReadText
from inforce.model.problem import Problem, ProblemError, refusal
from inforce.model.sources import Source
from inforce.model.status import a_review, in_force, neighbours, next_number
from inforce.originals.original_text import read_original
from inforce.parsing.located_yaml import load
from inforce.parsing.texts import PlacedLink
from inforce.reading import references
from inforce.reading.content_folder import read_library, without_echoes
from inforce.reading.guidance_files import read_details, read_version
from inforce.reading.source_files import TextReader, in_order, passage_link_problems, read_edition, replacement_problems
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.currency import status_in_words
from inforce.site.phrases.editions import published
from inforce.site.publication import Publication, SiteFacts

Given = Mapping[str, Any]
Drafts = Mapping[str, bytes]
"""What files say as an editor changed them, by their paths from ``content/`` on."""


def refused(what: str, remedy: str) -> ProblemError:
    """Return what to raise where something cannot be done as it was asked."""
    return refusal("not-as-asked", what, remedy)


@dataclass(frozen=True)
class Checked:
    """The library with drafts in it, what is wrong with the files of those, and the documents that could be read."""

    library: Library
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Session:
    """The content of one site on a *day*; *is_published* tells of a version whether nobody may change it any more."""

    content: Path
    day: date
    site: SiteFacts
    is_published: Callable[[str, VersionNumber], bool]
    read_text: TextReader = field(default=read_original, repr=False)

    def answer(self, question: str, given: Given) -> Answer:
        """Return the answer to one of `QUESTIONS`; what is refused is an answer too."""
        with use_catalogue(ENGLISH):
            try:
                return QUESTIONS[question](self, given)
            except ProblemError as error:
                return {"refused": {"what": error.message, "remedy": error.remedy}}

    @cached_property
    def _read(self) -> tuple[Library, references.Names]:
        read = read_library(self.content, read_text=self.read_text)
        return read.library, read.names

    @property
    def library(self) -> Library:
        """What the files say, without any draft."""
        return self._read[0]

    @property
    def names(self) -> references.Names:
        """The names of all there is, also of what cannot be read."""
        return self._read[1]

    def bytes_of(self, file: str) -> bytes:
        """Return what stands in *file* on disk."""
        path = self.content.parent / file
        if not path.is_file():
            raise refused(f"There is no file {file}.", "Reload this page: it may have been renamed or removed.")
        return path.read_bytes()

    def document(self, name: str) -> Document:
        """Return the document *name*, without any draft."""
        found = self.library.document(name)
        if found is None:
            raise refused(f"There is no document {name} that can be read.", "Choose another one from the list.")
        return found


# What stands where ---------------------------------------------------------------------------------------------------


def kind_of(file: str) -> str:
    """Return which kind of form *file* has; refuse a file that no form is for."""
    name = file.rpartition("/")[2].removesuffix(".yml") if file.endswith(".yml") else ""
    match file.split("/"):
        case ["content", "guidance", document, "document.yml"] if ID.takes(document):
            return "document"
        case ["content", "guidance", document, "versions", _] if ID.takes(document) and VERSION.takes(name):
            return "version"
        case ["content", "sources", source, _] if ID.takes(source) and ID.takes(name):
            return "edition"
    raise refused(f"There is no form for {file}.", "Open a document, a version or an edition from the list.")


def version_at(file: str) -> tuple[str, VersionNumber] | None:
    """Return which version *file* is, where it is one."""
    if kind_of(file) != "version":
        return None
    _content, _guidance, document, _versions, name = file.split("/")
    return document, VersionNumber.parse(name.removesuffix(".yml"))


def _file_of(document: str, number: VersionNumber) -> str:
    return f"content/guidance/{document}/versions/{number}.yml"


# The questions -------------------------------------------------------------------------------------------------------


def _open(session: Session, _given: Given) -> Answer:
    """What there is to edit, and the fields of all forms."""
    library = session.library
    documents = []
    for document in library.documents:
        on_day = DocumentOnDay(document, session.day, library)
        versions = [
            {
                "number": str(version.number),
                "file": version.origin.file,
                "status": status_in_words(on_day, version),
                "from": in_words(version.in_force_from) if version.in_force_from else "",
                "published": session.is_published(document.id, version.number),
            }
            for version in reversed(document.versions)
        ]
        documents.append(
            {"id": document.id, "title": on_day.title, "file": document.origin.file, "versions": versions,
             "current": str(on_day.current.number) if on_day.current else ""}
        )  # fmt: skip
    return {
        "day": session.day.isoformat(),
        "site": session.site.name,
        "documents": documents,
        "sources": [_source(source) for source in library.sources],
        "fields": form_fields(),
    }


def _source(source: Source) -> Answer:
    editions = [
        {
            "id": edition.id,
            "file": edition.origin.file,
            "title": f"{edition.details.short_title}, {published(edition)}",
            "passages": [
                {"ref": f"{source.id}/{edition.id}#{one.id}", "label": one.label} for one in edition.details.passages
            ],
        }
        for edition in reversed(source.editions)
    ]
    return {"id": source.id, "editions": editions}


def _begin(session: Session, given: Given) -> Answer:
    """The next version of a document: a copy of the one in force, with what is to be said anew left open."""
    document, kind, begins = session.document(given["document"]), ChangeKind(given["kind"]), DAY.read(given["day"])
    beside = neighbours(document, begins)
    if beside.same_day:
        raise refused(
            f"Version {beside.same_day.number} begins on {in_words(begins)} too.",
            "Choose another date: only one version can apply on a day.",
        )
    if beside.after and beside.after.in_force_from and beside.after.in_force_from <= session.day:
        raise refused(
            f"{in_words(begins)} is before the date from which version {beside.after.number} applies.",
            "Choose a later date.",
        )
    base = in_force(document, begins)
    if base is None:
        raise refused(
            f"No version of this document is in force on {in_words(begins)}.",
            "Choose a date after its first version, and before it is withdrawn.",
        )
    number = next_number(document, base, kind, beside)
    if number is None:
        raise refused("There is no number left between the versions around that date.", "Choose a later date.")
    made = revised_version(session.bytes_of(base.origin.file), Revision(number, kind, begins))
    return _file(_file_of(document.id, number), made.content, new=True)


def _begin_document(_session: Session, given: Given) -> Answer:
    """The two files of a new document."""
    name = ID.read(given["id"])
    if _session.library.document(name):
        raise refused(f"There is a document {name} already.", "Choose another short name, or change that document.")
    said = {key: given[key] for key in ("title", "owner", "audience") if given.get(key)}
    files = new_document(Beginning(**said, begins=given.get("day") or None), name)
    folder = f"content/guidance/{name}"
    return {"files": [_file(f"{folder}/{file}", content, new=True) for file, content in files.items()]}


def _begin_edition(session: Session, given: Given) -> Answer:
    """The file of a new edition of a source; the text that was pasted is parted into passages."""
    from inforce.editing.capture import EditionFacts, new_edition, pasted  # noqa: PLC0415 -- no first answer needs it

    source, edition = ID.read(given["source"]), ID.read(given["edition"])
    held = session.library.source(source)
    if held and held.edition(edition):
        raise refused(f"There is an edition {edition} of {source} already.", "Choose another name for the edition.")
    known = (str(given.get(name, "")) for name in ("title", "publisher", "published", "short_title"))
    made = new_edition(pasted(str(given.get("text", ""))), EditionFacts(*known), source)
    return _file(f"content/sources/{source}/{edition}.yml", made.content, new=True)


def _open_file(session: Session, given: Given) -> Answer:
    """A file as it stands; of a version that was published it is said that it cannot be changed."""
    file = given["file"]
    _not_published(session, file)
    return _file(file, session.bytes_of(file), new=False)


def _not_published(session: Session, file: str) -> None:
    found = version_at(file)
    if found and session.is_published(*found):
        raise refused(
            f"Version {found[1]} is published, and a published version is never edited.", "Begin the next version."
        )


def _file(file: str, content: bytes, *, new: bool) -> Answer:
    kind = kind_of(file)
    return {
        "file": file,
        "kind": kind,
        "new": new,
        "content": content.decode(),
        "values": shown_values(content, KINDS[kind]),
    }


def _renumber(session: Session, given: Given) -> Answer:
    """The number and file of a version that is begun, where it is of another kind."""
    document, number = version_at(given["file"]) or ("", VersionNumber(0, 0, 0))
    kind = ChangeKind(given["kind"])
    alone = _without(session.document(document), number)
    begins = DAY.read(given["day"]) if given.get("day") else None
    beside = neighbours(alone, begins)
    base = beside.before or alone.versions[-1]
    wanted = next_number(alone, base, kind, beside)
    if wanted is None:
        raise refused("There is no number left for that kind of change.", "Choose a later date.")
    return {"file": _file_of(document, wanted), "number": str(wanted), "kind": kind.value}


def _without(document: Document, number: VersionNumber) -> Document:
    kept = tuple(version for version in document.versions if version.number != number)
    return replace(document, versions=kept) if kept else document


def _with_recorded_review(session: Session, given: Given) -> Answer:
    """The file of a document with a review of the version in force recorded in it."""
    document = session.document(given["document"])
    version = in_force(document, session.day)
    by = " ".join(str(given.get("by", "")).split())
    if not by:
        raise refused("Nobody is named who reviewed it.", "Write the role or board, such as Practice team.")
    if version is None:
        raise refused("No version of this document is in force today.", "A review is of the version in force.")
    note = " ".join(str(given.get("note", "")).split()) or None
    review = a_review(session.library, version, session.day, by, note)
    file = document.origin.file
    return _file(file, with_review(session.bytes_of(file), file, review), new=False)


def _check(session: Session, given: Given) -> Answer:
    """What the form holds as a file, what the check says of it at which field, and what readers would see."""
    file = given["file"]
    _not_published(session, file)
    kind = kind_of(file)
    content = rewritten(given["content"].encode(), KINDS[kind], given["values"])
    others = {name: text.encode() for name, text in given.get("others", {}).items() if name != file}
    checked = checked_with(session, {**others, file: content})
    located, _problems = load(content, file)
    said = list(at_their_fields((one for one in checked.problems if one.place.file == file), located))
    answer: Answer = {"content": content.decode(), "problems": said}
    if kind == "version" and (found := _version(checked.library, file)):
        answer |= views_of(Publication(checked.library, session.site, session.day, ()), *found)
    return answer


QUESTIONS: Final[Mapping[str, Callable[[Session, Given], Answer]]] = {
    "open": _open,
    "begin": _begin,
    "begin document": _begin_document,
    "begin edition": _begin_edition,
    "read": _open_file,
    "renumber": _renumber,
    "review": _with_recorded_review,
    "check": _check,
}
"""Everything that the editing page asks, but for saving."""


# The library with drafts in it ---------------------------------------------------------------------------------------


def checked_with(session: Session, drafts: Drafts) -> Checked:
    """Return the library with *drafts* in the place of files, and what the check says of the documents they are of."""
    problems: list[Problem] = []
    library = _with_editions(session.library, drafts, problems)
    links: dict[str, list[tuple[Version, tuple[PlacedLink, ...]]]] = {}
    names = list(dict.fromkeys(file.split("/")[2] for file in drafts if file.startswith("content/guidance/")))
    documents = {document.id: document for document in library.documents}
    for name in names:
        links[name] = []
        made = _document_with(documents.get(name), name, drafts, problems, links[name])
        if made:
            documents[name] = document_in(made, library.settings)
    known = {name: known_document(one, library.settings) for name, one in documents.items() if name in names}
    library = replace(library, documents=tuple({**documents, **known}.values()))
    there = replace(session.names, documents=frozenset({*session.names.documents, *names}))
    for document in (one for one in library.documents if one.id in names):
        problems += references.citation_problems(document, library, there)
        problems += references.instead_problems(document, there)
        problems += references.moved_rule_problems(document, library, there)
        for version, placed in links[document.id]:
            problems += references.link_problems(version, placed, library, there)
        alone = replace(library, documents=(document,))
        problems += [problem for check in CHECKS_OF_DOCUMENTS for problem in check(alone, session.day)]
    return Checked(library, tuple(sorted(without_echoes(problems))))


def _document_with(
    held: Document | None, name: str, drafts: Drafts, problems: list[Problem],
    links: list[tuple[Version, tuple[PlacedLink, ...]]],
) -> Document | None:  # fmt: skip
    """Return the document *name* with its drafts in it; None where it is not to be told what it is."""
    versions = {version.number: version for version in held.versions} if held else {}
    details, origin = (held.details, held.origin) if held else (None, None)
    left: tuple[Problem, ...] = ()
    for file, content in drafts.items():
        if not file.startswith(f"content/guidance/{name}/"):
            continue
        if found := version_at(file):
            read = read_version(content, file, *found)
            problems += read.problems
            versions.pop(found[1], None)
            if read.version:
                versions[found[1]] = read.version
                links.append((read.version, read.links))
        else:
            came = read_details(content, file)
            problems += came.problems
            left = came.to_fill
            details, origin = came.details or details, came.origin
    if details is None or origin is None or not versions:
        problems += left
        return None
    return Document(name, details, tuple(versions[number] for number in sorted(versions)), origin)


def _with_editions(library: Library, drafts: Drafts, problems: list[Problem]) -> Library:
    sources = {source.id: source for source in library.sources}
    for file, content in drafts.items():
        if kind_of(file) != "edition":
            continue
        name, edition = file.split("/")[2], file.split("/")[3].removesuffix(".yml")
        read = read_edition(content, file, name, edition)
        problems += read.problems
        if read.edition is None:
            continue
        held = sources[name].editions if name in sources else ()
        before = next((one for one in held if one.id == edition), None)
        made = replace(read.edition, original=before.original if before else None)
        source = source_in(
            in_order(name, [*(one for one in held if one.id != edition), made]), library.settings.language
        )
        sources[name] = source
        alone = Library(sources=(source,))
        problems += replacement_problems(source, frozenset(one.id for one in source.editions))
        problems += passage_link_problems(source)
        problems += [problem for check in CHECKS_OF_SOURCES for problem in check(alone, date.min)]
    return replace(library, sources=tuple(sources[name] for name in sorted(sources)))


def _version(library: Library, file: str) -> tuple[Document, Version] | None:
    found = version_at(file)
    document = library.document(found[0]) if found else None
    version = document.version(found[1]) if document and found else None
    return (document, version) if document and version else None


# In a browser --------------------------------------------------------------------------------------------------------


class InABrowser:
    """A session for the worker of the page, text in and text out.

    It is over the content that the site was built from: every version in it counts as published.
    """

    def __init__(self, content: str, day: str, name: str, address: str) -> None:
        self._session = Session(
            Path(content), date.fromisoformat(day), SiteFacts(name, address), self._is_published, _not_here
        )

    def _is_published(self, document: str, number: VersionNumber) -> bool:
        held = self._session.library.document(document)
        return held is not None and held.version(number) is not None

    def answer(self, question: str, given: str) -> str:
        """Return the answer to a question, both as JSON."""
        return json.dumps(self._session.answer(question, json.loads(given)))


def _not_here(_content: bytes, _ending: str) -> ReadText:
    """Say that the originals of editions are not held in a browser."""
    return OriginalState.BROKEN, ()


def opened(content: str, day: str, name: str, address: str) -> InABrowser:
    """Return the engine over the folder *content* on a day."""
    return InABrowser(content, day, name, address)
