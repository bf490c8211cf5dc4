"""The rulebook: which rules run, with what severity and options, and every name checked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from copydesk.config import Settings, load
from copydesk.finding import Severity
from copydesk.plugins import Plugins
from copydesk.problem import Problem
from copydesk.rulebook import Rulebook
from house import doubled_word, long_word
from runs import House, Outcome

Write = Callable[..., Path]
Run = Callable[..., Outcome]


def book(**settings: object) -> Rulebook:
    return Rulebook(Plugins(), Settings(**settings))  # type: ignore[arg-type]


def ids(**settings: object) -> list[str]:
    return [active.rule.id for active in book(**settings).active()]


@pytest.mark.usefixtures("house")
class TestChoice:
    def test_what_is_on_by_default_runs(self) -> None:
        assert ids() == ["changed-toll", "doubled-word", "shouted-word", "unused-allow"]

    def test_select_runs_these_alone_even_if_they_are_off(self) -> None:
        assert ids(select=("long-word",)) == ["long-word"]
        assert ids(select=("house", "changed-toll")) == [
            "changed-toll", "doubled-word", "long-word", "shouted-word",
        ]  # fmt: skip
        assert ids(select=("all",)) == [*ids(select=("house", "changed-toll")), "unused-allow"]

    def test_ignore_goes_before_select(self) -> None:
        assert ids(ignore=("house",)) == ["changed-toll", "unused-allow"]
        assert ids(select=("house",), ignore=("house",)) == []

    def test_overrides_replace_the_selection_and_add_to_what_is_ignored(self) -> None:
        chosen = book(ignore=("tolls",)).active(("all",), ("long-word",))
        assert [active.rule.id for active in chosen] == [
            "doubled-word", "shouted-word", "unused-allow",
        ]  # fmt: skip

    def test_severity_of_a_rule_goes_before_that_of_its_family(self) -> None:
        severity = {"doubled-word": Severity.SUGGESTION, "house": Severity.ERROR}
        levels = {active.rule.id: active.severity for active in book(severity=severity).active()}
        assert levels["doubled-word"] is Severity.SUGGESTION
        assert levels["shouted-word"] is Severity.ERROR

    def test_options_are_the_settings_over_the_defaults(self) -> None:
        given = {"long-word": {"limit": 3, "spare": ["Rome"]}}
        (active,) = book(select=("long-word",), rules=given, house_style="bbc").active()
        assert (active.options.limit, active.options.spare) == (3, ("Rome",))
        assert active.options.house_style == "bbc"
        assert long_word.options.limit == 20

    def test_a_rule_may_override_the_house_style(self) -> None:
        given = {"long-word": {"house-style": "ap"}}
        (active,) = book(select=("long-word",), rules=given, house_style="bbc").active()
        assert active.options.house_style == "ap"

    def test_one_rule_by_name(self) -> None:
        assert book().get("doubled-word") is doubled_word
        with pytest.raises(Problem, match="'house' is a family, not a rule; see 'copydesk rules'"):
            book().get("house")
        with pytest.raises(Problem, match="'dubled-word'; did you mean 'doubled-word'"):
            book().get("dubled-word")


@dataclass(frozen=True)
class Kinds:
    """One option of each kind."""

    flag: bool = False
    count: int = 3
    share: float = 0.5
    word: str = "a"
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("count must not be negative")


@pytest.fixture
def kinds(house: House) -> House:
    house.rules.append(replace(doubled_word, id="kinds", options=Kinds(), needs=("options",)))
    return house


FAULTS = {
    'select = [\n"house",\n"dubled-word",\n]': (
        "3:1: select: unknown rule or family 'dubled-word'; did you mean 'doubled-word'?"
    ),
    "ignore = ['xyzzy']": "1:1: ignore: unknown rule or family 'xyzzy'; see 'copydesk rules'",
    '[rules.doubled-word]\n[severity]\nhouse = "error"\nhoose = "error"': (
        "4:1: severity.hoose: unknown rule or family 'hoose'; did you mean 'house'?"
    ),
    "[rules]\n[rules.dubled-word]": (
        "2:1: rules.dubled-word: unknown rule or family 'dubled-word'; did you mean 'doubled-word'?"
    ),
    "[rules.house]": "1:1: rules.house: a family has no options; name a rule",
    "[rules.doubled-word]\na = 1": "1:1: rules.doubled-word: this rule has no options",
    "[rules.kinds]\ncont = 1": "2:1: rules.kinds.cont: unknown option 'cont'; did you mean 'count'?",
    "[rules.kinds]\nxyzzy = 1": (
        "2:1: rules.kinds.xyzzy: unknown option 'xyzzy'; there are count, flag, share, word, words"
    ),
    "[rules.kinds]\n\ncount = '1'": "3:1: rules.kinds.count: must be a whole number, not '1'",
    "[rules.kinds]\ncount = true": "2:1: rules.kinds.count: must be a whole number, not True",
    "[rules.kinds]\nflag = 1": "2:1: rules.kinds.flag: must be true or false, not 1",
    "[rules.kinds]\nword = 1": "2:1: rules.kinds.word: must be a text, not 1",
    "[rules.kinds]\nshare = 'all'": "2:1: rules.kinds.share: must be a number, not 'all'",
    "[rules.kinds]\nwords = 'a'": "2:1: rules.kinds.words: must be an array of texts, not 'a'",
    "[rules.kinds]\nwords = [1]": "2:1: rules.kinds.words: must be an array of texts, not [1]",
    "[rules.kinds]\ncount = -1": "1:1: rules.kinds: count must not be negative",
    "rules.kinds.count = -1": "1:1: rules.kinds: count must not be negative",
    '[[overrides]]\npaths = ["a"]\n[[overrides]]\npaths = ["b"]\nignore = ["hoose"]': (
        "5:1: overrides.ignore: unknown rule or family 'hoose'; did you mean 'house'?"
    ),
    'rule-folders = ["gone"]': "1:1: rule-folders: there is no folder 'gone' in .",
    'styles = ["gone"]': "1:1: styles: there is no folder 'gone' in .",
}


@pytest.mark.usefixtures("kinds", "folder")
@pytest.mark.parametrize(("text", "message"), FAULTS.items(), ids=range(len(FAULTS)))
def test_a_name_or_an_option_that_means_nothing_is_told_with_its_line(
    write: Write, text: str, message: str
) -> None:
    path = write("copydesk.toml", text)
    with pytest.raises(Problem) as caught:
        Rulebook(Plugins(), load(path)).active()
    assert str(caught.value) == f"{path}:{message}"


@pytest.mark.usefixtures("kinds", "folder")
def test_a_whole_number_is_a_number_too(write: Write) -> None:
    settings = load(write("copydesk.toml", 'select = ["kinds"]\nrules.kinds.share = 1'))
    (active,) = Rulebook(Plugins(), settings).active()
    assert active.options.share == 1.0


def test_a_name_of_the_command_line_is_told_as_such(write: Write, copydesk: Run) -> None:
    write("copydesk.toml", 'select = ["house"]\nignore = ["house"]')
    write("a.txt", "It rained.")
    for option in ("select", "ignore"):
        outcome = copydesk("check", f"--{option}", "doubled-word,hoose", "a.txt")
        assert (outcome.code, outcome.raw) == (2, b"")
        assert outcome.err == (
            f"copydesk: --{option}: unknown rule or family 'hoose'; did you mean 'house'?\n"
        )
        outcome = copydesk("check", f"--{option}", " , ", "a.txt")
        assert (outcome.code, outcome.err) == (2, f"copydesk: --{option} names no rule\n")


def test_two_rules_of_one_name_clash_by_their_files(house: House) -> None:
    house.rules.append(replace(long_word, id="doubled-word", origin=Path("other.py")))
    with pytest.raises(
        Problem, match=r"two rules are called 'doubled-word': .*house\.py and other"
    ):
        book()


@pytest.mark.parametrize("fields", [{"id": "two words"}, {"family": ""}, {"id": "a,b"}])
def test_a_name_that_settings_cannot_use_is_refused(house: House, fields: dict[str, str]) -> None:
    house.rules.append(replace(long_word, **fields))
    with pytest.raises(Problem, match="is no name that settings could use"):
        book()


def test_the_command_line_selects_for_all_paths_and_overrides_still_ignore(
    write: Write, lint: Run
) -> None:
    write(
        "copydesk.toml",
        '[[overrides]]\npaths = ["wire/"]\nselect = ["tolls"]\nignore = ["shouted-word"]',
    )
    write("wire/a.txt", "So it it was HUGE: 3 dead, 4 dead.")
    assert lint("wire/a.txt").names == ["changed-toll"]
    assert lint("--select", "house", "wire/a.txt").names == ["doubled-word"]


@pytest.mark.parametrize(
    ("path", "narrowed"), [("wire/a.txt", True), ("wire/own.txt", False), ("a.txt", False)]
)
def test_an_override_is_for_paths_as_in_gitignore(
    write: Write, lint: Run, path: str, narrowed: bool
) -> None:
    write(
        "copydesk.toml", 'overrides = [{paths = ["wire/**", "!wire/own.txt"], ignore = ["house"]}]'
    )
    write(path, "So it it rained.")
    assert (lint(path).names == []) is narrowed
