"""The templates of the pages, compiled once in a process; a name that a template does not know is an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from string import Formatter
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from inforce.model.catalogue import Catalogue, gettext, pgettext, speaking, spoken


def _filled(message: str, values: Mapping[str, object]) -> Markup:
    """Return *message* as HTML with *values* in its places, escaped unless they are HTML already."""
    parts = [f"{text}{escape(values[name])}" if name else text for text, name in _pieces(message)]
    return Markup("".join(parts))  # noqa: S704 - every part has been escaped


@lru_cache(maxsize=4096)
def _pieces(message: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((str(escape(text)), name) for text, name, _spec, _conversion in Formatter().parse(message))


def _gettext(message: str, /, **values: object) -> Markup:
    return _filled(gettext(message), values)


def _ngettext(one: str, many: str, count: int, /, **values: object) -> Markup:
    return _filled(spoken().translations.ngettext(one, many, count), {"count": count, **values})


def _pgettext(context: str, message: str, /, **values: object) -> Markup:
    return _filled(pgettext(context, message), values)


_WORDS: Final[Mapping[str, Callable[..., object]]] = {
    "_": _gettext,
    "ngettext": _ngettext,
    "pgettext": _pgettext,
    "spoken": spoken,
}
"""What templates say words of ours by."""


def words_by(catalogue: Catalogue) -> dict[str, Callable[..., object]]:
    """Return what the templates of the theme say words of ours by: the same, wherever they are rendered."""

    def by_catalogue(say: Callable[..., object]) -> Callable[..., object]:
        def said(*args: Any, **values: Any) -> object:
            with speaking(catalogue):
                return say(*args, **values)

        return said

    return {name: by_catalogue(say) for name, say in _WORDS.items()}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("inforce.pages"),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(_WORDS)
    return made


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(name: str, view: object) -> Markup:
    """Return the template *name* with every value of *view* in its place, escaped unless it is HTML already."""
    return Markup(_template(name).render(view=view))  # noqa: S704 - every value in it has been escaped
