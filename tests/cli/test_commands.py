"""The commands as a user runs them: what they print, what they leave, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from real_project import DAY, copied, digests, edit, run

VERSION = "content/guidance/seven-golden-rules/versions/2.0.0.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copied(tmp_path / "project")


def test_a_check_of_sound_content_says_what_was_checked_and_writes_nothing(project: Path) -> None:
    """Warnings go where errors go, so that the outcome can be used by other programs."""
    before = digests(project)
    done = run(project, "inforce", "check", "--on", DAY)
    assert (done.returncode, done.stdout) == (0, "Checked 1 document in 2 versions.\n")
    assert "· edition-replaced\n" in done.stderr
    assert done.stderr.endswith("Nothing stops publication; 2 warnings.\n\n")
    assert digests(project) == before


@pytest.mark.parametrize("form", ["json", "github", "sarif", "markdown"])
def test_a_check_for_programs_is_all_on_standard_output_and_ends_as_the_one_for_people(
    project: Path, tmp_path: Path, form: str
) -> None:
    """Exit code 1 where publication stops; on GitHub the summary of the run has the whole list."""
    edit(project / VERSION, "kind: major", "kind: huge")
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n")
    done = run(project, "inforce", "check", "--on", DAY, "--format", form, GITHUB_STEP_SUMMARY=str(summary))
    assert (done.returncode, done.stderr) == (1, "")
    assert "not-a-choice" in done.stdout
    if form in {"json", "sarif"}:
        json.loads(done.stdout)
    in_summary = summary.read_text()
    assert in_summary.startswith("Before.\n")
    assert ("not-a-choice" in in_summary) == (form == "github")


def test_a_check_reports_every_problem_of_every_file_at_once(project: Path) -> None:
    """Whole, with the line, a mark below the place, the cause and the remedy; and it writes nothing."""
    edit(project / VERSION, "\nin_force_from: 2026-11-22", "\nin_force_from: 2026-02-29")
    edit(project / VERSION, "kind: major", "kind: huge")
    edit(project / "content/guidance/seven-golden-rules/document.yml", "owner:", "ownr:")
    before = digests(project)
    done = run(project, "inforce", "check", "--on", DAY)
    assert (done.returncode, done.stdout) == (1, "")
    errors = [part for part in done.stderr.split("\n\n") if "· warning ·" not in part]
    assert "\n\n".join(errors).rstrip() == (
        "content/guidance/seven-golden-rules/document.yml, line 2, column 1 · unknown-field\n"
        "  2 | ownr: Owner to be named\n"
        "    | ^\n"
        '  There is no field "ownr" here.\n'
        '  Did you mean "owner"?\n'
        "\n"
        "content/guidance/seven-golden-rules/versions/2.0.0.yml, line 4, column 16 · not-written-so\n"
        "  4 | in_force_from: 2026-02-29\n"
        "    |                ^\n"
        '  There is no day "2026-02-29" in the calendar.\n'
        "  Write a day that exists, as year-month-day: 2026-12-01\n"
        "\n"
        "content/guidance/seven-golden-rules/versions/2.0.0.yml, line 8, column 9 · not-a-choice\n"
        "  8 |   kind: huge\n"
        "    |         ^\n"
        '  "kind" cannot be "huge".\n'
        "  Use first, major, minor or patch.\n"
        "\n"
        "3 problems in 2 files stop publication."
    )
    assert digests(project) == before


def test_a_register_without_a_base_is_a_wrong_option(project: Path) -> None:
    """It would be asked nothing, and what was changed of a published version would not be told."""
    done = run(project, "inforce", "check", "--on", DAY, "--register", "https://guidance.made-up.test/")
    assert (done.returncode, "Name one: --base main" in done.stderr) == (2, True), done.stderr


def test_a_build_says_how_much_it_built_and_where_to_look(project: Path) -> None:
    """The address can be opened as it stands."""
    done = run(project, "inforce", "build", "--on", DAY)
    site = (project / "site" / "index.html").as_uri()
    pages = sum(1 for _ in (project / "site" / "guidance").rglob("*.html"))
    assert done.returncode == 0
    assert done.stdout.endswith(f" pages of guidance. Open {site}\n")
    assert int(done.stdout.split()[1]) > pages


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_day_that_is_not_in_the_calendar_is_a_wrong_option(command: str, project: Path) -> None:
    """Nothing is done, and the message says how a day is written."""
    done = run(project, "inforce", command, "--on", "2026-02-29")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"Usage: inforce {command} [OPTIONS]\n"
        f"Try 'inforce {command} --help' for help.\n"
        "\n"
        'Error: --on: There is no day "2026-02-29" in the calendar. '
        "Write a day that exists, as year-month-day: 2026-12-01\n"
    )
    assert not (project / "site").exists()


def test_a_site_that_is_still_called_as_every_new_one_is_told_as_what_stops_publication(project: Path) -> None:
    """It is built, and nothing says meanwhile that nothing stops it; `inforce publish` says the same and ends."""
    for command, code in ((["build"], 0), (["publish", "../to"], 1)):
        done = run(project, "inforce", *command, "--on", DAY)
        assert done.returncode == code
        assert "mkdocs.yml · site-not-to-publish\n" in done.stderr
        assert "stop publication" in done.stderr
        assert "Nothing stops publication" not in done.stderr


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_outside_a_project_a_command_says_where_to_run_it(command: str, tmp_path: Path) -> None:
    """Not which file of the program could not go on."""
    done = run(tmp_path, "inforce", command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(
        "\nError: There is no mkdocs.yml. Run inforce in the folder that has mkdocs.yml, or name the file with -f.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_configuration_elsewhere_is_read_with_the_content_beside_it(project: Path) -> None:
    """The folder in which the command runs does not matter."""
    done = run(project.parent, "inforce", "check", "--on", DAY, "-f", "project/mkdocs.yml")
    assert (done.returncode, done.stdout) == (0, "Checked 1 document in 2 versions.\n")


def test_a_site_is_never_built_over_what_is_no_site(project: Path) -> None:
    """Whoever names the wrong folder keeps it."""
    before = digests(project)
    for folder in (".", "content", "mkdocs.yml"):
        done = run(project, "inforce", "build", "--on", DAY, "--site-dir", folder)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.endswith(
            "\n  Name a folder that is new, empty, or has a site in it that was built before.\n"
        )
        assert digests(project) == before


def test_a_site_folder_that_cannot_be_made_is_said_in_a_sentence(project: Path) -> None:
    """With what the system said, and of which file; a build says nothing of publishing."""
    done = run(project, "inforce", "build", "--on", DAY, "--site-dir", "mkdocs.yml/site")
    assert done.returncode == 3
    assert done.stderr.startswith("Stopped: Not a directory (")
    assert done.stderr.endswith(").\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "\n  - inforce\n",
            "\n",
            "Error: mkdocs.yml does not name the plugin inforce. Add it to the list under plugins.",
        ),
        ("name: material", "name: materiel", "Guidance needs the theme Material"),
        ("site_name: Guidance library", "site_name: [", "Write it as MkDocs explains it."),
    ],
    ids=["without the plugin", "with a theme that is not there", "that is no YAML"],
)
def test_a_configuration_that_does_not_work_is_said_in_a_sentence(project: Path, old: str, new: str, said: str) -> None:
    """What is wrong, and how to write it instead."""
    edit(project / "mkdocs.yml", old, new)
    done = run(project, "inforce", "build", "--on", DAY)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


def test_a_fault_of_the_program_is_no_traceback(project: Path, tmp_path: Path) -> None:
    """It asks for a report; with INFORCE_DEBUG the traceback is there for it."""
    broken = tmp_path / "broken" / "mkdocs"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise RuntimeError('no more pages')\n")
    done = run(project, "inforce", "build", "--on", DAY, PYTHONPATH=str(broken.parent))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "Stopped by a fault in inforce: RuntimeError: no more pages.\n"
        "Please report it, with what INFORCE_DEBUG=1 and the same command print.\n"
    )
    assert not (project / "site").exists()
    done = run(project, "inforce", "build", "--on", DAY, PYTHONPATH=str(broken.parent), INFORCE_DEBUG="1")
    assert "Traceback" in done.stderr


def test_schemas_are_written_for_each_kind_of_file(tmp_path: Path) -> None:
    """Into a folder that need not be there yet."""
    done = run(tmp_path, "inforce", "schema", "new/schemas")
    assert done.returncode == 0
    written = sorted(file.name for file in (tmp_path / "new" / "schemas").iterdir())
    assert sorted(done.stdout.splitlines()) == [f"Wrote new/schemas/{name}" for name in written]
    assert len(written) >= 4


def test_a_command_that_does_not_exist_is_a_wrong_option(tmp_path: Path) -> None:
    """As for any command line."""
    assert run(tmp_path, "inforce", "pubish").returncode == 2
    assert run(tmp_path, "inforce", "--version").stdout.startswith("inforce ")
