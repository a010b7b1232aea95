"""Small sites and contents made for the tests of publishing: real records, and pages that carry their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from inforce.model.originals import check_code, fingerprint

RECORD = """\
format: 1
version: {number}
title: {document}
in_force_from: {day}
change: {{kind: first, note: Made for a test.}}
summary: Made for a test.
sections:
  - id: rules
    heading: Rules
    rules:
      - id: rule
        text: {text}
"""


def record(document: str, number: str, text: str = "Do what is right.", day: str = "") -> bytes:
    """Return the file of a version; later numbers come into force on later days."""
    major, minor, _ = number.split(".")
    day = day or f"2020-{int(major) % 12 + 1:02}-{int(minor) % 28 + 1:02}"
    return RECORD.format(document=document, number=number, day=day, text=text).encode()


@dataclass(frozen=True)
class MadeSite:
    """What a made site holds: records by document and number, a look, and how many other pages."""

    records: Mapping[tuple[str, str], bytes]
    look: str = "plain"
    pages: int = 3

    def write(self, folder: Path) -> Path:
        """Write the site into *folder*, every page in the look, and return the folder."""
        for (document, number), content in self.records.items():
            code = check_code(fingerprint(content))
            page = f'<html data-version="{number}" data-code="{code}"><body>{self.look}</body></html>'
            _put(folder / "guidance" / document / f"{number}.yml", content)
            _put(folder / "guidance" / document / number / "index.html", page.encode())
        for number in range(self.pages):
            _put(folder / "pages" / f"{number}.html", f"<html><body>{self.look} {number}</body></html>".encode())
        _put(folder / "index.html", f"<html><body>{self.look}</body></html>".encode())
        _put(folder / "assets" / f"look.{sha256(self.look.encode()).hexdigest()[:8]}.css", self.look.encode())
        _put(folder / "assets" / "plain.js", b"// the same in every look")
        return folder


def site_of(folder: Path, *numbers: str, look: str = "plain", text: str = "Do what is right.") -> Path:
    """Write a site of one document with these versions."""
    records = {("golden-rules", number): record("golden-rules", number, text) for number in numbers}
    return MadeSite(records, look).write(folder)


def now() -> str:
    """Return the moment now, as the door gives it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def no_progress(done: int, total: int) -> None:
    """Tell nobody how far a publication has come."""


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
