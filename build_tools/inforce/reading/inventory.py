"""Which files there are under ``content/``, and everything that does not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import normalize

from inforce.model.names import ID, LANGUAGE, PICTURE, VERSION, Grammar, VersionNumber
from inforce.model.problem import Place, Problem, ProblemError, listed
from inforce.model.reserved import as_one, is_reserved, why_no_name
from inforce.originals.original_text import ENDINGS
from inforce.parsing.characters import lookalikes, name_of
from inforce.parsing.files import Entry, Found, entries, shown, symbolic_link
from inforce.parsing.suggestions import meant_by, nearest
from inforce.reading.page_files import may_stand_beside_pages, stands_beside_no_page

TOP = ("guidance", "sources", "pages", "words", "site.yml")
REFERENCE = "README.md"
"""The reference of fields, for whoever opens the folder."""
_MOST_FOLDERS = 8  # of pages, within each other
PAGES_END = (".md", ".markdown")
_HTML_FILES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
_NEARLY_YML = {".yaml", ".yml", ".txt", ".json"}


@dataclass
class DocumentFiles:
    """The files of one document; a version that stands there but cannot be read is None."""

    details: Found | None = None
    versions: dict[VersionNumber, Found | None] = field(default_factory=dict)
    pictures: dict[str, Found] = field(default_factory=dict)


@dataclass
class ContentFiles:
    """All files that are to be read, and the problems with those that are not.

    Of documents and sources there are the names, and whether the folder can be looked into: what refers to a symbolic
    link is not wrong for that.
    """

    documents: dict[str, bool] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    """Every id that a document had before, with the one that it has."""
    sources: dict[str, bool] = field(default_factory=dict)
    originals: dict[tuple[str, str], list[Found]] = field(default_factory=dict)
    sources_lost: bool = False
    pages: list[Found] = field(default_factory=list)
    beside_pages: list[Found] = field(default_factory=list)
    words: dict[str, Found] = field(default_factory=dict)
    settings: Found | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def document_folders(self) -> list[str]:
        """The documents whose folders can be looked into, by id."""
        return [name for name, there in self.documents.items() if there]

    @property
    def source_folders(self) -> list[str]:
        """The sources whose folders can be looked into, by id."""
        return [name for name, there in self.sources.items() if there]


def survey_names(content: Path) -> ContentFiles:
    """Look through *content*, but not into the folders of documents and sources: of those, there are the names."""
    surveyor = _Surveyor()
    folder = Found(content, shown(content.name))
    if content.is_symlink():
        surveyor.survey.problems.append(symbolic_link(folder))
    else:
        surveyor.top(folder)
    return surveyor.survey


def survey_document(content: Path, document: str) -> tuple[DocumentFiles, ContentFiles]:
    """Look through the folder of *document*, which is there; the survey has the problems."""
    surveyor = _Surveyor()
    name = f"guidance/{document}"
    return surveyor.document(Found(content / name, f"{shown(content.name)}/{name}")), surveyor.survey


def survey_source(content: Path, source: str) -> tuple[dict[str, Found | None], ContentFiles]:
    """Look through the folder of *source*, which is there; the survey has the originals and the problems."""
    surveyor = _Surveyor()
    name = f"sources/{source}"
    return surveyor.source(source, Found(content / name, f"{shown(content.name)}/{name}")), surveyor.survey


def ordinary_files(pages: Path) -> dict[str, Path]:
    """Return every file of the folder *pages* that may be published, by its path below the root of the site."""
    surveyor = _Surveyor()
    surveyor.pages(Found(pages, pages.name))
    found = (*surveyor.survey.pages, *surveyor.survey.beside_pages)
    return {built_path(one.path.relative_to(pages).as_posix()): one.path for one in found}


def built_path(path: str) -> str:
    """Return where MkDocs puts what it makes of the file *path* of the folder of pages."""
    folder, slash, name = path.rpartition("/")
    if not name.endswith(PAGES_END):
        return path
    stem = name.rpartition(".")[0]
    return f"{folder}{slash}index.html" if stem in {"index", "README"} else f"{folder}{slash}{stem}/index.html"


class _Surveyor:
    """One walk through folders."""

    def __init__(self) -> None:
        self.survey = ContentFiles()
        self._stands_at: dict[str, str] = {}

    def top(self, folder: Found) -> None:
        """Look at the top folder and all below, but not into documents and sources."""
        if not folder.path.is_dir():
            self._tell(folder.file, "no-content", f'There is no folder "{folder.file}".',
                       "Create it, with a folder guidance in it that has a folder for each document.")  # fmt: skip
            return
        for entry in self._entries(folder):
            match entry.name, entry.folder:
                case "guidance", True:
                    self._guidance(entry.found)
                case "sources", True:
                    self._sources(entry.found)
                case "pages", True:
                    self.pages(entry.found)
                case "words", True:
                    self._words(entry.found)
                case "site.yml", False if not entry.refused:
                    self.survey.settings = entry.found
                case _ if not entry.refused and entry.name != REFERENCE:
                    self.survey.sources_lost |= self._stray(entry, TOP) == "sources"
                case _:
                    self.survey.sources_lost |= entry.name == "sources"
        if not self.survey.documents and all(map(_is_within_a_source, self.survey.problems)):
            self._tell(f"{folder.file}/guidance", "no-content", "There is no guidance yet.",
                       "Begin the first document, for example with:  inforce new information-sharing")  # fmt: skip

    def _guidance(self, folder: Found) -> None:
        for document, entry in self._named(folder):
            self.survey.documents[document] = not entry.refused

    def document(self, folder: Found) -> DocumentFiles:
        """Look at the folder of a document."""
        files = DocumentFiles()
        seen: set[str] = set()
        for entry in self._entries(folder):
            if entry.refused:
                seen.add(entry.name)
            elif entry.name == "document.yml" and not entry.folder:
                seen.add(entry.name)
                files.details = entry.found
            elif entry.name == "versions" and entry.folder:
                seen.add(entry.name)
                self._versions(entry.found, files)
            elif entry.name == "pictures" and entry.folder:
                self._pictures(entry.found, files)
            else:
                seen.add(self._stray(entry, ("document.yml", "versions", "pictures")) or "")
        if "document.yml" not in seen:
            self._tell(folder.file, "no-document-file", "This document has no document.yml file.",
                       "Add one. It says who owns the document and who has to follow it.")  # fmt: skip
        if "versions" not in seen:
            self._tell(folder.file, "no-versions", 'This document has no folder "versions".',
                       "Create it and put the first version in it: versions/1.0.0.yml")  # fmt: skip
        return files

    def _versions(self, folder: Found, files: DocumentFiles) -> None:
        strangers = False
        for entry in self._entries(folder):
            stem = Path(entry.name).stem
            if entry.refused or entry.folder or not entry.name.endswith(".yml"):
                strangers = True
                if not entry.refused:
                    self._stray(entry, _yml_twin(entry))
                if (number := _read(VERSION, stem)) is not None:
                    files.versions.setdefault(number, None)
            elif (number := self._read_name(entry, VERSION, stem, "name-not-a-version")) is not None:
                files.versions[number] = entry.found
            else:
                strangers = True
        if not files.versions and not strangers:
            self._tell(folder.file, "no-versions", "This document has no version.",
                       "Put the first version into this folder: 1.0.0.yml")  # fmt: skip

    def _pictures(self, folder: Found, files: DocumentFiles) -> None:
        for entry in self._entries(folder):
            if entry.refused:
                continue
            if entry.folder:
                self._stray(entry, ())
            elif self._read_name(entry, PICTURE, entry.name, "picture-not-held") is not None:
                files.pictures[entry.name] = entry.found

    def _sources(self, folder: Found) -> None:
        for source, entry in self._named(folder):
            self.survey.sources[source] = not entry.refused

    def source(self, source: str, folder: Found) -> dict[str, Found | None]:
        """Look at the folder of a source."""
        editions: dict[str, Found | None] = {}
        originals: list[Entry] = []
        strangers = False
        for entry in self._entries(folder):
            stem = Path(entry.name).stem
            if not entry.refused and not entry.folder and entry.name.endswith(ENDINGS):
                originals.append(entry)
            elif entry.refused or entry.folder or not entry.name.endswith(".yml"):
                strangers = True
                if not entry.refused:
                    self._stray(entry, _yml_twin(entry))
                if _read(ID, stem) is not None:
                    editions.setdefault(stem, None)
            elif self._read_name(entry, ID, stem, "name-not-an-id") is not None:
                editions[stem] = entry.found
            else:
                strangers = True
        for entry in originals:
            self._original(source, entry, editions)
        if not editions and not strangers:
            self._tell(folder.file, "no-editions", "This source has no edition.",
                       "Put a file for each edition into this folder, such as 2018.yml")  # fmt: skip
        return editions

    def _original(self, source: str, entry: Entry, editions: dict[str, Found | None]) -> None:
        path = Path(entry.name)
        if path.stem not in editions:
            names = f", or give it the name of its edition: {listed(editions, 'or')}" if editions else ""
            self._tell(entry.found.file, "stray-file",
                       f'This original belongs to no edition: there is no "{shown(path.stem)}".',
                       f"Add {shown(path.stem)}.yml beside it{names}")  # fmt: skip
        else:
            self.survey.originals.setdefault((source, path.stem), []).append(entry.found)

    def pages(self, folder: Found, below: str = "") -> None:
        """Look at a folder of ordinary pages, *below* the root of the site, and all in it."""
        if below.count("/") > _MOST_FOLDERS:
            self._tell(folder.file, "file-name", f"This is more than {_MOST_FOLDERS} folders deep.",
                       "Move this folder further up.")  # fmt: skip
            return
        for entry in self._entries(folder):
            if why := why_no_name(entry.name) or _why_looks_like_another(entry.name):
                self._tell(entry.found.file, "file-name", f'The name "{shown(entry.name)}" {why}.',
                           "Give it another name, of letters, figures and hyphens.")  # fmt: skip
            elif entry.folder:
                self.pages(entry.found, f"{below}{entry.name}/")
            elif not entry.refused:
                self._page_or_file(entry, f"{below}{entry.name}")

    def _page_or_file(self, entry: Entry, path: str) -> None:
        address = built_path(path)
        if is_reserved(address):
            self._tell(entry.found.file, "address-taken",
                       f"This would be at {address}, where inforce puts pages and files of its own.",
                       "Rename the file, or put it in a folder with another name.")  # fmt: skip
        elif other := self._other_at(address, path):
            self._tell(entry.found.file, "names-collide",
                       f'This would be at {address}, and so would "{shown(other)}".',
                       "Rename one of them. Capital letters alone do not make a name different.")  # fmt: skip
        elif entry.name.endswith(PAGES_END):
            self.survey.pages.append(entry.found)
        elif entry.name.lower().endswith(_HTML_FILES):
            self._tell(entry.found.file, "page-html",
                       "This file would be published unchanged, with any program in it.",
                       "Write the page in Markdown, in a file whose name ends in .md")  # fmt: skip
        elif not may_stand_beside_pages(entry.name):
            self.survey.problems.append(stands_beside_no_page(entry.found.file))
        else:
            self.survey.beside_pages.append(entry.found)

    def _other_at(self, address: str, path: str) -> str | None:
        """Return what stands at that address already; else *path* does from now on."""
        other = self._stands_at.setdefault(as_one(address), path)
        return None if other == path else other

    def _words(self, folder: Found) -> None:
        for entry in self._entries(folder):
            stem = Path(entry.name).stem
            if entry.refused:
                continue
            if entry.folder or not entry.name.endswith(".po"):
                self._stray(entry, (f"{stem}.po",) if entry.name.endswith(".pot") else ())
            elif self._read_name(entry, LANGUAGE, stem, "name-not-a-language") is not None:
                self.survey.words[stem] = entry.found

    def _named(self, folder: Found) -> Iterator[tuple[str, Entry]]:
        """Yield the folders in *folder* whose names are ids."""
        taken: dict[str, str] = {}
        # Names that may be ids come first, so that of two that collide the other one is told.
        for entry in sorted(self._entries(folder), key=lambda entry: (entry.name != entry.name.casefold(), entry.name)):
            if not entry.folder and not entry.refused:
                self._stray(entry, ())
            elif other := taken.get(entry.name.casefold()):
                self._tell(entry.found.file, "names-collide",
                           f'"{shown(entry.name)}" and "{shown(other)}" differ in capital letters alone. '
                           "Windows and macOS take them for one and the same.",
                           "Rename one of them.")  # fmt: skip
            elif entry.refused:
                if _read(ID, entry.name) is not None:
                    yield entry.name, entry
            else:
                taken[entry.name.casefold()] = entry.name
                if self._read_name(entry, ID, entry.name, "name-not-an-id") is not None:
                    yield entry.name, entry

    def _entries(self, folder: Found) -> Iterator[Entry]:
        """Yield what stands in *folder*, and tell what is to be refused whatever its name."""
        found, problems = entries(folder)
        self.survey.problems += problems
        yield from found

    def _read_name(self, entry: Entry, grammar: Grammar, name: str, code: str) -> Any:
        """Return what the name of a file or folder stands for, or None where it stands for nothing."""
        try:
            return grammar.read(name)
        except ProblemError as reason:
            kind = "folder" if entry.folder else "file"
            if original := _copied(name, grammar):
                self._tell(entry.found.file, code,
                           f'This looks like a copy of "{original}", as Windows or macOS names one.',
                           "Delete it. If you want to publish it, give it a name of its own.")  # fmt: skip
                return None
            meant = meant_by(name, grammar)
            self._tell(entry.found.file, code, f"This is the name of a {kind}, and {_within(shown(reason.message))}",
                       meant or reason.remedy)  # fmt: skip
            return None

    def _stray(self, entry: Entry, names: Sequence[str]) -> str | None:
        """Tell a file or folder that nothing reads; return the name that it was most likely meant to have."""
        kind = "folder" if entry.folder else "file"
        if not entry.folder and (whole := _without_second_ending(entry.name)):
            self._tell(entry.found.file, "stray-file",
                       f'The name "{shown(entry.name)}" has two endings. Notepad adds the last one itself.',
                       f'Rename it to "{shown(whole)}". When you save, choose "All files" as the type.')  # fmt: skip
            return whole
        meant = nearest(shown(entry.name), names)
        belongs = f"This folder can have {listed(names)}. " if names == TOP else ""
        self._tell(entry.found.file, "stray-file", f'A {kind} named "{shown(entry.name)}" does not belong here.',
                   f'Did you mean "{meant}"? Then rename it.' if meant
                   else f"{belongs}Move it to the right folder, or delete it.")  # fmt: skip
        return meant

    def _tell(self, file: str, code: str, what: str, remedy: str) -> None:
        self.survey.problems.append(Problem(Place(file), code, what, remedy))


def _why_looks_like_another(name: str) -> str:
    stem = Path(name).stem
    if normalize("NFKC", stem) != normalize("NFC", stem):
        return f'looks like another name, "{shown(normalize("NFKC", stem))}"'
    odd = lookalikes(stem) if any(letter.isascii() and letter.isalpha() for letter in stem) else ""
    return f"mixes alphabets, so it looks like another name: its {odd[0]} is {name_of(odd[0])}" if odd else ""


def _read(grammar: Grammar, name: str) -> Any:
    """Return what *name* stands for, or None."""
    try:
        return grammar.read(name)
    except ProblemError:
        return None


def _is_within_a_source(problem: Problem) -> bool:
    return problem.place.file.count("/") > 2 and problem.place.file.split("/")[1] == "sources"


def _within(sentence: str) -> str:
    """Return *sentence* as it continues another one."""
    return sentence[0].lower() + sentence[1:]


_COPY = re.compile(
    r"(?:Copy of )?(?P<original>.+?)(?: ?- ?(?:Copy|Kopie|Copie)| copy)?(?: ?\(\d+\)| \d+)?", re.IGNORECASE
)
"""How Explorer and Finder name a copy of a file."""


def _copied(name: str, grammar: Grammar) -> str:
    """Return the name of which *name* is most likely a copy; "" where it is none."""
    found = _COPY.fullmatch(name)
    original = found["original"] if found else name
    return original if original != name and _read(grammar, original) is not None else ""


def _without_second_ending(name: str) -> str:
    """Return *name* without an ending that was added to a whole name: 2.1.0.yml.txt; "" where none was."""
    path = Path(name)
    return path.stem if Path(path.stem).suffix == ".yml" and path.suffix.lower() in {".txt", ".yml", ".yaml"} else ""


def _yml_twin(entry: Entry) -> tuple[str, ...]:
    """Return the name that a file was most likely meant to have."""
    path = Path(entry.name)
    return (f"{path.stem}.yml",) if not entry.folder and path.suffix.lower() in _NEARLY_YML else ()
