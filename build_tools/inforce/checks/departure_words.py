"""How a difference between a rule and its source is told: what differs, where our words come from, what that does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inforce.checks.check import in_quotes
from inforce.compare.quotations import AllSources, Quotation
from inforce.model.block_text import as_written
from inforce.model.catalogue import N_
from inforce.model.messages import Message, Words, _, listed, ngettext, with_commas, with_semicolons
from inforce.model.placeholders import APPROVER, DECIDER, WORDS_DIFFER
from inforce.wording.declared import match_declarations
from inforce.wording.departures import DepartureClass, Difference
from inforce.wording.origin import MOST_PARTED, Part, mixture, nearest, origins
from inforce.wording.reasons import Significance
from inforce.wording.words import norms


def difference_in_words(quotation: Quotation, difference: Difference, every: AllSources) -> list[Message]:
    """Say what the rule says, what its source says, where our words come from, and what that does to the rule."""
    said = [
        _(
            'Rule "{rule}" says "{ours}"; its source ({passage}) says "{theirs}".',
            rule=quotation.rule.id,
            ours=difference.ours_in_context,
            passage=quotation.name,
            theirs=difference.theirs_in_context,
        )
    ]
    said += _origin_in_words(quotation, difference, every)
    if difference.reverses:
        said.append(_("The difference reverses the meaning."))
    elif difference.kind is DepartureClass.MEANING:
        said.append(_("The difference changes the meaning: it touches {what}.", what=_touched(difference)))
    elif difference.kind is DepartureClass.TYPOGRAPHY:
        said.append(_("The words are the same, written in another way."))
    else:
        said.append(_("These are other words. A person has to decide whether they mean the same."))
    return said


def nearer_in_words(quotation: Quotation, every: AllSources) -> list[Message]:
    """Say that the rule is nearer to another text than to the one it cites, or a mixture of several, if it is."""
    passages = quotation.same_passage
    here = quotation.edition.id
    by_distance = nearest(as_written(quotation.rule.text), passages)
    distance = {nearness.text: nearness.words for nearness in by_distance}
    best = by_distance[0]
    if elsewhere := _nearer_elsewhere(quotation, distance[here], best.words, every):
        return [elsewhere]
    said = []
    if best.words < distance[here]:
        said.append(
            _(
                'Rule "{rule}" cites the {cited} edition but is nearer to that of {nearer}: '
                "it differs in {few} from {nearer}, in {many} from {cited}.",
                rule=quotation.rule.id,
                cited=here,
                nearer=best.text,
                few=_words(best.words),
                many=_words(distance[here]),
            )
        )
    if mixed := mixture(as_written(quotation.rule.text), passages):
        editions = listed(mixed)
        if said:
            said.append(_("It is a mixture of the editions {editions} that no edition has.", editions=editions))
        else:
            mixture_of = N_('Rule "{rule}" is a mixture of the editions {editions} that no edition has.')
            said.append(_(mixture_of, rule=quotation.rule.id, editions=editions))
    return said


def _nearer_elsewhere(quotation: Quotation, cited: int, best: int, every: AllSources) -> Message | None:
    """Say that the rule is nearer to another passage of the library than to the one it cites in any edition."""
    found = every.nearest(as_written(quotation.rule.text))
    if found is None or found[1] >= best:
        return None
    held, words = found
    said = (
        N_(
            'Rule "{rule}" cites {cited} but is nearer to {nearer}: '
            "it differs in {few} from that, and differs in {many} from what it cites."
        )
        if words
        else N_(
            'Rule "{rule}" cites {cited} but is nearer to {nearer}: '
            "it has the words of that, and differs in {many} from what it cites."
        )
    )
    values = {"rule": quotation.rule.id, "cited": quotation.name, "nearer": held.name, "many": _words(cited)}
    return _(said, few=_words(words), **values)


def _words(count: int) -> Message:
    return ngettext("{count} word", "{count} words", count)


def _origin_in_words(quotation: Quotation, difference: Difference, every: AllSources) -> list[Message]:
    """Say which other editions have our words, part by part, or else which other source has them.

    Nothing is said of other editions where none is held.
    """
    others = quotation.other_editions
    parts = origins(difference, others)
    texts = parts[0].texts if len(parts) == 1 else ()
    if not texts and (elsewhere := _elsewhere(quotation, difference, every)):
        return [elsewhere]
    if any(part.texts for part in parts) and len(parts) > 1:
        return [_part_in(part) for part in parts]
    if not others:
        return []
    if not difference.ours:
        return [_missing(difference, texts)]
    if not texts and len(difference.ours_words) > MOST_PARTED:
        return [_("No other edition has all of these words in a row; parts of so many are not looked for.")]
    return [_stand_in(texts)]


def _missing(difference: Difference, texts: tuple[str, ...]) -> Message:
    """Say which words the rule has not got, and which other editions have not got them either."""
    words = " ".join(difference.theirs.split())
    if not texts:
        return _('The rule leaves out "{words}"; no other edition does.', words=words)
    one = N_('The rule leaves out "{words}"; so does the {editions} edition.')
    many = N_('The rule leaves out "{words}"; so do the {editions} editions.')
    return _(one if len(texts) == 1 else many, words=words, editions=listed(texts))


_DISTINCTIVE: Final = 4  # words and marks in a row; fewer stand in many sources by chance
_MOST_NAMED: Final = 3


def _elsewhere(quotation: Quotation, difference: Difference, every: AllSources) -> Message | None:
    """Say in which passages of other sources our words stand; where they are few, together with those around them."""
    said = difference.ours if len(norms(difference.ours)) >= _DISTINCTIVE else difference.ours_in_context
    if not difference.ours or len(norms(said)) < _DISTINCTIVE:
        return None
    names = [held.name for held in every.holding(said, besides=quotation.source)]
    if not names:
        return None
    named, more = with_semicolons(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    if more > 0:
        return _("These words are in another source: {passages}, and in {count} more.", passages=named, count=more)
    return _("These words are in another source: {passages}.", passages=named)


def _part_in(part: Part) -> Message:
    if not part.texts:
        return _('"{words}" is in no other edition.', words=part.words)
    one, many = N_('"{words}" is in the {editions} edition.'), N_('"{words}" is in the {editions} editions.')
    return _(one if len(part.texts) == 1 else many, words=part.words, editions=listed(part.texts))


def _stand_in(texts: Sequence[str]) -> Message:
    if not texts:
        return _("These words are in no other edition.")
    one, many = N_("These words are in the {editions} edition."), N_("These words are in the {editions} editions.")
    return _(one if len(texts) == 1 else many, editions=listed(texts))


_TOUCHED: Final = {
    Significance.NEGATION: N_("a negation"),
    Significance.OPPOSITE: N_("an opposite"),
    Significance.STRENGTH: N_("how binding the rule is"),
    Significance.CONDITION: N_("a condition"),
    Significance.NUMBER: N_("a number"),
    Significance.AMOUNT: N_("an amount"),
    Significance.LIMIT: N_("a limit"),
    Significance.RATE: N_("how often or how soon"),
    Significance.DIRECTION: N_("a direction"),
    Significance.PERSON: N_("who is meant"),
    Significance.CHOICE: N_("whether all of a list is meant or one of it"),
    Significance.DATE: N_("a date"),
    Significance.CITATION: N_("a legal citation"),
    Significance.ADDRESS: N_("an address"),
    Significance.SCOPE: N_("what the rule covers"),
    Significance.NAME: N_("a name"),
    Significance.TENSE: N_("when it happens"),
    Significance.DROPPED: N_("words that were left out"),
    Significance.ADDED: N_("words that were added"),
    Significance.MOVED: N_("the order"),
    Significance.EXCHANGED: N_("who or what stands where"),
}
"""What a difference that changes the meaning touches, in words."""


def _touched(difference: Difference) -> Words:
    """Say what makes it a change of meaning: 'a condition ("unless")'; each kind once, with its words."""
    by_kind: dict[Significance, list[str]] = {}
    for touch in difference.touches:
        if touch.kind not in _TOUCHED:
            continue
        by_kind.setdefault(touch.kind, []).append(f'"{touch.words}"')
    return listed(
        [_("{what} ({words})", what=_(_TOUCHED[kind]), words=with_commas(words)) for kind, words in by_kind.items()]
    )


def words_to_declare(difference: Difference) -> tuple[str, str]:
    """Return our words and those of the source by which *difference* is declared, with some words around them."""
    ours, theirs = difference.ours_in_context, difference.theirs_in_context
    if match_declarations([difference], [(ours, theirs)]) == (
        None,
    ):  # the words around it differ too: they are no context
        ours, theirs = difference.ours, difference.theirs
    return " ".join(ours.split()), " ".join(theirs.split())


def remedy_in_words(difference: Difference) -> str:
    """Say what to do, and write the declaration out so that it can be copied into the citation."""
    meaning = difference.kind is DepartureClass.MEANING
    ours, theirs = words_to_declare(difference)
    typed = [
        f"- ours: {in_quotes(ours)}",
        f"  theirs: {in_quotes(theirs)}",
        f"  reason: {WORDS_DIFFER}",
        *([f"  approved_by: {APPROVER}"] if meaning else []),
        *(["  meaning: same", f"  decided_by: {DECIDER}"] if difference.kind is DepartureClass.WORDING else []),
    ]
    return "Correct the rule. If it has to differ, declare it under departures of this citation:  " + "\n".join(typed)
