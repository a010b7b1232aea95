"""The MkDocs door: ``mkdocs build`` and ``mkdocs serve`` make the whole site, and inforce asks MkDocs for layouts here.

Nothing else imports MkDocs. The plugin checks the content before anything is written, gives MkDocs a
folder beside the site to build in, and prints all guidance into what MkDocs leaves there.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final

# Material prints an advertisement for its successor when it is imported, unless this is set.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from jinja2.ext import Extension
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from inforce.build import pipeline, theme_shell
from inforce.build.components import CONTENT_POLICY
from inforce.build.inputs import ChangedMeanwhileError
from inforce.build.outcome import refuse_what_is_no_site
from inforce.build.theme_shell import Rendered
from inforce.clock import clock_on
from inforce.engine.views import EDITOR
from inforce.model.bounds import PAGE
from inforce.model.catalogue import current_catalogue
from inforce.model.problem import Place, Problem, ProblemError
from inforce.parsing.configuration import place_of, read_configuration
from inforce.plugins.preview import Saves, only_here, reloading
from inforce.plugins.rendering_process import Ended, begin, watch_this_process
from inforce.reading.inventory import ordinary_files
from inforce.reading.page_files import theme_file_problems
from inforce.reading.pages import menu_problems
from inforce.reports.formats import report_from
from inforce.reports.terminal import problems_page
from inforce.site.publication import SiteFacts
from inforce.site.templates import words_by
from inforce.store.atomic import Failure, cache_folder
from inforce.store.file_index import Row, TooLargeError, look, read_below, scan

THEME: Final = Path(__file__).parents[1] / "theme"
log = get_plugin_logger("inforce")


class InforceConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs' base class has no types there
    """No options in ``mkdocs.yml``: all is set in ``content/site.yml``, so that both doors go by the same."""


class InforcePlugin(BasePlugin[InforceConfig]):  # type: ignore[no-untyped-call]  # as above
    """Makes guidance part of a MkDocs site."""

    def __init__(self) -> None:
        self.skeleton_only = False
        self.rendering = self.filled_by = ""
        self._serving = False
        self._began_with: tuple[Row, ...] = ()
        self._site: Path | None = None
        self._rendered: Path | None = None
        self._checked: pipeline.Checked | None = None
        self._shows_problems = False
        self._menu: tuple[Problem, ...] = ()

    def on_startup(self, *, command: str, **_: Any) -> None:
        """Learn whether this is a live preview, which shows problems instead of ending with them."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check all content, and have MkDocs render into a folder of its own: it empties the one it renders into."""
        _add_theme(config)
        if not self.skeleton_only:
            project = Path(config.config_file_path).parent
            self._began_with = _files(config) if self._serving else ()
            if wrong := [problem for problem in _held(Path(config.config_file_path)) if problem.is_error]:
                raise PluginError("\n" + report_from(project, wrong))  # also in a live preview: nothing was read yet
            self._rendered = Path(tempfile.mkdtemp(prefix="inforce-"))
            watch_this_process(partial(self._say_ended, Path(config.config_file_path)))
            begin(seconds=0)
            self._checked = self._check(_content(config))
            begin()
            self._site = _site(config)
            config.site_dir = str(self._rendered)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out what no check has seen, such as the folder ``a~``, and add the layouts to what MkDocs renders."""
        project = Path(config.config_file_path).absolute().parent
        seen = {*ordinary_files(Path(config.docs_dir)).values()}
        for file in [one for one in files if one.src_dir == config.docs_dir]:
            path = Path(str(file.abs_src_path))
            if path not in seen:
                files.remove(file)
            elif file.is_documentation_page():
                file.content_bytes = self._bytes(project, path)
                file.abs_src_path = str(path)  # what was read is rendered, and plugins still learn where it stands
        for file in [one for one in files if one.src_uri.startswith(EDITOR)]:
            files.remove(file)  # it stands beside the editing page, on the sites that have one
        if taken := [*_over_theme(files, config)]:
            if self.skeleton_only:
                raise ProblemError(*taken)
            self._stop(project, taken)
        for name in theme_shell.NAMES:
            front_matter = f"---\ninforce_layout: {name}\nsearch: {{exclude: true}}\n---\n"
            generated = theme_shell.source_path(name)
            files.append(File.generated(config, generated, content=front_matter, inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def _bytes(self, project: Path, page: Path) -> bytes:
        try:
            return read_below(project, page, PAGE.largest)
        except (OSError, TooLargeError) as error:
            if self.skeleton_only:
                raise ChangedMeanwhileError(page.name) from error
            raise PluginError(f"{page.name} was saved or exchanged while it was read. Build again.") from error

    def on_page_markdown(self, markdown: str, page: Page, **_: Any) -> str:
        """Bound what a page takes: some few signs keep a reader of Markdown busy for hours."""
        self.rendering = f"content/pages/{page.file.src_uri}"
        begin(self.rendering, PAGE.seconds)
        return markdown

    def on_page_content(self, html: str, **_: Any) -> str:
        """End that."""
        begin()
        return html

    def on_page_context(self, context: TemplateContext, page: Page, **_: Any) -> TemplateContext:
        """Bound what the templates take that a page is put into; a theme of one's own may never end."""
        self.on_pre_template()
        self.filled_by = f"content/pages/{page.file.src_uri}" if page.meta else ""
        return context

    def on_pre_template(self, *_: Any, **__: Any) -> None:
        """And a page that is a template alone."""
        self.rendering = self.filled_by = ""
        begin(seconds=PAGE.seconds)

    def on_post_page(self, output: str, **_: Any) -> str:
        """End that."""
        return self.on_page_content(output)

    def on_post_template(self, output_content: str, **_: Any) -> str:
        """End that."""
        return self.on_page_content(output_content)

    def on_env(self, env: Environment, **_: Any) -> Environment:
        """Let the templates of the theme say words of ours as those of the pages do."""
        env.add_extension(_Named)
        made_by = (f"{name} {version(name)}" for name in ("inforce", "mkdocs", "mkdocs-material"))
        env.globals.update(content_policy=CONTENT_POLICY, generator=", ".join(made_by))
        env.globals.update(words_by(self._checked.library.catalogue if self._checked else current_catalogue()))
        return env

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Hold the menu against the pages that there are, where its lines are known."""
        pages = {file.src_uri for file in files.documentation_pages()}
        root = Path(config.config_file_path).parent
        texts = {
            os.path.relpath(file, root): file.read_text(encoding="utf-8")
            for file in _with_inherited(Path(config.config_file_path))
        }
        self._menu = tuple(menu_problems(config.nav, pages, texts))
        if self._menu and self.skeleton_only:
            raise ProblemError(*self._menu)
        if self._menu:
            self._stop(root, self._menu)
        return nav

    @event_priority(-100)  # after the search plugin has written its index
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Build the site of what MkDocs rendered."""
        begin(seconds=0)
        if self._checked is None or self._rendered is None or self._site is None:
            return
        problems = (*(self._checked.problems if self._checked.stops else ()), *self._menu)
        if not problems:
            care = pipeline.Care.BYTES if self._shows_problems else pipeline.Care.SHARE
            render = _Rendered(self._rendered, Rendered(_site_facts(config)))
            built = pipeline.build(
                _content(config), self._site, cache_folder(_content(config).parent), clock_on(), render, care
            )
            log.info("Printed %d pages of guidance", built.printed)
            if built.stopped:
                problems = tuple(problem for problem in built.problems if problem.is_error)
                self._stop(_content(config).parent, problems)
        self._shows_problems = bool(problems)
        if problems:
            _show_on_every_page(report_from(_content(config).parent, problems), self._site)
        self._clear()
        config.site_dir = str(self._site)

    def on_build_error(self, error: Exception, **_: Any) -> None:
        """Leave nothing behind, and name the page of which nothing can be made."""
        begin(seconds=0)
        self._clear()
        if not self.skeleton_only and (failed := self.failed_page(error)):
            raise PluginError("\n" + report_from(Path(), [failed])) from None

    def failed_page(self, error: Exception) -> Problem | None:
        """Return what is wrong with the page that was being made when *error* was raised, if it is that."""
        is_the_page = self.rendering and isinstance(error, RecursionError | MemoryError)
        return _page_not_made(self.rendering) if is_the_page else None

    def _say_ended(self, config_file: Path, ended: Ended) -> None:
        """Say it of ``mkdocs build`` and of previews, which end then."""
        self._clear()
        sys.stderr.write(report_from(config_file.parent, [stopped_by(ended, config_file)]) + "\n")
        sys.stderr.flush()

    def _clear(self) -> None:
        if self._rendered is not None:
            shutil.rmtree(self._rendered, ignore_errors=True)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        """Build again when anything under ``content/`` was saved since the last build began."""
        folder = str(_content(config).absolute())
        saves = Saves(server.observer, folder, lambda: _files(config), lambda: self._began_with)
        server.observer = saves  # type: ignore[assignment]  # all that MkDocs asks of an observer
        server.watch(folder)
        server.set_app(only_here(reloading(server.serve_request), str(config.dev_addr.host)))
        return server

    def _check(self, content: Path) -> pipeline.Checked:
        checked = pipeline.check(content, clock_on(), cache_folder(content.parent))
        if checked.stops:
            self._stop(content.parent, checked.problems)
        elif checked.problems:
            log.info("\n%s", report_from(content.parent, checked.problems))
        return checked

    def _stop(self, project: Path, problems: Iterable[Problem]) -> None:
        """Say what stops publication, and stop; a live preview goes on, for the next save may put it right."""
        text = "\n" + report_from(project, problems)
        if not self._serving:
            raise PluginError(text)
        log.error(text)


def _held(config_file: Path) -> tuple[Problem, ...]:
    return read_configuration(config_file.absolute(), config_file.absolute().parent)


def _over_theme(files: Files, config: MkDocsConfig) -> Iterator[Problem]:
    """Find files beside pages that MkDocs would take in the place of one of the theme: a picture, or a script.

    And files of the organisation's own theme that no theme has, or that stand in the place of ours.
    """
    project = Path(config.config_file_path).parent
    own = config.theme.custom_dir
    for file in files:
        if file.src_dir == config.docs_dir and not file.is_documentation_page():
            if any(Path(folder, file.src_uri).is_file() for folder in config.theme.dirs):
                what = f"This would be at {file.dest_uri}, where the theme has a file of its own."
                place = Place(f"content/pages/{file.src_uri}")
                yield Problem(place, "address-taken", what, "Give the file another name.")
        elif own and file.src_dir == own:
            path = Path(own, file.src_uri)
            replaces = any(Path(folder, file.src_uri).is_file() for folder in config.theme.dirs if folder != own)
            name = path.relative_to(project).as_posix()
            yield from theme_file_problems(path, name, file.dest_uri, replaces=replaces)


@dataclass(frozen=True)
class _Rendered:
    """What MkDocs has rendered already, into *folder*; nobody else can tell what it was made from."""

    folder: Path
    rendered: Rendered
    configuration: str = field(default_factory=lambda: os.urandom(16).hex())

    def __call__(self, into: Path) -> Rendered:
        shutil.copytree(self.folder, into, dirs_exist_ok=True)
        return self.rendered


def _site(config: MkDocsConfig) -> Path:
    site = Path(config.site_dir)
    try:
        refuse_what_is_no_site(site)
    except Failure as failure:
        raise PluginError(str(failure)) from None
    return site


def _show_on_every_page(report: str, site: Path) -> None:
    """Have the preview say at every address what stops publication: addresses without a page show that of 404.html."""
    page = problems_page(report)
    for path in {site / "index.html", site / "404.html", *site.rglob("*.html")}:
        path.unlink(missing_ok=True)
        path.write_bytes(page)


class _Named(Extension):
    """Says which template is read: what is constant in it is computed then, and may never end."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 -- Jinja's
        """Say it."""
        begin(filename or "", PAGE.seconds)
        return source


def _content(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "content"


def _files(config: MkDocsConfig) -> tuple[Row, ...]:
    """Return what is watched, as the system has it now."""
    return (look(config.config_file_path), *sorted(scan(str(_content(config)), "content")))


def site_facts(config_file: Path) -> SiteFacts:
    """Return the name and the address of the site with that configuration; raise `ProblemError` as building does."""
    if wrong := [problem for problem in _held(config_file) if problem.is_error]:
        raise ProblemError(*wrong)
    return _site_facts(_configured(config_file))


def _configured(config_file: Path, **options: str) -> MkDocsConfig:
    """Return the configuration as MkDocs reads it; raise `ProblemError` where a setting is none that MkDocs can use."""
    config = MkDocsConfig(config_file_path=str(config_file))
    with config_file.open("rb") as file:
        config.load_file(file)
    config.load_dict(options)
    errors, warnings = config.validate()
    problems = [_refused(setting, str(error), config_file) for setting, error in (*errors, *warnings)]
    for problem in problems[len(errors) :]:
        log.warning("%s: %s", problem.place, problem.message)
    if errors or (warnings and config.strict):
        raise ProblemError(*problems)
    return config


_KINDS: Final = {"str": "text", "int": "a number", "float": "a number", "list": "a list", "dict": "settings below it",
                 "bool": "true or false", "NoneType": "nothing"}  # fmt: skip


def _refused(setting: str, said: str, config_file: Path) -> Problem:
    """Return what MkDocs *said* of a *setting*, in plain words and at its place."""
    root = config_file.absolute().parent
    first, *more = said.splitlines()
    said = ": ".join(one.rstrip(".") for one in (first, *more[-1:])).replace(f"{root}{os.sep}", "")
    said = re.sub(r"<class '(\w+)'>", lambda kind: _KINDS.get(kind[1], kind[1]), said)
    place = place_of(setting, said, _with_inherited(config_file.absolute()), root)
    what = f'MkDocs cannot use "{setting}" as it stands here: {said}.'
    remedy = "Write it as MkDocs explains it: https://www.mkdocs.org/user-guide/configuration/"
    return Problem(place, "configuration", what, remedy)


def _site_facts(config: MkDocsConfig) -> SiteFacts:
    address = config.site_url or ""
    return SiteFacts(config.site_name, address and address.rstrip("/") + "/")


def _add_theme(config: MkDocsConfig) -> None:
    """Put inforce's templates before the theme's own, but after those of the organisation."""
    if str(THEME) not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))


def render_theme(config_file: Path, into: Path) -> Rendered:
    """Have MkDocs render the ordinary pages and the layouts into the folder *into*."""
    # before MkDocs reads it, for that makes and runs what it names
    if wrong := [problem for problem in _held(config_file) if problem.is_error]:
        raise ProblemError(*wrong)
    try:
        config = _configured(config_file, site_dir=str(into))
    except ProblemError:
        raise
    except Exception as error:
        if failed := _failed_hook(error, config_file):
            raise ProblemError(failed) from error
        raise
    plugin = config.plugins.get("inforce")
    if not isinstance(plugin, InforcePlugin):
        raise PluginError(f"{config_file.name} does not name the plugin inforce. Add it to the list under plugins.")
    plugin.skeleton_only = True
    try:
        mkdocs_build.build(config)
    except Exception as error:
        own = config.theme.custom_dir
        if (
            failed := plugin.failed_page(error)
            or _broken_template(error, config_file, own)
            or _failed_hook(error, config_file)
            or _top_of_page(plugin.filled_by, error)
        ):
            raise ProblemError(failed) from error
        if _is_of_others(error):
            said = f"MkDocs, or a plugin or an extension of it, failed: {type(error).__name__}: {error}."
            place = place_of("plugins", said, _with_inherited(config_file.absolute()), config_file.absolute().parent)
            remedy = "Undo what was changed last here, or look at what the plugin says of its settings."
            raise ProblemError(Problem(place, "configuration", said, remedy)) from error
        raise
    finally:
        plugin.skeleton_only = False  # MkDocs keeps the plugin for the next build of this process
    if any(problem.is_error for problem in _held(config_file)):
        raise ChangedMeanwhileError(config_file.name)  # a link, perhaps, where there was none before it was read
    own_folder = [config.theme.custom_dir] if config.theme.custom_dir else []
    hooks = [str(Path(config_file).parent / name) for name in config.hooks]
    configurations = list(_with_inherited(config_file))
    made_from = [*map(str, configurations), config.docs_dir, *own_folder, *hooks]
    variables = sorted({name for file in configurations for name in _variables(file.read_text(encoding="utf-8"))})
    return Rendered(_site_facts(config), tuple(map(os.path.abspath, made_from)), tuple(variables))


def _is_of_others(error: Exception) -> bool:
    """Whether *error* is a fault of a program that is neither the project's nor ours, and no message of MkDocs."""
    *_, innermost = extract_tb(error.__traceback__)
    is_ours = Path(innermost.filename).is_relative_to(THEME.parent)
    return not is_ours and not isinstance(error, OSError | MkDocsException | ProblemError | ChangedMeanwhileError)


def _broken_template(error: Exception, config_file: Path, own: str | None) -> Problem | None:
    """Return what is wrong with a template of the organisation's *own* theme, or with the settings that fill it in.

    None where neither is at fault: what comes of a template of ours comes of inforce.
    """
    filled = [
        (one.filename, one.lineno or 0) for one in extract_tb(error.__traceback__) if one.filename.endswith(".html")
    ]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        filled.append((error.filename, error.lineno))
    theirs = [place for place in filled if own and Path(place[0]).is_relative_to(own)]
    is_ours = not filled or Path(filled[-1][0]).is_relative_to(THEME)
    if not theirs and is_ours and not isinstance(error, TemplateError):
        return None
    error = MemoryError("It takes more memory than any page takes") if isinstance(error, MemoryError) else error
    said = str(error).partition("\n")[0].partition(" in search paths")[0] or type(error).__name__
    if theirs:
        return _template_broken(config_file, *theirs[-1], said)
    place = place_of("theme", said, _with_inherited(config_file.absolute()), config_file.absolute().parent)
    what = f"The theme cannot be made with these settings: {said}."
    remedy = "Look at what stands below theme and extra, and at what Material says of each of these settings."
    return Problem(place, "layout-broken", what, remedy)


def _template_broken(config_file: Path, file: str, line: int, said: str) -> Problem:
    root = config_file.absolute().parent
    name = Path(file).relative_to(root).as_posix() if Path(file).is_relative_to(root) else Path(file).name
    what = f"A template of the theme cannot be filled in: {said}."
    remedy = "Look at the templates in custom_dir: what they extend and what they name has to be there."
    return Problem(Place(name, line, 1 if line else 0), "layout-broken", what, remedy)


def _page_not_made(page: str) -> Problem:
    what = "This page cannot be made of what is written: too much stands within other things, or unclosed."
    remedy = "Look for brackets, quotation marks and lists without an end, or divide the page."
    return Problem(Place(page), "page-not-made", what, remedy)


def _top_of_page(page: str, error: Exception) -> Problem | None:
    """Return that the lines at the top of *page* do not go with the layout; None for "", a page without any."""
    if not page:
        return None
    what = f"The layout of this page cannot be filled in with the lines at its top: {type(error).__name__}: {error}."
    remedy = "Write each of them as Material describes it, or delete it."
    return Problem(Place(page, 1, 1), "page-not-made", what, remedy)


def stopped_by(ended: Ended, config_file: Path) -> Problem:
    """Return what is wrong with what MkDocs was at when the system ended it: a template, a hook or a page."""
    said = "It takes longer than any page takes" if ended.too_slow else "It ended the program that builds the site"
    theirs = [place for place in ended.frames if _is_theirs(Path(place[0]), config_file)]
    if theirs and theirs[0][0].endswith(".html"):
        file, line = theirs[0]
        with suppress(OSError, TemplateError):  # the frame is one of Python, which Jinja made of the template
            line = (
                Environment(autoescape=True).from_string(Path(file).read_text("utf-8")).get_corresponding_lineno(line)
            )
        return _template_broken(config_file, file, line, said)
    if theirs:
        return _program_failed(config_file, *theirs[0], said)
    if _is_theirs(Path(ended.rendering), config_file):
        return _template_broken(config_file, ended.rendering, 0, said)
    if ended.rendering.startswith("content/"):
        return _page_not_made(ended.rendering)
    return _program_failed(config_file, str(config_file.absolute()), 0, said)


def _failed_hook(error: Exception, config_file: Path) -> Problem | None:
    """Return what is wrong with a hook, or another program of the project, that failed; None where none did."""
    passed = [(one.filename, one.lineno or 0) for one in extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        passed.append((error.filename, error.lineno or 0))
    for file, line in reversed(passed):
        if _is_theirs(Path(file), config_file):
            return _program_failed(config_file, file, line, f"{type(error).__name__}: {error}")
    return None


def _is_theirs(file: Path, config_file: Path) -> bool:
    """Whether *file* is one of the project, and none of inforce or of what is installed."""
    ours = (THEME.parent, Path(sys.prefix), Path(sys.base_prefix))
    if not file.is_absolute():  # "<string>", for one
        return False
    plain = Path(os.path.abspath(file))  # noqa: PTH100 -- links stay, but what was started as ../inforce is elsewhere
    return plain.is_relative_to(config_file.absolute().parent) and not any(map(plain.is_relative_to, ours))


def _program_failed(config_file: Path, file: str, line: int, said: str) -> Problem:
    place = Place(Path(file).relative_to(config_file.absolute().parent).as_posix(), line, 1 if line else 0)
    remedy = "Correct it, or delete the line of mkdocs.yml that names it."
    return Problem(place, "configuration", f"This failed while the site was built: {said}.", remedy)


def _with_inherited(config_file: Path) -> Iterator[Path]:
    """The configuration and those that it builds on, by the line INHERIT of each."""
    yield config_file
    inherited = re.search(r"^INHERIT:\s*[\"']?([^\"'#\n]+)", config_file.read_text(encoding="utf-8"), re.MULTILINE)
    if inherited:
        yield from _with_inherited(config_file.parent / inherited[1].strip())


def _variables(configuration: str) -> Iterator[str]:
    """The environment variables that a configuration reads, and perhaps a word of a default; MkDocs does not say."""
    for names in re.findall(r"!ENV\s*(\[[^\]]*\]|\S+)", configuration):
        yield from re.findall(r"[A-Za-z_]\w*", names)


def serve(config_file: Path, address: str | None) -> None:
    """Show a live preview at *address* ("127.0.0.1:8000" where it is None) until it is stopped."""
    said = logging.getLogger("mkdocs")  # where to look, and what was built, is said there and nowhere else
    said.setLevel(logging.INFO)
    said.addHandler(logging.StreamHandler())
    mkdocs_serve.serve(str(config_file), dev_addr=address)
