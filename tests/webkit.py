"""A real WebKit, the engine of Safari, as Linux has it: WebKitGTK on a screen that nobody sees.

It is reached through the Python of the system, which runs `webkit_window.py`; orders and answers are lines of JSON.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from pathlib import Path

_ANSWERS_WITHIN = 60
_PROGRAM = Path(__file__).with_name("webkit_window.py")

_PLAIN = {
    "LC_ALL": "C.UTF-8",  # the printer that writes files has a name in every language
    "GDK_BACKEND": "x11",
    "NO_AT_BRIDGE": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",  # there need not be a graphics card
}


class WebKitError(Exception):
    """WebKit could not be started, or did not do what it was told; the message is its own."""


class WebKit:
    """A WebKit with one window; *python* is a Python that reaches it, *folder* where it writes what it prints."""

    def __init__(self, python: str, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self._screen, display = _screen()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WAYLAND")}
        self._process = subprocess.Popen(
            [python, str(_PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment | _PLAIN | {"DISPLAY": display, "XDG_RUNTIME_DIR": str(folder)},
        )  # fmt: skip
        try:
            self.version = str(self._ask("version"))
        except WebKitError:
            self.close()
            raise

    def open(
        self, url: str, *, script: bool = True, moment: int | None = None, size: tuple[int, int] = (1280, 900)
    ) -> None:
        """Go to *url*, with script on or off; the page takes it to be *moment*, in milliseconds since 1970."""
        self._ask("open", url=url, script=script, moment=moment, size=size)

    def evaluate(self, expression: str) -> object:
        """Return what *expression*, of JavaScript, comes to on the open page."""
        return self._ask("evaluate", expression=expression)

    def wait_until(self, condition: str) -> None:
        """Wait until *condition*, an expression of JavaScript, holds of the open page."""
        until = time.monotonic() + _ANSWERS_WITHIN
        while not self.evaluate(f"Boolean({condition})"):
            if time.monotonic() > until:
                raise WebKitError(f"This did not come to hold: {condition}")
            time.sleep(0.05)

    def print_page(self, size: tuple[float, float], *, landscape: bool, margin: float) -> bytes:
        """Return the PDF of the open page; *size* is that of the paper held upright, in millimetres as the margins."""
        file = self._next_file("pdf")
        self._ask("print", file=str(file), size=size, landscape=landscape, margin=margin)
        return file.read_bytes()

    def close(self) -> None:
        """End the browser, which has nothing more to do when nobody gives it orders, and its screen."""
        try:
            self._process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=30)
        self._screen.terminate()
        self._screen.wait(timeout=30)

    def _next_file(self, kind: str) -> Path:
        self._made += 1
        return self._folder / f"{self._made}.{kind}"

    def _ask(self, order: str, **given: object) -> object:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"order": order, **given}).encode() + b"\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], _ANSWERS_WITHIN)
        line = self._process.stdout.readline() if ready else b""
        if not line:
            raise WebKitError(f"WebKit did not answer within {_ANSWERS_WITHIN} seconds, or ended: {order}")
        answer = json.loads(line)
        if "error" in answer:
            raise WebKitError(answer["error"])
        return answer["value"]


def _screen() -> tuple[subprocess.Popen[bytes], str]:
    """Start a screen, and return it with its name; should nobody end it, it ends with the last program on it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp", "-terminate"]
    started = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        number = told.readline().strip().decode()
    if not number:
        raise WebKitError("The screen on which WebKit is to be shown did not start.")
    return started, f":{number}"
