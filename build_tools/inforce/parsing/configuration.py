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

from inforce.model.bounds import CONFIGURATION
from inforce.model.problem import Place, Problem, Severity
from inforce.parsing.characters import decode, too_large

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
_KNOWN_OBJECTS: Final = re.compile(
    r"tag:yaml\.org,2002:python/name:(?:"
    r"(?:materialx|material\.extensions|pymdownx)\.emoji\.(?:twemoji|to_svg|to_png|to_alt|gemoji|emojione)|"
    r"pymdownx\.superfences\.fence_(?:code|div)_format|pymdownx\.arithmatex\.[a-z_]*fence[a-z_]*_format|"
    r"pymdownx\.slugs\.(?:uslugify|gfm|uslugify_cased|uslugify_encoded|slugify))"
)
"""The functions that pages are commonly made with; any other could do anything with a heading that it is given."""

_NOT_HERE: Final = {
    "pymdownx.b64": "it puts files from anywhere into pages",
    "markdown_include.include": "it puts files from anywhere into pages",
    "mdx_include.mdx_include": "it puts files from anywhere into pages",
    "md_in_html": "pages here cannot have HTML",
    "markdown.extensions.md_in_html": "pages here cannot have HTML",
}
_SITE: Final = re.compile(r"https?://[^\s/?#@\\\"'<>&]+(/[^\s?#\\\"'<>&]*)?", re.ASCII)
_FILE_OF_SITE: Final = re.compile(r"(?!\.\.?/)[\w .-]+(/(?!\.\.?/)[\w .-]+)*(\?[\w=.&-]*)?")
_LOOPBACK: Final = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\]):\d{1,5}", re.ASCII)
_ALIAS: Final = re.compile(r"(?m)(^|[\s\[{,:-])\*[\w-]")
_MOST_ALIASES: Final = 100
_MOST_WRITTEN_OUT: Final = 50_000
_DEEPEST: Final = CONFIGURATION.deepest


def read_configuration(file: Path, project: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the configuration *file* of *project*, and with those that it builds on."""
    held = _Held(project)
    if file.is_symlink() or file.is_file():
        held.file(file)
        held.whole(file)
    return tuple(held.problems)


def place_of(setting: str, said: str, files: Iterable[Path], project: Path) -> Place:
    """Return where the first of *files* has a *setting* of which MkDocs *said* something; the part that it quotes."""
    quoted = "\n".join(one or other for one, other in re.findall(r"'([^']*)'|\"([^\"]*)\"", said))
    every = list(files)
    for file in every:
        node = yaml.compose(file.read_text(encoding="utf-8"), yaml.SafeLoader)
        for key, value in reversed(node.value if isinstance(node, yaml.MappingNode) else ()):
            if _text(key) == setting:
                named = [one for one in _scalars(value) if one.value and _quotes(quoted, one.value)]
                mark = (named[-1] if named else key).start_mark
                return Place(_name(file, project), mark.line + 1, mark.column + 1)
    return Place(_name(every[0], project))


def _quotes(quoted: str, name: str) -> bool:
    """Whether *name* is what is quoted, or its end, as it is of a path."""
    return bool(re.search(rf"^(.*/)?{re.escape(name)}(\.\w+)?$", quoted, re.MULTILINE))


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for child in _children(node):
        yield from _scalars(child)


class _Held:
    """Everything that is wrong with a configuration and those that it builds on."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self._seen: set[Path] = set()
        self._is_read = True
        self.says_where_pages_are = self.says_which_theme = False
        self.problems: list[Problem] = []

    def whole(self, file: Path) -> None:
        """Hold what one of the files has to say: where pages are, and which theme they have."""
        place = Place(_name(file, self.project))
        if self._is_read and not self.says_where_pages_are:
            what = f"The configuration does not say where pages are. Only {PAGES} is checked."
            self.refuse(place, what, f"Add the line:  docs_dir: {PAGES}")
        if self._is_read and not self.says_which_theme:
            what = "The configuration names no theme. Guidance needs the theme Material."
            self.refuse(place, what, "Add the lines  theme:  and, indented below it,  name: material")

    def file(self, path: Path) -> None:
        """Look at one file."""
        path = Path(os.path.abspath(path))  # noqa: PTH100 -- links are looked at, not followed
        name = _name(path, self.project)
        if path in self._seen:
            self._tell(Place(name), "configuration", "This builds on itself.", "Delete INHERIT from one of the files.")
            return
        self._seen.add(path)
        if path.is_symlink():
            self._tell(Place(name), "configuration", "This is a symbolic link.", "Put the file itself here.")
            return
        if (size := path.stat().st_size) > CONFIGURATION.largest:
            self._is_read = False
            self.problems.append(too_large(size, name, CONFIGURATION.largest))
            return
        text, problems = decode(path.read_bytes(), name)
        self._is_read &= text is not None
        self.problems += problems
        if text is not None and (top := self._composed(text, name)) is not None:
            _OneFile(self, name, path.parent).top(top)

    def _composed(self, text: str, name: str) -> yaml.MappingNode | None:
        """Return the YAML of the file, of which nothing is made; None where it is none: MkDocs says why."""
        if len(_ALIAS.findall(text)) > _MOST_ALIASES:
            self._unread(name, 0, "This file refers to its own parts too often.", "Write out what they say.")
            return None
        try:
            loader = yaml.SafeLoader(text)
            node = loader.get_single_node()
            if isinstance(node, yaml.MappingNode):
                if _written_out(node, {}) > _MOST_WRITTEN_OUT:
                    self._unread(name, 0, "This file repeats itself too often.", "Write out what it says.")
                    return None
                _flatten(loader, node)
                return node
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._unread(name, mark.line + 1 if mark else 0, f"This cannot be read as YAML: {error.problem}.")
        except (yaml.YAMLError, ValueError) as error:
            self._unread(name, 0, f"This cannot be read as YAML: {str(error).splitlines()[0]}.")
        except RecursionError:
            self._unread(name, 0, "This goes deeper than any configuration needs.")
        else:
            self._unread(name, 0, "This is not a configuration. Each setting begins with a name and a colon.")
        return None

    def _unread(self, name: str, line: int, what: str, remedy: str = "Write it as MkDocs explains it.") -> None:
        """Refuse what was not read: MkDocs might make more of it."""
        self._is_read = False
        self._tell(Place(name, line, 1) if line else Place(name), "configuration", what, remedy)

    def _tell(self, place: Place, code: str, what: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Problem(place, code, what, remedy, severity))

    def refuse(self, place: Place, what: str, remedy: str) -> None:
        """Note something that may not stand in a configuration."""
        self._tell(place, "configuration", what, remedy)

    def names(self, place: Place, what: str) -> None:
        """Note a program that is no part of inforce and runs when the site is built."""
        remedy = "Anyone who can change it can change every page. Ask a programmer to check every change to it."
        self._tell(place, "runs-with-build", what, remedy, Severity.WARNING)

    def is_of_its_own(self, path: str, base: Path, *taken: str) -> bool:
        """Whether *path* is a folder of the project for nothing else: not all of it, hidden or among those *taken*."""
        found = Path(os.path.abspath(base / path))  # noqa: PTH100 -- links are looked at, not followed
        below = found.relative_to(self.project).parts if found.is_relative_to(self.project) else ("",)
        hidden = any(part.startswith(".") for part in below)
        return bool(below) and not hidden and below[0] not in taken and "\0" not in path

    def lies_within(self, path: str, base: Path) -> bool:
        """Whether *path*, as written in a file in *base*, leads to something in the project, by no link."""
        found = Path(os.path.abspath(base / path))  # noqa: PTH100 -- links are looked at, not followed
        if not found.is_relative_to(self.project) or "\0" in path:
            return False
        below = found.relative_to(self.project).parts
        steps = (self.project.joinpath(*below[: count + 1]) for count in range(len(below)))
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
            "extra_templates": self._templates,
            "extra_css": self._loaded,
            "extra_javascript": self._loaded,
            "site_dir": self._site,
            "dev_addr": self._preview,
            "watch": self._watched,
        }
        for key, value in _pairs(node):
            if key in looks:
                looks[key](value)

    def _pages(self, node: yaml.Node) -> None:
        self._held.says_where_pages_are = True
        found = os.path.abspath(self._base / _text(node))  # noqa: PTH100 -- links are looked at, not followed
        if _text(node).rstrip("/") != PAGES and found != os.fspath(self._held.project / PAGES):
            what = f'Pages are read from "{_text(node)}", which is not checked.'
            self._refuse(node, what, f"Write:  docs_dir: {PAGES}")

    def _templates(self, node: yaml.Node) -> None:
        if _children(node):
            what = "Pictures and files beside pages would run as programs of the theme when the site is built."
            self._refuse(node, what, "Delete it. Templates belong to the theme.")

    def _loaded(self, node: yaml.Node) -> None:
        """Refuse files for every page that are none of this site; an address begins at its root."""
        for item in _children(node) or [node]:
            written = dict(_pairs(item)).get("path", item)
            if _text(written) and not _FILE_OF_SITE.fullmatch(_text(written)):
                what = f'"{_text(written)}" is not a file of this site, and every page would load it.'
                remedy = "Put the file into the folder that custom_dir names, and write its path in that folder."
                self._refuse(written, what, remedy)

    def _site(self, node: yaml.Node) -> None:
        if not self._held.is_of_its_own(_text(node), self._base, "content", ""):  # "" is what lies outside
            self._refuse(
                node, f'"{_text(node)}" is not a folder of the project for the site alone.', "Write:  site_dir: site"
            )

    def _preview(self, node: yaml.Node) -> None:
        if not _LOOPBACK.fullmatch(_text(node)):
            what = f'At "{_text(node)}", anyone on your network could read what is not yet published.'
            self._refuse(node, what, "Write:  dev_addr: 127.0.0.1:8000")

    def _watched(self, node: yaml.Node) -> None:
        for path in _children(node):
            self._within(path, "Files to watch")

    def _site_address(self, node: yaml.Node) -> None:
        if isinstance(node, yaml.ScalarNode):
            written = "" if node.tag == "!ENV" else node.value
        else:
            written = next((_text(child) for child in reversed([*_children(node)])), "")
        if written and not _SITE.fullmatch(written):
            self._refuse(
                node, f'"{written}" is not the address of a site.', "Write the whole address:  https://www.example.org/"
            )

    def _theme(self, node: yaml.Node) -> None:
        settings = dict(_pairs(node))
        name = settings.get("name") if settings else node
        self._held.says_which_theme |= name is not None
        if name is not None and _text(name) != "material":
            what = "Guidance needs the theme Material, and this is another theme."
            self._refuse(name, what, "Write  name: material  and put your own templates into custom_dir.")
        for picture in ("logo", "favicon"):
            if picture in settings:
                self._loaded(settings[picture])
        if not isinstance(features := settings.get("features", yaml.SequenceNode("", [])), yaml.SequenceNode):
            self._refuse(
                features, "The features of the theme are not a list.", "Write each on a line of its own:  - name"
            )
        if "static_templates" in settings:
            what = "These templates would become files of the site that nothing here looks at."
            self._refuse(settings["static_templates"], what, "Delete this setting, and make pages in their place.")
        own = settings.get("custom_dir")
        if own is not None and self._within(own, "Templates and files of the theme", of_its_own=True):
            what = f'Templates in "{_text(own)}" run when the site is built, and scripts there in readers\' browsers.'
            self._held.names(self._place(own), what)

    def _addresses(self, node: yaml.Node) -> None:
        if _text(node).lower() in {"false", "no", "off"}:
            what = "Without a folder for each page, no link to guidance would work."
            self._refuse(node, what, "Delete this line.")

    def _refuse(self, node: yaml.Node, what: str, remedy: str) -> None:
        self._held.refuse(self._place(node), what, remedy)

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._name, node.start_mark.line + 1, node.start_mark.column + 1)

    def _within(self, node: yaml.Node, what: str, *, of_its_own: bool = False) -> bool:
        """Whether a path leads to something in the project; *of_its_own*, to a folder for nothing else."""
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith((":str", ":null")):
            if of_its_own and not self._held.is_of_its_own(node.value, self._base, "content", "site"):
                said = f'{what} would be read from "{node.value}", which has other parts of the project in it.'
            elif self._held.lies_within(node.value, self._base):
                return True
            else:
                said = f'{what} would be read from "{node.value}", which is outside the project or a symbolic link.'
        else:
            said = f"{what} would be read from a place that is not named here."
        self._refuse(node, said, "Put what you need into a folder of the project, and name that folder.")
        return False

    def _inherits(self, node: yaml.Node) -> None:
        if (
            self._within(node, "The configuration that this one builds on")
            and (path := self._base / _text(node)).is_file()
        ):
            self._held.file(path)

    def _hooks(self, node: yaml.Node) -> None:
        for hook in node.value if isinstance(node, yaml.SequenceNode) else ():
            if self._within(hook, "A hook"):
                self._held.names(self._place(hook), f'The hook "{_text(hook)}" runs when the site is built.')

    def _plugins(self, node: yaml.Node) -> None:
        seen: set[str] = set()
        for name, place, _ in _named(node):
            if name in seen:  # with ours twice, a build did not end
                self._refuse(place, f'The plugin "{name}" is named twice.', "Delete one of the two.")
            if name in _OWN_PLUGINS:
                seen.add(name)
            else:
                self._held.names(self._place(place), f'The plugin "{name}" runs when the site is built.')

    def _extensions(self, node: yaml.Node) -> None:
        for name, place, options in _named(node):
            if name in _NOT_HERE:
                self._refuse(place, f'You cannot use the extension "{name}" here: {_NOT_HERE[name]}.', "Delete it.")
            elif name == "pymdownx.snippets":
                self._snippets(place, options)
            elif not _KNOWN_EXTENSIONS.fullmatch(name):
                self._held.names(self._place(place), f'The extension "{name}" runs when the site is built.')

    def _snippets(self, place: yaml.Node, options: yaml.Node | None) -> None:
        if "base_path" not in dict(_pairs(options)):
            what = "Snippets could be read from anywhere in the project, including what git keeps there."
            self._refuse(place, what, "Name a folder for them:  base_path: [snippets]")
        for key, value in _pairs(options):
            if key == "base_path":
                for path in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    self._within(path, "Snippets", of_its_own=True)
            elif key == "url_download" and _text(value).lower() not in {"false", "no", "off"}:
                self._refuse(value, "Parts of pages would be fetched from other sites.", "Delete this line.")
            elif key == "restrict_base_path" and _text(value).lower() not in {"true", "yes", "on"}:
                self._refuse(value, "Snippets could be read from anywhere.", "Delete this line.")

    def _tags(self, node: yaml.Node, seen: set[int], depth: int) -> None:
        """Refuse tags that have MkDocs make or read something that is not written here."""
        if id(node) in seen:
            return
        seen.add(id(node))
        if depth > _DEEPEST:
            what = f"This goes more than {_DEEPEST} levels deep."
            self._refuse(node, what, "No configuration needs that. Check the indentation and the brackets.")
            return
        if node.tag == "!ENV":
            self._variables(node)
        elif node.tag.startswith(("tag:yaml.org,2002:python", "!!python")) and not _KNOWN_OBJECTS.fullmatch(node.tag):
            what = f'"{node.tag.rpartition(":")[2]}" would make Python create or run something.'
            self._refuse(node, what, "Delete it. Only emoji and fences of pymdownx and Material can name functions.")
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
                what = f'The environment variable "{name}" would appear on pages. It may be a password.'
                remedy = f"Write the words themselves. You can only use these variables: {', '.join(sorted(VARIABLES))}"
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


def _written_out(node: yaml.Node, known: dict[int, int]) -> int:
    """Return how many values there are below *node* once each alias is written out: ten of ten of ten are many."""
    if id(node) not in known:
        known[id(node)] = 1  # where a list is within itself
        known[id(node)] += sum(_written_out(one, known) for one in _children(node))
    return known[id(node)]


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
