"""A git branch, which GitHub Pages, GitLab Pages or any server shows: one commit a publication, never a forced push.

A push that does not go on from what stands there is rejected by git itself, so two publishers cannot
overwrite each other, and whoever is killed has changed nothing.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from inforce.publish.checkpoint import CHECKPOINT, read_checkpoint
from inforce.publish.destinations.destination import (
    ConcurrentPublish,
    DestinationFailed,
    Live,
    Moved,
    Progress,
    Read,
    Release,
)
from inforce.publish.git import Repository, TreeFile, blob_name, line
from inforce.publish.published_state import KEPT_BY_PUBLISHING

HOSTS_OWN = frozenset({".nojekyll", "CNAME", ".gitlab-ci.yml", ".domains"})
"""Files that tell the host how to serve the branch; they are no part of the site, and stay."""

_AUTHOR = {"name": "inforce", "email": "inforce@localhost"}


@dataclass(frozen=True)
class Branch:
    """The branch *branch* of *remote* (a remote's name, an address, or a path), reached from *repository*."""

    repository: Repository
    remote: str
    branch: str

    @property
    def name(self) -> str:
        """How people call the place; a password in an address is left out, for the name is printed."""
        where = "this repository" if self.remote == "." else re.sub("//[^/@]*@", "//", self.remote)
        return f"branch {self.branch} of {where}"

    @property
    def _ref(self) -> str:
        """Where the branch as it was fetched is kept; branches of other remotes have other names."""
        return f"refs/inforce/{hashlib.sha256(f'{self.remote} {self.branch}'.encode()).hexdigest()[:16]}"

    def live(self) -> Live | None:
        """Return what stands on the branch; None where there is no such branch."""
        tip = self._fetch()
        return self._stored(tip) if tip else None

    def earlier(self) -> tuple[int, ...]:
        """Return the numbers of the releases before the one that shows."""
        return tuple(sorted(self._releases()))[:-1]

    def release(self, number: int) -> Live:
        """Return an earlier release."""
        return self._stored(self._releases()[number])

    def holds(self, live: Live, files: Mapping[str, str], read: Read) -> bool:
        """Return whether the branch has *files* and nothing besides, by the names that git gives to contents."""
        there = self.repository.files(live.token)
        strangers = set(there) - set(files) - KEPT_BY_PUBLISHING - HOSTS_OWN
        algorithm = "sha256" if len(live.token) == 64 else "sha1"
        return not strangers and all(
            path in there and there[path] == TreeFile("100644", blob_name(read(path), algorithm)) for path in files
        )

    def replace(self, live: Live | None, release: Release, progress: Progress) -> Moved:
        """Put *release* on the branch as one commit that follows *live*."""
        tip = live.token if live else ""
        before = self.repository.files(tip) if tip else {}
        wanted = _Wanted(release, len(tip or self._empty_tree) == 64)
        after = {path: TreeFile("100644", blob) for path, blob in wanted.blobs(progress)}
        host = {path: file for path, file in before.items() if path in HOSTS_OWN and path not in after}
        changed = [path for path, file in after.items() if before.get(path) != file]
        removed = [path for path in before if path not in after and path not in host]
        ref = self._ref_of_our_own
        stream = _stream(ref, tip, release, changed, removed, plain=".nojekyll" not in before)
        commit = self._import(stream, ref)
        self._push(tip, commit)
        return Moved(written=len(changed), removed=len(removed), kept=len(after) - len(changed))

    @property
    def _empty_tree(self) -> str:
        """The name of the empty tree, whose length tells which hashes the repository uses."""
        return self.repository.text("hash-object", "-t", "tree", "--stdin")

    def _fetch(self) -> str:
        """Fetch the branch and return its commit; empty where there is no such branch."""
        listed = self.repository.ask("ls-remote", "--heads", "--", self.remote, f"refs/heads/{self.branch}")
        if listed.code:
            raise _failed(self.name, listed.words)
        if not listed.output:
            return ""
        own = self._ref_of_our_own
        refspec = f"refs/heads/{self.branch}:{own}"
        fetched = self.repository.ask(
            "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", "--", self.remote, refspec
        )
        if fetched.code:
            raise _failed(self.name, fetched.words)
        tip = self.repository.resolve(own)
        self.repository.ask("update-ref", self._ref, tip)  # so that the next time only what is new is fetched
        self.repository.ask("update-ref", "-d", own)
        return tip

    def _stored(self, commit: str) -> Live:
        return Live.read_by(lambda path: self.repository.content(commit, path), commit)

    def _releases(self) -> dict[int, str]:
        """The commit of each release, by its number; a commit that is none of ours has none."""
        found: dict[int, str] = {}
        tip = self._fetch()
        for commit, _ in line(self.repository, tip) if tip else ():
            try:
                found[read_checkpoint(self.repository.content(commit, CHECKPOINT)).release] = commit
            except (FileNotFoundError, ValueError):
                continue
        return found

    @property
    def _ref_of_our_own(self) -> str:
        """A name that no other publication in this repository uses."""
        return f"{self._ref}-{secrets.token_hex(8)}"

    def _import(self, stream: Iterable[bytes], ref: str) -> str:
        self.repository.run("fast-import", "--quiet", "--done", content=stream)
        commit = self.repository.resolve(ref)
        self.repository.run("update-ref", "-d", ref)
        return commit

    def _push(self, tip: str, commit: str) -> None:
        """Push *commit*; raise `ConcurrentPublish` where the branch no longer stands at *tip*."""
        answer = self.repository.ask(
            "push", "--quiet", "--no-verify", "--porcelain", "--", self.remote, f"{commit}:refs/heads/{self.branch}"
        )
        if answer.code == 0:
            return
        now = self._fetch()
        if now == commit:  # the answer was lost, not the push
            return
        if now != tip:
            raise ConcurrentPublish
        raise _failed(self.name, answer.words + answer.output.decode("utf-8", "replace"))


@dataclass(frozen=True)
class _Wanted:
    """The files of a release by the names that git gives to their contents."""

    release: Release
    long_names: bool

    def blobs(self, progress: Progress) -> Iterator[tuple[str, str]]:
        """Yield the path and the name of each file."""
        algorithm = "sha256" if self.long_names else "sha1"
        for done, path in enumerate(sorted(self.release.files)):
            yield path, blob_name(self.release.read(path), algorithm)
            progress(done + 1, len(self.release.files))
        for path, content in self.release.last.items():
            yield path, blob_name(content, algorithm)


def _stream(  # noqa: PLR0913 -- the parts of one commit
    ref: str, tip: str, release: Release, changed: Iterable[str], removed: Iterable[str], *, plain: bool
) -> Iterator[bytes]:
    """Yield what git fast-import reads: one commit on *tip* that writes *changed* and takes *removed* away."""
    when = f"{_AUTHOR['name']} <{_AUTHOR['email']}> {release.seconds} +0000"
    yield f"commit {ref}\nauthor {when}\ncommitter {when}\n".encode()
    yield _data(release.summary.encode())
    if tip:
        yield f"from {tip}\n".encode()
    if plain:  # GitHub Pages would leave out files whose names begin with an underscore
        yield b"M 100644 inline .nojekyll\n" + _data(b"")
    for path in removed:
        yield f"D {_quoted(path)}\n".encode("utf-8", "surrogateescape")
    for path in changed:
        content = release.last[path] if path in release.last else release.read(path)
        yield f"M 100644 inline {_quoted(path)}\n".encode() + _data(content)
    yield b"done\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n" % len(content) + content + b"\n"


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


_REMEDIES = {
    ("authentication failed", "could not read username", "permission denied", "returned error: 403"):
        "Check the credentials: this account has to be allowed to push to the branch.",
    ("no space left", "disk quota exceeded", "couldn't write", "unable to write"):
        "Check that there is room on the disk that git names, and that this account may write there; publish again.",
    ("unable to access", "could not resolve host", "could not connect", "timed out", "rpc failed", "hung up",
     "early eof", "unexpected disconnect", "expected flush", "connection reset", "connection refused", "broken pipe"):
        "Check the network and the address, and publish again.",
    ("checked out",):
        "The branch is checked out in that repository. Name another branch, or a bare repository.",
}  # fmt: skip
"""What to do by what git says; the first that fits."""


def _failed(name: str, words: str) -> DestinationFailed:
    said = words.strip()
    fitting = (remedy for signs, remedy in _REMEDIES.items() if any(sign in said.lower() for sign in signs))
    remedy = next(fitting, "Put right what git says, check the network, and publish again.")
    return DestinationFailed(f"The {name} could not be reached or written.", remedy, said)
