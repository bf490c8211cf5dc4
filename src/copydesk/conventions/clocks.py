"""The clock (3 p.m. or 15:00), its point or colon, and the letters p.m., pm, PM."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.annotators.times import Clock
from copydesk.conventions.own_copy import OwnCopy, Use
from copydesk.document import Span

NAMES = ("a.m.", "clock", "clock-separator")
LABELS = {
    "12-hour": "the 12-hour clock",
    "24-hour": "the 24-hour clock",
    "a.m.": "“a.m.” and “p.m.”",
    "am": "“am” and “pm”",
    "A.M.": "“A.M.” and “P.M.”",
    "AM": "“AM” and “PM”",
    ":": "a colon in clock times",
    ".": "a point in clock times",
}
_LETTERS = {
    "a.m.": {"am": "a.m.", "pm": "p.m."},
    "am": {"am": "am", "pm": "pm"},
    "A.M.": {"am": "A.M.", "pm": "P.M."},
    "AM": {"am": "AM", "pm": "PM"},
}
_LOCAL = {None, "local time", "Local time"}


def uses(copy: OwnCopy) -> Iterator[Use]:
    """The clock times that tell which clock is meant.

    Those with a foreign zone ("1600 GMT") are left out: agencies give them on the 24-hour clock
    beside the local time. "At 9:30" tells nothing.
    """
    letters = _first_letters(copy)
    for clock in copy.times.clocks:
        if clock.minutes is None or clock.worded:
            continue
        if clock.separator:
            yield _separator(copy.text, clock)
        if clock.meridiem and clock.meridiem_span:
            if form := _form(copy.text, clock.meridiem_span):
                rewrites = {other: words[clock.meridiem] for other, words in _LETTERS.items()}
                yield Use(clock.meridiem_span, "a.m.", form, rewrites)
            figures = f"{clock.minutes // 60:02}:{clock.minute:02}"
            yield Use(_figures(clock), "clock", "12-hour", {"24-hour": figures})
        elif clock.zone in _LOCAL and _is_24_hour(copy.text, clock):
            rewrites = {"12-hour": _on_12(clock, letters)}
            yield Use(_figures(clock), "clock", "24-hour", rewrites)


def _separator(text: str, clock: Clock) -> Use:
    at = text.index(clock.separator, clock.span.start)
    return Use(Span(at, at + 1), "clock-separator", clock.separator, {":": ":", ".": "."})


def _figures(clock: Clock) -> Span:
    """The time without its zone."""
    start, end = clock.span
    return Span(start, end - len(f" {clock.zone}")) if clock.zone else Span(start, end)


def _form(text: str, letters: Span) -> str | None:
    shown = text[letters.start : letters.end]
    return next((form for form, words in _LETTERS.items() if shown in words.values()), None)


def _is_24_hour(text: str, clock: Clock) -> bool:
    return bool(clock.separator) and (clock.hour > 12 or text[clock.span.start] == "0")


def _first_letters(copy: OwnCopy) -> dict[str, str]:
    """How the article's first 12-hour time writes its letters, with the space before them."""
    for clock in copy.times.clocks:
        if clock.meridiem_span and (form := _form(copy.text, clock.meridiem_span)):
            space = " " if copy.text[clock.meridiem_span.start - 1].isspace() else ""
            return {half: space + word for half, word in _LETTERS[form].items()}
    return {"am": " a.m.", "pm": " p.m."}


def _on_12(clock: Clock, letters: dict[str, str]) -> str:
    hour = (clock.hour - 1) % 12 + 1
    half = "pm" if 12 <= clock.hour < 24 else "am"
    minute = f"{clock.separator}{clock.minute:02}" if clock.minute else ""
    return f"{hour}{minute}{letters[half]}"
