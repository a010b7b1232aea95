"""A great many broken inputs: whatever a file or a text says, reading and comparing end, soon, and with an answer.

``make fuzz`` runs a million of each and holds the limits of time and memory; ``make test`` a sample of them. A fault
names the number of its input, from which the input is made again.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from fuzz.mutants import LARGEST, Seeds
from fuzz.running import run_all
from inforce.build.html_policy import HtmlPolicy
from inforce.model.bounds import CONFIGURATION
from inforce.model.catalogue import ngettext, use_catalogue
from inforce.model.names import VersionNumber
from inforce.model.problem import Place, Problem
from inforce.parsing.configuration import read_configuration
from inforce.publish.checkpoint import Checkpoint, read_checkpoint, read_checksums, write_checksums
from inforce.publish.destinations.lease import LeaseRecord, read_lease
from inforce.publish.register import Published, Register, read_register
from inforce.reading.guidance_files import read_details, read_settings, read_version
from inforce.reading.page_files import page_file_problems
from inforce.reading.pages import page_problems
from inforce.reading.source_files import read_edition
from inforce.translations.catalogues import read_catalogue
from inforce.wording.departures import apply, differences
from inforce.wording.words import norms
from real_project import EXAMPLE, PROJECT

LONGEST_TEXT = 100_000
"""How long a single text of content may be: longer ones are refused when they are read."""

CONTENT = EXAMPLE / "content"
FILES = sorted(CONTENT.rglob("*.yml")) + sorted((PROJECT / "tests/cases/checks/base/content").rglob("*.yml"))
NUMBER = VersionNumber.parse("1.0.0")


def read(file: Path, content: bytes) -> tuple[Problem, ...]:
    """Read *content* as what *file* is, and return its problems."""
    if file.parent.name == "versions":
        return read_version(content, "a.yml", "a", NUMBER).problems
    if file.name == "document.yml":
        return read_details(content, "a.yml").problems
    if file.name == "site.yml":
        return read_settings(content, "a.yml")[-1]
    return read_edition(content, "a.yml", "a", "2018").problems


SETTINGS = """\
format: 1
language: en-GB
time_zone: Europe/London
print_valid_for: 7 days
review_every: 12 months
pdf: in-force
offline: yes
manual: no
print_notice: >-
  If printed, this document is for immediate reference only.
search_words:
  - leave = holiday = annual leave
  - GDPR = data protection
attributes:
  - name: Level
    meaning: How sure we are.
    values: [A, B, C]
decided:
  - before: shall
    after: must
    reason: Both bind.
    decided_by: Head of Policy
"""


def texts() -> list[str]:
    """Return the rules and passages of all content."""
    files = (file for file in FILES if file.parent.name == "versions")
    found = [read_version(file.read_bytes(), "a.yml", "a", VersionNumber.parse(file.stem)).version for file in files]
    return [rule.text for version in found if version for rule in version.rules]


def test_no_file_stops_the_reader() -> None:
    """Every file is read or has problems, each at a place in it and in whole sentences."""
    seeds = Seeds([file.read_text(encoding="utf-8") for file in FILES])

    def one(number: int) -> None:
        which, text = seeds.input(number)
        content = text.encode("utf-8", "surrogatepass")
        lines = len(text.splitlines()) + text.count("\n") + 1
        for problem in read(FILES[which], content):
            assert problem.message, problem
            assert problem.remedy, problem
            assert 0 <= problem.place.line <= lines, problem

    run_all(one)


def test_no_settings_stop_the_reader() -> None:
    """``site.yml`` with every field: there are settings in any case, the usual ones where it says nothing sound."""
    seeds = Seeds([SETTINGS, (CONTENT / "site.yml").read_text(encoding="utf-8")])

    def one(number: int) -> None:
        content = seeds.input(number)[1].encode("utf-8", "surrogatepass")
        settings, place, problems = read_settings(content, "content/site.yml")
        assert settings.review_every
        assert place.file == "content/site.yml"
        assert all(problem.message and problem.remedy for problem in problems)

    run_all(one)


def test_no_text_stops_a_comparison() -> None:
    """Every text can be compared with what it was made from, and its differences put in give it back."""
    given = texts()
    seeds = Seeds(given)

    def one(number: int) -> None:
        which, text = seeds.input(number)
        rule = text[:LONGEST_TEXT]
        found = differences(given[which], rule)
        assert norms(apply(given[which], found)) == norms(rule)
        assert all(given[which][slice(*place.theirs_span)] == place.theirs for place in found)

    run_all(one)


def test_inputs_are_as_wild_as_they_are_meant_to_be() -> None:
    """Some are as large as a file may be, hardly any two are the same, and a number always gives the same."""
    seeds = Seeds([file.read_text(encoding="utf-8") for file in FILES])
    inputs = [seeds.input(number)[1] for number in range(2000)]
    assert max(len(text.encode()) for text in inputs) > LARGEST - 1000
    assert len(set(inputs)) > 1800
    assert inputs == [seeds.input(number)[1] for number in range(2000)]


WORDS = "".join(
    f'\nmsgid "{english}"\nmsgstr "Wort {number}"\n'
    for number, english in enumerate(("Version", "Sources", "Printed on {day}.", "Changes", "History"))
)
CATALOGUE = f'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n{WORDS}'


def test_no_catalogue_stops_the_reader() -> None:
    """Whatever stands in it, it has words or problems, and chooses a form for every number."""
    seeds = Seeds([CATALOGUE])

    def one(number: int) -> None:
        content = seeds.input(number)[1].encode("utf-8", "surrogatepass")
        catalogue, problems = read_catalogue("de", content, "content/words/de.po", Place("content/site.yml"))
        with use_catalogue(catalogue):
            for count in (0, 1, 2, 1000, 10**9):
                ngettext("{count} rule", "{count} rules", count)
        assert all(problem.message and problem.remedy for problem in problems)

    run_all(one)


def test_no_ordinary_page_and_no_page_that_was_made_stops_the_reader() -> None:
    """As it is written, and as HTML that somebody's theme or Markdown may have made of it."""
    pages = [file.read_text(encoding="utf-8") for file in sorted(CONTENT.glob("pages/*.md"))]
    frame = '<!doctype html><html><head><title>x</title></head><body><div class="cell">{}</div></body></html>'
    policy = HtmlPolicy([frame.format("@@inforce:body@@")], "@@inforce:body@@")
    seeds = Seeds([*pages, *(frame.format(page) for page in pages)])

    def one(number: int) -> None:
        text = seeds.input(number)[1]
        content = text.encode("utf-8", "surrogatepass")
        problems = page_problems(content, "content/pages/a.md", frozenset({"content/pages/a.md"}))
        assert all(problem.message and problem.remedy for problem in problems)
        faults = policy.of_page(text.encode("utf-8", "replace").decode(), ordinary=True)
        assert all(fault.what and fault.remedy for fault in faults)

    run_all(one)


def test_no_configuration_stops_the_reader(tmp_path: Path) -> None:
    """``mkdocs.yml``, with tags, merges and aliases."""
    seeds = Seeds([(EXAMPLE / "mkdocs.yml").read_text(encoding="utf-8"), "a: &a [1]\nb: {<<: *a}\nplugins: [!ENV x]\n"])
    file = tmp_path / "mkdocs.yml"

    def one(number: int) -> None:
        file.write_bytes(seeds.input(number)[1].encode("utf-8", "surrogatepass"))
        assert all(problem.message and problem.remedy for problem in read_configuration(file, tmp_path))

    run_all(one, CONFIGURATION.seconds)


def test_no_register_stops_the_reader() -> None:
    """The four files of a destination, and the lease of a bucket: read, or told that they cannot be."""
    published = [(Published("rules", f"{number}.0.0", "0" * 64), "2026-01-01") for number in range(1, 4)]
    register = Register().extended(published, "2026-11-30T12:00:00Z", "")
    checkpoint = Checkpoint(1, "2026-11-30T12:00:00Z", 3, register.head, "1" * 64)
    lease = LeaseRecord("me", (published[0][0],))
    made = [register.content, checkpoint.content, write_checksums({"a/b": "0" * 64}), lease.content("x")]
    seeds = Seeds([content.decode() for content in made])
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><g style="fill:url(#a)"><path d="M0 0"/></g></svg>'
    drawings = Seeds([picture])

    def one(number: int) -> None:
        content = seeds.input(number)[1].encode("utf-8", "surrogatepass")
        assert all(str(fault) for fault in read_register(content).faults)
        read_lease(content)
        for read_one in (read_checkpoint, read_checksums):
            with suppress(ValueError):
                read_one(content)
        drawn = drawings.input(number)[1].encode("utf-8", "surrogatepass")
        assert all(problem.message for problem in page_file_problems(drawn, "content/pages/a.svg"))

    run_all(one)
