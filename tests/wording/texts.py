"""Texts for the laws: guidance prose, signs that trip up a reader of words, and passages of the real source."""

from __future__ import annotations

from hypothesis import strategies as st

from wording.golden_rules import JULY_2018, MARCH_2015, RECEIVED

_PROSE = (
    "share information with the family if you must not may should seven 7 1,500 Act 2018 well-being wellbeing "
    "judgement judgment and or without consent . , : ( ) - the a of it don't up-to-date £5 %"
)
_SIGNS = [*"ab1.,'-— …\n\"()&%£ee", "\u00ad", "\u0301", "\ufb01", "\u2013", "\u2019", "\u00a0", "\u200b", "n't"]

prose = st.lists(st.sampled_from(_PROSE.split()), max_size=30).map(" ".join)
awkward = st.lists(st.sampled_from(_SIGNS), max_size=20).map("".join) | st.text(max_size=15)
passages = st.sampled_from([*RECEIVED, *JULY_2018, *MARCH_2015])
texts = prose | awkward | passages
