"""The law of the build: whatever happened before, a site that was brought up to date is the site made from nothing.

``make soak`` sets INFORCE_SOAK and goes through many more histories.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from inforce.store.store import NAME
from made_project import PAGES, QUOTED, Project

SOAK = bool(os.environ.get("INFORCE_SOAK"))
TOLD = ["1.0.0", "2.0.0", "3.0.0", "withdrawn 2026-06-15", "cancelled 2.0.0 2026-05-01"]

DONE = ["", "withdrawn", "instead", "elsewhere", "cancelled", "review", "formerly"]
SETTINGS = [
    "pdf: none",
    "pdf: in-force\nmanual: yes",
    "offline: no\npdf: none",
    "language: cy\npdf: none",
    "review_every: 1 month\npdf: none",
    "pdf: wrong",
]
TEXTS = ["# Page\n", "# Page\n\n[A](guidance/a/index.html)\n", "# Page\n\n<!-- inforce:changes -->\n", ""]
READ = ["read-by-hook.txt", "overrides/partials/copyright.html", "overrides/partials/logo.html"]
owners = st.sampled_from(["Practice team", "Other team"])
documents = st.sampled_from(["a", "b", "c"])
days = st.sampled_from(["2026-01-01", "2026-03-01", "2026-06-02", "2026-07-01", "2027-05-01"])
moments = st.sampled_from(["2026-05-30T09:00:00Z", "2026-06-01T23:30:00Z"])
MOVED = "\n        formerly: [{}#second]"
words = st.sampled_from(
    [
        "Knock first.", "Ring the bell.", "Ring the bell, and wait.", "Wait <b>here</b>.",
        f"Knock first.{MOVED.format('a')}", f"Knock first.{MOVED.format('b')}",
    ]
)  # fmt: skip


class Histories(RuleBasedStateMachine):
    """Editors edit, days pass, builds are killed, caches and sites are damaged; and the site is always the same."""

    def __init__(self) -> None:
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.project = Project(self.folder / "project")
        self.steps = 0

    def teardown(self) -> None:
        """Hold the site against one made from nothing."""
        try:
            self.is_that_of_a_build_from_nothing()
        finally:
            self.temporary.cleanup()

    def is_that_of_a_build_from_nothing(self) -> None:
        """The same problems, and the same files to the byte; where something stops it, nothing is written."""
        site = self.project.folder / "site"
        before = self.project.status() if site.exists() else {}
        warm = self.project.build()
        cold = self.project.from_nothing(self.folder / "other")
        assert warm.problems == cold.problems
        assert warm.files.keys() == cold.files.keys()
        assert [path for path in warm.files if warm.files[path] != cold.files[path]] == []
        if not warm.files and site.exists():
            assert self.project.status() == before
        left = {path.name for path in self.project.folder.iterdir()}
        assert not {name for name in left if name.startswith(".")}

    # ---- What editors do

    @rule(name=documents, number=st.integers(1, 3), begins=days, first=words)
    def save_a_version(self, name: str, number: int, begins: str, first: str) -> None:
        """It may be new, or one that is there with other words, or one that does not go with the others."""
        self.project.version(name, number, begins, first)

    @rule(name=documents, owner=owners, topic=st.sampled_from(["Visits", "X"]), how=st.sampled_from(DONE))
    def save_a_document(self, name: str, owner: str, topic: str, how: str) -> None:
        """It may be withdrawn, another may take its place, a version may be cancelled, a review may be recorded."""
        withdrawn = "withdrawn:\n  on: 2026-06-15\n  reason: No longer needed.\n"
        more = {
            "withdrawn": withdrawn,
            "instead": f"{withdrawn}  instead: {'b' if name == 'a' else 'a'}\n",
            "elsewhere": f"{withdrawn}  instead: [b, {{title: The manual, link: https://manual.example.org/}}]\n",
            "formerly": "formerly:\n  - id: c\n    until: 1.0.0\n",
            "cancelled": "called_off:\n  - version: 2.0.0\n    on: 2026-05-01\n    reason: Not ready.\n",
            "review": "reviews:\n  - on: 2026-05-20\n    by: Board\n    version: 1.0.0\n    outcome: As it was.\n",
        }
        self.project.document(name, owner, topic, more.get(how, ""))

    @rule(name=documents, told=st.sets(st.sampled_from(TOLD)), at=st.one_of(st.just(""), moments),
          now=st.one_of(st.just(""), moments))  # fmt: skip
    def publish(self, name: str, told: set[str], at: str, now: str) -> None:
        """The register knows some of what readers are told of a document; the rest is new, or nothing is published."""
        self.project.publish(name, dict.fromkeys(told, at), now)

    @rule(name=documents, other=documents)
    def rename_a_document(self, name: str, other: str) -> None:
        """Its folder gets another name."""
        folder = self.project.folder / "content/guidance"
        if (folder / name).exists() and not (folder / other).exists():
            (folder / name).rename(folder / other)

    @rule(name=documents)
    def delete_a_document(self, name: str) -> None:
        """All of its folder."""
        shutil.rmtree(self.project.folder / "content/guidance" / name, ignore_errors=True)

    @rule(
        text=st.sampled_from([QUOTED, "Staff should keep a record of each visit.", "Other words."]), later=st.booleans()
    )
    def save_an_edition(self, text: str, *, later: bool) -> None:
        """A newer one may take the place of the first."""
        if later:
            self.project.edition("2025", text)
        more = "replaced:\n  by: 2025\n  on: 2025-06-01\n" if later else ""
        self.project.edition("2018", QUOTED if later else text, more)

    @rule(said=st.sampled_from(SETTINGS))
    def save_settings(self, said: str) -> None:
        """One of them is none."""
        self.project.write("content/site.yml", f"format: 1\n{said}\n")

    @rule(said=st.sampled_from(["", "In force now", "Gilt"]))
    def save_words(self, said: str) -> None:
        """The words of the organisation, or none."""
        file = "content/words/en-GB.po"
        if said:
            self.project.write(file, f'msgctxt "status"\nmsgid "in force"\nmsgstr "{said}"\n')
        else:
            (self.project.folder / file).unlink(missing_ok=True)

    @rule(name=st.sampled_from([*PAGES, "more.md", "guidance.md"]), text=st.sampled_from(TEXTS))
    def save_an_ordinary_page(self, name: str, text: str) -> None:
        """It may lead to a document that comes and goes, or have a list."""
        if text or name in PAGES:
            self.project.write(f"content/pages/{name}", text or PAGES[name])
        else:
            (self.project.folder / "content/pages" / name).unlink(missing_ok=True)

    @rule(file=st.sampled_from(READ), text=st.sampled_from(["One", "Two"]))
    def save_what_the_theme_reads(self, file: str, text: str) -> None:
        """A file that a hook reads, a template that is there, and one that was not there before."""
        self.project.write(file, f"\n{text}\n")

    # ---- What happens besides

    @rule(day=st.sampled_from(["2026-05-31", "2026-06-01", "2026-06-02", "2026-06-15", "2026-07-01", "2027-01-02"]))
    def days_pass(self, day: str) -> None:
        """Back too: ``--on`` names any day."""
        self.project.day = day

    @rule(call=st.integers(0, 3000))
    @precondition(lambda _: hasattr(os, "fork"))
    def a_build_is_killed(self, call: int) -> None:
        """Before any of its calls."""
        self.project.killed_before(call)

    @rule(name=documents, first=words, after=st.integers(0, 20))
    def a_file_is_saved_while_the_build_runs(self, name: str, first: str, after: int) -> None:
        """At any moment."""
        timer = threading.Timer(after / 20, lambda: self.project.version(name, 1, "2026-01-01", first))
        timer.start()
        self.project.built()
        timer.join()

    @rule()
    @precondition(lambda _: hasattr(os, "fork"))
    def two_builds_run_at_once(self) -> None:
        """In two processes."""
        children = []
        for _ in range(2):
            child = os.fork()
            if not child:
                try:
                    self.project.built()
                finally:
                    os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)

    @rule(kept=st.booleans())
    def the_cache_is_an_older_one(self, *, kept: bool) -> None:
        """It is put aside, or what was put aside takes its place."""
        cache, aside = self.project.folder / "cache", self.folder / "aside"
        if kept and cache.exists():
            shutil.rmtree(aside, ignore_errors=True)
            shutil.copytree(cache, aside)
        elif aside.exists():
            shutil.rmtree(cache, ignore_errors=True)
            shutil.copytree(aside, cache)

    @rule(at=st.floats(0, 1))
    def the_cache_is_damaged(self, at: float) -> None:
        """A byte of it is another one."""
        file = self.project.folder / "cache" / NAME
        if file.exists():
            content = bytearray(file.read_bytes())
            content[int(at * (len(content) - 1))] ^= 0x55
            file.write_bytes(content)

    @rule()
    def the_site_is_deleted(self) -> None:
        """All of it."""
        shutil.rmtree(self.project.folder / "site", ignore_errors=True)

    @rule()
    def the_law_holds_here_too(self) -> None:
        """In the middle of a history."""
        self.is_that_of_a_build_from_nothing()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=200 if SOAK else 5,
    stateful_step_count=30 if SOAK else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
