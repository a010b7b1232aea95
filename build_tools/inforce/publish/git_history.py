"""What a git history says: the states that a branch stood at, what each changed, its tags, and contents in bulk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from inforce.model.dataclass import dataclass
from inforce.publish.git import GitFailed, Repository, TreeFile, records


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
