"""What each quotation mark of a block does: open, close, or neither.

A mark by itself is ambiguous: ``'`` and ``’`` are apostrophes more often than quotation marks,
``"`` opens, closes and stands for inches, and one lost mark makes all that follow look wrong.
So the marks of a block are read together: of all ways to read them the cheapest is taken (a
Viterbi search over what is open), and what it had to pay for is the fault. The costs are set
so that any sound reading beats any fault, a misplaced mark beats a missing one, and a
continuation beats both.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from copydesk import ruledata
from copydesk.annotators.sentences import reporting_verbs
from copydesk.document import Span
from copydesk.pattern import Pattern


class QuoteMark(NamedTuple):
    """A character that may be a quotation mark, with its neighbours (a space at block ends)."""

    span: Span
    glyph: str
    before: str
    after: str

    @property
    def single(self) -> bool:
        """Whether it may be an apostrophe."""
        return self.glyph in _SINGLE


class Outcome(enum.Enum):
    """What became of an opening or closing mark."""

    PAIRED = enum.auto()
    RUNS_ON = enum.auto()
    """Opened, and opened again at the start of the next paragraph: running speech."""
    RESTARTED = enum.auto()
    """As ``RUNS_ON``, but within one block."""
    UNCLOSED = enum.auto()
    UNOPENED = enum.auto()


class Reading(NamedTuple):
    """One quotation as read from the marks.

    ``end`` is where it ends for want of a mark; ``inside`` tells that another is open around it.
    """

    outcome: Outcome
    opener: QuoteMark | None
    closer: QuoteMark | None
    end: int = 0
    inside: bool = False


_SINGLE = frozenset("'‘’‚‛`")
_DOUBLE = frozenset({'"', "“", "”", "„", "‟", "＂", "''", "``"})
_STRAIGHT = frozenset({'"', "'"})
_OPENING = {
    **dict.fromkeys(('"', "“", "„", "‟", "«", "'", "‘", "‚", "‛", "‹", "「", "『", "＂", "``", "`"), 0.0),
    "»": 1.0, "›": 1.0, "”": 2.0, "’": 3.0, "''": 1.0,
}  # fmt: skip
"""What it costs to read a mark as an opening one."""
_PAIRS = {
    **dict.fromkeys(
        ('""', "“”", "„“", "„”", "‟”", "«»", "»«", "''", "‘’", "‚‘", "‚’", "‛’", "‹›", "›‹", "「」",
         "『』", "＂＂", "``''", "''''", "`'", "`’"),
        0.0,
    ),
    **dict.fromkeys(('“"', '"”', '„"', "‘'", "'’", "“＂", "＂”", '``"', '"\'\'', "“''", "``”"), 1.5),
    **dict.fromkeys(("““", '"“', "””", "‘‘", "'‘", "’’"), 2.5),
}  # fmt: skip
"""What it costs to pair two marks, opening and closing; other pairs are none."""
MATCHED = frozenset(pair for pair, cost in _PAIRS.items() if not cost)
"""Pairs of one kind."""
OPENERS = frozenset(glyph for glyph, cost in _OPENING.items() if not cost)

_UNOPENED = _UNCLOSED = 4.0
_UNCLOSED_STRAIGHT_SINGLE = 3.0
_RUNS_ON = 0.5
_RESTARTED = 1.5
_NESTED_IN_ITS_LIKE = 3.0
_SPACE_ON_WRONG_SIDE = 2.0
_SITS_LIKE_THE_OTHER = 4.2
"""An opening mark where a closing one would sit, or the reverse; two of them are likelier two
marks that lost their partners."""
_NO_SPACE = 1.5
_CLOSES_SPEECH = 2.0
"""An opening mark before "said": it closes the speech and has slipped over the space."""
_DEEPEST = 3

_MARK = Pattern(
    r"``|''|[\"“”„‟«»‹›「」『』＂]"
    r"|(?<!\w['’])(?<!\w)['‘’`‚‛](?!n['’])|(?<!\Wn)['’‘](?![\w])"
)
_SENTENCE_END = frozenset(".!?…")
_AFTER_CLOSING = Pattern(r"(?:s|es|ed|er|ers|ing|ish|like)\b")


def family(glyph: str) -> str:
    """Which marks it can pair with: ``double``, ``single``, ``angle`` or ``corner``."""
    if glyph in _DOUBLE:
        return "double"
    if glyph in _SINGLE:
        return "single"
    return "angle" if glyph in "«»‹›" else "corner"


def marks(text: str, start: int, end: int) -> list[QuoteMark]:
    """The marks of a range that may be quotation marks; apostrophes inside words are none."""
    found = []
    for match in _MARK.finditer(text, start, end):
        at, stop = match.span()
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        found.append(QuoteMark(Span(at, stop), match[0], before, after))
    return found


class _Path(NamedTuple):
    """One way to read the marks so far: its cost, what is open, what is settled (linked)."""

    cost: float
    open: tuple[QuoteMark, ...]
    settled: tuple[Reading, object] | None

    def settle(self, cost: float, keep: int, *readings: Reading) -> _Path:
        """The path with all but the first ``keep`` open marks settled as ``readings``."""
        settled = self.settled
        for reading in readings:
            settled = (reading, settled)
        return _Path(self.cost + cost, self.open[:keep], settled)


def read(text: str, found: list[QuoteMark], end: int, runs_on: str) -> list[Reading]:
    """The likeliest reading of a block's marks. The block ends at ``end``.

    ``runs_on`` is the family of the mark that opens the next paragraph, or empty.
    """
    paths: dict[tuple[str, ...], _Path] = {(): _Path(0.0, (), None)}
    for mark in found:
        best: dict[tuple[str, ...], _Path] = {}
        for path in paths.values():
            for option in _options(text, path, mark):
                key = tuple(other.glyph for other in option.open)
                if key not in best or option.cost < best[key].cost:
                    best[key] = option
        paths = best
    path = min((_leave(path, end, runs_on) for path in paths.values()), key=lambda path: path.cost)
    readings = []
    rest = path.settled
    while rest:
        reading, rest = rest  # type: ignore[assignment]
        readings.append(reading)
    return readings[::-1]


def _options(text: str, path: _Path, mark: QuoteMark) -> Iterator[_Path]:
    """The ways to read one more mark."""
    if mark.single or (mark.glyph == '"' and _is_prime(text, mark)):
        yield path._replace(cost=path.cost + _neither(text, mark))
    if mark.glyph in _OPENING:
        yield from _open(text, path, mark)
    for at in range(len(path.open) - 1, -1, -1):
        cost = _PAIRS.get(path.open[at].glyph + mark.glyph)
        if cost is not None:
            cost += _closing_space(text, mark) + sum(map(_unclosed, path.open[at + 1 :]))
            left = [_lost(other, mark.span.start) for other in path.open[at + 1 :]]
            pair = Reading(Outcome.PAIRED, path.open[at], mark)
            yield path.settle(cost, at, *left, pair)
            break
    odd = 1.0 if mark.glyph in OPENERS and mark.glyph not in _STRAIGHT else 0.0
    lone = Reading(Outcome.UNOPENED, None, mark, inside=bool(path.open))
    yield path.settle(_UNOPENED + odd, len(path.open), lone)


def _open(text: str, path: _Path, mark: QuoteMark) -> Iterator[_Path]:
    """The ways to read a mark as an opening one."""
    cost = _OPENING[mark.glyph] + _opening_space(mark) + _elided(text, mark)
    cost += _CLOSES_SPEECH if _before_cue(text, mark) else 0.0
    at = next((n for n, other in enumerate(path.open) if _alike(other, mark)), None)
    if at is None:
        if len(path.open) < _DEEPEST:
            yield _push(path, cost, mark)
        return
    start = mark.span.start
    lost = [_lost(other, start) for other in path.open[at:]]
    price = sum(map(_unclosed, path.open[at:]))
    yield _push(path.settle(price, at, *lost), cost, mark)
    if len(path.open) < _DEEPEST:
        yield _push(path, cost + _NESTED_IN_ITS_LIKE, mark)
    if mark.before.isspace() and _after_sentence(text, start):
        lost[0] = lost[0]._replace(outcome=Outcome.RESTARTED)
        price += _RESTARTED - _unclosed(path.open[at])
        yield _push(path.settle(price, at, *lost), cost, mark)


def _push(path: _Path, cost: float, mark: QuoteMark) -> _Path:
    return _Path(path.cost + cost, (*path.open, mark), path.settled)


def _leave(path: _Path, end: int, runs_on: str) -> _Path:
    """The path at the end of its block, where what is open runs on or is lost."""
    cost, readings = 0.0, []
    for n, mark in enumerate(path.open):
        if runs_on and not _opening_space(mark) and (n or family(mark.glyph) == runs_on):
            cost += _RUNS_ON
            readings.append(Reading(Outcome.RUNS_ON, mark, None, end))
        else:
            cost += _unclosed(mark)
            readings.append(_lost(mark, end))
    return path.settle(cost, 0, *readings)


def _lost(mark: QuoteMark, end: int) -> Reading:
    return Reading(Outcome.UNCLOSED, mark, None, end)


def _unclosed(mark: QuoteMark) -> float:
    return _UNCLOSED_STRAIGHT_SINGLE if mark.glyph == "'" else _UNCLOSED


def _alike(one: QuoteMark, other: QuoteMark) -> bool:
    return family(one.glyph) == family(other.glyph)


def _after_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at].rstrip(" \n'’)]")
    return before[-1:] in _SENTENCE_END


def _opening_space(mark: QuoteMark) -> float:
    cost = 0.0
    if mark.after.isspace():
        cost += _SPACE_ON_WRONG_SIDE if mark.before.isspace() else _SITS_LIKE_THE_OTHER
    elif mark.after in ",;:!?)]" or mark.before.isalnum():
        cost += _NO_SPACE
    elif mark.before in ".,;:!?":
        cost += _NO_SPACE / 3
    return cost


def _before_cue(text: str, mark: QuoteMark) -> bool:
    """Whether a reporting clause follows a comma and the mark: ``It is late, "said the mayor``."""
    before = text[max(0, mark.span.start - 2) : mark.span.start].rstrip()
    word = _WORD_AFTER.match(text, mark.span.end)
    return before[-1:] in (",", "!", "?") and word is not None and word[0] in reporting_verbs()


def _closing_space(text: str, mark: QuoteMark) -> float:
    cost = 0.0
    if mark.before.isspace():
        like_opening = mark.after.isalnum() and not _before_cue(text, mark)
        cost += _SITS_LIKE_THE_OTHER if like_opening else _SPACE_ON_WRONG_SIDE
    elif mark.before in "([" or (mark.after.isalnum() and not suffix_follows(text, mark)):
        cost += _NO_SPACE
    return cost


def _is_prime(text: str, mark: QuoteMark) -> bool:
    """Whether the mark may stand for feet, inches, minutes or seconds: 6'2", 12"."""
    digits = text[max(0, mark.span.start - 3) : mark.span.start]
    short = not digits.isdigit() or len(digits) < 3
    return digits[-1:].isnumeric() and short and not mark.after.isalnum()


def suffix_follows(text: str, mark: QuoteMark) -> bool:
    """Whether an ending stands after a closing mark, as in “yes”es and “maybe”s."""
    return _AFTER_CLOSING.match(text, mark.span.end) is not None


def _neither(text: str, mark: QuoteMark) -> float:
    """What it costs to take a mark for an apostrophe or a prime."""
    if _is_prime(text, mark):
        return 0.3
    if mark.before.isalnum():
        return 0.5 if mark.before in "sSzxß" else 1.0
    if mark.before.isspace() and mark.after.isspace():
        return 0.5
    if not mark.after.isalnum():
        return 5.0
    word = _WORD_AFTER.match(text, mark.span.end)
    if not mark.before.isspace() and word and word[0] in _POSSESSIVE:
        return 0.0
    if _elided(text, mark):
        return 0.7 if mark.glyph == "‘" else 0.2
    return {"’": 1.5, "'": 2.5}.get(mark.glyph, 5.0)


def _elided(text: str, mark: QuoteMark) -> float:
    """What it costs to read a single mark as opening before "90s", "em", "tis"."""
    if not mark.single or not mark.after.isalnum():
        return 0.0
    word = _WORD_AFTER.match(text, mark.span.end)
    elided = mark.after.isdigit() or (word and word[0].lower() in _elisions())
    return 1.0 if elided else 0.0


_WORD_AFTER = Pattern(r"\w+")
_POSSESSIVE = frozenset({"s", "S", "d", "ll", "re", "ve"})


@cache
def _elisions() -> frozenset[str]:
    return ruledata.words("lexicon/elisions.csv")
