"""A message is made before there is a language, and said in whichever is spoken then."""

from __future__ import annotations

from gettext import NullTranslations

from hypothesis import given
from hypothesis import strategies as st

from inforce.model import catalogue, messages
from inforce.model.catalogue import Catalogue, use_catalogue
from inforce.model.messages import Message, Words


class _Shouted(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper().replace("{WORDS}", "{words}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{{count}} of {msgid2}" if n == 2 else msgid1

    def pgettext(self, context: str, message: str) -> str:
        return f"<{context}>{message}"


SHOUTED = Catalogue(language="x", translations=_Shouted(), digest="another")
_TEXTS = st.text(st.characters(exclude_characters="{}"), max_size=5)


@given(words=_TEXTS, items=st.lists(_TEXTS, max_size=5), count=st.integers(0, 3))
def test_what_is_said_later_is_what_would_be_said_at_once(words, items, count):
    """In every language, message by message and list by list."""
    made = [
        messages.gettext("Ask {words}.", words=words),
        messages.ngettext("{count} rule", "{count} rules", count),
        messages.pgettext("strength", "must"),
        messages.listed(items),
        messages.with_commas(items),
        messages.with_semicolons(items),
    ]
    for language in (catalogue.ENGLISH, SHOUTED):
        with use_catalogue(language):
            assert [str(one) for one in made] == [
                catalogue.gettext("Ask {words}.", words=words),
                catalogue.ngettext("{count} rule", "{count} rules", count),
                catalogue.pgettext("strength", "must"),
                catalogue.listed(items),
                catalogue.with_commas(items),
                catalogue.with_semicolons(items),
            ]


def test_messages_within_a_message_are_said_in_the_same_language():
    """A value that is a message itself has no language of its own."""
    inner: Words = messages.sentences([messages.gettext("ask first."), "as it is"])
    outer = messages.gettext("Told: {words}", words=inner)
    assert str(outer) == "Told: ask first. as it is"
    with use_catalogue(SHOUTED):
        assert str(outer) == "TOLD: ASK FIRST. as it is"


def test_equal_messages_are_equal_values():
    """So that one problem found twice is told once, and what was made for a problem is found again by it."""
    assert messages.gettext("Ask {who}.", who="Ann") == Message("Ask {who}.", (("who", "Ann"),))
    assert repr(messages.listed(["a"])) == repr(messages.listed(["a"]))
    assert len({messages.gettext("Ask."), messages.gettext("Ask.")}) == 1
