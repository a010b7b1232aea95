"""A file is written whole or not at all, and a new one never takes the place of another."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from inforce.store.atomic import write_new, write_new_folder, write_whole


def test_a_new_file_has_its_content_and_its_permissions_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    """Others of the team can read it as they read the one that it was made from."""
    write_new(tmp_path / "2.0.0.yml", b"format: 1\n", 0o664)
    assert (tmp_path / "2.0.0.yml").read_bytes() == b"format: 1\n"
    assert stat.S_IMODE((tmp_path / "2.0.0.yml").stat().st_mode) == 0o664
    assert [path.name for path in tmp_path.iterdir()] == ["2.0.0.yml"]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_stands_there_stays(links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 -- by pytest
    """Also where the file system knows one name a file, and also where what stands there is empty."""
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    (tmp_path / "2.0.0.yml").write_bytes(b"")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "2.0.0.yml", b"format: 1\n", 0o644)
    assert (tmp_path / "2.0.0.yml").read_bytes() == b""
    assert [path.name for path in tmp_path.iterdir()] == ["2.0.0.yml"]


def test_where_files_have_one_name_each_a_new_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as on a memory stick."""
    monkeypatch.setattr(os, "link", _no_links)
    write_new(tmp_path / "2.0.0.yml", b"format: 1\n", 0o644)
    assert (tmp_path / "2.0.0.yml").read_bytes() == b"format: 1\n"
    assert [path.name for path in tmp_path.iterdir()] == ["2.0.0.yml"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("step", ["open", "chmod", "link"])
def test_whatever_stops_it_nothing_is_left(
    step: str, stop: type[BaseException] | OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At any step: the folder is as it was."""

    def stopped(*_given: object, **_named: object) -> None:
        raise stop

    with monkeypatch.context() as within:
        within.setattr(*((os, step) if step == "link" else (Path, step)), stopped)
        within.setattr(Path, "replace", stopped)
        with pytest.raises((KeyboardInterrupt, OSError)):
            write_new(tmp_path / "2.0.0.yml", b"format: 1\n", 0o644)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """What is longer than what comes leaves nothing behind."""
    write_whole(tmp_path / "kept", b"a long one")
    write_whole(tmp_path / "kept", b"short")
    assert (tmp_path / "kept").read_bytes() == b"short"
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    """And a new one has those that every new file has."""
    write_whole(tmp_path / "kept", b"")
    (tmp_path / "plain").write_bytes(b"")
    assert (tmp_path / "kept").stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "kept").chmod(0o640)
    write_whole(tmp_path / "kept", b"again")
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o640


def _no_links(*_names: object) -> None:
    raise OSError(95, "Operation not supported")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("step", ["mkdir", "write_bytes", "rename"])
def test_a_folder_is_made_whole_or_not_at_all(
    step: str, stop: type[BaseException] | OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stops it, at any step; and then it can be made."""
    files = {"document.yml": b"format: 1\n", "versions/1.0.0.yml": b"format: 1\nversion: 1.0.0\n"}

    def stopped(*_given: object, **_named: object) -> None:
        raise stop

    with monkeypatch.context() as within:
        within.setattr(Path, step, stopped)
        with pytest.raises((KeyboardInterrupt, OSError)):
            write_new_folder(tmp_path / "sharing", files)
    assert list(tmp_path.iterdir()) == []
    write_new_folder(tmp_path / "sharing", files)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert made == {f"sharing/{name}": content for name, content in files.items()}


def test_a_folder_never_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where that came to be in the very moment."""
    there = tmp_path / "sharing"
    real = Path.rename

    def meanwhile(made: Path, path: Path) -> Path:
        there.mkdir()
        (there / "document.yml").write_bytes(b"of another")
        return real(made, path)

    monkeypatch.setattr(Path, "rename", meanwhile)
    with pytest.raises(FileExistsError):
        write_new_folder(there, {"document.yml": b"format: 1\n"})
    monkeypatch.undo()
    with pytest.raises(FileExistsError):
        write_new_folder(there, {"document.yml": b"format: 1\n"})
    assert [path.name for path in tmp_path.iterdir()] == ["sharing"]
    assert (there / "document.yml").read_bytes() == b"of another"
