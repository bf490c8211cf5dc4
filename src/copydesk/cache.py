"""Reports of articles that have not changed, kept between runs.

An entry is named by a digest of everything that its report depends on: the source's bytes and
path, the settings, and the code and data of copydesk and its plugins. Nothing is ever updated
in place, so an entry is either right or not found; ``--no-cache`` neither reads nor writes.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

from copydesk.document import Place, Source
from copydesk.finding import (
    FileReport,
    Grade,
    PlacedEdit,
    PlacedFinding,
    PlacedFix,
    PlacedRelated,
    Severity,
)
from copydesk.version import __version__

KEPT_DAYS = 30
"""Entries that were not asked for this long are swept out."""
_SWEPT = "swept"
_MADE_BY_PYTHON = frozenset({".pyc", ".pyo"})


def default_folder() -> Path:
    """Where the cache lies: ``COPYDESK_CACHE``, or the user's cache folder of the system."""
    if given := os.environ.get("COPYDESK_CACHE"):
        return Path(given)
    from platformdirs import user_cache_path  # noqa: PLC0415  runs without a cache do not need it

    return user_cache_path("copydesk", appauthor=False)


def state(settings: str, origins: Iterable[Path]) -> str:
    """What all reports of a run depend on: the settings, and the code and data that apply them.

    ``origins`` are files, and folders with all that is below them. Their names, sizes and times
    are taken for their bytes.
    """
    digest = blake2b(
        f"{__version__}\0{settings}\0".encode("utf-8", "surrogateescape"), digest_size=20
    )
    for path, size, time_ns in sorted(set(_files(origins))):
        digest.update(f"{path}\0{size}\0{time_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(origins: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for origin in origins:
        for path in origin.rglob("*") if origin.is_dir() else [origin]:
            if path.suffix not in _MADE_BY_PYTHON and path.is_file():
                found = path.stat()
                yield str(path), found.st_size, found.st_mtime_ns


class Cache:
    """Reports by digest. A cache that cannot be read or written is as good as an empty one."""

    def __init__(self, state: str, folder: Path | None = None) -> None:
        self._folder = folder or default_folder()
        self._state = state

    def get(self, source: Source) -> FileReport | None:
        """The report of a source, if it is known."""
        path = self._path(source)
        try:
            entry = json.loads(path.read_text(encoding="utf-8"))
            report = _report(entry, source)
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return report

    def put(self, source: Source, report: FileReport) -> None:
        """Keep a report; one with failures is not kept, the next run may do better."""
        if report.errors:
            return
        path = self._path(source)
        entry = {
            "findings": [asdict(finding) for finding in report.findings],
            "suppressed": [asdict(finding) for finding in report.suppressed],
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(entry, file)
            Path(temporary).replace(path)
            self._sweep()
        except OSError:
            return

    def _path(self, source: Source) -> Path:
        digest = blake2b(digest_size=20)
        for part in (self._state, source.path, source.encoding):
            digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
        digest.update(source.data)
        name = digest.hexdigest()
        return self._folder / name[:2] / f"{name[2:]}.json"

    def _sweep(self) -> None:
        mark = self._folder / _SWEPT
        oldest = time.time() - KEPT_DAYS * 86400
        if mark.exists() and mark.stat().st_mtime > oldest:
            return
        for path in self._folder.glob("*/*.json"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
        mark.touch()


def _report(entry: Mapping[str, Any], source: Source) -> FileReport:
    findings = tuple(_finding(told) for told in entry["findings"])
    suppressed = tuple(_finding(told) for told in entry["suppressed"])
    return FileReport(source.path, findings, suppressed, source=source)


def _finding(told: Mapping[str, Any]) -> PlacedFinding:
    fix = told["fix"]
    return PlacedFinding(
        **{
            **told,
            "severity": Severity(told["severity"]),
            "place": Place(*told["place"]),
            "related": tuple(
                PlacedRelated(Place(*other["place"]), other["message"], other["text"])
                for other in told["related"]
            ),
            "fix": fix
            and PlacedFix(
                Grade(fix["grade"]),
                fix["title"],
                tuple(PlacedEdit(**edit) for edit in fix["edits"]),
            ),
        }
    )
