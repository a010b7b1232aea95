"""The checkpoint: one small signed file that stands for all that is published at a destination.

It holds the head of the register and the SHA-256 of the list of all files. Who keeps a copy of it
elsewhere can tell afterwards whether the register was rewritten or cut short.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inforce.model.bounds import CHECKSUM_LIST
from inforce.publish import register
from inforce.publish.register import Register
from inforce.store.atomic import Failure

CHECKPOINT = "checkpoint.json"
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
        return register.for_people(said)

    def stands_for(self, register: Register) -> bool:
        """Whether this checkpoint was made of *register*."""
        return (self.entries, self.head) == (len(register.entries), register.head)


def read_checkpoint(content: bytes) -> Checkpoint:
    """Read the bytes of a ``checkpoint.json``; raise `ValueError` where they are not exactly one that inforce makes."""
    said = register.read_object(content)
    if said.pop("format", None) != FORMAT:
        raise ValueError("a checkpoint of another format")
    try:
        checkpoint = Checkpoint(**said)
    except (TypeError, AttributeError):
        raise ValueError("a checkpoint with other fields") from None
    if checkpoint.content != content:
        raise ValueError("a checkpoint that is not written the way inforce writes it")
    return checkpoint


CHECKSUMS = "SHA256SUMS"

_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\\]+)", re.ASCII)
_LEADS_OUT = re.compile(r"(^|/)\.{0,2}(/|$)")

Checksums = Mapping[str, str]
"""The SHA-256 of each file by its path below the root of the site."""


def may_be_listed(path: str) -> bool:
    """Whether *path* is a plain path below the root that one line of the list can hold."""
    return bool(_LINE.fullmatch(f"{'0' * 64}  {path}")) and not _LEADS_OUT.search(path)


def write_checksums(checksums: Checksums) -> bytes:
    """Return the bytes of the list, sorted by path."""
    if odd := [path for path in checksums if not may_be_listed(path)]:
        raise ValueError(f"{odd[0]!r} cannot stand in a list of files")
    return "".join(f"{checksums[path]}  {path}\n" for path in sorted(checksums)).encode()


def read_checksums(content: bytes) -> dict[str, str]:
    """Read the bytes of a list; raise `ValueError` where they are not one that `write_checksums` makes."""
    if len(content) > CHECKSUM_LIST.largest:
        raise ValueError("the list of files is larger than any")
    found: dict[str, str] = {}
    for line in content.decode("utf-8").splitlines():
        matched = _LINE.fullmatch(line)
        if not matched:
            raise ValueError(f"{line!r} is no line of a list of files")
        found[matched[2]] = matched[1]
    if write_checksums(found) != content:
        raise ValueError("the list of files is not in order")
    return found


NAMESPACE = "inforce-checkpoint"
"""What a signature is made for, so that one made for something else is not taken for it."""

_ENVIRONMENT = {"SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"}


class SigningFailed(Failure):
    """Nothing was signed, or nothing could be checked: why, and what to do."""


@dataclass(frozen=True)
class Key:
    """The SSH key in a file; a public one stands for its private half in the running agent."""

    file: Path

    def sign(self, content: bytes) -> bytes:
        """Return the signature of *content*, as ``ssh-keygen -Y sign`` writes it."""
        if not self.file.is_file():
            raise SigningFailed(f"There is no key {self.file}.", "Name the file of an SSH key after --sign.")
        # the key is named as it stands: ssh-keygen refuses a private one that others may read, and says so
        done = _ssh_keygen("-Y", "sign", "-n", NAMESPACE, "-f", str(self.file), content=content)
        if done.returncode:
            raise SigningFailed(
                f"ssh-keygen could not sign with {self.file}.",
                "Name a key without a passphrase that only you can read, "
                "or the public half of one that ssh-agent holds.",
                _words(done),
            )
        return done.stdout


def signer(content: bytes, signature: bytes, allowed_signers: Path) -> str | None:
    """Return who signed *content*, by the name in *allowed_signers*; None where *signature* is not theirs.

    The list has to come from elsewhere: one that stands beside the signature proves nothing.
    """
    if not allowed_signers.is_file():
        raise SigningFailed(f"There is no list of signers {allowed_signers}.", "Name the file after --signers.")
    with tempfile.NamedTemporaryFile(suffix=".sig") as given:
        given.write(signature)
        given.flush()
        found = _ssh_keygen("-Y", "find-principals", "-s", given.name, "-f", str(allowed_signers), content=b"")
        for name in found.stdout.decode("utf-8", "replace").splitlines():
            arguments = ("-n", NAMESPACE, "-I", name, "-s", given.name, "-f", str(allowed_signers))
            if _ssh_keygen("-Y", "verify", *arguments, content=content).returncode == 0:
                return name
    return None


def _ssh_keygen(*arguments: str, content: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 -- no shell, and every part of the command is ours or a file's name
            ["ssh-keygen", *arguments],  # noqa: S607 -- the one on the PATH; its place differs between systems
            input=content,
            capture_output=True,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
            start_new_session=True,  # without a terminal it cannot stop to ask for a passphrase
        )
    except FileNotFoundError:
        raise SigningFailed(
            "ssh-keygen is not installed.", "Install it, for example with: apt install openssh-client"
        ) from None


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "replace").strip() or f"it ended with {done.returncode}"
