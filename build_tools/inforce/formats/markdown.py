"""Markdown for programs and people: a version with its status, and ``llms.txt``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from inforce.compare.headlines import strength_in_words
from inforce.compare.text_comparison import flowing
from inforce.formats.records.documents import copy_facts, status_facts, where_to_ask
from inforce.model.annexes import Annex, after_the_rules, annexes_of_rule, before_the_rules, not_to_be_used
from inforce.model.catalogue import _, listed, pgettext
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.names import natural
from inforce.model.numbering import NumberedRule, numbered_sections, rules_by_id
from inforce.model.rules import Citation, Rule, RunningText
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.block_markdown import as_markdown, escaped, escaped_paragraphs
from inforce.site.document.rules import strength_decision
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import whole_address
from inforce.site.phrases.answers_by_day import text_on_day
from inforce.site.phrases.changes import approval_in_words, change_in_words, kind_in_words, withdrawn_title
from inforce.site.phrases.currency import in_force_days, sentence, sentences
from inforce.site.phrases.editions import source_line
from inforce.site.phrases.verdicts import name_or_none, own_statements, verdict
from inforce.site.publication import SiteFacts

Said = Callable[[str], str]
"""What puts the block texts of a version into Markdown."""


def version_markdown(document: DocumentOnDay, version: Version, site: SiteFacts) -> str:
    """Return everything that *version* says, rules word for word."""
    text, said = version.text, partial(as_markdown, page=addresses.version(version), site=site)
    parts = [
        _front_matter(document, version, site),
        f"# {escaped(text.title)}",
        escaped(" ".join(sentences(document, version))),
        escaped_paragraphs(text.summary),
        said(text.introduction),
    ]
    rules = rules_by_id(version)
    parts += _annexes(before_the_rules(text, rules, document.document.details.attributes), "##", said)
    for placed in numbered_sections(version):
        parts += [
            f"{'#' * (placed.level + 1)} {escaped(placed.heading)}",
            said(placed.section.introduction),
        ]
        for part in placed.section.rules:
            if isinstance(part, RunningText):
                parts.append(said(part.text))
            else:
                parts += _rule(rules[part.id], rules, document.library, said)
    parts += _annexes(after_the_rules(text), "##", said)
    parts += [
        "## " + escaped(_("What changed in {version}", version=version.number)),
        escaped(sentence(kind_in_words(text.change.kind))),
        escaped_paragraphs("\n\n".join(change_in_words(document.document, version))),
        escaped(sentence(_("Approved by: {approver}", approver=approval_in_words(text.approved, document.day)))),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _rule(placed: NumberedRule, rules: Mapping[str, NumberedRule], library: Library, said: Said) -> Iterator[str]:
    rule = placed.rule
    yield f"{'#' * (placed.section.level + 2)} " + escaped(_("Rule {number}", number=placed.name))
    yield from _binding(rule)
    yield said(rule.text)
    yield from _annexes(annexes_of_rule(rule, rules), "#" * (placed.section.level + 3), said)
    yield from _beneath(rule, library)
    if rule.local_practice:
        yield from (escaped(_("How we do this locally:")), said(rule.local_practice))


def _annexes(annexes: Iterable[Annex], signs: str, said: Said) -> Iterator[str]:
    for one in annexes:
        if one.heading:
            yield f"{signs} {escaped(one.heading)}"
        yield said(one.text)


def document_markdown(document: DocumentOnDay, site: SiteFacts) -> str:
    """Return what the page of *document* says: the version in force, or that it was withdrawn and must not be used."""
    if document.status(document.shown) is not Status.WITHDRAWN:
        return version_markdown(document, document.shown, site)
    known = text_on_day(document).said if document.is_withdrawn else sentences(document, document.shown)
    said = escaped_paragraphs("\n\n".join(known))
    warning = _("It does not apply: do not follow it.")
    title = f"# {escaped(withdrawn_title(document.title))}"
    return "\n\n".join([_front_matter(document, document.shown, site), title, warning, said]) + "\n"


def _front_matter(document: DocumentOnDay, version: Version, site: SiteFacts) -> str:
    """Return the facts as YAML; every JSON value is a YAML value."""
    facts = {
        "document": document.id,
        "version": str(version.number),
        "title": version.text.title,
        **status_facts(document, version),
        **copy_facts(document, version),
        "check_code": version.check_code,
        "fingerprint": version.published_fingerprint,
        "owner": name_or_none(document.document.details.owner),
        "in_force_at": whole_address(site, addresses.document(document.id)),
        "permanent": whole_address(site, addresses.version(version)),
        "check_currency_at": where_to_ask(document, site),
    }
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())
    return "\n".join(["---", *lines, "---"])


def _binding(rule: Rule) -> Iterator[str]:
    """Yield that a rule is not to be used any more, how binding it is declared to be, and that it was decided here."""
    if rule.deprecated:
        yield f"**{escaped(not_to_be_used(rule))}**"
    if rule.strength:
        yield escaped(_("How binding: {strength}", strength=strength_in_words(rule.strength)))
    for said in strength_decision(rule):
        yield escaped(flowing(said))


def _beneath(rule: Rule, library: Library) -> Iterator[str]:
    """Yield what a rule rests on, and each place where it departs from that."""
    for citation in rule.citations:
        line = source_line(citation, library)
        named = f"{line.lead}{line.title}{line.rest}"
        yield escaped(f"{sentence(named)} {sentence(verdict(rule, citation, library).words)}")
        if departures := "\n".join(_departures(rule, citation, library)):
            yield departures
    stated = [_one_line(one.sentence, one.reason) for one in own_statements(rule, library)]
    if stated:
        yield "\n".join(f"- {escaped(one)}" for one in stated)


def _departures(rule: Rule, citation: Citation, library: Library) -> Iterator[str]:
    for departure in verdict(rule, citation, library).departures:
        what = pgettext("departure", "{sentence} ({label})", sentence=departure.sentence, label=departure.label)
        yield f"- {escaped(_one_line(what, departure.reason, departure.approval))}"


def _one_line(*said: str) -> str:
    return " ".join(" ".join(part.split()) for part in said if part)


class Listed(NamedTuple):
    """The line of a document that is in force, or else to come."""

    title: str
    document: str
    is_in_force: bool
    line: str


def listed_line(document: DocumentOnDay, site: SiteFacts) -> Listed | None:
    """Return the line of *document*; None where it is neither in force nor to come."""
    if not document.current and document.status(document.shown) is not Status.UPCOMING:
        return None
    return Listed(document.title, document.id, document.current is not None, _line(document, site))


def llms_text(site: SiteFacts, lines: Iterable[Listed]) -> str:
    """Return the title, how to read this site, and a line for each document that is in force or to come."""
    what = _("Guidance in force, with its sources, its versions and its history.")
    documents = sorted(lines, key=lambda one: (natural(one.title), one.document))
    parts = [
        f"# {escaped(site.name)}",
        f"> {escaped(what)}",
        escaped(
            _(
                "Quote a rule word for word, with its version. Before you rely on it, read {fields} at the head of its "
                "page: versions change, and past ones must not be followed.",
                fields=listed(["status", "valid_until"]),
            )
        ),
        _heading(_("In force")),
        "\n".join(one.line for one in documents if one.is_in_force),
        _heading(_("Coming into force")),
        "\n".join(one.line for one in documents if not one.is_in_force),
        _heading(_("For programs")),
        "\n".join(
            f"- [{escaped(said)}]({whole_address(site, address)})"
            for said, address in (
                (_("Every document, as JSON"), addresses.api_index("library")),
                (_("Every source, as JSON"), addresses.api_index("sources")),
                (_("Changes, as JSON Feed"), addresses.json_feed("")),
                (_("Changes, as Atom"), addresses.atom("")),
                (_("The date of this site"), addresses.as_at()),
            )
        ),
    ]
    return "\n\n".join(part for part in _with_what_follows(parts) if part) + "\n"


def _heading(text: str) -> str:
    return f"## {escaped(text)}"


def _line(document: DocumentOnDay, site: SiteFacts) -> str:
    version = document.shown
    where = whole_address(site, addresses.markdown(addresses.document(document.id)))
    number = _("Version {version}.", version=version.number)
    said = f"{flowing(version.text.summary)} {number} {sentence(in_force_days(document, version))}"
    return f"- [{escaped(document.title)}]({where}): {escaped(' '.join(said.split()))}"


def _with_what_follows(parts: list[str]) -> Iterator[str]:
    """Yield the parts without the headings under which nothing stands."""
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if not part.startswith("## ") or (following and not following.startswith("## ")):
            yield part
