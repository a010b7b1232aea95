"""Two texts side by side as a reader's eye lays them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.wording import alignment, pairing
from inforce.wording.departures import DepartureClass, differences
from inforce.wording.pairing import standing_in
from wording.texts import texts

law = settings(max_examples=100, deadline=None)


def changes(theirs: str, ours: str) -> list[tuple[str, str]]:
    return [(found.theirs, found.ours) for found in differences(theirs, ours)]


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        pytest.param(
            "The team will hold a meeting with the family soon.",
            "The team will pay a visit to the family soon.",
            [("hold a meeting with", "pay a visit to")],
            id="two changes with only a trivial word between them are one phrase",
        ),
        pytest.param(
            "Tell the mother about the plan.",
            "Tell the father about the visit.",
            [("mother", "father"), ("plan", "visit")],
            id="two changes with more between them are two",
        ),
        pytest.param(
            "See red fox of the blue whale.",
            "See big dog of the wild cat.",
            [("red fox of the blue whale", "big dog of the wild cat")],
            id="two trivial words join changes of two words each",
        ),
        pytest.param(
            "See red fox of blue",
            "See big dog of green",
            [("red fox of blue", "big dog of green")],
            id="where the text ends after one word it is still one phrase",
        ),
        pytest.param(
            "See mother tomorrow father today.",
            "See uncle tomorrow aunt today.",
            [("mother", "uncle"), ("father", "aunt")],
            id="a word of weight keeps two changed words apart",
        ),
        pytest.param(
            "Ask, then write and wait.",
            "Ask and then write, wait.",
            [(",", "and"), ("and", ",")],
            id="marks that change places with words stay small",
        ),
        pytest.param(
            "Keep it short. Sign it. Go home.",
            "Keep it short. Read it through. Sign it. Go home.",
            [("", "Read it through.")],
            id="an added sentence is a whole sentence",
        ),
        pytest.param(
            "Ask the nurse. Ask the doctor. Then decide.",
            "Ask the doctor. Then decide.",
            [("Ask the nurse.", "")],
            id="a sentence left out is cut where sentences begin and end",
        ),
        pytest.param(
            "Ask Ann and Bob.",
            "Ask Ann and Cid and Bob.",
            [("", "and Cid")],
            id="an added member of a list brings its own and",
        ),
        pytest.param(
            "First, share it.",
            "Share it.",
            [("First, share", "Share")],
            id="a capital that follows from what was left out belongs to it",
        ),
        pytest.param(
            "Act at once. Tell them.",
            "Move at once. Warn them.",
            [("Act", "Move"), ("Tell", "Warn")],
            id="changes in two sentences stay apart",
        ),
        pytest.param(
            "The plan must be agreed by the doctor and the family.",
            "The scheme must be agreed by the family.",
            [("plan", "scheme"), ("the doctor and", "")],
            id="what was left out behind another change is cut where its phrase begins",
        ),
        pytest.param("", "Share it.", [("", "Share it.")], id="everything was added"),
        pytest.param("Share it.", "", [("Share it.", "")], id="everything was left out"),
    ],
)
def test_what_reads_as_one_change_is_one(theirs: str, ours: str, expected: list[tuple[str, str]]) -> None:
    """Neither a rain of single words nor one block."""
    assert changes(theirs, ours) == expected


def test_a_moved_sentence_is_seen_as_moved() -> None:
    """It is shown where it was and where it is; in which order rules are read may matter."""
    first, second, third = "Keep a record of it.", "You must not share it with anyone else.", "Ask for advice."
    found = differences(f"{first} {second} {third}", f"{second} {third} {first}")
    assert [(one.theirs, one.ours, one.moved) for one in found] == [(first, "", True), ("", first, True)]
    assert {one.kind for one in found} == {DepartureClass.MEANING}


def test_of_two_sentences_that_changed_places_the_shorter_one_moved() -> None:
    """Ties are broken for the reader: the longer stays."""
    short, long = "Ask for advice.", "You must not share it with anyone else in the team."
    assert [one.ours for one in differences(f"{short} {long}", f"{long} {short}") if one.ours] == [short]
    assert [one.ours for one in differences(f"{long} {short}", f"{short} {long}") if one.ours] == [short]


def test_a_change_inside_a_sentence_beside_a_moved_one_is_still_caught() -> None:
    """Moving hides nothing."""
    found = differences(
        "Keep a record of it. Share it now. Do not tell anyone else.",
        "Share it now. Keep a record of it. Tell anyone else.",
    )
    assert [one.theirs for one in found if one.reverses] == ["Do not tell"]
    assert any(one.moved for one in found)


@law
@given(texts, texts)
def test_outside_the_hunks_word_pairs_with_word(theirs: str, ours: str) -> None:
    """Hunks come in order, and what lies between two of them is as long on both sides and the same words."""
    one, other = alignment.ComparedText(theirs), alignment.ComparedText(ours)
    left, right = 0, 0
    ends = alignment.Edit(range(len(one.norms), len(one.norms)), range(len(other.norms), len(other.norms)))
    for hunk in [*alignment.align(one, other).hunks, ends]:
        assert one.norms[left : hunk.theirs.start] == other.norms[right : hunk.ours.start]
        left, right = hunk.theirs.stop, hunk.ours.stop


@law
@given(st.permutations([f"Sentence number {name} stands here." for name in "abcdefg"]))
def test_sentences_in_another_order_are_moved_and_nothing_else(order: list[str]) -> None:
    """Every change of order is told as sentences moved, and as few of them as can be."""
    before = sorted(order)
    found = differences(" ".join(before), " ".join(order))
    assert all(one.moved for one in found)
    gone = sorted(one.theirs for one in found if one.theirs)
    come = sorted(one.ours for one in found if one.ours)
    assert " ".join(gone) == " ".join(come)
    moved = sum(one.count("Sentence") for one in gone)
    assert moved == len(order) - longest_rising([before.index(sentence) for sentence in order])


def longest_rising(values: list[int]) -> int:
    best: list[int] = []
    for place, value in enumerate(values):
        best.append(1 + max((best[at] for at in range(place) if values[at] < value), default=0))
    return max(best, default=0)


def test_texts_too_long_for_one_table_are_parted_at_words_that_stand_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One changed word in a long text is one difference, however the text had to be taken apart."""
    monkeypatch.setattr(alignment, "_LARGEST_TABLE", 50)
    spelt = [f"w{number}" if number % 3 else "the" for number in range(120)]
    other = [*spelt]
    other[60] = "not"
    assert changes(" ".join(spelt), " ".join(other)) == [("the", "not")]
    other[100:101] = ["y", "z"]
    other[10:12] = ["x"]
    assert changes(" ".join(spelt), " ".join(other)) == [("w10 w11", "x"), ("the", "not"), ("w100", "y z")]


def test_a_change_within_a_long_text_of_few_words_is_found_between_what_is_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where no word stands once, the text before the change and behind it still pairs."""
    monkeypatch.setattr(alignment, "_LARGEST_TABLE", 50)
    same = "ask them then tell " * 20
    assert changes(f"{same}{same}", f"{same}never {same}") == [("", "never")]
    assert changes(f"{same}never {same}", f"{same}{same}") == [("never", "")]


@law
@given(texts, texts, st.integers(1, 60))
def test_however_a_long_text_is_parted_word_pairs_with_word(theirs: str, ours: str, table: int) -> None:
    """Nothing is lost where texts are too long for one table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_LARGEST_TABLE", table)
        one, other = alignment.ComparedText(theirs), alignment.ComparedText(ours)
        left, right = 0, 0
        ends = alignment.Edit(range(len(one.norms), len(one.norms)), range(len(other.norms), len(other.norms)))
        for hunk in [*alignment.align(one, other).hunks, ends]:
            assert one.norms[left : hunk.theirs.start] == other.norms[right : hunk.ours.start]
            left, right = hunk.theirs.stop, hunk.ours.stop


def test_very_many_sentences_are_paired_by_their_rare_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with the one that it became, before and behind what was put in, though most words stand in all of them."""
    monkeypatch.setattr(pairing, "_LARGEST_GAP", 20)
    animals = ["heron", "otter", "badger", "weasel", "falcon", "magpie"]
    keeps = "The {} of this park is fed by the keeper at {}."
    was = [keeps.format(animal, "dawn") for animal in animals]
    now = [keeps.format(animal, "dusk") for animal in animals]
    put_in = "Nobody else may hold such keys."
    for at in range(len(now) + 1):
        told = [("dawn", "dusk")] * len(animals)
        told.insert(at, ("", put_in))
        assert changes(" ".join(was), " ".join([*now[:at], put_in, *now[at:]])) == told
    others = [f"Nobody may {animal} such keys." for animal in animals]
    assert changes(" ".join(was), " ".join(others)) == [(" ".join(was), " ".join(others))]


@pytest.mark.parametrize(
    ("own", "rest", "found"),
    [
        ("Lock the gate at night.", "Knock first. Ring the desk twice.", ("Lock the gate at night.",)),
        ("Lock the gate at night!", "Knock first. Ring the desk twice.", ("Lock the gate at night.",)),
        ("Knock first. Lock the gate at night.", "", ()),  # "Knock first" is too short to be known again
        ("Ring the desk twice. Lock the gate at night.", "", ("Lock the gate at night. Ring the desk twice.",)),
        ("Lock the gate at night.", "Lock the gate at night.", ()),
        ("Paint the door in spring.", "", ()),
    ],
)
def test_sentences_that_went_elsewhere_are_found_where_they_were(own: str, rest: str, found: tuple[str, ...]) -> None:
    """In the order of the text that they left, what stood side by side as one."""
    assert standing_in(own, "Knock first. Lock the gate at night. Ring the desk twice.", rest, "en") == found
