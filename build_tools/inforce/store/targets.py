"""What each target was made from and what came of it: inputs by their digests, days, values, fragments and links."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

_FRAGMENTS: Final = "select list, key, body from fragment where site = ?1 and list = ?2 order by key, target"
_NEWEST: Final = (
    "select list, key, body from fragment where site = ?1 and list = ?2 order by key desc, target desc limit ?3"
)
_SHARED_KEYS: Final = (
    "select list, key, body from fragment where site = ?1 and list = ?2 and key in "
    "(select key from fragment where site = ?1 and list = ?2 group by key having count(*) > 1) order by key, target"
)


_LINKS: Final = "select page, path, anchor, link.target from link cross join target on id = link.target where site = ?"
"""With "cross", SQLite begins with the links: those of one file are few, the targets of a site are many."""

_FEW: Final = 500
"""Of so many files and targets the links of each are looked up; of more, all links are gone through."""

WITH_PROGRAM: Final = "program "
"""With what the names of constants begin that are kept for as long as the program is the same."""


class Fragment(NamedTuple):
    """What a target leaves for a list: the list, where in it, and the text."""

    list: str
    key: str
    body: str


class Link(NamedTuple):
    """A link from a page to a file that is not of the same target, and to an anchor in it ("" for none)."""

    page: str
    path: str
    anchor: str


@dataclass(frozen=True)
class Days:
    """The days, as ISO 8601 writes them, on which a target would be made the same way."""

    first: str = "0001-01-01"
    last: str = "9999-12-31"


@dataclass(frozen=True)
class Result:
    """What came of a target besides its files: what others ask it for, and what it leaves for lists and for links."""

    value: str = ""
    problems: str = ""
    fragments: tuple[Fragment, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: Mapping[str, Iterable[str]] = field(default_factory=dict)


class Targets:
    """The targets of one site (0 for what belongs to none), in the database of the store."""

    def __init__(self, database: sqlite3.Connection, site: int) -> None:
        self._database = database
        self.site = site

    def id(self, name: str) -> int:
        """Return the number of the target of that name; it is to be made where it is new."""
        found = self._one("select id from target where site = ? and name = ?", self.site, name)
        if found is not None:
            return int(found)
        new = self._database.execute("insert into target(site, name, stale) values(?, ?, 1)", (self.site, name))
        return int(new.lastrowid or 0)

    def name(self, target: int) -> str:
        """Return the name of a target."""
        return str(self._one("select name from target where id = ?", target))

    def names(self) -> list[str]:
        """Return every target there is."""
        return [name for (name,) in self._database.execute("select name from target where site = ?", (self.site,))]

    def names_of(self, kind: str) -> list[str]:
        """Return the targets of a kind: those whose names begin with it and a slash; no pieces."""
        rows = self._database.execute(
            "select name from target where site = ? and name > ? and name < ? and instr(name, ':') = 0",
            (self.site, f"{kind}/", f"{kind}0"),
        )
        return [name for (name,) in rows]

    def total(self, kind: str) -> int:
        """Return the sum of the values, which are numbers, of the targets of a kind."""
        return int(
            self._one(
                "select total(cast(value as integer)) from target "
                "where site = ?1 and (name = ?2 or name > ?2 || '/' and name < ?2 || '0') and instr(name, ':') = 0",
                self.site,
                kind,
            )
        )

    def are_stale(self) -> bool:
        """Whether any is to be made."""
        return self._one("select 1 from target where site = ? and stale = 1 limit 1", self.site) is not None

    def is_stale(self, name: str) -> bool:
        """Whether that target is to be made."""
        return bool(self._one("select stale from target where site = ? and name = ?", self.site, name) in (None, 1))

    def spoil(self, targets: Iterable[int]) -> None:
        """Have these targets made again."""
        self._database.executemany("update target set stale = 1 where id = ?", [(target,) for target in targets])

    def keep_for(self, day: str) -> None:
        """Have those targets made again that would say something else on *day*."""
        self._database.execute(
            "update target set stale = 1 "
            "where site = ?1 and stale = 0 and not (holds_from <= ?2 and ?2 <= holds_until)",
            (self.site, day),
        )

    def put(self, name: str, needs: Mapping[str, bytes], days: Days, result: Result) -> set[str]:
        """Keep what target *name* was made from and what came of it; return the lists with another fragment now."""
        target = self.id(name)
        self._database.execute(
            "update target set value = ?, problems = ?, holds_from = ?, holds_until = ?, stale = 0 where id = ?",
            (result.value, result.problems, days.first, days.last, target),
        )
        self._database.execute("delete from need where target = ?", (target,))
        rows = [(target, need, digest) for need, digest in needs.items()]
        self._database.executemany("insert into need values(?, ?, ?)", rows)
        self._database.executemany(
            "insert or ignore into input values(?, ?)", [(need, digest) for need, digest in needs.items()]
        )
        self._database.execute(  # what it was made from may be another thing again
            "update target set stale = 1 where id = ?1 and exists (select 1 from need join input using(name) "
            "where need.target = ?1 and need.digest != input.digest)",
            (target,),
        )
        self._put_links(target, result)
        return self._put_fragments(target, result.fragments)

    def remove(self, name: str) -> set[str]:
        """Forget target *name*; return the lists that lose a fragment."""
        target = self.id(name)
        lists = self._put_fragments(target, ())
        self._put_links(target, Result())
        self._database.execute("delete from need where target = ?", (target,))
        self._database.execute("delete from target where id = ?", (target,))
        return lists

    def value(self, name: str) -> str:
        """Return what target *name* is asked for by others."""
        return str(self._one("select value from target where site = ? and name = ?", self.site, name) or "")

    def problems(self) -> Iterator[str]:
        """Yield what was found wrong while targets were made."""
        for (problems,) in self._database.execute(
            "select problems from target where site = ? and problems != '' order by name", (self.site,)
        ):
            yield problems

    def fragments(self, name: str, *, shared_keys: bool = False, newest: int = 0) -> list[Fragment]:
        """Return everything that was left for the list *name*, in its order; or only what shares its key, or the last.

        *newest* is how many, where not all are asked for.
        """
        question = _SHARED_KEYS if shared_keys else _NEWEST if newest else _FRAGMENTS
        rows = self._database.execute(question, (self.site, name, *([newest] if newest else [])))
        return [Fragment(*row) for row in rows]

    def digest_of_list(self, name: str, *, shared_keys: bool = False, newest: int = 0) -> bytes:
        """Return the digest of what was left for the list *name*, or of a part of it."""
        total = hashlib.sha256()
        for _name, key, body in self.fragments(name, shared_keys=shared_keys, newest=newest):
            total.update(f"{key}\0{body}\0".encode())
        return total.digest()

    def pieces(self, name: str) -> list[str]:
        """Return the pieces of target *name*."""
        rows = self._database.execute(
            "select name from target where site = ? and name > ? and name < ?", (self.site, f"{name}:", f"{name};")
        )
        return [name for (name,) in rows]

    def _put_fragments(self, target: int, fragments: Iterable[Fragment]) -> set[str]:
        old = {
            (name, key): body
            for name, key, body in self._database.execute(
                "select list, key, body from fragment where target = ?", (target,)
            )
        }
        new = {(name, key): body for name, key, body in fragments}
        gone = [(self.site, *where, target) for where in old if where not in new]
        come = [(self.site, *where, target, body) for where, body in new.items() if old.get(where) != body]
        self._database.executemany("delete from fragment where site = ? and list = ? and key = ? and target = ?", gone)
        self._database.executemany("replace into fragment values(?, ?, ?, ?, ?)", come)
        return {row[1] for row in gone} | {row[1] for row in come}

    def _put_links(self, target: int, result: Result) -> None:
        self._database.execute("delete from link where target = ?", (target,))
        rows = [(target, *link) for link in result.links]
        self._database.executemany("insert or ignore into link values(?, ?, ?, ?)", rows)
        if result.anchors:
            said = json.dumps({page: sorted(ids) for page, ids in result.anchors.items()}, ensure_ascii=False)
            self._database.execute("replace into anchors values(?, ?)", (target, zlib.compress(said.encode(), 1)))
        else:
            self._database.execute("delete from anchors where target = ?", (target,))

    def anchors(self, target: int) -> Mapping[str, frozenset[str]]:
        """Return the ids on each page of a target."""
        body = self._one("select body from anchors where target = ?", target)
        found = json.loads(zlib.decompress(body)) if body else {}
        return {page: frozenset(ids) for page, ids in found.items()}

    def links(self, targets: Set[int], paths: Set[str]) -> Iterator[Link]:
        """Yield the links out of *targets* of this site, and of any into the files at *paths*, by where they lead."""
        if len(targets) + len(paths) > _FEW:  # a library has more of them than memory should hold
            for *link, target in self._database.execute(f"{_LINKS} order by path", (self.site,)):
                if target in targets or link[1] in paths:
                    yield Link(*link)
            return
        asked: list[tuple[str, int | str]] = [("link.target", target) for target in targets]
        asked += [("path", path) for path in paths]
        found = set[Link]()
        for column, one in asked:
            rows = self._database.execute(f"{_LINKS} and {column} = ?", (self.site, one))
            found.update(Link(*row[:3]) for row in rows)
        yield from sorted(found, key=lambda link: link.path)

    def _one(self, question: str, *values: object) -> Any:
        row = self._database.execute(question, values).fetchone()
        return row[0] if row else None


class Inputs:
    """What every input of a target is now, by name; a target that was made from something else is to be made again."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def set(self, name: str, digest: bytes) -> None:
        """Say what the input *name* is now; what is no input of any target is passed over."""
        changed = self._database.execute(
            "update input set digest = ?2 where name = ?1 and digest != ?2", (name, digest)
        )
        if changed.rowcount:
            self._database.execute(
                "update target set stale = 1 where id in (select target from need where name = ? and digest != ?)",
                (name, digest),
            )

    def known(self, prefix: str) -> list[str]:
        """Return the names, with that beginning, of all inputs that any target has."""
        rows = self._database.execute(
            "select name from input where name >= ? and name < ?", (prefix, f"{prefix}\U0010ffff")
        )
        return [name for (name,) in rows]

    def prune(self) -> None:
        """Forget what is no input of any target any more."""
        self._database.execute("delete from input where name not in (select name from need)")
        self._database.execute(  # the inner question is answered by the index, without a look at what is kept
            "delete from constant where name in "
            "(select name from constant where name not glob ? and name not in (select name from need))",
            (f"{WITH_PROGRAM}*",),
        )


def digest(text: str | bytes) -> bytes:
    """Return the digest by which values are told apart."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).digest()
