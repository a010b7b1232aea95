"""A calendar as an editor would have written it down: the files of one document."""

from __future__ import annotations

import shutil
from pathlib import Path

from plain_time import Calendar, Number, written

CONFIGURATION = (
    'site_name: Guidance\nsite_url: "https://guidance.example.org/"\ndocs_dir: content/pages\n'
    "theme:\n  name: material\nplugins:\n  - inforce\n"
)


def write(calendar: Calendar, project: Path, name: str = "sharing") -> None:
    """Write the document *name* of *project* anew, every version and what became of it."""
    folder = project / "content" / "guidance" / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "versions").mkdir(parents=True)
    pages = project / "content" / "pages"
    pages.mkdir(exist_ok=True)
    (project / "mkdocs.yml").write_text(CONFIGURATION)
    (folder / "document.yml").write_text(_document(calendar))
    first = min(calendar.begins)
    for number in calendar.begins:
        (folder / "versions" / f"{written(number)}.yml").write_text(_version(calendar, number, first, name))


def _document(calendar: Calendar) -> str:
    lines = ["format: 1", "owner: Practice team", "audience: Everyone"]
    if calendar.called_off:
        lines.append("called_off:")
    for number, day in calendar.called_off.items():
        lines += [f"  - version: {written(number)}", f"    on: {day}", "    reason: It was not ready."]
    if calendar.withdrawn:
        lines += ["withdrawn:", f"  on: {calendar.withdrawn}", "  reason: The law changed."]
    return "\n".join([*lines, ""])


def _version(calendar: Calendar, number: Number, first: Number, name: str) -> str:
    kind = "first" if number == first else "patch" if number[2] else "major"
    base, apostrophe = written((*number[:2], 0)), "'\u2019"[number[2] % 2]  # a patch may change nothing but such a sign
    return (
        f"format: 1\nversion: {written(number)}\ntitle: Sharing information\n"
        f"in_force_from: {calendar.begins[number] or 'unknown'}\n"
        f"change:\n  kind: {kind}\n  note: It says what version {written(number)} says.\n"
        "summary: What to weigh before sharing.\n"
        "sections:\n  - id: the-rules\n    heading: The rules\n    rules:\n      - id: ask-first\n"
        f"        text: Ask before you share, for that{apostrophe}s what version {base} of {name} says.\n"
    )
