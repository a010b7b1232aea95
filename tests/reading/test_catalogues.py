"""An organisation's catalogue says what it has words for; dates and lists follow the language; the rest is English."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.catalogue import ENGLISH, _, listed, ngettext, pgettext, use_catalogue
from inforce.model.dates import PartialDate, in_words
from inforce.model.problem import Place
from inforce.translations.catalogues import read_catalogue
from inforce.translations.po_file import sentences

SET = Place("content/site.yml", 3, 11)
DAY = date(2026, 11, 22)


def catalogue(language, text=None):
    content = None if text is None else text.encode()
    return read_catalogue(language, content, f"content/words/{language}.po", SET)


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def entry(sentence, *forms):
    lines = [f"msgctxt {quoted(sentence.context)}"] if sentence.context else []
    lines.append(f"msgid {quoted(sentence.one)}")
    if sentence.many:
        lines.append(f"msgid_plural {quoted(sentence.many)}")
        lines += [f"msgstr[{place}] {quoted(form)}" for place, form in enumerate(forms)]
    else:
        lines.append(f"msgstr {quoted(forms[0])}")
    return "\n".join(lines) + "\n\n"


def test_the_usual_language_needs_no_catalogue():
    """Nothing is read, and nothing is found wrong."""
    assert catalogue("en-GB") == (ENGLISH, ())


@settings(deadline=None, max_examples=20)
@given(st.sets(st.sampled_from(sorted(sentences())), max_size=8))
def test_what_an_organisation_has_words_for_is_said_so_and_nothing_else_changes(changed):
    """Whichever sentences it chooses, in one form or two."""
    text = "".join(
        entry(one, f"Ours: {one.one}", f"Ours: {one.many}") for one in (sentences()[key] for key in sorted(changed))
    )
    found, problems = catalogue("en-GB", text)
    assert problems == ()
    with use_catalogue(found):
        for key, one in sentences().items():
            ours = "Ours: " if key in changed else ""
            if one.many:
                values = dict.fromkeys(one.places - {"count"}, "x")
                said = [ngettext(one.one, one.many, count, **values) for count in (1, 2)]
                assert said == [ours + one.one.format(count=1, **values), ours + one.many.format(count=2, **values)]
            elif one.context:
                assert pgettext(one.context, one.one) == ours + one.one
            else:
                assert _(one.one) == ours + one.one


@pytest.mark.parametrize(
    ("language", "day", "month", "names"),
    [
        ("en", "22 November 2026", "November 2026", "a, b and c"),
        ("en-US", "November 22, 2026", "November 2026", "a, b, and c"),
        ("cy", "22 Tachwedd 2026", "Tachwedd 2026", "a, b, a(c) c"),
        ("de", "22. November 2026", "November 2026", "a, b und c"),
        ("es", "22 de noviembre de 2026", "noviembre de 2026", "a, b y c"),
        ("ja", "2026年11月22日", "2026年11月", "a、b、c"),
    ],
)
def test_dates_and_lists_are_written_as_the_language_writes_them(language, day, month, names):
    """Without a word in any catalogue."""
    found, _problems = catalogue(language)
    with use_catalogue(found):
        said = (in_words(DAY), PartialDate(2026, 11).in_words, listed(["a", "b", "c"]))
    assert said == (day, month, names)


def test_an_organisation_may_write_dates_in_its_own_way():
    """What it has words for goes before what is known of the language."""
    found, _problems = catalogue("de", 'msgid "{day} {month} {year}"\nmsgstr "{day}-{month}-{year}"\n')
    with use_catalogue(found):
        assert in_words(DAY) == "22-November-2026"


def test_each_kind_of_number_has_its_form():
    """Polish has three kinds, and the rule for them is known without being written down."""
    text = 'msgid "{count} day"\nmsgid_plural "{count} days"\n' + "".join(
        f'msgstr[{place}] "{{count}} {form}"\n' for place, form in enumerate(["dzień", "dni", "dni (wiele)"])
    )
    found, problems = catalogue("pl", text)
    assert [problem.code for problem in problems] == ["words-missing"]
    with use_catalogue(found):
        said = [ngettext("{count} day", "{count} days", count) for count in (1, 3, 5, 22)]
    assert said == ["1 dzień", "3 dni", "5 dni (wiele)", "22 dni"]


def test_what_is_not_translated_yet_is_counted():
    """Where the language is set, until there is a file; then in the file. Words marked as fuzzy do not count."""
    total = len(sentences())
    (without,), (few,) = catalogue("cy")[1], catalogue("cy", 'msgid "Owner"\nmsgstr "Perchennog"\n')[1]
    (fuzzy,) = catalogue("cy", '#, fuzzy\nmsgid "Owner"\nmsgstr "Perchennog"\n')[1]
    from_the_language = 16  # twelve months, two forms of dates, two parts of a list
    assert without.message == (
        f"There are no words in the language cy for {total - from_the_language} sentences of {total}; "
        "readers see English."
    )
    assert few.message == without.message.replace(str(total - from_the_language), str(total - from_the_language - 1))
    assert fuzzy.message == without.message
    assert (without.place, few.place) == (SET, Place("content/words/cy.po"))
    assert {one.severity.value for one in (without, few, fuzzy)} == {"warning"}


def test_a_language_knows_which_way_it_is_read():
    """Pages say so to browsers."""
    assert [catalogue(language)[0].direction for language in ("en-GB", "cy", "ar")] == ["ltr", "ltr", "rtl"]


def test_other_words_make_another_catalogue():
    """Whatever is kept from one build to the next is made anew when words change."""
    texts = (None, 'msgid "Owner"\nmsgstr "Lead"\n', 'msgid "Owner"\nmsgstr "Head"\n')
    digests = [catalogue("en-GB", text)[0].digest for text in texts] + [catalogue("cy")[0].digest]
    assert len(set(digests)) == 4


def test_printable_copies_get_only_what_they_say():
    """What the pages say is none of theirs."""
    text = 'msgid "Owner"\nmsgstr "Lead"\n\n'
    found, _problems = catalogue("en-GB", text + 'msgid "Note:"\nmsgstr "Mind:"\n')
    assert found.print_messages == {"Note:": "Mind:"}
