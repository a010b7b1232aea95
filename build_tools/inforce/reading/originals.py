"""Originals as they stand beside their editions: whether each is the one that was recorded, and what it says.

Reading a PDF is slow and its bytes never change, so a caller may give a folder to remember its text in. What is kept
there is addressed by the SHA-256 of the original and the programs that read it, and is not trusted where it is altered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from inforce.model.originals import HeldOriginal, Original, OriginalState
from inforce.originals.original_text import MOST_BYTES, read_original, reader_of
from inforce.originals.plain_text import ReadText, as_lists, from_lists
from inforce.originals.reading_process import ReadingProcess
from inforce.parsing.folders import Found
from inforce.store.atomic import write_whole

TextReader = Callable[[bytes, str], ReadText]
"""Reads the bytes of an original with such an ending."""


def held_original(
    recorded: Original | None, edition_file: str, found: Sequence[Found], read: TextReader = read_original
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
    content = found[0].path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if recorded is None or recorded.sha256 != sha256:
        state = OriginalState.ALTERED if recorded else OriginalState.NOT_RECORDED
        return HeldOriginal(found[0].file, state, sha256=sha256)
    state, pages = read(content, found[0].path.suffix)
    return HeldOriginal(found[0].file, state, pages, sha256)


def remembering(cache: Path, read_text: TextReader | None = None) -> TextReader:
    """Return a reader of originals that remembers in the folder *cache* what *read_text* reads.

    Unless another is given, that is a process of its own. That a file took too long is not remembered.
    """
    read_apart = read_text or ReadingProcess()

    def read(content: bytes, ending: str) -> ReadText:
        address = hashlib.sha256(content).hexdigest() + reader_of(ending)
        path = cache / f"{hashlib.sha256(address.encode()).hexdigest()}.json"
        if (kept := _recall(path, address)) is not None:
            return kept
        text = read_apart(content, ending)
        if text[0] is not OriginalState.TOO_SLOW:
            _keep(path, address, text)
        return text

    return read


def _recall(path: Path, address: str) -> ReadText | None:
    """Return what is kept at *path*, unless it is missing, cut off, altered or that of another original."""
    try:
        digest, _, body = path.read_text(encoding="utf-8").partition("\n")
        if digest != _digest(address, body):
            return None
        return from_lists(json.loads(body))
    except (OSError, ValueError, TypeError):
        return None


def _keep(path: Path, address: str, text: ReadText) -> None:
    body = json.dumps(as_lists(text))
    with suppress(OSError):  # nothing is remembered, and nothing is lost but time
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, f"{_digest(address, body)}\n{body}".encode())


def _digest(address: str, body: str) -> str:
    return hashlib.sha256(f"{address}\n{body}".encode()).hexdigest()
