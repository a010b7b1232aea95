"""What hosts are told is taken by the servers themselves, where they are installed, and is what they then send."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inforce.build.components import HEADERS, hosting_files

EDITOR = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"
MODULES = Path("/usr/lib/apache2/modules")

NGINX = """daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}/site; include {folder}/site/hosting/nginx.conf; }}
}}
"""
APACHE = """ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule headers_module {modules}/mod_headers.so
TypesConfig /dev/null
DocumentRoot {folder}/site
<Directory {folder}/site>
  Require all granted
</Directory>
Include {folder}/site/hosting/apache.conf
"""
SERVERS = {
    "nginx": (NGINX, ["-p", "{folder}", "-c", "{folder}/configuration"]),
    "apache2": (APACHE, ["-D", "FOREGROUND", "-f", "{folder}/configuration"]),
}


@contextmanager
def served(name: str, folder: Path) -> Iterator[str]:
    """Serve the folder ``site`` in *folder* by the server *name*, and yield its address."""
    program = shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None or (name == "apache2" and not MODULES.is_dir()):
        pytest.skip(f"{name} is not installed")  # a web server is not what setting up inforce takes
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text, given = SERVERS[name]
    (folder / "configuration").write_text(text.format(folder=folder, port=port, modules=MODULES))
    server = subprocess.Popen([program, *(one.format(folder=folder) for one in given)], stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            if server.poll() is not None and server.stderr:
                pytest.fail(server.stderr.read().decode() + (folder / "errors").read_text())
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()
        if server.stderr:
            server.stderr.close()


def sent(address: str) -> dict[str, str]:
    """Return those headers of the answer that hosts are told of, be it that nothing is there."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 -- of this machine
            headers = answer.headers
    except urllib.error.HTTPError as error:
        with error:
            headers = error.headers
    return {name: "; ".join(headers.get_all(name) or ()) for name in HEADERS}


@pytest.mark.parametrize("name", SERVERS)
@pytest.mark.parametrize("editor", ["", EDITOR], ids=["without an editing page", "with one"])
def test_a_server_sends_what_it_is_told(name: str, editor: str, tmp_path: Path) -> None:
    """Once each, on every page and file, also where there is none; the editing page has its own, and nothing else."""
    for path, content in (
        *hosting_files(editor),
        ("index.html", b"x"),
        ("guidance/a.json", b"{}"),
        ("edit/a.mjs", b""),
    ):
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.is_relative_to("/tmp") and folder != Path("/tmp"):  # noqa: S108 -- servers give up what root may do
            folder.chmod(0o755)
    with served(name, tmp_path) as address:
        for path in ("", "guidance/a.json", "nothing", "guidance/edit/"):
            assert sent(f"{address}{path}") == HEADERS, path
        found = sent(f"{address}edit/a.mjs")
    own = {"Content-Security-Policy": f"{EDITOR}; frame-ancestors 'self'", "X-Frame-Options": "SAMEORIGIN"}
    assert found == HEADERS | (own if editor else {})
