"""Quotation marks that do not pair."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.annotators.quotes import FaultKind, QuoteFault, Quotes
from copydesk.annotators.sentences import clause_from, clause_to
from copydesk.document import Document, Span
from copydesk.finding import Edit, Fix, Hit, Severity
from copydesk.rule import Bad, Good, rule


@rule(
    id="unbalanced-quotes",
    severity="error",
    message="{mark} {fault}.",
    bad=[
        Bad(
            "[[“The bridge will open in May,]] the mayor said.",
            says="“ opens a quotation that nothing closes.",
        ),
        Bad(
            "[[The bridge will open in May,”]] the mayor said.",
            says="” closes a quotation that nothing opens.",
        ),
        Bad("[[“The pumps failed,]] she said. “The water came at night.”"),
        Bad('The court called it a [["limited liability.]] The firm will appeal.'),
        Bad(
            "“The bridge will open [[in ”]] May, the mayor said.",
            says="” closes a quotation, but a space stands before it.",
            fixed="“The bridge will open in” May, the mayor said.",
        ),
        Bad(
            'The mayor said [[" The]] bridge will open in May."',
            says='" opens a quotation, but a space stands after it.',
            fixed='The mayor said "The bridge will open in May."',
        ),
        Bad(
            'The mayor [[called"The]] Bridge" a good play.',
            says='" opens a quotation, but it is stuck to what stands before.',
            fixed='The mayor called "The Bridge" a good play.',
        ),
        Bad(
            'The mayor called "The [[Bridge"a]] good play.',
            says='" closes a quotation, but it is stuck to what follows.',
            fixed='The mayor called "The Bridge" a good play.',
        ),
        Bad(
            'The mayor called “The [[Bridge"]] a good play.',
            says='" closes a quotation that “ opens.',
            fixed="The mayor called “The Bridge” a good play.",
        ),
        Bad(
            "The mayor called [[”The]] Bridge” a good play.",
            says="” opens a quotation, but is a closing mark.",
            fixed="The mayor called “The Bridge” a good play.",
        ),
        Bad("“We have [[‘no idea,]] none at all,” the mayor said."),
        Bad(
            "[[“The pumps failed,]] he said.\n\nNobody had been told, the inquiry found.",
            format="markdown",
        ),
    ],
    good=[
        '"The pumps had failed. "The water came at night," she said.',
        "“The bridge will open in May,” the mayor said. “It is ‘nearly done’.”",
        "“We lost the pumps on Monday, and nobody rang.\n“By Tuesday it was too late,” the engineer said.",
        Good('"We lost the pumps on Monday.\n\n"By Tuesday it was too late."', format="markdown"),
        "‘We lost the pumps,’ she said. ‘The engineers’ van was out.’",
        "'We lost the pumps,' she said of the engineers' van. 'They're in O'Hara's yard.'",
        "In the ’90s, ’tis said, rock ’n’ roll was the boys’ way out; so it was in the '60s.",
        'He is 6\'2" tall and bought a 24" screen, a 10\' ladder and the 3.5" disk.',
        "The runner needed 2'15\" for it.",
        "The “yes”es outnumbered the “no”s; the ex-“king” of “Hamlet”’s Denmark smiled.",
        "The pump (“the big one”) failed—“of course”—and the spare/“reserve” too.",
        "The film ‘Jaws’ beat “Who’s Afraid?” in the U.S.’s cinemas.",
        'Town "cannot pay", says auditor',
        "“The pumps failed on Monday.\nThey failed again on Tuesday,” he said.",
        "He sang Rockin’ Robin, Goin’ Home and Livin’ on a Prayer.",
        "“… and then nothing,” she said. “Well …”",
    ],
    limits=(
        "Single quotation marks look like apostrophes, so of these only curly ones are held "
        "unclosed, and straight ones never. A paragraph that leaves its quotation open is right "
        "when the next one opens with a mark, even if another person speaks there. A straight "
        "mark that opens anew after a full stop, with none closed before, is taken for two "
        "paragraphs of one speech that were joined."
    ),
)
def unbalanced_quotes(document: Document, quotes: Quotes) -> Iterator[Hit]:
    """A quotation mark has lost its partner, stands on the wrong side of a space, or has another kind of partner.

    Readers cannot tell where somebody's words end and the paper's begin, and a paper that prints
    its own words as a quotation, or a quotation as its own words, owes a correction. Machine
    translation loses marks wherever it cuts or joins sentences. Speech that runs over several
    paragraphs, where each paragraph opens with a mark and only the last one closes, is correct.
    """
    for fault in quotes.faults:
        if _is_certain(fault):
            yield _SAY[fault.kind](document, fault)


_APOSTROPHES = frozenset("'`’")
_CORNERS = frozenset("「」『』")
_ANGLES = frozenset("«»‹›")


def _is_certain(fault: QuoteFault) -> bool:
    """Whether the mark is a quotation mark at all, and not the business of another rule."""
    glyphs = {fault.quote.open, fault.quote.close}
    if not _CORNERS.isdisjoint(glyphs):
        return False
    if fault.kind is FaultKind.RESTARTED:  # a straight mark may as well close
        return fault.quote.open == "“"
    if fault.kind is FaultKind.MISPLACED:
        return glyphs.isdisjoint(_APOSTROPHES | _ANGLES)
    if fault.kind is FaultKind.MISMATCHED:
        return not glyphs <= _APOSTROPHES
    return "'" not in glyphs


def _severity(fault: QuoteFault) -> Severity:
    """Curly double marks cannot be mistaken for anything else."""
    one_kind = fault.kind in (FaultKind.UNCLOSED, FaultKind.UNOPENED)
    return (
        Severity.ERROR
        if one_kind and fault.quote.open + fault.quote.close in "“”"
        else Severity.WARNING
    )


def _unclosed(document: Document, fault: QuoteFault) -> Hit:
    return Hit(
        clause_from(document.text, fault.mark.start, fault.quote.span.end),
        severity=_severity(fault),
        mark=fault.quote.open,
        fault="opens a quotation that nothing closes",
    )


def _unopened(document: Document, fault: QuoteFault) -> Hit:
    return Hit(
        clause_to(document.text, fault.quote.span.start, fault.mark.end),
        severity=_severity(fault),
        mark=fault.quote.close,
        fault="closes a quotation that nothing opens",
    )


def _mismatched(document: Document, fault: QuoteFault) -> Hit:
    opens = fault.mark.start == fault.quote.span.start
    right = _OPENERS[fault.quote.open] if opens else _PARTNERS.get(fault.quote.open, '"')
    said = "opens a quotation, but is a closing mark"
    return Hit(
        _token(document, fault.mark, opens=opens),
        severity=_severity(fault),
        mark=document.show(fault.mark),
        fault=said if opens else f"closes a quotation that {fault.quote.open} opens",
        fix=Fix(f"Write {right}", (Edit(fault.mark, right),)),
    )


_PARTNERS = {"“": "”", "‘": "’", "'": "'", "«": "»", "``": "''", "`": "'", "„": "”"}
_OPENERS = {"”": "“", "’": "‘", "''": "``", "»": "«", "›": "‹"}


def _misplaced(document: Document, fault: QuoteFault) -> Hit:
    opens = fault.mark.start == fault.quote.span.start
    act, text, (start, end) = ("opens" if opens else "closes"), document.text, fault.mark
    inner, outer = (end, start - 1) if opens else (start - 1, end)
    edits = []
    if text[inner].isspace():
        where = f"a space stands {'after' if opens else 'before'} it"
        edits.append(Edit(_spaces(text, inner), ""))
    else:
        where = f"it is stuck to what {'stands before' if opens else 'follows'}"
    if text[outer : outer + 1].isalnum() or (opens and text[outer] in ".,;:!?"):
        edits.append(Edit(Span(start, start) if opens else Span(end, end), " "))
    return Hit(
        _token(document, fault.mark, opens=opens),
        severity=_severity(fault),
        mark=document.show(fault.mark),
        fault=f"{act} a quotation, but {where}",
        fix=Fix("Mend the spaces around the mark", tuple(edits)),
    )


def _spaces(text: str, at: int) -> Span:
    start, end = at, at + 1
    while text[start - 1].isspace():
        start -= 1
    while text[end].isspace():
        end += 1
    return Span(start, end)


def _token(document: Document, mark: Span, *, opens: bool) -> Span:
    """The mark with what it touches, and with the word across the space on its inner side."""
    block = document.block_at(mark.start)
    low, high = block.span if block else mark
    text = document.text
    start, end = _run(text, mark.start, low, -1), _run(text, mark.end, high, 1)
    if opens and text[mark.end].isspace():
        end = _run(text, _spaces(text, mark.end).end, high, 1)
    elif not opens and text[mark.start - 1].isspace():
        start = _run(text, _spaces(text, mark.start - 1).start, low, -1)
    return Span(start, end)


_LONGEST = 60


def _run(text: str, at: int, limit: int, step: int) -> int:
    """The end of the run of characters without space from ``at``, backwards for ``step`` -1."""
    limit = max(limit, at - _LONGEST) if step < 0 else min(limit, at + _LONGEST)
    while at != limit and not text[at - (step < 0)].isspace():
        at += step
    return at


_SAY = {
    FaultKind.UNCLOSED: _unclosed,
    FaultKind.RESTARTED: _unclosed,
    FaultKind.UNOPENED: _unopened,
    FaultKind.MISMATCHED: _mismatched,
    FaultKind.MISPLACED: _misplaced,
}
