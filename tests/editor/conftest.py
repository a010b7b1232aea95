"""The editing page over a copy of the real content, served as `inforce edit` serves it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from inforce.cli.edit import editing_server
from real_project import copied

DAY = "2026-11-29"
expect.set_options(timeout=30_000)  # two slow cores may have much else to do


@contextmanager
def edited(project: Path) -> Iterator[str]:
    """Serve the editing page of *project* and give its address."""
    server = editing_server(project, DAY, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{server.token}/edit/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real content and configuration."""
    return copied(tmp_path)


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """The address of the editing page over *project*."""
    with edited(project) as where:
        yield where


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page on which no script fails and nothing is refused by the page's own policy; closed before the server is."""
    assert address
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    found = context.new_page()
    protests: list[str] = []
    found.on("pageerror", lambda error: protests.append(str(error)))
    found.on("console", lambda message: protests.append(message.text) if message.type == "error" else None)
    yield found
    context.close()
    assert protests == []
