"""A whole Ceph with its S3 gateway on the loopback, everything in memory: a second server that is not of our making."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import boto3

from publishing.object_servers import CREDENTIALS
from publishing.publishers import BUCKET

_READERS_MAY_READ = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"], "Resource": [f"arn:aws:s3:::{BUCKET}/*"]},
        {"Effect": "Allow", "Principal": "*", "Action": ["s3:ListBucket"], "Resource": [f"arn:aws:s3:::{BUCKET}"]},
    ],
}
PATIENCE = 120

_CONF = """\
[global]
fsid = {fsid}
mon host = [v2:127.0.0.1:{port}]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind port min = {first}
ms bind port max = {last}
keyring = {folder}/keyring
mon allow pool size one = true
mon max pg per osd = 1000
mon pg warn min per osd = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 1073741824
run dir = {folder}
log file = {folder}/$name.log
admin socket = {folder}/$name.asok
mon data = {folder}/mon
osd data = {folder}/osd
rgw data = {folder}

[client.gateway]
keyring = {folder}/keyring
"""


@contextmanager
def served_by_ceph(folder: Path) -> Iterator[str]:
    """Start a cluster of one and its gateway with an empty bucket, and yield the address."""
    for name in ("mon", "osd"):
        (folder / name).mkdir(parents=True)
    mon, gateway = _free_port(), _free_port()
    conf = folder / "ceph.conf"
    first = 20_000 + os.getpid() % 20_000
    fsid = str(uuid4())
    conf.write_text(_CONF.format(fsid=fsid, port=mon, folder=folder, first=first, last=first + 100), encoding="ascii")
    running: list[subprocess.Popen[bytes]] = []

    def run(*command: str) -> None:
        subprocess.run([*command, "-c", str(conf)], check=True, capture_output=True, timeout=PATIENCE)

    def start(*command: str) -> None:
        running.append(
            subprocess.Popen([*command, "-c", str(conf), "-f"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )

    before = dict(os.environ)
    try:
        keyring = str(folder / "keyring")
        for number, name in enumerate(("mon.", "client.admin", "osd.0", "client.gateway")):
            caps = [part for kind in ("mon", "osd", "mgr") for part in ("--cap", kind, "allow *")]
            begin = [] if number else ["--create-keyring"]
            run("ceph-authtool", keyring, *begin, "--gen-key", "--name", name, *caps)
        monmap = str(folder / "monmap")
        run("monmaptool", "--create", "--fsid", fsid, "--addv", "a", f"[v2:127.0.0.1:{mon}]", monmap)
        run("ceph-mon", "--mkfs", "-i", "a", "--monmap", monmap, "--keyring", keyring)
        start("ceph-mon", "-i", "a")
        osd = str(uuid4())
        run("ceph", "osd", "new", osd)
        run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd)
        start("ceph-osd", "-i", "0")
        start("radosgw", "-n", "client.gateway", "--rgw-frontends", f"beast endpoint=127.0.0.1:{gateway}")
        address = f"http://127.0.0.1:{gateway}"
        _wait_for(address)
        keys = ("--access-key", CREDENTIALS["AWS_ACCESS_KEY_ID"], "--secret-key", CREDENTIALS["AWS_SECRET_ACCESS_KEY"])
        run("radosgw-admin", "user", "create", "--uid", "testing", "--display-name", "Testing", *keys)
        os.environ.update(CREDENTIALS, AWS_ENDPOINT_URL=address)
        client = boto3.Session().client("s3")
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(_READERS_MAY_READ))
        yield address
    finally:
        os.environ.clear()
        os.environ.update(before)
        for process in reversed(running):
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 -- our own server
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(f"the gateway of Ceph did not answer within {PATIENCE} seconds")
