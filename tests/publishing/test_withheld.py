"""Words that are lawfully withheld leave everything that is published; what stays, stays proven."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.editing.content_files import without_words
from inforce.model.guidance import TITLE_OF_VERSION, WITHHELD, without_withheld
from inforce.model.names import VersionNumber
from inforce.model.problem import ProblemError
from inforce.reading.guidance_files import read_version, says_the_rest
from made_project import Project
from publishing.git_servers import commit_files, git, new_repository
from real_project import run

FILE = "content/guidance/visits/versions/1.0.0.yml"
NAME = "Jane Doe of 4 Mill Lane"
ONE = VersionNumber(1, 0, 0)
WORDS = st.text("abc dé:#-'", min_size=1, max_size=12).map(lambda text: f"Words {text}".strip())


def version(rules: dict[str, str], margin: int = 2, ends: str = "\n", note: str = "The first version.") -> bytes:
    """Return the file of a version with these rules, its lists set in by so many spaces."""
    dash = " " * margin
    lines = [
        "format: 2", "version: 1.0.0", "title: Visits", "in_force_from: 2026-01-01", "change:", "  kind: first",
        f"  note: {note}", "summary: How visits are made.", "sections:", f"{dash}- id: all",
        f"{dash}  heading: All rules", f"{dash}  rules:",
    ]  # fmt: skip
    for name, text in rules.items():
        lines += [f"{dash}  {dash}- id: {name}", f"{dash}  {dash}  text: |", f"{dash}  {dash}    {text}", ""]
    return (ends.join(lines) + ends).encode()


@given(st.lists(WORDS, min_size=1, max_size=5), st.data(), st.sampled_from([0, 2, 3]), st.sampled_from(["\n", "\r\n"]))
def test_one_rule_loses_its_words_and_nothing_else(
    texts: list[str], data: st.DataObject, margin: int, ends: str
) -> None:
    """Whatever the indentation and the line ends; whoever has both files can prove that nothing else changed."""
    rules = {f"rule-{at}": text for at, text in enumerate(texts)}
    name = data.draw(st.sampled_from(sorted(rules)))
    before = version(rules, margin, ends)
    after = without_words(before, FILE, name)
    read = read_version(after, FILE, "visits", ONE).version
    assert read
    assert {rule.id: rule.text for rule in read.rules} == {**rules, name: WITHHELD}
    assert says_the_rest(before, after, ONE, {name})
    assert not says_the_rest(before, after, ONE, set())
    lines = before.decode().split(ends)
    assert set(after.decode().split(ends)) - set(lines) == {f"{' ' * (2 * margin + 4)}text: {WITHHELD}"}


@given(st.lists(WORDS, min_size=1, max_size=5, unique=True), WORDS)
def test_a_version_loses_all_of_its_words(texts: list[str], note: str) -> None:
    """Number, date, kind, title and the ids of sections and rules stay; what else is said then is no withholding."""
    before = version({f"rule-{at}": text for at, text in enumerate(texts)}, note=f'"{note}"')
    after = without_words(before, FILE, None)
    assert not any(words in after.decode() for words in (*texts, note))
    assert says_the_rest(before, after, ONE, {None})
    assert not says_the_rest(before, after.replace(b"Withheld.", b"Other.", 1), ONE, {None})
    read = read_version(before, FILE, "visits", ONE).version
    assert read
    assert without_withheld(without_withheld(read.text, {None}), {None}) == without_withheld(read.text, {None})


@pytest.mark.parametrize("written", ["Visits to {}", '"Visits to {}"', "'Visits to {}'", ">-\n  Visits\n  to {}"])
def test_a_title_is_taken_out_by_itself(written: str) -> None:
    """However it is written; together with all words, nothing of either stays."""
    before = version({"first": "Lock the door."}).replace(b"title: Visits", f"title: {written.format(NAME)}".encode())
    after = without_words(before, FILE, TITLE_OF_VERSION)
    assert NAME not in after.decode()
    assert "Lock the door." in after.decode()
    assert says_the_rest(before, after, ONE, {TITLE_OF_VERSION})
    assert not says_the_rest(before, after, ONE, {"first"})
    nothing = without_words(after, FILE, None)
    assert says_the_rest(before, nothing, ONE, {TITLE_OF_VERSION, None})


def test_where_a_rule_comes_from_stays() -> None:
    """Old links lead on although its words are gone."""
    origin = ["formerly: [old, other#rule]", "merged_from: [a, b]", "split_from: c"]
    lines = version({"first": NAME, "second": "Lock the door."}).decode().split("\n")
    place = next(at for at, line in enumerate(lines) if line.endswith("- id: first")) + 1
    margin = " " * (lines[place - 1].index("id:"))
    before = "\n".join([*lines[:place], *(f"{margin}{line}" for line in origin), *lines[place:]]).encode()
    for taken in ("first", None):
        after = without_words(before, FILE, taken)
        assert NAME not in after.decode()
        read = read_version(after, FILE, "visits", ONE).version
        assert read
        rule = next(read.rules)
        assert (rule.formerly, rule.merged_from, rule.split_from) == (("old", "other#rule"), ("a", "b"), "c")


def test_a_rule_that_is_not_on_lines_of_its_own_is_refused() -> None:
    """Nothing is guessed; the version as a whole can be withheld all the same."""
    lines = version({"tell": NAME}).decode().split("      - id")[0]
    flat = f"{lines}      [{{id: tell, text: {NAME}}}, {{id: lock, text: Lock the door.}}]\n".replace(
        "rules:\n      [", "rules: ["
    )
    with pytest.raises(ProblemError, match="cannot be taken out without touching the rest"):
        without_words(flat.encode(), FILE, "tell")
    assert NAME not in without_words(flat.encode(), FILE, None).decode()


def test_withheld_words_leave_the_site_and_every_proof_holds(tmp_path: Path) -> None:
    """Pages, records, PDF files, search and feeds; no rollback brings them back, and nothing else passes for it."""
    project, to = new_repository(tmp_path / "project"), tmp_path / "to"
    made = Project(project)
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    made.write("mkdocs.yml", configuration.replace("guidance.example.org", "guidance.made-up.test"))
    made.version("a", 1, "2026-01-01", first=f"Ring {NAME}.")
    made.version("a", 2, "2026-03-01", first=f"Ring {NAME} twice.")
    second = project / "content/guidance/a/versions/2.0.0.yml"
    second.write_text(second.read_text(encoding="utf-8").replace("Document A", f"Visits to {NAME}"), encoding="utf-8")
    commit_files(project, {".gitignore": b"/site/\n/.cache/\n"})
    day = ("--on", "2026-06-01")
    assert run(project, "inforce", "publish", str(to), *day).returncode == 0
    assert leaks(to / "current")

    by = ("--by", "Data protection officer", "--reason", "A name stood in it.")
    one = run(project, "inforce", "withhold", "a", "--version", "1.0.0", "--rule", "first", *by, *day)
    assert (one.returncode, one.stderr) == (0, "")
    two = run(project, "inforce", "withhold", "a", "--version", "2.0.0", *by, *day)
    assert two.returncode == 0
    three = run(project, "inforce", "withhold", "a", "--version", "2.0.0", "--title", *by, *day)
    assert (three.returncode, three.stderr) == (0, "")
    assert run(project, "inforce", "check", "--base", "main", *day).returncode == 0
    commit_files(project, {})
    history = run(project, "inforce", "verify")
    assert history.returncode == 0
    assert (
        "Remark: Words were withheld from a 1.0.0: rule first on 2026-06-01, by Data protection officer"
        in history.stderr
    )

    published = run(project, "inforce", "publish", str(to), *day)
    assert published.returncode == 0, published.stderr
    assert "Words were withheld from a 1.0.0." in published.stdout
    assert leaks(to / "current") == []
    page = (to / "current" / "guidance/a/1.0.0/index.html").read_text(encoding="utf-8")
    assert "Decided by Data protection officer on 1 June 2026." in page
    proven = run(project, "inforce", "verify", "--site", str(to), "--history")
    assert proven.returncode == 0, proven.stderr
    assert "Words were withheld from a 2.0.0" in proven.stderr
    back = run(project, "inforce", "rollback", str(to))
    assert (back.returncode, "Words of a 1.0.0 are withheld" in back.stderr) == (4, True)

    file = project / "content/guidance/a/versions/1.0.0.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("Staff must keep", "Staff may keep"), encoding="utf-8")
    refused = run(project, "inforce", "check", "--base", "main", *day)
    assert (refused.returncode, "published-version-changed" in refused.stderr) == (1, True)
    made.write(
        "content/sources/act/2018.yml",
        (project / "content/sources/act/2018.yml").read_text().replace("Staff must", "Staff may"),
    )
    commit_files(project, {})
    other = run(project, "inforce", "publish", str(to), *day)
    assert (other.returncode, "says something else than what was published" in other.stderr) == (4, True), other.stderr
    assert git(project, "status", "--short") == ""


def leaks(folder: Path) -> list[str]:
    """Return the files below *folder* that have the name."""
    files = [file for file in folder.resolve().rglob("*") if file.is_file()]
    return [file.name for file in files if NAME.encode() in file.read_bytes()]


def test_a_passage_is_withheld_by_hand_as_the_readme_says(tmp_path: Path) -> None:
    """With the rules that quote it: nothing refuses it, and the words are on no page and in no file of the site."""
    project, to = new_repository(tmp_path / "project"), str(tmp_path / "to")
    made = Project(project)
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    made.write("mkdocs.yml", configuration.replace("guidance.example.org", "guidance.made-up.test"))
    edition = project / "content/sources/act/2018.yml"
    passage = "  - id: two\n    label: Section 2\n    text: Call {} at once.\n"
    original = edition.with_suffix(".txt")
    original.write_text(f"Staff must keep a record of each visit. Call {NAME} at once.\n", encoding="utf-8")
    sound = edition.read_text(encoding="utf-8").replace("evidence: secondary", "evidence: original")
    edition.write_text(sound + passage.format(NAME), encoding="utf-8")
    file = project / "content/guidance/a/versions/1.0.0.yml"
    quoting = (
        f"      - id: third\n        text: Call {NAME} at once.\n        citations:\n          - quotes: act/2018#two\n"
    )
    file.write_text(file.read_text(encoding="utf-8") + quoting, encoding="utf-8")
    captured = run(project, "inforce", "source", "capture", str(original), "--as", "act/2018")
    assert captured.returncode == 0, captured.stderr
    commit_files(project, {".gitignore": b"/site/\n/.cache/\n"})
    assert run(project, "inforce", "publish", to, "--on", "2026-06-01").returncode == 0

    decided = ("--by", "Data protection officer", "--reason", "A name stood in it.")
    assert run(project, "inforce", "withhold", "a", "--version", "1.0.0", "--rule", "third", *decided).returncode == 0
    original.unlink()
    head, _, rest = edition.read_text(encoding="utf-8").partition("original:\n")
    note = "evidence_note: A name was withheld on 1 June 2026 by the data protection officer.\n"
    rest = rest.partition("\n")[2].replace(f"Call {NAME} at once.", "Withheld.")
    edition.write_text(head.replace("evidence: original", "evidence: secondary") + note + rest, encoding="utf-8")
    checked = run(project, "inforce", "check", "--base", "main", "--register", to, "--on", "2026-06-01")
    assert checked.returncode == 0, checked.stderr
    commit_files(project, {})
    published = run(project, "inforce", "publish", to, "--on", "2026-06-01")
    assert published.returncode == 0, published.stderr
    current = (tmp_path / "to/current").resolve()
    assert [path for path in current.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()] == []
    page = (current / "sources/act/2018/index.html").read_text(encoding="utf-8")
    assert "A name was withheld on 1 June 2026 by the data protection officer." in page
    assert run(project, "inforce", "verify", "--site", to, "--history").returncode == 0
