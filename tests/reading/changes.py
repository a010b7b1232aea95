"""What a ``change.txt`` says: how the content of a case differs from the sound content that all cases begin with.

    In content/site.yml                    then lines as in a diff: " " stays, "-" goes, "+" comes; "…" between places
    New content/site.yml                   then the lines of the file, each after a "+"
    Delete content/site.yml                a file, or a folder and all in it
    Rename content/a.yml to content/b.yml
    Link content/a.yml to b.yml            a symbolic link
    Save content/a.yml as utf-16           any encoding that Python knows, or "windows lines"

Characters that cannot be seen are written <U+202E>, bytes that are no text <byte E9>.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_CHARACTER = re.compile("<U\\+([0-9A-F]+)>")
_BYTE = re.compile(b"<byte ([0-9A-F]{2})>")


def apply(change: str, project: Path) -> None:
    """Change the files below *project* as *change* says; raise `ValueError` where it does not fit them."""
    commands = re.split(r"(?m)^(?=[A-Z])", change)
    if commands[0].strip():
        raise ValueError(f"a change begins with a command, not with {commands[0]!r}")
    for command in commands[1:]:
        first, _, rest = command.partition("\n")
        _do(first.strip(), [line for line in rest.split("\n") if line], project)


def _do(command: str, lines: list[str], project: Path) -> None:
    verb, _, what = _seen(command).decode().partition(" ")
    names, _, target = re.sub(" (to|as) ", "\0", what, count=1).partition("\0")
    path = project / names
    match verb:
        case "In":
            _write(path, _changed(path.read_text(encoding="utf-8"), lines))
        case "New":
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, "".join(f"{line[1:]}\n" for line in lines))
        case "Delete":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        case "Rename":
            (project / target).parent.mkdir(parents=True, exist_ok=True)
            path.rename(project / target)
        case "Link":
            path.symlink_to(target)
        case "Save" if target == "windows lines":
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        case "Save":
            path.write_bytes(path.read_text(encoding="utf-8").encode(target))
        case _:
            raise ValueError(f"no such command: {command}")


def _write(path: Path, text: str) -> None:
    path.write_bytes(_seen(text))


def _seen(text: str) -> bytes:
    """Return *text* with the characters and bytes that stand for themselves in it by their numbers."""
    letters = _CHARACTER.sub(lambda found: chr(int(found.group(1), 16)), text)
    return _BYTE.sub(lambda found: bytes([int(found.group(1), 16)]), letters.encode())


def _changed(text: str, lines: list[str]) -> str:
    for place in "\n".join(lines).split("\n…\n"):
        hunk = place.split("\n")
        before = "".join(f"{line[1:]}\n" for line in hunk if line[0] in " -")
        after = "".join(f"{line[1:]}\n" for line in hunk if line[0] in " +")
        if f"\n{text}".count(f"\n{before}") != 1:
            raise ValueError(f"these lines do not stand in the file exactly once:\n{before}")
        text = f"\n{text}".replace(f"\n{before}", f"\n{after}", 1)[1:]
    return text
