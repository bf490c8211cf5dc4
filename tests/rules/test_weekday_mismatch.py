"""The calendar, held against every date and weekday."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotators.times import MONTHS, WEEKDAYS
from copydesk.rules.dates.weekday_mismatch import weekday_mismatch
from copydesk.testing import findings

DATES = st.dates(date(1924, 1, 1), date(2199, 12, 31))
FORMS = st.sampled_from(
    [
        "They met on {weekday}, {month} {day}, {year}, in Bonn.",
        "They met on {weekday} {day} {month} {year} in Bonn.",
        "They met on {day} {month} {year} ({weekday}).",
        "They met on {weekday}, the {day}th of {month} {year}.",
        "{month} {day}, {year}, a {weekday}, was cold.",
        "BONN, {month} 1, {year} — They meet on {weekday}, {month} {day}.",
    ]
)


def written(form: str, day: date, weekday: int) -> str:
    return form.format(
        weekday=WEEKDAYS[weekday], day=day.day, month=MONTHS[day.month - 1], year=day.year
    )


@given(DATES, FORMS)
def test_the_right_weekday_is_silent(day: date, form: str) -> None:
    assert findings(weekday_mismatch, written(form, day, day.weekday())) == []


@given(DATES, FORMS, st.integers(1, 6))
def test_a_wrong_weekday_is_found_and_the_right_one_offered(day: date, form: str, off: int) -> None:
    (hit,) = findings(weekday_mismatch, written(form, day, (day.weekday() + off) % 7))
    assert hit.fix is not None
    assert [edit.text for edit in hit.fix.edits] == [WEEKDAYS[day.weekday()]]
    assert str(hit.severity) == "error"
