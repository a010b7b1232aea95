"""What versions claim that are new: neither the base nor the register has them.

A version that is published is never edited, so what it claims is not held any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from rapidfuzz import fuzz

from inforce.checks.placeholders_filled import names_in
from inforce.compare.changes import compare
from inforce.model.block_text import words_of
from inforce.model.dates import in_words
from inforce.model.guidance import Document, Version
from inforce.model.library import Library, YesNo
from inforce.model.names import VersionNumber
from inforce.model.placeholders import APPROVED_ON, APPROVER, BROUGHT_IN, DATED_BACK, is_not_named
from inforce.model.problem import FieldPath, Problem, Severity, listed
from inforce.model.rules import Rule

_FAR: Final = timedelta(days=548)
"""How long a version may wait for its day without being asked about: eighteen months."""
_ALIKE: Final = 85
"""From how many hundredths of the same letters two rules on are likely one."""
_WITHIN: Final = 92
"""From how many hundredths of its letters on a rule likely stands in another one."""
_FEWEST_WORDS: Final = 4
"""Of rules with fewer words nothing is guessed."""


def verify_new_versions(
    library: Library, published: Collection[tuple[str, VersionNumber]], day: date, *, at_publication: bool = False
) -> Iterator[Problem]:
    """Yield what new versions claim and what is not so; *published* are the others, by document and number.

    *at_publication*, a date that has passed stops nothing: most often a pull request was merged some days late, and
    whoever may put that right should not find the site locked. Readers are told both dates.
    """
    for document in library.documents:
        earlier = [one for one in document.versions if (document.id, one.number) in published]
        for version in document.versions:
            if version not in earlier:
                if library.settings.approval_needed is YesNo.YES or version.text.approved:
                    yield from _approval(document, version, day)
                goes_on = any(one.number < version.number for one in earlier)
                if not version.text.change.dated_back and (goes_on or not document.details.brought_in):
                    yield from _published_late(version, day) if at_publication else _dated_back(version, day, earlier)
                yield from _far_ahead(version, day)
                yield from _not_named(version) if earlier else ()
                yield from _ids(library, document, version)


def _approval(document: Document, version: Version, day: date) -> Iterator[Problem]:
    """A version after the first is approved, not after the day it is for, and not in the future.

    On the very day on which it comes into force it may still be planned: pages say so until then, and the check warns.
    """
    approved, begins = version.text.approved, version.in_force_from
    if approved is None:
        if version.number != min(one.number for one in document.versions):
            yield Problem(
                version.origin.place("approved"),
                "approval-missing",
                f"Nobody is named who approved version {version.number}.",
                f"Add the lines:  approved:\n  by: {APPROVER}\n  on: {APPROVED_ON}",
            )
        return
    place, remedy = version.origin.place("approved", "on"), "Write the date on which it was approved."
    if approved.on and begins and approved.on > begins:
        what = (
            f"Version {version.number} says that it was approved on {in_words(approved.on)}, after the date from which "
            f"it applies, {in_words(begins)}."
        )
        yield Problem(place, "approval-too-late", what, f"{remedy} Or let the version apply from a later date.")
    elif approved.on and approved.on > day:
        what = f"Version {version.number} says that it was approved on {in_words(approved.on)}, which has not come yet."
        severity = Severity.WARNING if approved.on == begins else Severity.ERROR
        yield Problem(place, "approval-too-late", what, remedy, severity=severity)


def _dated_back(version: Version, day: date, earlier: Sequence[Version]) -> Iterator[Problem]:
    """A new version applies from today or later, or says why it does not.

    A history on paper says so once; what goes on from a version that is published was never on paper alone.
    """
    begins = version.in_force_from
    if begins is None or begins >= day:
        return
    declared = (
        f"If it did apply before it is published here, say why below the note of the change:  dated_back: {DATED_BACK}"
        if earlier
        else f"If it was in use before, on paper or elsewhere, say so once in document.yml:  brought_in: {BROUGHT_IN}"
    )
    yield Problem(
        version.origin.place("in_force_from"),
        "dated-back",
        f"Version {version.number} is new and says that it has applied since {in_words(begins)}. Nobody could read "
        "it then.",
        f"Write {day.isoformat()} or a later date. {declared}",
    )


def _published_late(version: Version, day: date) -> Iterator[Problem]:
    begins = version.in_force_from
    if begins and begins < day:
        yield Problem(
            version.origin.place("in_force_from"),
            "dated-back",
            f"Version {version.number} applies from {in_words(begins)} and is published only on {in_words(day)}. In "
            "between, nobody could read it here; the history shows both dates.",
            f"No register has it yet, so you can still correct its date. If the date is right, say why below the "
            f"note of the change:  dated_back: {DATED_BACK}",
            severity=Severity.WARNING,
        )


def _far_ahead(version: Version, day: date) -> Iterator[Problem]:
    """A version that waits for very long was most likely meant for another year."""
    begins = version.in_force_from
    if begins and begins - day > _FAR:
        yield Problem(
            version.origin.place("in_force_from"),
            "far-ahead",
            f"Version {version.number} comes into force on {in_words(begins)}, more than 18 months from now.",
            "Is the year right? If so, there is nothing to do.",
            severity=Severity.WARNING,
        )


def _not_named(version: Version) -> Iterator[Problem]:
    """A new version of guidance that readers follow is finished: whom it names is named."""
    for path, name in names_in(version):
        if is_not_named(name):
            yield Problem(
                version.origin.place(*path),
                "placeholder-left",
                f'"{name}" does not name anyone.',
                'Write the role or board itself, such as "Policy board".',
            )


def _ids(library: Library, document: Document, version: Version) -> Iterator[Problem]:
    """Find rules that say what other rules said, and do not say that they come from them."""
    previous = max((one for one in document.applying if one.number < version.number), key=_number, default=None)
    if previous is None:
        yield from _moved_into_a_new_document(library, document, version)
        return
    changes = compare(previous, version).rules
    gone = tuple(change.old.rule for change in changes if change.old and not change.new and not change.went_into)
    came = tuple(change.new.rule for change in changes if change.new and not change.old)
    kept = tuple((one.old.rule, one.new.rule) for one in changes if one.old and one.new)
    elsewhere = tuple(_gone_elsewhere(library, document.id))
    for change in changes:
        if change.new is None or change.merged_from or change.split_from or change.moved_from:
            continue
        rule, said = change.new.rule, None
        if change.old is None:
            said = (
                _merged(rule, gone) or _split(rule, came, gone) or _renamed(rule, gone)
                or _split_off(rule, kept) or _moved(rule, elsewhere)
            )  # fmt: skip
        elif change.words:
            said = _merged_into(rule, change.old.rule, gone) or _shifted(rule, tuple(previous.rules))
        if said:
            what, remedy = said
            what = f"{what} With another id, links to it and its history end."
            remedy = f"If it is another rule, give it other words. {remedy}"
            yield Problem(version.origin.place(*change.new.path, "id"), "rule-id-changed", what, remedy)
    yield from _ids_of_parts(previous, version)


def _ids_of_parts(previous: Version, version: Version) -> Iterator[Problem]:
    """Find sections, terms and items of rules that are what they were, under another id."""
    before, after = dict(_parts(previous)), dict(_parts(version))
    ids, known = {name for _, name in after}, {name for _, name in before}
    former = {(kind, words): name for (kind, name), (words, _) in before.items() if name not in ids}
    for (kind, name), (words, path) in after.items():
        if name not in known and (was := former.get((kind, words))):
            what = f'The {kind} "{name}" is the {kind} "{was}" of before. With another id, links to it end.'
            place, remedy = version.origin.place(*path), f"Keep its id:  id: {was}"
            yield Problem(place, "rule-id-changed", what, remedy, severity=Severity.WARNING)


def _parts(version: Version) -> Iterator[tuple[tuple[str, str], tuple[str, FieldPath]]]:
    """Yield what each section, term and item is called in a sentence, its id, its words and its place."""
    for path, _, section in version.located_sections():
        yield ("section", section.id), (section.heading, (*path, "id"))
    for place, term in enumerate(version.text.terms):
        yield ("term", term.id), (term.term, ("terms", place, "id"))
    for path, rule in version.located_rules():
        for place, item in enumerate(rule.items):
            yield ("item", item.id), (words_of(item.text), (*path, "items", place, "id"))


def _moved_into_a_new_document(library: Library, document: Document, version: Version) -> Iterator[Problem]:
    elsewhere = tuple(_gone_elsewhere(library, document.id))
    for path, rule in version.located_rules() if elsewhere else ():
        if not rule.moved_from and (said := _moved(rule, elsewhere)):
            yield Problem(version.origin.place(*path, "id"), "rule-id-changed", *said, severity=Severity.WARNING)


def _number(version: Version) -> VersionNumber:
    return version.number


_Said = tuple[str, str] | None
"""What is wrong with a rule, and what to do; None where nothing is."""


def _gone_elsewhere(library: Library, name: str) -> Iterator[tuple[str, Rule]]:
    """Yield the rules that other documents than *name* had until now, each with its document."""
    for other in library.documents:
        if other.id == name or not other.versions:
            continue
        last = other.versions[-1]
        if other.details.withdrawn:
            yield from ((other.id, rule) for rule in last.rules)
        elif len(other.versions) > 1:
            ids = {one for rule in last.rules for one in (rule.id, *rule.former_ids, *rule.parts_from)}
            yield from ((other.id, rule) for rule in other.versions[-2].rules if rule.id not in ids)


def _is_likely(old: Rule, new: Rule) -> bool:
    """Whether *new* is likely the rule *old* under another id: nearly the same words, or the same words of a source."""
    quoted = {citation.quotes for citation in old.citations if citation.quotes}
    return fuzz.ratio(words_of(old.text), words_of(new.text)) >= _ALIKE or any(
        citation.quotes in quoted for citation in new.citations if citation.quotes
    )


def _has_in_it(whole: Rule, part: Rule) -> bool:
    """Whether nearly all words of *part* stand in *whole*, which has more."""
    few, many = words_of(part.text), words_of(whole.text)
    long_enough = _FEWEST_WORDS <= len(few.split()) < len(many.split())
    return long_enough and fuzz.partial_ratio(few.rstrip(".").lower(), many.lower()) >= _WITHIN


def _merged(rule: Rule, gone: Sequence[Rule]) -> _Said:
    """Find that *rule* has the words of several rules that are gone."""
    parts = [one.id for one in gone if _has_in_it(rule, one)]
    if len(parts) < 2:
        return None
    what = f'Rule "{rule.id}" has the words of the rules {listed(parts)}, which are gone.'
    return what, f"If they were put together in it, say so:  merged_from: [{', '.join(parts)}]"


def _merged_into(rule: Rule, before: Rule, gone: Sequence[Rule]) -> _Said:
    """Find that *rule*, which was there *before*, has the words of rules now that are gone."""
    parts = [one.id for one in gone if _has_in_it(rule, one) and not _has_in_it(before, one)]
    if not parts:
        return None
    what = f'Rule "{rule.id}" now has the words of {listed(parts)} in it too, which is gone.'
    return what, f"If they were put together in it, say so:  merged_from: [{', '.join([rule.id, *parts])}]"


def _split(rule: Rule, came: Sequence[Rule], gone: Sequence[Rule]) -> _Said:
    """Find that *rule* and others that came have the words of one that is gone."""
    for former in gone:
        parts = [one.id for one in came if _has_in_it(former, one)]
        if rule.id in parts and len(parts) > 1:
            what = f'Rule "{rule.id}" has a part of the words of rule "{former.id}", which is gone.'
            return what, f"If it was split into them, say so in each:  split_from: {former.id}"
    return None


def _split_off(rule: Rule, kept: Sequence[tuple[Rule, Rule]]) -> _Said:
    """Find that *rule* has words that another one had and has no more."""
    for before, now in kept:
        if _has_in_it(before, rule) and not _has_in_it(now, rule) and before.text != now.text:
            what = f'Rule "{rule.id}" has words that rule "{now.id}" had before.'
            return what, f"If it was split from that one, say so:  split_from: {now.id}"
    return None


def _renamed(rule: Rule, gone: Sequence[Rule]) -> _Said:
    former = next((one for one in gone if _is_likely(one, rule)), None)
    return _under_another_id(rule, former) if former else None


def _shifted(rule: Rule, before: Sequence[Rule]) -> _Said:
    """Find the rule that had, under another id, the very words that *rule* has now."""
    words = words_of(rule.text)
    former = next((one for one in before if one.id != rule.id and words_of(one.text) == words), None)
    return _under_another_id(rule, former) if former else None


def _under_another_id(rule: Rule, former: Rule) -> tuple[str, str]:
    return (
        f'Rule "{rule.id}" says what rule "{former.id}" said before.',
        f'If it is the same rule, keep its id "{former.id}", or say which it had:  formerly: [{former.id}]',
    )


def _moved(rule: Rule, elsewhere: Sequence[tuple[str, Rule]]) -> _Said:
    """Find that *rule* says what a rule of another document said that is gone there."""
    for document, former in elsewhere:
        long_enough = len(words_of(rule.text).split()) >= _FEWEST_WORDS
        if long_enough and fuzz.ratio(words_of(former.text), words_of(rule.text)) >= _ALIKE:
            what = f'Rule "{rule.id}" says what rule "{former.id}" of the document "{document}" said, where it is gone.'
            return what, f"If it moved here, say so:  formerly: [{document}#{former.id}]"
    return None
