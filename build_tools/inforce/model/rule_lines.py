"""A rule through the versions of its document, under every id that it has had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from inforce.model.dataclass import cached_per_object, dataclass
from inforce.model.guidance import Document, Rule, Version
from inforce.model.names import VersionNumber
from inforce.model.numbering import NumberedRule, numbered_rules

RuleName = tuple[int, int]
"""What a rule is called in every version: the number of its line, and its place where several claim that line."""


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
        return next(iter(self.all_in_version(version)), None)

    def all_in_version(self, version: Version) -> tuple[RuleInVersion, ...]:
        """Return the rules that *version* has on this line: more than one where several claim it."""
        return _by_number(self).get(version.number, ())


@cached_per_object
def _by_number(line: RuleLine) -> Mapping[VersionNumber, tuple[RuleInVersion, ...]]:
    found: dict[VersionNumber, tuple[RuleInVersion, ...]] = {}
    for one in line.stands:
        found[one.version.number] = (*found.get(one.version.number, ()), one)
    return found


@cached_per_object
def rule_lines(document: Document) -> tuple[RuleLine, ...]:
    """Return every rule that *document* ever had, in the order in which they came."""
    return lines_of(document.versions)


def lines_of(versions: Iterable[Version]) -> tuple[RuleLine, ...]:
    """Return every rule of *versions*, the oldest of which comes first, in the order in which they came.

    Each id belongs to one line. A rule goes on the line of its own id, or else on that of an id that it had formerly.
    """
    lines: list[tuple[list[str], list[RuleInVersion]]] = []
    of_id: dict[str, int] = {}
    for stands in _every_rule(versions):
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


def names_in(version: Version, lines: Sequence[RuleLine]) -> tuple[RuleName, ...]:
    """Return what the rules of *version* are called in every version, in their order."""
    of_id = {name: (number, place) for number, line in enumerate(lines) for place, name in enumerate(line.ids)}
    names: dict[str, RuleName] = {}
    on_line: dict[int, int] = {}
    for name in sorted((rule.id for rule in version.rules), key=of_id.__getitem__):
        line, _ = of_id[name]
        place = on_line.get(line, 0)
        names[name], on_line[line] = (line, place), place + 1
    return tuple(names[rule.id] for rule in version.rules)


def _every_rule(versions: Iterable[Version]) -> Iterator[RuleInVersion]:
    for version in versions:
        for placed in numbered_rules(version):
            yield RuleInVersion(version, placed)
