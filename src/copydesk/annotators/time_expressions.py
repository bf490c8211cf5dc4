"""Time expressions: calendar dates, months, years, weekdays, relative times, clock times.

They hold what the text says, true or not: "February 30" is a calendar date here and "15:30
p.m." a clock time; the rules say what is wrong with them. ``time_grammar`` finds them, and
``times`` works out which days they mean.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from copydesk.document import Span

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Names by number, as ``date.weekday`` counts them."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Names by number, less one."""


class Basis(enum.StrEnum):
    """What it rests on that an expression means certain days."""

    STATED = "stated"
    """The expression itself: it gives the year."""
    ARTICLE = "article"
    """The article's own date, in the same calendar year."""
    NEAREST = "nearest"
    """The article's own date, across a year end: the nearest such day lies in another year."""
    CONTEXT = "context"
    """Another date in the text, for the article has none of its own."""


class Resolved(NamedTuple):
    """The days that an expression means, both ends included."""

    first: date
    last: date
    basis: Basis


class Order(enum.StrEnum):
    """How a calendar date is written."""

    MONTH_FIRST = "month first"
    """March 5, 2025."""
    DAY_FIRST = "day first"
    """5 March 2025."""
    ISO = "iso"
    """2025-03-05."""
    NUMERIC = "numeric"
    """13/3/2025 or 13.03.2025; read as day and month if that makes a date, else the other way."""


class DayPart(enum.StrEnum):
    """A part of the day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class NamedWeekday(NamedTuple):
    """A weekday's name in the text and its number, Monday being 0."""

    span: Span
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A stretch of text that tells a time. ``resolved`` is None where the text leaves it open."""

    span: Span
    resolved: Resolved | None = None

    @property
    def date(self) -> date | None:
        """The one day that is meant, if it is one and is known."""
        if self.resolved and self.resolved.first == self.resolved.last:
            return self.resolved.first
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDate(TimeExpression):
    """A day of a month, perhaps with weekday and year: "Tuesday, March 5, 2025", "5-7 March".

    ``day`` and ``month`` are what the text says, even if the calendar has no such day.
    ``until_day`` is the last day of a range within the month. ``weekdays`` name the day (one)
    or the first and the last day of the range (two). ``ordinal`` tells that the day is "5th".
    ``candidates`` are the days that it may mean, nearest to the article's date first; where
    ``resolved`` is None they are the reasonable guesses, none if nothing is known.
    """

    day: int
    month: int
    year: int | None = None
    until_day: int | None = None
    weekdays: tuple[NamedWeekday, ...] = ()
    order: Order
    ordinal: bool = False
    day_span: Span
    month_span: Span
    year_span: Span | None = None
    candidates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(TimeExpression):
    """A month without a day: "in March", "March 2025", "last March".

    ``relation`` is -1 for "last", 0 for "this", 1 for "next", None without such a word.
    """

    month: int
    year: int | None = None
    relation: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(TimeExpression):
    """A year on its own: "in 2024"."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday(TimeExpression):
    """A weekday without a date: "on Tuesday night", "last Friday", "Friday the 13th".

    ``relation`` is as in ``Month``; ``day`` is a day of an unnamed month that stands with it.
    """

    number: int
    relation: int | None = None
    part: DayPart | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeTime(TimeExpression):
    """A time counted from the writing: "yesterday", "tonight", "next week", "two days ago".

    ``offset`` counts ``unit`` (day, week, month, year, summer ...), negative into the past;
    ``counted`` tells "a year ago" from "last year".
    """

    unit: str
    offset: int
    counted: bool = False
    part: DayPart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(TimeExpression):
    """A time of day: "3 p.m.", "15:30", "noon", "0800 GMT".

    ``hour`` and ``minute`` are as written, even if no clock shows them. ``meridiem`` is "am",
    "pm" or None, ``meridiem_span`` its letters in the text. ``separator`` stands between hour
    and minute. ``worded`` marks "noon", "midnight" and "o'clock". ``zone`` is a time zone that
    follows.
    """

    hour: int
    minute: int = 0
    meridiem: str | None = None
    meridiem_span: Span | None = None
    separator: str = ""
    worded: bool = False
    zone: str | None = None

    @property
    def minutes(self) -> int | None:
        """Minutes since midnight; None if no clock shows this time."""
        if self.minute > 59 or self.hour * 60 + self.minute > 24 * 60:
            return None
        if self.meridiem is None:
            return self.hour * 60 + self.minute
        if not 1 <= self.hour <= 12:
            return None
        return (self.hour % 12 + 12 * (self.meridiem == "pm")) * 60 + self.minute
