"""Patterns: compiled late, checked on demand, and never without a time limit."""

from collections.abc import Callable
from typing import Any

import pytest

from copydesk import pattern
from copydesk.pattern import Pattern

EXPLODES = r"(?:a|aa)+$"
VICTIM = "a" * 60 + "!"


def test_flags_are_letters_before_the_pattern() -> None:
    match = Pattern(r"b  # the letter", "ix").search("aB")
    assert match is not None
    assert match.span() == (1, 2)


def test_ranges_are_respected() -> None:
    word = Pattern(r"\w+")
    assert [match.group() for match in word.finditer("one two three", 4, 9)] == ["two", "t"]
    assert word.match("one two", 3) is None
    assert word.fullmatch("one two", 4, 7) is not None


def test_a_broken_pattern_is_no_fault_until_it_is_used_or_checked() -> None:
    broken = Pattern("(x")
    with pytest.raises(ValueError, match=r"missing \) at position 2 in '\(x'"):
        broken.check()
    Pattern("x").check()


METHODS: list[Callable[[Pattern], Any]] = [
    lambda explosive: list(explosive.finditer(VICTIM)),
    lambda explosive: explosive.search(VICTIM),
    lambda explosive: explosive.match(VICTIM),
    lambda explosive: explosive.fullmatch(VICTIM),
]


@pytest.mark.parametrize("method", METHODS, ids=["finditer", "search", "match", "fullmatch"])
def test_every_method_has_its_limit(
    monkeypatch: pytest.MonkeyPatch, method: Callable[[Pattern], Any]
) -> None:
    monkeypatch.setattr(pattern, "TIME_LIMIT", 0.05)
    with pytest.raises(TimeoutError):
        method(Pattern(EXPLODES))
