"""What a change does: proven the same, proven a change with its reasons, or for a person to decide.

The burden of proof lies on "the same": what says the same is proven by equal atoms, and by the few rules of typesetting
below; whatever is neither proven the same nor proven a change is left to a person, and the program says so.

"Share the code." stands word for word in "You must not share the code."; what stands round it decides what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from inforce.wording.alignment import Alignment, Passage, Run, align
from inforce.wording.atoms import Side
from inforce.wording.compared_text import ComparedText, Sentence, compared
from inforce.wording.language import ENGLISH, Language, stem
from inforce.wording.opposite import cancelled, turned
from inforce.wording.proofs import Hunk, Proof, Within, proofs
from inforce.wording.quantities import multiples
from inforce.wording.reasons import Reason, Significance, State
from inforce.wording.strength import commands

_SHORTEST_COMPOUND: Final = 3  # letters of each of two words that may be written as one
_FEWEST_INITIALS: Final = 2
_SAYS_SOMETHING: Final = 2  # words; a sentence of fewer is no rule by itself


class Verdict(NamedTuple):
    """What the program can say of two texts, and its reasons, in the order of the text."""

    alignment: Alignment
    reasons: tuple[Reason, ...]

    @property
    def state(self) -> State | None:
        """The gravest state of any place; None where not even a letter or a mark differs."""
        if self.reasons:
            return max(reason.state for reason in self.reasons)
        return State.OTHERWISE if self.alignment.hunks else None

    @property
    def says_the_opposite(self) -> bool:
        """Whether a clause says the opposite of what it said."""
        return any(reason.what is Significance.TURNED for reason in self.reasons)


def judge(theirs: ComparedText, ours: ComparedText) -> Verdict:
    """Return what *ours* changes of *theirs*."""
    alignment = align(theirs, ours)
    known = _said_in_hunks(alignment.passages, theirs.language)
    reasons = [reason for passage in alignment.passages for reason in _of_passage(passage, theirs, ours, known)]
    whole = all(
        len(passage.bead.theirs) == len(passage.bead.ours) == 1 and not passage.bead.moved
        for passage in alignment.passages
    )
    if not whole:  # labels follow from what came and went
        reasons = [reason for reason in reasons if reason.what is not Significance.LABEL]
    return Verdict(alignment, tuple(reasons))


def _said_in_hunks(passages: Sequence[Passage], language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Return what stands in the hunks of each side, forms of a word as one."""
    sides = (
        [(one.theirs, a) for one in passages for a, _ in one.hunks],
        [(p.ours, b) for p in passages for _, b in p.hunks],
    )
    one, other = (frozenset(stem(atoms[at].key, language) for atoms, run in side for at in run) for side in sides)
    return one, other


def _of_passage(
    passage: Passage, theirs: ComparedText, ours: ComparedText, known: tuple[frozenset[str], frozenset[str]]
) -> Iterator[Reason]:
    bead = passage.bead
    if passage.is_kept:
        return
    if not bead.theirs or not bead.ours:
        yield _came_or_went(passage, theirs, ours, known[1 if bead.theirs else 0])
        return
    spans = _words_of(bead.theirs), _words_of(bead.ours)
    if bead.moved:
        words = theirs.between(spans[0].start, spans[0].stop)
        yield Reason(Significance.MOVED, State.MEANING if theirs.language.known else State.OTHER_WORDS, words, *spans)
    if (len(bead.theirs), len(bead.ours)) != (1, 1):
        yield Reason(Significance.JOINED, State.OTHER_WORDS, "", *spans)
    elif bead.theirs[0].label != bead.ours[0].label:
        yield Reason(Significance.LABEL, State.OTHER_WORDS, bead.ours[0].label, *_label_places(passage))
    if passage.hunks:
        yield from _of_hunks(Within(passage, theirs, ours))


def _words_of(sentences: Sequence[Sentence]) -> range:
    return range(sentences[0].words.start, sentences[-1].words.stop)


def _label_places(passage: Passage) -> Run:
    """Return the words before the first atom of both: labels, and the marks behind them."""
    one, other = passage.bead.theirs[0], passage.bead.ours[0]
    return (
        range(one.words.start, one.atoms[0].start if one.atoms else one.words.stop),
        range(other.words.start, other.atoms[0].start if other.atoms else other.words.stop),
    )


def _came_or_went(passage: Passage, theirs: ComparedText, ours: ComparedText, known: frozenset[str]) -> Reason:
    """Say that a sentence came or went; one that has the words of a part of another is perhaps no more than that."""
    dropped = bool(passage.bead.theirs)
    sentence = (passage.bead.theirs or passage.bead.ours)[0]
    text = theirs if dropped else ours
    least = 1 if sentence.has_bullet else _SAYS_SOMETHING
    says = [atom for atom in sentence.atoms if atom.says]
    enough = len(says) >= least or commands(sentence.atoms, text.language)
    enough = enough and not known.issuperset(stem(atom.key, text.language) for atom in says)
    enough = enough and sentence.atoms[-1].value != ":"
    return Reason(
        Significance.DROPPED if dropped else Significance.ADDED,
        State.MEANING if enough else State.OTHER_WORDS,
        text.between(sentence.words.start, sentence.words.stop),
        sentence.words if dropped else range(0),
        range(0) if dropped else sentence.words,
    )


def _of_hunks(within: Within) -> Iterator[Reason]:
    reasons: list[Reason] = []
    for run in within.passage.hunks:
        reasons += _of_hunk(Hunk(within, run))
    if within.moved and not any(reason.state is State.MEANING for reason in reasons):
        listed = list(_listed(within))
        told = {(reason.theirs, reason.ours) for reason in listed}
        reasons = [*(reason for reason in reasons if (reason.theirs, reason.ours) not in told), *listed]
    gone = cancelled(within) if any(reason.state is State.MEANING for reason in reasons) else frozenset[Significance]()
    if any(reason.what in gone for reason in reasons):
        reasons = [
            reason._replace(what=Significance.WORDS, state=State.OTHER_WORDS) if reason.what in gone else reason
            for reason in reasons
        ]
    elif found := list(turned(within)):
        spans = [_spans(Hunk(within, run)) for run in found]
        theirs, ours = (range(spans[0][side].start, spans[-1][side].stop) for side in (0, 1))
        reasons.append(Reason(Significance.TURNED, State.MEANING, "", theirs, ours))
    yield from reasons


def _listed(within: Within) -> Iterator[Reason]:
    """Find items of a list that came or went while others changed places."""
    says = {x.key for x in (*within.one, *within.other) if x.says}
    lost, gained = (
        [key for key in side - within.moved if key in says] for side in (within.lost(), within.gained())
    )  # fmt: skip
    joined = all(any(x.kind == "join" for x in side) for side in (within.one, within.other))
    if within.bent or bool(lost) == bool(gained) or not joined:
        return
    what = Significance.DROPPED if lost else Significance.ADDED
    for run in within.passage.hunks:
        hunk = Hunk(within, run)
        if shown := [x for x in (hunk.a if lost else hunk.b) if x.key in (lost or gained)]:
            yield _reason(hunk, Proof(what, shown) if lost else Proof(what, (), shown))


def _of_hunk(hunk: Hunk) -> Iterator[Reason]:
    if _written_otherwise(hunk):
        return
    one, other = _sides(hunk)
    if _stands_for_initials(hunk.places[0], one, other) or _stands_for_initials(hunk.places[1], other, one):
        yield _undecided(hunk, Significance.INITIALS)
        return
    proven = _each_once(list(proofs(hunk)))
    if not proven:
        yield _undecided(hunk, _why_undecided(hunk))
    yield from (_reason(hunk, proof) for proof in proven)


_BEFORE_OPPOSITE: Final = frozenset(
    {Significance.STRENGTH, Significance.CONDITION, Significance.LIMIT, Significance.AMOUNT}
)
"""Reasons that say more than that two words are opposites."""


_CAME_OR_WENT: Final = frozenset({Significance.ADDED, Significance.DROPPED})
_EXACT: Final = frozenset({Significance.NUMBER, Significance.DATE, Significance.CITATION, Significance.ADDRESS})


def _each_once(proven: list[Proof]) -> list[Proof]:
    """Tell what two proofs find in the same words once: "may" became "must not", "including" became "excluding"."""
    by = {proof.what: proof for proof in proven}
    strength, negation = by.get(Significance.STRENGTH), by.get(Significance.NEGATION)
    if strength and negation:
        sides = zip(strength[1:], negation[1:], strict=True)
        one, other = (sorted({*words, *nots}, key=lambda x: x.start) for words, nots in sides)
        both = Proof(Significance.STRENGTH, one, other)
        proven = [both if proof is strength else proof for proof in proven if proof is not negation]
    told = {x for one in proven if one.what in _CAME_OR_WENT for x in (*one.one, *one.other)}
    if told:
        proven = [one for one in proven if one.what not in _EXACT]
    if (condition := by.get(Significance.CONDITION)) and told == {*condition.one, *condition.other}:
        proven = [one for one in proven if one.what not in _CAME_OR_WENT]
    if opposite := by.get(Significance.OPPOSITE):
        shown = {*opposite.one, *opposite.other}
        within = {proof.what: {*proof.one, *proof.other} for proof in proven if {*proof.one, *proof.other} <= shown}
        says_more = any(what in _BEFORE_OPPOSITE and words == shown for what, words in within.items())
        if says_more or Significance.NEGATION in within:
            return [proof for proof in proven if proof is not opposite]
        return [proof for proof in proven if proof is opposite or proof.what not in within]
    return proven


def _sides(hunk: Hunk) -> tuple[Side, Side]:
    return hunk.within.one, hunk.within.other


def _reason(hunk: Hunk, proof: Proof) -> Reason:
    return Reason(proof.what, State.MEANING, _said(hunk.within, proof), *_spans(hunk))


def _undecided(hunk: Hunk, what: Significance) -> Reason:
    return Reason(what, State.OTHER_WORDS, "", *_spans(hunk))


def _said(within: Within, proof: Proof) -> str:
    """Return the words that a proof rests on, as they are written; each once."""
    found = [*_stretches(within.theirs, proof.one), *_stretches(within.ours, proof.other)]
    return ", ".join(dict.fromkeys(found))


def _stretches(text: ComparedText, side: Side) -> Iterator[str]:
    """Yield what is written where *side* stands, atoms that stand side by side together."""
    start = 0
    for at, atom in enumerate(side):
        if at + 1 == len(side) or side[at + 1].start not in (
            atom.start,
            atom.end,
        ):  # "built-in" is two atoms of one word
            run = _bare(side[start : at + 1])
            if run:
                yield " ".join(text.between(run[0].start, run[-1].end).split())
            start = at + 1


_CLOSING: Final = {"(": ")", "[": "]"}


def _bare(run: Side) -> Side:
    """Return what is said without the marks round it; a bracket stays whose other half stands within."""
    while run and "mark" in (run[0].kind, run[-1].kind):
        marks = [x.value for x in run if x.kind == "mark"]
        if _CLOSING.get(run[0].value) == run[-1].value and marks.count(run[-1].value) == 1:
            run = run[1:-1]
        elif run[0].kind == "mark" and _CLOSING.get(run[0].value) not in marks:
            run = run[1:]
        elif run[-1].kind == "mark" and run[-1].value not in map(_CLOSING.get, marks):
            run = run[:-1]
        else:
            break
    return run


def _spans(hunk: Hunk) -> Run:
    """Return the words that a hunk stands on, on both sides."""
    one, other = (_span(places, side) for places, side in zip(hunk.places, _sides(hunk), strict=True))
    return one, other


def _span(places: range, side: Side) -> range:
    if places:
        return range(side[places.start].start, side[places.stop - 1].end)
    at = side[places.start].start if places.start < len(side) else side[-1].end
    return range(at, at)


def _why_undecided(hunk: Hunk) -> Significance:
    atoms = (*hunk.a, *hunk.b)
    if not hunk.within.language.known:
        return Significance.LANGUAGE
    if all(x.kind == "mark" for x in atoms):
        return Significance.PUNCTUATION
    if all(x.kind == "mark" or hunk.within.moved.get(x.key) for x in atoms):
        return Significance.ORDER
    quantities = [x.value for x in atoms if x.kind == "quantity"]
    if len(quantities) == len(atoms) == 2 and multiples(quantities[0], quantities[1], hunk.within.language):
        return Significance.UNIT
    return Significance.WORDS


def _written_otherwise(hunk: Hunk) -> bool:
    """Whether a hunk is proven to be one thing written in two ways."""
    a, b = hunk.a, hunk.b
    if a and b:
        return _one_word(a, b) or _one_word(b, a) or _closed_up(a, b) or _for_each(hunk)
    (side, places), (beside, gap) = zip(_sides(hunk), hunk.places, strict=True)
    if not a:
        side, places, beside, gap = beside, gap, side, places
    if len(places) != 1:
        return False
    parted = beside[max(0, gap.start - 1) : gap.start + 1]
    hyphen = side[places.start].value == "-" and len(parted) == 2 and parted[0].start == parted[1].start
    return hyphen or _needless_stop(side, places, hunk.within.language) or _within_date(side, places.start)


def _for_each(hunk: Hunk) -> bool:
    """Whether "per" is put for the "a" of "£9 a year" or of "50p a page", or for the stroke of "mg/kg"."""
    language, start, stop = hunk.within.language, hunk.places[0].start, hunk.places[0].stop
    counted = hunk.within.one[max(0, start - 1)]
    each = {x.value for x in (*hunk.a, *hunk.b)}
    measured = counted.kind == "quantity" or ("/" in each and (counted.value,) in language.units)
    if not measured or not each <= language.words("per"):
        return False
    unit = language.unit_codes.get(counted.value.rpartition(" ")[2])
    paid = unit is not None and unit.dimension in ("sterling", "money")
    paid = paid and all(x.kind == "mark" for x in hunk.within.one[stop + 1 : stop + 2])  # not "the £50 a student paid"
    return any((paid and x.says) or (x.value,) in language.units for x in hunk.within.one[stop : stop + 1])


def _within_date(side: Side, at: int) -> bool:
    """Whether a comma stands between a day of the week and its date."""
    beside = [side[place].kind for place in (at - 1, at + 1) if 0 <= place < len(side)]
    if side[at].value != "," or beside != ["date", "date"]:
        return False
    return side[at - 1].value.isalpha() and not side[at + 1].value.isalpha()


def _needless_stop(side: Side, places: range, language: Language) -> bool:
    """Whether the full stop at *places* ends the sentence or stands behind an abbreviation: "Mr." is "Mr"."""
    at = places.start
    if side[at].value != "." or side[at].kind != "mark":
        return False
    return at + 1 == len(side) or (at > 0 and side[at - 1].value in language.words("abbreviation"))


def _one_word(parts: Side, whole: Side) -> bool:
    """Whether *parts* are the parts of one word with hyphens, and *whole* is it without."""
    if len(whole) != 1 or whole[0].kind != "word" or len(parts) < 2:
        return False
    hyphened = len({x.start for x in parts}) == 1
    broken = len(parts) == 3 and parts[1].value == "-"
    joined = "".join(x.value for x in parts if x.value != "-")
    return (hyphened or broken) and joined in (whole[0].value, whole[0].value.replace("'", ""))


def _closed_up(a: Side, b: Side) -> bool:
    """Whether two words that say something are written as one: "health care" and "healthcare"."""
    if not all(x.kind == "word" and x.says and x.value.isalpha() for x in (*a, *b)):
        return False
    if any(len(x.value) < _SHORTEST_COMPOUND for x in (*a, *b)):
        return False
    return "".join(x.value for x in a) == "".join(x.value for x in b)


def _stands_for_initials(run: range, whole: Side, beside: Side) -> bool:
    """Whether *run* is what initials beside it stand for: "trusted platform module (" before "TPM"."""
    if not run:
        return False
    if whole[run.stop - 1].value == "(" and run.stop + 1 < len(whole) and whole[run.stop + 1].value == ")":
        return True
    if any(_in_brackets(at, run, whole, beside) for at in run):
        return True
    letters = "".join(whole[at].value[0] for at in run if whole[at].kind == "word" and whole[at].says)
    if len(letters) < _FEWEST_INITIALS or any(whole[at].kind not in ("word", "mark") for at in run):
        return False
    near = [*range(max(0, run.start - 2), run.start), *range(run.stop, min(len(whole), run.stop + 3)), *run]
    short = {letters, letters[:-1] if len(letters) > _FEWEST_INITIALS else letters}
    return any(whole[at].kind == "word" and whole[at].value.rstrip("s") in short for at in near)


def _in_brackets(at: int, run: range, whole: Side, beside: Side) -> bool:
    """Whether initials in brackets at *at* stand for the words before them, and nothing else is in *run*.

    The other text has the words or the initials; a name that it has in neither way is an addition.
    """
    if whole[at].value != "(" or at + 2 >= len(whole) or whole[at + 2].value != ")":
        return False
    short = whole[at + 1].value.rstrip("s")
    named = range(max(0, at - len(short)), at)
    said = {*named, at + 1}
    spelt = "".join(whole[place].value[0] for place in named)
    if said.issubset(run) and not any(x.value.rstrip("s") == short for x in beside):
        return False
    return spelt == short and not any(whole[place].says for place in run if place not in said)


_LONGEST: Final = 400  # letters on either side that are looked at
_LIMITS_NOTHING: Final = frozenset({"after", "before", "during", "by", "also"})
"""Classes of conditions that say when; a sentence without them says the same of whom and whether."""
_IN_SPITE: Final = frozenset({"despite", "regardless", "irrespective", "notwithstanding", "in spite of", "even though"})
_ENDS = re.compile(r"[.!?\u3002][\"'\u2019\u201d)\]]*(?=\s)")
_GOES_ON = re.compile(r"[:,;(\u2013\u2014-]\s*\Z")
_NEXT_ITEM = re.compile(r"\n\s*(?=[^\W\d_a-z]|\(?\w{1,3}[.)]\s|[\u2022\u2013*-]\s)")
_CLAUSE = re.compile(r";|\n\s*\n")


def left_out(text: str, start: int, end: int, language: str = ENGLISH) -> tuple[str, str]:
    """Return what a passage at *start* to *end* of *text* leaves out: before it and after it in its sentence.

    Each is empty unless it has a word that is known in *language* for a negation or a condition. Of several clauses
    that stand before, the nearest counts, and what all of them hang on: what ends in a colon.
    """
    before, after = _before(text[max(0, start - _LONGEST) : start], text[start:end]), ""
    if not re.search(r"[.!?\u3002][\"'\u2019\u201d)\]]*\s*\Z", text[start:end]):
        after = _after(text[end : end + _LONGEST])
    return before if _weighs(before, language) else "", after if _weighs(after, language) else ""


def _before(text: str, passage: str) -> str:
    """Return the part of the sentence that ends where *passage* begins; empty where that begins a sentence."""
    sentence = text[max((match.end() for match in _ENDS.finditer(text)), default=0) :]
    new_line = sentence[len(sentence.rstrip(" \t")) - 1 :].startswith("\n")
    if new_line and passage[:1].isupper() and not _GOES_ON.search(sentence):
        return ""
    stem, colon, rest = sentence.rpartition(":")
    clause = _CLAUSE.split(rest)[-1]
    return " ".join(f"{stem}{colon} {clause}".split())


def _after(text: str) -> str:
    """Return the part of the sentence that begins where a passage ends."""
    ends = [match.end() for pattern in (_ENDS, _CLAUSE, _NEXT_ITEM) if (match := pattern.search(text))]
    return " ".join(text[: min(ends, default=len(text))].split())


def _weighs(text: str, language: str) -> bool:
    """Whether *text* has a word that turns or limits what stands beside it."""
    return any(
        atom.kind == "negation"
        or (atom.kind == "condition" and atom.cls not in _LIMITS_NOTHING and atom.value not in _IN_SPITE)
        or (atom.kind == "scope" and atom.cls == "only")
        or (atom.kind == "strength" and atom.cls == "forbid")
        for atom in compared(text, language).atoms
    )
