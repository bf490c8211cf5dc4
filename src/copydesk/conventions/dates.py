"""Dates: month or day first, months in full or short, "5 March" or "5th March"; decades."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.annotators.time_grammar import word_before
from copydesk.annotators.times import MONTHS, CalendarDate, Order
from copydesk.conventions.own_copy import OwnCopy, Use
from copydesk.document import Span
from copydesk.pattern import Pattern

NAMES = ("date-order", "day-ordinals", "decades", "months")
LABELS = {
    "month first": "the month first",
    "day first": "the day first",
    "short": "a shortened month",
    "full": "the month in full",
    "5th": "the day with “th”",
    "5": "the day without “th”",
    "1990s": "a decade without an apostrophe",
    "1990's": "a decade with an apostrophe",
}
_SHORT = ("Jan.", "Feb.", "", "", "", "", "", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
"""The months that house styles shorten."""
_NAMED_DAYS = {(1, 6), (5, 1), (5, 9), (7, 4), (9, 11), (10, 7)}
"""Days that are known by one order of their name everywhere: the Fourth of July, September 11."""


def uses(copy: OwnCopy) -> Iterator[Use]:
    """What the dates show; the article's own dateline follows a style of its own."""
    own = copy.times.article_date
    for written in copy.times.dates:
        if own is None or written.span != own.span:
            yield from _date_uses(written, copy.text)
    for match in _DECADE.finditer(copy.text):
        plain = f"{match[1]}s"
        form = "1990s" if match[0] == plain else "1990's"
        yield Use(Span(*match.span()), "decades", form, {"1990s": plain})


_DECADE = Pattern(
    r"(?<=\b(?:the|in|early|late|mid|of|and)[\h-])((?:1[6-9]|20)\d0)['’]?s\b(?!\h\p{Lu})"
)


_EPONYM = Pattern(r"\h\p{Lu}")
"""What follows the date of "the 14 February Movement"."""


def _date_uses(written: CalendarDate, text: str) -> Iterator[Use]:
    if written.order not in (Order.MONTH_FIRST, Order.DAY_FIRST):
        return
    named = _EPONYM.match(text, written.span.end) and word_before(text, written.span.start) == "the"
    if not named and (written.month, written.day) not in _NAMED_DAYS:
        yield _order(written, text)
    span = written.month_span
    month, short = MONTHS[written.month - 1], _SHORT[written.month - 1]
    if short:
        form = "full" if text[span.start : span.end].lower() == month.lower() else "short"
        yield Use(span, "months", form, {"full": month, "short": short})
    span = Span(written.day_span.start, written.day_span.end + 2 * written.ordinal)
    yield Use(span, "day-ordinals", "5th" if written.ordinal else "5", {"5": str(written.day)})


def _order(written: CalendarDate, text: str) -> Use:
    """The order of day, month and year, without the weekday."""
    parts = [written.day_span, written.month_span]
    parts += [written.year_span] if written.year_span else []
    start = min(part.start for part in parts)
    end = max(part.end for part in parts) + 2 * (parts[-1] is written.day_span and written.ordinal)
    month = text[written.month_span.start : written.month_span.end]
    days = str(written.day) if written.until_day is None else f"{written.day}-{written.until_day}"
    comma, year = (", ", written.year) if written.year else ("", "")
    rewrites = {
        "month first": f"{month} {days}{comma}{year}",
        "day first": f"{days} {month} {year}".rstrip(),
    }
    return Use(Span(start, end), "date-order", written.order.value, rewrites)
