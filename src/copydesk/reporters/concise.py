"""One line a finding: ``path:line:column: severity[rule] message``."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.finding import FileReport
from copydesk.reporters import Look
from copydesk.reporters.terminal import visible


def report(reports: Sequence[FileReport], look: Look) -> str:  # noqa: ARG001  one interface
    """The findings, nothing else; lines and columns are 1-based code points."""
    return "".join(
        f"{visible(file.path)}:{finding.place.line}:{finding.place.column}: "
        f"{finding.severity}[{finding.rule}] {visible(finding.message)}\n"
        for file in reports
        for finding in file.findings
    )
