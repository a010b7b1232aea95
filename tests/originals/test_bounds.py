"""No original can stop or fill the program: each is read in a process of its own, with bounds, and says what it hit."""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from pathlib import Path

import pytest

from inforce.checks.passages_stand_in_originals import original_problems
from inforce.model.originals import Original, OriginalState
from inforce.originals import original_text, pdf_text
from inforce.originals.original_text import MOST_BYTES, read_original
from inforce.originals.reading_process import Bounds, ReadingProcess
from inforce.parsing.files import Found
from inforce.reading.source_files import cached_reader, held_original
from library_factory import an_edition
from made_pdfs import lines, pdf, text

TEXT = b"You must not share.\n\x0cKeep a record.\n"
PDF = pdf(text(60, 700, "Keep a record."), text(60, 700, "Never share it."))
SLOW = b"<p>" + b"<b>a</b> " * 1_000_000


def test_a_process_of_its_own_reads_what_is_read_here() -> None:
    """Each kind of file, one after the other, in one process."""
    read = ReadingProcess()
    for content, ending in (
        (TEXT, ".txt"),
        (PDF, ".pdf"),
        (b"<ol><li>Ask", ".html"),
        (PDF[:200], ".pdf"),
        (b"", ".txt"),
    ):
        assert read(content, ending) == read_original(content, ending)
    assert len(started(read)) == 1


def started(read: ReadingProcess) -> set[int]:
    return {process.pid for process in [read._process] if process}  # noqa: SLF001 -- it has no other face


def test_a_file_that_takes_too_long_is_let_go_and_the_next_one_is_read() -> None:
    """After so many seconds of computing, and not later."""
    read = ReadingProcess(Bounds(seconds=1))
    begun = time.monotonic()
    assert read(SLOW, ".html") == (OriginalState.TOO_SLOW, ())
    assert time.monotonic() - begun < 30
    assert read(TEXT, ".txt") == read_original(TEXT, ".txt")


def test_a_file_that_takes_too_much_memory_is_let_go_and_the_next_one_is_read() -> None:
    """Whichever program asked for it."""
    read = ReadingProcess(Bounds(memory=300 * 1024**2))
    assert read(b"a\n" * 8_000_000, ".txt") == (OriginalState.TOO_LARGE, ())
    assert read(PDF, ".pdf") == read_original(PDF, ".pdf")


def test_a_process_that_ends_by_itself_says_that_the_file_cannot_be_read() -> None:
    """And the next file is read by another."""
    read = ReadingProcess()
    read(TEXT, ".txt")
    process = read._process  # noqa: SLF001 -- it has no other face
    assert process
    process.kill()
    process.wait()
    assert read(TEXT, ".txt") == (OriginalState.BROKEN, ())
    assert read(TEXT, ".txt") == read_original(TEXT, ".txt")


def test_the_process_ends_when_nobody_asks_it_any_more() -> None:
    """Nothing is left running."""
    read = ReadingProcess()
    read(TEXT, ".txt")
    process = read._process  # noqa: SLF001 -- it has no other face
    assert process
    del read
    gc.collect()
    assert process.wait(timeout=10) is not None


@pytest.mark.parametrize(
    ("bound", "module", "content", "ending"),
    [
        ("MOST_PAGES", pdf_text, PDF, ".pdf"),
        ("MOST_LETTERS", original_text, PDF, ".pdf"),
        ("MOST_LETTERS", original_text, TEXT, ".txt"),
        ("MOST_BYTES", original_text, TEXT, ".txt"),
    ],
)
def test_pages_letters_and_bytes_have_bounds(
    monkeypatch: pytest.MonkeyPatch, bound: str, module: object, content: bytes, ending: str
) -> None:
    """One more than what is read, and nothing is."""
    monkeypatch.setattr(module, bound, 1)
    assert read_original(content, ending) == (OriginalState.TOO_LARGE, ())


def test_a_file_of_too_many_bytes_is_not_even_opened(tmp_path: Path) -> None:
    """Its size says enough."""
    path = tmp_path / "2018.txt"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    held = held_original(
        Original("0" * 64), "2018.yml", [Found(path, "2018.txt")], lambda *_: pytest.fail("it was read")
    )
    assert held
    assert held.state is OriginalState.TOO_LARGE


@pytest.mark.parametrize("state", [OriginalState.TOO_LARGE, OriginalState.TOO_SLOW])
def test_what_is_beyond_bounds_is_told_in_the_words_of_editors(state: OriginalState) -> None:
    """With what to do, and as a warning: it is no fault of the passages."""
    edition = an_edition()
    held = held_original(None, "2018.yml", [Found(Path(__file__), "2018.pdf")])
    assert held
    details = replace(edition.details, original=Original(held.sha256))
    edition = replace(edition, details=details, original=replace(held, state=state))
    (problem,) = original_problems(edition)
    assert problem.code == "original-too-large"
    assert not problem.is_error
    assert "capture that instead" in problem.remedy


def test_what_was_read_is_kept_by_its_digest(tmp_path: Path) -> None:
    """Sixty files that were read before start no process at all."""
    files = [pdf(lines(60, 700, [f"Keep a record of visit {number}.", "Never share it."])) for number in range(60)]
    first = cached_reader(tmp_path)
    found = [first(content, ".pdf") for content in files]
    begun = time.process_time()
    again = cached_reader(tmp_path)
    assert [again(content, ".pdf") for content in files] == found
    assert time.process_time() - begun < 2
