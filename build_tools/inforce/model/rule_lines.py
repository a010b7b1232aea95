"""A rule through the versions of its document, under every id that it has had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inforce.model.guidance import Document, Rule, Version
from inforce.model.numbering import NumberedRule, numbered_rules


@dataclass(frozen=True)
class RuleInVersion:
    """A rule as one version has it, with what numbers it there."""

    version: Version
    placed: NumberedRule

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.placed.rule

    @property
    def number(self) -> str:
        """What the rule is called by after the word "rule"."""
        return self.placed.name


@dataclass(frozen=True)
class RuleLine:
    """One rule: how each version has it, the oldest first, and all its ids in the order in which it got them."""

    ids: tuple[str, ...]
    stands: tuple[RuleInVersion, ...]

    def in_version(self, version: Version) -> RuleInVersion | None:
        """Return the rule as *version* has it, if it does."""
        return next((one for one in self.stands if one.version.number == version.number), None)


def rule_lines(document: Document) -> tuple[RuleLine, ...]:
    """Return every rule that *document* ever had, in the order in which they came.

    Each id belongs to one line. A rule goes on the line of its own id, or else on that of an id that it had formerly.
    """
    lines: list[tuple[list[str], list[RuleInVersion]]] = []
    of_id: dict[str, int] = {}
    for stands in _every_rule(document):
        names = (stands.rule.id, *stands.rule.formerly)
        place = next((of_id[name] for name in names if name in of_id), len(lines))
        if place == len(lines):
            lines.append(([], []))
        ids, found = lines[place]
        found.append(stands)
        for name in reversed(names):
            if of_id.setdefault(name, place) == place and name not in ids:
                ids.append(name)
    return tuple(RuleLine(tuple(ids), tuple(found)) for ids, found in lines)


def _every_rule(document: Document) -> Iterator[RuleInVersion]:
    for version in document.versions:
        for placed in numbered_rules(version):
            yield RuleInVersion(version, placed)
