"""How binding a rule says it is agrees with its words and its source; text between rules binds nobody.

Where a rule is to bind more or less here than in its source, that is a local decision, with a reason and an approver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from inforce.checks.check import applies, finds, where_open_to_change
from inforce.compare.headlines import STRENGTHS, in_order
from inforce.model.block_text import as_written, words_of
from inforce.model.catalogue import N_
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.messages import Words, _, with_semicolons
from inforce.model.names import PassageRef
from inforce.model.placeholders import APPROVER, BINDS_OTHERWISE
from inforce.model.problem import Origin, Problem, Severity
from inforce.model.rules import Rule, RunningText, Strength
from inforce.wording.strength import strengths

_DECIDE = (
    "If it is to bind otherwise here, declare that decision beside it:  "
    f"strength_decision:\n  reason: {BINDS_OTHERWISE}\n  approved_by: {APPROVER}"
)


@finds(
    "strength-decision-not-there", "A decision on how binding a rule is was recorded where there is nothing to decide."
)
@finds("strength-not-in-source", "A rule is declared to bind more or less than the passages that it cites.")
@finds("strength-not-in-words", "A rule is declared to bind more or less than its own words say.")
@finds("text-binds", "Text between rules says what people must do, but is not a rule.")
def strengths_agree(library: Library, day: date) -> Iterator[Problem]:
    """The declared strength of each rule is that of its words and of the passages that it rests on, or a decision.

    A rule whose id was forgotten reads as text between rules; its words give it away.
    """
    for document in library.documents:
        for version in document.versions:
            if applies(document, version, day):
                yield from _binding_texts(version)
            for path, rule in version.located_rules():
                if rule.strength or rule.strength_decision:
                    found = _of_rule(library, version, rule, version.origin.within(*path))
                    yield from where_open_to_change(found, document, version, day)


def words_bind(version: Version, rule: Rule) -> frozenset[str]:
    """Return which strengths the words of *rule* amount to; none where they only state."""
    return strengths(as_written(rule.text), version.language)


def source_binds(library: Library, rule: Rule) -> frozenset[str]:
    """Return which strengths the passages that *rule* cites amount to."""
    held = [(library.edition(ref), library.passage(ref)) for ref in (one.passage for one in rule.citations)]
    found = (strengths(as_written(passage.text), edition.language) for edition, passage in held if edition and passage)
    return frozenset[str]().union(*found)


def _of_rule(library: Library, version: Version, rule: Rule, at: Origin) -> Iterator[Problem]:
    disagreeing = list(_disagreeing(library, version, rule, at))
    if not rule.strength_decision:
        yield from disagreeing
    elif not rule.strength:
        yield Problem(
            at.place("strength_decision"),
            "strength-decision-not-there",
            _('Rule "{rule}" declares a decision on how binding it is, but not how binding that is.', rule=rule.id),
            "Write strength: must, should or may beside it, or remove the decision.",
        )
    elif not disagreeing:
        yield Problem(
            at.place("strength_decision"),
            "strength-decision-not-there",
            _(
                'Rule "{rule}" declares a decision to be "{strength}", '
                "but neither its own words nor its source say anything else.",
                rule=rule.id,
                strength=STRENGTHS[rule.strength],
            ),
            "Remove the decision, or correct the strength that it is about.",
        )


def _disagreeing(library: Library, version: Version, rule: Rule, at: Origin) -> Iterator[Problem]:
    declared = rule.strength
    if declared is None or _approved_departure(library, version, rule):
        return
    ours, theirs = words_bind(version, rule), source_binds(library, rule)
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
            at.place("strength"),
            "strength-not-in-words",
            _(said, rule=rule.id, strength=STRENGTHS[declared], levels=in_order(ours)),
            f"Correct the strength or the words. {_DECIDE}",
        )
    if theirs and declared not in theirs and ours != theirs:
        cited = _named(library, [citation.passage for citation in rule.citations])
        yield Problem(
            at.place("strength"),
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


def _approved_departure(library: Library, version: Version, rule: Rule) -> bool:
    """Whether a declared departure has the strength that is declared, with its approver: one decision is enough."""
    return any(
        departure.approved_by and rule.strength in strengths(departure.ours, version.language)
        for citation in rule.citations
        for departure in citation.departures
        if source_binds(library, rule)
    )


def _named(library: Library, refs: Iterable[PassageRef]) -> Words:
    """Return the passages in words: "advice 2018, golden rule 1"."""
    passages = ((ref, library.passage(ref)) for ref in dict.fromkeys(refs))
    return with_semicolons([f"{ref.source} {ref.edition}, {passage.label}" for ref, passage in passages if passage])


def _binding_texts(version: Version) -> Iterator[Problem]:
    for path, _level, section in version.located_sections():
        for at, part in enumerate(section.rules):
            if isinstance(part, RunningText) and Strength.MUST.value in strengths(words_of(part.text)):
                yield Problem(
                    version.origin.place(*path, "rules", at, "text"),
                    "text-binds",
                    "This text says what must be done, and has no id, so it is no rule: it has no number, and "
                    "nobody can cite it.",
                    "Write an id above it where it is a rule:  - id: a-short-name",
                    Severity.WARNING,
                )
