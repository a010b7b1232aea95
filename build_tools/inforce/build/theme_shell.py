"""What the theme makes: layouts into which pages are printed, ordinary pages, and assets.

The theme renders a layout far down in a made-up folder, so that each of its links begins with more
``../`` than any real link has; that prefix is then exchanged for the one of the page's own depth.

What the theme, its plugins, hooks and extensions read is noted by Python itself, which tells of every file that it
opens. What runs another program or asks the network is made again each time, for nobody can know what came of it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from inforce.build.asked import Content, catalogue, settings
from inforce.build.assets import Assets, make_assets, with_digests, without_preloaded_fonts
from inforce.build.graph import Asking, Made
from inforce.build.inputs import OUTSIDE, VOLATILE, ChangedMeanwhileError
from inforce.model.catalogue import use_catalogue
from inforce.model.library import Fonts, YesNo
from inforce.model.problem import Place, Problem, ProblemError
from inforce.parsing.configuration import read_configuration
from inforce.reading.inventory import ordinary_files
from inforce.reading.page_files import page_file_problems
from inforce.site.page import ADDRESS, BODY, CONTENTS, DESCRIPTION, HEAD, TITLE, Heading, Page
from inforce.site.publication import SiteFacts
from inforce.store.file_index import FileIndex, Row, digest_of, look

NAMES: Final = ("guidance", "plain")
FOLDER: Final = "inforce-layouts"
DEPTH: Final = 12
"""How many folders down a layout is rendered; deeper than any address of the site."""

_WORTHWHILE: Final = 500
"""How many letters a part of a layout has at least that is looked at once for all pages."""

_ATTRIBUTES: Final = "@@inforce:attributes@@"
_MARK: Final = re.compile("@@inforce:[a-z]+@@")
UP: Final = "../" * DEPTH
"""With what each link into the site begins in a layout."""


def layout_broken(what: str) -> ProblemError:
    """Return what to raise where a theme or an ordinary page lacks a place, or asks for what is not made."""
    remedy = "Undo the last change of the theme or of the ordinary page, or put the place back."
    return ProblemError(Problem(Place("mkdocs.yml"), "layout-broken", what, remedy))


def source_path(name: str) -> str:
    """Return where, below the folder of ordinary pages, the theme is to find the layout *name*."""
    return f"{FOLDER}/{'x/' * (DEPTH - 2)}{name}.md"


def rendered_path(name: str) -> str:
    """Return where, below the site, the theme leaves the rendered layout *name*."""
    return f"{FOLDER}/{'x/' * (DEPTH - 2)}{name}/index.html"


@dataclass(frozen=True)
class Layout:
    """A rendered page of the theme, with places; *assets* are the addresses of what the heads of pages name."""

    html: str
    assets: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mark in (TITLE, DESCRIPTION, BODY, CONTENTS, HEAD):
            if mark not in self.html:
                place = mark.strip("@").removeprefix("inforce:")
                raise layout_broken(f'The theme has no place for the "{place}" of a page.')
        if self.html.count("<html ") != 1:
            raise layout_broken("The theme does not begin a page with one <html> element that has a language.")

    def shell(self, depth: int) -> tuple[str, ...]:
        """Return what every page at *depth* has of the layout, from the beginning of a tag to the end of one."""
        return tuple(
            literal[literal.index("<") : literal.rindex(">") + 1]
            for literal in _pieces(self.html, depth)[0]
            if len(literal) > _WORTHWHILE and "<" in literal
        )

    def print(self, page: Page) -> bytes:
        """Return the finished file of *page*."""
        depth = page.address.count("/")
        filled = {
            TITLE: escape(page.title),
            ADDRESS: escape(page.address),
            DESCRIPTION: escape(page.description),
            BODY: relative_links(within(page.body, page.address), depth),
            CONTENTS: _contents(page.contents),
            HEAD: relative_links(with_digests(page.head, self.assets), depth)
            + ("" if page.indexed else '<meta name="robots" content="noindex">'),
            _ATTRIBUTES: _attributes(page.attributes),
        }
        literals, marks = _pieces(self.html, depth)
        parts = [literals[0]]
        for mark, literal in zip(marks, literals[1:], strict=True):
            parts += (filled[mark], literal)
        return "".join(parts).encode()


@lru_cache(maxsize=DEPTH * len(NAMES))
def _pieces(html: str, depth: int) -> tuple[list[str], list[str]]:
    """Return what stands between the marks of a layout for pages at *depth*, and the marks."""
    html = html.replace(UP, "../" * depth).replace(UP[:-1], ("../" * depth)[:-1] or ".")
    html = html.replace("<html ", f"<html{_ATTRIBUTES} ", 1)
    return _MARK.split(html), _MARK.findall(html)


def within(html: str, address: str) -> str:
    """Return *html* with links from the page at *address* that stay in its folder, or the one above, made short."""
    here, above = (f'="@@root@@/{folder}' for folder in (address, address[: address[:-1].rfind("/") + 1]))
    for folder, way in ((here, '="'), (above, '="../')):
        if folder != '="@@root@@/':
            html = _begun_with(html, folder, way)
    return html


def _begun_with(html: str, folder: str, way: str) -> str:
    """Return *html* with *way* in the place of *folder* where more of an address follows: no link may be empty."""
    first, *rest = str.split(html, folder)  # by name, as below
    return first + "".join((folder if one.startswith('"') else way) + one for one in rest)


def relative_links(html: str, depth: int) -> str:
    """Return *html* with links into the site made relative to a page *depth* folders below its root.

    Only attribute values are touched: in text, a quotation mark is always written as an entity.
    """
    return links_from(html, "../" * depth or "./")


def links_from(html: str, root: str) -> str:
    """Return *html* with links into the site that begin with *root*, the way to the root of the site."""
    # str.replace by name: the pages hand over Markup, whose own method would escape the quotation mark put in
    return str.replace(html, '="@@root@@/', f'="{root}')


def _contents(headings: tuple[Heading, ...]) -> str:
    return "".join(map(_entry, headings))


def _entry(heading: Heading) -> str:
    deeper = f" contents--{heading.level}" if heading.level > 1 else ""
    return (
        f'<li class="md-nav__item{deeper}"><a href="#{escape(heading.id)}" class="md-nav__link">'
        f"{escape(heading.text)}</a></li>"
    )


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def read_layouts(site: Path) -> dict[str, Layout]:
    """Return the layouts that the theme left below *site*; raise `ProblemError` where one cannot be used."""
    texts = {name: (site / rendered_path(name)).read_text(encoding="utf-8") for name in NAMES}
    return {name: Layout(re.sub(r"\n\s+", "\n", text).strip()) for name, text in texts.items()}


THEME: Final = "theme"

SEARCH: Final = "search"
"""The piece that has the theme's index of ordinary pages."""

ASSETS: Final = "assets"
"""The piece that has the addresses of assets by the names that pages have for them."""

_SEARCH_INDEX: Final = "search/search_index.json"
_NOT_KEPT: Final = ("sitemap.xml", "sitemap.xml.gz", _SEARCH_INDEX)
_OPENED: Final = frozenset({"open", "os.listdir", "os.scandir"})
_UNKNOWABLE: Final = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect"})
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_FOLDER: Final = getattr(os, "O_DIRECTORY", 0)
"""How a folder is opened on the way to a file in it, by a name that is none from here."""


class Rendered(NamedTuple):
    """What the theme says of itself: the name and address of the site, and what it was made from.

    *made_from* are files and folders that it depends on as a whole, also where it looked for nothing in them;
    *variables* are the environment variables that the configuration reads; *reads* is what another process read.
    """

    site: SiteFacts
    made_from: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    reads: Reads | None = None


class Render(Protocol):
    """Has the theme render layouts, ordinary pages and assets into an empty folder."""

    @property
    def configuration(self) -> str:
        """What it goes by; what was made by another configuration is not used for this one."""

    def __call__(self, into: Path) -> Rendered:
        """Render into the empty folder *into*."""


class Reads:
    """What was read meanwhile: each file and folder as it was just before, and its digest.

    Of what lies in *project*, the folders above it are known as they were too.
    """

    def __init__(self, project: str) -> None:
        self.seen: dict[str, tuple[Row, bytes]] = {}
        self.above: dict[str, Row] = {}
        self._project = project
        self.is_knowable = True
        self._looking = False

    def note(self, event: str, args: tuple[Any, ...]) -> None:
        """Take note of what Python tells of: that something is opened, or of a program or a connection."""
        if event in _UNKNOWABLE:
            self.is_knowable = False
        elif event in _OPENED and not self._looking and _is_read(event, args):
            self._looking = True
            try:
                path = os.path.abspath(os.fsdecode(args[0] or "."))  # noqa: PTH100 -- links stay as they are
                self._look_at(_source(path) if path.endswith(".pyc") else path)
            finally:
                self._looking = False

    def _look_at(self, path: str) -> None:
        if path in self.seen:
            return
        for folder in self.folders_above(path):
            self.above.setdefault(folder, look(folder))
        self.seen[path] = (look(path), digest_of(path))

    def folders_above(self, path: str) -> Iterator[str]:
        """Yield the folders between the project and what lies at *path* in it."""
        while (path := os.path.dirname(path)).startswith(f"{self._project}{os.sep}"):  # noqa: PTH120 -- as many as are read
            yield path


def _source(path: str) -> str:
    """Return what the bytecode at *path* was made from, which is what it stands for."""
    try:
        return source_from_cache(path)
    except ValueError:
        return path


def _is_read(event: str, args: tuple[Any, ...]) -> bool:
    if isinstance(args[0], int):
        return False
    if event != "open":
        where = os.path.abspath(os.fsdecode(args[0] or "."))  # noqa: PTH100 -- links stay as they are
        # where Python looks for modules it lists the folder, and each that it finds it opens
        return where not in {os.path.abspath(entry or ".") for entry in sys.path}  # noqa: PTH100 -- as above
    mode, flags = args[1], args[2]
    if isinstance(mode, str):
        return not set(mode) & set("wax+")
    return not (flags or 0) & (_WRITES | _FOLDER)


_reads: list[Reads] = []
_is_hooked: list[bool] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _reads:
        _reads[-1].note(event, args)


@contextmanager
def watched_reads(project: Path) -> Iterator[Reads]:
    """Yield what is read meanwhile, in *project* and elsewhere."""
    if not _is_hooked:
        sys.addaudithook(_hook)  # it stays for good, and does nothing at other times
        _is_hooked.append(True)
    reads = Reads(os.fspath(project))
    _reads.append(reads)
    try:
        yield reads
    finally:
        _reads.pop()


def make_theme(asking: Asking, content: Content, index: FileIndex, render: Render) -> Made:
    """Have the theme rendered; raise `ChangedMeanwhileError` where something that it read changed meanwhile."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 -- most builds render nothing anew

    asking.given("configuration", render.configuration)
    with TemporaryDirectory() as temporary, use_catalogue(catalogue(asking, content)):
        into = Path(temporary)
        with watched_reads(content.folder.parent) as reads:
            rendered = render(into)
        reads = rendered.reads or reads
        if not reads.is_knowable:
            asking.needs[VOLATILE] = b""
        for name in rendered.variables:
            asking.given(f"environment {name}", repr(os.environ.get(name)))
        noted = Noted(asking, content.folder, index)
        for path in rendered.made_from:
            noted.whole(path)
        noted.reads(reads, besides=temporary)
        return made_of(asking, content, rendered.site, into)


def make_configuration(content: Content, asking: Asking, index: FileIndex) -> tuple[Problem, ...]:
    """Return what is wrong with the configuration, noting all that was looked at for that."""
    file = content.folder.with_name("mkdocs.yml")
    with watched_reads(content.folder.parent) as reads:
        problems = read_configuration(file, content.folder.parent)
    noted = Noted(asking, content.folder, index)
    noted.whole(os.fspath(file))
    noted.reads(reads)
    return problems


class Noted:
    """Notes files and folders as what was asked for: those of the content by their names there, others as outside."""

    def __init__(self, asking: Asking, content: Path, index: FileIndex) -> None:
        self._asking, self._content, self._index = asking, os.fspath(content), index

    def whole(self, path: str) -> None:
        """Note a file, or a folder with all that is in it."""
        ending = "/" if os.path.isdir(path) else ""  # noqa: PTH112 -- as many as a theme reads
        if path.startswith(_OURS):
            return
        if name := self._name(path):
            self._asking.digest(name + ending)
            return
        if ending:
            self._index.update(path, path)
            self._asking.needs[f"{OUTSIDE}{path}/"] = self._index.digest(f"{path}/")
        else:
            self._index.update_each([path])
            self._asking.needs[f"{OUTSIDE}{path}"] = self._index.digest_of_one(path)

    def reads(self, reads: Reads, besides: str = "/proc/") -> None:
        """Note every file and folder that was read, *besides* those of a folder, as it was then.

        A folder above one that was exchanged meanwhile, be it for a link and back, may have led elsewhere.
        """
        for path, (row, digest) in reads.seen.items():
            if not path.startswith((besides, *_INSTALLED, *_SYSTEM)):
                if any(look(folder) != reads.above[folder] for folder in reads.folders_above(path)):
                    raise ChangedMeanwhileError(path)
                self._read(path, row, digest)

    def _read(self, path: str, row: Row, digest: bytes) -> None:
        if look(path) != row:
            raise ChangedMeanwhileError(path)
        name = self._name(path)
        if not name:
            self._index.note(row, digest)
            self._asking.needs[f"{OUTSIDE}{path}"] = digest
        elif os.path.isdir(path):  # noqa: PTH112 -- as above
            self._asking.names(f"{name}/")
        elif self._asking.digest(name) != digest:
            raise ChangedMeanwhileError(path)

    def _name(self, path: str) -> str:
        """Return the name of a file or folder of the content; "" for one outside it."""
        if path == self._content:
            return "content"
        below = path.removeprefix(self._content + os.sep)
        return "" if below == path else f"content/{below.replace(os.sep, '/')}"


def made_of(asking: Asking, content: Content, site: SiteFacts, folder: Path) -> Made:
    """Return what the theme made in *folder*: assets as files, and pieces for whoever makes pages of them.

    Raise `ProblemError` where a page has what none may have, or where there is no use for a layout.
    """
    from inforce.build.html_policy import held_pages  # noqa: PLC0415 -- it parses HTML, and most builds have none new

    ready = read_layouts(folder)
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    files = {path: body for path, body in files.items() if not path.startswith(f"{FOLDER}/")}
    ordinary = sorted(path for path in files if path.endswith(".html"))
    if held := sorted({*held_pages(folder, ordinary, (layout.html for layout in ready.values()), content.folder)}):
        raise ProblemError(*held)
    if odd := sorted({*_odd_files(asking, content, files)}):
        raise ProblemError(*odd)
    pages = {f"layout {name}": layout.html for name, layout in ready.items()}
    pages |= {f"page {path}": files.pop(path).decode() for path in ordinary}
    assets = _assets(asking, files, pages)
    if settings(asking).fonts is Fonts.SYSTEM:
        pages = {name: without_preloaded_fonts(html) for name, html in pages.items()}
    pieces = {"name": site.name, "address": site.address, SEARCH: files.get(_SEARCH_INDEX, b"").decode()}
    pieces |= {ASSETS: json.dumps(assets.names, sort_keys=True)}
    pieces |= {name: assets.named(html) for name, html in pages.items()}
    value = json.dumps({"ordinary": ordinary, "assets": sorted(assets.files)})
    return Made(files=tuple(assets.files.items()), value=value, pieces=pieces)


def _odd_files(asking: Asking, content: Content, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Hold the files beside pages that are not those that were checked: a plugin made them, or somebody meanwhile."""
    for path, source in ordinary_files(content.folder / "pages").items():
        name = source.relative_to(content.folder.parent).as_posix()
        if path in files and not path.endswith(".html") and sha256(files[path]).digest() != asking.digest(name):
            yield from page_file_problems(files[path], name)


def _assets(asking: Asking, files: Mapping[str, bytes], pages: Mapping[str, str]) -> Assets:
    """Return what pages load, by the settings and in the words of the site."""
    wanted = settings(asking)
    kept = {path: body for path, body in files.items() if path not in _NOT_KEPT}
    own_fonts = wanted.fonts is Fonts.OWN
    return make_assets(kept, pages.values(), offline=wanted.offline is YesNo.YES, fonts=own_fonts)


_OURS: Final = str(Path(__file__).parents[1])
_INSTALLED: Final = (
    _OURS,
    *{os.path.abspath(entry) for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))},  # noqa: PTH100 -- links stay
    sys.prefix,
    sys.base_prefix,
)
"""What is known by its version, or as the program itself."""

_SYSTEM: Final = ("/proc/", "/dev/", "/usr/share/zoneinfo", "/etc/")
