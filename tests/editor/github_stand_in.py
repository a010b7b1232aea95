"""A stand-in for the part of GitHub's API that proposing a change takes, over a real git repository."""

from __future__ import annotations

import base64
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "token-of-the-test"  # noqa: S105 - of nobody
PROJECT = "team/guidance"
ROOT = "/api/v3"
"""Where the API stands on a host of an organisation's own."""


@dataclass
class Forge:
    """A repository and the pull requests that were opened on it."""

    folder: Path
    address: str = ""
    pulls: list[dict[str, Any]] = field(default_factory=list)

    def git(self, *command: str, given: str = "") -> str:
        """Run git in the repository and return what it says."""
        named = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
        done = subprocess.run(
            ["git", *named, *command], cwd=self.folder, input=given.encode(), capture_output=True, check=True
        )  # fmt: skip
        return done.stdout.decode()

    def answer(self, method: str, path: str, asked: dict[str, Any]) -> tuple[int, Any]:  # noqa: PLR0911 - a way for each
        """Answer one call below the project."""
        where = urlsplit(path)
        match [method, *where.path.split("/")]:
            case ["GET", "git", "ref", "heads", *branch]:
                return 200, {"object": {"sha": self.git("rev-parse", "/".join(branch)).strip()}}
            case ["GET", "git", "commits", commit]:
                return 200, {"tree": {"sha": self.git("rev-parse", f"{commit}^{{tree}}").strip()}}
            case ["GET", "contents", *file]:
                ref = parse_qs(where.query)["ref"][0]
                try:
                    held = self.git("show", f"{ref}:{'/'.join(file)}")
                except subprocess.CalledProcessError:
                    return 404, {}
                return 200, {"content": base64.encodebytes(held.encode()).decode()}
            case ["POST", "git", "trees"]:
                self.git("read-tree", asked["base_tree"])
                for one in asked["tree"]:
                    blob = self.git("hash-object", "-w", "--stdin", given=one["content"]).strip()
                    self.git("update-index", "--add", "--cacheinfo", f"{one['mode']},{blob},{one['path']}")
                return 201, {"sha": self.git("write-tree").strip()}
            case ["POST", "git", "commits"]:
                parents = [part for parent in asked["parents"] for part in ("-p", parent)]
                return 201, {"sha": self.git("commit-tree", asked["tree"], *parents, given=asked["message"]).strip()}
            case ["POST", "git", "refs"]:
                self.git("update-ref", asked["ref"], asked["sha"])
                return 201, {}
            case ["POST", "pulls"]:
                self.pulls.append(asked)
                return 201, {"html_url": f"{self.address}/pull/{len(self.pulls)}"}
        return 404, {}


@contextmanager
def forge_over(folder: Path) -> Iterator[Forge]:
    """Serve a new repository of what is in *folder*, on its branch main."""
    forge = Forge(folder)
    forge.git("init", "-q", "-b", "main")
    forge.git("add", "content", "mkdocs.yml")
    forge.git("commit", "-q", "-m", "As it is published")

    class Handler(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self._send(204, b"")

        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, asked: dict[str, Any]) -> None:
            if self.headers["Authorization"] != f"Bearer {TOKEN}":
                self._send(401, b"{}")
                return
            status, said = forge.answer(self.command, self.path.removeprefix(f"{ROOT}/repos/{PROJECT}/"), asked)
            self._send(status, json.dumps(said).encode())

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "Authorization, Accept, Content-Type")
            self.send_header("Access-Control-Allow-Methods", "GET, POST")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests say what matters."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    forge.address = f"http://127.0.0.1:{server.server_port}{ROOT}"
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
