"""Takes texts apart into the words by which they are found, and puts forms of one word into a group.

The script that searches (`theme/assets/javascripts/find.js`) takes queries apart by the same rules: `take_apart` and
the function of that name there are held against each other. Groups are made here alone and travel with the index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|['.\-()])*")
_THOUSANDS: Final = re.compile(r"([0-9]),(?=[0-9]{3}(?![0-9]))")
_LABEL: Final = re.compile(r"(?:[a-z]{1,4}-?)?[0-9]+(?:[.-][0-9]+)*[a-z]?(?:\([^\W_]+\))*$")
_MARKS_BETWEEN: Final = re.compile(r"[-'.()]+")
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"})  # noqa: RUF001 - marks in texts

_IRREGULAR: Final = {
    "children": "child", "childrens": "child", "people": "person", "men": "man", "women": "woman",
    "fallen": "fall", "fell": "fall", "gave": "give", "given": "give", "told": "tell", "wrote": "write",
    "written": "write", "took": "take", "taken": "take", "left": "leave", "held": "hold", "knew": "know",
    "known": "know", "met": "meet", "kept": "keep", "sent": "send", "brought": "bring", "spoke": "speak",
}  # fmt: skip
"""Forms of English words that no rule of endings joins."""


class Word(NamedTuple):
    """A word of a text: as written after folding, its parts, and the whole of them in one."""

    written: str
    parts: tuple[str, ...]
    whole: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form under which the word is found."""
        return self.parts if self.parts == (self.whole,) else (*self.parts, self.whole)


def fold(text: str) -> str:
    """Return *text* in small letters, without accents, with one kind of apostrophe and of hyphen."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text)
    return "".join(one for one in letters if not unicodedata.category(one).startswith("M")).lower().translate(_QUOTES)


def take_apart(text: str) -> Iterator[Word]:
    """Yield the words of *text*.

    "well-being" is also "wellbeing", "child's" is "child", "1,500" is "1500"; labels such as "AC-2(3)" stay whole.
    """
    for found in _WORD.findall(_THOUSANDS.sub(r"\1", fold(text))):
        word = found.rstrip("'.-(")
        has_figure = not word.isalpha() and any(one.isdigit() for one in word)
        if not (has_figure and word.endswith(")")):
            word = word.partition("(")[0].partition(")")[0].rstrip("'.-")
        if not word:
            continue
        if has_figure and _LABEL.match(word) and not word.isdigit():
            whole = word.replace("-", "")
            yield Word(word, tuple(part for part in re.split(r"[-()]+", word) if part and part != whole), whole)
            continue
        bare = word.removesuffix("'s").removesuffix("'")
        if parts := tuple(part for part in _MARKS_BETWEEN.split(bare) if part):
            yield Word(bare, parts, "".join(parts))


def grouping(language: str, known: dict[str, str]) -> Callable[[str], str]:
    """Return what names the group of a form in *language*; each form is its own where the language has no stemmer.

    *known* are the groups that were worked out before for this language; new ones are added.
    """
    name = _STEMMERS.get(language.partition("-")[0], "")
    if not name:
        return lambda form: form
    irregular = _IRREGULAR if name == "english" else {}

    def group(form: str) -> str:
        found = known.get(form)
        if found is None:
            stem = form if any(one.isdigit() for one in form) else _british(_stem(name)(irregular.get(form, form)))
            found = known[form] = stem
        return found

    return group


@cache
def _stem(name: str) -> Callable[[str], str]:
    import snowballstemmer  # noqa: PLC0415 - it loads every language, and most forms are known

    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem


def _british(stem: str) -> str:
    """Return "organiz" as "organis": readers write either."""
    return f"{stem[:-2]}is" if stem.endswith("iz") and len(stem) > 4 else stem


_STEMMERS: Final = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch",
    "pt": "portuguese", "sv": "swedish", "da": "danish", "no": "norwegian", "nb": "norwegian", "fi": "finnish",
    "ro": "romanian",
}  # fmt: skip

ENDINGS: Final = {
    "en": (
        "ing", "ings", "ed", "es", "s", "er", "ers", "e", "ment", "ments", "ation", "ations", "ion", "ions", "ly",
        "al", "ies", "ied", "y",
    ),
}  # fmt: skip
"""What may follow the common beginning of two forms of one word, for a form that the library does not have."""

COMMON: Final = {
    "en": (
        "a an the of to in on at for with from by as is are was were be been am i we you he she it they me my our your"
        " their his her its do does did has have had can could should would will may might must what who whom which"
        " when where why how if and or but not no this that these those there then than so about into"
    ),
}
"""Words that say little about what is looked for: they count where few others are asked for."""
