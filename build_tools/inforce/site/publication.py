"""The library as it is published: on a day, at an address, with what is known to be wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.model.library import Library, PdfScope, YesNo
from inforce.model.numbering import numbered_rules
from inforce.model.problem import Problem, Severity
from inforce.model.rules import Rule
from inforce.model.sources import Edition
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay


@dataclass(frozen=True)
class SiteFacts:
    """The name of the site, and its address ("https://guidance.example.org/", or "" where nobody has set one)."""

    name: str
    address: str = ""

    def __post_init__(self) -> None:
        if self.address and not self.address.endswith("/"):
            raise ValueError("the address of a site ends in a slash")

    def absolute(self, address: str) -> str:
        """Return the whole address of a page, or "" where the address of the site is not known."""
        return f"{self.address}{address}" if self.address else ""

    def in_words(self, address: str) -> str:
        """Return the whole address of a page as it is read out and typed, or "" where that of the site is not known."""
        return self.absolute(address).partition("://")[2]

    def check_address_in_words(self, code: str) -> str:
        """Return where a copy with that code is checked, as it is read out and typed."""
        return self.in_words(addresses.check(code)) or _("the check page of this site")


class Reliance(NamedTuple):
    """That rules of a version cite passages of an edition: each numbered rule with the ids of the passages."""

    document: DocumentOnDay
    version: Version
    rules: tuple[tuple[str, Rule, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Publication:
    """What all pages are made from."""

    library: Library
    site: SiteFacts
    day: date
    problems: Sequence[Problem] = ()

    @cached_property
    def documents(self) -> tuple[DocumentOnDay, ...]:
        """Every document that has a version, on the day."""
        library = self.library
        return tuple(DocumentOnDay(document, self.day, library) for document in library.documents if document.versions)

    @cached_property
    def _by_id(self) -> dict[str, DocumentOnDay]:
        return {name: document for document in self.documents for name in document.document.ids}

    def document(self, document_id: str) -> DocumentOnDay | None:
        """Return the document of that id, if there is one."""
        return self._by_id.get(document_id)

    def has_pdf(self, document: DocumentOnDay, version: Version) -> bool:
        """Whether *version* has a printable copy, by the settings."""
        scope = self.library.settings.pdf
        return scope is PdfScope.ALL or (scope is PdfScope.IN_FORCE and document.applies(version))

    @cached_property
    def has_manual(self) -> bool:
        """Whether all that is in force is published as one PDF too."""
        return self.library.settings.manual is YesNo.YES and any(document.current for document in self.documents)

    @property
    def has_editor(self) -> bool:
        """Whether the site has a page on which guidance is changed."""
        return self.library.settings.editor is YesNo.YES

    def cited_editions(self, version: Version) -> tuple[Edition, ...]:
        """Return the editions that rules of *version* cite, each once, in the order of the rules."""
        found: dict[tuple[str, str], Edition] = {}
        for rule in version.rules:
            for citation in rule.citations:
                ref = citation.passage
                if (ref.source, ref.edition) not in found and (edition := self.library.edition(ref)):
                    found[ref.source, ref.edition] = edition
        return tuple(found.values())

    @cached_property
    def warnings(self) -> Mapping[str, tuple[Problem, ...]]:
        """The warnings about each file, by its path."""
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            if problem.severity is Severity.WARNING:
                found[problem.place.file].append(problem)
        return {file: tuple(problems) for file, problems in found.items()}

    def reliances(self, edition: Edition) -> tuple[Reliance, ...]:
        """Return which versions rest on *edition*, by document and number."""
        return tuple(self._reliances.get((edition.source, edition.id), ()))

    @cached_property
    def _reliances(self) -> dict[tuple[str, str], list[Reliance]]:
        found: dict[tuple[str, str], list[Reliance]] = defaultdict(list)
        for document in self.documents:
            for version in document.document.versions:
                for key, rules in _rules_by_edition(version).items():
                    found[key].append(Reliance(document, version, tuple(rules)))
        return found


def _rules_by_edition(version: Version) -> dict[tuple[str, str], list[tuple[str, Rule, tuple[str, ...]]]]:
    found: dict[tuple[str, str], list[tuple[str, Rule, tuple[str, ...]]]] = defaultdict(list)
    for placed in numbered_rules(version):
        rule = placed.rule
        cited: dict[tuple[str, str], list[str]] = defaultdict(list)
        for citation in rule.citations:
            ref = citation.passage
            cited[ref.source, ref.edition].append(ref.passage)
        for key, passages in cited.items():
            found[key].append((placed.cited, rule, tuple(passages)))
    return found
