"""The single door to git: what it is asked, and what a history says.

Revisions are resolved to full hashes first, paths are never taken for options, settings of the user that change
what git says are turned off, and every failure carries git's own words.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inforce.publish.guard import Ancestry
from inforce.store.atomic import Failure

# What `git replace` and the old grafts file put in the place of a commit is not what was committed.
_ENVIRONMENT = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ADVICE": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
_SETTINGS = (
    "core.commitGraph=false", "core.fsmonitor=false", "core.quotePath=false", "advice.graftFileDeprecated=false",
    "push.followTags=false", "push.recurseSubmodules=no", "push.gpgSign=false", "fetch.recurseSubmodules=no",
    "http.lowSpeedLimit=1", "http.lowSpeedTime=120",  # a server that says nothing for so many seconds is given up
)  # fmt: skip


class GitFailed(Failure):
    """Git could not do what was asked."""


@dataclass(frozen=True)
class Answer:
    """What a git command came to."""

    code: int
    output: bytes
    words: str


@dataclass(frozen=True)
class TreeFile:
    """A file in a commit: its mode and the name git gives to its content."""

    mode: str
    blob: str

    @property
    def is_plain(self) -> bool:
        """Whether it is an ordinary file, not a symbolic link or another repository."""
        return self.mode in ("100644", "100755")


_AT_ONCE = 200
"""How many files git is asked for in one go."""


@dataclass(frozen=True)
class Repository:
    """A git repository: the top of its working tree, where commands are run, and the way from there to the project.

    *prefix* is empty or ends in a slash. A bare repository is its own folder.
    """

    folder: Path
    prefix: str = ""

    def ask(self, *arguments: str, content: Iterable[bytes] = ()) -> Answer:
        """Run a git command with *content* as its input and return whatever it came to."""
        return _run(self.folder, arguments, content)

    def run(self, *arguments: str, content: Iterable[bytes] = ()) -> bytes:
        """Run a git command that has to succeed, and return what it printed."""
        answer = self.ask(*arguments, content=content)
        if answer.code:
            raise GitFailed(f"git {arguments[0]} failed.", "Put right what git says, and try again.", answer.words)
        return answer.output

    def text(self, *arguments: str) -> str:
        """Run a git command that has to succeed, and return what it printed as one text."""
        return self.run(*arguments).decode("utf-8", "replace").strip()

    def resolve(self, revision: str) -> str:
        """Return the full hash of the commit that *revision* names."""
        answer = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if answer.code:
            raise GitFailed(
                f'There is no commit "{revision}" in this repository.',
                "Check the name, or fetch it first: git fetch origin. In a workflow, set fetch-depth: 0.",
                answer.words,
            )
        return answer.output.decode().strip()

    def has_commit(self, commit: str) -> bool:
        """Whether the repository holds the commit of that full hash."""
        return self.ask("cat-file", "-e", f"{commit}^{{commit}}").code == 0

    @property
    def is_shallow(self) -> bool:
        """Whether part of the history was left out when the repository was fetched."""
        return self.text("rev-parse", "--is-shallow-repository") == "true"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was committed yet."""
        return self.ask("rev-parse", "--verify", "--quiet", "HEAD").code != 0

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether *newer* contains *older*."""
        answer = self.ask("merge-base", "--is-ancestor", older, newer)
        if answer.code > 1:
            raise GitFailed("git could not compare two commits.", "Check the repository: git fsck", answer.words)
        return answer.code == 0

    def descent(self, live: str, offered: str) -> Ancestry:
        """Return how the commit *offered* stands to the commit *live*."""
        if live == offered:
            return Ancestry.SAME
        if not self.has_commit(live):
            return Ancestry.NOT_HERE
        if self.is_ancestor(live, offered):
            return Ancestry.NEWER
        if self.is_ancestor(offered, live):
            return Ancestry.OLDER
        return Ancestry.NOT_HERE if self.is_shallow else Ancestry.APART

    def files(self, commit: str, folder: str = "") -> dict[str, TreeFile]:
        """Return every file below *folder*, by its path from the root of the tree."""
        below = ["--", folder] if folder else []
        found: dict[str, TreeFile] = {}
        for record in records(self.run("ls-tree", "-r", "-z", "--full-tree", commit, *below)):
            said, _, path = record.partition("\t")
            mode, _, blob = said.split(" ")
            found[path] = TreeFile(mode, blob)
        return found

    def content(self, commit: str, path: str) -> bytes:
        """Return the bytes of a file in a commit; raise `FileNotFoundError` where it has none."""
        answer = self.ask("cat-file", "blob", f"{commit}:{path}")
        if answer.code:
            raise FileNotFoundError(path)
        return answer.output

    def contents(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """Yield the bytes of each of *blobs*, by their names in git."""
        for start in range(0, len(blobs), _AT_ONCE):
            asked = blobs[start : start + _AT_ONCE]
            said = self.run("cat-file", "--batch", content=[f"{blob}\n".encode() for blob in asked])
            position = 0
            for _ in asked:
                end = said.index(b"\n", position)
                size = int(said[position:end].split(b" ")[2])
                yield said[end + 1 : end + 1 + size]
                position = end + 1 + size + 1


def find_repository(folder: Path) -> Repository | None:
    """Return the repository that *folder* is in; None where it is in none, or git is not installed."""
    try:
        answer = _run(folder, ("rev-parse", "--show-prefix"), ())
    except GitMissing:
        return None
    if answer.code == 0:
        prefix = os.fsdecode(answer.output).removesuffix("\n")
        depth = prefix.count("/")
        return Repository(folder.resolve().parents[depth - 1] if depth else folder, prefix)
    if "safe.directory" in answer.words:
        raise GitFailed(
            f"The repository at {folder} belongs to another user, so git does not open it.",
            f"If you trust it: git config --global --add safe.directory {folder}",
        )
    if "not a git repository" in answer.words:
        return None
    raise GitFailed(f"git cannot open the repository at {folder}.", "Put right what git says.", answer.words)


def repository_at(folder: Path) -> Repository:
    """Return the repository that *folder* is in; raise `GitFailed` where there is none."""
    found = find_repository(folder)
    if found is None:
        raise GitFailed(
            f"{folder} is in no git repository.", "Run the command in a clone of the repository that has the content."
        )
    return found


def make_bare_repository(folder: Path) -> Repository:
    """Return the bare repository in *folder*, made beside it and moved there where there is none."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as beside:
            answer = _run(Path(beside), ("init", "--quiet", "--bare", "repository"), ())
            if answer.code:
                raise GitFailed(f"git cannot make a repository in {folder}.", "Put right what git says.", answer.words)
            with suppress(OSError):  # someone else has made it in the meantime
                (Path(beside) / "repository").rename(folder)
    return Repository(folder)


class GitMissing(GitFailed):
    """Git is not installed."""

    def __init__(self) -> None:
        super().__init__("git is not installed.", "Install git, for example with: apt install git")


def _run(folder: Path, arguments: Sequence[str], content: Iterable[bytes]) -> Answer:
    try:
        import git  # noqa: PLC0415 -- a quarter of a second that building a site without git does not pay
    except ImportError:
        raise GitMissing from None
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    with tempfile.TemporaryFile() as given:
        given.writelines(content)
        given.seek(0)
        try:
            # where there is no such folder, git says so, and does not take the one that the program runs in
            code, output, words = git.Git().execute(
                ["git", "-C", str(folder), *settings, *arguments],
                istream=given,
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                env=_ENVIRONMENT,
            )
        except git.GitCommandNotFound:
            raise GitMissing from None
    return Answer(code, output, words)


def blob_name(content: bytes, algorithm: str) -> str:
    """Return the name that git gives to *content*."""
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def records(output: bytes) -> Iterator[str]:
    """Return the parts of what git printed with ``-z``."""
    return iter(output.decode("utf-8", "surrogateescape").split("\0")[:-1])


@dataclass(frozen=True)
class FileChange:
    """That a commit changed a file; None where there was no such file before or after."""

    commit: str
    path: str
    before: TreeFile | None
    after: TreeFile | None


@dataclass(frozen=True)
class Tag:
    """A tag: its name, the commit it stands for, and the name in its own object ("" for a tag without one)."""

    name: str
    commit: str
    own_name: str


def line(repository: Repository, commit: str) -> list[tuple[str, str]]:
    """Return the commits that the branch stood at, oldest first, each with the one before it ("" for the first).

    What was merged counts with its merge: the commits of a merged branch never were what the branch said.
    """
    said = repository.text("rev-list", "--first-parent", "--reverse", "--end-of-options", commit).split()
    return list(zip(said, ["", *said], strict=False))


def changes(repository: Repository, commits: Sequence[tuple[str, str]], folder: str) -> Iterator[FileChange]:
    """Yield what each of *commits*, as `line` gives them, changed below *folder*, oldest first."""
    asked = "".join(f"{commit} {before}".strip() + "\n" for commit, before in commits)
    options = ("--stdin", "--root", "-r", "-z", "--raw", "--no-renames", "--full-index", "--no-abbrev")
    found = records(repository.run("diff-tree", *options, "--", folder, content=[asked.encode()]))
    commit = ""
    for record in found:
        if not record.startswith(":"):
            commit = record.strip()
            continue
        old_mode, new_mode, old, new, _ = record[1:].split(" ")
        yield FileChange(commit, next(found), _tree_file(old_mode, old), _tree_file(new_mode, new))


def tags(repository: Repository) -> Iterator[Tag]:
    """Yield every tag that stands for a commit."""
    asked = "%(refname:lstrip=2)%00%(objecttype)%00%(*objecttype)%00%(objectname)%00%(*objectname)%00%(tag)"
    for record in repository.text("for-each-ref", f"--format={asked}", "refs/tags/").splitlines():
        name, kind, inner, own, peeled, own_name = record.split("\0")
        if "commit" in (kind, inner):
            yield Tag(name, peeled or own, own_name)


def contents(repository: Repository, names: Iterable[tuple[str, str]]) -> Iterator[bytes | None]:
    """Yield the content of each file, asked for as commit and path; None where that commit has no such file."""
    asked = (f"{commit}:{path}\n".encode() for commit, path in names)
    output = repository.run("cat-file", "--batch", content=asked)
    position = 0
    while position < len(output):
        end = output.index(b"\n", position)
        head = output[position:end]
        position = end + 1
        if head.endswith(b" missing"):
            yield None
            continue
        size = int(head.rpartition(b" ")[2])
        yield output[position : position + size]
        position += size + 1


def described(repository: Repository, commit: str) -> str:
    """Return a commit in words: its short hash, its day, its author and the first line of its message."""
    try:
        said = repository.text("log", "-1", "--no-show-signature", "--format=%as%x00%an%x00%s", commit, "--")
        day, author, subject = said.split("\0")
    except (GitFailed, ValueError):
        return commit[:12]
    unseen = re.compile(r"[^\x20-\x7e\xa1-\U0001f9ff]")
    return unseen.sub("?", f'{commit[:12]} of {day} by {author}, "{subject}"')


def _tree_file(mode: str, blob: str) -> TreeFile | None:
    return None if mode == "000000" else TreeFile(mode, blob)
