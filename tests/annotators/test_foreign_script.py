"""Glosses stay; what was left untranslated is told."""

import pytest

from copydesk.annotators.foreign_script import foreign_runs
from copydesk.annotators.quotes import quotes
from copydesk.testing import document


def runs(text: str, reader: str = "plain") -> list[tuple[str, str, bool]]:
    article = document(text, reader)
    found = foreign_runs(article, quotes(article))
    return [(article.show(run.span), run.script, run.gloss) for run in found]


@pytest.mark.parametrize(
    ("text", "run", "script"),
    [
        ("The ferry to 佐賀 was late.", "佐賀", "Chinese"),
        ("The ferry すぐに left.", "すぐに", "Japanese"),
        ("Kyiv Київ 2022 року was cold.", "Київ 2022 року", "Cyrillic"),
        ("The ferry في الميناء left.", "في الميناء", "Arabic"),
        ("The ferry 부산 left.", "부산", "Korean"),
        (
            "He spoke for an hour about the port, “and the 佐賀 line was shut”, she said.",
            "佐賀",
            "Chinese",
        ),
    ],
)
def test_left_untranslated(text: str, run: str, script: str) -> None:
    assert runs(text) == [(run, script, False)]


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("The capital, Beijing (北京), is cold.", "plain"),
        ("It is 北京 (Beijing).", "plain"),
        ("The sign said “不要” twice.", "plain"),
        ("In Japanese: 東京.", "plain"),
        ("A dish called 麻婆豆腐 is hot.", "plain"),
        ("See почта.рф for more.", "plain"),
        ("It is #свобода now.", "plain"),
        ("<p>The word <span lang='ru'>мир</span> stays.</p>", "html"),
        ("<p>It said:</p><blockquote>мир вам</blockquote>", "html"),
    ],
)
def test_glosses(text: str, reader: str) -> None:
    assert all(gloss for _, _, gloss in runs(text, reader))
    assert len(runs(text, reader)) == 1


def test_a_letter_inside_a_latin_word_is_no_run() -> None:
    assert runs("The ferry to M\N{CYRILLIC SMALL LETTER O}scow.") == []
