"""Small libraries for tests, made in Python: every argument that a test does not care for has a sensible value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from inforce.model.dates import PartialDate
from inforce.model.guidance import (
    Approval,
    CallOff,
    Change,
    ChangeKind,
    Document,
    DocumentDetails,
    UndoneChange,
    Version,
    VersionText,
    Withdrawal,
)
from inforce.model.library import Library
from inforce.model.names import PassageRef, VersionNumber
from inforce.model.originals import fingerprint
from inforce.model.problem import Origin
from inforce.model.rules import Citation, Departure, Rule, Section
from inforce.model.sources import Edition, EditionDetails, Evidence, Licence, Passage, Replacement, Source

BEGINNING = date(2026, 3, 1)
"""From when the first version of a document applies, unless a test says otherwise."""


def a_rule(  # noqa: PLR0913 - each has a default
    text: str = "Ask before you share.",
    name: str = "ask-first",
    *,
    quotes: str = "",
    draws_on: str = "",
    departures: Sequence[Departure] = (),
    local_practice: str = "",
) -> Rule:
    """Return a rule; *quotes* and *draws_on* are references to passages."""
    citations = []
    if quotes:
        citations.append(Citation(quotes=PassageRef.parse(quotes), departures=tuple(departures)))
    if draws_on:
        citations.append(Citation(draws_on=PassageRef.parse(draws_on)))
    return Rule(name, text, tuple(citations), local_practice)


def _kind_of(number: VersionNumber) -> ChangeKind:
    """Return the kind of change that a number stands for."""
    if str(number) == "1.0.0":
        return ChangeKind.FIRST
    return ChangeKind.PATCH if number.patch else ChangeKind.MINOR if number.minor else ChangeKind.MAJOR


def a_version(  # noqa: PLR0913 - each has a default
    number: str = "1.0.0",
    rules: Sequence[Rule] = (),
    *,
    document: str = "sharing",
    begins: date | None = BEGINNING,
    title: str = "Sharing information",
    introduction: str = "",
    note: str = "It was written.",
    kind: ChangeKind | None = None,
    approved: Approval | None = None,
    sections: Sequence[Section] = (),
) -> Version:
    """Return a version of one section that holds *rules*, or of *sections*."""
    parsed = VersionNumber.parse(number)
    text = VersionText(
        format=1,
        version=parsed,
        title=title,
        in_force_from=begins,
        change=Change(kind or _kind_of(parsed), note),
        summary="What to weigh before sharing.",
        sections=tuple(sections) or (Section("the-rules", "The rules", tuple(rules) or (a_rule(),)),),
        approved=approved,
        introduction=introduction,
    )
    file = f"content/guidance/{document}/versions/{number}.yml"
    return Version(document, text, fingerprint(f"{document} {text!r}".encode()), Origin(file))


def a_document(
    *versions: Version,
    name: str = "sharing",
    withdrawn: Withdrawal | None = None,
    called_off: Sequence[CallOff] = (),
    undoes: Sequence[UndoneChange] = (),
    topics: Sequence[str] = ("Safeguarding",),
) -> Document:
    """Return a document with *versions*, or with one."""
    details = DocumentDetails(
        format=1,
        owner="Practice team",
        audience="Everyone who works with families",
        contact="The desk on the second floor",
        topics=tuple(topics),
        withdrawn=withdrawn,
        called_off=tuple(called_off),
        undoes=tuple(undoes),
    )
    found = versions or (a_version(document=name),)
    return Document(name, details, found, Origin(f"content/guidance/{name}/document.yml"))


def a_call_off(number: str, on: date = BEGINNING, reason: str = "It was not ready.") -> CallOff:
    """Return that the version of that *number* was cancelled."""
    return CallOff(VersionNumber.parse(number), on, reason)


def a_document_of_versions(count: int, *, name: str = "sharing", every: timedelta = timedelta(days=30)) -> Document:
    """Return a document of *count* versions, each *every* so long after the one before; a word of a rule differs."""
    versions = (
        a_version(
            f"1.{place}.0",
            [
                a_rule("Keep a record of what you decide.", "keep-a-record"),
                a_rule(f"Ask before you share, at least {place + 1} times.", "ask-first"),
            ],
            document=name,
            begins=BEGINNING + place * every,
        )
        for place in range(count)
    )
    return a_document(*versions, name=name)


def an_edition(  # noqa: PLR0913 - each has a default
    name: str = "2018",
    passages: Sequence[str] = ("Ask before you share.",),
    *,
    source: str = "advice",
    published: str = "2018-07",
    replaced: Replacement | None = None,
    caution: str | None = None,
) -> Edition:
    """Return an edition whose passages are called part-1, part-2 and so on."""
    details = EditionDetails(
        format=1,
        title="Advice on sharing",
        short_title="Advice",
        publisher="The Office",
        published=PartialDate.parse(published),
        evidence=Evidence.SECONDARY if passages else Evidence.BIBLIOGRAPHY,
        licence=Licence("Open licence", "Contains words of the Office.", "https://licence.example.org/"),
        replaced=replaced,
        caution=caution,
        passages=tuple(Passage(f"part-{place}", f"part {place}", text) for place, text in enumerate(passages, start=1)),
    )
    return Edition(source, name, details, Origin(f"content/sources/{source}/{name}.yml"))


def a_library(*documents: Document, editions: Sequence[Edition] = ()) -> Library:
    """Return a library of *documents*, and one source of *editions* where there are any."""
    sources = (Source(editions[0].source, tuple(editions)),) if editions else ()
    return Library(documents, sources)
