"""Git histories in which nobody did wrong, made at random: merges, squashes, renames, drafts, settings of all sorts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from publishing.git_servers import commit_files, git, new_repository
from publishing.made_sites import record

SETTINGS = (
    ("core.autocrlf", "true"), ("core.autocrlf", "input"), ("core.quotePath", "true"), ("core.abbrev", "4"),
    ("diff.renames", "copies"), ("diff.noprefix", "true"), ("diff.algorithm", "patience"),
    ("diff.ignoreSubmodules", "all"), ("log.follow", "true"), ("log.showSignature", "true"), ("log.date", "relative"),
    ("format.pretty", "oneline"),
    ("color.ui", "always"), ("merge.ff", "only"), ("core.ignoreCase", "true"), ("i18n.logOutputEncoding", "latin1"),
    ("diff.external", "false"), ("core.commitGraph", "true"), ("core.fileMode", "false"),
)  # fmt: skip


@dataclass
class HonestHistory:
    """A repository with a random history of guidance, and what it holds on main."""

    folder: Path
    chance: Random
    prefix: str = ""
    versions: dict[tuple[str, str], bytes] = field(default_factory=dict)
    names: list[str] = field(default_factory=lambda: ["golden-rules", "lone-working", "records"])
    formerly: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """The ids that a document had, each with the last version published under it."""
    _pages: int = 0
    _branches: int = 0

    @classmethod
    def made(cls, folder: Path, seed: int, steps: int = 7) -> HonestHistory:
        """Make a history of so many steps."""
        chance = Random(seed)  # noqa: S311 -- to be repeated, not to be secret
        history = cls(new_repository(folder), chance, prefix=chance.choice(("", "", "handbook/")))
        history._commit({f"{history.prefix}README.md": b"Guidance\n"})
        for _ in range(steps):
            chance.choice(
                (
                    history.publish_directly,
                    history.merge_a_reviewed_draft,
                    history.squash_a_reviewed_draft,
                    history.rebase_an_unfinished_draft,
                    history.merge_two_at_once,
                    history.rename_a_page,
                    history.rename_a_document,
                    history.edit_and_put_back,
                    history.change_what_is_no_version,
                )
            )()
        for name, value in chance.sample(SETTINGS, 4):
            git(history.folder, "config", name, value)
        return history

    @property
    def points(self) -> list[str]:
        """The commits that main stood at, oldest first."""
        return git(self.folder, "rev-list", "--first-parent", "--reverse", "main").split()

    @property
    def project(self) -> Path:
        """The folder of the project, which may be below the top of the repository."""
        return self.folder / self.prefix

    def publish_directly(self) -> None:
        """Commit a new version on main."""
        path, content = self._new_version()
        self._commit({path: content})

    def merge_a_reviewed_draft(self) -> None:
        """Write a draft on a branch, change it after review, rename it even, and merge it."""
        path, content = self._new_version()
        self._on_branch()
        self._commit({path.replace("/versions/", "-draft/versions/"): b"draft: 1\n"})
        git(self.folder, "rm", "--quiet", path.replace("/versions/", "-draft/versions/"))
        self._commit({path: content + b"# a first draft\n"})
        self._commit({path: content})
        self._merge("--no-ff")

    def squash_a_reviewed_draft(self) -> None:
        """Write a draft on a branch, change it after review, and squash it into one commit."""
        path, content = self._new_version()
        self._on_branch()
        self._commit({path: content + b"# a first draft\n"})
        self._commit({path: content})
        branch = git(self.folder, "rev-parse", "--abbrev-ref", "HEAD")
        git(self.folder, "checkout", "--quiet", "main")
        git(self.folder, "merge", "--quiet", "--squash", branch)
        self._commit({})

    def rebase_an_unfinished_draft(self) -> None:
        """Write a draft with something left to fill in, finish it in a second commit, and put both on main."""
        path, content = self._new_version()
        unfinished = (b"version: 1\n", content.replace(b"Made for a test.", b"the title of the document"))
        self._on_branch()
        self._commit({path: self.chance.choice(unfinished)})
        self._commit({path: content})
        self._merge("--ff")

    def merge_two_at_once(self) -> None:
        """Let a version be published on main while a branch is under way, and merge main into the branch first."""
        path, content = self._new_version()
        self._on_branch()
        branch = git(self.folder, "rev-parse", "--abbrev-ref", "HEAD")
        self._commit({path: content})
        git(self.folder, "checkout", "--quiet", "main")
        other, words = self._new_version()
        self._commit({other: words})
        git(self.folder, "checkout", "--quiet", branch)
        git(self.folder, "merge", "--quiet", "--no-edit", "main")
        self._merge("--no-ff")

    def rename_a_page(self) -> None:
        """Move an ordinary page."""
        self._pages += 1
        before, after = (
            f"{self.prefix}content/pages/{self._pages}.md",
            f"{self.prefix}content/pages/{self._pages}-new.md",
        )
        self._commit({before: b"A page\n" * 9})
        git(self.folder, "mv", before, after)
        self._commit({})

    def rename_a_document(self) -> None:
        """Give a document another id, on a branch or not; tags, which name it, are never moved."""
        named = sorted({name for name, _ in self.versions})
        if not named or git(self.folder, "tag", "--list"):
            return
        name = self.chance.choice(named)
        new = f"{self.names.index(name)}-{len(self.formerly.get(name, ()))}-{name}"
        last = f"{sum(key[0] == name for key in self.versions)}.0.0"
        self.formerly[new] = [*self.formerly.pop(name, ()), (name, last)]
        self.names[self.names.index(name)] = new
        self.versions = {(new if key[0] == name else key[0], key[1]): text for key, text in self.versions.items()}
        on_branch = self.chance.random() < 0.5
        if on_branch:
            self._on_branch()
        guidance = f"{self.prefix}content/guidance"
        git(self.folder, "mv", f"{guidance}/{name}", f"{guidance}/{new}")
        self._commit({f"{guidance}/{new}/document.yml": self._details(new)})
        if on_branch:
            self._merge(self.chance.choice(("--no-ff", "--ff")))

    def _details(self, document: str) -> bytes:
        lines = ["format: 1", f"owner: Team {self.chance.randrange(1000)}", "audience: Everyone"]
        lines += ["formerly:"] if document in self.formerly else []
        for name, until in self.formerly.get(document, ()):
            lines += [f"  - id: {name}", f"    until: {until}"]
        return "\n".join([*lines, ""]).encode()

    def edit_and_put_back(self) -> None:
        """Change a published version by mistake, and revert the commit."""
        if self.versions:
            document, number = self.chance.choice(sorted(self.versions))
            self._commit({self._path(document, number): b"changed: by mistake\n"})
            git(self.folder, "revert", "--no-edit", "HEAD")

    def change_what_is_no_version(self) -> None:
        """Change what may be changed: the details of a document, a source, the mode of a version's file."""
        if not self.versions:
            return
        document, number = self.chance.choice(sorted(self.versions))
        self._commit({f"{self.prefix}content/guidance/{document}/document.yml": self._details(document)})
        (self.folder / self._path(document, number)).chmod(self.chance.choice((0o644, 0o755)))
        self._commit({})
        if self.chance.random() < 0.5:
            git(self.folder, "tag", "--force", f"{document}/{number}", *self.chance.choice(([], ["-m", "Published"])))

    def _new_version(self) -> tuple[str, bytes]:
        document = self.chance.choice(self.names)
        number = f"{sum(key[0] == document for key in self.versions) + 1}.0.0"
        words = self.chance.choice(
            ("Do what is right.", "Keep a record: of all of it.".replace(":", " \u2013"), "Ask.\n          Then act.")
        )
        content = record(document, number, words)
        if self.chance.random() < 0.1:
            content = content.replace(b"\n", b"\r\n")
        self.versions[document, number] = content
        return self._path(document, number), content

    def _path(self, document: str, number: str) -> str:
        return f"{self.prefix}content/guidance/{document}/versions/{number}.yml"

    def _on_branch(self) -> None:
        self._branches += 1
        git(self.folder, "checkout", "--quiet", "-b", f"draft-{self._branches}")

    def _merge(self, how: str) -> None:
        branch = git(self.folder, "rev-parse", "--abbrev-ref", "HEAD")
        git(self.folder, "checkout", "--quiet", "main")
        git(self.folder, "merge", "--quiet", "--no-edit", how, branch)

    def _commit(self, files: dict[str, bytes]) -> None:
        commit_files(self.folder, files)
