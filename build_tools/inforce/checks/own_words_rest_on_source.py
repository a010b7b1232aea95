"""A rule in our own words states no number, date, law or strength that its source does not, unless declared ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inforce.checks.check import finds, where_open_to_change
from inforce.model.block_text import as_written
from inforce.model.catalogue import N_
from inforce.model.library import Library
from inforce.model.messages import _, listed
from inforce.model.placeholders import OUR_WORDS
from inforce.model.problem import Origin, Problem, Severity
from inforce.model.rules import OwnStatement, Rule
from inforce.wording.own_words import Statement, declared_in, unsupported
from inforce.wording.reasons import Significance


@dataclass(frozen=True)
class OwnWords:
    """What a rule that draws on its source states beyond it: what is declared, what is not, and what is not there.

    *declared* are the statements by position of their declaration; positions are a citation's and then its own.
    """

    undeclared: tuple[Statement, ...] = ()
    declared: tuple[tuple[int, int], ...] = ()
    not_there: tuple[tuple[int, int], ...] = ()


@finds("own-statement-not-there", "Words are declared as ours that are not in the rule, or that its source says too.")
@finds("own-statement-undeclared", "A rule in our own words has a number, date, law or strength that no source has.")
def own_words_rest_on_source(library: Library, day: date) -> Iterator[Problem]:
    """Whatever a rule that draws on a passage states stands in a passage that it cites, or is declared ours."""
    for document in library.documents:
        for version in document.versions:
            for path, rule in version.located_rules():
                found = _told(library, rule, version.origin.within(*path))
                yield from where_open_to_change(found, document, version, day)


def own_words(library: Library, rule: Rule) -> OwnWords:
    """Return what *rule* states that no passage that it cites does; nothing where it draws on none.

    How binding a rule is declared to be is held against its source elsewhere.
    """
    drawn_on = [at for at, citation in enumerate(rule.citations) if citation.draws_on]
    held = [library.passage(citation.passage) for citation in rule.citations] if drawn_on else []
    if not any(held):
        return OwnWords()
    found = [
        statement
        for statement in unsupported(
            as_written(rule.text), [as_written(passage.text) for passage in held if passage], _language(library, rule)
        )
        if not (statement.kind is Significance.STRENGTH and statement.canonical == rule.strength)
    ]
    declarations = [(at, place) for at in drawn_on for place in range(len(rule.citations[at].ours))]
    accounts = declared_in(as_written(rule.text), found, [_declared(rule, at).words for at in declarations])
    used = frozenset[int]().union(*accounts)
    return OwnWords(
        undeclared=tuple(statement for statement, by in zip(found, accounts, strict=True) if not by),
        declared=tuple(where for at, where in enumerate(declarations) if at in used),
        not_there=tuple(where for at, where in enumerate(declarations) if at not in used),
    )


def _language(library: Library, rule: Rule) -> str:
    """Return the language of what *rule* cites; none where it is in two."""
    editions = [library.edition(citation.passage) for citation in rule.citations]
    languages = {edition.language.partition("-")[0] for edition in editions if edition}
    return languages.pop() if len(languages) == 1 else ""


def _declared(rule: Rule, where: tuple[int, int]) -> OwnStatement:
    citation, place = where
    return rule.citations[citation].ours[place]


def _told(library: Library, rule: Rule, at: Origin) -> Iterator[Problem]:
    found = own_words(library, rule)
    first = next((place for place, citation in enumerate(rule.citations) if citation.draws_on), 0)
    for statement in found.undeclared:
        yield _undeclared(rule, at.within("citations", first, "draws_on"), statement, _cited(library, rule))
    for citation, place in found.not_there:
        ours = rule.citations[citation].ours[place]
        yield _not_there(rule, at.within("citations", citation, "ours", place), ours)


_SAYS: Final = {
    Significance.NUMBER: N_('Rule "{rule}" draws on {passages}; its "{words}" is a number that is not given there.'),
    Significance.DATE: N_('Rule "{rule}" draws on {passages}; its "{words}" is a date that is not given there.'),
    Significance.CITATION: N_('Rule "{rule}" draws on {passages}; its "{words}" is a law that is not named there.'),
    Significance.STRENGTH: N_(
        'Rule "{rule}" draws on {passages}; its "{words}" binds in a way that nothing there does.'
    ),
    Significance.LIMIT: N_(
        'Rule "{rule}" draws on {passages}; its "{words}" is a limit that points the other way there.'
    ),
    Significance.EXCHANGED: N_(
        'Rule "{rule}" draws on {passages}; its "{words}" is there beside other words: something may be swapped.'
    ),
    Significance.RATE: N_('Rule "{rule}" draws on {passages}; its "{words}" is how often, and not said there.'),
    Significance.NEGATION: N_(
        'Rule "{rule}" draws on {passages}; its "{words}" is negated in one of the two and not in the other.'
    ),
    Significance.PERSON: N_(
        'Rule "{rule}" draws on {passages}; its "{words}" is said there of somebody else ({there}).'
    ),
    Significance.CONDITION: N_('Rule "{rule}" draws on {passages}; its "{words}" is the other way round there.'),
}
_NOT_GIVEN: Final = frozenset({Significance.NUMBER, Significance.DATE, Significance.CITATION})
"""What no paraphrase may add: an error. The rest is told by how words stand beside each other, and is a warning."""


def _undeclared(rule: Rule, at: Origin, statement: Statement, cited: Sequence[str]) -> Problem:
    return Problem(
        at.place(),
        "own-statement-undeclared",
        _(_SAYS[statement.kind], rule=rule.id, passages=listed(cited), words=statement.words, there=statement.there),
        "Correct the rule, or cite the passage that says so. If it is ours, declare it under this citation:  "
        f'ours:\n  - words: "{statement.words}"\n    reason: {OUR_WORDS}',
        Severity.ERROR if statement.kind in _NOT_GIVEN else Severity.WARNING,
    )


def _not_there(rule: Rule, at: Origin, statement: OwnStatement) -> Problem:
    return Problem(
        at.place(),
        "own-statement-not-there",
        _(
            'Rule "{rule}" declares "{words}" to be ours; it has no such words, or they state no number, '
            "date, law or strength that its source does not state.",
            rule=rule.id,
            words=statement.words,
        ),
        "Remove the declaration, or correct its words to those of the rule.",
    )


def _cited(library: Library, rule: Rule) -> list[str]:
    refs = dict.fromkeys(citation.passage for citation in rule.citations)
    passages = ((ref, library.passage(ref)) for ref in refs)
    return [f"{ref.source} {ref.edition} ({passage.label})" for ref, passage in passages if passage]
