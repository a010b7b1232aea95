"""Proofs that a difference changes the meaning: one small function for each kind of proof, and the list of them.

A proof looks at one hunk, what was put for what within two passages that are each other, and names what it touches.
What none of them proves is not harmless: a person decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from inforce.wording.alignment import Passage, Run
from inforce.wording.atoms import Atom, Side
from inforce.wording.compared_text import ComparedText
from inforce.wording.language import Language, opposites, stem, turned_by_prefix
from inforce.wording.quantities import apart, limited, limits_alike, may_be_equal, multiples
from inforce.wording.reasons import Significance
from inforce.wording.strength import MUST, commands

_NEAR: Final = 0.7  # share of the shorter passage that has to stay for hunks to be one thing put for another
_SHORTEST_FAMILY: Final = 4  # letters that words of one family begin with
_SHORTEST_FORM: Final = 3  # letters of a word whose forms are looked for
_SMALL: Final = 2  # atoms; a hunk of as few is one thing put for another however little else stays
_PAIR: Final = 2  # atoms; words put for as many are looked at by themselves
_PHRASE: Final = 5  # atoms; the longest phrase that is looked at for terms
_RANGE: Final = re.compile(r"(?<=[\dk])-(?=\d)")  # of figures, and of times "on the clock"
_SAME_UNIT: Final = re.compile(r"(?<=\d) (\S+) (?=[\d.]+ \1(?!\S))")  # behind the first of two ends of a range
_NEW: Final = 2  # words that say something and stand nowhere on the other side, so that something was added


class Proof(NamedTuple):
    """That a change of meaning is proven: what it touches, and the atoms of theirs and of ours that show it."""

    what: Significance
    one: Side = ()
    other: Side = ()


@dataclass(frozen=True)
class Within:
    """Two passages that are each other, and what their hunks have in common."""

    passage: Passage
    theirs: ComparedText
    ours: ComparedText

    @property
    def language(self) -> Language:
        """The language of both."""
        return self.theirs.language

    @property
    def one(self) -> Side:
        """What theirs says."""
        return self.passage.theirs

    @property
    def other(self) -> Side:
        """What ours says."""
        return self.passage.ours

    def lost(self) -> Counter[str]:
        """What stands in a hunk of theirs, marks left out."""
        return Counter(self.one[at].key for a, _ in self.passage.hunks for at in a if self.one[at].kind != "mark")

    def gained(self) -> Counter[str]:
        """What stands in a hunk of ours, marks left out."""
        return Counter(self.other[at].key for _, b in self.passage.hunks for at in b if self.other[at].kind != "mark")

    def fresh(self, *, theirs: bool) -> Side:
        """Return what stands in the hunks of one side and did not only change its place."""
        side, at = (self.one, 0) if theirs else (self.other, 1)
        every = [side[place] for run in self.passage.hunks for place in run[at]]
        return [x for x in every if not self.moved.get(x.key)]

    @cached_property
    def moved(self) -> Counter[str]:
        """What stands in hunks on both sides: it only changed its place."""
        return self.lost() & self.gained()

    @cached_property
    def bent(self) -> frozenset[str]:
        """Words that stand in hunks on both sides in two forms, such as "share" and "sharing"."""
        lost, gained = self.lost() - self.moved, self.gained() - self.moved
        both = {self._stem(key) for key in lost} & {self._stem(key) for key in gained}
        return frozenset(
            key for key in (*lost, *gained) if self._stem(key) in both and key.isalpha() and len(key) >= _SHORTEST_FORM
        )

    def akin(self, one: str, other: str) -> bool:
        """Whether two words may be of one family: "complaint" and "complained", "decide" and "decision"."""
        least = max(_SHORTEST_FAMILY, min(len(one), len(other)) - 2)
        return self._stem(one) == self._stem(other) or (one.isalpha() and one[:least] == other[:least])

    def _stem(self, key: str) -> str:
        return stem(key, self.language)

    @cached_property
    def reordered(self) -> frozenset[int]:
        """The hunks from where a word that says something went to where it came, in whatever form."""
        went, came = (
            {self._stem(side[place].key): at for at, run in enumerate(runs) for place in run if side[place].says}
            for side, runs in zip((self.one, self.other), zip(*self.passage.hunks, strict=True), strict=True)
        )
        moved = [sorted((at, came[word])) for word, at in went.items() if came.get(word, at) != at]
        return frozenset(at for first, last in moved for at in range(first, last + 1))

    @cached_property
    def addressed_otherwise(self) -> bool:
        """Whether "you" is put for whoever is meant, or a command for what they must do, and not "your" for "their".

        Also where a verb is in another form: "we may require you" is "you may be required".
        """
        sides = self.fresh(theirs=True), self.fresh(theirs=False)
        named = any(x.says or x.key in self.bent or x.cls == "require" for side in sides for x in side)
        return named or commands(self.one, self.language) != commands(self.other, self.language)

    @cached_property
    def forbids_alike(self) -> bool:
        """Whether both forbid, each in its words: "must not go in", "is not allowed in", "is forbidden to go in"."""
        return all(_forbids_once(side, self.language) for side in (self.one, self.other))

    @cached_property
    def negates_alike(self) -> bool:
        """Whether both negate, in other words: "nothing here affects it" is "this does not affect it"."""
        fresh = self.fresh(theirs=True), self.fresh(theirs=False)
        if not all(any(x.kind == "negation" for x in side) for side in fresh):
            return False
        return self.reworded or self.negate_a_clause

    @cached_property
    def compares(self) -> bool:
        """Whether an "only" or a "not" went where a "more than" or "rather than" came, or the other way."""
        sides = self.fresh(theirs=True), self.fresh(theirs=False)
        focus, than = self.language.words("focus"), self.language.words("comparing")
        return any(
            any(x.value in than or x.cls == "instead" for x in one)
            and any(x.value in focus or x.kind == "negation" for x in other)
            for one, other in (sides, sides[::-1])
        )

    @cached_property
    def reworded(self) -> bool:
        """Whether words that say something came or went, in no other form."""
        sides = self.fresh(theirs=True), self.fresh(theirs=False)
        return any(x.says and x.key not in self.bent for side in sides for x in side)

    @cached_property
    def negate_a_clause(self) -> bool:
        """Whether both have one negation, of a clause and not of a word."""
        return all(_negates_whole(side, self.language) for side in (self.one, self.other))

    @cached_property
    def kept(self) -> float:
        """Which share of what the shorter of both says stands on the other side too, from 0 to 1.

        In whatever form; and a figure put for another of its unit, or a unit put for another, leaves the rest.
        """
        sides = self.one, self.other
        count: Callable[[Atom], bool] = _says if any(_says(x) for side in sides for x in side) else _is_word
        gone = [0, 0]
        for run in self.passage.hunks:
            fresh = [
                [x for x in side[at.start : at.stop] if count(x) and x.key not in self.bent]
                for side, at in zip(sides, run, strict=True)
            ]
            exact = [[limited(x.value)[1].partition(" ")[::2] for x in side if x.kind in _EXACT] for side in fresh]
            exchanged = max(
                (Counter(x[part] for x in exact[0]) & Counter(x[part] for x in exact[1])).total() for part in (0, 1)
            )
            gone = [before + len(side) - exchanged for before, side in zip(gone, fresh, strict=True)]
        said = [sum(map(count, side)) for side in sides]
        return min(whole - lost for whole, lost in zip(said, gone, strict=True)) / max(1, min(said))


def _says(atom: Atom) -> bool:
    return atom.says and atom.kind != "rate"  # "once a year" is a weight that stands in place of a word


def _is_word(atom: Atom) -> bool:
    return atom.kind != "mark"


def _negates_whole(side: Side, language: Language) -> bool:
    """Whether the one negation of *side* begins a clause, or stands with its verb: "nothing", "not"."""
    first, *more = (at for at, x in enumerate(side) if x.kind == "negation")
    begins = first == 0 or side[first - 1].kind in ("mark", "condition")
    value = side[first].value
    with_verb = value == "not" or side[first].cls == "avoid"
    return not more and (with_verb or (begins and value in language.words("negative-subject")))


def _forbids_once(side: Side, language: Language) -> bool:
    """Whether *side* has one word that forbids, or one that does with the negation beside it, and no other like it."""
    turning = language.words("turning")
    weighs = [at for at, x in enumerate(side) if x.kind in ("strength", "negation") and x.value not in turning]
    if len(weighs) == 1:
        return side[weighs[0]].cls == "forbid" or (side[weighs[0]].value == "not" and commands(side, language))
    if len(weighs) != 2 or {side[at].kind for at in weighs} != {"strength", "negation"}:
        return False
    first, last = weighs
    beside = not any(x.says for x in side[first:last]) or (not first and side[first].kind == "negation")
    return beside and any(side[at].value.removesuffix(" to") in language.words("forbids-negated") for at in weighs)


@dataclass(frozen=True)
class Hunk:
    """What was put for what at one place of two passages."""

    within: Within
    places: Run

    @cached_property
    def a(self) -> Side:
        """What theirs says here."""
        return self.within.one[self.places[0].start : self.places[0].stop]

    @cached_property
    def b(self) -> Side:
        """What ours says here."""
        return self.within.other[self.places[1].start : self.places[1].stop]

    @cached_property
    def fresh(self) -> tuple[Side, Side]:
        """Both sides without what only changed its place; one word, or what weighs, put for another is seen whole."""
        weigh = max(len(self.a), len(self.b)) <= _PAIR and {x.kind for x in (*self.a, *self.b)} <= _BINDING
        if self.a and self.b and (weigh or len(self.a) == len(self.b) == 1):
            return self.a, self.b
        moved = self.within.moved
        return [x for x in self.a if not moved.get(x.key)], [x for x in self.b if not moved.get(x.key)]

    @cached_property
    def said(self) -> tuple[int, int]:
        """How many words on each side say something by themselves, and stand on the other side in no other form."""
        one, other = (sum(x.says and x.key not in self.within.bent for x in side) for side in self.fresh)
        return one, other

    @property
    def says_nothing(self) -> bool:
        """Whether no word here says something by itself."""
        return self.said == (0, 0)

    @cached_property
    def bends(self) -> bool:
        """Whether a word here stands on the other side in another form."""
        return any(x.key in self.within.bent for side in self.fresh for x in side)

    @property
    def near(self) -> bool:
        """Whether the passages are alike enough for this to be one thing put for another."""
        return self.within.kept >= _NEAR or max(len(self.a), len(self.b)) <= _SMALL

    @property
    def binds_alone(self) -> bool:
        """Whether nothing stands here but words that say how binding the rest is, and small ones: no "to", no verb."""
        language, sides = self.within.language, (self.within.one, self.within.other)
        here = [side[at : at + 2] for run, side in zip(self.places, sides, strict=True) for at in run]
        if any(x.kind != "strength" and (x.says or x.kind == "direction") for x, *_ in here):
            return False
        strong = [(x, after) for x, *after in here if x.kind == "strength"]
        happened = any(y.value in language.words("past") for _, after in strong for y in after)  # "it may have left"
        return not happened and all(language.levels.get(x.value, language.levels.get(x.cls)) for x, _ in strong)

    def of(self, kind: str) -> tuple[list[Atom], list[Atom]]:
        """Return the atoms of a *kind* on both sides that did not only change their place."""
        return [x for x in self.fresh[0] if x.kind == kind], [x for x in self.fresh[1] if x.kind == kind]


_BINDS: Final = frozenset({MUST, "require"})
_BINDING: Final = frozenset({"strength", "negation"})
_EXACT: Final = {
    "quantity": Significance.NUMBER,
    "date": Significance.DATE,
    "law": Significance.CITATION,
    "ref": Significance.ADDRESS,
}
_CLASSED: Final = {
    "strength": Significance.STRENGTH,
    "condition": Significance.CONDITION,
    "scope": Significance.SCOPE,
    "amount": Significance.AMOUNT,
    "limit": Significance.LIMIT,
    "rate": Significance.RATE,
    "direction": Significance.DIRECTION,
    "person": Significance.PERSON,
}


def exact_changed(hunk: Hunk) -> Iterator[Proof]:
    """Find a quantity, date, law or address that is another one, or that came or went."""
    if not hunk.near:
        return
    years = [[x for x in side if x.value.isdigit()] for side in hunk.of("date")]
    for kind, what in _EXACT.items():
        one, other = hunk.of(kind)
        if kind == "quantity" and bool(one) != bool(other):  # a year by itself may be a number as well
            one, other = one or years[0], other or years[1]
        if one and other:
            if _ends(one) != _ends(other) and not any(_may_agree(x, y, hunk) for x in one for y in other):
                yield Proof(what, one, other)
        elif (one or other) and _stands_alone(hunk, kind, one or other):
            counts = kind == "quantity" and [_counting(x, hunk.within.language, one or other) for x in hunk.fresh]
            yield Proof(what, one or counts[0], other or counts[1]) if counts else Proof(what, one, other)


def _ends(found: Side) -> str:
    """Return values with the ends of a range apart: "5 to 10 g", "between 5 and 10 g", "5 g to 10 g" agree."""
    return _SAME_UNIT.sub(" ", _RANGE.sub(" ", " ".join(x.value for x in found)))


def _stands_alone(hunk: Hunk, kind: str, found: list[Atom]) -> bool:
    """Whether a quantity or date that has none beside it is a change, and not a number said in other words."""
    beside = hunk.fresh[1] if found[0] in hunk.fresh[0] else hunk.fresh[0]
    if kind == "quantity" and _counting(beside, hunk.within.language, found):
        return True
    if kind == "law":  # another name for it would stand in its place
        return not (hunk.a and hunk.b) and not any(key.startswith("law:") for key in _elsewhere(hunk, found))
    if kind not in ("quantity", "date") or _said_elsewhere(hunk, found):
        return False
    if not (hunk.a and hunk.b):
        return True
    kinds = {x.kind for side in hunk.fresh for x in side}
    counted = kinds & {"law", "date", "quantity", "amount", "rate", "word"}
    return max(hunk.said) <= _NEW and counted == {kind}


def _counting(side: Side, language: Language, beside: Side) -> list[Atom]:
    """Return what counts without a figure, and is no number *beside* it: "half of", "twice", "one"."""
    given = [limited(x.value)[1] for x in beside]
    numbers = {value.split()[0] for value in given}
    counts = (x for x in side if x.kind in ("amount", "rate") or x.value in language.words("one"))
    return [
        x
        for x in counts
        if _TIMES.get(x.cls or x.value) not in numbers and not any(multiples(v, f"1 {x.cls}", language) for v in given)
    ]


# "two drills a year" are "a drill twice a year", and "every twelve months" is "once a year"
_TIMES: Final = {"twice": "2", "thrice": "3", "one": "1"}


def _elsewhere(hunk: Hunk, found: list[Atom]) -> Counter[str]:
    """Return what went elsewhere where this came, and came where this went."""
    return hunk.within.gained() if found[0] in hunk.fresh[0] else hunk.within.lost()


def _said_elsewhere(hunk: Hunk, found: list[Atom]) -> bool:
    """Whether what came or went here went or came elsewhere in the sentence, with the same limit or without one."""
    beside = _elsewhere(hunk, found)
    there = [limited(apart(key.partition(":")[2])) for key in beside if key.startswith(f"{found[0].kind}:")]
    here = [limited(apart(x.value)) for x in found]
    return all(
        any(mine[1] == his[1] and (not (mine[0] and his[0]) or limits_alike(mine[0], his[0])) for his in there)
        for mine in here
    )


def _may_agree(one: Atom, other: Atom, hunk: Hunk) -> bool:
    """Whether two atoms of one kind may say the same, with its limit in other words: "below the age of 16"."""
    mine, his = limited(one.value), limited(other.value)
    if mine[1] == his[1] and bool(mine[0]) != bool(his[0]):
        beside = [x for x in hunk.fresh[1 if mine[0] else 0] if x.kind != "mark" and x.kind not in _EXACT]
        above = (mine[0] or his[0])[0] == ">"  # "older than a year" is "after a year", and "within a year" is not
        return any(x.cls != "after" or above for x in beside)
    return agree(one, other, hunk.within.language)


def agree(one: Atom, other: Atom, language: Language) -> bool:
    """Whether two atoms of one kind may say the same, one of them with less: then nothing is proven."""
    if one.kind == "law":
        return _shortens(one.value, other.value) or _shortens(other.value, one.value)
    if one.kind == "quantity":
        return may_be_equal(one.value, other.value, language)
    return False


def _shortens(short: str, law: str) -> bool:
    """Whether *short* is the beginning of what *law* is called, or its initials; a point of it is another place."""
    rest = law.removeprefix(f"{short} ")
    begins = rest != law and rest[0] != "(" and not short[-1].isdigit()
    return begins or short == "".join(word[0] for word in law.split() if word.isalpha())


def unit_changed(hunk: Hunk) -> Iterator[Proof]:
    """Find a unit put for another of the same kind, without a figure: "£5 a month" became "£5 a year"."""
    if len(hunk.a) == len(hunk.b) == 1:
        one, other = (hunk.within.language.units.get((x.value,)) for x in (hunk.a[0], hunk.b[0]))
        if one and other and one.dimension == other.dimension and one.code != other.code:
            yield Proof(Significance.NUMBER, hunk.a, hunk.b)


def class_changed(hunk: Hunk) -> Iterator[Proof]:
    """Find a word that weighs put for one of another class, or one that came or went and counts by itself."""
    if not hunk.near:
        return
    for kind, what in _CLASSED.items():
        one, other = hunk.of(kind)
        if (not one and not other) or _says_alike(kind, [*one, *other], hunk):
            continue
        if kind == "strength" and _binds_anyway(hunk):
            one, other = ([x for x in side if x.cls not in _BINDS] for side in (one, other))
        lost = Counter(x.cls for x in one) - Counter(x.cls for x in other)
        gained = Counter(x.cls for x in other) - Counter(x.cls for x in one)
        shown: tuple[Side, Side] = [x for x in one if x.cls in lost], [x for x in other if x.cls in gained]
        if kind == "condition" and not (hunk.a and hunk.b):
            shown = _phrase(hunk.a, hunk), _phrase(hunk.b, hunk)
        if lost and gained:
            if abs(len(hunk.a) - len(hunk.b)) <= _SMALL:
                yield Proof(what, *shown)
        elif _counts_alone(hunk, kind, lost | gained):
            yield Proof(what, *shown)


def _says_alike(kind: str, atoms: list[Atom], hunk: Hunk) -> bool:
    """Whether the classes of words prove nothing here: "may" and "can" permit, "from doing" is no way from a place.

    Nor do "all" and "any", "shall" and "will", "may not" and "must not".
    """
    language, classes = hunk.within.language, {x.cls for x in atoms}
    if kind == "amount":  # "report all accidents", "report any accident"; "not all have to", "some do not have to"
        return classes == {"all", "any"} or any(x.kind == "negation" for side in hunk.fresh for x in side)
    if kind != "strength":
        bends = kind in ("direction", "condition") and hunk.bends  # "if you have taken it", "after taking it"
        return bends or (kind == "person" and hunk.within.addressed_otherwise)
    if hunk.within.forbids_alike or classes == _BINDS or {x.value for x in atoms} <= language.words("promises"):
        return True
    if _frees(atoms, hunk.within):
        return True
    permits = 1 < len(classes & {"can", "may", "allow"}) == len(classes)
    return permits and all(language.levels.get(x.value, "may") for x in atoms)


def _frees(atoms: list[Atom], within: Within) -> bool:
    """Whether a duty that is negated apart from its verb stands for one that is not there: "no need to", "need not"."""
    duties = [x for x in atoms if x.cls != "unneeded"]
    forbids = within.language.words("forbids-negated")
    if len(duties) == len(atoms) or any(x.cls not in _BINDS or x.value in forbids for x in duties):
        return False
    return any(x.kind == "negation" for theirs in (True, False) for x in within.fresh(theirs=theirs))


def _counts_alone(hunk: Hunk, kind: str, classes: Counter[str]) -> bool:
    if max(hunk.said) > 1 or not hunk.within.language.single.get(kind, frozenset()) & set(classes):
        return False
    if (classes.keys() == {"both"} and _leads_to_and(hunk)) or _stands_elsewhere(hunk, kind, classes):
        return False
    negated = any(x.kind in ("negation", "limit") for x in (*hunk.a, *hunk.b))  # "only as long as": "no longer than"
    if hunk.a and hunk.b and (not hunk.says_nothing or negated):
        return False
    if kind != "strength":
        return True
    return hunk.binds_alone and not _repeats(hunk, classes)


def _repeats(hunk: Hunk, classes: Collection[str]) -> bool:
    """Whether what came or went behind an "and" stands before it in the sentence: "must be clean and (must be) dry"."""
    whole, run = (hunk.within.one, hunk.places[0]) if hunk.places[0] else (hunk.within.other, hunk.places[1])
    before = whole[: run.start]
    joined = [x.kind for x in (*before[-1:], *whole[run.start : run.start + 1])]
    return "join" in joined and not {x.cls for x in before if x.kind == "strength"}.isdisjoint(classes)


def _stands_elsewhere(hunk: Hunk, kind: str, classes: Collection[str]) -> bool:
    """Whether what came here may stand elsewhere in words that weigh alike: "you need not" became "it is optional"."""
    other = hunk.within.fresh(theirs=not hunk.of(kind)[0])
    beside = {x.cls for x in other}
    much = {"scope", "amount"}  # "in most cases" may be "usually"
    said = (kind in much and not much.isdisjoint(x.kind for x in other)) or not beside.isdisjoint(classes)
    return said or ("may" in classes and "unneeded" in beside) or _in_a_noun(hunk, kind, other)


def _in_a_noun(hunk: Hunk, kind: str, other: Side) -> bool:
    """Whether what came here went elsewhere as a word of the same family: "they are required", "a requirement"."""
    within = hunk.within
    text, here = (within.theirs, hunk.of(kind)[0]) if hunk.of(kind)[0] else (within.ours, hunk.of(kind)[1])
    words = [text.norms[at].lower() for x in here for at in range(x.start, x.end)]
    return any(within.akin(word, x.value) for word in words for x in other if x.says)


def _leads_to_and(hunk: Hunk) -> bool:
    """Whether an "and" follows in the clause, and a "both" may stand for nothing more than that: "both A and B"."""
    behind = takewhile(_is_word, hunk.within.one[hunk.places[0].stop :])
    return any(x.cls == "and" for x in behind)


def _binds_anyway(hunk: Hunk) -> bool:
    """Whether one of the sentences is a command, and binds without a "must"."""
    language = hunk.within.language
    return commands(hunk.within.one, language) != commands(hunk.within.other, language)


def term_changed(hunk: Hunk) -> Iterator[Proof]:
    """Find a term of law put for another, or one that came or went alone: whose and which information is meant.

    Other words in its place may say the same: "against the law" is "illegal".
    """
    size, (one, other) = max(len(hunk.a), len(hunk.b)), hunk.of("term")
    if not (one or other) or size > _PHRASE:
        return
    within = hunk.within
    fresh = within.fresh(theirs=False), within.fresh(theirs=True)
    against = fresh if size <= _PAIR and not hunk.bends else (within.other, within.one)
    lost, gained = (
        [
            x
            for x in side
            if not within.moved.get(x.key)
            and x.cls not in {y.cls for y in beside if y.kind == "term"}
            and not _in_other_form(x, new, within)
            and not _no_term(x, text, hunk)
        ]
        for side, beside, new, text in zip((one, other), against, fresh, (within.theirs, within.ours), strict=True)
    )
    sides = (lost, hunk.a, hunk.b) if lost else (gained, hunk.b, hunk.a)
    if (lost or gained) and ((lost and gained) or not _in_its_place(*sides)):
        yield Proof(Significance.SCOPE, lost, gained)


def _in_other_form(term: Atom, beside: Side, within: Within) -> bool:
    """Whether the words of a term stand beside in other forms: "in writing" and "write to us"."""
    first, *more = term.value.split()
    words = {first, *more} - within.language.words("function")
    forms = {stem(x.value, within.language).rstrip("e") for x in beside}
    return bool(more) and forms.issuperset(stem(word, within.language).rstrip("e") for word in words)


def _in_its_place(terms: list[Atom], side: Side, beside: Side) -> bool:
    """Whether other words stand where terms came or went: a word before the same word, if they stood before one.

    Or what binds: "it is necessary to" is "you must".
    """
    within = {word for x in terms for word in x.value.split()}  # "harm" for "significant harm"
    others = beside[-1:] if side[-1] is terms[-1] else beside
    return any((x.says and x.value not in within) or x.kind == "strength" for x in others)


def _no_term(atom: Atom, text: ComparedText, hunk: Hunk) -> bool:
    """Whether a term is the name of something, in capitals ("the LEGAL file"), or a verb ("must be informed")."""
    language, before = text.language, text.norms[max(0, atom.start - 1)].lower()
    told = before in language.words("be") and stem(atom.value, language) in language.verbs
    return told or (text.norms[atom.start].isupper() and not _in_capitals(hunk))


def negated(hunk: Hunk) -> Iterator[Proof]:
    """Find a negation that came or went, with nothing beside it."""
    one, other = hunk.fresh
    strength = [x for side in hunk.of("strength") for x in side]
    if _frees(strength, hunk.within) or negations(one, hunk.within.language) == negations(other, hunk.within.language):
        return
    if hunk.within.forbids_alike or hunk.within.negates_alike or hunk.within.compares:
        return
    alone = hunk.says_nothing and hunk.near
    alone = alone and not any(x.says and hunk.within.moved.get(x.key) for x in (*hunk.a, *hunk.b))
    if alone or _words_without(hunk.a, hunk.within.theirs) == _words_without(hunk.b, hunk.within.ours):
        shown = ([x for x in side if x.kind == "negation"] for side in (one, other))
        yield Proof(Significance.NEGATION, *shown)


def _words_without(side: Side, text: ComparedText) -> list[str]:
    """Return the words of *side* but for its negations: "where not possible" is "where possible" with one."""
    said = (text.norms[at].lower() for x in side if x.kind != "negation" for at in range(x.start, x.end))
    return list(said)


def negations(side: Side, language: Language) -> int:
    """Count negations; "neither ... nor" is one."""
    values = [x.value for x in side if x.kind == "negation"]
    return len(values) - all(word in values for word in language.words("double-negation"))


def choice_changed(hunk: Hunk) -> Iterator[Proof]:
    """Find "or" put for "and", or the other way: whether all of a list is asked for, or one of it."""
    if not hunk.near:
        return
    one, other = ([x for x in side if x.kind == "join"] for side in (hunk.a, hunk.b))
    values = {x.value for x in one}, {x.value for x in other}
    if all(values) and values[0] != values[1] and hunk.says_nothing:
        yield Proof(Significance.CHOICE, one, other)


def opposite_put(hunk: Hunk) -> Iterator[Proof]:
    """Find a word put for its opposite."""
    if not hunk.near:
        return
    language = hunk.within.language
    for x in hunk.fresh[0]:
        for y in hunk.fresh[1]:
            if "mark" not in (x.kind, y.kind) and are_opposites(x, y, language):
                yield Proof(Significance.OPPOSITE, (x,), (y,))


def are_opposites(one: Atom, other: Atom, language: Language) -> bool:
    """Whether the words of two atoms are opposites, nouns among them, or begin with parts that say the reverse."""
    if one.kind in _EXACT or other.kind in _EXACT:
        return False
    return bool(opposites(one.value, other.value, language)) or turned_by_prefix(one.value, other.value, language)


def words_came_or_went(hunk: Hunk) -> Iterator[Proof]:
    """Find words that say something and that the other side has nothing for, here or elsewhere in the sentence."""
    if not hunk.near:
        return
    within, dropped = hunk.within, bool(hunk.said[0]) or not hunk.b
    side, beside = hunk.fresh if dropped else hunk.fresh[::-1]
    whole, against = (within.one, within.other) if dropped else (within.other, within.one)
    shown = hunk.a if dropped else hunk.b
    if any(x.says and x.key not in within.bent for x in beside) or _is_subject(hunk, side, dropped=dropped):
        return
    if _amid_other_words(hunk, whole, 0 if dropped else 1) or _clause_for_clause(hunk, side, dropped=dropped):
        return
    if hunk.bends:  # only "and the auditor", with which "sign" became "signs"
        shown = [x for x in side if x.key not in within.bent]
        proven = any(x.says for x in shown) and shown[0].kind == "join"
    else:
        known = {word for x in against for word in (*x.value.split(), limited(x.value)[1])}
        begins = within.language.words("subordinate")
        new = sum(x.says and not any(within.akin(limited(x.value)[1], word) for word in known) for x in side)
        proven = new >= _NEW or (new > 0 and any(x.kind == "condition" or x.value in begins for x in side))
        proven = proven or _item(side, whole, hunk.places[0] if dropped else hunk.places[1])
    if proven:
        shown = _phrase(shown, hunk)
        yield Proof(Significance.DROPPED, shown) if dropped else Proof(Significance.ADDED, (), shown)


def _phrase(shown: Side, hunk: Hunk) -> Side:
    """Return all that stands between the first and the last of the words that came or went, as a reader would cut it.

    Not what stands for it on the other side ("permitted to copy and" became "allowed to"), nor an "of a" that only
    leads to what stayed, where another word does so there.
    """
    if not shown:
        return shown
    side, beside = (hunk.a, hunk.b) if shown[0] in hunk.a else (hunk.b, hunk.a)
    run = [x for x in side if shown[0].start <= x.start <= shown[-1].start]
    alike = {x.key for x in beside} | {x.cls for x in beside if x.cls}
    words = hunk.within.language.words
    ends = words("determiner") | words("joining") | (words("be") | words("preposition") if beside else frozenset())
    while run and run[0].kind != "mark" and not alike.isdisjoint((run[0].key, run[0].cls)):
        del run[0]
    while run and run[-1].value in ends:
        del run[-1]
    return run or shown


def _is_subject(hunk: Hunk, side: Side, *, dropped: bool) -> bool:
    """Whether a sentence only begins otherwise, also behind "Verify that": its subject may be said in another way."""
    places, whole = (hunk.places[0], hunk.within.one) if dropped else (hunk.places[1], hunk.within.other)
    begins = int(whole[0].kind == "word" and whole[0].end - whole[0].start > 1)
    named = hunk.within.language.words("determiner")  # "the following"
    starts = any(
        x.kind in ("mark", "join") or (x.kind == "condition" and (not at or whole[at - 1].value not in named))
        for at, x in enumerate(whole)
        if x in side
    )
    return places.start <= begins and not starts


def _amid_other_words(hunk: Hunk, whole: Side, side: int) -> bool:
    """Whether a word or two part these words from others that were put for others: the phrase is said anew."""
    run, runs = hunk.places[side], hunk.within.passage.hunks
    begins = whole[max(0, run.start - 1) : run.start + 1]
    if begins[0].kind == "mark" or begins[-1].kind in ("mark", "join", "condition"):
        return False
    at = runs.index(hunk.places)
    gaps = [range(a.stop, b.start) for a, b in pairwise(one[side] for one in runs[max(0, at - 1) : at + 2])]
    replaced = [bool(one[1 - side]) for one in (*runs[max(0, at - 1) : at], *runs[at + 1 : at + 2])]
    return any(
        both and len(gap) <= _PAIR and all(whole[place].kind != "mark" for place in gap)
        for gap, both in zip(gaps, replaced, strict=True)
    )


def _clause_for_clause(hunk: Hunk, side: Side, *, dropped: bool) -> bool:
    """Whether these words begin a clause, and as many came where they went, here or elsewhere in the sentence."""
    begins = hunk.within.language.words("subordinate")
    came, went = (
        sum(x.kind == "condition" or x.value in begins for x in one)
        for one in (side, hunk.within.fresh(theirs=not dropped))
    )
    return 0 < came <= went


def _item(side: Side, whole: Side, places: range) -> bool:
    """Whether *side* is an item of a list with what joins it: ", police", "and siblings", "or sandboxes"."""
    if len(side) < 2 or not any(x.says or x.kind == "condition" for x in side):
        return False
    first, last = side[0], side[-1]
    if "join" in (first.kind, last.kind):
        return True
    after = whole[places.stop : places.stop + 1]
    return first.value == "," and any(x.value == "," or x.kind == "join" for x in after)


def moved_within(hunk: Hunk) -> Iterator[Proof]:
    """Find a negation, or an "only", that stands in another place of the sentence."""
    moved, sides = hunk.within.moved, (*hunk.a, *hunk.b)
    if not (hunk.a and hunk.b) and not hunk.within.bent and not any(x.says or x.kind == "strength" for x in sides):
        one, other = ([x for x in side if x.kind == "negation" and moved.get(x.key)] for side in (hunk.a, hunk.b))
        if (one or other) and not (hunk.within.reworded and hunk.within.negate_a_clause):
            yield Proof(Significance.NEGATION, one, other)
    language = hunk.within.language
    focus = language.words("focus")
    one, other = ([x for x in side if moved.get(x.key) and x.value in focus] for side in (hunk.a, hunk.b))
    if (one or other) and _in_focus(hunk.within.one, language).isdisjoint(_in_focus(hunk.within.other, language)):
        yield Proof(Significance.SCOPE, one, other)


def _in_focus(side: Side, language: Language) -> frozenset[str]:
    """Return what an "only" of *side* may be said of: what it stands before, or behind at the end of a clause.

    Beside "may", "we" or "is" it may be any that follows: "you may only share it if they agree".
    """
    found = set[str]()
    for at in (at for at, x in enumerate(side) if x.value in language.words("focus")):
        rest, before = side[at + 1 :], side[max(0, at - 1) : at]
        if not rest or rest[0].kind == "mark":
            rest = side[:at][::-1]
        loose = any(x.kind in ("strength", "person") or x.value in language.words("be") for x in before)
        said = [x.key for x in rest if x.says or x.kind == "condition"]
        found.update(said if loose else said[:1])
    return frozenset(found)


def changed_places(hunk: Hunk) -> Iterator[Proof]:
    """Find two words that changed places round what stayed: who does what to whom, what goes from where to where."""
    one, other = hunk.within.one, hunk.within.other
    if hunk.places != hunk.within.passage.hunks[0] or len(one) != len(other):
        return
    apart = [at for at, (x, y) in enumerate(zip(one, other, strict=True)) if x.key != y.key]
    if len(apart) != 2:
        return
    a, b = apart
    if b == a + 1:
        return  # "different terms": an order of words
    listed = all(x.kind in ("join", "mark") or not x.says for x in one[a + 1 : b])
    listed = listed and any(x.kind in ("join", "mark") for x in one[a + 1 : b])
    crossed = one[a].key == other[b].key and one[b].key == other[a].key
    if crossed and one[a].says and one[b].says and not listed:
        yield Proof(Significance.EXCHANGED, (one[a], one[b]), (other[a], other[b]))


def name_changed(hunk: Hunk) -> Iterator[Proof]:
    """Find initials, a name or a code put for others: "the UK", "in Leeds", "HR-12"."""
    if len(hunk.a) != 1 or len(hunk.b) != 1 or {hunk.a[0].kind, hunk.b[0].kind} != {"word"} or _in_capitals(hunk):
        return
    theirs, ours = hunk.within.theirs, hunk.within.ours
    written = theirs.norms[hunk.a[0].start], ours.norms[hunk.b[0].start]
    start = hunk.places[0].start
    beside = [theirs.norms[x.start] for x in hunk.within.one[max(0, start - 2) : start + 3]]
    set_in_capitals = sum(word.isupper() and len(word) > 1 for word in beside) > 2  # a title, and no initials
    initials = not set_in_capitals and all(word.isupper() and len(word) > 1 for word in written)
    before = hunk.within.one[start - 1].value if start else ""
    named = all(word[0].isupper() for word in written) and before in hunk.within.language.words("preposition")
    figures = ["".join(filter(str.isdigit, word)) for word in written]
    if initials or named or (all(figures) and figures[0] != figures[1]):
        yield Proof(Significance.NAME, hunk.a, hunk.b)


def _in_capitals(hunk: Hunk) -> bool:
    """Whether the whole sentence is written in capitals, and so says nothing of which words are names."""
    return not any(hunk.within.theirs.norms[atom.start].islower() for atom in hunk.within.one)


def tense_changed(hunk: Hunk) -> Iterator[Proof]:
    """Find what was done put for what will be done, or the other way."""
    words = hunk.within.language.words
    for past, future in ((hunk.a, hunk.b), (hunk.b, hunk.a)):
        was = [x for x in past if x.value in words("past")]
        will = [x for x in future if x.value in words("future")]
        if was and will and hunk.near and hunk.says_nothing and not any(x.value in words("future") for x in past):
            yield Proof(Significance.TENSE, *((was, will) if past is hunk.a else (will, was)))


_PROOFS: Final[tuple[Callable[[Hunk], Iterator[Proof]], ...]] = (
    exact_changed,
    unit_changed,
    class_changed,
    term_changed,
    negated,
    choice_changed,
    opposite_put,
    words_came_or_went,
    moved_within,
    changed_places,
    name_changed,
    tense_changed,
)
_IN_ORDER: Final = frozenset({class_changed, negated, choice_changed, words_came_or_went})
"""What proves nothing in a sentence put in another order: "do not block A or B" is "A and B must not be blocked"."""


def proofs(hunk: Hunk) -> Iterator[Proof]:
    """Yield every proof that *hunk* changes the meaning."""
    reordered = hunk.within.passage.hunks.index(hunk.places) in hunk.within.reordered
    for find in _PROOFS:
        if not (reordered and find in _IN_ORDER):
            yield from find(hunk)
