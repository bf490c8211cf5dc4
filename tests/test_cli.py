"""The command line: what it prints where, and the codes it leaves with."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk import cli, settle
from copydesk.version import __version__
from runs import Outcome

Write = Callable[..., Path]
Run = Callable[..., Outcome]

CLEAN = "It rained.\n"
SUGGESTION = "It was HUGE.\n"
WARNING = "It was so so.\n"
ERROR = "It left 3 dead, then 4 dead.\n"
FAILS = b"\xff\xfe\xff"

# Codes


@pytest.mark.parametrize("exit_zero", [False, True])
@pytest.mark.parametrize("fail_on", [None, "error", "warning", "suggestion"])
@pytest.mark.parametrize("text", [CLEAN, SUGGESTION, WARNING, ERROR, FAILS])
@pytest.mark.parametrize("how", ["option", "settings"])
def test_codes(
    copydesk: Run, write: Write, text: str | bytes, fail_on: str | None, exit_zero: bool, how: str
) -> None:
    write("a.txt", text)
    write("b.txt", CLEAN)
    arguments = ["--exit-zero"] * exit_zero
    if fail_on and how == "option":
        arguments += ["--fail-on", fail_on]
    elif fail_on:
        write("copydesk.toml", f'fail-on = "{fail_on}"')
    levels = {SUGGESTION: "suggestion", WARNING: "warning", ERROR: "error"}
    order = ["suggestion", "warning", "error"]
    level = levels.get(str(text))
    found = level and order.index(level) >= order.index(fail_on or "warning")
    expected = 2 if text is FAILS else int(bool(found and not exit_zero))
    assert copydesk("check", *arguments, "a.txt", "b.txt").code == expected


def test_each_folders_own_settings_decide_what_fails(copydesk: Run, write: Write) -> None:
    write("strict/copydesk.toml", 'fail-on = "suggestion"')
    write("strict/a.txt", SUGGESTION)
    write("mild/copydesk.toml", 'fail-on = "error"')
    write("mild/a.txt", WARNING)
    assert copydesk("check", "mild").code == 0
    assert copydesk("check", "mild", "strict").code == 1
    assert copydesk("check", "--fail-on", "error", "mild", "strict").code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fix"], 0),
        (["--fix", "--exit-non-zero-on-fix"], 1),
        (["--fix", "--exit-non-zero-on-fix", "--exit-zero"], 1),
        (["--diff"], 1),
        (["--diff", "--exit-zero"], 0),
        (["--diff", "--fix"], 1),
    ],
)
def test_codes_of_fixing(copydesk: Run, write: Write, arguments: list[str], code: int) -> None:
    path = write("a.txt", WARNING)
    assert copydesk("check", *arguments, path).code == code
    if "--diff" not in arguments:
        assert copydesk("check", *arguments, path).code == 0


def test_a_failure_goes_before_a_fix(copydesk: Run, write: Write) -> None:
    write("a.txt", WARNING)
    write("b.txt", FAILS)
    assert copydesk("check", "--fix", "--exit-non-zero-on-fix", ".").code == 2


# What is printed where


@pytest.mark.parametrize("name", ["full", "concise", "github"])
def test_nothing_is_printed_when_all_is_clean(copydesk: Run, write: Write, name: str) -> None:
    write("a.txt", CLEAN)
    assert copydesk("check", "--format", name, ".") == Outcome(0, b"", "")


def test_json_is_printed_when_all_is_clean(copydesk: Run, write: Write) -> None:
    write("a.txt", CLEAN)
    outcome = copydesk("check", "--format", "json", ".")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.report["summary"]["files"] == 1


def test_findings_go_to_standard_output_and_failures_to_standard_error(
    copydesk: Run, write: Write
) -> None:
    write("a.txt", WARNING)
    write("b.txt", "It\nr\xff".encode("latin-1"))
    outcome = copydesk("check", "--format", "concise", ".")
    assert outcome.out == "a.txt:1:8: warning[doubled-word] “so so” says “so” twice.\n"
    assert outcome.err == ""
    write("b.txt", "It\nr\0".encode("latin-1"))
    outcome = copydesk("check", "--format", "concise", ".")
    assert outcome.out == "a.txt:1:8: warning[doubled-word] “so so” says “so” twice.\n"
    assert outcome.err == "copydesk: b.txt:2:2: a NUL character: binary, or damaged; delete it\n"


def test_output_is_utf8_whatever_the_locale(process: Run, write: Write) -> None:
    write("a.txt", "It was “so the the tide.\n")
    env = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    outcome = process("check", "--format", "concise", "--select", "mechanics", ".", env=env)
    assert "“the” stands twice" in outcome.out


def test_a_name_that_is_no_unicode_is_printed_all_the_same(process: Run, folder: Path) -> None:
    (folder / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"a\0b")
    outcome = process("check", ".")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert outcome.err.startswith("copydesk: caf�.txt:1:2: a NUL character")


def test_what_a_path_holds_cannot_reach_the_terminal(copydesk: Run, write: Write) -> None:
    write("a\x1b[2J.txt", b"a\0b")
    assert "\x1b" not in copydesk("check", ".").err


# Paths and standard input


def test_without_paths_this_folder_is_meant(lint: Run, write: Write) -> None:
    write("news/a.txt", WARNING)
    assert lint().names == ["doubled-word"]


def test_after_two_dashes_all_are_paths(lint: Run, write: Write) -> None:
    write("--fix.txt", WARNING)
    assert lint("--", "--fix.txt").names == ["doubled-word"]


def test_standard_input_has_a_name_or_gets_one(lint: Run) -> None:
    (file,) = lint("-", stdin=WARNING.encode()).report["files"]
    assert file["path"] == "stdin.txt"
    (file,) = lint("--stdin-filename", "wire/a.md", "-", stdin=b"# It so so\n").report["files"]
    assert (file["path"], file["findings"][0]["column"]) == ("wire/a.md", 6)


def test_a_file_named_dash_is_a_file(lint: Run, write: Write) -> None:
    write("-", WARNING)
    assert [file["path"] for file in lint("./-", stdin=b"").report["files"]] == ["-"]


def test_the_settings_of_standard_input_are_those_of_its_name(lint: Run, write: Write) -> None:
    write("wire/copydesk.toml", 'ignore = ["house"]\nexclude = ["raw.txt"]\nmax-file-size = 20')
    assert lint("--stdin-filename", "wire/a.txt", "-", stdin=WARNING.encode()).findings == []
    assert lint("--stdin-filename", "wire/a.txt", "-", stdin=b"x" * 21).errors == [
        "over the limit of 20 bytes; split the file, exclude it, or raise max-file-size"
    ]
    raw = ("--stdin-filename", "wire/raw.txt", "-")
    assert len(lint(*raw, stdin=b"It rained.").report["files"]) == 1
    assert len(lint("--force-exclude", *raw, stdin=b"It rained.").report["files"]) == 0


def test_a_pipe_can_be_named(write: Write, folder: Path) -> None:
    write("a.txt", "It was the the tide.\n")
    done = shell("copydesk check --select repeated-word --format concise <(cat a.txt)", folder)
    assert "“the” stands twice" in done.stdout


def test_files_and_standard_input_in_one_call(lint: Run, write: Write) -> None:
    write("b.txt", ERROR)
    assert lint("b.txt", "-", stdin=WARNING.encode()).names == ["changed-toll", "doubled-word"]


# Settings of several folders in one call


def test_folders_have_their_own_settings_and_exclusions(lint: Run, write: Write) -> None:
    write("copydesk.toml", 'ignore = ["tolls"]\nexclude = ["old/", "news/out.txt"]')
    write("news/copydesk.toml", 'severity = {house = "error"}\nexclude = ["/raw.txt"]')
    for name in (
        "a.txt",
        "old/a.txt",
        "news/a.txt",
        "news/out.txt",
        "news/raw.txt",
        "news/in/raw.txt",
    ):
        write(name, f"{WARNING}\n{ERROR}")
    outcome = lint()
    found = {
        file["path"]: [finding["code"] for finding in file["findings"]]
        for file in outcome.report["files"]
    }
    assert found == {
        "a.txt": ["house/doubled-word"],
        "news/a.txt": ["house/doubled-word", "tolls/changed-toll"],
        "news/in/raw.txt": ["house/doubled-word", "tolls/changed-toll"],
        "news/out.txt": ["house/doubled-word", "tolls/changed-toll"],
    }
    assert lint("news").report["files"] == outcome.report["files"][1:]


def test_settings_named_on_the_command_line_hold_for_all(lint: Run, write: Write) -> None:
    write("news/copydesk.toml", 'ignore = ["house"]')
    write("news/a.txt", WARNING)
    write("etc/own.toml", 'exclude = ["/etc/*"]')
    assert lint("news").names == []
    assert lint("--config", "etc/own.toml", "news").names == ["doubled-word"]


# Other commands


def test_rules_lists_every_rule(copydesk: Run) -> None:
    outcome = copydesk("rules")
    assert outcome.out == (
        "house/doubled-word     warning     A word stands twice.\n"
        "house/long-word        suggestion  (off) A word is long.\n"
        "house/shouted-word     suggestion  A word in capitals.\n"
        "settings/unused-allow  warning     An allow that allows nothing hides the next fault of its kind.\n"
        "tolls/changed-toll     error       Two tolls of one event.\n"
    )
    assert copydesk("explain") == outcome


def test_explain_shows_the_page_of_a_rule(copydesk: Run) -> None:
    out = copydesk("explain", "changed-toll").out
    assert out == (
        "# changed-toll\n\ntolls/changed-toll · error\n\nTwo tolls of one event.\n\n"
        "Message: {text} here, {first} before.\n\n"
        "## Reported\n\n```text\nIt left 3 dead. The [[4 dead]] were old.\n```\n\n"
        "## Not reported\n\n```text\nIt left 3 dead.\n```\n"
    )
    assert "- `limit` (default `20`)" in copydesk("explain", "long-word").out
    assert "warning, off by default" not in out


def test_explain_of_what_there_is_not(copydesk: Run) -> None:
    outcome = copydesk("explain", "doubled-wrd")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert outcome.err == (
        "copydesk: unknown rule or family 'doubled-wrd'; did you mean 'doubled-word'?\n"
    )


def test_help_and_version(copydesk: Run) -> None:
    assert copydesk("--version").out == f"copydesk {__version__}\n"
    for arguments in (["--help"], ["check", "--help"], ["config", "--help"]):
        outcome = copydesk(*arguments)
        assert outcome.code == 0
        assert "usage: copydesk" in outcome.out


# Usage


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["chekc"], "invalid choice: 'chekc'"),
        (["check", "--fail-on", "fatal"], "argument --fail-on: invalid choice: 'fatal'"),
        (["check", "--jobs", "x"], "argument --jobs: 'x' is not a number of processes"),
        (["check", "--jobs", "-1"], "argument --jobs: '-1' is not a number of processes"),
        (["check", "--unsafe"], "unrecognized arguments: --unsafe"),
        (["check", "--selct", "a"], "unrecognized arguments: --selct"),
        (["check", "--stdin-filename", "a.md"], "--stdin-filename goes with - among the paths"),
        (["check", "--format"], "argument --format: expected one argument"),
    ],
)
def test_a_usage_that_there_is_not(copydesk: Run, arguments: list[str], message: str) -> None:
    outcome = copydesk(*arguments)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert message in outcome.err


# When the streams fail


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    told = command.replace("copydesk", f"{sys.executable} -m copydesk")
    return subprocess.run(
        ["bash", "-c", told], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_reader_that_leaves_is_no_disaster(write: Write, folder: Path) -> None:
    write("a.txt", "It was the the tide.\n\n" * 3000)
    command = [sys.executable, "-m", "copydesk", "check", "--select", "repeated-word", "a.txt"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 2


def test_a_full_disk_is_told(write: Write, folder: Path) -> None:
    write("a.txt", "It was the the tide.\n")
    done = shell("copydesk check --select repeated-word a.txt > /dev/full", folder)
    assert (done.returncode, done.stderr) == (
        2,
        "copydesk: cannot write to standard output: No space left on device\n",
    )


def test_closed_streams_are_told(write: Write, folder: Path) -> None:
    write("a.txt", "It was the the tide.\n")
    done = shell("copydesk check --select repeated-word a.txt >&-", folder)
    assert (done.returncode, done.stderr) == (2, "copydesk: standard output is closed\n")
    done = shell("copydesk check --select repeated-word - <&-", folder)
    assert (done.returncode, done.stderr) == (2, "copydesk: stdin.txt: standard input is closed\n")
    done = shell("copydesk check --select repeated-word gone.txt 2>&-", folder)
    assert (done.returncode, done.stdout) == (2, "")


def test_an_interrupt_is_told(copydesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_reports", stop)
    assert copydesk("check") == Outcome(2, b"", "copydesk: stopped\n")


def test_a_fault_of_copydesk_itself_is_no_finding(
    copydesk: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_reports", lambda *_: 1 / 0)
    outcome = copydesk("check")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert "ZeroDivisionError" in outcome.err
    assert outcome.err.endswith(
        "copydesk: failed, and should not have (division by zero); please report it with the "
        "lines above\n"
    )


@pytest.mark.usefixtures("house")
def test_a_fault_on_one_file_leaves_the_others(
    lint: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = settle.prose_only

    def odd(findings: object, document: object) -> object:
        if document.source.path == "a.txt":  # type: ignore[attr-defined]
            raise AssertionError("odd")
        return real(findings, document)  # type: ignore[arg-type]

    monkeypatch.setattr(settle, "prose_only", odd)
    write("a.txt", WARNING)
    write("b.txt", WARNING)
    outcome = lint(".")
    assert outcome.code == 2
    assert outcome.names == ["doubled-word"]
    (message,) = outcome.errors
    assert message.startswith(
        "copydesk itself failed, please report it: AssertionError: odd (test_cli"
    )
