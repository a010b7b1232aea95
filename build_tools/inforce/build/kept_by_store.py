"""What a process makes of the program alone, kept in the store for the next one: compiled templates and QR codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from inforce.site.qr_code import keep_codes_by
from inforce.site.templates import keep_compiled_by
from inforce.store.store import Store


class _Compiled(BytecodeCache):
    """Compiled templates, each under its name and its text; the seal of the store finds whatever damages them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the template what it was compiled to before, if it was."""
        if kept := self._store.keep_with_program(_name(bucket), lambda: b""):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._store.replace_with_program(_name(bucket), bucket.bytecode_to_string())


def _name(bucket: Bucket) -> str:
    return f"template {bucket.key} {bucket.checksum}"


@contextmanager
def kept_by(store: Store) -> Iterator[None]:
    """Have *store* keep meanwhile what this process makes of the program alone."""
    keep_compiled_by(_Compiled(store))
    keep_codes_by(store.keep_with_program)
    try:
        yield
    finally:
        keep_compiled_by(None)
        keep_codes_by(None)
