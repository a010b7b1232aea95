"""Every rule that quotes says what its source says; each difference is declared with its reason, or named here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inforce.model.guidance import Citation, Departure, Document, Rule, Version
from inforce.model.library import Library
from inforce.model.names import PassageRef
from inforce.model.problem import FieldPath, Problem, Severity
from inforce.model.sources import Edition, Passage, Source
from inforce.model.standing import Standing, standing
from inforce.wording.departures import DepartureClass, Difference, accounted, differences
from inforce.wording.origin import Part, mixture, nearest, origins
from inforce.wording.vocabulary import Significance


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
    def same_passage(self) -> Mapping[str, str]:
        """The wording of this passage in every edition that has it, by edition."""
        editions = {edition.id: edition.passage(self.passage.id) for edition in self.source.editions}
        return {name: passage.text for name, passage in editions.items() if passage}

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
                    if severity is Severity.WARNING:
                        remedy = _PAST  # noqa: PLW2901 -- nobody may put it right any more
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


_PAST: Final = "Leave the version as it is: it no longer applies, and a published version is never edited."

Found = tuple[FieldPath, str, str, str]
"""Where below the citation, the code, what is wrong, and the remedy."""


def _compare(quotation: Quotation) -> Iterator[Found]:
    found = differences(quotation.passage.text, quotation.rule.text)
    declared = quotation.citation.departures
    if not found and not declared:
        return
    positions = accounted(found, [(departure.ours, departure.theirs) for departure in declared])
    first = _nearer_edition(quotation)
    for difference, position in zip(found, positions, strict=True):
        if position is None:
            yield (), "departure-undeclared", first + _in_words(quotation, difference), _remedy(difference)
            first = ""
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
    said += _origin_in_words(quotation, difference)
    if difference.reverses:
        said.append("The difference reverses the meaning.")
    elif difference.kind is DepartureClass.MEANING:
        said.append(f"The difference changes the meaning: it touches {_touched(difference)}.")
    elif difference.kind is DepartureClass.TYPOGRAPHY:
        said.append("The words are the same, written in another way.")
    return " ".join(said)


def _nearer_edition(quotation: Quotation) -> str:
    """Say that the rule is nearer to another edition than to the one it cites, or a mixture of several, if it is."""
    passages = quotation.same_passage
    here = quotation.edition.id
    by_distance = nearest(quotation.rule.text, passages)
    distance = {nearness.text: nearness.words for nearness in by_distance}
    best = by_distance[0]
    said = []
    if best.words < distance[here]:
        said.append(
            f'Rule "{quotation.rule.id}" cites the {here} edition but is nearer to that of {best.text}: '
            f"it differs in {_words(best.words)} from {best.text}, in {_words(distance[here])} from {here}. "
        )
    if mixed := mixture(quotation.rule.text, passages):
        subject = "It" if said else f'Rule "{quotation.rule.id}"'
        said.append(f"{subject} is a mixture of the editions {' and '.join(mixed)} that no edition has. ")
    return "".join(said)


def _words(count: int) -> str:
    return f"{count} word{'' if count == 1 else 's'}"


def _origin_in_words(quotation: Quotation, difference: Difference) -> list[str]:
    """Say which other editions have our words, part by part; nothing where no other edition is held."""
    others = quotation.other_editions
    if not others:
        return []
    parts = origins(difference, others)
    if any(part.texts for part in parts) and len(parts) > 1:
        return [_stand_in(f'"{part.words}" stands', part) for part in parts]
    texts = parts[0].texts
    if not difference.ours and not texts:
        return ["No other edition leaves these words out."]
    return [_stand_in("These words stand" if difference.ours else "These words are left out", Part("", texts))]


def _stand_in(what: str, part: Part) -> str:
    if not part.texts:
        return f"{what} in no other edition."
    return f"{what} in the {' and '.join(part.texts)} edition{'s' if len(part.texts) > 1 else ''}."


_TOUCHED: Final = {
    Significance.NEGATION: "a negation",
    Significance.OPPOSITE: "an opposite",
    Significance.STRENGTH: "how binding the rule is",
    Significance.CONDITION: "a condition",
    Significance.NUMBER: "a number",
    Significance.AMOUNT: "an amount",
    Significance.DATE: "a date",
    Significance.CITATION: "a legal citation",
    Significance.SCOPE: "what the rule covers",
}


def _touched(difference: Difference) -> str:
    """Say what makes it a change of meaning: 'a condition ("unless")'; each kind once, with its words."""
    by_kind: dict[Significance, list[str]] = {}
    for touch in difference.touches:
        by_kind.setdefault(touch.kind, []).append(f'"{touch.words}"')
    return " and ".join(f"{_TOUCHED[kind]} ({', '.join(words)})" for kind, words in by_kind.items())


def _remedy(difference: Difference) -> str:
    """Say what to do, and write the declaration out so that it can be copied into the citation."""
    meaning = difference.kind is DepartureClass.MEANING
    ours, theirs = difference.ours_in_context, difference.theirs_in_context
    if accounted([difference], [(ours, theirs)]) == (None,):  # the words around it differ too: they are no context
        ours, theirs = difference.ours, difference.theirs
    typed = [
        f"- ours: {_quoted(ours)}",
        f"  theirs: {_quoted(theirs)}",
        "  reason: why the words differ, for readers",
        *(["  approved_by: the role or board that approved it"] if meaning else []),
    ]
    return "Correct the rule. If it has to differ, declare it under departures of this citation:  " + "\n".join(typed)


def _quoted(words: str) -> str:
    """Return *words* as YAML in double quotes."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


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
