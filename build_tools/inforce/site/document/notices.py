"""What a reader of a version has to be warned of, above its text and wherever else the version is spoken of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.checks.reviews import why_void
from inforce.model.catalogue import _
from inforce.model.dates import ONE_DAY, in_words
from inforce.model.guidance import CallOff, Version
from inforce.model.names import paragraphs
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document.comparisons import since_copy, where_compared
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, Notice, Prose, link, prose
from inforce.site.phrases.currency import day_or_not_known, used_instead
from inforce.site.phrases.verdicts import whom_to_ask
from inforce.site.publication import Publication
from inforce.site.source.edition_changes import edition_notices


def notices(publication: Publication, document: DocumentOnDay, version: Version) -> tuple[Notice, ...]:
    """Return all notices of *version*: on its status, on what was found wrong, on its sources, on its review."""
    return (
        *status_notices(document, version),
        *withheld_notices(document, version),
        *_found_later(publication, version),
        *edition_notices(publication, document, version),
        *_review_notice(document, version),
    )


def status_notices(document: DocumentOnDay, version: Version) -> Iterator[Notice]:
    """Yield the notice that says how *version* stands to the one in force, where there is anything to say."""
    match document.status(version):
        case Status.UPCOMING:
            yield _upcoming(document, version)
        case Status.SUPERSEDED:
            yield _superseded(document, version)
        case Status.WITHDRAWN:
            off = document.call_off(version)
            yield (_called_off(document, version, off) if off else withdrawal_notice(document))
        case Status.IN_FORCE:
            yield from _ending(document, version)


def withheld_notices(document: DocumentOnDay, version: Version) -> Iterator[Notice]:
    """Yield what was taken out of *version*, who decided that, and why."""
    for one in document.document.withheld_from(version):
        if one.part:
            what = _("The title of this version is not shown any more.")
        elif one.rule:
            what = _("The words of rule {rule} are not shown any more.", rule=one.rule)
        else:
            what = _("The words of this version are not shown any more.")
        who = _("Decided by {who} on {day}.", who=one.decided_by, day=in_words(one.on))
        reasons: list[Prose] = [(reason,) for reason in paragraphs(one.reason)]
        yield Notice("warning", _("Words were withheld from this version"), ((what,), (who,), *reasons))


def _upcoming(document: DocumentOnDay, version: Version) -> Notice:
    begins = version.in_force_from
    if begins:
        said = _("It comes into force on {day}.", day=in_words(begins))
    else:
        said = _("It comes into force on a day that is not known.")
    current = document.current
    ways: list[Prose] = [(f"{said} ", *_before(document))]
    if current and document.successor(current) is version:
        ways.append((_what_will_change(document, current, version),))
    return Notice("upcoming", _("This version is not in force yet"), tuple(ways))


def _called_off(document: DocumentOnDay, version: Version, off: CallOff) -> Notice:
    planned = day_or_not_known(version.in_force_from)
    said: Prose = (_("This version was due to start on {day} but was cancelled. Do not follow it.", day=planned),)
    reasons: list[Prose] = [(reason,) for reason in paragraphs(off.reason)]
    heading = _("This version was cancelled on {day}", day=in_words(off.on))
    return Notice("withdrawn", heading, (said, *reasons, _now(document)))


def _now(document: DocumentOnDay) -> Prose:
    """Return what there is to follow in place of a version that was cancelled."""
    shown = document.shown
    match document.status(shown):
        case Status.IN_FORCE:
            text = _("the version in force ({version})", version=shown.number)
            return prose(_("Follow {version}."), version=link(text, addresses.document(document.id)))
        case Status.UPCOMING:
            version = link(_("Version {version}", version=shown.number), addresses.document(document.id))
            day = day_or_not_known(shown.in_force_from)
            said = _("{version} starts on {day}. There is no earlier version.")
            return prose(said, version=version, day=day)
        case Status.SUPERSEDED | Status.WITHDRAWN:
            return (_("No version of this guidance is in force."),)


def _before(document: DocumentOnDay) -> Prose:
    if document.current is None:
        return (_("No version of this guidance is in force before that."),)
    text = _("the version in force ({version})", version=document.current.number)
    return prose(_("Until then, follow {version}."), version=link(text, addresses.document(document.id)))


def _superseded(document: DocumentOnDay, version: Version) -> Notice:
    successor, until = document.successor(version), document.period(version).until
    if successor and until and document.period(version).lasts:
        ended = _("Version {version} replaced it on {day}.", version=successor.number, day=in_words(until))
    else:
        ended = _("It was never in force: a later version took its place before it began.")
    heading = _("This version is superseded")
    withdrawn = document.document.details.withdrawn
    if withdrawn and document.is_withdrawn:
        gone = _("All of this guidance was withdrawn on {day}: do not follow it.", day=in_words(withdrawn.on))
        _said, *why = withdrawal_notice(document).paragraphs
        return Notice("superseded", heading, ((ended,), (gone,), *why))
    current = document.current
    if current is None:
        return Notice("superseded", heading, ((ended,),))
    read = link(_("Read the version in force ({version})", version=current.number), addresses.document(document.id))
    if version.number > current.number:
        return Notice("superseded", heading, ((ended,), prose(_("{read}."), read=read)))
    compare = since_copy(document, version, current)
    ways = prose(_("{read} or {compare}."), read=read, compare=link(_("see what changed since this version"), compare))
    return Notice("superseded", heading, ((ended,), ways))


def _ending(document: DocumentOnDay, version: Version) -> Iterator[Notice]:
    successor, until = document.successor(version), document.period(version).until
    if until and successor:
        yield _changing(document, version, successor, until)
    elif until:
        details = withdrawal_notice(document)
        heading = _("This guidance will be withdrawn on {day}", day=in_words(until))
        yield Notice("upcoming", heading, details.paragraphs[1:])


def _changing(document: DocumentOnDay, version: Version, successor: Version, until: date) -> Notice:
    see = _what_will_change(document, version, successor)
    read = link(_("read version {version}", version=successor.number), addresses.version(successor))
    return Notice(
        "upcoming",
        _("This guidance changes on {day}", day=in_words(until)),
        (
            prose(_("{see}, or {read}, which takes the place of this one then."), see=see, read=read),
            (_("This version applies until {day}.", day=in_words(until - ONE_DAY)),),
        ),
    )


def _what_will_change(document: DocumentOnDay, version: Version, successor: Version) -> Link:
    return link(_("See what will change"), where_compared(document, version, successor))


def withdrawal_notice(document: DocumentOnDay) -> Notice:
    """Return that *document* was withdrawn, why, and what to use instead."""
    withdrawn = document.document.details.withdrawn
    if withdrawn is None:
        raise ValueError("a document that was not withdrawn")
    use = used_instead(document) or (_("No other document of this site takes its place."),)
    on = in_words(withdrawn.on)
    if document.is_withdrawn:
        heading = _("This guidance was withdrawn on {day}", day=on)
        said = _("It no longer applies: do not follow it.")
    else:
        heading = _("This guidance will be withdrawn on {day}", day=on)
        said = _("This version never comes into force before that.")
    return Notice("withdrawn", heading, ((said,), (withdrawn.reason,), use))


def _review_notice(document: DocumentOnDay, version: Version) -> Iterator[Notice]:
    due = document.review_due(version)
    if due and document.review_overdue(version):
        said = _("This guidance should have been reviewed by {day}.", day=in_words(due))
        ask = whom_to_ask(document.document.details.owner)
        yield Notice("warning", _("The review of this guidance is overdue"), ((said,), (ask,)))
    void = document.void_review(version)
    if void and document.applies(version):
        what = _("It took place on {day}: {why}.", day=in_words(void.review.on), why=why_void(void))
        yield Notice("warning", _("The last review of this guidance no longer holds"), ((what,),))


_OF_WORDING = ("departure-", "strength-", "own-statement-")


def _found_later(publication: Publication, version: Version) -> Iterator[Notice]:
    """Yield what the checks found in the wording of a version that nobody can change any more."""
    warnings = publication.warnings.get(version.origin.file, ())
    found = [str(warning.message) for warning in warnings if warning.code.startswith(_OF_WORDING)]
    if found:
        yield Notice("warning", _("Found in this version after it was published"), tuple((what,) for what in found))
