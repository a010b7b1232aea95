"""A rule through the versions of its document, under every id that it has had."""

from __future__ import annotations

from dataclasses import dataclass

from inforce.model.guidance import Document, NumberedRule, Version


@dataclass(frozen=True)
class RuleLine:
    """One rule: how each version has it, the oldest first, and all its ids in the order in which it got them."""

    ids: tuple[str, ...]
    stands: tuple[NumberedRule, ...]

    def in_version(self, version: Version) -> NumberedRule | None:
        """Return the rule as *version* has it, if it does."""
        return next((one for one in self.stands if one.version.number == version.number), None)


def rule_lines(document: Document) -> tuple[RuleLine, ...]:
    """Return every rule that *document* ever had, in the order in which they came.

    Each id belongs to one line. A rule goes on the line of its own id, or else on that of an id that it had formerly.
    """
    lines: list[tuple[list[str], list[NumberedRule]]] = []
    of_id: dict[str, int] = {}
    for stands in (numbered for version in document.versions for numbered in version.numbered_rules):
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
