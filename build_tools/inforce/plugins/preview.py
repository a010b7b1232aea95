"""What a live preview answers: pages for browsers on this machine alone, and with the script that loads them anew."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from markupsafe import escape

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_EVERY: Final = 0.5
"""Seconds between two looks at the files."""


@dataclass(frozen=True)
class Saved:
    """Files were saved: as much of an event as MkDocs asks for."""

    folder: str
    is_directory: bool = False


class Saves(threading.Thread):
    """Watches one folder for a live preview in the place of *observer*, which watches all others.

    What *there_is* now is held against what the last build *began_with*, and not against what an earlier look saw:
    an observer that has its first look after the first build never tells of what was saved between the two.
    """

    def __init__(
        self,
        observer: Any,
        folder: str,
        there_is: Callable[[], Hashable],
        began_with: Callable[[], Hashable],
        every: float = _EVERY,
    ) -> None:
        super().__init__(daemon=True)
        self._observer, self._folder, self._every = observer, folder, every
        self._there_is, self._began_with = there_is, began_with
        self._stopped = threading.Event()
        self._handlers: list[Any] = []

    def schedule(self, handler: Any, path: str, *, recursive: bool = False) -> object:
        """Have *handler* told of what is saved at *path*."""
        if path != self._folder:
            return self._observer.schedule(handler, path, recursive=recursive)
        self._handlers.append(handler)
        return None

    def start(self) -> None:
        """Begin to look."""
        self._observer.start()
        super().start()

    def stop(self) -> None:
        """End with the next look."""
        self._observer.stop()
        self._stopped.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        self._observer.join(timeout)
        super().join(timeout)

    def run(self) -> None:
        """Look again and again; of each state it is told once, for a build of it may fail before it begins."""
        told = None
        while not self._stopped.wait(self._every):
            there_is = self._there_is()
            if there_is != told and there_is != self._began_with():
                told = there_is
                for handler in self._handlers:
                    handler.on_any_event(Saved(self._folder))


def only_here(application: WSGIApplication, host: str) -> WSGIApplication:
    """Return *application* for browsers on this machine, or that ask for *host*, the address that was given.

    A page of another site can have a browser ask for drafts under a name of its own, which leads to this machine.
    """
    ours = {"localhost", "127.0.0.1", "::1", host.strip("[]")}

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = urlsplit(f"//{environ.get('HTTP_HOST', '')}").hostname or ""
        if asked in ours:
            return application(environ, start_response)
        start_response("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"This preview answers only under the address that it was started with.\n"]

    return answer


def reloading(application: WSGIApplication) -> WSGIApplication:
    """Return *application* with pages that let the script of MkDocs run which loads them anew, and no other."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
            begun.append((status, headers))
            return lambda _content: None

        content = application(environ, begin)
        status, headers = begun[-1]
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            page = _allowing_its_last_script(b"".join(content))
            content = [page]
            headers = [one for one in headers if one[0] != "Content-Length"] + [("Content-Length", str(len(page)))]
        start_response(status, headers)
        return content

    return answer


def _allowing_its_last_script(page: bytes) -> bytes:
    _, _, script = page.rpartition(b"</script>")[0].rpartition(b"<script>")
    ours = str(escape("script-src 'self'")).encode()
    digest = base64.b64encode(hashlib.sha256(script).digest())
    return page.replace(ours, ours + b" 'sha256-" + digest + b"'", 1)
