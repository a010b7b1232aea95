"""Which files there are under ``content/``, and everything that does not belong there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inforce.model.grammar import Grammar, NotWritten
from inforce.model.names import ID, VERSION, VersionNumber
from inforce.model.problem import Place, Problem
from inforce.reading.suggestions import did_you_mean, listed

TOP = ("guidance", "sources", "pages", "site.yml")
ORIGINALS = (".pdf", ".html", ".txt")
_NOT_OURS = re.compile(r"\..*|.*~|Thumbs\.db|desktop\.ini", re.IGNORECASE)
"""What systems and editors leave behind; it is neither read nor published."""


@dataclass(frozen=True)
class Found:
    """A file that is to be read: where it is, and its name in problems."""

    path: Path
    file: str


@dataclass
class DocumentFiles:
    """The files of one document."""

    details: Found | None = None
    versions: dict[VersionNumber, Found] = field(default_factory=dict)


@dataclass
class Survey:
    """All files that are to be read, and the problems with those that are not."""

    documents: dict[str, DocumentFiles] = field(default_factory=dict)
    sources: dict[str, dict[str, Found]] = field(default_factory=dict)
    pages: list[Found] = field(default_factory=list)
    settings: Found | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Entry:
    """One entry of a folder; a symbolic link is none."""

    name: str
    found: Found
    folder: bool


def survey(content: Path) -> Survey:
    """Look through *content*, following no symbolic link."""
    return _Surveyor(content).whole()


def shown(name: str) -> str:
    """Return the name of a file so that it can be printed, whatever its bytes."""
    plain = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in plain)


class _Surveyor:
    """One walk through the folders."""

    def __init__(self, content: Path) -> None:
        self.root = Found(content, shown(content.name))
        self.survey = Survey()

    def whole(self) -> Survey:
        """Look at the top folder and all below."""
        if not self.root.path.is_dir():
            self._tell(self.root.file, "no-content", f'There is no folder "{self.root.file}".',
                       "Make it, with a folder guidance in it where every document has its own folder.")  # fmt: skip
            return self.survey
        for entry in self._entries(self.root):
            match entry.name, entry.folder:
                case "guidance", True:
                    self._guidance(entry.found)
                case "sources", True:
                    self._sources(entry.found)
                case "pages", True:
                    self._pages(entry.found)
                case "site.yml", False:
                    self.survey.settings = entry.found
                case _:
                    self._stray(entry, TOP)
        if not self.survey.documents and not self.survey.problems:
            self._tell(f"{self.root.file}/guidance", "no-content", "There is no guidance yet.",
                       "Make a folder for the first document: inforce new")  # fmt: skip
        return self.survey

    def _guidance(self, folder: Found) -> None:
        for document, found in self._named_folders(folder, "document"):
            files = DocumentFiles()
            self.survey.documents[document] = files
            has_versions = False
            for entry in self._entries(found):
                if entry.name == "document.yml" and not entry.folder:
                    files.details = entry.found
                elif entry.name == "versions" and entry.folder:
                    has_versions = True
                    self._versions(entry.found, files)
                else:
                    self._stray(entry, ("document.yml", "versions"))
            self._complete(found, files, has_versions=has_versions)

    def _complete(self, folder: Found, files: DocumentFiles, *, has_versions: bool) -> None:
        if files.details is None:
            self._tell(folder.file, "no-document-file", "This document has no file document.yml.",
                       "Add it: it says who owns the document and who has to follow it.")  # fmt: skip
        if not has_versions:
            self._tell(folder.file, "no-versions", 'This document has no folder "versions".',
                       "Make it and put the first version into it: versions/1.0.0.yml")  # fmt: skip
        elif not files.versions:
            self._tell(f"{folder.file}/versions", "no-versions", "This document has no version.",
                       "Put the first version into this folder: 1.0.0.yml")  # fmt: skip

    def _versions(self, folder: Found, files: DocumentFiles) -> None:
        for entry in self._entries(folder):
            if entry.folder or not entry.name.endswith(".yml"):
                self._stray(entry, self._yml_twin(entry))
                continue
            number = self._read_name(entry, VERSION, entry.name.removesuffix(".yml"), "name-not-a-version")
            if number is not None:
                files.versions[number] = entry.found

    def _sources(self, folder: Found) -> None:
        for source, found in self._named_folders(folder, "source"):
            editions: dict[str, Found] = {}
            originals: list[_Entry] = []
            for entry in self._entries(found):
                if entry.folder:
                    self._stray(entry, ())
                elif entry.name.endswith(".yml"):
                    name = self._read_name(entry, ID, entry.name.removesuffix(".yml"), "name-not-an-id")
                    if name is not None:
                        editions[name] = entry.found
                elif entry.name.endswith(ORIGINALS):
                    originals.append(entry)
                else:
                    self._stray(entry, self._yml_twin(entry))
            self.survey.sources[source] = editions
            for entry in originals:
                if Path(entry.name).stem not in editions:
                    self._stray(entry, [f"{name}{Path(entry.name).suffix}" for name in editions])
            if not editions:
                self._tell(found.file, "no-editions", "This source has no edition.",
                           "Put a file for each edition into this folder, such as 2018.yml")  # fmt: skip

    def _pages(self, folder: Found) -> None:
        for entry in self._entries(folder):
            if entry.folder:
                self._pages(entry.found)
            elif entry.name.endswith((".md", ".markdown")):
                self.survey.pages.append(entry.found)

    def _named_folders(self, folder: Found, kind: str) -> Iterator[tuple[str, Found]]:
        """Yield the folders in *folder* whose names are ids."""
        taken: dict[str, str] = {}
        for entry in self._entries(folder):
            if not entry.folder:
                self._stray(entry, ())
                continue
            if other := taken.get(entry.name.casefold()):
                self._collision(entry, other)
                continue
            taken[entry.name.casefold()] = entry.name
            if self._read_name(entry, ID, entry.name, "name-not-an-id") is not None:
                yield entry.name, entry.found
        if not taken and kind == "document":
            self._tell(folder.file, "no-content", "There is no guidance yet.",
                       "Make a folder for the first document: inforce new")  # fmt: skip

    def _collision(self, entry: _Entry, other: str) -> None:
        self._tell(entry.found.file, "names-collide",
                   f'"{shown(entry.name)}" and "{shown(other)}" differ in capital letters alone. '
                   "Windows and macOS take them for one and the same.",
                   "Rename one of the two.")  # fmt: skip

    def _entries(self, folder: Found) -> Iterator[_Entry]:
        """Yield what stands in *folder*, by name; a symbolic link is a problem, whatever it is called."""
        try:
            with os.scandir(folder.path) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            self._unreadable(folder, error)
            return
        for entry in entries:
            file = f"{folder.file}/{shown(entry.name)}"
            if entry.is_symlink():
                self._tell(file, "symbolic-link", "This is a symbolic link, which can lead out of the project.",
                           "Put the file itself here in place of the link.")  # fmt: skip
            elif _NOT_OURS.fullmatch(entry.name):
                continue
            elif entry.is_dir() or entry.is_file():
                yield _Entry(entry.name, Found(Path(entry.path), file), entry.is_dir())
            else:
                self._tell(file, "stray-file", "This is neither a file nor a folder.", "Delete it.")

    def _read_name(self, entry: _Entry, grammar: Grammar, name: str, code: str) -> Any:
        """Return what the name of a file or folder stands for, or None where it stands for nothing."""
        try:
            return grammar.read(name)
        except NotWritten as reason:
            kind = "folder" if entry.folder else "file"
            self._tell(entry.found.file, code, f"The name of this {kind}: {shown(reason.what)}", reason.remedy)
            return None

    def _yml_twin(self, entry: _Entry) -> tuple[str, ...]:
        """Return the name that a file was most likely meant to have."""
        stem, dot, ending = entry.name.rpartition(".")
        if dot and not entry.folder and ending.lower() in ("yaml", "yml", "ym", "txt", "json"):
            return (f"{stem}.yml",)
        return ()

    def _stray(self, entry: _Entry, names: tuple[str, ...] | list[str]) -> None:
        kind = "folder" if entry.folder else "file"
        question = did_you_mean(shown(entry.name), names) if names else ""
        belongs = f"Here belong {listed(names)}. " if names == TOP else ""
        self._tell(entry.found.file, "stray-file", f'Nothing reads a {kind} of the name "{shown(entry.name)}" here.',
                   question or f"{belongs}Move it to where it belongs, or delete it.")  # fmt: skip

    def _unreadable(self, found: Found, error: OSError) -> None:
        self.survey.problems.append(unreadable(found, error))

    def _tell(self, file: str, code: str, what: str, remedy: str) -> None:
        self.survey.problems.append(Problem(Place(file), code, what, remedy))


def unreadable(found: Found, error: OSError) -> Problem:
    """Say that the system would not give out a file."""
    return Problem(
        Place(found.file),
        "cannot-be-read",
        f"The system would not give out this file: {error.strerror or error}.",
        "Look at who may read it.",
    )
