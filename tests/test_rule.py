"""What ``@rule`` makes of a function, and what it refuses."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from copydesk import Bad, Document, Good, Hit, Severity, rule
from copydesk.explain import page
from copydesk.problem import Problem
from copydesk.testing import faults, findings
from house import changed_toll, doubled_word, long_word

WHOLE: dict[str, Any] = {
    "id": "a-fault",
    "severity": "error",
    "message": "m",
    "bad": [Bad("[[a]]")],
    "good": ["b", Good("c", "html")],
}


def a_fault(document: Document, quotes: object, options: object) -> Iterator[Hit]:
    """It is a fault.

    A reader stumbles.
    """
    del document, quotes, options
    yield from ()


def test_a_rule_takes_its_needs_and_its_reason_from_the_function() -> None:
    made = rule(**WHOLE, family="house")(a_fault)
    assert made.needs == ("document", "quotes", "options")
    assert made.why == "It is a fault.\n\nA reader stumbles."
    assert (made.summary, made.code) == ("It is a fault.", "house/a-fault")
    assert made.good == (Good("b"), Good("c", "html"))
    assert (made.severity, made.confidence) == (Severity.ERROR, 0.98)
    assert made.origin == Path(__file__)


def test_the_family_is_the_package_unless_it_is_given() -> None:
    def check() -> Iterator[Hit]:
        """A fault."""
        yield from ()

    check.__module__ = "copydesk.rules.dates.a_fault"
    assert rule(**WHOLE)(check).family == "dates"


REFUSED = {
    "no bad example": ({"bad": []}, "needs at least one bad and one good example"),
    "no good example": ({"good": []}, "needs at least one bad and one good example"),
    "no message": ({"message": ""}, "says nothing: its message is empty"),
    "no such severity": (
        {"severity": "grave"},
        "has severity 'grave', which is none of error, warning, suggestion",
    ),
}


@pytest.mark.parametrize(("fields", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_rule_is_refused_by_name_and_place(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(Problem) as caught:
        rule(**(WHOLE | fields), family="house")(a_fault)
    line = a_fault.__code__.co_firstlineno
    assert str(caught.value) == f"{__file__}:{line}:1: rule 'a-fault' {message}"


def test_a_rule_without_a_reason_is_refused() -> None:
    def check() -> Iterator[Hit]:
        yield from ()

    with pytest.raises(Problem, match="has no docstring to say why"):
        rule(**WHOLE, family="house")(check)


# Its page


def test_a_page_shows_code_inside_an_example() -> None:
    made = rule(**(WHOLE | {"good": [Good("```\nx\n```\n", "markdown")]}), family="f")(a_fault)
    assert "````markdown\n```\nx\n```\n````\n" in page(made)


# Its examples


def check_examples(bad: Bad, good: str = "It rained.") -> list[str]:
    made = rule(
        **(WHOLE | {"message": doubled_word.message, "bad": [bad], "good": [good]}), family="f"
    )
    check: Callable[..., Any] = doubled_word.check
    return faults(made(check))


def test_examples_that_hold() -> None:
    bad = Bad("It was [[so so]].", says="“so so” says “so” twice.", fixed="It was so.")
    assert check_examples(bad) == []
    assert faults(doubled_word) == faults(changed_toll) == faults(long_word) == []


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (Bad("It [[was]] so so."), "expected 'It [[was]] so so.', found 'It was [[so so]].'"),
        (Bad("[[So]] it was."), "expected '[[So]] it was.', found 'So it was.'"),
        (Bad("It is so so."), "a bad example marks nothing: 'It is so so.'"),
        (Bad("It is [[so so]].", says="No."), "says '“so so” says “so” twice.', expected 'No.'"),
        (Bad("It is [[so so]].", fixed="No."), "fixed 'It is so.', expected 'No.'"),
    ],
)
def test_examples_that_do_not_hold_are_told(bad: Bad, told: str) -> None:
    assert any(told in fault for fault in check_examples(bad))


def test_good_examples_that_are_reported_are_told() -> None:
    (told,) = check_examples(Bad("It is [[so so]]."), "It was was.")
    assert "a good example is reported: 'It [[was was]].'" in told
    (told,) = check_examples(Bad("It is [[so so]]."), "It [[was]].")
    assert "a good example marks something" in told


def test_options_of_an_example_are_used() -> None:
    assert findings(long_word, "Eleven letters: information.", options={"limit": 10})
    assert not findings(long_word, "Eleven letters: information.")


def test_a_rule_that_fails_on_an_example_is_told() -> None:
    def failing(document: Document) -> Iterator[Hit]:
        """Fails."""
        raise RuntimeError(document.text)

    with pytest.raises(AssertionError, match=r"a-fault failed on 'It rained\.': the rule"):
        findings(rule(**WHOLE, family="f")(failing), "It rained.")
