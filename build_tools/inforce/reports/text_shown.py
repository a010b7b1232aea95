"""The text that applied on a day, for the person at the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from inforce.compare.strength_words import strength_in_words
from inforce.model.catalogue import _
from inforce.model.dates import in_words
from inforce.model.guidance import Rule, Version
from inforce.model.library import Library
from inforce.model.texts import paragraphs
from inforce.reports.wrapped import wrapped
from inforce.site.citations import source_line
from inforce.site.document.rules import strength_decision
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.markdown import as_plain_text
from inforce.site.phrases.changes import approval_in_words
from inforce.site.phrases.currency import sentence
from inforce.site.phrases.status import standing_in_words
from inforce.site.phrases.text_on_day import TextOnDay
from inforce.site.phrases.verdicts import own_statements, verdict


def text_shown(document: DocumentOnDay, answer: TextOnDay) -> str:
    """Return *answer* with the whole text, its standing and what each rule rests on."""
    blocks = [wrapped(" ".join(answer.said))]
    if answer.version:
        blocks = [_head(document, answer.version), *blocks, *_body(answer.version, document.library)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def text_shown_by_site(document: DocumentOnDay, shown: Iterable[tuple[datetime, str | None]]) -> str:
    """Return what the site showed on the day, as its register tells it: from which moment on, which version."""
    zone = ZoneInfo(document.library.settings.time_zone)
    lines = [f"  {_shown_from(f'{since.astimezone(zone):%H:%M}', version)}" for since, version in shown]
    said = _(
        "What the site showed on {day}, by its register (withdrawals and rollbacks aside):", day=in_words(document.day)
    )
    return "\n".join(["", wrapped(said), *lines]) + "\n"


def _shown_from(time: str, version: str | None) -> str:
    if version is None:
        return _("from {time}: no version", time=time)
    return _("from {time}: version {version}", time=time, version=version)


def _head(document: DocumentOnDay, version: Version) -> str:
    return "\n".join(
        [
            version.text.title,
            _standing(document, version),
            _("Check code {code}. SHA-256 {fingerprint}", code=version.check_code, fingerprint=version.fingerprint),
            _(
                "Owner: {owner}. Approved by: {approval}",
                owner=document.document.details.owner,
                approval=approval_in_words(version.text.approved),
            ),
        ]
    )


def _standing(document: DocumentOnDay, version: Version) -> str:
    day = in_words(document.day)
    if version.in_force_from is None:
        return _("Version {version}, standing not known on {day}", version=version.number, day=day)
    standing = standing_in_words(document.standing(version))
    return _("Version {version}, {standing} on {day}", version=version.number, standing=standing, day=day)


def _body(version: Version, library: Library) -> Iterator[str]:
    yield wrapped(as_plain_text(version.text.introduction))
    for section, rules in version.numbered_sections:
        yield section.heading
        yield wrapped(as_plain_text(section.introduction))
        for one in rules:
            yield from _rule(one.number, one.rule, library)


def _rule(number: int, rule: Rule, library: Library) -> Iterator[str]:
    first, *more = paragraphs(rule.text) or ("",)
    if rule.strength:
        yield wrapped(_("How binding: {strength}", strength=strength_in_words(rule.strength)))
    yield from (wrapped(said) for said in strength_decision(rule))
    yield wrapped(f"{number}. {first}")
    yield from (wrapped(paragraph, "   ") for paragraph in more)
    yield "\n".join(_sources(rule, library))
    if rule.local_practice:
        yield wrapped(_("Doing this here: {practice}", practice=as_plain_text(rule.local_practice)), "   ")


def _sources(rule: Rule, library: Library) -> Iterator[str]:
    for citation in rule.citations:
        line = source_line(citation, library)
        found = verdict(rule, citation, library)
        named = f"{line.lead}{line.title}{line.rest}"
        yield wrapped(f"{sentence(named)} {sentence(found.words)}", "   ")
        for departure in found.departures:
            yield wrapped(f"- {departure.sentence} {departure.reason} {departure.approval}".strip(), "     ")
    for stated in own_statements(rule, library):
        yield wrapped(f"- {stated.sentence} {stated.reason}", "     ")
    if not rule.citations:
        yield wrapped(_("No source is cited for this rule."), "   ")
