"""Characters that translation, conversion and hurried typing leave in the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.entities import html5

from copydesk import ruledata
from copydesk.annotators.encoding import SEPARATORS, UNSEEN, garbled, unseen
from copydesk.annotators.foreign_script import foreign_runs
from copydesk.annotators.quotes import Quotes
from copydesk.annotators.sentences import clause_from
from copydesk.annotators.spacing import spacing_faults
from copydesk.document import Document, MarkKind, Span
from copydesk.finding import Edit, Fix, Grade, Hit, Severity
from copydesk.pattern import Pattern
from copydesk.rule import Bad, Good, rule


@rule(
    id="stray-characters",
    severity="error",
    message="{what} {fault}.",
    bad=[
        Bad(
            "[[HATSBY、]] May 4 - The ferry was late.",
            says="“、” is the ideographic comma of Chinese and Japanese; in English it is “,”.",
            fixed="HATSBY, May 4 - The ferry was late.",
        ),
        Bad("It calls at [[Hatsby，and]] at Moor.", fixed="It calls at Hatsby, and at Moor."),
        Bad(
            "“[[¡The]] ferry was late!” he said.",
            says="“¡” is the opening exclamation mark of Spanish; English has none.",
            fixed="“The ferry was late!” he said.",
        ),
        Bad(
            "She sang [[„Home“]] twice. “Never,” he said.",
            says="„“ are foreign quotation marks; in English they are “”.",
            fixed="She sang “Home” twice. “Never,” he said.",
        ),
        Bad(
            "The ferry to [[佐賀]] Saga was late.",
            says="“佐賀” is left in Chinese script.",
        ),
        Bad(
            "The ferry to [[Mоscow]] was late.",
            says="“Mоscow” mixes scripts: “о” is Cyrillic.",
            fixed="The ferry to Moscow was late.",
        ),
        Bad("Turnout was [[49,9]] per cent.", fixed="Turnout was 49.9 per cent."),
        Bad("Passengers [[don`t]] know.", says="“`” is an accent, not an apostrophe."),
        Bad("It takes [[１０]] minutes.", fixed="It takes 10 minutes."),
        Bad("It was 20 [[°С]] at noon.", fixed="It was 20 °C at noon."),
        Bad(
            "The [[fer\N{ZERO WIDTH SPACE}ry]] was late.",
            says="An unseen character (U+200B, zero width space) stands in “ferry”.",
            fixed="The ferry was late.",
        ),
        Bad("The [[fer\N{REPLACEMENT CHARACTER}y]] was late."),
        Bad(
            "The [[ferryâ€™s]] captain was late.",
            says="“ferryâ€™s” was read in the wrong encoding; it is “ferry’s”.",
            fixed="The ferry’s captain was late.",
        ),
        Bad(
            "<p>The ferry,[[&amp;nbsp;]]built in 1998, was late.</p>",
            says="“&nbsp;” is an escape that readers see as it stands.",
            format="html",
        ),
        Bad("The ferry [[<br>]] was late.", says="“<br>” is markup that readers see as it stands."),
        Bad("The ferry [[<unk>]] was late.", says="“<unk>” is the trace of a translation engine."),
        Bad(
            "The [[ferry</b>]] was late.",
            says="“</b>” closes what was never opened.",
            fixed="The ferry was late.",
            format="markdown",
        ),
        Bad(
            "The court set two [[conditions :]] the ferry must sail.",
            says="A space stands before “:”.",
            fixed="The court set two conditions: the ferry must sail.",
        ),
        Bad("It takes 7 [[minute (s)]] only.", fixed="It takes 7 minute(s) only."),
        Bad("The ferry [[( late]] again) came in.", fixed="The ferry (late again) came in."),
        Bad("The ferry was [[late.It]] came in.", fixed="The ferry was late. It came in."),
        Bad("The [[ferry,late]] again, came in.", fixed="The ferry, late again, came in."),
        Bad("The ferry [[(the first)came]] in.", fixed="The ferry (the first) came in."),
        Bad("The ferry was [[late,,]] again.", fixed="The ferry was late, again."),
        Bad("The ferry was [[late..]] It came in.", fixed="The ferry was late. It came in."),
        Bad("It was [[Hatsby 's]] ferry.", fixed="It was Hatsby's ferry."),
        Bad("The [[53 - year - old]] captain left.", fixed="The 53-year-old captain left."),
        Bad("The ferry left at [[21: 30]].", fixed="The ferry left at 21:30."),
        Bad("It was the [[300 th]] ferry.", fixed="It was the 300th ferry."),
        Bad("“It is [[late,” -]] he said.", fixed="“It is late,” he said."),
        Bad("The captain ([[Hatsby = 35]]) left.", says="“=” stands between words."),
    ],
    good=[
        "Beijing (北京), known in Japanese: 北京, and “зуби не заговорюй” stay; so does 北京 (Beijing).",
        "It cost €5, £3½ or ¥20 at 20°C → a 10 % rise… 3 × 4 ≈ 12™ ● 👩‍🚒 ☕️",
        "See https://example.org/a,b?c=d.Html, www.example.org/x_(y), a.b@example.org and #Ferry,late.",
        "Booking.com, Yahoo!, .NET, Node.js, README.md, e.g. 3.5 and U.S.A. are fine, etc., too.",
        "The vote was 1,234 to 12,000, on 3, 5 and 8 May; 2,4-D is sprayed; scores 6-4,6-3.",
        "It closed at 9:30 p.m., 3 : 2 ... and so on. . . . He said: “…and then”. “Well …”",
        "The program(s), the (re)elected mayor, option a) and 1,000,000 or 2,4-D stay :-) ;)",
        "Müller, Łódź, Åland, naïve, CAFÉ”, São and Türkiye keep their letters.",
        "The β-carotene, a μm, 5 kΩ, Δx, α and π stay.",
        "They shop at M&S and AT&T; x < y and y > x.",
        "Here is 's-Hertogenbosch, the ’90s and 'n' roll, “Hello, Dolly!,” and pre- and post-war.",
        Good("<p>A <q>word</q> &amp; one <b>more</b>, 3&nbsp;km.</p>", format="html"),
        Good("Text `a ,b <br> &nbsp;` and *bold*.", format="markdown"),
        Good('<p>He said <span lang="fr">« Non , merci ! »</span> and left.</p>', format="html"),
        "The state - the county - the town; “¡No pasarán!” and “¿Qué?” stay Spanish.",
    ],
    limits=(
        "Foreign letters in brackets, in quotation marks of their own, or after a colon or a word "
        "such as “called” are taken for a gloss. Spaces round hyphens are reported only in "
        "compounds known to need none (year-on-year, commander-in-chief)."
    ),
)
def stray_characters(document: Document, quotes: Quotes) -> Iterator[Hit]:
    """A character stands in the text that no English writer put there.

    Punctuation and letters of the source language, marks that do not show, letters of another
    alphabet that look right and cannot be searched for, text read in the wrong encoding, escapes
    and tags that readers see, spaces where none belong and none where one does. They are what
    machines leave, and they tell the reader that no person has looked.
    """
    for detector in _DETECTORS:
        yield from detector(document, quotes)


def _replace(span: Span, text: str, grade: Grade = Grade.ASK) -> Fix:
    return Fix(f"Write “{text}”" if text.strip() else "Delete it", (Edit(span, text),), grade)


def _is_foreign(document: Document, span: Span) -> bool:
    return document.marked(span, MarkKind.FOREIGN)


_LONGEST_WORD = 40
_INSIDE_WORDS = frozenset("'’-°`´′")


def _around(text: str, span: Span) -> Span:
    """A span with the rest of the words that it touches, seen and unseen characters alike."""
    start, end = span
    low, high = max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)
    while start > low and _is_word(text[start - 1]):
        start -= 1
    while end < high and _is_word(text[end]):
        end += 1
    return Span(start, end)


def _is_word(char: str) -> bool:
    return char.isalnum() or char in _INSIDE_WORDS or unicodedata.category(char) in ("Cf", "Mn")


# What is left of other languages


@cache
def _foreign_marks() -> dict[str, dict[str, str]]:
    return {row["mark"]: row for row in ruledata.table("lexicon/foreign-marks.csv")}


@cache
def _foreign_mark() -> Pattern:
    return Pattern(f"[{''.join(_foreign_marks())}]")


_UNSPACED_LETTER = Pattern(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Arabic}\p{Devanagari}]")
_FIGURES = Pattern(r"(?:[Ａ-Ｚａ-ｚ]|(?![0-9])\p{Nd})+")


def _punctuation(document: Document, _: Quotes) -> Iterator[Hit]:
    """Commas, stops and brackets of other scripts; inside a gloss they are at home."""
    text = document.text
    for found in _foreign_mark().finditer(text):
        mark, row = Span(*found.span()), _foreign_marks()[found[0]]
        at_home = _UNSPACED_LETTER.search(text, max(0, mark.start - 1), mark.end + 1)
        if at_home or _is_foreign(document, mark):
            continue
        if row["origin"] == "Spanish" and not _is_english(text, mark.end):
            continue
        english = row["english"]
        gap = english in _TAKE_A_SPACE and text[mark.end : mark.end + 1].isalnum()
        says = f"in English it is “{english}”" if english else "English has none"
        yield Hit(
            _around(text, mark),
            severity=Severity.parse(row["severity"]),
            what=f"“{found[0]}”",
            fault=f"is the {row['name']} of {row['origin']}; {says}",
            fix=_replace(mark, english + " " * gap, Grade.SAFE),
        )


_TAKE_A_SPACE = frozenset(",.:;!?")
_CLAUSE = Pattern(r"[^.!?”\"\n]{1,100}")
_SPANISH_TOO = frozenset({"a", "he", "me", "no", "has", "son"})


def _is_english(text: str, at: int) -> bool:
    """Whether the clause at ``at`` has a word that only English has."""
    clause = _CLAUSE.match(text, at)
    words = {word.strip("'’,;:").lower() for word in clause[0].split()} if clause else set()
    return not (words - _SPANISH_TOO).isdisjoint(ruledata.words("lexicon/function-words.csv"))


def _figures(document: Document, _: Quotes) -> Iterator[Hit]:
    """Figures of other scripts, and letters in the full width of Chinese and Japanese type."""
    if document.text.isascii():
        return
    for found in _FIGURES.finditer(document.text):
        span = Span(*found.span())
        if _UNSPACED_LETTER.search(document.text, max(0, span.start - 1), span.end + 1):
            continue
        plain = "".join(map(_plain, found[0]))
        yield Hit(
            _around(document.text, span),
            what=f"“{found[0]}”",
            fault=f"is in the type of another script; in English it is “{plain}”",
            fix=_replace(span, plain, Grade.SAFE),
        )


def _plain(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return unicodedata.normalize("NFKC", char) if value is None else str(value)


_DECIMAL_COMMA = Pattern(r"(?<![\w.,:/-])\d{1,3}(?P<comma>,)\d{1,2}(?![\w,:/-]|\.\d)")
_ACUTE = Pattern(r"(?<=\p{Latin})[´`′](?=\p{Latin})")


def _habits(document: Document, _: Quotes) -> Iterator[Hit]:
    """Marks as other languages and keyboards use them: the decimal comma, the acute apostrophe."""
    for found in _DECIMAL_COMMA.finditer(document.text):
        comma = Span(*found.span("comma"))
        figure = found[0].replace(",", ".")
        yield Hit(
            Span(*found.span()),
            severity=Severity.WARNING,
            what=f"“{found[0]}”",
            fault=f"has a decimal comma; in English it is “{figure}”",
            fix=_replace(comma, "."),
        )
    apostrophe = "’" if "’" in document.text else "'"
    for found in _ACUTE.finditer(document.text):
        accent = Span(*found.span())
        yield Hit(
            _around(document.text, accent),
            severity=Severity.WARNING,
            what=f"“{found[0]}”",
            fault="is an accent, not an apostrophe",
            fix=_replace(accent, apostrophe),
        )


_FOREIGN_OPENERS = frozenset("„«»‹›‚「『")
_LONG = 80


def _quotation_marks(document: Document, quotes: Quotes) -> Iterator[Hit]:
    """„German“, «French» and 「Japanese」 quotation marks."""
    foreign = [quote for quote in quotes if quote.open in _FOREIGN_OPENERS and quote.close]
    if not foreign:
        return
    straight = [quote.open for quote in quotes if quote.open in ('"', "'")]
    curly = [quote.open for quote in quotes if quote.open in ("“", "‘")]
    double, single = ('""', "''") if len(straight) > len(curly) else ("“”", "‘’")
    usual = not straight and not curly and len(foreign) > 2
    for quote in foreign:
        if _is_foreign(document, quote.span):
            continue
        opening, closing = tuple(single if quote.open in "‹›‚" else double)
        marks = (
            (Span(quote.span.start, quote.inner.start), opening),
            (Span(quote.inner.end, quote.span.end), closing),
        )
        edits = [Edit(span, mark) for span, mark in marks if document.show(span) != mark]
        short = quote.span.end - quote.span.start < _LONG
        yield Hit(
            quote.span if short else clause_from(document.text, *quote.span),
            severity=Severity.SUGGESTION if usual else Severity.WARNING,
            what=quote.open + quote.close,
            fault=f"are foreign quotation marks; in English they are {opening}{closing}",
            fix=Fix(f"Quote with {opening}{closing}", tuple(edits)),
        )


@cache
def _look_alikes() -> dict[str, dict[str, str]]:
    return {row["letter"]: row for row in ruledata.table("lexicon/look-alikes.csv")}


def _letters(document: Document, quotes: Quotes) -> Iterator[Hit]:
    """Words left in the script of the source; single Cyrillic letters that pass for Latin ones."""
    text = document.text
    for run in foreign_runs(document, quotes):
        shown = document.show(run.span)
        twin = _look_alikes().get(shown, {"script": ""})
        if twin["script"] == "Cyrillic" and (not run.gloss or text[run.span.start - 1] == "°"):
            yield Hit(
                _around(text, run.span),
                what=f"“{shown}”",
                fault=f"is the Cyrillic letter, not the Latin “{twin['latin']}”",
                fix=_replace(run.span, twin["latin"], Grade.SAFE),
            )
        elif not run.gloss and not (run.script == "Greek" and len(shown) == 1):
            yield Hit(
                run.span,
                severity=Severity.WARNING,
                what=f"“{shown}”",
                fault=f"is left in {run.script} script",
            )


_MIXABLE = Pattern(r"[\p{Cyrillic}\p{Greek}]")
_LATIN = Pattern(r"\p{Latin}")
_LETTERS = Pattern(r"[\p{L}\p{M}]+")


def _mixed_words(document: Document, _: Quotes) -> Iterator[Hit]:
    """Words of Latin letters with a Cyrillic or Greek one among them."""
    if not _MIXABLE.search(document.text):
        return
    for found in _LETTERS.finditer(document.text):
        strange = _MIXABLE.search(found[0])
        if not strange or not _LATIN.search(found[0]):
            continue
        latin = "".join(_look_alikes().get(char, {"latin": char})["latin"] for char in found[0])
        mended = not _MIXABLE.search(latin)
        script = "Cyrillic" if "CYRILLIC" in unicodedata.name(strange[0]) else "Greek"
        if script == "Greek" and not mended:
            continue  # μm, kΩ
        span = Span(*found.span())
        yield Hit(
            span,
            severity=Severity.ERROR if mended else Severity.WARNING,
            what=f"“{found[0]}”",
            fault=f"mixes scripts: “{strange[0]}” is {script}",
            fix=_replace(span, latin, Grade.SAFE) if mended else None,
        )


# What conversion leaves


def _unseen(document: Document, _: Quotes) -> Iterator[Hit]:
    """Zero-width and control characters: searches miss the word, screen readers stumble."""
    for span in unseen(document):
        char = document.text[span.start]
        name = unicodedata.name(char, "control character").lower()
        whole = _around(document.text, span)
        shown = "".join(char for char in document.show(whole) if not UNSEEN.search(char))
        yield Hit(
            whole,
            severity=Severity.WARNING,
            what=f"An unseen character (U+{ord(char):04X}, {name})",
            fault=f"stands in “{shown}”" if shown else "stands here",
            fix=_replace(span, " " if char in SEPARATORS else "", Grade.SAFE),
        )


def _wrong_encoding(document: Document, _: Quotes) -> Iterator[Hit]:
    """Text that was decoded with the wrong table, or that no table could decode."""
    for span, meant in garbled(document.text):
        whole = _around(document.text, span)
        shown = document.show(whole)
        mended = shown.replace(document.show(span), meant)
        yield Hit(
            whole,
            what=f"“{shown}”" if shown.isprintable() else f"U+{ord(document.text[span.start]):04X}",
            fault=f"was read in the wrong encoding; it is “{mended}”"
            if meant
            else "is a lost character",
            fix=_replace(span, meant, Grade.SAFE) if meant else None,
        )


_ESCAPE = Pattern(r"&(?:#\d{2,6}|#[xX][\da-fA-F]{2,6}|[A-Za-z][A-Za-z\d]{1,31});")
_MARKUP = Pattern(
    r"""</?(?P<tag>[A-Za-z][A-Za-z\d]*)(?:\s+[\w:-]+=[^<>\n]{0,200})?\s*/?>
    | \*\*(?=[^\s*])[^*\n]{1,200}(?<=\S)\*\* | (?<=\w)\]\(https?://[^)\s]+\)
    | \{\{[^{}\n]{1,80}\}\} | \{%[^{}\n]{1,80}%\} | \[/?(?:caption|embed|gallery|quote|url|img)\b[^\]\n]{0,120}\]""",
    "x",
)
_TRACE = Pattern(r"<(?:unk|url|num|pad|mask|eos|bos|sep|UNK)>|⁇|▁+|@-@|(?<=\w)@@(?=\s)")


def _markup(document: Document, _: Quotes) -> Iterator[Hit]:
    """Escapes, tags and placeholders that readers see."""
    text = document.text
    for found in _ESCAPE.finditer(text):
        if found[0][1] != "#" and found[0][1:] not in html5:
            continue
        span, meant = Span(*found.span()), unescape(found[0])
        if meant.isspace():
            beside = text[span.start - 1 : span.start] + text[span.end : span.end + 1]
            meant = "" if any(char.isspace() for char in beside) else " "
        yield Hit(
            span,
            what=f"“{found[0]}”",
            fault="is an escape that readers see as it stands",
            fix=_replace(span, meant, Grade.SAFE),
        )
    for found in _MARKUP.finditer(text):
        if not found["tag"] or found["tag"].lower() in ruledata.words("lexicon/html-tags.csv"):
            fault = "is markup that readers see as it stands"
            yield Hit(Span(*found.span()), what=f"“{found[0]}”", fault=fault)
    for found in _TRACE.finditer(text):
        fault = "is the trace of a translation engine"
        yield Hit(Span(*found.span()), what=f"“{found[0]}”", fault=fault)


def _tags(document: Document, _: Quotes) -> Iterator[Hit]:
    """Tags without a partner, which the reader of the file has set aside."""
    for tag in document.stray_tags:
        closes = tag.text.startswith("</")
        word = _around(document.text, Span(tag.at, tag.at))
        start = document.offsets.to_source(Span(word.start, tag.at)).start
        touches = (
            closes
            and word.start < tag.at
            and document.offsets.to_source(Span(word.start, tag.at)).end == tag.source.start
        )
        yield Hit(
            Span(tag.at, tag.at),
            source=Span(start, tag.source.end) if touches else tag.source,
            severity=Severity.ERROR if closes else Severity.WARNING,
            what=f"“{tag.text}”",
            fault="closes what was never opened" if closes else "opens what is never closed",
            fix=Fix(
                "Delete the tag",
                (Edit(Span(tag.at, tag.at), "", tag.source),),
                Grade.SAFE if closes else Grade.ASK,
            ),
        )


# What typing leaves


def _spacing(document: Document, _: Quotes) -> Iterator[Hit]:
    """Spaces where none belong, none where one does, and marks said twice."""
    for span, what, fault, edits, minor in spacing_faults(document):
        yield Hit(
            span,
            severity=Severity.SUGGESTION if minor else Severity.WARNING,
            what=what,
            fault=fault,
            fix=Fix("Mend the spacing", edits),
        )


_DETECTORS = (
    _punctuation,
    _figures,
    _habits,
    _quotation_marks,
    _letters,
    _mixed_words,
    _unseen,
    _wrong_encoding,
    _markup,
    _tags,
    _spacing,
)
