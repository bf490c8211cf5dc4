"""The layer ``times``: what is found, where, and which days it means."""

from __future__ import annotations

from datetime import date

import pytest

from copydesk.annotators.times import (
    Basis,
    CalendarDate,
    Clock,
    DayPart,
    Month,
    Order,
    Origin,
    RelativeTime,
    TimeExpression,
    Times,
    Weekday,
    Year,
    times,
)
from copydesk.document import Document
from copydesk.testing import document

THURSDAY = "OSLO, 12 February 2026 — "


def shown(text: str, kind: type[TimeExpression] = TimeExpression) -> list[str]:
    article = document(text)
    return [article.show(found.span) for found in times(article) if isinstance(found, kind)]


def the_date(text: str) -> CalendarDate:
    (found,) = times(document(text)).dates
    return found


def days(text: str) -> dict[str, tuple[date, date] | None]:
    """What every expression after the dateline means."""
    article = document(THURSDAY + text)
    return {
        article.show(found.span): found.resolved and (found.resolved.first, found.resolved.last)
        for found in list(times(article))[1:]
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It opened on March 5, 2025.", ("March 5, 2025", 5, 3, 2025)),
        ("It opened on 5 March 2025.", ("5 March 2025", 5, 3, 2025)),
        ("It opened on the 5th of March.", ("5th of March", 5, 3, None)),
        ("It opened on Mar. 5 at noon.", ("Mar. 5", 5, 3, None)),
        ("It opened on Sept. 17, 2024, in Bonn.", ("Sept. 17, 2024", 17, 9, 2024)),
        ("It opened on 2025-03-05.", ("2025-03-05", 5, 3, 2025)),
        ("It opened on 05.03.2025.", ("05.03.2025", 5, 3, 2025)),
        ("It opened on 3/25/2025.", ("3/25/2025", 25, 3, 2025)),
        ("Tuesday, Sept. 9: smoke is seen.", ("Tuesday, Sept. 9", 9, 9, None)),
        ("WEDNESDAY, MARCH 5", ("WEDNESDAY, MARCH 5", 5, 3, None)),
        ("The 31 November file is gone, on 31 November.", ("31 November", 31, 11, None)),
    ],
)
def test_calendar_dates(text: str, parts: tuple[str, int, int, int | None]) -> None:
    article = document(text)
    found = times(article).dates[-1]
    assert (article.show(found.span), found.day, found.month, found.year) == parts


@pytest.mark.parametrize(
    ("text", "span", "weekdays"),
    [
        ("We met on Tuesday, March 5.", "Tuesday, March 5", [1]),
        ("We met on Tuesday 5 March.", "Tuesday 5 March", [1]),
        ("We met on March 5 (Tuesday).", "March 5 (Tuesday)", [1]),
        ("We met on Tuesday night (March 5).", "Tuesday night (March 5)", [1]),
        ("We met on March 5, a Tuesday, in Bonn.", "March 5, a Tuesday", [1]),
        ("We met on Friday, the 13th of June.", "Friday, the 13th of June", [4]),
        ("Come on Sat. and Sun., 14 and 15 March.", "Sat. and Sun., 14 and 15 March", [5, 6]),
        ("From Monday to Friday, March 13, it is shut.", "Friday, March 13", [4]),
        ("On Monday and Friday, March 13, it is shut.", "March 13", []),
        ("In the Sun, 5 March, it was told.", "5 March", []),
        ("It falls on 13 March, Saturday, 14 March.", "13 March", []),
    ],
)
def test_a_weekday_names_the_date_that_it_stands_by(
    text: str, span: str, weekdays: list[int]
) -> None:
    article = document(text)
    found = times(article).dates[0]
    assert article.show(found.span) == span
    assert [weekday.number for weekday in found.weekdays] == weekdays


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("from 5 to 7 March", 7),
        ("on March 5-7", 7),
        ("on March 5 and 6", 6),
        ("from 24 February", None),
        ("on March 5 and 12 boats sank", None),
        ("on March 5 - 7 a.m. by the clock", None),
    ],
)
def test_ranges(text: str, until: int | None) -> None:
    assert the_date(text).until_day == until


def test_a_range_over_two_months_is_two_dates() -> None:
    assert shown("from February 24 to 3 June", CalendarDate) == ["February 24", "3 June"]


@pytest.mark.parametrize(
    "text",
    [
        "In March 12 people died.",
        "Article 5 May be read so.",
        "She may 5 times; he won 3-2.",
        "Windows 10 May 2020 Update came out.",
        "Version 2024.13.45 and build 1.2.3 are out.",
        "The file 2024-15-03-b is lost.",
    ],
)
def test_no_dates(text: str) -> None:
    assert shown(text, CalendarDate) == []


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("It began at 3 p.m. and ended at 15:30.", [(3, 0, "pm"), (15, 30, None)]),
        (
            "It began at 9.30 am or 11 PM, not at noon.",
            [(9, 30, "am"), (11, 0, "pm"), (12, 0, None)],
        ),
        ("It began at 0800 GMT, before midnight.", [(8, 0, None), (0, 0, None)]),
        ("It began at six o’clock.", [(6, 0, None)]),
        ("It rang at 25:10 and 15:30 p.m.", [(25, 10, None), (15, 30, "pm")]),
        ("They won 6:15 and quoted John 3:16; it rose by 10.25 points.", []),
        ("He ran it in 18:40 and I am 5 feet tall.", []),
    ],
)
def test_clock_times(text: str, clocks: list[tuple[int, int, str | None]]) -> None:
    found = times(document(text)).clocks
    assert [(clock.hour, clock.minute, clock.meridiem) for clock in found] == clocks


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("at 12 a.m.", 0),
        ("at 12:30 p.m.", 750),
        ("at 24:00", 1440),
        ("at 24:30", None),
        ("at 13:75", None),
        ("at 0 a.m.", None),
        ("at 14 p.m.", None),
    ],
)
def test_minutes_since_midnight(text: str, minutes: int | None) -> None:
    (clock,) = times(document(text)).clocks
    assert clock.minutes == minutes


def test_weekdays_months_years() -> None:
    text = (
        "On Tuesday night, last Friday and Good Friday the Sunday Times wrote of May. Mrs May "
        "came in May, in 2024, on Flight 1908, with 2015 people, and on Friday the 13th."
    )
    found = list(times(document(text)))
    assert [(f.number, f.relation, f.part, f.day) for f in found if isinstance(f, Weekday)] == [
        (1, None, DayPart.NIGHT, None),
        (4, -1, None, None),
        (4, None, None, 13),
    ]
    assert [f.month for f in found if isinstance(f, Month)] == [5]
    assert [f.year for f in found if isinstance(f, Year)] == [2024]


def test_relative_times() -> None:
    text = "The day before yesterday, tonight, next week and two days ago; over the last year."
    found = [f for f in times(document(text)) if isinstance(f, RelativeTime)]
    assert [(f.unit, f.offset, f.part, f.counted) for f in found] == [
        ("day", -2, None, False),
        ("day", 0, DayPart.NIGHT, False),
        ("week", 1, None, False),
        ("day", -2, None, True),
    ]


def test_code_and_addresses_hold_no_times() -> None:
    article = document("Run `at 15:30` by https://a.example/2025-03-05 now.", "markdown")
    assert list(times(article)) == []


# --- the article's own date -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "form", "origin"),
    [
        ("KYIV, Feb. 12, 2026 — The bridge is shut.", "plain", Origin.DATELINE),
        ("ASTANA, 12 February 2026 – The bridge is shut.", "plain", Origin.DATELINE),
        ("OSLO, Norway, Thursday, Feb. 12, 2026 - Shut.", "plain", Origin.DATELINE),
        ("WASHINGTON (AP), Feb. 12, 2026: It is shut.", "plain", Origin.DATELINE),
        ("Bridge shut\n\nThursday, February 12, 2026\n\nIt is shut.", "plain", Origin.PUBLISHED),
        ("Bridge shut\n\nPublished: 12 February 2026\n\nIt is shut.", "plain", Origin.PUBLISHED),
        ("---\ndate: 2026-02-12\n---\n\nIt is shut.\n", "markdown", Origin.META),
        ("---\ndate: 2026-02-12T08:00:00Z\n---\n\nIt is shut.\n", "markdown", Origin.META),
        ("---\ndate: February 12, 2026\n---\n\nIt is shut.\n", "markdown", Origin.META),
        ('<meta name="date" content="2026-02-12"><p>It is shut.</p>', "html", Origin.META),
        ("---\ndate: 2026-02-13\n---\n\nKYIV, Feb. 12 — Shut.\n", "markdown", Origin.DATELINE),
    ],
)
def test_the_articles_own_date(text: str, form: str, origin: Origin) -> None:
    own = times(document(text, form)).article_date
    assert own is not None
    assert (own.date, own.origin) == (date(2026, 2, 12), origin)


def test_the_year_of_a_dateline_may_come_from_the_front_matter() -> None:
    text = "---\ndate: 2026-01-01\n---\n\nKYIV, Dec. 31 — The bridge is shut.\n"
    article = document(text, "markdown")
    own = times(article).article_date
    assert own is not None
    assert own.date == date(2025, 12, 31)
    assert own.span is not None
    assert article.show(own.span) == "Dec. 31"
    assert own.year_span is None


@pytest.mark.parametrize(
    "text",
    [
        "On 5 March 2025 the bridge was shut.",
        "The bridge was shut on 5 March 2025 — a Wednesday.",
        "---\ndate: soon\n---\n\nIt is shut.\n",
        "NATO said on 5 March 2025 that it would. The bridge is shut.",
    ],
)
def test_no_date_of_its_own(text: str) -> None:
    assert times(document(text, "markdown")).article_date is None


# --- which days are meant ---------------------------------------------------------------------


def the_days(first: date, last: date | None = None) -> tuple[date, date]:
    return first, last or first


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("It is shut until 22 February.", the_days(date(2026, 2, 22))),
        ("It was shut on 30 November.", the_days(date(2025, 11, 30))),
        ("It will be shut from 5 to 7 March.", the_days(date(2026, 3, 5), date(2026, 3, 7))),
        ("It will be shut until 20 August.", the_days(date(2026, 8, 20))),
        ("It had been shut since 20 August.", the_days(date(2025, 8, 20))),
        ("It was shut yesterday.", the_days(date(2026, 2, 11))),
        ("It was shut last Thursday.", the_days(date(2026, 2, 5))),
        ("It was shut last Tuesday.", the_days(date(2026, 2, 10))),
        ("It was shut last week.", the_days(date(2026, 2, 2), date(2026, 2, 8))),
        ("It opens next month.", the_days(date(2026, 3, 1), date(2026, 3, 31))),
        ("It was shut last July.", the_days(date(2025, 7, 1), date(2025, 7, 31))),
        ("It was shut last year.", the_days(date(2025, 1, 1), date(2025, 12, 31))),
        ("It was shut in December 2024.", the_days(date(2024, 12, 1), date(2024, 12, 31))),
        ("It was shut three days ago.", the_days(date(2026, 2, 9))),
    ],
)
def test_days(text: str, meant: tuple[date, date]) -> None:
    assert list(days(text).values()) == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "It is shut on Tuesday.",
        "It shuts in March.",
        "20 August is the day.",
        "It was shut three years ago.",
        "It was shut last summer.",
        "It opens next Tuesday.",
        "It opens on 30 February.",
    ],
)
def test_what_the_text_leaves_open_stays_open(text: str) -> None:
    assert list(days(text).values()) == [None]


def test_bases() -> None:
    text = THURSDAY + "It shut on 5 January, on 30 November, and on 3 May 2024."
    bases = [found.resolved and found.resolved.basis for found in times(document(text)).dates]
    assert bases == [Basis.STATED, Basis.ARTICLE, Basis.NEAREST, Basis.STATED]


def test_without_a_date_of_its_own_another_date_gives_the_year() -> None:
    text = "It was shut on 3 May 2024. It opened on 20 May, and shut again on 1 November."
    found = times(document(text)).dates
    assert [one.date for one in found] == [date(2024, 5, 3), date(2024, 5, 20), None]
    assert found[1].resolved is not None
    assert found[1].resolved.basis is Basis.CONTEXT


def test_spans_are_the_characters_in_order() -> None:
    text = THURSDAY + "At 3 p.m. on Friday, 13 March, and again last week, in 2024 and at noon."
    article: Document = document(text)
    layer: Times = times(article)
    shown = [article.show(found.span) for found in layer]
    assert shown == [
        "12 February 2026",
        "3 p.m.",
        "Friday, 13 March",
        "last week",
        "2024",
        "noon",
    ]
    assert layer[1:2] == (layer[1],)
    assert [isinstance(found, Clock) for found in layer].count(True) == len(layer.clocks)
    assert layer.dates[0].order is Order.DAY_FIRST
