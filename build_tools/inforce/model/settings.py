"""The settings of a site: ``content/site.yml``, every one with a default that serves at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from inforce.model.carried import AttributeDefinition
from inforce.model.dates import Span, SpanOfTime
from inforce.model.decided_words import DecidedWords
from inforce.model.names import Format, LanguageTag
from inforce.model.texts import Line, Text, described

PRINT_NOTICE = (
    "If printed, this document is for immediate reference only. Do not file it, as it will go out-of-date "
    "over time and be replaced by newer versions on-line. Always refer to the latest CMS version."
)


class PdfScope(StrEnum):
    """Of which versions there is a printable copy."""

    IN_FORCE = "in-force"
    ALL = "all"
    NONE = "none"


class YesNo(StrEnum):
    """Whether something is wanted."""

    YES = "yes"
    NO = "no"


class Fonts(StrEnum):
    """Which fonts pages have."""

    OWN = "own"
    SYSTEM = "system"


@dataclass(frozen=True)
class Settings:
    """What an organisation may set for all its guidance."""

    format: Format = described("The format of this file: 1.", default=1)
    language: LanguageTag = described(
        "The language of what the program says to readers, by BCP 47; words/<language>.po may have words for it.",
        default="en-GB",
    )
    decided: tuple[DecidedWords, ...] = described(
        "Words that a person decided mean the same, wherever they stand for each other in the library.", default=()
    )
    time_zone: Annotated[str, Line] = described("The time zone in which days begin and end.", default="Europe/London")
    print_notice: Annotated[str, Text] = described("The notice on printed copies.", default=PRINT_NOTICE)
    print_valid_for: SpanOfTime = described("How long a printed copy may be relied on.", default=Span(days=7))
    review_every: SpanOfTime = described("How often documents are reviewed.", default=Span(months=12))
    pdf: PdfScope = described(
        "Of which versions there is a PDF: in-force (those in force or upcoming), all or none.",
        default=PdfScope.IN_FORCE,
    )
    offline: YesNo = described(
        "Whether browsers keep the pages that a reader opened, to be read without network: yes or no. "
        "With no, the next visit removes what was kept.",
        default=YesNo.YES,
    )
    manual: YesNo = described(
        "Whether there is one PDF of all documents in force, for places without a network: yes or no.",
        default=YesNo.NO,
    )
    fonts: Fonts = described(
        "The fonts of pages: own (those of the program, 45 kB on a first visit) or system (those of the reader's "
        "device).",
        default=Fonts.OWN,
    )
    search_words: tuple[Annotated[str, Line], ...] = described(
        "Words that stand for each other in the search, a set in each line, such as photo = photograph = picture.",
        default=(),
    )
    attributes: tuple[AttributeDefinition, ...] = described(
        "The attributes that rules, versions and documents may have, such as a level.", default=()
    )
