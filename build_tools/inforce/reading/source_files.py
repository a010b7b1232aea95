"""The files of sources: one edition each, with its bibliography, passages and original.

Reading a PDF is slow and its bytes never change, so that its text is kept in the store, under the SHA-256 of the
original and of the programs that read it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from inforce.model.dates import PartialDate
from inforce.model.originals import HeldOriginal, Original, OriginalState, ReadText, as_lists, from_lists
from inforce.model.problem import FieldPath, Problem
from inforce.model.sources import Edition, EditionDetails, Source
from inforce.originals.original_text import MOST_BYTES, read_original, reader_of
from inforce.originals.reading_process import ReadingProcess
from inforce.parsing.files import Found, origin, read_file
from inforce.parsing.located_yaml import Located
from inforce.parsing.markdown import address_fault
from inforce.parsing.resolved_texts import as_block_text
from inforce.parsing.suggestions import did_you_mean
from inforce.parsing.texts import PlacedLink
from inforce.store.file_index import TooLargeError, read_below
from inforce.store.store import DamagedError, opened
from inforce.store.targets import digest


@dataclass(frozen=True)
class ReadEdition:
    """What came of the file of an edition."""

    edition: Edition | None
    problems: tuple[Problem, ...]


def read_edition(content: bytes, file: str, source: str, edition: str) -> ReadEdition:
    """Read the bytes of the *edition* of *source*."""
    filled, located = read_file(content, file, EditionDetails)
    if filled.value is None or located is None:
        return ReadEdition(None, filled.problems)
    details = as_block_text(filled.value, filled.format)
    problems = [
        *map(_no_picture, filled.pictures),
        *_doubled_passages(details, located),
        *_addresses(details, located),
        *_replaced_later(details, located),
    ]
    sound = Edition(source, edition, details, origin(located)) if not problems else None
    return ReadEdition(sound, (*filled.problems, *problems))


def _no_picture(found: PlacedLink) -> Problem:
    what = "There is a picture in the words of a source. Only words can be compared with rules."
    return Problem(found.place, "markdown-not-allowed", what, "Write only the words of the source.")


def in_order(source: str, editions: list[Edition]) -> Source:
    """Return *source* with its editions, the oldest first."""
    return Source(source, tuple(sorted(editions, key=lambda edition: (edition.details.published, edition.id))))


def replacement_problems(source: Source, held: frozenset[str]) -> Iterator[Problem]:
    """Find editions replaced by one that is not *held*, by themselves, or by an older one."""
    for edition in source.editions:
        replaced = edition.details.replaced
        if not replaced:
            continue
        place = edition.origin.place("replaced", "by")
        by = source.edition(replaced.by)
        if replaced.by not in held:
            question = did_you_mean(replaced.by, held - {edition.id})
            yield Problem(
                place,
                "unknown-edition",
                f'The edition "{replaced.by}" of "{source.id}" is not in this library.',
                question or f"Add a file {replaced.by}.yml beside this one. It does not need the words of the edition.",
            )
        elif replaced.by == edition.id:
            yield Problem(place, "edition-order", "This edition says that it replaced itself.",
                          "Name the edition that replaced it.")  # fmt: skip
        elif by and certainly_before(by.details.published, edition.details.published):
            yield Problem(
                place,
                "edition-order",
                f'The edition "{by.id}" was published in {by.details.published.in_words}, before this one '
                f"({edition.details.published.in_words}), so it cannot have replaced it.",
                'Name the edition that replaced it, or correct the dates of "published".',
            )


def passage_link_problems(source: Source) -> Iterator[Problem]:
    """Find passages said to go on from, or in, one that the edition before or after does not hold.

    Where the words of no such edition are held, there is nothing to hold that against.
    """
    for edition in source.editions:
        before, after = _held(_before(source, edition)), _held(_after(source, edition))
        for position, passage in enumerate(edition.details.passages):
            for field, named, held in (
                ("formerly", passage.formerly, before), ("replaced_by", passage.replaced_by, after),
            ):  # fmt: skip
                for place, name in enumerate(named):
                    if held and not any(other.passage(name) for other in held):
                        yield _unknown_link(edition, ("passages", position, field, place), name, held)


def _unknown_link(edition: Edition, path: FieldPath, name: str, held: Sequence[Edition]) -> Problem:
    editions = " or ".join(f'"{other.id}"' for other in held)
    return Problem(
        edition.origin.place(*path),
        "unknown-passage",
        f'The edition {editions} of "{edition.source}" has no passage "{name}".',
        did_you_mean(name, {passage.id for other in held for passage in other.details.passages})
        or "Write the id that the passage has in that edition, or delete it: the words may be enough to match them.",
    )


def _held(editions: Iterable[Edition]) -> list[Edition]:
    return [edition for edition in editions if edition.details.passages]


def _before(source: Source, edition: Edition) -> list[Edition]:
    """Return the editions that *edition* replaced, or all that came before it where none is recorded."""
    replaced = [
        other for other in source.editions if other.details.replaced and other.details.replaced.by == edition.id
    ]
    return replaced or [other for other in source.editions if edition in source.newer(other)]


def _after(source: Source, edition: Edition) -> list[Edition]:
    """Return the edition that replaced *edition*, or all that came after it where none is recorded."""
    replaced = edition.details.replaced
    by = source.edition(replaced.by) if replaced else None
    return [by] if by else list(source.newer(edition))


def certainly_before(one: PartialDate, other: PartialDate) -> bool:
    """Whether *one* lies before *other* however the unknown parts of both may be."""
    for mine, theirs in zip((one.year, one.month, one.day), (other.year, other.month, other.day), strict=True):
        if not mine or not theirs:
            return False
        if mine != theirs:
            return mine < theirs
    return False


def _doubled_passages(details: EditionDetails, located: Located) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for position, passage in enumerate(details.passages):
        place = located.at(("passages", position, "id"))
        if passage.id in first:
            yield Problem(
                place,
                "duplicate-id",
                f'The passage on line {first[passage.id]} has the id "{passage.id}" already.',
                "Give this passage another id.",
            )
        first.setdefault(passage.id, place.line)


def _addresses(details: EditionDetails, located: Located) -> Iterator[Problem]:
    addresses: list[tuple[FieldPath, str | None]] = [(("address",), details.address)]
    addresses += [(("licence", "address"), details.licence.address)] if details.licence else []
    for path, address in addresses:
        if address is None:
            continue
        fault = address_fault(address)
        if fault:
            yield Problem(located.at(path), "link-address", fault.what, fault.remedy)
        elif not address.lower().startswith("https:"):
            yield Problem(located.at(path), "link-address", f'"{address}" is not the address of a web page.',
                          "Write an address that begins with https://")  # fmt: skip


def _replaced_later(details: EditionDetails, located: Located) -> Iterator[Problem]:
    if details.replaced and certainly_before(details.replaced.on, details.published):
        yield Problem(
            located.at(("replaced", "on")),
            "edition-order",
            f"This edition was published in {details.published.in_words}, but says that it was replaced before that, "
            f"in {details.replaced.on.in_words}.",
            'Correct one of the two dates: "published" or "on".',
        )


TextReader = Callable[[bytes, str], ReadText]
"""Reads the bytes of an original with such an ending."""


def held_original(
    recorded: Original | None,
    edition_file: str,
    found: Sequence[Found],
    read: TextReader = read_original,
    read_bytes: Callable[[Path, int], bytes] | None = None,
) -> HeldOriginal | None:
    """Return the original of an edition as far as it is held; None where none is recorded and none stands there.

    *found* are the files beside *edition_file* that have its name. May raise `OSError`.
    """
    if not found:
        return HeldOriginal(edition_file, OriginalState.MISSING) if recorded else None
    if len(found) > 1:
        return HeldOriginal(found[1].file, OriginalState.SEVERAL)
    read_bytes = read_bytes or partial(read_below, found[0].path.parent)
    try:
        content = read_bytes(found[0].path, MOST_BYTES)
    except TooLargeError:
        return HeldOriginal(found[0].file, OriginalState.TOO_LARGE)
    sha256 = hashlib.sha256(content).hexdigest()
    if recorded is None or recorded.sha256 != sha256:
        state = OriginalState.ALTERED if recorded else OriginalState.NOT_RECORDED
        return HeldOriginal(found[0].file, state, sha256=sha256)
    state, pages = read(content, found[0].path.suffix)
    return HeldOriginal(found[0].file, state, pages, sha256)


Keep = Callable[[str, Callable[[], bytes]], bytes]
"""Takes the name of a constant and what makes it, and gives the bytes, which are made once."""


class _TooSlowError(Exception):
    """Reading took too long: another time it may not, so that nothing is kept of it."""


def kept_texts(keep: Keep, read_text: TextReader | None = None) -> TextReader:
    """Return a reader of originals that has *keep* keep what *read_text* reads.

    Unless another is given, that is a process of its own. That a file took too long is not kept.
    """
    read_apart = read_text or ReadingProcess()

    def read(content: bytes, ending: str) -> ReadText:
        def text() -> bytes:
            found = read_apart(content, ending)
            if found[0] is OriginalState.TOO_SLOW:
                raise _TooSlowError
            return json.dumps(as_lists(found)).encode()

        try:
            name = f"text of {hashlib.sha256(content).hexdigest()} by {reader_of(ending)}"
            return from_lists(json.loads(keep(name, text)))
        except _TooSlowError:
            return OriginalState.TOO_SLOW, ()

    return read


def cached_reader(cache: Path, read_text: TextReader | None = None) -> TextReader:
    """Return a reader of originals for single commands, which keeps what *read_text* reads in the store in *cache*."""

    def keep(name: str, make: Callable[[], bytes]) -> bytes:
        try:
            with opened(cache, lambda: None) as store:
                store.begin()
                found = store.get_or_make(f"constant {digest(name).hex()}", make)
                store.commit()
                return found
        except DamagedError:
            return make()

    return kept_texts(keep, read_text)
