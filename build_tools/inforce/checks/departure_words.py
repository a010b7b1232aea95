"""How a difference between a rule and its source is told: what differs, where our words come from, what that does."""

from __future__ import annotations

from typing import Final

from inforce.checks.quotations import AllSources, Quotation
from inforce.checks.suggested import APPROVER, WORDS_DIFFER
from inforce.wording.departures import DepartureClass, Difference, accounted
from inforce.wording.origin import Part, mixture, nearest, origins
from inforce.wording.vocabulary import Significance
from inforce.wording.words import norms


def difference_in_words(quotation: Quotation, difference: Difference, every: AllSources) -> str:
    """Say what the rule says, what its source says, where our words come from, and what that does to the rule."""
    said = [
        f'Rule "{quotation.rule.id}" says "{difference.ours_in_context}"; its source ({quotation.name}) '
        f'says "{difference.theirs_in_context}".'
    ]
    said += _origin_in_words(quotation, difference, every)
    if difference.reverses:
        said.append("The difference reverses the meaning.")
    elif difference.kind is DepartureClass.MEANING:
        said.append(f"The difference changes the meaning: it touches {_touched(difference)}.")
    elif difference.kind is DepartureClass.TYPOGRAPHY:
        said.append("The words are the same, written in another way.")
    return " ".join(said)


def nearer_in_words(quotation: Quotation, every: AllSources) -> str:
    """Say that the rule is nearer to another text than to the one it cites, or a mixture of several, if it is."""
    passages = quotation.same_passage
    here = quotation.edition.id
    by_distance = nearest(quotation.rule.text, passages)
    distance = {nearness.text: nearness.words for nearness in by_distance}
    best = by_distance[0]
    if elsewhere := _nearer_elsewhere(quotation, distance[here], best.words, every):
        return elsewhere
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


def _nearer_elsewhere(quotation: Quotation, cited: int, best: int, every: AllSources) -> str:
    """Say that the rule is nearer to another passage of the library than to the one it cites in any edition."""
    found = every.nearest(quotation.rule.text)
    if found is None or found[1] >= best:
        return ""
    held, words = found
    differs = f"it differs in {_words(words)} from that" if words else "it has the words of that"
    return (
        f'Rule "{quotation.rule.id}" cites {quotation.name} but is nearer to {held.name}: '
        f"{differs}, and differs in {_words(cited)} from what it cites. "
    )


def _words(count: int) -> str:
    return f"{count} word{'' if count == 1 else 's'}"


def _origin_in_words(quotation: Quotation, difference: Difference, every: AllSources) -> list[str]:
    """Say which other editions have our words, part by part, or else which other source has them.

    Nothing is said of other editions where none is held.
    """
    others = quotation.other_editions
    parts = origins(difference, others)
    texts = parts[0].texts if len(parts) == 1 else ()
    if not texts and (elsewhere := _elsewhere(quotation, difference, every)):
        return [elsewhere]
    if any(part.texts for part in parts) and len(parts) > 1:
        return [_stand_in(f'"{part.words}" stands', part) for part in parts]
    if not others:
        return []
    if not difference.ours:
        return [_missing(difference, texts)]
    return [_stand_in("These words stand", Part("", texts))]


def _missing(difference: Difference, texts: tuple[str, ...]) -> str:
    """Say which words the rule has not got, and which other editions have not got them either."""
    words = " ".join(difference.theirs.split())
    if not texts:
        return f'The rule leaves out "{words}"; no other edition does.'
    others = f"does the {texts[0]} edition" if len(texts) == 1 else f"do the {' and '.join(texts)} editions"
    return f'The rule leaves out "{words}"; so {others}.'


_DISTINCTIVE: Final = 4  # words and marks in a row; fewer stand in many sources by chance
_MOST_NAMED: Final = 3


def _elsewhere(quotation: Quotation, difference: Difference, every: AllSources) -> str:
    """Say in which passages of other sources our words stand; where they are few, together with those around them."""
    said = difference.ours if len(norms(difference.ours)) >= _DISTINCTIVE else difference.ours_in_context
    if not difference.ours or len(norms(said)) < _DISTINCTIVE:
        return ""
    names = [held.name for held in every.holding(said, besides=quotation.source)]
    if not names:
        return ""
    more = f", and in {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"These words stand in another source: {'; '.join(names[:_MOST_NAMED])}{more}."


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


def remedy_in_words(difference: Difference) -> str:
    """Say what to do, and write the declaration out so that it can be copied into the citation."""
    meaning = difference.kind is DepartureClass.MEANING
    ours, theirs = difference.ours_in_context, difference.theirs_in_context
    if accounted([difference], [(ours, theirs)]) == (None,):  # the words around it differ too: they are no context
        ours, theirs = difference.ours, difference.theirs
    typed = [
        f"- ours: {_quoted(ours)}",
        f"  theirs: {_quoted(theirs)}",
        f"  reason: {WORDS_DIFFER}",
        *([f"  approved_by: {APPROVER}"] if meaning else []),
    ]
    return "Correct the rule. If it has to differ, declare it under departures of this citation:  " + "\n".join(typed)


def _quoted(words: str) -> str:
    """Return *words* as YAML in double quotes."""
    escaped = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
