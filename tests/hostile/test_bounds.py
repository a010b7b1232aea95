"""Every input has a bound, and a message of its own where it is passed; none ends in a fault of the program.

The bounds are those of ``model/bounds.py``. Each kind is given an input that is too large, one that is too deep where
anything can stand within it, and the dearest one within the bounds that is known.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent

import pytest

from hostile.projects import plain_project
from inforce.audit import site_copy
from inforce.audit.site_copy import CannotBeFetched, FetchedSite, FolderCopy
from inforce.build.html_policy import HtmlPolicy
from inforce.build.outcome import refuse_what_is_no_site
from inforce.model import bounds
from inforce.model.names import VersionNumber, natural
from inforce.model.originals import OriginalState
from inforce.model.problem import Place
from inforce.originals.original_text import read_original
from inforce.parsing.configuration import read_configuration
from inforce.parsing.located_yaml import load
from inforce.publish.checkpoint import read_checkpoint, read_checksums
from inforce.publish.destinations.lease import read_lease
from inforce.publish.register import read_register
from inforce.reading import page_files
from inforce.reading.content_folder import read_content
from inforce.reading.guidance_files import read_details, read_settings, read_version
from inforce.reading.pages import page_problems
from inforce.store.atomic import Failure
from inforce.store.file_index import LARGEST as LARGEST_DIGESTED
from inforce.store.file_index import digest_of
from inforce.store.store import opened
from inforce.translations.catalogues import read_catalogue
from inforce.wording.departures import differences
from real_project import DAY, PROGRAMS, PROJECT, edit, run

WITHOUT_END = {
    "lists within lists": "\n".join(f"{'    ' * depth}- a" for depth in range(300)),
    "brackets without an end": "[" * 20_000,
    "line breaks without an end": "a  \n" * 125_000,
}
"""Pages on which a reader of Markdown ends for want of memory, or is busy for hours."""


SOAK = bool(os.environ.get("INFORCE_SOAK"))


@pytest.mark.parametrize("name", WITHOUT_END if SOAK else ["lists within lists"])
def test_a_page_of_which_nothing_can_be_made_is_named(name: str, tmp_path: Path) -> None:
    """By its file, after some seconds at most; all of them in `make soak`."""
    project = plain_project(tmp_path / "project")
    (project / "content/pages/endless.md").write_text(f"# X\n\n{WITHOUT_END[name]}\n")
    done = run(project, "inforce", "build", "--on", DAY)
    assert (done.returncode, "content/pages/endless.md · page-not-made" in done.stderr) == (1, True), done.stderr
    assert not (project / "site").exists()


def test_a_page_that_takes_more_memory_than_any_page_is_named(tmp_path: Path) -> None:
    """The system refuses it, whoever asks for it while that page is made; the machine does not run out of it."""
    project = plain_project(tmp_path / "project")
    taken = f"if page.file.src_uri == 'about.md': page.kept = bytearray({bounds.PAGE.memory + 2**30})"
    taken = f"def on_page_content(html, page, **_):\n    {taken}\n"
    (project / "hook.py").write_text(taken)
    with (project / "mkdocs.yml").open("a") as configuration:
        configuration.write("hooks: [hook.py]\n")
    done = run(project, "inforce", "build", "--on", DAY)
    assert (done.returncode, "content/pages/about.md · page-not-made" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% for a in range(10**12) %}{% endfor %}", "It takes longer than any page takes."),
        (f"{{{{ 'a' * {bounds.PAGE.memory + 2**30} }}}}", "It takes more memory than any page takes."),
        ('{% include "partials/running-head.html" %}', "maximum recursion depth exceeded"),
    ],
    ids=["without an end", "of any size", "in itself"],
)
def test_a_template_of_which_nothing_can_be_made_is_named(template: str, said: str, tmp_path: Path) -> None:
    """At its line, as a page is: a theme of one's own has the bounds of a page."""
    project = plain_project(tmp_path / "project")
    (project / "overrides/partials").mkdir(parents=True)
    (project / "overrides/partials/running-head.html").write_text(f"\n{template}\n")
    edit(project / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: overrides\n")
    done = run(project, "inforce", "build", "--on", DAY)
    place = "overrides/partials/running-head.html, line 2, column 1 · layout-broken"
    assert (done.returncode, place in done.stderr) == (1, True), done.stderr
    assert said in " ".join(done.stderr.split())


_HURRIED = """
import sys
from inforce.model import bounds
object.__setattr__(bounds.PAGE, "seconds", 2)
from inforce.cli.main import main
from mkdocs.__main__ import cli
del sys.argv[0]
main() if sys.argv[0] == "inforce" else cli()
"""
"""The programs with a bound of two seconds in the place of ten."""
_NEVER = "{% set nine = 9 %}{{ nine ** (nine ** nine) }}"
_HOOK = "def on_page_markdown(markdown, page, **_):\n    if 'about' in page.url: {}\n"
_STEPS = {
    "a template that is filled in": ("overrides/main.html", f"\n{_NEVER}\n", "line 2, column 1 · layout-broken"),
    "a template that is read": ("overrides/main.html", "{{ 9 ** (9 ** 9) }}", "layout-broken"),
    "a hook": ("hook.py", _HOOK.format("9 ** 9 ** 9"), "line 2, column 1 · configuration"),
    "a page": ("content/pages/endless.md", WITHOUT_END["line breaks without an end"], "page-not-made"),
    "a hook that sleeps": ("hook.py", _HOOK.format("__import__('time').sleep(10**6)"), "line 2, column 1 · config"),
    "a hook that crashes": ("hook.py", _HOOK.format("__import__('os').abort()"), "line 2, column 1 · config"),
}
"""What keeps Python in a step of its own, where no signal reaches it; each with what it is told as."""
_TRIED = [("inforce", what) for what in _STEPS] + [("mkdocs", what) for what in [*_STEPS][: None if SOAK else 1]]


@pytest.mark.parametrize(("door", "what"), _TRIED, ids=str)
def test_a_step_of_python_that_never_ends_is_ended_and_named(door: str, what: str, tmp_path: Path) -> None:
    """By the system, whichever program builds, and at the line of the template or hook; nothing is left behind."""
    file, said, told = _STEPS[what]
    project = plain_project(tmp_path / "project")
    (project / file).parent.mkdir(exist_ok=True)
    (project / file).write_text(said)
    if file.startswith("overrides"):
        edit(project / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: overrides\n")
    with (project / "mkdocs.yml").open("a") as configuration:
        configuration.write("hooks: [hook.py]\n" if file == "hook.py" else "")
    (tmp_path / "temporary").mkdir()
    done = run(project, "python", "-c", _HURRIED, door, "build", TMPDIR=str(tmp_path / "temporary"))
    assert (done.returncode == 1) if door == "inforce" else (done.returncode < 0), done.stderr
    assert re.search(rf"^{file}(, | · ){told}", done.stderr, re.MULTILINE), done.stderr
    assert [*(tmp_path / "temporary").iterdir()] == []
    assert not (project / "site").exists()


def test_a_build_that_was_killed_while_a_hook_slept_is_in_nobodys_way(tmp_path: Path) -> None:
    """The process that renders outlives it for a while, and has nothing of its parent's, such as the lock."""
    project = plain_project(tmp_path / "project")
    configuration = (project / "mkdocs.yml").read_text()
    (project / "mkdocs.yml").write_text(configuration + "hooks: [hook.py]\n")
    (project / "hook.py").write_text(_HOOK.format("open('asleep', 'w').close(); __import__('time').sleep(100)"))
    build = subprocess.Popen([PROGRAMS / "inforce", "build", "--on", DAY], cwd=project, stderr=subprocess.DEVNULL)
    while not (project / "asleep").exists() and build.poll() is None:
        time.sleep(0.05)
    build.kill()
    build.wait()
    (project / "mkdocs.yml").write_text(configuration)
    began = time.monotonic()
    done = run(project, "inforce", "build", "--on", DAY)
    assert (done.returncode, time.monotonic() - began < 60) == (0, True), done.stderr


def test_a_file_beside_pages_that_is_too_large_is_told_and_not_read(tmp_path: Path) -> None:
    """A file of any size costs no more than its name."""
    project = plain_project(tmp_path / "project")
    file = project / "content/pages/film.png"
    file.touch()
    os.truncate(file, page_files.LARGEST * 1000)
    _, problems = read_content(project / "content")
    told = [(problem.place.file, problem.code) for problem in problems if problem.is_error]
    assert told == [("content/pages/film.png", "file-too-large")]


def sparse(file: Path, size: int) -> Path:
    """Make *file* as large as that, on no space of the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    os.truncate(file, size)
    return file


@pytest.mark.parametrize("name", ["guidance/seven-golden-rules/versions/9.0.0.yml", "site.yml", "pages/about.md"])
def test_a_file_of_any_size_is_told_and_not_read(name: str, tmp_path: Path) -> None:
    """A version, the settings and a page of a terabyte cost no more than their names."""
    project = plain_project(tmp_path / "project")
    sparse(project / "content" / name, 2**40)
    began = time.process_time()
    _, problems = read_content(project / "content")
    assert time.process_time() - began < 10
    told = [(problem.place.file, problem.code) for problem in problems if problem.is_error]
    assert (f"content/{name}", "file-too-large") in told
    assert digest_of(str(project / "content" / name)) != b""


def test_a_configuration_of_any_size_is_told_and_not_read(tmp_path: Path) -> None:
    """As above."""
    file = sparse(tmp_path / "mkdocs.yml", 2**40)
    assert [one.code for one in read_configuration(file, tmp_path)] == ["file-too-large"]


def test_a_file_of_a_copy_is_not_read_beyond_its_bound(tmp_path: Path) -> None:
    """A folder that is verified is no more trusted than a server; what serves without end is stopped elsewhere too."""
    sparse(tmp_path / "index.html", bounds.ANSWER.largest + 1)
    with pytest.raises(CannotBeFetched, match="larger than any file of a site"):
        FolderCopy(tmp_path).read("index.html")


@contextmanager
def serving(head: bytes, more: bytes = b"") -> Iterator[str]:
    """Answer each connection with *head*, and with *more* without end."""

    def serve(server: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                with connection, suppress(OSError):
                    connection.recv(65_536)
                    connection.sendall(head)
                    while more:
                        connection.sendall(more)
                        time.sleep(0.01)

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
    ],
    ids=["goes on", "head", "end", "body"],
)
def test_a_server_that_never_comes_to_an_end_is_left(head: bytes, more: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever part of its answer has none."""
    monkeypatch.setattr(site_copy, "_LONGEST", 1)
    with serving(head, more) as address, pytest.raises(CannotBeFetched, match="takes longer than 1 seconds"):
        FetchedSite(address).read("a.json")


@pytest.mark.parametrize("to", ["{}", "ftp://127.0.0.1/", "https://169.254.169.254/"])
def test_a_server_sends_nobody_to_another_one(to: str) -> None:
    """Who verifies may reach what the server cannot, such as a router, or the keys of a machine in a cloud."""
    with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret") as inner:
        leads = f"HTTP/1.1 302 Found\r\nLocation: {to.format(inner)}\r\nContent-Length: 0\r\n\r\n"
        with serving(leads.encode()) as address, pytest.raises(CannotBeFetched, match="which is another site"):
            FetchedSite(address).read("a.json")


def test_what_is_larger_than_any_input_has_a_digest_without_being_read(tmp_path: Path) -> None:
    """It changes with the size."""
    file = sparse(tmp_path / "large", LARGEST_DIGESTED + 1)
    before = digest_of(str(file))
    os.truncate(file, LARGEST_DIGESTED + 2)
    assert before != digest_of(str(file))


def _checkpoint(content: bytes) -> None:
    with suppress(ValueError):
        read_checkpoint(content)
    read_lease(content)


def _checksums(content: bytes) -> None:
    with suppress(ValueError):
        read_checksums(content)


def _configuration(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "mkdocs.yml")
        file.write_bytes(content)
        read_configuration(file, Path(folder))


MANY_PAGES = frozenset(f"content/pages/page-{number}.md" for number in range(1000))
BOUNDS = tuple(one for one in vars(bounds).values() if isinstance(one, bounds.Bound))
_READERS: dict[bounds.Bound, Callable[[bytes], object]] = {
    bounds.CONTENT_FILE: lambda content: (load(content, "a.yml"), read_settings(content, "content/site.yml")),
    bounds.CATALOGUE: lambda content: read_catalogue("de", content, "de.po", Place("content/site.yml")),
    bounds.PAGE: lambda content: page_problems(content, "content/pages/a.md", MANY_PAGES),
    bounds.DRAWING: lambda content: [*page_files.page_file_problems(content, "a.svg")],
    bounds.PAGE_FILE: lambda content: [*page_files.page_file_problems(content, "a.pdf")],
    bounds.REGISTER: read_register,
    bounds.CHECKPOINT: _checkpoint,
    bounds.CHECKSUM_LIST: _checksums,
    bounds.CONFIGURATION: _configuration,
}
_SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
_DEAREST: dict[bounds.Bound, tuple[str, ...]] = {
    bounds.CONTENT_FILE: (
        "a§: b\n",
        "- ",
        "a: [",
        "[",
        "a: b\n",
        "? ",
        "&a ",
        '"',
        "|\n ",
        "- a\n",
        "#",
        "  Ct\n",
        "\na: b\na: c\n  Ct",
    ),
    bounds.CATALOGUE: ('msgid "a§"\nmsgstr "b"\n', "a\n", 'msgid "a"\nmsgstr "b"\n', '"', "\\", "#", 'msgid "'),
    bounds.PAGE: (
        "`",
        "` ``",
        "<!--",
        "<!-- inforce:",
        "](a.md",
        "[a](page-a§.md)\n",
        "![",
        "{on ",
        "<b>\n",
        "```\n~~~\n",
        "[a]: https://x\n",
    ),
    bounds.DRAWING: ("<g/>", "<style>a&#32;", "<style>url( ", "<g style='url( '/>", "<g>", "<!-- "),
    bounds.PAGE_FILE: ("%PDF-", "/JavaScrip", "/OpenAction 1§ 0 R ", "/OpenAction<<a", "\0"),
    bounds.REGISTER: ("{}\n", '{"a":', "[", "\n"),
    bounds.CHECKPOINT: ('{"a":', '{"a":1,', "[", '"'),
    bounds.CHECKSUM_LIST: (f"{'0' * 64}  a\n", "\n", "a"),
    bounds.CONFIGURATION: ("- ", "a§: !x b\n", "a§: {<<: *a}\n", "[", "&a ", "*a ", "a: !ENV b\n", "? "),
}
"""Pieces that are said again and again, § being the number of the time.

Each of them once took a reader longer than its length, or would have.
"""


@contextmanager
def within_memory(most: int) -> Iterator[None]:
    """Let this process take so many bytes more than it has; beyond that there is none."""
    has = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (has + most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.parametrize("bound", _READERS, ids=lambda bound: bound.inputs)
def test_the_dearest_inputs_are_read_in_their_time(bound: bounds.Bound) -> None:
    """As large as they may be (in `make test`, a part of that), and one byte beyond it; nothing is raised.

    The memory is held by the system, so that what an input takes before it fails is counted too.
    """
    share = 1 if SOAK else max(8, bound.largest // 2**17)
    size = bound.largest // share
    for piece in _DEAREST[bound]:
        times = size // (len(piece) + 4)
        said = "".join(piece.replace("§", str(number)) for number in range(times))
        content = (_SVG.format(said) if bound is bounds.DRAWING else said).encode()
        began = time.process_time()
        with within_memory(max(2**26, bound.memory // share)):
            _READERS[bound](content)
        assert time.process_time() - began < max(min(2, bound.seconds), 2 * bound.seconds / share), piece
    _READERS[bound](b"a" * (bound.largest + 1))


_IN_TEXT = ("See [a](guidance:b-§).\n\n", "See [a](x).\n\n", "- [a](#b-§)\n", "*a\n", "<b>a\n\n", "| [a](x) | b |\n")


@pytest.mark.parametrize("piece", _IN_TEXT)
def test_the_dearest_texts_are_read_in_their_time(piece: str) -> None:
    """A text as long as any may be: where each link in it stands is found in one way through it."""
    said = "".join(piece.replace("§", str(number)) for number in range(90_000 // (len(piece) + 4)))
    content = f"format: 2\nintroduction: |\n{indent(said, '  ')}".encode()
    began = time.process_time()
    assert read_version(content, "a.yml", "a", VersionNumber.parse("1.0.0")).problems
    assert time.process_time() - began < 2 * bounds.CONTENT_FILE.seconds


@pytest.mark.parametrize("piece", ["ys.", "a+", "www.", "a@"])
def test_texts_that_nearly_hold_an_address_are_compared_in_time(piece: str) -> None:
    """What stands before an @ is read once, not from each of its letters on."""
    source = "Ask @ once. Keep www. a record."
    began = time.process_time()
    assert differences(source, source + piece * (100_000 // len(piece) - 20))
    assert time.process_time() - began < 4


def test_every_input_is_held_by_the_dearest_or_by_the_system() -> None:
    """An input that is added comes with its dearest, or is read within bounds of the system."""
    held = {bounds.PAGE, bounds.ORIGINAL, bounds.WORD, bounds.ANSWER}
    assert {bound for bound in BOUNDS if bound.held_by != "bytes and depth"} == held
    assert {*BOUNDS} - held <= _READERS.keys() == _DEAREST.keys()


_NESTED = (
    "<div cl</p>", "<div></x>", "<div/>", "<span><div></span></div>", "<div><table></div></table>",
    "<svg><div></div><path/>", "<div title='></div>'>", "<div><!--</div>-->", "<div></!div>",
)  # fmt: skip


@pytest.mark.parametrize("piece", _NESTED)
def test_a_made_page_on_which_nothing_ends_is_refused_before_it_is_parsed(piece: str) -> None:
    """However it is written that things stand within each other: a parser of HTML would be busy for minutes."""
    policy = HtmlPolicy(["<main>@@inforce:body@@</main>"], "@@inforce:body@@")
    began = time.process_time()
    (fault,) = policy.of_page(f"<main>{piece * (bounds.PAGE.largest // len(piece))}</main>", ordinary=True)
    assert time.process_time() - began < 1
    assert fault.code == "page-not-made"


def test_the_map_of_the_code_has_the_table_of_bounds() -> None:
    """As the program goes by it."""
    kb, mb = 1024, 1024**2
    rows = ["| input | bytes | levels | seconds | memory | held by |", "| --- | --- | --- | --- | --- | --- |"]
    for one in BOUNDS:
        size = f"{one.largest // mb} MB" if one.largest >= mb else f"{one.largest // kb} kB"
        deepest, memory = one.deepest or "none", f"{one.memory // mb:,} MB"
        rows.append(f"| {one.inputs} | {size} | {deepest} | {one.seconds} | {memory} | {one.held_by} |")
    assert "\n".join(rows) + "\n" in (PROJECT / "build_tools/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["", "store.turn", "store.seal", "store.lock", "store.sqlite"])
def test_the_cache_is_written_through_no_link(name: str, tmp_path: Path) -> None:
    """A link that came with the project would have a file of its reader written over."""
    victim = tmp_path / "victim"
    victim.mkdir() if not name else victim.write_text("theirs")
    cache = tmp_path / ".cache" / "inforce"
    cache.mkdir(parents=True)
    if not name:
        cache.rmdir()
    (cache / name if name else cache).symlink_to(victim)
    with pytest.raises(Failure, match="symbolic link"), opened(cache, lambda: None):
        pass
    assert [*victim.iterdir()] == [] if not name else victim.read_text() == "theirs"


def test_a_cache_that_came_with_the_project_is_not_used(tmp_path: Path) -> None:
    """What was put into it elsewhere would be published; the same bytes in another file count as none."""
    ours, theirs = tmp_path / "ours" / "inforce", tmp_path / "theirs" / "inforce"
    with opened(ours, lambda: None) as store:
        assert store.get_or_make("x", lambda: b"ours") == b"ours"
    with opened(ours, lambda: None) as store:
        assert store.get_or_make("x", lambda: b"made anew") == b"ours"
    shutil.copytree(ours, theirs)
    with opened(theirs, lambda: None) as store:
        assert store.get_or_make("x", lambda: b"made anew") == b"made anew"


def test_a_site_is_built_through_no_link(tmp_path: Path) -> None:
    """Nor is what is written beside it."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Failure, match="symbolic link"):
        refuse_what_is_no_site(tmp_path / "site")


def test_a_register_is_read_as_far_as_any_register_goes() -> None:
    """One of millions of lines that are none is told once for each of the first, and one line without end as well."""
    assert len(read_register(b"{}\n" * 100_000).faults) == 100
    assert [fault.what for fault in read_register(b"x" * 1_000_000).faults] == ["cannot be read as an entry"]


ENDLESS = "9" * 5_000
"""A number with more figures than Python makes a number of."""


def test_a_number_of_any_length_is_no_fault() -> None:
    """As a version, in an original, and in the title of a document, which may end in a raised figure too."""
    details = f"called_off:\n  - version: {ENDLESS}\n".encode()
    assert {one.code for one in read_details(details, "document.yml").problems} >= {"not-written-so"}
    text = f"Advice {ENDLESS}\n\fAdvice {ENDLESS}\n".encode()
    assert read_original(text, ".txt")[0] is OriginalState.READ
    titles = ["V10", "V2", "V5\u00b2", f"V{ENDLESS}"]
    assert sorted(titles, key=natural) == ["V2", "V5\u00b2", "V10", f"V{ENDLESS}"]


def test_a_file_with_no_end_of_faults_is_told_of_a_hundred() -> None:
    """The same field a hundred thousand times, where each would be told with the first."""
    content = b"attributes:\n" + b" es:\n" * 100_000
    began = time.process_time()
    codes = [one.code for one in read_settings(content, "site.yml")[-1]]
    assert time.process_time() - began < 1
    assert codes.count("duplicate-key") == 100
    assert codes[-1] == "more-problems"
