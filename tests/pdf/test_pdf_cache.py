"""PDF files are kept between builds and used again only while they say the truth and are whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inforce.build import pdf_cache
from inforce.build.pdf_cache import MadePdf, make_pdfs
from inforce.pdf.document import PdfCopy, pdf_copies
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts
from library_factory import a_document, a_library
from real_project import built, digests


def copies(day: date = date(2026, 3, 20), name: str = "Guidance") -> list[PdfCopy]:
    return list(pdf_copies(Publication(a_library(a_document()), SiteFacts(name), day)))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The address of everything that was set in type, in order; it is set in type all the same."""
    seen: list[str] = []
    set_in_type = pdf_cache.typeset

    def counting(copy: PdfCopy) -> object:
        seen.append(copy.address)
        return set_in_type(copy)

    monkeypatch.setattr(pdf_cache, "typeset", counting)
    return seen


def test_the_same_copy_has_the_same_bytes_and_is_set_in_type_once(tmp_path: Path, counted: list[str]) -> None:
    """From a cache, without one, and in another folder."""
    made = list(make_pdfs(copies(), tmp_path / "one"))
    assert list(make_pdfs(copies(), tmp_path / "one")) == made
    assert len(counted) == 1
    assert list(make_pdfs(copies(), tmp_path / "two")) == made
    assert len(counted) == 2


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[:0], id="emptied"),
        pytest.param(lambda content: content[:-1], id="cut off"),
        pytest.param(lambda content: content[:-9] + b"!" + content[-8:], id="altered"),
        pytest.param(lambda content: b"9" + content[1:], id="with another number of pages"),
        pytest.param(lambda content: content[:0] + b"no head", id="replaced"),
        pytest.param(lambda content: b"\xff\xfe \xff\n" + content, id="with a head of no letters"),
    ],
)
def test_a_damaged_file_is_made_anew(damage: Callable[[bytes], bytes], tmp_path: Path, counted: list[str]) -> None:
    """What is not whole is never published."""
    made = list(make_pdfs(copies(), tmp_path))
    (kept,) = (tmp_path / "pdf").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert list(make_pdfs(copies(), tmp_path)) == made
    assert (len(counted), kept.read_bytes()) == (2, whole)


@pytest.mark.parametrize("other", [copies(date(2026, 3, 22)), copies(name="Guidance of another house")])
def test_a_file_is_made_anew_when_what_it_says_is_no_longer_so(other: list[PdfCopy], tmp_path: Path) -> None:
    """On another day, or under another name; and what is not used any more is let go."""
    (before,), (after,) = list(make_pdfs(copies(), tmp_path)), list(make_pdfs(other, tmp_path))
    assert before.file.content != after.file.content
    assert len(list((tmp_path / "pdf").iterdir())) == 1


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    """Where a file stands in its place, the PDF is made all the same."""
    (tmp_path / "pdf").write_text("in the way")
    made: list[MadePdf] = list(make_pdfs(copies(), tmp_path))
    assert made[0].file.content.startswith(b"%PDF-1.7")


def test_a_build_in_which_nothing_changed_sets_nothing_in_type(project: Path, tmp_path: Path) -> None:
    """Not even the program for it is loaded."""
    site = digests(built(project))
    assert [path for path in site if path.endswith(".pdf")] == ["guidance/seven-golden-rules/2.0.0.pdf"]
    for name in ("typst", "pypdfium2"):
        (tmp_path / "broken" / name).mkdir(parents=True)
        (tmp_path / "broken" / name / "__init__.py").write_text("raise ImportError('it was loaded')\n")
    assert digests(built(project, PYTHONPATH=str(tmp_path / "broken"))) == site
