"""Changes the code that compares wording in a thousand small ways, and sees that a test fails for each.

mutmut makes the changes ("mutants") and runs the tests. It works in a copy under .cache/mutants, laid out as it
expects, in which three things differ from the real tree:

- laws are tried on fewer examples, the same ones on every run, and the first that fails ends it;
- functions with a cache are written so that mutmut, which passes decorated functions over, changes them too;
- caches are emptied before each run of tests, so that no result of the true code stands in for that of a mutant.

What was killed stays so until its function changes; what survived is tried again on every run.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
WORK = PROJECT / ".cache/mutants"
EXAMPLES = 15
TESTS = ("wording", "compare", "cases/wording")
BESIDE_TESTS = ("library_factory.py", "library_strategies.py", "made_editions.py", "version_pairs.py")
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/inforce/wording/*", "src/inforce/compare/*"]
process_isolation = "forkserver"
use_git_change_detection = false
timeout_multiplier = 2
timeout_constant = 2
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:xdist"]
pytest_add_cli_args_test_selection = ["tests"]

[tool.pytest.ini_options]
addopts = "--strict-markers --strict-config --import-mode=importlib"
pythonpath = ["src", "tests"]
"""
CONFTEST = '''"""Every run begins with empty caches, tries the same examples, and has the nearest tests first."""

import gc
from functools import _lru_cache_wrapper

from hypothesis import Phase, settings
from mutmut.mutation.trampoline import get_mutant_under_test

settings.register_profile(
    "mutants", derandomize=True, database=None, deadline=None, report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.generate],  # that a law fails is enough; no need to find the shortest example
)
settings.load_profile("mutants")
wanted = set()


def pytest_configure(config):
    if "::" in config.args[0]:  # hundreds of tests by name, which pytest takes seconds to look up one by one
        wanted.update(config.args)
        config.args[:] = ["tests"]


def pytest_collection_modifyitems(items):
    module = get_mutant_under_test().partition(".x")[0].rpartition(".")[2]
    if wanted:
        items[:] = [item for item in items if item.nodeid.removeprefix("mutants/") in wanted]
    items.sort(key=lambda item: not item.path.stem.endswith(module))


def pytest_runtestloop():
    for kept in gc.get_objects():
        if isinstance(kept, _lru_cache_wrapper) and kept.__module__.startswith("inforce."):
            kept.cache_clear()
'''
_CACHED = re.compile(
    r"^(?P<indent> *)@(?P<cache>lru_cache\(maxsize=\d+\)|cached_property|cache)\n"
    r"(?P<body>(?P=indent)def (?P<name>\w+)\(.*\n(?:(?:(?P=indent) .*)?\n)*)",
    re.MULTILINE,
)

_RUN_ON_IMPORT = re.compile(r"^def (_entries|_listed)\(.*:$", re.MULTILINE)  # before any mutant is switched on


def lay_out() -> None:
    """Make the copy that mutmut works in; what it found before is kept where the code is still the same."""
    for made in ("src", "tests"):
        shutil.rmtree(WORK / made, ignore_errors=True)
    shutil.copytree(PROJECT / "build_tools/inforce", WORK / "src/inforce", ignore=shutil.ignore_patterns("__pycache__"))
    for module in [*(WORK / "src/inforce/wording").glob("*.py"), *(WORK / "src/inforce/compare").glob("*.py")]:
        module.write_text(_with_open_caches(module.read_text("utf-8")), "utf-8")
    for tests in TESTS:
        shutil.copytree(PROJECT / "tests" / tests, WORK / "tests" / tests, ignore=shutil.ignore_patterns("__pycache__"))
    for name in BESIDE_TESTS:
        shutil.copy(PROJECT / "tests" / name, WORK / "tests" / name)
    for module in (WORK / "tests").rglob("test_*.py"):
        fewer = re.sub(r"max_examples=\d+", f"max_examples={EXAMPLES}", module.read_text("utf-8"))
        module.write_text(fewer, "utf-8")
    (WORK / "tests/conftest.py").write_text(CONFTEST, "utf-8")
    (WORK / "pyproject.toml").write_text(SETTINGS, "utf-8")


def _with_open_caches(code: str) -> str:
    """Return *code* with caches put round functions behind their definitions, not by decorators."""
    code = _RUN_ON_IMPORT.sub(r"\g<0>  # pragma: no mutate block", code)
    return _CACHED.sub(
        lambda found: (
            f"{found['body'].rstrip()}\n\n{found['indent']}{found['name']} = {found['cache']}({found['name']})\n\n\n"
        ),
        code,
    )


def forget_survivors() -> None:
    """Have mutants that survived be tried again, by every test that now reaches their function."""
    (WORK / "mutants/mutmut-stats.json").unlink(missing_ok=True)
    for kept in WORK.glob("mutants/src/**/*.meta"):
        found = json.loads(kept.read_text("utf-8"))
        codes = found["exit_code_by_key"]
        found["exit_code_by_key"] = {name: None if code == 0 else code for name, code in codes.items()}
        kept.write_text(json.dumps(found), "utf-8")


def main(arguments: list[str]) -> int:
    """Lay out the copy and run mutmut in it, or only hand it *arguments* ("results"); return its exit code."""
    if not arguments:
        lay_out()
        forget_survivors()
    mutmut = Path(sys.executable).with_name("mutmut")
    return subprocess.call([str(mutmut), *(arguments or ["run"])], cwd=WORK)  # noqa: S603 - the maintainer's own


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
