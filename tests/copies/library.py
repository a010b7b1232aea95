"""A library with a document in every state that a copy can be in, built for the days around the one of reading."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from real_project import copied, run

YESTERDAY, TODAY, TOMORROW = "2026-11-21", "2026-11-22", "2026-11-23"


@dataclass(frozen=True)
class State:
    """A version in one state: where its page is, and what its copies have to say on `TODAY`.

    *page* is the page read on the day; *status_box* the status on it; *notice* is part of its warnings ("" for none);
    *printed* what each sheet says, *unscripted* what it says where script is off; *program* is the status in records,
    and *next_day* the status that a page of the day shows on the day after.
    """

    name: str
    document: str
    version: str
    status_box: str
    notice: str
    printed: str
    unscripted: str
    program: str
    next_day: str

    @property
    def page(self) -> str:
        """The page of the version, for good."""
        return f"guidance/{self.document}/{self.version}/"

    def checked(self, time: str) -> str:
        """What a page says that found out on `TODAY` at *time* how its version stands."""
        stands = "not in force yet" if self.program == "upcoming" else self.program
        return f"Checked on 22 November 2026 at {time}: {stands}."

    def __str__(self) -> str:
        return self.name


SINCE = "In force since 5 January 2026"
EXPIRED = "Printed without JavaScript: treat this copy as out of date."
SUPERSEDED = "This version is superseded: do not rely on this copy."
WITHDRAWN = "This version is withdrawn: do not rely on this copy."

STATES = (
    State("in force", "staying", "1.0.0", SINCE, "",
          "Do not use after 29 November 2026.", EXPIRED, "in force", SINCE),
    State("until tomorrow", "ending", "1.0.0", SINCE, "This guidance changes on 23 November 2026",
          "Do not use after 22 November 2026.", EXPIRED, "in force", "No longer in force"),
    State("from tomorrow", "ending", "2.0.0", "Not in force until 23 November 2026", "This version is not in force yet",
          "This version applies from 23 November 2026: do not follow it before.",
          f"This version is not in force yet: do not follow it. {EXPIRED}", "upcoming", "Was due to come into force"),
    State("superseded since", "replaced", "1.0.0", "Superseded on 22 November 2026", "This version is superseded",
          SUPERSEDED, SUPERSEDED, "superseded", "Superseded on 22 November 2026"),
    State("withdrawn since", "gone", "1.0.0", "Withdrawn on 22 November 2026",
          "This guidance was withdrawn on 22 November 2026",
          WITHDRAWN, WITHDRAWN, "withdrawn", "Withdrawn on 22 November 2026"),
    State("review overdue", "overdue", "1.0.0", SINCE, "The review of this guidance is overdue",
          "The review of this version was due by 5 February 2026: do not rely on this copy.", EXPIRED, "in force",
          SINCE),
    State("source superseded", "seven-golden-rules", "2.0.0", "In force since 22 November 2026",
          "This guidance quotes a source that has since been replaced",
          "Do not use after 29 November 2026.", EXPIRED, "in force", "In force since 22 November 2026"),
)  # fmt: skip


def _document(project: Path, name: str, review_every: str = "5 years") -> None:
    folder = project / "content" / "guidance" / name
    (folder / "versions").mkdir(parents=True)
    (folder / "document.yml").write_text(
        f"format: 1\nowner: Records desk\naudience: Everyone\ntopics: [Records]\nreview_every: {review_every}\n",
        encoding="utf-8",
    )
    _version(project, name, "1.0.0", "2026-01-05")


def _version(project: Path, name: str, number: str, begins: str) -> None:
    kind = "first" if number == "1.0.0" else "major"
    (project / "content" / "guidance" / name / "versions" / f"{number}.yml").write_text(
        f"""\
format: 1
version: {number}
title: The {name} rules
in_force_from: {begins}
approved:
  by: Board
  on: 2026-01-02
change:
  kind: {kind}
  note: Says what to do with records of the {name} kind.
summary: What to do with records.
sections:
  - id: the-rules
    heading: The rules
    rules:
      - id: first-rule
        text: You must keep the record of kind {name} for {number[0]} years.
""",
        encoding="utf-8",
    )


def sites(folder: Path) -> dict[str, Path]:
    """Build the sites of yesterday, today and tomorrow; what happens today is not known yesterday."""
    project = copied(folder / "project")
    settings = project / "content" / "site.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8').rstrip()}\npdf: all\n", encoding="utf-8")
    for name in ("staying", "ending", "replaced", "gone"):
        _document(project, name)
    _document(project, "overdue", review_every="1 month")
    _version(project, "ending", "2.0.0", TOMORROW)
    built = {YESTERDAY: _built(project, YESTERDAY)}
    _version(project, "replaced", "2.0.0", TODAY)
    with (project / "content" / "guidance" / "gone" / "document.yml").open("a", encoding="utf-8") as details:
        details.write(f"withdrawn:\n  on: {TODAY}\n  reason: No such records are made any more.\n")
    return built | {day: _built(project, day) for day in (TODAY, TOMORROW)}


def _built(project: Path, day: str) -> Path:
    done = run(project, "inforce", "build", "--on", day, "--site-dir", f"site-{day}")
    assert done.returncode == 0, done.stderr
    return project / f"site-{day}"
