"""Only what is certainly a head or a foot is set aside: everything else stays and is compared."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.originals.page_layout import LaidOutLine, LaidOutPage, original_pages

TOP, PITCH = 60.0, 14.0


def a_page(body: list[str], head: str = "", foot: str = "", *, down: float = 20.0, size: float = 9.0) -> LaidOutPage:
    lines = [LaidOutLine(text, TOP + PITCH * place, 10.0) for place, text in enumerate(body)]
    lines += [LaidOutLine(head, down, size)] if head else []
    lines += [LaidOutLine(foot, 800.0, 9.0)] if foot else []
    return LaidOutPage(tuple(lines))


def set_aside(pages: list[LaidOutPage]) -> list[list[str]]:
    return [[line.text for line in page.lines if line.running] for page in original_pages(pages)]


def bodies(count: int) -> list[list[str]]:
    return [[f"page {'abcdefghij'[number]} line {'abcdef'[line]}" for line in range(6)] for number in range(count)]


def test_heads_and_feet_that_count_pages_are_set_aside() -> None:
    """Numbers that go up with the pages, and a year that stays."""
    pages = [a_page(body, "Advice, July 2018", f"{number + 4} of 28") for number, body in enumerate(bodies(4))]
    assert set_aside(pages) == [["Advice, July 2018", f"{number + 4} of 28"] for number in range(4)]
    assert [page.number for page in original_pages(pages)] == ["4", "5", "6", "7"]


def test_heads_of_left_and_right_pages_are_set_aside() -> None:
    """Every other page says the same."""
    pages = [a_page(body, ("Advice", "July 2018")[number % 2]) for number, body in enumerate(bodies(6))]
    assert set_aside(pages) == [["Advice"], ["July 2018"]] * 3


def test_what_is_not_certainly_a_head_stays() -> None:
    """At other heights, with other words or numbers, set larger, close to the text, or on two pages of many only."""
    every = bodies(4)
    kept = [
        [a_page(body, "Advice", down=20.0 + 3 * number) for number, body in enumerate(every)],
        [a_page(body, ("You must", "You may", "You should", "You can")[number]) for number, body in enumerate(every)],
        [a_page(body, f"Within {days} days") for body, days in zip(every, (7, 14, 28, 56), strict=True)],
        [a_page(body, "Rule", size=14.0) for body in every],
        [a_page(body, "Never share", down=TOP - PITCH) for body in every],
        [a_page(every[0], "Never share"), a_page(every[1], "Never share"), a_page(every[2]), a_page(every[3])],
        [a_page(every[0], "Never share")],
        [a_page([], "Never share") for _ in every],
    ]
    assert [set_aside(pages) for pages in kept] == [[[] for _ in pages] for pages in kept]


A_LINE = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
A_BODY = st.lists(A_LINE, max_size=8)


@given(st.lists(A_BODY, max_size=6), st.floats(5, 30))
@settings(max_examples=150, deadline=None)
def test_no_line_is_lost_and_order_is_kept(bodies: list[list[str]], pitch: float) -> None:
    """Marking heads changes nothing about the words; pages and lines stay as many and as they are."""
    pages = [LaidOutPage(tuple(LaidOutLine(text, pitch * place) for place, text in enumerate(body))) for body in bodies]
    found = original_pages(pages)
    assert [[line.text for line in page.lines] for page in found] == bodies


@given(st.lists(st.lists(A_LINE, min_size=1, max_size=8), min_size=1, max_size=6, unique_by=lambda body: body[0]))
@settings(max_examples=150, deadline=None)
def test_words_that_stand_on_one_page_only_are_never_set_aside(bodies: list[list[str]]) -> None:
    """Whatever the words: what no other page has is text."""
    counted = [[f"{text} {'abcdef'[number]}" for text in body] for number, body in enumerate(bodies)]
    pages = [
        LaidOutPage(tuple(LaidOutLine(t, 40.0 * place * place) for place, t in enumerate(body))) for body in counted
    ]
    assert set_aside(pages) == [[] for _ in pages]
