"""The layer ``times``: every time expression of an article, and the days that it means.

A day is worked out only where the article leaves no choice: from the year that is stated, or
from the article's own date (``article_date``). "On Tuesday" without more stays open, for it
takes a syntax tree to tell the past Tuesday from the coming one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import overload

from copydesk.annotators.article_date import ArticleDate, Origin, article_date, make_date
from copydesk.annotators.time_expressions import (
    MONTHS,
    WEEKDAYS,
    Basis,
    CalendarDate,
    Clock,
    DayPart,
    Month,
    NamedWeekday,
    Order,
    RelativeTime,
    Resolved,
    TimeExpression,
    Weekday,
    Year,
)
from copydesk.annotators.time_grammar import expressions
from copydesk.document import Document, MarkKind
from copydesk.pattern import Pattern

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "ArticleDate",
    "Basis",
    "CalendarDate",
    "Clock",
    "DayPart",
    "Month",
    "NamedWeekday",
    "Order",
    "Origin",
    "RelativeTime",
    "Resolved",
    "TimeExpression",
    "Times",
    "Weekday",
    "Year",
    "make_date",
    "times",
]

_PLAUSIBLE = timedelta(days=245)
"""A date without a year lies within eight months of the article. Two years can fit only if
neither is nearer than four, and there news copy may look forward as well as back."""
_SAME_STORY = timedelta(days=60)
"""Without a date of its own, an article's dates take their year from one so near in the text's time."""


@dataclass(frozen=True)
class Times(Sequence[TimeExpression]):
    """The time expressions of an article, in text order, and the article's own date."""

    expressions: tuple[TimeExpression, ...]
    article_date: ArticleDate | None = None

    @overload
    def __getitem__(self, at: int) -> TimeExpression: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[TimeExpression, ...]: ...
    def __getitem__(self, at: int | slice) -> TimeExpression | tuple[TimeExpression, ...]:
        return self.expressions[at]

    def __len__(self) -> int:
        return len(self.expressions)

    def __iter__(self) -> Iterator[TimeExpression]:
        return iter(self.expressions)

    @property
    def dates(self) -> list[CalendarDate]:
        """The calendar dates alone."""
        return [found for found in self.expressions if isinstance(found, CalendarDate)]

    @property
    def clocks(self) -> list[Clock]:
        """The clock times alone."""
        return [found for found in self.expressions if isinstance(found, Clock)]


def times(document: Document) -> Times:
    """Find and resolve the time expressions; code and addresses hold none."""
    found = [
        expression
        for expression in expressions(document.text)
        if not document.marked(expression.span, MarkKind.CODE, MarkKind.URL)
    ]
    dates = [expression for expression in found if isinstance(expression, CalendarDate)]
    own = article_date(document, dates)
    anchors = [day for written in dates if (day := _stated(written))]
    return Times(tuple(_resolve(one, own, anchors, document.text) for one in found), own)


def _resolve(
    found: TimeExpression, own: ArticleDate | None, anchors: Sequence[date], text: str
) -> TimeExpression:
    today = own.date if own else None
    match found:
        case CalendarDate():
            return _resolve_date(found, own, anchors, text)
        case Year():
            return replace(found, resolved=_year(found.year, Basis.STATED))
        case Month():
            return replace(found, resolved=_resolve_month(found, today))
        case Weekday() if today:
            return replace(found, resolved=_resolve_weekday(found, today))
        case RelativeTime() if today:
            return replace(found, resolved=_resolve_relative(found, today))
    return found


# --- calendar dates -------------------------------------------------------------------------


def _stated(written: CalendarDate) -> date | None:
    """The day of a date that states its year, if the calendar has it."""
    return make_date(written.year, written.month, written.day) if written.year else None


def _resolve_date(
    written: CalendarDate, own: ArticleDate | None, anchors: Sequence[date], text: str
) -> CalendarDate:
    day: date | None
    candidates: tuple[date, ...]
    if written.year:
        day, basis = _stated(written), Basis.STATED
        candidates = (day,) if day else ()
    elif own and own.span == written.span:
        day, basis, candidates = own.date, Basis.ARTICLE, (own.date,)
    elif own:
        candidates = _candidates(written, own.date)
        day = _choose(candidates, own.date, text, written)
        basis = _basis(day.year, own.date) if day else Basis.ARTICLE
    else:
        near = {
            day
            for anchor in anchors
            for day in _candidates(written, anchor)[:1]
            if abs(day - anchor) <= _SAME_STORY
        }
        candidates, basis = tuple(sorted(near)), Basis.CONTEXT
        day = candidates[0] if len(candidates) == 1 else None
    resolved = Resolved(day, _until(written, day), basis) if day else None
    return replace(written, resolved=resolved, candidates=candidates)


def _candidates(written: CalendarDate, today: date) -> tuple[date, ...]:
    """The days of that name within eight months of ``today``, nearest first."""
    years = (today.year - 1, today.year, today.year + 1)
    days = [day for year in years if (day := make_date(year, written.month, written.day))]
    near = [day for day in days if abs(day - today) <= _PLAUSIBLE]
    return tuple(sorted(near, key=lambda day: abs(day - today)))


def _choose(
    candidates: Sequence[date], today: date, text: str, written: CalendarDate
) -> date | None:
    """The only candidate, or the one that the words before the date point to."""
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    before = text[max(0, written.span.start - 60) : written.span.start]
    cues = [bool(cue["future"]) for cue in _TENSE.finditer(before.rsplit(". ", 1)[-1])]
    return next((day for day in candidates if [day > today] == cues[-1:]), None)


_TENSE = Pattern(
    r"\b(?:(?P<future>next|until|will|due|by|is\h\w+ed\hto|(?:is|are)\hto)|last|since|was|were|had|ended)\b"
)


def _until(written: CalendarDate, day: date) -> date:
    """The last day of a range that begins on ``day``."""
    if written.until_day is None or written.until_day < written.day:
        return day
    return make_date(day.year, day.month, written.until_day) or day


# --- months, years, weekdays, relative times --------------------------------------------------


def _year(year: int, basis: Basis) -> Resolved:
    return Resolved(date(year, 1, 1), date(year, 12, 31), basis)


def _whole_month(year: int, month: int, basis: Basis) -> Resolved:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Resolved(first, following - timedelta(days=1), basis)


def _resolve_month(found: Month, today: date | None) -> Resolved | None:
    if found.year:
        return _whole_month(found.year, found.month, Basis.STATED)
    if not today or found.relation is None:
        return None  # "in March" may lie ahead or behind
    year = today.year
    if found.relation < 0 and found.month >= today.month:
        year -= 1
    elif found.relation > 0 and found.month <= today.month:
        year += 1
    return _whole_month(year, found.month, _basis(year, today))


def _basis(year: int, today: date) -> Basis:
    return Basis.ARTICLE if year == today.year else Basis.NEAREST


def _resolve_weekday(found: Weekday, today: date) -> Resolved | None:
    """The day that "last Friday" means; a Friday with no such word stays open."""
    ahead = (found.number - today.weekday()) % 7
    if found.relation == -1:
        day = today - timedelta(days=(7 - ahead) if ahead else 7)
    elif found.relation == 1 and found.day is None and ahead == 0:
        day = today + timedelta(days=7)
    else:
        return None  # "this Friday" and "next Friday" divide speakers
    return Resolved(day, day, _basis(day.year, today))


def _resolve_relative(found: RelativeTime, today: date) -> Resolved | None:
    if found.unit == "day":
        # "last night" began yesterday; "this morning" and "tonight" are today's
        day = today + timedelta(days=found.offset)
        return Resolved(day, day, _basis(day.year, today))
    if found.counted:
        return None  # "three years ago" is a round figure
    if found.unit == "week" and abs(found.offset) <= 1:
        monday = today + timedelta(days=7 * found.offset - today.weekday())
        return Resolved(monday, monday + timedelta(days=6), _basis(monday.year, today))
    if found.unit == "month" and abs(found.offset) <= 1:
        months = today.year * 12 + today.month - 1 + found.offset
        return _whole_month(months // 12, months % 12 + 1, _basis(months // 12, today))
    if found.unit == "year" and abs(found.offset) <= 1:
        return _year(today.year + found.offset, _basis(today.year + found.offset, today))
    return None  # "last summer" has no first day
