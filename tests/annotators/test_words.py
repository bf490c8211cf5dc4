"""The article's own words: what counts as the desk's spelling and what does not."""

import pytest

from copydesk.annotators.quotes import quotes
from copydesk.annotators.words import own_words
from copydesk.testing import document


def own(text: str, format: str = "plain") -> list[str]:  # noqa: A002
    read = document(text, format)
    found = own_words(read, quotes(read))
    assert all(read.show(word.span) == word.text for word in found)
    assert list(found) == sorted(found)
    return [word.text for word in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour’s masters' 12-litre can.", ["The", "harbour", "masters", "litre", "can"]),
        ("It met the Ministry of Defence today.", ["It", "met", "the", "of", "today"]),
        ("Labour Party men left.", ["men", "left"]),
        ("Ministry of Defence men left.", ["of", "men", "left"]),
        ("Labour won. The Labour men left.", ["won", "men", "left"]),
        ("Labour is cheap. It is dear.", ["Labour", "is", "cheap", "It", "is", "dear"]),
        ("Coca-Cola won. Co-operation failed.", ["won", "Co-operation", "failed"]),
        ("The U.S. Labor secretary left.", ["secretary", "left"]),
        ("He said “no labor here” again.", ["He", "said", "again"]),
        ("See labor.example or @labor now.", ["See", "or", "now"]),
        ("Write a.labor@center.example or and/or.", ["Write", "or"]),
    ],
)
def test_own_words_of_plain_text(text: str, expected: list[str]) -> None:
    assert own(text) == expected


def test_markup_that_is_not_our_prose_is_left_out() -> None:
    assert own(
        "We saw *the color of it* in `color` [here](https://color.example).", "markdown"
    ) == [
        "We",
        "saw",
        "in",
        "here",
    ]
    assert own("> The color of it.\n\nIt was late.", "markdown") == ["It", "was", "late"]
    assert own('<p>It is <i lang="fr">le centre</i>, no more.</p>', "html") == [
        "It",
        "is",
        "no",
        "more",
    ]
