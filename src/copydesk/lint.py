"""The run: from sources to reports, in order, on one screen.

Everything between reading a file and writing a report is pure: no file system, no clock, no
memory between articles. The command line and the language server are two thin callers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path, PurePath

from copydesk import allow, fixes, ruledata, settle
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

_GIVEN = frozenset({"document", "blocks"})
"""What rules may ask for that no annotator makes."""


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
    def annotators(self) -> dict[str, Annotator]:
        """Annotators by layer."""
        made = self.plugins.annotators()
        needed = {need for active in self.active() for need in active.needs} - _GIVEN
        if not needed <= made.keys():
            self.plugins.load_installed()
            made = self.plugins.annotators()
        return made

    @cached_property
    def _overrides(self) -> list[Ignores]:
        """For each override of the settings, what tells the paths that it is for."""
        root = self.settings.root
        return [Ignores(override.paths, root, git=False) for override in self.settings.overrides]

    def active(self, path: str = "") -> list[ActiveRule]:
        """The rules that run on a file: those of the settings, and of the overrides for its path."""
        select: tuple[str, ...] | None = None
        ignore: list[str] = []
        for override, covers in zip(self.settings.overrides, self._overrides, strict=True):
            if path and covers(Path(path)):
                select = override.select or select
                ignore += override.ignore
        key = (select, tuple(ignore))
        if key not in self._active:
            self._active[key] = self.rulebook.active(select, ignore)
        return self._active[key]

    @property
    def origins(self) -> frozenset[Path]:
        """The files and folders that findings depend on, beside the article."""
        rules = self.rulebook.rules.values()
        files = {rule.origin for rule in rules if rule.origin}
        files |= {Path(name) for active in self.active() for name in active.tables}
        folders = {Path(__file__).parent, ruledata.folder()}
        return frozenset(files | folders | self.plugins.origins)

    def reader(self, path: str) -> Reader:
        """The reader for a file name. ``Problem`` for a suffix that none takes."""
        suffix = PurePath(path).suffix.lower()
        if suffix not in self.plugins.readers():
            self.plugins.load_installed()
        readers = self.plugins.readers()
        if suffix not in readers:
            known = ", ".join(sorted(s for s in readers if s))
            raise Problem(
                f"no reader for {suffix!r} files (known: {known}); "
                "pipe the text in with --stdin-filename NAME.txt, or install a plugin that reads it",
                path=path,
            )
        return readers[suffix]

    def lint(self, source: Source) -> FileReport:
        """Read, annotate, check, settle and place: the whole way of one article."""
        try:
            document = self.reader(source.path).read(source)
        except Problem as problem:
            failure = Failure("file", problem.message, line=problem.line, column=problem.column)
            return FileReport(source.path, errors=(failure,), source=source)
        except Exception as error:  # noqa: BLE001  one broken reader must not stop other files
            message = f"the reader failed: {told(error)}"
            return FileReport(source.path, errors=(Failure("file", message),), source=source)
        return self.check(document)

    def fix(self, source: Source, grades: Collection[Grade]) -> tuple[Source, FileReport, int]:
        """Apply fixes of these grades until none is left.

        Gives the source as it is then, its report, and how many fixes were applied. Fixes that
        do not settle within ``fixes.ROUNDS`` rounds are not applied at all: the source is the
        one that was given, and its report names the rules.
        """
        mended, report, applied = source, self.lint(source), 0
        for _ in range(fixes.ROUNDS):
            chosen = fixes.choose(report.findings, grades)
            if not chosen:
                return mended, report, applied
            applied += len(chosen)
            mended = replace(mended, text=fixes.apply(mended.text, chosen))
            report = self.lint(mended)
        endless = fixes.choose(report.findings, grades)
        if not endless:
            return mended, report, applied
        rules = sorted({found.rule for found in report.findings if found.fix in endless})
        message = f"the fixes of {', '.join(rules)} do not settle; nothing was changed"
        report = self.lint(source)
        failure = Failure("rule", message, rules[0])
        return source, replace(report, errors=(*report.errors, failure)), 0

    def check(self, document: Document, rules: list[ActiveRule] | None = None) -> FileReport:
        """Everything after reading."""
        active = self.active(document.source.path) if rules is None else rules
        run = Run(document, self.annotators, self.settings.rule_url)
        found = settle.prose_only(run.findings(active), document)
        allowed = allow.allowances(document)
        found, silenced = allow.sift(found, allowed)
        ran = [rule for rule in active if rule.rule.id not in run.unfinished]
        found += self._idle(allowed, ran, document)
        return FileReport(
            document.source.path,
            tuple(run.place(settle.distinct(found))),
            tuple(run.place(settle.distinct(silenced), suppressed_by="allow")),
            tuple(run.failures()),
            document.source,
        )

    def _idle(
        self, allowed: list[allow.Allowance], active: list[ActiveRule], document: Document
    ) -> Iterator[Finding]:
        rule = next((rule for rule in active if rule.rule.id == allow.UNUSED_ALLOW.id), None)
        if rule is None or not allowed:
            return
        ran = frozenset(active.rule.id for active in active)
        known = {one.name for one in allowed if one.name and self.rulebook.knows(one.name)}
        whole = {name for name in known if (rules := self._rules_of(name)) and rules <= ran}
        for hit in allow.unused(allowed, whole, known):
            yield finding(hit, rule, document)

    def _rules_of(self, name: str) -> frozenset[str]:
        """The rules that an allow of this name is there for: those of a family that are on."""
        rules = self.rulebook.rules
        if name in rules:
            return frozenset([name])
        enabled = self.rulebook.enabled
        return frozenset(i for i in enabled if name in (allow.ALL, rules[i].family))


class Run:
    """One article under its rules. What fails is noted by name, and the rest goes on."""

    def __init__(
        self, document: Document, annotators: dict[str, Annotator], rule_url: str = ""
    ) -> None:
        self._document = document
        self._layers = Layers(document, annotators)
        self._rule_url = rule_url
        self._broken: dict[str, str] = {}
        self._held_up: dict[str, list[str]] = {}
        self._failures: list[Failure] = []
        self.unfinished: set[str] = set()
        """The rules that have not seen all of the article."""

    def findings(self, rules: Iterable[ActiveRule]) -> Iterator[Finding]:
        """What the rules find. One that fails keeps what it found before."""
        for active in rules:
            rule = active.rule
            missing = next((need for need in active.needs if not self._has(need)), None)
            if missing:
                self._held_up.setdefault(missing, []).append(rule.id)
                self.unfinished.add(rule.id)
                continue
            given = self._layers.pick(active.needs)
            if "options" in rule.needs:
                given["options"] = active.options
            try:
                for hit in rule.check(**given):
                    yield finding(hit, active, self._document)
            except Exception as error:  # noqa: BLE001  one broken rule must not stop the others
                message = f"the rule failed: {told(error)}"
                self._failures.append(Failure("rule", message, rule.id))
                self.unfinished.add(rule.id)

    def failures(self) -> Iterator[Failure]:
        """What went wrong, in the order of the names."""
        for layer, why in sorted(self._broken.items()):
            rules = self._held_up.get(layer)
            without = f"; without it did not run: {', '.join(rules)}" if rules else ""
            yield Failure("layer", f"the layer failed: {why}{without}", layer)
        yield from self._failures

    def place(
        self, findings: Iterable[Finding], suppressed_by: str | None = None
    ) -> Iterator[PlacedFinding]:
        """Findings in source coordinates, by place, then rule: the only conversion."""
        document, seen = self._document, dict[str, int]()
        placed = [(_place(document, found.span, found.source), found) for found in findings]
        for where, found in sorted(placed, key=lambda pair: (pair[0], pair[1].rule)):
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
                self._fix(found.fix) if found.fix else None,
                found.url or self._url(found),
                suppressed_by,
            )

    def _has(self, layer: str) -> bool:
        """Whether a layer is there; it is made at its first mention, and tried once."""
        if layer in self._broken:
            return False
        try:
            self._layers.get(layer)
        except Exception as error:  # noqa: BLE001  rules that do not need it still run
            self._broken[layer] = told(error)
            return False
        return True

    @cached_property
    def _somebodys_words(self) -> list[Span]:
        quotes = (quote.span for quote in self._layers.get("quotes"))
        return settle.somebodys_words(self._document, quotes)

    def _url(self, found: Finding) -> str | None:
        url = self._rule_url.replace("{rule}", found.rule).replace("{family}", found.family)
        return url or None

    def _fix(self, fix: Fix) -> PlacedFix:
        document = self._document
        if not self._has("quotes"):  # who knows whether these are somebody's words
            graded = replace(fix, grade=Grade.SHOW)
        else:
            graded = settle.grade(fix, document, self._somebodys_words)
        edits = []
        for edit in graded.edits:
            source = edit.source or document.offsets.to_source(edit.span)
            edits.append(PlacedEdit(source.start, source.end, edit.text))
        return PlacedFix(graded.grade, graded.title, tuple(edits))


def finding(hit: Hit, active: ActiveRule, document: Document) -> Finding:
    """A hit with its rule's name, severity and message.

    Raises ``ValueError`` for a hit that is amiss: a span or an edit outside the article, edits
    that overlap, a confidence that is no chance.
    """
    rule = active.rule
    _check(hit, document)
    facts = {"text": document.show(hit.span), **hit.facts}
    severity = active.severity if hit.severity is None else min(hit.severity, active.severity)
    try:
        message = rule.message.format(**facts)
    except KeyError as error:
        raise ValueError(f"its message names {{{error.args[0]}}}, which the hit lacks") from error
    return Finding(
        rule.id,
        rule.family,
        severity,
        message,
        hit.span,
        rule.confidence if hit.confidence is None else hit.confidence,
        hit.related,
        hit.fix,
        rule.link,
        hit.source,
    )


def _check(hit: Hit, document: Document) -> None:
    spans = [hit.span, *(other.span for other in hit.related)]
    if hit.fix:
        edits = sorted(edit.span for edit in hit.fix.edits if edit.source is None)
        if not hit.fix.edits or any(a.end > b.start for a, b in pairwise(edits)):
            raise ValueError("its fix has no edits, or edits that overlap")
        spans += edits
    for span in spans:
        if not 0 <= span.start <= span.end <= len(document.text):
            raise ValueError(f"it points outside the article: {tuple(span)}")
    if hit.confidence is not None and not 0 <= hit.confidence <= 1:
        raise ValueError(f"its confidence {hit.confidence} is not between 0 and 1")


def told(error: Exception) -> str:
    """What happened and where, for somebody who has to mend it."""
    if isinstance(error, TimeoutError):
        return "a pattern took too long on this article"
    if isinstance(error, Problem):
        return str(error)
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = (
        f" ({PurePath(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno})" if frame else ""
    )
    return f"{type(error).__name__}: {error}{where}"


def _place(document: Document, span: Span, source: Span | None) -> Place:
    return document.source.place(*source) if source else document.place(span)


def _related(document: Document, found: Finding) -> Iterator[PlacedRelated]:
    for other in found.related:
        where = document.place(other.span)
        text = document.source.text[where.offset : where.end_offset]
        yield PlacedRelated(where, other.message, text)


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
