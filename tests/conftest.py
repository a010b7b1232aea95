"""What every test may use."""

from __future__ import annotations

import pytest

from browser_fixtures import browser, firefox

__all__ = ["browser", "firefox"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --accept: expectations of case folders are rewritten, and git shows what changed."""
    parser.addoption("--accept", action="store_true", help="rewrite the expected.txt of case folders")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(request.config.getoption("--accept"))
