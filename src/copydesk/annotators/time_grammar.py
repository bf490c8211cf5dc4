"""The grammar of time expressions: three patterns for the forms that news copy uses.

American, British and ISO dates, weekdays, years, relative times, clock times. Words that tell
a date from another number are data: ``rules/lexicon/time-words.csv``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from copydesk import ruledata
from copydesk.annotators.time_expressions import (
    MONTHS,
    WEEKDAYS,
    CalendarDate,
    Clock,
    DayPart,
    Month,
    NamedWeekday,
    Order,
    RelativeTime,
    TimeExpression,
    Weekday,
    Year,
)
from copydesk.document import Span
from copydesk.pattern import Pattern

if TYPE_CHECKING:
    import regex


def expressions(text: str) -> list[TimeExpression]:
    """All time expressions of a text, in order; none overlaps another."""
    dates = list(_dates(text))
    taken = [found.span for found in dates]
    rest = [found for found in (*_others(text), *_clocks(text)) if _free(found.span, taken)]
    return sorted([*dates, *rest], key=lambda found: found.span)


def _free(span: Span, taken: Sequence[Span]) -> bool:
    at = bisect_right(taken, span)
    return not any(near.overlaps(span) for near in taken[max(0, at - 1) : at + 1])


# --- words ----------------------------------------------------------------------------------

_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBER = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
_RELATION = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_ONE_TO_TEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = {"a": 1, "an": 1, "eleven": 11, "twelve": 12} | {
    word: number for number, word in enumerate(_ONE_TO_TEN, 1)
}


@cache
def _words() -> dict[str, frozenset[str]]:
    """The words of ``rules/lexicon/time-words.csv`` by role."""
    rows = ruledata.table("lexicon/time-words.csv")
    return {row["role"]: frozenset(row["words"].split()) for row in rows}


def is_numbered(word: str) -> bool:
    """Whether a number after this word (small letters) is its own: "No. 5", "version 2"."""
    return word.strip("(#:") in _words()["numbered"]


# --- calendar dates -------------------------------------------------------------------------

_FULL_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
    r"(?![A-Za-z])"
)
_ANY_WEEKDAY = rf"(?:{_FULL_WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?![A-Za-z])\.?)"
_MONTH = (
    "(?:"
    + "|".join(rf"{name}|{name.upper()}|{name[:3]}\.?|{name[:3].upper()}\.?" for name in MONTHS)
    + r"|Sept\.?|SEPT\.?)(?![A-Za-z])"
)
_YEAR = r"(?:1\d|2[01])\d\d(?![\d%]|[.,:]\d|[-–]\d)"
_DAY = r"(?<![\w.,:/$£€+])(?P<day>\d{1,2})(?P<ordinal>st|nd|rd|th)?(?![\w%]|[.,:/]\d|-[a-z])"
_UNTIL = (
    r"(?:\h?[-–—]\h?|\h(?:and|to|through|until|till|&)\h(?:the\h)?)"
    r"(?P<until>\d{1,2})(?:st|nd|rd|th)?(?![\w%]|[.,:/]\d|-[a-z]|\h?[ap]\.?m)"
)
_PART = r"(?:morning|afternoon|evening|night)"

_DATE = Pattern(
    rf"""
    (?:(?P<weekday>{_ANY_WEEKDAY})
       (?:(?P<join>,?\h(?:and|to|through|until|till)\h|\h?[-–—/&]\h?|,\h)(?P<weekday>{_ANY_WEEKDAY}))?
       (?:\h{_PART})?
       (?:,?\h(?:the\h)?|\h?\())?
    (?:
       (?<![\w-])(?P<month>{_MONTH})\h(?:the\h)?{_DAY}(?:{_UNTIL}(?!\h[JFMASOND][a-z]))?(?P<american>)
     | {_DAY}(?:{_UNTIL})?\h(?:of\h)?(?P<month>{_MONTH})(?!\h\d{{1,2}}(?!\d))
    )
    (?:,?\h(?P<year>{_YEAR}))?
    (?:\h\((?P<after>{_ANY_WEEKDAY})\)
     | (?:,\h(?:a\h|which\h(?:is|was)\h(?:a\h)?)?|\h(?:is|was|falls\hon|fell\hon)\ha\h)
       (?P<after>{_FULL_WEEKDAY})(?=[,.;:)]|\h?[–—]|\n|$)(?!,?\h(?:\d|[JFMASOND]\w+\.?\h\d)))?
  | (?<![\w/.:-])(?P<year>(?:1[5-9]|2[01])\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-]|\.\d)(?P<iso>)
  | (?<![\w/.:-])(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark)
       (?P<year>(?:19|20)\d\d)(?![\w/-]|[.]\d)
    """,
    "x",
)


def _dates(text: str) -> Iterator[CalendarDate]:
    for match in _DATE.finditer(text):
        if match.group("first"):
            yield _numeric(match)
        elif match.group("iso") is not None:
            yield _iso(match)
        elif found := _written(text, match):
            yield found


def _numeric(match: regex.Match[str]) -> CalendarDate:
    first, second = int(match["first"]), int(match["second"])
    day_span, month_span = Span(*match.span("first")), Span(*match.span("second"))
    if second > 12 >= first:
        first, second, day_span, month_span = second, first, month_span, day_span
    return CalendarDate(
        span=Span(*match.span()),
        day=first,
        month=second,
        year=int(match["year"]),
        order=Order.NUMERIC,
        day_span=day_span,
        month_span=month_span,
        year_span=Span(*match.span("year")),
    )


def _iso(match: regex.Match[str]) -> CalendarDate:
    return CalendarDate(
        span=Span(*match.span()),
        day=int(match["day"]),
        month=int(match["month"]),
        year=int(match["year"]),
        order=Order.ISO,
        day_span=Span(*match.span("day")),
        month_span=Span(*match.span("month")),
        year_span=Span(*match.span("year")),
    )


def _written(text: str, match: regex.Match[str]) -> CalendarDate | None:
    """A date with the month's name; None where the number is no day of the month."""
    american = match.group("american") is not None
    until, year, end = match["until"], match["year"], match.end()
    if until and american and counts_noun(text, match.end("until")):
        until, year, end = None, None, max(match.end("day"), match.end("ordinal"))
    weekdays = _weekdays(text, match)
    start = match.start("month") if american else match.start("day")
    if weekdays and weekdays[0].span.start < start:
        end += "(" in text[weekdays[0].span.start : start] and text[end : end + 1] == ")"
        start = weekdays[0].span.start
    if not weekdays and not _is_date(text, Span(start, end), match, dated=bool(year)):
        return None
    return CalendarDate(
        span=Span(start, end),
        day=int(match["day"]),
        month=_MONTH_NUMBER[match["month"][:3].lower()],
        year=int(year) if year else None,
        until_day=int(until) if until else None,
        weekdays=weekdays,
        order=Order.MONTH_FIRST if american else Order.DAY_FIRST,
        ordinal=bool(match["ordinal"]),
        day_span=Span(*match.span("day")),
        month_span=Span(*match.span("month")),
        year_span=Span(*match.span("year")) if year else None,
    )


def _is_date(text: str, span: Span, match: regex.Match[str], *, dated: bool) -> bool:
    """Whether day and month are a date: not "In March 12 people", "Article 5 May", "May 40".

    ``dated`` says that a year follows, which few other numbers have.
    """
    american = match.group("american") is not None
    before = word_before(text, span.start)
    if not american and is_numbered(before):
        return False
    if dated:
        return True
    counting = american and before in _words()["counting month"]
    return 1 <= int(match["day"]) <= 31 and not (counting and counts_noun(text, span.end))


def _weekdays(text: str, match: regex.Match[str]) -> tuple[NamedWeekday, ...]:
    """The weekdays that name the date's days: as many as there are days, or none."""
    spans = [Span(*span) for span in (*match.spans("weekday"), *match.spans("after"))]
    if match.spans("weekday") and match.spans("after"):
        spans.pop()
    spans = [span for span in spans if not _newspaper(text, span)]
    if len(spans) == 2 and not match.group("until"):
        # "Monday to Friday, March 13" dates the Friday; "Monday and Friday, March 13" is unclear.
        listed = match["join"].strip(" ,") in {"and", "", "/", "&"}
        spans = [] if listed else spans[1:]
    return tuple(
        NamedWeekday(span, _WEEKDAY_NUMBER[text[span.start : span.start + 3].lower()])
        for span in spans
    )


def _newspaper(text: str, span: Span) -> bool:
    """Whether this is the newspaper in "The Sun, 5 March"."""
    if text[span.start : span.end] != "Sun":
        return False
    before = text[max(0, span.start - 20) : span.start].split()
    return bool(before) and (before[-1] == "the" or before[-1][:1].isupper())


def counts_noun(text: str, end: int) -> bool:
    """Whether the word after a number that ends at ``end`` is a noun, which it may count."""
    match = _NEXT_WORD.match(text, end)
    if match is None or match[1].endswith("ed"):
        return False
    functional = ruledata.words("lexicon/function-words.csv")
    return match[1] not in functional and match[1] not in _words()["after a date"]


_NEXT_WORD = Pattern(r"\h([a-z]+)")


def word_before(text: str, start: int) -> str:
    """The word before ``start``, in lower case and with its marks; empty if there is none."""
    before = text[max(0, start - 12) : start].split()
    return before[-1].lower() if before else ""


# --- weekdays, months, years, relative times --------------------------------------------------

_TAIL = rf"(?:(?:['’]s)?\h(?P<part>{_PART})(?![A-Za-z]))?(?:,?\h(?:the\h)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b)?"
_OTHER = Pattern(
    rf"""
    (?<!\w)(?=[A-Zacilnpty12])(?:
        (?P<relation>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming)\h
          (?: (?P<weekday>{_FULL_WEEKDAY}){_TAIL}
            | (?P<month>{_MONTH})
            | (?P<unit>{_PART}|weekend|week|month|quarter|year|spring|summer|autumn|winter)\b )
      | (?P<deictic>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b(?:\h(?P<part>{_PART})\b)?
      | (?P<ago>ago)\b
      | (?P<year>(?:1[5-9]|20)\d\d)(?![\w%]|[.,:-]\d|-[a-z])
      | (?P<weekday>{_FULL_WEEKDAY}){_TAIL}
      | (?P<month>{_MONTH})(?:,?\h(?:of\h)?(?P<year>{_YEAR}))?
    )""",
    "x",
)


def _others(text: str) -> Iterator[TimeExpression]:
    for match in _OTHER.finditer(text):
        kind = next(kind for kind in _READERS if match[kind])
        if found := _READERS[kind](text, match):
            yield found


def _weekday(text: str, match: regex.Match[str]) -> Weekday | None:
    named = not match["relation"] and word_before(text, match.start()) in _words()["named day"]
    if named or _NAMED_AFTER.match(text, match.end()):
        return None
    return Weekday(
        span=Span(*match.span()),
        number=_WEEKDAY_NUMBER[match["weekday"][:3].lower()],
        relation=_RELATION[match["relation"].lower()] if match["relation"] else None,
        part=DayPart(match["part"]) if match["part"] else None,
        day=int(match["day"]) if match["day"] else None,
    )


_NAMED_AFTER = Pattern(
    r"\h(?:Times|Telegraph|Mirror|Express|Mail|Mass|Post|World|Herald|People|Star|Sport|Addams|Night\hLive)\b"
)


def _deictic(text: str, match: regex.Match[str]) -> RelativeTime | None:
    start, word = match.start(), match["deictic"].lower()
    if match[0][0].isupper() and text[max(0, start - 2) : start].strip().isalnum():
        return None  # a newspaper or a programme
    offset = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if further := _DAY_FURTHER.search(text[max(0, start - 16) : start]):
        start -= len(further[0])
        offset *= 2
    part = match["part"] or ("night" if word == "tonight" else None)
    return RelativeTime(
        span=Span(start, match.end()),
        unit="day",
        offset=offset,
        part=DayPart(part) if part else None,
    )


_DAY_FURTHER = Pattern(r"the\hday\h(?:before|after)\h$", "i")


def _month(text: str, match: regex.Match[str]) -> Month | None:
    relation, year = match["relation"], match["year"]
    if not (relation or year or _month_alone(text, match)):
        return None
    return Month(
        span=Span(*match.span()),
        month=_MONTH_NUMBER[match["month"][:3].lower()],
        year=int(year) if year else None,
        relation=_RELATION[relation.lower()] if relation else None,
    )


def _month_alone(text: str, match: regex.Match[str]) -> bool:
    """Whether this is a month ("in May"), not a person or an abbreviation."""
    if len(match["month"]) == 3 and match["month"] != "May":
        return False
    before = word_before(text, match.start())
    if match["month"] in {"March", "April", "May", "June", "August"}:
        return before in _words()["before a month"] and not _NAME_AFTER.match(text, match.end())
    return before in _words()["before a month"] | {
        "by",
        "of",
        "from",
        "to",
        "and",
        "through",
        "for",
    }


_NAME_AFTER = Pattern(r"(?:['’]s)?\h[A-Z]")


def _relative(text: str, match: regex.Match[str]) -> RelativeTime | None:
    if word_before(text, match.start()) in {"the", "a", "an", "his", "her", "their", "its"}:
        return None  # "over the last year" is a stretch of time, "a last night" no date
    offset, unit = _RELATION[match["relation"].lower()], match["unit"]
    if unit not in _PARTS:
        return RelativeTime(span=Span(*match.span()), unit=unit, offset=offset)
    return RelativeTime(span=Span(*match.span()), unit="day", offset=offset, part=DayPart(unit))


_PARTS = frozenset(part.value for part in DayPart)


def _ago(text: str, match: regex.Match[str]) -> RelativeTime | None:
    start = max(0, match.start() - 20)
    counted = _COUNTED.search(text, start, match.start())
    if counted is None:
        return None
    number = str(counted[1]).lower()
    if not number.isdigit() and number not in _NUMBER:
        return None
    return RelativeTime(
        span=Span(counted.start(), match.end()),
        unit=counted[2],
        offset=-(int(number) if number.isdigit() else _NUMBER[number]),
        counted=True,
    )


_COUNTED = Pattern(r"\b([A-Za-z]+|\d{1,3})\h(day|week|month|year|hour)s?\h$")


def _year(text: str, match: regex.Match[str]) -> Year | None:
    if word_before(text, match.start()) in _words()["before a year"] and not counts_noun(
        text, match.end()
    ):
        return Year(span=Span(*match.span()), year=int(match["year"]))
    return None


_READERS: dict[str, Callable[[str, regex.Match[str]], TimeExpression | None]] = {
    "weekday": _weekday,
    "deictic": _deictic,
    "month": _month,
    "unit": _relative,
    "ago": _ago,
    "year": _year,
}
"""What reads a match, by the group that it has; a month with a year is a month."""


# --- clock times --------------------------------------------------------------------------------

_ZONE = (
    r"(?:GMT|UTC|BST|CES?T|EES?T|[ECMP][SD]?T|MSK|JST|KST|IST|SGT|HKT|AE[SD]T|WIB|"
    r"[Ll]ocal\htime|hours|hrs)(?!\w)"
)
_CLOCK = Pattern(
    rf"""
    (?<![\w.,:/$£€])(?=[\dnmo])(?:
        (?P<hour>\d{{1,2}})(?:(?P<mark>:\h?|\.)(?P<minute>\d\d))?\h?
          (?P<meridiem>[ap]\.\h?m\.?(?!\w)|[ap]m(?!\w)|[AP]\.\h?M\.?(?!\w)|[AP]M(?!\w))
          (?:\h(?P<zone>{_ZONE}))?
      | (?P<hour>\d{{1,2}})(?P<mark>:)(?P<minute>\d\d)(?![\w:%-]|[.,]\d)(?:\h(?P<zone>{_ZONE}))?
      | (?<=\b(?:at|by|from|until|before|after|since)\h)(?P<hour>\d{{1,2}})(?P<mark>\.)(?P<minute>\d\d)
          (?![\w:%-]|[.,]\d|\h(?:per|[$£€]))(?:\h(?P<zone>{_ZONE}))?
      | (?P<hour>\d\d)(?P<minute>\d\d)\h(?P<zone>{_ZONE})
      | (?P<word>noon|midday|midnight|(?<=\h)o['’]clock)\b
    )""",
    "x",
)


def _clocks(text: str) -> Iterator[Clock]:
    for match in _CLOCK.finditer(text):
        if match["word"]:
            found = _worded(text, match)
        elif match["meridiem"] or match["zone"] or _is_clock(text, match):
            found = _clock(match)
        else:
            continue
        if found:
            yield found


def _is_clock(text: str, match: regex.Match[str]) -> bool:
    """Whether "18:40" is a time of day, not a score, a ratio or a verse."""
    if match["mark"] == ".":
        return not counts_noun(text, match.end())  # "rose by 10.25 points"
    return word_before(text, match.start()) in _words()["before a clock"]


def _worded(text: str, match: regex.Match[str]) -> Clock | None:
    if match["word"][0] != "o":
        hour, start = 0 if match["word"] == "midnight" else 12, match.start()
        return Clock(span=Span(start, match.end()), hour=hour, worded=True)
    number = word_before(text, match.start())
    hour = int(number) if number.isdecimal() else _NUMBER.get(number, 0)
    start = text.rfind(" ", 0, match.start() - 1) + 1
    return Clock(span=Span(start, match.end()), hour=hour, worded=True) if hour else None


def _clock(match: regex.Match[str]) -> Clock:
    meridiem = match["meridiem"]
    return Clock(
        span=Span(*match.span()),
        hour=int(match["hour"]),
        minute=int(match["minute"] or 0),
        meridiem=f"{meridiem[0].lower()}m" if meridiem else None,
        meridiem_span=Span(*match.span("meridiem")) if meridiem else None,
        separator=(match["mark"] or "").strip(),
        zone=match["zone"],
    )
