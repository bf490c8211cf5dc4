"""The full report, as an editor sees it on a terminal."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import cli
from copydesk.finding import FileReport, Grade, Severity
from copydesk.reporters import Look
from copydesk.reporters.full import report
from copydesk.reporters.terminal import columns, visible
from reporters.reports import reported
from runs import Outcome

Write = Callable[..., Path]
Run = Callable[..., Outcome]


def shown(file: FileReport, width: int = 100) -> str:
    """The report without its head and its count."""
    lines = report([file], Look(width=width)).splitlines()
    return "\n".join(lines[3:-2]) + "\n"


def art(text: str) -> str:
    return dedent(text).lstrip("\n")


def test_a_finding_with_all_that_it_can_have() -> None:
    file = reported(
        "First [[3 dead]].\n\nNow [[4 dead]].", "“4 dead” here", grade=Grade.ASK, path="news/a b.txt",
        severity=Severity.ERROR, message="3 dead here, 4 dead elsewhere.", url="https://x.org/r",
    )  # fmt: skip
    assert report([file], Look()) == art("""
        error[a-rule] 3 dead here, 4 dead elsewhere.
         --> news/a b.txt:1:7
          |
        1 | First 3 dead.
          |       ^^^^^^
        ...
        3 | Now 4 dead.
          |     ------ “4 dead” here
          = suggested: Mend it
          = see https://x.org/r

        1 error in 1 file; --fix --unsafe-fixes mends 1
    """)


def test_lines_stand_in_the_order_of_the_article() -> None:
    file = reported("First [[3 dead]].\nNow [[4 dead]].", "here")
    finding = file.findings[0]
    swapped = replace(
        finding,
        place=finding.related[0].place,
        related=(replace(finding.related[0], place=finding.place),),
    )
    assert shown(replace(file, findings=(swapped,))) == art("""
        1 | First 3 dead.
          |       ------ here
        2 | Now 4 dead.
          |     ^^^^^^
    """)


def test_two_places_of_one_line_share_it() -> None:
    assert shown(reported("At [[3 dead]], then [[4 dead]].", "here")) == art("""
        1 | At 3 dead, then 4 dead.
          |    ^^^^^^
          |                 ------ here
    """)


def test_two_places_of_one_long_line_are_shown_apart() -> None:
    file = reported(f"At [[3 dead]]{', and' * 30}, then [[4 dead]].", "here")
    assert shown(file, 60) == art("""
        1 | At 3 dead, and, and, and, and, and, and, and, and, and,…
          |    ^^^^^^
        1 | …and, and, and, and, and, and, and, and, then 4 dead.
          |                                               ------ here
    """)


@pytest.mark.parametrize(
    ("line", "under"),
    [
        ("外務省の[[報道官]]は", "        ^^^^^^"),
        ("Cafe\u0301 [[cafe\u0301]] x", "     ^^^^"),
        ("🚆 [[🇬🇧 👨‍👩‍👧]] x", "   ^^^^^"),
        ("a\tb\t[[c\td]] e", "    ^^^"),
        ("a [[]]b", "  ^"),
        ("ab[[\u0301]] c", "  ^"),
        ("[[a]]", "^"),
        ("“a” [[–]] b", "    ^"),
    ],
)
def test_carets_stand_under_their_characters(line: str, under: str) -> None:
    assert shown(reported(line)).splitlines()[1] == f"  | {under}"


def test_a_span_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert shown(reported("One [[two\nthree\nfour]] five")) == art("""
        1 | One two
          |     ^^^…
    """)


def test_line_ends_of_any_kind_end_a_line() -> None:
    assert shown(reported("One\rtwo\r\n[[three]]\rfour")) == art("""
        3 | three
          | ^^^^^
    """)


LONG = "word " * 30


def test_a_long_line_is_cut_at_words_on_both_sides() -> None:
    assert shown(reported(f"{LONG}[[here]] {LONG}"), 60) == art("""
        1 | …word word word word word here word word word word word…
          |                           ^^^^
    """)


def test_the_place_at_the_end_of_a_long_line_gets_all_the_room() -> None:
    lines = shown(reported(f"{LONG}[[end]]."), 60).splitlines()
    assert lines[0].endswith("word end.")
    assert 50 < len(lines[0]) <= 60


def test_a_span_longer_than_the_line_is_cut() -> None:
    line, under = shown(reported(f"One [[{LONG}]] two"), 60).splitlines()
    assert "…" in line
    assert columns(line) <= 60
    assert under.endswith("^" * 30)


def test_a_very_long_line_without_spaces_is_cut_where_it_must_be() -> None:
    line, under = shown(reported("字" * 500 + "[[報]]" + "字" * 500), 60).splitlines()
    assert columns(line) <= 60
    assert columns(line[: line.index("報")]) == under.index("^")


@given(
    st.text("a b\t字é\u0301🚆\x1b\u200d\xad", max_size=120),
    st.text("a b\t字é\u0301🚆\x1b", min_size=1, max_size=120),
    st.text("a b\t字é\u0301🚆\x1b\u202e", max_size=120),
    st.integers(44, 90),
)
def test_no_line_is_longer_than_the_terminal(
    before: str, span: str, after: str, width: int
) -> None:
    line, under = shown(reported(f"{before}[[{span}]]{after}"), width).splitlines()
    assert columns(line) <= width
    assert columns(under) <= width
    assert line.isprintable() or "\u200d" in line


# What a story may send to a terminal


def test_a_story_cannot_move_the_cursor_or_hide_text() -> None:
    evil = "\x1b[2J\x9b31m\a\b\x7f\u202e\u2066\ufeff\u200b\N{SOFT HYPHEN}\u2028"
    file = reported(f"{evil}[[x{evil}]]", message=evil, path=f"a{evil}.txt", grade=Grade.SAFE)
    out = report([file], Look())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]", out)
    assert "a�[2J�31m����" in out


def test_what_belongs_to_a_spelling_is_kept() -> None:
    for text in ("👨‍👩‍👧", "می‌خواهم", "é", "e\u0301", "🇬🇧", "☺️", "क्‍ष"):
        assert visible(text) == text
    assert visible("a\u200db") == "a�b"


# Colour


def test_colour_only_on_a_terminal_or_when_forced(
    copydesk: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.txt", "It was was so.\n")
    assert "\x1b" not in copydesk("check", path).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = copydesk("check", path).out
    assert "\x1b[1;33mwarning[doubled-word]\x1b[0m" in out
    assert re.sub(r"\x1b\[[\d;]+m", "", out) == report_without_colour(copydesk, path, monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in copydesk("check", path).out


def report_without_colour(copydesk: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as patch:
        patch.delenv("FORCE_COLOR")
        return copydesk("check", path).out


def test_a_dumb_terminal_gets_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert cli._wants_colour()
    monkeypatch.setenv("TERM", "dumb")
    assert not cli._wants_colour()


@pytest.mark.parametrize(("columns_set", "longest"), [("60", 60), ("10", 44), ("x", 100)])
def test_the_width_is_the_terminals(
    copydesk: Run, write: Write, monkeypatch: pytest.MonkeyPatch, columns_set: str, longest: int
) -> None:
    path = write("a.txt", f"{LONG}, was was {LONG}.\n")
    monkeypatch.setenv("COLUMNS", columns_set)
    line = copydesk("check", path).out.splitlines()[3]
    assert longest - 10 < len(line) <= longest


# The count


def test_the_count_tells_what_can_be_mended() -> None:
    safe = reported("[[a]]", grade=Grade.SAFE)
    ask = reported("[[a]]", grade=Grade.ASK, severity=Severity.SUGGESTION, path="b.txt")
    show = reported("[[a]]", grade=Grade.SHOW, severity=Severity.ERROR, path="c.txt")
    counts = {
        (safe,): "1 warning in 1 file; --fix mends 1",
        (show,): "1 error in 1 file",
        (
            safe,
            safe,
            ask,
        ): "2 warnings, 1 suggestion in 3 files; --fix mends 2, --fix --unsafe-fixes 3",
        (show, ask): "1 error, 1 suggestion in 2 files; --fix --unsafe-fixes mends 1",
    }
    for files, count in counts.items():
        assert report(files, Look()).splitlines()[-1] == count


def test_nothing_is_said_when_all_is_clean() -> None:
    assert report([], Look()) == report([FileReport("a.txt")], Look()) == ""
