"""Going back changes pages, never facts: what was withdrawn or cancelled stays so, and no past day comes again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from inforce.model.problem import ProblemError
from inforce.publish.destinations.folder import Folder
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.rollback import roll_back
from inforce.publish.site_snapshot import built_before
from publishing.made_sites import no_progress
from real_project import copied, edit, named, run

DOCUMENT = "content/guidance/seven-golden-rules/document.yml"
OWNER = "owner: Owner to be named\n"
WITHDRAWN = "withdrawn:\n  on: 2026-11-21\n  reason: It told staff what they must not do.\n"
CALLED_OFF = 'called_off:\n  - version: 2.0.0\n    on: 2026-11-21\n    reason: "The board took it back."\n'
THE_DAY_BEFORE, THE_DAY = "2026-11-21", "2026-11-22"
PUBLISHED = f"{THE_DAY_BEFORE}T09:00:00Z"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The library with a version that waits, the day after with it in force, and the two ends that it may find."""
    project = copied(tmp_path_factory.mktemp("facts") / "project")
    named(project)
    with (project / "content/site.yml").open("a") as settings:
        settings.write("pdf: none\nmanual: no\n")
    facts = {"waiting": "", "withdrawn": WITHDRAWN, "cancelled": CALLED_OFF, "begun": ""}
    nothing = project / "register.jsonl"
    nothing.touch()
    made, said = {}, ""
    for name, fact in facts.items():
        edit(project / DOCUMENT, said + OWNER, fact + OWNER)
        said = fact
        made[name] = project / name
        day = THE_DAY if name == "begun" else THE_DAY_BEFORE
        done = run(
            project, "inforce", "build", "--on", day, "--site-dir", str(made[name]), "--register", str(nothing),
            SOURCE_DATE_EPOCH=str(int(datetime.fromisoformat(PUBLISHED).timestamp())),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    return made


def refused(sites: dict[str, Path], folder: Path, *shown: str, day: str, hide_versions: bool = False) -> list[str]:
    """Publish each of *shown*, go back to the first, and return why that was refused; nothing where it was not."""
    for name in shown:
        given = PublishOptions(PUBLISHED, WithoutGit())
        publish(built_before(sites[name]), Folder(folder), given, no_progress)
    given = PublishOptions(f"{day}T09:00:00Z", WithoutGit())
    try:
        roll_back(Folder(folder), 1, given, no_progress, hide_versions=hide_versions)
    except ProblemError as error:
        return [str(refusal.message) for refusal in error.problems]
    return []


@pytest.mark.parametrize("hide_versions", [False, True])
@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ("withdrawn", "seven-golden-rules is withdrawn on 21 November 2026, and the pages of release 1 say otherwise."),
        (
            "cancelled",
            "seven-golden-rules 2.0.0 will never come into force, and the pages of release 1 say otherwise.",
        ),
    ],
)
def test_what_ended_since_is_not_brought_back(
    fact: str, reason: str, sites: dict[str, Path], tmp_path: Path, *, hide_versions: bool
) -> None:
    """ProblemError by name, whatever option is given: readers would take for guidance what is none any more."""
    said = refused(sites, tmp_path, "waiting", fact, day=THE_DAY_BEFORE, hide_versions=hide_versions)
    assert said == [reason]


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ("withdrawn", "seven-golden-rules was withdrawn on 21 November 2026, and the new site says otherwise."),
        ("cancelled", "seven-golden-rules 2.0.0 was cancelled on 21 November 2026, and the new site says otherwise."),
    ],
)
def test_a_publication_brings_back_nothing_that_had_ended_on_a_day_before(
    fact: str, reason: str, sites: dict[str, Path], tmp_path: Path
) -> None:
    """Whoever takes it out of document.yml: on the day itself a mistake is put right, from the next day on it stays."""
    for name, at in ((fact, PUBLISHED), ("waiting", PUBLISHED), (fact, PUBLISHED)):
        publish(built_before(sites[name]), Folder(tmp_path), PublishOptions(at, WithoutGit()), no_progress)
    given = PublishOptions(f"{THE_DAY}T09:00:00Z", WithoutGit())
    with pytest.raises(ProblemError) as refused:
        publish(built_before(sites["begun"]), Folder(tmp_path), given, no_progress)
    assert reason in [str(refusal.message) for refusal in refused.value.problems]


def test_an_end_that_was_taken_back_does_not_come_again(sites: dict[str, Path], tmp_path: Path) -> None:
    """A withdrawal that was a mistake is gone for pages of before as well."""
    said = refused(sites, tmp_path, "withdrawn", "waiting", day=THE_DAY_BEFORE)
    assert said == ["seven-golden-rules is no longer withdrawn, and the pages of release 1 say otherwise."]


def test_pages_from_before_a_version_began_are_not_shown_after(sites: dict[str, Path], tmp_path: Path) -> None:
    """They would show the version before it as the one in force, unless that is asked for by name."""
    said = refused(sites, tmp_path / "a", "waiting", "begun", day=THE_DAY)
    assert said == [
        "The pages of release 1 do not know that seven-golden-rules 2.0.0 has been published, or has come into force, "
        "since."
    ]
    assert refused(sites, tmp_path / "b", "waiting", "begun", day=THE_DAY, hide_versions=True) == []
