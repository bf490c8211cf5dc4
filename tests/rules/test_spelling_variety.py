"""Spelling-variety beyond its examples: every row of the table, and one word swapped at a time."""

import re
from collections.abc import Iterator

import pytest

from copydesk import ruledata
from copydesk.finding import PlacedFinding
from copydesk.rules.style.spelling_variety import Options, spelling_variety
from copydesk.testing import findings

ROWS = ruledata.table("lexicon/spelling-pairs.csv")

BRITISH = """Rescuers search harbour after ferry fire

Rescuers searched the harbour on Friday for two labourers who jumped from a burning ferry. \
Neighbours in the old centre saw grey smoke, and the theatre was cleared.

The operator cancelled all sailings. It had organised a drill, authorised in May, and the defence ministry \
recognised its efforts, a spokeswoman said. “We honor travelers,” she said.

The ferry lay 12 kilometres off the coast with 900 litres of fuel. Its Defense Systems engine was \
made at Pearl Harbor, and its colour-coded jackets were mouldy, a sceptical witness said. \
"""

AMERICAN = """Rescuers search harbor after ferry fire

Rescuers searched the harbor on Friday for two laborers who jumped from a burning ferry. \
Neighbors in the old center saw gray smoke, and the theater was cleared.

The operator canceled all sailings. It had organized a drill, authorized in May, and the defense ministry \
recognized its efforts, a spokeswoman said. “We honour travellers,” she said.

The ferry lay 12 kilometers off the coast with 900 liters of fuel. Its Labour Bank loan was \
signed at the Barbican Centre, and its color-coded jackets were moldy, a skeptical witness said. \
"""


def reported(text: str, variety: str = "auto") -> list[PlacedFinding]:
    return findings(spelling_variety, text, options={"variety": variety})


def rivals(text: str) -> Iterator[tuple[int, str, str]]:
    """The words of an article that have a rival, and the rival; quotations and names aside."""
    forms = {row["british"]: row["american"] for row in ROWS}
    forms |= {row["american"]: row["british"] for row in ROWS}
    for found in re.finditer(r"\w+", re.sub(r"“.*?”", lambda quote: "x" * len(quote[0]), text)):
        word = found[0]
        if word.islower() and word in forms:
            yield found.start(), word, forms[word]


@pytest.mark.parametrize("text", [BRITISH, AMERICAN], ids=["british", "american"])
def test_an_article_of_one_variety_is_clean(text: str) -> None:
    assert reported(text) == []


@pytest.mark.parametrize(
    ("text", "start", "word", "rival"),
    [
        pytest.param(text, *place, id=f"{place[1]}-{place[2]}-{place[0]}")
        for text in (BRITISH, AMERICAN)
        for place in rivals(text)
    ],
)
def test_one_word_of_the_other_variety_is_reported(
    text: str, start: int, word: str, rival: str
) -> None:
    swapped = text[:start] + rival + text[start + len(word) :]
    one, *others = reported(swapped) or [None]
    if rival == "cancelled":  # American papers write so too; the British do not write canceled
        assert one is None
        return
    assert one is not None
    assert not others
    assert (one.text, one.place.offset) == (rival, start)
    assert one.fix is not None
    assert one.fix.edits[0].text == word
    assert one.related
    assert all(other.text != rival for other in one.related)


def test_the_articles_hold_enough_to_swap() -> None:
    assert min(len(list(rivals(text))) for text in (BRITISH, AMERICAN)) >= 15


def excludes(row: dict[str, str]) -> bool:
    """Whether no standard accepts both forms of a row, whatever stands before them."""
    apart = not set(row["british_in"]) & set(row["american_in"])
    return apart and not row["american_if"]


def test_every_pair_of_the_table_is_told_apart() -> None:
    told = [row for row in ROWS if excludes(row)]
    assert len(told) > 2000
    silent = []
    for row in told:
        text = f"It was {row['american']} in May. It was {row['american']}, and {row['british']}."
        if [one.text for one in reported(text)] != [row["british"]]:
            silent.append(row)
    assert silent == []


@pytest.mark.parametrize("row", [row for row in ROWS if row["american_if"] == "never"])
def test_a_word_with_another_sense_is_left_alone(row: dict[str, str]) -> None:
    text = f"The harbour has a {row['british']} and the centre a {row['american']}."
    assert reported(text) == []


def test_the_table_is_sound() -> None:
    british = [row["british"] for row in ROWS]
    american = [row["american"] for row in ROWS]
    assert british == sorted(british)
    assert len(set(british)) == len(british)
    assert len(set(american)) == len(american)
    assert not set(british) & set(american)
    for row in ROWS:
        assert set(row["british_in"]) <= set("ABOC"), row
        assert set(row["american_in"]) <= set("ABOC"), row
        assert "A" in row["american_in"], row
        assert "B" in row["british_in"], row
        assert row["american_if"] in {"", "number", "determiner", "beside", "never"}, row
        ize = ("O" in row["american_in"]) > ("B" in row["american_in"])
        assert not ize or row["shape"] == "-ise, -ize", row


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The centre and the harbour are closed. A color, a labor camp.", ["color", "labor"]),
        ("A color, a labor camp. The centre and the harbour are closed.", ["centre", "harbour"]),
        ("It recognised and organised and realized it.", ["realized"]),
        ("It realized and organized and recognised it.", ["recognised"]),
        ("The honour of the guard was realized and never criticised.", ["criticised"]),
        ("CANADA wins. Canadian honour was analyzed; the center held.", ["center"]),
    ],
)
def test_the_majority_and_then_the_first_word_decide(text: str, expected: list[str]) -> None:
    assert [one.text for one in reported(text)] == expected


def test_a_house_of_its_own_overrules_the_article() -> None:
    text = "The harbour, the centre and the color."
    assert [one.text for one in reported(text)] == ["color"]
    assert [one.text for one in reported(text, "british")] == ["color"]
    assert [one.text for one in reported(text, "american")] == ["harbour", "centre"]


def test_an_even_mix_is_less_certain() -> None:
    (even,) = reported("The harbour is closed. The color is gone.")
    (clear,) = reported("The harbour and the centre are closed. The color is gone.")
    assert even.confidence < clear.confidence


def test_an_unknown_variety_is_refused() -> None:
    with pytest.raises(ValueError, match="auto"):
        Options(variety="australian")


def test_capitals_are_kept() -> None:
    text = "The harbour and the centre are closed. Neighbors of the port object. A centre."
    (one,) = reported(text)
    assert one.fix is not None
    assert one.fix.edits[0].text == "Neighbours"
