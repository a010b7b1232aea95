"""What a reader with WebKit, the engine of Safari, has on the screen: whole pages, checked, with all that script does.

`make browsers` names a Python that reaches it (INFORCE_WEBKIT); without one, the whole module is passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

import pytest

from prints.project import LONG, write_project
from real_project import built
from site_server import serving
from webkit import WebKit

if not os.environ.get("INFORCE_WEBKIT"):
    pytest.skip("no WebKit: make browsers installs it", allow_module_level=True)

PAGES = (
    "", "changes/", "check/", "offline/", "status/", "sources/", LONG, f"{LONG}1.0.0/", f"{LONG}3.0.0/",
    f"{LONG}history/", f"{LONG}sources/", f"{LONG}compare/", f"{LONG}2.0.0/changes/", "guidance/gone/",
    "hard-to-print/", "nowhere/",
)  # fmt: skip
DESKTOP, PHONE = (1280, 900), (375, 812)
MOMENT, WEEK_LATER = "2026-11-24T12:07:00+00:00", "2026-12-01T12:07:00+00:00"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site whose texts are long, built for 22 November 2026."""
    with serving(built(write_project(tmp_path_factory.mktemp("screens") / "project"))) as where:
        yield where


def show(webkit: WebKit, url: str, moment: str = MOMENT, size: tuple[int, int] = DESKTOP) -> None:
    """Open the page at *url* at *moment*, and let it check whether it is current."""
    webkit.open(url, moment=round(datetime.fromisoformat(moment).timestamp() * 1000), size=size)
    webkit.wait_until("!document.documentElement.dataset.version || document.querySelector('.status-box__checked')")


def text(webkit: WebKit, selector: str) -> str:
    """Return what the first element of *selector* says, in one line."""
    said = webkit.evaluate(f"document.querySelector({selector!r}).textContent")
    return " ".join(str(said).split())


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=str)
@pytest.mark.parametrize("path", PAGES)
def test_no_script_fails_nothing_is_refused_and_the_page_fits(
    path: str, size: tuple[int, int], address: str, webkit: WebKit
) -> None:
    """Under the policy that lets a page use its own site alone; on a telephone nothing is wider than the screen."""
    show(webkit, address + path, size=size)
    assert webkit.evaluate("window.faults") == []
    assert webkit.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [size[0], size[0]]
    assert text(webkit, "h1")
    hidden = "['.running-head', '.other-sheets', '.still-current'].filter((name) =>"
    assert webkit.evaluate(f"{hidden} document.querySelector(name)?.offsetHeight)") == []


@pytest.mark.parametrize(
    ("path", "status", "checked"),
    [
        (LONG, "In force", "in force"),
        (f"{LONG}1.0.0/", "Superseded", "superseded"),
        (f"{LONG}3.0.0/", "Upcoming: not in force yet", "not in force yet"),
        ("guidance/gone/1.0.0/", "Withdrawn", "withdrawn"),
    ],
)
def test_the_status_box_says_how_the_version_stands_and_that_this_was_checked(
    path: str, status: str, checked: str, address: str, webkit: WebKit
) -> None:
    """It stands under the title and over the text, in the colour of its status."""
    show(webkit, address + path)
    assert text(webkit, ".status-box__status") == status
    expected = f"Checked on 24 November 2026 at 12:07: {checked}."
    assert text(webkit, ".status-box__checked") == expected
    tops = (
        "['h1', '.status-box', '.print-notice'].map((name) => document.querySelector(name).getBoundingClientRect().top)"
    )
    found = webkit.evaluate(tops)
    assert isinstance(found, list)
    assert found == sorted(set(found))


def test_a_page_overtaken_by_a_day_says_so(address: str, webkit: WebKit) -> None:
    """Version 3.0.0 came into force since; the site was not built anew, so that nothing confirms the page."""
    show(webkit, address + LONG, moment=WEEK_LATER)
    assert text(webkit, ".status-box__status") == "No longer in force"
    assert text(webkit, ".notice--overtaken p").startswith("This version applied until 30 November 2026.")
    assert "could not check on 1 December 2026 at 12:07" in text(webkit, ".status-box__checked")


def test_the_page_leads_to_the_pdf_which_has_its_head_on_every_sheet(address: str, webkit: WebKit) -> None:
    """What the browser cannot print."""
    show(webkit, address + LONG)
    link = "document.querySelector('.page-links a[href$=\".pdf\"]')"
    assert webkit.evaluate(f"{link}.href") == f"{address}guidance/long/2.0.0.pdf"
    assert webkit.evaluate(f"{link}.offsetHeight > 0") is True


def test_a_typed_code_leads_to_what_became_of_the_copy(address: str, webkit: WebKit) -> None:
    """In small letters and without its hyphen."""
    show(webkit, f"{address}{LONG}1.0.0/")
    code = str(webkit.evaluate("document.documentElement.dataset.code"))
    show(webkit, f"{address}check/")
    typed = code.replace("-", " ").lower()
    webkit.evaluate(f"document.querySelector('.check-form input').value = {typed!r}")
    webkit.evaluate("document.querySelector('.check-form').requestSubmit()")
    webkit.wait_until(f"location.pathname === '/check/{code}/' && document.querySelector('h1')")
    assert "superseded" in text(webkit, "main").lower()


def test_any_two_versions_are_compared_and_a_day_is_answered(address: str, webkit: WebKit) -> None:
    """By script alone: there is no page of this comparison."""
    show(webkit, f"{address}{LONG}compare/?old=1.0.0&new=3.0.0")
    webkit.wait_until("document.querySelector('.comparison .change')")
    assert text(webkit, ".compare-form__status") == "The comparison is below."
    assert webkit.evaluate("document.querySelector('.comparison ins, .comparison del') !== null") is True
    show(webkit, f"{address}{LONG}history/")
    webkit.evaluate("document.querySelector('input[type=date]').value = '2026-03-01'")
    webkit.evaluate("document.querySelector('input[type=date]').dispatchEvent(new Event('input', { bubbles: true }))")
    webkit.wait_until("document.querySelector('.as-it-stood__answer').textContent")
    assert text(webkit, ".as-it-stood__answer").startswith("On 1 March 2026, version 1.0.0 applied.")
    assert webkit.evaluate("window.faults") == []
