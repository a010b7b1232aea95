"""The words of ours that readers see: English as the program has it, or as a catalogue of an organisation says it.

Each sentence stands whole in the code, in English, with named places: ``_("Withdrawn on {day}.", day=…)``. That English
is the key under which a catalogue may hold other words for it. Which catalogue speaks is a matter of the context, as
the precision is for decimals: whoever builds a site does it within `use_catalogue`, and nothing in between hands it on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import reduce
from gettext import NullTranslations
from typing import Final


@dataclass(frozen=True)
class Catalogue:
    """Words in one language, by BCP 47; what it has no words for is said in English.

    *print_messages* are its words for what the template of printable copies says, where it has any. *digest* is another
    for other words, and empty for those of the program, which are never looked up.
    """

    language: str = "en-GB"
    direction: str = "ltr"
    translations: NullTranslations = field(default_factory=NullTranslations, repr=False, compare=False)
    print_messages: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    digest: str = ""

    @property
    def language_and_region(self) -> tuple[str, str | None]:
        """The language, and the region where one is named: "en" and "GB"."""
        first, *rest = self.language.split("-")
        return first, next((part for part in rest if re.fullmatch("[A-Z]{2}", part)), None)


ENGLISH: Final = Catalogue()
_active: ContextVar[Catalogue] = ContextVar("catalogue", default=ENGLISH)


@contextmanager
def use_catalogue(catalogue: Catalogue) -> Iterator[None]:
    """Have everything within say its words by *catalogue*."""
    before = _active.set(catalogue)
    try:
        yield
    finally:
        _active.reset(before)


def current_catalogue() -> Catalogue:
    """Return the catalogue that speaks here."""
    return _active.get()


def gettext(message: str, /, **values: object) -> str:
    """Return *message* in the words of the catalogue, with *values* in its places; without any, as it is."""
    catalogue = _active.get()
    said = catalogue.translations.gettext(message) if catalogue.digest else message
    return said.format(**values) if values else said


_ = gettext


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form of a sentence that goes with *count*, which also fills the place of that name."""
    return form_for(one, many, count).format(count=count, **values)


def form_for(one: str, many: str, count: int, /) -> str:
    """Return the form of a sentence that goes with *count*, its places as they are."""
    catalogue = _active.get()
    if catalogue.digest:
        return catalogue.translations.ngettext(one, many, count)
    return one if count == 1 else many


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Return *message* as `gettext` does, where English has one word for what *context* tells apart."""
    catalogue = _active.get()
    said = catalogue.translations.pgettext(context, message) if catalogue.digest else message
    return said.format(**values) if values else said


def N_(message: str, /) -> str:  # noqa: N802 - its name wherever gettext is used
    """Mark *message* as one for the catalogue that is said later, by `gettext`."""
    return message


def listed(items: Sequence[str]) -> str:
    """Return "one, two and three"; "" for none."""
    said = items[0] if items else ""
    for item in items[1:-1]:
        said = pgettext("list", "{items}, {next}", items=said, next=item)
    return pgettext("end of a list", "{items} and {last}", items=said, last=items[-1]) if len(items) > 1 else said


def with_commas(items: Sequence[str]) -> str:
    """Return "one, two, three"; "" for none."""
    return reduce(lambda said, item: pgettext("list", "{items}, {next}", items=said, next=item), items) if items else ""


def with_semicolons(items: Sequence[str]) -> str:
    """Return "one; two; three", for phrases that may have commas of their own; "" for none."""
    if not items:
        return ""
    return reduce(lambda said, item: pgettext("list of phrases", "{items}; {next}", items=said, next=item), items)
