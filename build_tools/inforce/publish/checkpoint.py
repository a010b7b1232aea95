"""The checkpoint: one small file that stands for all that is published at a destination, and can be signed.

It holds the head of the register and the SHA-256 of the list of all files. Who keeps a copy of it
elsewhere can tell afterwards whether the register was rewritten or cut short.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from inforce.model.dataclass import dataclass
from inforce.publish import canonical_json
from inforce.publish.register import Register

NAME = "checkpoint.json"
SIGNATURE = "checkpoint.json.sig"
REGISTER = "register.jsonl"

FORMAT = 1
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_COMMIT = re.compile(r"([0-9a-f]{40}([0-9a-f]{24})?)?", re.ASCII)


@dataclass(frozen=True)
class Checkpoint:
    """What stands at a destination.

    *release* counts publications there. *commit* is the newest commit ever published there, empty without git.
    *taken_back* is that same commit once a rollback went back behind it: it may not be published again.
    *kept_assets* are files of earlier releases that pages still open in browsers may ask for, each with the
    release that used it last.
    """

    release: int
    published_at: str
    entries: int
    head: str
    files: str
    commit: str = ""
    pages_of: int = 0
    taken_back: str = ""
    kept_assets: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counts = (self.release, self.entries, self.pages_of, *self.kept_assets.values())
        texts = (self.head, self.files, self.published_at, self.commit, self.taken_back, *self.kept_assets)
        if any(type(count) is not int or count < 0 for count in counts):
            raise ValueError("a count that is none")
        if any(not isinstance(text, str) for text in texts):
            raise ValueError("a text that is none")
        hashes_hold = _HASH.fullmatch(self.head) and _HASH.fullmatch(self.files)
        commits_hold = _COMMIT.fullmatch(self.commit) and _COMMIT.fullmatch(self.taken_back)
        if not (hashes_hold and commits_hold and _MOMENT.fullmatch(self.published_at)):
            raise ValueError("a hash, a commit or a moment that is none")

    @property
    def content(self) -> bytes:
        """The bytes of ``checkpoint.json``."""
        said: dict[str, Any] = {
            "format": FORMAT,
            "release": self.release,
            "published_at": self.published_at,
            "commit": self.commit,
            "entries": self.entries,
            "head": self.head,
            "files": self.files,
            "pages_of": self.pages_of,
            "taken_back": self.taken_back,
            "kept_assets": dict(sorted(self.kept_assets.items())),
        }
        return canonical_json.for_people(said)

    def stands_for(self, register: Register) -> bool:
        """Whether this checkpoint was made of *register*."""
        return (self.entries, self.head) == (len(register.entries), register.head)


def read_checkpoint(content: bytes) -> Checkpoint:
    """Read the bytes of a ``checkpoint.json``; raise `ValueError` where they are not exactly one that inforce makes."""
    said = canonical_json.read_object(content)
    if said.pop("format", None) != FORMAT:
        raise ValueError("a checkpoint of another format")
    try:
        checkpoint = Checkpoint(**said)
    except (TypeError, AttributeError):
        raise ValueError("a checkpoint with other fields") from None
    if checkpoint.content != content:
        raise ValueError("a checkpoint that is not written the way inforce writes it")
    return checkpoint
