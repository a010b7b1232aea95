"""The catalogue of a site, and one to be filled in: the words of the organisation, dates and lists of the language.

A site in the program's own English, without words of its own, reads nothing and imports nothing for this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from inforce.model.dates import MONTHS
from inforce.translations.po_file import Key

if TYPE_CHECKING:
    from babel import Locale
import hashlib
import json
from gettext import GNUTranslations
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from inforce.model.catalogue import ENGLISH, Catalogue
from inforce.model.problem import Place, Problem, Severity
from inforce.translations.po_file import NONE, TEMPLATE, Words, forms_of, read_words, sentences

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


def read_catalogue(
    language: str, content: bytes | None, file: str, settings: Place
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Return how a site in *language* says our words; *content* are the bytes of *file*, None where there is none.

    *settings* is where the language is set.
    """
    own = language in ("en", ENGLISH.language)
    if content is None and own:
        return Catalogue(language), ()
    locale = locale_of(language)
    words, problems = read_words(content, file, locale) if content is not None else (NONE, ())
    said = dict(words.said)
    if locale and not own:
        said = {key: (text,) for key, text in locale_words(locale).items()} | said
    if not language.startswith("en"):
        place = settings if content is None else Place(file)
        problems = (*problems, *_missing(language, len(sentences().keys() - said.keys()), place))
    return _catalogue(language, locale, words, said), problems


def _catalogue(language: str, locale: Locale | None, words: Words, said: Mapping[Key, tuple[str, ...]]) -> Catalogue:
    written = json.dumps([language, words.plural, sorted((*key, *forms) for key, forms in said.items())])
    return Catalogue(
        language=language,
        direction=locale.text_direction if locale else "ltr",
        translations=_translations(locale, words, said),
        print_messages=_said_by(".typ", said),
        digest=hashlib.sha256(written.encode()).hexdigest(),
    )


def _translations(locale: Locale | None, words: Words, said: Mapping[Key, tuple[str, ...]]) -> GNUTranslations:
    from babel.messages.catalog import Catalog  # noqa: PLC0415  # a site in the program's own words does without
    from babel.messages.mofile import write_mo  # noqa: PLC0415  # as above

    compiled = Catalog(locale=locale or "en", fuzzy=False)  # one without a locale would lose the rule
    header = f"nplurals={words.forms}; plural={words.plural};"
    compiled.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", header)]
    for key, forms in said.items():
        sentence = sentences()[key]
        english = (sentence.one, sentence.many) if sentence.many else sentence.one
        compiled.add(english, forms if sentence.many else forms[0], context=sentence.context or None)
    written = BytesIO()
    write_mo(written, compiled)
    written.seek(0)
    return GNUTranslations(written)


def _said_by(ending: str, said: Mapping[Key, tuple[str, ...]]) -> dict[str, str]:
    return {key[1]: forms[0] for key, forms in sorted(said.items()) if sentences()[key].is_said_by(ending)}


def _missing(language: str, count: int, place: Place) -> tuple[Problem, ...]:
    if not count:
        return ()
    said = "1 sentence" if count == 1 else f"{count} sentences"
    return (
        Problem(
            place,
            "words-missing",
            f"There are no words in the language {language} for {said} of {len(sentences())}; readers see English.",
            f"Translate them in content/words/{language}.po. This writes them all into it:  inforce words {language}",
            Severity.WARNING,
        ),
    )


_HEADER = """\
# What inforce says to readers. An entry without words in msgstr is said in English.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals={forms}; plural={plural};\\n"

"""


def words_to_fill(language: str, existing: str) -> tuple[str, int]:
    """Return the text of ``words/<language>.po``, and how many of its sentences have no words yet.

    All that *existing* has is kept; what stands for a sentence that is no more goes to the end, as a remark.
    """
    from babel.messages.catalog import Catalog  # noqa: PLC0415  # no other command needs it
    from babel.messages.pofile import PoFileParser, read_po, write_po  # noqa: PLC0415  # as above

    catalogue = Catalog(locale=locale_of(language), fuzzy=False)
    PoFileParser(catalogue).parse(StringIO(existing))
    with TEMPLATE.open(encoding="utf-8") as file:
        catalogue.update(read_po(file), no_fuzzy_matching=True, update_header_comment=False)
    written = BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, include_lineno=False)
    header = _HEADER.format(language=language, forms=catalogue.num_plurals, plural=catalogue.plural_expr)
    empty = [message for message in catalogue if message.id and not any(forms_of(message))]
    return header + written.getvalue().decode(), len(empty)
