"""What an article allows: comments, front matter, and the allows that allow nothing.

``<!-- copydesk: allow repeated-word -->`` holds for the block it stands in or, between blocks,
for the next one; ``<!-- copydesk: off -->`` holds until ``on``; with rule names they hold for
these rules alone. ``copydesk: {allow: [...]}`` in the front matter holds for the article.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from copydesk.document import Comment, Document, Span
from copydesk.finding import Edit, Finding, Fix, Grade, Hit, Severity
from copydesk.pattern import Pattern
from copydesk.rule import Bad, Good, Rule

_DIRECTIVE = Pattern(r"copydesk:\s*(?<word>[\w-]+)(?<names>[^<>]*)", "s")


@dataclass
class Allowance:
    """One name in one allow: which findings it silences, and whether it has silenced any."""

    name: str
    span: Span | None
    """In the document; ``None`` for the whole article."""
    source: Span
    reported: bool = field(default=True)
    """Whether an idle one is worth a finding (a bare ``off`` is not)."""
    used: bool = False
    fault: str = ""
    """What is wrong with the directive itself."""

    def covers(self, finding: Finding) -> bool:
        """Whether it silences this finding."""
        named = self.name in ("all", finding.rule, finding.family)
        return named and (self.span is None or _touches(self.span, finding.span))


def _touches(span: Span, other: Span) -> bool:
    if other.end > other.start:
        return span.overlaps(other)
    return span.start <= other.start <= span.end


def allowances(document: Document) -> list[Allowance]:
    """Everything that the article allows, in source order."""
    found = list(_front_matter(document))
    off: dict[str, tuple[int, Comment]] = {}
    for comment in document.comments:
        match = _DIRECTIVE.fullmatch(comment.text.strip())
        if match is None:
            continue
        names = match["names"].replace(",", " ").split()
        word = match["word"]
        if word == "allow" and names:
            span = _block_of(comment, document)
            found += [Allowance(name, span, comment.source) for name in names]
        elif word == "off":
            for name in names or ["all"]:
                off.setdefault(name, (comment.at, comment))
        elif word == "on":
            for name in names or list(off):
                if name in off:
                    found.append(_stretch(name, *off.pop(name), comment.at))
        else:
            what = "allow names no rule" if word == "allow" else f"{word!r} is no directive"
            found.append(Allowance("", Span(0, 0), comment.source, fault=what))
    end = len(document.text)
    found += [_stretch(name, start, comment, end) for name, (start, comment) in off.items()]
    return found


def _stretch(name: str, start: int, comment: Comment, end: int) -> Allowance:
    return Allowance(name, Span(start, end), comment.source, reported=name != "all")


def _block_of(comment: Comment, document: Document) -> Span:
    for block in document.blocks:
        if block.span.start >= comment.at or (comment.inside and block.span.end >= comment.at):
            return block.span
    return Span(len(document.text), len(document.text))


def _front_matter(document: Document) -> Iterator[Allowance]:
    table = document.meta.get("copydesk")
    names = table.get("allow") if isinstance(table, dict) else None
    for name in [names] if isinstance(names, str) else names or []:
        yield Allowance(str(name), None, document.meta_source)


def sift(
    findings: Iterable[Finding], allowed: Collection[Allowance]
) -> tuple[list[Finding], list[Finding]]:
    """Split findings into those that stand and those that an allowance silences."""
    stand: list[Finding] = []
    silenced: list[Finding] = []
    for finding in findings:
        covering = [allowance for allowance in allowed if allowance.covers(finding)]
        for allowance in covering:
            allowance.used = True
        (silenced if covering else stand).append(finding)
    return stand, silenced


def unused(
    allowed: Iterable[Allowance], ran: Collection[str], known: Collection[str]
) -> Iterator[Hit]:
    """A hit for each allowance that silenced nothing though its rule ran, or has no such rule.

    ``ran`` and ``known`` hold rule ids and family names.
    """
    for allowance in allowed:
        if allowance.fault:
            fault = allowance.fault
        elif allowance.name not in known and allowance.name != "all":
            fault = f"no rule or family is called {allowance.name!r}"
        elif allowance.used or not allowance.reported or allowance.name not in ran:
            continue
        else:
            fault = f"{allowance.name} finds nothing here"
        fix = None
        if allowance.span is not None:
            edit = Edit(Span(0, 0), "", source=allowance.source)
            fix = Fix("Delete the comment", (edit,), Grade.ASK)
        at = allowance.span.start if allowance.span else 0
        yield Hit(Span(at, at), source=allowance.source, fix=fix, fault=fault)


UNUSED_ALLOW = Rule(
    id="unused-allow",
    family="settings",
    severity=Severity.WARNING,
    message="This allow is idle: {fault}.",
    why=(
        "An allow that allows nothing hides the next fault of its kind.\n\n"
        "The fault that it was written for has been mended, or the name in it is misspelt. "
        "Delete it, so that a new fault in the same place is reported."
    ),
    check=lambda: (),
    needs=(),
    bad=(
        Bad(
            "[[<!-- copydesk: allow repeated-word -->]]\n\nThe tide turned.\n",
            says="This allow is idle: repeated-word finds nothing here.",
            format="markdown",
        ),
        Bad(
            "[[<!-- copydesk: allow repeted-word -->]]\n\nThe tide turned.\n",
            says="This allow is idle: no rule or family is called 'repeted-word'.",
            format="markdown",
        ),
    ),
    good=(
        Good("<!-- copydesk: allow repeated-word -->\n\nThe the tide turned.\n", format="markdown"),
    ),
    limits="An allow for a rule that did not run (by select or ignore) is left alone.",
    confidence=0.99,
)
