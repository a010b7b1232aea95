"""Keeps what a release of inforce publishes, for every later one to publish over: python tests/releases/freeze.py NAME.

Run it with the Python of that release's environment, when the release is made. It writes ``NAME.tar.xz`` beside it: the
folder that ``inforce publish`` wrote of ``project/``. In that of 4784b53, files of the theme that no page needs are
left out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

HERE: Final = Path(__file__).parent
DAY: Final = "2026-06-01"


def freeze(name: str) -> None:
    """Publish the project with the inforce beside this Python, and keep the folder as *name*."""
    inforce = str(Path(sys.executable).with_name("inforce"))
    with TemporaryDirectory() as folder:
        project, to = Path(folder, "project"), Path(folder, "published")
        shutil.copytree(HERE / "project", project)
        subprocess.run([inforce, "publish", str(to), "--on", DAY], cwd=project, check=True)
        with tarfile.open(HERE / f"{name}.tar.xz", "w:xz") as kept:
            kept.add(to, arcname=".")


if __name__ == "__main__":
    freeze(sys.argv[1])
