"""GitHub Actions workflow commands: findings as annotations on the changed files."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.finding import FileReport, Severity
from copydesk.reporters import Look

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}


def report(reports: Sequence[FileReport], look: Look) -> str:  # noqa: ARG001  one interface
    """One command a finding or failure."""
    lines = []
    for file in reports:
        for finding in file.findings:
            place = finding.place
            lines.append(
                _command(
                    _LEVELS[finding.severity],
                    finding.message,
                    file=file.path,
                    line=place.line,
                    col=place.column,
                    endLine=place.end_line,
                    endColumn=place.end_column,
                    title=f"copydesk {finding.rule}",
                )
            )
        for failure in file.errors:
            where = {"line": failure.line} if failure.line else {}
            title = f"copydesk {failure.name or failure.kind}"
            lines.append(_command("error", failure.message, file=file.path, **where, title=title))
    return "".join(line + "\n" for line in lines)


def _command(level: str, message: str, **properties: object) -> str:
    told = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in properties.items())
    return f"::{level} {told}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
