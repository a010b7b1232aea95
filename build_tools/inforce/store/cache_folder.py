"""Where the program keeps what it can make again at any time."""

from __future__ import annotations

from pathlib import Path


def cache_folder(project: Path) -> Path:
    """Return the folder for it below *project*; deleting it costs time and nothing else."""
    return project / ".cache" / "inforce"
