"""The site of this project, built once as a user builds it, and the library that it was built from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inforce.model.library import Library
from inforce.reading.content_folder import read_content
from made_up_language import write_project
from real_project import EXAMPLE, built, copied, run
from site_server import serving


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, not to be changed."""
    return built(copied(tmp_path_factory.mktemp("built") / "project"))


@pytest.fixture(scope="session")
def the_day_before(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as it was on the day before, not to be changed."""
    folder = tmp_path_factory.mktemp("before") / "site"
    done = run(site.parent, "inforce", "build", "--on", "2026-11-21", "--site-dir", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def library() -> Library:
    """What the site has to say."""
    return read_content(EXAMPLE / "content")[0]


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the site on this machine."""
    with serving(site) as where:
        yield where


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copied(tmp_path / "project")


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in the made-up language, built; not to be changed."""
    made = write_project(tmp_path_factory.mktemp("made-up"))
    built(made)
    return made


@pytest.fixture(scope="session")
def translated(made_up: Path) -> Path:
    """The folder of its site."""
    return made_up / "site"


@pytest.fixture(scope="session")
def where(translated: Path) -> Iterator[str]:
    """The address of its site."""
    with serving(translated) as address:
        yield address
