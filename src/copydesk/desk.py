"""The desk: one linter for each settings file of a run, and what becomes of each article."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from copydesk import config, encoding, files
from copydesk.cache import Cache, state
from copydesk.config import COMMAND_LINE, Settings
from copydesk.document import Source
from copydesk.files import Ignores
from copydesk.finding import Failure, FileReport, Grade, Severity
from copydesk.lint import Linter, told
from copydesk.plugins import Plugins
from copydesk.problem import Problem

_Found = TypeVar("_Found")
_FILES_PER_JOB = 16
"""Below this many files a second process costs more than it saves."""


@dataclass(frozen=True)
class Options:
    """What the command line says of the settings; it goes before what their file says."""

    config: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    cache: bool = True
    """Whether reports of unchanged articles are kept between runs."""

    def over(self, settings: Settings) -> Settings:
        """The settings with these options. Overrides for some paths can still leave rules out."""
        given = dict(settings.given)
        if self.select:
            overrides = tuple(replace(override, select=()) for override in settings.overrides)
            settings = replace(settings, select=self.select, overrides=overrides)
            given["select"] = COMMAND_LINE
        if self.ignore:
            given["ignore"] = ", ".join(filter(None, [given.get("ignore"), COMMAND_LINE]))
            settings = replace(settings, ignore=(*settings.ignore, *self.ignore))
        if self.fail_on is not None:
            given["fail-on"] = COMMAND_LINE
            settings = replace(settings, fail_on=self.fail_on)
        return replace(settings, given=given)


@dataclass(frozen=True)
class Mending:
    """Which fixes to apply, and whether to write the result or only its difference."""

    grades: frozenset[Grade]
    write: bool = True


class Desk:
    """The linters of a run. Settings or rules that cannot be used are found out once."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._settings: dict[Path, Settings | Problem] = {}
        self._linters: dict[Path | None, Linter | Problem] = {}
        self._ignores: dict[Path | None, Ignores] = {}
        self._caches: dict[tuple[Path | str | None, ...], Cache] = {}

    def settings(self, folder: Path) -> Settings:
        """The settings for the files of a folder: those nearest upward, with the options."""
        key = self.options.config or Path(os.path.abspath(folder))  # noqa: PTH100  keeps links
        if key not in self._settings:
            try:
                self._settings[key] = self._found(key)
            except Problem as problem:
                self._settings[key] = problem
        return _usable(self._settings[key])

    def _found(self, folder: Path) -> Settings:
        path = self.options.config or config.file_in(folder)
        if path is None and folder != folder.parent:
            return self.settings(folder.parent)
        return self.options.over(config.load(path) if path else Settings())

    def linter(self, folder: Path) -> Linter:
        """The linter for the files of a folder. ``Problem`` for settings that cannot be used."""
        settings = self.settings(folder)
        if settings.origin not in self._linters:
            linter = Linter(settings, Plugins(settings.disable_plugins))
            try:
                linter.active()  # an unknown rule is told before the first file is read
                self._linters[settings.origin] = linter
            except Problem as problem:
                self._linters[settings.origin] = problem
        return _usable(self._linters[settings.origin])

    @cached_property
    def home(self) -> Linter:
        """The linter of the current folder, for what does not depend on an article."""
        return self.linter(Path())

    def ignores(self, folder: Path) -> Ignores:
        """What is left out in a folder."""
        settings = self.settings(folder)
        if settings.origin not in self._ignores:
            self._ignores[settings.origin] = Ignores(
                settings.exclude, settings.root, git=settings.respect_gitignore
            )
        return self._ignores[settings.origin]

    def report(self, path: Path, mending: Mending | None = None) -> FileReport:
        """Lint one file, and mend it if so asked. What is wrong with it ends up in its report."""
        return self._report(
            path.as_posix(), lambda limit: files.load(path, limit), mending, kept=True
        )

    def report_bytes(self, data: bytes, name: str, mending: Mending | None = None) -> FileReport:
        """Lint what goes by a name, such as standard input; ``mending`` never writes it."""
        mending = mending and replace(mending, write=False)
        return self._report(name, lambda limit: files.bounded(data, name, limit), mending)

    def _report(
        self,
        name: str,
        load: Callable[[int], Source],
        mending: Mending | None,
        *,
        kept: bool = False,
    ) -> FileReport:
        try:
            linter = self.linter(Path(name).parent)
            linter.reader(name)  # told before the bytes are looked at
            source = load(linter.settings.max_file_size)
            if mending:
                return _mended(linter, source, mending)
            return (
                self._kept(linter, source) if kept and self.options.cache else linter.lint(source)
            )
        except Problem as problem:
            return failed(name, problem)
        except Exception as error:  # noqa: BLE001  the other files are still to be linted
            message = f"copydesk itself failed, please report it: {told(error)}"
            return FileReport(name, errors=(Failure("file", message),))

    def _kept(self, linter: Linter, source: Source) -> FileReport:
        """The report from the cache or, if it is not there, made and put there."""
        key = (linter.settings.origin, *linter.plugins.names)  # a reader may bring plugins in late
        if key not in self._caches:
            self._caches[key] = Cache(state(repr(linter.settings), linter.origins))
        report = self._caches[key].get(source)
        if report is None:
            report = linter.lint(source)
            self._caches[key].put(source, report)
        return report

    def reports(
        self, paths: list[Path], mending: Mending | None = None, jobs: int = 0
    ) -> Iterator[FileReport]:
        """Reports of many files, in the order of the paths; ``jobs`` processes, 0 for what pays."""
        jobs = min(jobs or min(_processors(), len(paths) // _FILES_PER_JOB), len(paths))
        if jobs <= 1:
            yield from (self.report(path, mending) for path in paths)
            return
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

        chunk = max(1, min(32, len(paths) // (4 * jobs)))
        with ProcessPoolExecutor(jobs, None, _begin_job, (self.options, mending)) as pool:
            yield from pool.map(_job, paths, chunksize=chunk)


def _usable(found: _Found | Problem) -> _Found:
    if isinstance(found, Problem):
        raise found
    return found


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_desk: Desk
_mending: Mending | None


def _begin_job(options: Options, mending: Mending | None) -> None:
    global _desk, _mending
    _desk, _mending = Desk(options), mending


def _job(path: Path) -> FileReport:
    report = _desk.report(path, _mending)
    source = report.source and replace(report.source, data=b"")  # nobody asks for them again
    return replace(report, source=source)


def failed(name: str, problem: Problem) -> FileReport:
    """The report of a file that could not be linted at all."""
    if problem.path == name:
        failure = Failure("file", problem.message, line=problem.line, column=problem.column)
    else:
        failure = Failure("settings", str(problem))
    return FileReport(name, errors=(failure,))


def _mended(linter: Linter, source: Source, mending: Mending) -> FileReport:
    mended, report, applied = linter.fix(source, mending.grades)
    if not applied:
        return report
    try:
        if not mending.write:
            return replace(report, fixed=applied, diff=diff(source, mended.text))
        files.save(source, mended.text)
    except Problem as problem:
        failure = Failure("file", problem.message, line=problem.line, column=problem.column)
        report = linter.lint(source)  # as it still stands
        return replace(report, errors=(*report.errors, failure))
    return replace(report, fixed=applied)


def diff(source: Source, text: str) -> bytes:
    """The unified diff from a source's file to ``text``, as ``patch -p1`` and ``git apply`` take it.

    It is in the file's own encoding, or in UTF-8 for one that is not made of lines of bytes.
    """
    import difflib  # noqa: PLC0415  only --diff needs it

    before, after = source.data, encoding.encode(source, text)
    if source.encoding.startswith(("utf-16", "utf-32")):
        before, after = source.text.encode(), text.encode()
    path = os.fsencode(source.path.lstrip("/")) + (b"\t" if " " in source.path else b"")
    lines = difflib.diff_bytes(
        difflib.unified_diff, _lines(before), _lines(after), b"a/" + path, b"b/" + path
    )
    end = b"\n\\ No newline at end of file\n"
    return b"".join(line if line.endswith(b"\n") else line + end for line in lines)


def _lines(data: bytes) -> list[bytes]:
    r"""Lines as ``patch`` sees them: they end in ``\n`` and nothing else."""
    *whole, last = data.split(b"\n")
    return [line + b"\n" for line in whole] + ([last] if last else [])
