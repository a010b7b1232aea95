"""Writes the template of all catalogues, inforce.pot: every sentence of ours that readers see, as the program has it.

Babel finds them in templates. In Python it would take the names in ``_(SENTENCES["one same"])`` for
sentences, so they are found in the tree of the module; the template of printable copies, which Babel does not know,
marks them as ``say("…")``. ``--check`` writes nothing and ends with 1 where the file is not up to date.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

PROJECT: Final = Path(__file__).resolve().parents[2]
PROGRAM: Final = PROJECT / "build_tools" / "inforce"
TEMPLATE: Final = PROGRAM / "translations" / "inforce.pot"

_SAY: Final = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)"')
_KEYWORDS: Final[dict[str, Any]] = {
    "_": None, "N_": None, "gettext": None,
    "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
}  # fmt: skip
_HEADER: Final = b"""\
# Every sentence of inforce that readers see. `make words` writes this file.
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

"""


def from_python(
    file: BinaryIO, keywords: Collection[str], _comment_tags: Collection[str], options: object = None
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Yield what stands as text in every call of one of *keywords*, as Babel has its extractors do."""
    del options
    for node in ast.walk(ast.parse(file.read())):
        match node:
            case ast.Call(func=ast.Name(name), args=args) if name in keywords:
                said = tuple(arg.value if isinstance(arg, ast.Constant) else None for arg in args)
                yield node.lineno, name, tuple(one if isinstance(one, str) else None for one in said), []


def from_typst(
    file: BinaryIO, _keywords: Collection[str], _comment_tags: Collection[str], options: object = None
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield every ``say("…")`` in a template of printable copies, as Babel has its extractors do."""
    del options
    text = file.read().decode()
    for found in _SAY.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, "_", found[1].replace(r"\"", '"'), []


_METHODS: Final[dict[str, str | Callable[..., Any]]] = {
    ".py": from_python,
    ".html": "jinja2.ext:babel_extract",
    ".typ": from_typst,
}


def template() -> bytes:
    """Return the file as it has to be; files are named without lines, which would change with every edit."""
    catalogue = Catalog(fuzzy=False)
    for path in sorted(PROGRAM.rglob("*")):
        if method := _METHODS.get(path.suffix):
            with path.open("rb") as file:
                for _line, message, _comments, context in extract(method, file, keywords=_KEYWORDS):
                    catalogue.add(message, locations=[(path.relative_to(PROGRAM).as_posix(), 0)], context=context)
    written = io.BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, include_lineno=False, sort_output=True)
    return _HEADER + written.getvalue()


def main(options: list[str]) -> int:
    """Write the file, or say whether it is up to date; return the exit code."""
    made = template()
    if options == ["--check"]:
        return int(not TEMPLATE.exists() or TEMPLATE.read_bytes() != made)
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
