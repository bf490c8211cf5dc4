"""What an article allows: comments, front matter, and the allows that allow nothing.

``<!-- copydesk: allow repeated-word -->`` holds for the block it stands in or, between blocks,
for the next one; ``<!-- copydesk: off -->`` holds until ``on``; with rule names they hold for
these rules alone. ``copydesk: {allow: [...]}`` in the front matter holds for the article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from copydesk.document import Comment, Document, Span
from copydesk.finding import Edit, Finding, Fix, Grade, Hit, Severity
from copydesk.rule import Bad, Good, Rule

ALL = "all"
"""The name that stands for every rule."""

_DIRECTIVE = re.compile(r"copydesk(?P<colon>:?)\s*(?P<word>[\w-]*)(?P<names>.*)", re.DOTALL)
_NAME = re.compile(r"[^\s,]+")


@dataclass
class Allowance:
    """One name in one directive: which findings it silences, and whether it has silenced any."""

    name: str
    span: Span | None
    """In the document; ``None`` for the whole article."""
    source: Span
    """The comment, or the front matter."""
    erase: Span | None = None
    """What to cut out of the source to take back this name alone; ``None``: the whole comment."""
    reported: bool = True
    """Whether an idle one is worth a finding (a bare ``off`` is not)."""
    used: bool = False
    fault: str = ""
    """What is wrong with the directive itself."""

    def covers(self, finding: Finding) -> bool:
        """Whether it silences this finding."""
        named = self.name in (ALL, finding.rule, finding.family)
        return named and (self.span is None or _touches(self.span, finding.span))


def _touches(span: Span, other: Span) -> bool:
    if other.end > other.start:
        return span.overlaps(other)
    return span.start <= other.start <= span.end


@dataclass(frozen=True)
class _Directive:
    """A comment that speaks to copydesk: its word, and its names with what erases each."""

    word: str
    names: Mapping[str, Span | None]
    comment: Comment

    def allowance(self, name: str, span: Span, *, reported: bool = True) -> Allowance:
        return Allowance(name, span, self.comment.source, self.names.get(name), reported)

    def fault(self, message: str) -> Allowance:
        return Allowance("", Span(0, 0), self.comment.source, fault=message)


def allowances(document: Document) -> list[Allowance]:
    """Everything that the article allows, front matter first, then in source order."""
    found = list(_front_matter(document))
    off: dict[str, _Directive] = {}
    for directive in _directives(document):
        names, at = directive.names, directive.comment.at
        match directive.word:
            case "allow" if names:
                span = _block_of(directive.comment, document)
                found += [directive.allowance(name, span) for name in names]
            case "allow":
                found.append(directive.fault("it names no rule"))
            case "off":
                for name in names or [ALL]:
                    off.setdefault(name, directive)
            case "on":
                for name in names or list(off) or [ALL]:
                    if name in off:
                        found.append(_stretch(name, off.pop(name), at))
                    else:
                        what = "nothing is" if name == ALL else f"{name} is not"
                        found.append(directive.fault(f"{what} off here"))
            case "":
                found.append(directive.fault("after 'copydesk:' comes allow, off or on"))
            case word:
                found.append(directive.fault(f"{word!r} is none of allow, off, on"))
    end = len(document.text)
    return found + [_stretch(name, directive, end) for name, directive in off.items()]


def _directives(document: Document) -> Iterator[_Directive]:
    for comment in document.comments:
        text = comment.text.strip()
        match = _DIRECTIVE.fullmatch(text)
        if match is None:
            continue
        if not match["colon"]:
            if match["word"] in ("allow", "off", "on"):
                yield _Directive("", {}, comment)
            continue
        start = document.source.text.index(text, comment.source.start) + match.start("names")
        yield _Directive(match["word"], _names(match["names"], start), comment)


def _names(text: str, start: int) -> dict[str, Span | None]:
    """The names in a directive; each with its source range and the separator beside it."""
    found = list(_NAME.finditer(text))
    if len(found) == 1:
        return {found[0].group(): None}
    names: dict[str, Span | None] = {}
    for n, match in enumerate(found):
        first = match.start() if n == 0 else found[n - 1].end()
        last = found[1].start() if n == 0 else match.end()
        names[match.group()] = Span(start + first, start + last)
    return names


def _stretch(name: str, directive: _Directive, end: int) -> Allowance:
    span = Span(directive.comment.at, end)
    return directive.allowance(name, span, reported=name != ALL)


def _block_of(comment: Comment, document: Document) -> Span:
    for block in document.blocks:
        if block.span.start >= comment.at or (comment.inside and block.span.end >= comment.at):
            return block.span
    return Span(len(document.text), len(document.text))


def _front_matter(document: Document) -> Iterator[Allowance]:
    if "copydesk" not in document.meta:
        return
    names = _allowed(document.meta["copydesk"])
    if names is None:
        fault = "in the front matter, write copydesk: {allow: [rule, ...]}"
        yield Allowance("", None, document.meta_source, fault=fault)
    for name in names or ():
        yield Allowance(name, None, document.meta_source)


def _allowed(table: Any) -> list[str] | None:
    """The names in ``{allow: [...]}``; ``None`` for anything else."""
    if not isinstance(table, dict) or set(table) != {"allow"}:
        return None
    names = table["allow"]
    names = [names] if isinstance(names, str) else names
    whole = isinstance(names, list) and all(isinstance(name, str) for name in names)
    return names if whole else None


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
    """A hit for each allowance that silenced nothing though its rules ran, or that is amiss.

    ``known`` are the names that mean something, ``ran`` those all of whose rules have run.
    """
    faults = [(allowance, _fault(allowance, ran, known)) for allowance in allowed]
    needed = {allowance.source for allowance, fault in faults if not fault}
    for allowance, fault in faults:
        if fault:
            at = allowance.span.start if allowance.span else 0
            fix = _deletion(allowance, alone=allowance.source not in needed)
            yield Hit(Span(at, at), source=allowance.source, fix=fix, fault=fault)


def _fault(allowance: Allowance, ran: Collection[str], known: Collection[str]) -> str:
    if allowance.fault:
        return allowance.fault
    if allowance.name not in known:
        return f"no rule or family is called {allowance.name!r}"
    if allowance.used or not allowance.reported or allowance.name not in ran:
        return ""
    return f"{allowance.name} finds nothing here"


def _deletion(allowance: Allowance, *, alone: bool) -> Fix | None:
    if allowance.span is None:
        return None
    if alone or allowance.erase is None:
        return Fix("Delete the comment", (Edit(Span(0, 0), "", allowance.source),), Grade.ASK)
    title = f"Delete {allowance.name} from the comment"
    return Fix(title, (Edit(Span(0, 0), "", allowance.erase),), Grade.ASK)


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
