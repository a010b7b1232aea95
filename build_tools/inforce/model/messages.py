"""Sentences before there is a language to say them in.

A `Message` holds a sentence of ours in English, by which every catalogue knows it, and the values that go into its
places. What finds a problem makes messages; whoever shows it has them said, by ``str``, in the language of the place:
reports in English, pages as the catalogue of the site has it. The functions are those of `inforce.model.catalogue`,
by the same names, so that every sentence is found by whoever collects them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inforce.model import catalogue


@dataclass(frozen=True)
class Message:
    """A sentence or phrase: its *english*, with places, and the *values* in them.

    *plural* is its form for other numbers than one, chosen by the value ``count``; *context* tells apart what English
    has one word for.
    """

    english: str
    values: tuple[tuple[str, Words | int], ...] = ()
    plural: str = ""
    context: str = ""

    def __str__(self) -> str:
        """Return the sentence in the language that is spoken here."""
        values = dict(self.values)
        if self.plural:
            return catalogue.form_for(self.english, self.plural, int(str(values["count"]))).format(**values)
        if self.context:
            return catalogue.pgettext(self.context, self.english, **values)
        return catalogue.gettext(self.english, **values)


class Joined(StrEnum):
    """How several words are put together."""

    AS_LIST = "one, two and three"
    WITH_COMMAS = "one, two, three"
    WITH_SEMICOLONS = "one; two; three"
    AS_SENTENCES = "One. Two. Three."


@dataclass(frozen=True)
class Several:
    """Words put together in the way of the language that is spoken."""

    joined: Joined
    items: tuple[Words, ...]

    def __str__(self) -> str:
        """Return all of them in the language that is spoken here."""
        return _JOIN[self.joined]([str(item) for item in self.items])


_JOIN: Final[Mapping[Joined, Callable[[Sequence[str]], str]]] = {
    Joined.AS_LIST: catalogue.listed,
    Joined.WITH_COMMAS: catalogue.with_commas,
    Joined.WITH_SEMICOLONS: catalogue.with_semicolons,
    Joined.AS_SENTENCES: " ".join,
}

Words = str | Message | Several
"""What is said: a message, several, or words that are the same in every language or that only editors see, in English.
"""


def gettext(message: str, /, **values: object) -> Message:
    """Return *message* with *values* in its places."""
    return Message(message, _values(values))


_ = gettext


def ngettext(one: str, many: str, count: int, /, **values: object) -> Message:
    """Return a message in the form that goes with *count*, which also fills the place of that name."""
    return Message(one, _values({**values, "count": count}), plural=many)


def pgettext(context: str, message: str, /, **values: object) -> Message:
    """Return *message* where English has one word for what *context* tells apart."""
    return Message(message, _values(values), context=context)


def listed(items: Sequence[Words]) -> Several:
    """Return "one, two and three"; "" for none."""
    return Several(Joined.AS_LIST, tuple(items))


def with_commas(items: Sequence[Words]) -> Several:
    """Return "one, two, three"; "" for none."""
    return Several(Joined.WITH_COMMAS, tuple(items))


def with_semicolons(items: Sequence[Words]) -> Several:
    """Return "one; two; three", for phrases that may have commas of their own; "" for none."""
    return Several(Joined.WITH_SEMICOLONS, tuple(items))


def sentences(every: Sequence[Words]) -> Several:
    """Return whole sentences one after another."""
    return Several(Joined.AS_SENTENCES, tuple(every))


def quoted(words: Words) -> Message:
    """Return *words* in quote marks."""
    return Message('"{words}"', (("words", words),))


def to_be_typed(words: Words, typed: str) -> Message:
    """Return *words* with what is *typed* behind them, which reports show on lines of its own."""
    return Message("{words}  {typed}", (("words", words), ("typed", typed)))


def _values(values: dict[str, object]) -> tuple[tuple[str, Words | int], ...]:
    """Return *values* as those of a message: what is no message and no number is words that are the same everywhere."""
    return tuple((name, one if isinstance(one, (Message, Several, int)) else str(one)) for name, one in values.items())
