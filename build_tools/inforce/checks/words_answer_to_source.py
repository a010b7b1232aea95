"""Every rule that quotes says what its source says; each difference is declared with its reason, or named here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.checks.departure_words import difference_in_words, nearer_in_words, remedy_in_words
from inforce.checks.severity import where_open_to_change
from inforce.compare.quotations import AllSources, Quotation, quotations
from inforce.model.guidance import Departure
from inforce.model.library import Library
from inforce.model.messages import _, sentences
from inforce.model.problem import FieldPath, Problem
from inforce.wording.declared import accounted
from inforce.wording.departures import DepartureClass, Difference, differences


def words_answer_to_source(library: Library, day: date) -> Iterator[Problem]:
    """Each difference between a rule and the passage that it quotes is declared, and each declared one is there.

    In a superseded or withdrawn version, which nobody can change any more, what is found is a warning.
    """
    every = AllSources(library)
    for document in library.documents:
        for version in document.versions:
            for quotation in quotations(library, version):
                yield from where_open_to_change(_compare(quotation, every), document, version, day)


def _compare(quotation: Quotation, every: AllSources) -> Iterator[Problem]:
    found = differences(quotation.passage.text, quotation.rule.text)
    declared = quotation.citation.departures
    positions = accounted(found, [(departure.ours, departure.theirs) for departure in declared])
    first = nearer_in_words(quotation, every) if None in positions else []
    for difference, position in zip(found, positions, strict=True):
        if position is None:
            message = sentences([*first, *difference_in_words(quotation, difference, every)])
            yield Problem(
                quotation.version.origin.place(*quotation.path),
                "departure-undeclared",
                message,
                remedy_in_words(difference),
            )
            first = []
        elif difference.kind is DepartureClass.MEANING and not declared[position].approved_by:
            yield _without_approver(quotation, (*quotation.path, "departures", position), difference)
    for position, departure in enumerate(declared):
        if position not in positions:
            yield _not_there(quotation, (*quotation.path, "departures", position), departure)


def _without_approver(quotation: Quotation, path: FieldPath, difference: Difference) -> Problem:
    return Problem(
        quotation.version.origin.place(*path),
        "departure-without-approver",
        _(
            'In rule "{rule}", "{ours}" in place of "{theirs}" changes the meaning, '
            "and nobody is named who approved that.",
            rule=quotation.rule.id,
            ours=difference.ours_in_context,
            theirs=difference.theirs_in_context,
        ),
        "Name the role or board that approved it, as approved_by.",
    )


def _not_there(quotation: Quotation, path: FieldPath, departure: Departure) -> Problem:
    return Problem(
        quotation.version.origin.place(*path),
        "departure-not-there",
        _(
            'Rule "{rule}" declares "{ours}" in place of "{theirs}"; '
            "between it and its source ({passage}) there is no such difference.",
            rule=quotation.rule.id,
            ours=departure.ours,
            theirs=departure.theirs,
            passage=quotation.name,
        ),
        "Remove the declaration, or correct its words to those that differ. Each declaration accounts for one place.",
    )
