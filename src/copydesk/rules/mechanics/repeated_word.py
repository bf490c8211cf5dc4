"""Words and phrases that stand twice in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from copydesk import ruledata
from copydesk.annotators.quotes import Quotes
from copydesk.annotators.sentences import reporting_verbs
from copydesk.document import Block, Document, Span
from copydesk.finding import Edit, Fix, Grade, Hit, Severity
from copydesk.pattern import Pattern
from copydesk.rule import Bad, rule


@rule(
    id="repeated-word",
    severity="error",
    message="“{words}” stands {times} in a row.",
    bad=[
        Bad(
            "The mayor opened [[the the]] bridge on Monday.",
            says="“the” stands twice in a row.",
            fixed="The mayor opened the bridge on Monday.",
        ),
        Bad("[[The the]] bridge opened on Monday.", fixed="The bridge opened on Monday."),
        Bad(
            "Passengers must spend 14 days in [[quarantine quarantine]] first.",
            fixed="Passengers must spend 14 days in quarantine first.",
        ),
        Bad(
            "It is the head [[of the of the]] port's fire service.",
            says="“of the” stands twice in a row.",
            fixed="It is the head of the port's fire service.",
        ),
        Bad(
            "The repairs are [[necessary, necessary]], and they are dear.",
            fixed="The repairs are necessary, and they are dear.",
        ),
        Bad("Trains leave on platform [[8, 8]], and 9 is shut.", says="“8” stands twice in a row."),
        Bad("It is the old [[city hall city hall]] of Hatsby."),
        Bad("They came from [[Lower Hatsby, Lower Hatsby, Lower Hatsby]]."),
        Bad("The ferry needs [[a new left engine, a new left engine]] that nobody sells."),
        Bad("The league banned [[the striker (the striker)]] for a month."),
        Bad("The sign said “[[the the]] way out”.", fixed="The sign said “the way out”."),
    ],
    good=[
        "He had had enough, and knew that that was that.",
        "It was a very, very long, long road, and no, no, nobody came.",
        "“It's big, big, and we fell down, down,” she said. “We tried, we tried.”",
        "From Pago Pago to Wagga Wagga, Duran Duran and Ni Ni sang.",
        "Boutros Boutros-Ghali flew from New York, New York, to Walla Walla.",
        "She won 6-4, 6-4 and 7-5; the heats were 5 5 and 1,000,000 tickets were sold.",
        "The years 8, 8 and 9 were wet; the marks were 7, 8, 8, 9.",
        "Bye bye, said the tuk tuk driver, and did the cha cha.",
        "The snowball got bigger and bigger and rolled, and more and more people ran hand in hand in circles.",
        "If you look around you, you see the sea. It rained. It rained. It rained.",
        "He joined the The Hague office of Johnson & Johnson.",
        "They are the ones who work. Work that pays.",
        "The play Spend Spend Spend opened in the first FIRST contest.",
        "It was a problem, a problem that nobody solved.",
        "The more the merrier, and as good as good can be.",
        "The half ended 0-0 and the final 50/50.",
    ],
    limits=(
        "Names are let alone, for many are doubled. In a direct quotation only doubled function "
        "words are reported, for people do say things twice."
    ),
)
def repeated_word(document: Document, quotes: Quotes) -> Iterator[Hit]:
    """A word or a phrase stands twice in a row.

    The hand that moved a clause left its first word behind, or a translation engine stuttered.
    Readers stop at it, and wonder what else went out unread. What English does double is let
    alone: "had had", "that that", "very, very", Pago Pago, speech.
    """
    for block in document.blocks:
        tokens = _tokens(document.text, block)
        at = 0
        while at < len(tokens):
            run = _run(tokens, at)
            if run is None:
                at += 1
                continue
            hit = _judge(document, quotes, tokens, run)
            if hit:
                yield hit
            at += run.size * (run.times - 1) if hit or run.times > _LOOP else 1


class _Token(NamedTuple):
    key: str
    shown: str
    span: Span
    joint: str
    """What stands between it and the token before: ``space``, ``comma``, ``bracket``, ``other``."""


class _Run(NamedTuple):
    """A phrase of ``size`` tokens that stands ``times`` times from token ``at``."""

    at: int
    size: int
    times: int


_LONGEST = 6
"""Words of a phrase; longer repetitions are sentences that stand twice, another fault."""
_LOOP = 4
"""So often a person says nothing; it is an engine that hangs."""
_WORD = Pattern(r"\d+(?:[.,:/–-]\d+)*+%?|\p{Latin}[\p{Latin}\d]*+(?:['’.-][\p{Latin}\d]++)*+")
_JOINTS = {",": "comma", "(": "bracket", "": "space"}
_CITY_AND_STATE = frozenset({("new", "york"), ("mexico", "city")})


@cache
def _doubled() -> dict[str, str]:
    return {row["word"]: row["doubled"] for row in ruledata.table("lexicon/function-words.csv")}


def _tokens(text: str, block: Block) -> list[_Token]:
    tokens: list[_Token] = []
    end = block.span.start
    for match in _WORD.finditer(text, *block.span):
        joint = _JOINTS.get(text[end : match.start()].strip(), "other")
        shown, end = match[0], match.end()
        tokens.append(_Token(shown.lower(), shown, Span(*match.span()), joint))
    return tokens


def _run(tokens: Sequence[_Token], at: int) -> _Run | None:
    """The shortest phrase that begins at ``at`` and stands there at least twice."""
    for size in range(1, min(_LONGEST, (len(tokens) - at) // 2) + 1):
        if tokens[at].key == tokens[at + size].key:
            times = 1
            while _same(tokens, at, at + size * times, size):
                times += 1
            if times > 1:
                return _Run(at, size, times)
    return None


def _same(tokens: Sequence[_Token], one: int, other: int, size: int) -> bool:
    """Whether the phrase at ``one`` stands again at ``other``, with nothing else between."""
    if other + size > len(tokens) or tokens[other].joint == "other":
        return False
    pairs = zip(tokens[one : one + size], tokens[other : other + size], strict=True)
    if any(a.key != b.key for a, b in pairs):
        return False
    return all(token.joint in ("space", "comma") for token in tokens[other + 1 : other + size])


def _judge(document: Document, quotes: Quotes, tokens: Sequence[_Token], run: _Run) -> Hit | None:
    """A hit if the repetition is a slip."""
    last = run.at + run.size * run.times
    seen = _Repetition(
        first=tokens[run.at : run.at + run.size],
        second=tokens[run.at + run.size : run.at + 2 * run.size],
        times=run.times,
        before=tokens[run.at - 1] if run.at else None,
        after=document.text[tokens[last - 1].span.end : tokens[last - 1].span.end + 1],
        next=tokens[last] if last < len(tokens) else None,
    )
    span = Span(seen.first[0].span.start, tokens[last - 1].span.end)
    quoted = quotes.around(span) is not None
    severity = _SEVERITY[seen.second[0].joint](seen, quoted=quoted)
    if severity is None:
        return None
    if seen.second[0].joint == "bracket":
        span = Span(span.start, span.end + 1)
    kept = seen.first[-1].span.end
    return Hit(
        span,
        severity=severity,
        words=document.text[span.start : kept],
        times="twice" if run.times == 2 else f"{run.times} times",
        fix=Fix(
            "Keep one",
            (Edit(Span(kept, span.end), ""),),
            Grade.SAFE if severity is Severity.ERROR else Grade.ASK,
        ),
    )


class _Repetition(NamedTuple):
    """A phrase and its echo, with their neighbours; ``after`` is the character that follows."""

    first: Sequence[_Token]
    second: Sequence[_Token]
    times: int
    before: _Token | None
    after: str
    next: _Token | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The words of the phrase in lower case."""
        return tuple(token.key for token in self.first)

    @property
    def as_written(self) -> bool:
        """Whether both stand there with the same capitals, but for one that opens a sentence."""
        pairs = list(zip(self.first, self.second, strict=True))
        return all(a.shown == b.shown for a, b in pairs[1:]) and (
            pairs[0][0].shown == pairs[0][1].shown or pairs[0][1].shown.islower()
        )


def _in_a_row(seen: _Repetition, *, quoted: bool) -> Severity | None:
    """How grave a repetition is with only a space between."""
    if not seen.as_written:
        return None
    if len(seen.first) == 1:
        return _word(seen, quoted=quoted)
    if seen.times >= _LOOP:
        return Severity.WARNING
    *start, end = seen.keys
    small = [key in _doubled() for key in seen.keys]
    stepwise = len(small) == 2 and small.count(True) == 1 and not _STEPS.isdisjoint(seen.keys)
    if stepwise or end in ("and", "or", "but") or start[0] == "as" or _stressed(start[0]):
        return None
    return None if quoted and not all(small) else Severity.WARNING


_STEPS = frozenset({"and", "or", "to", "by", "in", "on", "after", "for", "of", "upon", "with"})
"""What stands between the two in "hand in hand", "more and more", "step by step"."""


def _word(seen: _Repetition, *, quoted: bool) -> Severity | None:
    """The same for a single word."""
    (word,), shown = seen.keys, seen.second[0].shown
    if word in _doubled():
        if not shown.islower() and word != "i":
            return None
        return _GRAVITY[_doubled()[word]]
    if not seen.first[0].shown.islower() or not word.isalpha() or len(word) < 2:
        return None
    if quoted or _stressed(word):
        return None
    return Severity.WARNING if seen.times == 2 or seen.times > _LOOP else None


_GRAVITY = {"slip": Severity.ERROR, "rare": Severity.SUGGESTION, "legal": None}


def _after_comma(seen: _Repetition, *, quoted: bool) -> Severity | None:
    """How grave a repetition is with a comma between: an echo may be meant."""
    keys = seen.keys
    if quoted or _stressed(keys[0]) or not reporting_verbs().isdisjoint(keys):
        return Severity.WARNING if len(keys) > 1 and seen.times >= _LOOP else None
    if len(keys) >= _SENTENCE_LIKE:
        return Severity.WARNING
    if any(token.joint == "comma" for token in seen.second[1:]) or keys in _CITY_AND_STATE:
        return None
    if len(keys) == 1 and not _echoes(seen):
        return None
    closed = seen.after in ",.;:)\n"
    return Severity.WARNING if closed and seen.as_written else None


_SENTENCE_LIKE = 4
"""So many words together are said again by mistake even where the sentence goes on."""


def _echoes(seen: _Repetition) -> bool:
    """Whether a single word after a comma is a mere echo, not one more of a list or an emphasis."""
    (word,) = seen.keys
    if word.isdigit():
        listed = (
            seen.before is not None
            and seen.before.key[0].isdigit()
            and seen.first[0].joint == "comma"
        )
        return not listed and not (seen.next and seen.next.key[0].isdigit()) and seen.times == 2
    plain = word.isalpha() and seen.first[0].shown.islower() and not word.endswith("ly")
    return plain and len(word) > 2 and word not in _doubled() and seen.times == 2


def _in_brackets(seen: _Repetition, *, quoted: bool) -> Severity | None:  # noqa: ARG001
    """How grave a repetition is whose echo stands in brackets: it glosses nothing."""
    alike = [token.shown for token in seen.first] == [token.shown for token in seen.second]
    closed = seen.after == ")" and seen.times == 2
    return Severity.WARNING if alike and closed and not seen.keys[0].isdigit() else None


_SEVERITY = {"space": _in_a_row, "comma": _after_comma, "bracket": _in_brackets}


def _stressed(word: str) -> bool:
    return word in ruledata.words("lexicon/reduplications.csv")
