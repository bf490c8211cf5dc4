"""Brackets that do not pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from copydesk.annotators.sentences import clause_from, clause_to
from copydesk.document import Block, Document, Span
from copydesk.finding import Edit, Fix, Hit, Severity
from copydesk.pattern import Pattern
from copydesk.rule import Bad, Good, rule

if TYPE_CHECKING:
    import regex


@rule(
    id="unbalanced-brackets",
    severity="error",
    message="{mark} {fault}.",
    bad=[
        Bad(
            "Hatsby [[(a port of some 300 people,]] has been empty since Monday.",
            says="( is opened and never closed.",
            fixed="Hatsby (a port of some 300 people), has been empty since Monday.",
        ),
        Bad(
            "Hatsby, [[a port of some 300 people)]], has been empty since Monday.",
            says=") closes a bracket that nothing opens.",
        ),
        Bad(
            "The fee [[(about $40 (then £30),]] it turned out, was waived.",
        ),
        Bad(
            "“She [the [[mayor)]] knew,” he said.",
            says=") closes a bracket that [ opens.",
            fixed="“She [the mayor] knew,” he said.",
        ),
        Bad("The club [[[founded in 1901,]] was sold for a pound."),
    ],
    good=[
        "Hatsby (a port of some 300 people) has been empty since Monday.",
        "“She [the mayor] knew (or should have known [he said]) by then.”",
        "(The mayor was away. Her deputy signed. Nobody else was told.)",
        "The tests are a) slow, b) dear and c) wrong; the cures are 1) money and 2) time.",
        "i) The tests are slow.",
        "“Thanks :-) and see you on Monday ;)” she wrote. :(",
        "The share lies in [0, 1) and the loss in (2, 3].",
        Good("(Reporting by Ann Lee in Oslo;\n\nEditing by Bo Strand)", format="markdown"),
        "See https://example.org/wiki/Port_(town and http://example.org/a) for more.",
        "The set {1, 2} is closed.",
    ],
    limits=(
        "A bracket that is closed in one of the next paragraphs is taken for an aside that runs on. "
        "A closing bracket after a number or a single letter is taken for the mark of a list."
    ),
)
def unbalanced_brackets(document: Document) -> Iterator[Hit]:
    """A bracket is opened and never closed, closed and never opened, or closed by another kind.

    The reader takes everything after the bracket for an aside and waits for the sentence to come
    back. Translation loses the second bracket where it turns a bracketed aside into a clause.
    """
    waiting: list[tuple[int, _Fault]] = []
    for n, block in enumerate(document.blocks):
        faults = _faults(document.text, block)
        while waiting and n - waiting[0][0] > _FAR:
            yield from _hits(document, waiting.pop(0)[1])
        for fault in faults:
            if fault.closer and waiting and waiting[-1][1].partner == fault.closer.group():
                waiting.pop()
            elif fault.opener and not fault.closer:
                waiting.append((n, fault))
            else:
                yield from _hits(document, fault)
    for _, fault in waiting:
        yield from _hits(document, fault)


class _Fault(NamedTuple):
    """An opening bracket without a partner, a closing one, or two of different kinds."""

    block: Block
    opener: regex.Match[str] | None
    closer: regex.Match[str] | None

    @property
    def partner(self) -> str:
        """What would close it."""
        return _PARTNER[self.opener.group()] if self.opener else ""


_FAR = 6
"""How many blocks on an aside may end."""
_DEEPEST = 20
"""How many open brackets a closing one looks back over."""
_PARTNER = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］"}
_ALIKE = {"（": "(", "）": ")", "［": "[", "］": "]"}
"""Full-width brackets pair with plain ones here: that they are full-width is another fault."""
_BRACKET = Pattern(
    r"""(?P<url>(?:https?://|www\.)\S+)
    | (?<![^\s(])(?P<smiley>[:;=8][-'^]?[()\[\]{}]+ | \([-'^]?[:;=](?![^\s)]))
    | (?P<interval>[\[(]\s?-?\d[\d.]*\s?,\s?[-+]?[\d.∞]+\s?[\])])
    | [()\[\]{}（）［］]""",
    "x",
)
_LIST_MARK = Pattern(r"(?:^|[\s,;:(])(?:\d{1,3}|[A-Za-z]|[ivx]{2,4})\)")


def _faults(text: str, block: Block) -> list[_Fault]:
    """The brackets of a block that do not pair, in order."""
    faults: list[_Fault] = []
    stack: list[regex.Match[str]] = []
    for mark in _marks(text, *block.span):
        if mark.group() in _PARTNER:
            stack.append(mark)
            continue
        inner = reversed(stack[-_DEEPEST:])
        depth = next((n for n, other in enumerate(inner) if _pair(other, mark)), None)
        if depth is not None:
            faults += (_Fault(block, other, None) for other in stack[len(stack) - depth :])
            del stack[len(stack) - depth - 1 :]
        elif stack:
            faults.append(_Fault(block, stack.pop(), mark))
        elif not _LIST_MARK.search(text, max(block.span.start, mark.start() - 5), mark.end()):
            faults.append(_Fault(block, None, mark))
    faults += (_Fault(block, other, None) for other in stack)
    return faults


def _marks(text: str, start: int, end: int) -> Iterator[regex.Match[str]]:
    """The brackets of a range, without those of smileys, intervals and addresses."""
    while found := _BRACKET.search(text, start, end):
        start = found.end()
        if found["url"]:
            url = found["url"]
            while url[-1] in ".,;:!?)]" and url.count("(") < url.count(")") + url.count("]"):
                url = url[:-1]
            start = found.start() + len(url)
        elif not found["smiley"] and not found["interval"]:
            yield found


def _pair(opener: regex.Match[str], closer: regex.Match[str]) -> bool:
    one, other = opener.group(), closer.group()
    return _PARTNER[_ALIKE.get(one, one)] == _ALIKE.get(other, other)


def _hits(document: Document, fault: _Fault) -> Iterator[Hit]:
    text, block = document.text, fault.block.span
    if fault.opener and fault.closer:
        right = fault.partner
        start = text.rfind(" ", block.start, fault.closer.start()) + 1
        yield Hit(
            Span(max(start, block.start), fault.closer.end()),
            severity=Severity.WARNING,
            mark=fault.closer.group(),
            fault=f"closes a bracket that {fault.opener.group()} opens",
            fix=Fix(f"Close with {right}", (Edit(Span(*fault.closer.span()), right),)),
        )
    elif fault.opener:
        span = clause_from(text, fault.opener.start(), block.end)
        at = span.start + len(document.show(span).rstrip(',;:.!?… "”’'))
        yield Hit(
            span,
            mark=fault.opener.group(),
            fault="is opened and never closed",
            fix=Fix("Close the bracket here", (Edit(Span(at, at), fault.partner),)),
        )
    elif fault.closer:
        yield Hit(
            clause_to(text, block.start, fault.closer.end()),
            mark=fault.closer.group(),
            fault="closes a bracket that nothing opens",
        )
