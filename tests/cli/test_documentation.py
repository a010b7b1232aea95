"""What the map of the code and the list of codes say is so: nothing is missing from them and nothing is made up."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping

import click
import pytest

import architecture
from inforce.checks import registry
from inforce.cli import FAILED, PROBLEMS, REFUSED, VERIFIED
from inforce.cli.main import COMMANDS as LISTED
from inforce.cli.main import MODULES, cli
from inforce.model import problem
from real_project import PROJECT

TOOLS = PROJECT / "build_tools"
MAP = (TOOLS / "README.md").read_text(encoding="utf-8")
TABLES: Mapping[str, Mapping[str, str]] = {
    "While content is read": problem.READING,
    "While what was read is checked": registry.CODES,
    "While the finished site is read back": problem.PROOF,
    "While a command changes a file": problem.EDITING,
    "While content is held against what was published": problem.PUBLISHED,
    "While a history or a site is verified": problem.VERIFIED,
}
HEAD = (
    "# Problem codes\n\n"
    "Every problem that inforce tells of has one of these codes. The message itself says where, what is wrong and how "
    "to put it right; the page of its code shows a wrong example and a right one, and `inforce explain CODE` prints "
    "that page. `tests/cases/` shows a whole message for each way in which content goes wrong.\n"
)


def commands(group: click.Group, before: str = "inforce") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its whole name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


COMMANDS = dict(commands(cli))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    """In a sentence, and so does each of its options."""
    command = COMMANDS[name]
    assert command.help
    assert command.help.split("\n\n")[0].endswith(".")
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name


def test_the_list_of_commands_says_of_each_what_its_own_help_begins_with() -> None:
    """And of no other; the list is printed without any of them."""
    context = click.Context(cli)
    for name, listed in LISTED.items():
        command = cli.get_command(context, name)
        assert command
        begins = " ".join((command.help or "").partition("\n\n")[0].split())
        assert re.findall(r"^.*?\.(?=\s[A-Z]|$)", begins) == [listed]
    assert sum(len(commands) for commands in MODULES.values()) == len(LISTED)


def test_the_list_of_commands_imports_none_of_them() -> None:
    """So that it is there at once, and so is every command, whatever another one needs."""
    code = "import sys; from inforce.cli.main import cli; cli(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.removeprefix("inforce.cli.") for name in done.stdout.splitlines()[-1].split()}
    assert loaded & set(MODULES) == set()
    assert loaded & {"yaml", "pydantic", "jinja2", "git", "mkdocs"} == set()


def test_the_map_names_every_command_and_no_other() -> None:
    """Its table is the whole of the command line."""
    assert set(re.findall(r"^\| `(inforce [a-z ]+)` \|", MAP, re.MULTILINE)) == set(COMMANDS)


def test_the_map_names_every_exit_code() -> None:
    """Also those that verifying has of its own, by its help."""
    listed = re.findall(r"^\| (\d+)(?: to (\d+))? \|", MAP, re.MULTILINE)
    named = {code for first, last in listed for code in range(int(first), int(last or first) + 1)}
    assert named == {0, PROBLEMS, 2, FAILED, REFUSED, *VERIFIED.values()}
    said = COMMANDS["inforce verify"].help
    assert said
    assert [code for code in VERIFIED.values() if str(code) not in said] == []


def test_the_map_names_every_folder_and_every_module_on_top() -> None:
    """And nothing that is not there."""
    named = set(re.findall(r"^\| `([^` ]+)` \|", MAP, re.MULTILINE))
    assert [name for name in named if not (TOOLS / name).exists()] == []
    there = {f"{entry.name}/" for entry in TOOLS.iterdir() if entry.is_dir() and entry.name != "inforce"}
    there |= {f"inforce/{entry.name}/" for entry in (TOOLS / "inforce").iterdir() if entry.is_dir()}
    there |= {f"inforce/{entry.name}" for entry in (TOOLS / "inforce").glob("*.py")}
    there -= {"inforce/__init__.py"}
    assert {name for name in there if "__pycache__" not in name} <= named


def test_the_map_shows_the_layers_that_the_architecture_holds() -> None:
    """Row by row, the lowest last."""
    (shown,) = re.findall(r"```\n(cli\n.*?)```", MAP, re.DOTALL)
    rows = [set(re.findall(r"[a-z_]+", row)) for row in shown.splitlines()]
    assert rows[::-1] == [set(row) for row in architecture.ROWS]


def test_every_module_says_what_it_keeps() -> None:
    """In whole sentences at its beginning, so that the first lines of all modules are the rest of the map."""
    for path in sorted((TOOLS / "inforce").rglob("*.py")):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert said, path
        assert re.match(r"[\w`'\"].*?[.:?]", said, re.DOTALL), path


def test_places_that_the_map_names_are_there() -> None:
    """Paths below the project, and links."""
    paths = set(re.findall(r"`((?:tests|site|build|model|inforce)/[\w/.]+?)`", MAP)) | set(
        re.findall(r"\]\(([^)]+)\)", MAP)
    )
    assert len(paths) > 10
    roots = (PROJECT, TOOLS, TOOLS / "inforce")
    assert [path for path in paths if not any((root / path).exists() for root in roots)] == []
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert [
        name
        for name in re.findall(r"(?:^|`)make ([a-z]+)", MAP, re.MULTILINE)
        if not re.search(rf"^{name}:", makefile, re.M)
    ] == []


def test_every_code_is_listed_with_its_meaning(*, accept: bool) -> None:
    """The list is written from the tables that the program itself uses; no code stands in two of them."""
    parts = [
        f"\n## {title}\n\n| code | |\n| --- | --- |\n"
        + "".join(
            f"| [`{code}`](inforce/problems/{code}.md) | {meaning} |\n" for code, meaning in sorted(table.items())
        )
        for title, table in TABLES.items()
    ]
    written = HEAD + "".join(parts)
    file = TOOLS / "PROBLEMS.md"
    if accept:
        file.write_text(written, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == written
    assert len({code for table in TABLES.values() for code in table}) == sum(map(len, TABLES.values()))
    assert dict(registry.MEANINGS) == {code: meaning for table in TABLES.values() for code, meaning in table.items()}


def test_every_code_in_the_program_is_in_a_table() -> None:
    """A code that nobody wrote down the meaning of would come without an explanation."""
    known = {code for table in TABLES.values() for code in table}
    used = {}
    for path in sorted((TOOLS / "inforce").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                given = [*node.args[1:2], *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
                used |= {one.value: path.name for one in given if isinstance(one, ast.Constant)}
    assert len(used) > 20
    assert {code: where for code, where in used.items() if code not in known} == {}
