"""The library: all documents and all sources, and how one is found from the other."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property

from inforce.model.catalogue import ENGLISH, Catalogue
from inforce.model.dataclass import dataclass
from inforce.model.guidance import Document
from inforce.model.names import PassageRef
from inforce.model.settings import Settings
from inforce.model.sources import Edition, Passage, Source


@dataclass(frozen=True)
class Library:
    """Everything under ``content/`` but the ordinary pages; documents and sources by id."""

    documents: tuple[Document, ...] = ()
    sources: tuple[Source, ...] = ()
    settings: Settings = field(default_factory=Settings)
    catalogue: Catalogue = ENGLISH

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    def document(self, document_id: str) -> Document | None:
        """Return the document of that id, if there is one."""
        return self._documents.get(document_id)

    def source(self, source_id: str) -> Source | None:
        """Return the source of that id, if there is one."""
        return self._sources.get(source_id)

    def edition(self, ref: PassageRef) -> Edition | None:
        """Return the edition that *ref* names, if it is held."""
        source = self.source(ref.source)
        return source.edition(ref.edition) if source else None

    def passage(self, ref: PassageRef) -> Passage | None:
        """Return the passage that *ref* names, if it is held."""
        edition = self.edition(ref)
        return edition.passage(ref.passage) if edition else None
