"""Hyphenation beyond its examples: its tables, and one compound changed at a time."""

import pytest

from copydesk import ruledata
from copydesk.rules.style.hyphenation import hyphenation
from copydesk.testing import findings

COMPOUNDS = ruledata.table("lexicon/compounds.csv")
SENSES = ruledata.table("lexicon/hyphen-senses.csv")

ARTICLE = """The decision-makers met for talks on non-lethal aid and on a cease-fire. They sent \
non-lethal aid in May. A decision-maker said the cease-fire held.

“We want nonlethal aid and a ceasefire,” a witness said. The Cease-Fire Line is well known. \
Well-known decision-makers said non-lethal aid works in the post-war years. Post-war aid is \
cheap. The co-operative shops co-operate with the anti-Semitism office, and anti-Semitism is rare. \
Anti-Semitism laws on anti-Semitism differ. Their co-operation began in 1990. In the long term, long-term aid helps, and post-war debt falls.
"""


def reported(text: str) -> list[tuple[str, str]]:
    """What is reported, with the text that its fix puts there."""
    return [
        (one.text, one.fix.edits[0].text if one.fix else "") for one in findings(hyphenation, text)
    ]


def test_an_article_of_one_way_is_clean() -> None:
    assert reported(ARTICLE) == []


@pytest.mark.parametrize(
    ("compound", "other_way"),
    [
        ("decision-makers met", "decisionmakers met"),
        ("decision-maker said", "decisionmaker said"),
        ("non-lethal aid and", "nonlethal aid and"),
        ("non-lethal aid works", "nonlethal aid works"),
        ("cease-fire held", "ceasefire held"),
        ("post-war years", "postwar years"),
        ("Post-war aid", "Postwar aid"),
        ("co-operative", "cooperative"),
        ("co-operate with", "cooperate with"),
        ("co-operation", "cooperation"),
        ("anti-Semitism office", "antisemitism office"),
    ],
)
def test_one_compound_in_another_way_is_reported(compound: str, other_way: str) -> None:
    assert ARTICLE.count(compound) == 1
    was, now = compound.partition(" ")[0], other_way.partition(" ")[0]
    assert reported(ARTICLE.replace(compound, other_way)) == [(now, was)]


def test_a_hyphen_that_does_not_break_is_a_hyphen() -> None:
    assert reported(ARTICLE.replace("cease-fire held", "cease\u2011fire held")) == []


@pytest.mark.parametrize("row", COMPOUNDS, ids=lambda row: row["open"])
def test_every_way_of_the_table_vies_with_the_others(row: dict[str, str]) -> None:
    ways = [row[column] for column in ("open", "closed", "hyphened") if row[column]]
    assert len(ways) > 1
    for way in ways:
        for other in ways:
            text = f"It has a {way}. It had no {way} then. A {other} is not a {way}."
            assert reported(text) == ([] if way == other else [(other, way)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A policymaker. Two policymakers met policy makers.", ("policy makers", "policymakers")),
        ("An eyewitness. Two eyewitnesses, two eye witnesses.", ("eye witnesses", "eyewitnesses")),
        (
            "A cryptocurrency. Cryptocurrencies are crypto currencies.",
            ("crypto currencies", "cryptocurrencies"),
        ),
        ("Two motorways, a motorway and two motor ways.", ("motor ways", "motorways")),
    ],
)
def test_inflections_are_the_same_compound(text: str, expected: tuple[str, str]) -> None:
    assert reported(text) == [expected]


@pytest.mark.parametrize("row", SENSES, ids=lambda row: row["hyphened"])
def test_a_hyphen_with_a_meaning_is_left_alone(row: dict[str, str]) -> None:
    hyphened = row["hyphened"]
    closed = hyphened.replace("-", "")
    assert reported(f"They {hyphened} it. They will {closed} it, and {hyphened} it again.") == []


def test_the_tables_are_sound() -> None:
    opens = [row["open"] for row in COMPOUNDS]
    assert opens == sorted(set(opens))
    for row in COMPOUNDS:
        assert row["closed"] in ("", row["open"].replace(" ", "")), row
        assert row["hyphened"] in ("", row["open"].replace(" ", "-")), row
    hyphened = [row["hyphened"] for row in SENSES]
    assert hyphened == sorted(set(hyphened))
    assert all(row["means"] and row["closed_means"] for row in SENSES)


def test_of_two_equals_the_later_is_marked() -> None:
    assert reported("A lawsuit. A film-maker and a filmmaker.") == [("filmmaker", "film-maker")]
    assert reported("A lawsuit. A filmmaker and a film-maker.") == [("film-maker", "filmmaker")]
