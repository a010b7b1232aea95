"""Beginning a document, as an editor does: what is written, what the check asks for, and what is refused."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.cli.main import cli
from inforce.editing.content_files import MODELINES
from real_project import DAY, copied, digests, edit, run

FOLDER = "content/guidance/lone-working"
FIRST = f"{FOLDER}/versions/1.0.0.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copied(tmp_path / "project")


def new(project: Path, *given: str) -> tuple[int, str, str]:
    """Run the command within this process, where starting one for each would take the most time."""
    done = CliRunner().invoke(cli, ["new", *given, "-f", str(project / "mkdocs.yml")])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


TO_FILL = {
    f"{FOLDER}/document.yml": {
        4: ("the role or team that answers for it", "Practice team"),
        5: ("how to reach the owner", "020 7946 0000"),
        6: ("who has to follow it", "Everyone who visits families"),
        8: ("the topic under which it is listed", "Safety"),
    },
    FIRST: {
        5: ("the title of the document", "Lone working"),
        6: ("the day from which it applies", "2026-12-01"),
        8: ("the role or board that approved it", "Practice board"),
        11: ("where this guidance comes from, in a sentence or two for readers", "It is new."),
        13: ("what the document is for, in one or two sentences", "For whoever works alone."),
        20: ("the heading of the section", "Before a visit"),
        22: ("short-name-of-the-rule", "tell-your-manager"),
        24: ("the words of the rule", "Tell your manager where you go."),
    },
}


def test_a_document_is_begun_refused_where_it_is_not_filled_in_and_passes_once_it_is(project: Path) -> None:
    """The whole way of an editor; all that is missing is told at once."""
    before = digests(project)
    done = run(project, "inforce", "new", "lone-working")
    assert (done.returncode, done.stderr) == (0, "")
    names = ("document.yml", "versions/1.0.0.yml")
    listed = "".join(
        f"Fill in, in {name}:\n" + "".join(f"  line {line}: {words}\n" for line, (words, _) in places.items())
        for name, places in zip(names, TO_FILL.values(), strict=True)
    )
    assert done.stdout == (
        f"Wrote {FOLDER}/document.yml and {FIRST}.\n{listed}Then run  inforce check  and open a pull request.\n"
    )
    after = digests(project)
    assert {name for name in after if after[name] != before.get(name)} == set(TO_FILL)

    done = run(project, "inforce", "check", "--on", DAY)
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if line.startswith(FOLDER)]
    assert [line.partition(", column")[0] for line in told] == [
        f"{file}, line {line}" for file, places in TO_FILL.items() for line in places
    ]
    assert {line.rpartition(" · ")[2] for line in told} == {"placeholder-left", "not-written-so"}
    assert done.stderr.endswith("\n\n12 problems in 2 files stop publication; 2 warnings.\n\n")

    for file, places in TO_FILL.items():
        for words, meant in places.values():
            edit(project / file, words, meant)
    done = run(project, "inforce", "check", "--on", DAY)
    assert (done.returncode, done.stdout) == (0, "Checked 2 documents in 3 versions.\n")
    assert FOLDER not in done.stderr
    done = run(project, "inforce", "revise", "lone-working", "--kind", "minor", "--on", "2026-12-02")
    assert done.stdout.startswith(f"Wrote {FOLDER}/versions/1.1.0.yml, a copy of version 1.0.0.\n")


@pytest.mark.parametrize("line", [(file, line) for file, places in TO_FILL.items() for line in places])
def test_each_place_that_is_left_stops_publication(line: tuple[str, int], project: Path) -> None:
    """Also where it is the only one, and the rest can be read."""
    assert new(project, "lone-working")[0] == 0
    for file, places in TO_FILL.items():
        for place, (words, meant) in places.items():
            if (file, place) != line:
                edit(project / file, words, meant)
    done = CliRunner().invoke(cli, ["check", "-f", str(project / "mkdocs.yml"), "--on", DAY])
    assert done.exit_code == 1
    assert f"{line[0]}, line {line[1]}, column " in done.stderr
    assert done.stderr.endswith("\n\n1 problem in 1 file stops publication; 2 warnings.\n\n")


def test_what_is_given_is_written(project: Path) -> None:
    """In the order of the files that are there, each text so that it is read as it was given."""
    code, said, error = new(
        project, "lone-working", "--title", "Lone  working: 7 rules", "--owner", "Practice team", "--audience",
        "Everyone", "--topic", "Safety", "--topic", "Visits, calls", "--in-force-from", "1 June 2027",
    )  # fmt: skip
    assert (code, error) == (0, "")
    assert "Fill in, in document.yml:\n  line 5: how to reach the owner\nFill in, in versions/1.0.0.yml:\n" in said
    assert (project / FOLDER / "document.yml").read_text(encoding="utf-8") == (
        f"{MODELINES['document']}\n"
        "# What stays the same from version to version. It may be changed at any time.\n"
        "format: 1\n"
        "owner: Practice team\n"
        "contact: how to reach the owner\n"
        "audience: Everyone\n"
        "topics:\n"
        "  - Safety\n"
        '  - "Visits, calls"\n'
    )
    assert '\ntitle: "Lone working: 7 rules"\nin_force_from: 2027-06-01\n' in (project / FIRST).read_text()


def test_the_first_document_of_a_new_library_is_begun_too(project: Path) -> None:
    """Whoever emptied the folders has none of them in git."""
    for file in sorted((project / "content/guidance").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    (project / "content/guidance").rmdir()
    assert new(project, "lone-working")[0] == 0
    assert sorted(path.name for path in (project / "content/guidance").iterdir()) == ["lone-working"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            ("Lone Working",),
            'DOCUMENT: "Lone Working" is not an id. An id has lower-case letters a to z, digits '
            "and single hyphens, for example share-with-consent. Did you mean lone-working?",
        ),
        (
            ("../lone",),
            'DOCUMENT: "../lone" is not an id. An id has lower-case letters a to z, digits and '
            "single hyphens, for example share-with-consent. Did you mean lone?",
        ),
        (
            ("con",),
            'DOCUMENT: The id "con" is a name that Windows keeps for itself. Choose another id, such as a longer one.',
        ),
        (("lone-working", "--title", " "), '--title is empty. Write, for example:  --title "Lone working"'),
        (
            ("lone-working", "--topic", "a\u202eb"),
            "--topic has a character that nobody sees. Type it again, or leave it out.",
        ),
        (
            ("lone-working", "--in-force-from", "soon"),
            '--in-force-from: "soon" is not a day as year-month-day. Write the day as '
            "year-month-day, for example 2026-12-01; on the first version alone, unknown may stand for a day that "
            "nobody knows",
        ),
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence(project: Path, given: tuple[str, ...], message: str) -> None:
    """Nothing is written, and the exit code is that of a wrong option."""
    before = digests(project)
    code, said, error = new(project, *given)
    assert (code, said) == (2, "")
    assert error.endswith(f"\nError: {message}\n")
    assert digests(project) == before


def test_words_that_could_not_be_read_again_are_refused_with_the_reason(project: Path) -> None:
    """As the check would refuse them in a file."""
    before = digests(project)
    code, said, error = new(project, "lone-working", "--owner", "Pra\ufffdtice")
    assert (code, said) == (2, "")
    assert "\nError: What --owner says cannot be written into a content file. " in error
    assert digests(project) == before


@pytest.mark.parametrize("what", ["folder", "file", "link"])
def test_a_document_that_is_there_stays(what: str, project: Path) -> None:
    """Whatever stands there, and running twice is refused the second time."""
    there = project / FOLDER
    if what == "folder":
        assert new(project, "lone-working")[0] == 0
    elif what == "file":
        there.write_text("kept")
    else:
        there.symlink_to(project / "nowhere")
    before = digests(project)
    expected = f"Nothing was written: {FOLDER} is there already. To begin a new version:  inforce revise lone-working\n"
    assert new(project, "lone-working") == (1, "", expected)
    assert digests(project) == before


def test_a_disk_that_takes_no_more_leaves_nothing_behind(project: Path) -> None:
    """In a sentence, with the exit code of a world that fails."""
    before = digests(project)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150, limit[1]))
    try:
        done = new(project, "lone-working")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert done == (3, "", "Nothing was written: File too large.\n")
    assert digests(project) == before
    assert [path.name for path in (project / "content/guidance").iterdir()] == ["seven-golden-rules"]
