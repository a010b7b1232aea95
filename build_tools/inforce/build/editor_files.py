"""The files of the editing page of a site: Pyodide, the engine as a zip of Python files, and the content.

Two things are fetched, Pyodide as its npm package and pydantic's core as a wheel for it, each by the hash that
``locks/editor.json`` has. All else is taken from what is installed here, so that the engine in the browser is the one
that checks here. Pyodide itself makes bytecode of it, here and once, so that no browser has to: most of what a browser
did before its first answer was that. A build that cannot fetch them says so, and what to do.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from inforce.build.asked import SITE, AskedLibrary, Content, settings
from inforce.build.graph import Asking, Made
from inforce.build.pages import Facts
from inforce.build.theme_shell import THEME
from inforce.engine.views import OWN_SHEETS, Engine, Looks, editing_page
from inforce.model.library import YesNo
from inforce.model.problem import Place, Problem, ProblemError
from inforce.site import addresses
from inforce.store.atomic import write_whole

FOLDER: Final = addresses.editing()
"""Where everything of the editing page stands on a site, and nothing else does."""

_PROGRAM: Final = Path(__file__).parents[1]
_PARTS: Final = (
    "model", "wording", "languages", "store", "originals", "parsing", "translations", "reading", "compare", "checks",
    "editing", "site", "engine",
)  # fmt: skip
_LIBRARIES: Final = (
    "annotated_types", "jinja2", "markdown_it", "markupsafe", "mdurl", "pydantic", "rapidfuzz", "segno",
    "typing_extensions", "typing_inspection", "yaml",
)  # fmt: skip
_LEFT_OUT: Final = re.compile(
    r"segno/(cli|__main__)|pydantic/(v1|deprecated|mypy|_migration_)|rapidfuzz/(__pyinst|process_cpp)|markdown_it/(cli|port)"
    r"|yaml/cyaml|inforce/editing/(project/|new_project)|inforce/site/templates/.*\.pyc|__pycache__"
)
_TAKEN: Final = frozenset({".py", ".html", ".pot", ".json", ".txt", ".tsv", ".csv", ".toml"})
_LIBRARY: Final = "python_stdlib.zip"
_PYODIDE: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", _LIBRARY, "pyodide-lock.json")
_OF_NO_USE: Final = re.compile(
    r"(_pydatetime|_pyio|_pyrepl|argparse|bdb|cmd|code|compileall|configparser|cProfile|ctypes|doctest"
    r"|fileinput|ftplib|imaplib|mailbox|modulefinder|multiprocessing|netrc|optparse|pdb|pickletools|plistlib|poplib|profile"
    r"|pstats|pty|pyclbr|pydoc|rlcompleter|shelve|smtplib|socketserver|symtable|tarfile|timeit|trace|tracemalloc|unittest"
    r"|wave|webbrowser|wsgiref|xmlrpc|zipapp)(\.py$|/)"
)
"""Modules of the standard library that serve a terminal, a server or whoever tests: a page has none of these."""

_BYTECODE: Final = """
const [, pyodide, files] = process.argv;
const { loadPyodide } = await import(`${pyodide}pyodide.mjs`);
const python = await loadPyodide({ env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" } });
python.mountNodeFS("/files", files);
python.runPython(`
from compileall import compile_dir
from py_compile import PycInvalidationMode
made = compile_dir("/files", quiet=1, legacy=True, optimize=2, stripdir="/files",
                   invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
assert made
`);
"""
"""What node runs: each Python file gets its bytecode beside it, without docstrings, the same for the same files."""

_ICON, _SHEET = "assets/images/favicon.", "assets/stylesheets/site."
_PATIENCE: Final = 300
Constant = Callable[[str, Callable[[], bytes]], bytes]
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def make_editor(asking: Asking, content: Content, cache: Path) -> Made:
    """Make the editing page with all that belongs to it, where the settings want one."""
    wanted = settings(asking)
    if wanted.editor is not YesNo.YES:
        return Made()
    site = Facts(asking).site
    assets = json.loads(asking.value(THEME))["assets"]
    sheets = own_sheets(assets)
    page = editing_page(Engine.WORKER, site.name, wanted.language, _looks(assets, sheets), wanted.forge)
    facts = {"name": site.name, "address": site.address, "time_zone": wanted.time_zone}
    held = {**dict(_held(asking, content, wanted.language)), **zone_file(wanted.time_zone)}
    files = editor_files(fetched(cache), held, page, facts, asking.constant)
    return Made((*files, *((f"{FOLDER}{name}", sheet) for name, sheet in sheets.items())))


def own_sheets(assets: Iterable[str]) -> Mapping[str, bytes]:
    """Return the style sheets that the page has besides its own, by name; their fonts are those among *assets*.

    Readers' pages have them within one sheet, which would style the form as well.
    """
    fonts = {re.sub(r"\.\w{16}(?=\.)", "", path): path for path in assets if path.startswith("assets/fonts/")}
    made = dict[str, bytes]()
    for name in OWN_SHEETS if any(path.endswith(".woff2") for path in fonts) else OWN_SHEETS[1:]:
        text = (_PROGRAM / "theme/assets/stylesheets" / f"{name}.css").read_text(encoding="utf-8")
        named = re.sub(r'url\("\.\./([^"]+)"\)', lambda url: f'url("../{fonts[f"assets/{url[1]}"]}")', text)
        made[f"{name}.css"] = named.encode()
    return made


def _looks(assets: Iterable[str], own: Iterable[str]) -> Looks:
    """Return how the page looks on a site that has *assets* and, beside the page, the style sheets *own*."""
    (icon,), (sheet,) = ([one for one in assets if one.startswith(begin)] for begin in (_ICON, _SHEET))
    return Looks(f"../{icon}", tuple(f"./{name}" for name in own), (f"../{sheet}",))


def _held(asking: Asking, content: Content, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the content files that were read; those of an original stay where they are."""
    there = json.loads(asking.value(SITE))
    library = AskedLibrary(asking, content, tuple(name for name, one in there["documents"].items() if one))
    files = ["content/site.yml", f"content/words/{language}.po"]
    for document in library.documents:
        files += [document.origin.file, *(version.origin.file for version in document.versions)]
    files += [edition.origin.file for source in library.sources for edition in source.editions]
    for file in files:
        if asking.digest(file):
            yield file, content.bytes(content.folder.parent / file)


def _not_fetched(what: str, remedy: str) -> ProblemError:
    """Return what to raise where something that the editing page needs cannot be had here."""
    return ProblemError(Problem(Place("content/site.yml"), "editor-not-made", what, f"{remedy} {_OR_NOT}"))


class Fetched(NamedTuple):
    """What was fetched and found to be what the lock names."""

    pyodide: bytes
    core: bytes


def lock() -> Mapping[str, Any]:
    """Return which Pyodide and which wheel belong to this program, with their hashes."""
    carried = _PROGRAM / "carried" / "locks" / "editor.json"
    file = carried if carried.is_file() else _PROGRAM.parent / "locks" / "editor.json"
    found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def fetched(cache: Path) -> Fetched:
    """Return what the page needs from elsewhere: what *cache* has of it, or else fetched into it."""
    wanted, folder = lock(), cache / "editor"
    pyodide, core = wanted["pyodide"], wanted["pydantic-core"]
    folder.mkdir(parents=True, exist_ok=True)
    package = _kept(folder / "pyodide.tgz", _is_pyodide)
    if package is None:
        _run(["npm", "pack", f"pyodide@{pyodide['version']}", "--silent"], folder, "Install Node.js, which has npm")
        package = _moved(folder, "pyodide-*.tgz", "pyodide.tgz", _is_pyodide, "Pyodide")
    wheel = _kept(folder / "core.whl", _is_core)
    if wheel is None:
        asked = [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
            "--python-version", core["python"], "--implementation", "cp",
            "--abi", f"cp{core['python'].replace('.', '')}", "--platform", core["platform"],
            f"pydantic-core=={core['version']}",
        ]  # fmt: skip
        _run(asked, folder, "Install pip into the environment of inforce")
        wheel = _moved(folder, "pydantic_core-*.whl", "core.whl", _is_core, "the wheel of pydantic-core")
    return Fetched(package, wheel)


def _is_pyodide(content: bytes) -> bool:
    digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
    return bool(lock()["pyodide"]["integrity"] == f"sha512-{digest}")


def _is_core(content: bytes) -> bool:
    return bool(lock()["pydantic-core"]["sha256"] == hashlib.sha256(content).hexdigest())


def _kept(path: Path, is_wanted: Callable[[bytes], bool]) -> bytes | None:
    content = path.read_bytes() if path.is_file() else b""
    return content if content and is_wanted(content) else None


def _moved(folder: Path, pattern: str, name: str, is_wanted: Callable[[bytes], bool], what: str) -> bytes:
    found = next(iter(sorted(folder.glob(pattern))), None)
    content = found.read_bytes() if found else b""
    if found:
        found.unlink()
    if not is_wanted(content):
        raise _not_fetched(
            f"What was fetched as {what} is not what the lock of this program names.",
            "Ask whoever runs the registry that you fetch from.",
        )
    write_whole(folder / name, content)
    return content


_OR_NOT: Final = "To do without the editing page, write in content/site.yml:  editor: no"


def _run(command: list[str], folder: Path, remedy: str) -> None:
    """Run an ordinary client of a registry in *folder*."""
    needed = command[0] if command[0] != sys.executable else "pip"
    try:
        done = subprocess.run(  # noqa: S603 - every part of the command is ours
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        raise _not_fetched(
            f"The editing page needs files that {needed} fetches, and {needed} cannot be run here or does not end.",
            f"{remedy}, and build again.",
        ) from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        why = said[-1] if said else "it did not say why"
        raise _not_fetched(
            f"The editing page needs files that {needed} could not fetch: {why}.",
            f"{remedy}, see that it reaches its registry, and build again.",
        )


def pyodide_files(package: bytes) -> Mapping[str, bytes]:
    """Return the files of Pyodide that a browser loads, of its npm *package*."""
    with tarfile.open(fileobj=io.BytesIO(package)) as held:
        members = {name: held.extractfile(f"package/{name}") for name in _PYODIDE}
        return {name: member.read() for name, member in members.items() if member is not None}


def library_files(pyodide: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the Python files of *pyodide*'s standard library that a page may need."""
    with zipfile.ZipFile(io.BytesIO(pyodide[_LIBRARY])) as held:
        names = [name for name in held.namelist() if not name.endswith("/")]
        return {name: held.read(name) for name in names if not _OF_NO_USE.match(name)}


def engine_files(core: bytes, language: str = "") -> Mapping[str, bytes]:
    """Return the engine: the Python files of this program and of what it needs, and pydantic's *core* for Pyodide.

    A site with words of its own has the *language* that they are in, and what is known of that.
    """
    files = dict(_python_files()) | (dict(_babel(language)) if language else {})
    with zipfile.ZipFile(io.BytesIO(core)) as held:
        files |= {name: held.read(name) for name in held.namelist() if name.endswith((".py", ".so"))}
        files |= {name: held.read(name) for name in held.namelist() if name.endswith("-info/METADATA")}
    return files


def bytecode_zip(pyodide: Mapping[str, bytes], files: Mapping[str, bytes]) -> bytes:
    """Return a zip of *files* in which *pyodide* put bytecode in the place of each Python file."""
    with TemporaryDirectory() as made:
        runtime, folder = Path(made, "pyodide"), Path(made, "files")
        for place, every in ((runtime, pyodide), (folder, files)):
            for name, content in every.items():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (place / name).write_bytes(content)
        script = ["node", "--input-type=module", "--eval", _BYTECODE, "--", f"{runtime.as_uri()}/", str(folder)]
        _run(script, folder, "Install Node.js 20 or later")
        return zipped(
            {f"{name}c": (folder / f"{name}c").read_bytes() for name in files if name.endswith(".py")}
            | {name: content for name, content in files.items() if not name.endswith(".py")}
        )


def _python_files() -> Iterator[tuple[str, bytes]]:
    for part in _PARTS:
        yield from _below(_PROGRAM / part, _PROGRAM.parent)
    yield "inforce/__init__.py", (_PROGRAM / "__init__.py").read_bytes()
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise _not_fetched(f"{name}, which the engine needs, is not installed.", "Install inforce again.")
        origin = Path(spec.origin)
        if spec.submodule_search_locations:
            yield from _below(origin.parent, origin.parents[1])
        else:
            yield origin.name, origin.read_bytes()
    spec = find_spec("pydantic")
    for found in Path(str(spec.origin)).parents[1].glob("pydantic-*.dist-info/METADATA") if spec else ():
        yield f"{found.parent.name}/METADATA", found.read_bytes()


def _babel(language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of Babel, with the data of *language* and of what it falls back to alone."""
    spec = find_spec("babel")
    if spec is None or spec.origin is None:
        raise _not_fetched("Babel, which words of a site's own need, is not installed.", "Install it.")
    folder = Path(spec.origin).parent
    yield from _below(folder, folder.parent)
    tags = {"root", "en", "en_001", "en_GB", language.replace("-", "_"), language.partition("-")[0]}
    for path in (folder / "global.dat", *(folder / "locale-data" / f"{tag}.dat" for tag in sorted(tags))):
        if path.is_file():
            yield path.relative_to(folder.parent).as_posix(), path.read_bytes()


def _below(folder: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and path.suffix in _TAKEN and not _LEFT_OUT.search(name):
            yield name, path.read_bytes()


def zone_file(zone: str) -> Mapping[str, bytes]:
    """Return the data of the time *zone* of the site, which browsers' Python has none of."""
    places = [Path(one) for one in zoneinfo.TZPATH]
    spec = find_spec("tzdata")
    places += [Path(one, "zoneinfo") for one in (spec.submodule_search_locations if spec else None) or ()]
    found = next((one / zone for one in places if (one / zone).is_file()), None)
    return {f"zoneinfo/{zone}": found.read_bytes()} if found else {}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of *files*: the same bytes for the same files, whenever it is made."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), files[name], zipfile.ZIP_DEFLATED)
    return made.getvalue()


def editor_files(
    found: Fetched, content: Mapping[str, bytes], page: bytes, facts: Mapping[str, str], constant: Constant
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the editing page, each with its address; those that are large are named by their digest.

    *constant* keeps what was made from the same files once.
    """
    language = next((Path(name).stem for name in content if name.startswith("content/words/")), "")
    pyodide = pyodide_files(found.pyodide)

    def with_bytecode(files: Mapping[str, bytes]) -> bytes:
        named = {name: hashlib.sha256(one).hexdigest() for name, one in sorted(files.items())}
        return constant(f"bytecode {_BYTECODE} {named} {lock()}", partial(bytecode_zip, pyodide, files))

    parts = {
        "engine": with_bytecode(engine_files(found.core, language)),
        "library": with_bytecode(library_files(pyodide)),
        "content": zipped(content),
    }
    names = {name: f"{name}-{hashlib.sha256(one).hexdigest()[:16]}.zip" for name, one in parts.items()}
    version = f"pyodide-{lock()['pyodide']['version']}/"
    yield f"{FOLDER}index.html", page
    for file in sorted(p for p in (_PROGRAM / "theme" / "assets" / "editor").iterdir() if p.is_file()):
        yield f"{FOLDER}{file.name}", file.read_bytes()
    for name, one in pyodide.items():
        if name != _LIBRARY:
            yield f"{FOLDER}{version}{name}", one
    for name, one in parts.items():
        yield f"{FOLDER}{names[name]}", one
    said = {**facts, **names, "pyodide": version}
    yield f"{FOLDER}engine.json", json.dumps(said, sort_keys=True, ensure_ascii=False).encode()
