"""The template of all catalogues holds every sentence of ours that readers see, as the program has it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inforce.compare.headlines import HEADLINES
from inforce.site.document.redline_rows import SENTENCES
from inforce.translations.po_file import sentences

PROJECT = Path(__file__).resolve().parents[1]


def test_the_template_of_all_catalogues_is_up_to_date() -> None:
    """What `make words` would write is what stands there."""
    script = PROJECT / "build_tools" / "setup" / "words.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0, "A sentence was added or changed: run `make words` and commit inforce.pot with it."


def test_names_of_sentences_are_not_taken_for_sentences() -> None:
    """`_(SENTENCES["one same"])` says what stands in the table; nobody shall translate "one same"."""
    names = {*SENTENCES, *HEADLINES} - {*SENTENCES.values(), *HEADLINES.values()}
    assert {one for context, one in sentences() if not context and one in names} == set()


def test_a_sentence_that_is_marked_within_another_call_is_found() -> None:
    """As `_(WHY.get(state, N_("we hold no passages of it.")))` has one."""
    assert ("", "we hold no passages of it.") in sentences()


PROGRAM = PROJECT / "build_tools" / "inforce"
READ_BY_PEOPLE = [
    PROGRAM / "translations" / "inforce.pot", PROJECT / "README.md", PROJECT / "CHANGELOG.md",
    PROJECT / "content" / "README.md", *(PROJECT / "build_tools").glob("*.md"), *(PROGRAM / "problems").glob("*.md"),
    *(PROGRAM / "checks").glob("*.py"), *(PROGRAM / "audit").glob("*.py"), *(PROGRAM / "site").rglob("*.py"),
    *(PROGRAM / "site").rglob("*.html"), *(PROGRAM / "pdf").glob("*.py"), PROGRAM / "model" / "guidance.py",
]  # fmt: skip
OTHER_WORDS = re.compile(r"\bcall(s|ed|ing)? (it |\w+ )?off\b", re.IGNORECASE)


def test_a_status_has_one_name() -> None:
    """A version that never came into force is cancelled, to readers, editors and auditors alike."""
    found = {path.name: OTHER_WORDS.search(path.read_text("utf-8")) for path in READ_BY_PEOPLE}
    assert [name for name, other in found.items() if other] == []


SAYING = {"_", "N_", "gettext", "ngettext", "pgettext"}


def within_fstrings(source: str) -> list[str]:
    """Return the sentences that are said in the middle of an f-string."""
    formatted = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    calls = (node for one in formatted for node in ast.walk(one) if isinstance(node, ast.Call))
    saying = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in SAYING)
    return [str(call.args[0].value) for call in saying if isinstance(call.args[0], ast.Constant)]


def test_no_sentence_is_said_in_an_f_string() -> None:
    """Babel finds none there before Python 3.12, so no catalogue would have it: give it a name first."""
    found = {str(path): lost for path in PROGRAM.rglob("*.py") if (lost := within_fstrings(path.read_text("utf-8")))}
    assert found == {}
    assert within_fstrings("""f"{_('Owner')}: {owner}" + _("Cites")""") == ["Owner"]


PAGES = sorted(
    [
        *(PROGRAM / "site").rglob("*.py"),
        *(path for path in (PROGRAM / "formats").rglob("*.py") if path.stem not in ("schemas", "kinds")),
        PROGRAM / "pdf" / "document.py",
        PROGRAM / "reports" / "text_shown.py",
    ]
)
"""What makes the words of readers; schemas are for those who write programs, in English."""

_NAMES = frozenset({"self timemap", "original latest-version", "list of phrases", "end of a list"})
"""Names by which programs know things."""


def outside(source: str) -> Iterator[str]:
    """Yield the sentences of a module that it does not say by the catalogue, but for what programmers are told."""
    tree = ast.parse(source)
    no_words: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()) | ast.Raise():
                no_words |= set(ast.walk(node))
            case ast.Call(func=ast.Name(name)) if name in SAYING:
                no_words |= set(ast.walk(node))
            case ast.Dict(keys=keys):
                no_words |= {key for key in keys if key}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in no_words:
            words = re.sub(r"<[^>]*>?", " ", node.value)
            if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", words) and node.value not in _NAMES and "--" not in words:
                yield node.value


@pytest.mark.parametrize("module", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_module_says_a_sentence_outside_the_catalogue(module: Path) -> None:
    """Also one that no example of the tests comes to say."""
    assert list(outside(module.read_text(encoding="utf-8"))) == []


def test_sentences_outside_the_catalogue_are_found_in_modules() -> None:
    """Not in descriptions and in what goes wrong, nor names; not in part of what the catalogue is asked for."""
    source = '''
"""Says it."""
TABLE = {"what changed": N_("Read this")}
def say(it):
    """Return it."""
    if not it:
        raise ValueError("nothing to say")
    return _("Read {it} now.", it=it) + f"{it} has changed" + ngettext("{count} page of it", "{count} pages of it", it)
'''
    assert list(outside(source)) == [" has changed"]


TEMPLATES = sorted(
    [
        *(
            path
            for path in (PROJECT / "build_tools/inforce/site/templates").glob("*")
            if path.name != "editing.html"  # as says SCRIPTS
        ),
        *(PROJECT / "build_tools/inforce/theme").rglob("*.html"),
    ]
)
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_NOT_SAID = re.compile(r"<!--.*?-->|<(style|script|code)\b.*?</\1>|@@[\w:]+@@|&\w+;", re.DOTALL)
_SAID_BY_ATTRIBUTES = re.compile(r'\b(?:title|alt|aria-label|aria-description|placeholder|data-copy-label)="([^"]*)"')
_COMMANDS = {"sha256sum"}


def said(template: str) -> Iterator[str]:
    """Yield the words that stand in a template outside the catalogue."""
    text = _NOT_SAID.sub(" ", _JINJA.sub(" ", template))
    outside = " ".join([re.sub(r"<[^>]*>", " ", text), *_SAID_BY_ATTRIBUTES.findall(text)])
    return (word for word in re.findall(r"[A-Za-z]{2,}\w*", outside) if word not in _COMMANDS)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_outside_the_catalogue(template: Path) -> None:
    """Each sentence stands in `{{ _("…") }}`: build_tools/README.md, "A sentence for readers"."""
    assert list(said(template.read_text(encoding="utf-8"))) == []


def test_words_outside_the_catalogue_are_found() -> None:
    """In the text of a template and in what its attributes say; not in what no reader sees."""
    template = '<p class="lead">Read {{ _("this") }}{# not this #}</p><a href="x" aria-label="Menu">{{ link }}</a>'
    assert list(said(template)) == ["Read", "Menu"]


def test_style_sheets_say_one_sentence_alone() -> None:
    """The number of a printed sheet, which a style sheet of the catalogue says in its place where there is one."""
    sheets = (PROGRAM / "theme" / "assets" / "stylesheets").glob("*.css")
    declared = [
        one for sheet in sheets for one in re.findall(r"(?<![\w-])content:([^;]*);", sheet.read_text(encoding="utf-8"))
    ]
    said = [one for one in declared if re.search(r'"[^"]*[A-Za-z]', re.sub(r"\\\\[0-9a-f]+", "", one))]
    assert said == [' "Page " counter(page) " of " counter(pages)']


SCRIPTS = sorted(path for path in (PROGRAM / "theme").rglob("*.js") if path.parent.name != "editor")
"""The scripts of readers' pages. The editing page is for editors, in English, as what the check says to them is."""

_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)
_CONTINUED = re.compile(r'"\s*\+\s*"')
_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`([^`]*)`')
_BY_THE_CATALOGUE = re.compile(r"(?:\bN?_|\bsay)\($")
_SHOWN_AT_ONCE = re.compile(r"""(?:\.(?:textContent|innerText|title|alt|placeholder)\s*=|"aria-label",)\s*$""")
_NOT_SHOWN = frozenset({
    "use strict", "in force", "legal citation", "per cent", "headline here added", "headline here removed",
    "no answer in time", "no register",
})  # fmt: skip
"""A mode of the language; names of what records and tables have; and what errors say to those who mend scripts."""


def said_by_script(source: str) -> Iterator[str]:
    """Yield what a script says in words outside the catalogue: sentences, and words that it shows as they are."""
    text = _CONTINUED.sub("", _COMMENT.sub("", source))
    for literal in _LITERAL.finditer(text):
        said = re.sub(r"\$\{[^}]*\}", " ", literal[1] or literal[2] or "")
        before = text[: literal.start()]
        if _BY_THE_CATALOGUE.search(before) or said in _NOT_SHOWN or "--" in said:
            continue
        words = re.sub(r"<[^>]*>?", " ", said)
        if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", words) or (_SHOWN_AT_ONCE.search(before) and words.strip()):
            yield said


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_has_words_outside_the_catalogue(script: Path) -> None:
    """Each sentence stands in `_("…")` or `N_("…")`, in the page itself, or in the tables of comparisons."""
    assert list(said_by_script(script.read_text(encoding="utf-8"))) == []


def test_words_outside_the_catalogue_are_found_in_scripts() -> None:
    """Sentences, over two lines too, and a word that is shown at once; not names of classes and of events."""
    script = """
      // Read this.
      one.textContent = _("Read " +
        "me."); two.textContent = "Open"; two.className = "plate plate--open"; addEventListener("click", go);
      say("Read " +
        "me too."); three.append(`<b>${name} is here</b>`);
    """
    assert list(said_by_script(script)) == ["Open", "<b>  is here</b>"]
