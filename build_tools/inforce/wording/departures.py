"""Every place where a rule differs from the passage that it quotes: what, and how much it matters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from inforce.wording.alignment import Hunk, align, phrases
from inforce.wording.classes import DepartureClass, Touch, weigh
from inforce.wording.compared_text import NO_TEXT, SENTENCE, ComparedText, compared
from inforce.wording.lexicon import Significant
from inforce.wording.shortened import shortened_run
from inforce.wording.typesetting import looks_equal
from inforce.wording.words import words

__all__ = ["DepartureClass", "Difference", "Touch", "apply", "differences", "places_that_differ"]

_WORDS_OF_CONTEXT = 2
_SEAM = 64  # signs on either side that are looked at where two pieces of text meet

Offsets = tuple[int, int]
"""Where words begin and end in their text; twice the same number where there are none."""


@dataclass(frozen=True)
class Difference:
    """A place where a rule has other words than its passage.

    *theirs* and *ours* are the words exactly as they stand in the passage and in the rule; one of them is empty
    where words were added or left out. *touches* says what makes it a change of meaning; *reverses* that it turns
    the meaning round; *moved* that the words of this sentence stand elsewhere in the other text.
    """

    theirs: str
    ours: str
    theirs_span: Offsets
    ours_span: Offsets
    kind: DepartureClass
    touches: tuple[Touch, ...] = ()
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
    def theirs_in_short(self) -> str:
        """The words of the passage in their context; of very many, those that a headline has room for."""
        return shortened_run(self.passage, _with_context(self.passage, self.theirs_words))

    @property
    def ours_in_short(self) -> str:
        """The words of the rule in their context; of very many, those that a headline has room for."""
        return shortened_run(self.rule, _with_context(self.rule, self.ours_words))


def differences(passage: str, rule: str) -> tuple[Difference, ...]:
    """Return every place where *rule* differs from *passage* in more than typesetting, in order."""
    theirs, ours = compared(passage), compared(rule)
    return tuple(_difference(group, theirs, ours) for group in _groups(theirs, ours))


def places_that_differ(passage: str, rule: str) -> tuple[tuple[range, range], ...]:
    """Return the words of each of the `differences`, by number in *passage* and in *rule*; none of them is weighed."""
    theirs, ours = compared(passage), compared(rule)
    return tuple(_words_of(group) for group in _groups(theirs, ours))


def _groups(theirs: ComparedText, ours: ComparedText) -> Iterator[tuple[Hunk, ...]]:
    if looks_equal(theirs.text, ours.text) or theirs.norms == ours.norms:
        return iter(())
    return _places(theirs, ours)


def _words_of(group: Sequence[Hunk]) -> tuple[range, range]:
    first, last = group[0], group[-1]
    return range(first.theirs.start, last.theirs.stop), range(first.ours.start, last.ours.stop)


def _places(theirs: ComparedText, ours: ComparedText) -> Iterator[tuple[Hunk, ...]]:
    """Group the places that differ into departures, words that are only written otherwise among them."""
    pending: tuple[Hunk, ...] = ()
    for group in _with_written_otherwise(phrases(align(theirs, ours), theirs), theirs, ours):
        if pending and _adjoin(pending[-1], group[0]):
            pending += group
        else:
            if pending:
                yield pending
            pending = group
    if pending:
        yield pending


def _with_written_otherwise(
    groups: Sequence[tuple[Hunk, ...]], theirs: ComparedText, ours: ComparedText
) -> Iterator[tuple[Hunk, ...]]:
    """Put between the *groups* each word that is paired with the same word written otherwise."""
    end = Hunk(range(len(theirs.keys), len(theirs.keys)), range(len(ours.keys), len(ours.keys)))
    one, other = 0, 0
    for group in [*groups, (end,)]:
        for place, beside in zip(range(one, group[0].theirs.start), range(other, group[0].ours.start), strict=True):
            if theirs.norms[place] != ours.norms[beside]:
                yield (Hunk(range(place, place + 1), range(beside, beside + 1)),)
        if group[0] is not end:
            yield group
        one, other = group[-1].theirs.stop, group[-1].ours.stop


def _adjoin(one: Hunk, other: Hunk) -> bool:
    """Whether no word lies between two changes, so that they are one; a moved sentence stays by itself."""
    if one.moved or other.moved:
        return False
    return one.theirs.stop == other.theirs.start and one.ours.stop == other.ours.start


def _difference(group: Sequence[Hunk], theirs: ComparedText, ours: ComparedText) -> Difference:
    their_words, our_words = _words_of(group)
    weight = weigh(group, theirs, ours)
    return Difference(
        theirs=theirs.between(their_words.start, their_words.stop),
        ours=ours.between(our_words.start, our_words.stop),
        theirs_span=theirs.offsets(their_words.start, their_words.stop),
        ours_span=ours.offsets(our_words.start, our_words.stop),
        kind=weight.kind,
        touches=weight.touches,
        reverses=weight.reverses,
        moved=group[0].moved,
        passage=theirs,
        rule=ours,
        theirs_words=their_words,
        ours_words=our_words,
    )


def _in_context(text: ComparedText, places: range) -> str:
    wider = _with_context(text, places)
    return " ".join(text.between(wider.start, wider.stop).split())


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


def _parted_by(text: ComparedText, place: int) -> Significant | None:
    """Return the words that belong together and that a cut at *place* would part."""
    at = bisect_left(text.significant, place, key=lambda found: found.start) - 1
    return text.significant[at] if at >= 0 and place < text.significant[at].end else None


def _reach(text: ComparedText, place: int, step: int, *, into_next: bool = False) -> int:
    """Go from *place* over a few words and return where that ends: not beyond the sentence, nor on a mark."""
    reached, taken, at = place, 0, place
    last = 0 if step < 0 else len(text.words)
    while at != last and taken < _WORDS_OF_CONTEXT:
        if text.breaks[at] == SENTENCE and not (into_next and at == place):
            break
        word = text.words[at + min(step, 0)]
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
