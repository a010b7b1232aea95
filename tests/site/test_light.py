"""How light pages are: few files, each fetched once and named by what is in it, and lines that stay where they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from inforce.build.assets import make_assets, used_rules
from pictures import make_library
from real_project import PROJECT, built
from site_server import serving
from weight import Reader, Visit, first_words, visits

DOCUMENT = "guidance/seven-golden-rules/"
THEME = PROJECT / "build_tools" / "inforce" / "theme"
MOMENT = "2026-11-22T12:00:00Z"
HAS_DIGEST = re.compile(r"\.[0-9a-f]{16}\.\w+")


@pytest.fixture(scope="module")
def first_and_next(browser: Browser, site: Path) -> list[Visit]:
    """A first visit to a page of guidance, everything included that the service worker asks for, and two next pages."""
    first, superseded = visits(browser, site, [DOCUMENT, f"{DOCUMENT}1.0.0/"], Reader(moment=MOMENT))
    _, in_force = visits(browser, site, [f"{DOCUMENT}1.0.0/", DOCUMENT], Reader(moment=MOMENT))
    return [first, in_force, superseded]


def test_a_first_visit_is_light(first_and_next: list[Visit]) -> None:
    """At most 110 kB with the fonts, and 12 requests: page, style, script, fonts, icon, currency, and copies."""
    first = first_and_next[0]
    assert first.bytes <= 110_000, first
    assert len(first.asked) <= 12, [one.path for one in first.asked]


def test_the_next_page_costs_little_more_than_its_words(first_and_next: list[Visit]) -> None:
    """Nothing but the page and the answers on currency is asked for, and the page is at most 7 kB."""
    for visit in first_and_next[1:]:
        others = {one.path for one in visit.asked if one.bytes and not one.path.endswith("/")}
        assert others <= {"/as-at.json", f"/api/{DOCUMENT}currency.json"}
        assert len(visit.asked) <= 5
    in_force, superseded = ({one.path: one.bytes for one in visit.asked} for visit in first_and_next[1:])
    assert in_force[f"/{DOCUMENT}"] <= 7_000
    assert superseded[f"/{DOCUMENT}1.0.0/"] <= 7_000


def test_nothing_is_fetched_twice(first_and_next: list[Visit]) -> None:
    """The worker takes what the page has fetched from the browser; only of which day the site is is asked anew."""
    asked = [one.path for visit in first_and_next for one in visit.asked if HAS_DIGEST.search(one.path)]
    assert len(asked) == len(set(asked))
    first = [one.path for one in first_and_next[0].asked if one.path != "/as-at.json"]
    assert len(first) == len(set(first))


BEGINNING = [
    "overdue/", "changing/", "changing/2.0.0/", "upcoming/", "superseded/", "superseded/1.0.0/", "cancelled/2.0.0/",
    "withdrawn/1.0.0/", "seven-golden-rules/",
]  # fmt: skip


def test_guidance_begins_on_the_first_screen_of_a_phone(browser: Browser, project: Path) -> None:
    """Above 640 px of 375 by 667, after at most 60 words of ours, whatever became of a version."""
    with (
        serving(make_library(project)) as address,
        browser.new_context(viewport={"width": 375, "height": 667}) as context,
    ):
        for path in BEGINNING:
            page = context.new_page()
            page.clock.set_fixed_time(MOMENT)
            page.goto(f"{address}guidance/{path}")
            page.locator("html[data-checked]").wait_for(state="attached")
            found = first_words(page)
            assert found, path
            assert found[0] < 640, path
            assert found[1] <= 60, path


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.parametrize(
    ("path", "most"),
    # a line of old text may break elsewhere in the font that stands in for ours
    [(DOCUMENT, 0.005), ("check/", 0.005), (f"{DOCUMENT}1.0.0/", 0.02), (f"{DOCUMENT}history/", 0.02)],
)
def test_nothing_moves_while_a_page_comes(browser: Browser, site: Path, path: str, most: float, width: int) -> None:
    """Neither when the answer on currency is there nor when fonts come more than half a second late."""
    (visit,) = visits(browser, site, [path], Reader(width, slow_fonts=0.6, moment=MOMENT))
    assert visit.shift < most


def test_a_site_with_the_fonts_of_devices_is_lighter_still(browser: Browser, project: Path) -> None:
    """A setting: at most 80 kB, and no font is asked for or published."""
    settings = project / "content" / "site.yml"
    before = settings.read_text(encoding="utf-8") if settings.exists() else "format: 1\n"
    settings.write_text(f"{before}\nfonts: system\n", encoding="utf-8")
    site = built(project)
    (first,) = visits(browser, site, [DOCUMENT])
    assert first.bytes <= 80_000, first
    assert [one.path for one in first.asked if "fonts" in one.path] == []
    assert not [*site.rglob("*.woff2")]


def test_every_asset_has_its_digest_in_its_name_and_every_page_the_same_style(site: Path) -> None:
    """But for the licence of the fonts, which nobody fetches."""
    names = {file.name for file in (site / "assets").rglob("*") if file.is_file()} - {"OFL.txt"}
    assert [name for name in names if not HAS_DIGEST.search(name)] == []
    for file in site.rglob("*.html"):
        found = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', file.read_text(encoding="utf-8"))
        assert {HAS_DIGEST.sub("", name.rpartition("/")[2]) for name in found} >= {"site"} or "frag" in file.name
        assert [name for name in found if name.rpartition("/")[2] not in names] == [], file


def theme_files() -> dict[str, bytes]:
    """Return the files of our theme, as MkDocs leaves them, with a style sheet in the place of Material's."""
    files = (file for file in THEME.rglob("*") if file.is_file() and file.suffix != ".html")
    found = {file.relative_to(THEME).as_posix(): file.read_bytes() for file in files}
    return found | {"assets/stylesheets/main.0123abcd.min.css": b".md-typeset p{margin:0}.md-banner{color:red}"}


MODULES = sorted(
    path for path in theme_files() if path.endswith((".js", ".css", ".woff2", ".svg")) and "/editor/" not in path
)


@given(st.sampled_from(MODULES))
def test_a_change_of_any_module_changes_the_name_of_what_has_it(module: str) -> None:
    """And no other name but of what loads it: a style sheet names the fonts. The worker has one name for good."""
    before = make_assets(theme_files(), [], offline=True, fonts=True)
    changed = theme_files() | {module: theme_files()[module] + b"\n.made-up { color: red }\n"}
    if module.endswith(".js"):
        changed[module] = theme_files()[module] + b"\nmadeUp();\n"
    after = make_assets(changed, [], offline=True, fonts=True)
    others = {name for name in before.names if before.names[name] != after.names[name]}
    assert others or module.endswith(("service-worker.js", "retired.js", "main.0123abcd.min.css"))
    for name, address in after.names.items():
        assert (after.files[address] == before.files.get(before.names[name])) == (name not in others)
    again = make_assets(changed, [], offline=True, fonts=True)
    assert again == after


CLASSES = ["a", "b", "c--d"]
SELECTORS = st.sampled_from([".a", ".b p", "p.c--d>a", "h1", ".a:not(.b)", ":is(.a,.b) em", "[dir=ltr] .a"])
RULES = st.tuples(st.lists(SELECTORS, min_size=1, max_size=3).map(",".join), st.sampled_from(["margin:0", 'x:"}{"']))
SHEETS = st.lists(RULES, max_size=6).map(lambda rules: "".join(f"{head}{{{body}}}" for head, body in rules))


@given(SHEETS, SHEETS, st.sets(st.sampled_from(CLASSES)))
def test_only_rules_go_that_hold_for_nothing(plain: str, within: str, classes: set[str]) -> None:
    """Whatever stands in braces or quotation marks; with every class all of them stay, in their order."""
    sheet = f"{plain}@media print{{{within}}}" if within else plain
    assert used_rules(sheet, set(CLASSES)) == sheet
    kept = used_rules(sheet, classes)
    for name in set(CLASSES) - classes:
        assert not re.search(rf"(^|[,}}{{])[^(]*\.{name}\b", re.sub(r":(not|is)\([^)]*\)", "", kept))
    assert used_rules(kept, classes) == kept
