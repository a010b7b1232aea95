"""How the worker of the editing page asks the engine: text in, text out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from inforce.engine.session import Session
from inforce.model.names import VersionNumber
from inforce.model.originals import OriginalPage, OriginalState
from inforce.site.site_facts import SiteFacts


class Engine:
    """A session over the content that the site was built from: every version in it counts as published."""

    def __init__(self, content: str, day: str, name: str, address: str) -> None:
        self._session = Session(
            Path(content), date.fromisoformat(day), SiteFacts(name, address), self._is_published, _not_here
        )

    def _is_published(self, document: str, number: VersionNumber) -> bool:
        held = self._session.library.document(document)
        return held is not None and held.version(number) is not None

    def answer(self, question: str, given: str) -> str:
        """Return the answer to a question, both as JSON."""
        return json.dumps(self._session.answer(question, json.loads(given)))


def _not_here(_content: bytes, _ending: str) -> tuple[OriginalState, tuple[OriginalPage, ...]]:
    """Say that the originals of editions are not held in a browser."""
    return OriginalState.BROKEN, ()


def opened(content: str, day: str, name: str, address: str) -> Engine:
    """Return the engine over the folder *content* on a day."""
    return Engine(content, day, name, address)
