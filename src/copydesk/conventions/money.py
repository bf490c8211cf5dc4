"""Sums of money: the sign, the code or the word; "million" in full or short."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.conventions.own_copy import OwnCopy, Use
from copydesk.document import Span
from copydesk.pattern import Pattern

_CURRENCIES = {
    "euro": ("€", "EUR", "euros"),
    "dollar": ("$", "USD", "dollars"),
    "pound": ("£", "GBP", "pounds"),
    "yen": ("¥", "JPY", "yen"),
    "rupee": ("₹", "INR", "rupees"),
    "yuan": ("", "RMB", "yuan"),
}
"""Sign, code and word of the currencies that news copy writes in more than one way."""
_CURRENCY_OF = {
    form: currency for currency, forms in _CURRENCIES.items() for form in forms if form
} | {"euro": "euro", "Rs": "rupee", "renminbi": "yuan"}

NAMES = ("currency", "million")
LABELS = {
    form: f"the {kind} “{form}”"
    for forms in _CURRENCIES.values()
    for kind, form in zip(("sign", "code", "word"), forms, strict=True)
    if form
} | {
    "Rs": "the abbreviation “Rs”",
    "renminbi": "the word “renminbi”",
    "m": "“m” and “bn”",
    "million": "“million” and “billion” in full",
}

_FULL = {"m": "million", "mn": "million", "bn": "billion", "tn": "trillion", "trn": "trillion"}
_SHORT = {"million": "m", "billion": "bn", "trillion": "tn"}
_NUMBER = r"(?P<number>\d[\d,]*+(?:\.\d++)?)"
_SCALE = r"(?P<scale>(?i:million|billion|trillion)|mn?|bn|trn?|tn)"
_SUM = Pattern(
    rf"""
    (?<![\w$€£¥₹])(?P<form>[€£$¥₹]|(?:EUR|USD|GBP|JPY|INR|RMB|Rs)\.?(?=[\h\d]))\h?{_NUMBER}
      (?:\h?{_SCALE}\b)?(?![\w-]|,\d|\h(?:crore|lakh))
  | (?<![\w.,$€£¥₹-]){_NUMBER}(?:\h?{_SCALE})?\h
      (?P<form>euros?|dollars|pounds|yen|rupees|yuan|renminbi|EUR|USD|GBP|RMB)(?![\w-])
    """,
    "x",
)


def uses(copy: OwnCopy) -> Iterator[Use]:
    """Sums in figures. Signs with a country before them (US$, A$) tell dollars apart: not here."""
    for match in _SUM.finditer(copy.text):
        form, number, scale = match["form"].rstrip("."), match["number"], match["scale"]
        currency, span = _CURRENCY_OF[form], Span(*match.span())
        full = _FULL.get(scale, scale) if scale else ""
        if form == "pounds" and not scale:
            continue  # a weight, for all we know
        sign, code, word = _CURRENCIES[currency]
        sum_ = f"{number} {full}".rstrip()
        rewrites = {word: f"{sum_} {word}", code: f"{code} {sum_}"}
        if sign:
            rewrites[sign] = f"{sign}{sum_}"
        if currency == "rupee":
            rewrites["Rs"] = f"Rs {sum_}"
        form = word if form == "euro" else form
        yield Use(span, "currency", form, rewrites, group=currency)
        if full and form == sign:
            rewrites = {"million": f"{sign}{sum_}", "m": f"{sign}{number}{_SHORT[full.lower()]}"}
            yield Use(span, "million", "million" if scale == full else "m", rewrites)
