"""The layouts that the press prints into, and what no page of the theme does."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from inforce.build import theme_shell
from inforce.site.page import BODY, CONTENTS, DESCRIPTION, HEAD, TITLE

PRINTED = "guidance/keeping-records/index.html"
FILES = (PRINTED, "guidance/comparison/index.html", "index.html", "about/index.html", "check/index.html", "404.html")


@pytest.mark.parametrize("name", theme_shell.NAMES)
def test_a_layout_has_every_place_that_the_press_fills(site: Path, name: str) -> None:
    """Each mark stands in each layout, and the title in the title element."""
    html = (site / theme_shell.rendered_path(name)).read_text(encoding="utf-8")
    assert [mark for mark in (TITLE, DESCRIPTION, BODY, CONTENTS, HEAD) if mark not in html] == []
    assert f"<title>{TITLE}</title>" in html


@pytest.mark.parametrize("path", FILES)
def test_no_mark_and_no_place_is_left_on_a_finished_page(site: Path, path: str) -> None:
    """Readers never see what is meant for the press."""
    html = (site / path).read_text(encoding="utf-8")
    assert "@@" not in html
    assert "<!-- inforce:" not in html


@pytest.mark.parametrize("path", FILES)
def test_a_page_has_no_script_inside_it_and_loads_nothing_from_elsewhere(site: Path, path: str) -> None:
    """Every script, style sheet, font and image is a file of the site, whatever the policy of its host."""
    html = (site / path).read_text(encoding="utf-8")
    scripts = re.findall(r"<script([^>]*)>([^<]*)", html)
    inside = [body for tag, body in scripts if not re.search(r'type="?application/(ld\+)?json\b', tag)]
    assert "".join(inside) == ""
    loaded = re.findall(r'<(?:script|img|iframe)[^>]* src="([^"]+)"', html)
    loaded += re.findall(r'<link[^>]* rel="(?:stylesheet|icon|preload|preconnect)"[^>]* href="([^"]+)"', html)
    assert len(loaded) == 5
    assert [one for one in loaded if not re.search(r"\.[0-9a-f]{16}\.\w+$", one)] == []
    page = f"https://guidance.example.org/{path}"
    assert {urlsplit(urljoin(page, one)).netloc for one in loaded} == {"guidance.example.org"}


@pytest.mark.parametrize("path", FILES)
def test_a_page_is_in_english_has_one_main_heading_and_a_way_to_it(site: Path, path: str) -> None:
    """Screen readers speak the right language and skip the frame, on the page for a missing address too."""
    html = (site / path).read_text(encoding="utf-8")
    assert re.findall(r'<html[^>]* lang="([^"]+)"', html) == ["en-GB"]
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert html.index('href="#content"') < html.index("<header") < html.index('id="content"')


def test_every_file_that_a_style_sheet_names_is_published(site: Path) -> None:
    """No font is missing, and its licence goes with it."""
    (sheet,) = (site / "assets/stylesheets").glob("*.css")
    named = re.findall(r'url\("(\.\.[^"]+)"\)', sheet.read_text(encoding="utf-8"))
    assert len(named) == 2
    assert [name for name in named if not (site / "assets/stylesheets" / name).is_file()] == []
    assert "SIL OPEN FONT LICENSE" in (site / "assets/fonts/OFL.txt").read_text(encoding="utf-8")
