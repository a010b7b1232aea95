"""The numbers of sections and rules, and a rule through all versions, under every id that it has had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from inforce.model import cached_per_object
from inforce.model.block_text import in_one_line
from inforce.model.catalogue import _
from inforce.model.guidance import Document, Numbering, Version
from inforce.model.names import VersionNumber
from inforce.model.problem import FieldPath
from inforce.model.rules import Rule, RuleItem, RunningText, Section

_FIRST_WORDS = 5


@dataclass(frozen=True)
class NumberedSection:
    """A section with its path in the file, its level from 1, and its number ("" for none)."""

    path: FieldPath
    level: int
    number: str
    section: Section

    @property
    def heading(self) -> str:
        """The heading with the number before it."""
        return f"{self.number} {self.section.heading}".strip()


@dataclass(frozen=True)
class NumberedRule:
    """A rule in its place.

    *count* goes through the whole version. *number* is what is shown beside the rule: its own label, or a counted
    number, or "". *name* is what it is called by in a sentence after the word "rule": where rules have no numbers,
    its first words. *cited* names the section too where another rule has the same number. *successors* are those to
    follow instead, where it is not to be used any more.
    """

    path: FieldPath
    count: int
    number: str
    name: str
    cited: str
    section: NumberedSection
    rule: Rule
    successors: Mapping[str, NumberedRule] = field(default_factory=dict, compare=False, repr=False)


@cached_per_object
def numbered_sections(version: Version) -> tuple[NumberedSection, ...]:
    """Return all sections of *version*, in the order in which they are read."""
    return tuple(_sections((), version.text.sections, version.text.numbering, "", 0))


def numbered_rules(version: Version) -> tuple[NumberedRule, ...]:
    """Return all rules of *version*, in the order in which they are read."""
    found, often = _counted(version)
    if len(often) == len(found):
        return found
    return tuple(_named_by_section(placed) if often[placed.number] > 1 else placed for placed in found)


@cached_per_object
def _counted(version: Version) -> tuple[tuple[NumberedRule, ...], Counter[str]]:
    """Return the rules with their numbers, and how often there is each number."""
    placed_rules = tuple(_rules(version))
    named = {placed.rule.id: placed for placed in placed_rules}
    found = tuple(_with_successors(placed, named) for placed in placed_rules)
    return found, Counter(placed.number for placed in found)


def _with_successors(placed: NumberedRule, named: Mapping[str, NumberedRule]) -> NumberedRule:
    if not (gone := placed.rule.deprecated):
        return placed
    return replace(placed, successors={one: named[one] for one in gone.successors if one in named})


def rules_by_id(version: Version) -> Mapping[str, NumberedRule]:
    """Return all rules of *version* by their ids, in the order in which they are read."""
    return {placed.rule.id: placed for placed in numbered_rules(version)}


def _named_by_section(placed: NumberedRule) -> NumberedRule:
    if not placed.number:
        return placed
    cited = _("{number} ({section})", number=placed.number, section=placed.section.heading)
    return replace(placed, cited=cited)


def _sections(
    path: FieldPath, sections: tuple[Section, ...], numbering: Numbering | None, above: str, before: int
) -> Iterator[NumberedSection]:
    """Yield *sections*, which are counted on after the rules *before* them in the section that they stand in."""
    for place, section in enumerate(sections, start=1):
        found: FieldPath = (*path, "sections", place - 1)
        counted = f"{above}{before + place}" if numbering is Numbering.SECTION else ""
        number = section.label or counted
        yield NumberedSection(found, len(found) // 2, number, section)
        own = len(list(section.own_rules))
        yield from _sections(found, section.sections, numbering, f"{number}." if number else "", own)


def _rules(version: Version) -> Iterator[NumberedRule]:
    numbering = version.text.numbering or Numbering.DOCUMENT
    count = 0
    for section in numbered_sections(version):
        place = 0
        for position, part in enumerate(section.section.rules):
            if isinstance(part, RunningText):
                continue
            place, count = place + 1, count + 1
            match numbering:
                case Numbering.DOCUMENT:
                    counted = str(count)
                case Numbering.SECTION:
                    counted = f"{section.number}.{place}"
                case Numbering.NONE:
                    counted = ""
            number = part.label or counted
            name = number or _first_words(part)
            yield NumberedRule((*section.path, "rules", position), count, number, name, name, section, part)


def _first_words(rule: Rule) -> str:
    said = in_one_line(rule.text).split()
    first = " ".join(said[:_FIRST_WORDS])
    return f"\u201c{first}\u2026\u201d" if len(said) > _FIRST_WORDS else f"\u201c{first}\u201d"


def label_of(item: RuleItem, place: int) -> str:
    """Return the label of the item at that *place* of its rule: its own, or a letter."""
    return item.label or f"{ascii_lowercase[place % len(ascii_lowercase)]})"


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


class RuleLines(tuple[RuleLine, ...]):
    """Every rule that some versions ever had, in the order in which they came."""


@cached_per_object
def rule_lines(document: Document) -> RuleLines:
    """Return every rule that *document* ever had, in the order in which they came."""
    return lines_of(document.versions)


def lines_of(versions: Iterable[Version]) -> RuleLines:
    """Return every rule of *versions*, the oldest of which comes first, in the order in which they came.

    Each id belongs to one line. A rule goes on the line of its own id, or else on that of an id that it had formerly.
    """
    lines: list[tuple[list[str], list[RuleInVersion]]] = []
    of_id: dict[str, int] = {}
    for stands in _every_rule(versions):
        names = (stands.rule.id, *stands.rule.former_ids)
        place = next((of_id[name] for name in names if name in of_id), len(lines))
        if place == len(lines):
            lines.append(([], []))
        ids, found = lines[place]
        found.append(stands)
        for name in reversed(names):
            if of_id.setdefault(name, place) == place and name not in ids:
                ids.append(name)
    return RuleLines(RuleLine(tuple(ids), tuple(found)) for ids, found in lines)


def rules_by_name(version: Version, lines: RuleLines) -> Mapping[RuleName, NumberedRule]:
    """Return the rules of *version* by what they are called in every version, in their order."""
    of_id = _places_of_ids(lines)
    names: dict[str, RuleName] = {}
    on_line: dict[int, int] = {}
    for name in sorted((rule.id for rule in version.rules), key=of_id.__getitem__):
        line, _ = of_id[name]
        place = on_line.get(line, 0)
        names[name], on_line[line] = (line, place), place + 1
    return {names[placed.rule.id]: placed for placed in numbered_rules(version)}


@cached_per_object
def _places_of_ids(lines: RuleLines) -> Mapping[str, tuple[int, int]]:
    """Return the number of the line of each id, and the place of the id on it."""
    return {name: (number, place) for number, line in enumerate(lines) for place, name in enumerate(line.ids)}


def rule_line(document: Document, name: str) -> RuleLine:
    """Return the rule of *document* that has or had the id *name*; raise `StopIteration` where none ever had."""
    return next(line for line in rule_lines(document) if name in line.ids)


@cached_per_object
def successors(lines: RuleLines) -> Mapping[str, tuple[RuleInVersion, ...]]:
    """Return which rules every rule went into that was merged or split, by its id, as the newest version has them."""
    found: dict[str, dict[str, RuleInVersion]] = {}
    for line in lines:
        for stands in line.stands:
            for name in stands.rule.parts_from:
                found.setdefault(name, {})[line.ids[-1]] = stands
    return {name: tuple(into.values()) for name, into in found.items()}


def _every_rule(versions: Iterable[Version]) -> Iterator[RuleInVersion]:
    for version in versions:
        for placed in numbered_rules(version):
            yield RuleInVersion(version, placed)
