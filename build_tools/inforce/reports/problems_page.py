"""Problems for the person at the live preview: a page in place of every page, until they are put right."""

from __future__ import annotations

from html import escape
from typing import Final

SECONDS: Final = 2
"""After how long the page asks again, so that it gives way to the guidance by itself."""

_PAGE: Final = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="{seconds}">
<title>The preview waits</title>
</head>
<body>
<h1>The preview waits</h1>
<p>Something in the content stops publication. Put it right and save: this page then gives way to the guidance.</p>
<pre>{report}</pre>
</body>
</html>
"""


def problems_page(report: str) -> bytes:
    """Return a whole page that shows *report*, a text, line by line."""
    return _PAGE.format(seconds=SECONDS, report=escape(report)).encode()
