"""What may stand in each content file, from the model itself: for a page of the site, and for people with an editor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from inforce.model.dataclass import dataclass
from inforce.parsing.field_specs import Slot, groups, slots
from inforce.parsing.validation_messages import wanted
from inforce.reading.schema import KINDS


@dataclass(frozen=True)
class FieldFacts:
    """A field: its name, whether it has to be there, what it takes, what it says, and how it is written."""

    name: str
    needed: bool
    takes: str
    says: str
    example: str


@dataclass(frozen=True)
class GroupFacts:
    """A group of fields: what it is called by the field that it stands in, what it is, and its fields."""

    name: str
    says: str
    fields: tuple[FieldFacts, ...]


@dataclass(frozen=True)
class FileFacts:
    """A kind of file: its title, where such files are, and its groups of fields, the file itself first."""

    title: str
    files: str
    groups: tuple[GroupFacts, ...]


def field_reference() -> tuple[FileFacts, ...]:
    """Return every field of every kind of content file."""
    return tuple(FileFacts(title, files, tuple(_groups(kind))) for kind, title, files in KINDS.values())


def reference_as_markdown() -> str:
    """Return the reference as a Markdown file."""
    parts = [
        "# What may stand in the files here",
        "This page is made from the program: run `inforce fields content/README.md` to make it anew. In texts, leave a "
        "blank line between paragraphs; begin items of a list with `- `, `1. ` or `a) `; write a table with `|` "
        "between cells and a line of `---` under its headings; write a link as `[words](#rule)`, and "
        "a rule by its number as `[](#rule)`.",
    ]
    for file in field_reference():
        parts.append(f"## {file.title}\n\n`{file.files}`")
        for group in file.groups:
            parts += [f"### {group.name}", group.says, _table(group)]
    return "\n\n".join(parts) + "\n"


def _groups(kind: type) -> Iterator[GroupFacts]:
    names = {kind: "The file"}
    for group in groups(kind):
        for name, slot in slots(group).items():
            for inner in filter(None, (slot.group, slot.either.less if slot.either else None)):
                names.setdefault(inner, name if inner is slot.group else f"{name} (text that is no rule)")
    for group in groups(kind):
        said = " ".join((group.__doc__ or "").split("\n\n")[0].split())
        yield GroupFacts(names[group], said, tuple(_fields(group)))


def _fields(group: type) -> Iterator[FieldFacts]:
    known = slots(group)
    for field in fields(group):
        slot = known[field.name]
        yield FieldFacts(
            field.name,
            slot.required,
            _takes(slot),
            field.metadata["description"],
            field.metadata["example"] or _example(field.name, slot),
        )


def _takes(slot: Slot) -> str:
    return f"a list: {wanted(_one(slot))}" if slot.many else wanted(slot)


def _one(slot: Slot) -> Slot:
    return replace(slot, many=False)


def _example(name: str, slot: Slot) -> str:
    if slot.group or slot.many:
        return f"{name}:"
    if slot.choices:
        return f"{name}: {next(iter(slot.choices)).value}"
    if slot.grammar:
        return f"{name}: {slot.grammar.example}"
    return f"{name}: |" if slot.text and slot.text.blocks else f"{name}: …"


def _table(group: GroupFacts) -> str:
    rows = ["| field | takes | what it says | example |", "| --- | --- | --- | --- |"]
    for one in group.fields:
        needed = " (needed)" if one.needed else ""
        said = one.says.replace("|", "\\|")
        example = one.example.replace("|", "\\|")
        rows.append(f"| `{one.name}`{needed} | {one.takes} | {said} | `{example}` |")
    return "\n".join(rows)
