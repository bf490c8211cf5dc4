"""docs/write-a-rule.md: its code runs, and it knows every key and every scope."""

import importlib.util
import re
from pathlib import Path

import pytest

import checkout
from copydesk.checks import scope
from copydesk.checks.kind import KINDS, NOT_RUN
from copydesk.checks.loading import OWN, SHARED
from copydesk.testing import faults

PAGE = checkout.ROOT / "docs/write-a-rule.md"


def blocks(language: str) -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return found


def test_the_rule_in_python_runs(tmp_path: Path) -> None:
    path = tmp_path / "same_beginning.py"
    path.write_text(blocks("python")[1], encoding="utf-8")
    spec = importlib.util.spec_from_file_location("rules.style.same_beginning", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.same_beginning.code == "style/same-beginning"
    assert faults(module.same_beginning) == []


def test_the_lines_that_run_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "house-rules" / "wording" / "needless-adjective.yml"
    path.parent.mkdir(parents=True)
    path.write_text(blocks("yaml")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = compile(blocks("python")[0], "write-a-rule.md", "exec")
    exec(code, {})
    path.write_text(blocks("yaml")[0].replace("[[Tragic", "Tragic [["), encoding="utf-8")
    with pytest.raises(AssertionError):
        exec(code, {})


def test_the_page_names_all_there_is() -> None:
    text = PAGE.read_text(encoding="utf-8")
    keys = SHARED.union(OWN, *(kind.keys for kind in KINDS.values()))
    named = set(re.findall(r"`~?([\w-]+)`", text))
    named |= {part for name in re.findall(r"`([\w.]+)`", text) for part in name.split(".")}
    ranks = {"h2", "h3", "h4", "h5"}
    assert keys | set(NOT_RUN) | scope.KNOWN - ranks - {"figure"} <= named
    for kind in KINDS:
        assert f"\n### {kind}\n" in text
