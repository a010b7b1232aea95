"""Tells the store what each input is now: files of the content and outside it, the program, the environment."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from inforce.build.outcome import Registered
from inforce.store.store import Store
from inforce.store.targets import digest

OUTSIDE: Final = "outside "
"""With what the names of inputs begin that are files outside the content."""

ENVIRONMENT: Final = "given environment "
"""With what the names of inputs begin that are environment variables."""

VOLATILE: Final = "given volatile"
"""An input that is another one in each run."""

PUBLISHED: Final = "published "
"""With what the names of inputs begin, after "given", that are the moments of a document's versions."""

NOW: Final = "moment of publication"
"""An input: when that is published which was not published yet."""

_PROGRAM: Final = Path(__file__).parents[1]
_NAMES: Final = "names "


class ChangedMeanwhileError(Exception):
    """A file says something else than when the run began; whoever began it begins again."""


def tell_inputs(store: Store, content: Path) -> None:
    """Look at every file that anything is made from, before any of them is read, and tell the store what changed."""
    _program(store)
    changed = store.files.update(os.fspath(content), "content")
    known = {*store.inputs.known("content/")}
    for path in sorted(_above(changed) & known):
        store.inputs.set(path, store.files.digest(path))
    folders = {f"{path.rstrip('/').rpartition('/')[0]}/" for path in changed}
    for name in store.inputs.known(_NAMES):
        if name.removeprefix(_NAMES) in folders:
            store.inputs.set(name, store.files.digest_of_names(name.removeprefix(_NAMES)))
    _outside(store)
    for name in store.inputs.known(ENVIRONMENT):
        store.inputs.set(name, digest(repr(os.environ.get(name.removeprefix(ENVIRONMENT)))))
    store.inputs.set(VOLATILE, os.urandom(8))


def tell_register(store: Store, registered: Registered) -> None:
    """Tell the store what is known of publication: when versions were published, and when new ones are."""
    store.inputs.set(f"given {NOW}", digest(registered.now))
    for name in store.inputs.known(f"given {PUBLISHED}"):
        store.inputs.set(name, digest(moments_of(registered, name.removeprefix(f"given {PUBLISHED}"))))


def moments_of(registered: Registered, document: str) -> str:
    """Return when versions were published under the id *document*, by number, as JSON."""
    return json.dumps(registered.moments.get(document, {}), sort_keys=True)


def _above(paths: Iterable[str]) -> set[str]:
    """Return *paths* and all folders that they are in."""
    found = set[str]()
    for path in paths:
        found.add(path)
        while path := path.rstrip("/").rpartition("/")[0]:
            found.add(f"{path}/")
    return found


def _program(store: Store) -> None:
    """Have everything made anew where the program or what it rests on is another one."""
    store.files.update(os.fspath(_PROGRAM), "program")
    made_by = f"{store.files.digest('program/').hex()} {digest(programs()).hex()}"
    if store.meta("made by") != made_by:
        store.forget_targets()
        store.set_meta("made by", made_by)


def _outside(store: Store) -> None:
    paths = [name.removeprefix(OUTSIDE) for name in store.inputs.known(OUTSIDE)]
    for folder in (path for path in paths if path.endswith("/")):
        store.files.update(folder[:-1], folder[:-1])
    if files := [path for path in paths if not path.endswith("/")]:
        store.files.update_each(files)
    for path in paths:
        found = store.files.digest(path) if path.endswith("/") else store.files.digest_of_one(path)
        store.inputs.set(f"{OUTSIDE}{path}", found)


def programs() -> str:
    """Return what is installed beside this program: every distribution with its version, and Python's."""
    places = {Path(entry) for entry in sys.path if entry.endswith("site-packages")}
    installed = sorted(entry.name for place in places if place.is_dir() for entry in place.glob("*.dist-info"))
    return "\n".join([sys.version, *installed])
