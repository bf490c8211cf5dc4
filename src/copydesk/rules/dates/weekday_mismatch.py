"""A weekday and a date that do not belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from copydesk.annotators.times import (
    MONTHS,
    WEEKDAYS,
    Basis,
    CalendarDate,
    Month,
    NamedWeekday,
    Order,
    Times,
    Year,
    make_date,
)
from copydesk.document import Block, Document
from copydesk.finding import Edit, Fix, Hit, Related, Severity
from copydesk.pattern import Pattern
from copydesk.rule import Bad, rule

GREGORIAN_BEGINS = date(1582, 10, 15)
JULIAN_ENDS = date(1923, 3, 1)
"""Greece was the last country of Europe to change its calendar."""


class Claim(NamedTuple):
    """One weekday with the date that it names."""

    written: CalendarDate
    weekday: NamedWeekday
    day: int


@rule(
    id="weekday-mismatch",
    severity="error",
    message="{fact}, not a {stated}.",
    bad=[
        Bad(
            "They met on [[Tuesday, March 5, 2025]].",
            says="March 5, 2025, is a Wednesday, not a Tuesday.",
            fixed="They met on Wednesday, March 5, 2025.",
        ),
        Bad(
            "OSLO, 18 February 2026 — The fleet sails again on [[Friday, 12 March]], the line said.",
            says="12 March 2026 is a Thursday, not a Friday.",
            fixed="OSLO, 18 February 2026 — The fleet sails again on Thursday, 12 March, the line said.",
        ),
        Bad(
            "---\ndate: 2026-02-12\n---\n\nRIGA, Thursday, 12 February — The bridge closed on "
            "[[Tuesday, 11 February]], and divers went down.\n",
            says="11 February 2026 is a Wednesday, not a Tuesday.",
            format="markdown",
        ),
        Bad(
            "The gates shut on Thursday, 12 February. Divers had warned the port on "
            "[[Tuesday, 11 February]], and again that night.",
            says="If 12 February is a Thursday, 11 February is a Wednesday, not a Tuesday.",
            fixed="The gates shut on Thursday, 12 February. Divers had warned the port on "
            "Wednesday, 11 February, and again that night.",
        ),
        Bad(
            "The court sits on Monday, 2 March, Tuesday, 3 March, and [[Wednesday, 5 March]].",
            says="If 3 March is a Tuesday, 5 March is a Thursday, not a Wednesday.",
        ),
        Bad("The sales run on [[Saturday and Sunday, 15 and 16 March 2026]]."),
        Bad("It was signed on [[1 May 2024 (Tuesday)]], the archive says."),
    ],
    good=[
        "They met on Wednesday, March 5, 2025, and again on Tuesday.",
        "The drive began on Saturday, 15 November 2025, and lasts six days, until Thursday.",
        "The sales run on Saturday and Sunday, 14 and 15 March 2026.",
        "The fair is open from Monday to Friday, March 13, 2026, in the old mint.",
        "The first stone was laid on Friday, 3 May 1578, the chronicle says.",
        "Petrograd fell silent on Wednesday, 25 October 1917, by the old calendar.",
        "OSLO, 18 February 2026 — In 2021 the rink caved in on Friday, 12 March, under wet snow.",
        "The pier opened on Tuesday, May 7. It closed for good on Friday, September 14, 2001.",
        "The minister said on Monday, March 10, 2026 will be the last day of the old toll.",
        "The Sun, 5 March 2025, printed the letter in full.",
        "Flight 1908 left on Sunday, Nov. 2, 2025, with 41 people on board.",
    ],
    limits=(
        "A date whose year is neither stated nor known from the dateline or front matter is only "
        "compared with other such dates of the article. Silent before 1583, and where the Julian "
        "calendar may be meant. A weekday and a date in different clauses are not compared."
    ),
)
def weekday_mismatch(times: Times, document: Document) -> Iterator[Hit]:
    """The weekday and the date disagree, so one of them is wrong.

    Readers plan by the weekday and archives file by the date; when an article gives both and
    they disagree, one of them is a slip. The calendar proves it where the year is known: from
    the date itself, from the dateline, or from the front matter. Without a year, two such pairs
    of one article can still be impossible together. Which half is wrong is for the desk to find
    out; the fix offers the weekday that belongs to the date.
    """
    open_claims: list[Claim] = []
    for written in times.dates:
        claims = list(_claims(written, document.text))
        if not written.candidates:
            open_claims += claims
        elif wrong := [claim for claim in claims if not _explained(claim, times, document)]:
            yield _hit(wrong, times)
    yield from _impossible_together(open_claims)


def _claims(written: CalendarDate, text: str) -> Iterator[Claim]:
    """Every weekday of a date with its day of the month."""
    if written.weekdays and _weekday_of_the_telling(written, text):
        return
    for weekday, day in zip(written.weekdays, (written.day, written.until_day), strict=False):
        if day is not None:
            yield Claim(written, weekday, day)


_REPORTED = Pattern(
    r"\b(?:said|told|announced|reported|wrote|added|confirmed)(?:\h\w+)?(?:\hon)?\h$"
)
_GOES_ON = Pattern(r"\h(?:is|was|will|would|had|has|marks|marked|remains|remained)\b")


def _weekday_of_the_telling(written: CalendarDate, text: str) -> bool:
    """Whether the weekday tells when it was said: "said on Monday, March 10 will be the last"."""
    start, end = written.span
    goes_on = _GOES_ON.match(text, end)
    return bool(goes_on and _REPORTED.search(text[max(0, start - 40) : start]))


# --- a year is known ------------------------------------------------------------------------


def _days(claim: Claim) -> list[date]:
    """The days that the date may mean, the likeliest first."""
    ahead = timedelta(days=claim.day - claim.written.day)
    return [day + ahead for day in claim.written.candidates]


def _explained(claim: Claim, times: Times, document: Document) -> bool:
    """Whether some reading of the date makes the weekday right.

    A date without a year may belong to a year that the text has just named; far from the
    article's own date, to any year that it names.
    """
    days = _days(claim)
    if not claim.written.year:
        own = times.article_date
        near = own is not None and abs(days[0] - own.date) <= timedelta(days=45)
        block = document.block_at(claim.written.span.start) if near else None
        days += _in_years(days[0], _years_told(times, block))
    return any(_fits(day, claim.weekday.number) for day in days)


def _in_years(day: date, years: set[int]) -> list[date]:
    told = (make_date(year, day.month, day.day) for year in years)
    return [day for day in told if day]


def _years_told(times: Times, block: Block | None) -> set[int]:
    """The years that the text names, in one block or anywhere; not the dateline's."""
    own = times.article_date
    return {
        found.year
        for found in times
        if isinstance(found, CalendarDate | Month | Year)
        and found.year
        and (own is None or found.span != own.span)
        and (block is None or block.span.contains(found.span))
    }


def _fits(day: date, number: int) -> bool:
    """Whether the weekday is right, in the calendar of the time."""
    if day < GREGORIAN_BEGINS or day.weekday() == number:
        return True
    return day < JULIAN_ENDS and _julian_weekday(day) == number


def _julian_weekday(day: date) -> int:
    """The weekday of the day that the Julian calendar calls by the same name."""
    year = day.year - (day.month < 3)
    behind = year // 100 - year // 400 - 2
    return (day.weekday() + behind) % 7


def _hit(wrong: Sequence[Claim], times: Times) -> Hit:
    claim = wrong[0]
    day = _days(claim)[0]
    severity, confidence = _certainty(claim.written, times)
    return Hit(
        claim.written.span,
        related=_related(claim, day, times),
        fix=_fix([(claim, _days(claim)[0].weekday()) for claim in wrong]),
        severity=severity,
        confidence=confidence,
        fact=f"{_full(day, claim.written.order)} is a {WEEKDAYS[day.weekday()]}",
        stated=WEEKDAYS[claim.weekday.number],
    )


def _certainty(written: CalendarDate, times: Times) -> tuple[Severity, float]:
    """A stated year or the article's own leaves no doubt; a neighbouring year leaves some."""
    basis = written.resolved.basis if written.resolved else Basis.NEAREST
    own = times.article_date
    if basis is Basis.STATED:
        return Severity.ERROR, 0.98
    if basis is Basis.CONTEXT or own is None:
        return Severity.WARNING, 0.8
    if basis is Basis.NEAREST:
        return Severity.WARNING, 0.85
    near = abs(written.candidates[0] - own.date) <= timedelta(days=90)
    return Severity.ERROR, 0.97 if near else 0.9


def _related(claim: Claim, day: date, times: Times) -> list[Related]:
    """The article's date if it gives the year, and a date of those days that has this weekday."""
    own, found = times.article_date, []
    if own and own.span and own.span != claim.written.span and not claim.written.year:
        found.append(Related(own.span, f"the article is of {_full(own.date, Order.DAY_FIRST)}"))
    for other in times.dates:
        fits = other.date and other.date.weekday() == claim.weekday.number
        if fits and other.date and 0 < abs(other.date - day).days < 7:
            says = f"{_full(other.date, other.order)} is a {WEEKDAYS[claim.weekday.number]}"
            return [*found, Related(other.span, says)]
    return found


def _full(day: date, order: Order) -> str:
    """The day in words, in the order that the article uses."""
    if order is Order.MONTH_FIRST:
        return f"{MONTHS[day.month - 1]} {day.day}, {day.year},"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _fix(right: Sequence[tuple[Claim, int]]) -> Fix:
    """Put the weekdays that belong to the dates, as short or as long as they stand there."""
    edits = []
    for claim, number in right:
        name, span = WEEKDAYS[number], claim.weekday.span
        length = span.end - span.start
        short = length < 6 and length != len(WEEKDAYS[claim.weekday.number])
        edits.append(Edit(span, f"{name[:3]}." if short else name))
    names = " and ".join(edit.text for edit in edits)
    return Fix(f"Write “{names}”, or correct the date", tuple(edits))


# --- no year is known -----------------------------------------------------------------------

_ANY_YEAR = range(2000, 2028)
"""28 years hold every calendar there is: each first weekday, with and without a leap day."""


def _impossible_together(claims: Sequence[Claim]) -> Iterator[Hit]:
    """Dates without a year that no calendar has with these weekdays; the odd ones out."""
    years = {claim: _years_that_fit(claim) for claim in claims}
    if not claims or frozenset.intersection(*years.values()):
        return
    fits = list(years.values())  # on a tie the first claim is believed
    agreeing = max(_ANY_YEAR, key=lambda year: (sum(year in fit for fit in fits), year in fits[0]))
    right = [claim for claim in claims if agreeing in years[claim]]
    for claim in claims:
        if claim in right or not years[claim]:
            continue
        near = min(right, key=lambda other: _apart(claim, other))
        if _apart(claim, near) > 60 or years[claim] & years[near]:
            continue
        day = date(agreeing, claim.written.month, claim.day)
        other = f"{_short(near)} is a {WEEKDAYS[near.weekday.number]}"
        yield Hit(
            claim.written.span,
            related=[Related(near.written.span, other)],
            fix=_fix([(claim, day.weekday())]),
            severity=Severity.WARNING,
            confidence=0.9 if len(right) > 1 else 0.8,
            fact=f"If {other}, {_short(claim)} is a {WEEKDAYS[day.weekday()]}",
            stated=WEEKDAYS[claim.weekday.number],
        )


def _years_that_fit(claim: Claim) -> frozenset[int]:
    """The years of the cycle in which the date has the weekday."""
    days = (make_date(year, claim.written.month, claim.day) for year in _ANY_YEAR)
    return frozenset(day.year for day in days if day and day.weekday() == claim.weekday.number)


def _apart(one: Claim, other: Claim) -> int:
    """Days between two dates, the shorter way round the year."""
    days = abs((one.written.month - other.written.month) * 30 + one.day - other.day)
    return min(days, 365 - days)


def _short(claim: Claim) -> str:
    """The date without a year, in the order that the article uses."""
    month = MONTHS[claim.written.month - 1]
    first = claim.written.order is Order.MONTH_FIRST
    return f"{month} {claim.day}" if first else f"{claim.day} {month}"
