"""A rule that has another id than before says so, and goes on saying so: history and old links follow it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from inforce.checks.severity import where_open_to_change
from inforce.model.guidance import Rule, Version
from inforce.model.library import Library
from inforce.model.problem import Origin, Problem


def former_ids(library: Library, day: date) -> Iterator[Problem]:
    """A former id is that of one rule of an earlier version, which no other rule has or claims; none is left out."""
    for document in library.documents:
        for position, version in enumerate(document.versions):
            found = _of_version(version, document.versions[:position])
            yield from where_open_to_change(found, document, version, day)


def _of_version(version: Version, earlier: Sequence[Version]) -> Iterator[Problem]:
    for path, rule in version.located_rules():
        at = version.origin.within(*path)
        for position, former in enumerate(rule.formerly):
            if found := _wrong(former, rule, version, earlier, at.within("formerly", position)):
                yield found
        yield from _left_out(rule, earlier, at)


def _wrong(former: str, rule: Rule, version: Version, earlier: Sequence[Version], at: Origin) -> Problem | None:
    """Return what is wrong with one former id of *rule*, the plainest first."""
    return (
        _in_use(former, rule, version, at)
        or _claimed_beside(former, rule, version, at)
        or _unknown(former, earlier, at)
        or _beside(former, rule, earlier, at)
        or _claimed_before(former, rule, earlier, at)
    )


def _in_use(former: str, rule: Rule, version: Version, at: Origin) -> Problem | None:
    if former == rule.id:
        what = f'Rule "{rule.id}" names the id that it has now as one that it had before.'
        return Problem(at.place(), "former-id-in-use", what, f'Take "{former}" out of formerly.')
    if any(other.id == former for other in version.rules):
        what = f'Rule "{rule.id}" says that it was formerly "{former}", but this version still has a rule "{former}".'
        remedy = f'Take "{former}" out of formerly: that rule goes on under its own id.'
        return Problem(at.place(), "former-id-in-use", what, remedy)
    return None


def _claimed_beside(former: str, rule: Rule, version: Version, at: Origin) -> Problem | None:
    other = next((one for one in version.rules if one.id != rule.id and former in one.formerly), None)
    if other is None:
        return None
    what = f'Rules "{rule.id}" and "{other.id}" both say that they were formerly "{former}".'
    return Problem(
        at.place(), "former-id-claimed", what, "Leave it in the one that is the same rule, and out of the other."
    )


def _unknown(former: str, earlier: Sequence[Version], at: Origin) -> Problem | None:
    known = list(dict.fromkeys(one.id for version in reversed(earlier) for one in version.rules))
    if former in known:
        return None
    what = f'No earlier version has a rule "{former}".'
    near = get_close_matches(former, known, n=1)
    remedy = f'Did you mean "{near[0]}"?' if near else "Write the id as the earlier version has it, or take it out."
    return Problem(at.place(), "former-id-unknown", what, remedy)


def _beside(former: str, rule: Rule, earlier: Sequence[Version], at: Origin) -> Problem | None:
    """Find that a former id was another rule's: the two stand in one earlier version."""
    own = {rule.id, *rule.formerly}
    for version in reversed(earlier):
        ids = {one.id for one in version.rules}
        if former in ids and (others := sorted((own & ids) - {former})):
            what = f'Version {version.number} has "{former}" and "{others[0]}" side by side: they are two rules.'
            remedy = f'Take "{former}" out of formerly. If two rules became one, the history of one of them ends.'
            return Problem(at.place(), "former-id-in-use", what, remedy)
    return None


def _claimed_before(former: str, rule: Rule, earlier: Sequence[Version], at: Origin) -> Problem | None:
    own = {rule.id, *rule.formerly}
    for version in reversed(earlier):
        other = next((one.id for one in version.rules if former in one.formerly and one.id not in own), None)
        if other:
            what = f'Version {version.number} says that "{former}" became "{other}".'
            remedy = f'Add "{other}" to formerly if this rule goes on from it; else take "{former}" out.'
            return Problem(at.place(), "former-id-claimed", what, remedy)
    return None


def _left_out(rule: Rule, earlier: Sequence[Version], at: Origin) -> Iterator[Problem]:
    """Find former ids that the version before lists for the same rule, and this one does not."""
    own = (rule.id, *rule.formerly)
    for version in reversed(earlier):
        before = next((one for one in version.rules if one.id in own), None)
        if before is None:
            continue
        for former in before.formerly:
            if former not in own:
                what = (
                    f'Version {version.number} says that rule "{before.id}" was formerly "{former}"; '
                    f'here rule "{rule.id}" leaves that out, and its history would end.'
                )
                yield Problem(at.place("id"), "former-id-left-out", what, f'Add "{former}" to formerly of this rule.')
        return
