"""What came of holding a rule beside its passage, in words for readers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from inforce.checks.own_words_rest_on_source import own_words
from inforce.model.block_text import as_written
from inforce.model.catalogue import N_, _
from inforce.model.library import Library
from inforce.model.placeholders import is_not_named
from inforce.model.rules import Citation, Departure, OwnStatement, Rule
from inforce.wording.declared import match_declarations
from inforce.wording.departures import DepartureClass, Difference, differences

_LABELS = {
    DepartureClass.MEANING: N_("changes the meaning"),
    DepartureClass.WORDING: N_("other words"),
    DepartureClass.TYPOGRAPHY: N_("written otherwise"),
}


def label_of(kind: DepartureClass) -> str:
    """Return how much a departure or a change of that class matters."""
    return _(_LABELS[kind])


def _no_reason() -> str:
    return _("Found after publication; no reason is recorded.")


class DepartureLine(NamedTuple):
    """A place where a rule departs from its passage: what, how much it matters, why, and on whose approval."""

    sentence: str
    kind: DepartureClass
    label: str
    reason: str
    approval: str

    @property
    def changes_meaning(self) -> bool:
        """Whether readers have to see it at once."""
        return self.kind is DepartureClass.MEANING


VerdictKind = Literal["matches", "differs", "unchecked", "own"]


class Verdict(NamedTuple):
    """Whether a rule says what its passage says, and how to say so."""

    kind: VerdictKind
    words: str
    departures: tuple[DepartureLine, ...] = ()
    differences: tuple[Difference, ...] = ()


def verdict(rule: Rule, citation: Citation, library: Library) -> Verdict:
    """Return what came of comparing *rule* with the passage that *citation* names."""
    edition, passage = library.edition(citation.passage), library.passage(citation.passage)
    if edition is None or passage is None:
        return Verdict("unchecked", _("Not checked: we do not hold the text of the source"))
    if citation.quotes is None:
        return _in_our_own_words(rule, library)
    found = _differences(as_written(passage.text), as_written(rule.text), edition.language)
    if not found:
        return Verdict("matches", _("Matches its source word for word"))
    reasons = _reasons(found, citation.departures)
    lines = tuple(_line(difference, reason) for difference, reason in zip(found, reasons, strict=True))
    return Verdict(
        "differs",
        _("Differs, with no reason given") if None in reasons else _("Differs from the source, with approval"),
        lines,
        found,
    )


def _in_our_own_words(rule: Rule, library: Library) -> Verdict:
    """Say what of a rule that draws on its source was held against that; its words were not."""
    found = own_words(library, rule)
    if found.undeclared:
        return Verdict("differs", _("In our own words, with some reasons missing"))
    if found.declared:
        return Verdict("own", _("In our own words, some beyond the source"))
    return Verdict("own", _("In our own words"))


class OwnStatementLine(NamedTuple):
    """Words of a rule in our own words that no source has, and why we say so."""

    words: str
    declared: bool
    sentence: str
    reason: str


def own_statements(rule: Rule, library: Library) -> tuple[OwnStatementLine, ...]:
    """Return what *rule* states and no passage that it cites does, whether that was declared or found later."""
    found = own_words(library, rule)
    declared = (rule.citations[citation].ours[place] for citation, place in found.declared)
    return (*map(_declared, declared), *(_undeclared(one.words) for one in found.undeclared))


def _declared(one: OwnStatement) -> OwnStatementLine:
    said = _('Ours, not from the source: "{words}".', words=one.words)
    return OwnStatementLine(one.words, declared=True, sentence=said, reason=one.reason)


def _undeclared(words: str) -> OwnStatementLine:
    said = _('Not in the source: "{words}".', words=words)
    return OwnStatementLine(words, declared=False, sentence=said, reason=_no_reason())


@lru_cache(maxsize=1024)
def _differences(passage: str, rule: str, language: str) -> tuple[Difference, ...]:
    """Compare; the same rule stands in many versions, and on many pages."""
    return differences(passage, rule, language)


def _reasons(found: Sequence[Difference], declared: Sequence[Departure]) -> tuple[Departure | None, ...]:
    """Return for each difference the departure that accounts for it, if one does."""
    positions = match_declarations(found, [(departure.ours, departure.theirs) for departure in declared])
    return tuple(None if position is None else declared[position] for position in positions)


def _line(difference: Difference, departure: Departure | None) -> DepartureLine:
    meaning = difference.kind is DepartureClass.MEANING
    label = _("reverses the meaning") if difference.reverses else label_of(difference.kind)
    approver = departure.approved_by if departure else None
    decided = departure.decided_by if departure and departure.meaning and not meaning else None
    reason = departure.reason if departure else _no_reason()
    ours, theirs = (departure.ours, departure.theirs) if departure else (difference.ours, difference.theirs)
    approval = _approval(approver, decided, meaning=meaning)
    return DepartureLine(_sentence(ours, theirs), difference.kind, label, reason, approval)


def as_named(name: str) -> str:
    """Return *name* as readers see it: words such as "Owner to be named" name nobody."""
    return _("not named yet") if is_not_named(name) else name


def whom_to_ask(owner: str) -> str:
    """Return the sentence that says whom to ask whether guidance still applies."""
    if is_not_named(owner):
        return _("Find out whether it still applies before you rely on it. No owner is named yet whom you could ask.")
    return _("If you are not sure it still applies, contact {owner}.", owner=owner)


def name_or_none(name: str | None) -> str | None:
    """Return *name* for programs: None where it does not name anyone."""
    return None if name is None or is_not_named(name) else name


def _approval(approver: str | None, decided: str | None, *, meaning: bool) -> str:
    if decided:
        return _("{who} decided that the meaning is the same.", who=as_named(decided))
    if approver:
        return _("Approved by: {approver}", approver=as_named(approver))
    return _("Who approved this is not recorded.") if meaning else ""


def _sentence(ours: str, theirs: str) -> str:
    if not ours:
        return _('Left out here: "{theirs}".', theirs=theirs)
    if not theirs:
        return _('Added here: "{ours}".', ours=ours)
    return _('This rule says "{ours}". The source says "{theirs}".', ours=ours, theirs=theirs)
