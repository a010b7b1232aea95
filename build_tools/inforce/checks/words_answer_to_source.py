"""Every rule that quotes says what its source says; each difference is declared with its reason, or named here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inforce.model.guidance import Citation, Departure, Document, Rule, Version
from inforce.model.library import Library
from inforce.model.names import PassageRef
from inforce.model.problem import FieldPath, Problem, Severity
from inforce.model.sources import Edition, Passage, Source
from inforce.model.standing import Standing, standing
from inforce.wording.departures import DepartureClass, Difference, accounted, differences


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
    declared = quotation.citation.departures
    if not found and not declared:
        return
    positions = accounted(found, [(departure.ours, departure.theirs) for departure in declared])
    for difference, position in zip(found, positions, strict=True):
        if position is None:
            yield (), "departure-undeclared", _in_words(quotation, difference), _remedy(difference)
        elif difference.kind is DepartureClass.MEANING and not declared[position].approved_by:
            yield ("departures", position), *_without_approver(quotation, difference)
    for position, departure in enumerate(declared):
        if position not in positions:
            yield ("departures", position), *_not_there(quotation, departure)


def _in_words(quotation: Quotation, difference: Difference) -> str:
    """Say what the rule says, what its source says, where our words come from, and what that does to the rule."""
    said = [
        f'Rule "{quotation.rule.id}" says "{difference.ours_in_context}"; its source ({_name(quotation)}) '
        f'says "{difference.theirs_in_context}".'
    ]
    if difference.reverses:
        said.append("The difference reverses the meaning.")
    elif difference.kind is DepartureClass.MEANING:
        said.append(f"The difference changes the meaning: it touches {_touched(difference)}.")
    elif difference.kind is DepartureClass.TYPOGRAPHY:
        said.append("The words are the same, written in another way.")
    return " ".join(said)


def _touched(difference: Difference) -> str:
    return " and ".join(dict.fromkeys(f'a word of {touch.kind.value} ("{touch.words}")' for touch in difference.touches))


def _remedy(difference: Difference) -> str:
    needs = "a reason and an approver" if difference.kind is DepartureClass.MEANING else "a reason"
    return (
        f"Correct the rule, or declare the departure with {needs}: "
        f'ours: "{difference.ours_in_context}" and theirs: "{difference.theirs_in_context}".'
    )


def _without_approver(quotation: Quotation, difference: Difference) -> tuple[str, str, str]:
    return (
        "departure-without-approver",
        f'In rule "{quotation.rule.id}", "{difference.ours_in_context}" in place of '
        f'"{difference.theirs_in_context}" changes the meaning, and nobody is named who approved that.',
        "Name the role or board that approved it, as approved_by.",
    )


def _not_there(quotation: Quotation, departure: Departure) -> tuple[str, str, str]:
    return (
        "departure-not-there",
        f'Rule "{quotation.rule.id}" declares "{departure.ours}" in place of "{departure.theirs}"; '
        f"between it and its source ({_name(quotation)}) there is no such difference.",
        "Remove the declaration, or correct its words to those that differ. Each declaration accounts for one place.",
    )


def _name(quotation: Quotation) -> str:
    return f"{quotation.source.id} {quotation.edition.id}, {quotation.passage.label}"
