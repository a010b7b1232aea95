"""The text of an original is remembered, and what is remembered is not believed when it was altered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.originals import Original, OriginalState
from inforce.originals.original_text import read_original
from inforce.parsing.folders import Found
from inforce.reading.originals import held_original, remembering

TEXT = "You must not share.\n\fKeep a record \u2013 \u00b2.\n".encode()


def test_what_is_remembered_is_what_was_read(tmp_path: Path) -> None:
    """The first reading and the second say the same, and the second comes from the folder."""
    read = remembering(tmp_path, read_original)
    assert read(TEXT, ".txt") == read_original(TEXT, ".txt")
    (kept,) = tmp_path.iterdir()
    assert read(TEXT, ".txt") == read_original(TEXT, ".txt")
    assert [kept] == list(tmp_path.iterdir())


@given(at=st.integers(0, 10_000), letter=st.sampled_from("xn0 \n"))
@settings(max_examples=60, deadline=None)
def test_an_altered_memory_is_never_believed(tmp_path_factory: pytest.TempPathFactory, at: int, letter: str) -> None:
    """Whichever letter of it is changed, the original is read again and the memory put right."""
    folder = tmp_path_factory.mktemp("cache")
    read = remembering(folder, read_original)
    read(TEXT, ".txt")
    (kept,) = folder.iterdir()
    good = kept.read_text(encoding="utf-8")
    at %= len(good)
    kept.write_text(good[:at] + letter + good[at + 1 :], encoding="utf-8")
    assert read(TEXT, ".txt") == read_original(TEXT, ".txt")
    assert kept.read_text(encoding="utf-8") == good


@pytest.mark.parametrize("memory", [b"", b"\xff\xfe", b"0" * 64, b"{}\n[]"])
def test_a_memory_that_cannot_be_read_is_made_anew(tmp_path: Path, memory: bytes) -> None:
    """Cut off, empty or of another program: only time is lost."""
    read = remembering(tmp_path, read_original)
    read(TEXT, ".txt")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(memory)
    assert read(TEXT, ".txt") == read_original(TEXT, ".txt")


def test_the_memory_of_one_original_is_not_taken_for_another(tmp_path: Path) -> None:
    """A file that was put in the place of another is not believed either."""
    read = remembering(tmp_path, read_original)
    read(TEXT, ".txt")
    (kept,) = tmp_path.iterdir()
    other = TEXT.replace(b"not ", b"")
    read(other, ".txt")
    (second,) = set(tmp_path.iterdir()) - {kept}
    second.write_bytes(kept.read_bytes())
    assert read(other, ".txt") == read_original(other, ".txt")


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    """Where nothing can be remembered, everything is read."""
    (tmp_path / "taken").write_text("a file where the folder should be")
    read = remembering(tmp_path / "taken")
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
