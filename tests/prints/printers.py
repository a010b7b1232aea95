"""Printing a page as a reader does: in Chromium or Firefox, on paper and with margins of the reader's choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from playwright.sync_api import Browser

from firefox import Firefox
from open_pages import wait_for_check
from webkit import WebKit

MOMENT = datetime.fromisoformat("2026-11-24T12:07:00+00:00")
"""When the pages are printed, unless a test says otherwise."""

_MILLIMETRES_IN_AN_INCH = 25.4
_PAPERS = {"A4": (210, 297), "A5": (148, 210), "Letter": (215.9, 279.4)}
_MARGINS = {"none": 0.0, "minimum": 4.5, "25 mm": 25.0}
_WEBKITS_OWN_MARGIN = 6.35


@dataclass(frozen=True)
class Setup:
    """What a reader chooses in the print dialogue, and whether script is on; margins as the dialogue names them."""

    paper: str = "A4"
    landscape: bool = False
    margins: str = "default"
    script: bool = True
    scale: float = 1.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper in millimetres."""
        width, height = _PAPERS[self.paper]
        return (height, width) if self.landscape else (width, height)

    @property
    def margin(self) -> float | None:
        """The margin on each side in millimetres; None where the page's own is taken."""
        return _MARGINS.get(self.margins)

    def __str__(self) -> str:
        way, script = "landscape" if self.landscape else "portrait", "with" if self.script else "without"
        scale = "" if self.scale == 1 else f", at {self.scale:.0%}"
        return f"{self.paper} {way}, margins {self.margins}, {script} script{scale}"


class Printer(Protocol):
    """A browser that prints."""

    def print_out(self, url: str, setup: Setup, moment: datetime = MOMENT) -> bytes:
        """Return the PDF of the page at *url*, printed at *moment*."""


@dataclass(frozen=True)
class ChromiumPrinter:
    """Prints with Chromium."""

    browser: Browser

    def print_out(self, url: str, setup: Setup, moment: datetime = MOMENT) -> bytes:
        """Return the PDF of the page at *url*, printed at *moment*."""
        context = self.browser.new_context(java_script_enabled=setup.script)
        context.set_default_timeout(20_000)  # a sheet that is put together wrongly can hang the browser
        page = context.new_page()
        page.clock.set_fixed_time(moment)
        page.goto(url)
        wait_for_check(page)
        if setup.margin is not None:
            # What the dialogue does with the margins that a reader chooses: they win over those of the page.
            page.evaluate(
                "(margin) => document.styleSheets[0].insertRule(`@page { margin: ${margin}mm !important }`)",
                setup.margin,
            )
        made = page.pdf(format=setup.paper, landscape=setup.landscape, scale=setup.scale)
        context.close()
        return made


@dataclass(frozen=True)
class FirefoxPrinter:
    """Prints with Firefox."""

    firefox: Firefox

    def print_out(self, url: str, setup: Setup, moment: datetime = MOMENT) -> bytes:
        """Return the PDF of the page at *url*, printed at *moment*."""
        self.firefox.open(url, script=setup.script, moment=round(moment.timestamp() * 1000))
        if setup.script:
            checked = f"document.documentElement.dataset.checked === '{moment.date().isoformat()}'"
            self.firefox.wait_until(f"!document.documentElement.dataset.version || {checked}")
        width, height = _PAPERS[setup.paper]
        chosen: dict[str, object] = {"paperWidth": width, "paperHeight": height, "orientation": int(setup.landscape)}
        if setup.scale != 1:
            chosen |= {"scaling": setup.scale, "shrinkToFit": False}
        if setup.margin is not None:
            sides = dict.fromkeys(("Top", "Right", "Bottom", "Left"), setup.margin / _MILLIMETRES_IN_AN_INCH)
            chosen |= {f"margin{side}": margin for side, margin in sides.items()} | {"honorPageRuleMargins": False}
        return self.firefox.print_page(**chosen)


@dataclass(frozen=True)
class WebKitPrinter:
    """Prints with WebKit, which takes no margins from a page: the default ones are those of its print dialogue."""

    webkit: WebKit

    def print_out(self, url: str, setup: Setup, moment: datetime = MOMENT) -> bytes:
        """Return the PDF of the page at *url*, printed at *moment*."""
        self.webkit.open(url, script=setup.script, moment=round(moment.timestamp() * 1000))
        if setup.script:
            checked = f"document.documentElement.dataset.checked === '{moment.date().isoformat()}'"
            self.webkit.wait_until(f"!document.documentElement.dataset.version || {checked}")
        margin = _WEBKITS_OWN_MARGIN if setup.margin is None else setup.margin
        return self.webkit.print_page(_PAPERS[setup.paper], landscape=setup.landscape, margin=margin)
