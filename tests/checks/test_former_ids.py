"""A rule that was split off another one goes on saying so, whatever id the other one gets later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inforce.checks.former_ids import former_ids
from inforce.model.rules import Rule
from library_factory import a_document, a_library, a_rule, a_version

DAY = date(2026, 1, 1)


def found(*versions: tuple[Rule, ...]) -> list[str]:
    """Return the codes that are found in a document whose versions have these rules."""
    made = [a_version(f"{number}.0.0", rules, begins=date(2026, number, 1)) for number, rules in enumerate(versions, 1)]
    return [problem.code for problem in former_ids(a_library(a_document(*made)), DAY)]


def test_a_rule_may_get_another_id_after_one_was_split_off_it() -> None:
    """Both say where they come from, for good."""
    lock, gate = a_rule(name="lock"), a_rule(name="gate")
    split = replace(a_rule(name="report"), split_from="lock")
    doors = replace(a_rule(name="doors"), formerly=("lock",))
    history = [(lock, gate), (lock, split, gate)]
    assert found(*history, (doors, split, gate)) == []
    assert found(*history, (doors, split, gate), (doors, replace(split, id="tell", formerly=("report",)), gate)) == []
    assert found((lock, gate), (doors, split, gate)) == ["former-id-claimed"]
