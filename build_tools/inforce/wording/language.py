"""What is known of a language, read from its folder of tables: forms of words, opposites, words that weigh.

Nothing of any language stands in the code beside this: its words of danger, numbers, units, spellings and opposites
are data, one folder a language, so that a speaker of another can add one. No table says that something is harmless,
but `equivalents.tsv`, and each of its lines is a promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

ENGLISH: Final = "en"
_SAME: Final = "|"  # between forms that are the same for a reader


class Entry(NamedTuple):
    """Words that weigh: what kind they are, their class within it, and what stands for all forms of them.

    *beside* says that they count only before a figure ("#"), behind one ("<") or where a clause begins ("^").
    """

    words: tuple[str, ...]
    kind: str
    cls: str
    value: str
    beside: str = ""


class Unit(NamedTuple):
    """A unit: its code, what it measures, and how many of the smallest unit of that it is, where that is exact."""

    code: str
    dimension: str
    factor: str


Row = tuple[str, ...]


class Language:
    """The tables of one language by name; those of a language that nothing is known of are empty."""

    def __init__(self, code: str, tables: Mapping[str, tuple[Row, ...]]) -> None:
        self.code = code
        self.known = bool(tables)
        self._tables = tables
        self._spelt: dict[str, str] = {}

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows of *table*."""
        return self._tables.get(table, ())

    def words(self, name: str) -> frozenset[str]:
        """Return the list of words of that *name*."""
        return self._lists.get(name, frozenset())

    @cached_property
    def _lists(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(words.split()) for name, _, words in self.rows("words")}

    @cached_property
    def entries(self) -> dict[str, tuple[Entry, ...]]:
        """The words that weigh, and those that stand for others, by their first word, the longest first."""
        found: dict[str, list[Entry]] = {}
        for entry in _entries(self.rows("significant"), self.rows("equivalents")):
            found.setdefault(entry.words[0], []).append(entry)
        return {first: tuple(sorted(some, key=lambda one: -len(one.words))) for first, some in found.items()}

    @cached_property
    def second_words(self) -> dict[str, frozenset[str]]:
        """The words that may stand behind the first of several that weigh together; "" where one weighs by itself."""
        return {
            first: frozenset(entry.words[1] if len(entry.words) > 1 else "" for entry in some)
            for first, some in self.entries.items()
        }

    @cached_property
    def levels(self) -> dict[str, str]:
        """How binding each class of strength is."""
        return {row[0]: row[1] for row in self.rows("levels")}

    @cached_property
    def verbs(self) -> dict[str, str]:
        """Every verb as a command has it; "n" for those that are a noun at least as often."""
        return {row[0]: row[1] for row in self.rows("verbs")}

    @cached_property
    def irregular(self) -> dict[str, str]:
        """Forms of words that no ending shows, with the word that they are forms of."""
        return {row[0]: row[1] for row in self.rows("irregular")}

    @cached_property
    def single(self) -> dict[str, frozenset[str]]:
        """The classes of each kind that count though nothing stands for them on the other side."""
        return {kind: frozenset(classes.split(_SAME)) for kind, classes in self.rows("single")}

    @cached_property
    def units(self) -> dict[Row, Unit]:
        """Every unit by the words that it is written with."""
        return {
            tuple(form.lstrip("=").split()): Unit(code, dimension, factor)
            for code, dimension, factor, forms in self.rows("units")
            for form in forms.split(_SAME)
        }

    @cached_property
    def unit_codes(self) -> dict[str, Unit]:
        """Every unit by its code."""
        return {unit.code: unit for unit in self.units.values()}

    @cached_property
    def small_numbers(self) -> dict[str, int]:
        """Number words below a hundred."""
        return self._numbers("small")

    @cached_property
    def scales(self) -> dict[str, int]:
        """Number words that multiply what stands before them, hundred among them."""
        return self._numbers("hundred") | self._numbers("scale")

    @cached_property
    def ordinals(self) -> dict[str, int]:
        """Number words that count in order."""
        return self._numbers("ordinal")

    def _numbers(self, kind: str) -> dict[str, int]:
        return {word: int(value) for word, value, of in self.rows("numbers") if of == kind}

    @cached_property
    def months(self) -> dict[str, int]:
        """The names of months as they are written."""
        return {name: int(number) for name, number in self.rows("months")}

    @cached_property
    def initials(self) -> frozenset[str]:
        """Words in lower case that the same letters in capitals are not."""
        return frozenset(word for (word,) in self.rows("initials"))

    @cached_property
    def contractions(self) -> dict[str, str]:
        """What short forms are short for."""
        return {form: full for form, full in self.rows("contractions") if not form.startswith("*")}

    @cached_property
    def contracted_endings(self) -> tuple[tuple[str, str], ...]:
        """Endings that are short for a word of their own, with that word."""
        return tuple((form[1:], full[2:]) for form, full in self.rows("contractions") if form.startswith("*"))

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {row[0]: row[1] for row in (*self.rows("spelling"), *self.rows("spelling-own"))}

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(pattern), put) for pattern, put in self.rows("spelling-patterns"))

    def spelt(self, word: str) -> str:
        """Return the spelling that stands for all spellings of a lower-case *word*, also of one that owns something."""
        known = self._spelt.get(word)
        if known is None:
            owner, mark, ending = word.partition("'")
            known = self._spellings.get(owner, owner)
            for pattern, put in self._patterns:
                known = pattern.sub(put, known)
            known = self._spelt[word] = f"{known}{mark}{ending}"
        return known

    def folded(self, norm: str) -> str:
        """Return the word with no capitals, but for initials that would become another word.

        Of a language that nothing is known of, capitals may make another word.
        """
        if not self.known:
            return norm
        low = norm.lower()
        return norm if norm.isupper() and low in self.initials else low

    @cached_property
    def antonyms(self) -> dict[str, dict[str, str]]:
        """The opposites of each word with the parts of speech in which they are; the project's own table decides."""
        found: dict[str, dict[str, str]] = {}
        for table in ("opposites", "opposites-own"):
            parts: dict[Row, str] = {}
            for one, other, part in self.rows(table):
                for both in ((one, other), (other, one)):
                    parts[both] = parts.get(both, "") + part
            for (word, beside), said in parts.items():
                found.setdefault(word, {})[beside] = said
        return found


def _entries(significant: tuple[Row, ...], equivalents: tuple[Row, ...]) -> Iterator[Entry]:
    same = {form: value for value, forms in equivalents for form in forms.split(_SAME)}
    weighs: dict[str, tuple[str, str]] = {}
    known: set[str] = set()
    for kind, cls, groups in significant:
        for group in groups.split(";"):
            forms = group.split(_SAME)
            for form in forms:
                value = same.get(form) or same.get(forms[0]) or _bare(forms[0])
                weighs.setdefault(value, (kind, cls))
                known.add(_bare(form))
                yield _entry(form, kind, cls, value)
    for form, value in same.items():
        kind, cls = weighs.get(value, ("word", ""))
        if _bare(form) not in known:
            yield _entry(form, kind, cls, value)
    for value in sorted(set(same.values())):
        if value not in weighs and " " in value:
            yield _entry(value, "word", "", value)


def _bare(form: str) -> str:
    return form.rstrip("#<^")


def _entry(form: str, kind: str, cls: str, value: str) -> Entry:
    beside = form[-1] if form[-1] in "#<^" else ""
    return Entry(tuple(_bare(form).split()), kind, cls, value, beside)


@cache
def language(code: str) -> Language:
    """Return what is known of the language with that *code*, "en" or "en-GB"."""
    folder = files("inforce") / "languages" / code.partition("-")[0].lower()
    if not code.partition("-")[0].isalpha() or not folder.is_dir():
        return Language(code, {})
    tables = {
        table.name.removesuffix(".tsv"): tuple(_read(table.read_text(encoding="utf-8")))
        for table in folder.iterdir()
        if table.name.endswith(".tsv")
    }
    return Language(code, tables)


def _read(table: str) -> Iterator[Row]:
    for line in table.split("\n"):
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


_SHORTEST_STEM: Final = 3
_SHORTEST_NEGATED: Final = 4


@lru_cache(maxsize=65536)
def stem(word: str, language: Language) -> str:
    """Return what the inflected forms of *word* have in common; for pairing alone, for it proves nothing."""
    word = language.irregular.get(word, word)
    for (ending,) in language.rows("endings"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= _SHORTEST_STEM and root[-1] != ending:  # "pass" has no ending
            if not ending.isalpha():  # of an owner, behind another: "nurses'"
                word = root
                continue
            if len(root) > _SHORTEST_STEM and root[-1] == root[-2] and root[-1] not in "sl":
                return root[:-1]
            return root.rstrip("iy")
    return word.rstrip("iy") if language.known else word


@lru_cache(maxsize=65536)
def opposites(one: str, other: str, language: Language) -> str:
    """Return the parts of speech in which two words are opposites in the same inflection; "" where they are none.

    "n" are nouns: parent and child are a change and no opposites.
    """
    if one == other:
        return ""
    known = language.antonyms
    for root, ending in sorted(_roots(one, language)):
        for beside, end in sorted(_roots(other, language)) if root in known else ():
            if ending == end and beside in known[root]:
                return known[root][beside]
    return "a" if _negated(one, other, language) or _negated(other, one, language) else ""


def _negated(long: str, short: str, language: Language) -> bool:
    return len(short) >= _SHORTEST_NEGATED and any(
        long in {f"{prefix}{short}", f"{prefix}-{short}"} for prefix in language.words("negating-prefix")
    )


@lru_cache(maxsize=65536)
def turned_by_prefix(one: str, other: str, language: Language) -> bool:
    """Whether two words are alike but for their first parts, which say the reverse: hyper- and hypo-."""
    for first, second in language.rows("prefixes"):
        for word, beside in ((one, other), (other, one)):
            rest = word.removeprefix(first)
            if rest != word and len(rest) >= _SHORTEST_NEGATED and beside == f"{second}{rest}":
                return True
    return False


@lru_cache(maxsize=65536)
def _roots(word: str, language: Language) -> frozenset[tuple[str, str]]:
    """Return (root, ending) for the ways in which *word* can be an inflected form."""
    return frozenset({(word, ""), *_uninflected(word, language)})


def _uninflected(word: str, language: Language) -> Iterator[tuple[str, str]]:
    for ending, group, silent in language.rows("inflections"):
        if not word.endswith(ending) or len(word) - len(ending) < _SHORTEST_STEM:
            continue
        root = word[: -len(ending)]
        yield root, group
        if silent:
            yield f"{root}{silent}", group
        if len(root) > _SHORTEST_STEM and root[-1] == root[-2]:
            yield root[:-1], group
        if root.endswith("i"):
            yield f"{root[:-1]}y", group
