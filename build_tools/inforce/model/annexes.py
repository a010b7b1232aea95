"""What a rule or a version carries, put into words as block text under headings: one form for every view of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from inforce.model.block_text import blocks_of
from inforce.model.blocks import NUMBERED, escaped, pieces_in
from inforce.model.catalogue import N_, _, listed, with_commas
from inforce.model.guidance import VersionText
from inforce.model.numbering import NumberedRule
from inforce.model.rules import Attribute, Contact, Deprecation, KeyPoint, Note, NoteKind, Role, Rule, Term

NOTES: Final[Mapping[NoteKind, str]] = {
    NoteKind.NOTE: N_("Note (not a rule)"),
    NoteKind.EXAMPLE: N_("Example (not a rule)"),
    NoteKind.RATIONALE: N_("Why this rule is here (not a rule)"),
}


@dataclass(frozen=True)
class Annex:
    """Block text under a heading ("" for none); *kind* is part of a class name and of an id."""

    kind: str
    heading: str
    text: str


def not_to_be_used(rule: Rule) -> str:
    """Return what every view says before the words of *rule* where it is deprecated; "" where it is not."""
    return _("Do not use this rule any more") if rule.deprecated else ""


def annexes_of_rule(rule: Rule, rules: Mapping[str, NumberedRule]) -> tuple[Annex, ...]:
    """Return what *rule* carries; *rules* are those of its version by id."""
    return tuple(_of_rule(rule, rules))


def _of_rule(rule: Rule, rules: Mapping[str, NumberedRule]) -> Iterator[Annex]:
    if rule.deprecated:
        yield Annex("deprecated", "", _deprecated(rule.deprecated, rules))
    if rule.attributes:
        yield Annex("attributes", "", attributes_in_words(rule.attributes))
    for note in rule.notes:
        yield _note(note)


def terms_used(rule: Rule, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return those of *terms* that the texts of *rule* lead to."""
    return terms_in((rule.text, rule.local_practice, *(note.text for note in rule.notes)), terms)


def terms_in(texts: Iterable[str], terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return those of *terms* that *texts* lead to."""
    if not (every := tuple(terms)):
        return ()
    named = {piece.href for text in texts for piece in pieces_in(blocks_of(text)) if piece.href.startswith("#")}
    return tuple(term for term in every if f"#{term.id}" in named)


def meaning_of(terms: Iterable[Term]) -> tuple[Annex, ...]:
    """Return what *terms* mean, to stand beside a rule that uses them; nothing where there are none."""
    found = tuple(terms)
    if not found:
        return ()
    named = listed([_("\u201c{term}\u201d", term=term.term) for term in found])
    said = _listed(f"**{escaped(term.term)}**: {_behind(term.meaning)}" for term in found)
    return (Annex("meaning", _("Meaning of {terms}", terms=named), said),)


def before_the_rules(
    text: VersionText, rules: Mapping[str, NumberedRule], of_document: tuple[Attribute, ...] = ()
) -> tuple[Annex, ...]:
    """Return what stands under the title of a version, with the attributes *of_document*."""
    found = []
    if text.key_points:
        found.append(Annex("key_points", _("Key points"), _listed(_point(point, rules) for point in text.key_points)))
    if attributes := (*of_document, *text.attributes):
        found.append(Annex("attributes", "", attributes_in_words(attributes)))
    return tuple(found)


def after_the_rules(text: VersionText) -> tuple[Annex, ...]:
    """Return what stands behind the rules of a version: duties, terms and contacts."""
    found = []
    if text.roles:
        found.append(Annex("roles", _("Who does what"), "\n\n".join(map(_role, text.roles))))
    if text.terms:
        found.append(Annex("terms", _("What words mean here"), _listed(map(_term, text.terms))))
    if text.contacts:
        found.append(Annex("contacts", _("Contacts"), _contacts(text.contacts)))
    return tuple(found)


def attributes_in_words(attributes: Iterable[Attribute]) -> str:
    """Return *attributes* as block text, those of one name on one line."""
    return "\\\n".join(f"**{escaped(name)}:** {escaped(values)}" for name, values in attributes_by_name(attributes))


def attributes_by_name(attributes: Iterable[Attribute]) -> tuple[tuple[str, str], ...]:
    """Return each name of *attributes* with its values, in one line."""
    values: dict[str, list[str]] = defaultdict(list)
    for one in attributes:
        values[one.name].append(one.value)
    return tuple((name, with_commas(found)) for name, found in values.items())


def _deprecated(one: Deprecation, rules: Mapping[str, NumberedRule]) -> str:
    links = [_reference(name, rules) for name in one.successors]
    instead = _("Follow rule {rules} instead.", rules=with_commas(links)) if links else ""
    return "\n\n".join(filter(None, (_escaped_lines(one.reason), instead)))


def _reference(name: str, rules: Mapping[str, NumberedRule]) -> str:
    shown = rules[name].name if name in rules else name
    return f'[{escaped(shown)}](#{name} "{NUMBERED}")'


def _note(note: Note) -> Annex:
    return Annex("note", _(NOTES[note.kind]), note.text.strip("\n"))


def _point(point: KeyPoint, rules: Mapping[str, NumberedRule]) -> str:
    said = escaped(point.text)
    if point.rule is None:
        return said
    return _("{point} Rule {number}.", point=said, number=_reference(point.rule, rules))


def _term(term: Term) -> str:
    return f"{{#{term.id}}} **{escaped(term.term)}**: {_behind(term.meaning)}"


def _role(role: Role) -> str:
    ways = with_commas(list(_ways(role)))
    head = f"**{escaped(role.role)}**"
    return "\n\n".join(filter(None, (head, role.duties.strip("\n"), ways)))


def _contacts(contacts: tuple[Contact, ...]) -> str:
    """Return a table of *contacts*, without the columns in which nobody has anything."""
    columns = [(_("Who"), [escaped(one.who) for one in contacts])]
    if any(one.when for one in contacts):
        columns.insert(0, (_("When"), [escaped(one.when or "") for one in contacts]))
    if any(one.telephone for one in contacts):
        columns.append((_("Telephone"), [_call(one.telephone) for one in contacts]))
    if any(one.email for one in contacts):
        columns.append((_("Email"), [_write(one.email) for one in contacts]))
    rows = [[head for head, _cells in columns], ["---"] * len(columns)]
    rows += [[cells[place] for _head, cells in columns] for place in range(len(contacts))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _ways(one: Role) -> Iterator[str]:
    yield from filter(None, (_call(one.telephone), _write(one.email)))


def _call(number: str | None) -> str:
    return f"[{number}](tel:{re.sub(r'[^0-9+]', '', number)})" if number else ""


def _write(address: str | None) -> str:
    return f"[{escaped(address)}](mailto:{address})" if address else ""


def _listed(items: Iterable[str]) -> str:
    return "\n".join("- " + item.replace("\n", "\n  ") for item in items)


def _behind(text: str) -> str:
    return text.strip("\n")


def _escaped_lines(text: str) -> str:
    return "\n".join(escaped(line, begins=True) for line in text.split("\n"))
