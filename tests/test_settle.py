"""What becomes of findings: doubles go, and fixes in somebody's words are only shown."""

from dataclasses import replace

import pytest

from copydesk import Edit, Fix, Grade, Severity, Span
from copydesk.finding import Finding
from copydesk.settle import distinct, grade, prose_only, somebodys_words
from copydesk.testing import document

FOUND = Finding("r", "f", Severity.WARNING, "m", Span(3, 5), 0.8)


def test_of_two_alike_the_surer_one_stays_else_the_first() -> None:
    surer = replace(FOUND, confidence=0.9, message="surer")
    assert distinct([FOUND, surer]) == distinct([surer, FOUND]) == [surer]
    assert distinct([FOUND, replace(FOUND, message="second")]) == [FOUND]


def test_what_differs_in_rule_or_place_stays() -> None:
    different = [
        FOUND,
        replace(FOUND, rule="s"),
        replace(FOUND, span=Span(3, 6)),
        replace(FOUND, source=Span(0, 1)),
    ]
    assert distinct(different) == different


def test_what_touches_code_or_an_address_is_no_prose() -> None:
    read = document("A `b c` d https://x.org/e f", "markdown")
    spans = {word: Span(read.text.index(word), read.text.index(word) + 1) for word in "Abcdef"}
    kept = prose_only([replace(FOUND, span=span) for span in spans.values()], read)
    assert [read.show(found.span) for found in kept] == ["A", "d", "f"]
    about_the_source = replace(FOUND, span=spans["b"], source=Span(0, 1))
    assert prose_only([about_the_source], read) == [about_the_source]


QUOTED = document("He said: “Yes, *yes*.”\n\n> No &amp; no.\n\nNobody spoke.\n", "markdown")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("He", "said", Grade.SAFE),
        ("“", "“", Grade.SHOW),
        ("Yes", "Yes", Grade.SHOW),
        ("said", "Yes", Grade.SHOW),
        ("No &", "No &", Grade.SHOW),
        ("Nobody", "spoke", Grade.SAFE),
        ("no.", "Nobody", Grade.SHOW),
    ],
)
def test_a_fix_in_a_quotation_is_only_shown(start: str, end: str, expected: Grade) -> None:
    text = QUOTED.text
    span = Span(text.index(start), text.index(end) + len(end))
    quote = Span(text.index("“"), text.index("”") + 1)
    fix = Fix("Mend", (Edit(Span(0, 2), "She"), Edit(span, "x")), Grade.SAFE)
    assert grade(fix, QUOTED, somebodys_words(QUOTED, [quote])).grade is expected


def test_an_insertion_beside_a_quotation_is_not_in_it() -> None:
    quote = Span(10, 20)
    for at, expected in {10: Grade.SAFE, 11: Grade.SHOW, 19: Grade.SHOW, 20: Grade.SAFE}.items():
        fix = Fix("Mend", (Edit(Span(at, at), "x"),), Grade.SAFE)
        assert grade(fix, QUOTED, [quote]).grade is expected


def test_an_edit_of_the_source_is_of_no_words() -> None:
    fix = Fix("Mend", (Edit(Span(10, 20), "", source=Span(0, 4)),), Grade.ASK)
    assert grade(fix, QUOTED, [Span(0, 50)]).grade is Grade.ASK


def test_a_fix_that_is_only_shown_stays_so() -> None:
    fix = Fix("Mend", (Edit(Span(0, 2), "x"),), Grade.SHOW)
    assert grade(fix, QUOTED, []).grade is Grade.SHOW
