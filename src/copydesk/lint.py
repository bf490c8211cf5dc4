"""The run: from sources to reports, in order, on one screen.

Everything between reading a file and writing a report is pure: no file system, no clock, no
memory between articles. The command line and the language server are two thin callers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path, PurePath

from copydesk import allow, fixes, settle
from copydesk.annotators import Annotator, Layers
from copydesk.config import Settings
from copydesk.document import Document, Place, Source, Span
from copydesk.files import Ignores
from copydesk.finding import (
    Failure,
    FileReport,
    Finding,
    Fix,
    Grade,
    Hit,
    PlacedEdit,
    PlacedFinding,
    PlacedFix,
    PlacedRelated,
)
from copydesk.plugins import Plugins
from copydesk.problem import Problem
from copydesk.readers import Reader
from copydesk.rulebook import ActiveRule, Rulebook


class Linter:
    """Lints sources under one set of settings; makes its parts when they are first needed."""

    def __init__(self, settings: Settings, plugins: Plugins) -> None:
        self.settings = settings
        self.plugins = plugins
        self._active: dict[tuple[tuple[str, ...] | None, tuple[str, ...]], list[ActiveRule]] = {}

    @cached_property
    def rulebook(self) -> Rulebook:
        """All rules."""
        return Rulebook(self.plugins, self.settings)

    @cached_property
    def readers(self) -> dict[str, Reader]:
        """Readers by suffix."""
        return self.plugins.readers()

    @cached_property
    def annotators(self) -> dict[str, Annotator]:
        """Annotators by layer."""
        made = self.plugins.annotators()
        if any(need not in made for rule in self.active() for need in rule.needs):
            self.plugins.load_installed()
            made = self.plugins.annotators()
        return made

    def active(self, path: str = "") -> list[ActiveRule]:
        """The rules that run on a file: those of the settings, and of the overrides for its path."""
        select: tuple[str, ...] | None = None
        ignore: list[str] = []
        for override in self.settings.overrides:
            if path and self._covers(override.paths, path):
                select = override.select or select
                ignore += override.ignore
        key = (select, tuple(ignore))
        if key not in self._active:
            self._active[key] = self.rulebook.active(select, ignore)
        return self._active[key]

    def _covers(self, patterns: tuple[str, ...], path: str) -> bool:
        return Ignores(patterns, self.settings.root, git=False)(Path(path))

    def reader(self, path: str) -> Reader:
        """The reader for a file name. ``Problem`` for a suffix that none takes."""
        suffix = PurePath(path).suffix.lower()
        if suffix not in self.readers:
            self.plugins.load_installed()
            self.readers = self.plugins.readers()
        if suffix not in self.readers:
            known = ", ".join(sorted(s for s in self.readers if s))
            raise Problem(
                f"no reader for {suffix!r} files (known: {known}); "
                "pipe the text in with --stdin-filename NAME.txt, or install a plugin that reads it",
                path=path,
            )
        return self.readers[suffix]

    def lint(self, source: Source) -> FileReport:
        """Read, annotate, check, settle and place: the whole way of one article."""
        try:
            document = self.reader(source.path).read(source)
        except Problem as problem:
            failure = Failure("file", problem.message, line=problem.line, column=problem.column)
            return FileReport(source.path, errors=(failure,), source=source)
        return self.check(document)

    def fix(self, source: Source, grades: Collection[Grade]) -> tuple[Source, FileReport, int]:
        """Apply fixes of these grades until none is left.

        Gives the source as it is then, its report, and how many fixes were applied. Fixes that
        do not settle within ``fixes.ROUNDS`` rounds become a failure in the report.
        """
        applied = 0
        for _ in range(fixes.ROUNDS):
            report = self.lint(source)
            chosen = fixes.choose(report.findings, grades)
            if not chosen:
                return source, report, applied
            applied += len(chosen)
            source = replace(source, text=fixes.apply(source.text, chosen))
        rules = sorted({found.rule for found in report.findings if found.fix in chosen})
        failure = Failure("rule", f"the fixes of {', '.join(rules)} do not settle", rules[0])
        return source, replace(report, errors=(*report.errors, failure)), applied

    def check(self, document: Document, rules: list[ActiveRule] | None = None) -> FileReport:
        """Everything after reading."""
        active = self.active(document.source.path) if rules is None else rules
        layers = Layers(document, self.annotators)
        failures: list[Failure] = []
        found = settle.prose_only(run(active, layers, failures), document)
        allowed = allow.allowances(document)
        found, silenced = allow.sift(found, allowed)
        found += self._idle(allowed, active, document)
        return FileReport(
            document.source.path,
            tuple(place(settle.distinct(found), layers, self.settings.rule_url)),
            tuple(
                place(
                    settle.distinct(silenced), layers, self.settings.rule_url, suppressed_by="allow"
                )
            ),
            tuple(failures),
            document.source,
        )

    def _idle(
        self, allowed: list[allow.Allowance], active: list[ActiveRule], document: Document
    ) -> Iterator[Finding]:
        rule = next((rule for rule in active if rule.rule.id == allow.UNUSED_ALLOW.id), None)
        if rule is None:
            return
        ran = {name for rule in active for name in (rule.rule.id, rule.rule.family)}
        known = {*self.rulebook.rules, *self.rulebook.families}
        for hit in allow.unused(allowed, ran, known):
            yield finding(hit, rule, document)


def run(rules: Iterable[ActiveRule], layers: Layers, failures: list[Failure]) -> Iterator[Finding]:
    """What the rules find; a rule or layer that raises is named in ``failures``, the rest runs."""
    for active in rules:
        rule = active.rule
        try:
            wanted = layers.pick(active.needs)
            if "options" in rule.needs:
                wanted["options"] = active.options
            for hit in rule.check(**wanted):
                yield finding(hit, active, layers.document)
        except TimeoutError:
            message = "a pattern took too long on this article; the rule did not finish"
            failures.append(Failure("rule", message, rule.id))
        except Exception as error:  # noqa: BLE001  one broken rule must not stop the others
            message = f"the rule failed: {type(error).__name__}: {error}"
            failures.append(Failure("rule", message, rule.id))


def finding(hit: Hit, active: ActiveRule, document: Document) -> Finding:
    """A hit with its rule's name, severity and message."""
    rule = active.rule
    facts = {"text": document.show(hit.span), **hit.facts}
    severity = active.severity if hit.severity is None else min(hit.severity, active.severity)
    return Finding(
        rule.id,
        rule.family,
        severity,
        rule.message.format(**facts),
        hit.span,
        rule.confidence if hit.confidence is None else hit.confidence,
        hit.related,
        hit.fix,
        rule.link,
        hit.source,
    )


def place(
    findings: Iterable[Finding],
    layers: Layers,
    rule_url: str | None = None,
    suppressed_by: str | None = None,
) -> Iterator[PlacedFinding]:
    """Findings in source coordinates: the only conversion."""
    document = layers.document
    seen: dict[str, int] = {}
    for found in findings:
        where = _place(document, found.span, found.source)
        print_ = _fingerprint(found, document)
        seen[print_] = seen.get(print_, 0) + 1
        yield PlacedFinding(
            found.rule,
            found.code,
            found.severity,
            found.message,
            where,
            document.source.text[where.offset : where.end_offset],
            found.confidence,
            print_ if seen[print_] == 1 else f"{print_}-{seen[print_]}",
            tuple(_related(document, found)),
            _fix(found.fix, layers) if found.fix else None,
            found.url or _url(rule_url, found),
            suppressed_by,
        )


def _url(template: str | None, found: Finding) -> str | None:
    if template is None:
        return None
    return template.replace("{rule}", found.rule).replace("{family}", found.family)


def _place(document: Document, span: Span, source: Span | None) -> Place:
    return document.source.place(*source) if source else document.place(span)


def _related(document: Document, found: Finding) -> Iterator[PlacedRelated]:
    for other in found.related:
        where = document.place(other.span)
        text = document.source.text[where.offset : where.end_offset]
        yield PlacedRelated(where, other.message, text)


def _fix(fix: Fix, layers: Layers) -> PlacedFix:
    document = layers.document
    quoted = [quote.span for quote in layers.get("quotes")]
    graded = settle.grade(fix, document, quoted)
    edits = []
    for edit in graded.edits:
        source = edit.source or document.offsets.to_source(edit.span)
        edits.append(PlacedEdit(source.start, source.end, edit.text))
    return PlacedFix(graded.grade, graded.title, tuple(edits))


def _fingerprint(found: Finding, document: Document) -> str:
    """Of the rule and the words around: a moved paragraph keeps it, another fault does not."""
    start, end = found.span
    block = document.block_at(start)
    low, high = block.span if block else (start, end)
    before = document.text[low:start].split()[-3:]
    after = document.text[end:high].split()[:3]
    words = [found.rule, *before, document.show(found.span), *after]
    words += [document.show(other.span) for other in found.related]
    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
