"""Proves the working tree against a base: every version that exists there is here, and says the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inforce.publishing.finding import Finding, Kind
from inforce.publishing.git import GitFailed, Repository, TreeFile, blob_name
from inforce.publishing.register import Published
from inforce.publishing.version_files import VersionFiles


@dataclass(frozen=True)
class VersionFinding:
    """A finding about the file of a version, by its path in the project."""

    path: str
    finding: Finding


def verify_working_tree(repository: Repository, base: str) -> Iterator[VersionFinding]:
    """Yield each version that exists at *base* and is gone or says something else in the working tree.

    What counts is where the work went off from *base*: a version added there since is not missing here.
    """
    files = VersionFiles(repository.prefix)
    start = _start(repository, repository.resolve(base))
    changed: list[tuple[str, Published, TreeFile]] = []
    for path, file in repository.files(start, files.folder).items():
        found = files.version_at(path)
        if found and not _same(repository, path, file):
            changed.append((path, Published(*found, ""), file))
    stored = _as_git_would_store(repository, [path for path, _, _ in changed])
    for path, version, file in changed:
        if stored.get(path) == file.blob and not _is_link(repository, path):
            continue  # the checkout gave the file other line ends, and git would take them away again
        below = path.removeprefix(repository.prefix)
        what = f"Version {version.version} of {version.document} is published, and {{}}."
        if path not in stored:
            what, remedy = what.format("its file is gone"), f"Put it back: git checkout {start[:12]} -- {below}"
        else:
            what = what.format("this changes it")
            remedy = (
                f"Put it back: git checkout {start[:12]} -- {below}\n"
                "  Then make the change as a new version: a published version is never edited."
            )
        yield VersionFinding(below, Finding(Kind.WORKING_TREE, what, remedy, version))


def _start(repository: Repository, base: str) -> str:
    """Return the last commit that the work has in common with *base*, or *base* where it has none."""
    found = repository.ask("merge-base", base, "HEAD")
    if found.code == 0:
        return found.output.decode().split("\n")[0]
    if repository.is_shallow:
        raise GitFailed(
            "This clone is shallow: it cannot be told where the work went off from the base.",
            "Fetch all of the history: git fetch --unshallow. In a workflow, set fetch-depth: 0.",
        )
    return base


def _same(repository: Repository, path: str, file: TreeFile) -> bool:
    here = repository.folder / path.removeprefix(repository.prefix)
    if here.is_symlink() or not here.is_file():
        return False
    return blob_name(here.read_bytes(), "sha256" if len(file.blob) == 64 else "sha1") == file.blob


def _is_link(repository: Repository, path: str) -> bool:
    return (repository.folder / path.removeprefix(repository.prefix)).is_symlink()


def _as_git_would_store(repository: Repository, paths: list[str]) -> dict[str, str]:
    """Return the name that git would give to each file that is there, with its line ends as git would store them."""
    there = [path for path in paths if (repository.folder / path.removeprefix(repository.prefix)).is_file()]
    if not there:
        return {}
    asked = "".join(f"{path}\n" for path in there).encode()
    names = repository.run("hash-object", "--stdin-paths", content=[asked]).decode().split()
    return dict(zip(there, names, strict=True))
