"""Spaces where none belong, none where one does, and marks said twice.

What hurried typing leaves, and machine translation that puts words and marks together again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from copydesk import ruledata
from copydesk.document import RUNNING, Document, MarkKind, Role, Span
from copydesk.finding import Edit
from copydesk.pattern import Pattern

if TYPE_CHECKING:
    import regex


class SpacingFault(NamedTuple):
    """A slip of the space bar: ``what`` and ``fault`` say it ("A space" "stands before “:”").

    ``span`` covers the words around; ``edits`` mend it. ``minor`` is a matter of style.
    """

    span: Span
    what: str
    fault: str
    edits: tuple[Edit, ...]
    minor: bool = False


def spacing_faults(document: Document) -> Iterator[SpacingFault]:
    """The slips of a document, by kind. Addresses, scores, list marks and foreign text are none."""
    for shape in _SHAPES:
        if any(hint in document.text for hint in shape.hints):
            for found in shape.pattern.finditer(document.text):
                yield from _fault(document, shape, found)


def _fault(document: Document, shape: _Shape, found: regex.Match[str]) -> Iterator[SpacingFault]:
    span = _token(document.text, Span(*found.span()))
    shown = document.show(span)
    if _ADDRESS.search(shown) or document.marked(span, MarkKind.FOREIGN):
        return
    if not _is_fault(document, found, shown):
        return
    groups = found.groupdict()
    edits = [Edit(Span(*at), "") for at in found.spans("cut")] if groups.get("cut") else []
    edits += [Edit(Span(*at), " ") for at in found.spans("gap")] if "gap" in groups else []
    mark = groups.get("mark") or ""
    what, fault = shape.what.format(mark=mark), shape.fault.format(mark=mark)
    yield SpacingFault(span, what, fault, tuple(edits), shape.minor)


class _Shape(NamedTuple):
    """How a slip looks: ``cut`` is to go, ``gap`` is where a space is to come.

    ``hints`` are letters of which the text must hold one: most articles never need the pattern.
    """

    pattern: Pattern
    what: str
    fault: str
    hints: tuple[str, ...] = ("",)
    minor: bool = False


_SHAPES = (
    _Shape(
        Pattern(
            r"(?:[\w%”\"’]|(?<!\.)[)\]])(?P<cut>[ \u00a0\u202f]+)"
            r"(?P<mark>[,!?]|[;:](?!\))|\.(?![.\w]))(?=[\s\"”’)]|$)"
        ),
        "A space",
        "stands before “{mark}”",
        tuple(space + mark for space in " \u00a0\u202f" for mark in ",;:!?."),
    ),
    _Shape(
        Pattern(r"\p{Latin}(?P<cut> )\((?P<mark>e?s)\)"),
        "A space",
        "stands before “({mark})”",
        (" (s)", " (es)"),
    ),
    _Shape(
        Pattern(r"(?P<mark>[(\[])(?P<cut> +)(?=\w)"),
        "A space",
        "stands after “{mark}”",
        ("( ", "[ "),
    ),
    _Shape(
        Pattern(r"\w(?P<cut> +)(?P<mark>[)\]])"),
        "A space",
        "stands before “{mark}”",
        (" )", " ]"),
    ),
    _Shape(
        Pattern(r"(?<=\p{L}|\b\d{4})(?P<mark>[.!?])(?P<gap>)\p{Lu}\p{Ll}*\b(?![.@/\\(]\w)"),
        "No space",
        "stands after “{mark}”",
    ),
    _Shape(
        Pattern(
            r"(?:\p{Latin}{2}|\d)(?P<mark>[,;])(?P<gap>)\p{Latin}{2}"
            r"|\p{Ll}{2}(?P<mark>,)(?P<gap>)\d"
        ),
        "No space",
        "stands after “{mark}”",
    ),
    _Shape(
        Pattern(r"\p{Ll}{3}(?P<mark>:)(?P<gap>)\p{Lu}\p{Ll}+"),
        "No space",
        "stands after “{mark}”",
        (":",),
    ),
    _Shape(
        Pattern(r"\((?=[^()\n]{0,60}[\d\s])[^()\n]{2,80}(?P<mark>\))(?P<gap>)(?=\p{Latin}{2})"),
        "No space",
        "stands after “{mark}”",
        (")",),
    ),
    _Shape(
        Pattern(r"\p{Ll}{3}(?P<gap>)(?P<mark>\()(?:\p{Lu}|[^()\s]{1,30}\s)[^()\n]{0,80}\)"),
        "No space",
        "stands before “{mark}”",
        ("(",),
    ),
    _Shape(Pattern(r"(?P<mark>,)(?P<cut>\s?,+)"), "“{mark}”", "stands twice", (",,", ", ,")),
    _Shape(
        Pattern(r"(?<![.\s?!…])(?P<mark>\.)(?P<cut>\.)(?![.\w/\\])"),
        "“{mark}”",
        "stands twice",
        ("..",),
    ),
    _Shape(
        Pattern(r"(?<=[.!?”\")])(?P<cut> (?P<mark>\.\.))(?!\.)"),
        "“{mark}”",
        "stands alone",
        (" ..",),
    ),
    _Shape(
        Pattern(r"(?<=\w\w)(?P<mark>\.)(?P<cut> \.)(?! ?\.|\w)"),
        "“{mark}”",
        "stands twice",
        (". .",),
    ),
    _Shape(
        Pattern(r"(?P<mark>[;:])(?P<cut>\s?[;:,])(?![)(\wD-])"),
        "“{mark}”",
        "has a second mark after it",
        (";", ":"),
    ),
    _Shape(
        Pattern(r"(?P<cut>,)\s?(?P<mark>[.;:])(?![\w.)])"),
        "“{mark}”",
        "has a comma before it",
        tuple("," + space + mark for space in ("", " ") for mark in ".;:"),
    ),
    _Shape(
        Pattern(r"(?<=[\p{L}\d])(?P<cut> )(?P<mark>['’](?:s|re|ve|ll|m))\b(?!['’-])"),
        "A space",
        "stands before “{mark}”",
        (" '", " ’"),
    ),
    _Shape(
        Pattern(r"\p{Ll}(?P<cut> )(?P<mark>n['’]t)\b"),
        "A space",
        "stands before “{mark}”",
        (" n't", " n’t"),
    ),
    _Shape(
        Pattern(r"\b(?:[01]?\d|2[0-4])(?P<mark>:)(?P<cut> )[0-5]\d\b(?![,.]?\d)"),
        "A space",
        "stands inside the time",
        (": ",),
    ),
    _Shape(
        Pattern(r"\d(?P<cut> )(?P<mark>st|nd|rd|th)\b"),
        "A space",
        "stands before “{mark}”",
        (" st ", " nd ", " rd ", " th "),
    ),
    _Shape(
        Pattern(r"(?P<mark>,)[\"”]?(?P<cut> [-–—])(?= \w)"),
        "“{mark}”",
        "has a dash after it",
        (" - ", " – ", " — "),
    ),
    _Shape(Pattern(r"\p{L}{3}\)?(?P<cut> ?= ?)[\p{L}\d]"), "“=”", "stands between words", ("=",)),
    _Shape(
        Pattern(r"(?<![\w-])[$€£](?P<cut> )(?=\d)"),
        "A space",
        "stands after the currency sign",
        ("$ ", "€ ", "£ "),
        minor=True,
    ),
    _Shape(
        Pattern(
            r"(?<![-–—] )\b[\p{L}\d]+(?P<cut> )-(?P<cut> )"
            r"(?:(?:in|on|to|of|at|by|the|and|up|off|out|over)(?P<cut> )-(?P<cut> )[\p{L}\d]+"
            r"|(?<=\d - )(?:year|month|week|day|hour|minute|mile|metre|meter|kilometre|kilometer|foot"
            r"|man|member|point|storey|story)(?:(?P<cut> )-(?P<cut> )\p{L}+)?)\b"
        ),
        "Spaces",
        "stand round the hyphen",
        (" - ",),
    ),
)
_ADDRESS = Pattern(r"://|^www\.|@|^#|\\|^\.?/|\.(?:com|org|net|co|html?|php|js|md|txt|pdf)\b")
_ENDS_AN_ADDRESS = frozenset(
    {"Com", "Net", "Org", "Js", "Io", "Tv", "Ru", "Html", "Md", "Pdf", "Exe"}
)


def _is_fault(document: Document, found: regex.Match[str], shown: str) -> bool:
    """Whether a shape is what it looks like, and no score, name, address or abbreviation."""
    text, mark = document.text, found.groupdict().get("mark")
    gap = found.groupdict().get("gap") is not None
    if mark == ":" and not gap:
        block = document.block_at(found.start())
        after = text[found.end() : found.end() + 2].strip()
        return not (block and block.role is Role.CELL) and not (
            found[0][0].isdigit() and after.isdigit()
        )
    if mark in (".", "!", "?") and gap:
        left, _, right = shown.partition(mark)
        word = right.rstrip('"”’).,;:!?')
        small = word.lower() in ruledata.words("lexicon/function-words.csv")
        plain = left.islower() and left.isalpha() and word.isalpha()
        return word not in _ENDS_AN_ADDRESS and len(left) > 1 and (plain or small)
    if mark == ";" and gap:
        return "&" not in shown
    if "=" in found[0]:
        block = document.block_at(found.start())
        return block is not None and block.role in RUNNING
    return True


_LONGEST_WORD = 40


def _token(text: str, span: Span) -> Span:
    """A span with what it touches up to the next spaces, but for punctuation at the edges."""
    start, end = span
    low, high = max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)
    while start > low and not text[start - 1].isspace() and text[start - 1] not in '"“(‘[':
        start -= 1
    while end < high and not text[end].isspace() and (text[end].isalnum() or text[end] in "'’-/@."):
        end += 1
    if text[end - 1] == "." and end > span.end:
        end -= 1
    return Span(start, end)
