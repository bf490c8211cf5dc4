"""Sentences, by the rules that full stops, abbreviations and quotation marks follow.

The writer's stops are taken at their word, for a misplaced one is what rules look for: "its war
in Ukraine. is." holds two sentences. What stays whole is what an editor would read as one:
"Mr. Austin", "U.S. officials", "p. 12", "“Why?” he asked".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from copydesk import ruledata
from copydesk.document import Block, Document, MarkKind, Span
from copydesk.pattern import Pattern

if TYPE_CHECKING:
    import regex


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its closing marks, and the block that it stands in."""

    span: Span
    block: Block


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of every block, in order. They cover all but the white space between them.

    A stop ends a sentence unless it belongs to an abbreviation (``rules/lexicon/
    abbreviations.csv``), an initial or an ellipsis, or unless the text runs on in lower case
    after a question mark, an exclamation mark or a closing quotation mark. Quotation marks and
    brackets that close after the stop belong to the sentence, as do footnote references.
    """
    notes = {
        mark.span.start: mark.span.end for mark in document.marks if mark.kind is MarkKind.NOTE
    }
    return tuple(
        Sentence(span, block)
        for block in document.blocks
        for span in _split(document.text, block.span, notes)
    )


def sentence_at(sentences: Sequence[Sentence], offset: int) -> Sentence | None:
    """The sentence that holds the character at ``offset``; none between sentences."""
    at = bisect_right(sentences, offset, key=lambda sentence: sentence.span.start) - 1
    if at >= 0 and offset < sentences[at].span.end:
        return sentences[at]
    return None


_CLOSERS = "\"'”’»›)\\]】」』"
_OPENERS = "\"'“‘„‚«‹(\\[（「『"
_STOP = Pattern(
    rf"(?P<stop>[.!?…]+)(?P<closers>[{_CLOSERS}]*)(?:\s?\[\d+\])*(?=\s|$)"
    rf"|(?P<wide>[。！？｡]+)[{_CLOSERS}]*"
    r"|(?<=[a-z])(?P<tight>\.)[”\"]?(?=[A-Z][a-z]+(?:[\s,]|$))"
    r"|(?P<gap>\n\s*\n)"
)
_NEXT = Pattern(
    rf"(?P<openers>[\s{_OPENERS}¿¡*•–—-]*)(?P<word>[^\W_]+(?:['’-][^\W_]+)*)?(?P<dot>\.?)"
)
_DOTTED = Pattern(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_LABEL = Pattern(r"[\s*•–—-]*(?:\d{1,3}|[A-Za-z]|[ivx]+)\.")
_CLAUSE = Pattern(r"[^.!?;:“\"\n]{0,80}")
_ROMAN = frozenset("IVXLC")
_QUOTE_MARKS = frozenset("\"'“”‘’„‚«»‹›")
_CALENDAR = Pattern(
    r"(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?|Wed|Sat|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?"
    r"|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_MARKED_NAMES = frozenset({"Yahoo", "Jeopardy", "Wham"})
"""Names that end in an exclamation mark of their own."""


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["kind"] for row in ruledata.table("lexicon/abbreviations.csv")}


@cache
def reporting_verbs() -> frozenset[str]:
    """Verbs that tell who speaks, in the present and the past: "says", "asked"."""
    rows = ruledata.table("lexicon/reporting-verbs.csv")
    return frozenset(form for row in rows for form in (row["third_person"], row["past"]))


def _split(text: str, block: Span, notes: dict[int, int]) -> Iterator[Span]:
    start = block.start
    for match in _STOP.finditer(text, *block):
        end = notes.get(match.end(), match.end())
        if end >= block.end:
            break
        if match["gap"]:
            yield Span(start, match.start())
        elif match["wide"] or _ends(text, start, match, end, block.end):
            yield Span(start, end)
        else:
            continue
        start = end
        while start < block.end and text[start].isspace():
            start += 1
    if start < block.end:
        yield Span(start, block.end)


def _ends(text: str, start: int, match: regex.Match[str], end: int, block_end: int) -> bool:
    """Whether the stop that was found ends the sentence that began at ``start``."""
    before = _last_word(text, start, match.start())
    if match["tight"]:
        return before.isalpha() and len(before) > 1
    follow = _NEXT.match(text, end, block_end)
    if follow is None:
        return True
    stop, closers = match["stop"], match["closers"]
    if "?" in stop or "!" in stop:
        return _ends_loud(text, before, closers, follow)
    if len(stop) > 1 or stop == "…":
        return _is_capital(follow["word"]) and not text[match.start() - 1].isspace()
    if follow["word"] and follow["word"][0].islower() and closers:
        return False
    if _LABEL.fullmatch(text, start, match.end()):
        return False
    return _ends_plain(before, follow)


def _is_capital(word: str | None) -> bool:
    """Whether a word begins with a capital that tells something: "I" does not."""
    return (
        word is not None
        and word[:2] not in ("I", "I'", "I’")
        and not word[0].islower()
        and not word[0].isdigit()
    )


def _last_word(text: str, start: int, end: int) -> str:
    """The word before a stop, without what opens before it: "U.S" of "(U.S."."""
    words = text[max(start, end - 40) : end].rsplit(None, 1)
    if not words or text[end - 1].isspace():
        return ""
    word = words[-1].lstrip("\"'“‘„«‹([-")
    for joint in "—–/,":
        word = word.rpartition(joint)[2]
    return word.lstrip("0123456789:") or word


def _ends_loud(text: str, before: str, closers: str, follow: regex.Match[str]) -> bool:
    """Whether ``?`` or ``!`` ends a sentence: not before lower case, nor before "Smith asked"."""
    word = follow["word"]
    if word and word[0].islower():
        return False
    if word and not _QUOTE_MARKS.isdisjoint(closers) and follow["openers"].isspace():
        clause = _CLAUSE.match(text, follow.start("word"), follow.start("word") + 80)
        names = clause[0].split(",", 1)[0].split()[:6] if clause else []
        return not any(name in reporting_verbs() for name in names)
    return before not in _MARKED_NAMES or _opens_sentences(follow)


def _ends_plain(before: str, follow: regex.Match[str]) -> bool:
    """Whether a full stop after ``before`` ends a sentence, given what follows."""
    word, kind = follow["word"], _kind(before)
    if not word:
        return kind is None and follow["openers"].isspace()
    if kind is None:
        return True
    if word[0].islower():
        return False
    if word[0].isdigit():
        return kind == "initial"
    if kind == "number":
        return len(word) > 1 and not _ROMAN.issuperset(word)
    if kind == "month":
        return True
    if kind == "clock":
        return not _CALENDAR.fullmatch(word) and not (word.isupper() and 1 < len(word) < 5)
    if kind == "letter":
        return True
    if kind in ("either", "initial"):
        return _opens_sentences(follow) or (
            kind == "either" and not _QUOTE_MARKS.isdisjoint(follow["openers"])
        )
    return False


def _kind(before: str) -> str | None:
    """What kind of abbreviation the word before a stop is; ``None`` for no abbreviation."""
    kind = _abbreviations().get(f"{before}.")
    if kind is None and before.isupper() and len(before) > 1:
        kind = _abbreviations().get(f"{before.capitalize()}.") if before.isalpha() else None
        kind = None if kind != "title" else kind
    if kind:
        return kind
    if len(before) == 1 and before.isalpha():
        return "initial" if before.isupper() else "letter"
    return "either" if _DOTTED.fullmatch(before) else None


def _opens_sentences(follow: regex.Match[str]) -> bool:
    """Whether the next word is one that opens sentences: "The", "He", "But"; no initial."""
    word: str = follow["word"] or ""
    if len(word) == 1 and follow["dot"]:
        return False
    stem = word.replace("’", "'").split("'", 1)[0]
    return stem == "I" or stem.lower() in ruledata.words("lexicon/function-words.csv")


_CLAUSE_END = Pattern(r"[,;:.!?…]+(?=[\s\"”’)\]]|$)|\s[–—-]\s|—")
_LONGEST_CLAUSE = 120


def clause_from(text: str, start: int, end: int) -> Span:
    """From ``start`` to the next comma, dash or stop before ``end``: the least that goes together.

    Where none is near, only the first word.
    """
    stop = _CLAUSE_END.search(text, start + 1, min(end, start + _LONGEST_CLAUSE))
    if stop:
        return Span(start, stop.end() if not stop[0][0].isspace() else stop.start())
    word = text.find(" ", start + 2, end)
    return Span(start, end if word < 0 or end - start <= _LONGEST_CLAUSE else word)


def clause_to(text: str, start: int, end: int) -> Span:
    """From the last comma, dash or stop after ``start`` to ``end``; the mirror of ``clause_from``."""
    low = max(start, end - _LONGEST_CLAUSE)
    # a mark right before the end belongs to the clause: "in May,”"
    stops = list(_CLAUSE_END.finditer(text, low, max(low, end - 3)))
    at = stops[-1].end() if stops else start
    if not stops and low > start:
        at = text.rfind(" ", start, end - 2) + 1
    while at < end and text[at].isspace():
        at += 1
    return Span(at, end)
