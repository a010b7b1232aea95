"""What guidance names must be there: cited passages, and the rules, documents and sources that links lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from inforce.model.guidance import Document, Version
from inforce.model.library import Library
from inforce.model.names import PassageRef
from inforce.model.originals import fingerprint
from inforce.model.problem import Place, Problem, listed
from inforce.model.rules import HeldPicture
from inforce.parsing.markdown import GUIDANCE, RULE, SOURCE
from inforce.parsing.suggestions import all_there_are, did_you_mean
from inforce.parsing.texts import PlacedLink


@dataclass(frozen=True)
class Names:
    """What there is, by the names of files, also of those that could not be read; None where nobody knows what is held.

    *unread* are documents of which a version could not be read: what is in them is not known in full.
    Where the folder of sources itself is not in its place, *sources_lost* keeps that one problem from becoming many.
    """

    documents: Set[str]
    editions: Mapping[str, frozenset[str] | None]
    unread: Set[str]
    sources_lost: bool = False


def citation_problems(document: Document, library: Library, names: Names) -> Iterator[Problem]:
    """Find citations of what is not held."""
    for version in document.versions:
        for path, rule in version.located_rules():
            for position, citation in enumerate(rule.citations):
                way = "quotes" if citation.quotes else "draws_on"
                place = version.origin.place(*path, "citations", position, way)
                yield from _cited(citation.passage, place, library, names)


def link_problems(version: Version, links: Iterable[PlacedLink], library: Library, names: Names) -> Iterator[Problem]:
    """Find links to rules, documents and sources that are not there."""
    for link in links:
        if rule := RULE.fullmatch(link.address):
            yield from _within(rule.group(1), version, link.place)
        elif guidance := GUIDANCE.fullmatch(link.address):
            yield from _to_guidance(guidance.group(1), guidance.group(2), link.place, library, names)
        elif source := SOURCE.fullmatch(link.address):
            yield from _held(source.group(1), source.group(2), link.place, names)


def picture_problems(
    version: Version, shown: Iterable[PlacedLink], held: Mapping[str, HeldPicture | None]
) -> Iterator[Problem]:
    """Find pictures that a version shows and that are not there, or not the ones that it was written with.

    *held* are those of the document by name, None where one was refused and has been told.
    """
    told = {name for name, one in held.items() if one is None}
    digests = {one.file: fingerprint(one.content) for one in held.values() if one}
    recorded = {one.file: (place, one.sha256) for place, one in enumerate(version.text.pictures)}
    for picture in shown:
        name = picture.address
        if name not in told and name not in recorded:
            told.add(name)
            yield _not_recorded(name, picture.place, version, digests)
    for name, (position, digest) in recorded.items():
        place = version.origin.place("pictures", position, "sha256" if name in digests else "file")
        if name in told:
            continue
        if name not in digests:
            yield _no_picture(name, place, digests)
        elif digests[name] != digest:
            yield Problem(
                place,
                "picture-not-held",
                f'The file "{name}" has changed since this version was written.',
                "Put the old file back, and give the new picture another name. "
                f"In a version that was never published, write:  sha256: {digests[name]}",
            )
        elif all(picture.address != name for picture in shown):
            yield Problem(
                place, "picture-not-held", f'This version lists the picture "{name}", but no text shows it.',
                "Delete these lines, or show the picture in a text.",
            )  # fmt: skip


def _not_recorded(name: str, place: Place, version: Version, digests: Mapping[str, str]) -> Problem:
    if name not in digests:
        return _no_picture(name, place, digests)
    head = "" if version.text.pictures else "pictures:\n"
    lines = f"{head}  - file: {name}\n    sha256: {digests[name]}"
    where = 'below "pictures:"' if version.text.pictures else "at the end of this file"
    return Problem(
        place,
        "picture-not-held",
        f'This version does not record which file "{name}" is, so someone could replace it unnoticed.',
        f"Add {where} the lines:  {lines}",
    )


def _no_picture(name: str, place: Place, digests: Mapping[str, str]) -> Problem:
    return Problem(
        place,
        "picture-not-held",
        f'The folder "pictures" of this document has no picture "{name}" that can be published.',
        did_you_mean(name, digests) or "Put the file there:  pictures/how-we-decide.svg",
    )


def instead_problems(document: Document, names: Names) -> Iterator[Problem]:
    """Find a withdrawal that names a document that does not exist."""
    withdrawn = document.details.withdrawn
    for name in withdrawn.documents if withdrawn else ():
        if name not in names.documents:
            yield _no_document(name, document.origin.place("withdrawn", "instead"), names)


def moved_rule_problems(document: Document, library: Library, names: Names) -> Iterator[Problem]:
    """Find rules that are said to have stood in a document, or under an id of one, that there is not."""
    for version in document.versions:
        for path, rule in version.located_rules():
            for position, former in enumerate(rule.formerly):
                if "#" in former:
                    target, _, name = former.partition("#")
                    place = version.origin.place(*path, "formerly", position)
                    yield from _to_guidance(target, name, place, library, names)


def _cited(ref: PassageRef, place: Place, library: Library, names: Names) -> Iterator[Problem]:
    missing = list(_held(ref.source, ref.edition, place, names))
    yield from missing
    edition = library.edition(ref)
    if missing or edition is None or edition.passage(ref.passage):
        return
    passages = [passage.id for passage in edition.details.passages]
    held = f"It has {listed(passages)}." if passages else "It has no passages yet, so you cannot cite any."
    yield Problem(
        place,
        "unknown-passage",
        f'The edition "{ref.edition}" of "{ref.source}" has no passage "{ref.passage}".',
        did_you_mean(ref.passage, passages) or held,
    )


def _held(source: str, edition: str, place: Place, names: Names) -> Iterator[Problem]:
    if names.sources_lost:
        return
    if source not in names.editions:
        yield Problem(
            place,
            "unknown-source",
            f'There is no source "{source}".',
            did_you_mean(source, names.editions) or all_there_are("source", sorted(names.editions)),
        )
        return
    editions = names.editions[source]
    if editions is not None and edition not in editions:
        yield Problem(
            place,
            "unknown-edition",
            f'The edition "{edition}" of "{source}" is not in this library.',
            did_you_mean(edition, editions) or all_there_are("edition", sorted(editions)),
        )


def _within(rule: str, version: Version, place: Place) -> Iterator[Problem]:
    ids = _ids(version)
    if rule not in ids:
        yield Problem(
            place,
            "unknown-rule",
            f'This version has no rule or section "{rule}".',
            did_you_mean(rule, ids) or f"It has {listed(ids)}.",
        )


def _to_guidance(target: str, rule: str | None, place: Place, library: Library, names: Names) -> Iterator[Problem]:
    if target not in names.documents:
        yield _no_document(target, place, names)
        return
    document = library.document(target)
    if rule is None or document is None or target in names.unread:
        return
    ids = list(dict.fromkeys(name for version in document.versions for name in _ids(version)))
    if rule not in ids:
        yield Problem(
            place,
            "unknown-rule",
            f'The document "{target}" has no rule or section "{rule}".',
            did_you_mean(rule, ids) or f"It has {listed(ids)}.",
        )


def _no_document(target: str, place: Place, names: Names) -> Problem:
    return Problem(
        place,
        "unknown-document",
        f'There is no document "{target}".',
        did_you_mean(target, names.documents) or all_there_are("document", sorted(names.documents)),
    )


def _ids(version: Version) -> list[str]:
    """Return the ids of all that a text may refer to, in the order in which they stand."""
    return [*_ids_of_rules(version), *(term.id for term in version.text.terms)]


def _ids_of_rules(version: Version) -> Iterator[str]:
    for section in version.sections:
        yield section.id
        for rule in section.own_rules:
            yield rule.id
            yield from (item.id for item in rule.items)
