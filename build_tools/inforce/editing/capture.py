"""Takes an original into the library: its file beside that of its edition, and what it proves into the edition's file.

Everything is worked out before anything is written; what cannot be done is refused, and both files stay as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from inforce.checks.passages_stand_in_originals import original_problems
from inforce.compare.quotations import Verdict, on_recorded_page, proof
from inforce.editing.yaml_editor import Field, NotEdited, edited
from inforce.model.originals import HeldOriginal, OriginalState
from inforce.model.problem import Problem
from inforce.model.sources import Certainty, Edition, Evidence
from inforce.originals.original_text import ENDINGS, MOST_BYTES
from inforce.reading.source_files import TextReader, read_edition
from inforce.store.atomic import write_whole

_ENDING: Final = {**{ending: ending for ending in ENDINGS}, ".htm": ".html"}


class NotCaptured(Exception):
    """Why a file cannot be taken as an original, and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}\n  {remedy}")


@dataclass(frozen=True)
class Captured:
    """What came of it: the edition as it is now, the problems between it and its original, and what changed.

    *became_original* says that its evidence changed by this, so that what was noted on it has to be read again.
    """

    edition: Edition
    problems: tuple[Problem, ...]
    proven: int
    changed: bool
    became_original: bool


@dataclass(frozen=True)
class _Edition:
    """The file of an edition as it stands, and what it says."""

    path: Path
    file: str
    content: bytes
    edition: Edition


def capture(content: Path, original: Path, source: str, edition: str, read_text: TextReader) -> Captured:
    """Take the file *original* as that of an *edition* of *source*, which stands in the folder *content*.

    Doing it again changes nothing. Raises `NotCaptured`, or `OSError` where the system will not read or write.
    """
    own = _edition_file(content, source, edition)
    ending = _ending(original)
    letters = _bytes_of(original)
    target = own.path.with_suffix(ending)
    _nothing_else_stands_there(own, target, letters)
    held = _held(letters, f"{own.file.rpartition('/')[0]}/{target.name}", ending, read_text)
    _nothing_else_is_recorded(own, held)
    after = _edited(own, held)
    stored, recorded = _write(target, letters), _write(own.path, after)
    now = replace(_sound(own.file, after, source, edition), original=held)
    return Captured(
        edition=now,
        problems=tuple(original_problems(now)),
        proven=sum(proof(now, passage).verdict is Verdict.THERE for passage in now.details.passages),
        changed=stored or recorded,
        became_original=now.details.evidence is not own.edition.details.evidence,
    )


def _edition_file(content: Path, source: str, edition: str) -> _Edition:
    path = content / "sources" / source / f"{edition}.yml"
    file = f"{content.name}/sources/{source}/{edition}.yml"
    if not path.is_file():
        raise NotCaptured(
            f"There is no edition {source}/{edition}: there is no file {file}.",
            "Add it first, with the bibliography and the passages that rules quote.",
        )
    letters = path.read_bytes()
    return _Edition(path, file, letters, _sound(file, letters, source, edition))


def _sound(file: str, content: bytes, source: str, edition: str) -> Edition:
    read = read_edition(content, file, source, edition)
    if read.edition is None:
        raise NotCaptured(
            f"{file} cannot be read as it is, so nothing can be recorded in it.",
            "See what is wrong with it:  inforce check",
        )
    return read.edition


def _ending(original: Path) -> str:
    ending = _ENDING.get(original.suffix.lower())
    if ending is None:
        raise NotCaptured(
            f"{original.name} is not of a kind that can be an original here.",
            f"Originals end with {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}. Of other files, make a PDF.",
        )
    return ending


def _bytes_of(original: Path) -> bytes:
    if original.stat().st_size > MOST_BYTES:
        raise _too_large()
    return original.read_bytes()


def _too_large() -> NotCaptured:
    return NotCaptured(
        "This file is larger than what is read (100 MB, 5,000 pages, 10 million letters), or takes too long or too "
        "much memory to read.",
        "Make a file of the pages that the passages stand on, and capture that.",
    )


def _held(letters: bytes, file: str, ending: str, read_text: TextReader) -> HeldOriginal:
    state, pages = read_text(letters, ending)
    if state is OriginalState.LOCKED:
        raise NotCaptured(
            "This PDF opens with a password only, so nobody could check against it.",
            "Ask the publisher for a file that opens without a password.",
        )
    if state is OriginalState.BROKEN:
        raise NotCaptured(
            f"This file cannot be read as {ending.removeprefix('.').upper()}: it is cut off, or of another kind.",
            "Fetch it from the publisher again.",
        )
    if state in {OriginalState.TOO_LARGE, OriginalState.TOO_SLOW}:
        raise _too_large()
    return HeldOriginal(file, state, pages, hashlib.sha256(letters).hexdigest())


def _nothing_else_stands_there(own: _Edition, target: Path, letters: bytes) -> None:
    for ending in ENDINGS:
        other = own.path.with_suffix(ending)
        if other.exists() and (other != target or other.read_bytes() != letters):
            raise NotCaptured(
                f"{other.name} is there already as the original of this edition, and says something else.",
                "A changed text is another edition and has a file of its own. "
                f'To put a better copy in its place, delete {other.name} and "original" in {own.path.name} first.',
            )


def _nothing_else_is_recorded(own: _Edition, held: HeldOriginal) -> None:
    recorded = own.edition.details.original
    if recorded and recorded.sha256 != held.sha256:
        raise NotCaptured(
            f"Another file is recorded as the original of this edition: its SHA-256 begins with "
            f"{recorded.sha256[:12]}, that of this file with {held.sha256[:12]}.",
            f'If this file is the right one, delete "original" in {own.path.name} first.',
        )


def _edited(own: _Edition, held: HeldOriginal) -> bytes:
    """Return the file of the edition with what the original proves recorded in it."""
    try:
        return edited(own.content, list(_fields(replace(own.edition, original=held), held)))
    except NotEdited:
        raise NotCaptured(
            f"{own.file} is written in a way in which nothing can be added by a program without changing the rest.",
            f'Write these lines into it yourself:  original:\n  sha256: "{held.sha256}"',
        ) from None


def _fields(edition: Edition, held: HeldOriginal) -> Iterator[Field]:
    details = edition.details
    yield Field(("original",), {"sha256": held.sha256}, ("evidence_note", "evidence"))
    proofs = [proof(edition, passage) for passage in details.passages]
    for position, (passage, came) in enumerate(zip(details.passages, proofs, strict=True)):
        if came.verdict is Verdict.THERE and came.pages:
            path = ("passages", position)
            if not on_recorded_page(passage, came):
                yield Field((*path, "page"), came.pages[0], ("text", "label", "id"))
            if (passage.page_certainty or Certainty.SEEN) is not Certainty.SEEN or passage.page is None:
                yield Field((*path, "page_certainty"), Certainty.SEEN.value, ("page",))
    if proofs and all(came.verdict is Verdict.THERE for came in proofs):
        yield Field(("evidence",), Evidence.ORIGINAL.value, ())


def _write(path: Path, content: bytes) -> bool:
    """Write *content* to *path* whole or not at all; return whether anything changed."""
    if path.exists() and path.read_bytes() == content:
        return False
    write_whole(path, content)
    return True
