"""Beginning the next version of a document, as an editor does: what is written, and what is left to fill in."""

from __future__ import annotations

import re
import resource
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inforce.build import pipeline
from inforce.cli.main import cli
from inforce.clock import clock_on
from inforce.editing import content_files
from inforce.editing.yaml_editor import not_edited
from inforce.model.status import in_force
from plain_time import DAYS, Calendar, Number
from real_project import DAY, NOON, copied, digests, edit, run
from written_content import write

FOLDER = "content/guidance/seven-golden-rules"
VERSIONS = f"{FOLDER}/versions"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copied(tmp_path / "project")


def revise(project: Path, *given: str) -> tuple[int, str, str]:
    """Run the command within this process, where starting one for each would take the most time."""
    config = ["-f", str(project / "mkdocs.yml")]
    done = CliRunner().invoke(cli, ["revise", *given, *config], env={"SOURCE_DATE_EPOCH": NOON})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def add_version(project: Path, number: str, day: str, *changes: tuple[str, str]) -> None:
    """Put a copy of version 2.0.0 beside it, as editors did by hand."""
    file = project / VERSIONS / f"{number}.yml"
    shutil.copy(project / VERSIONS / "2.0.0.yml", file)
    for old, new in (("version: 2.0.0", f"version: {number}"), ("from: 2026-11-22", f"from: {day}"), *changes):
        edit(file, old, new)


def test_a_version_is_begun_refused_where_it_is_not_filled_in_and_passes_once_it_is(project: Path) -> None:
    """The whole way of an editor, with nothing but the kind of the change to begin with."""
    before = digests(project)
    done = run(project, "inforce", "revise", "seven-golden-rules", "--kind", "minor", SOURCE_DATE_EPOCH=NOON)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"Wrote {VERSIONS}/2.1.0.yml, a copy of version 2.0.0.\n"
        "Fill in:\n"
        "  line 5: the day from which it applies\n"
        "  line 7: the role or board that approved it\n"
        "  line 10: what changed and why, in a sentence or two for readers\n"
        "Its kind, minor, is a guess until you change the words: the check tells you if another one is right.\n"
        "Change the words that are to change, run  inforce check  and open a pull request.\n"
    )
    after = digests(project)
    assert {name for name in after if after[name] != before.get(name)} == {f"{VERSIONS}/2.1.0.yml"}

    done = run(project, "inforce", "check", "--on", DAY)
    assert (done.returncode, done.stdout) == (1, "")
    _, _, stops = done.stderr.partition(f"\n\n{VERSIONS}/2.1.0.yml, line 5")
    stops = f"{VERSIONS}/2.1.0.yml, line 5{stops.partition(chr(10) * 2 + '3 problems')[0]}"
    assert stops == (
        f"{VERSIONS}/2.1.0.yml, line 5, column 16 · not-written-so\n"
        "  5 | in_force_from: the day from which it applies\n"
        "    |                ^\n"
        '  "the day from which it applies" is not a day as year-month-day.\n'
        "  Write the day as year-month-day, for example 2026-12-01; on the first version alone, unknown may stand "
        "for a\n  day that nobody knows\n"
        "\n"
        f"{VERSIONS}/2.1.0.yml, line 7, column 7 · placeholder-left\n"
        "  7 |   by: the role or board that approved it\n"
        "    |       ^\n"
        '  "the role or board that approved it" is written in place of an approver; nobody is named.\n'
        '  Write who approved it, such as "Safeguarding policy board".\n'
        "\n"
        f"{VERSIONS}/2.1.0.yml, line 10, column 9 · placeholder-left\n"
        "  10 |   note: >-\n"
        "     |         ^\n"
        '  "what changed and why, in a sentence or two for readers" is written in place of a note; nobody is '
        "told what\n  changed.\n"
        "  Write what this version changes and why: readers see it in the history, on the comparison and in feeds."
    )
    assert done.stderr.endswith("\n\n3 problems in 1 file stop publication; 2 warnings.\n\n")

    edit(project / VERSIONS / "2.1.0.yml", "the day from which it applies", "2026-12-01")
    edit(project / VERSIONS / "2.1.0.yml", "the role or board that approved it", "Safeguarding policy board")
    edit(project / VERSIONS / "2.1.0.yml", "what changed and why, in a sentence or two for readers", "It is shorter.")
    done = run(project, "inforce", "check", "--on", DAY)
    assert (done.returncode, done.stdout) == (0, "Checked 1 document in 3 versions.\n")
    assert done.stderr.endswith("Nothing stops publication; 2 warnings.\n\n")


def test_what_is_given_is_written_and_only_the_approval_is_left_to_fill_in(project: Path) -> None:
    """The day may be written in any usual way, and is said in words, so that a slip is seen."""
    code, said, error = revise(
        project, "seven-golden-rules", "--kind", "major", "--in-force-from", "01/06/2027", "--note", "  Rule 4:  new. "
    )
    assert (code, error) == (0, "")
    assert said == (
        f"Wrote {VERSIONS}/3.0.0.yml, a copy of version 2.0.0, in force from 1 June 2027.\n"
        "Fill in:\n"
        "  line 7: the role or board that approved it\n"
        "Its kind, major, is a guess until you change the words: the check tells you if another one is right.\n"
        "Change the words that are to change, run  inforce check  and open a pull request.\n"
    )
    old = (project / VERSIONS / "2.0.0.yml").read_text(encoding="utf-8")
    _, _, rest = old.partition("\nsummary:")
    assert rest
    rest = rest.replace("text: >-", "text: |")  # a text may have lists from format 2 on
    assert (project / VERSIONS / "3.0.0.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../../../.vscode/schemas/version.schema.json\n"
        "format: 2\nversion: 3.0.0\ntitle: 7 golden rules to information sharing\nin_force_from: 2027-06-01\n"
        "approved:\n  by: the role or board that approved it\n"
        f"change:\n  kind: major\n  note: >-\n    Rule 4: new.\nsummary:{rest}"
    )


def test_a_second_version_is_not_begun_over_the_first(project: Path) -> None:
    """Neither while that is to be filled in, nor once it is: then it has the day."""
    given = ("seven-golden-rules", "--kind", "minor", "--in-force-from", "2027-06-01", "--note", "It is shorter.")
    assert revise(project, *given)[0] == 0
    before = digests(project)
    code, said, error = revise(project, *given)
    assert (code, said) == (1, "")
    assert f"{VERSIONS}/2.1.0.yml, line 7, column 7 · placeholder-left\n" in error
    assert error.endswith("\nNothing was written: put that right first, then revise seven-golden-rules.\n")
    assert digests(project) == before
    edit(project / VERSIONS / "2.1.0.yml", "the role or board that approved it", "Safeguarding policy board")
    before = digests(project)
    code, said, error = revise(project, *given)
    assert (code, said) == (2, "")
    assert error.endswith(
        "\nError: Version 2.1.0 begins on 1 June 2027 too, and only one version can apply on a day. Choose another "
        "day, or "
        f"call version 2.1.0 off in {FOLDER}/document.yml first:\n\n"
        "called_off:\n  - version: 2.1.0\n    on: 2026-11-22\n    reason: why it was cancelled, for readers\n"
    )
    assert digests(project) == before


def test_a_correction_before_an_upcoming_version_lies_below_it_and_the_check_tells_what_would_be_lost(
    project: Path,
) -> None:
    """It copies what is in force, and says which version comes after it."""
    add_version(project, "3.0.0", "2027-06-01")
    code, said, _ = revise(
        project, "seven-golden-rules", "--kind", "major", "--in-force-from", "1 Feb 2027", "--note", "Corrected."
    )
    assert code == 0
    assert said == (
        f"Wrote {VERSIONS}/2.1.0.yml, a copy of version 2.0.0, in force from 1 February 2027.\n"
        "Its number lies below 3.0.0, which takes over from it on 1 June 2027 with its own words. If those would "
        "undo your change, the check says so, and what to do.\n"
        "Fill in:\n"
        "  line 7: the role or board that approved it\n"
        "Its kind, major, is a guess until you change the words: the check tells you if another one is right.\n"
        "Change the words that are to change, run  inforce check  and open a pull request.\n"
    )
    edit(project / VERSIONS / "2.1.0.yml", "the role or board that approved it", "Safeguarding policy board")
    assert run(project, "inforce", "check", "--on", DAY).returncode == 0
    edit(project / VERSIONS / "2.1.0.yml", "heading: The seven golden rules", "heading: Our seven golden rules")
    done = run(project, "inforce", "check", "--on", DAY)
    assert done.returncode == 1
    assert f"{VERSIONS}/3.0.0.yml, line 23, column 14 · change-undone\n" in done.stderr


def test_after_an_upcoming_version_its_words_are_copied(project: Path) -> None:
    """The new version takes over from it, so it begins with its words."""
    add_version(project, "2.1.0", "2027-06-01", ("summary: >-\n  Seven rules", "summary: >-\n  Our seven rules"))
    code, said, _ = revise(project, "seven-golden-rules", "--kind", "patch", "--in-force-from", "2027-07-01")
    assert code == 0
    assert said.startswith(f"Wrote {VERSIONS}/2.1.1.yml, a copy of version 2.1.0, in force from 1 July 2027.\nFill in:")
    assert "  Our seven rules" in (project / VERSIONS / "2.1.1.yml").read_text(encoding="utf-8")


def test_an_upcoming_version_is_called_off_and_another_takes_its_day(project: Path) -> None:
    """Its number is not used again, its words may be."""
    add_version(project, "3.0.0", "2027-06-01", ("summary: >-\n  Seven rules", "summary: >-\n  Our seven rules"))
    with (project / FOLDER / "document.yml").open("a", encoding="utf-8") as file:
        file.write("called_off:\n  - version: 3.0.0\n    on: 2026-11-22\n    reason: It was wrong.\n")
    code, said, _ = revise(
        project, "seven-golden-rules", "--kind", "major", "--from", "v3", "--in-force-from", "2027-06-01",
        "--note", "It is right.",
    )  # fmt: skip
    assert code == 0
    assert said.startswith(f"Wrote {VERSIONS}/4.0.0.yml, a copy of version 3.0.0, in force from 1 June 2027.\nFill in:")
    edit(project / VERSIONS / "4.0.0.yml", "the role or board that approved it", "Safeguarding policy board")
    assert run(project, "inforce", "check", "--on", DAY).returncode == 0


def test_words_of_an_older_version_come_back_with_a_word_on_what_they_undo(project: Path) -> None:
    """A day in the past is said too: the check allows it."""
    add_version(project, "2.1.0", "2026-11-24")
    code, said, _ = revise(
        project, "seven-golden-rules", "--kind", "minor", "--from", "2.0.0", "--in-force-from", "2026-11-25",
        "--note", "As it was.", "--on", "2026-11-27",
    )  # fmt: skip
    assert (code, said) == (
        0,
        f"Wrote {VERSIONS}/2.2.0.yml, a copy of version 2.0.0, in force from 25 November 2026.\n"
        "25 November 2026 is in the past: the site will say that the version has applied since then.\n"
        "It takes over from version 2.1.0, and what that one changed is not in this copy. Put it in, or declare under "
        "undoes: in document.yml that it is undone.\n"
        "Fill in:\n"
        "  line 7: the role or board that approved it\n"
        "Its kind, minor, is a guess until you change the words: the check tells you if another one is right.\n"
        "Change the words that are to change, run  inforce check  and open a pull request.\n",
    )


def test_the_first_version_may_be_copied_and_is_not_the_first_again(project: Path) -> None:
    """It has no approval, and the next version is asked for one; its departures and their approvers stay."""
    (project / VERSIONS / "2.0.0.yml").unlink()
    code, said, _ = revise(
        project, "seven-golden-rules", "--kind", "patch", "--in-force-from", "2026-12-01", "--note", "A typo."
    )
    assert (code, said) == (
        0,
        f"Wrote {VERSIONS}/1.0.1.yml, a copy of version 1.0.0, in force from 1 December 2026.\n"
        "Fill in:\n"
        "  line 7: the role or board that approved it\n"
        "  line 8: the day on which it was approved\n"
        "Its kind, patch, is a guess until you change the words: the check tells you if another one is right.\n"
        "Change the words that are to change, run  inforce check  and open a pull request.\n",
    )
    edit(project / VERSIONS / "1.0.1.yml", "the role or board that approved it", "Safeguarding policy board")
    edit(project / VERSIONS / "1.0.1.yml", "the day on which it was approved", DAY)
    text = (project / VERSIONS / "1.0.1.yml").read_text(encoding="utf-8")
    approved = f"approved:\n  by: Safeguarding policy board\n  on: {DAY}\n"
    assert f"in_force_from: 2026-12-01\n{approved}change:\n  kind: patch\n  note: >-\n    A typo.\nsummary:" in text
    assert text.count("approved_by: Approver to be named") == 5
    checked = run(project, "inforce", "check", "--on", DAY)
    found = re.findall(r" · ([a-z-]+)\n", checked.stdout + checked.stderr)
    assert set(found) == {"departure-undecided", "departure-without-approver", "edition-replaced", "not-named-yet"}
    assert checked.returncode == 1  # who decides is asked since


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            ("seven-golden", "--kind", "minor"),
            'There is no document "seven-golden". Did you mean "seven-golden-rules"?',
        ),
        (("x", "--kind", "minor"), 'There is no document "x". The only document is seven-golden-rules.'),
        (
            ("seven-golden-rules", "--kind", "first"),
            "--kind: 'first' is not one of 'major', 'minor', 'patch'.",
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--in-force-from", "soon"),
            '--in-force-from: "soon" is not a day as year-month-day. '
            "Write the day as year-month-day, for example 2026-12-01",
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--in-force-from", "30 Feb 2027"),
            '--in-force-from: "30 Feb 2027" is not a day as year-month-day. '
            "Write the day as year-month-day, for example 2026-12-01",
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--in-force-from", "2026-11-22"),
            "Version 2.0.0 begins on 22 November 2026 too, and only one version can apply on a day. Choose another "
            "day, or "
            f"call version 2.0.0 off in {FOLDER}/document.yml first:\n\n"
            "called_off:\n  - version: 2.0.0\n    on: 2026-11-22\n    reason: why it was cancelled, for readers",
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--in-force-from", "2026-11-22", "--on", "2026-11-23"),
            "Version 2.0.0 begins on 22 November 2026 too, and only one version can apply on a day. Choose another "
            "day.",
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--in-force-from", "2026-11-21"),
            "21 November 2026 lies before 22 November 2026, from which day version 2.0.0 applies. A new version must "
            "begin after the first one, and after those that have begun. Choose a later day.",
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--from", "9.9.9"),
            '"seven-golden-rules" has no version "9.9.9". The versions are 1.0.0 and 2.0.0.',
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--from", "two"),
            '--from: "two" is not a version number. A version number has three numbers with full '
            "stops between them and no zero in front, for example 1.2.0",
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--note", "  "),
            '--note is empty. Write, for example:  --note "Rule 4 names the new form."',
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--note", "turned\u202eround"),
            "--note has a character that nobody sees. Type it again, or leave it out.",
        ),
        (
            ("seven-golden-rules", "--kind", "minor", "--on", "2026-11-20", "--from", "1.0.0"),
            "Version 2.0.0 from 22 November 2026 is upcoming. Say from which date the new version applies. Its "
            "number and its words depend on that:  --in-force-from DAY",
        ),
    ],
)
def test_what_is_surely_wrong_is_refused_in_a_sentence(project: Path, given: tuple[str, ...], message: str) -> None:
    """Nothing is written, and the exit code is that of a wrong option."""
    before = digests(project)
    code, said, error = revise(project, *given)
    assert (code, said) == (2, "")
    assert error.endswith(f"\nError: {message}\n")
    assert digests(project) == before


DELETE_IT = f"delete withdrawn: from {FOLDER}/document.yml first."
BEGIN_ANOTHER = "begin a document of its own:  inforce new NAME"


@pytest.mark.parametrize(
    ("withdrawn", "said", "given", "remedy"),
    [
        ("2026-11-22", "22 November 2026", (), DELETE_IT),
        ("2027-01-01", "1 January 2027", ("--in-force-from", "2027-01-01"), DELETE_IT),
        ("2026-11-25", "25 November 2026", ("--in-force-from", "2026-11-24", "--on", "2026-11-26"), BEGIN_ANOTHER),
    ],
)
def test_a_withdrawn_document_gets_no_new_version(
    project: Path, withdrawn: str, said: str, given: tuple[str, ...], remedy: str
) -> None:
    """Nor one that will be withdrawn by the day, and none that would have applied before it was."""
    with (project / FOLDER / "document.yml").open("a", encoding="utf-8") as file:
        file.write(f"withdrawn:\n  on: {withdrawn}\n  reason: The law changed.\n")
    before = digests(project)
    code, out, error = revise(project, "seven-golden-rules", "--kind", "minor", *given)
    assert (code, out) == (2, "")
    assert error.endswith(
        f"\nError: seven-golden-rules is withdrawn from {said} on, so no version of it applies then. If it is to be "
        f"followed again, {remedy}\n"
    )
    assert digests(project) == before


def test_before_the_first_version_applies_the_editor_says_which_to_copy(project: Path) -> None:
    """A document that is itself upcoming may be revised, to apply after its first version."""
    (project / VERSIONS / "2.0.0.yml").unlink()
    edit(project / VERSIONS / "1.0.0.yml", "in_force_from: unknown", "in_force_from: 2027-01-01")
    code, said, error = revise(project, "seven-golden-rules", "--kind", "minor")
    assert (code, said) == (2, "")
    assert error.endswith(
        "\nError: No version of seven-golden-rules is in force on 22 November 2026. "
        "Say which one to copy:  --from 1.0.0\n"
    )
    code, said, error = revise(
        project, "seven-golden-rules", "--kind", "minor", "--from", "1.0.0", "--in-force-from", "2026-12-31"
    )
    assert (code, said) == (2, "")
    assert error.endswith(
        "\nError: 31 December 2026 lies before 1 January 2027, from which day version 1.0.0 applies. A new version "
        "must begin after the first one, and after those that have begun. Choose a later day.\n"
    )
    code, said, _ = revise(project, "seven-golden-rules", "--kind", "minor", "--from", "1.0.0")
    assert code == 0
    assert said.startswith(f"Wrote {VERSIONS}/1.1.0.yml, a copy of version 1.0.0.\n")


def test_where_no_number_is_left_between_two_versions_it_says_what_to_do(project: Path) -> None:
    """Numbers are whole; nothing is written."""
    add_version(project, "2.0.1", "2027-06-01")
    code, said, error = revise(project, "seven-golden-rules", "--kind", "patch", "--in-force-from", "2027-02-01")
    assert (code, said) == (2, "")
    assert error.endswith(
        "\nError: There is no number between 2.0.0 and 2.0.1. Choose a later day, or call version 2.0.1 off in "
        f"{FOLDER}/document.yml, and begin another in its place.\n"
    )


def test_a_number_that_is_too_long_is_not_written(project: Path) -> None:
    """Such a version could not be read."""
    add_version(project, "999999.0.0", "2026-11-25")
    code, said, error = revise(project, "seven-golden-rules", "--kind", "major", "--on", "2026-11-26")
    assert (code, said) == (2, "")
    assert error.endswith(
        "\nError: The next number would be 1000000.0.0. A version number has three numbers with full stops between "
        "them and no zero in front, for example 1.2.0\n"
    )


def test_a_problem_of_the_document_is_put_right_first_and_one_elsewhere_stands_in_no_way(project: Path) -> None:
    """Nor does what the words of a version have against them: the new version may be what puts that right."""
    edit(project / FOLDER / "document.yml", "owner:", "ownr:")
    before = digests(project)
    code, said, error = revise(project, "seven-golden-rules", "--kind", "minor")
    assert (code, said) == (1, "")
    assert f"{FOLDER}/document.yml, line 2, column 1 · unknown-field\n" in error
    assert error.endswith("\nNothing was written: put that right first, then revise seven-golden-rules.\n")
    assert digests(project) == before
    edit(project / FOLDER / "document.yml", "ownr:", "owner:")
    edit(project / VERSIONS / "2.0.0.yml", "Where you do not have consent", "Where you have consent")
    (project / "content/guidance/other").mkdir()
    (project / "content/guidance/other/document.yml").write_text("ownr: A\n", encoding="utf-8")
    assert run(project, "inforce", "check", "--on", DAY).returncode == 1
    assert revise(project, "seven-golden-rules", "--kind", "minor")[0] == 0


def test_a_file_that_a_program_cannot_change_in_single_places_is_left_as_it_is(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says which file was not written, and why."""

    def refused(*_given: object) -> None:
        raise not_edited()

    monkeypatch.setattr("inforce.cli.begin.revised_version", refused)
    before = digests(project)
    assert revise(project, "seven-golden-rules", "--kind", "minor") == (
        1,
        "",
        f"Nothing was written. {VERSIONS}/2.1.0.yml: A program cannot change this file without changing other lines "
        "of it.\n  Change it in a text editor: each field on a line of its own, lists with "
        "a dash before each item.\n",
    )
    assert digests(project) == before


def test_a_file_that_another_wrote_meanwhile_stays(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading the folder and writing to it, somebody else may have begun the same version."""
    real = content_files.revised_version
    other = project / VERSIONS / "2.1.0.yml"

    def meanwhile(content: bytes, revision: content_files.Revision) -> content_files.NewVersion:
        other.write_bytes(b"of another")
        return real(content, revision)

    monkeypatch.setattr("inforce.cli.begin.revised_version", meanwhile)
    assert revise(project, "seven-golden-rules", "--kind", "minor") == (
        1, "", f"Nothing was written: {VERSIONS}/2.1.0.yml is there already.\n",
    )  # fmt: skip
    assert other.read_bytes() == b"of another"
    assert sorted(path.name for path in other.parent.iterdir()) == ["1.0.0.yml", "2.0.0.yml", "2.1.0.yml"]


def test_a_disk_that_takes_no_more_leaves_the_folder_as_it_was(project: Path) -> None:
    """In a sentence, with the exit code of a world that fails."""
    before = digests(project)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150, limit[1]))
    try:
        code, said, error = revise(project, "seven-golden-rules", "--kind", "minor")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert (code, said, error) == (3, "", "Nothing was written: File too large.\n")
    assert digests(project) == before


numbers = st.tuples(st.integers(1, 2), st.integers(0, 1), st.integers(0, 1))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Return a document of up to four versions, some upcoming on the thirtieth day, some cancelled."""
    calendar = Calendar()
    days = sorted(draw(st.sets(st.integers(1, 60), min_size=4, max_size=4)))
    for place, number in enumerate(sorted(draw(st.sets(numbers, min_size=1, max_size=4)))):
        calendar.add(number, DAYS[days[place]])
        begins = calendar.begins[number]
        if begins and begins > DAYS[30] and draw(st.booleans()):
            calendar.call_off(number, DAYS[30])
    if draw(st.integers(0, 5)) == 0:
        calendar.withdraw(DAYS[draw(st.integers(61, 90))])
    return calendar


@given(
    calendar=calendars(), kind=st.sampled_from(["major", "minor", "patch"]),
    begins=st.none() | st.integers(1, 100).map(DAYS.__getitem__), base=st.none() | numbers,
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_planned_a_version_is_begun_in_its_place_or_nothing_is_written(
    tmp_path: Path, calendar: Calendar, kind: str, begins: date | None, base: Number | None
) -> None:
    """Once it is filled in it passes, unless words of an older version come back, and is in force when it is to be."""
    write(calendar, tmp_path)
    today = DAYS[30].isoformat()
    before = digests(tmp_path)
    options = [*(["--in-force-from", str(begins)] if begins else []), "--note", "It changed.", "--on", today]
    options += ["--from", ".".join(map(str, base))] if base else []
    code, said, error = revise(tmp_path, "sharing", "--kind", kind, *options)
    after = digests(tmp_path)
    written = {name for name in after if after[name] != before.get(name) and not name.startswith(".cache")}
    if code:
        assert (code, said, written) == (2, "", set())
        assert "\nError: " in error
        return
    (name,) = written
    assert said.startswith(f"Wrote {name}, a copy of version ")
    file = tmp_path / name
    assert ("the day from which it applies" in file.read_text(encoding="utf-8")) == (begins is None)
    day = begins or max(DAYS[30], *(one for one in calendar.begins.values() if one)) + timedelta(days=1)
    filled = file.read_text(encoding="utf-8").replace("the day from which it applies", str(day))
    filled = filled.replace("the role or board that approved it", "Board")
    file.write_text(filled.replace("the day on which it was approved", today), encoding="utf-8")
    checked = pipeline.check(tmp_path / "content", clock_on(today))
    comes_back = base is not None and (
        "what that one changed is not in this copy" in said or "takes over from it" in said
    )
    may_be = {"change-larger-than-its-kind", "number-not-of-its-kind"} | ({"change-undone"} if comes_back else set())
    assert {one.code for one in checked.problems if one.is_error} <= may_be
    found = checked.library.document("sharing")
    assert found
    if calendar.withdrawn is None or day < calendar.withdrawn:
        applies = in_force(found, day)
        assert applies
        assert applies.origin.file == name


def test_the_kind_is_a_guess_and_the_check_names_the_right_one(project: Path) -> None:
    """Nobody knows it before a word is written: none has to be given, and the remedy says number and file too."""
    given = ("--in-force-from", "2027-06-01", "--note", "Shorter.", "--on", DAY)
    code, said, _ = revise(project, "seven-golden-rules", *given)
    assert (code, "Its kind, minor, is a guess" in said) == (0, True)
    file = project / VERSIONS / "2.1.0.yml"
    edit(file, "the role or board that approved it", "Safeguarding policy board")
    edit(file, "Be open and honest with", "Never be open and honest with")
    done = run(project, "inforce", "check", "--on", DAY)
    assert "change-larger-than-its-kind" in done.stderr
    flowed = " ".join(done.stderr.split())
    assert "What changed makes it major: write that as its kind, and rename the file to 3.0.0.yml" in flowed
