"""What tests of the engine speak of: a run of the command, its report, rules made on the spot."""

import codecs
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema

from copydesk import Bad, Rule, rule

SCHEMA = json.loads((files("copydesk.reporters") / "report.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@dataclass(frozen=True)
class Outcome:
    """What a run of the command gave."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode("utf-8")

    @property
    def report(self) -> dict[str, Any]:
        return checked(self.out)

    @property
    def findings(self) -> list[dict[str, Any]]:
        return [finding for file in self.report["files"] for finding in file["findings"]]

    @property
    def names(self) -> list[str]:
        return [finding["name"] for finding in self.findings]

    @property
    def errors(self) -> list[str]:
        return [error["message"] for file in self.report["files"] for error in file["errors"]]


@dataclass
class House:
    """The rules and folders of data rules that stand for the built-in ones in a test."""

    rules: list[Rule]
    folders: list[Path]


def checked(text: str) -> dict[str, Any]:
    """A JSON report that keeps what its schema and docs/output.md promise."""
    report: dict[str, Any] = json.loads(text)
    VALIDATOR.validate(report)
    paths = [file["path"] for file in report["files"]]
    assert paths == sorted(paths)
    for file in report["files"]:
        for findings in (file["findings"], file["suppressed"]):
            order = [(each["offset"], each["end_offset"], each["name"]) for each in findings]
            assert order == sorted(order)
        if Path(file["path"]).is_file() and not file["errors"]:
            source = independently_decoded(Path(file["path"]).read_bytes())
            for finding in [*file["findings"], *file["suppressed"]]:
                for place in (finding, *finding["related"]):
                    check_place(place, source)
    return report


def check_place(place: dict[str, Any], source: str) -> None:
    """Offsets show the text, and lines and columns are what counting anew gives."""
    start, end = place["offset"], place["end_offset"]
    assert source[start:end] == place["text"]
    assert counted(source[:start]) == (place["line"], place["column"])
    assert counted(source[:end]) == (place["end_line"], place["end_column"])


def counted(before: str) -> tuple[int, int]:
    """The 1-based line and column after a text."""
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def independently_decoded(data: bytes) -> str:
    """A file's text by the plainest means, without its byte order mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def made(check: Callable[..., Any], message: str = "Fault.", **fields: Any) -> Rule:
    """A rule of a function, without ceremony."""
    shape = rule(
        id=check.__name__.replace("_", "-"),
        severity="warning",
        message=message,
        bad=[Bad("[[a]]")],
        good=["b"],
        family="made",
    )(check)
    return replace(shape, **fields)
