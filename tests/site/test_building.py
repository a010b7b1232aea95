"""Whatever builds the site, wherever and however often, the bytes are the same; what stops it leaves the old site."""

from __future__ import annotations

from pathlib import Path

import pytest

from real_project import DAY, NOON, built, copied, digests, edit, run

ELSEWHERE = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "LANG": "de_DE.UTF-8"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "POSIX", "PYTHONHASHSEED": "3"},
)
"""Machines that differ in all that must not matter."""


@pytest.mark.parametrize(
    ("command", "settings"),
    [
        pytest.param(["mkdocs", "build"], ELSEWHERE[0], id="mkdocs build"),
        pytest.param(["mkdocs", "build", "--strict"], ELSEWHERE[1], id="mkdocs build --strict"),
        pytest.param(["inforce", "build"], ELSEWHERE[2], id="inforce build"),
    ],
)
def test_every_door_builds_the_same_site_anywhere(
    command: list[str], settings: dict[str, str], site: Path, tmp_path: Path
) -> None:
    """In a folder of another name, in another time zone, language and order of hashing: byte for byte."""
    project = copied(tmp_path / "another place")
    done = run(project, *command, **settings, SOURCE_DATE_EPOCH=NOON)
    assert done.returncode == 0, done.stderr
    assert digests(project / "site") == digests(site)
    assert sorted(entry.name for entry in project.iterdir() if entry.name != ".cache") == [
        "content",
        "mkdocs.yml",
        "site",
    ]


def test_a_second_build_needs_no_theme_and_gives_the_same_bytes(site: Path, project: Path, tmp_path: Path) -> None:
    """From the kept skeleton, without MkDocs; and pages that did not change are not written again."""
    built(project)
    before = {path: (project / "site" / path).stat().st_mtime_ns for path in digests(project / "site")}
    (tmp_path / "broken" / "mkdocs").mkdir(parents=True)
    (tmp_path / "broken" / "mkdocs" / "__init__.py").write_text("raise ImportError('MkDocs was started')\n")
    built(project, PYTHONPATH=str(tmp_path / "broken"))
    assert digests(project / "site") == digests(site)
    touched = [path for path, then in before.items() if (project / "site" / path).stat().st_mtime_ns != then]
    assert [path for path in touched if path.startswith("guidance/")] == []


DOORS = pytest.mark.parametrize("door", [["inforce", "build"], ["mkdocs", "build", "-q"]], ids=" ".join)


def stopped(project: Path, door: list[str]) -> str:
    """Build by *door* what cannot be built, over a site that is there; return what was said."""
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the old site")
    done = run(project, *door, SOURCE_DATE_EPOCH=NOON)
    assert done.returncode == 1, done.stderr
    assert digests(site).keys() == {"index.html"}
    assert (site / "index.html").read_text() == "the old site"
    assert not [entry.name for entry in project.iterdir() if entry.name.startswith(".site")]
    assert done.stdout == ("" if door[0] == "inforce" else "\nAborted with a BuildError!\n")
    said = done.stderr.removeprefix("ERROR   -  ")
    # MkDocs' door tells of the warnings before it builds, when it can
    errors = [one for one in said.strip().split("\n\n") if " · warning · " not in one]
    assert "Traceback" not in said
    return "\n\n".join(errors)


@DOORS
def test_a_mistake_in_the_content_stops_every_door(door: list[str], project: Path) -> None:
    """Nothing is written, the old site stays, and the message is the same."""
    edit(project / "content/guidance/seven-golden-rules/versions/2.0.0.yml", "\ntitle: 7", "\ntitel: 7")
    said, _, count = stopped(project, door).rpartition("\n\n")
    assert said == (
        "content/guidance/seven-golden-rules/versions/2.0.0.yml, line 3, column 1 · unknown-field\n"
        "  3 | titel: 7 golden rules to information sharing\n"
        "    | ^\n"
        '  There is no field "titel" here.\n'
        '  Did you mean "title"?'
    )
    assert count == "1 problem in 1 file stops publication; 2 warnings."


@DOORS
def test_a_menu_that_names_a_page_that_is_not_there_stops_every_door(door: list[str], project: Path) -> None:
    """The message leads to the line of the configuration, not to the pages on which the menu stands."""
    edit(project / "mkdocs.yml", "  - About: about.md", "  - About: abuot.md")
    assert (
        "mkdocs.yml, line 26, column 12 · link-leads-nowhere\n"
        "  26 |   - About: abuot.md\n"
        "     |            ^\n"
        '  The menu names the page "abuot.md", which does not exist.\n'
        '  Did you mean "about.md"?'
    ) in stopped(project, door)


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        (
            "edit_uri: 5",
            "line 29, column 1",
            '"edit_uri" as it stands here: Expected type: text but received',
        ),
        ("hooks: [nothere.py]", "line 29, column 9", "The path 'nothere.py' isn't an existing file."),
        ("validation: {nav: {omitted_files: often}}", "line 29, column 35", "['warn', 'info', 'ignore'], got 'often'."),
        ("markdown_extensions: [abbr, nosuch]", "line 29, column 29", "No module named 'nosuch'."),
        ("markdown_extensions: [{toc: {baselevel: x}}]", "line 29, column 41", "Failed to load extension 'toc': "),
        ("INHERIT: base.yml", "base.yml, line 2, column 1", "Expected type: a list but received: text."),
    ],
)
def test_a_setting_that_mkdocs_cannot_use_is_told_at_its_line(line: str, place: str, said: str, project: Path) -> None:
    """In plain words, with where to read what may stand there; also in a file that the configuration builds on."""
    (project / "base.yml").write_text("\nwatch: content\n".replace("watch", "extra_css") if "INHERIT" in line else "")
    with (project / "mkdocs.yml").open("a") as configuration:
        configuration.write(f"{line}\n")
    told = " ".join(stopped(project, ["inforce", "build"]).split())
    assert f"{place} · configuration" in told
    assert said in told
    assert "Write it as MkDocs explains it: https://www.mkdocs.org/user-guide/configuration/" in told


@DOORS
def test_words_that_do_not_answer_to_their_source_stop_every_door(door: list[str], project: Path) -> None:
    """The check that the whole is for."""
    edit(project / "content/guidance/seven-golden-rules/versions/2.0.0.yml", "Where you do not have", "Where you have")
    said = " ".join(stopped(project, door).split())
    assert 'says "Where you have consent"' in said
    assert "The difference reverses the meaning." in said
    assert said.endswith("1 problem in 1 file stops publication; 2 warnings.")


@DOORS
def test_a_place_that_nothing_is_made_for_stops_every_door(door: list[str], project: Path) -> None:
    """A misspelt place on an ordinary page does not become a gap, and is told at its line."""
    edit(project / "content/pages/sources.md", "inforce:sources", "inforce:soruces")
    said, _, _ = stopped(project, door).rpartition("\n\n")
    assert said == (
        "content/pages/sources.md, line 10, column 1 · unknown-place\n"
        "  10 | <!-- inforce:soruces -->\n"
        "     | ^\n"
        '  There is nothing to put in the place "inforce:soruces".\n'
        '  Did you mean "sources"?'
    )


@DOORS
def test_a_theme_without_a_place_for_guidance_stops_every_door(door: list[str], project: Path) -> None:
    """An organisation's own template that leaves out the body must not give a site of empty pages."""
    (project / "overrides").mkdir()
    (project / "overrides" / "main.html").write_text(
        '{% extends "base.html" %}{% block htmltitle %}<title>{{ page.title }}</title>{% endblock %}'
        "{% block container %}Welcome{% endblock %}"
    )
    edit(project / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: overrides\n")
    said, _, _ = stopped(project, door).rpartition("\n\n")
    assert said == (
        "mkdocs.yml · layout-broken\n"
        '  The theme has no place for the "title" of a page.\n'
        "  Undo the last change of the theme or of the ordinary page, or put the place back."
    )


def test_an_override_of_the_theme_is_used(project: Path) -> None:
    """An organisation's own template comes before those of inforce, on guidance too."""
    (project / "overrides" / "partials").mkdir(parents=True)
    (project / "overrides" / "partials" / "footer.html").write_text("<footer>Our own foot</footer>")
    edit(project / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: overrides\n")
    site = built(project)
    for path in ("index.html", "guidance/seven-golden-rules/index.html", "check/1DYA-C5TS/index.html"):
        assert "<footer>Our own foot</footer>" in (site / path).read_text(encoding="utf-8")


def test_an_ordinary_page_is_not_written_over(project: Path) -> None:
    """One that has the address of a page of ours stops the build, and says which."""
    (project / "content" / "pages" / "status.md").write_text("# How we are doing\n")
    done = run(project, "inforce", "build", "--on", DAY)
    assert done.returncode == 1
    assert (
        "content/pages/status.md · address-taken\n"
        "  This would be at status/, where inforce puts something of its own.\n"
        "  Give the file another name.\n"
    ) in done.stderr
    assert not (project / "site").exists()
