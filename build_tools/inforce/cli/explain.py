"""The command that says more of a problem than its message: what its code means, with a wrong and a right example."""

from __future__ import annotations

import click

from inforce.parsing.suggestions import did_you_mean
from inforce.reports.explained import explained_codes, explanation


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what the CODE of a problem means, with a wrong example and a right one."""
    codes = explained_codes()
    if code not in codes:
        hint = did_you_mean(code, codes) or "Every message has its code at the end of its first line."
        raise click.UsageError(f'There is no code "{code}". {hint}')
    click.echo(explanation(code), nl=False)
