"""Style conventions: the table, the settings, the zones."""

from __future__ import annotations

import pytest

from copydesk import ruledata
from copydesk.conventions import LABELS, ONCE, names
from copydesk.rules.style.style_consistency import Options, style_consistency
from copydesk.testing import findings

ROWS = ruledata.table("lexicon/style-conventions.csv")


def found(text: str, form: str = "plain", **options: tuple[str, ...]) -> list[str]:
    return [hit.text for hit in findings(style_consistency, text, form, options)]


def test_the_words_of_a_conventions_forms_answer_each_other() -> None:
    lengths: dict[str, set[int]] = {}
    for row in ROWS:
        lengths.setdefault(row["convention"], set()).add(len(row["words"].split("|")))
    assert {name: sizes for name, sizes in lengths.items() if len(sizes) > 1} == {}


@pytest.mark.parametrize("convention", sorted({row["convention"] for row in ROWS}))
def test_every_convention_of_the_table_is_kept(convention: str) -> None:
    rows = [row for row in ROWS if row["convention"] == convention]
    frame = {"": "They saw {} again", "number": "It is 40 {} away"}.get(
        rows[0]["only"], "now {} Moe came"
    )
    for one in rows:
        for other in rows:
            if one is other:
                continue
            words = [one["words"].split("|")[0]] * 2 + [other["words"].split("|")[0]]
            text = ", and ".join(frame.format(word) for word in words) + " once."
            stray = words[0] if one["avoided"] else words[2]
            assert set(found(text)) == {stray}


def test_on_a_tie_the_later_one_is_the_stray() -> None:
    assert found("The US left. The U.S. came back.") == ["U.S."]
    assert found("The U.S. left. The US came back.") == ["US"]


def test_a_house_form_makes_strays_of_all_others() -> None:
    text = "Prices rose 5 percent, then 6 percent, then 7 per cent."
    assert found(text) == ["7 per cent"]
    assert found(text, prefer=("percent=per cent",)) == ["5 percent", "6 percent"]
    assert found(text, prefer=("percent=%",)) == ["5 percent", "6 percent", "7 per cent"]


def test_a_convention_may_be_ignored() -> None:
    assert found("The US left. The U.S. came back.", ignore=("US",)) == []


def test_settings_are_checked() -> None:
    with pytest.raises(ValueError, match="no convention 'percnt'"):
        Options(ignore=("percnt",))
    with pytest.raises(ValueError, match="no convention 'spelling'"):
        Options(prefer=("spelling=British",))
    with pytest.raises(ValueError, match="percent=per cent"):
        Options(prefer=("percent",))


def test_conventions_and_labels_belong_together() -> None:
    assert set(ONCE) <= names()
    assert {row["convention"] for row in ROWS} < names()
    assert all(label == label.strip() for label in LABELS.values())


def test_zones_are_compared_among_themselves() -> None:
    article = (
        "<h1>US leaves</h1><p>The U.S. left. The U.S. came back.</p>"
        "<figure><img src='a.jpg' alt=''><figcaption>A US flag</figcaption></figure>"
        "<h2>A U.S. view</h2><p>The US slept.</p>"
    )
    assert found(article, "html") == ["U.S.", "US"]


def test_the_finding_points_to_the_nearest_use_of_the_other_form() -> None:
    (hit,) = findings(style_consistency, "U.S. one. U.S. two, US three.")
    assert [(other.text, other.place.offset) for other in hit.related] == [("U.S.", 10)]


@pytest.mark.parametrize(
    ("text", "strays"),
    [
        # quotations and what stands for short
        ("Prices rose 5 percent. “It was 6 per cent,” he said (7% in June).", []),
        # clocks
        ("It began at 15:00 and ended at 18:30. They had met at 9 a.m.", ["9 a.m."]),
        ("It began at 3.30 pm and ended at 4.15 pm. They met at 9:45 am.", [":"]),
        ("It began at 3 p.m. EST (2000 GMT) and ended at 6 p.m. (23:00 GMT).", []),
        # dates
        ("It began on March 5, 2025. It ended on 8 May 2025, not on June 1.", ["8 May 2025"]),
        ("It began on 5 March and ended on the 9th of June, not on 1 May or 2 May.", ["9th"]),
        ("In the 1990s and the 1980s; in the 1970's.", ["1970's"]),
        ("The 14 February Movement met on March 5 and on March 9.", []),
        # money
        ("It paid Rs 500, then Rs 700, then 900 rupees.", ["900 rupees"]),
        ("It paid €5m, then €6m, then EUR 7 million.", ["EUR 7 million"]),
        ("It paid 5 million yuan, then 6 million yuan, then RMB 7 million.", ["RMB 7 million"]),
        ("It paid 40 lakh rupees, 2 crore rupees and 1.5 million rupees.", ["1.5 million"]),
        ("It paid Rs 5 crore, Rs 6 crore, and 40,000 rupees in cash.", []),
        # numbers
        ("It has three ships, four boats, five planes. It lost 6 trucks.", ["6"]),
        ("It has 12,000 ships and 14,000 boats and 15 000 planes.", ["15 000"]),
        ("It has 3,400 ships, 4,500 boats, and 8848 planes. In 2020 people wept.", ["8848"]),
        # honorifics
        ("Mr Lee met Ann Poe. Mr Lee sat. Mr Lee rose. Lee said no.", ["Lee"]),
        ("Tom Lee met Ann Poe. Lee said no. Poe said yes. Lee sat. Ms. Poe rose.", ["Ms. Poe"]),
        # marks
        ("It was cold – it was wet – it was dark - and it was late.", [" - "]),
    ],
)
def test_strays(text: str, strays: list[str]) -> None:
    assert found(text) == strays
