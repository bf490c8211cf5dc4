"""The command line: arguments, lint, reporter, exit code.

Exit 0: nothing at or above ``--fail-on``; 1: findings; 2: something could not be done.
Findings go to standard output, everything else to standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.problem import Problem
from copydesk.version import __version__

if TYPE_CHECKING:
    from copydesk.config import Settings
    from copydesk.document import Source
    from copydesk.files import Ignores
    from copydesk.finding import FileReport, Severity
    from copydesk.lint import Linter
    from copydesk.plugins import Plugins

CLEAN, FOUND, FAILED = 0, 1, 2
_FILES_PER_JOB = 16
"""Below this many files a second process costs more than it saves."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Never raises for what the user can mend: says it, and gives 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    given = _parser().parse_args(arguments)
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except Problem as problem:
        complain(str(problem))
        return FAILED
    except BrokenPipeError:  # the reader of our output has gone, as with "| head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        complain("stopped")
        return FAILED
    return code


def complain(message: str) -> None:
    """Say on standard error what could not be done."""
    sys.stderr.write(f"copydesk: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="copydesk",
        description="A linter for news articles: it checks an article against itself.",
        epilog="Exit codes: 0 clean, 1 findings, 2 something could not be done.",
    )
    parser.add_argument("--version", action="version", version=f"copydesk {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _check_parser(commands)

    explain = commands.add_parser("explain", help="show one rule, or list them all")
    explain.add_argument("rule", nargs="?", metavar="RULE")
    rules = commands.add_parser("rules", help="list the rules")
    for command in (explain, rules):
        _config_option(command)
    explain.set_defaults(run=_explain)
    rules.set_defaults(run=_explain, rule=None)

    config = commands.add_parser("config", help="show the settings in force for a path")
    config.add_argument("path", nargs="?", default=".", metavar="PATH")
    _config_option(config)
    config.set_defaults(run=_config)
    return parser


def _config_option(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings file; default: the nearest one upward"
    )


def _check_parser(commands: Any) -> None:
    check = commands.add_parser("check", help="lint articles")
    check.set_defaults(run=_check)
    check.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH",
        help="files, folders, patterns, or - for standard input (default: this folder)",
    )  # fmt: skip
    say = check.add_argument_group("what is said")
    say.add_argument("--format", default="full", metavar="FORMAT",
                     help="full (default), concise, json, github, or a plugin's")  # fmt: skip
    say.add_argument("--select", action="append", default=[], metavar="RULE",
                     help="run these rules or families alone (repeat, or separate by commas)")  # fmt: skip
    say.add_argument("--ignore", action="append", default=[], metavar="RULE",
                     help="do not run these rules or families")  # fmt: skip
    say.add_argument("--fail-on", choices=("error", "warning", "suggestion"), metavar="SEVERITY",
                     help="least severity that makes the exit code 1 (default: warning)")  # fmt: skip
    say.add_argument(
        "--exit-zero", action="store_true", help="findings do not change the exit code"
    )
    fix = check.add_argument_group("fixes")
    fix.add_argument("--fix", action="store_true", help="apply the safe fixes to the files")
    fix.add_argument("--unsafe-fixes", action="store_true",
                     help="with --fix or --diff: also fixes that a person should look at")  # fmt: skip
    fix.add_argument(
        "--diff", action="store_true", help="print what --fix would change; write nothing"
    )
    fix.add_argument("--exit-non-zero-on-fix", action="store_true",
                     help="exit 1 when a file was changed")  # fmt: skip
    files = check.add_argument_group("files")
    files.add_argument(
        "--stdin-filename", metavar="NAME", help="the name that standard input goes by"
    )
    files.add_argument("--force-exclude", action="store_true",
                       help="leave out excluded files even when they are named")  # fmt: skip
    _config_option(files)
    files.add_argument("--jobs", type=_count, default=0, metavar="N",
                       help="processes (default: as many as pay)")  # fmt: skip


def _count(word: str) -> int:
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"{word!r} is not a number of processes")
    return int(word)


class Desk:
    """The linters of a run: one for each settings file that holds for some of the articles."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given
        self._linters: dict[Path | None, Linter] = {}
        self._settings: dict[Path, Settings] = {}

    def settings(self, folder: Path) -> Settings:
        """The settings for the files of a folder, with the options of the command line."""
        folder = folder.absolute()
        if folder not in self._settings:
            from copydesk import config  # noqa: PLC0415  --version and --help read no settings

            path = self._given.config or config.find(folder)
            self._settings[folder] = self._with_options(
                config.load(path) if path else config.Settings()
            )
        return self._settings[folder]

    def _with_options(self, settings: Settings) -> Settings:
        from copydesk.finding import Severity  # noqa: PLC0415

        given = vars(self._given)
        if given.get("select"):
            settings = replace(settings, select=_names(given["select"]), overrides=())
        if given.get("ignore"):
            settings = replace(settings, ignore=(*settings.ignore, *_names(given["ignore"])))
        if given.get("fail_on"):
            settings = replace(settings, fail_on=Severity.parse(given["fail_on"]))
        return settings

    def linter(self, folder: Path) -> Linter:
        """The linter for the files of a folder."""
        settings = self.settings(folder)
        if settings.origin not in self._linters:
            from copydesk.lint import Linter  # noqa: PLC0415

            self._linters[settings.origin] = Linter(settings, self._plugins(settings))
        return self._linters[settings.origin]

    def _plugins(self, settings: Settings) -> Plugins:
        from copydesk.plugins import Plugins  # noqa: PLC0415

        return Plugins(settings.disable_plugins)

    def ignores(self, folder: Path) -> Ignores:
        """What is left out in a folder."""
        from copydesk.files import Ignores  # noqa: PLC0415

        settings = self.settings(folder)
        return Ignores(settings.exclude, settings.root, git=settings.respect_gitignore)

    @cached_property
    def home(self) -> Linter:
        """The linter of the current folder, for what does not depend on an article."""
        return self.linter(Path.cwd())


def _names(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for word in words for name in word.replace(",", " ").split())


def _check(given: argparse.Namespace) -> int:
    from copydesk.reporters import Look  # noqa: PLC0415

    desk = Desk(given)
    home = desk.home
    home.active()  # an unknown rule is told before the first file is read
    if given.unsafe_fixes and not (given.fix or given.diff):
        raise Problem("--unsafe-fixes goes with --fix or --diff")
    reporter = home.plugins.reporter(given.format)
    reports = sorted(_reports(given, desk), key=lambda report: report.path)
    for report in reports:
        _complain_of(report)
    if given.diff:
        sys.stdout.write("".join(report.diff for report in reports))
        return _exit_code(given, desk, reports)
    look = Look(colour=_wants_colour(), width=_width())
    sys.stdout.write(reporter.report(reports, look))
    fixed = sum(report.fixed for report in reports)
    if fixed:
        complain(f"applied {fixed} fix{'es' if fixed != 1 else ''}")
    return _exit_code(given, desk, reports)


def _reports(given: argparse.Namespace, desk: Desk) -> Iterator[FileReport]:
    from copydesk.files import find  # noqa: PLC0415
    from copydesk.finding import Failure, FileReport  # noqa: PLC0415

    suffixes = {suffix for suffix in desk.home.plugins.suffixes() if suffix}
    paths: list[Path] = []
    found = find(given.paths, suffixes, desk.ignores, force_exclude=given.force_exclude)
    for path in found:
        if isinstance(path, Problem):
            failure = Failure("file", path.message, line=path.line)
            yield FileReport(path.path or "", errors=(failure,))
        else:
            paths.append(path)
    jobs = given.jobs or min(os.cpu_count() or 1, len(paths) // _FILES_PER_JOB)
    if jobs <= 1 or len(paths) <= 1:
        for path in paths:
            yield report_file(path, given, desk)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    with ProcessPoolExecutor(jobs, initializer=_begin_job, initargs=(given,)) as pool:
        yield from pool.map(_job, paths, chunksize=max(1, min(32, len(paths) // (4 * jobs))))


_job_desk: Desk
_job_given: argparse.Namespace


def _begin_job(given: argparse.Namespace) -> None:
    global _job_desk, _job_given
    _job_desk, _job_given = Desk(given), given


def _job(path: Path) -> FileReport:
    return report_file(path, _job_given, _job_desk)


def report_file(path: Path, given: argparse.Namespace, desk: Desk) -> FileReport:
    """Lint, and if so asked mend, one file; whatever is wrong with it ends up in its report."""
    from copydesk.finding import Failure, FileReport  # noqa: PLC0415

    name = path.as_posix()
    try:
        source, linter = _source(path, given, desk)
        name = source.path
        if not (given.fix or given.diff):
            return linter.lint(source)
        return _mend(source, linter, given)
    except Problem as problem:
        failure = Failure("file", problem.message, line=problem.line, column=problem.column)
        return FileReport(name, errors=(failure,))


def _source(path: Path, given: argparse.Namespace, desk: Desk) -> tuple[Source, Linter]:
    from copydesk.files import STDIN, decode, load  # noqa: PLC0415

    if str(path) != STDIN:
        linter = desk.linter(path.parent)
        linter.reader(path.as_posix())  # told before the bytes are looked at
        return load(path, linter.settings.max_file_size), linter
    name = Path(given.stdin_filename or "stdin.txt")
    linter = desk.linter(name.parent)
    limit = linter.settings.max_file_size
    return decode(sys.stdin.buffer.read(limit + 1), name.as_posix(), limit), linter


def _mend(source: Source, linter: Linter, given: argparse.Namespace) -> FileReport:
    from copydesk import files, fixes  # noqa: PLC0415

    grades = fixes.UNSAFE if given.unsafe_fixes else fixes.SAFE
    mended, report, applied = linter.fix(source, grades)
    if report.errors or not applied:
        return report if not report.errors else linter.lint(source)
    if given.diff:
        return replace(report, fixed=applied, diff=_diff(source, mended))
    if source.path == (given.stdin_filename or "stdin.txt") and files.STDIN in given.paths:
        raise Problem("standard input cannot be fixed in place; use --diff", path=source.path)
    files.save(source, mended.text)
    return replace(report, fixed=applied)


def _diff(source: Source, mended: Source) -> str:
    import difflib  # noqa: PLC0415

    before = source.text.splitlines(keepends=True)
    after = mended.text.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, source.path, source.path)
    return "".join(
        line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines
    )


def _complain_of(report: FileReport) -> None:
    for failure in report.errors:
        place = report.path
        if failure.line is not None:
            place += f":{failure.line}:{failure.column or 1}"
        name = f" [{failure.name}]" if failure.name else ""
        complain(f"{place}:{name} {failure.message}")


def _exit_code(given: argparse.Namespace, desk: Desk, reports: Iterable[FileReport]) -> int:
    code = CLEAN
    for report in reports:
        if report.errors:
            return FAILED
        least: Severity = desk.settings(Path(report.path).parent).fail_on
        changed = report.fixed and (given.diff or given.exit_non_zero_on_fix)
        found = any(finding.severity >= least for finding in report.findings)
        if changed or (found and not given.exit_zero and not given.diff):
            code = FOUND
    return code


def _wants_colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _width() -> int:
    import shutil  # noqa: PLC0415

    return max(60, shutil.get_terminal_size((100, 24)).columns)


def _explain(given: argparse.Namespace) -> int:
    from copydesk.explain import page, table  # noqa: PLC0415

    book = Desk(given).home.rulebook
    text = table(book.rules.values()) if given.rule is None else page(book.get(given.rule))
    sys.stdout.write(text)
    return CLEAN


def _config(given: argparse.Namespace) -> int:
    from copydesk.config import shown  # noqa: PLC0415

    path = Path(given.path)
    if not path.exists():
        raise Problem("no such file or folder", path=given.path)
    desk = Desk(given)
    folder = path if path.is_dir() else path.parent
    settings = desk.settings(folder)
    sys.stdout.write(shown(settings))
    rules = desk.linter(folder).active("" if path.is_dir() else str(path))
    sys.stdout.write(f"\nrules that run: {', '.join(active.rule.id for active in rules)}\n")
    return CLEAN
