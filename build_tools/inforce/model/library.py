"""The library: all documents and all sources, how one is found from the other, and the settings of its site."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from inforce.model.catalogue import ENGLISH, Catalogue
from inforce.model.dates import Span, SpanOfTime
from inforce.model.guidance import PRINT_NOTICE, Document, Version
from inforce.model.names import BranchName, Format, LanguageTag, Line, PassageRef, Text, WebAddress, described
from inforce.model.rules import AttributeDefinition, DecidedWords
from inforce.model.sources import Edition, Passage, Source


class PdfScope(StrEnum):
    """Of which versions there is a printable copy."""

    IN_FORCE = "in-force"
    ALL = "all"
    NONE = "none"


class YesNo(StrEnum):
    """Whether something is wanted."""

    YES = "yes"
    NO = "no"


class ForgeKind(StrEnum):
    """Which program holds the repository that guidance is kept in."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"


@dataclass(frozen=True)
class Forge:
    """Where the editing page proposes changes."""

    kind: ForgeKind = described("Which kind of forge it is: github, gitlab or forgejo, which Gitea counts as too.")
    repository: WebAddress = described(
        "The address of the repository, as browsers show it: https://forge.example.org/team/guidance."
    )
    branch: BranchName = described("The branch that changes go into.", default="main")


class Fonts(StrEnum):
    """Which fonts pages have."""

    OWN = "own"
    SYSTEM = "system"


@dataclass(frozen=True)
class Settings:
    """What an organisation may set for all its guidance."""

    format: Format = described("The format of this file: 1.", default=1)
    language: LanguageTag = described(
        "The language of what the program says to readers, by BCP 47; words/<language>.po may have words for it.",
        default="en-GB",
    )
    decided: tuple[DecidedWords, ...] = described(
        "Words that a person decided mean the same, wherever they stand for each other in the library.", default=()
    )
    time_zone: Annotated[str, Line] = described(
        "The time zone in which days begin and end.", default="Europe/London", example="Europe/London", usual=True
    )
    print_notice: Annotated[str, Text] = described(
        "The notice on printed copies.", default=PRINT_NOTICE, example="Check online before you rely on this copy."
    )
    print_valid_for: SpanOfTime = described("How long a printed copy may be relied on.", default=Span(days=7))
    review_every: SpanOfTime = described("How often documents are reviewed.", default=Span(months=12), usual=True)
    pdf: PdfScope = described(
        "Of which versions there is a PDF: in-force (those in force or upcoming), all or none.",
        default=PdfScope.IN_FORCE,
    )
    offline: YesNo = described(
        "Whether browsers keep the pages that a reader opened, to be read without network: yes or no. "
        "With no, the next visit removes what was kept.",
        default=YesNo.YES,
    )
    manual: YesNo = described(
        "Whether there is one PDF of all documents in force, for places without a network: yes or no.",
        default=YesNo.NO,
    )
    approval_needed: YesNo = described(
        "Whether every version after the first has to say who approved it: yes or no. "
        "With no, pages say that versions need no approval.",
        default=YesNo.YES,
    )
    editor: YesNo = described(
        "Whether the site has a page, /edit/, on which guidance is changed and a change is proposed: yes or no. "
        "The build fetches Pyodide for it (16 MB on the site).",
        default=YesNo.NO,
    )
    forge: Forge | None = described(
        "Where the editing page proposes changes; without it, it offers files to download.", default=None
    )
    fonts: Fonts = described(
        "The fonts of pages: own (those of the program, 45 kB on a first visit) or system (those of the reader's "
        "device).",
        default=Fonts.OWN,
    )
    search_words: tuple[Annotated[str, Line], ...] = described(
        "Words that stand for each other in the search, a set in each line, such as photo = photograph = picture.",
        default=(),
        example="[dpa = data protection act]",
    )
    attributes: tuple[AttributeDefinition, ...] = described(
        "The attributes that rules, versions and documents may have, such as a level.", default=()
    )


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


def primary(code: str) -> str:
    """Return the language of a tag without its region: "en" of "en-GB"."""
    return code.partition("-")[0].lower()


def document_in(document: Document, settings: Settings) -> Document:
    """Return *document* with what it has from its details or else from *settings* in every version."""
    language = primary(document.details.language or settings.language)
    notice = document.details.print_notice or settings.print_notice
    if all((version.language, version.other_notice) == (language, notice) for version in document.versions):
        return document
    versions = (replace(version, language=language, other_notice=notice) for version in document.versions)
    return replace(document, versions=tuple(versions))


def source_in(source: Source, site: str) -> Source:
    """Return *source* with the language of each edition; *site* is the language of the site."""
    own = [primary(edition.details.language or site) for edition in source.editions]
    if own == [edition.language for edition in source.editions]:
        return source
    editions = (replace(one, language=code) for one, code in zip(source.editions, own, strict=True))
    return replace(source, editions=tuple(editions))


def common_language(version: Version, edition: Edition) -> str:
    """Return the language in which a version and an edition are compared; "" where they are in two."""
    return version.language if version.language == edition.language else ""
