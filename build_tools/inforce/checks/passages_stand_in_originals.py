"""Every passage stands in the original of its edition, word by word; what cannot be checked is said to be unchecked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from inforce.checks.check import finds
from inforce.compare.quotations import Proof, Verdict, on_pages, on_recorded_page, pages_of, proof
from inforce.model.block_text import as_written
from inforce.model.library import Library
from inforce.model.originals import HeldOriginal, OriginalState
from inforce.model.problem import FieldPath, Problem, Severity
from inforce.model.sources import Edition, Evidence, Passage
from inforce.wording.departures import DepartureClass, Difference
from inforce.wording.printed_text import Nearest
from inforce.wording.words import words

_MOST_TOLD: Final = 3
_UNSEEN: Final = "\u00ad"

CodedMessage = tuple[str, str, str, Severity]
"""The code, what is wrong, the remedy, and how much it matters."""


@finds("original-altered", "The original of an edition is not the file that was recorded.")
@finds("original-broken", "The original of an edition cannot be read, so its passages are not checked.")
@finds("original-locked", "The original of an edition needs a password, so its passages are not checked.")
@finds("original-missing", "The original of an edition is recorded but missing.")
@finds("original-not-held", "An edition says that it was checked against an original that is not here.")
@finds("original-not-recorded", "A file is beside an edition as its original, but the edition does not record it.")
@finds("original-not-single", "More than one file could be the original of an edition.")
@finds("original-too-large", "The original of an edition is too large, or takes too long to read.")
@finds("original-without-text", "The original of an edition is a picture, so its passages are not checked.")
@finds("passage-cut-out", "A passage leaves out the part of its sentence that reverses or limits what it says.")
@finds("passage-not-in-original", "A passage does not say what the original of its edition says.")
@finds("passage-on-other-page", "A passage is on another page of the original than its file says.")
@finds("passage-unchecked", "A program cannot tell whether a passage is in the original.")
def passages_stand_in_originals(library: Library, _day: date) -> Iterator[Problem]:
    """Each original is the one that was recorded, and has every passage of its edition word for word.

    Where an edition says that it was checked against its original, a passage that is not in it is an error.
    """
    for source in library.sources:
        for edition in source.editions:
            yield from original_problems(edition)


def original_problems(edition: Edition) -> Iterator[Problem]:
    """Return what is wrong between one *edition* and its original."""
    if told := _about_the_file(edition):
        yield _problem(edition, ("original", "sha256") if edition.details.original else ("evidence",), told)
    for position, passage in enumerate(edition.details.passages):
        came = proof(edition, passage)
        if told := _about_the_words(edition, passage, came):
            yield _problem(edition, ("passages", position, "text"), told)
        elif told := _about_the_page(edition, passage, came):
            yield _problem(edition, ("passages", position, "page"), told)
        if told := _about_the_sentence(passage, came):
            yield _problem(edition, ("passages", position, "text"), told)


def _problem(edition: Edition, path: FieldPath, told: CodedMessage) -> Problem:
    code, what, remedy, severity = told
    return Problem(edition.origin.place(*path), code, what, remedy, severity)


def _about_the_file(edition: Edition) -> CodedMessage | None:
    original, own = edition.original, PurePosixPath(edition.origin.file)
    if original is None:
        return _not_held(edition) if edition.details.evidence is Evidence.ORIGINAL else None
    match original.state:
        case OriginalState.READ:
            return None
        case OriginalState.MISSING:
            return (
                "original-missing",
                f"The original of this edition is recorded, and no {own.stem}.pdf, {own.stem}.html or {own.stem}.txt "
                f"is beside {own.name}.",
                'Put it back; or, if it should not be kept here, delete "original" and set evidence to secondary.',
                Severity.ERROR,
            )
        case OriginalState.ALTERED:
            recorded = edition.details.original.sha256 if edition.details.original else ""
            return (
                "original-altered",
                f"{original.name} is not the file that was recorded as the original of this edition: "
                f"its SHA-256 begins with {original.sha256[:12]}, the recorded one with {recorded[:12]}.",
                "Put back the file that was captured. If the publisher changed the text, that is another edition "
                "and has a file of its own.",
                Severity.ERROR,
            )
        case OriginalState.SEVERAL:
            return (
                "original-not-single",
                f"More than one file could be the original of this edition; one of them is {original.name}.",
                "Keep the one that was captured, and move the others away.",
                Severity.ERROR,
            )
        case _:
            code, what, remedy = _UNREAD[original.state]
            names = {"name": original.name, "file": original.file, "edition": f"{edition.source}/{edition.id}"}
            return code, what.format(**names), remedy.format(**names), Severity.WARNING


def _not_held(edition: Edition) -> CodedMessage:
    return (
        "original-not-held",
        "This edition says that its words were checked against the original, and the original is not here. "
        "So nobody can check that again, and its passages count as unchecked.",
        "Set evidence to secondary, or add the original:  "
        f"inforce source capture FILE --as {edition.source}/{edition.id}",
        Severity.WARNING,
    )


_UNREAD: Final[Mapping[OriginalState, tuple[str, str, str]]] = {
    OriginalState.NOT_RECORDED: (
        "original-not-recorded",
        "{name} is beside this edition but not recorded in it, so no passage was checked against it.",
        "Record it:  inforce source capture {file} --as {edition}",
    ),
    OriginalState.WITHOUT_TEXT: (
        "original-without-text",
        "{name} has no words that a program can read; it is most likely a scan, a picture of paper. "
        "The passages of this edition are not checked.",
        "Ask the publisher for a file with text; until then, compare each passage by eye and say so in evidence_note.",
    ),
    OriginalState.LOCKED: (
        "original-locked",
        "{name} needs a password, so the passages of this edition are not checked.",
        "Ask the publisher for a file that opens without a password.",
    ),
    OriginalState.BROKEN: (
        "original-broken",
        "{name} cannot be read: it is cut off, or not the kind of file that its name says. "
        "The passages of this edition are not checked.",
        "Fetch the file from the publisher again.",
    ),
    OriginalState.TOO_LARGE: (
        "original-too-large",
        "{name} is larger than what is read: 100 MB, 5,000 pages, 10 million letters, or 2 GB of memory. "
        "The passages of this edition are not checked.",
        "Make a file of the pages that have the passages, and capture that instead.",
    ),
    OriginalState.TOO_SLOW: (
        "original-too-large",
        "{name} takes longer to read than a minute of computing. The passages of this edition are not checked.",
        "Make a file of the pages that have the passages, and capture that instead.",
    ),
}
"""Why an original that is there has no words to check against: code, what is wrong, and what to do."""


def _about_the_words(edition: Edition, passage: Passage, came: Proof) -> CodedMessage | None:
    original = edition.original
    if original is None or original.state is not OriginalState.READ or came.verdict is Verdict.THERE:
        return None
    if came.verdict is Verdict.NOT_THERE:
        checked = edition.details.evidence is Evidence.ORIGINAL
        return (
            "passage-not-in-original",
            _difference_in_words(passage, original, came),
            "Correct the passage so that it says what the original says. Where a program reads the original wrongly, "
            "set evidence to secondary, and say so in evidence_note.",
            Severity.ERROR if checked else Severity.WARNING,
        )
    return (
        "passage-unchecked",
        _unchecked_in_words(passage, original, came),
        "Compare the passage with the original by eye.",
        Severity.WARNING,
    )


def _difference_in_words(passage: Passage, original: HeldOriginal, came: Proof) -> str:
    nearest = came.nearest
    if nearest is None or not _like(passage, nearest):
        return f'Neither the passage "{passage.label}" nor anything like it is in the original ({original.name}).'
    where = pages_of(original, nearest.first_page, nearest.last_page)
    named = f"{original.name}, {on_pages(where)}" if where else original.name
    told = [_said(one) for one in nearest.differences[:_MOST_TOLD]]
    more = len(nearest.differences) - len(told)
    said = f'The passage "{passage.label}" does not say what the original ({named}) says. {" ".join(told)}'
    said += f" There {'is' if more == 1 else 'are'} {more} more such place{'' if more == 1 else 's'}." if more else ""
    if any(one.reverses for one in nearest.differences):
        return f"{said} The difference reverses the meaning."
    if any(one.kind is DepartureClass.MEANING for one in nearest.differences):
        return f"{said} The difference changes the meaning."
    return said


def _like(passage: Passage, nearest: Nearest) -> bool:
    """Whether the nearest place has at least half of the words of *passage*, so that the rest explains something."""
    return 2 * sum(len(one.ours_words) for one in nearest.differences) <= len(words(as_written(passage.text)))


def _said(difference: Difference) -> str:
    ours, theirs = _seen(difference.ours_in_context), _seen(difference.theirs_in_context)
    return f'Passage: "{ours}"; original: "{theirs}".'


def _seen(text: str) -> str:
    return text.replace(_UNSEEN, "")


def _unchecked_in_words(passage: Passage, original: HeldOriginal, came: Proof) -> str:
    if came.unseen:
        return (
            f'The passage "{passage.label}" is not checked: its words are in {original.name}, but no reader sees them '
            "there. They are hidden, not drawn, covered, or the text that a program read from a picture."
        )
    if came.across:
        return (
            f'The passage "{passage.label}" is not checked: {original.name} has its words across '
            "what looks like columns; read column by column, it does not say so."
        )
    return _undecided_in_words(passage, came) if came.undecided else _page_turn_in_words(passage, original, came)


def _undecided_in_words(passage: Passage, came: Proof) -> str:
    undecided = ", ".join(f'"{word}"' for word in came.undecided)
    return (
        f'The passage "{passage.label}" is not checked: the original divides {undecided} at the end of a line, '
        "where the same word with and without a hyphen looks alike and means different things."
    )


def _page_turn_in_words(passage: Passage, original: HeldOriginal, came: Proof) -> str:
    lines = [_seen(one.theirs_in_context) for one in came.nearest.differences] if came.nearest else []
    where = pages_of(original, came.nearest.first_page, came.nearest.last_page) if came.nearest else ""
    return (
        f'The passage "{passage.label}" is not checked: where the page turns ({original.name}, {on_pages(where)}), '
        f'the original has more, which may be a head, a foot or a note of the page: "{"; ".join(lines)}".'
    )


def _about_the_sentence(passage: Passage, came: Proof) -> CodedMessage | None:
    """Warn of a passage that was cut out of a sentence which says something else as a whole."""
    cut = [
        *([f'before it is "{_seen(came.before)}"'] if came.before else []),
        *([f'after it is "{_seen(came.after)}"'] if came.after else []),
    ]
    if not cut:
        return None
    return (
        "passage-cut-out",
        f'The passage "{passage.label}" is part of a sentence of the original: {" and ".join(cut)}. '
        "Without that it may say something else.",
        "Take the whole sentence as the passage; or, where readers are not misled, leave it as it is.",
        Severity.WARNING,
    )


def _about_the_page(edition: Edition, passage: Passage, came: Proof) -> CodedMessage | None:
    original = edition.original
    if original is None or not came.pages or passage.page is None or on_recorded_page(passage, came):
        return None
    return (
        "passage-on-other-page",
        f'The passage "{passage.label}" is recorded on {on_pages(passage.page)}; '
        f"in the original ({original.name}) it is on {' and on '.join(map(on_pages, came.pages))}.",
        f'Correct it:  page: "{came.pages[0]}"',
        Severity.WARNING,
    )
