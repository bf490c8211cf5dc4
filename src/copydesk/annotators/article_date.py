"""The article's own date: from its dateline, a "Published" line, or its front matter."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from copydesk.annotators.time_expressions import CalendarDate
from copydesk.annotators.time_grammar import expressions
from copydesk.document import Block, Document, Role, Span
from copydesk.pattern import Pattern


class Origin(enum.StrEnum):
    """Where the article's date comes from."""

    DATELINE = "dateline"
    """KYIV, Feb. 12, 2026 —"""
    PUBLISHED = "published"
    """A line of its own: "Published: 5 March 2025", "Wednesday, Feb. 4, 2026"."""
    META = "meta"
    """Front matter, or ``<meta>`` in HTML."""


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """The day that the article is written on, or for.

    ``span`` is its place in the text, None for one that only the front matter gives.
    ``year_span`` is the place of the year, None if the year comes from the front matter.
    """

    date: date
    origin: Origin
    span: Span | None = None
    year_span: Span | None = None


META_KEYS = (
    "date",
    "published",
    "published_at",
    "publishdate",
    "pubdate",
    "datepublished",
    "created",
)
"""Keys of front matter that carry the date of publication, best first."""

_OPENING_BLOCKS = 6
"""A dateline stands within so many blocks from the top."""


def article_date(document: Document, dates: Sequence[CalendarDate]) -> ArticleDate | None:
    """The article's date; a dateline without a year takes it from the front matter.

    ``dates`` are the calendar dates found in the document's text.
    """
    meta = _meta_date(document)
    for written, origin in _own_dates(document, dates):
        if found := _full(written, meta):
            year_span = written.year_span
            return ArticleDate(found, origin, written.span, year_span)
    return ArticleDate(meta, Origin.META) if meta else None


def _full(written: CalendarDate, meta: date | None) -> date | None:
    """The day that a dateline names, in its own year or in the one nearest to ``meta``."""
    if written.year is not None:
        return make_date(written.year, written.month, written.day)
    if meta is None:
        return None
    days = (make_date(meta.year + shift, written.month, written.day) for shift in (-1, 0, 1))
    nearest = min((day for day in days if day), key=lambda day: abs(day - meta), default=None)
    return nearest if nearest and abs(nearest - meta) <= timedelta(days=45) else None


def make_date(year: int, month: int, day: int) -> date | None:
    """That day, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _own_dates(
    document: Document, dates: Sequence[CalendarDate]
) -> Iterator[tuple[CalendarDate, Origin]]:
    """Dates at the top of the text that are the article's own, in text order."""
    opening = [block for block in document.blocks if block.role is not Role.HEADLINE]
    for block in opening[:_OPENING_BLOCKS]:
        written = next((found for found in dates if block.span.contains(found.span)), None)
        if written is None:
            continue
        if origin := _origin(document, block, written):
            yield written, origin


def _origin(document: Document, block: Block, written: CalendarDate) -> Origin | None:
    """What the date is in its block: part of a dateline, a line of its own, or neither."""
    before = document.text[block.span.start : written.span.start]
    after = document.text[written.span.end : min(block.span.end, written.span.end + 40)]
    if _PUBLISHED.match(before) and len(before) < 80:
        return Origin.PUBLISHED
    if block.role is Role.BYLINE or (not before.strip() and _END_OF_LINE.match(after)):
        return Origin.PUBLISHED
    if block.role is Role.DATELINE or (_PLACE.fullmatch(before) and _DATELINE_DASH.match(after)):
        return Origin.DATELINE
    return None


_PUBLISHED = Pattern(
    r"\W*(?i:first published|published|last updated|updated|posted|issued|date|filed)\b"
)
_END_OF_LINE = Pattern(r"(?:,?\h*\d{1,2}[:.]\d\d[^.!?]{0,20}|[\h.]*)$")
_PLACE = Pattern(
    r"\W*\p{Lu}[\p{Lu}\p{M}’'. /-]{2,}\b(?:[^.!?\n]|\.(?=[ ,]\S)){0,60}[,(\h—–-]\h*(?:on\h)?"
)
_DATELINE_DASH = Pattern(r"[^.!?\n]{0,30}?(?:\h[-–—]+\h|[—–]|\h?--?\h|\):?\h|:\h|$)")


def _meta_date(document: Document) -> date | None:
    for key in META_KEYS:
        if found := _as_date(document.meta.get(key)):
            return found
    return None


def _as_date(value: object) -> date | None:
    """A date that front matter gives as such or in words; None for anything else."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if not isinstance(value, str):
        return None
    if iso := _ISO.match(value.strip()):
        return make_date(int(iso[1]), int(iso[2]), int(iso[3]))
    for found in expressions(value):
        if isinstance(found, CalendarDate) and found.year:
            return make_date(found.year, found.month, found.day)
    return None


_ISO = Pattern(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
