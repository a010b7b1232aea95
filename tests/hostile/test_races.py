"""What is exchanged for a link after it was looked at is not followed: what is read was checked.

One program exchanges a file, or a folder above it, for a link to a secret and back, as fast as it can, while others
read. Whatever a reader gets is what stands in the project, or nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hostile.projects import plain_project
from inforce.reading.content_folder import read_content
from inforce.store.file_index import TooLargeError, digest_of, read_below
from real_project import DAY, edit, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="making a link takes an administrator there")

SECRET = "SECRET-4711"  # noqa: S105 -- of nobody
SOAK = bool(os.environ.get("INFORCE_SOAK"))

EXCHANGES = """
import os, sys
path, link = sys.argv[1:]
kept, other = path + "~kept", path + "~link"
os.symlink(link, other)
print("begun", flush=True)
while True:
    os.rename(path, kept); os.rename(other, path)
    os.rename(path, other); os.rename(kept, path)
"""


@contextmanager
def exchanged(path: Path, link: Path) -> Iterator[None]:
    """Exchange what stands at *path* for a link, and back, all the time."""
    command = [sys.executable, "-c", EXCHANGES, str(path), str(link)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as racer:
        assert racer.stdout
        racer.stdout.readline()
        try:
            yield
        finally:
            racer.kill()


def put_back(path: Path) -> None:
    """Put things as they were before they were exchanged."""
    kept, other = Path(f"{path}~kept"), Path(f"{path}~link")
    if path.is_symlink():
        path.unlink()
    other.unlink(missing_ok=True)
    if kept.exists():
        kept.rename(path)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder outside the project, with secrets under the names of its files."""
    folder = tmp_path / "outside"
    (folder / "versions").mkdir(parents=True)
    for name in ("about.md", "secret.txt", "site.yml", "versions/1.0.0.yml"):
        (folder / name).write_text(f"# {SECRET}\n\n{SECRET}\n")
    return folder


@pytest.mark.parametrize("above", [False, True], ids=["the file", "a folder above it"])
def test_a_file_is_read_by_no_link_however_it_is_exchanged(*, above: bool, tmp_path: Path, outside: Path) -> None:
    """Many thousand times: its own words, or an error of the system; a reader who looks first gets the secret."""
    project = tmp_path / "project"
    (project / "pages").mkdir(parents=True)
    file = project / "pages/about.md"
    file.write_text("ours")
    found, lost = set[bytes](), 0
    looked_first = set[str]()
    with exchanged(file.parent if above else file, outside if above else outside / "about.md"):
        for _ in range(30_000 if SOAK else 5_000):
            try:
                found.add(read_below(project, file, 100))
            except OSError:
                lost += 1
            try:
                if not file.parent.is_symlink() and not file.is_symlink():
                    looked_first.add(file.read_text())
            except OSError:
                continue
    assert found == {b"ours"}
    assert lost > 0
    if SOAK:
        assert any(SECRET in words for words in looked_first), "the race is none"


def test_a_file_that_grows_while_it_is_read_is_bounded(tmp_path: Path) -> None:
    """What the system says of its size, and what it gives out, are two things."""
    with pytest.raises(TooLargeError):
        read_below(Path("/proc"), Path(f"/proc/{os.getpid()}/status"), 0)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="no file"):
        read_below(tmp_path, pipe, 100)
    assert digest_of(str(pipe)) == b"special"


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("content/pages/about.md", "about.md"),
        ("content/guidance/seven-golden-rules", "."),
        ("content/site.yml", "site.yml"),
    ],
)
def test_no_problem_and_no_value_of_the_content_has_words_from_outside(
    name: str, link: str, tmp_path: Path, outside: Path
) -> None:
    """Where all of it is read while a part of it is exchanged."""
    project = plain_project(tmp_path / "project")
    with exchanged(project / name, outside / link):
        for _ in range(40 if SOAK else 4):
            library, problems = read_content(project / "content")
            assert SECRET not in repr(library) + repr(problems)


RACED = ["content/pages", "snippets", *(["content/pages/about.md", "snippets/part.md", "mkdocs.yml"] if SOAK else [])]


@pytest.mark.parametrize("name", RACED)
def test_no_build_publishes_words_from_outside(name: str, tmp_path: Path, outside: Path) -> None:
    """A page, all pages, and what an extension reads by itself: the site has none of it, whichever moment it was."""
    project = plain_project(tmp_path / "project")
    (project / "snippets").mkdir()
    (project / "snippets/part.md").write_text("Ours.\n")
    (outside / "part.md").write_text(f"{SECRET}\n")
    with (project / "mkdocs.yml").open("a") as configuration:
        configuration.write("markdown_extensions: [{pymdownx.snippets: {base_path: [snippets]}}]\n")
    with (project / "content/pages/about.md").open("a") as page:
        page.write('\n--8<-- "part.md"\n')
    path = project / name
    for _ in range(20 if SOAK else 1):
        with exchanged(path, outside if path.is_dir() else outside / path.name):
            done = run(project, "inforce", "build", "--on", DAY)
        put_back(path)
        assert "Traceback" not in done.stderr
        assert "fault in inforce" not in done.stderr
        assert SECRET not in done.stdout + done.stderr
        pages = [*(project / "site").rglob("*.html"), *(project / "site").rglob("*.json")]
        assert [page for page in pages if SECRET in page.read_text(errors="ignore")] == []


AT_THE_WORST_MOMENT = '''
"""Exchanges what it is told for a link when whoever watches has looked and it is opened, and back when it is read."""
import os, sys, threading, time

path, link, file = {path!r}, {link!r}, {file!r}
done = []

def watches(frame):
    while frame:
        if frame.f_code.co_name == "note":
            return True
        frame = frame.f_back
    return False

def back():
    time.sleep(0.1)
    os.unlink(path); os.rename(path + "~kept", path)

def exchange(event, args):
    if event == "open" and not done and str(args[0]).endswith(file) and not watches(sys._getframe(1)):
        done.append(True)
        os.rename(path, path + "~kept"); os.symlink(link, path)
        threading.Thread(target=back).start()

def on_pre_build(**_):
    sys.addaudithook(exchange)
'''


@pytest.mark.parametrize("above", [False, True], ids=["the file", "the folder above it"])
@pytest.mark.parametrize("file", ["content/pages/about.md", "snippets/part.md", "overrides/partials/running-head.html"])
def test_what_is_exchanged_at_the_worst_moment_is_not_published(
    file: str, *, above: bool, tmp_path: Path, outside: Path
) -> None:
    """A page, a part of one and a template: it, or its folder, is a link only while it is opened."""
    project = plain_project(tmp_path / "project")
    (project / "snippets").mkdir()
    (project / "overrides/partials").mkdir(parents=True)
    for name in ("snippets/part.md", "overrides/partials/running-head.html"):
        (project / name).write_text("Ours.\n")
        (outside / Path(name).name).write_text(f"{SECRET}\n")
    for page in (project / "content/pages").iterdir():
        (outside / page.name).write_text(f"# {SECRET}\n\n{SECRET}\n")
    path = (project / file).parent if above else project / file
    link = outside if above else outside / path.name
    (project / "worst.py").write_text(AT_THE_WORST_MOMENT.format(path=str(path), link=str(link), file=file))
    edit(project / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: overrides\n")
    with (project / "mkdocs.yml").open("a") as configuration:
        configuration.write("hooks: [worst.py]\nmarkdown_extensions: [{pymdownx.snippets: {base_path: [snippets]}}]\n")
    with (project / "content/pages/about.md").open("a") as page:
        page.write('\n--8<-- "part.md"\n')
    done = run(project, "inforce", "build", "--on", DAY)
    assert SECRET not in done.stdout + done.stderr
    assert [page for page in project.glob("site/**/*.html") if SECRET in page.read_text()] == []
