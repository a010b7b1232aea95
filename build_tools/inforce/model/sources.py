"""Sources: the authorities that are quoted, edition by edition, and the passages located in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from inforce.model.dates import PartialDay
from inforce.model.names import Blocks, Id, LanguageTag, Line, Text, TextFormat, described
from inforce.model.originals import HeldOriginal, Original
from inforce.model.problem import Origin


class Evidence(StrEnum):
    """What the wording held for an edition rests on."""

    ORIGINAL = "original"
    SECONDARY = "secondary"
    BIBLIOGRAPHY = "bibliography"


class Certainty(StrEnum):
    """How sure a fact is: read in a copy, concluded from others, or remembered and not seen."""

    SEEN = "seen"
    INFERRED = "inferred"
    RECALLED = "recalled"


@dataclass(frozen=True)
class Passage:
    """A located part of an edition."""

    id: Id = described("A short name, the same in every edition where the publisher kept the number: golden-rule-1.")
    label: Annotated[str, Line] = described("How people name the passage: golden rule 1.", example="golden rule 1")
    text: Annotated[str, Blocks] = described(
        "The words of the passage, exactly, with its lists and tables.", example="Tell someone where you are going."
    )
    page: Annotated[str, Line] | None = described(
        "The page of the edition that it stands on.", default=None, example="9"
    )
    page_certainty: Certainty | None = described("How sure the page is: seen, inferred or recalled.", default=None)
    formerly: tuple[Id, ...] = described(
        "The passages of the edition before that this one goes on from; several where they were merged. "
        "Only needed where its words do not show it.",
        default=(),
        example="[rule-3]",
    )
    replaced_by: tuple[Id, ...] = described(
        "The passages of the next edition that go on from this one; several where it was split. "
        "Only needed where their words do not show it.",
        default=(),
        example="[rule-4]",
    )


@dataclass(frozen=True)
class Licence:
    """Under which terms the words of an edition may be published."""

    name: Annotated[str, Line] = described("The name of the licence.", example="Open Government Licence v3.0")
    attribution: Annotated[str, Line] | None = described(
        "The words of attribution that the licence asks for.",
        default=None,
        example="Contains public sector information licensed under the Open Government Licence v3.0.",
    )
    address: Annotated[str, Line] | None = described(
        "The address of the licence.",
        default=None,
        example="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    )
    certainty: Certainty = described("How sure this is: seen, inferred or recalled.", default=Certainty.SEEN)


@dataclass(frozen=True)
class Replacement:
    """What took the place of an edition, and when."""

    by: Id = described("The edition that took its place: the name of its file.")
    on: PartialDay = described("When: a year, a month or a day, as far as it is known.")
    note: Annotated[str, Text] | None = described(
        "What that changed, for readers.", default=None, example="The rules were written again."
    )


@dataclass(frozen=True)
class EditionDetails:
    """What the file of an edition says."""

    format: TextFormat = described("The format of this file: 2. In format 1, texts have no lists, tables or links.")
    title: Annotated[str, Line] = described(
        "The title as printed on the edition.", example='"Safer visits: advice for practitioners"'
    )
    short_title: Annotated[str, Line] = described("A short title for the line under each rule.", example="Safer visits")
    publisher: Annotated[str, Line] = described("Who published it.", example="HM Government")
    published: PartialDay = described("When: a year, a month or a day, as far as it is known.")
    evidence: Evidence = described(
        "What the wording rests on: original (checked against it), secondary (transcribed from other copies, "
        "the original not yet checked) or bibliography (no wording held)."
    )
    language: LanguageTag | None = described(
        "The language of the edition by BCP 47, such as cy, where it is not the language of the site.", default=None
    )
    evidence_note: Annotated[str, Text] | None = described(
        "More on what the wording rests on.", default=None, example="Copied from the page of the publisher."
    )
    original: Original | None = described(
        "The original that every passage is checked against, word for word.", default=None
    )
    address: Annotated[str, Line] | None = described(
        "Where the publisher offers it: an https address.",
        default=None,
        example="https://www.gov.uk/government/publications/safer-visits",
        usual=True,
    )
    address_note: Annotated[str, Line] | None = described(
        "What to know about that address.", default=None, example="The page has the current edition only."
    )
    reference: Annotated[str, Line] | None = described(
        "The publisher's reference number.", default=None, example="DFE-00128-2018"
    )
    legal_status: Annotated[str, Line] | None = described(
        "Statutory or non-statutory.", default=None, example="Non-statutory"
    )
    licence: Licence | None = described("Under which terms its words may be published.", default=None, usual=True)
    replaced: Replacement | None = described("Set once another edition took its place.", default=None)
    caution: Annotated[str, Text] | None = described(
        "What may have changed the position since and has to be checked; shown wherever an edition that this one "
        "replaced is quoted.",
        default=None,
        example="A law of 2026 may change part 2.",
    )
    not_verified: tuple[Annotated[str, Line], ...] = described(
        "Statements about this edition that are recalled or inferred, not seen.",
        default=(),
        example="[the day of publication]",
    )
    edition: Annotated[str, Line] | None = described(
        "How the edition calls itself, shown in every citation: 4.0.3 or Revision 5.",
        default=None,
        since=2,
        example="Revision 5",
    )
    passages: tuple[Passage, ...] = described("The passages that rules may cite.", default=())


@dataclass(frozen=True)
class Edition:
    """One dated text of a source."""

    source: str
    id: str
    details: EditionDetails
    origin: Origin = field(compare=False, repr=False)
    original: HeldOriginal | None = field(default=None, compare=False, repr=False)
    language: str = "en"

    def passage(self, passage_id: str) -> Passage | None:
        """Return the passage of that id, if the edition holds it."""
        return next((passage for passage in self.details.passages if passage.id == passage_id), None)


@dataclass(frozen=True)
class Source:
    """An authority and its editions, the oldest first."""

    id: str
    editions: tuple[Edition, ...]

    def edition(self, edition_id: str) -> Edition | None:
        """Return the edition of that id, if it is held."""
        return next((edition for edition in self.editions if edition.id == edition_id), None)

    def replacements(self, edition: Edition) -> tuple[Edition, ...]:
        """Return the editions that took the place of *edition*, one after the other."""
        chain: list[Edition] = []
        while edition.details.replaced and (found := self.edition(edition.details.replaced.by)):
            if found in chain:
                break
            chain.append(found)
            edition = found
        return tuple(chain)

    def newer(self, edition: Edition) -> tuple[Edition, ...]:
        """Return the editions that came after *edition*, whether or not they are recorded as its replacements."""
        replacements = {replacement.id for replacement in self.replacements(edition)}
        return tuple(
            other
            for other in self.editions
            if other.id in replacements or other.details.published > edition.details.published
        )
