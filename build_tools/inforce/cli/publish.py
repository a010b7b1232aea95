"""The commands that publish a site, go back to an earlier release, and prove what was published."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from inforce.audit.history import published_register, verify_history
from inforce.audit.site import Verified, verify_site
from inforce.audit.site_copy import site_at, site_on
from inforce.audit.working_tree import verify_working_tree
from inforce.build import pipeline
from inforce.cli import VERIFIED, exit_code
from inforce.cli.build import build_site
from inforce.cli.check import for_register
from inforce.cli.options import (
    config_file,
    exit_on_failure,
    on_day,
    progress_of,
    project_of,
)
from inforce.clock import clock_on, moment
from inforce.model.library import Settings
from inforce.model.problem import Problem, counted
from inforce.publish.checkpoint import Checkpoint, Key, read_checkpoint
from inforce.publish.destinations.destination import Destination
from inforce.publish.destinations.named_destination import NoSuchDestination, branch_named, destination_named
from inforce.publish.git import find_repository, repository_at
from inforce.publish.new_release import FromCommit, Provenance, Sign, WithoutGit
from inforce.publish.outcome import summary
from inforce.publish.publish import PublishOptions
from inforce.publish.publish import publish as publish_offer
from inforce.publish.published_state import PublishedSite
from inforce.publish.register import Entry
from inforce.publish.rollback import roll_back
from inforce.publish.site_snapshot import SiteSnapshot, built_before, scan_site
from inforce.reading.guidance_files import read_settings
from inforce.store.atomic import Failure, cache_folder, write_whole

keep_option = click.option(
    "--keep", type=click.IntRange(min=2), default=5, show_default=True,
    help="How many releases a folder or bucket keeps to go back to; the newest is one of them.",
)  # fmt: skip
sign_option = click.option(
    "--sign", "key", type=click.Path(path_type=Path), metavar="KEY",
    help="Sign the checkpoint with this SSH key, or with the one in ssh-agent whose public half this is.",
)  # fmt: skip
clock_option = click.option(
    "--clock-is-right", is_flag=True, help="Publish even if the last publication seems to be in the future."
)


@click.command()
@click.argument("destination")
@config_file
@on_day
@click.option("--site", "built", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Publish this site, which inforce build --register made within the hour.")  # fmt: skip
@keep_option
@sign_option
@clock_option
def publish(
    destination: str, config: Path, day: str | None, built: Path | None, keep: int, key: Path | None, *,
    clock_is_right: bool,
) -> None:  # fmt: skip
    """Build the site and publish it at DESTINATION.

    DESTINATION is a folder of a web server, which shows the folder "current" in it; a git branch
    (branch:gh-pages@origin, or branch:gh-pages for one of this repository alone); or a bucket
    (s3://bucket/prefix, with inforce[s3] installed; its server from AWS_ENDPOINT_URL).

    Nothing is published that would lose or alter a published version, or put an older site over a newer one.
    Exit codes: 0 published, or there already; 1 problems in the content; 3 disk, network or program failed;
    4 refused.
    """
    project = project_of(config)
    with exit_on_failure():
        now = moment()
        where = destination_at(destination, project, keep)
        if built and Path(destination).resolve().is_relative_to(built.resolve()):
            raise click.UsageError(
                f"{destination} is inside the site that you want to publish. Name a folder outside it."
            )
        offer = built_before(built.absolute()) if built else partial(_built, config, project, day, now)
        given = PublishOptions(now, _provenance(project), signer(key), clock_is_right=clock_is_right)
        outcome = publish_offer(offer, where, given, progress_of("Published"))
        click.echo(summary(outcome, where.name, clock_on(day)(time_zone(project))))


def _built(config: Path, project: Path, day: str | None, now: str, state: PublishedSite) -> SiteSnapshot:
    """Return the site in ``site/`` as it is to be published at the moment *now* in the place of *state*."""
    for_it = for_register(project, day, state.register, now, state.as_listed)
    build_site(config, project / "site", day, pipeline.Care.BYTES, *for_it, to_publish=True)
    return scan_site(project / "site")


def _provenance(project: Path) -> Provenance:
    repository = find_repository(project)
    if repository is None or repository.is_empty:
        return WithoutGit(content=project / "content")
    return FromCommit(repository, repository.resolve("HEAD"))


def destination_at(name: str, project: Path, keep: int) -> Destination:
    """Return the destination of that *name*; a name of none is a wrong option."""
    try:
        return destination_named(name, project, cache_folder(project), keep)
    except NoSuchDestination as unknown:
        raise click.UsageError(str(unknown)) from None


def signer(key: Path | None) -> Sign | None:
    """Return what signs with *key*, where one is given."""
    if key is None:
        return None
    return Key(key).sign


def time_zone(project: Path) -> str:
    """Return the time zone of the site."""
    file = project / "content" / "site.yml"
    return (read_settings(file.read_bytes(), "content/site.yml")[0] if file.exists() else Settings()).time_zone


@click.command()
@click.argument("destination")
@config_file
@click.option("--to", "number", type=click.IntRange(min=1), metavar="RELEASE",
              help="The release to go back to; the one before if not given.")  # fmt: skip
@click.option("--hide-versions", is_flag=True,
              help="Go back even if the earlier pages do not have a version published since.")  # fmt: skip
@keep_option
@sign_option
@clock_option
def rollback(
    destination: str, config: Path, number: int | None, keep: int, key: Path | None, *,
    hide_versions: bool, clock_is_right: bool,
) -> None:  # fmt: skip
    """Show the pages of an earlier release again at DESTINATION, which is named as for publish.

    Records and the register stay: what was published was published. The commit that was gone back behind
    can then not be published again; a newer one can. Exit codes: as for publish.
    """
    project = project_of(config)
    with exit_on_failure():
        where = destination_at(destination, project, keep)
        given = PublishOptions(moment(), WithoutGit(), signer(key), clock_is_right=clock_is_right)
        outcome = roll_back(where, number, given, progress_of("Moved"), hide_versions=hide_versions)
        click.echo(summary(outcome, where.name, clock_on()(time_zone(project))))


@click.command()
@config_file
@click.option("--base", metavar="REF", help="Compare the working tree with this commit or branch.")
@click.option(
    "--history", is_flag=True, help="Check the whole git history; this is what happens without another option."
)
@click.option(
    "--site",
    "place",
    metavar="ADDRESS",
    help="Verify a published site, a copy of one in a folder, or a branch (branch:gh-pages@origin).",
)
@click.option("--signers", type=click.Path(path_type=Path), metavar="FILE",
              help="Who may sign the checkpoint (allowed_signers of SSH); do not take this list from the "
              "site.")  # fmt: skip
@click.option("--remember", type=click.Path(path_type=Path), metavar="FILE",
              help="The checkpoint that you kept; replaced by the current one once everything is proven.")  # fmt: skip
@click.option("--records-only", is_flag=True, help="Verify the records and the register of a site, but not its pages.")
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
        raise click.UsageError("Use --signers with --site: only a site has a signed checkpoint.")
    with exit_on_failure():
        findings: list[Problem] = []
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


def _verify_base(project: Path, base: str) -> list[Problem]:
    found = [problem for _version, problem in verify_working_tree(repository_at(project), base)]
    if not found:
        click.echo(f"Every version that is published at {base} is here and says the same.")
    return found


def _verify_site(
    project: Path, place: str, signers: Path | None, remembered: Checkpoint | None, *, records_only: bool
) -> Verified:
    if place.startswith("branch:"):
        there = site_on(branch_named(place.removeprefix("branch:"), project, cache_folder(project)))
    else:
        try:
            there = site_at(place)
        except FileNotFoundError as missing:
            remedy = "Check its name; an address on the web begins with https://"
            raise Failure(f"There is no folder {missing.filename}.", remedy) from None
    site = verify_site(
        there, progress_of("Verified"), signers=signers, remembered=remembered, records_only=records_only
    )
    for remark in site.remarks:
        click.echo(f"Remark: {remark}", err=True)
    if site.checkpoint and not site.findings:
        versions = sum(not entry.what for entry in site.register.entries)
        signed = f", signed by {site.signed_by}" if site.signed_by else ""
        click.echo(
            f"The site at {place} is sound: {counted(versions, 'version')} in the register, "
            f"{counted(site.files, 'file')} as published.\n"
            f"Checkpoint of release {site.checkpoint.release}, {site.checkpoint.published_at}{signed}: "
            f"{site.checkpoint.head}"
        )
    return site


def _verify_history(
    project: Path, registered: Sequence[Entry] | None, remembered: Checkpoint | None
) -> Sequence[Problem]:
    repository = repository_at(project)
    if registered is None and (register := published_register(repository)):
        registered = register.entries
        click.echo(
            "Versions count from when they were published, by the register on the branch for pages of origin.", err=True
        )
    walked = verify_history(repository, registered=registered, remembered=remembered.commit if remembered else "")
    for remark in walked.remarks:
        click.echo(f"Remark: {remark}", err=True)
    if not walked.findings:
        said = f"{counted(walked.versions, 'version')} in {counted(walked.commits, 'commit')}"
        click.echo(f"The history is sound: {said}, nothing lost and nothing altered.")
    return walked.findings


def _conclude(findings: list[Problem]) -> None:
    if findings:
        for finding in sorted(findings, key=lambda one: VERIFIED[one.code]):
            click.echo(f"{finding.message}\n  {finding.remedy}\n", err=True)
        click.echo(f"Found {counted(len(findings), 'problem')}.", err=True)
        sys.exit(exit_code(findings))


def _remembered(file: Path | None) -> Checkpoint | None:
    """Return the checkpoint kept in *file*; None where none is kept yet."""
    if file is None or not file.exists():
        return None
    try:
        return read_checkpoint(file.read_bytes())
    except ValueError:
        raise click.UsageError(
            f"{file} is not a checkpoint that inforce made. Name the file that you kept, or a new one."
        ) from None
