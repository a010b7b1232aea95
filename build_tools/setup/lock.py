"""Writes the lock files from what pyproject.toml asks for: names, versions and hashes, nothing else.

``site.txt`` holds what running inforce takes, ``test.txt`` what the tests take besides;
both name the same version of what they share, so that what was tested is what runs.
``bench.txt`` holds the other programs that inforce is measured beside.
Options given to this script are handed on to pip-compile: ``--upgrade``, ``--upgrade-package NAME``.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = PROJECT / "build_tools" / "locks"

# A lock must serve everywhere, so it says nothing of the machine it was made on or where that fetches packages.
NAMES_VERSIONS_AND_HASHES_ONLY = (
    "--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-header", "--no-annotate",
    "--no-emit-options", "--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links",
)  # fmt: skip


def group(pyproject: dict[str, Any], name: str) -> Iterator[str]:
    """Yield the requirements of a dependency group, those of the groups it includes among them."""
    for entry in pyproject["dependency-groups"][name]:
        if isinstance(entry, str):
            yield entry
        else:
            yield from group(pyproject, entry["include-group"])


def lock(requirements: list[str], target: Path, options: list[str]) -> None:
    """Resolve *requirements* to exact versions and write them to *target*."""
    constraints = ["--constraint", str(LOCKS / "constraints.txt")]
    command = [sys.executable, "-m", "piptools", "compile", "--quiet", *NAMES_VERSIONS_AND_HASHES_ONLY]
    subprocess.run(  # noqa: S603 - every part of the command is ours or the maintainer's own
        [*command, *constraints, *options, "--output-file", str(target), "-"],
        input="\n".join(requirements),
        text=True,
        check=True,
        cwd=PROJECT,
    )
    lines = target.read_text(encoding="utf-8").splitlines()
    target.write_text("".join(f"{line}\n" for line in lines if line and not line.startswith("#")), encoding="utf-8")


def main(options: list[str]) -> int:
    """Write the locks; return the exit code."""
    pyproject = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    asked: list[str] = pyproject["project"]["dependencies"]
    site, test = LOCKS / "site.txt", LOCKS / "test.txt"
    try:
        lock([*asked, *group(pyproject, "build")], site, options)
        lock([*asked, *group(pyproject, "test")], test, [*options, "--constraint", str(site)])
        lock([*group(pyproject, "bench")], LOCKS / "bench.txt", options)
    except subprocess.CalledProcessError as failed:
        sys.stderr.write("The lock files could not be written in full. The lines above say why.\n")
        return failed.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
