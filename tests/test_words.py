"""The template of all catalogues holds every sentence of ours that readers see, as the program has it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def test_the_template_of_all_catalogues_is_up_to_date() -> None:
    """What `make words` would write is what stands there."""
    script = PROJECT / "build_tools" / "setup" / "words.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0, "A sentence was added or changed: run `make words` and commit inforce.pot with it."
