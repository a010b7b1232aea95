"""The page that says what may stand in the files of guidance, for the people who write them."""

from __future__ import annotations

from inforce.model.catalogue import _
from inforce.reading.field_reference import field_reference
from inforce.site import addresses
from inforce.site.page import Heading, Page
from inforce.site.publication import Publication
from inforce.site.templates import render


def fields_title() -> str:
    """Return what the page is called."""
    return _("What may stand in a file of guidance")


def fields_page(publication: Publication) -> Page:
    """Return the page; it is the same for every library."""
    title = fields_title()
    files = field_reference()
    return Page(
        address=addresses.fields(),
        title=f"{title} - {publication.site.name}",
        description=_("Every field of the files that guidance is written in, what it says and how it is written."),
        body=render("fields.html", (title, files)),
        contents=tuple(Heading(f"file_{place}", file.title) for place, file in enumerate(files, start=1)),
        indexed=False,
    )
