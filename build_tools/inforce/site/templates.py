"""The templates of the pages, compiled once in a process; a name that a template does not know is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from string import Formatter
from typing import Any, Final

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup, escape

from inforce.model.catalogue import Catalogue, current_catalogue, form_for, gettext, pgettext, use_catalogue
from inforce.site.marked_words import grouped

_LONG: Final = 400
"""Texts from so many letters on stand on few pages."""

# A page says about a hundred sentences, so what can be known of each beforehand is worked out once.


def _filled(message: str, values: Mapping[str, object]) -> Markup:
    """Return *message* as HTML with *values* in its places, escaped unless they are HTML already."""
    if not values:
        return _plain(message)
    pattern, names = _pattern(message)
    # Markup(…) asks whether the text is HTML already, at a cost of three times the rest; every part has been escaped
    return str.__new__(Markup, pattern % tuple([escape(values[name]) for name in names]))


@lru_cache(maxsize=4096)
def _plain(message: str) -> Markup:
    return escape(message)


@lru_cache(maxsize=4096)
def _pattern(message: str) -> tuple[str, tuple[str, ...]]:
    """Return *message* as HTML with a ``%s`` in the place of each value, and the names of the values in order."""
    pieces = list(Formatter().parse(message))
    pattern = "".join(escape(text).replace("%", "%%") + ("%s" if name else "") for text, name, _, _ in pieces)
    return str(pattern), tuple(name for _, name, _, _ in pieces if name)


def _gettext(message: str, /, **values: object) -> Markup:
    return _filled(gettext(message), values)


def _ngettext(one: str, many: str, count: int, /, **values: object) -> Markup:
    return _filled(form_for(one, many, count), {"count": count, **values})


def _pgettext(context: str, message: str, /, **values: object) -> Markup:
    return _filled(pgettext(context, message), values)


def _scrolling_tables(html: str) -> str:
    """Return the HTML of an ordinary page with each table in a box of its own, which scrolls, by keyboard too."""
    opening = Markup('<div class="table-scroll" role="region" aria-label="{}" tabindex="0">').format(gettext("Table"))
    return re.sub(r"(?s)<table>.*?</table>", lambda table: f"{opening}{table[0]}</div>", html)


_WORDS: Final[Mapping[str, Callable[..., object]]] = {
    "_": _gettext,
    "ngettext": _ngettext,
    "pgettext": _pgettext,
    "current_catalogue": current_catalogue,
    "grouped": grouped,
    "scrolling_tables": _scrolling_tables,
}
"""What templates say words of ours by, and how they lay marked words out."""


def words_by(catalogue: Catalogue) -> dict[str, Callable[..., object]]:
    """Return what the templates of the theme say words of ours by: the same, wherever they are rendered."""

    def by_catalogue(say: Callable[..., object]) -> Callable[..., object]:
        def said(*args: Any, **values: Any) -> object:
            with use_catalogue(catalogue):
                return say(*args, **values)

        return said

    return {name: by_catalogue(say) for name, say in _WORDS.items()}


class _Context(Context):
    """Calls what a template calls as it is: nothing that ours call asks for the state of Jinja."""

    def call(
        __self,  # noqa: N805 -- named as Jinja's
        __called: Callable[..., Any],
        *args: Any,
        _block_vars: object = None,
        _loop_vars: object = None,
        **named: Any,
    ) -> Any:
        """Return what is called gives."""
        return __called(*args, **named)


class _Template(Template):
    """A template whose values are escaped by `_escaped`, and whose words of ours stand in one place."""

    @classmethod
    def from_code(cls, *args: Any, **named: Any) -> Template:
        """Return the template that was compiled to some code."""
        made = super().from_code(*args, **named)
        made.root_render_func.__globals__["escape"] = _escaped
        made.globals = dict(made.globals)
        return made


class _Environment(Environment):
    """Reads attributes as Python does: what a view has not is an error."""

    context_class = _Context
    template_class = _Template
    getattr = staticmethod(getattr)  # type: ignore[assignment]  # one for which no template asks in vain


def _escaped(value: object) -> Markup:
    """Return *value* as HTML; most are texts that many pages have, or HTML already."""
    if type(value) is str:
        return _plain(value) if len(value) < _LONG else escape(value)
    return value if type(value) is Markup else escape(value)


@cache
def _environment() -> Environment:
    made = _Environment(
        loader=PackageLoader("inforce.site"),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_WORDS)
    return made


def keep_compiled_by(kept: BytecodeCache | None) -> None:
    """Have templates compiled only where *kept*, if it is given, has none that were compiled before."""
    _environment().bytecode_cache = kept


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(name: str, view: object) -> Markup:
    """Return the template *name* with every value of *view* in its place, escaped unless it is HTML already."""
    return Markup(_template(name).render(view=view))  # noqa: S704 - every value in it has been escaped
