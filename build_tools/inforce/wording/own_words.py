"""What a text in one's own words states that the passages it draws on do not, or state otherwise.

The words themselves are not compared. What is compared is what no paraphrase may change: quantities with their unit and
limit, dates, laws down to the point, how binding it is, whether a verb is negated, and who it is that must.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from inforce.wording.atoms import Atom, Side
from inforce.wording.compared_text import ComparedText, Sentence, compared
from inforce.wording.language import ENGLISH, stem
from inforce.wording.opposite import clauses_of
from inforce.wording.quantities import LOWER, UPPER, begins_quantity, limited, multiples
from inforce.wording.reasons import Significance
from inforce.wording.strength import MUST, binding, commands
from inforce.wording.words import norms

_NOT_THERE: Final = {
    "quantity": Significance.NUMBER,
    "date": Significance.DATE,
    "law": Significance.CITATION,
}
_UPPER: Final = UPPER | {"<", "before"}
_LOWER: Final = LOWER | {">", "after"}
_SIDES: Final = {"before": "after", "after": "before", "most": "least", "least": "most"}
"""Classes of conditions and limits that are each other's reverse beside the same word."""

_SMALL: Final = frozenset({"1", "2"})  # "both", "the two of them": number words that rarely count by themselves


class Statement(NamedTuple):
    """Words of a text that state something the passages do not: what kind, what by, and which of its words these are.

    *there* is what the passages state in its place, if they do; without it, it is not there at all.
    """

    kind: Significance
    canonical: str
    words: str
    places: range
    there: str = ""


class _Fact(NamedTuple):
    """What an atom states in its clause: the word that it belongs to, whether that is negated, and who is to do it.

    *negated* is None where that cannot be told.
    """

    atom: Atom
    words: str = ""
    host: str = ""
    negated: bool | None = False
    who: frozenset[str] = frozenset()
    level: str = ""


def unsupported(text: str, passages: Iterable[str], language: str = ENGLISH) -> tuple[Statement, ...]:
    """Return what *text* states and none of the *passages* does, in order.

    A number has to stand there with its unit; a date or a law that is given in part stands there when one that agrees
    in all its parts does.
    """
    ours = list(_facts(compared(text, language)))
    theirs = [fact for passage in passages for fact in _facts(compared(passage, language))]
    held = _Held(theirs, compared(text, language))
    found = (statement for fact in ours for statement in held.against(fact))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.places.start, one.places.stop)))


class _Held:
    """What the passages state, by kind."""

    def __init__(self, facts: Sequence[_Fact], text: ComparedText) -> None:
        self.text, self.language = text, text.language
        self.facts = facts
        self.values: dict[str, list[str]] = defaultdict(list)
        self.limits: dict[str, set[str]] = defaultdict(set)
        self.by_host: dict[str, set[str]] = defaultdict(set)
        self.negated: dict[str, set[bool | None]] = defaultdict(set)
        self.sides: dict[str, set[str]] = defaultdict(set)
        self.levels = {fact.level for fact in facts if fact.atom.kind in ("strength", "command") and fact.level}
        for fact in facts:
            self.values[fact.atom.kind].append(fact.atom.value)
            if fact.atom.kind == "quantity":
                limit, amount = _limit(fact)
                self.limits[amount].add(limit)
                self.by_host[fact.host].add(amount)
            elif fact.atom.kind == "word":
                self.negated[fact.host].add(fact.negated)
            elif fact.atom.cls in _SIDES:
                self.sides[fact.host].add(fact.atom.cls)

    def against(self, fact: _Fact) -> Iterator[Statement]:
        """Yield what *fact* states otherwise than the passages, or beyond them."""
        match fact.atom.kind:
            case "quantity":
                yield from self._quantity(fact)
            case "date" | "law":
                if not any(
                    _agrees(value, fact.atom) for kind in ("date", "law", "quantity") for value in self.values[kind]
                ):
                    yield _statement(_NOT_THERE[fact.atom.kind], fact)
            case "rate":
                if self.values["rate"] and fact.atom.value not in self.values["rate"]:
                    yield _statement(Significance.RATE, fact, ", ".join(sorted(set(self.values["rate"]))))
            case "strength":
                yield from self._strength(fact)
            case "word":
                yield from self._negation(fact)
            case "condition" | "limit":
                there = frozenset[str]().union(*self.sides.values())
                if _SIDES[fact.atom.cls] in self.sides.get(fact.host, ()) and fact.atom.cls not in there:
                    limit = fact.atom.kind == "limit"
                    yield _statement(Significance.LIMIT if limit else Significance.CONDITION, fact)

    def _quantity(self, fact: _Fact) -> Iterator[Statement]:
        limit, amount = _limit(fact)
        if amount not in self.limits:
            if not self._elsewise(amount) and not (amount in _SMALL and not fact.words.isdigit()):
                yield self._amount(fact)
            return
        there = self.limits[amount] - {""}
        if limit and there and not any(_same_way(limit, one) for one in there):
            yield _statement(Significance.LIMIT, fact, ", ".join(sorted(there)))
        elif fact.host in self.by_host and amount not in self.by_host[fact.host]:
            yield _statement(Significance.EXCHANGED, fact, ", ".join(sorted(self.by_host[fact.host])))

    def _amount(self, fact: _Fact) -> Statement:
        """Return a number that is not there, its limit left out: "within 7 days" is declared as "7 days"."""
        norms_of = self.text.norms
        starts = (at for at in range(fact.atom.start, fact.atom.end) if begins_quantity(norms_of[at], self.language))
        start = next(starts, fact.atom.start)
        words = self.text.between(start, fact.atom.end)
        return Statement(Significance.NUMBER, _limit(fact)[1], words, range(start, fact.atom.end))

    def _elsewise(self, amount: str) -> bool:
        """Whether a quantity stands there in another unit, or a figure without its unit, or as a year."""
        if any(multiples(amount, one, self.language) for one in self.limits):
            return True
        bare = " " not in amount
        return bare and (any(one.partition(" ")[0] == amount for one in self.limits) or amount in self.values["date"])

    def _strength(self, fact: _Fact) -> Iterator[Statement]:
        if not fact.level:
            return
        if fact.level not in self.levels:
            yield _statement(Significance.STRENGTH, fact, ", ".join(sorted(self.levels)), fact.level)
            return
        same = [one for one in self.facts if one.atom.kind == "strength" and one.host == fact.host and one.host]
        others = [one for one in same if one.who and fact.who and not one.who & fact.who]
        if same and len(others) == len(same):
            yield _statement(Significance.PERSON, fact, ", ".join(sorted(others[0].who)))

    def _negation(self, fact: _Fact) -> Iterator[Statement]:
        there = self.negated.get(fact.host)
        if there and fact.negated is not None and there == {not fact.negated}:
            yield _statement(Significance.NEGATION, fact)


def _same_way(one: str, other: str) -> bool:
    return any({one, other} <= way for way in (_UPPER, _LOWER)) or one == other or not {one, other} <= (_UPPER | _LOWER)


def _agrees(held: str, atom: Atom) -> bool:
    """Whether what is held says the same as a date or a law, or more."""
    if held == atom.value:
        return True
    if atom.kind == "law":
        (part, *points), (several, *theirs) = atom.value.split(), held.split()
        among = several.startswith(part) and points and points[0][0].isdigit() and {*points} <= {*theirs}
        return bool(among) or held.startswith(f"{atom.value} ")
    theirs, ours = limited(held)[1].split("-"), limited(atom.value)[1].split("-")
    if len(ours) > len(theirs):
        return False
    return all(mine in {"?", his} for mine, his in zip(ours, theirs, strict=False))


def _statement(kind: Significance, fact: _Fact, there: str = "", canonical: str = "") -> Statement:
    places = range(fact.atom.start, fact.atom.end)
    return Statement(kind, canonical or fact.atom.value, fact.words, places, there)


def _limit(fact: _Fact) -> tuple[str, str]:
    """Return the limit of a quantity, where it can be told: "do not take more than 5" is not judged."""
    limit, amount = limited(fact.atom.value)
    return ("" if fact.negated else limit or fact.level), amount


def _facts(text: ComparedText) -> Iterator[_Fact]:
    for sentence in text.sentences:
        if commands(sentence.atoms, text.language):
            yield _Fact(sentence.atoms[0]._replace(kind="command"), level=MUST)
        levels = {atom.start: level for atom, level in binding(sentence.atoms, text.language)}
        for clause in clauses_of(sentence.atoms, text.language):
            yield from _Clause(sentence, clause, text, levels).facts()


class _Clause:
    def __init__(self, sentence: Sentence, places: range, text: ComparedText, levels: Mapping[int, str]) -> None:
        self.side: Side = sentence.atoms[places.start : places.stop]
        self.text, self.language, self.levels = text, text.language, levels
        words = self.language.words
        self.negations = [
            at for at, x in enumerate(self.side) if x.kind == "negation" or x.cls in ("forbid", "unneeded")
        ]
        self.turns = any(
            x.value in words("turning")
            or x.cls in ("unless", "only", "until", "avoid")
            or (x.kind == "quantity" and limited(x.value)[0])
            for x in self.side
        )
        self.sure = {self._host(at, 1) for at in self.negations} - {""}
        if any(self.side[at].value in words("negative-subject") for at in self.negations):  # "no child may leave"
            self.sure |= {self._host(at, 1) for at, x in enumerate(self.side) if x.kind == "strength"} - {""}

    def facts(self) -> Iterator[_Fact]:
        for at, atom in enumerate(self.side):
            words = self.text.between(atom.start, atom.end)
            if atom.kind in ("quantity", "date", "law", "rate"):
                negated = any(place < at for place in self.negations)
                time = self.side[at - 1].cls if at and self.side[at - 1].kind == "condition" else ""
                yield _Fact(atom, words, self._host(at, -1) or self._host(at, 1), negated, level=time)
            elif atom.cls in _SIDES and not (at + 1 < len(self.side) and self.side[at + 1].kind == "quantity"):
                yield _Fact(atom, words, self._host(at, 1), None)
            elif atom.kind == "strength":
                level = self._level(atom)
                yield _Fact(atom, words, self._host(at, 1), bool(self.negations), self._who(at), level)
            elif self._counts(atom):
                yield _Fact(atom, words, self._stem(atom), self._negated(atom))

    def _level(self, atom: Atom) -> str:
        level = self.levels.get(atom.start, "")
        return MUST if level == "may" and (self.negations or any(x.cls == "only" for x in self.side)) else level

    def _negated(self, atom: Atom) -> bool | None:
        if self.turns:
            return None
        if self._stem(atom) in self.sure:
            return True
        return None if self.negations else False

    def _who(self, at: int) -> frozenset[str]:
        """Return who is to do it; nobody where it is said in the passive."""
        behind = [atom.value for atom in self.side[at + 1 : at + 3] if atom.kind != "negation"]
        if behind[:1] == ["be"]:
            return frozenset()
        return frozenset(self._stem(atom) for atom in self.side[:at] if self._counts(atom))

    def _counts(self, atom: Atom) -> bool:
        return atom.kind == "word" and atom.says and atom.value not in self.language.words("weak")

    def _stem(self, atom: Atom) -> str:
        return stem(atom.value, self.language)

    def _host(self, at: int, step: int) -> str:
        """Return the nearest word before or behind that says something."""
        place = at + step
        while 0 <= place < len(self.side):
            if self._counts(self.side[place]):
                return self._stem(self.side[place])
            place += step
        return ""


def declared_in(text: str, statements: Sequence[Statement], declared: Sequence[str]) -> tuple[frozenset[int], ...]:
    """Return for each statement the positions of the *declared* words that account for it.

    Declared words account for a statement that lies within them, wherever they stand in *text* as whole words.
    """
    runs = [list(_standing(compared(text).norms, norms(words))) for words in declared]
    return tuple(
        frozenset(
            at
            for at, found in enumerate(runs)
            if any(run.start <= one.places.start and one.places.stop <= run.stop for run in found)
        )
        for one in statements
    )


def _standing(text: Sequence[str], run: Sequence[str]) -> Iterator[range]:
    if run:
        for start in range(len(text) - len(run) + 1):
            if list(text[start : start + len(run)]) == list(run):
                yield range(start, start + len(run))
