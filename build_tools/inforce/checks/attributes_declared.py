"""Attributes say what content/site.yml declares: their names, and their values where it lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from inforce.model.carried import Attribute, AttributeDefinition
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.problem import Origin, Problem, listed
from inforce.parsing.suggestions import did_you_mean


def attributes_declared(library: Library, day: date) -> Iterator[Problem]:  # noqa: ARG001 -- as every check
    """Every attribute of a rule, a version or a document is declared, and so is its value.

    That holds of versions that are published or past too: it is content/site.yml that is to be put right then, for no
    attribute or value that a published version uses is taken out.
    """
    known = {one.name: one for one in library.settings.attributes}
    for document in library.documents:
        yield from _of(document.details.attributes, document.origin, known)
        for version in document.versions:
            yield from _of_version(version, known)


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
