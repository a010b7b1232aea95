"""The options that several commands have, and what is made of them.

What only some of them need is loaded when they need it: where nothing changed, a build loads nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import click

from inforce.clock import clock_on
from inforce.model.grammar import Grammar, NotWritten


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    try:
        clock_on(text)
    except NotWritten as problem:
        raise click.BadParameter(f"{problem.what} {problem.remedy}") from None
    return text


on_day = click.option(
    "--on", "day", callback=_day, metavar="DAY", help="The day to go by, as 2026-12-01; today if not given."
)
config_file = click.option(
    "-f", "--config-file", "config", type=click.Path(path_type=Path), default=Path("mkdocs.yml"), show_default=True,
    help="The configuration of the site; content/ is read from beside it.",
)  # fmt: skip


def written_as(grammar: Grammar) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return what takes an option as *grammar* has it, also where it is written in another of the usual ways."""

    def taken(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
        if text is None:
            return None
        plain = " ".join(text.split())
        from inforce.parsing.corrections import rewritten  # noqa: PLC0415 -- as says the head of this module

        meant = rewritten(plain, grammar) or plain
        try:
            grammar.read(meant)
        except NotWritten as problem:
            raise click.BadParameter(f"{problem.what} {problem.remedy}") from None
        return meant

    return taken


def plain_words(option: str, text: str, example: str) -> str:
    """Return *text*, given with *option*, as a content file has it: composed letters, single spaces."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if not plain:
        raise click.UsageError(f'{option} is empty. Write, for example:  {option} "{example}"')
    if not plain.isprintable():
        raise click.UsageError(f"{option} has a character that nobody sees. Type it again, or leave it out.")
    from inforce.editing.yaml_editor import scalar  # noqa: PLC0415 -- as above
    from inforce.parsing.located_yaml import load  # noqa: PLC0415 -- as above

    _, problems = load(f"said: {scalar(plain)}\n".encode(), option)
    if wrong := next((one for one in problems if one.is_error), None):
        raise click.UsageError(f"What {option} says cannot stand in a content file. {wrong.message} {wrong.remedy}")
    return plain


def project_of(config: Path) -> Path:
    """Return the folder of the project; content/ is in it."""
    if not config.is_file():
        raise click.UsageError(
            f"There is no {config}. Run inforce in the folder that has mkdocs.yml, or name the file with -f."
        )
    return config.absolute().parent
