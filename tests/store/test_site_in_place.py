"""A site brought up to date in place is the site made from nothing, whatever interrupts, damages or swaps things."""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.store.site_folder import Care
from inforce.store.store import NAME
from store.small_build import build, expected, forget, standing

SOAK = bool(os.environ.get("INFORCE_SOAK"))
STEPS = {"replace", "rename", "unlink", "rmdir", "mkdir", "write", "execute", "executemany", "open", "write_text"}
"""The calls that a kill comes before: every one that writes a file or speaks to the database."""


def begun(folder: Path) -> Path:
    """A project with some files, built."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "content").mkdir(parents=True)
    for name in ("a", "b", "c-d", "c-e", "f-g-h"):
        (folder / "content" / name).write_text(f"{name} as it was")
    build(folder)
    return folder


def edit(project: Path) -> None:
    """Change one file, remove one with its folder, add one whose folder was a file, and one whose file was a folder."""
    content = project / "content"
    (content / "a").write_text("a as it is now")
    (content / "f-g-h").unlink()
    (content / "c-d").unlink()
    (content / "x-y").write_text("new")


def killed_before(step: int, run: Callable[[], object]) -> bool:
    """Run *run* in a process of its own that ends before its call number *step*; say whether it came that far."""
    child = os.fork()
    if not child:
        count = 0

        def watch(_frame: FrameType, event: str, called: Any) -> None:
            nonlocal count
            if event == "c_call" and getattr(called, "__name__", "") in STEPS:
                count += 1
                if count > step:
                    os._exit(9)

        sys.setprofile(watch)
        try:
            run()
        finally:
            sys.setprofile(None)
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only a forked process can be killed at a given call")
@pytest.mark.parametrize("first", [False, True], ids=["edited", "first build"])
def test_a_build_killed_at_any_step_is_finished_or_undone_by_the_next(tmp_path: Path, *, first: bool) -> None:
    """After each of the calls that write, the next build makes the site of a build from nothing; no trace is left."""
    master = begun(tmp_path / "master")
    edit(master)
    for step in range(0, 10_000, 1 if SOAK else 7):
        project = tmp_path / "project"
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir()
        shutil.copytree(master / "content", project / "content")
        if not first:
            begun(project)
            edit(project)
        goes_on = killed_before(step, lambda project=project: build(project))
        build(project)
        assert standing(project / "site") == expected(project / "content"), step
        assert {path.name for path in project.iterdir()} == {"cache", "content", "site"}, step
        if not goes_on:
            assert step > 20
            return
    raise AssertionError


@given(st.data())
@settings(max_examples=500 if SOAK else 25, deadline=None)
def test_whatever_is_done_to_files_and_cache_the_site_is_that_of_a_build_from_nothing(  # noqa: C901 -- each is one
    data: st.DataObject,
) -> None:
    """Edits, an older or a broken or another project's cache, a site that is moved, emptied, or copied back."""
    draw = data.draw
    names = st.sampled_from(["a", "b", "c-d", "c-e", "f-g-h", "c", "x-y"])
    with tempfile.TemporaryDirectory() as temporary:
        project, other = begun(Path(temporary) / "one"), begun(Path(temporary) / "two")
        content, site, cache = (project / name for name in ("content", "site", "cache"))
        shutil.copytree(cache, project / "kept/cache")
        shutil.copytree(site, project / "kept/site")
        for _ in range(draw(st.integers(1, 6))):
            match draw(st.integers(0, 10)):
                case 0 | 1 | 2:
                    (content / draw(names)).write_text(draw(st.sampled_from(["a", "b", "same"])))
                case 3:
                    (content / draw(names)).unlink(missing_ok=True)
                case 4:
                    shutil.rmtree(cache)
                    shutil.copytree(project / "kept/cache", cache)
                case 5:
                    shutil.rmtree(cache)
                    shutil.copytree(other / "cache", cache)
                case 6:
                    _damage(
                        cache, draw(st.sampled_from([NAME, "store.seal", "store.turn"])), draw(st.integers(0, 9**9))
                    )
                case 7:
                    shutil.rmtree(site)
                case 8:
                    shutil.rmtree(site)
                    shutil.copytree(project / "kept/site", site)
                case 9:
                    shutil.rmtree(project / "kept")
                    shutil.copytree(cache, project / "kept/cache")
                    shutil.copytree(site, project / "kept/site")
                case 10:
                    build(project)
            if not site.exists() or draw(st.booleans()):
                build(project)
        build(project)
        assert standing(site) == expected(content)


def _damage(folder: Path, name: str, chance: int) -> None:
    """Overwrite, cut off or empty a file of the cache."""
    path, choice = folder / name, random.Random(chance)  # noqa: S311 -- to be repeated
    content = bytearray(path.read_bytes())
    match choice.randrange(3):
        case 0:
            content[choice.randrange(len(content))] ^= 1 << choice.randrange(8)
        case 1:
            del content[choice.randrange(len(content)) :]
        case 2:
            content[: len(content) // 2] = b""
    path.write_bytes(content)


def test_damage_in_the_site_is_mended_when_all_of_it_is_looked_at(tmp_path: Path) -> None:
    """Also where size and times of the file are as they were; and what is no file of the site goes."""
    project = begun(tmp_path / "project")
    damaged = project / "site/c/d.html"
    before = damaged.stat()
    damaged.write_bytes(damaged.read_bytes()[::-1])
    os.utime(damaged, ns=(before.st_atime_ns, before.st_mtime_ns))
    (project / "site/c/stranger/in").mkdir(parents=True)
    (project / "site/c/stranger/in/x.html").write_text("not ours")
    assert build(project, Care.BYTES) == 1
    assert standing(project / "site") == expected(project / "content")
    assert not (project / "site/c/stranger").exists()


def test_damage_in_the_site_is_found_by_one_of_sixteen_builds(tmp_path: Path) -> None:
    """A share of the files is looked at in turn."""
    project = begun(tmp_path / "project")
    (project / "site/c/d.html").unlink()
    for _ in range(16):
        build(project)
    assert standing(project / "site") == expected(project / "content")


def test_nothing_is_made_where_nothing_changed_and_a_file_that_stays_keeps_its_time(tmp_path: Path) -> None:
    """Servers and mirrors see that it did not change; also after the cache was deleted."""
    project = begun(tmp_path / "project")
    before = {file: file.stat().st_mtime_ns for file in (project / "site").rglob("*.html")}
    assert build(project) == 0
    (project / "content/a").write_text("other")
    assert build(project) == 2
    shutil.rmtree(project / "cache")
    assert build(project) == 6
    after = {file: file.stat().st_mtime_ns for file in (project / "site").rglob("*.html")}
    assert {file.name for file in after if after[file] != before[file]} == {"a.html", "index.html"}


@pytest.mark.parametrize("folder", ["site", "other", "third"])
def test_another_program_makes_each_of_several_sites_anew(tmp_path: Path, folder: str) -> None:
    """What it finds in one folder does not touch what it makes in another."""
    project = begun(tmp_path / "project")
    build(project, site="other")
    (project / "content/a").unlink()
    forget(project)
    for name in (folder, "site", "other"):
        build(project, site=name)
        assert standing(project / name) == expected(project / "content")


def test_two_builds_at_once_take_turns(tmp_path: Path) -> None:
    """Whatever the order in which they come, the site is that of the content."""
    project = begun(tmp_path / "project")
    for round_ in range(10):
        (project / "content/a").write_text(f"round {round_}")
        builds = [threading.Thread(target=build, args=(project,)) for _ in range(3)]
        for one in builds:
            one.start()
        for one in builds:
            one.join()
        assert standing(project / "site") == expected(project / "content")


def test_a_change_within_the_tick_of_the_clock_is_seen(tmp_path: Path) -> None:
    """Also where the file has the same size, and its time is set back: the time of the change of its state is not."""
    project = begun(tmp_path / "project")
    file = project / "content/a"
    for text in ("a as it Was", "a as It was", "A as it was"):
        before = file.stat()
        file.write_text(text)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        build(project)
        assert standing(project / "site") == expected(project / "content")


def test_a_site_is_built_where_nothing_can_be_kept(tmp_path: Path) -> None:
    """A file stands where the cache belongs."""
    project = begun(tmp_path / "project")
    shutil.rmtree(project / "cache")
    (project / "cache").write_text("in the way")
    edit(project)
    build(project)
    assert standing(project / "site") == expected(project / "content")
