"""Two versions of a document for hypothesis, alike enough to be worth comparing: any field may stay, change or go."""

from __future__ import annotations

from hypothesis import strategies as st

from inforce.model.guidance import Version, VersionText
from inforce.model.names import PassageRef
from inforce.model.rules import Citation, Departure, OwnStatement, Rule, Section, Strength, StrengthDecision
from library_factory import a_version
from library_strategies import long_texts, texts

_SAID = (
    "Ask before you share.",
    "You must ask before you share it, unless it is unsafe.",
    "You may ask before you share.",
    "Where you have consent, be mindful.",
    "Where you do not have consent, be mindful.",
    "Keep a record of your decision for 7 days. Tell the Data Protection Officer. See the Data Protection Act 1998.",
    "Keep a record of your decision for seven days. See the Data Protection Act 2018. Tell the data-protection lead.",
    "Tell the constructor toString, and __proto__ of valueOf & 5%.",
    "Tell them first. Ask us on 1 May 2019, in writing. Keep what they say.",
    "Keep what they say. Ask us on 2nd May 2019 or 30 days after.\n\nTell them first.",
    "It is lawful to share well-being data; organise \u201cone\u201d visit in 1,500 cases (50%).",
    "It is unlawful to share wellbeing data - organize \"two\" visits in 1500 cases (50 per cent).",
)  # fmt: skip
"""Texts that meet in some of their words, for a comparison of two that have nothing in common is soon told."""

said = st.sampled_from(_SAID) | st.lists(st.sampled_from(_SAID), min_size=2, max_size=3).map(" ".join) | long_texts
markdown = st.sampled_from(
    [
        "",
        "Read [the advice](source:advice/2015) first.",
        "Read [all advice](source:advice/2018) first.",
        "Two things:\n\n- ask [us](https://one.example.org/)\n- ask [them](https://two.example.org/)\n",
        "Two things:\n\n- ask [us](https://two.example.org/)\n- do *not* ask [them](https://one.example.org/)",
        "Two things:\n\n- ask [us](https://one.example.org/)\n  - do *not* ask [them](https://two.example.org/)",
        "Two things:\n\n1. ask us\n\t* ask them  \nby letter",
        "Broken\nin two lines.",
        "Broken in two lines.",
    ]
) | texts.map(str.strip)
_NAMES = ("ask-first", "keep-a-record", "be-open", "seek-advice")
_lines = st.sampled_from(["share", "must share", "The board", "It was an error."])
_refs = st.sampled_from(
    [PassageRef.parse(f"advice/{edition}#part-{part}") for edition in (2015, 2018) for part in (1, 2)]
)
_departures = st.lists(st.builds(Departure, _lines, _lines, _lines, st.none() | _lines), max_size=2).map(tuple)
_statements = st.lists(st.builds(OwnStatement, _lines, _lines), max_size=2).map(tuple)
_citations = st.lists(
    st.builds(Citation, quotes=_refs, departures=_departures) | st.builds(Citation, draws_on=_refs, ours=_statements),
    max_size=2,
).map(tuple)


@st.composite
def _rules(draw: st.DrawFn) -> list[Rule]:
    names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, unique=True))
    return [
        Rule(
            name,
            draw(said),
            draw(_citations),
            draw(markdown),
            draw(st.none() | st.sampled_from(Strength)),
            draw(st.none() | st.builds(StrengthDecision, _lines, _lines)),
        )
        for name in names
    ]


@st.composite
def sections(draw: st.DrawFn) -> list[Section]:
    """Return one section or two, of rules in any order."""
    rules = draw(_rules())
    cut = draw(st.integers(1, len(rules)))
    names = draw(st.permutations(["first", "second"]))
    parts = [part for part in (rules[:cut], rules[cut:]) if part]
    headings = st.sampled_from(["What to do", "What you must do", "Heading"])
    return [
        Section(name, draw(headings), tuple(part), draw(markdown)) for name, part in zip(names, parts, strict=False)
    ]


@st.composite
def versions(draw: st.DrawFn, number: str = "1.0.0") -> Version:
    """Return a version any of whose texts another version may have as well."""
    made = a_version(number, sections=draw(sections()), introduction=draw(markdown), title=draw(texts))
    text = made.text
    filled = VersionText(
        text.format, text.version, draw(st.just(text.title) | st.just("Sharing information")), text.in_force_from,
        text.change, draw(st.sampled_from(["What to weigh.", "What you must weigh."])), text.sections, None,
        text.introduction, draw(st.none() | st.sampled_from(["Do not file it.", "You may file it."])),
    )  # fmt: skip
    return Version(made.document, filled, made.fingerprint, made.origin)


@st.composite
def version_pairs(draw: st.DrawFn) -> tuple[Version, Version]:
    """Return an older and a newer version."""
    return draw(versions("1.0.0")), draw(versions("2.0.0"))
