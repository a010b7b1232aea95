"""S3-compatible servers on the loopback: moto as it is, and one that ignores conditions as some servers do."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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


def _ignoring(app: App) -> App:
    def answer(environment: dict[str, Any], start: Any) -> Iterable[bytes]:
        for name in ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"):
            environment.pop(name, None)
        return app(environment, start)

    return answer


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *arguments: object) -> None:  # noqa: A002 -- the name that it overrides
        """Say nothing."""
