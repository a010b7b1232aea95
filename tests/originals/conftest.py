"""PDFs of one text made by two programs that share nothing: Chromium and typst."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest
import typst
from playwright.sync_api import Browser

from inforce.reading.source_files import read_edition
from real_project import EXAMPLE

ADVICE = EXAMPLE / "content" / "sources" / "information-sharing-advice"
MAKERS = ("chromium", "typst")
COLUMNS = (1, 2)


def paragraphs() -> list[str]:
    """Return the passages of a real edition, and three paragraphs that are hard to print and to read."""
    read = read_edition((ADVICE / "2018.yml").read_bytes(), "2018.yml", "advice", "2018")
    assert read.edition
    return [
        *(passage.text for passage in read.edition.details.passages),
        "The officer's office affirms the efficient flow of \u201cconfidential\u201d files \u2013 waffles excepted.",
        "A room of 10\u00b2 m, a plot of 50 m\u00b2, on the 26th of May; re-sign by 10:30, at most 1,500.50.",
        "It is well-being, up-to-date and cross-departmental record-keeping that counts, notwithstanding "
        "misunderstandings, internationalisation or the interdepartmental responsibilities of practitioners.",
    ]


def chromium_pdf(browser: Browser, texts: list[str], columns: int) -> bytes:
    """Print *texts* with Chromium: soft hyphens, so that it divides words, and heads and feet in the margins."""
    body = "".join(f"<p>{_divisible(text)}</p>" for text in texts)
    page = browser.new_page()
    page.set_content(
        f"""<!doctype html><html lang="en-GB"><style>
        @page {{ size: 148mm 128mm; margin: 20mm;
          @top-left {{ content: "HM Government: advice"; font-size: 9px }}
          @bottom-center {{ content: "Page " counter(page) " of " counter(pages); font-size: 9px }} }}
        body {{ font: 13px/1.4 serif; text-align: justify; columns: {columns}; margin: 0 }}
        </style><body>{body}</body></html>"""
    )
    made = page.pdf(prefer_css_page_size=True)
    page.close()
    return made


def _divisible(text: str) -> str:
    """Return *text* as HTML in which long words may be divided in their middle."""
    words = (
        f"{word[: len(word) // 2]}\u00ad{word[len(word) // 2 :]}" if len(word) > 7 else word for word in text.split(" ")
    )
    return escape(" ".join(words)).replace("\u00b2", "<sup>2</sup>").replace("26th", "26<sup>th</sup>")


def typst_pdf(texts: list[str], columns: int) -> bytes:
    """Print *texts* with typst, which divides words by the rules of English and knows notes at the foot."""
    head = f"""
    #set page(width: 148mm, height: 128mm, margin: 20mm, columns: {columns},
      header: text(8pt)[HM Government: advice #h(1fr) July 2018],
      footer: context align(center, text(8pt)[Page #counter(page).display() of 28]))
    #set text(lang: "en", region: "GB", hyphenate: true, size: 10pt)
    #set par(justify: true)
    """
    body = "\n\n".join(f"#{_typst_string(text)}" for text in texts).replace("\u00b2", '"#super[2]#"')
    return typst.compile((head + body).encode())


def _typst_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.fixture(scope="session")
def pdf(browser: Browser) -> Callable[[str, int], bytes]:
    """Return what makes a PDF of the paragraphs, printed twice over, by one of the makers; each is made once."""
    made: dict[tuple[str, int], bytes] = {}

    def make(maker: str, columns: int) -> bytes:
        if (maker, columns) not in made:
            texts = [*paragraphs(), *(f"Again: {text}" for text in paragraphs())]
            made[maker, columns] = (
                chromium_pdf(browser, texts, columns) if maker == "chromium" else typst_pdf(texts, columns)
            )
        return made[maker, columns]

    return make
