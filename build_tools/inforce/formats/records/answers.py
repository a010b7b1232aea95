"""The record of an answer: which text applied on a day."""

from __future__ import annotations

from inforce.formats.records.documents import standing_facts
from inforce.formats.records.versions import version_record
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.json_text import Record
from inforce.site.phrases.text_on_day import TextOnDay
from inforce.site.site_facts import SiteFacts


def answer_record(document: DocumentOnDay, answer: TextOnDay) -> Record:
    """Return *answer* with the whole version, and whether it is certain that it applied."""
    version = answer.version
    return {
        "document": document.id,
        "on": document.day.isoformat(),
        "certain": answer.certain,
        "said": list(answer.said),
        "standing": standing_facts(document, version)["standing"] if version and answer.certain else None,
        "version": version_record(document, version, SiteFacts("")) if version else None,
    }
