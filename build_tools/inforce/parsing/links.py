"""Where links may lead: to the web over https, to mail and telephone, and to rules, guidance and sources held here."""

from __future__ import annotations

import re

from inforce.model.dataclass import dataclass

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
RULE = re.compile(rf"#({ID})")
GUIDANCE = re.compile(rf"guidance:({ID})(?:#({ID}))?")
SOURCE = re.compile(rf"source:({ID})/({ID})")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HTTPS = re.compile(r"https://[^\s/?#@\\:]+(:\d+)?([/?#]\S*)?", re.ASCII | re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_TELEPHONE = re.compile(r"tel:\+?[0-9()*#-]+", re.IGNORECASE)
_ALLOWED = "https:, mailto:, tel:, #rule, guidance:document or source:source/edition"


@dataclass(frozen=True)
class AddressTrouble:
    """Why a link may not lead there, and where it may."""

    what: str
    remedy: str


def address_trouble(address: str) -> AddressTrouble | None:
    """Say why *address* may not be linked to; None where it may. Whether what it names exists is not looked at."""
    if address in ("", "#"):
        return AddressTrouble(
            "This link leads nowhere.", "Write the address in the round brackets:  [words](https://…)"
        )
    if address.startswith("//"):
        return AddressTrouble(
            f'The address "{address}" does not say how to get there.',
            f"Write it with https: in front:  https:{address}",
        )
    if address.startswith("#"):
        return (
            None
            if RULE.fullmatch(address)
            else AddressTrouble(
                f'"{address}" is not a link to a rule.', "Write # and the id of the rule:  #share-with-consent"
            )
        )
    scheme = _SCHEME.match(address)
    if not scheme:
        return _without_scheme(address)
    return _with_scheme(scheme.group(1).lower(), address)


def _without_scheme(address: str) -> AddressTrouble:
    if address.lower().startswith("www."):
        return AddressTrouble(
            f'The address "{address}" is not complete.', f"Write it with https:// in front:  https://{address}"
        )
    return AddressTrouble(
        f'The address "{address}" does not say where it leads.',
        f"Begin it with one of {_ALLOWED}",
    )


def _with_scheme(scheme: str, address: str) -> AddressTrouble | None:
    patterns = {
        "https": (_HTTPS, "https://www.example.org/page"),
        "mailto": (_MAIL, "mailto:team@example.org"),
        "tel": (_TELEPHONE, "tel:+441632960000"),
        "guidance": (GUIDANCE, "guidance:document or guidance:document#rule"),
        "source": (SOURCE, "source:source/edition"),
    }
    if scheme in patterns:
        pattern, example = patterns[scheme]
        if pattern.fullmatch(address):
            return None
        return AddressTrouble(
            f'"{address}" is not a complete address of the kind "{scheme}:".', f"Write it like this:  {example}"
        )
    if scheme == "http":
        return AddressTrouble(
            f'The address "{address}" is not protected on its way to the reader.',
            f"Write it with https:  {'https' + address[4:]}",
        )
    if scheme in ("javascript", "vbscript", "data"):
        return AddressTrouble(
            f'This link would run a program instead of leading to a page: "{scheme}:".',
            "Link to a page, or delete the link.",
        )
    return AddressTrouble(f'Links cannot begin with "{scheme}:" here.', f"Begin the address with one of {_ALLOWED}")
