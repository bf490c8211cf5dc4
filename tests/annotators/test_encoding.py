"""What the wrong table leaves, and what does not show."""

import pytest

from copydesk.annotators.encoding import garbled, unseen
from copydesk.testing import document


@pytest.mark.parametrize(
    "meant",
    ["’", "“", "–", "…", "é", "ã", "£", "\N{NO-BREAK SPACE}", "ü", "É", "™", "привет", "😀"],
)
def test_utf8_read_as_windows_1252_is_undone(meant: str) -> None:
    shown = "".join(
        bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
        for byte in meant.encode()
    )
    found = list(garbled(f"a {shown} b"))
    assert found[0].span.start == 2
    assert found[0].meant.startswith(meant[: 1 if len(meant) == 1 else 5])


@pytest.mark.parametrize(
    "text",
    [
        "“CAFÉ”",
        "SÃO PAULO",
        "Ångström",
        "naïve â la carte",
        "Ð is Icelandic",
        "CAMÕES’",
        "â£",
    ],
)
def test_letters_that_look_garbled_are_not(text: str) -> None:
    assert list(garbled(text)) == []


def test_windows_controls_and_lost_characters() -> None:
    assert [g.meant for g in garbled("it\x92s \ufffd \ue000")] == ["’", "", ""]


@pytest.mark.parametrize(
    "char", ["\u200b", "\u2060", "\ufeff", "\u202a", "\x07", "\u200d", "\u2028"]
)
def test_unseen_characters(char: str) -> None:
    article = document(f"The fer{char}ry was late.", "plain")
    assert [article.show(span) for span in unseen(article)] == [char]


@pytest.mark.parametrize(
    "text",
    [
        "A 👩\u200d🚒 came ☕\ufe0f.",
        "He wrote نمی\u200cخواهم there.",
        "The word \u200fשלום\u200f stays.",
        "क्\u200dष",
    ],
)
def test_characters_that_work_unseen(text: str) -> None:
    assert list(unseen(document(text, "plain"))) == []
