"""Where a quoted edition was replaced, readers and owners are told, and what has to be checked since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.names import PassageRef
from inforce.model.problem import FieldPath, Problem, Severity
from inforce.model.sources import Edition, Source
from inforce.model.standing import Standing, standing


def sources_are_current(library: Library, day: date) -> Iterator[Problem]:
    """Each edition that a version in force or upcoming cites is the latest there is."""
    for document in library.documents:
        for version in document.versions:
            if standing(document, version, day) in {Standing.IN_FORCE, Standing.UPCOMING}:
                yield from _cited_editions(library, version)


def _cited_editions(library: Library, version: Version) -> Iterator[Problem]:
    cited: dict[tuple[str, str], tuple[FieldPath, PassageRef]] = {}
    for path, rule in version.located_rules():
        for position, citation in enumerate(rule.citations):
            field = "quotes" if citation.quotes else "draws_on"
            ref = citation.passage
            cited.setdefault((ref.source, ref.edition), ((*path, "citations", position, field), ref))
    for path, ref in cited.values():
        source, edition = library.source(ref.source), library.edition(ref)
        if source and edition and edition.details.replaced:
            yield Problem(
                version.origin.place(*path),
                "edition-replaced",
                replacement_in_words(source, edition),
                "The owner of the document compares it with the edition in its place and decides what to change.",
                Severity.WARNING,
            )


def replacement_in_words(source: Source, edition: Edition) -> str:
    """Return what took the place of *edition*, when, and what may have changed the position since."""
    replaced = edition.details.replaced
    if replaced is None:
        return ""
    details = edition.details
    when = f"{'on' if replaced.on.day else 'in'} {replaced.on.in_words}"
    said = [
        f"{details.short_title} ({details.publisher}, {details.published.in_words}) "
        f"was replaced by the edition of {replaced.by} {when}."
    ]
    said += [replaced.note] if replaced.note else []
    said += [later.details.caution for later in source.replacements(edition) if later.details.caution]
    return " ".join(said)
