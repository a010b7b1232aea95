"""The rules of the architecture: who may import whom, who asks the clock, and what stands where.

Each rule is a function from modules to complaints; it reads the text of a module and never runs it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROWS = (
    ("model",),
    ("wording", "store"),
    ("originals", "parsing"),
    ("translations",),
    ("reading",),
    ("compare",),
    ("checks",),
    ("editing", "site"),
    ("formats", "pdf"),
    ("engine",),
    ("build",),
    ("publish", "reports"),
    ("audit",),
    ("clock",),
    ("plugins",),
    ("api",),
    ("cli",),
)
"""A module imports from rows above its own in this list, and from its own folder."""

RANK = {part: rank for rank, row in enumerate(ROWS) for part in row}
DOORS = {"clock", "plugins", "api", "cli"}
PURE = {"model", "wording", "compare", "checks", "site", "formats"}
ONLY_IMPORTER = {
    "babel": ("inforce.translations",),
    "git": ("inforce.publish.git",),
    "mkdocs": ("inforce.plugins.mkdocs",),
    "selectolax": ("inforce.build",),
    "yaml": ("inforce.parsing",),
}
MAY_IMPORT = {"model": frozenset[str](), "wording": frozenset({"rapidfuzz"})}
"""What these folders import besides the standard library and themselves, and nothing else."""

CLOCK = {
    "datetime.date.today", "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.asctime", "time.strftime",
}  # fmt: skip
WORLD = {
    "asyncio",
    "glob",
    "http",
    "io",
    "os",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "urllib.request",
}
PATHS_ON_DISK = {"pathlib", "pathlib.Path", "pathlib.PosixPath", "pathlib.WindowsPath"}
SAYS_NOTHING = {"common", "helper", "helpers", "lib", "manager", "misc", "util", "utils"}

TOP_LEVEL = {
    "content", "build_tools", "mkdocs.yml", "tests", "pyproject.toml", "README.md",
    "Makefile", "LICENSE", "CHANGELOG.md",
}  # fmt: skip
MADE = {"site"}
"""What commands make at the top level, and git does not keep."""


@dataclass(frozen=True)
class Module:
    """One module of the program: its full name and its text."""

    name: str
    text: str
    is_package: bool = False

    @property
    def part(self) -> str:
        """The folder or module directly in the package that this one belongs to; empty for the package itself."""
        return self.name.split(".")[1] if "." in self.name else ""

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for: ``{"today_is": "datetime.date"}``; lazy imports among them."""
        found: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.partition(".")[0]
                    found[alias.asname or alias.name] = alias.name if alias.asname else first
                    found.setdefault(first, first)
            elif isinstance(node, ast.ImportFrom):
                found |= {alias.asname or alias.name: f"{self._origin(node)}.{alias.name}" for alias in node.names}
        return found

    @cached_property
    def imports(self) -> frozenset[str]:
        """The full names of all that is imported, be it a module or a name in one."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found |= {f"{self._origin(node)}.{alias.name}" for alias in node.names}
        return frozenset(found)

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        base = parts[: len(parts) - node.level + self.is_package]
        return ".".join([*base, *([node.module] if node.module else [])])

    @cached_property
    def uses(self) -> frozenset[str]:
        """The full names of all that is named in the text: ``datetime.date.today``, ``open``."""
        return frozenset(filter(None, map(self._full_name, ast.walk(self.tree))))

    def _full_name(self, node: ast.AST) -> str | None:
        if isinstance(node, ast.Name):
            return self.names.get(node.id, node.id)
        if isinstance(node, ast.Attribute) and (base := self._full_name(node.value)):
            return f"{base}.{node.attr}"
        return None

    @cached_property
    def strings(self) -> frozenset[str]:
        """The texts in the module that are not docstrings or other remarks."""
        remarks = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        constants = (node for node in ast.walk(self.tree) if isinstance(node, ast.Constant) and id(node) not in remarks)
        return frozenset(node.value for node in constants if isinstance(node.value, str))


Modules = tuple[Module, ...]


def modules_under(folder: Path, package: str = "") -> Iterator[Module]:
    """Yield every module of *folder*; *package* stands before their names."""
    for path in sorted(folder.rglob("*.py")):
        parts = [part for part in [package, *path.relative_to(folder).with_suffix("").parts] if part]
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        yield Module(name, path.read_text(encoding="utf-8"), is_package)


def begins_with(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


def every_part_has_a_row(program: Modules) -> Iterator[str]:
    for module in program:
        if module.part and module.part not in RANK:
            yield f"{module.name} stands in no row of the architecture"


def imports_go_down(program: Modules) -> Iterator[str]:
    for module in program:
        for name in sorted(module.imports):
            package, _, rest = name.partition(".")
            part = rest.partition(".")[0]
            if package == "inforce" and part in RANK and part != module.part:
                if RANK[part] > RANK.get(module.part, -1):
                    yield f"{module.name} imports {name} from a row above its own"
                elif RANK[part] == RANK[module.part]:
                    yield f"{module.name} imports {name} from beside it"


def imports_make_no_circle(program: Modules) -> Iterator[str]:
    names = {module.name for module in program}
    graph = {module.name: sorted(_modules_imported(module, names)) for module in program}
    done: set[str] = set()

    def circles(name: str, way: tuple[str, ...]) -> Iterator[str]:
        if name in way:
            yield " imports ".join([*way[way.index(name) :], name])
        elif name not in done:
            for other in graph[name]:
                yield from circles(other, (*way, name))
            done.add(name)

    for name in sorted(graph):
        yield from circles(name, ())


def _modules_imported(module: Module, names: set[str]) -> set[str]:
    found = {name if name in names else name.rpartition(".")[0] for name in module.imports}
    return (found & names) - {module.name}


def the_lowest_rows_stand_alone(program: Modules) -> Iterator[str]:
    for module in program:
        for name in sorted(module.imports if module.part in MAY_IMPORT else ()):
            first = name.partition(".")[0]
            own = begins_with(name, f"inforce.{module.part}")
            if not (own or first in sys.stdlib_module_names or first in MAY_IMPORT[module.part]):
                yield f"{module.name} imports {name}, and {module.part} stands without it"


def each_library_has_one_importer(program: Modules) -> Iterator[str]:
    for module in program:
        for name in sorted(module.imports):
            importers = ONLY_IMPORTER.get(name.partition(".")[0], ())
            if importers and not any(begins_with(module.name, importer) for importer in importers):
                yield f"{module.name} imports {name}, which only {' and '.join(importers)} may"


def only_the_doors_ask_the_clock(program: Modules) -> Iterator[str]:
    for module in program:
        if module.part not in DOORS:
            yield from (f"{module.name} asks the clock: {name}" for name in sorted(module.uses & CLOCK))
            if "SOURCE_DATE_EPOCH" in module.strings:
                yield f"{module.name} asks the clock: SOURCE_DATE_EPOCH"


def the_core_does_no_input_or_output(program: Modules) -> Iterator[str]:
    for module in program:
        if module.part in PURE:
            reached = {name for name in module.imports if any(begins_with(name, world) for world in WORLD)}
            reached |= module.imports & PATHS_ON_DISK
            reached |= module.uses & {"open", "print", "input"}
            yield from (f"{module.name} reaches for the world: {name}" for name in sorted(reached))


def build_tools_is_a_folder_and_no_package(program: Modules) -> Iterator[str]:
    for module in program:
        for name in sorted(module.imports):
            if begins_with(name, "build_tools"):
                yield f"{module.name} imports {name}: leave build_tools out"


def names_say_what_they_hold(program: Modules) -> Iterator[str]:
    for module in program:
        for part in sorted(SAYS_NOTHING.intersection(module.name.split("."))):
            yield f"{module.name}: {part} says nothing of what it holds"


Rule = Callable[[Modules], Iterable[str]]

RULES: tuple[Rule, ...] = (
    every_part_has_a_row,
    imports_go_down,
    imports_make_no_circle,
    the_lowest_rows_stand_alone,
    each_library_has_one_importer,
    only_the_doors_ask_the_clock,
    the_core_does_no_input_or_output,
    build_tools_is_a_folder_and_no_package,
    names_say_what_they_hold,
)
RULES_OF_TESTS: tuple[Rule, ...] = (build_tools_is_a_folder_and_no_package, names_say_what_they_hold)


def strangers(entries: Iterable[str]) -> list[str]:
    """Return the entries of the top level that are not of the fixed set."""
    return sorted(entry for entry in entries if entry not in TOP_LEVEL | MADE and not entry.startswith("."))
