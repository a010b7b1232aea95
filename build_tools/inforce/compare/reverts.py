"""Where a version says again what an earlier version had changed: three texts compared, as a merge compares them.

A change from one text to the next is undone in a third where that has, in the very place, the words from before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from inforce.model.block_text import words_of
from inforce.model.guidance import Version
from inforce.model.problem import FieldPath
from inforce.model.rules import Rule, Section
from inforce.wording.compared_text import compared
from inforce.wording.departures import differences, places_that_differ

_WORD = re.compile(r"\w+|[^\w\s]")

TextName = tuple[str, ...]
"""Which text of a version: ("title",), ("rule", "ask-first", "text") …; the same in every version."""


class Undone(NamedTuple):
    """A text of a version in which a change is undone: which, where in the file, and what it says again."""

    text: TextName
    path: FieldPath
    said: str
    whole: bool
    """Whether all of a text that came is gone again, or one that went is back; else it is words within it."""


@dataclass(frozen=True)
class _Text:
    path: FieldPath
    name: str
    raw: str

    @cached_property
    def words(self) -> str:
        """The text as it is read: where its file breaks lines is not part of it."""
        return words_of(self.raw)

    @cached_property
    def runs(self) -> Counter[tuple[str, ...]]:
        """Its words, and each two that are neighbours, as often as they stand in it."""
        words = ["", *_WORD.findall(self.words), ""]
        return Counter([*zip(words, strict=True), *pairwise(words)])


@dataclass(frozen=True)
class Texts:
    """The texts of *version*, looked up by name; rules go by the ids that they got in *later* versions, one by one."""

    version: Version
    later: tuple[Version, ...] = ()
    _found: dict[TextName, _Text | None] = field(default_factory=dict, repr=False, compare=False)

    def __iter__(self) -> Iterator[TextName]:
        """Return the names of all texts, those around the rules first."""
        yield from (("title",), ("summary",), ("introduction",))
        for section in self._sections:
            yield from (("section", section, "heading"), ("section", section, "introduction"))
        for rule in self._rules:
            yield from (("rule", rule, part) for part in ("text", "practice", "strength", "sources"))

    def get(self, name: TextName) -> _Text | None:
        """Return the text of that *name*, if there is one."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def _find(self, name: TextName) -> _Text | None:
        if name[0] == "rule":
            found = self._rules.get(name[1])
            return _of_rule(*found, name[2]) if found else None
        if name[0] == "section":
            return _of_section(*self._sections[name[1]], name[2]) if name[1] in self._sections else None
        return _Text(name, f"The {name[0]}", getattr(self.version.text, name[0]))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The ids of the rules that others of this version were put together or split from."""
        return frozenset(part for rule in self.version.rules for part in rule.parts_from)

    @cached_property
    def _sections(self) -> dict[str, tuple[FieldPath, Section]]:
        return {section.id: (path, section) for path, _, section in self.version.located_sections()}

    @cached_property
    def _rules(self) -> dict[str, tuple[FieldPath, Rule]]:
        found = {rule.id: (path, rule) for path, rule in self.version.located_rules()}
        for one in self.later:
            ids = {former: rule.id for rule in one.rules for former in rule.former_ids}
            found = {ids.get(name, name): placed for name, placed in found.items()} if ids else found
        return found


def texts_through(versions: Sequence[Version]) -> tuple[Texts, ...]:
    """Return the texts of each of *versions*, the oldest first, under the names that they have in the last of them."""
    return tuple(Texts(version, tuple(versions[place:])) for place, version in enumerate(versions, start=1))


def texts_that_differ(last: Texts, now: Texts) -> frozenset[TextName]:
    """Return the texts of a version that are not those of the *last* before it; no other can undo a change.

    A text that one of the two has not got is among them.
    """
    return frozenset(name for name in {*last, *now} if _differ(last.get(name), now.get(name)))


def undone(was: Texts, became: Texts, now: Texts, names: Collection[TextName] | None = None) -> Iterator[Undone]:
    """Yield each text, of *names* if given, that in *now* undoes what changed from *was* to *became*."""
    for name in dict.fromkeys([*became, *was]) if names is None else sorted(names):
        old, new = was.get(name), became.get(name)
        if not _differ(old, new):
            continue
        again = now.get(name)
        if again is None and name[0] == "rule" and name[1] in now.parts:
            continue  # it goes on in the rules that it was put together or split into
        # a rule that came or went is told once, not also as what stands beneath it
        if name[-1] != "text" and not (old and new and again):
            continue
        if said := _said_again(old, new, again, became.version):
            yield Undone(name, again.path if again else (), said, whole=not (_is_there(old) and _is_there(new)))


def _differ(one: _Text | None, other: _Text | None) -> bool:
    if one is None or other is None:
        return one is not other
    return one.raw != other.raw and one.words != other.words


def _said_again(old: _Text | None, new: _Text | None, again: _Text | None, changed: Version) -> str:
    """Return in a sentence how the text *again* undoes the change from *old* to *new*; "" where it does not."""
    if old is None or not old.words:
        return f"{new.name} came in with it and is left out." if new and new.words and not _is_there(again) else ""
    if new is None or not new.words:
        return f"{old.name} was taken out by it and is there again." if _is_there(again) else ""
    if again is None or old.words == new.words or not _could_undo(old, new, again):
        return ""
    place = undone_place(old.words, new.words, again.words)
    if place is None:
        return ""
    change = differences(old.words, new.words)[place]
    return (
        f'{old.name} says "{change.ours_in_context}" in version {changed.number}, and here again '
        f'"{change.theirs_in_context}", as before that.'
    )


def undone_place(old: str, new: str, again: str) -> int | None:
    """Return which of the `differences` from *old* to *new* is the first that *again* undoes; None where none is."""
    before = compared(old).norms
    may_be = [
        (number, was, became)
        for number, (was, became) in enumerate(_changes(old, new))
        if _stand_in(before[was.start : was.stop], again)
    ]
    if not may_be:
        return None
    since_old = [place for place, _ in places_that_differ(old, again)]
    is_anew = not _any_word_stands(before, since_old)
    since_new = [place for place, _ in places_that_differ(new, again)]
    for number, was, became in may_be:
        kept = not any(_meet(became, later) for later in since_new)
        if not was and is_anew:
            continue  # it is another text, in which what came in cannot be missed, whatever full stops the two share
        if not kept and not any(_meet(was, later) for later in since_old):
            return number
    return None


@lru_cache(maxsize=64)  # asked for again for each version that comes after
def _changes(old: str, new: str) -> tuple[tuple[range, range], ...]:
    return places_that_differ(old, new)


def _stand_in(norms: tuple[str, ...], text: str) -> bool:
    """Whether these words stand in *text* side by side: where they do not, it need not be compared."""
    return _one_a_line(norms) in _one_a_line(compared(text).norms)


def _any_word_stands(norms: tuple[str, ...], changed: Sequence[range]) -> bool:
    """Whether any word of a text stands outside the places that were *changed*; marks are no words."""
    within = {at for place in changed for at in place}
    return any(at not in within and any(map(str.isalnum, norm)) for at, norm in enumerate(norms))


def _one_a_line(norms: tuple[str, ...]) -> str:
    return "\n".join(["", *norms, ""])


def _is_there(text: _Text | None) -> bool:
    return text is not None and text.words != ""


def _could_undo(old: _Text, new: _Text, again: _Text) -> bool:
    """Whether *again* has anything of *old* that *new* has not got; where nothing went, only comparing can tell."""
    gone = old.runs - new.runs
    return not gone or not gone.keys().isdisjoint(again.runs)


def _meet(left: range, right: range) -> bool:
    """Whether two places of one text touch; where words came in, the place is between two words."""
    if left.start == left.stop or right.start == right.stop:
        return left.start <= right.stop and right.start <= left.stop
    return left.start < right.stop and right.start < left.stop


def _of_section(path: FieldPath, section: Section, part: str) -> _Text:
    raw = section.heading if part == "heading" else section.introduction
    return _Text((*path, part), f'The {part} of section "{section.id}"', raw)


def _of_rule(path: FieldPath, rule: Rule, part: str) -> _Text:
    match part:
        case "text":
            return _Text((*path, "text"), f'Rule "{rule.id}"', rule.text)
        case "practice":
            return _Text((*path, "local_practice"), f'Local practice on rule "{rule.id}"', rule.local_practice)
        case "strength":
            return _Text((*path, "strength"), f'The strength of rule "{rule.id}"', rule.strength or "")
    cited = " ".join(str(citation.passage) for citation in rule.citations)
    return _Text((*path, "citations"), f'What rule "{rule.id}" cites', cited)
