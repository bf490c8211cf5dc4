"""Every rule's examples are tests: marks are findings, ``says`` is the message, ``fixed`` the text."""

import pytest

from copydesk.config import Settings
from copydesk.lint import Linter
from copydesk.plugins import Plugins
from copydesk.rule import Rule
from copydesk.testing import faults, unmark


def rules() -> list[Rule]:
    return list(Linter(Settings(), Plugins()).rulebook.rules.values())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_examples_hold(rule: Rule) -> None:
    assert faults(rule) == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_says_why(rule: Rule) -> None:
    assert rule.bad
    assert rule.good
    assert len(rule.summary) <= 110, "the first line of the rationale stands in lists"
    assert rule.summary.endswith(".")
    assert any(bad.says for bad in rule.bad), "one example at least pins the message"


def test_marks_are_taken_out() -> None:
    assert unmark("a [[b]] c [[]]d") == ("a b c d", [(2, 3), (6, 6)])


def test_an_unclosed_mark_is_an_error() -> None:
    with pytest.raises(ValueError, match="without"):
        unmark("a [[b")
