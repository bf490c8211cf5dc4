"""Which marks make quotations, which are apostrophes, and what is wrong with the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotators.quotes import FaultKind, Quote, Quotes, quotes
from copydesk.document import Document, Span
from copydesk.testing import document


def read(text: str, reader: str = "plain") -> tuple[Document, Quotes]:
    article = document(text, reader)
    return article, quotes(article)


def shown(text: str, reader: str = "plain") -> list[str]:
    article, found = read(text, reader)
    return [
        f"{quote.level} {quote.open}|{article.show(quote.inner)}|{quote.close}" for quote in found
    ]


def faults(text: str, reader: str = "plain") -> list[tuple[FaultKind, int]]:
    return [(fault.kind, fault.mark.start) for fault in read(text, reader)[1].faults]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” he said. “It was late.”", ["0 “|We won,|”", "0 “|It was late.|”"]),
        ('"We won," he said.', ['0 "|We won,|"']),
        ("“He said ‘we won’ twice.”", ["0 “|He said ‘we won’ twice.|”", "1 ‘|we won|’"]),
        ("'He said \"we won\" twice.'", ["0 '|He said \"we won\" twice.|'", '1 "|we won|"']),
        ("‘We won,’ he said, ‘at Lord’s.’", ["0 ‘|We won,|’", "0 ‘|at Lord’s.|’"]),
        ("'We won,' he said of the boys' team.", ["0 '|We won,|'"]),
        ("He called 'the boys' team' good.", ["0 '|the boys' team|'"]),
        ("„Wir“ «nous» “we” ‹on›", ["0 „|Wir|“", "0 «|nous|»", "0 “|we|”", "0 ‹|on|›"]),
        ("``We won,'' he said.", ["0 ``|We won,|''"]),
        ("Town 'cannot pay', says auditor", ["0 '|cannot pay|'"]),
        (
            "“Hamlet”’s ghost, the “yes”es and the ex-“king”",
            ["0 “|Hamlet|”", "0 “|yes|”", "0 “|king|”"],
        ),
        ("We won (“at last”)—“of course”—and left.", ["0 “|at last|”", "0 “|of course|”"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "O’Brien’s dogs’ beds, the Joneses' car and the U.S.'s or U.S.’s aid.",
        "In the ’90s and '60s, ’tis said, rock ’n’ roll and 'em all; get ’em while they’re hot.",
        "He is 6'2\" tall, 5′11″ wide, and bought a 24\" screen and a 10' ladder.",
        "It took 2'15\" and the 12\" disk; goin' home, rockin’ on.",
        "Sana'a, Ta'izz and Qur'an; fo'c'sle; 'twas so.",
    ],
)
def test_apostrophes_and_primes_are_no_quotation_marks(text: str) -> None:
    assert shown(text) == []
    assert faults(text) == []


def test_speech_over_paragraphs_runs_on() -> None:
    article, found = read("“We lost.\n\n“They won.\n\n“It rained,” he said.", "markdown")
    assert [(quote.open, quote.close, quote.continued) for quote in found] == [
        ("“", "", True),
        ("“", "", True),
        ("“", "”", False),
    ]
    assert [quote.span for quote in found][:2] == [block.span for block in article.blocks][:2]
    assert found.faults == ()


def test_speech_runs_on_past_a_caption() -> None:
    text = "<p>“We lost.</p><figure><figcaption>The port</figcaption></figure><p>“We won,” he said.</p>"
    assert faults(text, "html") == []


def test_speech_that_ends_in_he_said_does_not_run_on() -> None:
    assert faults("“We lost, he said.\n\n“It rained,” she said.", "markdown") == [
        (FaultKind.UNCLOSED, 0)
    ]


def test_speech_may_run_on_without_new_marks() -> None:
    article, found = read("“We lost.\n\nThey won.\n\nIt rained,” he said.", "markdown")
    assert [article.show(quote.inner) for quote in found] == ["We lost.", "They won.", "It rained,"]
    assert [quote.continued for quote in found] == [True, True, False]
    assert found.faults == ()


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("“We won, he said.", FaultKind.UNCLOSED, 0),
        ("We won,” he said.", FaultKind.UNOPENED, 7),
        ('"We won," he said. "It was late.', FaultKind.UNCLOSED, 19),
        ("“We ‘won,” he said.", FaultKind.UNCLOSED, 4),
        ("“ We won,” he said.", FaultKind.MISPLACED, 0),
        ('"We won "he said.', FaultKind.MISPLACED, 8),
        ('He called" The Sea" good.', FaultKind.MISPLACED, 9),
        ('We won it, "said the mayor.', FaultKind.UNOPENED, 11),
        ('“We won," he said.', FaultKind.MISMATCHED, 8),
        ("”We won,” he said.", FaultKind.MISMATCHED, 0),
        ("“We won. “It was late,” he said.", FaultKind.RESTARTED, 0),
        ("“We won, he said. “It was late,” he said.", FaultKind.UNCLOSED, 0),
    ],
)
def test_faults(text: str, kind: FaultKind, at: int) -> None:
    assert faults(text) == [(kind, at)]


def test_an_unclosed_quotation_goes_on_to_the_end_of_its_block() -> None:
    article, found = read("He said: “We won. It was late.\n\nHe left.", "markdown")
    (quote,) = found
    assert article.show(quote.inner) == "We won. It was late."
    assert not quote.continued


def test_markup_makes_quotations() -> None:
    text = "<blockquote><p>We “won” it.</p></blockquote><p>He said <q>we lost</q> twice.</p>"
    assert shown(text, "html") == ["0 |We “won” it.|", "1 “|won|”", "0 |we lost|"]


def test_marks_in_code_are_none() -> None:
    assert shown('The code `"a` and "b" stay.', "markdown") == ['0 "|b|"']


def test_around_gives_the_outermost() -> None:
    article, found = read("He said: “We ‘won’ it.” He left.")
    won = article.text.index("won")
    outer = found.around(Span(won, won + 3))
    assert isinstance(outer, Quote)
    assert article.show(outer.span) == "“We ‘won’ it.”"
    assert found.around(Span(0, 2)) is None
    assert found.around(Span(len(article.text) - 5, len(article.text))) is None
    assert found.around(Span(6, 12)) is outer


@given(st.text(alphabet="aA. ,“”‘’\"'„«»(5\n"))
def test_spans_are_sound(text: str) -> None:
    article, found = read(text)
    for quote in found:
        assert quote.span.contains(quote.inner)
        assert quote.span.start < quote.span.end
        assert article.text[quote.span.start : quote.inner.start] == quote.open
        assert article.text[quote.inner.end : quote.span.end] == quote.close
        assert "\n\n" not in article.show(quote.span)
    ends: list[int] = []
    for quote in found:  # nested or apart, never across each other
        while ends and ends[-1] <= quote.span.start:
            ends.pop()
        assert not ends or quote.span.end <= ends[-1]
        assert quote.level == len(ends)
        ends.append(quote.span.end)
