"""Changes the code that compares wording and versions in thousands of small ways, and sees that a test fails for each.

Each change (a "mutant") is one edit of the syntax tree of one function. The tests are collected once; each mutant is
tried in a fork of that process, in which the function is given the changed code, by the tests that reach it, the
quickest first, until one fails. What stands outside of functions is not changed.

`mutants.py 500` tries 500 of them, drawn by lot, and `mutants.py 500 atoms quantities` those of two modules.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from cProfile import Profile
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final

import pytest
from hypothesis import Phase, settings

PROJECT: Final = Path(__file__).resolve().parents[2]
CODE: Final = PROJECT / "build_tools/inforce"
FILES: Final = sorted([*CODE.glob("wording/*.py"), *CODE.glob("compare/*.py")])
TESTS: Final = (
    "tests/wording", "tests/compare", "tests/checks", "tests/pages/test_redlines.py", "tests/pages/test_rule_pages.py",
    "tests/pages/test_sources_that_moved.py",
    "tests/pages/test_every_field.py::test_every_view_shows_the_field_or_the_field_says_why_not",
)  # fmt: skip
REACHED: Final = PROJECT / ".cache/mutants.json"
WORKERS: Final = 2
SEED: Final = 14
SLOWER: Final = 5
"""How many times the CPU of its tests a mutant is given; one that takes more is told from the true code."""

MEMORY: Final = 4 << 30

SWAPPED: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Div,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Break: ast.Continue, ast.Continue: ast.Break,
}  # fmt: skip
NOT_CHANGED: Final = frozenset({"args", "annotation", "returns", "decorator_list"})
"""Parts of a function that run when it is made, or never."""


@dataclass(frozen=True)
class Mutant:
    """The changed code of a function, where it is, and the change as a reader sees it."""

    file: Path
    function: str
    line: int
    change: str
    code: CodeType

    def __str__(self) -> str:
        """Return where it is and what it changes."""
        return f"{self.file.parent.name}/{self.file.name}:{self.line} {self.function}: {self.change}"

    @property
    def place(self) -> str:
        """The function as `what_tests_reach` names it."""
        return f"{self.file} {self.function}"


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Yield every mutant of every function in *file*."""
    tree = ast.parse(file.read_text("utf-8"))
    shares = shares_in(tree)
    for function, name in functions_of(tree, ""):
        function.decorator_list = []
        for parent, field, at, node in list(parts_of(function)):
            for variant in variants(node, shares):
                if ast.dump(variant) == ast.dump(node):
                    continue  # it was None before
                _put(parent, field, at, ast.copy_location(variant, node))
                module = ast.fix_missing_locations(ast.Module([function], []))
                (code, *_) = (one for one in compile(module, str(file), "exec").co_consts if isinstance(one, CodeType))
                shown = " → ".join(" ".join(ast.unparse(one).split())[:100] for one in (node, variant))
                yield Mutant(file, name, node.lineno, shown, code)
                _put(parent, field, at, node)


def functions_of(node: ast.Module | ast.ClassDef, within: str) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Yield the functions of a module and of its classes, with their names."""
    for child in node.body:
        if isinstance(child, ast.FunctionDef):
            yield child, f"{within}{child.name}"
        elif isinstance(child, ast.ClassDef):
            yield from functions_of(child, f"{within}{child.name}.")


def parts_of(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, Any]]:
    """Yield all that stands in *node* and may be changed, with what it stands in, as which field, at which place."""
    for field, value in ast.iter_fields(node):
        if field in NOT_CHANGED:
            continue
        for at, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            is_text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            is_strict = isinstance(child, ast.keyword) and child.arg == "strict"
            if isinstance(child, ast.AST) and not is_text and not is_strict:
                if hasattr(child, "lineno"):
                    yield node, field, at, child
                yield from parts_of(child)


def _put(parent: ast.AST, field: str, at: int | None, node: ast.AST) -> None:
    if at is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[at] = node


def shares_in(tree: ast.Module) -> frozenset[str]:
    """Return the names of the constants of a module that are no whole numbers, or are worked out from such."""
    found = set[str]()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(
                (isinstance(one, ast.Constant) and isinstance(one.value, float))
                or (isinstance(one, ast.Name) and one.id in found)
                for one in ast.walk(node.value)
            ):
                found.update(one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name))
    return frozenset(found)


def is_measured(node: ast.Compare, shares: frozenset[str]) -> bool:
    """Whether something is held against a share: nothing is promised of what meets it to the last digit."""
    sides = (node.left, *node.comparators)
    named = any(isinstance(one, ast.Name) and one.id in shares for one in sides)
    return named or any(isinstance(one, ast.Constant) and isinstance(one.value, float) for one in sides)


def variants(node: ast.AST, shares: frozenset[str]) -> Iterator[ast.AST]:  # noqa: C901, PLR0912 - a line for each kind
    """Yield what may stand in the place of *node*, each with one thing changed.

    What says that two rows are of one length ("strict") is no part of what a function does.
    """

    def but(**fields: object) -> ast.AST:
        return type(node)(**{**dict(ast.iter_fields(node)), **fields})

    match node:
        case ast.Compare(ops=ops) if not is_measured(node, shares):
            for at, op in enumerate(ops):
                yield but(ops=[*ops[:at], SWAPPED[type(op)](), *ops[at + 1 :]])
        case ast.BoolOp(op=op, values=values):
            yield but(op=SWAPPED[type(op)]())
            for at in range(len(values)):
                left = [*values[:at], *values[at + 1 :]]
                yield but(values=left) if len(left) > 1 else left[0]
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            if type(op) in SWAPPED:
                yield but(op=SWAPPED[type(op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            yield ast.Constant(f"{value}XX")
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield but(test=ast.UnaryOp(ast.Not(), test))
        case ast.Return(value=ast.Constant(value=value)) if not value:
            pass  # nothing is as good as None
        case ast.Return(value=ast.expr()) | ast.Assign() | ast.AnnAssign(value=ast.expr()):
            yield but(value=ast.Constant(None))
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()
        case ast.Break() | ast.Continue():
            yield SWAPPED[type(node)]()
        case ast.Call(args=args, keywords=keywords):
            for at in range(len(args)):
                yield but(args=[*args[:at], ast.Constant(None), *args[at + 1 :]])
            for at in (at for at, one in enumerate(keywords) if one.arg != "strict"):
                yield but(keywords=[*keywords[:at], *keywords[at + 1 :]])
        case ast.GeneratorExp(generators=loops) | ast.ListComp(generators=loops) | ast.SetComp(generators=loops):
            for at, loop in enumerate(loops):
                if loop.ifs:
                    every = ast.comprehension(loop.target, loop.iter, loop.ifs[1:], loop.is_async)
                    yield but(generators=[*loops[:at], every, *loops[at + 1 :]])


def caches() -> list[_lru_cache_wrapper[Any]]:
    """Return what keeps what functions returned, so that no result of the true code stands in for that of a mutant."""
    kept = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
    return [one for one in kept if one.__module__.startswith("inforce.")]


def what_tests_reach(session: pytest.Session) -> bool:
    """Run every test, write down what CPU it takes and which functions it reaches; return whether any passes.

    One that fails without a change, such as one of time on a busy machine, is named, and says nothing of any mutant.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))  # a browser, for one, fails for want of it
    found: list[tuple[float, list[str]]] = []
    kept, failed = caches(), 0
    for item in session.items:
        for cache in kept:
            cache.cache_clear()
        profile, before = Profile(), time.process_time()
        profile.enable()
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        profile.disable()
        if session.testsfailed > failed:
            failed = session.testsfailed
            os.write(2, f"fails without a change: {item.nodeid}\n".encode())
            found.append((0.0, []))
            continue
        codes = [entry.code for entry in profile.getstats() if isinstance(entry.code, CodeType)]
        names = {f"{code.co_filename} {code.co_qualname}" for code in codes if "/inforce/" in code.co_filename}
        found.append((time.process_time() - before, sorted(names)))
    REACHED.parent.mkdir(exist_ok=True)
    REACHED.write_text(json.dumps(found), "utf-8")
    return failed < len(found)


def survives(session: pytest.Session, mutant: Mutant, tests: list[tuple[float, int]]) -> bool:
    """Whether none of *tests*, each with the CPU that it takes, fails for *mutant*."""
    seconds = int(SLOWER * sum(took for took, _ in tests)) + SLOWER
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for live in gc.get_objects():
        if isinstance(live, FunctionType) and mutant.place == f"{live.__code__.co_filename} {live.__qualname__}":
            live.__code__ = mutant.code
    for cache in caches():
        cache.cache_clear()
    for _, at in tests:
        session.config.hook.pytest_runtest_protocol(item=session.items[at], nextitem=None)
        if session.testsfailed:
            return False
    return True


def in_a_fork(work: Callable[[], bool]) -> int:
    """Have *work* done in a process of its own, which ends with 0 where it is true; return its number."""
    if process := os.fork():
        return process
    ends_with = 1
    try:
        ends_with = 0 if work() else 1
    finally:
        os._exit(ends_with)


class Trial:
    """A plugin of pytest that tries mutants by the tests, instead of running each test once."""

    def __init__(self, mutants: list[Mutant]) -> None:
        self.mutants, self.running, self.told = mutants, dict[int, Mutant](), Counter[str]()

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """Have a law end with the first example that fails, however long that is."""
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", parent=settings(), database=None, phases=phases)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try the mutants, as many at a time as there are workers, and tell which survived."""
        if os.waitpid(in_a_fork(lambda: what_tests_reach(session)), 0)[1]:
            sys.exit(1)
        reached = json.loads(REACHED.read_text("utf-8"))
        for mutant in self.mutants:
            tests = sorted((took, at) for at, (took, places) in enumerate(reached) if mutant.place in places)
            if len(self.running) == WORKERS:
                self.wait_for_one()
            self.running[in_a_fork(lambda: survives(session, mutant, tests))] = mutant  # noqa: B023 - done at once
        while self.running:
            self.wait_for_one()
        return True

    def wait_for_one(self) -> None:
        """Wait until one has been tried, and tell of it if it survived."""
        process, status = os.wait()
        mutant = self.running.pop(process)
        self.told["killed" if status else "survived"] += 1
        if not status:
            print(f"survived: {mutant}", flush=True)  # noqa: T201 -- its output


def main(arguments: list[str]) -> None:
    """Try as many mutants as *arguments* say, all of them if they say nothing, of the modules that they name."""
    count, *modules = arguments or ["0"]
    mutants = [mutant for file in FILES if not modules or file.stem in modules for mutant in mutants_of(file)]
    every = len(mutants)
    random.Random(SEED).shuffle(mutants)  # noqa: S311 - a lot that can be drawn again
    trial = Trial(mutants[: int(count)] if int(count) else mutants)
    os.chdir(PROJECT)
    pytest.main(["-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist", *TESTS], plugins=[trial])
    killed, survived = trial.told["killed"], trial.told["survived"]
    print(f"Of {every} mutants {killed + survived} were tried: {killed} killed, {survived} survived.")  # noqa: T201 -- its output


if __name__ == "__main__":
    main(sys.argv[1:])
