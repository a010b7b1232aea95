"""What pages load: one style sheet, one script and what a kind of page needs besides, each named by its digest.

The theme has small modules. Here they are put together by plain concatenation, in the order in which they are named, so
that a page asks for few files; and of Material's large style sheet only those rules stay that can hold for something on
a page. A name has the digest of what is in the file, as it is after the names of what it loads were put in: a change of
any module, font or word gives another name, and nothing is fetched twice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from string import Formatter
from typing import Final, NamedTuple

from inforce.model.catalogue import _, current_catalogue
from inforce.site.phrases.scripts import sentences_of

SHEET: Final = "assets/stylesheets/site.css"
SCRIPT: Final = "assets/javascripts/site.js"
SEARCH: Final = "assets/javascripts/search.js"
WORKER: Final = "service-worker.js"

_SHEETS: Final = ("fonts", "colours", "frame", "guidance", "lists", "history", "comparison", "print")
_SCRIPTS: Final[Mapping[str, tuple[str, ...]]] = {
    SCRIPT: (
        "inforce", "printed-copy", "still-current", "check-form", "since-read", "saved-copies",
        "offline", "offline-page", "frame",
    ),
    SEARCH: ("find", "search"),
    "assets/javascripts/history.js": ("history",),
    "assets/javascripts/shown.js": ("as-shown",),
    "assets/javascripts/compare.js": ("compare",),
}  # fmt: skip
"""Each script that pages load, and the modules that it is put together from."""

_COPIES: Final = ("inforce", "saved-copies")
"""The modules that the worker has besides its own."""

_OFFLINE: Final = frozenset({"saved-copies", "offline", "offline-page"})
"""The modules that pages have only where devices keep them."""

_MATERIAL: Final = re.compile(r"assets/stylesheets/main\.\w+\.min\.css")
_OF_THEME: Final = re.compile(r"assets/(?:javascripts|stylesheets)/.*|assets/images/favicon\.png")
_NAMED_BY_DIGEST: Final = re.compile(r"assets/(?:fonts/.*\.woff2|images/favicon\.svg)")
_LINKED: Final = re.compile(r'(?<=["/])assets/[\w./-]+(?=")')
_PRELOADED: Final = re.compile(r'<link rel="preload"[^>]* as="font"[^>]*>\s*')
_DIGITS: Final = 16

_OF_PAGES: Final = frozenset({
    "md-button", "md-button--primary", "md-nav__item", "md-nav__link", "md-nav__link--active",
})  # fmt: skip
"""The classes of Material's that the pages have which are printed into layouts, and those that scripts give."""


class Assets(NamedTuple):
    """The files by their addresses, and the addresses by the names that pages have for them."""

    files: Mapping[str, bytes]
    names: Mapping[str, str]

    def named(self, html: str) -> str:
        """Return *html* with the address of each asset in the place of its name."""
        return with_digests(html, self.names)


def with_digests(html: str, names: Mapping[str, str]) -> str:
    """Return *html* with the address of each asset, as *names* has it, in the place of its name."""
    return _LINKED.sub(lambda link: names.get(link[0], link[0]), html) if "assets/" in html else html


def make_assets(theme: Mapping[str, bytes], pages: Iterable[str], *, offline: bool, fonts: bool) -> Assets:
    """Return what pages load, of the files that the theme left: those that are no page.

    *pages* are the ordinary pages and the layouts, by which Material's rules are chosen. What nothing names any more is
    left out. *offline* is whether devices keep pages, *fonts* whether the site has fonts of its own.
    """
    files, names = dict[str, bytes](), dict[str, str]()

    def put(path: str, body: bytes) -> None:
        place = PurePosixPath(path)
        names[path] = str(place.with_suffix(f".{hashlib.sha256(body).hexdigest()[:_DIGITS]}{place.suffix}"))
        files[names[path]] = body

    for path, body in theme.items():
        if _NAMED_BY_DIGEST.fullmatch(path):
            if fonts or not path.startswith("assets/fonts/"):
                put(path, body)
        elif not _OF_THEME.fullmatch(path):
            files[path] = body
    put(SHEET, _sheet(theme, pages, names, fonts=fonts).encode())
    for path, modules in _SCRIPTS.items():
        wanted = [module for module in modules if offline or module not in _OFFLINE]
        put(path, (_words_of(wanted) + _joined(theme, wanted)).encode())
    if offline:
        files[WORKER] = (_joined(theme, _COPIES) + _bare(theme[WORKER])).encode()
    else:
        files[WORKER] = theme["service-worker-retired.js"]
    return Assets(files, names)


def without_preloaded_fonts(html: str) -> str:
    """Return *html* without what asks for fonts before the style sheet does."""
    return _PRELOADED.sub("", html)


def _joined(theme: Mapping[str, bytes], modules: Iterable[str]) -> str:
    return "".join(_bare(theme[f"assets/javascripts/{module}.js"]) for module in modules)


def _bare(module: bytes) -> str:
    """Return a module without the comments that have lines of their own: those are for whoever changes it."""
    text = re.sub(r"(?ms)^\s*/\*.*?\*/\n", "", module.decode())
    return re.sub(r"(?m)^\s*(//.*)?\n", "", text)


def _words_of(modules: Iterable[str]) -> str:
    """Return the statement by which *modules* get their sentences."""
    said = json.dumps(sentences_of(modules), ensure_ascii=True, separators=(",", ":"))
    return f"Object.assign(globalThis.inforceWords ??= {{}}, {said});\n"


# Style sheets


def _sheet(theme: Mapping[str, bytes], pages: Iterable[str], names: Mapping[str, str], *, fonts: bool) -> str:
    material = next((body.decode() for path, body in theme.items() if _MATERIAL.fullmatch(path)), "")
    classes = {one for page in pages for found in re.findall(r'class="([^"]*)"', page) for one in found.split()}
    ours = (theme[f"assets/stylesheets/{sheet}.css"].decode() for sheet in _SHEETS if fonts or sheet != "fonts")
    sheet = "\n".join([used_rules(material, classes | _OF_PAGES), *map(_bare_sheet, ours)])
    if current_catalogue().digest:
        sheet += _number_of_sheet()
    # relative to the folder of the style sheet
    return re.sub(r'url\("\.\./([^"]+)"\)', lambda url: f'url("../{names[f"assets/{url[1]}"][7:]}")', sheet)


def _bare_sheet(text: str) -> str:
    """Return a style sheet without comments and without what makes its lines easy to read."""
    return re.sub(r"\n\s*", "\n", re.sub(r"(?s)/\*.*?\*/", "", text)).strip()


def used_rules(sheet: str, classes: set[str]) -> str:
    """Return the rules of a style sheet that can hold where elements have no other *classes*; the others do nothing.

    Names of its own that no rule uses any more go too. Raises `ValueError` where braces do not match.
    """
    kept = "".join(_used(re.sub(r"(?s)/\*.*?\*/", "", sheet), classes))
    used = set(re.findall(r"var\((--[\w-]+)", kept))
    # a value may be a picture with any sign in it between quotation marks
    declared = re.compile(
        r"(--md-[\w-]+-icon[\w-]*|--md-mermaid[\w-]*|--md-[\w-]+-icon--[\w-]+):((?:\"[^\"]*\"|[^;}\"])*);?"
    )
    kept = declared.sub(lambda one: one[0] if one[1] in used else "", kept)
    return re.sub(r":root(?:>\*)?\{\}", "", kept)


def _used(sheet: str, classes: set[str]) -> Iterator[str]:
    for head, body in _rules(sheet):
        if body is None:
            yield "" if head.startswith("@charset") else head
        elif head.startswith(("@media", "@supports")):
            inner = "".join(_used(body, classes))
            yield f"{head}{{{inner}}}" if inner else ""
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif selectors := [one for one in _selectors(head) if _classes_of(one) <= classes]:
            yield f"{','.join(selectors)}{{{body}}}"


def _rules(sheet: str) -> Iterator[tuple[str, str | None]]:
    """Yield each rule of a style sheet: what stands before its braces and in them; None for what has no braces."""
    place = 0
    while (opened := sheet.find("{", place)) >= 0:
        end = sheet.find(";", place, opened)
        if end >= 0 and sheet[place:].lstrip().startswith("@"):
            yield sheet[place : end + 1].strip(), None
            place = end + 1
            continue
        depth, at = 1, opened + 1
        while depth:
            found = _BRACES.search(sheet, at)
            if found is None:
                raise ValueError("the braces of a style sheet do not match")
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            at = found.end()
        yield sheet[place:opened].strip(), sheet[opened + 1 : at - 1]
        place = at


_BRACES: Final = re.compile(r"[{}]|\"[^\"]*\"|'[^']*'")
_COMMA: Final = re.compile(r",(?![^(]*\))(?![^\[]*\])")
_EITHER_WAY: Final = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
_CLASS: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def _selectors(head: str) -> list[str]:
    return _COMMA.split(head)


def _classes_of(selector: str) -> set[str]:
    """Return the classes without which a selector holds for nothing."""
    return set(_CLASS.findall(_EITHER_WAY.sub("", selector)))


def _number_of_sheet() -> str:
    """Return the style of the number at the foot of a printed sheet."""
    counters = {"page": "counter(page)", "pages": "counter(pages)"}
    parts = []
    for text, name, _spec, _conversion in Formatter().parse(_("Page {page} of {pages}")):
        parts += [_quoted(text)] if text else []
        parts += [counters[name]] if name else []
    return f"\n@page {{\n  @bottom-right {{\n    content: {' '.join(parts)};\n  }}\n}}\n"


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace("\\", r"\\").replace('"', r"\""))
