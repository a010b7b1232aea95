"""How each kind of short text in a content file is written: a day, a version number, an id, a reference.

A grammar turns a text into its value or says, in the editor's words, why it cannot.
It answers pydantic's documented protocol for custom types (``__get_pydantic_core_schema__``)
with a plain dictionary, so that the model's dataclasses can be read by a ``TypeAdapter``
while this module imports nothing but the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from inforce.model.dataclass import dataclass


class NotWritten(ValueError):
    """A text that does not follow its grammar: what is wrong, and how it is written instead."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True)
class Grammar:
    """One kind of short text.

    *pattern* is an ASCII regular expression that the whole text must match;
    *parse* makes the value of a text that matches, or raises `NotWritten`.
    """

    name: str
    pattern: str
    example: str
    parse: Callable[[str], Any]
    hint: str = ""

    def read(self, text: object) -> Any:
        """Return the value that *text* stands for; raise `NotWritten` where it stands for none."""
        remedy = self.hint or f"Write it like this: {self.example}"
        if not isinstance(text, str):
            raise NotWritten(f"Here stands more than {self.name}.", remedy)
        if not re.fullmatch(self.pattern, text, re.ASCII):
            raise NotWritten(f'"{text}" is not {self.name}.', remedy)
        return self.parse(text)

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> dict[str, Any]:
        """Answer pydantic: a plain function reads this text, and this is its JSON Schema."""
        described = {"type": "string", "pattern": f"^(?:{self.pattern})$", "examples": [self.example]}
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": self.read},
            "metadata": {"pydantic_js_functions": [lambda _schema, _handle: described]},
        }
