"""What the page for auditors says is what happens: its own lines are run, in its order, on a real published site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from inforce.publish.checkpoint import Key
from inforce.publish.destinations.folder import Folder
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.site_snapshot import built_before
from publishing.made_sites import no_progress, now, record, site_of
from publishing.test_verify_site import make_key
from real_project import EXAMPLE

PAGE = (EXAMPLE / "content" / "pages" / "auditors.md").read_text(encoding="utf-8")
SCRIPTS = dict(re.findall(r"Save these lines as `([a-z_]+\.py)`:\n\n```python\n(.*?)```", PAGE, re.DOTALL))
TAKE, FILES, REGISTER, SIGNATURE, KEEP, COMPARE, INFORCE = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 -- the name that it overrides
        """Say nothing."""


@contextmanager
def served_by(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[str]:
    """Serve with *handler* on the loopback, and yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Publish a signed site, write down who may sign it and the scripts of the page, and serve the site."""
    key = make_key(tmp_path, "publisher@example.org")
    (tmp_path / "signers").rename(tmp_path / "allowed_signers")
    given = PublishOptions(now(), WithoutGit(), Key(key).sign)
    site = site_of(tmp_path / "site", "1.0.0", "2.0.0")
    publish(built_before(site), Folder(tmp_path / "to"), given, no_progress)
    for name, lines in SCRIPTS.items():
        (tmp_path / name).write_text(lines, encoding="utf-8")
    with served_by(partial(_Silent, directory=str(tmp_path / "to" / "current"))) as there:
        yield there


def run(folder: Path, lines: str, address: str) -> subprocess.CompletedProcess[str]:
    """Run lines of the page in a shell."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-euc", lines], cwd=folder, env={**os.environ, "PATH": path, "SITE": address},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_line_of_the_page_works_on_an_honest_site(tmp_path: Path, address: str) -> None:
    """Each step ends well, and says what the page says that it says."""
    assert set(SCRIPTS) == {"take_copy.py", "check_register.py"}
    for lines, said in (
        (TAKE, ""),
        (FILES, ""),
        (REGISTER, "2 lines hold. The checkpoint is "),
        (SIGNATURE, 'Good "inforce-checkpoint" signature for publisher@example.org'),
        (KEEP, ""),
        (COMPARE, ""),
        (INFORCE, "The site at http://127.0.0.1"),
    ):
        done = run(tmp_path, lines, address)
        assert (done.returncode, done.stderr) == (0, ""), f"{lines}: {done.stderr}"
        assert done.stdout.startswith(said)


def test_each_check_of_the_page_fails_on_what_it_is_for(tmp_path: Path, address: str) -> None:
    """A changed page, a changed record, a rewritten register, another signer: each is told by the step for it."""
    run(tmp_path, TAKE + KEEP, address)
    copy = tmp_path / "copy"

    def fails_with(path: str, content: bytes, lines: str, said: str) -> None:
        before = (copy / path).read_bytes()
        (copy / path).write_bytes(content)
        done = run(tmp_path, lines, address)
        assert done.returncode != 0
        assert said in done.stdout + done.stderr
        (copy / path).write_bytes(before)

    record_path = "guidance/golden-rules/1.0.0.yml"
    wrong = record("golden-rules", "1.0.0", "Do what you like.")
    register = (copy / "register.jsonl").read_bytes()
    lines = register.splitlines(keepends=True)
    fails_with("index.html", b"Closed.", FILES, "index.html: FAILED")
    fails_with(record_path, wrong, FILES, f"{record_path}: FAILED")
    fails_with(record_path, wrong, REGISTER, "The record is not what was published: golden-rules 1.0.0.")
    fails_with("register.jsonl", register.replace(b"2020", b"2021", 1), REGISTER, "does not hold at line 2")
    fails_with("register.jsonl", lines[0], REGISTER, "is not the one of the checkpoint")
    fails_with("register.jsonl", lines[0], COMPARE, "")
    fails_with("register.jsonl", register.replace(b"2020", b"2021"), COMPARE, "")
    checkpoint = (copy / "checkpoint.json").read_bytes()
    fails_with("checkpoint.json", checkpoint.replace(b'"release": 1', b'"release": 2'), SIGNATURE, "not verify")


@pytest.mark.usefixtures("address")
def test_a_copy_that_holds_two_releases_is_not_taken_for_one(tmp_path: Path) -> None:
    """Who takes a copy while the site is published is told, and takes it again."""
    new = built_before(site_of(tmp_path / "new", "1.0.0", "2.0.0", look="new"))

    class PublishedMeanwhile(_Silent):
        published = False

        def do_GET(self) -> None:
            if self.path == "/index.html" and not PublishedMeanwhile.published:
                PublishedMeanwhile.published = True
                publish(new, Folder(tmp_path / "to"), PublishOptions(now(), WithoutGit()), no_progress)
            super().do_GET()

    with served_by(partial(PublishedMeanwhile, directory=str(tmp_path / "to" / "current"))) as there:
        done = run(tmp_path, TAKE, there)
        said = "The site was published anew in the meantime. Take the copy again.\n"
        assert (done.returncode, done.stderr) == (1, said)
        assert run(tmp_path, TAKE + FILES, there).returncode == 0
