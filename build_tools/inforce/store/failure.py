"""The world failed while publishing or verifying: disk, network, git, a key, a server."""

from __future__ import annotations


class Failure(Exception):
    """What happened, in words for the person at the terminal, and what to do. Nothing half-new is shown."""

    def __init__(self, what: str, remedy: str = "", words: str = "") -> None:
        """Say *what* happened and the *remedy*; *words* are those of the program that was asked."""
        quoted = f"\n  It says: {words.strip()}" if words.strip() else ""
        super().__init__(f"{what}{quoted}\n  {remedy}" if remedy else f"{what}{quoted}")
