"""The command line: arguments, lint, reporter, exit code.

Exit 0: nothing at or above ``--fail-on``; 1: findings; 2: something could not be done.
Findings go to standard output, everything else to standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.problem import Problem
from copydesk.version import __version__

if TYPE_CHECKING:
    from copydesk.desk import Desk, Mending, Options
    from copydesk.finding import FileReport

CLEAN, FOUND, FAILED = 0, 1, 2
STDIN = "-"
_UNNAMED = "stdin.txt"
"""The name that standard input goes by unless it is given another."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Never raises for what the user can mend: says it, and gives 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except Problem as problem:
        complain(str(problem))
    except BrokenPipeError:  # the reader of our output has gone, as with "| head"
        _leave_standard_output()
    except KeyboardInterrupt:
        complain("stopped")
    except Exception as error:  # noqa: BLE001  Python's own exit code would be 1: findings
        import traceback  # noqa: PLC0415

        traceback.print_exc()
        complain(f"failed, and should not have ({error}); please report it with the lines above")
    return FAILED


def complain(message: str) -> None:
    """Say on standard error what could not be done."""
    from copydesk.reporters.terminal import visible  # noqa: PLC0415

    if sys.stderr is not None:
        sys.stderr.write(f"copydesk: {visible(message)}\n")


def _print(text: str | bytes) -> None:
    """Write to standard output, or tell why that cannot be done."""
    if not text:
        return
    if sys.stdout is None:
        raise Problem("standard output is closed")
    try:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _leave_standard_output()
        raise Problem(f"cannot write to standard output: {error.strerror}") from error


def _leave_standard_output() -> None:
    """Let what is still in the buffer go nowhere, or Python would complain of it at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """Takes no abbreviated options: ``--unsafe`` is nothing to be guessed at."""

    def __init__(self, **given: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_formatter, **given)


def _formatter(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, width=_width() - 2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="copydesk",
        description="A linter for news articles: it checks an article against itself.",
        epilog="Exit codes: 0 clean, 1 findings, 2 something could not be done.",
    )
    parser.add_argument("--version", action="version", version=f"copydesk {__version__}")
    parser.set_defaults(select=[], ignore=[], fail_on=None, cache=True)
    commands = parser.add_subparsers(metavar="COMMAND", required=True, prog="copydesk")
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
    _choice_options(config)
    config.set_defaults(run=_config)
    return parser


def _config_option(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="settings file; default: the nearest one upward"
    )


def _choice_options(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--select", action="append", default=[], metavar="RULE",
                        help="run these rules or families alone (repeat, or separate by commas)")  # fmt: skip
    parser.add_argument("--ignore", action="append", default=[], metavar="RULE",
                        help="do not run these rules or families")  # fmt: skip
    parser.add_argument("--fail-on", choices=("error", "warning", "suggestion"), metavar="SEVERITY",
                        help="least severity that makes the exit code 1: error, warning (default) or suggestion")  # fmt: skip


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
    _choice_options(say)
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
    files.add_argument("--no-cache", dest="cache", action="store_false",
                       help="look at every article anew")  # fmt: skip
    files.add_argument("--jobs", type=_count, default=0, metavar="N",
                       help="processes (default: as many as pay)")  # fmt: skip


def _count(word: str) -> int:
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"{word!r} is not a number of processes")
    return int(word)


def _names(words: Iterable[str], option: str) -> tuple[str, ...]:
    names = [name for word in words for name in word.replace(",", " ").split()]
    if words and not names:
        raise Problem(f"{option} names no rule")
    return tuple(names)


def _options(given: argparse.Namespace) -> Options:
    from copydesk.desk import Options  # noqa: PLC0415
    from copydesk.finding import Severity  # noqa: PLC0415

    return Options(
        given.config,
        _names(given.select, "--select"),
        _names(given.ignore, "--ignore"),
        Severity.parse(given.fail_on) if given.fail_on else None,
        cache=given.cache,
    )


def _check(given: argparse.Namespace) -> int:
    from copydesk.desk import Desk  # noqa: PLC0415
    from copydesk.reporters import Look  # noqa: PLC0415

    if given.unsafe_fixes and not (given.fix or given.diff):
        raise Problem("--unsafe-fixes goes with --fix or --diff")
    if given.fix and not given.diff and STDIN in given.paths:
        raise Problem("standard input cannot be fixed in place; use --diff")
    if given.stdin_filename and STDIN not in given.paths:
        raise Problem("--stdin-filename goes with - among the paths")
    desk = Desk(_options(given))
    reporter = desk.home.plugins.reporter(given.format)
    reports = sorted(_reports(given, desk), key=lambda report: report.path)
    if given.diff:
        _print(b"".join(report.diff for report in reports))
    else:
        _print(reporter.report(reports, Look(colour=_wants_colour(), width=_width())))
    _complain_of(reports)
    fixed = sum(report.fixed for report in reports if not report.diff)
    if fixed:
        complain(f"applied {fixed} fix{'es' if fixed != 1 else ''}")
    return _exit_code(given, desk, reports)


def _reports(given: argparse.Namespace, desk: Desk) -> list[FileReport]:
    from copydesk.desk import failed  # noqa: PLC0415
    from copydesk.files import find  # noqa: PLC0415

    mending = _mending(given)
    names = [name for name in given.paths if name != STDIN]
    if not all(map(os.path.isfile, names)):
        desk.home.plugins.load_installed()  # what is an article here depends on their readers
    suffixes = {suffix for suffix in desk.home.plugins.suffixes() if suffix}
    paths: list[Path] = []
    reports: list[FileReport] = []
    for found in find(names, suffixes, desk.ignores, force_exclude=given.force_exclude):
        if isinstance(found, Problem):
            reports.append(failed(found.path or "", found))
        else:
            paths.append(found)
    if STDIN in given.paths:
        reports += _standard_input(given, desk, mending)
    return [*reports, *desk.reports(paths, mending, given.jobs)]


def _mending(given: argparse.Namespace) -> Mending | None:
    if not (given.fix or given.diff):
        return None
    from copydesk.desk import Mending  # noqa: PLC0415
    from copydesk.fixes import SAFE, UNSAFE  # noqa: PLC0415

    return Mending(UNSAFE if given.unsafe_fixes else SAFE, write=not given.diff)


def _standard_input(
    given: argparse.Namespace, desk: Desk, mending: Mending | None
) -> list[FileReport]:
    from copydesk.desk import failed  # noqa: PLC0415

    path = Path(given.stdin_filename or _UNNAMED)
    name = path.as_posix()
    if sys.stdin is None:
        return [failed(name, Problem("standard input is closed", path=name))]
    try:
        if given.force_exclude and desk.ignores(path.parent).within(path):
            return []
        limit = desk.settings(path.parent).max_file_size
    except Problem as problem:
        return [failed(name, problem)]
    return [desk.report_bytes(sys.stdin.buffer.read(limit + 1), name, mending)]


def _complain_of(reports: Iterable[FileReport]) -> None:
    """Say what failed; what failed alike for several files (a rule, their settings) once."""
    alike: dict[tuple[str, str], list[str]] = {}
    for report in reports:
        for failure in report.errors:
            place = report.path
            if failure.line is not None:
                place += f":{failure.line}:{failure.column or 1}"
            name = f"[{failure.name}] " if failure.name else ""
            key = (place if failure.kind == "file" else "", name + failure.message)
            alike.setdefault(key, []).append(place)
    for (_, message), (place, *others) in alike.items():
        complain(f"{place}{f' (and {len(others)} more)' if others else ''}: {message}")


def _exit_code(given: argparse.Namespace, desk: Desk, reports: Sequence[FileReport]) -> int:
    if any(report.errors for report in reports):
        return FAILED
    changed = any(report.fixed for report in reports)
    if given.diff:
        return FOUND if changed and not given.exit_zero else CLEAN
    if changed and given.exit_non_zero_on_fix:
        return FOUND
    found = any(
        max(finding.severity for finding in report.findings)
        >= desk.settings(Path(report.path).parent).fail_on
        for report in reports
        if report.findings
    )
    return FOUND if found and not given.exit_zero else CLEAN


def _wants_colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout is not None and sys.stdout.isatty()


def _width() -> int:
    """The columns of the terminal: shutil.get_terminal_size without its imports."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 100
    except (OSError, ValueError, AttributeError):
        return 100


def _explain(given: argparse.Namespace) -> int:
    from copydesk.desk import Desk  # noqa: PLC0415
    from copydesk.explain import page, table  # noqa: PLC0415

    book = Desk(_options(given)).home.rulebook
    _print(table(book.rules.values()) if given.rule is None else page(book.get(given.rule)))
    return CLEAN


def _config(given: argparse.Namespace) -> int:
    from copydesk.config import shown  # noqa: PLC0415
    from copydesk.desk import Desk  # noqa: PLC0415
    from copydesk.explain import running  # noqa: PLC0415

    path = Path(given.path)
    if not path.exists():
        raise Problem("no such file or folder", path=given.path)
    linter = Desk(_options(given)).linter(path if path.is_dir() else path.parent)
    active = linter.active("" if path.is_dir() else path.as_posix())
    _print(f"{shown(linter.settings)}\n{running(active, given.path)}")
    return CLEAN
