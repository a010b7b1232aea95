"""What editors are told as they type, by the server that VS Code and most others ask about YAML: our words, in place.

``make test`` installs the server by its hashes where there is npm, and names it by INFORCE_YAML_SERVER.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Timer
from typing import IO, Any

import pytest

from real_project import EXAMPLE, PROJECT

PATIENCE = 120
VERSION = (EXAMPLE / "content/guidance/seven-golden-rules/versions/2.0.0.yml").read_text(encoding="utf-8")
IN_FORCE = "in_force_from: 2026-11-22"


@dataclass
class Server:
    """The server, asked in its protocol; what it asks back is answered with the settings that this project ships."""

    process: subprocess.Popen[bytes]
    settings: dict[str, Any]
    opened: int = 0
    asked: int = 0
    told: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        pipe = _pipe(self.process.stdin)
        pipe.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        pipe.flush()

    def ask(self, method: str, **given: Any) -> Any:
        self.asked += 1
        self.send(id=self.asked, method=method, params=given)
        while True:
            message = self._next()
            if message.get("id") == self.asked and "method" not in message:
                return message["result"]

    def underlined(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """Open a version that says *text*; return its address, and each line that is underlined with what is said."""
        self.opened += 1
        uri = (PROJECT / f"content/guidance/made-up/versions/1.0.{self.opened}.yml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        while uri not in self.told:
            self._next()
        lines = text.split("\n")
        return uri, [(lines[one["range"]["start"]["line"]].strip(), one["message"]) for one in self.told[uri]]

    def _next(self) -> dict[str, Any]:
        """Read one message, and answer it where it is a question."""
        pipe, length = _pipe(self.process.stdout), 0
        while line := pipe.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(pipe.read(length))
        given = message.get("params") or {}
        if message.get("method") == "textDocument/publishDiagnostics":
            self.told[given["uri"]] = given["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            said = [self.settings if one.get("section") == "yaml" else {} for one in given["items"]]
            self.send(id=message["id"], result=said)
        elif "method" in message and "id" in message:
            self.send(id=message["id"], result=None)
        return message


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe
    return pipe


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that was told which schema is for which files, as `.vscode/settings.json` says it."""
    program = os.environ.get("INFORCE_YAML_SERVER")
    if not program:
        pytest.skip("no yaml-language-server: make test installs it where there is npm")
    shipped = json.loads((PROJECT / ".vscode/settings.json").read_text(encoding="utf-8"))
    schemas = {(PROJECT / file).as_uri(): files for file, files in shipped["yaml.schemas"].items()}
    settings = {"validate": True, "hover": True, "schemaStore": {"enable": False}, "schemas": schemas}
    process = subprocess.Popen(
        [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    watch = Timer(PATIENCE, process.kill)
    watch.start()
    found = Server(process, settings)
    found.ask(
        "initialize", processId=None, rootUri=PROJECT.as_uri(), capabilities={"workspace": {"configuration": True}}
    )
    found.send(method="initialized", params={})
    found.send(method="workspace/didChangeConfiguration", params={"settings": {"yaml": settings}})
    yield found
    watch.cancel()
    process.kill()
    process.wait()


def test_a_sound_version_has_nothing_underlined(server: Server) -> None:
    """Neither this project's, as it stands, nor anything in it."""
    assert server.underlined(VERSION)[1] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (IN_FORCE, "in_force_from: 1 December 2026", "in_force_from: 1 December 2026", "Write the day as year-month"),
        ("version: 2.0.0", "version: 2.1", "version: 2.1", "A version number has three numbers with full stops"),
        ("id: not-a-barrier", "id: Not a barrier", "- id: Not a barrier", "An id has lower-case letters a to z"),
        (
            "2018#golden-rule-1",
            "golden-rule-1",
            "- quotes: information-sharing-advice/golden-rule-1",
            "Name the source",
        ),
        ("kind: major", "kind: tiny", "kind: tiny", '"major", "minor", "patch"'),
        (IN_FORCE, f"{IN_FORCE}\nin_force_form: x", "in_force_form: x", "in_force_form"),
    ],
)
def test_a_mistake_is_underlined_in_our_words(server: Server, old: str, new: str, line: str, words: str) -> None:
    """In its line, and nothing else is."""
    assert old in VERSION
    ((where, said),) = server.underlined(VERSION.replace(old, new, 1))[1]
    assert where == line
    assert words in said


def test_a_field_is_explained_where_the_editor_points_at_it(server: Server) -> None:
    """By the sentence that the model has for it."""
    uri, _ = server.underlined(VERSION)
    at = {"line": VERSION.split("\n").index(IN_FORCE), "character": 4}
    said = server.ask("textDocument/hover", textDocument={"uri": uri}, position=at)
    assert "The day from which this version applies, as year-month-day" in said["contents"]["value"]
