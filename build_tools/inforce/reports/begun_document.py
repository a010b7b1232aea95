"""A document that was begun, for the person at the terminal: what was written, what to fill in, what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from inforce.parsing.located_yaml import load
from inforce.reading.left_to_fill import left_to_fill
from inforce.reports.begun_version import to_fill


def begun_document(folder: str, files: Mapping[str, bytes]) -> str:
    """Return all that is to be said of new *files*, by their names in *folder*."""
    said = [f"Wrote {' and '.join(f'{folder}/{name}' for name in files)}."]
    for name, content in files.items():
        located, _ = load(content, name)
        said += to_fill(left_to_fill(located), f"Fill in, in {name}:") if located else []
    return "\n".join([*said, "Then run  inforce check  and open a pull request."])
