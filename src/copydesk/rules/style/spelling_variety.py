"""British and American spellings in one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from copydesk import ruledata
from copydesk.annotators.words import Words
from copydesk.document import Document, Span
from copydesk.finding import Edit, Fix, Hit, Related
from copydesk.pattern import Pattern
from copydesk.rule import Bad, Good, option, rule

STANDARDS = {"A": "American", "B": "British", "O": "British", "C": "Canadian"}
"""The standards of the word table; O is British with -ize, as Oxford has it."""

HOUSES = {"american": "A", "british": "BO", "auto": "ABO"}
"""The standards among which an article may choose, by the option ``variety``."""

IZE = {"B": "-ise", "O": "-ize"}
"""What sets the two British standards apart."""

CLEAR = 0.85
EVEN = 0.7
"""Chances that an editor agrees: one variety prevails two to one, or neither does."""

CONDITIONS = {
    "number": Pattern(
        r"(?:\d|\b(?:square|cubic|hundred|thousand|million|billion|few|several|one|two|three|four"
        r"|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty))[\s-]+$",
        "i",
    ),
    "determiner": Pattern(
        r"(?:\b(?:an?|the|his|her|its|their|our|my|your)\s+(?:(?:new|old|first|valid|\w+ing)\s+)?"
        r"|\w['’]s\s+)$",
        "i",
    ),
}
"""What must stand before a form for its spelling to tell, by the table's ``american_if``."""

REACH = 24
"""How many characters before a form are looked at for that."""

COMPUTING = frozenset({"app", "apps", "code", "computer", "computers", "computing", "software"})
"""Where one of these stands, a program is no programme."""


@dataclass(frozen=True)
class Options:
    """Which variety is wanted."""

    variety: str = option("auto", "`auto` goes by the article; or `british`, or `american`.")

    def __post_init__(self) -> None:
        if self.variety not in HOUSES:
            raise ValueError(f"variety must be one of {', '.join(HOUSES)}, not {self.variety!r}")


class Form(NamedTuple):
    """One spelling of a word: the other one, its variety, and the standards it belongs to.

    ``condition`` says when the spelling tells its variety, in the words of the table.
    """

    spelling: str
    rival: str
    variety: str
    at_home: frozenset[str]
    condition: str
    shape: str


class Place(NamedTuple):
    """A word of the article that has a rival spelling."""

    span: Span
    form: Form


@rule(
    id="spelling-variety",
    severity="suggestion",
    message="“{word}” is {variety} spelling; {otherwise}.",
    options=Options(),
    bad=[
        Bad(
            "The dam holds 40 million liters. It lies 12 [[kilometres]] from the defense post.",
            says="“kilometres” is British spelling; the article is otherwise American"
            " (“liters”, “defense”).",
            fixed="The dam holds 40 million liters. It lies 12 kilometers from the defense post.",
        ),
        Bad(
            "Organisers called the match off. The harbour and the city centre were flooded, and"
            " 200 [[neighbors]] lost their homes.",
            says="“neighbors” is American spelling; the article is otherwise British"
            " (“harbour”, “Organisers”, “centre”).",
            fixed="Organisers called the match off. The harbour and the city centre were flooded,"
            " and 200 neighbours lost their homes.",
        ),
        Bad(
            "The court recognised the debt. The labour market, it emphasised, had changed, and"
            " nobody could be [[penalized]].",
            says="“penalized” is -ize spelling; the article otherwise writes -ise"
            " (“recognised”, “emphasised”).",
            fixed="The court recognised the debt. The labour market, it emphasised, had changed,"
            " and nobody could be penalised.",
        ),
        Bad(
            "The race was cancelled on Friday. The dinner was not [[canceled]].",
            says="“canceled” is American spelling; the article otherwise writes “cancelled”.",
        ),
        Bad(
            "The pit is 40 [[meters]] deep and 200 metres wide, and holds 90 million litres.",
            says="“meters” is American spelling; the article is otherwise British"
            " (“metres”, “litres”).",
        ),
        Bad(
            "The nuclear programme began in 1987. The [[program]] ended in 1994, and two other"
            " programmes with it.",
            says="“program” is American spelling; the article is otherwise British"
            " (“programme”, “programmes”).",
        ),
        Bad(
            "Its fishing licence lapsed in May. A new [[license]] costs 400 euros, and a licence to"
            " trade 200.",
        ),
        Bad(
            "The [[colour]] of the stamp is a secret.",
            says="“colour” is British spelling; the house style is American.",
            fixed="The color of the stamp is a secret.",
            options={"variety": "american"},
        ),
        Bad(
            "The [[center]]-left mayor blamed a [[labor]] dispute. He has no [[honor]], but humour.",
            says="“center” is American spelling; the house style is British.",
            fixed="The centre-left mayor blamed a labour dispute. He has no honour, but humour.",
            options={"variety": "british"},
        ),
    ],
    good=[
        # names are spelt as their owners spell them
        "The Labor Department counted 40 strikes at the harbour, and the Rockefeller Center none.",
        "Labour leaders met. The Labor Party of Israel had no favourite, said Labour.",
        "The Center for Naval Research favours a smaller defence budget.",
        # the words of others
        "The harbour was calm. “My neighbors in the center of town saw it,” she said.",
        Good("> The color of honor\n\nThe harbour was calm.", format="markdown"),
        Good("His best film is *The color of labor*, shot in the harbour.", format="markdown"),
        Good("Set `color` to the theatre's own.", format="markdown"),
        "The programme of the theatre is at www.theater.example/center and by @color.theater.",
        # good in both varieties, in one sense or in all
        "The gas meter stood in the centre of a three-storey house; the story was in the paper.",
        "The company was licensed to license its software; the licence fee is 40 pounds.",
        "The computer program was shown on a travel programme.",
        "He will check the cheque, said the practised hand; in practice it never happens.",
        "The judgment was favourable; advisers and an advisor looked towards the grey sea.",
        # British with -ize is a style of its own, and so is Canadian
        "The organization recognized the neighbours' labour and never criticized its behaviour.",
        "OTTAWA, Canada - The defence minister will analyze the colour of the aluminum.",
    ],
    limits=(
        "Whether a capital at the start of a sentence begins a name is guessed from the word"
        " after it. A program in the sense of a plan is found only beside a programme, and a"
        " license only after an article or a possessive. Canadian spelling is known as one style"
        " only in an article that names Canada. Vocabulary (lorry, truck) is not looked at."
    ),
)
def spelling_variety(document: Document, words: Words, options: Options) -> Iterator[Hit]:
    """British and American spellings stand side by side.

    Readers of either kind stop at the other's spelling, and two kinds in one article show that
    two hands wrote it. The article's majority decides: the spelling that fewest words break is
    taken for its style, and those words are marked. British spelling may have -ise or -ize, but
    not both. Names and quotations keep their spelling and count for nothing. With the option
    ``variety`` the house decides instead, and every word of the other variety is marked.
    """
    places = _places(document.text, words)
    standards = HOUSES[options.variety]
    if options.variety == "auto" and "Canad" in document.text:
        standards += "C"  # only there is colour beside analyze one standard, not two
    standard = _prevailing(places, standards)
    natives = [place for place in places if standard in place.form.at_home]
    strangers = [place for place in places if standard not in place.form.at_home]
    clear = len(natives) >= 2 * len(strangers)
    for place in strangers:
        if options.variety == "auto" or not place.form.at_home.isdisjoint(standards):
            yield _against_article(document, place, natives, standard, clear=clear)
        else:
            otherwise = f"the house style is {STANDARDS[standard]}"
            yield _hit(document, place, place.form.variety, otherwise)
    for place, better in _two_ways(natives):
        otherwise = f"the article otherwise writes “{place.form.rival}”"
        related = Related(better[0].span, f"{better[0].form.variety} spelling")
        yield _hit(document, place, place.form.variety, otherwise, related, clear=len(better) > 1)


def _places(text: str, words: Words) -> list[Place]:
    """The words that have a rival spelling, in order; the parts of a compound are words."""
    found = []
    computing = False
    for word in words:
        lower = word.text.lower()
        computing = computing or lower in COMPUTING
        at = word.span.start
        for part in lower.replace("\u2010", "-").replace("\u2011", "-").split("-"):
            form = _form(part)
            if form is not None and _tells(form, text, at):
                found.append(Place(Span(at, at + len(part)), form))
            at += len(part) + 1
    spelled = {place.form.spelling.rstrip("s") for place in found}
    return [
        place
        for place in found
        if place.form.condition != "beside"
        or (place.form.rival.rstrip("s") in spelled and not computing)
    ]


def _tells(form: Form, text: str, at: int) -> bool:
    """Whether what stands before the form lets its spelling tell."""
    if form.condition not in CONDITIONS:
        return True
    return CONDITIONS[form.condition].search(text, max(0, at - REACH), at) is not None


def _prevailing(places: list[Place], standards: str) -> str:
    """The standard that rejects the fewest words; of equals, the one that accepts the first."""

    def rejected(standard: str) -> tuple[int, int]:
        strange = [n for n, place in enumerate(places) if standard not in place.form.at_home]
        return len(strange), -strange[0] if strange else 0

    return min(standards, key=rejected)


def _two_ways(places: list[Place]) -> Iterator[tuple[Place, list[Place]]]:
    """Words that the article spells in two good ways: the worse way, with the better one.

    The better way is the more frequent and agrees with more of the article's other words; of
    equals, it is the first.
    """
    spelled: dict[str, list[Place]] = {}
    for place in places:
        spelled.setdefault(place.form.spelling, []).append(place)
    telling = [place.form for place in places if len(place.form.at_home) < len(STANDARDS)]
    for first in spelled.values():
        form = first[0].form
        second = spelled.get(form.rival, first)
        if second[0].span <= first[0].span:
            continue
        pair = {form.spelling, form.rival}
        kin = Counter(form.variety for form in telling if form.spelling not in pair)
        weight = [len(way) + kin[way[0].form.variety] for way in (first, second)]
        worse, better = (first, second) if weight[0] < weight[1] else (second, first)
        yield from ((place, better) for place in worse)


def _against_article(
    document: Document, place: Place, natives: list[Place], standard: str, *, clear: bool
) -> Hit:
    """A finding against the spelling of the rest of the article, with its first examples."""
    form = place.form
    contrary = [other for other in natives if not form.at_home <= other.form.at_home] or natives
    contrary.sort(
        key=lambda other: (
            other.form.spelling != form.rival,
            not form.at_home.isdisjoint(other.form.at_home),
            other.form.shape != form.shape,
        )
    )
    variety, otherwise = form.variety, f"is otherwise {STANDARDS[standard]}"
    related = Related(contrary[0].span, f"{contrary[0].form.variety} spelling")
    if standard in IZE and not form.at_home.isdisjoint(IZE):
        contrary = [other for other in contrary if other.form.shape == form.shape]
        variety, otherwise = IZE["BO".replace(standard, "")], f"otherwise writes {IZE[standard]}"
        related = Related(contrary[0].span, f"{IZE[standard]} spelling")
        clear = clear and len(contrary) > 1
    shown = dict.fromkeys(document.show(other.span) for other in contrary)
    examples = ", ".join(f"“{word}”" for word in list(shown)[:3])
    otherwise = f"the article {otherwise} ({examples})"
    return _hit(document, place, variety, otherwise, related, clear=clear)


def _hit(
    document: Document,
    place: Place,
    variety: str,
    otherwise: str,
    *related: Related,
    clear: bool = True,
) -> Hit:
    shown = document.show(place.span)
    better = _cased(place.form.rival, shown)
    return Hit(
        place.span,
        word=shown,
        variety=variety,
        otherwise=otherwise,
        related=related,
        fix=Fix(f"Write “{better}”", (Edit(place.span, better),)),
        confidence=CLEAR if clear else EVEN,
    )


def _cased(word: str, like: str) -> str:
    """The word in the small or capital letters of another."""
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() else word


def _form(word: str) -> Form | None:
    """The spelling, if it is one of two and can tell its variety."""
    row = _rows().get(word)
    if row is None:
        return None
    if word == row["british"]:
        return Form(
            word, row["american"], "British", frozenset(row["british_in"]), "", row["shape"]
        )
    if row["american_if"] == "never":
        return None
    at_home = frozenset(row["american_in"])
    return Form(word, row["british"], "American", at_home, row["american_if"], row["shape"])


@cache
def _rows() -> dict[str, dict[str, str]]:
    """The rows of the word table by either spelling."""
    rows = ruledata.table("lexicon/spelling-pairs.csv")
    return {row[column]: row for row in rows for column in ("american", "british")}
