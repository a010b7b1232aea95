"""The command that opens the editing page on this machine, over the files of the working tree.

The server answers only under the address that it was started with, only below a token that nobody can guess, and
only what comes from its own page.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
import webbrowser
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import click

from inforce.audit.working_tree import published_at
from inforce.cli.options import config_file, on_day, project_of
from inforce.clock import clock_on
from inforce.engine.session import Session, kind_of, refused, version_at
from inforce.engine.views import EDITOR, Engine, editing_page, looks_of_theme, policy
from inforce.model.names import VersionNumber
from inforce.model.problem import ProblemError
from inforce.plugins.preview import only_here
from inforce.publish.git import find_repository
from inforce.reading.content_folder import read_content
from inforce.reading.source_files import cached_reader
from inforce.site.publication import SiteFacts
from inforce.store.atomic import Failure, cache_folder, write_new, write_whole

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_ADDRESS: Final = "127.0.0.1:8010"
_MOST: Final = 20_000_000
"""So many bytes one message may have: many times the largest file of guidance."""

_TYPES: Final = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2",
    ".png": "image/png", ".svg": "image/svg+xml",
}  # fmt: skip


@click.command()
@config_file
@click.option("-a", "--dev-addr", "address", metavar="HOST:PORT", default=_ADDRESS, show_default=True,
              help="Where to listen.")  # fmt: skip
@click.option("--open/--no-open", "opens", default=True, show_default=True, help="Whether to open your browser.")
@on_day
def edit(config: Path, address: str, *, opens: bool, day: str | None) -> None:
    """Open a page on which guidance is changed without a text editor, and saved into the files under content/.

    It says what inforce check says as you type. Only this machine can reach it. Stop it with Ctrl+C.
    """
    project = project_of(config)
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise click.UsageError(f"Write where to listen as HOST:PORT, such as {_ADDRESS}, and not {address}.")
    server = editing_server(project, day, host, int(port))
    where = f"http://{host}:{server.server_port}/{server.token}/edit/"
    click.echo(f"Change guidance here: {where}\nNobody else can open it. Stop it with Ctrl+C.")
    if opens:
        threading.Thread(target=webbrowser.open, args=(where,), daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        server.server_close()


class EditingServer(ThreadingMixIn, WSGIServer):
    """The server of one working tree; *token* stands in every address that it answers."""

    daemon_threads = True
    request_queue_size = 64  # a browser asks for all parts of the page at once
    token = ""


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Say nothing of each request: the page says what matters."""


def editing_server(project: Path, day: str | None, host: str, port: int) -> EditingServer:
    """Return a server of the editing page over the files of *project*, which listens and does not answer yet."""
    token = secrets.token_urlsafe(24)
    files = WorkingTree(project, day)
    application = only_here(Application(token, files), host)
    try:
        server = make_server(host, port, application, EditingServer, _Quiet)
    except OSError as error:
        raise click.UsageError(
            f"Nothing can listen at {host}:{port}: {error.strerror}. Is the page open already? "
            "Choose another place with --dev-addr, such as --dev-addr 127.0.0.1:8011."
        ) from None
    server.token = token
    return server


@dataclass
class WorkingTree:
    """The files of a project, read anew for whoever asks after one of them was saved."""

    project: Path
    day: str | None
    _session: Session | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, question: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a question of the page; saving is one of them."""
        with self._lock:
            try:
                if question == "save":
                    return self._save(given["files"])
                if question == "open" or self._session is None:
                    self._session = self._read()
                return self._session.answer(question, given)
            except ProblemError as error:
                return _refusal(error.message, error.remedy)
            except Failure as failure:
                return _refusal(str(failure), "")
            except OSError as error:
                where = f" ({error.filename})" if error.filename else ""
                return _refusal(f"{error.strerror or error}{where}.", "Put that right, and try again.")
            except Exception as error:
                if os.environ.get("INFORCE_DEBUG"):
                    raise
                return _refusal(
                    f"This is a fault in inforce: {type(error).__name__}: {error}.",
                    "Your words are kept on this device. Please report it, with what you were doing.",
                )

    def _read(self) -> Session:
        content = self.project / "content"
        texts = cached_reader(cache_folder(self.project))
        library, _problems = read_content(content, read_text=texts)
        today = clock_on(self.day)(library.settings.time_zone)
        published = self._published()

        def begun(document: str, number: VersionNumber) -> date | None:
            held = library.document(document)
            version = held.version(number) if held else None
            return (version.in_force_from or date.min) if version else None

        def is_published(document: str, number: VersionNumber) -> bool:
            if published is not None:
                return (document, number) in published
            first = begun(document, number)
            return first is not None and first <= today

        return Session(content, today, SiteFacts(""), is_published, texts)

    def _published(self) -> frozenset[tuple[str, VersionNumber]] | None:
        """Return what the main branch has; None where there is no telling, and what has begun counts as published."""
        repository = find_repository(self.project)
        if repository is None or repository.is_empty:
            return None
        for name in ("origin/HEAD", "origin/main", "origin/master", "HEAD"):
            if repository.ask("rev-parse", "--verify", "--quiet", name).code == 0:
                return published_at(repository, name)
        return None

    def _save(self, files: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Write *files*, each where nobody else changed it since it was read."""
        session = self._session or self._read()
        written = []
        for one in (wanted := list(files)):
            kind_of(one["file"])
            path = self.project / one["file"]
            if not path.resolve().is_relative_to((self.project / "content").resolve()):
                raise refused(f"{one['file']} leads out of content/.", "Replace the link with a file.")
            if (found := version_at(one["file"])) and session.is_published(*found):
                raise refused(
                    f"Version {found[1]} is published, and a published version is never edited.",
                    "Begin the next version.",
                )
            stands = path.read_bytes().decode("utf-8", "replace") if path.is_file() else None
            if stands not in (one["base"], one["content"]):
                raise refused(
                    f"{one['file']} was changed by somebody else while you worked on it.",
                    "Keep a copy of your words, reload this page, and make your change again.",
                )
        for one in wanted:
            path = self.project / one["file"]
            content = one["content"].encode()
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_file():
                write_whole(path, content)
            else:
                write_new(path, content, 0o644)
            written.append(one["file"])
        self._session = None
        return {"saved": written}


@dataclass(frozen=True)
class Application:
    """What the server answers below its *token*: the page, what belongs to it, and its questions."""

    token: str
    files: WorkingTree

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = unquote(environ.get("PATH_INFO", ""))
        root = f"/{self.token}/"
        if not secrets.compare_digest(path[: len(root)].encode(), root.encode()):
            return _said(start_response, "404 Not Found", "There is nothing here.")
        below = path[len(root) :]
        if environ["REQUEST_METHOD"] == "POST":
            return self._question(environ, start_response, below)
        if below == "edit/":
            page = editing_page(Engine.SERVER, "", "en", looks_of_theme(_sheets()))
            return _answered(start_response, page, "text/html; charset=utf-8", policy())
        found = _asset(below)
        if found is None:
            return _said(start_response, "404 Not Found", "There is nothing here.")
        return _answered(start_response, found.read_bytes(), _TYPES[found.suffix])

    def _question(self, environ: WSGIEnvironment, start_response: StartResponse, below: str) -> Iterable[bytes]:
        """Answer a question of the page itself: no page of another site can ask one."""
        origin = environ.get("HTTP_ORIGIN", "")
        is_ours = urlsplit(origin).netloc == environ.get("HTTP_HOST") and environ.get("CONTENT_TYPE") == _JSON
        if below != "ask" or not is_ours:
            return _said(start_response, "403 Forbidden", "Only the page itself may ask.")
        try:
            length = int(environ.get("CONTENT_LENGTH") or 0)
            if length > _MOST:
                return _said(start_response, "413 Content Too Large", "This is larger than a file of guidance may be.")
            asked = json.loads(environ["wsgi.input"].read(length))
            question, given = str(asked["question"]), dict(asked["given"])
        except (ValueError, KeyError, TypeError):
            return _said(start_response, "400 Bad Request", "The page does not ask this.")
        answer = self.files.answer(question, given)
        return _answered(start_response, json.dumps(answer).encode(), _JSON)


_JSON: Final = "application/json"


def _refusal(what: str, remedy: str) -> dict[str, Any]:
    return {"refused": {"what": what, "remedy": remedy}}


def _said(start_response: StartResponse, status: str, words: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [f"{words}\n".encode()]


def _answered(start_response: StartResponse, body: bytes, kind: str, content_policy: str = "") -> Iterable[bytes]:
    headers = [
        ("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "SAMEORIGIN"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]  # fmt: skip
    if content_policy:
        headers.append(("Content-Security-Policy", content_policy))
    start_response("200 OK", headers)
    return [body]


def _assets() -> tuple[Path, ...]:
    """Return the folders that what belongs to a page is looked up in: ours, and those of the theme below it."""
    ours = find_spec("inforce")
    theirs = find_spec("material")
    places = [Path(one) / "theme" for one in (ours.submodule_search_locations if ours else None) or ()]
    places += [Path(one) / "templates" for one in (theirs.submodule_search_locations if theirs else None) or ()]
    return tuple(places)


def _sheets() -> Iterator[str]:
    """Yield the style sheets that there are for readers' pages."""
    for folder in _assets():
        yield from (path.relative_to(folder).as_posix() for path in folder.glob("assets/stylesheets/*.css"))


def _asset(below: str) -> Path | None:
    """Return the file of the theme at that address, if there is one that pages may have."""
    if below.startswith("edit/"):
        below = EDITOR + below.removeprefix("edit/")
    if not below.startswith("assets/") or ".." in below.split("/"):
        return None
    found = (folder / below for folder in _assets())
    return next((path for path in found if path.is_file() and path.suffix in _TYPES), None)
