"""The register: an entry for each version ever published at a destination, and for each that was taken back.

Each entry holds the hash of the one before.

A line of ``register.jsonl`` is one entry. The hash of an entry is the SHA-256 of its line, line end
included, so that ``sed -n 3p register.jsonl | sha256sum`` prints it and nothing of ours is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import islice
from typing import Any

from inforce.model.bounds import CHECKPOINT, REGISTER
from inforce.model.names import ID, VERSION, VersionNumber
from inforce.model.originals import fingerprint as sha256


class DoubledNameError(ValueError):
    """One name stands twice in an object; programs differ in which of the two they believe."""


def one_line(value: Mapping[str, Any]) -> bytes:
    """Return *value* as one line of UTF-8, names in the order given, with its line end."""
    return (json.dumps(value, ensure_ascii=False, separators=(", ", ": ")) + "\n").encode()


def for_people(value: Mapping[str, Any]) -> bytes:
    """Return *value* over several lines of UTF-8, names in the order given, with a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def read_object(content: bytes) -> dict[str, Any]:
    """Read one JSON object; raise `ValueError` for anything else, a doubled name included."""
    if len(content) > CHECKPOINT.largest:
        raise ValueError("larger than any file of this kind")
    try:
        value = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 -- for the caller it is one more way of not being one
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise DoubledNameError(", ".join(names))
    return dict(pairs)


NOTHING_BEFORE = "0" * 64
"""What the first entry holds in the place of a hash."""

_LARGEST = REGISTER.largest
_LONGEST_LINE = 10_000
_MOST_FAULTS = 100

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d|unknown", re.ASCII)
_TAKEN_BACK = re.compile(r"(withdrawn|cancelled|withheld) \d{4}-\d\d-\d\d| ", re.ASCII)
_COMMIT = re.compile(r"([0-9a-f]{40}([0-9a-f]{24})?)?", re.ASCII)


@dataclass(frozen=True, order=True)
class Published:
    """A version as the register knows it: its document, its number and the SHA-256 of its record."""

    document: str
    version: str
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.document} {self.version}"

    @property
    def key(self) -> tuple[str, str]:
        """What no two entries share."""
        return self.document, self.version


@dataclass(frozen=True)
class Entry:
    """That a version was published: which, what it said, when, from which commit, and the hash of the entry before.

    Or that readers were told that it was taken back: *what* and *on* say how and from which day. A withdrawal, which
    is of the whole document, names the last version. Lines of versions have neither of the two.
    """

    sequence: int
    document: str
    version: str
    fingerprint: str
    in_force_from: str
    published_at: str
    commit: str
    before: str
    what: str = ""
    on: str = ""

    def __post_init__(self) -> None:
        if fault := next(self._faults(), None):
            raise ValueError(fault)

    def _faults(self) -> Iterator[str]:
        if type(self.sequence) is not int or any(not isinstance(value, str) for value in self._texts):
            yield "a field is of another kind than it has to be"
            return
        for value, pattern, name in (
            (self.document, re.compile(ID.pattern, re.ASCII), "document"),
            (self.version, re.compile(VERSION.pattern, re.ASCII), "version"),
            (self.fingerprint, _SHA256, "fingerprint"),
            (self.in_force_from, _DAY, "day from which it is in force"),
            (self.published_at, MOMENT, "moment of publication"),
            (self.commit, _COMMIT, "commit"),
            (self.before, _SHA256, "hash of the entry before"),
            (f"{self.what} {self.on}", _TAKEN_BACK, "way to be taken back, with its day"),
        ):
            if not pattern.fullmatch(value):
                yield f'"{value}" is no {name}'

    @property
    def _texts(self) -> Iterator[object]:
        return (getattr(self, field.name) for field in fields(self) if field.name != "sequence")

    @property
    def published(self) -> Published:
        """The version and what it said."""
        return Published(self.document, self.version, self.fingerprint)

    @property
    def key(self) -> tuple[str, str]:
        """The document, and what readers were told of it: a version by its number, or what was taken back."""
        if not self.what:
            return self.published.key
        of = () if self.what == "withdrawn" else (self.version,)
        return self.document, " ".join((self.what, *of, self.on))

    @cached_property
    def line(self) -> bytes:
        """The entry as it stands in the register, its line end included."""
        return one_line({name: value for name, value in asdict(self).items() if value or name not in {"what", "on"}})

    def __str__(self) -> str:
        return f"{self.published}, {self.what} on {self.on}" if self.what else str(self.published)

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the line."""
        return sha256(self.line)


@dataclass(frozen=True)
class Register:
    """All entries, the oldest first; a register whose chain does not hold cannot be made."""

    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        if fault := next(chain_faults(self.entries), None):
            raise ValueError(str(fault))

    @property
    def head(self) -> str:
        """The hash of the last entry: it stands for the whole register."""
        return self.entries[-1].hash if self.entries else NOTHING_BEFORE

    @cached_property
    def content(self) -> bytes:
        """The bytes of ``register.jsonl``."""
        return b"".join(entry.line for entry in self.entries)

    @cached_property
    def fingerprints(self) -> dict[tuple[str, str], str]:
        """The fingerprint of every version ever published, by document and number."""
        return {entry.published.key: entry.fingerprint for entry in self.entries}

    @cached_property
    def versions(self) -> tuple[Entry, ...]:
        """The entries of versions alone."""
        return tuple(entry for entry in self.entries if not entry.what)

    @cached_property
    def moments(self) -> dict[tuple[str, str], str]:
        """When readers were told, by document and what they were told of it, as `Entry.key` has it."""
        return {entry.key: entry.published_at for entry in self.entries}

    def extended(
        self,
        versions: Iterable[tuple[Published, str]],
        published_at: str,
        commit: str,
        taken_back: Iterable[tuple[Published, str, str, str]] = (),
    ) -> Register:
        """Return the register with an entry more for each of *versions*, given with the day each is in force from.

        So for what was *taken back*, which has besides how and from which day on.
        """
        entries, head = list(self.entries), self.head
        for version, in_force_from, what, on in (*((*one, "", "") for one in versions), *taken_back):
            entry = Entry(
                sequence=len(entries) + 1,
                document=version.document,
                version=version.version,
                fingerprint=version.fingerprint,
                in_force_from=in_force_from,
                published_at=published_at,
                commit=commit,
                before=head,
                what=what,
                on=on,
            )
            entries.append(entry)
            head = entry.hash
        return Register(tuple(entries))


@dataclass(frozen=True)
class ChainFault:
    """A place where a register does not hold: the number of the line, the version on it where it can be read, what."""

    line: int
    version: str
    what: str

    def __str__(self) -> str:
        named = f" ({self.version})" if self.version else ""
        return f"Line {self.line} of the register{named} {self.what}."


@dataclass(frozen=True)
class ReadRegister:
    """What came of a ``register.jsonl``: the entries that can be read, and each place where the chain does not hold."""

    entries: tuple[Entry, ...]
    faults: tuple[ChainFault, ...]

    @property
    def register(self) -> Register:
        """The register, where there is no fault; ask only then."""
        return Register(self.entries)


def read_register(content: bytes) -> ReadRegister:
    """Read the bytes of ``register.jsonl`` and hold every line against the one before it."""
    entries: list[Entry] = []
    faults: list[ChainFault] = []
    if len(content) > _LARGEST:
        return ReadRegister((), (ChainFault(1, "", f"begins a file of {len(content):,} bytes, which no register has"),))
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        if len(faults) == _MOST_FAULTS:
            break  # whoever made so many has made them all
        try:
            if len(line) > _LONGEST_LINE:
                raise ValueError  # noqa: TRY301 -- it is no entry
            entry = Entry(**read_object(line))
        except (ValueError, TypeError, RecursionError):
            faults.append(ChainFault(number, "", "cannot be read as an entry"))
            continue
        if entry.line != line:
            faults.append(ChainFault(number, str(entry), "is not written the way inforce writes it"))
        entries.append(entry)
    return ReadRegister(tuple(entries), tuple(faults) or tuple(islice(chain_faults(entries), _MOST_FAULTS)))


def chain_faults(entries: Iterable[Entry]) -> Iterator[ChainFault]:
    """Yield every place where the chain of *entries* does not hold."""
    head, last = NOTHING_BEFORE, "nothing"
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(entries, start=1):
        named = str(entry)
        if entry.sequence != number:
            yield ChainFault(number, named, f"says that it is entry {entry.sequence}")
        if entry.before != head:
            yield ChainFault(number, named, f"does not hold the hash of the line before it ({last}): one was altered")
        if entry.key in seen:
            yield ChainFault(number, named, "registers what was registered before")
        seen.add(entry.key)
        head, last = entry.hash, named


@dataclass(frozen=True)
class Shown:
    """That a version was shown as in force from a moment of the day on; None where there was none to show."""

    since: datetime
    entry: Entry | None


def shown_on(
    entries: Iterable[Entry], document: Container[str], day: date, zone: tzinfo, called_off: Container[str] = ()
) -> tuple[Shown, ...]:
    """Return what the site showed on *day* in the time zone *zone*: as the day began, and each change.

    *document* has the id of the document, and those that it had before.
    *entries* are those of versions in a register. What is shown is the highest version published so far whose day has
    come, of those that were not *called_off* before it. It may have been in force earlier, where it was published late
    or brought in from paper. What was cancelled or withdrawn before the register had lines of that has to be said;
    pages that a rollback showed for a while nobody can tell.
    """
    begins = datetime.combine(day, time(), zone).astimezone(UTC)
    ends = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    of_document = (one for one in entries if one.document in document and one.version not in called_off)
    due = [entry for entry in of_document if _has_come(entry, day)]
    published = {entry: datetime.fromisoformat(entry.published_at) for entry in due}
    moments = {begins, *(moment for moment in published.values() if begins < moment < ends)}
    shown: list[Shown] = []
    for moment in sorted(moments):
        entry = max((entry for entry in due if published[entry] <= moment), key=_number, default=None)
        if not shown or shown[-1].entry != entry:
            shown.append(Shown(moment, entry))
    return tuple(shown)


def _has_come(entry: Entry, day: date) -> bool:
    return entry.in_force_from == "unknown" or entry.in_force_from <= day.isoformat()


def _number(entry: Entry) -> VersionNumber:
    return VersionNumber.parse(entry.version)
