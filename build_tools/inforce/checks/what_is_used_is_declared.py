"""What texts and rules use is declared: attributes in content/site.yml, terms where the version says what they mean.

A program cannot know that a word has a meaning of its own. It can know that somebody wrote it as one: in quotation
marks and capitals behind an article, with its meaning in passing, or as the name of a role or a body. Quotations of a
source, other words in quotation marks and the names of forms and pages are left alone, so that what is left is worth a
look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from inforce.checks.check import applies, finds
from inforce.model.block_text import lines_of
from inforce.model.guidance import Document, Version
from inforce.model.library import Library
from inforce.model.problem import Origin, Place, Problem, Severity, listed
from inforce.model.rules import Attribute, AttributeDefinition, RunningText
from inforce.parsing.suggestions import did_you_mean
from inforce.wording.language import Language, language


@finds(
    "attribute-not-declared",
    "A rule, version or document has an attribute or value that content/site.yml does not list.",
)
@finds("term-not-defined", "A version uses a term that has a meaning of its own, and does not say what it means.")
def what_is_used_is_declared(library: Library, day: date) -> Iterator[Problem]:
    """Every attribute of a rule, a version or a document is declared, with its value, and every term has its meaning.

    The first holds of versions that are published or past too: it is content/site.yml that is to be put right then, for
    no attribute or value that a published version uses is taken out.
    """
    known = {one.name: one for one in library.settings.attributes}
    for document in library.documents:
        yield from _of(document.details.attributes, document.origin, known)
        for version in document.versions:
            yield from _of_version(version, known)
            if version.text.format >= _WITH_TERMS and applies(document, version, day):
                yield from _undefined(document, version)


_WITH_TERMS: Final = 2  # the format


def _of_version(version: Version, known: Mapping[str, AttributeDefinition]) -> Iterator[Problem]:
    yield from _of(version.text.attributes, version.origin, known)
    for path, rule in version.located_rules():
        yield from _of(rule.attributes, version.origin.within(*path), known)


def _of(attributes: Iterable[Attribute], at: Origin, known: Mapping[str, AttributeDefinition]) -> Iterator[Problem]:
    for place, one in enumerate(attributes):
        where = at.within("attributes", place)
        declared = known.get(one.name)
        if declared is None:
            what = f'The attribute "{one.name}" is not declared in content/site.yml.'
            add = f"Add it there:  attributes:\n  - name: {one.name}\n    meaning: …"
            yield Problem(where.place("name"), "attribute-not-declared", what, did_you_mean(one.name, known) or add)
        elif declared.values and one.value not in declared.values:
            what = f'"{one.value}" is not a value of the attribute "{one.name}".'
            remedy = did_you_mean(one.value, declared.values) or f"Its values are {listed(declared.values)}."
            remedy += " If a published version has it, put it back in content/site.yml."
            yield Problem(where.place("value"), "attribute-not-declared", what, remedy)


@dataclass(frozen=True)
class _Text:
    """A text of ours: where it stands, the rule that it is of ("" for none), and its lines."""

    place: Place
    rule: str
    lines: tuple[str, ...]


_MARKS: Final = r"[\"\u201c\u201d]"
_QUOTED: Final = re.compile(rf"(?<!\()\b([\w\u2019']+) {_MARKS}([^\"\u201c\u201d]+){_MARKS}(?: ([\w-]+))?")
_IN_PASSING: Final = re.compile(rf"\((?:\w+ )?{_MARKS}([^\"\u201c\u201d]+){_MARKS}\)")
_SAID: Final = re.compile(rf"{_MARKS}([^\"\u201c\u201d]+){_MARKS} (\w+)")
_CAPITALS: Final = re.compile(r"([\w\u2019']+) ((?:[A-Z][\w\u2019'-]*)(?: [\w\u2019'-]+){1,5})")
_MOST_WORDS: Final = 5


def _undefined(document: Document, version: Version) -> Iterator[Problem]:
    """Yield a problem for each term, where it stands first."""
    texts, words = tuple(_texts(version)), language(version.language)
    known = "\n".join(map(_folded, _known(document, version, texts, words)))
    told = set[str]()
    for text in texts:
        for term, what in (*_written_as_terms(text, words), *_in_passing(text, texts)):
            if _folded(term) not in known and _folded(term) not in told:
                told.add(_folded(term))
                yield _problem(text, term, what)


def _texts(version: Version) -> Iterator[_Text]:
    """Yield the texts of *version* in our own words; those that quote have the terms of their source."""
    for path, _level, section in version.located_sections():
        for at, part in enumerate(section.rules):
            where = version.origin.within(*path, "rules", at)
            if isinstance(part, RunningText):
                yield _text(where.place("text"), "", part.text)
                continue
            if not any(citation.quotes for citation in part.citations):
                yield _text(where.place("text"), part.id, part.text)
            yield _text(where.place("local_practice"), part.id, part.local_practice)


def _text(place: Place, rule: str, text: str) -> _Text:
    return _Text(place, rule, tuple(line.words for line in lines_of(text)))


def _written_as_terms(text: _Text, words: Language) -> Iterator[tuple[str, str]]:
    """Yield what an article, and quotation marks or the name of a role or body in capitals, make a term."""
    before, labelled = words.words("determiner"), words.words("labelled")
    for line in text.lines:
        quoted = ((one, term) for one, term, behind in _QUOTED.findall(line) if behind.lower() not in labelled)
        named = ((one, _name(phrase.split(), words)) for one, phrase in _CAPITALS.findall(line))
        for article, term in (*quoted, *named):
            if article.lower() in before and _in_capitals(term, words):
                yield term, f'"{term}" is written as a term, and this version does not say what it means.'


def _in_capitals(term: str, words: Language) -> bool:
    parts = term.split()
    inner = words.words("connector")
    return 0 < len(parts) <= _MOST_WORDS and all(part[0].isupper() or part in inner for part in parts)


def _name(parts: list[str], words: Language) -> str:
    """Return the name of a role or a body that *parts* begin with, all of it in capitals; "" where there is none."""
    while parts and not parts[-1][0].isupper():
        parts = parts[:-1]
    run = next((parts[:at] for at in range(len(parts), 1, -1) if _in_capitals(" ".join(parts[:at]), words)), [])
    return " ".join(run) if run and run[-1].lower() in words.words("office") else ""


def _in_passing(text: _Text, texts: Iterable[_Text]) -> Iterator[tuple[str, str]]:
    """Yield what gets its meaning within a sentence, such as (the "Panel"), and stands in another rule too."""
    for term in (term for line in text.lines for term in _IN_PASSING.findall(line) if term[:1].isupper()):
        if other := next((one.rule for one in texts if one.rule not in {"", text.rule} and _uses(one, term)), ""):
            yield (
                term,
                f'"{term}" gets its meaning in passing here. Rule "{other}" uses it too, and is read alone.',
            )


def _uses(text: _Text, term: str) -> bool:
    return any(re.search(rf"\b{re.escape(term)}\b", line) for line in text.lines)


def _known(document: Document, version: Version, texts: Iterable[_Text], words: Language) -> Iterator[str]:
    """Yield what readers are told of elsewhere: terms, roles, people to contact, headings, and what a text defines."""
    text, details = version.text, document.details
    yield from (one.term for one in text.terms)
    yield from (one.role for one in text.roles)
    yield from (one.who for one in text.contacts)
    yield from (section.heading for section in version.sections)
    yield from filter(None, (text.title, details.owner, details.contact, text.approved and text.approved.by))
    defining = words.words("defining")
    for line in (line for one in texts for line in one.lines):
        yield from (term for term, behind in _SAID.findall(line) if behind.lower() in defining)


def _folded(term: str) -> str:
    return term.casefold().removesuffix("s")


def _problem(text: _Text, term: str, what: str) -> Problem:
    short = "-".join(re.findall(r"[a-z0-9]+", term.casefold()))
    remedy = f"Say what it means, and link to it:  terms:\n  - id: {short}\n    term: {term}\n    meaning: …"
    return Problem(text.place, "term-not-defined", what, remedy, Severity.WARNING)
