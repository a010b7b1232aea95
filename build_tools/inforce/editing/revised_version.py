"""The file of a version becomes that of the next: what has to be said anew is replaced, every other byte is kept.

What the caller does not say is filled with words that the check refuses, so that nothing of the old version is taken
for the new one's: not its day, not its note and not its approval.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.editing.format_2 import in_format_2
from inforce.editing.yaml_editor import Field, NotEdited, edited
from inforce.model.dataclass import dataclass
from inforce.model.guidance import ChangeKind
from inforce.model.names import VersionNumber
from inforce.model.placeholders import APPROVED_ON, APPROVER, CHANGE_NOTE, FIRST_DAY
from inforce.model.problem import FieldPath
from inforce.parsing.located import Located
from inforce.parsing.located_yaml import load
from inforce.reading.left_to_fill import ToFill, left_to_fill


@dataclass(frozen=True)
class Revision:
    """What a new version says of itself; None is left for the editor to fill in."""

    number: VersionNumber
    kind: ChangeKind
    begins: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class NewVersion:
    """The bytes of a new file, and what is to be filled in there, from the top."""

    content: bytes
    to_fill: tuple[ToFill, ...]


def revised_version(content: bytes, revision: Revision) -> NewVersion:
    """Return *content*, the bytes of a sound version, as the file of the next; may raise `NotEdited`."""
    content = in_format_2(content)
    before = _located(content)
    after = edited(content, [Field(path, value, ()) for path, value in _values(before, revision)])
    return NewVersion(after, left_to_fill(_located(after)))


def _values(before: Located, revision: Revision) -> Iterator[tuple[FieldPath, str]]:
    yield ("version",), str(revision.number)
    yield ("in_force_from",), revision.begins.isoformat() if revision.begins else FIRST_DAY
    yield ("change", "kind"), revision.kind.value
    yield ("change", "note"), revision.note or CHANGE_NOTE
    for path, words in ((("approved", "by"), APPROVER), (("approved", "on"), APPROVED_ON)):
        if path in before.keys:
            yield path, words


def _located(content: bytes) -> Located:
    located, _problems = load(content, "")
    if located is None:
        raise NotEdited
    return located
