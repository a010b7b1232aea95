"""The register holds what it says: whatever is changed in it is caught."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.publish.checkpoint import Checkpoint, read_checkpoint, read_checksums, write_checksums
from inforce.publish.register import Published, Register, chain_faults, read_register

MOMENT = "2026-11-22T12:00:00Z"
COMMIT = "c" * 40


def made_register(count: int) -> Register:
    versions = [(Published("golden-rules", f"{number}.0.0", f"{number:064x}"), "2026-12-01") for number in range(count)]
    return Register().extended(versions, MOMENT, COMMIT)


@given(st.lists(st.integers(0, 3), max_size=6))
@settings(deadline=None, max_examples=30)
def test_a_register_is_read_as_it_was_written(sizes: list[int]) -> None:
    """Reading the bytes of a register gives the register, however many publications made it."""
    register = Register()
    for size in sizes:
        start = len(register.entries)
        new = [(Published("a", f"{number}.0.0", "f" * 64), "unknown") for number in range(start, start + size)]
        longer = register.extended(new, MOMENT, "")
        assert longer.entries[: len(register.entries)] == register.entries
        register = longer
    read = read_register(register.content)
    assert read.faults == ()
    assert read.register == register


def test_a_changed_byte_anywhere_is_caught() -> None:
    """Every byte but those of the last line breaks the chain; the last line is held by the head."""
    register = made_register(3)
    for position in range(len(register.content)):
        for flip in (0x01, 0x20, 0x80):
            content = bytearray(register.content)
            content[position] ^= flip
            read = read_register(bytes(content))
            assert read.faults or read.register.head != register.head, f"byte {position} changed unseen"


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda entries: entries[1:], ["Line 1 of the register (golden-rules 1.0.0) says that it is entry 2."]),
        (lambda entries: [entries[0], *entries[2:]], ["Line 2 of the register (golden-rules 2.0.0) says"]),
        (lambda entries: [entries[1], entries[0], entries[2]], ["Line 1 of the register (golden-rules 1.0.0) says"]),
        (
            lambda entries: [*entries, replace(entries[0], sequence=4)],
            ["Line 4 of the register (golden-rules 0.0.0) does not hold the hash of the line before it"],
        ),
    ],
    ids=["the first removed", "one removed", "two swapped", "one appended"],
)  # fmt: skip
def test_entries_that_are_removed_swapped_or_appended_break_the_chain(change, faults) -> None:  # type: ignore[no-untyped-def]
    """The chain names the line and the version where it breaks."""
    found = [str(fault) for fault in chain_faults(change(list(made_register(3).entries)))]
    assert found
    assert found[0].startswith(faults[0])


def test_a_register_that_does_not_hold_cannot_be_made() -> None:
    """Code that would break the chain fails at once."""
    first, second, _ = made_register(3).entries
    with pytest.raises(ValueError, match="says that it is entry 2"):
        Register((second, first))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("document", "../x", "no document"),
        ("version", "1.0", "no version"),
        ("fingerprint", "F" * 64, "no fingerprint"),
        ("in_force_from", "", "no day"),
        ("published_at", "2026-11-22", "no moment"),
        ("commit", "abc", "no commit"),
        ("sequence", "1", "another kind"),
    ],
)
def test_an_entry_that_says_nonsense_cannot_be_made(field: str, value: str, message: str) -> None:
    """Each field of an entry is what its name says."""
    with pytest.raises(ValueError, match=message):
        replace(made_register(1).entries[0], **{field: value})


def test_a_line_that_means_the_same_but_is_written_otherwise_is_caught() -> None:
    """There is one way to write an entry, so that equal hashes mean equal words, for every program that reads it."""
    entry = made_register(1).entries[0]
    spaced = json.dumps(json.loads(entry.line), separators=(",", ":")).encode() + b"\n"
    doubled = entry.line.replace(b'{"sequence": 1', b'{"document": "other-rules", "sequence": 1')
    for line in (spaced, doubled, entry.line.strip()):
        assert read_register(line).faults


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z.]{1,8}[a-z])?", fullmatch=True), st.just("0" * 64), max_size=8),
    st.integers(1, 10**6),
)
@settings(deadline=None, max_examples=50)
def test_checkpoints_and_checksums_are_read_as_they_were_written(files: dict[str, str], release: int) -> None:
    """What is written can be read, and is the same."""
    assert read_checksums(write_checksums(files)) == files
    checkpoint = Checkpoint(release, MOMENT, 3, "1" * 64, "2" * 64, COMMIT, kept_assets=dict.fromkeys(files, release))
    assert read_checkpoint(checkpoint.content) == checkpoint


def test_a_checkpoint_with_a_changed_byte_is_another_one_or_none() -> None:
    """No change to a checkpoint goes unseen by whoever keeps a copy of it."""
    checkpoint = Checkpoint(7, MOMENT, 3, "1" * 64, "2" * 64, COMMIT)
    for position in range(len(checkpoint.content)):
        content = bytearray(checkpoint.content)
        content[position] ^= 0x01
        try:
            assert read_checkpoint(bytes(content)) != checkpoint
        except ValueError:
            continue


@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", "a\nb", "a\\b", "a//b", ""])
def test_a_path_that_could_lead_elsewhere_is_not_listed(path: str) -> None:
    """A list of files cannot make a verifier read outside the site."""
    with pytest.raises(ValueError, match="cannot stand in a list of files"):
        write_checksums({path: "0" * 64})
    with pytest.raises(ValueError, match="list of files"):
        read_checksums(f"{'0' * 64}  {path}\n".encode())


def test_an_entry_is_hashed_as_its_line_stands() -> None:
    """The hash of an entry is what sha256sum prints for its line."""
    first, second = made_register(2).entries
    assert second.before == first.hash
    assert hashlib.sha256(first.line).hexdigest() == first.hash
