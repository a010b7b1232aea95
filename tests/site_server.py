"""A server on this machine that hands out a built site, under a policy that lets a page use nothing from elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from inforce.build.components import HEADERS

POLICY = HEADERS["Content-Security-Policy"]


class _Handler(SimpleHTTPRequestHandler):
    editor = ""
    """The policy of the editing page, where the site has one."""
    sent: list[tuple[str, int]]
    """Each path that was asked for, with the status that it was answered with."""
    of_site: Mapping[str, str] = HEADERS
    """What is sent with every file; ``headers`` are those of the request."""

    def end_headers(self) -> None:
        of_editor = {"Content-Security-Policy": self.editor, "X-Frame-Options": "SAMEORIGIN"}
        own = of_editor if self.editor and self.path.startswith("/edit/") else {}
        for name, value in {**self.of_site, **own}.items():
            self.send_header(name, value)
        super().end_headers()

    def send_header(self, keyword: str, value: str) -> None:
        """Leave out when the answer was given: a test sets the clock of its page, and not that of this machine."""
        if keyword != "Date":
            super().send_header(keyword, value)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page for what is not there, as hosts do."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", _size: int | str = "-") -> None:
        self.sent.append((self.path, int(code)))

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests say what matters."""


@contextmanager
def serving(
    site: Path, editor: str = "", headers: Mapping[str, str] = HEADERS, sent: list[tuple[str, int]] | None = None
) -> Iterator[str]:
    """Serve the folder *site* with *headers* and give its address, which ends in "/".

    *editor* is the policy of its editing page. Each path that is asked for goes into *sent*, with the status of the
    answer.
    """
    handler = type("Handler", (_Handler,), {"editor": editor, "of_site": headers, "sent": [] if sent is None else sent})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
