"""The settings of the site: ``content/site.yml``, which may be left out."""

from __future__ import annotations

from inforce.model.problem import Place, Problem
from inforce.model.settings import Settings
from inforce.parsing.files import read_file
from inforce.parsing.suggestions import did_you_mean


def read_settings(content: bytes, file: str) -> tuple[Settings, Place, tuple[Problem, ...]]:
    """Read the bytes of a ``site.yml``, and say where in it the language is set.

    Where it cannot be read, the settings are the usual ones.
    """
    filled, located = read_file(content, file, Settings)
    settings = filled.value
    if settings is None or located is None:
        return Settings(), Place(file), filled.problems
    language_set = located.at(("language",))
    if settings.time_zone == Settings().time_zone or _exists(settings.time_zone):
        return settings, language_set, filled.problems
    return Settings(), language_set, (*filled.problems, _no_time_zone(settings.time_zone, located.at(("time_zone",))))


def _exists(name: str) -> bool:
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # most sites keep the usual time zone

    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _no_time_zone(name: str, place: Place) -> Problem:
    from zoneinfo import available_timezones  # noqa: PLC0415 -- only a wrong name asks

    return Problem(
        place,
        "unknown-time-zone",
        f'There is no time zone "{name}".',
        did_you_mean(name, available_timezones()) or "Write a continent and a city, such as Europe/London",
    )
