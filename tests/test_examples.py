"""The examples: the whole report of one real article, clean twins, and the newsroom's repository."""

import pytest

import checkout
from copydesk.checks import load_folder
from copydesk.cli import main
from copydesk.testing import faults

EXAMPLES = checkout.ROOT / "examples"
GOLDEN = checkout.ROOT / "tests/golden"
TWINS = sorted(path.name for path in EXAMPLES.glob("articles/*.clean.*"))


def check(capsys: pytest.CaptureFixture[str], path: str) -> tuple[str, int]:
    """The concise report of one run, and its exit code."""
    code = main(["check", "--format", "concise", path])
    said = capsys.readouterr()
    assert said.err == ""
    return said.out, code


@pytest.mark.parametrize(
    ("name", "folder", "path"),
    [("troops", "articles", "troops.txt"), ("newsroom", "newsroom", ".")],
)
def test_a_whole_report(
    name: str,
    folder: str,
    path: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(EXAMPLES / folder)
    report, code = check(capsys, path)
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(report, encoding="utf-8", newline="\n")
    expected = golden.read_text(encoding="utf-8")
    assert report == expected, "if this is what you meant: pytest --update-golden"
    assert code == 1


@pytest.mark.parametrize("name", TWINS)
def test_a_mended_article_is_clean(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES / "articles")
    assert check(capsys, name) == ("", 0)
    report, code = check(capsys, name.replace(".clean", ""))
    assert report
    assert code == 1


def test_the_newsroom_rules_hold() -> None:
    rules = load_folder(EXAMPLES / "newsroom/house-rules")
    assert [rule.code for rule in rules] == ["wording/house-term"]
    assert [fault for rule in rules for fault in faults(rule)] == []
