"""Vale's regular expressions and messages, in Python's terms."""

import pytest
import regex

from copydesk.checks.dialect import expand, fields, listed, template, translate, unquoted


@pytest.mark.parametrize(
    ("source", "text", "matched"),
    [
        (r"(?'mark'['\"]).*?\k'mark'", "x 'y' z", "'y'"),
        (r"(?<w>\w)\k<w>", "abba", "bb"),
        (r"(\w)\1", "abba", "bb"),
        (r"a\z", "ba", "a"),
        (r"a\Z", "ba\n", "a"),
        (r"[(][a-z\]]+[)]", "(a])", "(a])"),
        (r"\(a\)(?:b)", "(a)b", "(a)b"),
        (r"[^]x]+", "]ab", "ab"),
        (r"[[:alpha:](]+", "1a(b", "a(b"),
        (r"(?<!b)a(?=c)", "baac", "a"),
    ],
)
def test_a_pattern_means_the_same(source: str, text: str, matched: str) -> None:
    found = regex.search(translate(source), text)
    assert found is not None
    assert found[0] == matched
    named = regex.search(translate(source, "p_"), text)
    assert named is not None
    assert named[0] == matched


def test_a_prefix_keeps_the_groups_of_joined_patterns_apart() -> None:
    one, other = translate(r"(x)(?<n>y)", "a_"), translate(r"(.)\1", "b_")
    joined = f"(?P<a>{one})|(?P<b>{other})"
    assert regex.search(joined, "zz")["b_1"] == "z"  # type: ignore[index]
    assert regex.search(joined, "xy")["a_n"] == "y"  # type: ignore[index]


def test_a_class_taken_from_another_is_refused() -> None:
    with pytest.raises(ValueError, match="lookahead"):
        translate("[a-z-[aeiou]]")
    assert translate(r"[a-z\-[]") == r"[a-z\-[]"


def test_a_replacement_is_filled_in() -> None:
    found = regex.match("(?P<s_1>a)(?P<s_n>b)?", "a")
    assert found is not None
    assert expand("no group, ${n}", found, "s_") == "no group, ${n}"
    assert expand("$1-${1}-${n}-$0-$$", found, "s_") == "a-a--a-$"


@pytest.mark.parametrize(
    ("message", "asked", "made"),
    [
        ("plain", 0, "plain"),
        ("a '%s' {b}", 1, "a '{x}' {{b}}"),
        ("%s, %s, %s", 3, "{x}, {y}, "),
        ("%[2]s before %[1]s", 2, "{y} before {x}"),
        ("%d%% of\n  %v", 2, "{x}% of {y}"),
    ],
)
def test_a_message_becomes_a_format(message: str, asked: int, made: str) -> None:
    assert fields(message) == asked
    assert template(message, ("x", "y")) == made


def test_quotation_marks_around_a_suggestion() -> None:
    assert unquoted("Use '%s' not '%s'.") == ("Use %s not '%s'.", "''")
    assert unquoted("Use “%s”.") == ("Use %s.", "“”")
    assert unquoted("'%[2]s', not '%[1]s'.") == ("'%[2]s', not %[1]s.", "''")
    assert unquoted("'%%' is '%s'.") == ("'%%' is %s.", "''")
    assert unquoted("Use '%s not.") == ("Use '%s not.", "")
    assert unquoted("No field.") == ("No field.", "")


def test_a_list_of_suggestions() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "'a'"
    assert listed(["a", "b"]) == "'a' or 'b'"
    assert listed(["a", "b", "c"], "") == "a, b, or c"
