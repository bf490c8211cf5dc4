"""Rules made of YAML, and what they find."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from copydesk.checks import load_folder, load_style
from copydesk.finding import PlacedFinding
from copydesk.rule import Rule
from copydesk.testing import findings

EXAMPLES = 'why: It is a fault.\nbad: ["a [[fault]]"]\ngood: [none]\n'


@pytest.fixture
def style(tmp_path: Path) -> Callable[[str], Rule]:
    """A rule of a style written for Vale, ``House.Test``."""

    def made(yaml: str) -> Rule:
        path = tmp_path / "House" / "Test.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(yaml), encoding="utf-8")
        (rule,) = load_style(path.parent)
        return rule

    return made


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Rule]:
    """A rule of a copydesk rule folder, ``style/a-fault``; why and examples are added."""

    def made(yaml: str, *, complete: bool = True) -> Rule:
        path = tmp_path / "rules" / "style" / "a-fault.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(yaml) + EXAMPLES * complete, encoding="utf-8")
        (rule,) = load_folder(tmp_path / "rules")
        return rule

    return made


@pytest.fixture
def marked() -> Callable[..., str]:
    """A text with ``[[...]]`` around what a rule finds in it."""

    def show(rule: Rule, text: str, format: str = "plain") -> str:  # noqa: A002
        for found in reversed(_findings(rule, text, format)):
            start, end = found.place.offset, found.place.end_offset
            assert found.text == text[start:end]
            text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
        return text

    return show


@pytest.fixture
def messages() -> Callable[..., list[str]]:
    """What a rule says of a text."""

    def told(rule: Rule, text: str, format: str = "plain") -> list[str]:  # noqa: A002
        return [found.message for found in _findings(rule, text, format)]

    return told


def _findings(rule: Rule, text: str, format: str) -> list[PlacedFinding]:  # noqa: A002
    return findings(rule, text, format)
