"""Whether a text says the opposite: one clause with and without a negation, or with a word put for its opposite."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from inforce.wording.alignment import Run
from inforce.wording.atoms import Atom, Side
from inforce.wording.language import Language, opposites, stem
from inforce.wording.proofs import Within, negations
from inforce.wording.quantities import limited
from inforce.wording.reasons import Significance

_ALIKE: Final = 0.7
_FEW: Final = 4  # atoms that differ; of so few the clause decides alone
_MOST_TURNED: Final = 30  # atoms that differ within a sentence
_LEAST_KEPT: Final = 2  # words of the clause that stay, where the sentence differs elsewhere too


def clauses_of(side: Side, language: Language) -> Iterator[range]:
    """Yield the clauses of a sentence, and the marks between them: a clause goes from a word that begins one."""
    begins = language.words("subordinate")
    cuts = {0, len(side)}
    for at, atom in enumerate(side):
        if atom.value in ",;:()-.":
            cuts |= {at, at + 1}
        elif atom.value in begins or atom.kind == "condition":
            cuts.add(at)
    yield from (range(start, end) for start, end in pairwise(sorted(cuts)))


def turned(within: Within) -> Iterator[Run]:
    """Yield the hunks of the first clause that is turned round, if there is one."""
    runs = within.passage.hunks
    if within.kept < _ALIKE and sum(len(a) + len(b) for a, b in runs) > _FEW:
        return
    for clause in clauses_of(within.one, within.language):
        touching = [(a, b) for a, b in runs if _touches(a, clause)]
        inside = all(clause.start <= a.start and a.stop <= clause.stop for a, _ in touching)
        if touching and inside and _is_turned(clause, touching, within):
            yield from touching
            return


def _touches(run: range, clause: range) -> bool:
    if run:
        return run.start < clause.stop and run.stop > clause.start
    return clause.start <= run.start <= clause.stop


def _is_turned(clause: range, inside: list[Run], within: Within) -> bool:
    helpers = within.language.words("helper")
    one = [within.one[at] for a, _ in inside for at in a if within.one[at].value not in helpers]
    other = [within.other[at] for _, b in inside for at in b if within.other[at].value not in helpers]
    kept = [
        atom
        for at, atom in enumerate(within.one[clause.start : clause.stop], start=clause.start)
        if not any(at in a for a, _ in inside) and atom.kind != "mark" and atom.value not in helpers
    ]
    one, other = _without_forms(one, other, within), _without_forms(other, one, within)
    one, other = _without_strength(one, other, within.language)
    alone = len(inside) == len(within.passage.hunks) and any(atom.says for atom in kept)
    if (len(kept) < _LEAST_KEPT and not alone) or any(atom.kind == "mark" for atom in (*one, *other)):
        return False
    if len(one) + len(other) == 1:
        return (one or other)[0].kind == "negation"
    if len(one) != 1 or len(other) != 1 or one[0].kind == other[0].kind == "negation" or one[0].kind == "quantity":
        return False
    if {one[0].cls, other[0].cls} == {"must", "unneeded"}:
        return True  # "you have to" and "you do not have to"
    return bool(set(opposites(one[0].value, other[0].value, within.language)) - {"n"})


def _without_forms(side: list[Atom], beside: list[Atom], within: Within) -> list[Atom]:
    """Leave out words that stand beside in another form: "does not open" is "opens" with a negation."""
    stems = {stem(atom.value, within.language) for atom in beside if atom.key in within.bent}
    return [x for x in side if not (x.key in within.bent and stem(x.value, within.language) in stems)]


def _without_strength(one: list[Atom], other: list[Atom], language: Language) -> tuple[list[Atom], list[Atom]]:
    """Leave out words that bind alike on both sides: "you ought to" and "you should not", "may" and "cannot"."""
    permits = language.words("permits")
    for x in one:
        for y in other:
            if x.kind == y.kind == "strength" and (x.cls == y.cls or {x.value, y.value} <= permits):
                return [z for z in one if z is not x], [z for z in other if z is not y]
    return one, other


_CANCELLED: Final = frozenset(
    {Significance.OPPOSITE, Significance.NEGATION, Significance.SCOPE, Significance.LIMIT}
)  # fmt: skip
_NEGATED_LIMITS: Final = [
    [{one}, {other}]
    for pair in (("most", "above"), ("least", "below"), ("<=", ">"), (">=", "<"))
    for one, other in (pair, pair[::-1])
]
"""Limits that are each other's negation: "no longer than", and "not for longer than"."""
_BY_ONLY_IF: Final = frozenset({Significance.CONDITION, Significance.STRENGTH})


def cancelled(within: Within) -> frozenset[Significance]:
    """Return the reasons that prove nothing, as negations and opposites cancel out over the sentence.

    "Not lawful" is "unlawful", and "you must not share unless they agree" is "you may share only if they agree", or
    "only with those who agree"; "not with those under 18" is "not unless they are 18 or over".
    """
    one = [within.one[at] for a, _ in within.passage.hunks for at in a]
    other = [within.other[at] for _, b in within.passage.hunks for at in b]
    if max(len(one), len(other)) > _MOST_TURNED:
        return frozenset()  # of so many words that differ, no two cancel out
    limits = [{x.cls for x in side if x.kind == "limit"} for side in (one, other)]
    numbers = [{limited(x.value) for x in side if x.kind == "quantity"} for side in (one, other)]
    signs = [{sign for sign, _ in side} for side in numbers]
    limits_number = signs in _NEGATED_LIMITS and len({number for side in numbers for _, number in side}) == 1
    turns = abs(negations(one, within.language) - negations(other, within.language))
    turns += limits in _NEGATED_LIMITS or limits_number
    turns += sum(
        any(opposites(x.value, y.value, within.language) for y in other if y.kind not in ("mark", "negation"))
        for x in one
        if x.kind not in ("mark", "negation")
    )
    classes = {x.cls for x in one}, {x.cls for x in other}
    only_if = any(
        "unless" in here - there and ("only" in there or limits_number) for here, there in (classes, classes[::-1])
    )
    if (turns + only_if) % 2 or not turns:
        return frozenset()
    by_number = {Significance.NUMBER, Significance.STRENGTH} if limits_number else frozenset[Significance]()
    return _CANCELLED | by_number | (_BY_ONLY_IF if only_if else frozenset())
