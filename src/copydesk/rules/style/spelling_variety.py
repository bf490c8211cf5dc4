"""British and American spellings in one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from copydesk import ruledata
from copydesk.annotators.quotes import Quotes
from copydesk.annotators.words import Word, own_words
from copydesk.document import Document, Span
from copydesk.finding import Edit, Fix, Hit, Related
from copydesk.pattern import Pattern
from copydesk.rule import Bad, rule

STANDARDS = {"A": "American", "B": "British", "O": "British", "C": "Canadian"}
"""The standards of the word table; O is British with -ize, as Oxford has it."""

HOUSES = {"auto": "ABOC", "american": "A", "british": "BO"}
"""The standards among which the option ``variety`` lets an article choose."""

CLEAR = 0.85
EVEN = 0.7
"""Chances that an editor agrees: where one variety prevails, and where it is one word each."""

_BEFORE = {
    "number": Pattern(
        r"(?:\d|\b(?:square|cubic|hundred|thousand|million|billion|few|several|one|two|three|four"
        r"|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty))[\s-]+$",
        "i",
    ),
    "determiner": Pattern(
        r"(?:\b(?:an?|the|his|her|its|their|our|my|your)|[\w]['’]s|driving)\s+$", "i"
    ),
}
"""What must stand before a form for its spelling to tell, by the table's ``american_if``."""

_COMPUTING = frozenset({"app", "apps", "code", "computer", "computers", "computing", "software"})


@dataclass(frozen=True)
class Options:
    """``variety``: ``auto`` goes by the article; ``british`` or ``american`` is the house's own."""

    variety: str = "auto"

    def __post_init__(self) -> None:
        if self.variety not in HOUSES:
            raise ValueError(f"variety must be one of {', '.join(HOUSES)}, not {self.variety!r}")


class Form(NamedTuple):
    """One spelling of a word: the other one, the standards it belongs to, and when that tells."""

    spelling: str
    rival: str
    at_home: str
    condition: str
    shape: str


class Place(NamedTuple):
    """A word of the article that has a rival."""

    span: Span
    form: Form


@rule(
    id="spelling-variety",
    severity="suggestion",
    message="“{text}” is {variety} spelling; {otherwise}.",
    options=Options(),
    bad=[
        Bad(
            "The dam holds 40 million liters. It lies 12 [[kilometres]] from the civil defense post.",
            says="“kilometres” is British spelling; the article is otherwise American (“liters”, “defense”).",
            fixed="The dam holds 40 million liters. It lies 12 kilometers from the civil defense post.",
        ),
    ],
    good=[
        "The Labor Department counted 40 strikes at the port of Pearl Harbor.",
    ],
    limits="",
)
def spelling_variety(document: Document, quotes: Quotes, options: Options) -> Iterator[Hit]:
    """British and American spellings stand side by side.

    Readers of either kind stop at the other's spelling, and two kinds in one article show that
    two hands wrote it. The article's majority decides, or the house's setting.
    """
    words = own_words(document, (quote.span for quote in quotes))
    places = _places(document.text, words)
    standard = _prevailing(places, HOUSES[options.variety])
    strangers = [place for place in places if standard not in place.form.at_home]
    for place in strangers:
        yield _hit(document, place, standard, places)
    ...


@cache
def _forms() -> dict[str, Form]:
    """Every spelling of the table. Of two British ones for one American, -ise comes first."""
    forms: dict[str, Form] = {}
    for row in ruledata.table("lexicon/spelling_pairs.csv"):
        british, american, shape = row["british"], row["american"], row["shape"]
        forms[british] = Form(british, american, row["british_in"], "", shape)
        forms.setdefault(
            american, Form(american, british, row["american_in"], row["american_if"], shape)
        )
    return forms
