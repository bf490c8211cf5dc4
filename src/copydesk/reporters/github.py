"""GitHub Actions workflow commands: findings as annotations on the changed files."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.finding import Failure, FileReport, PlacedFinding, Severity
from copydesk.reporters import Look
from copydesk.reporters.terminal import visible

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}


def report(reports: Sequence[FileReport], look: Look) -> str:  # noqa: ARG001  one interface
    """One command a finding or failure."""
    commands = [
        command
        for file in reports
        for command in (
            *(_finding(finding, file.path) for finding in file.findings),
            *(_failure(failure, file.path) for failure in file.errors),
        )
    ]
    return "".join(f"{command}\n" for command in commands)


def _finding(finding: PlacedFinding, path: str) -> str:
    place = finding.place
    return _command(
        _LEVELS[finding.severity],
        finding.message,
        file=path,
        line=place.line,
        col=place.column,
        endLine=place.end_line,
        endColumn=place.end_column,
        title=f"copydesk {finding.rule}",
    )


def _failure(failure: Failure, path: str) -> str:
    where = {"line": failure.line, "col": failure.column} if failure.line else {}
    title = f"copydesk {failure.name or failure.kind}"
    return _command("error", failure.message, file=path, **where, title=title)


def _command(level: str, message: str, **properties: object) -> str:
    told = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in properties.items())
    return f"::{level} {told}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    """A text as a command carries it: on one line, without what would end it or a property."""
    lines = "\n".join(visible(line) for line in text.splitlines())
    for char in "%\r\n" + more:
        lines = lines.replace(char, f"%{ord(char):02X}")
    return lines
