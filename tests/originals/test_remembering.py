"""The text of an original is remembered, and what is remembered is not believed when it was altered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.originals import Original, OriginalState, ReadText
from inforce.originals.original_text import read_original
from inforce.parsing.files import Found
from inforce.reading.source_files import cached_reader, held_original
from inforce.store.store import NAME

TEXT = "You must not share.\n\fKeep a record \u2013 \u00b2.\n".encode()


def test_what_is_remembered_is_what_was_read(tmp_path: Path) -> None:
    """The first reading and the second say the same, and the second reads nothing."""
    assert cached_reader(tmp_path, read_original)(TEXT, ".txt") == read_original(TEXT, ".txt")
    assert cached_reader(tmp_path, _never)(TEXT, ".txt") == read_original(TEXT, ".txt")


def _never(_content: bytes, _ending: str) -> ReadText:
    raise AssertionError


@given(at=st.floats(0, 1), flip=st.integers(1, 255))
@settings(max_examples=40, deadline=None)
def test_an_altered_memory_is_never_believed(tmp_path_factory: pytest.TempPathFactory, at: float, flip: int) -> None:
    """Whichever byte of it is another one, the original is read again."""
    folder = tmp_path_factory.mktemp("cache")
    read = cached_reader(folder, read_original)
    read(TEXT, ".txt")
    kept = folder / NAME
    content = bytearray(kept.read_bytes())
    content[int(at * (len(content) - 1))] ^= flip
    kept.write_bytes(content)
    assert read(TEXT, ".txt") == read_original(TEXT, ".txt")


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    """Where nothing can be remembered, everything is read."""
    (tmp_path / "taken").write_text("a file where the folder should be")
    read = cached_reader(tmp_path / "taken")
    assert read(TEXT, ".txt") == read_original(TEXT, ".txt")


def test_only_the_file_that_was_recorded_is_read(tmp_path: Path) -> None:
    """Missing, altered, not recorded and not the only one are each told; no words are taken from such a file."""
    path = tmp_path / "2018.txt"
    path.write_bytes(TEXT)
    found = Found(path, "content/sources/advice/2018.txt")
    own = "content/sources/advice/2018.yml"
    right = Original("f79cf2465a2e97ff5b79b65b6d2f0bde76ac4c4e2bd0bb47d0ea0ee46a5f1b0e")
    states = [
        held_original(recorded, own, beside)
        for recorded, beside in ((None, []), (right, []), (None, [found]), (right, [found]), (right, [found, found]))
    ]
    assert states[0] is None
    assert [held.state for held in states[1:] if held] == [
        OriginalState.MISSING,
        OriginalState.NOT_RECORDED,
        OriginalState.ALTERED,
        OriginalState.SEVERAL,
    ]
    assert all(held.pages == () for held in states[1:] if held)
    assert states[2]
    held = held_original(Original(states[2].sha256), own, [found])
    assert held
    assert held.state is OriginalState.READ
    assert [line.text for page in held.pages for line in page.lines] == [
        "You must not share.",
        "Keep a record \u2013 ².",
    ]
