"""Proves the working tree against a base: no published version is lost or altered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from inforce.audit.history import VersionFiles, is_finished, is_withheld, renames_of
from inforce.model.guidance import DocumentDetails
from inforce.model.names import VersionNumber
from inforce.model.problem import Place, Problem
from inforce.publish.git import GitFailed, Repository, TreeFile, blob_name, changes, line
from inforce.publish.register import Published
from inforce.reading.guidance_files import read_details


def verify_working_tree(repository: Repository, base: str) -> Iterator[tuple[Published, Problem]]:
    """Yield each version that exists at *base* and is gone or says something else in the working tree.

    What counts is where the work went off from *base*: a version added there since is not missing here.
    """
    files = VersionFiles(repository.prefix)
    start = start_of_work(repository, repository.resolve(base))
    renames = renames_of(repository.folder / files.folder)
    changed: dict[str, tuple[Published, TreeFile, str]] = {}
    for there, file in repository.files(start, files.folder).items():
        found = files.version_at(there)
        path = files.path(renames.now(*found), found[1]) if found else there
        if found and not is_same(repository, path, file):
            changed[path] = Published(*found, ""), file, there
    stored = _as_git_would_store(repository, changed)
    added = _as_added(repository, start, files.folder) if changed else {}
    for path, (version, file, there) in changed.items():
        if not is_finished(repository.content(start, there), version.document, version.version):
            continue
        if path in stored and is_withheld(
            _details_here(repository, files, renames.now(*version.key)),
            version,
            repository.content(start, there),
            (repository.folder / path).read_bytes(),
        ):
            continue
        if stored.get(path) in (file.blob, added.get(there)) and not (repository.folder / path).is_symlink():
            continue  # the checkout gave it other line ends, or this puts back what was changed by mistake
        below = path.removeprefix(repository.prefix)
        what = f"Version {version.version} of {version.document} is published, and {{}}."
        if path not in stored:
            what, remedy = what.format("its file is gone"), f"Put it back:  git checkout {start[:12]} -- {below}"
            if not (repository.folder / files.details(version.document)).exists():
                last = max(
                    VersionNumber.parse(one.version) for one, _, _ in changed.values() if one.key[0] == version.document
                )
                remedy = (
                    f'If "{version.document}" has another id now, say so in its document.yml, under formerly:, with '
                    f"id: {version.document} and until: {last}. Otherwise put it back:"
                    f"{remedy.partition(':')[2]}"
                )
        else:
            what = what.format("this changes it")
            remedy = (
                "A published version is never edited: make the change as a new version, and put this one back:  "
                f"git checkout {start[:12]} -- {below}"
            )
        yield version, Problem(Place(below), "published-version-changed", what, remedy)


def _details_here(repository: Repository, files: VersionFiles, document: str) -> bytes | None:
    path = repository.folder / files.details(document)
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def published_at(repository: Repository, base: str) -> frozenset[tuple[str, VersionNumber]]:
    """Return the versions that exist where the work went off from *base*: each by its document and its number.

    A draft that was not finished there, and has been changed since, is not among them.
    """
    files = VersionFiles(repository.prefix)
    start = start_of_work(repository, repository.resolve(base))
    found = ((path, file, files.version_at(path)) for path, file in repository.files(start, files.folder).items())
    renames = renames_of(repository.folder / files.folder)
    return frozenset(
        (renames.now(*version), VersionNumber.parse(version[1]))
        for path, file, version in found
        if version and (is_same(repository, path, file) or is_finished(repository.content(start, path), *version))
    )


def details_before(repository: Repository, base: str) -> dict[str, DocumentDetails | None]:
    """Return what ``document.yml`` said where the work went off from *base*, of each document that it changed since."""
    files = VersionFiles(repository.prefix)
    start = start_of_work(repository, repository.resolve(base))
    return {
        Path(path).parent.name: read_details(repository.content(start, path), path).details
        for path, file in repository.files(start, files.folder).items()
        if path == files.details(Path(path).parent.name) and not is_same(repository, path, file)
    }


def start_of_work(repository: Repository, base: str) -> str:
    """Return the last commit that the work has in common with *base*, or *base* where it has none."""
    found = repository.ask("merge-base", base, "HEAD")
    if found.code == 0:
        return found.output.decode().split("\n")[0]
    if repository.is_shallow:
        raise GitFailed(
            "This clone is shallow, so inforce cannot tell where this work began.",
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
