"""What pages need to know of the site that they stand on: its name and its address."""

from __future__ import annotations

from inforce.model.catalogue import _
from inforce.model.dataclass import dataclass
from inforce.site import addresses


@dataclass(frozen=True)
class SiteFacts:
    """The name of the site, and its address ("https://guidance.example.org/", or "" where nobody has set one)."""

    name: str
    address: str = ""

    def __post_init__(self) -> None:
        if self.address and not self.address.endswith("/"):
            raise ValueError("the address of a site ends in a slash")

    def absolute(self, address: str) -> str:
        """Return the whole address of a page, or "" where the address of the site is not known."""
        return f"{self.address}{address}" if self.address else ""

    def in_words(self, address: str) -> str:
        """Return the whole address of a page as it is read out and typed, or "" where that of the site is not known."""
        return self.absolute(address).partition("://")[2]

    def check_address_in_words(self, code: str) -> str:
        """Return where a copy with that code is checked, as it is read out and typed."""
        return self.in_words(addresses.check(code)) or _("the check page of this site")
