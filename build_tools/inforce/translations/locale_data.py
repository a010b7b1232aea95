"""How dates and lists are written in a language, by the locale data of Unicode, for what a catalogue leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from inforce.model.dates import MONTHS
from inforce.translations.template import Key

if TYPE_CHECKING:
    from babel import Locale

_FIELD: Final = re.compile(r"'([^']*)'|d+|[ML]+|y+")


def locale_of(language: str) -> Locale | None:
    """Return what is known of *language*, or of it in other regions; None where nothing is."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # a site in the program's own words does without

    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def locale_words(locale: Locale) -> Mapping[Key, str]:
    """Return the words of *locale* for months, dates and lists, under our sentences for them."""
    pattern = str(locale.date_formats["long"].pattern)
    lists = locale.list_patterns["standard"]
    names = locale.months["format"]["wide"]
    in_digits = re.search(r"(?<!M)M{1,2}(?!M)", re.sub("'[^']*'", "", pattern))
    months = {("", month): str(number) if in_digits else names[number] for number, month in enumerate(MONTHS, start=1)}
    return {
        **months,
        ("", "{day} {month} {year}"): _as_sentence(pattern),
        ("", "{month} {year}"): _as_sentence(str(locale.datetime_skeletons["yMMMM"].pattern)),
        ("list", "{items}, {next}"): lists["middle"].format("{items}", "{next}"),
        ("end of a list", "{items} and {last}"): lists["end"].format("{items}", "{last}"),
    }


def _as_sentence(pattern: str) -> str:
    """Return a pattern of dates with its fields as places of ours: "d 'de' MMMM" is "{day} de {month}"."""

    def place(found: re.Match[str]) -> str:
        match found[0][0]:
            case "d":
                return "{day}"
            case "M" | "L":
                return "{month}"
            case "y":
                return "{year}"
            case _:
                return found[1] or "'"

    return _FIELD.sub(place, pattern)
