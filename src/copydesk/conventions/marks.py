"""Marks: straight and curly quotation marks, hyphens and dashes in the place of a dash."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.conventions.own_copy import OwnCopy, Use
from copydesk.document import Span
from copydesk.pattern import Pattern

NAMES = ("dashes", "quotation-marks")
LABELS = {
    "straight": "a straight quotation mark",
    "curly": "a curly quotation mark",
    "-": "a hyphen for a dash",
    "--": "two hyphens for a dash",
    "–": "a spaced en dash",
    "—": "an em dash",
    " — ": "a spaced em dash",
}
ONCE = {"quotation-marks": 4, "dashes": 2}
"""Conventions with dozens of uses: the first stray stands for all, once so many are otherwise."""


def uses(copy: OwnCopy) -> Iterator[Use]:
    """The marks of the running text."""
    yield from _quotation_marks(copy)
    yield from _dashes(copy)


def _quotation_marks(copy: OwnCopy) -> Iterator[Use]:
    """Both marks of double quotations: they are the desk's, though the words are not."""
    for quote in copy.quotes:
        if quote.level:
            continue  # a house may mark a quotation within a quotation otherwise
        start, end = quote.span
        for mark, at, curly in ((quote.open, start, "“"), (quote.close, end - 1, "”")):
            if form := _STYLES.get(mark):
                rewrites = {"straight": '"', "curly": curly}
                yield Use(Span(at, at + 1), "quotation-marks", form, rewrites, speech=True)


_STYLES = {'"': "straight", "“": "curly", "”": "curly"}

_DASH = Pattern(r"(?<=[\p{L},)”\"'’])(?:\h(?:--?|[–—])\h|--|—)(?=[\p{Ll}“\"(])")


def _dashes(copy: OwnCopy) -> Iterator[Use]:
    """Dashes between words; not those of a dateline, which has its own."""
    for match in _DASH.finditer(copy.text):
        block = copy.document.block_at(match.start())
        if block is None or _dateline(copy.text[block.span.start : match.start()]):
            continue
        form = match[0].strip()
        form = " — " if form == "—" and match[0] != form else form
        rewrites = {"–": " – ", "—": "—", " — ": " — ", "-": " - ", "--": " -- "}
        yield Use(Span(*match.span()), "dashes", form, rewrites)


def _dateline(before: str) -> bool:
    """Whether the words before a dash at the top of a paragraph are a dateline."""
    return len(before) < 90 and before[:3].isupper()
