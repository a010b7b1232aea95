"""The words of an organisation, ``content/words/<language>.po``: each held against the sentence that it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from babel.messages.catalog import Message
from collections.abc import Iterator, Sequence
from gettext import c2py
from io import StringIO
from typing import TYPE_CHECKING, Any

from inforce.model.problem import Place, Problem, at_most, listed
from inforce.parsing import characters
from inforce.parsing.characters import decode
from inforce.parsing.suggestions import did_you_mean, shortened

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Catalog, Message

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


_HTML: Final = re.compile(r"</?[A-Za-z][^>]*>|&#?\w+;|<!--|@@inforce:")
_DIVIDES_BY_WHAT_MAY_BE_NOTHING: Final = re.compile(r"[%/](?!\s*[1-9])")
_REPORTED: Final = frozenset({"bidi-control", "conflict-marker", "control-character", "lost-character"})
_LINE: Final = re.compile(
    r'\s*(?:#.*|(?:(?P<keyword>msgctxt|msgid|msgid_plural|msgstr)(?P<number>\[\d+\])?\s+)?"(?:[^"\\]|\\.)*"\s*)?'
)
_FOLLOWS: Final = {
    "msgctxt": {"", "msgstr", "msgstr[]"},
    "msgid": {"", "msgctxt", "msgstr", "msgstr[]"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[]": {"msgid_plural", "msgstr[]"},
}
"""Which lines of an entry come after which; "" is the beginning of the file."""

_MOST: Final = 100
"""So many problems of a catalogue are told: to say which sentence was meant takes a look at all of them."""

_HEADER: Final = (
    "Begin each entry with msgid and the sentence in quotes, then msgstr and your words for it in quotes, "
    "as the command inforce words writes them."
)


@dataclass(frozen=True)
class Words:
    """What a file says, by sentence: one form, or one for each kind of number; *plural* chooses, by a rule in C."""

    said: Mapping[Key, tuple[str, ...]]
    forms: int = 2
    plural: str = "(n != 1)"


NONE: Final = Words({})


def read_words(content: bytes, file: str, locale: Locale | None) -> tuple[Words, tuple[Problem, ...]]:
    """Read the bytes of *file*; words with a problem are left out, and so are those marked as fuzzy."""
    text, problems = decode(content, file)
    if text is None:
        return NONE, problems
    lines = characters.split_lines(text)
    odd = tuple(one for one in characters.problems_in_source(text, lines, file) if one.code in _REPORTED)
    if wrong := tuple(at_most(_MOST, (_not_read(file, number) for number in _misplaced(lines)), file)):
        return NONE, (*odd, *wrong)
    catalog, twice, unread = _parsed(text, lines, file, locale)
    if catalog is None:
        return NONE, (*odd, *unread)
    said: dict[Key, tuple[str, ...]] = {}
    wrong = tuple(at_most(_MOST, _taken(catalog, file, said), file))
    return Words(said, catalog.num_plurals, catalog.plural_expr), (*odd, *unread, *twice, *wrong)


def _taken(catalog: Catalog, file: str, said: dict[Key, tuple[str, ...]]) -> Iterator[Problem]:
    """Take the entries that are sound into *said*, and yield what is wrong with the others."""
    for message in catalog:
        if not message.id or message.fuzzy or not any(forms_of(message)):
            continue
        problems = tuple(_problems(message, catalog.num_plurals, file))
        yield from problems
        if not problems:
            said[key_of(message)] = forms_of(message)


def _misplaced(lines: Sequence[str]) -> Iterator[int]:
    """Yield the number of each line that is none of a catalogue, or stands where it cannot.

    Babel is not so strict: it leaves words without a sentence out, and cuts a letter off where quotes are missing.
    """
    before = ""
    for number, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line)
        if not found:
            yield number
        elif found["keyword"]:
            keyword = found["keyword"] + ("[]" if found["number"] else "")
            if before not in _FOLLOWS.get(keyword, ()):
                yield number
            before = keyword
    if before not in ("", "msgstr", "msgstr[]"):
        yield len(lines)


def _parsed(
    text: str, lines: Sequence[str], file: str, locale: Locale | None
) -> tuple[Catalog | None, tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the entries of a file, those that stand there twice, and why it cannot be read."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415  # a site in the program's own words does without
    from babel.messages.pofile import PoFileError, PoFileParser  # noqa: PLC0415  # as above

    twice: list[Problem] = []

    class Once(Catalog):
        """Tells an entry that comes again, instead of joining the two."""

        def __setitem__(self, id: Any, message: Message) -> None:  # noqa: A002 - the name that Babel gives it
            if message.id and self.get(message.id, message.context) is not None:
                twice.append(_twice(message, file))
            else:
                super().__setitem__(id, message)

    catalog = Once(locale=locale)
    try:
        PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(StringIO(text))
        plural = c2py(catalog.plural_expr)
        if _DIVIDES_BY_WHAT_MAY_BE_NOTHING.search(catalog.plural_expr) or not all(
            0 <= plural(number) < catalog.num_plurals for number in range(200)
        ):
            raise ValueError  # noqa: TRY301 - the same to whoever wrote it
    except PoFileError as error:
        return None, (), (_form_too_many(lines, catalog.num_plurals, file) or _not_read(file, error.lineno + 1),)
    except ValueError:
        return None, (), (_no_rule(text, file),)
    return catalog, tuple(twice), ()


def _problems(message: Message, count: int, file: str) -> Iterator[Problem]:
    place = Place(file, message.lineno or 0, 1)
    sentence = sentences().get(key_of(message))
    if sentence is None or bool(sentence.many) == isinstance(message.id, str):
        yield _unknown(message, place)
        return
    forms = forms_of(message)
    if sentence.many and not all(forms):
        yield _lacks_forms(sentence, count, place)
    for form in filter(None, forms):
        if wrong := tuple(_wrong_places(sentence, form, place)):
            yield from wrong
            return
        if html := _HTML.search(form):
            yield _is_html(html[0], place)
            return


def _wrong_places(sentence: Sentence, form: str, place: Place) -> Iterator[Problem]:
    asked, given = sentence.places, places(form)
    # The number may be left to the words of a form: "one rule".
    lacking = sorted(asked - given - ({"count"} if sentence.many else set()))
    if lacking:
        yield Problem(
            place,
            "words-places",
            f"These words leave out {_places_in_words(lacking)}, which the sentence has.",
            f"Put {_braces(lacking)} where in your words that belongs.",
        )
    if extra := sorted(given - asked):
        remedy = f"The sentence has {_braces(sorted(asked))}." if asked else "The sentence has no places: take it out."
        meant = did_you_mean(extra[0], asked)
        what = f"These words have {_places_in_words(extra)}, which the sentence has not."
        yield Problem(place, "words-places", what, meant or remedy)
    if re.search("[{}]", without_places(form)):
        yield Problem(
            place,
            "words-places",
            "These words have a brace that is no part of a place.",
            "A place is its name in braces, nothing more: {day}. Take other braces out.",
        )


def _places_in_words(names: list[str]) -> str:
    return f"the place {_braces(names)}" if len(names) == 1 else f"the places {_braces(names)}"


def _braces(names: list[str]) -> str:
    return listed([f"{{{name}}}" for name in names])


def _unknown(message: Message, place: Place) -> Problem:
    context, said = key_of(message)
    every = sentences()
    known = [english for other, english in every if other == context] or [english for _other, english in every]
    return Problem(
        place,
        "words-unknown",
        f'The program has no sentence "{shortened(said)}"{f" in the context {context}" if context else ""}.',
        did_you_mean(said, known) or "Delete its entry: words for it would be said nowhere."
        if said not in known
        else "Take its entry, with msgctxt and all, from a file that inforce words writes.",
    )


def _lacks_forms(sentence: Sentence, count: int, place: Place) -> Problem:
    return Problem(
        place,
        "words-forms",
        f'The words for "{shortened(sentence.one)}" are not given for every kind of number.',
        f"The language has {count} kinds by the rule that is in use: give msgstr[0] to msgstr[{count - 1}]."
        if count > 1
        else "The language has one form by the rule that is in use: give msgstr[0].",
    )


def _form_too_many(lines: Sequence[str], count: int, file: str) -> Problem | None:
    """Return that an entry has a form for a kind of number that the rule in use does not know."""
    numbers = (found["number"] if (found := _LINE.fullmatch(line)) else None for line in lines)
    extra = next((line for line, number in enumerate(numbers, start=1) if number and int(number[1:-1]) >= count), None)
    if extra is None:
        return None
    return Problem(
        Place(file, extra, 1),
        "words-forms",
        "These words are for a kind of number that the rule in use does not have: "
        f"it has {count}, the first of them msgstr[0].",
        "Leave the line Plural-Forms out and the usual rule of the language holds, or write it as the manual of "
        "gettext has it.",
    )


def _is_html(found: str, place: Place) -> Problem:
    what = f'"{found}" is HTML, which the words of a catalogue do not have.'
    return Problem(place, "words-html", what, "Write the words as readers see them; the program does the rest.")


def _twice(message: Message, file: str) -> Problem:
    what = f'There are words for "{shortened(key_of(message)[1])}" twice.'
    return Problem(Place(file, message.lineno or 0, 1), "words-twice", what, "Keep the entry that is to hold.")


def _not_read(file: str, line: int) -> Problem:
    return Problem(Place(file, line, 1), "words-not-read", "This is not written as a catalogue is.", _HEADER)


def _no_rule(text: str, file: str) -> Problem:
    before, header, _after = text.partition("Plural-Forms")
    return Problem(
        Place(file, before.count("\n") + 1, 1) if header else Place(file),
        "words-forms",
        "The rule after Plural-Forms does not choose one form for every number.",
        "Leave the line out and the usual rule of the language holds, or write it as the manual of gettext has it.",
    )
