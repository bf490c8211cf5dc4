"""Where sentences end, and where they only seem to."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import ruledata
from copydesk.annotators.sentences import clause_from, clause_to, sentence_at, sentences
from copydesk.testing import document


def split(text: str, reader: str = "markdown") -> list[str]:
    article = document(text, reader)
    return [article.show(sentence.span) for sentence in sentences(article)]


@pytest.mark.parametrize(
    "text",
    [
        "The writer's stop cuts the war in Ukraine.| is.",
        "It joins Pyongyang.| And Moscow.",
        "“We won.| We lost,” he said.| “And then?” she asked.| He left.",
        "He left.| “The sea was rough.”| She stayed.",
        "He left (he was ill.)| She stayed.| (It rained.)| The end.",
        "It rained!| It snowed?!| Nobody came...| Then they did.",
        "He lives in the U.S.| The house is old.| It was sold to Hill Inc.| He left at 5 p.m.| She did not.",
        "He saw World War I.| The next one he did not.| It is plan B.| It failed.",
        "The sea rose.[1]| The land sank.[2][3]| Nobody moved. [4]| They stayed.",
        "He came in Sept.| Nobody knew.| She said no.| Then she said yes.",
        "The harbour is shut.| iPhone sales fell.| al-Sadr left.",
        "他来了。|The next one is English.",
        "The ferry was late.|It came in.",
    ],
)
def test_sentences_end(text: str) -> None:
    parts = text.split("|")
    assert split("".join(parts)) == [part.strip() for part in parts]


@pytest.mark.parametrize(
    "text",
    [
        "U.S. officials met Mr. Austin, Gen. X and Lt. Col. J. K. Rowling in St. Petersburg.",
        "It is No. 3 of Jan. 5 on p. 12, i.e. 3.5 m, e.g. at 5 a.m. on Monday or 6 p.m. EST.",
        "“Why?” he asked.",
        "“Why?” Prime Minister Ann Lee asked in Oslo.",
        "“Stop!” shouted the crowd, and Yahoo! said nothing.",
        "She called it “the end.” and left.",
        "He waited … and waited ... and left.",
        "It is vol. II of the Johnson & Johnson Co. report, vs. ch. 4.",
        "J. R. R. Tolkien and George W. Bush met E. Smith.",
        "Hill Inc. shares fell, and Hill Jr. and Lee Sr. sold theirs.",
        "a. The first of these.",
        "See www.example.org/a.b and a.b@example.org for Node.js and version 2.0.",
        "The time is 5.30 p.m. Tuesday or Jan. 5 at 10 a.m. GMT.",
    ],
)
def test_sentences_do_not_end(text: str) -> None:
    assert split(text) == [text]


def test_sentences_never_cross_blocks() -> None:
    article = document("The ferry was late\n\nand nobody knew. It came.", "markdown")
    found = [(article.show(s.span), s.block) for s in sentences(article)]
    assert found == [
        ("The ferry was late", article.blocks[0]),
        ("and nobody knew.", article.blocks[1]),
        ("It came.", article.blocks[1]),
    ]


def test_footnote_references_belong_to_the_sentence() -> None:
    text = "The sea rose.[^1] The land sank.\n\n[^1]: A note."
    assert len(split(text)) == 3


@given(st.text(alphabet="aA. ?!…“”\"')(1U.SMr \n"))
def test_sentences_cover_the_text(text: str) -> None:
    article = document(text, "plain")
    found = sentences(article)
    covered = {at for sentence in found for at in range(*sentence.span)}
    assert all(not article.text[at].strip() for at in range(len(article.text)) if at not in covered)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(sentence.block.span.contains(sentence.span) for sentence in found)


def test_sentence_at() -> None:
    article = document("It rained. It snowed.", "plain")
    found = sentences(article)
    assert sentence_at(found, 0) is found[0]
    assert sentence_at(found, 10) is None
    assert sentence_at(found, 11) is found[1]
    assert sentence_at(found, 99) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a port of 300 people, has been empty.", "(a port of 300 people,"),
        ("“We won. He left.", "“We won."),
        ("“We won and left", "“We won and left"),
        ("(a port - of sorts", "(a port"),
        ("(" + "word " * 40, "(word"),
    ],
)
def test_clause_from(text: str, expected: str) -> None:
    assert text[slice(*clause_from(text, 0, len(text)))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is late. We won,”", "We won,”"),
        ("It is late, we won”", "we won”"),
        ("we won”", "we won”"),
    ],
)
def test_clause_to(text: str, expected: str) -> None:
    assert text[slice(*clause_to(text, 0, len(text)))] == expected
    assert clause_to(text, 0, len(text)).end == len(text)


def test_an_empty_document_has_no_sentences() -> None:
    assert sentences(document("", "plain")) == ()


def test_the_table_of_abbreviations_is_sound() -> None:
    rows = ruledata.table("lexicon/abbreviations.csv")
    known = {"title", "inner", "number", "month", "clock", "either"}
    assert {row["kind"] for row in rows} == known
    assert all(row["abbreviation"].endswith(".") for row in rows)
    assert len({row["abbreviation"] for row in rows}) == len(rows)
