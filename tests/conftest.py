"""What every test may use."""

from __future__ import annotations

import signal

import pytest

from browser_fixtures import browser, firefox, webkit

__all__ = ["browser", "firefox", "webkit"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --accept: expectations of case folders are rewritten, and git shows what changed."""
    parser.addoption("--accept", action="store_true", help="rewrite the expected.txt of case folders")


def pytest_configure() -> None:
    """Have programs that tests start heed an interrupt, also where a shell ran the tests in the background.

    Such a shell has its children ignore it, and programs inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(request.config.getoption("--accept"))
