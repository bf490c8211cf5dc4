"""Reports that are kept: the same as fresh ones, and forgotten when anything changes."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk import cache as cache_module
from copydesk.cache import Cache, default_folder, state
from copydesk.cli import main
from copydesk.config import Settings
from copydesk.document import Source
from copydesk.finding import Failure, FileReport
from copydesk.lint import Linter
from copydesk.plugins import Plugins
from runs import Outcome

STORY = "He went to to Kiev, he said. <!-- copydesk: allow name-form -->\n\nThe the tide turned.\n"


def source(text: str = STORY, path: str = "story.md") -> Source:
    return Source(path, text, data=text.encode())


@pytest.fixture(scope="module")
def report() -> FileReport:
    found = Linter(Settings(), Plugins()).lint(source())
    assert found.findings
    assert found.suppressed
    assert any(finding.fix for finding in found.findings)
    return found


def test_a_kept_report_is_the_report(tmp_path: Path, report: FileReport) -> None:
    cache = Cache("state", tmp_path)
    assert cache.get(source()) is None
    cache.put(source(), report)
    assert cache.get(source()) == report
    assert cache.get(source()).source == source()


@pytest.mark.parametrize(
    "other",
    [source(STORY + " "), source(path="other.md"), replace(source(), encoding="cp1252")],
    ids=["bytes", "path", "encoding"],
)
def test_another_article_is_not_found(tmp_path: Path, report: FileReport, other: Source) -> None:
    cache = Cache("state", tmp_path)
    cache.put(source(), report)
    assert cache.get(other) is None


def test_another_state_is_not_found(tmp_path: Path, report: FileReport) -> None:
    Cache("state", tmp_path).put(source(), report)
    assert Cache("other", tmp_path).get(source()) is None


def test_a_report_with_failures_is_not_kept(tmp_path: Path, report: FileReport) -> None:
    cache = Cache("state", tmp_path)
    cache.put(source(), replace(report, errors=(Failure("rule", "it failed", "x"),)))
    assert cache.get(source()) is None


@pytest.mark.parametrize("garbage", ["", "{", "[]", "{}", '{"findings": [{}], "suppressed": []}'])
def test_a_spoilt_entry_is_as_good_as_none(
    tmp_path: Path, report: FileReport, garbage: str
) -> None:
    cache = Cache("state", tmp_path)
    cache.put(source(), report)
    (entry,) = tmp_path.glob("*/*.json")
    entry.write_text(garbage, encoding="utf-8")
    assert cache.get(source()) is None
    cache.put(source(), report)
    assert cache.get(source()) == report


def test_a_cache_that_cannot_be_written_is_no_failure(tmp_path: Path, report: FileReport) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    cache = Cache("state", blocked)
    cache.put(source(), report)
    assert cache.get(source()) is None


def test_old_entries_are_swept_out(tmp_path: Path, report: FileReport) -> None:
    cache = Cache("state", tmp_path)
    cache.put(source(), report)
    (old,) = tmp_path.glob("*/*.json")
    past = old.stat().st_mtime - (cache_module.KEPT_DAYS + 1) * 86400
    os.utime(old, (past, past))
    os.utime(tmp_path / "swept", (past, past))
    cache.put(source(path="new.md"), report)
    assert not old.exists()
    assert cache.get(source(path="new.md")) is not None


def test_an_entry_that_is_asked_for_stays(tmp_path: Path, report: FileReport) -> None:
    cache = Cache("state", tmp_path)
    cache.put(source(), report)
    (entry,) = tmp_path.glob("*/*.json")
    os.utime(entry, (0, 0))
    assert cache.get(source()) is not None
    assert entry.stat().st_mtime > 0


def test_the_state_knows_settings_and_files(tmp_path: Path) -> None:
    rule = tmp_path / "rules" / "own" / "a.yml"
    rule.parent.mkdir(parents=True)
    rule.write_text("a", encoding="utf-8")
    first = state("settings", [tmp_path])
    assert state("settings", [tmp_path]) == first
    assert state("others", [tmp_path]) != first
    (tmp_path / "a.pyc").write_bytes(b"made by running")
    assert state("settings", [tmp_path]) == first
    rule.write_text("ab", encoding="utf-8")
    assert state("settings", [tmp_path]) != first


def test_the_folder_is_the_systems_or_the_given_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("COPYDESK_CACHE")
    assert default_folder().name == "copydesk"
    assert default_folder().is_absolute()


def test_the_command_line_keeps_reports_unless_told_not_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "cache"
    monkeypatch.setenv("COPYDESK_CACHE", str(kept))
    monkeypatch.chdir(tmp_path)
    story = tmp_path / "story.md"
    story.write_text(STORY, encoding="utf-8")

    def check(*options: str) -> dict[str, object]:
        assert main(["check", "--format", "json", *options, "story.md"]) == 1
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    fresh = check("--no-cache")
    assert not kept.exists()
    assert check() == fresh
    assert len(list(kept.glob("*/*.json"))) == 1
    assert check() == fresh
    assert check("--jobs", "2") == fresh
    story.write_text(STORY.replace("The the", "The"), encoding="utf-8")
    assert check() != fresh


def test_a_change_of_a_house_rule_is_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rule = tmp_path / "house" / "style" / "yclept.yml"
    rule.parent.mkdir(parents=True)
    text = "extends: existence\nmessage: \"'%s' again.\"\nlevel: warning\nwhy: Old.\ntokens: [yclept]\nbad: ['He is [[yclept]] Ann.']\ngood: [He is Ann.]\n"
    rule.write_text(text, encoding="utf-8")
    Path("copydesk.toml").write_text('rule-folders = ["house"]\n', encoding="utf-8")
    Path("story.txt").write_text("The man is yclept Dee.\n", encoding="utf-8")
    assert main(["check", "--format", "concise", "story.txt"]) == 1
    assert "'yclept' again." in capsys.readouterr().out
    rule.write_text(text.replace("again", "once more"), encoding="utf-8")
    assert main(["check", "--format", "concise", "story.txt"]) == 1
    assert "'yclept' once more." in capsys.readouterr().out


def test_a_change_of_a_plugin_is_seen(
    install: Callable[..., Path], process: Callable[..., Outcome], folder: Path
) -> None:
    layer = (
        "from copydesk.annotators import Annotator\n"
        "from copydesk.hookspecs import hookimpl\n"
        "import {module}_rule\n"
        "@hookimpl\n"
        "def copydesk_annotators():\n"
        "    return [Annotator('mood', lambda document: 'MOOD')]\n"
        "@hookimpl\n"
        "def copydesk_rules(config):\n"
        "    return [{module}_rule.dull_mood]\n"
    ).format(module="plugin_of_moody")
    rule = (
        "from copydesk import Bad, Hit, Span, rule\n"
        "@rule(id='dull-mood', family='moody', severity='warning', message='{mood}.',\n"
        "      bad=[Bad('[[A]]')], good=['B'])\n"
        "def dull_mood(mood):\n"
        '    """It is dull."""\n'
        "    yield Hit(Span(0, 1), mood=mood)\n"
    )
    site = install("moody", layer.replace("MOOD", "glum"))
    (site / "plugin_of_moody_rule.py").write_text(rule, encoding="utf-8")
    (folder / "story.txt").write_text("The tide turned.\n", encoding="utf-8")
    check = ("check", "--format", "concise", "story.txt")
    assert b"[dull-mood] glum." in process(*check).raw
    (site / "plugin_of_moody.py").write_text(layer.replace("MOOD", "sullen"), encoding="utf-8")
    assert b"[dull-mood] sullen." in process(*check).raw
