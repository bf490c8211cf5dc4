"""Fixes: which are applied, that all else stays as it was, and that they come to an end."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import Document, Edit, Fix, Grade, Hit, Span
from copydesk.document import Place
from copydesk.finding import PlacedEdit, PlacedFinding, PlacedFix, Severity
from copydesk.fixes import SAFE, apply, choose
from runs import House, Outcome, made

Write = Callable[..., Path]
Run = Callable[..., Outcome]


def placed(*edits: tuple[int, int, str], grade: Grade = Grade.SAFE) -> PlacedFinding:
    """A finding with a fix of these edits."""
    start = min(edit[0] for edit in edits)
    fix = PlacedFix(grade, "Mend", tuple(PlacedEdit(*edit) for edit in edits))
    place = Place(start, start, 1, start + 1, 1, start + 1)
    return PlacedFinding("r", "f/r", Severity.WARNING, "m", place, "", 0.9, "0" * 16, fix=fix)


def mended(text: str, *findings: PlacedFinding) -> str:
    return apply(text, choose(findings, SAFE))


# Choosing and applying


def test_edits_of_one_fix_are_applied_together() -> None:
    assert mended("(it rained", placed((0, 1, ""), (3, 3, " has"), (4, 10, "rained on"))) == (
        "it has rained on"
    )


def test_of_fixes_that_touch_the_first_is_applied() -> None:
    first, second = placed((0, 2, "He")), placed((2, 3, ""))
    assert mended("It rained.", first, second) == "He rained."
    assert mended("It rained.", placed((0, 2, "He")), placed((1, 4, "x"))) == "He rained."
    assert mended("It rained.", placed((2, 2, "a")), placed((2, 2, "b"))) == "Ita rained."
    assert mended("It rained.", first, placed((3, 3, "x"))) == "He xrained."


def test_a_fix_is_applied_whole_or_not_at_all() -> None:
    both = placed((0, 1, "X"), (8, 9, "Y"))
    assert mended("0123456789", placed((7, 8, "-")), both) == "0123456-89"


def test_insertions_at_one_place_keep_their_order() -> None:
    assert mended("ab", placed((1, 1, "1"), (1, 1, "2"))) == "a12b"


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.text(max_size=3)), max_size=6),
)
def test_what_no_chosen_edit_covers_stays(text: str, edits: list[tuple[int, int, str]]) -> None:
    inside = [(a, min(a + n, len(text)), new) for a, n, new in edits if a <= len(text)]
    fixes = choose([placed(edit) for edit in inside], SAFE)
    done = sorted((edit for fix in fixes for edit in fix.edits), key=lambda e: e.offset)
    at, rest = 0, apply(text, fixes)
    for edit in done:  # read both texts side by side
        kept = text[at : edit.offset] + edit.text
        assert rest.startswith(kept)
        at, rest = edit.end_offset, rest[len(kept) :]
    assert rest == text[at:]


# Which grades


def test_fix_applies_what_is_safe_and_no_more(copydesk: Run, write: Write) -> None:
    path = write("a.txt", "It was was HUGE.\n")
    outcome = copydesk("check", "--fix", "--ignore", "settings", path)
    assert path.read_text() == "It was HUGE.\n"
    assert (outcome.code, outcome.err) == (0, "copydesk: applied 1 fix\n")
    assert "shouted-word" in outcome.out
    assert "doubled-word" not in outcome.out


def test_unsafe_fixes_are_applied_when_asked_for(copydesk: Run, write: Write) -> None:
    path = write("a.txt", "It was was HUGE.\n")
    outcome = copydesk("check", "--fix", "--unsafe-fixes", path)
    assert path.read_text() == "It was huge.\n"
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "copydesk: applied 2 fixes\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "He said: “It was was HUGE.”\n"),
        ("a.md", "> It was was HUGE.\n"),
        ("a.html", "<p>He said <q>it was was HUGE</q>.</p>\n"),
        ("a.html", "<p>It was <b>was</b> HU<i>GE</i>.</p>\n"),
        ("a.html", "<p>It was w&#97;s HU&#71;E.</p>\n"),
    ],
)
def test_nobodys_words_are_corrected_and_no_markup_is_crossed(
    lint: Run, write: Write, name: str, text: str
) -> None:
    path = write(name, text)
    grades = [finding["fix"]["grade"] for finding in lint("--fix", "--unsafe-fixes", path).findings]
    assert grades == ["show", "show"]
    assert path.read_text() == text


def test_a_fix_beside_a_quotation_is_applied(lint: Run, write: Write) -> None:
    path = write("a.txt", "“No,” he he said, “HUGE!” NEVER.\n")
    lint("--fix", "--unsafe-fixes", path)
    assert path.read_text() == "“No,” he said, “HUGE!” never.\n"


def test_fixes_that_touch_are_applied_in_turn(lint: Run, write: Write) -> None:
    path = write("a.txt", "He had had had had had it.\n")
    assert lint("--fix", path).findings == []
    assert path.read_text() == "He had it.\n"


# What else stays


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_marks_and_encoding_stay(
    lint: Run, write: Write, end: str, encoding: str
) -> None:
    text = f"One “a”.{end}{end}It was was so.  {end}\t{end}Three{end}"
    path = write("a.txt", text.encode(encoding))
    assert lint("--fix", path).names == []
    assert path.read_bytes() == text.replace("was was", "was").encode(encoding)


def test_a_file_without_fixes_is_not_touched(lint: Run, write: Write) -> None:
    path = write("a.txt", "It was HUGE.\n")
    os.utime(path, ns=(0, 0))
    lint("--fix", path)
    assert path.stat().st_mtime_ns == 0


# --diff


DIFFS = {
    "line feeds": ("a.txt", b"One.\n\nIt was was so.\n\nIt is is.\n"),
    "carriage returns and line feeds": ("a.txt", b"One.\r\n\r\nIt was was so.\r\n"),
    "carriage returns": ("a.txt", b"One.\r\rIt was was so.\r"),
    "no last line end": ("a.txt", b"One.\n\nIt was was so."),
    "other separators": ("a.txt", "One\x0b\x0c\x1c\u2028\x85.\n\nIt was was so.\n".encode()),
    "byte order mark": ("a.txt", "\ufeffIt was was so.\n".encode()),
    "windows-1252": ("a.txt", "It’s “so”.\n\nIt was was so – é.\n".encode("cp1252")),
    "spaces in the name": ("a b c.txt", b"It was was so.\n"),
    "letters in the name": ("Київ é.txt", b"It was was so.\n"),
    "a folder": ("news/deep/a.txt", b"It was was so.\n"),
}


@pytest.mark.parametrize(
    "command", [["git", "apply", "-"], ["patch", "-p1", "--binary", "-s"]], ids=["git", "patch"]
)
@pytest.mark.parametrize(("name", "data"), DIFFS.values(), ids=DIFFS)
def test_a_diff_is_what_patch_and_git_take(
    copydesk: Run, write: Write, folder: Path, name: str, data: bytes, command: list[str]
) -> None:
    path = write(name, data)
    outcome = copydesk("check", "--diff", path)
    assert (outcome.code, outcome.err) == (1, "")
    assert path.read_bytes() == data
    env = os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    done = subprocess.run(
        command, input=outcome.raw, cwd=folder, env=env, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert path.read_bytes() == re.sub(rb"(was|is) \1", rb"\1", data)
    assert copydesk("check", "--diff", path).code == 0


def test_a_diff_of_several_files_is_one(copydesk: Run, write: Write, folder: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(name, f"{name} was was so.\n" if name != "b.txt" else "So.\n")
    outcome = copydesk("check", "--diff", "--fix", ".")
    assert outcome.out == (
        "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-a.txt was was so.\n+a.txt was so.\n"
        "--- a/c.txt\n+++ b/c.txt\n@@ -1 +1 @@\n-c.txt was was so.\n+c.txt was so.\n"
    )
    assert (folder / "a.txt").read_text() == "a.txt was was so.\n"


def test_a_diff_of_utf16_is_shown_in_utf8(copydesk: Run, write: Write) -> None:
    path = write("a.txt", "It was was “so”.\n".encode("utf-16"))
    assert "+It was “so”.\n" in copydesk("check", "--diff", path).out


def test_a_diff_of_standard_input(copydesk: Run) -> None:
    outcome = copydesk(
        "check",
        "--diff",
        "--unsafe-fixes",
        "--stdin-filename",
        "x/a.md",
        "-",
        stdin=b"# Was HUGE\n",
    )
    assert outcome.code == 1
    assert outcome.out == "--- a/x/a.md\n+++ b/x/a.md\n@@ -1 +1 @@\n-# Was HUGE\n+# Was huge\n"


def test_nothing_to_mend_makes_no_diff(copydesk: Run, write: Write) -> None:
    path = write("a.txt", "It left 3 dead, then 4 dead.\n")
    assert copydesk("check", "--diff", path) == Outcome(0, b"", "")


# Coming to an end


def flipping(document: Document) -> Iterator[Hit]:
    """Never content: one, another, one again."""
    for match in re.finditer(r"\b(one|another)\b", document.text):
        other = "another" if match[0] == "one" else "one"
        span = Span(*match.span())
        yield Hit(span, fix=Fix("Flip", (Edit(span, other),), Grade.SAFE))


def test_fixes_that_never_settle_change_nothing_and_are_named(
    lint: Run, write: Write, house: House
) -> None:
    house.rules.append(made(flipping))
    path = write("a.txt", "It was was one.\n")
    other = write("b.txt", "It was was so.\n")
    outcome = lint("--fix", path, other)
    assert outcome.code == 2
    assert path.read_text() == "It was was one.\n"
    assert other.read_text() == "It was so.\n"
    assert outcome.errors == ["the fixes of flipping do not settle; nothing was changed"]
    assert outcome.names == ["doubled-word", "flipping"]


def shrinking(document: Document) -> Iterator[Hit]:
    """Takes one letter at a time."""
    for match in re.finditer(r"x(?=x)", document.text):
        span = Span(*match.span())
        yield Hit(span, fix=Fix("Cut", (Edit(span, ""),), Grade.SAFE))
        return


@pytest.mark.parametrize(("letters", "settles"), [(11, True), (12, False)])
def test_ten_rounds_are_enough_or_it_is_told(
    lint: Run, write: Write, house: House, letters: int, settles: bool
) -> None:
    house.rules.append(made(shrinking))
    path = write("a.txt", f"Too {'x' * letters}.\n")
    outcome = lint("--fix", path)
    assert outcome.code == (0 if settles else 2)
    assert path.read_text() == f"Too {'x' * (1 if settles else letters)}.\n"


def test_a_rule_that_fails_does_not_keep_the_others_from_mending(
    lint: Run, write: Write, house: House
) -> None:
    def failing(document: Document) -> Iterator[Hit]:
        """Fails."""
        raise ValueError(document.text)

    house.rules.append(made(failing))
    path = write("a.txt", "It was was so.\n")
    outcome = lint("--fix", path)
    assert outcome.code == 2
    assert path.read_text() == "It was so.\n"
