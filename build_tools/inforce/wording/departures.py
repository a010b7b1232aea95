"""Every place where a rule differs from the passage that it quotes: what, and how much it matters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from inforce.wording.alignment import Edit, align, phrases
from inforce.wording.atoms import Atom
from inforce.wording.compared_text import NO_TEXT, SENTENCE, ComparedText, compared, shortened_run
from inforce.wording.language import ENGLISH
from inforce.wording.reasons import Reason, Significance, State
from inforce.wording.verdict import judge
from inforce.wording.words import looks_equal, words

__all__ = [
    "DepartureClass",
    "Difference",
    "Significance",
    "SignificantChange",
    "apply",
    "differences",
    "places_that_differ",
]

_WORDS_OF_CONTEXT = 2
_SHORT_SENTENCE = 20  # words and marks
_SEAM = 64  # signs on either side that are looked at where two pieces of text meet


class DepartureClass(StrEnum):
    """What the program can say of a difference: written otherwise, other words, or that it touches the meaning."""

    TYPOGRAPHY = "typography"
    WORDING = "wording"
    MEANING = "meaning"


_CLASS: Final = {
    State.OTHERWISE: DepartureClass.TYPOGRAPHY,
    State.OTHER_WORDS: DepartureClass.WORDING,
    State.MEANING: DepartureClass.MEANING,
}


class SignificantChange(NamedTuple):
    """Why a difference is what it is: what it touches, or why it is left to a person, and the words of that."""

    kind: Significance
    words: str


Offsets = tuple[int, int]
"""Where words begin and end in their text; twice the same number where there are none."""


@dataclass(frozen=True)
class Difference:
    """A place where a rule has other words than its passage.

    *theirs* and *ours* are the words exactly as they stand in the passage and in the rule; one of them is empty
    where words were added or left out. *touches* says why it is of its class, *reverses* that a clause says the
    opposite, *moved* that the words of this sentence stand elsewhere in the other text.
    """

    theirs: str
    ours: str
    theirs_span: Offsets
    ours_span: Offsets
    kind: DepartureClass
    touches: tuple[SignificantChange, ...] = ()
    reverses: bool = False
    moved: bool = False
    passage: ComparedText = field(default=NO_TEXT, repr=False)
    rule: ComparedText = field(default=NO_TEXT, repr=False)
    theirs_words: range = field(default=range(0), repr=False)
    ours_words: range = field(default=range(0), repr=False)

    @property
    def theirs_in_context(self) -> str:
        """The words of the passage in one line, with a few words of the same sentence on either side."""
        return _in_context(self.passage, self.theirs_words)

    @property
    def ours_in_context(self) -> str:
        """The words of the rule in one line, with a few words of the same sentence on either side."""
        return _in_context(self.rule, self.ours_words)

    @property
    def in_short(self) -> tuple[str, str]:
        """The words of both in their sentences, where these are short, or else in context, shortened for a headline."""
        sides = (self.passage, self.theirs_words), (self.rule, self.ours_words)
        whole = [_short_sentence(*side) for side in sides]
        one, other = whole if all(whole) else [_with_context(*side) for side in sides]
        return shortened_run(self.passage, one), shortened_run(self.rule, other)


def differences(passage: str, rule: str, language: str = ENGLISH) -> tuple[Difference, ...]:
    """Return every place where *rule* differs from *passage* in more than typesetting, in order."""
    theirs, ours = compared(passage, language), compared(rule, language)
    if _typeset_alike(theirs, ours):
        return ()
    verdict = judge(theirs, ours)
    places = phrases(verdict.alignment.hunks, theirs)
    return tuple(
        _difference(place, found, theirs, ours)
        for place, found in zip(places, _dealt_out(verdict.reasons, places), strict=True)
    )


def places_that_differ(passage: str, rule: str) -> tuple[tuple[range, range], ...]:
    """Return the words of each of the `differences`, by number in *passage* and in *rule*; none of them is weighed."""
    theirs, ours = compared(passage), compared(rule)
    if _typeset_alike(theirs, ours):
        return ()
    return tuple(_words_of(place) for place in phrases(align(theirs, ours).hunks, theirs))


def _typeset_alike(theirs: ComparedText, ours: ComparedText) -> bool:
    return looks_equal(theirs.text, ours.text) or theirs.norms == ours.norms


def _words_of(group: Sequence[Edit]) -> tuple[range, range]:
    first, last = group[0], group[-1]
    return range(first.theirs.start, last.theirs.stop), range(first.ours.start, last.ours.stop)


def _dealt_out(reasons: Sequence[Reason], places: Sequence[Sequence[Edit]]) -> list[list[Reason]]:
    """Give each reason to the places whose words it rests on; to the nearest place, where it rests on none of them."""
    found: list[list[Reason]] = [[] for _ in places]
    spans = [_words_of(place) for place in places]
    for reason in reasons:
        held = [at for at, span in enumerate(spans) if _rests_on(reason, span)]
        for at in held or [_nearest(reason, spans)][: len(spans)]:
            found[at].append(reason)
    return found


def _rests_on(reason: Reason, span: tuple[range, range]) -> bool:
    return any(
        words.start < place.stop and place.start < words.stop
        for words, place in zip((reason.theirs, reason.ours), span, strict=True)
        if words and place
    )


def _nearest(reason: Reason, spans: Sequence[tuple[range, range]]) -> int:
    side = 0 if reason.theirs else 1
    at = (reason.theirs or reason.ours).start
    return min(range(len(spans)), key=lambda place: abs(spans[place][side].start - at), default=0)


def _difference(
    group: Sequence[Edit], reasons: Sequence[Reason], theirs: ComparedText, ours: ComparedText
) -> Difference:
    their_words, our_words = _words_of(group)
    state = max((reason.state for reason in reasons), default=State.OTHERWISE)
    grave = [reason for reason in reasons if reason.state is state and reason.what is not Significance.TURNED]
    return Difference(
        theirs=theirs.between(their_words.start, their_words.stop),
        ours=ours.between(our_words.start, our_words.stop),
        theirs_span=theirs.offsets(their_words.start, their_words.stop),
        ours_span=ours.offsets(our_words.start, our_words.stop),
        kind=_CLASS[state],
        touches=tuple(dict.fromkeys(SignificantChange(reason.what, reason.words) for reason in grave)),
        reverses=any(reason.what is Significance.TURNED for reason in reasons),
        moved=group[0].moved,
        passage=theirs,
        rule=ours,
        theirs_words=their_words,
        ours_words=our_words,
    )


def _in_context(text: ComparedText, places: range) -> str:
    wider = _with_context(text, places)
    return " ".join(text.between(wider.start, wider.stop).split())


def _short_sentence(text: ComparedText, places: range) -> range:
    """Return the sentence of words, but for its full stop, if it is short: "their plan" says little by itself."""
    for sentence in (one.words for one in text.sentences if len(one.words) <= _SHORT_SENTENCE):
        if sentence.start <= places.start and places.stop <= sentence.stop:
            return sentence[: -1 if text.norms[sentence.stop - 1] == "." else None]
    return range(0)


def _with_context(text: ComparedText, places: range) -> range:
    start, end = _reach(text, places.start, -1), _reach(text, places.stop, 1)
    if start == end:  # nothing stands here, and a sentence ends here: show what comes next, or else what went before
        end = _reach(text, places.stop, 1, into_next=True)
    if start == end:
        start = _reach(text, places.start, -1, into_next=True)
    around_start, around_end = _parted_by(text, start), _parted_by(text, end)
    if around_start:  # "Data Protection Act 1998" is not cut to "Protection Act 1998"
        start = around_start.start
    if around_end:
        end = around_end.end
    return range(start, end)


def _parted_by(text: ComparedText, place: int) -> Atom | None:
    """Return the words that belong together and that a cut at *place* would part."""
    at = bisect_left(text.atoms, place, key=lambda found: found.start) - 1
    return text.atoms[at] if at >= 0 and place < text.atoms[at].end else None


def _reach(text: ComparedText, place: int, step: int, *, into_next: bool = False) -> int:
    """Go from *place* over a few words and return where that ends: not beyond the sentence, nor on a mark.

    Nor on a part of what "and" or "or" joins: "Data Protection Act 1998", and not "… 1998 and human" of human rights.
    """
    joining = text.language.words("joining")
    reached, taken, at = place, 0, place
    last = 0 if step < 0 else len(text.words)
    while at != last and taken < _WORDS_OF_CONTEXT:
        if text.break_before(at) == SENTENCE and not (into_next and at == place):
            break
        word = text.words[at + min(step, 0)]
        if word.norm.lower() in joining and not into_next and at != last:
            break
        at += step
        if not word.mark:
            reached, taken = at, taken + 1
    return reached


def apply(passage: str, differences: Sequence[Difference]) -> str:
    """Return *passage* with the *differences* put into it: the rule that they were found in.

    The words and marks of the result are those of the rule, one for one, up to the table of `typesetting`; where
    the rule is typeset as the passage is outside the differences, it is the rule to the letter.
    """
    out: list[str] = []
    place, ours_until = 0, -1
    for difference in differences:
        start, end = difference.theirs_span
        start -= len(_space_before(passage[place:], start - place))
        end += len(_space_after(passage, end))
        first, last = difference.ours_span
        before = "" if difference.ours_words.start == ours_until else _space_before(difference.rule.text, first)
        _append(out, passage[place:start])
        _append(out, before + difference.ours + _space_after(difference.rule.text, last))
        place, ours_until = end, difference.ours_words.stop
    _append(out, passage[place:])
    return "".join(out)


def _space_before(text: str, place: int) -> str:
    return text[len(text[:place].rstrip()) : place]


def _space_after(text: str, place: int) -> str:
    return text[place : len(text) - len(text[place:].lstrip())]


def _append(out: list[str], piece: str) -> None:
    """Add *piece*, with a space before it where it would grow together with the words before."""
    if not piece:
        return
    tail, head = "".join(out[-3:])[-_SEAM:], piece[:_SEAM]
    if any(word.start < len(tail) < word.end for word in words(tail + head)):
        out.append(" ")
    out.append(piece)
