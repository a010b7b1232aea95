"""What files under ``content/`` say, as a target asks for it: one document or source at a time, and each is noted."""

from __future__ import annotations

import hashlib
import json
import pickle
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final, Generic, TypeVar

from inforce.build import facts
from inforce.build.graph import Asking
from inforce.build.inputs import VOLATILE, ChangedMeanwhileError
from inforce.checks.kinds_of_change import known_document
from inforce.model.bounds import PAGE_FILE
from inforce.model.catalogue import Catalogue
from inforce.model.guidance import Document
from inforce.model.library import Library, Settings, source_in
from inforce.model.originals import OriginalState
from inforce.model.problem import Place
from inforce.model.sources import Edition, Source
from inforce.originals.reading_process import ReadingProcess
from inforce.reading.content_folder import ReadDocument, ReadSite, ReadSource, read_document, read_site, read_source
from inforce.reading.guidance_files import read_details
from inforce.reading.references import Names
from inforce.reading.source_files import kept_texts, read_edition
from inforce.store.file_index import TooLargeError, read_below
from inforce.translations.catalogues import read_catalogue

SITE: Final = "check site"
"""The target that reads what belongs to no document or source, and knows the names of those."""

SETTINGS: Final = "check settings"

T = TypeVar("T")

_HELD: Final = 24
"""How many documents and sources are held at once: what one target read, the next one often asks for."""

_PACKED: Final = 64 * 1024 * 1024
"""How many bytes all others may take that were read in this run: one of ten versions takes some five thousand."""


class Content:
    """The folder ``content/`` as it was when the run began."""

    def __init__(self, folder: Path, digest: Callable[[str], bytes]) -> None:
        self.folder = folder
        self._digest = digest
        self._documents = Held[ReadDocument]()
        self._sources = Held[ReadSource]()
        self._read_apart = ReadingProcess()

    def bytes(self, path: Path, largest: int = PAGE_FILE.largest) -> bytes:
        """Return the content of a file; raise `ChangedMeanwhileError` where it is not the one that was seen."""
        content = read_below(self.folder.parent, path, largest)
        name = path.relative_to(self.folder.parent).as_posix()
        if hashlib.sha256(content).digest() != self._digest(name):
            raise ChangedMeanwhileError(name)
        return content

    def site(self) -> ReadSite:
        """Return what belongs to no document or source."""
        return read_site(self.folder, self.bytes)

    def document(self, name: str, asking: Asking) -> ReadDocument | None:
        """Return what the folder of a document says, in its language; None where there is none."""
        digest = asking.digest(f"content/guidance/{name}/")
        if not digest:
            return None
        details, site = _kept("details", read_details, asking), settings(asking)

        def read() -> ReadDocument:
            found = read_document(self.folder, name, self.bytes, read_details=details)
            return replace(found, document=known_document(found.document, site)) if found.document else found

        return self._documents.get((name, digest), read)

    def source(self, name: str, asking: Asking) -> ReadSource | None:
        """Return what the folder of a source says, in its languages; None where there is none."""
        digest = asking.digest(f"content/sources/{name}/")
        if not digest:
            return None
        read_text, language = kept_texts(asking.constant, self._read_apart), settings(asking).language
        edition = _kept("edition", read_edition, asking)

        def read() -> ReadSource:
            found = read_source(self.folder, name, self.bytes, read_text, edition)
            return replace(found, source=source_in(found.source, language)) if found.source else found

        found = self._sources.get((name, digest), read)
        if any(one.original and one.original.state is OriginalState.TOO_SLOW for one in _editions(found)):
            asking.needs[VOLATILE] = b""  # another time it may not be
        return found


def bytes_if_sound(asking: Asking, content: Content, name: str) -> bytes | None:
    """Return the content of the file called *name*; None where none can be read, which the check tells."""
    try:
        return content.bytes(content.folder.parent / name) if asking.digest(name) else None
    except (OSError, TooLargeError):
        return None


def _kept(kind: str, read: Callable[..., T], asking: Asking) -> Callable[..., T]:
    """Return *read*, a reader of files of a kind, that has what they say kept: what validates them starts slowly."""

    def read_or_recalled(content: bytes, *where: str) -> T:
        name = " ".join((kind, hashlib.sha256(content).hexdigest(), *where))
        found: T = facts.loads(asking.constant(name, lambda: facts.dumps(read(content, *where)).encode()))
        return found

    return read_or_recalled


def _editions(read: ReadSource) -> tuple[Edition, ...]:
    return read.source.editions if read.source else ()


class Held(Generic[T]):
    """What was read in this run: the last as it is, and what was read before packed, which is there in no time."""

    def __init__(self) -> None:
        self._whole: OrderedDict[tuple[str, bytes], T] = OrderedDict()
        self._packed: dict[tuple[str, bytes], bytes] = {}
        self._size = 0

    def get(self, key: tuple[str, bytes], read: Callable[[], T]) -> T:
        """Return what *read* gives for *key*, which is read once as long as there is room for it."""
        if key in self._whole:
            self._whole.move_to_end(key)
            return self._whole[key]
        packed = self._packed.get(key)
        found = self._whole[key] = read() if packed is None else pickle.loads(zlib.decompress(packed))  # noqa: S301 -- packed by this run
        if packed is None and self._size < _PACKED:
            packed = self._packed[key] = zlib.compress(pickle.dumps(found, pickle.HIGHEST_PROTOCOL), 1)
            self._size += len(packed)
        if len(self._whole) > _HELD:
            self._whole.popitem(last=False)
        return found


class AskedLibrary(Library):
    """The library as a target sees it: *documents* are those that it is about, all else is asked for by name."""

    def __init__(self, asking: Asking, content: Content, documents: tuple[str, ...] = ()) -> None:
        self._about: tuple[Document, ...]
        for name, value in (
            ("_asking", asking),
            ("_content", content),
            ("_found", {}),
            ("settings", settings(asking)),
            ("catalogue", catalogue(asking, content)),
        ):
            object.__setattr__(self, name, value)
        found = (self.document(name) for name in documents)
        object.__setattr__(self, "_about", tuple(document for document in found if document))

    _asking: Asking
    _content: Content
    _found: dict[str, Source | None]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that the target is about."""
        return self._about

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source there is."""
        names = json.loads(self._asking.value(SITE))["sources"]
        found = (self._asked_for(name) for name, there in names.items() if there)
        return tuple(source for source in found if source)

    def document(self, document_id: str) -> Document | None:
        """Return the document of that id, if there is one."""
        read = self._content.document(document_id, self._asking)
        return read.document if read else None

    def source(self, source_id: str) -> Source | None:
        """Return the source of that id, if there is one."""
        if source_id not in self._found:  # each citation asks for its own
            self._found[source_id] = self._asked_for(source_id)
        return self._found[source_id]

    def _asked_for(self, source_id: str) -> Source | None:
        read = self._content.source(source_id, self._asking)
        return read.source if read else None


def settings(asking: Asking) -> Settings:
    """Return the settings of the site."""
    return _settings(asking.value(SETTINGS))


@lru_cache(maxsize=1)
def _settings(said: str) -> Settings:
    found = facts.loads(said)
    if not isinstance(found, Settings):
        raise TypeError("the settings are kept as settings")
    return found


def catalogue(asking: Asking, content: Content) -> Catalogue:
    """Return the words of the site."""
    language = settings(asking).language
    file = f"content/words/{language}.po"
    return read_catalogue(language, bytes_if_sound(asking, content, file), file, Place("content/site.yml"))[0]


def names(asking: Asking, content: Content) -> Names:
    """Return the names of all there is, of which only those are noted that are asked for."""
    return Names(
        _Documents(asking),
        _Editions(asking, content),
        _Lacking(asking, content),
        bool(json.loads(asking.value(f"{SITE}:sources lost") or "false")),
    )


class _Documents(Set[str]):
    """The ids of all documents."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def __contains__(self, name: object) -> bool:
        return bool(self._asking.value(f"{SITE}:document {name}"))

    def __iter__(self) -> Iterator[str]:
        return iter(json.loads(self._asking.value(SITE))["documents"])

    def __len__(self) -> int:
        return len(list(iter(self)))


class _Lacking(Set[str]):
    """The ids of the documents of which a version cannot be read."""

    def __init__(self, asking: Asking, content: Content) -> None:
        self._asking, self._content = asking, content

    def __contains__(self, name: object) -> bool:
        read = self._content.document(str(name), self._asking)
        return read is not None and read.lacks

    def __iter__(self) -> Iterator[str]:
        return (name for name in _Documents(self._asking) if name in self)

    def __len__(self) -> int:
        return len(list(iter(self)))


class _Editions(Mapping[str, frozenset[str] | None]):
    """The ids of the editions of each source; None where its folder cannot be looked into."""

    def __init__(self, asking: Asking, content: Content) -> None:
        self._asking, self._content = asking, content

    def __contains__(self, name: object) -> bool:
        return bool(self._asking.value(f"{SITE}:source {name}"))

    def __getitem__(self, name: str) -> frozenset[str] | None:
        said = self._asking.value(f"{SITE}:source {name}")
        if not said:
            raise KeyError(name)
        read = self._content.source(name, self._asking) if json.loads(said) else None
        return read.editions if read else None

    def __iter__(self) -> Iterator[str]:
        return iter(json.loads(self._asking.value(SITE))["sources"])

    def __len__(self) -> int:
        return len(list(iter(self)))
