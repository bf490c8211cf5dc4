"""A day that no calendar has, and a time that no clock shows."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.annotators.quotes import Quotes
from copydesk.annotators.time_grammar import counts_noun, is_numbered, word_before
from copydesk.annotators.times import MONTHS, CalendarDate, Clock, Order, Times, make_date
from copydesk.document import Document, MarkKind, Span
from copydesk.finding import Edit, Fix, Hit, Related, Severity
from copydesk.pattern import Pattern
from copydesk.rule import Bad, rule

DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@rule(
    id="impossible-date",
    severity="error",
    message="{fact}.",
    bad=[
        Bad("Talks open on [[February 30]].", says="February has 29 days at most."),
        Bad("The lease ran out on [[31 November 2024]].", says="November has 30 days."),
        Bad(
            "He was born on [[Feb. 29, 2023]], in Oslo.",
            says="2023 is no leap year, so February has 28 days.",
        ),
        Bad(
            "LIMA, 4 March 2026 — The ferry was due on [[29 February]], the port said.",
            says="2026 is no leap year, so February has 28 days.",
        ),
        Bad("The fair is open from [[28 to 31 September]].", says="September has 30 days."),
        Bad("The permit of [[2025-13-05]] was void.", says="There is no month 13."),
        Bad("It was stamped on [[31/11/2025]] in the harbour.", says="November has 30 days."),
        Bad(
            "Polls close at [[14 p.m.]] on the islands.",
            says="The 12-hour clock ends at 12, so there is no 14 p.m.",
            fixed="Polls close at 2 p.m. on the islands.",
        ),
        Bad(
            "The train leaves at [[15:30 p.m.]] on weekdays.",
            says="The 12-hour clock ends at 12, so there is no 15:30 p.m.",
            fixed="The train leaves at 3:30 p.m. on weekdays.",
        ),
        Bad(
            "The alarm rang at [[0:20 a.m.]] in the mill.",
            says="The 12-hour clock has no hour 0, so there is no 0:20 a.m.",
            fixed="The alarm rang at 12:20 a.m. in the mill.",
        ),
        Bad("The alarm rang at [[13:75]], the log says.", says="No hour has 75 minutes."),
        Bad(
            "The lock opened at 14:20 and shut again at [[25:10]], the log says.",
            says="No day has an hour 25.",
        ),
    ],
    good=[
        "Talks open on February 28. The office shuts on 30 November and 31 December.",
        "He was born on February 29, 2024, and she on Feb. 29.",
        "LIMA, 4 March 2025 — The ferry was lost on 29 February last year, the port said.",
        "In February 30 ships called at the port, and in April 31 more.",
        "The fund sold 31 November contracts and 40 April ones.",
        "“February 30” is the name of the band's first record.",
        "The home side led 31-30 in June, 31 points of them from the line.",
        "Version 2024.13.45 of the program is out, as is build 25:10.",
        "The priest read from Matthew 25:35, and the choir sang.",
        "She ran the ten miles in 61:75 and won by 25:10 on the day.",
        "The permit is No. 2024-15-03 in the register.",
        "The goal came at 25:10 of the second period.",
        "The train leaves at 3:30 p.m., and the last one at 24:00.",
        "Sweden had a February 30, 1712, to catch up with the calendar.",
    ],
    limits=(
        "Dates in figures count only with a four-digit year. An hour over 24 is reported only in "
        "an article that has other clock times, and not after a word of sport."
    ),
)
def impossible_date(times: Times, document: Document, quotes: Quotes) -> Iterator[Hit]:
    """The calendar has no such day, or the clock no such time.

    February 30, 31 November and 29 February of a common year slip in when days are counted on
    their fingers, when a date is converted from another calendar, or when a figure is mistyped.
    "15:30 p.m." is what remains when a time is half converted from the 24-hour clock.
    """
    clocks = sum(clock.minutes is not None for clock in times.clocks)
    for found in times:
        if _is_title(found.span, document, quotes):
            continue
        if isinstance(found, CalendarDate):
            yield from _check_date(found, times, document.text)
        elif isinstance(found, Clock) and found.minutes is None:
            yield from _check_clock(found, clocks, document.text)


def _is_title(span: Span, document: Document, quotes: Quotes) -> bool:
    """Whether the words stand alone in quotation marks or italics: a song, a band, a joke."""
    quote = quotes.around(span)
    if quote and quote.inner.end - quote.inner.start <= span.end - span.start + 12:
        return True
    return document.marked(span, MarkKind.EMPHASIS)


# --- dates ------------------------------------------------------------------------------------


def _check_date(written: CalendarDate, times: Times, text: str) -> Iterator[Hit]:
    fact = _no_such_day(written)
    if fact and not _no_date_at_all(written, text):
        yield Hit(written.span, confidence=0.98 if written.year else 0.92, fact=fact)
    elif written.month == 2 and 29 in (written.day, written.until_day):
        yield from _check_leap_day(written, times)


def _no_such_day(written: CalendarDate) -> str | None:
    """What is wrong with the day or the month in any year."""
    if not 1 <= written.month <= 12:
        return f"There is no month {written.month}"
    month, last = MONTHS[written.month - 1], DAYS_IN_MONTH[written.month - 1]
    if written.day < 1:
        return "There is no day 0"
    if max(written.day, written.until_day or 0) > last:
        return f"{month} has {last} days{' at most' if written.month == 2 else ''}"
    return None


def _check_leap_day(written: CalendarDate, times: Times) -> Iterator[Hit]:
    """February 29 of a common year; without a year of its own, only where none near is longer."""
    own = times.article_date
    if written.year:
        years = [written.year]
    elif own:
        years = [own.date.year, own.date.year - 1, own.date.year + 1]
    else:
        return
    if any(make_date(year, 2, 29) for year in years):
        return
    related = [Related(own.span, "the article's date")] if own and own.span else []
    yield Hit(
        written.span,
        related=[] if written.year else related,
        severity=None if written.year else Severity.WARNING,
        fact=f"{years[0]} is no leap year, so February has 28 days",
    )


def _no_date_at_all(written: CalendarDate, text: str) -> bool:
    """Whether the figures are something else: a count, a file number, another calendar's day."""
    before = word_before(text, written.span.start)
    if written.order in (Order.ISO, Order.NUMERIC):
        return is_numbered(before)
    if written.year:
        return written.year < 1800  # "February 30, 1712" was a day in Sweden
    return not written.weekdays and (before in _COUNTING or counts_noun(text, written.span.end))


_COUNTING = frozenset(
    {"in", "during", "of", "for", "only", "some", "about", "over", "than", "least"}
)


# --- clock times --------------------------------------------------------------------------------


def _check_clock(clock: Clock, clocks: int, text: str) -> Iterator[Hit]:
    """What is wrong with a time that no clock shows."""
    shown = text[clock.span.start : clock.span.end].rstrip(".")
    if clock.hour > 29 or _SPORT.search(text[max(0, clock.span.start - 40) : clock.span.end + 25]):
        return
    if clock.minute > 59:
        fact = f"No hour has {clock.minute} minutes"
        yield Hit(clock.span, confidence=0.95, fact=fact)
    elif clock.meridiem and clock.hour == 0:
        fact = f"The 12-hour clock has no hour 0, so there is no {shown}"
        yield Hit(clock.span, severity=Severity.WARNING, fix=_converted(clock, text), fact=fact)
    elif clock.meridiem and clock.hour <= 24:
        fact = f"The 12-hour clock ends at 12, so there is no {shown}"
        yield Hit(clock.span, fix=_converted(clock, text), fact=fact)
    elif clock.hour > 24 and clocks:
        fact = f"No day has an hour {clock.hour}"
        yield Hit(clock.span, severity=Severity.WARNING, confidence=0.85, fact=fact)


_SPORT = Pattern(
    r"\b(?:goals?|halves|half|quarter|lap|laps|mark|period|personal\hbest|record|ran|race|run|score[ds]?|"
    r"scoring|seconds|set|tip-?off|won|verse)\b",
    "i",
)


def _converted(clock: Clock, text: str) -> Fix | None:
    """The same time on the 12-hour clock; None where morning and afternoon contradict."""
    if clock.meridiem_span is None or clock.hour == 24:
        return None
    start, letters = clock.span.start, clock.meridiem_span
    if (clock.meridiem == "am") == (clock.hour > 12):
        return None
    if clock.hour == clock.minute == 0:
        return Fix("Write “midnight”", (Edit(Span(start, letters.end), "midnight"),))
    hour = (clock.hour - 1) % 12 + 1
    figures = f"{hour}{clock.separator}{clock.minute:02}" if clock.separator else str(hour)
    edit = Edit(Span(start, letters.start), f"{figures} ")
    return Fix(f"Write “{figures} {text[letters.start : letters.end]}”", (edit,))
