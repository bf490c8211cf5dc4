"""Numbers: percentages, tons, rupees by the crore, figures and words, thousands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from copydesk import ruledata
from copydesk.conventions.own_copy import OwnCopy, Use
from copydesk.document import Span
from copydesk.pattern import Pattern

if TYPE_CHECKING:
    import regex

NAMES = ("centuries", "percent", "rupees", "small-numbers", "thousands", "tons")
LABELS = {
    "figures": "a figure",
    "words": "numbers below ten in words",
    "century in figures": "a century in figures",
    "century in words": "a century in words",
    "crores": "crores and lakhs",
    "millions": "millions",
    "1,000": "thousands set off with a comma",
    "1000": "thousands run together",
    "1 000": "thousands set off with a space",
}
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_TONS = {"ton": "tonne", "tons": "tonnes", "tonne": "ton", "tonnes": "tons"}


def uses(copy: OwnCopy) -> Iterator[Use]:
    """Every convention of numbers, one after the other."""
    for find in (_percent, _tons, _rupees, _centuries, _thousands):
        yield from find(copy.text)
    yield from _small_numbers(copy)


# --- percent --------------------------------------------------------------------------------

_PERCENT = Pattern(
    r"(?:(?<![\d.,])(?P<number>\d[\d.,]*+)(?:\h?(?P<sign>%)|[\h-](?P<word>percent|per\hcent|per-cent)\b)"
    r"|\b(?P<word>percent|per\hcent|per-cent)\b)(?![%\w])"
)


def _percent(text: str) -> Iterator[Use]:
    """Percentages, without those in brackets: there the sign stands for short."""
    for match in _PERCENT.finditer(text):
        if _in_brackets(text, match.start()):
            continue
        number, word = match["number"], match["word"]
        form = "%" if match["sign"] else "percent" if word == "percent" else "per cent"
        rewrites = {"percent": "percent", "per cent": "per cent"}
        if number:
            rewrites = {other: f"{number} {other}" for other in rewrites} | {"%": f"{number}%"}
        yield Use(Span(*match.span()), "percent", form, rewrites)


def _in_brackets(text: str, at: int) -> bool:
    before = text[max(0, at - 60) : at]
    return before.rfind("(") > before.rfind(")")


# --- tons -----------------------------------------------------------------------------------

_TON = Pattern(
    r"(?<=(?:\d|\b(?:million|billion|thousand|hundred|per|an?|of|many|few|some))[\h-])"
    r"(?P<unit>tonnes?|tons?)\b(?!(?<=\ba\hton)\hof\b)"
)


def _tons(text: str) -> Iterator[Use]:
    """Weights, without the metric tons and short tons that tell themselves apart."""
    for match in _TON.finditer(text):
        unit = match["unit"]
        form, other = ("tonnes", "tons") if unit.startswith("tonn") else ("tons", "tonnes")
        yield Use(Span(*match.span()), "tons", form, {other: _TONS[unit]})


# --- crores ---------------------------------------------------------------------------------

_RUPEES = Pattern(
    r"""(?:(?:\b(?:Rs|INR)\.?\h?|₹\h?)(?P<number>\d[\d,]*(?:\.\d+)?)\h(?P<scale>crore|lakh|million|billion)s?\b
       |(?<![\w.,])(?P<number>\d[\d,]*+(?:\.\d+)?)\h(?P<scale>crore|lakh|million|billion)s?\h(?:\p{L}+\h){0,2}?rupees\b)""",
    "x",
)


def _rupees(text: str) -> Iterator[Use]:
    """Sums in rupees by the Indian or the international scale."""
    for match in _RUPEES.finditer(text):
        start, end = match.span("number")[0], match.span("scale")[1]
        if match["scale"] in ("crore", "lakh"):
            form, other, end = "crores", "millions", end + (text[end : end + 1] == "s")
        else:
            form, other = "millions", "crores"
        yield Use(Span(start, end), "rupees", form, {other: _rescaled(match, other)})


_SCALE = {"lakh": 5, "million": 6, "crore": 7, "billion": 9}


def _rescaled(match: regex.Match[str], other: str) -> str:
    """The same sum on the other scale: "4.6 crore" is "46 million"."""
    from decimal import Decimal  # noqa: PLC0415  few articles have crores

    total = Decimal(match["number"].replace(",", "")).scaleb(_SCALE[match["scale"]])
    small, large = ("million", "billion") if other == "millions" else ("lakh", "crore")
    scale = large if total >= Decimal(1).scaleb(_SCALE[large]) else small
    return f"{total.scaleb(-_SCALE[scale]).normalize():f} {scale}"


# --- figures and words ------------------------------------------------------------------------

_COUNT = Pattern(
    r"(?<![\w.,:/$£€¥–-]|\b(?:at|by|from|no\.|to)\h)"
    rf"(?P<number>[2-9]|{'|'.join(_SMALL)}|{'|'.join(map(str.capitalize, _SMALL))})"
    r"\h(?P<noun>\p{Ll}{2,}(?<![isu])s|\p{Ll}*men|people|children)(?![\w-])(?P<and>,?\h(?:and|or)\h|,\h)?"
)
_NO_NOUNS = frozenset(
    {"across", "always", "does", "goes", "has", "perhaps", "sometimes", "towards", "was"}
)


def _small_numbers(copy: OwnCopy) -> Iterator[Use]:
    """Counts from two to nine of people and things.

    Style guides spell them, so a figure is the stray: beside a number in words of the same
    list, or in an article that spells three such counts for each figure.
    """
    counts = list(_counts(copy))
    figures = [match for match in counts if match["number"].isdigit()]
    words = [match for match in counts if not match["number"].isdigit()]
    if len(words) < 3 * len(figures):
        beside = _beside_words(counts)
        figures = [match for match in figures if match.start() in beside]
    if not figures:
        return
    for match in words:
        yield Use(Span(*match.span("number")), "small-numbers", "words")
    for match in figures:
        rewrites = {"words": _SMALL[int(match["number"]) - 2]}
        span = Span(*match.span("number"))
        yield Use(span, "small-numbers", "figures", rewrites, avoided=True)


def _counts(copy: OwnCopy) -> Iterator[regex.Match[str]]:
    """Numbers from two to nine in the running text that count a plain noun."""
    measured = ruledata.words("lexicon/measured-nouns.csv")
    for match in _COUNT.finditer(copy.text):
        if match["noun"] in measured or match["noun"] in _NO_NOUNS:
            continue
        if match["number"].isdigit() and _numbered(copy.text, match.start()):
            continue
        if copy.zone(Span(*match.span("number"))) == "text":
            yield match


def _beside_words(counts: Sequence[regex.Match[str]]) -> set[int]:
    """Where figures start that stand in one list with a number in words."""
    return {
        match.start()
        for one, other in pairwise(counts)
        if one["and"] and one.end() == other.start()
        if one["number"].isdigit() != other["number"].isdigit()
        for match in (one, other)
    }


def _numbered(text: str, at: int) -> bool:
    """Whether a capitalised word stands before, as in "Channel 4 has", "Flight 14000"."""
    return _CAPITAL.search(text[max(0, at - 30) : at]) is not None


_CAPITAL = Pattern(
    r"(?<!\p{L})(?!(?:About|All|And|But|In|Some|The|These|With)\h)\p{Lu}[\p{L}.]*\h$"
)

_CENTURY = Pattern(
    r"\b(?P<ordinal>(?:1\d|2[01])(?:st|nd|rd|th)|(?:[Tt]enth|[Ee]leventh|[Tt]welfth|[Tt]hirteenth|"
    r"[Ff]ourteenth|[Ff]ifteenth|[Ss]ixteenth|[Ss]eventeenth|[Ee]ighteenth|[Nn]ineteenth|[Tt]wentieth|"
    r"[Tt]wenty-first))[\h-](?:century|centuries)\b"
)
_ORDINALS = (
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"),
)


def _centuries(text: str) -> Iterator[Use]:
    """Centuries in figures or in words."""
    for match in _CENTURY.finditer(text):
        span, ordinal = Span(*match.span("ordinal")), match["ordinal"]
        if ordinal[0].isdigit():
            rewrites = {"century in words": _ORDINALS[int(ordinal[:2]) - 10]}
            yield Use(span, "centuries", "century in figures", rewrites)
        else:
            number = _ORDINALS.index(ordinal.lower()) + 10
            rewrites = {"century in figures": f"{number}{'st' if number == 21 else 'th'}"}
            yield Use(span, "centuries", "century in words", rewrites)


# --- thousands ----------------------------------------------------------------------------------

_THOUSANDS = Pattern(
    r"(?<![\w.,:/-])(?P<number>\d{1,3}(?:,\d{3}){1,4}|\d{4,6}|\d{1,3}(?:[\u00a0\u202f ]\d{3}){1,3})"
    r"(?=\h(?!elections?|levels|met(?:re|er)s|season)\p{Ll}{3,})"
)


def _thousands(text: str) -> Iterator[Use]:
    """Numbers that count something. Those of four figures are a group of their own."""
    for match in _THOUSANDS.finditer(text):
        number = match["number"]
        if _numbered(text, match.start()):
            continue  # the number of a flight, a room, an article
        digits = "".join(char for char in number if char.isdigit())
        if len(digits) == 4 and 1000 < int(digits) < 2100:
            continue  # a year, for all we know
        form = "1,000" if "," in number else "1000" if number.isdigit() else "1 000"
        comma = f"{int(digits):,}"
        rewrites = {"1,000": comma, "1000": digits, "1 000": comma.replace(",", " ")}
        group = "four figures" if len(digits) == 4 else "more"
        yield Use(Span(*match.span()), "thousands", form, rewrites, group=group)
