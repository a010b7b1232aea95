"""The block texts of a version as they are read in it: those of format 1, items, references.

In format 1 no sign of a rule or a passage meant anything, and introductions and local practice were simple Markdown.
Most texts say the same in both and are kept letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from operator import is_
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from inforce.model.block_parser import begins_structure
from inforce.model.block_text import blocks_of
from inforce.model.blocks import BREAK, NUMBERED, Block, Item, ListOfItems, Paragraph, Piece, as_source, escaped, merged
from inforce.model.guidance import Version
from inforce.model.names import TextKind, paragraphs
from inforce.model.numbering import label_of, numbered_rules, numbered_sections
from inforce.model.rules import Rule, RuleItem
from inforce.parsing.field_specs import specs_of

if TYPE_CHECKING:
    from markdown_it.token import Token

T = TypeVar("T")
Change = Callable[[str, TextKind], str]
"""What a block text of a kind becomes."""


def in_block_texts(value: T, change: Change) -> T:
    """Return *value*, a dataclass of the model, with every block text in it as *change* returns it."""
    changed = {}
    for name, kind in _holding_blocks(cast("Hashable", type(value))):
        before = getattr(value, name)
        after = _in_field(before, kind, change)
        if after is not before:
            changed[name] = after
    return replace(value, **changed) if changed else value  # type: ignore[type-var]  # as above


@cache
def _holding_blocks(group: type) -> tuple[tuple[str, TextKind | None], ...]:
    """Return the fields of *group* in which a block text may stand, with the kind of those that are texts."""
    return tuple(
        (name, slot.text) for name, slot in specs_of(group).items() if slot.group or (slot.text and slot.text.blocks)
    )


def _in_field(value: Any, kind: TextKind | None, change: Change) -> Any:
    if value is None:
        return None
    if isinstance(value, tuple):
        found = [_in_field(one, kind, change) for one in value]
        return value if all(map(is_, found, value)) else tuple(found)
    if kind:
        after = change(value, kind)
        return value if after == value else after
    return in_block_texts(value, change)


_PICTURE: Final = re.compile(r"^(\s*(?:\S+\s+){0,2}!\[(?:[^\[\]\\\n]|\\.)*\]\()(?=[^\s()/]+\)\s*$)", re.MULTILINE)
"""A picture up to the name of its file, on a line of its own or as the first of an item."""

_REFERENCE: Final = re.compile(r"(?<!\\)\[\]\(#([a-z0-9]+(?:-[a-z0-9]+)*)\)")


def resolved(version: Version) -> Version:
    """Return *version* with items behind the words of their rules, and the number of the day in each reference.

    The names of pictures are those in the whole library: with the id of the document before them.
    """
    text = _with_items(version.text)
    if text.pictures:
        text = in_block_texts(text, lambda one, _kind: _PICTURE.sub(rf"\g<1>{version.document}/", one))
    found = version if text is version.text else replace(version, text=text)
    if any(_REFERENCE.search(one) for one in _block_texts(text)):
        numbers = numbers_by_id(found)
        text = in_block_texts(text, lambda one, _kind: _REFERENCE.sub(lambda match: _numbered(match, numbers), one))
        found = replace(version, text=text)
    return found


def numbers_by_id(version: Version) -> Mapping[str, str]:
    """Return what each section, rule, item and term of *version* is called by where a text refers to it by its id."""
    found = {term.id: term.term for term in version.text.terms}
    for section in numbered_sections(version):
        found[section.section.id] = section.number or f"\u201c{section.section.heading}\u201d"
    for placed in numbered_rules(version):
        found[placed.rule.id] = placed.name
        for place, item in enumerate(placed.rule.items):
            found[item.id] = f"{placed.name} {label_of(item, place)}"
    return found


def _block_texts(value: Any) -> list[str]:
    found: list[str] = []

    def take(text: str, _kind: TextKind) -> str:
        found.append(text)
        return text

    in_block_texts(value, take)
    return found


def _numbered(match: re.Match[str], numbers: Mapping[str, str]) -> str:
    name = match[1]
    return f'[{escaped(numbers[name])}](#{name} "{NUMBERED}")' if name in numbers else match[0]


def _with_items(value: T) -> T:
    """Return *value* with the items of every rule in it behind the words of the rule."""
    if isinstance(value, Rule):
        return cast("T", _rule_with_items(value)) if value.items else value
    changed = {}
    for name in ("sections", "rules"):
        before = getattr(value, name, ())
        after = tuple(_with_items(one) for one in before)
        if not all(map(is_, after, before)):
            changed[name] = after
    return replace(value, **changed) if changed else value  # type: ignore[type-var]  # as above


def _rule_with_items(rule: Rule) -> Rule:
    items = "\n".join(_item(label_of(item, place), item) for place, item in enumerate(rule.items))
    return replace(rule, text=f"{rule.text.rstrip()}\n\n{items}\n")


def _item(label: str, item: RuleItem) -> str:
    mark = f"{label} "
    return f"{mark}{{#{item.id}}} " + item.text.strip("\n").replace("\n", "\n" + " " * len(mark))


_MAY_MATTER: Final = re.compile(r"[\\*_`\[\]<&~]|^\s*[|#>=+-]|  $|\t| {4}", re.MULTILINE)


def as_block_text(value: T, format_: int) -> T:
    """Return *value*, a dataclass of the model that a file of that format says, with its texts as block text."""
    return in_block_texts(value, translated if format_ == 1 else _without_last_break)


def _without_last_break(text: str, _kind: TextKind) -> str:
    return text.strip("\n")


def translated(text: str, kind: TextKind) -> str:
    """Return *text*, of format 1, as block text that says the same."""
    if not _MAY_MATTER.search(text) and not any(begins_structure(line) for line in text.split("\n")):
        return text
    meant = tuple(_markdown(text)) if kind.markdown else tuple(Paragraph((Piece(one),)) for one in paragraphs(text))
    return text if blocks_of(text) == meant else as_source(meant)


def _markdown(text: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt  # noqa: PLC0415  # only texts with signs in them pay for it

    return _blocks(iter(MarkdownIt("commonmark", {"html": False}).parse(text)), "")


def _blocks(tokens: Iterator[Token], end: str) -> Iterator[Block]:
    for token in tokens:
        if token.type == end:
            return
        if token.type == "inline":
            yield Paragraph(tuple(merged(_pieces(token.children or ()))))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            first = 1 if start is None else int(start)
            closes = token.type.replace("open", "close")
            items = list(_items(tokens, closes))
            ordered = token.type == "ordered_list_open"
            yield ListOfItems(
                tuple(
                    Item(f"{first + place}{token.markup}" if ordered else "", item) for place, item in enumerate(items)
                )
            )
        elif token.content:  # nothing else passes the checks; whatever it is, its words are kept
            yield Paragraph((Piece(" ".join(token.content.split())),))


def _items(tokens: Iterator[Token], end: str) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.type == end:
            return
        if token.type == "list_item_open":
            yield tuple(_blocks(tokens, "list_item_close"))


def _pieces(tokens: Iterable[Token]) -> Iterator[Piece]:
    look = Piece("")
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                look = replace(look, strong=token.nesting > 0)
            case "em_open" | "em_close":
                look = replace(look, emphasis=token.nesting > 0)
            case "link_open":
                look = replace(look, href=str(token.attrGet("href") or ""))
            case "link_close":
                look = replace(look, href="")
            case "softbreak":
                yield replace(look, text=" ")
            case "hardbreak":
                yield replace(look, text=BREAK)
            case _:
                if token.content:
                    yield replace(look, text=token.content)
