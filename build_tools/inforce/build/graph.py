"""Targets: each is made by a function of what it asks for, and made again when the answer would be another one.

What a target asked for is noted with the digest of the answer, also where the answer was that there is no such thing.
What it did not ask for it cannot know, so that a site that was brought up to date is the site made from nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from inforce.store.site_folder import NOBODY, Output, SiteFolder
from inforce.store.store import Store
from inforce.store.targets import Days, Fragment, Link, Result, Targets, digest

_ONE: timedelta = timedelta(days=1)


class Watch:
    """From which day to which every question that was asked so far has the same answer."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.first, self.last = date.min, date.max

    @property
    def days(self) -> Days:
        """The days on which whatever was worked out is the same."""
        return Days(self.first.isoformat(), self.last.isoformat())

    def exactly(self) -> None:
        """Note that the day itself was given out."""
        self.first = self.last = self.day

    def turns_at(self, turn: date) -> None:
        """Note a question whose answer is one before *turn*, and another one from then on."""
        if self.day < turn:
            self.last = min(self.last, turn - _ONE)
        else:
            self.first = max(self.first, turn)


class WatchedDay(date):
    """The day of a build as a target sees it, or a day that lies so many days after or before it.

    It compares as any date does, and each comparison is noted; whatever else is asked of it gives the day itself away.
    """

    def __new__(cls, watch: Watch, later: timedelta = timedelta(0)) -> WatchedDay:
        """Return the day that lies *later* than that of *watch*."""
        plain = watch.day + later
        return date.__new__(cls, plain.year, plain.month, plain.day)

    def __init__(self, watch: Watch, later: timedelta = timedelta(0)) -> None:
        self._watch, self._later = watch, later

    @property
    def plain(self) -> date:
        """The day itself."""
        self._watch.exactly()
        return self._watch.day + self._later

    def _asks(self, other: date, *, from_the_day_after: bool) -> None:
        """Note a question that turns at *other*, or on the day after it."""
        try:
            turn = (
                date.fromordinal(date.toordinal(other)) - self._later + (_ONE if from_the_day_after else timedelta(0))
            )
        except OverflowError:
            return  # no day of the calendar has another answer
        self._watch.turns_at(turn)

    def __lt__(self, other: date) -> bool:
        self._asks(other, from_the_day_after=False)
        return date.__lt__(self, other)

    def __ge__(self, other: date) -> bool:
        self._asks(other, from_the_day_after=False)
        return date.__ge__(self, other)

    def __le__(self, other: date) -> bool:
        self._asks(other, from_the_day_after=True)
        return date.__le__(self, other)

    def __gt__(self, other: date) -> bool:
        self._asks(other, from_the_day_after=True)
        return date.__gt__(self, other)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, date):
            self._asks(other, from_the_day_after=False)
            self._asks(other, from_the_day_after=True)
        return date.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.plain)

    def __add__(self, other: timedelta) -> WatchedDay:
        return WatchedDay(self._watch, self._later + timedelta(other.days))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return WatchedDay(self._watch, self._later - timedelta(other.days))
        return self.plain - other

    def __rsub__(self, other: date) -> timedelta:
        return other - self.plain

    def __reduce__(self) -> tuple[type[date], tuple[int, int, int]]:
        plain = self.plain
        return date, (plain.year, plain.month, plain.day)

    def __str__(self) -> str:
        return str(self.plain)

    def __repr__(self) -> str:
        return repr(self.plain)

    def __format__(self, form: str) -> str:
        return format(self.plain, form)


def _told(name: str) -> Any:
    def tell(self: WatchedDay, *args: Any, **named: Any) -> Any:
        return getattr(self.plain, name)(*args, **named)

    return tell


def _field(name: str) -> property:
    return property(lambda self: getattr(self.plain, name))


for _name in (
    "ctime", "isocalendar", "isoformat", "isoweekday", "replace", "strftime", "timetuple", "toordinal", "weekday",
):  # fmt: skip
    setattr(WatchedDay, _name, _told(_name))
for _name in ("year", "month", "day"):
    setattr(WatchedDay, _name, _field(_name))


SHARED = "check "
"""With what the names of targets begin that belong to no site."""


@dataclass(frozen=True)
class Made:
    """What came of a target: its files by path, what others ask it for, what was found wrong, and what it leaves."""

    files: Iterable[tuple[str, bytes]] = ()
    value: str = ""
    problems: str = ""
    fragments: tuple[Fragment, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: Mapping[str, Iterable[str]] = field(default_factory=dict)
    pieces: Mapping[str, str] = field(default_factory=dict)
    """Values that can be asked for alone, as "<name of the target>:<name of the piece>"."""


@dataclass
class Changed:
    """The files that a run made otherwise, and those that go."""

    made: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)


class Taken(NamedTuple):
    """The file at *path* is made by two targets."""

    path: str
    one: str
    other: str


Maker = Callable[["Asking", str], Made]
"""Makes the target whose name ends in what it is given."""


class Run:
    """One run: brings targets up to date, those that others ask for first."""

    def __init__(self, store: Store, site: SiteFolder | None, day: date, makers: Mapping[str, Maker]) -> None:
        self.store = store
        self.site = site
        self.day = day
        self.changed = Changed()
        self._makers = makers
        self.shared, self.own = store.targets(), store.targets(site.id if site else -1)
        self.outputs_asked = set(store.inputs.known(self.output_input("")))
        """The files of the site, by their names among inputs, that any target asked for."""
        self._fresh: set[str] = set()
        self._lists: set[tuple[int, str]] = set()
        self._under_way: list[str] = []

    def targets_for(self, name: str) -> Targets:
        """Return the targets that the one of that name is among."""
        return self.shared if name.startswith(SHARED) else self.own

    def ensure(self, name: str) -> None:
        """Bring the target of that name up to date; of a piece, the one that it is a piece of."""
        name = name.partition(":")[0]
        if name not in self._fresh:
            if self.targets_for(name).is_stale(name):
                self._make(name)
            self._fresh.add(name)

    def bring(
        self,
        kind: str,
        names: Iterable[str],
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        followed_by: str = "",
    ) -> None:
        """Bring the targets of a kind up to date; those of other names go.

        *progress* is told how many are, of how many. Each target is *followed_by* the one of that kind with its name:
        what it was made from is still at hand then.
        """
        wanted, kinds = set(names), [kind, followed_by] if followed_by else [kind]
        for one in kinds:
            for name in self.targets_for(one).names_of(one):
                if name.partition("/")[2] not in wanted:
                    self.remove(name)
        for done, name in enumerate(sorted(wanted), start=1):
            for one in kinds:
                self.ensure(f"{one}/{name}")
            progress(done, len(wanted))

    def value(self, name: str) -> str:
        """Return what the target of that name is asked for."""
        self.ensure(name)
        return self.targets_for(name).value(name)

    def remove(self, name: str) -> None:
        """Have a target go that nothing is made of any more."""
        targets = self.targets_for(name)
        if self.site and targets is self.own:
            self.changed.gone |= self.site.drop(targets.id(name))
        self._other_lists(targets, targets.remove(name))
        self.store.inputs.set(self.value_input(name), digest(""))
        self.changed.removed.add(name)
        for piece in targets.pieces(name):
            self.remove(piece)

    def put(self, name: str, made: Made, asking: Asking) -> None:
        """Keep what came of a target that was made of what was asked for."""
        targets = self.targets_for(name)
        target = targets.id(name)
        if self.site and targets is self.own:
            self._stage(self.site, target, made.files)
        self.changed.targets.add(name)
        result = Result(made.value, made.problems, made.fragments, made.links, made.anchors)
        self._other_lists(targets, targets.put(name, asking.needs, asking.watch.days, result))
        self.store.inputs.set(self.value_input(name), digest(made.value))
        for piece in set(targets.pieces(name)) - {f"{name}:{piece}" for piece in made.pieces}:
            self.remove(piece)
        for piece, value in made.pieces.items():
            self._put_piece(targets, f"{name}:{piece}", value)
        self._fresh.add(name)

    def _stage(self, site: SiteFolder, target: int, files: Iterable[tuple[str, bytes]]) -> None:
        differ, gone = site.stage(target, files)
        self.changed.made |= differ
        self.changed.gone = (self.changed.gone | gone) - differ
        for path in (*differ, *gone) if self.outputs_asked else ():
            if (name := self.output_input(path)) in self.outputs_asked:
                found = site.output(path)
                self.store.inputs.set(name, found.digest if found else b"")

    def value_input(self, name: str) -> str:
        """Return the name of the value of a target among inputs."""
        return f"value {self.targets_for(name).site} {name}"

    def output_input(self, path: str) -> str:
        """Return the name of a file of the site among inputs."""
        return f"output {self.own.site} {path}"

    def list_input(self, targets: Targets, name: str) -> str:
        """Return the name of a list among inputs."""
        return f"list {targets.site} {name}"

    def tell_lists(self) -> None:
        """Have the lists made again of which a fragment is another one now."""
        inputs = self.store.inputs
        every, shared, newest = (set(inputs.known(asked)) for asked in ("list ", "shared keys ", "newest "))
        for site, name in sorted(self._lists):
            targets = self.own if site else self.shared
            if (asked := f"list {site} {name}") in every:  # most are asked for in one way, and some are long
                inputs.set(asked, targets.digest_of_list(name))
            if (asked := f"shared keys {site} {name}") in shared:
                inputs.set(asked, targets.digest_of_list(name, shared_keys=True))
            for known in newest:
                _newest, count, of, one = known.split(" ", 3)
                if (of, one) == (str(site), name):
                    inputs.set(known, targets.digest_of_list(name, newest=int(count)))
        self._lists.clear()

    def _put_piece(self, targets: Targets, name: str, value: str) -> None:
        if targets.is_stale(name) or targets.value(name) != value:
            targets.put(name, {}, Days(), Result(value))
            self.store.inputs.set(self.value_input(name), digest(value))

    def _make(self, name: str) -> None:
        if name in self._under_way:
            raise RecursionError(" asks for ".join([*self._under_way, name]))
        self._under_way.append(name)
        kind, _, rest = name.partition("/")
        asking = Asking(self, self.day)
        self.put(name, self._makers[kind](asking, rest), asking)
        self._under_way.pop()

    def _other_lists(self, targets: Targets, lists: Iterable[str]) -> None:
        self._lists.update((targets.site, name) for name in lists)

    def remove_what_nobody_made(self) -> None:
        """Have the files go that a program made that is another one now, and that this one does not make."""
        if self.site:
            self.changed.gone |= self.site.drop(NOBODY)

    def taken(self) -> list[Taken]:
        """Return the files that are those of two targets."""
        taken = self.site.taken() if self.site else ()
        return [Taken(path, self.own.name(one), self.own.name(other)) for path, one, other in taken]


class Asking:
    """What a target asks for while it is made, and all of it is noted."""

    def __init__(self, run: Run, day: date) -> None:
        self._run = run
        self.watch = Watch(day)
        self.day = WatchedDay(self.watch)
        self.needs: dict[str, bytes] = {}

    def value(self, target: str) -> str:
        """Return what another target, or a piece of it, has for those who ask; "" where there is none."""
        value = self._run.value(target)
        self.needs[self._run.value_input(target)] = digest(value)
        return value

    def digest(self, path: str) -> bytes:
        """Return the digest of a file, or of a folder with all that is in it; empty where there is none."""
        if path not in self.needs:  # of a folder it is worked out from all that is in it, and asked again and again
            self.needs[path] = self._run.store.files.digest(path)
        return self.needs[path]

    def names(self, folder: str) -> tuple[str, ...]:
        """Return what stands directly in *folder*; names of folders end in "/"."""
        self.needs[f"names {folder}"] = self._run.store.files.digest_of_names(folder)
        return self._run.store.files.names(folder)

    def fragments(self, name: str) -> list[Fragment]:
        """Return what other targets of the site left for a list, in its order."""
        targets = self._run.own
        self.needs[self._run.list_input(targets, name)] = targets.digest_of_list(name)
        return targets.fragments(name)

    def newest(self, name: str, count: int) -> list[Fragment]:
        """Return the last *count* of what other targets of the site left for a list."""
        targets = self._run.own
        self.needs[f"newest {count} {targets.site} {name}"] = targets.digest_of_list(name, newest=count)
        return targets.fragments(name, newest=count)

    def shared_keys(self, name: str) -> list[Fragment]:
        """Return what targets that check left for a list under a key that another one has left something under."""
        targets = self._run.shared
        self.needs[f"shared keys {targets.site} {name}"] = targets.digest_of_list(name, shared_keys=True)
        return targets.fragments(name, shared_keys=True)

    def constant(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what *make*, a pure function of what *key* says, gives: once made, it is kept for as long as used."""
        name = f"constant {digest(key).hex()}"
        self.needs[name] = b""
        return self._run.store.get_or_make(name, make)

    @contextmanager
    def worked_out(self, name: str) -> Iterator[dict[str, str]]:
        """Yield what the program worked out under *name* in any run, from nothing but the keys; keep what is added."""
        found = json.loads(self._run.store.keep_with_program(name, lambda: b"{}"))
        known = len(found)
        yield found
        if len(found) > known:
            self._run.store.replace_with_program(name, json.dumps(found, ensure_ascii=False).encode())

    def given(self, name: str, value: str) -> str:
        """Note that *value* was given to the run under *name*, and return it."""
        self.needs[f"given {name}"] = digest(value)
        return value

    def output(self, path: str) -> Output | None:
        """Return the file at *path*, which another target makes and has made; None where there is none."""
        found = self._run.site.output(path) if self._run.site else None
        name = self._run.output_input(path)
        self.needs[name] = found.digest if found else b""
        self._run.outputs_asked.add(name)
        return found
