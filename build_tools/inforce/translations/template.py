"""Every sentence of ours that readers see: the template of all catalogues, as it comes with the program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inforce.model.dataclass import dataclass

if TYPE_CHECKING:
    from babel.messages.catalog import Message

TEMPLATE: Final = Path(__file__).with_name("inforce.pot")
_PLACE: Final = re.compile(r"\{([a-zA-Z_]\w*)\}")

Key = tuple[str, str]
"""A sentence by its context, "" for none, and its English; of one with a number, by the form for one."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of ours: *many* is its form for other numbers than one, *files* are those that say it."""

    context: str
    one: str
    many: str
    files: tuple[str, ...]

    @property
    def places(self) -> frozenset[str]:
        """The names of the places in it."""
        return places(self.one) | places(self.many)

    def is_said_by(self, ending: str) -> bool:
        """Whether a file of that ending says it."""
        return any(file.endswith(ending) for file in self.files)


def places(text: str) -> frozenset[str]:
    """Return the names of the places in *text*."""
    return frozenset(_PLACE.findall(text))


def without_places(text: str) -> str:
    """Return what is left of *text* without its places."""
    return _PLACE.sub("", text)


@cache
def sentences() -> Mapping[Key, Sentence]:
    """Return every sentence."""
    from babel.messages.pofile import read_po  # noqa: PLC0415  # a site in the program's own words does without

    found = {}
    with TEMPLATE.open(encoding="utf-8") as file:
        for message in read_po(file):
            context, one = key_of(message)
            if one:
                many = "" if isinstance(message.id, str) else message.id[1]
                found[context, one] = Sentence(context, one, many, tuple(file for file, _line in message.locations))
    return found


def key_of(message: Message) -> Key:
    """Return which sentence an entry of a catalogue is for."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the words of an entry, one for each form; they are empty where there are none."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
