"""The templates of the pages, compiled once in a process; a name that a template does not know is an error."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("inforce.pages"),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def render(name: str, view: object) -> Markup:
    """Return the template *name* with every value of *view* in its place, escaped unless it is HTML already."""
    return Markup(_template(name).render(view=view))  # noqa: S704 - every value in it has been escaped
