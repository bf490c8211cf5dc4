"""Where a rule looks: Vale's scopes in terms of the blocks of an article.

A block has sections, as ``text.heading.h2`` has three; a scope names sections that a block
must have, ``&`` joins two demands, ``~`` negates one, and of a list any one will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

from copydesk.checks.article import Passage
from copydesk.checks.rulefile import RuleFile, Text, nearest
from copydesk.document import Block, Document, MarkKind, Role, Span

SECTIONS: dict[Role, tuple[str, ...]] = {
    Role.HEADLINE: ("text", "heading", "headline"),
    Role.STANDFIRST: ("text", "standfirst"),
    Role.HEADING: ("text", "heading", "subhead"),
    Role.BYLINE: ("text", "byline"),
    Role.DATELINE: ("text", "dateline"),
    Role.PARAGRAPH: ("text",),
    Role.QUOTATION: ("text", "blockquote"),
    Role.ITEM: ("text", "list"),
    Role.CAPTION: ("text", "figure", "caption"),
    Role.CELL: ("text", "table"),
    Role.FOOTNOTE: ("text", "footnote"),
}
"""The sections of each role; headings add ``h1`` to ``h6``, cells ``cell`` or ``header``."""

_PARAGRAPHS = frozenset({Role.PARAGRAPH, Role.STANDFIRST, Role.FOOTNOTE})
"""What ``paragraph`` and ``sentence`` mean; Vale leaves lists, quotations and cells out, too."""

_NOT_IN_SUMMARY = frozenset({Role.HEADLINE, Role.HEADING, Role.CAPTION, Role.CELL})

_FORMATS = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), "md"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
}
_WHOLE = ("raw", "summary")
_UNITS = ("sentence", "paragraph", *_WHOLE)
KNOWN = (
    {section for sections in SECTIONS.values() for section in sections}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "cell", "header", "md", "html", "txt"}
    | set(_UNITS)
)


class Demand(NamedTuple):
    """Sections that a block must have, or must not have."""

    sections: frozenset[str]
    negated: bool

    def met(self, sections: frozenset[str]) -> bool:
        """Whether a block with these sections meets it."""
        return (self.sections <= sections) is not self.negated


class Scope(NamedTuple):
    """A list of scopes, each a list of demands; ``left_out`` names those that never occur here."""

    choices: tuple[tuple[Demand, ...], ...]
    left_out: tuple[str, ...] = ()

    @property
    def needs_sentences(self) -> bool:
        """Whether the sentences of the article must be known."""
        return any(_unit(choice) == "sentence" for choice in self.choices)

    def passages(
        self, document: Document, sentences: Iterable[Any], barred: Sequence[Span]
    ) -> list[Passage]:
        """The passages in scope. ``sentences`` have a ``span``; ``barred`` is looked over."""
        found: list[Passage] = []
        suffix = _FORMATS.get(PurePath(document.source.path).suffix.lower(), "txt")
        for choice in self.choices:
            unit = _unit(choice)
            if unit in _WHOLE:
                if all(demand.met(frozenset({unit, suffix})) for demand in choice):
                    found.append(_whole(unit, document, barred))
                continue
            found += [
                Passage(document, document.show(span), span.start, barred)
                for span, block in _spans(unit, document, sentences)
                if all(demand.met(sections(block, suffix, unit)) for demand in choice)
            ]
        return found


def parse(file: RuleFile, *, strict: bool) -> Scope:
    """The scope that a rule file names; ``text`` if it names none.

    Raises ``Problem`` for a section that no article here can have, or with ``strict`` false
    leaves that choice out.
    """
    choices, left_out = [], []
    for text in file.texts("scope") or [Text("text", 1, 1)]:
        demands = tuple(_demand(part) for part in text.value.split("&"))
        unknown = {s for d in demands if strict or not d.negated for s in d.sections} - KNOWN
        if not unknown:
            choices.append(demands)
        elif strict:
            name = min(unknown)
            raise file.problem(f"scope: {name!r} is unknown{nearest(name, KNOWN)}", text)
        else:
            left_out.append(text.value)
    return Scope(tuple(choices), tuple(left_out))


def words_of_others(document: Document, quotes: Iterable[Any]) -> list[Span]:
    """Direct quotations, block quotations and foreign stretches: not the writer's words."""
    kinds = (MarkKind.QUOTE, MarkKind.FOREIGN)
    spans = [quote.span for quote in quotes]
    spans += [block.span for block in document.blocks if block.role is Role.QUOTATION]
    spans += [mark.span for mark in document.marks if mark.kind in kinds]
    return spans


def no_prose(document: Document) -> list[Span]:
    """Code and addresses."""
    kinds = (MarkKind.CODE, MarkKind.URL)
    return [mark.span for mark in document.marks if mark.kind in kinds]


def sections(block: Block, suffix: str, unit: str = "") -> frozenset[str]:
    """The sections of a block in a file of that suffix, or of a part of it."""
    extra = {suffix, unit}
    if block.role in (Role.HEADLINE, Role.HEADING):
        extra.add(f"h{max(block.level, 1)}")
    if block.role is Role.CELL:
        extra.add("header" if block.cell and block.cell.header else "cell")
    return frozenset({*SECTIONS[block.role], *extra})


def _whole(unit: str, document: Document, barred: Sequence[Span]) -> Passage:
    if unit == "raw":
        return Passage(document, document.source.text, 0, raw=True)
    furniture = [block.span for block in document.blocks if block.role in _NOT_IN_SUMMARY]
    return Passage(document, document.text, 0, [*barred, *furniture])


def _spans(unit: str, document: Document, sentences: Iterable[Any]) -> Iterator[tuple[Span, Block]]:
    if unit == "sentence":
        for sentence in sentences:
            block = document.block_at(sentence.span.start)
            if block is not None and block.role in _PARAGRAPHS:
                yield sentence.span, block
        return
    for block in document.blocks:
        if unit != "paragraph" or block.role in _PARAGRAPHS:
            yield block.span, block


def _demand(part: str) -> Demand:
    part = part.strip()
    names = frozenset(name.strip() for name in part.removeprefix("~").split("."))
    if "caption" in names:  # of a figure or of a table: here they are one role
        names -= {"figure", "table"}
    return Demand(names, part.startswith("~"))


def _unit(choice: tuple[Demand, ...]) -> str:
    asked = {s for demand in choice if not demand.negated for s in demand.sections}
    return next((unit for unit in _UNITS if unit in asked), "")
