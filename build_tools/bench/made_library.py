"""Makes a library of any size for measuring: documents that quote sources, each in several versions.

The same size gives the same files. Beside the content of inforce it can write the same text as plain Markdown,
one page a version, for a comparison with MkDocs alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_WORDS = (  # noqa: SIM905 -- ninety words in quotation marks and commas are no easier to read
    "information record person child family consent safety risk decision reason practitioner manager team meeting "
    "plan review contact referral concern need service home school health police advice policy duty care support "
    "assessment share keep seek make write check ask agree explain protect respect consider ensure clear accurate "
    "timely secure relevant necessary proportionate personal open honest possible appropriate written lawful "
    "with without before after where when who what and or the a of to in for by that is are must should may not"
).split()
_RULES_QUOTED, _RULES_OURS = 5, 2
_EDITIONS, _PASSAGES = ("2019", "2023"), 50


@dataclass(frozen=True)
class Size:
    """How much is made."""

    documents: int
    versions: int

    @property
    def sources(self) -> int:
        """One source for every 20 documents."""
        return max(1, self.documents // 20)


def _sentences(choice: random.Random, count: int) -> str:
    said = (" ".join(choice.choices(_WORDS, k=choice.randint(8, 24))).capitalize() + "." for _ in range(count))
    return " ".join(said)


def _passage(source: int, edition: str, number: int) -> str:
    choice = random.Random(f"{source}/{number}")  # noqa: S311 -- the same text each time is what is wanted
    text = _sentences(choice, 3)
    return text if edition == _EDITIONS[0] else f"{text} This was added in {edition}."


def _rules(size: Size, document: int, version: int) -> Iterator[tuple[str, str, str | None]]:
    """The rules of a version: id, words, and the passage quoted if one is.

    As in real guidance most of a document stays: each version writes one sentence of one rule of ours anew.
    """
    choice = random.Random(document)  # noqa: S311 -- as above
    source = document % size.sources
    for position in range(_RULES_QUOTED):
        number = choice.randrange(_PASSAGES)
        ref = f"source-{source}/{_EDITIONS[1]}#passage-{number}"
        yield f"quoted-{position}", _passage(source, _EDITIONS[1], number), ref
    for position in range(_RULES_OURS):
        ours = random.Random(f"{document}/{position}")  # noqa: S311 -- as above
        anew = random.Random(f"{document}/{position}/{version}")  # noqa: S311 -- as above
        changed = _sentences(anew, 1) if position == 0 else _sentences(ours, 1)
        yield f"ours-{position}", f"{_sentences(ours, 2)} {changed}", None


def _first_day(version: int) -> date:
    return date(2020, 1, 1) + timedelta(days=200 * version)


def write_content(folder: Path, size: Size) -> None:
    """Write the library as content of inforce below *folder*."""
    for source in range(size.sources):
        old, new = _EDITIONS
        write_edition(folder, source, old, replaced_by=new)
        write_edition(folder, source, new)
    for document in range(size.documents):
        home = folder / f"guidance/document-{document}"
        details = (
            f"format: 1\nowner: Team {document % 40}\ncontact: team-{document % 40}@made-up.test\naudience: Everyone\n"
            f"topics:\n  - Topic {document % 25}\n"
        )
        _write(home / "document.yml", details)
        for version in range(size.versions):
            write_version(folder, size, document, version)


def write_version(folder: Path, size: Size, document: int, version: int) -> None:
    """Write one version of a document, which may have been written otherwise before."""
    file = folder / f"guidance/document-{document}/versions/{version + 1}.0.0.yml"
    _write(file, _version(size, document, version))


def write_edition(folder: Path, source: int, edition: str, *, passages: int = _PASSAGES, replaced_by: str = "") -> None:
    """Write an edition of a source, which may have been written otherwise before."""
    _write(folder / f"sources/source-{source}/{edition}.yml", _edition(source, edition, passages, replaced_by))


def _edition(source: int, edition: str, count: int, replaced_by: str) -> str:
    replaced = f'replaced:\n  by: "{replaced_by}"\n  on: {replaced_by}-04\n' if replaced_by else ""
    passages = "".join(
        f"  - id: passage-{number}\n    label: passage {number}\n    text: {_passage(source, edition, number)}\n"
        for number in range(count)
    )
    return (
        f"format: 1\ntitle: Source {source}\nshort_title: Source {source}\npublisher: A ministry\n"
        f"published: {edition}-04\nevidence: secondary\n{replaced}passages:\n{passages}"
    )


def _version(size: Size, document: int, version: int) -> str:
    rules = ""
    for name, text, ref in _rules(size, document, version):
        rules += f"      - id: {name}\n        text: {text}\n"
        rules += f"        citations:\n          - quotes: {ref}\n" if ref else ""
    kind = "major" if version else "first"
    approved = f"approved: {{by: Practice board, on: {_first_day(version)}}}\n" if version else ""
    return (
        f"format: 1\nversion: {version + 1}.0.0\ntitle: Document {document}\nin_force_from: {_first_day(version)}\n"
        f"{approved}change:\n  kind: {kind}\n  note: The rule of our own was written anew.\n"
        f"summary: What to do in case {document}.\n"
        f"sections:\n  - id: rules\n    heading: The rules\n    rules:\n{rules}"
    )


def write_markdown(folder: Path, size: Size) -> None:
    """Write the same text below *folder* as plain Markdown, one page a version, and a page that begins it all."""
    _write(folder / "index.md", "# Guidance\n")
    for document in range(size.documents):
        for version in range(size.versions):
            rules = (text for _id, text, _ref in _rules(size, document, version))
            parts = [f"# Document {document}", f"Version {version + 1}.0.0", "## The rules"]
            parts += [f"{position}. {text}" for position, text in enumerate(rules, start=1)]
            _write(folder / f"document-{document}/{version + 1}.0.0/index.md", "\n\n".join(parts) + "\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
