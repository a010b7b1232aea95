"""The command that proves what was published."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from inforce.audit.against_base import verify_working_tree
from inforce.audit.finding import Finding, exit_code
from inforce.audit.history import published_register, verify_history
from inforce.audit.site import Verified, verify_site
from inforce.audit.site_copy import site_at, site_on
from inforce.cli.options import config_file, exit_on_failure, progress_of, project_of
from inforce.model.problem import counted
from inforce.publish.checkpoint import Checkpoint, read_checkpoint
from inforce.publish.destinations.named_destination import branch_named
from inforce.publish.git import repository_at
from inforce.publish.register import Entry
from inforce.store.atomic import cache_folder, write_whole


@click.command()
@config_file
@click.option("--base", metavar="REF", help="Hold the working tree against this commit or branch.")
@click.option("--history", is_flag=True, help="Walk the whole git history; what is done if no other option is given.")
@click.option(
    "--site",
    "place",
    metavar="ADDRESS",
    help="Verify a published site, a copy of one in a folder, or a branch (branch:gh-pages@origin).",
)
@click.option("--signers", type=click.Path(path_type=Path), metavar="FILE",
              help="Who may sign the checkpoint (allowed_signers of SSH); from elsewhere than the site.")  # fmt: skip
@click.option("--remember", type=click.Path(path_type=Path), metavar="FILE",
              help="The checkpoint that you kept; replaced by the one of now once all is proven.")  # fmt: skip
@click.option("--records-only", is_flag=True, help="Of a site, verify records and register but no pages.")
def verify(
    config: Path, base: str | None, place: str | None, signers: Path | None, remember: Path | None, *,
    history: bool, records_only: bool,
) -> None:  # fmt: skip
    """Prove that no published version was lost or altered.

    Exit codes: 0 all proven; 10 the working tree, 11 the git history, 12 the register, 13 a record, 14 a page
    or another file, 15 the signature, 16 the remembered checkpoint, 17 it cannot be told. Where several were
    found, the lowest. 3: disk, network or program failed.
    """
    if signers and not place:
        raise click.UsageError("--signers goes with --site: it is the checkpoint of a site that is signed.")
    with exit_on_failure():
        findings: list[Finding] = []
        remembered = _remembered(remember)
        site = None
        if base:
            findings += _verify_base(project_of(config), base)
        if place:
            site = _verify_site(Path(config).absolute().parent, place, signers, remembered, records_only=records_only)
            findings += site.findings
        if history or not (base or place):
            registered = site.register.entries if site else None
            findings += _verify_history(project_of(config), registered, remembered)
        _conclude(findings)
        if remember and site and site.checkpoint:
            write_whole(remember, site.checkpoint.content)


def _verify_base(project: Path, base: str) -> list[Finding]:
    found = [one.finding for one in verify_working_tree(repository_at(project), base)]
    if not found:
        click.echo(f"Every version that is published at {base} is here and says the same.")
    return found


def _verify_site(
    project: Path, place: str, signers: Path | None, remembered: Checkpoint | None, *, records_only: bool
) -> Verified:
    if place.startswith("branch:"):
        there = site_on(branch_named(place.removeprefix("branch:"), project, cache_folder(project)))
    else:
        there = site_at(place)
    site = verify_site(
        there, progress_of("Verified"), signers=signers, remembered=remembered, records_only=records_only
    )
    for remark in site.remarks:
        click.echo(f"Remark: {remark}", err=True)
    if site.checkpoint and not site.findings:
        signed = f", signed by {site.signed_by}" if site.signed_by else ""
        click.echo(
            f"The site at {place} holds: {counted(len(site.register.entries), 'version')} in the register, "
            f"{counted(site.files, 'file')} as published.\n"
            f"Checkpoint of release {site.checkpoint.release}, {site.checkpoint.published_at}{signed}: "
            f"{site.checkpoint.head}"
        )
    return site


def _verify_history(
    project: Path, registered: Sequence[Entry] | None, remembered: Checkpoint | None
) -> Sequence[Finding]:
    repository = repository_at(project)
    if registered is None and (register := published_register(repository)):
        registered = register.entries
        click.echo("Versions count from their publication on, as the register on origin/gh-pages has it.", err=True)
    walked = verify_history(repository, registered=registered, remembered=remembered.commit if remembered else "")
    for remark in walked.remarks:
        click.echo(f"Remark: {remark}", err=True)
    if not walked.findings:
        said = f"{counted(walked.versions, 'version')} in {counted(walked.commits, 'commit')}"
        click.echo(f"The history holds: {said}, nothing lost and nothing altered.")
    return walked.findings


def _conclude(findings: list[Finding]) -> None:
    if findings:
        for finding in findings:
            click.echo(f"{finding}\n", err=True)
        verb = "does" if len(findings) == 1 else "do"
        click.echo(f"Found {counted(len(findings), 'thing')} that {verb} not hold.", err=True)
        sys.exit(exit_code(findings))


def _remembered(file: Path | None) -> Checkpoint | None:
    """Return the checkpoint kept in *file*; None where none is kept yet."""
    if file is None or not file.exists():
        return None
    try:
        return read_checkpoint(file.read_bytes())
    except ValueError:
        raise click.UsageError(
            f"{file} is not a checkpoint as inforce keeps it. Name the file that was kept, or a new one to begin with."
        ) from None
