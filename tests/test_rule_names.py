"""Names of rules: they say the fault, never the cure, and are the names of their files."""

import re

import pytest

from copydesk.builtins import copydesk_rule_folders, copydesk_rules
from copydesk.checks import load_folder
from copydesk.config import Settings
from copydesk.rule import Rule

PYTHON = list(copydesk_rules(Settings()))
DATA = [rule for folder in copydesk_rule_folders(Settings()) for rule in load_folder(folder)]
CURES = ("prefer-", "use-", "avoid-", "do-not-", "dont-", "no-", "never-", "always-", "check-")


@pytest.mark.parametrize("rule", [*PYTHON, *DATA], ids=lambda rule: rule.id)
def test_the_name_says_the_fault(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.id)
    assert not rule.id.startswith(CURES)


@pytest.mark.parametrize("rule", PYTHON, ids=lambda rule: rule.id)
def test_a_rule_in_python_is_named_like_its_file_and_function(rule: Rule) -> None:
    assert rule.origin is not None
    assert rule.origin.stem.replace("_", "-") == rule.id
    assert rule.origin.parent.name == rule.family
    assert rule.check.__name__.replace("_", "-") == rule.id


@pytest.mark.parametrize("rule", DATA, ids=lambda rule: rule.id)
def test_a_rule_in_data_is_named_like_its_file(rule: Rule) -> None:
    assert rule.origin is not None
    assert (rule.origin.stem, rule.origin.parent.name) == (rule.id, rule.family)


def test_no_two_rules_share_a_name() -> None:
    names = [rule.id for rule in [*PYTHON, *DATA]]
    assert sorted(names) == sorted(set(names))


def test_no_family_is_named_like_a_rule() -> None:
    assert {rule.family for rule in PYTHON}.isdisjoint(rule.id for rule in [*PYTHON, *DATA])
