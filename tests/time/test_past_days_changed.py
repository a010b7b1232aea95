"""No pull request has another version apply on days that have passed: what people had to follow then is settled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inforce.audit.against_base import settings_changed, verify_attributes
from inforce.cli.main import cli
from inforce.model.names import VersionNumber
from inforce.publish.git import repository_at
from inforce.publish.register import Published, Register
from inforce.reading.content_folder import read_content
from plain_time import DAYS, Calendar
from publishing.git_servers import commit_files, git, new_repository
from written_content import write

TODAY = DAYS[40]
PLACE = "content/guidance/sharing/document.yml, line "
SETTLED = "  You cannot change what applied in the past: "


def calendar(withdrawn: date | None = None, called_off: date | None = None) -> Calendar:
    """Version 1.0.0 from the second day on, 2.0.0 from the twentieth, and what became of them."""
    made = Calendar()
    made.add((1, 0, 0), DAYS[1])
    made.add((2, 0, 0), DAYS[20])
    if called_off:
        made.call_off((2, 0, 0), called_off)
    if withdrawn:
        made.withdraw(withdrawn)
    return made


@contextmanager
def changed(before: Calendar, after: Calendar) -> Iterator[Path]:
    """A project in which main says *before*, and the branch that is checked out says *after*."""
    with TemporaryDirectory() as folder:
        project = new_repository(Path(folder) / "project")
        (project / "content").mkdir()
        write(before, project)
        commit_files(project, {})
        git(project, "checkout", "--quiet", "-b", "change")
        write(after, project)
        commit_files(project, {})
        yield project


def check(project: Path) -> tuple[int, str]:
    """Check the branch against main."""
    given = ["check", "-f", str(project / "mkdocs.yml"), "--on", TODAY.isoformat(), "--base", "main"]
    done = CliRunner().invoke(cli, given, catch_exceptions=False)
    return done.exit_code, done.stderr


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(calendar(), calendar(withdrawn=TODAY), id="withdrawn today"),
        pytest.param(calendar(), calendar(withdrawn=TODAY + timedelta(days=9)), id="to be withdrawn"),
        pytest.param(calendar(withdrawn=TODAY), calendar(), id="not withdrawn today after all"),
        pytest.param(calendar(withdrawn=DAYS[30]), calendar(withdrawn=DAYS[30]), id="withdrawn before, and so still"),
    ],
)
def test_what_lies_ahead_may_change(before: Calendar, after: Calendar) -> None:
    """Today included."""
    with changed(before, after) as project:
        assert check(project) == (0, "")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param(
            calendar(), calendar(withdrawn=DAYS[30]),
            f"{PLACE}5, column 7 · past-days-changed\n"
            "  5 |   on: 2027-01-31\n"
            "    |       ^\n"
            "  On 31 January 2027, version 2.0.0 applied; with this change, no version would have.\n"
            f"{SETTLED}withdraw the document from 2027-02-10 or later, and say in the\n"
            "  reason since when nobody should have followed it.\n\n",
            id="withdrawn with a day written back",
        ),
        pytest.param(
            calendar(withdrawn=DAYS[30]), calendar(),
            f"{PLACE}1, column 1 · past-days-changed\n"
            "  1 | format: 1\n"
            "    | ^\n"
            "  On 31 January 2027, no version applied; with this change, version 2.0.0 would have.\n"
            f"{SETTLED}the document was withdrawn on 31 January 2027, and stays\n"
            "  withdrawn. If people are to follow its guidance again, publish it as a new document, and name that as "
            "what\n  to use instead.\n\n",
            id="a withdrawal deleted",
        ),
        pytest.param(
            calendar(called_off=DAYS[19]), calendar(),
            f"{PLACE}1, column 1 · past-days-changed\n"
            "  1 | format: 1\n"
            "    | ^\n"
            "  On 21 January 2027, version 1.0.0 applied; with this change, version 2.0.0 would have.\n"
            f"{SETTLED}a cancelled version stays cancelled. Publish its words as a\n"
            "  version with a higher number.\n\n",
            id="a call-off deleted",
        ),
    ],
)  # fmt: skip
def test_what_applied_on_a_day_that_has_passed_is_settled(before: Calendar, after: Calendar, said: str) -> None:
    """The message names the first such day, what applied then, and what to do instead."""
    with changed(before, after) as project:
        assert check(project) == (1, f"{said}1 problem in 1 file stops publication.\n\n")


@pytest.mark.parametrize(("on", "stays"), [(DAYS[30], True), (TODAY, False)])
def test_a_cancelled_version_stays_cancelled_before_its_day_too(on: date, *, stays: bool) -> None:
    """Readers were told that it never comes; on the day itself a mistake is put right."""
    before, after = calendar(), calendar()
    for made in (before, after):
        made.add((3, 0, 0), DAYS[50])
    before.call_off((3, 0, 0), on)
    with changed(before, after) as project:
        code, said = check(project)
    assert (code, "it would come into force." in said) == (int(stays), stays)


def test_a_version_that_is_published_late_is_no_such_change() -> None:
    """It is new: the register says from when readers were shown it."""
    after = calendar()
    after.add((2, 1, 0), DAYS[25])
    with changed(calendar(), after) as project:
        assert "past-days-changed" not in check(project)[1]


DAYS_OF_WITHDRAWAL = st.none() | st.sampled_from(DAYS[21:60])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS_OF_WITHDRAWAL, DAYS_OF_WITHDRAWAL)
def test_a_withdrawal_may_be_changed_just_where_no_past_day_changes(then: date | None, now: date | None) -> None:
    """Day by day, by the calendar."""
    before, after = calendar(), deepcopy(calendar())
    for one, day in ((before, then), (after, now)):
        if day:
            one.withdraw(day)
    same = all(before.in_force[day] == after.in_force[day] for day in DAYS if day < TODAY)
    with changed(before, after) as project:
        code, said = check(project)
        assert (code, "past-days-changed" in said) == ((0, False) if same else (1, True))


SITE = """\
format: 1
attributes:
  - name: Level
    meaning: How much assurance a service needs.
    values:
      - L1
      - L2
"""


@pytest.mark.parametrize(
    ("site", "code", "remedy"),
    [
        (SITE, "", ""),
        (SITE + "      - L3\n", "", ""),
        (SITE.replace("      - L2\n", ""), "", ""),  # no version has it
        (SITE.replace("      - L1\n", ""), "attribute-not-declared", "put it back in content/site.yml"),
        (SITE.replace("Level", "Grade"), "attribute-not-declared", "Add it there"),
        (SITE.replace("How much", "How little"), "attribute-redefined", "How much assurance a service needs."),
    ],
)
def test_what_a_published_version_says_of_a_rule_keeps_its_meaning(tmp_path, site, code, remedy):
    """An attribute stands in a file that may be edited, and a published version rests on what it says."""
    project = with_a_level(tmp_path / "project")
    git(project, "checkout", "--quiet", "-b", "change")
    commit_files(project, {"content/site.yml": site.encode()})
    code_of, said = check(project)
    assert (code_of, code in said) == (1 if code else 0, True), said
    assert remedy in " ".join(said.split())


def with_a_level(folder: Path) -> Path:
    """Return a project whose version 2.0.0 uses the attribute that SITE declares."""
    project = new_repository(folder)
    (project / "content").mkdir()
    write(calendar(), project)
    file = project / "content" / "guidance" / "sharing" / "versions" / "2.0.0.yml"
    attribute = "        attributes:\n          - name: Level\n            value: L1\n"
    file.write_text(file.read_text().replace("format: 1", "format: 2") + attribute)
    commit_files(project, {"content/site.yml": SITE.encode()})
    return project


def registered(project: Path) -> Register:
    """Return the register that has version 2.0.0 as it is in the commit that is checked out."""
    file = project / "content" / "guidance" / "sharing" / "versions" / "2.0.0.yml"
    version = Published("sharing", "2.0.0", sha256(file.read_bytes()).hexdigest())
    commit = git(project, "rev-parse", "HEAD")
    return Register().extended([(version, DAYS[20].isoformat())], "2026-01-01T00:00:00Z", commit)


def test_an_attribute_keeps_the_meaning_that_the_register_knows(tmp_path):
    """Also where the main branch has another one already; what was registered may always be put back."""
    project = with_a_level(tmp_path / "project")
    register = registered(project)
    place = tmp_path / "register.jsonl"
    place.write_bytes(register.content)
    given = ["check", "-f", str(project / "mkdocs.yml"), "--on", TODAY.isoformat(), "--base", "main"]
    for site, refused in ((SITE.replace("How much", "How little"), True), (SITE, False)):
        commit_files(project, {"content/site.yml": site.encode()})
        assert "attribute-redefined" not in CliRunner().invoke(cli, given, catch_exceptions=False).stderr
        done = CliRunner().invoke(cli, [*given, "--register", str(place)], catch_exceptions=False)
        assert ("attribute-redefined" in done.stderr) is refused, done.stderr
        library, _problems = read_content(project / "content")
        repository, known = repository_at(project), {("sharing", VersionNumber(2, 0, 0))}
        assert settings_changed(repository, register.entries) is refused
        found = [*verify_attributes(repository, None, library, known, register.entries)]
        assert [one.code for one in found] == ["attribute-redefined"] * refused
