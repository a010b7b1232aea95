"""A QR code leads to the address that it was made for."""

from __future__ import annotations

import re

import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.site.qr_code import qr_code

ADDRESS = "https://guidance.example.org/check/7K3Q-9XMA/"


def dark_modules(svg: str, size: int) -> list[list[int]]:
    """Return what the drawing shows, module by module."""
    drawn = [[0] * size for _ in range(size)]
    across = down = 4
    for right, below, length in re.findall(r"m(-?\d+) (\d+)h(\d+)", svg):
        across, down = across + int(right), down + int(below)
        for step in range(int(length)):
            drawn[down][across + step] = 1
        across += int(length)
    return drawn


@given(st.from_regex(r"https://[a-zé]{1,40}\.org/(check/[0-9A-Z]{4}-[0-9A-Z]{4}/)?", fullmatch=True))
@settings(max_examples=40, deadline=None)
def test_the_drawing_is_the_code_within_its_quiet_zone(address):
    """Every dark module of the code as segno makes it is drawn, no other, and four light ones lie on each side."""
    svg = qr_code(address)
    found = re.search(r'viewBox="0 0 (\d+) ', svg)
    assert found
    size = int(found[1])
    code = segno.make(address, mode="byte", micro=False, error="m", boost_error=False, mask=3)
    inner = [row[4:-4] for row in dark_modules(svg, size)[4:-4]]
    assert inner == [list(row) for row in code.matrix]
    assert sum(map(sum, dark_modules(svg, size))) == sum(map(sum, inner))


def test_the_code_stands_on_white():
    """In dark mode and on coloured paper the code keeps a ground of its own."""
    assert '<path fill="#fff" d="M0 0h41v41H0z"/>' in qr_code(ADDRESS)


def test_no_address_makes_no_code():
    """A site that does not know its address prints none."""
    assert qr_code("") == ""
