"""The few things that publishing asks of an S3-compatible store, and how each file is served from it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from inforce.publish.destinations.destination import ConcurrentPublish, DestinationFailed
from inforce.publish.published_state import is_hashed_asset, record_at

FOR_GOOD = "public, max-age=31536000, immutable"
"""For what never changes under its name: hashed assets and records."""

ASK_FIRST = "no-cache"
"""For everything else: it may be kept, but is asked for anew before it is shown, so that no page is out of date."""

_TYPES = {
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "link": "application/link-format",
    "map": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "sig": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "yml": "application/yaml",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class ServedAs:
    """The headers that a file is served with."""

    content_type: str
    cache_control: str


def served_as(path: str) -> ServedAs:
    """Return how the file at *path* is served."""
    name, dot, ending = path.rpartition("/")[2].rpartition(".")
    plain = "text/plain; charset=utf-8" if name == "" and not dot else "application/octet-stream"
    never_changes = is_hashed_asset(path) or record_at(path, "") is not None
    return ServedAs(_TYPES.get(ending, plain) if dot else plain, FOR_GOOD if never_changes else ASK_FIRST)


CONNECT_SECONDS, READ_SECONDS, TRIES = 10, 25, 2
"""How long one request may take at most; a lease lasts longer, so that no request of a holder outlives it."""

CLOCKS_DIFFER = timedelta(hours=1)
NOT_CACHED = ServedAs("application/json", "no-store")


class ConditionFailed(Exception):
    """The object is not what the request said it must be."""


class CutOff(Exception):
    """The network was lost in the middle of an answer."""


@dataclass(frozen=True)
class Stored:
    """An object as it was read; *age* by the clock of the server, whatever the clock of this machine says."""

    content: bytes = field(repr=False)
    etag: str
    age: timedelta


class ObjectStore:
    """The objects of a bucket below a prefix."""

    def __init__(self, bucket: str, prefix: str) -> None:
        import boto3  # noqa: PLC0415 -- takes longer to load than all else of publishing to a folder or branch
        from botocore.config import Config  # noqa: PLC0415 -- as above

        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        # S3 wants the value of If-Match with or without quotes, other servers only without; `probe` finds out.
        self._quoted = False
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            max_pool_connections=16,
        )
        with self._plain_words():
            self._client: Any = boto3.Session().client("s3", config=config)

    @property
    def name(self) -> str:
        """How people call the place."""
        return f"s3://{self._bucket}/{self._prefix}"

    def get(self, path: str) -> Stored | None:
        """Return an object; None where there is none."""
        try:
            with self._plain_words():
                answer = _whole(self._client.get_object(Bucket=self._bucket, Key=self._prefix + path), *_OBJECT)
                age = _date(answer) - answer["LastModified"]
                return Stored(answer["Body"].read(), _bare(answer["ETag"]), age)
        except FileNotFoundError:
            return None

    def read(self, path: str) -> bytes:
        """Return the bytes of an object; raise `FileNotFoundError` where there is none."""
        stored = self.get(path)
        if stored is None:
            raise FileNotFoundError(2, "There is no such object", self.name + path)
        return stored.content

    def create(self, path: str, content: bytes, served: ServedAs) -> str:
        """Put an object where there is none and return its ETag; raise `ConditionFailed` where there is one."""
        return self._put(path, content, served, {"IfNoneMatch": "*"})

    def change(self, path: str, content: bytes, served: ServedAs, etag: str) -> str:
        """Put an object in the place of the one with that ETag; raise `ConditionFailed` where there is another."""
        return self._put(path, content, served, {"IfMatch": f'"{etag}"' if self._quoted else etag})

    def put(self, path: str, content: bytes, served: ServedAs, etag: str | None) -> str:
        """Create an object, or change the one with that ETag, and return the new one.

        Raise `ConcurrentPublish` where it is no longer so, unless it has these bytes already: the request was then
        carried out, and its answer lost.
        """
        try:
            return self.create(path, content, served) if etag is None else self.change(path, content, served, etag)
        except ConditionFailed:
            there = self.get(path)
            if there and there.content == content:
                return there.etag
            raise ConcurrentPublish from None

    def copy(self, source: str, target: str) -> None:
        """Copy an object within the store."""
        with self._plain_words():
            self._client.copy_object(
                Bucket=self._bucket,
                Key=self._prefix + target,
                CopySource={"Bucket": self._bucket, "Key": self._prefix + source},
            )

    def delete(self, path: str) -> None:
        """Remove an object, if it is there."""
        with self._plain_words():
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + path)

    def etags(self) -> dict[str, str]:
        """Return the ETag of every object, by its path."""
        found: dict[str, str] = {}
        with self._plain_words():
            for page in self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._prefix
            ):
                for listed in _whole(page, "IsTruncated").get("Contents", ()):
                    found[listed["Key"].removeprefix(self._prefix)] = _bare(listed["ETag"])
        return found

    def probe(self, path: str, now: datetime) -> None:
        """Raise `DestinationFailed` where the server ignores conditions, or its clock and *now* are far apart."""
        key = f"{path}-{secrets.token_hex(8)}"
        first = self.create(key, b"first", NOT_CACHED)
        try:
            ignores = self._succeeds(lambda: self.create(key, b"second", NOT_CACHED))
            ignores = ignores or self._succeeds(lambda: self.change(key, b"third", NOT_CACHED, "0" * 32))
            if not ignores and not self._succeeds(lambda: self.change(key, b"fourth", NOT_CACHED, first)):
                self._quoted = True
                ignores = not self._succeeds(lambda: self.change(key, b"fourth", NOT_CACHED, first))
        finally:
            self.delete(key)
        if ignores:
            raise DestinationFailed(
                f"The server of {self.name} ignores conditions (If-None-Match and If-Match), so two publishers could "
                "overwrite each other unnoticed. Nothing was published.",
                "Use a store that does: Amazon S3, Ceph, MinIO, or another; or publish to a folder or a git branch.",
            )
        self._compare_clocks(now)

    def _compare_clocks(self, now: datetime) -> None:
        with self._plain_words():
            server = _date(self._client.list_objects_v2(Bucket=self._bucket, Prefix=self._prefix, MaxKeys=1))
        if abs(server - now) > CLOCKS_DIFFER:
            raise DestinationFailed(
                f"The clock of this machine says {now:%Y-%m-%d at %H:%M} UTC, and that of the server "
                f"{server:%Y-%m-%d at %H:%M} UTC. Nothing was published.",
                "Set the clock right, and publish again.",
            )

    @staticmethod
    def _succeeds(request: Any) -> bool:
        try:
            request()
        except ConditionFailed:
            return False
        return True

    def _put(self, path: str, content: bytes, served: ServedAs, condition: Mapping[str, str]) -> str:
        with self._plain_words():
            answer = self._client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + path,
                Body=content,
                ContentType=served.content_type,
                CacheControl=served.cache_control,
                **condition,
            )
            return _bare(_whole(answer, "ETag")["ETag"])

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        """Turn what boto3 raises into conditions, missing files, and failures in plain words."""
        from botocore.exceptions import (  # noqa: PLC0415 -- as above
            BotoCoreError,
            ClientError,
            NoCredentialsError,
            PartialCredentialsError,
        )
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 -- as above

        try:
            yield
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            if status in (409, 412) and code != "NoSuchBucket":
                raise ConditionFailed from None
            if code in ("NoSuchKey", "404"):
                raise FileNotFoundError from None
            remedy = _REMEDIES.get(code, "Put right what the server says, and publish again.")
            words = f"{code}: {error.response.get('Error', {}).get('Message', '')}"
            raise DestinationFailed(f"{self.name} could not be read or written.", remedy, words) from None
        except (NoCredentialsError, PartialCredentialsError):
            raise DestinationFailed(
                f"There are no credentials for {self.name}.",
                "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or another way that boto3 knows.",
            ) from None
        except (BotoCoreError, HTTPError, CutOff) as error:  # an error of the server that breaks off comes raw
            raise DestinationFailed(
                f"{self.name} could not be reached.",
                "Check the network and the address, and publish again.",
                str(error),
            ) from None


_OBJECT = ("ETag", "LastModified", "ContentLength")
"""What every answer with an object says of it."""

_CREDENTIALS = "Check the credentials: they have to allow reading, writing, listing and deleting in the bucket."
_REMEDIES = {
    "AccessDenied": _CREDENTIALS,
    "InvalidAccessKeyId": _CREDENTIALS,
    "NoSuchBucket": "Make the bucket first, or correct its name.",
    "RequestTimeTooSkewed": "Set the clock of this machine right, and publish again.",
    "SignatureDoesNotMatch": _CREDENTIALS,
}


def _bare(etag: str) -> str:
    return etag.strip('"')


def _whole(answer: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return *answer*; raise `CutOff` where it lacks what the server says in every such answer.

    What reads an HTTP response takes a head that breaks off for a short one, and an object then for an empty one.
    """
    if any(name not in answer for name in names):
        raise CutOff("The answer of the server broke off.")
    return answer


def _date(answer: Mapping[str, Any]) -> datetime:
    return parsedate_to_datetime(_whole(answer["ResponseMetadata"]["HTTPHeaders"], "date")["date"])
