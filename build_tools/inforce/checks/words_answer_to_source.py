"""Every rule that quotes says what its source says; each difference is declared with its reason, or named here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inforce.model.guidance import Citation, Document, Rule, Version
from inforce.model.library import Library
from inforce.model.names import PassageRef
from inforce.model.problem import FieldPath, Problem, Severity
from inforce.model.sources import Edition, Passage, Source
from inforce.model.standing import Standing, standing
from inforce.wording.departures import differences, unaccounted


@dataclass(frozen=True)
class Quotation:
    """A rule held beside the passage that it quotes."""

    version: Version
    rule: Rule
    path: FieldPath
    citation: Citation
    source: Source
    edition: Edition
    passage: Passage

    @property
    def other_editions(self) -> Mapping[str, Sequence[str]]:
        """The wording that is held of every other edition of the source, by edition."""
        return {
            edition.id: [passage.text for passage in edition.details.passages]
            for edition in self.source.editions
            if edition.id != self.edition.id and edition.details.passages
        }


def words_answer_to_source(library: Library, day: date) -> Iterator[Problem]:
    """Each difference between a rule and the passage that it quotes is declared, and each declared one is there.

    In a superseded or withdrawn version, which nobody can change any more, what is found is a warning.
    """
    for document in library.documents:
        for version in document.versions:
            severity = _severity(document, version, day)
            for quotation in quotations(library, version):
                for place, code, what, remedy in _compare(quotation):
                    yield Problem(version.origin.place(*quotation.path, *place), code, what, remedy, severity)


def quotations(library: Library, version: Version) -> Iterator[Quotation]:
    """Return every rule of *version* beside each passage that it quotes and the library holds."""
    for path, rule in version.located_rules():
        for position, citation in enumerate(rule.citations):
            ref = citation.quotes
            source, edition, passage = _held(library, ref) if ref else (None, None, None)
            if source and edition and passage:
                here = (*path, "citations", position)
                yield Quotation(version, rule, here, citation, source, edition, passage)


def _held(library: Library, ref: PassageRef) -> tuple[Source | None, Edition | None, Passage | None]:
    return library.source(ref.source), library.edition(ref), library.passage(ref)


def _severity(document: Document, version: Version, day: date) -> Severity:
    open_to_change = standing(document, version, day) in {Standing.IN_FORCE, Standing.UPCOMING}
    return Severity.ERROR if open_to_change else Severity.WARNING


Found = tuple[FieldPath, str, str, str]
"""Where below the citation, the code, what is wrong, and the remedy."""


def _compare(quotation: Quotation) -> Iterator[Found]:
    found = differences(quotation.passage.text, quotation.rule.text)
    declared = [(departure.ours, departure.theirs) for departure in quotation.citation.departures]
    if not found and not declared:
        return
    undeclared, absent = unaccounted(found, declared)
    if undeclared:
        yield from _nearer_edition(quotation, len(found))
    for difference in undeclared:
        yield (), "departure-undeclared", _in_words(quotation, difference), _remedy(difference)
    for position in absent:
        ours, theirs = declared[position]
        yield (
            ("departures", position),
            "departure-not-there",
            f'Rule "{quotation.rule.id}" declares a departure ("{ours}" in place of "{theirs}") that is not there.',
            "Remove the declaration, or correct its words to those that really differ.",
        )
    yield from _without_approver(quotation, found, declared)
