"""Attributes say what content/site.yml declares: their names, and their values where it lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from inforce.checks.severity import Found, problem
from inforce.model.carried import Attribute, AttributeDefinition
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.problem import FieldPath, Problem
from inforce.parsing.suggestions import did_you_mean, listed

CODE = "attribute-not-declared"


def attributes_declared(library: Library, day: date) -> Iterator[Problem]:
    """Every attribute of a rule, a version or a document is declared, and so is its value."""
    known = {one.name: one for one in library.settings.attributes}
    for document in library.documents:
        for found in _of(document.details.attributes, (), known):
            yield Problem(document.origin.place(*found.path), found.code, found.what, found.remedy)
        for version in document.versions:
            for found in _of_version(version, known):
                yield problem(found, document, version, day)


def _of_version(version: Version, known: Mapping[str, AttributeDefinition]) -> Iterator[Found]:
    yield from _of(version.text.attributes, (), known)
    for path, rule in version.located_rules():
        yield from _of(rule.attributes, path, known)


def _of(attributes: Iterable[Attribute], path: FieldPath, known: Mapping[str, AttributeDefinition]) -> Iterator[Found]:
    for place, one in enumerate(attributes):
        where: FieldPath = (*path, "attributes", place)
        declared = known.get(one.name)
        if declared is None:
            what = f'The attribute "{one.name}" is not declared in content/site.yml.'
            add = f"Add it there:  attributes:\n  - name: {one.name}\n    meaning: …"
            yield Found((*where, "name"), CODE, what, did_you_mean(one.name, known) or add)
        elif declared.values and one.value not in declared.values:
            what = f'"{one.value}" is not a value of the attribute "{one.name}".'
            remedy = did_you_mean(one.value, declared.values) or f"Its values are {listed(declared.values)}."
            yield Found((*where, "value"), CODE, what, remedy)
