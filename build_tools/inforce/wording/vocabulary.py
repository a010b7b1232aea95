"""The words that can change what a rule means, and the words that are one word spelt two ways.

Data only, each group with the reason why it is here. In a group, the forms of one entry are parted by "|"; the
first of them stands for all, and a change from one form to another is not a change of meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Significance(StrEnum):
    """What a word can carry that changes what a rule means."""

    NEGATION = "negation"
    OPPOSITE = "opposite"
    STRENGTH = "strength"
    CONDITION = "condition"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    CITATION = "legal citation"
    SCOPE = "scope"


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True)
class Group:
    """Words that matter for the same reason.

    *level* says how binding words of strength are; words of a group *before_number* matter only there.
    """

    kind: Significance
    reason: str
    entries: tuple[str, ...]
    level: str = ""
    before_number: bool = False


GROUPS: tuple[Group, ...] = (
    Group(
        Significance.NEGATION,
        "One of these more or less turns a rule into its opposite.",
        (
            "not", "no", "never", "without", "none", "nothing", "nowhere", "neither", "nor",
            "nobody|no one", "no longer", "hardly", "scarcely", "barely", "rarely|seldom",
        ),
    ),
    Group(
        Significance.STRENGTH,
        "The rule binds everyone, whatever they think.",
        (
            "must", "shall", "have to|has to|had to|having to", "need to|needs to|needed to",
            "required|require|requires", "mandatory", "compulsory", "obliged|obligatory", "bound to",
            "prohibited|prohibit|prohibits", "forbidden|forbid|forbids", "banned", "always",
        ),
        level="must",
    ),
    Group(
        Significance.STRENGTH,
        "The rule is to be followed unless there is a good reason not to.",
        (
            "should", "ought to|ought", "recommended|recommend|recommends", "advisable", "expected to", "encouraged to",
        ),
        level="should",
    ),
    Group(
        Significance.STRENGTH,
        "The rule allows something and leaves it to the reader.",
        (
            "may", "can", "could", "might", "permitted|permit|permits", "allowed|allow|allows", "optional",
            "entitled", "free to", "discretion",
        ),
        level="may",
    ),
    Group(
        Significance.STRENGTH,
        "Guidance uses these between an order and a description; a change from or to them changes how binding it is.",
        ("will", "normally", "usually", "generally", "ordinarily", "sometimes", "often", "wherever possible"),
    ),
    Group(
        Significance.CONDITION,
        "These say when or for whom the rule applies.",
        (
            "if", "unless", "only", "solely|exclusively", "except|excepting|except for", "excluding", "apart from",
            "other than", "save for|save where|save that", "until|till", "where", "wherever", "when", "whenever",
            "while|whilst", "provided that|providing that", "so long as|as long as", "in case", "in the event",
            "even if", "even though", "otherwise", "subject to", "despite|in spite of", "regardless", "irrespective",
            "whether", "instead of", "rather than", "before|prior to", "after|following", "since", "once",
            "where possible", "if possible", "where appropriate", "if appropriate", "where necessary", "if necessary",
            "where practicable", "if practicable", "where relevant", "as appropriate", "as necessary", "as needed",
            "as soon as possible", "as soon as practicable", "unless and until", "notwithstanding", "in exceptional",
        ),
    ),
    Group(
        Significance.AMOUNT,
        "These say how many, how much, how often or how long, without a figure.",
        (
            "all|every|each|everyone|everybody|everything", "any|anyone|anybody|anything", "some", "several",
            "many", "most", "few", "both", "either", "half", "double", "twice", "single", "a couple|couple",
            "dozen", "at least|not less than|no less than|no fewer than", "at most|no more than|not more than",
            "more than|greater than", "less than|fewer than", "minimum|minimal", "maximum", "a minimum of",
            "exactly", "approximately", "entire|whole", "per cent|percent", "immediate|immediately", "forthwith",
        ),
    ),
    Group(
        Significance.AMOUNT,
        "Units of time: seven days are not seven weeks, nor seven working days.",
        (
            "second|seconds", "minute|minutes", "hour|hours", "day|days", "working day|working days",
            "calendar day|calendar days", "week|weeks", "working week|working weeks", "fortnight|fortnights",
            "month|months", "calendar month|calendar months", "quarter|quarters|quarterly", "term|terms",
            "year|years", "hourly", "daily", "weekly", "fortnightly", "monthly", "yearly|annual|annually",
        ),
    ),
    Group(
        Significance.AMOUNT,
        "Signs that belong to a figure.",
        ("£", "€", "$", "°", "±", "+", "=", "<", ">", "≤", "≥", "\u00d7", "÷"),
    ),
    Group(
        Significance.AMOUNT,
        "Before a figure these are its limit; elsewhere they are ordinary words.",
        (
            "up to", "within", "over", "under", "above", "below", "about", "around", "nearly", "almost", "by",
            "exceeding",
        ),
        before_number=True,
    ),
    Group(
        Significance.DATE,
        "Days by name; months and figures are read as dates.",
        (
            "monday|mondays", "tuesday|tuesdays", "wednesday|wednesdays", "thursday|thursdays", "friday|fridays",
            "saturday|saturdays", "sunday|sundays", "weekday|weekdays", "weekend|weekends",
            "bank holiday|bank holidays",
            "today", "tomorrow", "yesterday",
        ),
    ),
    Group(
        Significance.CITATION,
        "Laws that go by their initials.",
        (
            "gdpr", "uk gdpr", "eu gdpr", "dpa", "uk dpa", "echr", "foia", "pecr", "ripa", "§",
        ),
    ),
    Group(
        Significance.SCOPE,
        "In information law these decide which information, whose and on what ground a rule is about: "
        "a rule on confidential information is not a rule on information.",
        (
            "confidential|confidentially|confidentiality", "personal", "sensitive",
            "special category|special categories",
            "identifiable|identifying", "anonymous|anonymised|anonymously", "pseudonymous|pseudonymised", "aggregated",
            "consent|consents|consented|consenting", "informed", "explicit|explicitly", "implied|implicit|implicitly",
            "written", "verbal|verbally|oral|orally", "lawful|lawfully|lawfulness", "unlawful|unlawfully", "statutory",
            "legal", "illegal|illegally", "necessary|necessity", "proportionate|proportionately|proportionality",
            "vital interests", "public interest", "best interests", "legitimate interests|legitimate interest",
            "significant harm", "serious harm", "serious crime", "significant", "reasonable cause", "reasonable",
            "controller|controllers", "processor|processors", "third party|third parties", "privileged", "classified",
        ),
    ),
)  # fmt: skip

OPPOSITES: tuple[str, ...] = (
    # One put for the other turns the rule round; one added or left out by itself does not.
    "include|exclude", "includes|excludes", "included|excluded", "including|excluding", "increase|decrease",
    "increased|decreased", "more|less", "more|fewer", "higher|lower", "accept|refuse", "accepted|refused",
    "accept|reject", "agree|refuse", "agree|disagree", "share|withhold", "sharing|withholding", "shared|withheld",
    "disclose|withhold", "give|withhold", "public|private", "start|stop", "grant|refuse", "approve|reject",
    "approved|rejected", "inside|outside", "internal|external", "maximum|minimum", "safe|dangerous", "first|last",
    "open|closed", "permit|prohibit", "allow|forbid", "keep|destroy", "retain|delete", "with|without",
)  # fmt: skip

NEGATING_PREFIXES: tuple[tuple[str, str], ...] = (
    # Prefix and the words that it turns round; "*" for any word of four letters or more. "disclose" is not the
    # opposite of "close", nor "inform" of "form": prefixes that often mean something else have a list.
    ("un", "*"),
    ("non", "*"),
    ("in", "accessible accuracy accurate active adequate appropriate appropriately capable complete consistent correct "
           "definite dependent direct directly effective eligible formal formally frequent secure securely sensitive "
           "sufficient sufficiently tolerable valid visible voluntary voluntarily"),
    ("im", "mature partial permissible possible practicable practical proper properly prudent"),
    ("il", "legal legally legible legitimate legitimately"),
    ("ir", "regular regularly relevant replaceable responsible reversible"),
    ("dis", "advantage agree agreement allow allowed apply approve continue honest like obey order proportionate "
            "proportionately qualified regard satisfied"),
)  # fmt: skip

CONTRACTED: dict[str, str] = {"cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "shall not"}
"""Forms that hide a significant word and do not follow the rule of the others (do + n't, you + 'll)."""

WITHOUT_APOSTROPHE: frozenset[str] = _listed(
    "cant wont shant dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wouldnt shouldnt couldnt mustnt "
    "neednt mightnt oughtnt"
)
"""Negations typed without their apostrophe: they are read as what they are."""

LEGAL_INSTRUMENTS = frozenset({"Act", "Acts", "Measure"})
"""A title before one of these is a citation: "Children Act", "Data Protection Act 2018"."""

DATED_INSTRUMENTS = frozenset({"Regulation", "Regulations", "Order", "Rules", "Directive", "Convention", "Code"})
"""The same, but only with a year or number: "General Data Protection Regulation" by itself is a name like others."""

LEGAL_PARTS = _listed(
    "section sections article articles regulation regulations schedule schedules paragraph paragraphs part parts "
    "chapter chapters clause clauses recital recitals"
)
"""One of these with a number behind it is a citation: "section 115", "article 8"."""

MONTHS: dict[str, int] = {
    name: month
    for month, names in enumerate(
        (
            "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
            "September Sept Sep", "October Oct", "November Nov", "December Dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

COMMON_WORDS: frozenset[str] = _listed(
    "a an the of to in on at by for with from and or as is are be been was were it its this that these those you your "
    "we our their they them he she his her who which such so"
)
"""Words that turn up everywhere: two changes with only one of these between them read as one."""

SPELLINGS: tuple[str, ...] = (
    # One word spelt in ways that a British reader takes for the same.
    "judgement|judgment", "judgements|judgments", "judgemental|judgmental", "misjudgement|misjudgment",
    "acknowledgement|acknowledgment", "acknowledgements|acknowledgments", "ageing|aging",
    "licence|license", "licences|licenses", "licensed|licenced", "licensing|licencing",
    "practice|practise", "practices|practises", "practised|practiced", "practising|practicing",
    "defence|defense", "defences|defenses", "offence|offense", "offences|offenses", "pretence|pretense",
    "centre|center", "centres|centers", "centred|centered", "theatre|theater", "theatres|theaters", "fibre|fiber",
    "litre|liter", "litres|liters", "programme|program", "programmes|programs", "grey|gray",
    "adviser|advisor", "advisers|advisors", "focused|focussed", "focusing|focussing", "benefited|benefitted",
    "learnt|learned", "spelt|spelled", "burnt|burned", "artefact|artifact", "artefacts|artifacts",
    "sceptical|skeptical", "paediatric|pediatric", "paediatrician|pediatrician", "paediatricians|pediatricians",
    "anaesthetic|anesthetic", "foetus|fetus", "foetal|fetal", "diarrhoea|diarrhea", "orthopaedic|orthopedic",
    "manoeuvre|maneuver", "mould|mold", "catalogue|catalog", "dialogue|dialog", "jewellery|jewelry",
    "aluminium|aluminum", "fulfil|fulfill", "fulfils|fulfills", "fulfilment|fulfillment", "enrol|enroll",
    "enrols|enrolls", "enrolment|enrollment", "instalment|installment", "instalments|installments",
    "instil|instill", "skilful|skillful", "skilfully|skillfully", "wilful|willful", "wilfully|willfully",
    "sulphur|sulfur", "cosy|cozy", "encyclopaedia|encyclopedia", "tranquillity|tranquility", "focuses|focusses",
)  # fmt: skip

SPELLING_PATTERNS: tuple[tuple[str, str], ...] = (
    # Pattern and the spelling that stands for both: organize, analyze, behavior, counselor.
    (r"(?<=[a-z]{3})iz(e|es|ed|er|ers|ing|able|ation|ations|ational|ationally)$", r"is\1"),
    (r"^(anal|paral|catal|dial)yz(e|es|ed|er|ers|ing)$", r"\1ys\2"),
    (
        r"^(dis|un|mis)?(arm|behavi|cand|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rum|sav|val|vig)or"
        r"(s|ed|ing|er|ers|able|ably|al|ally|ful|less|hood|hoods|ite|ites|y)?$",
        r"\1\2our\3",
    ),
    (
        r"^(cancel|channel|counsel|dial|fuel|label|level|marshal|model|panel|quarrel|signal|total|travel|tunnel)"
        r"(ed|er|ers|or|ors|ing)$",
        r"\1l\2",
    ),
)

HYPHEN_MATTERS: frozenset[str] = _listed(
    "re-sign re-signed re-cover re-covered re-form re-formed re-creation re-lease re-leased re-sent re-count "
    "re-counted re-dress re-press re-sort re-mark re-present re-presented re-serve re-served re-act re-store "
    "un-ionised"
)
"""Words that become another word without their hyphen."""
