"""Broken inputs that others write: originals, Word files, pictures and answers over HTTP."""

from __future__ import annotations

import io
import socket
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest

from fuzz.mutants import Seeds
from fuzz.running import COUNT, run_all
from inforce.audit.site_copy import CannotBeFetched, FetchedSite
from inforce.model.originals import OriginalState
from inforce.model.problem import ProblemError
from inforce.originals.original_text import read_original
from inforce.originals.reading_process import ReadingProcess
from inforce.originals.word_reader import read_word
from inforce.reading.page_files import page_file_problems
from made_pdfs import lines, pdf
from made_word import word

AS_FOUND = "latin-1"
"""Bytes as letters, one for each, so that they are broken as texts are."""

SLOWEST = 5.0
"""What others' libraries read may take longer than our own files; the bounds of ``model/bounds.py`` are wider still."""

HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Advice</title><style>.a{display:none}</style></head>
<body><h1>Sharing</h1><ol type="i" start="3"><li>You must not <b>share</b>.<li value="9">Keep a record.</ol>
<table><tr><td colspan="2">a<td>b</table><p class="a">Hidden<p style="display:none">Unseen</p>&amp;&#8217;</html>
"""
TEXT = "Advice\n\n1. You must not share.\n2. Keep a record \u2013 \u00b2.\n\f3\n\n3. Ask first.\n"
WORD = """title: Lone working
list 1: %1. decimal; (%2) lowerLetter
h1: Purpose
p: You {bold:must} call in.{note:By telephone.}
1: the first item of list 1
1.2: an item of its second level
table:
  Role | Duty
  Manager | Call in
"""


def test_no_original_stops_the_reader() -> None:
    """Pages of the web and plain texts, in any encoding: they have words, or it is said why not."""
    seeds = Seeds([HTML, TEXT])

    def one(number: int) -> None:
        which, text = seeds.input(number)
        encoding = ("utf-8", "utf-8", "utf-16", AS_FOUND)[number % 4]
        state, pages = read_original(text.encode(encoding, "replace"), (".html", ".txt")[which])
        assert bool(pages) == (state is OriginalState.READ)

    run_all(one, SLOWEST)


def test_no_pdf_stops_the_reader() -> None:
    """One process reads them all, or another one in its place: whatever becomes of it, there is an answer."""
    seeds = Seeds([pdf(lines(60, 700, ["You must not share.", "Keep a record."]), "/Form Do").decode(AS_FOUND)])
    read = ReadingProcess()
    assert read(seeds.texts[0].encode(AS_FOUND), ".pdf")[0] is OriginalState.READ

    def one(number: int) -> None:
        state, pages = read(seeds.input(number)[1].encode(AS_FOUND, "replace"), ".pdf")
        assert bool(pages) == (state is OriginalState.READ)

    run_all(one, SLOWEST, COUNT // 10)


def test_no_word_file_stops_the_reader() -> None:
    """A part of it is broken, or the package itself."""
    whole = word(WORD)
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    names = sorted(parts)
    broken, packages = Seeds([parts[name] for name in names]), Seeds([whole.decode(AS_FOUND)])

    def one(number: int) -> None:
        content = packages.input(number)[1].encode(AS_FOUND, "replace")
        if number % 4:
            which, text = broken.input(number)
            content = _package(parts | {names[which]: text})
        with suppress(ProblemError):
            assert read_word(content).blocks is not None

    run_all(one, SLOWEST, COUNT // 4)


def _package(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text.encode("utf-8", "surrogatepass"))
    return made.getvalue()


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(6))) + chunk(b"IEND", b"")


def test_no_picture_stops_the_reader() -> None:
    """Of each kind, and as what is none of it."""
    jpeg = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080002000201011100ffda0008010100003f00ffd9")
    webp = b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x01\0\0\x01\0\0"
    made = {".png": _png(), ".jpg": jpeg, ".webp": webp, ".pdf": pdf("")}
    assert not [one for ending, content in made.items() for one in page_file_problems(content, f"a{ending}")]
    endings = list(made)
    seeds = Seeds([content.decode(AS_FOUND) for content in made.values()])

    def one(number: int) -> None:
        which, text = seeds.input(number)
        content = text.encode(AS_FOUND, "replace")
        assert all(problem.remedy for problem in page_file_problems(content, f"content/pages/a{endings[which]}"))

    run_all(one)


ANSWERS = [
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwords",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nwords\r\n0\r\n\r\n",
    "HTTP/1.1 301 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
]


class Server:
    """Answers every connection with *answer*, whatever it is, and closes it."""

    def __init__(self) -> None:
        self.answer = b""
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                with connection, suppress(OSError):
                    connection.recv(65_536)
                    connection.sendall(self.answer)

    def close(self) -> None:
        """End it."""
        self._socket.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of no good will."""
    made = Server()
    yield made
    made.close()


def test_no_answer_over_http_stops_whoever_asked(server: Server) -> None:
    """There are bytes, or nothing is there, or it is said why nothing could be fetched."""
    seeds = Seeds(ANSWERS)
    site = FetchedSite(server.address)

    def one(number: int) -> None:
        server.answer = seeds.input(number)[1].encode("utf-8", "surrogatepass")
        with suppress(FileNotFoundError, CannotBeFetched):
            assert isinstance(site.read("a/index.html"), bytes)

    run_all(one, count=COUNT // 4)
