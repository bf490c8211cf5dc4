"""The full report: the line, carets under the span, and the place that it conflicts with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from copydesk.document import Place, Source
from copydesk.finding import FileReport, Grade, PlacedFinding, Severity
from copydesk.reporters import Look
from copydesk.reporters.terminal import columns, head, tail, visible

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.SUGGESTION: "1;36"}
_BLUE, _BOLD = "1;34", "1"
_FIXES = {Grade.SAFE: "fix", Grade.ASK: "suggested", Grade.SHOW: "by hand"}
_NARROWEST = 40
"""Columns that an excerpt always gets."""
_CONTEXT = 16
"""Columns that are left for the words around a long span."""


class _Mark(NamedTuple):
    """What is shown under a line."""

    place: Place
    sign: str
    colour: str
    label: str = ""


def report(reports: Sequence[FileReport], look: Look) -> str:
    """Every finding as a paragraph of its own, then a line that counts them."""
    parts = [
        "".join(f"{line.rstrip()}\n" for line in _finding(finding, file, look))
        for file in reports
        for finding in file.findings
    ]
    return "\n".join([*parts, _summary(reports) + "\n"]) if parts else ""


def _finding(finding: PlacedFinding, file: FileReport, look: Look) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    marks = [_Mark(finding.place, "^", colour)]
    marks += [_Mark(other.place, "-", _BLUE, other.message) for other in finding.related]
    gutter = len(str(max(mark.place.line for mark in marks)))
    where = f"{visible(file.path)}:{finding.place.line}:{finding.place.column}"
    name = _paint(f"{finding.severity}[{finding.rule}]", colour, look)
    yield f"{name} {_paint(visible(finding.message), _BOLD, look)}"
    yield f"{' ' * gutter}{_paint('-->', _BLUE, look)} {where}"
    if file.source is not None:
        yield from _excerpts(marks, file.source, gutter, look)
    if finding.fix:
        yield f"{_bar('', gutter, look, '=')} {_FIXES[finding.fix.grade]}: {visible(finding.fix.title)}"
    if finding.url:
        yield f"{_bar('', gutter, look, '=')} see {visible(finding.url)}"


def _excerpts(marks: list[_Mark], source: Source, gutter: int, look: Look) -> Iterator[str]:
    """The lines that are marked, in the order of the article."""
    width = max(_NARROWEST, look.width - gutter - len(" | "))
    yield _bar("", gutter, look)
    before = 0
    marks = sorted(marks, key=lambda mark: mark.place)
    for number, group in groupby(marks, key=lambda mark: mark.place.line):
        if 0 < before < number - 1:
            yield _paint("...", _BLUE, look)
        before = number
        line = source.line(number)
        for together in _fitting(list(group), line, width):
            shown, under = _excerpt(together, line, width, look)
            yield f"{_bar(str(number), gutter, look)} {shown}"
            yield from (f"{_bar('', gutter, look)} {row}" for row in under)


def _fitting(marks: list[_Mark], line: str, width: int) -> list[list[_Mark]]:
    """The marks of a line together if one excerpt can show them all, else each alone."""
    start, end = _reach(marks, line)
    if len(marks) > 1 and columns(visible(line[start:end][: width + 1])) > width - _CONTEXT:
        return [[mark] for mark in marks]
    return [marks]


def _reach(marks: Iterable[_Mark], line: str) -> tuple[int, int]:
    """The range of a line from the first mark's start to the last one's end."""
    ranges = [_range(mark, line) for mark in marks]
    return min(start for start, _ in ranges), max(end for _, end in ranges)


def _range(mark: _Mark, line: str) -> tuple[int, int]:
    place = mark.place
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    return min(place.column - 1, len(line)), min(end, len(line))


def _excerpt(marks: list[_Mark], line: str, width: int, look: Look) -> tuple[str, list[str]]:
    """The part of a line that holds the marks, and a row under it for each."""
    start, end = _reach(marks, line)
    middle = head(line[start:end], width - _CONTEXT)
    room = width - columns(middle)
    after = head(line[end:], room)
    before = tail(line[:start], max(room // 2, room - columns(after)))
    after = head(line[end:], room - columns(before))
    rows = []
    for mark in marks:
        first, last = _range(mark, line)
        indent = columns(before) + columns(visible(line[start:first]))
        length = min(columns(visible(line[first:last])), columns(before) + columns(middle) - indent)
        more = "…" if mark.place.end_line > mark.place.line else ""
        label = f" {visible(mark.label)}" if mark.label else ""
        carets = mark.sign * max(1, length) + more + label
        rows.append(" " * indent + _paint(carets, mark.colour, look))
    return before + middle + after, rows


def _bar(number: str, gutter: int, look: Look, bar: str = "|") -> str:
    return _paint(f"{number:>{gutter}} {bar}", _BLUE, look)


def _summary(reports: Sequence[FileReport]) -> str:
    findings = [finding for file in reports for finding in file.findings]
    told = []
    for level in sorted(Severity, reverse=True):
        count = sum(finding.severity is level for finding in findings)
        told += [f"{count} {level}{'s' if count != 1 else ''}"] if count else []
    files = sum(bool(file.findings) for file in reports)
    return f"{', '.join(told)} in {files} file{'s' if files != 1 else ''}{_fixable(findings)}"


def _fixable(findings: Iterable[PlacedFinding]) -> str:
    grades = [finding.fix.grade for finding in findings if finding.fix]
    safe, ask = grades.count(Grade.SAFE), grades.count(Grade.ASK)
    told = [f"--fix mends {safe}"] if safe else []
    told += [f"--fix --unsafe-fixes {'mends ' if not safe else ''}{safe + ask}"] if ask else []
    return f"; {', '.join(told)}" if told else ""


def _paint(text: str, colour: str, look: Look) -> str:
    return f"\N{ESCAPE}[{colour}m{text}\N{ESCAPE}[0m" if look.colour else text
