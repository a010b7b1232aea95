"""``llms.txt``: a plain beginning for readers of plain text, true on its day."""

from __future__ import annotations

from datetime import date

from inforce.formats.markdown import listed_line, llms_text
from inforce.model.guidance import Withdrawal
from inforce.site.publication import Publication, SiteFacts
from library_factory import a_document, a_library, a_version

SITE = SiteFacts("Guidance *here*", "https://guidance.example.org/")


def text_of(library):
    lines = [listed_line(document, SITE) for document in Publication(library, SITE, date(2026, 5, 1)).documents]
    return llms_text(SITE, [line for line in lines if line])


def test_it_names_what_is_in_force_and_what_is_to_come_and_nothing_else():
    """Each with its copy as Markdown, its summary, version and days; what was withdrawn is not offered."""
    coming = a_document(a_version(document="coming", begins=date(2026, 9, 1), title="Coming"), name="coming")
    gone = a_document(
        a_version(document="gone"), name="gone", withdrawn=Withdrawal(date(2026, 4, 1), "The law replaced it.")
    )
    text = text_of(a_library(a_document(), coming, gone))
    assert (
        text
        == """# Guidance \\*here\\*

> Guidance in force, with its sources, its versions and its history.

Quote a rule word for word, with its version. Before you rely on it, read status and valid\\_until at the head \
of its page: versions change, and past ones must not be followed.

## In force

- [Sharing information](https://guidance.example.org/guidance/sharing/index.md): What to weigh before sharing. Version \
1.0.0. In force from 1 March 2026.

## Coming into force

- [Coming](https://guidance.example.org/guidance/coming/index.md): What to weigh before sharing. Version 1.0.0. \
In force from 1 September 2026.

## For programs

- [Every document, as JSON](https://guidance.example.org/api/library.json)
- [Every source, as JSON](https://guidance.example.org/api/sources.json)
- [Changes, as JSON Feed](https://guidance.example.org/feed.json)
- [Changes, as Atom](https://guidance.example.org/feed.xml)
- [The date of this site](https://guidance.example.org/as-at.json)
"""
    )


def test_where_nothing_is_in_force_no_heading_stands_alone():
    """A list without an entry is left out with its heading."""
    text = text_of(a_library())
    assert "In force" not in text
    assert "## For programs" in text
