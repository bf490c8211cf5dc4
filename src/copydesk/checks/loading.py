"""From rule files to rules: which keys there may be, which there must be, and what they make."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from copydesk.checks import action, dialect, scope
from copydesk.checks.article import Article
from copydesk.checks.kind import KINDS, NOT_RUN, Kind, make
from copydesk.checks.rulefile import RuleFile, Text, nearest
from copydesk.document import Document
from copydesk.finding import Hit, Severity
from copydesk.pattern import Pattern
from copydesk.problem import Problem
from copydesk.rule import DEFAULT_CONFIDENCE, Bad, Good, Rule

SHARED = frozenset(
    {"extends", "message", "level", "scope", "link", "limit", "description", "action"}
)
"""The keys that every check takes, in Vale, too."""

OWN = frozenset({"why", "limits", "bad", "good", "confidence", "enabled", "quotations", "fix"})
"""The keys that are copydesk's."""

_VALE = SHARED.union({"name"}, *(kind.keys for kind in KINDS.values()))
_NO_RULES = frozenset({"gazetteer", "lexicon"})
_KEBAB = Pattern(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def load_folder(folder: Path) -> list[Rule]:
    """The rules of a copydesk rule folder, ``<family>/<rule-id>.yml``, sorted by path.

    The file's name is the rule's id. ``gazetteer`` and ``lexicon`` hold tables, not rules.
    Raises ``Problem``, with file, line and column, for a file that is no rule: unknown keys,
    a missing ``why``, missing examples, a kind of check that copydesk does not run.
    """
    rules = []
    for path in _rule_files(folder, _NO_RULES):
        family = path.parent
        if family.parent != folder:
            raise Problem(
                "a rule lies in a folder named for its family: <family>/<rule-id>.yml",
                path=str(path),
            )
        if not _KEBAB.fullmatch(path.stem):
            raise Problem(
                f"{path.stem!r} is no rule id; name the file in lower case, "
                "words joined by hyphens, for the fault that it finds",
                path=str(path),
            )
        rules.append(_own_rule(RuleFile(path), path.stem, family.name))
    return rules


def load_style(folder: Path) -> list[Rule]:
    """The rules of a style written for Vale, such as ``styles/Google/*.yml``, sorted by path.

    The id is ``Google.Contractions``, the family ``Google``. Keys that Vale does not know are
    a ``Problem``, as they are for Vale. A rule of a kind that copydesk does not run, or for a
    scope that articles do not have, is loaded but not enabled; enabled by hand, it fails by
    name when it runs. Raises ``Problem`` for a folder without rules.
    """
    rules = []
    for path in _rule_files(folder, frozenset({"config"})):
        family = path.parent.name
        rules.append(_style_rule(RuleFile(path, lenient=True), f"{family}.{path.stem}", family))
    if not rules:
        raise Problem("there is no rule file (*.yml) in this style", path=str(folder))
    return rules


def _rule_files(folder: Path, left_out: frozenset[str]) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder):
        if parent == str(folder):
            folders[:] = [name for name in folders if name not in left_out]
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(".yaml"):
                raise Problem(
                    "a rule file's name ends in .yml; rename it", path=str(Path(parent, name))
                )
            if name.endswith(".yml") and not name.startswith("."):
                found.append(Path(parent, name))
    return sorted(found)


def _own_rule(file: RuleFile, id_: str, family: str) -> Rule:
    kind = _kind(file, "")
    _check_keys(file, SHARED | OWN | kind.keys)
    for key in ("why", "bad", "good"):
        if key not in file:
            raise file.problem(
                f"rule {id_!r} has no {key!r}: say why it is a fault, show the fault marked "
                "[[so]] under 'bad', and what looks like it and is none under 'good'"
            )
    asked, given = dialect.fields(file.text("message")), len(kind.facts)
    if asked > given:
        raise file.problem(
            f"'message' asks for {asked} values; {file.text('extends')} has {given}", "message"
        )
    skips = file.choice("quotations", ("skip", "include"), "skip") == "skip"
    where = scope.parse(file, strict=True)
    return _rule(file, kind, id_, family, where, skips_quotations=skips)


def _style_rule(file: RuleFile, id_: str, family: str) -> Rule:
    name = file.text("extends")
    if name in NOT_RUN:
        return _idle(file, id_, family, f"copydesk does not run {name!r} checks")
    kind = _kind(file, f", {', '.join(NOT_RUN)}")
    _check_keys(file, _VALE | OWN)
    where = scope.parse(file, strict=False)
    if not where.choices:
        left_out = ", ".join(map(repr, where.left_out))
        return _idle(file, id_, family, f"articles have no scope {left_out}")
    skips = file.choice("quotations", ("skip", "include"), "include") == "skip"
    rule = _rule(file, kind, id_, family, where, skips_quotations=skips)
    if where.left_out:
        left_out = ", ".join(map(repr, where.left_out))
        rule = replace(rule, limits=f"Articles have no scope {left_out}; it is left out.")
    return rule


def _kind(file: RuleFile, others: str) -> Kind:
    if "extends" not in file:
        raise file.problem(
            f"a rule names its check: 'extends' is one of {', '.join(KINDS)}{others}"
        )
    name = file.text("extends")
    if name not in KINDS:
        what = "copydesk does not run it" if name in NOT_RUN else "no such check"
        near = nearest(name, KINDS)
        raise file.problem(f"extends: {name!r}: {what}{near}", file.place("extends"))
    if "message" not in file:
        raise file.problem("a rule says what is wrong: 'message' is missing")
    kind = KINDS[name]
    for keys in kind.needs:
        if not any(key in file for key in keys):
            raise file.problem(f"{name} needs {' or '.join(map(repr, keys))}", "extends")
    return kind


def _check_keys(file: RuleFile, known: Iterable[str]) -> None:
    known = frozenset(known)
    for key in file.keys:
        if key not in known:
            raise file.problem(f"unknown key {key!r}{nearest(key, known)}", key)


def _rule(
    file: RuleFile,
    kind: Kind,
    id_: str,
    family: str,
    where: scope.Scope,
    *,
    skips_quotations: bool,
) -> Rule:
    find = make(file, action.parse(file))
    limit = int(file.number("limit")) or None

    def check(document: Document, sentences: Any = (), quotes: Any = ()) -> Iterator[Hit]:
        barred = scope.no_prose(document)
        if skips_quotations:
            barred += scope.words_of_others(document, quotes)
        return islice(find(Article(where.passages(document, sentences, barred))), limit)

    needs = ["document"]
    needs += ["sentences"] if where.needs_sentences else []
    needs += ["quotes"] if skips_quotations else []
    message = file.text("message")
    if file.text("extends") == "substitution":
        message = dialect.unquoted(message)[0]
    return _made(
        file,
        id_,
        family,
        check=check,
        needs=tuple(needs),
        message=dialect.template(message, kind.facts),
    )


def _idle(file: RuleFile, id_: str, family: str, reason: str) -> Rule:
    """A rule that is there by name, is not enabled, and fails if it is run all the same."""

    def check(document: Document) -> Iterator[Hit]:
        raise NotImplementedError(f"{reason}; put {id_} under 'ignore'")

    rule = _made(file, id_, family, check=check)
    return replace(rule, limits=f"It is not run: {reason}.", enabled=False)


def _made(
    file: RuleFile,
    id_: str,
    family: str,
    *,
    check: Callable[..., Iterator[Hit]],
    needs: tuple[str, ...] = ("document",),
    message: str = "",
) -> Rule:
    level = Severity.parse(file.choice("level", [str(s) for s in Severity], "warning"))
    confidence = file.number("confidence", DEFAULT_CONFIDENCE[level])
    if not 0 < confidence <= 1:
        raise file.problem("'confidence' is a chance, above 0 and up to 1", "confidence")
    return Rule(
        id=id_,
        family=family,
        severity=level,
        message=message,
        why=_why(file),
        check=check,
        needs=needs,
        bad=tuple(_bad(file)),
        good=tuple(_good(file)),
        limits=file.text("limits").strip(),
        confidence=confidence,
        enabled=file.flag("enabled", default=True),
        origin=file.path,
        link=file.text("link") or None,
    )


def _why(file: RuleFile) -> str:
    """The rationale; of a style without one, what it describes or says."""
    if "why" in file:
        return file.text("why").strip()
    shown = dialect.filled(file.text("description") or file.text("message"), ["…"] * 9)
    link = file.text("link")
    return f"{shown}\n\nSee {link}" if link else shown


def _bad(file: RuleFile) -> Iterator[Bad]:
    for record in _examples(file, "bad", ("text", "says", "fixed", "format")):
        text = record["text"]
        if "[[" not in text.value:
            raise file.problem("a bad example marks the fault: They met [[on on]] Monday.", text)
        says, fixed = record.get("says"), record.get("fixed")
        yield Bad(
            text.value,
            says=says.value if says else None,
            fixed=fixed.value if fixed else None,
            format=_format(record),
        )


def _good(file: RuleFile) -> Iterator[Good]:
    for record in _examples(file, "good", ("text", "format")):
        text = record["text"]
        if "[[" in text.value:
            raise file.problem("a good example has nothing to mark", text)
        yield Good(text.value, format=_format(record))


def _format(record: dict[str, Text]) -> str:
    return record["format"].value if "format" in record else "plain"


def _examples(file: RuleFile, key: str, known: tuple[str, ...]) -> Iterator[dict[str, Text]]:
    for record in file.records(key):
        for name, value in record.items():
            if name not in known:
                raise file.problem(f"{key}: unknown key {name!r}{nearest(name, known)}", value)
        if "text" not in record:
            raise file.problem(f"{key}: an example has a 'text'", key)
        form = record.get("format")
        if form and form.value not in ("plain", "markdown", "html"):
            raise file.problem(f"{key}: 'format' is plain, markdown or html", form)
        yield record
