"""S3-compatible servers on the loopback: moto as it is, and two that ignore conditions: a moto made so, and s3rver."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import boto3
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from publishing.publishers import BUCKET

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
}
_OF_S3RVER = {**CREDENTIALS, "AWS_ACCESS_KEY_ID": "S3RVER", "AWS_SECRET_ACCESS_KEY": "S3RVER"}
PATIENCE = 60
App = Callable[[dict[str, Any], Any], Iterable[bytes]]


@contextmanager
def served(*, conditions: bool = True) -> Iterator[str]:
    """Serve an empty bucket and yield the address; without *conditions*, they are ignored in silence."""
    app: App = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, app if conditions else _ignoring(app), threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    before = dict(os.environ)
    os.environ.update(CREDENTIALS, AWS_ENDPOINT_URL=address)
    try:
        client = boto3.client("s3")
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_acl(Bucket=BUCKET, ACL="public-read")
        yield address
    finally:
        os.environ.clear()
        os.environ.update(before)
        server.shutdown()
        server.server_close()


@contextmanager
def served_by_s3rver(program: str, folder: Path) -> Iterator[None]:
    """Serve an empty bucket with s3rver, which knows no conditions and does not say so."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    options = ("--silent", "--address", "127.0.0.1", "--port", str(port), "--configure-bucket", BUCKET)
    process = subprocess.Popen([program, "--directory", str(folder), *options])
    before = dict(os.environ)
    os.environ.update(_OF_S3RVER, AWS_ENDPOINT_URL=f"http://127.0.0.1:{port}")
    try:
        _wait_for(port)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"s3rver did not answer within {PATIENCE} seconds")


def _ignoring(app: App) -> App:
    def answer(environment: dict[str, Any], start: Any) -> Iterable[bytes]:
        for name in ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"):
            environment.pop(name, None)
        return app(environment, start)

    return answer


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *arguments: object) -> None:  # noqa: A002 -- the name that it overrides
        """Say nothing."""
