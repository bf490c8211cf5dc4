"""The full report: the line, carets under the span, and the place that it conflicts with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from copydesk.document import Place, Source
from copydesk.finding import FileReport, PlacedFinding, Severity
from copydesk.reporters import Look

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.SUGGESTION: "1;36"}
_BLUE, _BOLD = "1;34", "1"
_MARGIN = 12
"""Columns kept for the line number and its bar."""


def report(reports: Sequence[FileReport], look: Look) -> str:
    """Every finding as a paragraph of its own, then a line that counts them."""
    parts = [
        "".join(f"{line}\n" for line in _finding(finding, file, look))
        for file in reports
        for finding in file.findings
    ]
    if not parts:
        return ""
    return "\n".join([*parts, _summary(reports) + "\n"])


def _finding(finding: PlacedFinding, file: FileReport, look: Look) -> Iterator[str]:
    where = finding.place
    head = _paint(f"{finding.severity}[{finding.rule}]", _COLOURS[finding.severity], look)
    yield f"{head} {_paint(visible(finding.message), _BOLD, look)}"
    arrow = _paint("-->", _BLUE, look)
    yield f"  {arrow} {file.path}:{where.line}:{where.column}"
    if file.source is None:
        return
    yield from _excerpt(where, file.source, "^", _COLOURS[finding.severity], look)
    for other in finding.related:
        yield from _excerpt(other.place, file.source, "-", _BLUE, look, label=other.message)
    if finding.fix:
        yield f"{_bar('', look, '=')} fix ({finding.fix.grade}): {visible(finding.fix.title)}"


def _excerpt(
    where: Place, source: Source, mark: str, colour: str, look: Look, *, label: str = ""
) -> Iterator[str]:
    line = source.line(where.line)
    start = where.column - 1
    end = where.end_column - 1 if where.end_line == where.line else len(line)
    before, marked, after = _window(line, start, end, max(40, look.width - _MARGIN))
    yield _bar("", look)
    yield f"{_bar(str(where.line), look)} {visible(before)}{visible(marked)}{visible(after)}".rstrip()
    more = "…" if where.end_line > where.line else ""
    carets = mark * max(1, columns(visible(marked)))
    tail = f" {visible(label)}" if label else ""
    under = _paint(f"{carets}{more}{tail}", colour, look)
    yield f"{_bar('', look)} {' ' * columns(visible(before))}{under}"


def _window(line: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """The words around a span that fit into ``width`` characters, cut at spaces."""
    if len(line) <= width:
        return line[:start], line[start:end], line[end:]
    room = max(0, width - (end - start) - 2)
    low = max(0, min(start - room // 2, len(line) - width + 1))
    high = min(len(line), max(low + width - 2, end))
    if low > 0:
        space = line.find(" ", low, start)
        low = space + 1 if space >= 0 else low
    if high < len(line):
        space = line.rfind(" ", end, high)
        high = space if space >= 0 else high
    marked = line[start:end]
    if len(marked) > width:
        marked = marked[: width - 1] + "…"
    before = ("…" if low else "") + line[low:start]
    return before, marked, line[end:high] + ("…" if high < len(line) else "")


def visible(text: str) -> str:
    """Text with nothing in it that moves the cursor or hides: such characters show as ``�``."""
    if text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\t":
        return " "
    category = unicodedata.category(char)
    return "�" if category in ("Cc", "Cf", "Cs", "Zl", "Zp") else char


def columns(text: str) -> int:
    """How many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415  ASCII lines do not need its tables

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def _bar(number: str, look: Look, bar: str = "|") -> str:
    return _paint(f"{number:>5} {bar}", _BLUE, look)


def _summary(reports: Sequence[FileReport]) -> str:
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for file in reports:
        for finding in file.findings:
            counts[finding.severity] += 1
    told = [f"{n} {level}{'s' if n != 1 else ''}" for level, n in counts.items() if n]
    files = sum(bool(file.findings) for file in reports)
    return f"{', '.join(told)} in {files} file{'s' if files != 1 else ''}"


def _paint(text: str, colour: str, look: Look) -> str:
    return f"\N{ESCAPE}[{colour}m{text}\N{ESCAPE}[0m" if look.colour else text
