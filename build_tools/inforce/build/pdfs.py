"""The targets that are set in type: the PDF files of each document, the manual, and a word about letters they lack.

What sets in type is loaded where the settings ask for that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from inforce.build import facts
from inforce.build.asked import AskedLibrary, Content, names, settings
from inforce.build.graph import Asking, Made
from inforce.build.theme_shell import THEME
from inforce.build.validate import NotProvenError
from inforce.model.problem import Place, Problem
from inforce.model.settings import PdfScope, YesNo
from inforce.pdf.missing_glyphs import elsewhere, missing_glyphs
from inforce.site import addresses
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts
from inforce.store.targets import Fragment

if TYPE_CHECKING:
    from inforce.pdf.typesetting import Printable, Typeset

MANUAL: Final = "manual"
GLYPHS: Final = "glyphs"
_GLYPHS_LIST: Final = "glyphs"

MadeWith = Callable[[], str]
"""Says what sets copies in type: the template, the fonts and the programs."""


def make_pdfs(asking: Asking, content: Content, name: str, made_with: MadeWith) -> Made:
    """Make the PDF files of the document *name* that there are by the settings."""
    if settings(asking).pdf is PdfScope.NONE:
        return Made()
    from inforce.pdf.document import pdf_copies  # noqa: PLC0415 -- as says the head of this module

    library = AskedLibrary(asking, content, (name,))
    if not library.documents:
        return Made()
    withdrawn = library.documents[0].details.withdrawn
    if withdrawn and withdrawn.instead:
        library = AskedLibrary(asking, content, tuple(dict.fromkeys((name, withdrawn.instead))))
    publication = Publication(library, _site(asking), asking.day)
    below = addresses.document(name)
    pdfs = _set(asking, (copy for copy in pdf_copies(publication) if copy.address.startswith(below)), made_with)
    origins = {addresses.pdf(version): version for version in library.documents[0].versions}
    problems, lacking, own = list[Problem](), set[str](), set[str]()
    for address, pdf in pdfs.items():
        file = origins[address].origin.file
        text = content.bytes(content.folder.parent / file).decode() if pdf.lacking else ""
        found, letters = missing_glyphs(file, f"the PDF of version {origins[address].number}", pdf.lacking, text)
        problems += found
        lacking.update(pdf.lacking)
        own.update(letters)
    said = json.dumps(["".join(sorted(lacking)), "".join(sorted(own))])
    return _made(pdfs, problems, (Fragment(_GLYPHS_LIST, name, said),) if lacking else ())


def make_manual(asking: Asking, content: Content, made_with: MadeWith) -> Made:
    """Make the manual, if the settings ask for it."""
    if settings(asking).manual is not YesNo.YES:
        return Made()
    from inforce.pdf.manual import manuals  # noqa: PLC0415 -- as above

    library = AskedLibrary(asking, content, tuple(sorted(names(asking, content).documents)))
    pdfs = _set(asking, manuals(Publication(library, _site(asking), asking.day)), made_with)
    lacking = "".join(sorted({letter for pdf in pdfs.values() for letter in pdf.lacking}))
    return _made(pdfs, (), (Fragment(_GLYPHS_LIST, "", json.dumps([lacking, ""])),) if lacking else ())


def make_glyphs(asking: Asking) -> Made:
    """Warn once of letters that PDF files lack and that no document itself has."""
    lacking, own = set[str](), set[str]()
    for fragment in asking.fragments(_GLYPHS_LIST):
        some, theirs = json.loads(fragment.body)
        lacking.update(some)
        own.update(theirs)
    problems = tuple(elsewhere("".join(sorted(lacking - own))))
    return Made(problems=facts.dumps(problems) if problems else "")


def _made(pdfs: dict[str, Typeset], problems: Iterable[Problem], fragments: tuple[Fragment, ...]) -> Made:
    found = tuple(problems)
    files = tuple((address, pdf.content) for address, pdf in pdfs.items())
    return Made(files, problems=facts.dumps(found) if found else "", fragments=fragments)


def _site(asking: Asking) -> SiteFacts:
    return SiteFacts(asking.value(f"{THEME}:name"), asking.value(f"{THEME}:address"))


def _set(asking: Asking, copies: Iterable[Printable], made_with: MadeWith) -> dict[str, Typeset]:
    from inforce.pdf.typesetting import NotSetError, written_out  # noqa: PLC0415 -- as above

    found = {}
    for copy in copies:
        try:
            kept = asking.constant(f"pdf by {made_with()} of {written_out(copy)}", partial(_packed, copy))
        except NotSetError as error:
            what = f"The PDF could not be made: {error}."
            remedy = (
                'Write "pdf: none" and "manual: no" in content/site.yml to publish without PDF files, and report this.'
            )
            raise NotProvenError([Problem(Place(copy.address), "pdf-not-made", what, remedy)]) from None
        found[copy.address] = _unpacked(kept)
    return found


def _packed(copy: Printable) -> bytes:
    from inforce.pdf.typesetting import typeset  # noqa: PLC0415 -- as above

    pdf = typeset(copy)
    return json.dumps(pdf.lacking).encode() + b"\n" + pdf.content


def _unpacked(kept: bytes) -> Typeset:
    from inforce.pdf.typesetting import Typeset  # noqa: PLC0415 -- as above

    head, _, content = kept.partition(b"\n")
    return Typeset(content, json.loads(head))
