"""What happened to guidance in a span of time, for the people who have to follow it: as text, as HTML and as a message.

An event is in the digest once its day has come, and only if it was not known to have come when the span began: also a
version that was published late, for a day before that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from textwrap import fill
from typing import Final, NamedTuple

from markupsafe import Markup

from inforce.model.catalogue import _
from inforce.model.dates import in_words
from inforce.model.names import paragraphs
from inforce.site.overview.events import Event, EventKind, events
from inforce.site.phrases.changes import change_in_words
from inforce.site.publication import Publication, SiteFacts

_WIDTH: Final = 76


class Choice(NamedTuple):
    """Which guidance a digest is about: by ids of documents, by topics, by audiences; where none is named, any."""

    documents: Collection[str] = ()
    topics: Collection[str] = ()
    audiences: Collection[str] = ()

    def takes(self, event: Event) -> bool:
        """Whether *event* is one of that guidance."""
        details = event.document.document.details
        return (
            (not self.documents or event.document.id in self.documents)
            and (not self.topics or bool(set(details.topics) & set(self.topics)))
            and (not self.audiences or details.audience in self.audiences)
        )


EVERYTHING: Final = Choice()


class Digest(NamedTuple):
    """What happened since a day: each event under a heading of a group, which is "" where there are no groups."""

    site: SiteFacts
    since: date
    language: str
    groups: Sequence[tuple[str, Sequence[Event]]]

    @property
    def title(self) -> str:
        """What it is, as the subject of a message."""
        return _("Changes to guidance since {day}", day=in_words(self.since))


def come(publication: Publication) -> dict[str, Event]:
    """Return every event of *publication* that has come by its day, by its name as a URN."""
    found = (event for document in publication.documents for event in events(document) if event.has_come)
    return {event.id: event for event in found}


def digest(
    publication: Publication, since: date, known: Collection[str], choice: Choice = EVERYTHING, by: str = "document"
) -> Digest:
    """Return what came that is not *known*, the newest first, of the guidance that *choice* names."""
    new = [event for name, event in come(publication).items() if name not in known and choice.takes(event)]
    new.sort(key=lambda event: (event.day or date.min, event.title), reverse=True)
    groups: dict[str, list[Event]] = {}
    for event in new:
        for name in _groups(event, by, choice):
            groups.setdefault(name, []).append(event)
    language = publication.library.settings.language
    return Digest(publication.site, since, language, sorted(groups.items()))


def _groups(event: Event, by: str, choice: Choice) -> Iterable[str]:
    details = event.document.document.details
    if by == "topic":
        wanted = [topic for topic in details.topics if not choice.topics or topic in choice.topics]
        return wanted or [_("Other guidance")]
    return [details.audience] if by == "audience" else [""]


def _why(event: Event) -> Iterator[str]:
    if event.kind is EventKind.BEGINS:
        yield from change_in_words(event.document.document, event.version)
    else:
        yield from paragraphs(event.reason)
    if event.instead:
        yield event.instead


def as_text(digest: Digest) -> str:
    """Return *digest* as plain text, in lines that every program for mail shows whole."""
    parts = [digest.title, *([digest.site.name] if digest.site.name else [])]
    for heading, found in digest.groups:
        parts += [heading.upper()] if heading else []
        for event in found:
            lines = [fill(event.title, _WIDTH), *(fill(fact, _WIDTH) for fact in event.facts)]
            lines += [fill(paragraph, _WIDTH) for paragraph in _why(event)]
            if address := digest.site.absolute(event.address):
                lines.append(address)
            parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def as_html(digest: Digest) -> str:
    """Return *digest* as a page by itself, which needs nothing from anywhere."""
    body = Markup("\n").join(_sections(digest))
    return str(
        Markup(
            '<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>\n'
            '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em; margin: 1em auto">\n'
            "<h1>{title}</h1>\n{site}{body}\n</body>\n</html>\n"
        ).format(
            language=digest.language,
            title=digest.title,
            site=Markup("<p>{}</p>\n").format(digest.site.name) if digest.site.name else "",
            body=body,
        )
    )


def _sections(digest: Digest) -> Iterator[Markup]:
    for heading, found in digest.groups:
        event_of = Markup("<h3>{}</h3>\n<p>{}</p>\n{}") if heading else Markup("<h2>{}</h2>\n<p>{}</p>\n{}")
        if heading:
            yield Markup("<h2>{}</h2>").format(heading)
        for event in found:
            address = digest.site.absolute(event.address)
            title = Markup('<a href="{}">{}</a>').format(address, event.title) if address else event.title
            said = Markup("").join(Markup("<p>{}</p>").format(one) for one in _why(event))
            facts = Markup("<br>").join(event.facts)
            yield event_of.format(title, facts, said)


def as_message(digest: Digest, sender: str = "", to: Sequence[str] = ()) -> bytes:
    """Return *digest* as a message for mail, with both forms in it; one without a sender opens as a draft.

    It has no date and no name of its own: whoever sends it gives it those.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = digest.title
    if sender:
        message["From"] = sender
    else:
        message["X-Unsent"] = "1"
    if to:
        message["To"] = ", ".join(to)
    message["Content-Language"] = digest.language
    text, page = as_text(digest), as_html(digest)
    message.set_content(text)
    message.add_alternative(page, subtype="html")
    message.set_boundary(f"=_{hashlib.sha256(page.encode()).hexdigest()[:32]}")
    return message.as_bytes()
