"""What a live preview answers: pages for browsers on this machine alone, and with the script that loads them anew."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import escape

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


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
