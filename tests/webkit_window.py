"""A window of WebKit, the engine of Safari, that does what it is told: a line of JSON in, a line of JSON out.

The Python of the system runs this file by itself, for only that one reaches WebKit; `webkit.py` talks with it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import gi  # type: ignore[import-not-found,import-untyped,unused-ignore]  # a package of the system, not of .venv

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: E402 -- once versions are set

_SCRIPT = """
window.faults = [];
for (const kind of ["error", "unhandledrejection", "securitypolicyviolation"]) {
  addEventListener(kind, (event) => {
    const named = event.message || event.reason || event.violatedDirective || event.target?.outerHTML;
    window.faults.push(`${kind}: ${named}`);
  }, true);
}
if (%(moment)s !== null) {
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(%(moment)s); }
    static now() { return %(moment)s; }
  };
}
"""
"""What runs before any script of a page: it writes down what goes wrong, and lets the page take it to be a moment."""

Answer = Callable[[object], None]


class Window:
    """A WebKit without toolbars, in which nothing is kept from one page to the next but what scripts store."""

    def __init__(self) -> None:
        self._before = WebKit2.UserContentManager()
        context = WebKit2.WebContext.new_ephemeral()
        self._view = WebKit2.WebView(web_context=context, user_content_manager=self._before)
        self._frame = Gtk.OffscreenWindow()
        self._frame.add(self._view)
        self._frame.show_all()
        self._loaded: Answer | None = None
        self._view.connect("load-changed", self._on_load)
        self._view.connect("load-failed", self._on_failure)

    def version(self, answer: Answer) -> None:
        """Answer which WebKit this is."""
        answer(f"{WebKit2.get_major_version()}.{WebKit2.get_minor_version()}.{WebKit2.get_micro_version()}")

    def open(self, answer: Answer, *, url: str, script: bool, moment: int | None, size: list[int]) -> None:
        """Go to *url* in a window of that *size*, with script on or off, at *moment* in milliseconds since 1970."""
        self._view.get_settings().set_enable_javascript(script)
        self._before.remove_all_scripts()
        source = _SCRIPT % {"moment": json.dumps(moment)}
        frames, when = WebKit2.UserContentInjectedFrames.TOP_FRAME, WebKit2.UserScriptInjectionTime.START
        self._before.add_script(WebKit2.UserScript.new(source, frames, when, None, None))
        self._resize(*size)
        self._loaded = answer
        self._view.load_uri(url)

    def evaluate(self, answer: Answer, *, expression: str) -> None:
        """Answer what *expression* comes to on the open page."""

        def done(view: Any, result: Any) -> None:
            try:
                answer(json.loads(view.evaluate_javascript_finish(result).to_string()))
            except GLib.Error as error:
                fail(f"{expression}: {error.message}")

        script = f"JSON.stringify(({expression}) ?? null)"
        self._view.evaluate_javascript(script, -1, None, None, None, done)

    def print(self, answer: Answer, *, file: str, size: list[float], landscape: bool, margin: float) -> None:
        """Print the open page into *file*; width and height of the paper held upright, and margins, in millimetres."""
        paper = Gtk.PaperSize.new_custom("paper", "paper", *size, Gtk.Unit.MM)
        way = Gtk.PageOrientation.LANDSCAPE if landscape else Gtk.PageOrientation.PORTRAIT
        page = Gtk.PageSetup()
        page.set_paper_size(paper)
        page.set_orientation(way)
        for side in ("top", "right", "bottom", "left"):
            getattr(page, f"set_{side}_margin")(margin, Gtk.Unit.MM)
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, GLib.filename_to_uri(file, None))
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        settings.set_paper_size(paper)
        settings.set_orientation(way)
        job = WebKit2.PrintOperation.new(self._view)
        job.set_page_setup(page)
        job.set_print_settings(settings)
        job.connect("finished", lambda _: answer(file))
        job.connect("failed", lambda _, error: fail(f"printing: {error.message}"))
        job.print_()

    def _resize(self, width: int, height: int) -> None:
        self._view.set_size_request(width, height)
        self._frame.resize(width, height)

    def _on_load(self, _view: object, event: object) -> None:
        if event == WebKit2.LoadEvent.FINISHED and self._loaded:
            answer, self._loaded = self._loaded, None
            answer(None)

    def _on_failure(self, _view: object, _event: object, url: str, error: Any) -> bool:
        self._loaded = None
        fail(f"{url}: {error.message}")
        return True


def say(value: object) -> None:
    """Write the answer to the last order."""
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


def fail(words: str) -> None:
    """Answer that the last order could not be carried out."""
    say({"error": words})


def main() -> None:
    """Carry out orders until there are no more."""
    window, loop = Window(), GLib.MainLoop()

    def obey(*_: object) -> bool:
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        order = json.loads(line)
        try:
            getattr(window, order.pop("order"))(lambda value: say({"value": value}), **order)
        except (GLib.Error, TypeError, AttributeError) as error:
            fail(f"{line.strip()}: {error}")
        return True

    # An order follows only on an answer, so that none is left in the buffer where nothing would wake for it.
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, obey)
    loop.run()


if __name__ == "__main__":
    main()
