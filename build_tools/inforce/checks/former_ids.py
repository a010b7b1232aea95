"""A rule that has another id, or was merged or split, says so and goes on saying so: old links and history follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from inforce.checks.check import finds, where_open_to_change
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.problem import FieldPath, Origin, Problem
from inforce.model.rules import Rule


@finds("former-id-claimed", "Two rules name the same rule as their former one, or as a part of them.")
@finds("former-id-in-use", "A rule names a former id that it still has, or that another rule has.")
@finds("former-id-left-out", "A rule, or a document, no longer names a former id that it named before.")
@finds("former-id-unknown", "A rule names a former id that no earlier version has.")
def former_ids(library: Library, day: date) -> Iterator[Problem]:
    """A former id is that of one rule of an earlier version, which no other rule has or claims; none is left out.

    The rules that another one was put together or split from stood in an earlier version too. Those of other documents
    are held where content is read.
    """
    for document in library.documents:
        for position, version in enumerate(document.versions):
            found = _of_version(version, document.versions[:position])
            yield from where_open_to_change(found, document, version, day)


def _of_version(version: Version, earlier: Sequence[Version]) -> Iterator[Problem]:
    for path, rule in version.located_rules():
        at = version.origin.within(*path)
        for position, former in enumerate(rule.formerly):
            document, _, name = former.partition("#")
            if document == version.document and name:
                what = f'Rule "{rule.id}" says that it was in another document, and names this one.'
                here = at.within("formerly", position).place()
                yield Problem(here, "former-id-in-use", what, f"Write the id alone:  formerly: [{name}]")
            if "#" not in former and (found := _wrong(former, rule, version, earlier, at.within("formerly", position))):
                yield found
        for place, part, split in _parts(rule):
            if found := _wrong_part(part, rule, version, earlier, at.within(*place), split=split):
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


def _parts(rule: Rule) -> Iterator[tuple[FieldPath, str, bool]]:
    """Yield where each rule is named that *rule* was put together or split from, its id, and whether it was split."""
    for position, name in enumerate(rule.merged_from):
        yield ("merged_from", position), name, False
    if rule.split_from:
        yield ("split_from",), rule.split_from, True


def _wrong_part(  # noqa: PLR0913 - a rule, one that it names, and how
    name: str, rule: Rule, version: Version, earlier: Sequence[Version], at: Origin, *, split: bool
) -> Problem | None:
    """Return what is wrong with a rule that *rule* says it was put together or split from."""
    if unknown := _unknown(name, earlier, at):
        return unknown
    if split and name in (rule.id, *rule.former_ids):
        what = f'Rule "{rule.id}" is "{name}" itself, and was not split from it.'
        return Problem(at.place(), "former-id-in-use", what, f'Take "{name}" out of split_from.')
    if not split and name != rule.id and any(one.id == name for one in version.rules):
        what = f'Rule "{rule.id}" says that "{name}" became part of it, but this version still has a rule "{name}".'
        remedy = f'Take the rule "{name}" out, or take "{name}" out of merged_from.'
        return Problem(at.place(), "former-id-in-use", what, remedy)
    other = next((one.id for one in version.rules if one.id != rule.id and name in one.former_ids), None)
    if other and not (split and _went_on(name, rule, earlier)):
        what = f'Rule "{other}" says that it was formerly "{name}", and rule "{rule.id}" that it has that one in it.'
        remedy = f"Where it was split, write in both:  split_from: {name}" if split else "Name it in one of the two."
        return Problem(at.place(), "former-id-claimed", what, remedy)
    return None


def _went_on(name: str, rule: Rule, earlier: Sequence[Version]) -> bool:
    """Whether *rule* was split off *name* in an earlier version and that one went on: it may have another id since."""
    own = {rule.id, *rule.former_ids}
    return any(
        one.id in own and one.split_from == name and any(other.id == name for other in version.rules)
        for version in earlier
        for one in version.rules
    )


def _in_use(former: str, rule: Rule, version: Version, at: Origin) -> Problem | None:
    if former == rule.id:
        what = f'Rule "{rule.id}" names the id that it has now as one that it had before.'
        return Problem(at.place(), "former-id-in-use", what, f'Take "{former}" out of formerly.')
    if any(other.id == former for other in version.rules):
        what = f'Rule "{rule.id}" says that it was formerly "{former}", but this version still has a rule "{former}".'
        remedy = (
            f'Take "{former}" out of formerly: that rule goes on under its own id. If this one was split from it:  '
            f"split_from: {former}"
        )
        return Problem(at.place(), "former-id-in-use", what, remedy)
    return None


def _claimed_beside(former: str, rule: Rule, version: Version, at: Origin) -> Problem | None:
    other = next((one for one in version.rules if one.id != rule.id and former in one.former_ids), None)
    if other is None:
        return None
    what = f'Rules "{rule.id}" and "{other.id}" both say that they were formerly "{former}".'
    remedy = (
        "Leave it in the one that is the same rule, and out of the other. If it was split into both, write in each in "
        f"the place of formerly:  split_from: {former}"
    )
    return Problem(at.place(), "former-id-claimed", what, remedy)


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
    own = {rule.id, *rule.former_ids}
    for version in reversed(earlier):
        ids = {one.id for one in version.rules}
        if former in ids and (others := sorted((own & ids) - {former})):
            what = f'Version {version.number} has "{former}" and "{others[0]}" side by side: they are two rules.'
            remedy = (
                f'Take "{former}" out of formerly. If two rules became one, say so:  '
                f"merged_from: [{others[0]}, {former}]"
            )
            return Problem(at.place(), "former-id-in-use", what, remedy)
    return None


def _claimed_before(former: str, rule: Rule, earlier: Sequence[Version], at: Origin) -> Problem | None:
    own = {rule.id, *rule.former_ids}
    for version in reversed(earlier):
        other = next((one.id for one in version.rules if former in one.former_ids and one.id not in own), None)
        if other:
            what = f'Version {version.number} says that "{former}" became "{other}".'
            remedy = f'Add "{other}" to formerly if this rule goes on from it; else take "{former}" out.'
            return Problem(at.place(), "former-id-claimed", what, remedy)
    return None


def _left_out(rule: Rule, earlier: Sequence[Version], at: Origin) -> Iterator[Problem]:
    """Find what the version before says of where the same rule comes from, and this one does not."""
    ids = (rule.id, *rule.former_ids)
    for version in reversed(earlier):
        before = next((one for one in version.rules if one.id in ids), None)
        if before is None:
            continue
        for field, said, known in (
            ("formerly", before.formerly, (rule.id, *rule.formerly)),
            ("merged_from", before.merged_from, rule.merged_from),
            ("split_from", filter(None, [before.split_from]), (rule.split_from,)),
        ):
            for name in said:
                if name not in known:
                    yield _ends(field, name, before, version, rule, at)
        return


def _ends(  # noqa: PLR0913, PLR0917 - what is left out, and the rule before and now
    field: str, name: str, before: Rule, version: Version, rule: Rule, at: Origin
) -> Problem:
    """Return the problem that *rule* leaves out what *version* said of it, so that a history would end."""
    way = {"formerly": "formerly", "merged_from": "put together from", "split_from": "split from"}[field]
    what = (
        f'Version {version.number} says that rule "{before.id}" was {way} "{name}"; '
        f'here rule "{rule.id}" leaves that out, and its history would end.'
    )
    remedy = (
        f"Write in this rule:  split_from: {name}"
        if field == "split_from"
        else f'Add "{name}" to {field} of this rule.'
    )
    return Problem(at.place("id"), "former-id-left-out", what, remedy)
