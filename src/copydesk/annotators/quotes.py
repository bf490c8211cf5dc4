"""Quotations, with their marks paired once for everyone, and the marks that are at fault."""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

from copydesk.annotators.quotation_marks import (
    MATCHED,
    OPENERS,
    Outcome,
    Reading,
    family,
    marks,
    read,
    suffix_follows,
)
from copydesk.annotators.sentences import reporting_verbs
from copydesk.document import RUNNING, Block, Document, MarkKind, Role, Span
from copydesk.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of somebody's words.

    ``span`` holds the marks, ``inner`` does not. ``open`` and ``close`` are the marks, empty
    where there is none: markup says that these are a quotation (a block quotation, ``<q>``),
    the speech runs on into the next paragraph (``continued``), or the mark is missing.
    ``level`` is 0 for a quotation that stands in no other.
    """

    span: Span
    inner: Span
    open: str
    close: str
    level: int = 0
    continued: bool = False


class FaultKind(enum.StrEnum):
    """What is wrong with a quotation mark."""

    UNCLOSED = "unclosed"
    """Opened and never closed."""
    RESTARTED = "restarted"
    """Opened again after a full stop and never closed between, as running speech does at a new
    paragraph; here there is none, so two paragraphs may have been merged."""
    UNOPENED = "unopened"
    """Closed and never opened."""
    MISPLACED = "misplaced"
    """A space stands on the wrong side of it, or none on either."""
    MISMATCHED = "mismatched"
    """Opened with one kind of mark and closed with another, or opened with a closing one."""


@dataclass(frozen=True, slots=True)
class QuoteFault:
    """A mark that does not do its work; ``quote`` is what was made of it all the same."""

    kind: FaultKind
    mark: Span
    quote: Quote


class Quotes(Sequence[Quote]):
    """The quotations of a document in order of their start, outer before inner."""

    def __init__(self, quotes: Iterable[Quote], faults: Iterable[QuoteFault]) -> None:
        self._quotes = sorted(quotes, key=_outer_first)
        self._outer = [quote for quote in self._quotes if quote.level == 0]
        self._starts = [quote.span.start for quote in self._outer]
        self.faults = tuple(sorted(faults, key=lambda fault: fault.mark))
        """What is wrong with marks, in order."""

    @overload
    def __getitem__(self, at: int) -> Quote: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Quote]: ...
    def __getitem__(self, at: int | slice) -> Quote | Sequence[Quote]:
        return self._quotes[at]

    def __len__(self) -> int:
        return len(self._quotes)

    def around(self, span: Span) -> Quote | None:
        """The outermost quotation that shares a character with ``span``."""
        at = bisect_right(self._starts, max(span.start, span.end - 1)) - 1
        if at >= 0 and self._outer[at].span.end > span.start:
            return self._outer[at]
        return None


def quotes(document: Document) -> Quotes:
    """The quotations of a document, and what is wrong with their marks.

    Curly, straight and angle marks, double and single, nested; speech that runs over several
    paragraphs (each opens, only the last closes); block quotations and ``<q>``. Apostrophes,
    primes and marks in code are no quotation marks.
    """
    found = list(_by_markup(document))
    faults: list[QuoteFault] = []
    for block, readings in _join(_read_blocks(document)):
        for reading, quote in _quotes(block, readings):
            found.append(quote)
            faults += _faults(document.text, reading, quote)
    return Quotes(_levelled(found), faults)


_SPEAKS = RUNNING | {Role.ITEM}
_NEAR = 3
"""How many blocks on the next paragraph of a speech may stand: there may be a caption between."""
_FAR = 8
"""How many blocks on a quotation may end whose paragraphs do not open with a mark."""

_Read = tuple[Block, list[Reading]]


def _read_blocks(document: Document) -> list[_Read]:
    """Every block with the quotations that are read from its marks."""
    found = []
    for n, block in enumerate(document.blocks):
        here = marks(document.text, *block.span)
        if here and document.marks:
            here = [m for m in here if not document.marked(m.span, MarkKind.CODE, MarkKind.URL)]
        runs_on = _runs_on(document, n) if here else ""
        readings = read(document.text, here, block.span.end, runs_on) if here else []
        found.append((block, [_unless_attributed(document.text, one) for one in readings]))
    return found


def _unless_attributed(text: str, reading: Reading) -> Reading:
    """Speech that ends in "he said." does not run on; its closing mark is lost."""
    if reading.opener is None or reading.outcome not in (Outcome.RUNS_ON, Outcome.RESTARTED):
        return reading
    start = max(reading.opener.span.end, reading.end - _TAIL)
    tail = _ATTRIBUTION.search(text, start, reading.end)
    if tail and (tail["verb"] or tail["inverted"]) in reporting_verbs():
        return reading._replace(outcome=Outcome.UNCLOSED)
    return reading


_TAIL = 120
_ATTRIBUTION = Pattern(
    r"""[,?!]\s (?:(?:he|she|they|(?:[Tt]he\s)?(?!I\b)\p{Lu}[\w’'-]*+(?:\s\p{Lu}[\w’'-]*+){0,3}) \s (?P<verb>\w++)
    | (?P<inverted>\w++)\s(?:\p{Lu}|the\b)) [^,.?!:;“"]{0,60}+ \.\s* $""",
    "x",
)


def _runs_on(document: Document, n: int) -> str:
    """The family of the mark that opens the paragraph after block ``n``, if one does."""
    blocks = document.blocks
    if blocks[n].role not in _SPEAKS:
        return ""
    for block in blocks[n + 1 : n + 1 + _NEAR]:
        if block.role in _SPEAKS:
            first = document.text[block.span.start]
            return family(first) if first in OPENERS else ""
    return ""


def _join(blocks: list[_Read]) -> list[_Read]:
    """The same, but a mark lost in one block closes with one lost in a block soon after.

    Some papers let a quotation run on without a new mark at each paragraph; it is no fault.
    """
    open_at: int | None = None
    for n, (block, readings) in enumerate(blocks):
        if open_at is not None and readings:
            first = readings[0]
            if n - open_at <= _FAR and first.outcome is Outcome.UNOPENED:
                _close_run(blocks, open_at, n)
            open_at = None
        if readings and block.role in _SPEAKS and _lost_double(readings[-1]):
            open_at = n
    return blocks


def _lost_double(reading: Reading) -> bool:
    opener = reading.opener
    return reading.outcome is Outcome.UNCLOSED and opener is not None and not opener.single


def _close_run(blocks: list[_Read], first: int, last: int) -> None:
    """Make one speech of the blocks ``first`` to ``last``."""
    readings = blocks[first][1]
    readings[-1] = readings[-1]._replace(outcome=Outcome.RUNS_ON)
    for block, between in blocks[first + 1 : last]:
        between.append(Reading(Outcome.RUNS_ON, None, None, block.span.end))
    readings = blocks[last][1]
    readings[0] = readings[0]._replace(outcome=Outcome.PAIRED)


def _quotes(block: Block, readings: list[Reading]) -> Iterator[tuple[Reading, Quote]]:
    """The quotations that the readings of one block make."""
    after = block.span.start
    for reading in readings:
        opener, closer = reading.opener, reading.closer
        outer, inner = Span(after, reading.end), Span(after, reading.end)
        if opener:
            outer, inner = (
                outer._replace(start=opener.span.start),
                inner._replace(start=opener.span.end),
            )
        if closer:
            outer, inner = (
                outer._replace(end=closer.span.end),
                inner._replace(end=closer.span.start),
            )
        if closer and reading.inside:  # nobody knows where it began: the mark alone
            outer, inner = closer.span, Span(closer.span.start, closer.span.start)
        continued = reading.outcome in (Outcome.RUNS_ON, Outcome.RESTARTED)
        marks_used = (opener.glyph if opener else "", closer.glyph if closer else "")
        after = max(after, outer.end)
        yield reading, Quote(outer, inner, *marks_used, continued=continued)


def _faults(text: str, reading: Reading, quote: Quote) -> Iterator[QuoteFault]:
    """What is wrong with the marks of one quotation."""
    opener, closer, outcome = reading.opener, reading.closer, reading.outcome
    mark = opener or closer
    if mark is not None and outcome in _FAULTY:
        yield QuoteFault(_FAULTY[outcome], mark.span, quote)
    if outcome is not Outcome.PAIRED or opener is None or closer is None:
        return
    if opener.glyph + closer.glyph not in MATCHED:
        wrong = closer if opener.glyph in OPENERS else opener
        yield QuoteFault(FaultKind.MISMATCHED, wrong.span, quote)
    if opener.after.isspace() or opener.before.isalnum() or opener.before in ".,;:!?":
        yield QuoteFault(FaultKind.MISPLACED, opener.span, quote)
    if closer.before.isspace() or (closer.after.isalnum() and not suffix_follows(text, closer)):
        yield QuoteFault(FaultKind.MISPLACED, closer.span, quote)


_FAULTY = {
    Outcome.UNCLOSED: FaultKind.UNCLOSED,
    Outcome.RESTARTED: FaultKind.RESTARTED,
    Outcome.UNOPENED: FaultKind.UNOPENED,
}


def _by_markup(document: Document) -> Iterator[Quote]:
    """Block quotations and ``<q>``: quotations without marks."""
    for block in document.blocks:
        if block.role is Role.QUOTATION:
            yield Quote(block.span, block.span, "", "")
    for mark in document.marks:
        if mark.kind is MarkKind.QUOTE:
            yield Quote(mark.span, mark.span, "", "")


def _levelled(found: list[Quote]) -> Iterator[Quote]:
    """The quotations with their levels: in how many others each stands."""
    ends: list[int] = []
    for quote in sorted(found, key=_outer_first):
        while ends and ends[-1] <= quote.span.start:
            ends.pop()
        yield replace(quote, level=len(ends)) if ends else quote
        ends.append(quote.span.end)


def _outer_first(quote: Quote) -> tuple[int, int]:
    return quote.span.start, -quote.span.end
