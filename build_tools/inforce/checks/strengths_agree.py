"""How binding a rule says it is, what its own words say, and what its source says are one and the same.

Where a rule is to bind more or less here than in its source, that is a local decision, with a reason and an approver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from inforce.checks.severity import where_open_to_change
from inforce.compare.strength_words import STRENGTHS, in_order
from inforce.model.catalogue import N_
from inforce.model.guidance import NumberedRule, Rule
from inforce.model.library import Library
from inforce.model.messages import Words, _, with_semicolons
from inforce.model.names import PassageRef
from inforce.model.placeholders import APPROVER, BINDS_OTHERWISE
from inforce.model.problem import Problem
from inforce.wording.lexicon import strengths

_DECIDE = (
    "If it is to bind otherwise here, declare that decision beside it:  "
    f"strength_decision:\n  reason: {BINDS_OTHERWISE}\n  approved_by: {APPROVER}"
)


def strengths_agree(library: Library, day: date) -> Iterator[Problem]:
    """The declared strength of each rule is that of its words and of the passages that it rests on, or a decision."""
    for document in library.documents:
        for version in document.versions:
            for numbered in version.numbered_rules:
                if numbered.rule.strength or numbered.rule.strength_decision:
                    found = _of_rule(library, numbered)
                    yield from where_open_to_change(found, document, version, day)


def words_bind(rule: Rule) -> frozenset[str]:
    """Return which strengths the words of *rule* amount to; none where they only state or command."""
    return strengths(rule.text)


def source_binds(library: Library, rule: Rule) -> frozenset[str]:
    """Return which strengths the passages that *rule* cites amount to."""
    held = [library.passage(citation.passage) for citation in rule.citations]
    return frozenset[str]().union(*(strengths(passage.text) for passage in held if passage))


def _of_rule(library: Library, numbered: NumberedRule) -> Iterator[Problem]:
    rule, disagreeing = numbered.rule, list(_disagreeing(library, numbered))
    if not rule.strength_decision:
        yield from disagreeing
    elif not rule.strength:
        yield Problem(
            numbered.place("strength_decision"),
            "strength-decision-not-there",
            _('Rule "{rule}" declares a decision on how binding it is, but not how binding that is.', rule=rule.id),
            "Write strength: must, should or may beside it, or remove the decision.",
        )
    elif not disagreeing:
        yield Problem(
            numbered.place("strength_decision"),
            "strength-decision-not-there",
            _(
                'Rule "{rule}" declares a decision to be "{strength}", '
                "but neither its own words nor its source say anything else.",
                rule=rule.id,
                strength=STRENGTHS[rule.strength],
            ),
            "Remove the decision, or correct the strength that it is about.",
        )


def _disagreeing(library: Library, numbered: NumberedRule) -> Iterator[Problem]:
    rule, declared = numbered.rule, numbered.rule.strength
    if declared is None:
        return
    ours, theirs = words_bind(rule), source_binds(library, rule)
    if ours and declared not in ours:
        said = (
            N_(
                'Rule "{rule}" is declared to be "{strength}"; '
                "its own words, and those of its source, amount to {levels}."
            )
            if ours == theirs
            else N_('Rule "{rule}" is declared to be "{strength}"; its own words amount to {levels}.')
        )
        yield Problem(
            numbered.place("strength"),
            "strength-not-in-words",
            _(said, rule=rule.id, strength=STRENGTHS[declared], levels=in_order(ours)),
            f"Correct the strength or the words. {_DECIDE}",
        )
    if theirs and declared not in theirs and ours != theirs:
        cited = _named(library, [citation.passage for citation in rule.citations])
        yield Problem(
            numbered.place("strength"),
            "strength-not-in-source",
            _(
                'Rule "{rule}" is declared to be "{strength}"; what it cites ({passages}) amounts to {levels}.',
                rule=rule.id,
                strength=STRENGTHS[declared],
                passages=cited,
                levels=in_order(theirs),
            ),
            f"Correct the strength. {_DECIDE}",
        )


def _named(library: Library, refs: Iterable[PassageRef]) -> Words:
    """Return the passages in words: "advice 2018, golden rule 1"."""
    passages = ((ref, library.passage(ref)) for ref in dict.fromkeys(refs))
    return with_semicolons([f"{ref.source} {ref.edition}, {passage.label}" for ref, passage in passages if passage])
