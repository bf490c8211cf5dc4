"""One compound, two ways of writing it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from copydesk import ruledata
from copydesk.annotators.words import Words
from copydesk.document import Document, Span
from copydesk.finding import Edit, Fix, Hit, Related
from copydesk.pattern import Pattern
from copydesk.rule import Bad, rule

WAYS = {"": "one word", "-": "hyphenated", " ": "two words"}
"""What joins the parts of a compound, and how a message says it."""

CLEAR = 0.85
EVEN = 0.75
"""Chances that an editor agrees: one way prevails, or each stands as often as the other."""

SHORTEST = 5
"""Letters that two compounds must share to be one; with fewer, words are alike by chance."""

ENDING = Pattern(r"(?:e[ds]?|s|ings?|[eo]rs?|ions?|ive|y|ies)$")
"""Endings that a compound may exchange and stay itself: co-operate, cooperation."""

SUSPENDED = Pattern(r"[-\u2010\u2011]\s+(?:and|or|to)\s+$")
"""What stands before the second of two compounds that share a part: pre- and post-war."""

HYPHENS = str.maketrans("\u2010\u2011", "--")


class Compound(NamedTuple):
    """A compound as it stands in the article, with what joins its parts."""

    span: Span
    parts: tuple[str, ...]
    joint: str

    @property
    def text(self) -> str:
        """The compound as it is written."""
        return self.joint.join(self.parts)

    @property
    def letters(self) -> str:
        """Its letters alone, small."""
        return "".join(self.parts).lower()


@rule(
    id="hyphenation",
    severity="suggestion",
    message="“{word}” is {way} here; “{other}” is {other_way} elsewhere.",
    bad=[
        Bad(
            "They may send non-lethal aid. [[Nonlethal]] aid is cheap, and non-lethal aid is legal.",
            says="“Nonlethal” is one word here; “non-lethal” is hyphenated elsewhere.",
            fixed="They may send non-lethal aid. Non-lethal aid is cheap, and non-lethal aid is"
            " legal.",
        ),
        Bad(
            "The ceasefire began at noon. Both sides broke the [[cease-fire]] within hours.",
            says="“cease-fire” is hyphenated here; “ceasefire” is one word elsewhere.",
            fixed="The ceasefire began at noon. Both sides broke the ceasefire within hours.",
        ),
        Bad(
            "Co-operation had ended. The two ministries had [[cooperated]] since 1990, and nobody"
            " co-operates now.",
            says="“cooperated” is one word here; “Co-operation” is hyphenated elsewhere.",
            fixed="Co-operation had ended. The two ministries had co-operated since 1990, and"
            " nobody co-operates now.",
        ),
        Bad(
            "Healthcare costs rose. The state pays for [[health care]] in prisons, but healthcare"
            " elsewhere is private.",
            says="“health care” is two words here; “Healthcare” is one word elsewhere.",
            fixed="Healthcare costs rose. The state pays for healthcare in prisons, but healthcare"
            " elsewhere is private.",
        ),
        Bad(
            "A vice president resigned. Another [[vice-president]] may follow.",
            says="“vice-president” is hyphenated here; “vice president” is two words elsewhere.",
            fixed="A vice president resigned. Another vice president may follow.",
        ),
        Bad(
            "The report is on anti-Semitism. It finds anti-Semitism in two clubs and"
            " [[antisemitism]] in a third.",
            fixed="The report is on anti-Semitism. It finds anti-Semitism in two clubs and"
            " anti-Semitism in a third.",
        ),
        Bad(
            "The [[govern-ment]] fell in May. A new government was formed, a government of nobodies.",
            fixed="The government fell in May. A new government was formed, a government of"
            " nobodies.",
        ),
    ],
    good=[
        # a hyphen that means something
        "The striker re-signed in June; the coach resigned in July.",
        "A one-time payment went to the onetime champion.",
        # a hyphen that grammar asks for
        "A well-known singer is well known. Health-care workers want better health care.",
        "The long-term plan is sound in the long term.",
        "Rents rose in the pre- and post-war years, and postwar wages with them.",
        "Film- and programme-makers met; the filmmakers left first.",
        # names and the words of others
        "Coca-Cola sued a maker of cocacola syrup. The Mid-East Bank left the Mideast.",
        "The desk writes email. “I got no e-mail,” she said.",
        "The Vice-President of the Board met a vice president of the bank.",
        "The non-European members outvoted the Europeans.",
        "Write to non-lethal@aid.example; nonlethal aid is cheap.",
        # two words of a clause
        "The troops will cease fire when the ceasefire begins.",
        "It was the power that will power the port; willpower alone does not.",
    ],
    limits=(
        "A compound in two words is compared only if rules/lexicon/compounds.csv has it. Names"
        " and titles with a capital are left to the rules on names. A compound with two hyphens"
        " is not looked at."
    ),
)
def hyphenation(document: Document, words: Words) -> Iterator[Hit]:
    """One compound is written in two ways.

    Dictionaries differ on the hyphen, so a house picks one dictionary; two ways in one article
    show that nobody looked. The rarer way is marked, or of equals the later one. A hyphen that
    grammar asks for ("a well-known singer is well known") or that changes the sense ("re-sign",
    "resign") is no second way.
    """
    for one, other in _rivals(document.text, words):
        few, many = sorted((one, other), key=lambda way: (len(way), -way[0].span.start))
        for compound in few:
            model = next((c for c in many if c.letters == compound.letters), many[0])
            fixed = _written(compound, model)
            yield Hit(
                compound.span,
                word=compound.text,
                way=WAYS[compound.joint],
                other=model.text,
                other_way=WAYS[model.joint],
                related=[Related(model.span, WAYS[model.joint])],
                fix=Fix(f"Write “{fixed}”", (Edit(compound.span, fixed),)),
                confidence=CLEAR if len(many) > len(few) else EVEN,
            )


def _rivals(text: str, words: Words) -> Iterator[tuple[list[Compound], list[Compound]]]:
    """The compounds that the article writes in two ways: their places, one way and the other."""
    apart: dict[str, list[Compound]] = {}
    for compound in (*_hyphened(text, words), *_open(text, words)):
        apart.setdefault(_stem(compound.letters), []).append(compound)
    closed: dict[str, list[Compound]] = {}
    for word in words if apart else ():
        stem = _stem(word.text.lower())
        if stem in apart and word.text.isalpha():
            closed.setdefault(stem, []).append(Compound(word.span, (word.text,), ""))
    for stem, compounds in apart.items():
        if stem in closed:
            yield closed[stem], sorted(compounds)
        elif stem in _titles():
            ways = [[c for c in compounds if c.joint == joint] for joint in " -"]
            if all(ways):
                yield ways[0], ways[1]


def _hyphened(text: str, words: Words) -> Iterator[Compound]:
    """The compounds with a hyphen, but for those whose hyphen means something."""
    for word in words:
        parts = tuple(word.text.translate(HYPHENS).split("-"))
        if len(parts) < 2 or not all(part.isalpha() for part in parts):
            continue
        compound = Compound(word.span, parts, "-")
        if len(parts) > 2 and _stem(compound.letters) not in _titles():
            continue
        start = word.span.start
        if _stem(compound.letters) not in _senses() and not SUSPENDED.search(
            text, max(0, start - 12), start
        ):
            yield compound


def _open(text: str, words: Words) -> Iterator[Compound]:
    """The compounds of the table that are written as two words or three."""
    first_words, compounds = _table()
    for n, word in enumerate(words):
        if word.text.lower() not in first_words:
            continue
        for length in (2, 3)[: len(words) - n - 1]:
            parts = tuple(part.text for part in words[n : n + length])
            shown = " ".join(parts)
            span = Span(word.span.start, word.span.start + len(shown))
            if shown.lower() in compounds and text[span.start : span.end] == shown:
                yield Compound(span, parts, " ")


def _written(compound: Compound, like: Compound) -> str:
    """The compound in the other way, inflected as it is."""
    parts = compound.parts
    if not compound.joint:
        head, tail = parts[0][: len(like.parts[0])], parts[0][len(like.parts[0]) :]
        parts = (head, tail.capitalize() if like.parts[1][0].isupper() else tail)
    elif not like.joint:
        parts = (parts[0], "".join(parts[1:]).lower())
    return like.joint.join(parts)


def _stem(letters: str) -> str:
    """The letters of a compound without its endings."""
    while ending := ENDING.search(letters, SHORTEST):
        letters = letters[: ending.start()]
    return letters


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2] not in "aeou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


@cache
def _table() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of the open compounds, and the compounds with their plurals."""
    compounds = [row["open"] for row in ruledata.table("lexicon/compounds.csv")]
    plurals = [_plural(compound) for compound in compounds]
    return frozenset(c.split(" ")[0] for c in compounds), frozenset(compounds + plurals)


@cache
def _titles() -> frozenset[str]:
    """The stems of the compounds that vie with a hyphen."""
    rows = ruledata.table("lexicon/compounds.csv")
    return frozenset(_stem(row["open"].replace(" ", "")) for row in rows if row["hyphened"])


@cache
def _senses() -> frozenset[str]:
    """The stems of the compounds whose hyphen means something."""
    words = ruledata.words("lexicon/hyphen-senses.csv")
    return frozenset(_stem(word.replace("-", "")) for word in words)
