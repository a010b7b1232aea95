"""``mkdocs.yml`` gets the distrust that content gets: what it reads lies in the project, and what it runs is told.

The file is looked at as it is written, before MkDocs reads it: MkDocs makes any Python object that a tag names, puts
variables of the environment into pages, and follows paths wherever they lead.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import yaml

from inforce.model.problem import Place, Problem, Severity
from inforce.parsing.characters import decode

VARIABLES: Final = frozenset(
    {"SITE_URL", "SITE_NAME", "CI_PAGES_URL", "CF_PAGES_URL", "DEPLOY_PRIME_URL", "READTHEDOCS_CANONICAL_URL"}
)
"""The variables of the environment that a configuration may read: where hosts say at which address a site will stand.

Any other may be a password, and would stand on a page.
"""

PAGES: Final = "content/pages"

_OWN_PLUGINS: Final = frozenset({"search", "material/search", "inforce"})
_KNOWN_EXTENSIONS: Final = re.compile(
    r"(markdown\.extensions\.|pymdownx\.|material\.extensions\.)[\w.]+|abbr|admonition|attr_list|codehilite|def_list|"
    r"extra|fenced_code|footnotes|legacy_attrs|legacy_em|meta|nl2br|sane_lists|smarty|tables|toc|wikilinks"
)
_KNOWN_OBJECTS: Final = re.compile(r"tag:yaml\.org,2002:python/name:(pymdownx|material)\.[\w.]+")
_NOT_HERE: Final = {
    "pymdownx.b64": "it puts files from anywhere into pages",
    "markdown_include.include": "it puts files from anywhere into pages",
    "mdx_include.mdx_include": "it puts files from anywhere into pages",
    "md_in_html": "pages here have no HTML",
    "markdown.extensions.md_in_html": "pages here have no HTML",
}
_SITE: Final = re.compile(r"https?://[^\s/?#@\\\"'<>&]+(/[^\s?#\\\"'<>&]*)?", re.ASCII)
_MOST_ALIASES: Final = 100
_DEEPEST: Final = 50


def read_configuration(file: Path, project: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the configuration *file* of *project*, and with those that it builds on."""
    held = _Held(project)
    if file.is_symlink() or file.is_file():
        held.file(file)
    return tuple(held.problems)


class _Held:
    """Everything that is wrong with a configuration and those that it builds on."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._seen: set[Path] = set()
        self.problems: list[Problem] = []

    def file(self, path: Path) -> None:
        """Look at one file."""
        name = _name(path, self._project)
        if path in self._seen:
            return
        self._seen.add(path)
        if path.is_symlink():
            self._tell(Place(name), "configuration", "This is a symbolic link.", "Put the file itself here.")
            return
        text, problems = decode(path.read_bytes(), name)
        self.problems += problems
        if text is not None and (top := self._composed(text, name)) is not None:
            _OneFile(self, name, path.parent).top(top)

    def _composed(self, text: str, name: str) -> yaml.MappingNode | None:
        """Return the YAML of the file, of which nothing is made; None where it is none: MkDocs says why."""
        if len(re.findall(r"(?m)(^|[\s\[{,:-])\*\w", text)) > _MOST_ALIASES:
            self._tell(Place(name), "configuration", "This file repeats itself too often.", "Write out what it says.")
            return None
        try:
            loader = yaml.SafeLoader(text)
            node = loader.get_single_node()
            if isinstance(node, yaml.MappingNode):
                _flatten(loader, node)
                return node
        except (yaml.YAMLError, RecursionError, ValueError):
            return None
        return None

    def _tell(self, place: Place, code: str, what: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Problem(place, code, what, remedy, severity))

    def refuse(self, place: Place, what: str, remedy: str) -> None:
        """Note something that may not stand in a configuration."""
        self._tell(place, "configuration", what, remedy)

    def names(self, place: Place, what: str) -> None:
        """Note a program that is no part of inforce and runs when the site is built."""
        remedy = "Whoever may change it can change every page: have someone who programs look at each change of it."
        self._tell(place, "runs-with-build", what, remedy, Severity.WARNING)

    def lies_within(self, path: str, base: Path) -> bool:
        """Whether *path*, as written in a file in *base*, leads to something in the project, by no link."""
        found = Path(os.path.abspath(base / path))  # noqa: PTH100 -- links are looked at, not followed
        if not found.is_relative_to(self._project) or "\0" in path:
            return False
        below = found.relative_to(self._project).parts
        steps = (self._project.joinpath(*below[: count + 1]) for count in range(len(below)))
        return not any(step.is_symlink() for step in steps) and not any(_links_below(found))


class _OneFile:
    """Looks at one file: *name* in problems, with paths from *base*."""

    def __init__(self, held: _Held, name: str, base: Path) -> None:
        self._held = held
        self._name = name
        self._base = base

    def top(self, node: yaml.MappingNode) -> None:
        """Look at every setting that reads, runs or fetches something."""
        self._tags(node, set(), 0)
        looks = {
            "INHERIT": self._inherits,
            "site_url": self._site_address,
            "docs_dir": self._pages,
            "theme": self._theme,
            "hooks": self._hooks,
            "plugins": self._plugins,
            "markdown_extensions": self._extensions,
            "use_directory_urls": self._addresses,
        }
        for key, value in _pairs(node):
            if key in looks:
                looks[key](value)

    def _pages(self, node: yaml.Node) -> None:
        if _text(node).rstrip("/") != PAGES:
            what = f'Pages are read from "{_text(node)}", where nothing checks them.'
            self._refuse(node, what, f"Write:  docs_dir: {PAGES}")

    def _site_address(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.ScalarNode):
            written = "" if node.tag == "!ENV" else node.value
        else:
            written = next((_text(child) for child in reversed([*_children(node)])), "")
        if written and not _SITE.fullmatch(written):
            self._refuse(node, f'"{written}" is no address of a site.', "Write it whole:  https://www.example.org/")

    def _theme(self, node: yaml.Node) -> None:
        for name, setting in _pairs(node):
            if name == "custom_dir":
                self._within(setting, "Templates and files of the theme")

    def _addresses(self, node: yaml.Node) -> None:
        if _text(node).lower() in {"false", "no", "off"}:
            what = "Without a folder for each page, no address of guidance would hold."
            self._refuse(node, what, "Delete this line.")

    def _refuse(self, node: yaml.Node, what: str, remedy: str) -> None:
        self._held.refuse(self._place(node), what, remedy)

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._name, node.start_mark.line + 1, node.start_mark.column + 1)

    def _within(self, node: yaml.Node, what: str) -> bool:
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith((":str", ":null")):
            if self._held.lies_within(node.value, self._base):
                return True
            said = f'{what} would be read from "{node.value}", which leads out of the project or by a symbolic link.'
        else:
            said = f"{what} would be read from a place that is not written here."
        self._refuse(node, said, "Put what is needed into a folder of the project, and name that.")
        return False

    def _inherits(self, node: yaml.Node) -> None:
        if self._within(node, "The configuration that this one builds on"):
            path = self._base / _text(node)
            if path.is_file():
                self._held.file(path)

    def _hooks(self, node: yaml.Node) -> None:
        for hook in node.value if isinstance(node, yaml.SequenceNode) else ():
            if self._within(hook, "A hook"):
                self._held.names(self._place(hook), f'The hook "{_text(hook)}" runs when the site is built.')

    def _plugins(self, node: yaml.Node) -> None:
        for name, place, _ in _named(node):
            if name not in _OWN_PLUGINS:
                self._held.names(self._place(place), f'The plugin "{name}" runs when the site is built.')

    def _extensions(self, node: yaml.Node) -> None:
        for name, place, options in _named(node):
            if name in _NOT_HERE:
                self._refuse(place, f'The extension "{name}" is not used here: {_NOT_HERE[name]}.', "Delete it.")
            elif name == "pymdownx.snippets":
                self._snippets(options)
            elif not _KNOWN_EXTENSIONS.fullmatch(name):
                self._held.names(self._place(place), f'The extension "{name}" runs when the site is built.')

    def _snippets(self, options: yaml.Node | None) -> None:
        for key, value in _pairs(options):
            if key == "base_path":
                for path in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    self._within(path, "Snippets")
            elif key == "url_download" and _text(value).lower() not in {"false", "no", "off"}:
                self._refuse(value, "Parts of pages would be fetched from other sites.", "Delete this line.")
            elif key == "restrict_base_path" and _text(value).lower() not in {"true", "yes", "on"}:
                self._refuse(value, "Snippets could be read from anywhere.", "Delete this line.")

    def _tags(self, node: yaml.Node, seen: set[int], depth: int) -> None:
        """Refuse tags that have MkDocs make or read something that is not written here."""
        if id(node) in seen or depth > _DEEPEST:
            return
        seen.add(id(node))
        if node.tag == "!ENV":
            self._variables(node)
        elif node.tag.startswith(("tag:yaml.org,2002:python", "!!python")) and not _KNOWN_OBJECTS.fullmatch(node.tag):
            what = f'"{node.tag.rpartition(":")[2]}" would have Python make or run something.'
            self._refuse(node, what, "Delete it. Emoji and fences of pymdownx and Material may name their functions.")
        for child in _children(node):
            self._tags(child, seen, depth + 1)

    def _variables(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.ScalarNode):
            names = [node.value]
        else:
            every = [_text(child) for child in _children(node)]
            names = every[:-1] or every  # the last of several is taken where none is set, and no name
        for name in names:
            if name not in VARIABLES:
                what = f'The variable "{name}" of the environment would be put into pages. It may be a password.'
                remedy = f"Write the words themselves. Only these can be read: {', '.join(sorted(VARIABLES))}"
                self._refuse(node, what, remedy)


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((_text(key), value) for key, value in node.value)


def _named(node: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node | None]]:
    """Yield each plugin or extension that a list or a mapping names, where it stands, and its options."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(item, yaml.ScalarNode):
            yield item.value, item, None
        elif isinstance(item, yaml.MappingNode):
            for key, options in item.value:
                yield _text(key), key, options


def _children(node: yaml.Node) -> Iterable[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [one for pair in node.value for one in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else ()


def _text(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _flatten(loader: yaml.SafeLoader, node: yaml.Node, depth: int = 0) -> None:
    """Put what merge keys bring in where they stand, as MkDocs will."""
    if depth > _DEEPEST:
        return
    if isinstance(node, yaml.MappingNode):
        loader.flatten_mapping(node)
    for child in _children(node):
        _flatten(loader, child, depth + 1)


def _links_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        yield from (path for name in (*folders, *names) if (path := Path(parent, name)).is_symlink())


def _name(path: Path, project: Path) -> str:
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else path.name
