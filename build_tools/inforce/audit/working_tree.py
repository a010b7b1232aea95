"""Proves the working tree against a base: every version that exists there is here, and says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inforce.audit.finding import Finding, Kind
from inforce.audit.version_files import VersionFiles
from inforce.model.dataclass import dataclass
from inforce.model.names import VersionNumber
from inforce.publish.git import GitFailed, Repository, TreeFile, blob_name
from inforce.publish.git_history import changes, line
from inforce.publish.register import Published


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
    start = start_of_work(repository, repository.resolve(base))
    changed: dict[str, tuple[Published, TreeFile]] = {}
    for path, file in repository.files(start, files.folder).items():
        found = files.version_at(path)
        if found and not is_same(repository, path, file):
            changed[path] = Published(*found, ""), file
    stored = _as_git_would_store(repository, changed)
    added = _as_added(repository, start, files.folder) if changed else {}
    for path, (version, file) in changed.items():
        if stored.get(path) in (file.blob, added.get(path)) and not (repository.folder / path).is_symlink():
            continue  # the checkout gave it other line ends, or this puts back what was changed by mistake
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


def published_at(repository: Repository, base: str) -> frozenset[tuple[str, VersionNumber]]:
    """Return the versions that exist where the work went off from *base*: each by its document and its number."""
    files = VersionFiles(repository.prefix)
    start = start_of_work(repository, repository.resolve(base))
    found = (files.version_at(path) for path in repository.files(start, files.folder))
    return frozenset((document, VersionNumber.parse(number)) for document, number in filter(None, found))


def start_of_work(repository: Repository, base: str) -> str:
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


def is_same(repository: Repository, path: str, file: TreeFile) -> bool:
    """Whether the working tree has the very bytes of *file* at *path*."""
    here = repository.folder / path
    if here.is_symlink() or not here.is_file():
        return False
    return blob_name(here.read_bytes(), "sha256" if len(file.blob) == 64 else "sha1") == file.blob


def _as_added(repository: Repository, start: str, folder: str) -> dict[str, str]:
    """Return the name of what each file said when it was first added."""
    first: dict[str, str] = {}
    for change in changes(repository, line(repository, start), folder):
        if change.after:
            first.setdefault(change.path, change.after.blob)
    return first


def _as_git_would_store(repository: Repository, paths: Iterable[str]) -> dict[str, str]:
    """Return the name that git would give to each file that is there, with its line ends as git would store them."""
    there = [path for path in paths if (repository.folder / path).is_file()]
    if not there:
        return {}
    asked = "".join(f"{path}\n" for path in there).encode()
    names = repository.run("hash-object", "--stdin-paths", content=[asked]).decode().split()
    return dict(zip(there, names, strict=True))
