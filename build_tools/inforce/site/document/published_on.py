"""Where the history of a document says when readers were first shown a version.

Pages are made before they are published, and only the register knows that moment: the page has a place for each
version, and publishing puts the moment there, in the words and the time zone that the page itself brings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo
from html import escape, unescape

from markupsafe import Markup

from inforce.model.catalogue import _
from inforce.model.dates import MONTHS
from inforce.model.guidance import Version
from inforce.model.names import VERSION

_PLACE = re.compile(rf'(?P<mark><span data-published="(?P<version>{VERSION.pattern})">)[^<]*(?=</span>)', re.ASCII)
_WORDS = re.compile(r' data-moments="([^"]*)"')


def place_of(version: Version) -> Markup:
    """Return the place for the moment of *version*, with what is true where no publishing fills it."""
    return Markup('<span data-published="{}">{}</span>').format(version.number, _("not recorded here"))


def words_for_moments(zone: str) -> str:
    """Return what `filled` needs to say a moment in the language of the page and in *zone*, as JSON."""
    months = tuple(_(month) for month in MONTHS)
    words = _Words(zone, months, _("{day} {month} {year}"), _("{day} at {time}"))
    return json.dumps(asdict(words), ensure_ascii=False)


class NotFilled(ValueError):
    """What a page brings for its moments is not what `words_for_moments` wrote there."""


def filled(page: str, published_at: Mapping[str, str], time_zone: Callable[[str], tzinfo]) -> str:
    """Return *page* with the moments of *published_at*, by version and as the register writes them, in its places.

    *time_zone* gives the one of a name. A page without places, and a place whose version is not given, stay as they
    are; filling twice is filling once. Raise `NotFilled` where somebody changed what the page brings for it.
    """
    found = _WORDS.search(page)
    if found is None:
        return page
    moments = {version: datetime.fromisoformat(moment) for version, moment in published_at.items()}
    try:
        words = _Words(**json.loads(unescape(found[1])))
        zone = time_zone(words.zone)
        said = {version: words.say(moment.astimezone(zone)) for version, moment in moments.items()}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise NotFilled(found[1]) from error

    def fill(place: re.Match[str]) -> str:
        moment = said.get(place["version"])
        return place[0] if moment is None else f"{place['mark']}{escape(moment)}"

    return _PLACE.sub(fill, page)


@dataclass(frozen=True)
class _Words:
    """How a moment is said on a page: the names of the months, and the sentences that take day and time."""

    zone: str
    months: Sequence[str]
    day: str
    moment: str

    def say(self, there: datetime) -> str:
        """Return "22 November 2026 at 12:03" for that moment, which is given in the time zone of the page."""
        day = self.day.format(day=there.day, month=self.months[there.month - 1], year=there.year)
        return self.moment.format(day=day, time=f"{there:%H:%M}")
