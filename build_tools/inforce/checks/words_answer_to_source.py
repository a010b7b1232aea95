"""Every rule that quotes says what its source says; each difference is declared or decided by a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

from inforce.checks.check import applies, finds, where_open_to_change
from inforce.checks.departure_words import difference_in_words, nearer_in_words, remedy_in_words
from inforce.compare.quotations import AllSources, Quotation, quotations
from inforce.model.block_text import as_written
from inforce.model.guidance import Document
from inforce.model.library import Library, Settings
from inforce.model.messages import _, sentences
from inforce.model.placeholders import DECIDER
from inforce.model.problem import Origin, Problem, Severity
from inforce.model.rules import Departure
from inforce.wording.compared_text import ComparedText, compared
from inforce.wording.declared import match_declarations
from inforce.wording.departures import DepartureClass, Difference, differences

Key = tuple[tuple[str, ...], tuple[str, ...]]
"""What changed into what, however it is written, with nothing around it that stayed."""


@dataclass(frozen=True)
class Decisions:
    """The decisions that hold in a document: that what changed so means the same."""

    same: frozenset[Key] = field(default=frozenset())

    def mean_the_same(self, difference: Difference) -> bool:
        """Whether a person decided, here or elsewhere, that these words mean the same."""
        return not self.same.isdisjoint(keys_of(difference))


def decisions(document: Document, settings: Settings) -> Decisions:
    """Return what holds in *document*: its own decisions, and those of the settings, which hold in every document."""
    code = document.versions[0].language
    everywhere = (change_of(one.before, one.after, code) for one in settings.decided)
    return Decisions(frozenset((*_keys(document), *everywhere)))


def keys_of(difference: Difference) -> frozenset[Key]:
    """Return what changed into what at a difference, as its words say it, and as the whole of what they belong to.

    Of "5 pm" that became "6 pm" the words that differ are "5" and "6"; an editor may write either.
    """
    theirs = _whole(difference.passage, difference.theirs_words)
    ours = _whole(difference.rule, difference.ours_words)
    written = change_of(difference.theirs, difference.ours, difference.rule.code)
    return frozenset({written, _without_what_stayed(theirs, ours)} - {((), ())})


def _whole(text: ComparedText, words: range) -> list[str]:
    """Return what every atom says that has one of *words*."""
    return [atom.key for atom in text.atoms if words and atom.start < words.stop and words.start < atom.end]


@lru_cache(maxsize=4096)
def change_of(before: str, after: str, language: str) -> Key:
    """Return what *before* says that became what *after* says, without what both begin and end with."""
    return _without_what_stayed(*([atom.key for atom in compared(text, language).atoms] for text in (before, after)))


def _without_what_stayed(one: list[str], other: list[str]) -> Key:
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return tuple(one), tuple(other)


def _keys(document: Document) -> Iterator[Key]:
    for version in document.versions:
        for decided in version.text.change.decided:
            if decided.meaning and decided.decided_by:
                yield change_of(decided.before, decided.after, version.language)
        for departure in (one for rule in version.rules for cited in rule.citations for one in cited.departures):
            if departure.meaning and departure.decided_by:
                yield change_of(departure.theirs, departure.ours, version.language)


_DECIDED_BY_NOBODY: Final = frozenset({"departure-undecided", "departure-without-approver"})


@finds("departure-not-there", "A departure is declared where the rule and its source do not differ in that way.")
@finds("departure-undecided", "A rule has other words than its source, and nobody is named who decided on them.")
@finds("departure-undeclared", "A rule that quotes a source differs from it, and does not say why.")
@finds("departure-without-approver", "A rule changes the meaning of its source, and nobody is named who approved that.")
def words_answer_to_source(library: Library, day: date) -> Iterator[Problem]:
    """Each difference between a rule and the passage that it quotes is declared, and each declared one is there.

    In a superseded or withdrawn version, which nobody can change any more, what is found is a warning; so is, in a
    version that another was written after, also one that was cancelled, what only a person can decide.
    """
    every = AllSources(library)
    for document in library.documents:
        decided = decisions(document, library.settings)
        for version in document.versions:
            for quotation in quotations(library, version):
                found = _compare(quotation, every, decided)
                if not applies(document, version, day) or any(one > version.number for one in document.unread):
                    # what nobody decided in time nobody can decide; what a file that cannot be read says is not known
                    found = (one for one in found if one.code not in _DECIDED_BY_NOBODY)
                elif version is not document.versions[-1]:  # a later one has room for what is to be decided
                    found = (_told(one) if one.code in _DECIDED_BY_NOBODY else one for one in found)
                yield from where_open_to_change(found, document, version, day)


def _told(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.WARNING)


def _compare(quotation: Quotation, every: AllSources, decided: Decisions) -> Iterator[Problem]:
    found = differences(as_written(quotation.passage.text), as_written(quotation.rule.text), quotation.language)
    declared, cited = quotation.citation.departures, quotation.version.origin.within(*quotation.path)
    positions = match_declarations(found, [(departure.ours, departure.theirs) for departure in declared])
    first = nearer_in_words(quotation, every) if None in positions else []
    for difference, position in zip(found, positions, strict=True):
        if position is None:
            message = sentences([*first, *difference_in_words(quotation, difference, every)])
            yield Problem(cited.place(), "departure-undeclared", message, remedy_in_words(difference))
            first = []
        elif not declared[position].approved_by:
            at = cited.within("departures", position)
            if difference.kind is DepartureClass.MEANING:
                yield _without_approver(quotation, at, difference)
            elif difference.kind is DepartureClass.WORDING and not decided.mean_the_same(difference):
                yield _undecided(quotation, at, difference)
    for position, departure in enumerate(declared):
        if position not in positions:
            yield _not_there(quotation, cited.within("departures", position), departure)


def _without_approver(quotation: Quotation, at: Origin, difference: Difference) -> Problem:
    return Problem(
        at.place(),
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


def _undecided(quotation: Quotation, at: Origin, difference: Difference) -> Problem:
    return Problem(
        at.place(),
        "departure-undecided",
        _(
            'In rule "{rule}", "{ours}" is written in place of "{theirs}". These are other words. No program can tell '
            "whether they mean the same, and nobody is named who decided it.",
            rule=quotation.rule.id,
            ours=difference.ours_in_context,
            theirs=difference.theirs_in_context,
        ),
        "If they do not mean the same, name who approved it, as approved_by. If they do, say who decided that:  "
        f"meaning: same\ndecided_by: {DECIDER}",
    )


def _not_there(quotation: Quotation, at: Origin, departure: Departure) -> Problem:
    return Problem(
        at.place(),
        "departure-not-there",
        _(
            'Rule "{rule}" declares "{ours}" in place of "{theirs}"; '
            "between it and its source ({passage}) there is no such difference.",
            rule=quotation.rule.id,
            ours=departure.ours,
            theirs=departure.theirs,
            passage=quotation.name,
        ),
        "Remove the declaration, or correct its words to those that differ. Each declaration is for one place.",
    )
