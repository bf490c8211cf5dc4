"""The JSON report; its schema is ``report.schema.json`` beside this file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from copydesk.document import Place
from copydesk.finding import FileReport, PlacedFinding, Severity
from copydesk.reporters import Look
from copydesk.version import __version__

SCHEMA_VERSION = 1


def report(reports: Sequence[FileReport], look: Look) -> str:  # noqa: ARG001  one interface
    """The whole run as one object. Lone surrogates cannot occur: sources are decoded strictly."""
    return json.dumps(as_dict(reports), ensure_ascii=False, indent=1) + "\n"


def as_dict(reports: Sequence[FileReport]) -> dict[str, Any]:
    """The report as plain data."""
    findings = [finding for file in reports for finding in file.findings]
    summary: dict[str, int] = {"files": len(reports)}
    for level in sorted(Severity, reverse=True):
        summary[str(level)] = sum(finding.severity is level for finding in findings)
    summary["failures"] = sum(len(file.errors) for file in reports)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": "copydesk",
        "version": __version__,
        "files": [_file(file) for file in reports],
        "summary": summary,
    }


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "findings": [finding_as_dict(finding) for finding in file.findings],
        "suppressed": [
            {**finding_as_dict(finding), "suppressed_by": finding.suppressed_by}
            for finding in file.suppressed
        ],
        "errors": [
            {
                "kind": failure.kind,
                "name": failure.name,
                "message": failure.message,
                "line": failure.line,
                "column": failure.column,
            }
            for failure in file.errors
        ],
    }


def finding_as_dict(finding: PlacedFinding) -> dict[str, Any]:
    """One finding as plain data."""
    fix = finding.fix
    return {
        "code": finding.code,
        "name": finding.rule,
        "severity": str(finding.severity),
        "confidence": round(finding.confidence, 3),
        "message": finding.message,
        **_lines(finding.place),
        "offset": finding.place.offset,
        "end_offset": finding.place.end_offset,
        "text": finding.text,
        "related": [
            {
                **_lines(other.place),
                "offset": other.place.offset,
                "end_offset": other.place.end_offset,
                "text": other.text,
                "message": other.message,
            }
            for other in finding.related
        ],
        "fix": fix
        and {
            "grade": str(fix.grade),
            "title": fix.title,
            "edits": [
                {"offset": edit.offset, "end_offset": edit.end_offset, "text": edit.text}
                for edit in fix.edits
            ],
        },
        "fingerprint": finding.fingerprint,
        "url": finding.url,
    }


def _lines(place: Place) -> dict[str, int]:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
