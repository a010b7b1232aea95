"""A catalogue to be filled in: every sentence there is, with the words that an organisation has for it already."""

from __future__ import annotations

from io import BytesIO, StringIO

from inforce.translations.locale_data import locale_of
from inforce.translations.template import TEMPLATE, forms_of

_HEADER = """\
# What inforce says to readers. An entry without words in msgstr is said in English.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals={forms}; plural={plural};\\n"

"""


def words_to_fill(language: str, existing: str) -> tuple[str, int]:
    """Return the text of ``words/<language>.po``, and how many of its sentences have no words yet.

    All that *existing* has is kept; what stands for a sentence that is no more goes to the end, as a remark.
    """
    from babel.messages.catalog import Catalog  # noqa: PLC0415  # no other command needs it
    from babel.messages.pofile import PoFileParser, read_po, write_po  # noqa: PLC0415  # as above

    catalogue = Catalog(locale=locale_of(language), fuzzy=False)
    PoFileParser(catalogue).parse(StringIO(existing))
    with TEMPLATE.open(encoding="utf-8") as file:
        catalogue.update(read_po(file), no_fuzzy_matching=True, update_header_comment=False)
    written = BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, include_lineno=False)
    header = _HEADER.format(language=language, forms=catalogue.num_plurals, plural=catalogue.plural_expr)
    empty = [message for message in catalogue if message.id and not any(forms_of(message))]
    return header + written.getvalue().decode(), len(empty)
