"""The rule's examples, and the two things that examples in plain text cannot show."""

from copydesk_acme.missing_disclosure import missing_disclosure

from copydesk.testing import faults, findings


def test_the_examples_hold() -> None:
    assert faults(missing_disclosure) == []


def test_one_finding_an_article() -> None:
    article = "Acme Holdings bought the port.\n\nAcme Holdings sold the tugs.\n"
    (found,) = findings(missing_disclosure, article)
    assert (found.place.line, found.place.column) == (1, 1)


def test_the_headline_alone_asks_for_nothing() -> None:
    article = "# Acme Holdings buys port\n\nThe owner was not named.\n"
    assert findings(missing_disclosure, article, "markdown") == []
