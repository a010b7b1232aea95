"""The catalogue of a site: the words of the organisation, and for dates and lists those of the language.

A site in the program's own English, without words of its own, reads nothing and imports nothing for this.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from gettext import GNUTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from inforce.model.catalogue import ENGLISH, Catalogue
from inforce.model.problem import Place, Problem, Severity
from inforce.translations.locale_data import locale_of, locale_words
from inforce.translations.po_file import NONE, Words, read_words
from inforce.translations.template import Key, sentences

if TYPE_CHECKING:
    from babel import Locale


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
        of_scripts=_said_by(".js", said),
        of_prints=_said_by(".typ", said),
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
