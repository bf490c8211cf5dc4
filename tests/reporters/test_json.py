"""The JSON report and its schema."""

import copy
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from copydesk.finding import Failure, FileReport, Grade, Severity
from copydesk.reporters import Look
from copydesk.reporters.json import report
from copydesk.version import __version__
from reporters.reports import reported
from runs import SCHEMA, VALIDATOR, checked


def full() -> FileReport:
    """A report in which every field holds something."""
    file = reported(
        "🚆 [[3 dead]].\r\n[[4 dead]].", "here", grade=Grade.ASK, url="https://x.org", message="é"
    )
    suppressed = replace(file.findings[0], suppressed_by="allow")
    failures = (
        Failure("file", "bad", line=2, column=3),
        Failure("layer", "bad", name="quotes"),
        Failure("settings", "bad"),
        Failure("rule", "bad", name="r"),
    )
    return replace(file, suppressed=(suppressed,), errors=failures)


def test_every_field() -> None:
    finding = {
        "code": "house/a-rule", "name": "a-rule", "severity": "warning", "confidence": 0.9,
        "message": "é", "line": 1, "column": 3, "end_line": 1, "end_column": 9, "offset": 2,
        "end_offset": 8, "text": "3 dead",
        "related": [
            {"line": 2, "column": 1, "end_line": 2, "end_column": 7, "offset": 11, "end_offset": 17,
             "text": "4 dead", "message": "here"}
        ],
        "fix": {"grade": "ask", "title": "Mend it",
                "edits": [{"offset": 2, "end_offset": 8, "text": ""}]},
        "fingerprint": "0123456789abcdef", "url": "https://x.org",
    }  # fmt: skip
    assert checked(report([full()], Look(colour=True))) == {
        "schema_version": 1,
        "tool": "copydesk",
        "version": __version__,
        "files": [
            {
                "path": "a.txt",
                "findings": [finding],
                "suppressed": [finding | {"suppressed_by": "allow"}],
                "errors": [
                    {"kind": "file", "name": None, "message": "bad", "line": 2, "column": 3},
                    {
                        "kind": "layer",
                        "name": "quotes",
                        "message": "bad",
                        "line": None,
                        "column": None,
                    },
                    {
                        "kind": "settings",
                        "name": None,
                        "message": "bad",
                        "line": None,
                        "column": None,
                    },
                    {"kind": "rule", "name": "r", "message": "bad", "line": None, "column": None},
                ],
            }
        ],
        "summary": {"files": 1, "error": 0, "warning": 1, "suggestion": 0, "failures": 4},
    }


def test_it_is_printed_when_all_is_clean_too() -> None:
    assert checked(report([], Look()))["files"] == []
    assert checked(report([FileReport("a.txt")], Look()))["summary"]["files"] == 1


def test_the_summary_counts_what_stands() -> None:
    files = [
        reported("[[a]]", severity=Severity.ERROR),
        reported("[[a]]", severity=Severity.SUGGESTION, path="b.txt"),
        full(),
    ]
    files[2] = replace(files[2], path="c.txt")
    assert checked(report(files, Look()))["summary"] == {
        "files": 3, "error": 1, "warning": 1, "suggestion": 1, "failures": 4,
    }  # fmt: skip


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def changed(path: str, value: Any) -> dict[str, Any]:
    """The full report with another value at a path, or without it for ``...``."""
    data = copy.deepcopy(checked(report([full()], Look())))
    *keys, last = [int(key) if key.isdecimal() else key for key in path.split(".")]
    place: Any = data
    for key in keys:
        place = place[key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return data


FINDING = "files.0.findings.0"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema_version", 2),
        ("tool", "vale"),
        ("more", 1),
        ("summary.error", -1),
        ("files.0.errors.0.kind", "bug"),
        ("files.0.errors.0.message", ""),
        ("files.0.suppressed.0.suppressed_by", ...),
        *[(f"{FINDING}.{key}", ...) for key in ("code", "line", "offset", "text", "fix", "url")],
        (f"{FINDING}.line", 0),
        (f"{FINDING}.column", 1.5),
        (f"{FINDING}.severity", "note"),
        (f"{FINDING}.confidence", 1.1),
        (f"{FINDING}.message", ""),
        (f"{FINDING}.code", "a-rule"),
        (f"{FINDING}.more", 1),
        (f"{FINDING}.related.0.offset", ...),
        (f"{FINDING}.related.0.more", 1),
        (f"{FINDING}.fix.grade", "unsafe"),
        (f"{FINDING}.fix.edits", []),
        (f"{FINDING}.fingerprint", "xyz"),
    ],
)
def test_the_schema_refuses_what_is_not_promised(path: str, value: Any) -> None:
    assert not VALIDATOR.is_valid(changed(path, value))
