"""What the tests of PDF files share."""

from __future__ import annotations

from pathlib import Path

import pytest

from real_project import copied


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copied(tmp_path / "project")
