"""Every kind of page in every state as a picture, as readers have it, and what anybody would see to be wrong with it.

    .venv/bin/python tests/pictures.py FOLDER [NAME …]

Written are pictures of a made library on narrow and wide screens, in the dark, with forced colours and at a zoom of 400
per cent, with everything open that folds; where names are given, of these alone. What is wrong is printed.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from plain_time import Calendar
from real_project import built, copied
from site_server import serving
from written_content import write

STATES: Mapping[str, Calendar] = {
    "overdue": Calendar(begins={(1, 0, 0): date(2020, 1, 1)}),
    "changing": Calendar(begins={(1, 0, 0): date(2026, 1, 1), (2, 0, 0): date(2027, 1, 1)}),
    "upcoming": Calendar(begins={(1, 0, 0): date(2027, 1, 1)}),
    "superseded": Calendar(begins={(1, 0, 0): None, (2, 0, 0): date(2026, 6, 1)}),
    "cancelled": Calendar(
        begins={(1, 0, 0): date(2026, 1, 1), (2, 0, 0): date(2027, 1, 1)}, called_off={(2, 0, 0): date(2026, 11, 1)}
    ),
    "withdrawn": Calendar(begins={(1, 0, 0): date(2026, 1, 1)}, withdrawn=date(2026, 10, 1)),
}
"""What can become of a document, each as the calendar of one that has its name."""

_REAL = "guidance/seven-golden-rules/"
PAGES: Mapping[str, str] = {
    "home": "",
    "changes": "changes/",
    "status": "status/",
    "search": "search/?q=consent",
    "check-form": "check/",
    "sources": "sources/",
    "source": "sources/information-sharing-advice/2018/",
    "accessibility": "accessibility/",
    "offline": "offline/",
    "shown": "shown/",
    "not-there": "404.html",
    "in-force": _REAL,
    "old-rule": f"{_REAL}1.0.0/#share-with-consent",
    "history": f"{_REAL}history/",
    "what-changed": f"{_REAL}2.0.0/changes/",
    "compare": f"{_REAL}compare/?old=1.0.0&new=2.0.0",
    "rule": f"{_REAL}rules/share-with-consent/",
    "rules-and-sources": f"{_REAL}sources/",
    "check": "check/1DYA-C5TS/",
    "overdue": "guidance/overdue/",
    "changing": "guidance/changing/",
    "to-come": "guidance/changing/2.0.0/",
    "upcoming": "guidance/upcoming/",
    "superseded": "guidance/superseded/1.0.0/#ask-first",
    "cancelled": "guidance/cancelled/2.0.0/",
    "withdrawn": "guidance/withdrawn/",
    "withdrawn-version": "guidance/withdrawn/1.0.0/",
}


@dataclass(frozen=True)
class Screen:
    """How a reader sees a page."""

    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"


SCREENS: Mapping[str, Screen] = {
    "320": Screen(320, 568),
    "375": Screen(375, 667),
    "768": Screen(768, 1024),
    "1280": Screen(1280, 800),
    "dark": Screen(375, 667, scheme="dark"),
    "forced": Screen(375, 667, forced="active"),
    "zoomed": Screen(320, 200),
}

_FAULTS = """
() => {
  const found = [];
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) found.push(`${width - innerWidth} px wider than the screen`);
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest(".visually-hidden, svg, option, .md-sidebar") && element.getBoundingClientRect().width > 2;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const boxes = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !shown(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const words = node.data.trim().slice(0, 40);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 4) continue;
      const isFixed = Boolean(parent.closest(".version-bar, .md-header, .skip-link"));
      if (!isFixed) boxes.push({ box, node, words });
      for (let outer = parent; outer && outer !== document.body; outer = outer.parentElement) {
        const style = getComputedStyle(outer);
        const limits = outer.getBoundingClientRect();
        const isCut = limits.width > 2 && ["hidden", "clip"].includes(style.overflowX) &&
          (box.right > limits.right + 2 || box.left < limits.left - 2);
        const isLow = limits.height > 2 && ["hidden", "clip"].includes(style.overflowY) &&
          box.bottom > limits.bottom + 2;
        if (isCut || isLow) found.push(`cut: ${words}`);
      }
    }
  }
  boxes.sort((one, other) => one.box.top - other.box.top);
  for (const [place, { box, node, words }] of boxes.entries()) {
    for (const other of boxes.slice(place + 1)) {
      if (other.box.top > box.bottom) break;
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - other.box.top;
      const isOver = across > 2 && down > 0.4 * Math.min(box.height, other.box.height);
      if (isOver && other.node !== node) found.push(`over each other: ${words} | ${other.words}`);
    }
  }
  return [...new Set(found)];
}
"""


def faults(page: Page) -> list[str]:
    """Return what is wider than the screen, which words are cut off, and which lie over others."""
    found: list[str] = page.evaluate(_FAULTS)
    return found


def make_library(project: Path) -> Path:
    """Return the site of *project*, a copy of this one, with a document in every state beside the real one."""
    before = (project / "mkdocs.yml").read_text(encoding="utf-8")
    for name, calendar in STATES.items():
        write(calendar, project, name)
    (project / "mkdocs.yml").write_text(before, encoding="utf-8")
    return built(project)


def look_at(browser: Browser, address: str, path: str, screen: Screen) -> Page:
    """Return the page with everything open that folds; its context is to be closed."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme=screen.scheme, forced_colors=screen.forced, reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-22T12:00:00Z")
    page.goto(address + path, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('article details').forEach(fold => fold.open = true)")
    return page


def _pictures(folder: Path, names: list[str]) -> Iterator[str]:
    """Write the pictures, and yield what is wrong in any of them."""
    with TemporaryDirectory() as scratch, sync_playwright() as playwright:
        named = os.environ.get("INFORCE_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=named, args=["--no-sandbox"])
        with serving(make_library(copied(Path(scratch) / "project"))) as address:
            for name in names or PAGES:
                for kind, screen in SCREENS.items():
                    page = look_at(browser, address, PAGES[name], screen)
                    is_whole = "#" not in PAGES[name] and screen.height > 500
                    page.screenshot(path=folder / f"{name}-{kind}.png", full_page=is_whole)
                    yield from (f"{name}-{kind}: {fault}" for fault in faults(page))
                    page.context.close()
        browser.close()


def main() -> None:
    """Write the pictures into a folder."""
    folder, *names = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    found = list(_pictures(Path(folder), names))
    print("\n".join(found) or "Nothing is cut off, lies over something else or is wider than its screen.")  # noqa: T201 -- its output
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
