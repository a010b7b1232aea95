"""Originals as they stand beside their editions: whether each is the one that was recorded, and what it says.

Reading a PDF is slow and its bytes never change, so that its text is kept in the store, under the SHA-256 of the
original and of the programs that read it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from inforce.model.originals import HeldOriginal, Original, OriginalState
from inforce.originals.original_text import MOST_BYTES, read_original, reader_of
from inforce.originals.plain_text import ReadText, as_lists, from_lists
from inforce.originals.reading_process import ReadingProcess
from inforce.parsing.folders import Found
from inforce.store.database import DamagedError
from inforce.store.store import opened
from inforce.store.targets import digest

TextReader = Callable[[bytes, str], ReadText]
"""Reads the bytes of an original with such an ending."""


def held_original(
    recorded: Original | None,
    edition_file: str,
    found: Sequence[Found],
    read: TextReader = read_original,
    read_bytes: Callable[[Path], bytes] = Path.read_bytes,
) -> HeldOriginal | None:
    """Return the original of an edition as far as it is held; None where none is recorded and none stands there.

    *found* are the files beside *edition_file* that have its name. May raise `OSError`.
    """
    if not found:
        return HeldOriginal(edition_file, OriginalState.MISSING) if recorded else None
    if len(found) > 1:
        return HeldOriginal(found[1].file, OriginalState.SEVERAL)
    if found[0].path.stat().st_size > MOST_BYTES:
        return HeldOriginal(found[0].file, OriginalState.TOO_LARGE)
    content = read_bytes(found[0].path)
    sha256 = hashlib.sha256(content).hexdigest()
    if recorded is None or recorded.sha256 != sha256:
        state = OriginalState.ALTERED if recorded else OriginalState.NOT_RECORDED
        return HeldOriginal(found[0].file, state, sha256=sha256)
    state, pages = read(content, found[0].path.suffix)
    return HeldOriginal(found[0].file, state, pages, sha256)


Keep = Callable[[str, Callable[[], bytes]], bytes]
"""Takes the name of a constant and what makes it, and gives the bytes, which are made once."""


class _TooSlowError(Exception):
    """Reading took too long: another time it may not, so that nothing is kept of it."""


def kept_texts(keep: Keep, read_text: TextReader | None = None) -> TextReader:
    """Return a reader of originals that has *keep* keep what *read_text* reads.

    Unless another is given, that is a process of its own. That a file took too long is not kept.
    """
    read_apart = read_text or ReadingProcess()

    def read(content: bytes, ending: str) -> ReadText:
        def text() -> bytes:
            found = read_apart(content, ending)
            if found[0] is OriginalState.TOO_SLOW:
                raise _TooSlowError
            return json.dumps(as_lists(found)).encode()

        try:
            name = f"text of {hashlib.sha256(content).hexdigest()} by {reader_of(ending)}"
            return from_lists(json.loads(keep(name, text)))
        except _TooSlowError:
            return OriginalState.TOO_SLOW, ()

    return read


def remembering(cache: Path, read_text: TextReader | None = None) -> TextReader:
    """Return a reader of originals for single commands, which keeps what *read_text* reads in the store in *cache*."""

    def keep(name: str, make: Callable[[], bytes]) -> bytes:
        try:
            with opened(cache, lambda: None) as store:
                store.begin()
                found = store.get_or_make(f"constant {digest(name).hex()}", make)
                store.commit()
                return found
        except DamagedError:
            return make()

    return kept_texts(keep, read_text)
