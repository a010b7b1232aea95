"""Says in the metadata of a PDF on which day it expires, so that archives and programs can tell without reading it.

PDF has no field for that; PRISM, the standard of publishers for metadata, has one (``prism:expirationDate``). typst
writes no metadata but its own, so a newer state of that one object is appended to the file, as PDF provides for.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_METADATA: Final = re.compile(
    rb"(?P<number>\d+) 0 obj\n<</Length \d+/Type/Metadata/Subtype/XML>>\nstream\n(?P<xmp>.*?)\nendstream", re.DOTALL
)
_END: Final = re.compile(rb"trailer\n<<(?P<trailer>[^\n]*)>>\nstartxref\n(?P<xref>\d+)\n%%EOF\s*\Z")
_CLOSING: Final = b"</rdf:RDF>"


def with_expiry(content: bytes, until: date) -> bytes:
    """Return the PDF *content*, as typst writes it, with *until* as the last day on which it is valid."""
    metadata, end = _METADATA.search(content), _END.search(content)
    if metadata is None or end is None or _CLOSING not in metadata["xmp"]:
        raise ValueError("a PDF is not laid out as typst lays it out")
    said = (
        '<rdf:Description rdf:about="" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        f"<prism:expirationDate>{until.isoformat()}</prism:expirationDate></rdf:Description>"
    )
    xmp = metadata["xmp"].replace(_CLOSING, said.encode() + _CLOSING)
    body = content if content.endswith(b"\n") else content + b"\n"
    number, newer = int(metadata["number"]), len(body)
    body += b"%d 0 obj\n<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n%b\nendstream\nendobj\n" % (
        number,
        len(xmp),
        xmp,
    )
    table = b"xref\n0 1\n0000000000 65535 f\r\n%d 1\n%010d 00000 n\r\n" % (number, newer)
    trailer = b"trailer\n<<%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (end["trailer"], end["xref"], len(body))
    return body + table + trailer
