"""Every place where a rule differs from the passage that it quotes: what, how much it matters, and whether declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from inforce.wording.alignment import Hunk, align, phrases
from inforce.wording.classes import DepartureClass, Touch, weigh
from inforce.wording.compared_text import NO_TEXT, SENTENCE, ComparedText, compared
from inforce.wording.typesetting import looks_equal
from inforce.wording.words import norms, words

__all__ = ["DepartureClass", "Difference", "Touch", "accounted", "apply", "differences", "unaccounted"]

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


def differences(passage: str, rule: str) -> tuple[Difference, ...]:
    """Return every place where *rule* differs from *passage* in more than typesetting, in order."""
    if looks_equal(passage, rule):
        return ()
    theirs, ours = compared(passage), compared(rule)
    if theirs.norms == ours.norms:
        return ()
    return tuple(_difference(group, theirs, ours) for group in _places(theirs, ours))


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
    their_words = range(group[0].theirs.start, group[-1].theirs.stop)
    our_words = range(group[0].ours.start, group[-1].ours.stop)
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
    start, end = _reach(text, places.start, -1), _reach(text, places.stop, 1)
    if start == end:  # nothing stands here, and a sentence ends here: show what comes next, or else what went before
        end = _reach(text, places.stop, 1, into_next=True)
    if start == end:
        start = _reach(text, places.start, -1, into_next=True)
    for name in text.significant:  # "Data Protection Act 1998" is not cut to "Protection Act 1998"
        if name.start < start < name.end:
            start = name.start
        if name.start < end < name.end:
            end = name.end
    return " ".join(text.between(start, end).split())


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


def accounted(differences: Sequence[Difference], declared: Sequence[tuple[str, str]]) -> tuple[int | None, ...]:
    """Return for each difference the position of the declared pair that accounts for it, or None.

    A pair is (ours, theirs) as an editor writes it: the words that differ, with or without words on either side
    that both texts share and that stand there. Words are held equal as in comparing, capitals included. One pair
    accounts for one place; pairs are dealt out so that as many places as possible are accounted for.
    """
    pairs = [(tuple(norms(ours)), tuple(norms(theirs))) for ours, theirs in declared]
    choices = [
        [
            at
            for at, pair in enumerate(pairs)
            if declared[at] == (difference.ours, difference.theirs) or _fits(difference, *pair)
        ]
        for difference in differences
    ]
    holder: dict[int, int] = {}

    def place(difference: int, tried: set[int]) -> bool:
        for at in choices[difference]:
            if at not in tried:
                tried.add(at)
                if at not in holder or place(holder[at], tried):
                    holder[at] = difference
                    return True
        return False

    for difference in range(len(differences)):
        place(difference, set())
    found = {difference: at for at, difference in holder.items()}
    return tuple(found.get(difference) for difference in range(len(differences)))


def unaccounted(
    differences: Sequence[Difference], declared: Sequence[tuple[str, str]]
) -> tuple[tuple[Difference, ...], tuple[int, ...]]:
    """Return the differences that no declared pair accounts for, and the positions of pairs that are not there."""
    pairs = accounted(differences, declared)
    undeclared = tuple(one for one, at in zip(differences, pairs, strict=True) if at is None)
    return undeclared, tuple(at for at in range(len(declared)) if at not in pairs)


def _fits(difference: Difference, ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether a declared pair says this difference and nothing else, its shared words standing on either side."""
    rule, passage = difference.rule.norms, difference.passage.norms
    for their_words, our_words in _settings(difference, passage, rule):
        spare = len(ours) - len(our_words)
        if spare != len(theirs) - len(their_words):
            continue
        for lead in range(min(spare, our_words.start, their_words.start) + 1):
            our_start, their_start = our_words.start - lead, their_words.start - lead
            if (
                ours[:lead] == theirs[:lead]
                and ours[lead + len(our_words) :] == theirs[lead + len(their_words) :]
                and rule[our_start : our_start + len(ours)] == ours
                and passage[their_start : their_start + len(theirs)] == theirs
            ):
                return True
    return False


def _settings(difference: Difference, passage: Sequence[str], rule: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Yield the places at which the difference can be said to stand: "A [and B] and C" is "A and [B and] C"."""
    theirs, ours = difference.theirs_words, difference.ours_words
    yield theirs, ours
    if bool(theirs) == bool(ours):
        return
    text, run = (passage, theirs) if theirs else (rule, ours)
    for step in (-1, 1):
        moved = 0
        while True:
            start, stop = run.start + moved, run.stop + moved
            leaving, entering = (stop - 1, start - 1) if step < 0 else (start, stop)
            if not 0 <= entering < len(text) or text[leaving] != text[entering]:
                break
            moved += step
            yield _shifted(theirs, moved), _shifted(ours, moved)


def _shifted(places: range, step: int) -> range:
    return range(places.start + step, places.stop + step)
