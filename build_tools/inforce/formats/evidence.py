"""Evidence of what a document said on a day, as files that stand alone: to read, and to check with ``sha256sum``.

Equal content, day and register give equal bytes; nothing says when or where the files were made.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from inforce.compare.headlines import strength_in_words
from inforce.formats.markdown import version_markdown
from inforce.formats.records.versions import answer_record
from inforce.model.annexes import Annex, after_the_rules, annexes_of_rule, before_the_rules, not_to_be_used
from inforce.model.catalogue import N_, _, pgettext
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.names import paragraphs
from inforce.model.numbering import NumberedRule, numbered_sections, rules_by_id
from inforce.model.originals import fingerprint
from inforce.model.rules import Rule, RunningText
from inforce.site.block_html import as_html
from inforce.site.document.rules import AnnexView, strength_decision
from inforce.site.document.sources import RuleComparisons, rule_comparisons
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.page import ROOT, encoded
from inforce.site.phrases.answers_by_day import TextOnDay
from inforce.site.phrases.changes import approval_in_words, kind_in_words
from inforce.site.phrases.currency import in_force_days, sentence, status_in_words
from inforce.site.phrases.verdicts import as_named
from inforce.site.publication import SiteFacts
from inforce.site.templates import render

SUMS: Final = "SHA256SUMS"
README: Final = "README.txt"
REGISTER: Final = "register.jsonl"
_WIDTH: Final = 104

# A file that stands alone leads nowhere within the site; its words stay.
_INTO_THE_SITE: Final = re.compile(rf'<a href="{re.escape(ROOT)}[^"]*">(.*?)</a>', re.DOTALL)

_PICTURE: Final = re.compile(rf'src="{re.escape(ROOT)}guidance/[^/"]*/pictures/')


class RegisterLine(NamedTuple):
    """A line of the register about the document: its number, counted from 1, and what it says."""

    number: int
    version: str
    what: str
    published_at: str


_LINES: Final[Mapping[str, str]] = {
    "": N_("version {version}, {moment}"),
    "withdrawn": N_("withdrawn, {moment}"),
    "cancelled": N_("version {version} cancelled, {moment}"),
    "withheld": N_("words of version {version} withheld, {moment}"),
}


class RuleEvidence(NamedTuple):
    """A rule with everything that it rests on, beside it."""

    rule: Rule
    words: Markup
    binding: tuple[str, ...]
    local_practice: Markup
    annexes: tuple[AnnexView, ...]
    beside: RuleComparisons


class SectionEvidence(NamedTuple):
    """A section with its rules and the text between them; *level* is that of its heading."""

    level: int
    heading: str
    introduction: Markup
    parts: tuple[RuleEvidence | Markup, ...]


class TextEvidence(NamedTuple):
    """The text that applied, as a page that stands alone."""

    title: str
    version: str
    said: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    introduction: Markup
    before: tuple[AnnexView, ...]
    after: tuple[AnnexView, ...]
    sections: tuple[SectionEvidence, ...]


def evidence(
    document: DocumentOnDay,
    answer: TextOnDay,
    plain_text: str,
    records: Mapping[str, bytes],
    register: tuple[bytes, Sequence[RegisterLine]] | None = None,
) -> dict[str, bytes]:
    """Return the files by their names: the text in every form, every version, *records* byte for byte, and the sums.

    *plain_text* is *answer* for a terminal; *register* the bytes of the register and its lines about the document.
    """
    files = {"text.txt": plain_text.encode(), "answer.json": encoded(answer_record(document, answer))}
    if answer.version:
        files["text.html"] = str(render("evidence.html", _text(document, answer, answer.version))).encode()
        if answer.certain:
            files["text.md"] = version_markdown(document, answer.version, SiteFacts("")).encode()
    files["versions.txt"] = _versions(document).encode()
    files |= records
    if register:
        files[REGISTER] = register[0]
    files[README] = _readme(document, answer, files, register[1] if register else None).encode()
    sums = "".join(f"{fingerprint(content)}  {name}\n" for name, content in sorted(files.items()))
    return dict(sorted((files | {SUMS: sums.encode()}).items()))


def record_name(version: Version) -> str:
    """Return the name under which the record of *version* is among the files."""
    return f"records/{version.number}.yml"


def _text(document: DocumentOnDay, answer: TextOnDay, version: Version) -> TextEvidence:
    return TextEvidence(
        title=version.text.title,
        version=str(version.number),
        said=answer.said,
        facts=(
            (_("Day"), in_words(document.day)),
            (_("Check code"), version.check_code),
            ("SHA-256", version.published_fingerprint),
            (_("Owner"), as_named(document.document.details.owner)),
            (_("Approved by"), approval_in_words(version.text.approved, document.day)),
        ),
        introduction=_alone(version.text.introduction),
        before=_annexes(before_the_rules(version.text, rules_by_id(version), document.document.details.attributes)),
        after=_annexes(after_the_rules(version.text)),
        sections=tuple(_sections(document, version)),
    )


def _sections(document: DocumentOnDay, version: Version) -> Iterator[SectionEvidence]:
    rules = rules_by_id(version)
    for placed in numbered_sections(version):
        parts = tuple(
            _alone(part.text) if isinstance(part, RunningText) else _rule(document, rules[part.id], rules)
            for part in placed.section.rules
        )
        yield SectionEvidence(placed.level + 1, placed.heading, _alone(placed.section.introduction), parts)


def _rule(document: DocumentOnDay, placed: NumberedRule, rules: Mapping[str, NumberedRule]) -> RuleEvidence:
    rule = placed.rule
    return RuleEvidence(
        rule=rule,
        words=_alone(rule.text),
        binding=(*_declared(rule), *strength_decision(rule)),
        local_practice=_alone(rule.local_practice),
        annexes=_annexes(annexes_of_rule(rule, rules)),
        beside=rule_comparisons(document.library, placed),
    )


def _annexes(annexes: Iterable[Annex]) -> tuple[AnnexView, ...]:
    return tuple(AnnexView(one.kind, one.heading, _alone(one.text)) for one in annexes)


def _declared(rule: Rule) -> Iterator[str]:
    yield from filter(None, (not_to_be_used(rule),))
    if rule.strength:
        yield _("How binding: {strength}", strength=strength_in_words(rule.strength))


def _alone(markdown: str) -> Markup:
    html = _PICTURE.sub(r'src="pictures/', _INTO_THE_SITE.sub(r"\1", str(as_html(markdown))))
    return Markup(html)  # noqa: S704 - HTML of ours with tags taken out


def _versions(document: DocumentOnDay) -> str:
    """Return every version, the newest first: when it applied, what it changed, and who approved it."""
    known = _("{title}: every version, as known on {day}", title=document.title, day=in_words(document.day))
    blocks = [known]
    for version in reversed(document.document.versions):
        status = status_in_words(document, version)
        blocks.append(
            "\n".join(
                [
                    _("Version {version}: {status}", version=version.number, status=status),
                    f"  {sentence(in_force_days(document, version))}",
                    f"  {_what_changed(version)}",
                    "  "
                    + _("Approved by: {approval}", approval=approval_in_words(version.text.approved, document.day)),
                    "  " + _("Check code: {code}", code=version.check_code),
                    f"  SHA-256: {version.published_fingerprint}",
                    "  " + _("Record: {file}", file=record_name(version)),
                ]
            )
        )
    return "\n\n".join(blocks) + "\n"


def _what_changed(version: Version) -> str:
    change = version.text.change
    note = " ".join(paragraphs(change.note))
    return pgettext("change", "{kind}. {note}", kind=kind_in_words(change.kind), note=note)


_MEANT: Final = (
    ("text.html", N_("the text beside its sources, with the result of comparing them, for a browser")),
    ("text.md", N_("the text as Markdown, with its status at the head")),
    ("text.txt", N_("the text as plain text")),
    ("answer.json", N_("the same for programs")),
    ("versions.txt", N_("every version: when it applied, what it changed, who approved it, and its SHA-256")),
    ("document.yml", N_("the file of the document, byte for byte")),
    ("pictures/", N_("the pictures in the text, byte for byte; the file of the version has the SHA-256 of each")),
    ("records/", N_("the file of every version as published, byte for byte")),
    (
        "sources/",
        N_("the file of every edition that a version cites, byte for byte, and its original where it is held"),
    ),
    (REGISTER, N_("the register of everything that the site ever published, byte for byte")),
)


def _readme(
    document: DocumentOnDay, answer: TextOnDay, files: Mapping[str, bytes], lines: Sequence[RegisterLine] | None
) -> str:
    there = [(name, said) for name, said in _MEANT if any(file.startswith(name) for file in files)]
    version = answer.version
    parts = [
        _("{title}: evidence for {day}", title=document.title, day=in_words(document.day)),
        "\n".join([*([_("Version {version}", version=version.number)] if version else []), *answer.said]),
        _("What is here"),
        "\n".join(f"  {name:<14} {_(said)}" for name, said in there),
        _("How to check it"),
        _laid_out(
            _("Run these commands in this folder; every Linux has them, and macOS has shasum -a 256 for sha256sum.")
        ),
        _laid_out(_("No file here was changed since these files were put together. Each line ends in OK:")),
        f"    sha256sum --check {SUMS}",
    ]
    if version:
        parts += [_about_record(version), f"    sha256sum {record_name(version)}"]
    if lines is not None:
        parts += _about_register(lines)
    parts.append(
        _laid_out(
            _(
                "What this cannot prove: that whoever put these files together was honest. So compare the SHA-256 of "
                "the record with the one on the site, or with a register or checkpoint that somebody else has kept."
            )
        )
    )
    return "\n\n".join(parts) + "\n"


def _laid_out(text: str) -> str:
    """Return *text* in lines for a plain editor, with fingerprints and commands in one piece."""
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _about_record(version: Version) -> str:
    return _laid_out(
        _(
            "The record of version {version} is the one that was published. This prints the SHA-256 that the site "
            "shows for it, {fingerprint}; the check code {code} on every copy is its short form:",
            version=version.number,
            fingerprint=version.published_fingerprint,
            code=version.check_code,
        )
    )


def _about_register(lines: Sequence[RegisterLine]) -> Iterator[str]:
    if not lines:
        yield _("The register has no line about this document: the site has not published it.")
        return
    yield _laid_out(
        _("The site published each version at the moment (UTC) on its line of the register, with its SHA-256:")
    )
    yield "\n".join(
        f"    sed -n {line.number}p {REGISTER}   # "
        + _(_LINES[line.what], version=line.version, moment=line.published_at)
        for line in lines
    )
    last = lines[-1].number
    if last > 1:  # the first line has none before it
        yield _laid_out(
            _(
                "Each line holds the SHA-256 of the line before it (the first holds zeros), so none can be changed "
                'alone. The first of these prints what the second has under "before":'
            )
        )
        yield f"    sed -n {last - 1}p {REGISTER} | sha256sum\n    sed -n {last}p {REGISTER}"
