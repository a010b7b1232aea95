"""A build over the store that is small enough to be tried often: a page for each file, and a list of all."""

from __future__ import annotations

from pathlib import Path

from inforce.store.site_folder import NOBODY, Care
from inforce.store.store import DamagedError, Store, opened
from inforce.store.targets import Days, Fragment, Result, digest


def page(name: str, text: str) -> tuple[str, bytes]:
    """The page of a file; one whose name has a dash stands in a folder."""
    return f"{name.replace('-', '/')}.html", f"<h1>{name}</h1>{text}".encode()


def expected(content: Path) -> dict[str, bytes]:
    """The whole site, made from nothing."""
    texts = {file.name: file.read_text() for file in sorted(content.iterdir())}
    return dict(page(*item) for item in texts.items()) | {"index.html": "\n".join(texts.values()).encode()}


def standing(site: Path) -> dict[str, bytes]:
    """What stands in the folder of the site."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def build(project: Path, care: Care = Care.SHARE, site: str = "site") -> int:
    """Bring the site in the folder *site* up to date with the content; return how many targets were made."""
    while True:
        try:
            with opened(project / "cache", lambda: None) as store:
                return _build(store, project / site, project / "content", care)
        except DamagedError:
            continue


def forget(project: Path) -> None:
    """Do what is done where the program became another one: keep no target, only which files there are."""
    with opened(project / "cache", lambda: None) as store:
        store.begin()
        store.forget_targets()
        store.commit()


def _build(store: Store, folder: Path, content: Path, care: Care) -> int:
    store.begin()
    site = store.site(folder)
    targets = store.targets(site.id)
    for path in store.files.update(str(content), "content"):
        store.inputs.set(path, store.files.digest(path))
    targets.spoil(site.look(care, store.turn))
    names = store.files.names("content/")
    made = [name for name in names if targets.is_stale(name)]
    for name in made:
        text = (content / name).read_text()
        site.stage(targets.id(name), [page(name, text)])
        needs = {f"content/{name}": store.files.digest(f"content/{name}")}
        targets.put(name, needs, Days(), Result(fragments=(Fragment("texts", name, text),)))
    for name in set(targets.names()) - {*names, "<list>"}:
        site.drop(targets.id(name))
        targets.remove(name)
    site.drop(NOBODY)
    said = "\n".join(fragment.body for fragment in targets.fragments("texts"))
    store.inputs.set("texts", digest(said))
    if targets.is_stale("<list>"):
        made += ["<list>"]
        site.stage(targets.id("<list>"), [("index.html", said.encode())])
        targets.put("<list>", {"texts": digest(said)}, Days(), Result())
    site.decide()
    return len(made)
