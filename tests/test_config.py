"""Settings: which file holds, what it may say, and where it is said what is wrong."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.config import HOUSES, KEYS, Settings, line_of, load, shown
from copydesk.finding import Severity
from copydesk.problem import Problem
from runs import Outcome

Write = Callable[..., Path]
Run = Callable[..., Outcome]

EVERYTHING = """\
# The desk's own settings.
select = ["house", "changed-toll"]
ignore = ['shouted-word']
fail-on = "error"
house-style = "guardian"
exclude = ["archive/", "*.bak.txt"]
respect-gitignore = false
max-file-size = 100_000
rule-folders = []
styles = []
rule-url = "https://example.org/{family}/{rule}"
disable-plugins = ["other"]

[severity]
house = "warning"
doubled-word = "error"

[rules.long-word]
limit = 12
spare = ["Constantinople"]

[plugins.acme]
since = 2020-01-01
ratio = 0.5

[[overrides]]
paths = ["wire/**"]
select = ["doubled-word"]

[[overrides]]
paths = ["*.md"]
ignore = ["house"]
"""


def test_every_key_can_be_set(write: Write) -> None:
    settings = load(write("copydesk.toml", EVERYTHING))
    assert set(settings.given) == set(KEYS)
    assert settings.select == ("house", "changed-toll")
    assert settings.fail_on is Severity.ERROR
    assert settings.max_file_size == 100_000
    assert settings.severity == {"house": Severity.WARNING, "doubled-word": Severity.ERROR}
    assert settings.rules == {"long-word": {"limit": 12, "spare": ["Constantinople"]}}
    assert settings.plugin("acme")["ratio"] == 0.5
    assert settings.plugin("other") == {}
    assert [override.paths for override in settings.overrides] == [("wire/**",), ("*.md",)]


@pytest.mark.usefixtures("folder")
def test_what_is_shown_can_be_used_again(write: Write) -> None:
    settings = load(write("copydesk.toml", EVERYTHING))
    again = load(write("again/copydesk.toml", shown(settings)))
    for key, field in KEYS.items():
        assert getattr(again, field.name) == getattr(settings, field.name), key
    assert load(write("default.toml", shown(Settings()))).rule_url == ""


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(write: Write) -> None:
    path = write("copydesk.toml", '\ufefffail-on = "error"\r\n[severity]\r\n')
    assert load(path).fail_on is Severity.ERROR


@pytest.mark.parametrize("house", HOUSES)
def test_every_house_is_known(write: Write, house: str) -> None:
    assert load(write("copydesk.toml", f'house-style = "{house}"')).house_style == house


FAULTS = {
    'selct = ["a"]': "1:1: unknown setting 'selct'; did you mean 'select'?",
    "\n[sevrity]\n": "2:1: unknown setting 'sevrity'; did you mean 'severity'?",
    "xyz = 1": f"1:1: unknown setting 'xyz'; there are {', '.join(sorted(KEYS))}",
    'select = "a"': "1:1: select must be an array of texts, not 'a'",
    "\nignore = [\n  1,\n]": "2:1: ignore must be an array of texts, not 1",
    "respect-gitignore = 1": "1:1: respect-gitignore must be true or false, not 1",
    "max-file-size = true": "1:1: max-file-size must be a number of bytes, not True",
    "max-file-size = -1": "1:1: max-file-size must be a number of bytes, not -1",
    "rule-url = []": "1:1: rule-url must be a text, not []",
    'fail-on = "fatal"': "1:1: fail-on = 'fatal': no such severity; one of error, warning, suggestion",
    "severity = 3": "1:1: severity must be a table, not 3",
    '[severity]\nhouse = "error"\ndoubled-word = "grave"': (
        "3:1: doubled-word = 'grave': no such severity; one of error, warning, suggestion"
    ),
    '[rules.doubled-word]\n[severity]\n"doubled-word" = 1': (
        "3:1: doubled-word = 1: no such severity; one of error, warning, suggestion"
    ),
    'severity = {a = "warning", b = "grave"}': (
        "1:1: b = 'grave': no such severity; one of error, warning, suggestion"
    ),
    'house-style = "tabloid"': (
        "1:1: house-style = 'tabloid': no such house; one of own, ap, reuters, guardian, bbc"
    ),
    "rules.long-word = 3": "1:1: long-word must be a table, not 3",
    "[plugins]\n\nacme = []": "3:1: acme must be a table, not []",
    '[[overrides]]\npaths = ["a"]\n[[overrides]]\npaths = ["b"]\nslect = []': (
        "5:1: unknown key of an override 'slect'; did you mean 'select'?"
    ),
    '[[overrides]]\npaths = ["a"]\n\n[[overrides]]\nignore = ["b"]': (
        "4:1: an override needs paths = [...]"
    ),
    '[[overrides]]\npaths = "a"': "2:1: paths must be an array of texts, not 'a'",
    "overrides = [1]": "1:1: overrides must be an array of tables, not 1",
    "select = [": "1:1: not TOML: Invalid value at the end",
    "a = 1\nselect\n": "2:7: not TOML: Expected '=' after a key in a key/value pair",
    "a = 1\n\nb = '": '3:1: not TOML: Expected "\'" at the end',
}


@pytest.mark.parametrize(("text", "message"), FAULTS.items(), ids=range(len(FAULTS)))
def test_a_fault_is_told_with_its_line(write: Write, text: str, message: str) -> None:
    path = write("copydesk.toml", text)
    with pytest.raises(Problem) as caught:
        load(path)
    assert str(caught.value) == f"{path}:{message}"


def test_a_fault_in_pyproject_is_told_with_its_line(write: Write) -> None:
    text = '[project]\nselect = 1\n\n[tool.copydesk]\nselect = ["a"]\n\n[tool.copydesk.severity]\na = "no"\n'
    with pytest.raises(Problem) as caught:
        load(write("pyproject.toml", text))
    assert str(caught.value).startswith("pyproject.toml:8:1: a = 'no'")


@pytest.mark.parametrize("text", ["tool = 3", "[tool]\ncopydesk = []"])
def test_the_table_in_pyproject_must_be_one(write: Write, text: str) -> None:
    with pytest.raises(Problem, match="must be a table"):
        load(write("pyproject.toml", text))


def test_settings_that_are_not_utf8_are_told(write: Write) -> None:
    with pytest.raises(Problem, match="the settings are not UTF-8"):
        load(write("copydesk.toml", b"# caf\xe9"))


def test_settings_that_cannot_be_read_are_told(folder: Path) -> None:
    with pytest.raises(Problem, match=r"gone\.toml: cannot read the settings: No such file"):
        load(Path("gone.toml"))
    with pytest.raises(Problem, match="cannot read the settings: Is a directory"):
        load(folder)


def test_a_long_line_without_a_key_costs_no_time() -> None:
    assert line_of(["a" * 100_000, "x = 1"], ["x"]) == 2


# Which file holds


def fails_on(copydesk: Run, *arguments: str) -> str:
    """The least severity that fails, as ``copydesk config`` tells it with its source."""
    (line,) = (
        s for s in copydesk("config", *arguments).out.splitlines() if s.startswith("fail-on")
    )
    return line.removeprefix("fail-on = ")


def test_the_nearest_file_upward_holds_alone(folder: Path, write: Write, copydesk: Run) -> None:
    write("copydesk.toml", 'fail-on = "error"\nignore = ["house"]')
    write("pyproject.toml", '[tool.copydesk]\nfail-on = "suggestion"')
    write("news/pyproject.toml", '[tool.copydesk]\nfail-on = "suggestion"')
    write("news/wire/pyproject.toml", "[tool.ruff]\n# copydesk is not configured here\n")
    write("news/wire/a.txt", "It rained.")
    assert fails_on(copydesk) == f'"error"  # {folder}/copydesk.toml'
    assert fails_on(copydesk, "news") == f'"suggestion"  # {folder}/news/pyproject.toml'
    assert fails_on(copydesk, "news/wire/a.txt") == f'"suggestion"  # {folder}/news/pyproject.toml'
    assert "ignore = []  # default" in copydesk("config", "news").out


@pytest.mark.usefixtures("folder")
def test_without_a_file_the_defaults_hold(copydesk: Run) -> None:
    assert fails_on(copydesk) == '"warning"  # default'
    assert "# settings file: none; these are the defaults" in copydesk("config").out


@pytest.mark.usefixtures("folder")
def test_a_file_can_be_named(write: Write, copydesk: Run) -> None:
    write("copydesk.toml", 'fail-on = "error"')
    write("elsewhere/own.toml", 'fail-on = "suggestion"')
    assert fails_on(copydesk, "--config", "elsewhere/own.toml") == (
        '"suggestion"  # elsewhere/own.toml'
    )


def test_the_command_line_goes_first(folder: Path, write: Write, copydesk: Run) -> None:
    write("copydesk.toml", 'fail-on = "error"\nignore = ["tolls"]')
    out = copydesk("config", "--fail-on", "warning", "--ignore", "shouted-word").out
    assert 'fail-on = "warning"  # command line' in out
    assert f'ignore = ["tolls", "shouted-word"]  # {folder}/copydesk.toml, command line' in out


def test_config_tells_the_rules_that_run_on_a_path(write: Write, copydesk: Run) -> None:
    write(
        "copydesk.toml",
        EVERYTHING.replace('[[overrides]]\npaths = ["*.md"]\nignore = ["house"]\n', ""),
    )
    write("wire/a.txt", "It rained.")
    out = copydesk("config", ".").out
    assert tomllib.loads(out)["overrides"] == [{"paths": ["wire/**"], "select": ["doubled-word"]}]
    assert out.splitlines()[-4:] == [
        "# 3 rules run on .:",
        "# house/doubled-word  error instead of warning",
        "# house/long-word     warning instead of suggestion",
        "# tolls/changed-toll  error",
    ]
    assert copydesk("config", "wire/a.txt").out.splitlines()[-2:] == [
        "# 1 rule run on wire/a.txt:",
        "# house/doubled-word  error instead of warning",
    ]


def test_config_of_a_path_that_is_not_there(copydesk: Run) -> None:
    outcome = copydesk("config", "gone")
    assert (outcome.code, outcome.raw, outcome.err) == (
        2,
        b"",
        "copydesk: gone: no such file or folder\n",
    )
