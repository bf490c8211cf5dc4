"""Sentences and paragraphs that begin with a small letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from copydesk import ruledata
from copydesk.annotators.sentences import Sentence
from copydesk.document import RUNNING, Document, MarkKind, Role, Span
from copydesk.finding import Edit, Fix, Hit, Related, Severity
from copydesk.pattern import Pattern
from copydesk.rule import Bad, Good, rule

if TYPE_CHECKING:
    import regex


@rule(
    id="lowercase-start",
    severity="warning",
    message="The {unit} begins with a small letter: “{word}”.",
    bad=[
        Bad(
            "The ferry left Hatsby on Monday with 40 people. [[is]].",
            says="The sentence begins with a small letter: “is”.",
            fixed="The ferry left Hatsby on Monday with 40 people. Is.",
        ),
        Bad("The harbour was shut. [[the]] mayor said it would open. Boats waited."),
        Bad("The mayor refused. “[[we]] will not pay,” she said."),
        Bad("The ferry left Hatsby on Monday.\n\n[[it]] came back on Tuesday.", format="markdown"),
        Bad(
            "The ferry left Hatsby on Monday.\n\n[[government]] blames the storm for it.",
            says="The paragraph begins with a small letter: “government”.",
            format="markdown",
        ),
    ],
    good=[
        "The iPhone sold well. iPad sales fell. eBay was flat. mRNA vaccines did better.",
        "Mrs Smit lost. van der Berg won. de Gaulle was before her time. al-Sadr was not.",
        "The U.S. ferry left at 5 a.m. on Monday, approx. an hour late, i.e. too late.",
        "“Why did it leave?” he asked. “It was late!” she said. Yahoo! said no … and left.",
        "The firm sells ropes, nets, etc. and hires boats. See www.example.org. example.org is down.",
        Good("The council will buy:\n\na new ferry;\n\ntwo pumps.", format="markdown"),
        Good("* ropes\n* nets. and buoys", format="markdown"),
        Good(
            "The inquiry found, in its words,\n\n> no fault.\n\nand the mayor agreed.",
            format="markdown",
        ),
        "The ferry left at 5 p.m. local time. No. 3 pump, p. 12 of the log, failed (cf. fig. 2).",
    ],
    limits=(
        "A paragraph that begins small is a suggestion when its first word is none that begins "
        "sentences, and where more than two do so they are reported as one: feeds cut the first "
        "letters off paragraphs. An abbreviation that is in no list and is followed by a small "
        "letter looks like the end of a sentence."
    ),
)
def lowercase_start(document: Document, sentences: tuple[Sentence, ...]) -> Iterator[Hit]:
    """A sentence or a paragraph begins with a small letter.

    Something was cut off before it, or it was cut off from the sentence before: a full stop too
    many, a lost first word, the tail of a sentence whose head was rewritten.
    """
    before: Sentence | None = None
    paragraphs: list[regex.Match[str]] = []
    for sentence in sentences:
        if sentence.block.role in RUNNING and before is not None:
            if before.block is not sentence.block:
                paragraphs += _first(document, before, sentence)
            elif word := _inside(document, before, sentence):
                yield _hit(word, "sentence", Severity.WARNING)
        before = sentence
    if len(paragraphs) > _MANY:
        others = [Related(Span(*word.span("word")), "This one too.") for word in paragraphs[1:]]
        yield _hit(paragraphs[0], "paragraph", Severity.SUGGESTION, others)
        return
    for word in paragraphs:
        sure = word["word"].replace("’", "'").split("'")[0] in _openers()
        yield _hit(word, "paragraph", Severity.WARNING if sure else Severity.SUGGESTION)


_MANY = 2
"""More paragraphs than this begin small only in a feed that cuts off first letters: one fault."""
_OPENING = Pattern(r"[\s\"'“‘«„(\[]*(?P<word>[^\W\d_][^\s—–,;:!?\"”»)\]]*+)")
_NAME_SHAPED = Pattern(r"\w*[\p{Lu}\d@/\\_#]|\w+[.@/\\:]\w|\w$|\w*[-’'.]\p{Lu}")
_VOWEL = Pattern(r"[aeiouyAEIOUY]")


@cache
def _names() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in ruledata.table("lexicon/lowercase-names.csv")}


@cache
def _openers() -> frozenset[str]:
    """Function words that begin sentences; "was" or "me" is the rest of one whose head is lost."""
    table = ruledata.table("lexicon/function-words.csv")
    words = {row["word"] for row in table if row["kind"] != "auxiliary"}
    return frozenset(words - {"me", "us", "them", "him"})


def _inside(document: Document, before: Sentence, sentence: Sentence) -> regex.Match[str] | None:
    """The small first word of a sentence after another in its paragraph."""
    end = document.show(before.span).rsplit(None, 1)[-1]
    if not end.endswith(".") or not _VOWEL.search(end):
        return None
    return _small_word(document, sentence.span)


def _first(document: Document, before: Sentence, sentence: Sentence) -> Iterator[regex.Match[str]]:
    """The small first word of a paragraph, unless the paragraph goes on with the one before."""
    word = _small_word(document, sentence.span)
    if word is None or sentence.block.role is not Role.PARAGRAPH:
        return
    ended = document.text[before.span.end - 1] in '.!?"”'
    after_prose = before.block.role in RUNNING - {Role.QUOTATION}
    if ended and after_prose and word.start("word") == sentence.span.start:
        yield word


def _small_word(document: Document, span: Span) -> regex.Match[str] | None:
    """The first word of a sentence, if it has a small letter that it should not have."""
    found = _OPENING.match(document.text, *span)
    if not found or not found["word"][0].islower():
        return None
    word = found["word"].rstrip(".")
    kind = _names().get(word) or _names().get(word.replace("’", "'").split("'")[0].split("-")[0])
    if kind == "brand" or _NAME_SHAPED.match(word):
        return None
    if kind == "particle" and _capital_follows(document.text, found.end("word"), span.end, word):
        return None
    at = Span(*found.span("word"))
    if document.marked(at, MarkKind.CODE, MarkKind.URL, MarkKind.FOREIGN):
        return None
    return found


def _capital_follows(text: str, at: int, end: int, word: str) -> bool:
    """Whether a name follows a particle: at once, or after one more particle."""
    if any(char.isupper() for char in word):
        return True
    for follower in text[at:end].split(None, 3)[:3]:
        if follower[0].isupper():
            return True
        if _names().get(follower) != "particle":
            return False
    return False


def _hit(
    found: regex.Match[str], unit: str, severity: Severity, related: Sequence[Related] = ()
) -> Hit:
    start = found.start("word")
    word = found["word"].rstrip(".")
    return Hit(
        Span(start, start + len(word)),
        severity=severity,
        related=related,
        unit=unit,
        word=word,
        fix=Fix("Begin with a capital", (Edit(Span(start, start + 1), word[0].upper()),)),
    )
