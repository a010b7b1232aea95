"""What every test may use."""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

from browser_fixtures import browser, firefox, webkit

__all__ = ["browser", "firefox", "webkit"]

# A change is judged by the same examples each time it is tried, not by luck nor by how busy the machine is; `make laws`
# looks for new ones.
settings.register_profile("same-examples", derandomize=True, deadline=None)
settings.register_profile("new-examples", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("same-examples")


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
