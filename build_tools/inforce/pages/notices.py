"""What a reader of a version has to be warned of, above its text and wherever else the version is spoken of."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.checks.reviews_hold import why_void
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.standing import Standing
from inforce.pages import addresses
from inforce.pages.document_on_day import DocumentOnDay
from inforce.pages.edition_notices import edition_notices
from inforce.pages.prose import Link, Notice, Prose, link
from inforce.pages.publication import Publication


def notices(publication: Publication, document: DocumentOnDay, version: Version) -> tuple[Notice, ...]:
    """Return all notices of *version*: on its standing, on what was found wrong, on its sources, on its review."""
    return (
        *standing_notices(publication, document, version),
        *_found_later(publication, version),
        *edition_notices(publication, document, version),
        *_review_notice(document, version),
    )


def standing_notices(publication: Publication, document: DocumentOnDay, version: Version) -> Iterator[Notice]:
    """Yield the notice that says how *version* stands to the one in force, where there is anything to say."""
    match document.standing(version):
        case Standing.UPCOMING:
            yield _upcoming(document, version)
        case Standing.SUPERSEDED:
            yield _superseded(publication, document, version)
        case Standing.WITHDRAWN:
            yield withdrawal_notice(publication, document)
        case Standing.IN_FORCE:
            yield from _ending(publication, document, version)


def _upcoming(document: DocumentOnDay, version: Version) -> Notice:
    begins = in_words(version.in_force_from) if version.in_force_from else "a day that is not known"
    said: Prose = (f"It comes into force on {begins}. ", *_before(document), ".")
    return Notice("upcoming", "This version is not in force yet", (said,))


def _before(document: DocumentOnDay) -> Prose:
    if document.current is None:
        return ("No version of this guidance is in force before that",)
    return (
        "Until then, follow ",
        link(f"the version in force ({document.current.number})", addresses.document(document.id)),
    )


def _superseded(publication: Publication, document: DocumentOnDay, version: Version) -> Notice:
    successor, until = document.successor(version), document.period(version).until
    if successor and until and document.period(version).lasts:
        ended = f"Version {successor.number} took its place on {in_words(until)}."
    else:
        ended = "It was never in force: a later version took its place before it began."
    if document.is_withdrawn:
        return Notice(
            "superseded", "This version is superseded", ((ended,), *withdrawal_notice(publication, document).paragraphs)
        )
    current = document.current
    if current is None:
        return Notice("superseded", "This version is superseded", ((ended,),))
    links: list[str | Link] = [link(f"Read the version in force ({current.number})", addresses.document(document.id))]
    if version.number < current.number:
        links += [
            " or ",
            link("see what changed since this version", addresses.compare(document.id, version.number, current.number)),
        ]
    return Notice("superseded", "This version is superseded", ((ended,), (*links, ".")))


def _ending(publication: Publication, document: DocumentOnDay, version: Version) -> Iterator[Notice]:
    successor, until = document.successor(version), document.period(version).until
    if until and successor:
        yield Notice(
            "upcoming",
            f"A new version comes into force on {in_words(until)}",
            (
                (
                    f"This version applies up to and including {in_words(document.last_day(version) or until)}. ",
                    link(f"Read version {successor.number}", addresses.version(successor)),
                    " to prepare for it.",
                ),
            ),
        )
    elif until:
        details = withdrawal_notice(publication, document)
        yield Notice("upcoming", f"This guidance will be withdrawn on {in_words(until)}", details.paragraphs[1:])


def withdrawal_notice(publication: Publication, document: DocumentOnDay) -> Notice:
    """Return that *document* was withdrawn, why, and what to use instead."""
    withdrawn = document.document.details.withdrawn
    if withdrawn is None:
        raise ValueError("a document that was not withdrawn")
    instead = publication.document(withdrawn.instead) if withdrawn.instead else None
    use: Prose = (
        ("Use ", link(instead.title, addresses.document(instead.id)), " instead.")
        if instead
        else ("No other document of this site takes its place.",)
    )
    said: Prose = ("It no longer applies: do not follow it.",)
    return Notice(
        "withdrawn", f"This guidance was withdrawn on {in_words(withdrawn.on)}", (said, (withdrawn.reason,), use)
    )


def _review_notice(document: DocumentOnDay, version: Version) -> Iterator[Notice]:
    due = document.review_due(version)
    if due and document.review_overdue(version):
        owner = document.document.details.owner
        said: Prose = (
            f"It was due on {in_words(due)}. If you are not sure that it still holds, ask its owner: {owner}.",
        )
        yield Notice("warning", "The review of this guidance is overdue", (said,))
    void = document.void_review(version)
    if void and document.applies(version):
        what: Prose = (f"It took place on {in_words(void.review.on)}: {why_void(void)}.",)
        yield Notice("warning", "The last review of this guidance no longer holds", (what,))


_OF_WORDING = ("departure-", "strength-", "own-statement-")


def _found_later(publication: Publication, version: Version) -> Iterator[Notice]:
    """Yield what the checks found in the wording of a version that nobody can change any more."""
    warnings = publication.warnings.get(version.origin.file, ())
    found = [warning.what for warning in warnings if warning.code.startswith(_OF_WORDING)]
    if found:
        yield Notice("warning", "Found in this version after it was published", tuple((what,) for what in found))
