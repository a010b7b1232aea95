"""Proves a git history: every version file was added once and has said the same ever since.

Names that git gives to contents are compared, so nothing that only changes how files are checked out counts.
A change that was put back later is reported as a remark: the history then says again what it said first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inforce.checks.placeholders_filled import said_in
from inforce.model.guidance import WITHHELD, FormerId, Withheld
from inforce.model.names import ID, VERSION, VersionNumber
from inforce.model.originals import fingerprint as sha256
from inforce.model.placeholders import placeholder_fault
from inforce.model.problem import NOWHERE, Place, Problem
from inforce.publish.checkpoint import REGISTER
from inforce.publish.git import FileChange, Repository, Tag, TreeFile, changes, contents, described, line, tags
from inforce.publish.register import Entry, Published, Register, read_register
from inforce.reading.guidance_files import read_details, read_version, says_the_rest

_BELOW_GUIDANCE = re.compile(rf"(?P<document>{ID.pattern})/versions/(?P<version>{VERSION.pattern})\.yml", re.ASCII)


@dataclass(frozen=True)
class VersionFiles:
    """The files of versions in a repository in which the project stands at *prefix* ("" for the top)."""

    prefix: str

    @property
    def folder(self) -> str:
        """The folder that all of them are below, with a slash at the end."""
        return f"{self.prefix}content/guidance/"

    def version_at(self, path: str) -> tuple[str, str] | None:
        """Return the document and the number of the version whose file *path* is; None where it is none."""
        found = _BELOW_GUIDANCE.fullmatch(path.removeprefix(self.folder)) if path.startswith(self.folder) else None
        return (found["document"], found["version"]) if found else None

    def details(self, document: str) -> str:
        """Return the path of the file that says what stays the same of that document."""
        return f"{self.folder}{document}/document.yml"

    def path(self, document: str, version: str) -> str:
        """Return the path of the file of that version."""
        return f"{self.folder}{document}/versions/{version}.yml"


@dataclass(frozen=True)
class Renames:
    """Under which ids documents stand now of which versions were published under others."""

    formerly: Mapping[str, tuple[FormerId, ...]] = field(default_factory=dict)

    def now(self, document: str, version: str) -> str:
        """Return the id of the document now whose *version* was published under the id *document*."""
        number = VersionNumber.parse(version)
        for name, ids in self.formerly.items():
            if any(one.id == document and number <= one.until for one in ids):
                return name
        return document


def renames_in(details: Iterable[tuple[str, bytes | None]]) -> Renames:
    """Return what the *details* of documents, each given with its id, say of the ids that they had before."""
    found = {}
    for name, content in details:
        read = read_details(content, "").details if content and b"formerly:" in content else None
        if read and read.formerly:
            found[name] = read.formerly
    return Renames(found)


def renames_of(guidance: Path) -> Renames:
    """Return what documents in the folder *guidance* are called otherwise than before."""
    found = sorted(path for path in guidance.glob("*/document.yml") if not path.is_symlink())
    return renames_in((path.parent.name, path.read_bytes()) for path in found)


def renames_at(repository: Repository, commit: str, files: VersionFiles) -> Renames:
    """Return what documents are called otherwise in *commit* than before."""
    names = sorted(
        path.removeprefix(files.folder).removesuffix("/document.yml")
        for path in repository.files(commit, files.folder)
        if path.endswith("/document.yml")
    )
    return renames_in(zip(names, contents(repository, ((commit, files.details(name)) for name in names)), strict=True))


def withheld_in(details: bytes | None, version: Published) -> tuple[Withheld, ...]:
    """Return what a ``document.yml`` says was withheld from *version*."""
    read = read_details(details, "document.yml").details if details is not None else None
    return tuple(one for one in (read.withheld if read else ()) if str(one.version) == version.version)


def is_withheld(details: bytes | None, version: Published, published: bytes, now: bytes) -> bool:
    """Whether a version says what was *published*, but for words that its document declares withheld.

    Where words were withheld before, *published* may be what was left then.
    """
    declared = withheld_in(details, version)
    if not declared:
        return False
    known = {one.fingerprint for one in declared} == {sha256(published)}
    if not known and WITHHELD.encode() not in published:
        return False
    return says_the_rest(published, now, VersionNumber.parse(version.version), {one.taken for one in declared})


_BRANCHES_OF_PAGES = ("gh-pages", "gl-pages", "pages")
"""The branches that the workflows of GitHub, GitLab and Forgejo publish to."""


def published_register(repository: Repository) -> Register | None:
    """Return the register on the branch for pages of origin, as the clone knows it; None where none there holds."""
    there = published_file(repository, REGISTER)
    read = read_register(there) if there is not None else None
    return None if read is None or read.faults else read.register


def published_file(repository: Repository, path: str) -> bytes | None:
    """Return a file of the branch for pages of origin, as the clone knows it; None where none there has it."""
    asked = (repository.ask("cat-file", "blob", f"origin/{name}:{path}") for name in _BRANCHES_OF_PAGES)
    return next((answer.output for answer in asked if answer.code == 0), None)


@dataclass(frozen=True)
class VerifiedHistory:
    """What verification came to: what was found, what was put back in the meantime, and how much was looked at."""

    findings: tuple[Problem, ...]
    remarks: tuple[str, ...] = ()
    versions: int = 0
    commits: int = 0


def verify_history(
    repository: Repository, *, registered: Sequence[Entry] | None = None, remembered: str = ""
) -> VerifiedHistory:
    """Verify the history that leads to the commit checked out.

    With *registered* entries, a version counts from its publication on, and drafts before it are free to change;
    without, it counts from the first commit in which it can be read and nothing is left to fill in. *remembered* is a
    commit that was seen published before.
    """
    if gap := _gap(repository):
        return VerifiedHistory((gap,))
    files = VersionFiles(repository.prefix)
    head = repository.resolve("HEAD")
    commits = line(repository, head)
    findings = [*_forgotten(repository, head, remembered), *_tag_findings(repository, head, files)]
    if registered is not None:
        registered = [entry for entry in registered if not entry.what]
        said = []
        for entry, what in _registered_findings(repository, head, registered, files):
            if isinstance(what, Problem):
                findings.append(what)
            else:
                said.append(said_of_withheld(entry, what))
        return VerifiedHistory(tuple(sorted(set(findings))), tuple(said), len(registered), len(commits))
    lives = _since_readable(repository, _lives(changes(repository, commits, files.folder), files))
    if not lives:
        findings.append(_no_versions(files))
    remarks: list[str] = []
    renames = renames_at(repository, head, files)
    known = {(life.document, life.version): life for life in lives}
    lives = [life for life in lives if not life.goes_on(renames, known)]
    for life in lives:
        if lawful := _lawfully_changed(repository, head, life, files):
            remarks.append(lawful)
            continue
        findings += life.findings(repository)
        remarks += life.remarks(repository)
    return VerifiedHistory(tuple(sorted(set(findings))), tuple(remarks), len(lives), len(commits))


def _lawfully_changed(repository: Repository, head: str, life: _Life, files: VersionFiles) -> str:
    """Return what is to be said where all that changed in a version is that words were withheld; else ""."""
    first, last = life.changes[0].after, life.changes[-1].after
    if first is None or last is None or first.blob == last.blob or not last.is_plain:
        return ""
    version = Published(life.document, life.version, "")
    details = next(contents(repository, [(head, files.details(life.document))]))
    published, now = repository.contents([first.blob, last.blob])
    if not is_withheld(details, version, published, now):
        return ""
    return said_of_withheld(version, withheld_in(details, version))


def said_of_withheld(version: Published, declared: Sequence[Withheld]) -> str:
    """Return in words what was withheld from *version*."""
    what = [one.part or (f"rule {one.rule}" if one.rule else "all words") for one in declared]
    said = (
        f"{taken} on {one.on}, by {one.decided_by} ({one.reason.rstrip()})"
        for taken, one in zip(what, declared, strict=True)
    )
    return f"Words were withheld from {version}: {'; '.join(said)}."


@dataclass(frozen=True)
class _Life:
    """All that happened to the file of one version."""

    document: str
    version: str
    path: str
    changes: tuple[FileChange, ...]

    @property
    def _first(self) -> TreeFile | None:
        return self.changes[0].after

    @property
    def _published(self) -> Published:
        return Published(self.document, self.version, "")

    def findings(self, repository: Repository) -> Iterator[Problem]:
        """Yield that the version is lost or altered now."""
        last = self.changes[-1]
        if last.after is None:
            what = f"{self.path} was removed by commit {described(repository, last.commit)}."
            yield Problem(Place(self.path), "history-altered", what, self._remedy)
        elif not last.after.is_plain:
            what = f"{self.path} was replaced with a link by commit {described(repository, last.commit)}."
            yield Problem(Place(self.path), "history-altered", what, self._remedy)
        elif self._first and last.after.blob != self._first.blob:
            since = next(change for change in self.changes if not self._as_at_first(change))
            what = f"{self.path} was changed by commit {described(repository, since.commit)}."
            yield Problem(Place(self.path), "history-altered", what, self._remedy)

    def goes_on(self, renames: Renames, lives: Mapping[tuple[str, str], _Life]) -> bool:
        """Whether one of *lives* takes it up, as it was, in the folder of a document that has another id now."""
        name = renames.now(self.document, self.version)
        if self.changes[-1].after is not None or self._first is None or name == self.document:
            return False
        later = lives.get((name, self.version))
        return (
            later is not None and later.changes[0].after is not None and later.changes[0].after.blob == self._first.blob
        )

    def remarks(self, repository: Repository) -> Iterator[str]:
        """Yield that the version was lost or altered for a while, and says again what it said first."""
        strayed = next((change for change in self.changes if not self._as_at_first(change)), None)
        if strayed and self._as_at_first(self.changes[-1]):
            back = described(repository, self.changes[-1].commit)
            yield f"{self.path} was changed by commit {described(repository, strayed.commit)}, and put back by {back}."

    def _as_at_first(self, change: FileChange) -> bool:
        return bool(change.after and self._first and change.after.is_plain and change.after.blob == self._first.blob)

    @property
    def _remedy(self) -> str:
        added = self.changes[0].commit
        return (
            f"Put it back as it was: git checkout {added[:12]} -- {self.path}\n"
            "  Make the change as a new version. If it was a draft that no reader saw, verify against the register: "
            "inforce verify --history --site ADDRESS"
        )


def _lives(found: Iterator[FileChange], files: VersionFiles) -> list[_Life]:
    by_path: dict[str, list[FileChange]] = {}
    for change in found:
        if files.version_at(change.path):
            by_path.setdefault(change.path, []).append(change)
    return [
        _Life(*(files.version_at(path) or ("", "")), path, tuple(history)) for path, history in sorted(by_path.items())
    ]


def _since_readable(repository: Repository, lives: Sequence[_Life]) -> list[_Life]:
    """Return each life from the first state on that could have been published: a draft that cannot be read is none."""
    found = []
    for life in lives:
        begins = 0
        if len(life.changes) > 1:
            readable = (at for at, one in enumerate(life.changes) if _is_readable(repository, life, one))
            begins = next(readable, len(life.changes) - 1)
        if life.changes[begins].after:
            found.append(replace(life, changes=life.changes[begins:]))
    return found


def _is_readable(repository: Repository, life: _Life, change: FileChange) -> bool:
    if change.after is None:
        return False
    (content,) = repository.contents([change.after.blob])
    return is_finished(content, life.document, life.version)


def is_finished(content: bytes, document: str, number: str) -> bool:
    """Whether a version can be read and nothing in it is left to fill in: before that, nobody can have published it."""
    read = read_version(content, "", document, VersionNumber.parse(number))
    version = read.version
    if version is None or any(problem.is_error for problem in read.problems):
        return False
    return not any(text and placeholder_fault(text) for _, text, _ in said_in(version))


def _gap(repository: Repository) -> Problem | None:
    """Why the history cannot be told, if it cannot."""
    if repository.is_empty:
        return Problem(
            NOWHERE, "proof-impossible", "Nothing was committed in this repository yet.", "Commit the content first."
        )
    if repository.is_shallow:
        return Problem(
            NOWHERE,
            "proof-impossible",
            "This clone is shallow: part of the history was not fetched, so it cannot be verified.",
            "Fetch all of it: git fetch --unshallow. In a workflow, set fetch-depth: 0.",
        )
    return None


def _no_versions(files: VersionFiles) -> Problem:
    return Problem(
        NOWHERE,
        "proof-impossible",
        f"The history has no version of any document in {files.folder}, so there is nothing to prove.",
        "Run the command in the folder that has mkdocs.yml, in a clone of the repository that has the content.",
    )


def _forgotten(repository: Repository, head: str, remembered: str) -> Iterator[Problem]:
    if remembered and not (repository.has_commit(remembered) and repository.is_ancestor(remembered, head)):
        yield Problem(
            NOWHERE,
            "history-altered",
            f"The history does not contain commit {remembered[:12]}, which was published: it was rewritten.",
            "Bring the old history back from a clone or a mirror, and find out who rewrote it.",
        )


def _registered_findings(
    repository: Repository, head: str, entries: Sequence[Entry], files: VersionFiles
) -> Iterator[tuple[Published, Problem | tuple[Withheld, ...]]]:
    """Hold each registered version against the file as it is now, and as it was in the commit it was published from."""
    renames = renames_at(repository, head, files)
    documents = [renames.now(entry.document, entry.version) for entry in entries]
    paths = [files.path(document, entry.version) for document, entry in zip(documents, entries, strict=True)]
    now = contents(repository, ((head, path) for path in paths))
    then = [
        before if before is not None else after
        for before, after in zip(
            contents(repository, ((one.commit or head, files.path(one.document, one.version)) for one in entries)),
            contents(repository, ((one.commit or head, path) for one, path in zip(entries, paths, strict=True))),
            strict=True,
        )
    ]
    in_history = {commit: _in_history(repository, commit, head) for commit in {entry.commit for entry in entries}}
    for entry, document, path, content, published in zip(entries, documents, paths, now, then, strict=True):
        version = entry.published
        remedy = "Put it back as it was published; its record on the site is the same file."
        if content is None:
            yield version, Problem(Place(path), "history-altered", f"{path} was published and is missing.", remedy)
        elif sha256(content) != entry.fingerprint:
            details = next(contents(repository, [(head, files.details(document))]))
            declared = withheld_in(details, version)
            held = [one for one in declared if one.fingerprint == entry.fingerprint]
            if held and (published is None or is_withheld(details, version, published, content)):
                yield version, declared
            else:
                yield (
                    version,
                    Problem(Place(path), "history-altered", f"{path} does not say what was published.", remedy),
                )
        if not in_history[entry.commit]:
            what = f"{version} was published from commit {entry.commit[:12]}, which the history does not contain."
            yield (
                version,
                Problem(
                    Place(path), "history-altered", what, "Bring the old history back, and find out who rewrote it."
                ),
            )
        elif published is None or sha256(published) != entry.fingerprint:
            what = (
                f"Commit {entry.commit[:12]}, from which {version} was published, does not have it as it was published."
            )
            yield (
                version,
                Problem(Place(path), "history-altered", what, "Find out who changed the register or the history."),
            )


def _in_history(repository: Repository, commit: str, head: str) -> bool:
    return not commit or (repository.has_commit(commit) and repository.is_ancestor(commit, head))


def _tag_findings(repository: Repository, head: str, files: VersionFiles) -> Iterator[Problem]:
    """Hold each tag that is named after a version, such as ``golden-rules/2.0.0``, against that version now."""
    named = [(tag, found) for tag in tags(repository) if (found := _version_of(tag, files))]
    paths = [files.path(*found) for _, found in named]
    tagged = contents(repository, ((tag.commit, path) for (tag, _), path in zip(named, paths, strict=True)))
    renames = renames_at(repository, head, files)
    current = contents(repository, ((head, files.path(renames.now(*one), one[1])) for _, one in named))
    for (tag, (document, number)), then, now in zip(named, tagged, current, strict=True):
        version = Published(document, number, "")
        remedy = "Compare the tag with a mirror, and find out who moved it."
        if tag.own_name and tag.own_name != tag.name:
            what = f'The tag "{tag.name}" is the tag "{tag.own_name}" under another name.'
            yield Problem(NOWHERE, "history-altered", what, remedy)
        elif then != now or then is None:
            what = f'The tag "{tag.name}" stands for a commit that does not hold {version} as it is now.'
            yield Problem(NOWHERE, "history-altered", what, remedy)


def _version_of(tag: Tag, files: VersionFiles) -> tuple[str, str] | None:
    for name in (tag.name, tag.own_name):
        document, _, version = name.rpartition("/")
        if found := files.version_at(files.path(document, version)):
            return found
    return None
