"""The name and the address that every new site has: nobody may publish under them, for no print can be recalled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

SHIPPED_NAME: Final = "Guidance library"
_SHIPPED_ADDRESS: Final = re.compile(rb'rel="canonical" href="https?://([a-z0-9-]+\.)*example\.(org|com|net)[/"]')


def unnamed(home: bytes) -> Iterator[tuple[str, str]]:
    """Yield why a site may not go to readers whose *home* page still has those that we ship, and a remedy."""
    if _SHIPPED_ADDRESS.search(home):
        yield (
            "The site says that it stands at an address of example.org, which is nobody's.",
            "Write where it will stand, as site_url in mkdocs.yml, or set SITE_URL; then build it again.",
        )
    if f">{SHIPPED_NAME}</span>".encode() in home:
        yield (
            f'The site is still called "{SHIPPED_NAME}", as every new one is.',
            "Write its name, as site_name in mkdocs.yml; then build it again.",
        )
