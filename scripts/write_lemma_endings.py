"""Write rules/lexicon/lemma-endings.csv: how English words get back to their dictionary forms.

    python scripts/write_lemma_endings.py WORDNET > rules/lexicon/lemma-endings.csv

WORDNET holds the entries of Open English WordNet as JSON lines (gzipped or not), each with
``lemma``, ``pos``, ``senses`` and ``forms`` (the irregular ones, as the lexicographers list
them). Regular forms are made by the spelling rules of English. From all pairs of form and lemma
comes the shortest table of endings that is right for every word of it: where the words of one
ending differ, the majority keeps the ending and the others get a longer one, at worst the whole
word. So unknown words go the way of most words that look like them.

A form of two lemmas goes to the one with more senses. What the entries do not have is in
``ADDED``.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = """\
# From an inflected form to its dictionary form: the longest ending that a word has is put off
# for the lemma's ending. An ending that begins with "=" is the whole word.
#
# tag: the Penn tag of the form. VBD stands for VBN too; what RBR and RBS lack is in JJR and JJS.
#
# Written by scripts/write_lemma_endings.py from the lemmas and the irregular forms of Open
# English WordNet (https://en-word.net, CC BY 4.0), which derives from Princeton WordNet
# (WordNet licence). A correction belongs in the script.
"""

_UNCHANGED_PAST = """
    beset bet bid broadcast burst bust cast cost cut fit forecast hit hurt knit let miscast offset
    outbid overcast put quit read recast reread reset rid set shed shut slit spit split spread
    sublet sweat thrust undercut upset wed wet
"""
_UNCHANGED_PLURAL = """
    aircraft barracks crossroads data economics electronics ethics headquarters kudos linguistics
    logistics mathematics means news offspring outskirts physics police politics series shambles
    species statistics
"""

ADDED = {
    "VBP": {"am": "be", "are": "be", "is": "be"},
    "VBZ": {"has": "have", "does": "do", "is": "be", "goes": "go"},
    "VBD": {
        "had": "have", "did": "do", "was": "be", "were": "be", "been": "be", "gotten": "get",
        "died": "die", "led": "lead", "misled": "mislead", "said": "say", "paid": "pay",
        "lit": "light", "proven": "prove", "pled": "plead", "oversaw": "oversee", "sped": "speed",
        **{verb: verb for verb in _UNCHANGED_PAST.split()},
    },
    "NNS": {
        "men": "man", "women": "woman", "children": "child", "people": "people", "taxes": "tax",
        "media": "medium", "criteria": "criterion",
        **{noun: noun for noun in _UNCHANGED_PLURAL.split()},
    },
    "JJR": {"better": "good", "worse": "bad", "less": "less", "more": "more",
            "further": "far", "farther": "far", "elder": "old"},
    "JJS": {"best": "good", "worst": "bad", "least": "least", "most": "most",
            "furthest": "far", "farthest": "far", "eldest": "old"},
    "RBR": {"better": "well", "worse": "badly"},
    "RBS": {"best": "well", "worst": "badly"},
}  # fmt: skip
"""Forms that the entries lack, or give to a rarer word than news means."""

_VOWELS = "aeiou"
_REGULAR = frozenset(
    {"", "s", "es", "ies", "d", "ed", "ied", "ing", "r", "er", "ier", "st", "est", "iest"}
)
_SHORT = 6
"""Adjectives up to this length compare with -er and -est."""


class Pair(NamedTuple):
    """A form, its lemma, and how common the word is by its senses."""

    form: str
    lemma: str
    weight: float


class Word(NamedTuple):
    """A lemma with its irregular forms."""

    lemma: str
    senses: int
    forms: frozenset[str]


def words(path: Path) -> dict[str, list[Word]]:
    """The one-word lemmas in small letters, by part of speech: ``n``, ``v``, ``a``."""
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    merged: dict[tuple[str, str], Word] = {}
    for line in text.decode("utf-8").splitlines():
        entry = json.loads(line)
        lemma, pos = entry["lemma"], entry["pos"][0].replace("r", "a")
        if not (lemma.isascii() and lemma.isalpha() and lemma.islower() and len(lemma) > 1):
            continue
        old = merged.get((pos, lemma), Word(lemma, 1, frozenset()))
        forms = old.forms.union(form for form in entry["forms"] if form.isalpha())
        merged[pos, lemma] = Word(lemma, old.senses + len(entry["senses"]), forms)
    found: dict[str, list[Word]] = defaultdict(list)
    for (pos, _), word in merged.items():
        found[pos].append(word)
    return found


def _y_to_i(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2] not in _VOWELS


def with_s(lemma: str) -> str:
    """The regular plural, or third person."""
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    return lemma[:-1] + "ies" if _y_to_i(lemma) else lemma + "s"


def with_vowel(lemma: str, ending: str) -> str:
    """The regular form in -ed, -er or -est."""
    if lemma.endswith("e"):
        return lemma + ending[1:]
    return lemma[:-1] + "i" + ending if _y_to_i(lemma) else lemma + ending


def with_ing(lemma: str) -> str:
    """The regular form in -ing."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    dropped = lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye"))
    return (lemma[:-1] if dropped else lemma) + "ing"


def pairs(known: dict[str, list[Word]]) -> Iterator[tuple[str, Pair]]:
    """Every form with its tag."""
    for word in known["v"]:
        yield from _verb(word)
    for lemma, senses, forms in known["n"]:
        regular = 0.5 if forms else 1.0
        yield "NNS", Pair(with_s(lemma), lemma, senses * regular)
        for form in forms:
            yield "NNS", Pair(form, lemma, senses)
    for lemma, senses, forms in known["a"]:
        for form in forms:
            yield "JJS" if form.endswith("st") else "JJR", Pair(form, lemma, senses)
        if len(lemma) < _SHORT:
            yield "JJR", Pair(with_vowel(lemma, "er"), lemma, 0.5)
            yield "JJS", Pair(with_vowel(lemma, "est"), lemma, 0.5)


def _verb(word: Word) -> Iterator[tuple[str, Pair]]:
    lemma, senses, forms = word
    thirds = {form for form in forms if form.endswith("s") and form != lemma}
    ings = {form for form in forms if form.endswith("ing") and form != lemma}
    pasts = forms - thirds - ings
    american = lemma.endswith("l")  # travelled and traveled
    for form in {with_s(lemma), *thirds}:
        yield "VBZ", Pair(form, lemma, senses)
    for form in {*ings} if ings and not american else {*ings, with_ing(lemma)}:
        yield "VBG", Pair(form, lemma, senses)
    if not pasts:
        pasts = frozenset(form[:-3] + "ed" for form in ings) or frozenset([with_vowel(lemma, "ed")])
    for form in {*pasts, with_vowel(lemma, "ed")} if american and len(lemma) > 4 else pasts:
        yield "VBD", Pair(form, lemma, senses)


class Node:
    """A node of the tree of endings, read from the last letter."""

    def __init__(self) -> None:
        self.changes: Counter[tuple[str, str]] = Counter()
        self.longer: dict[str, Node] = {}

    def add(self, form: str, lemma: str, weight: float) -> None:
        """Count what a form needs, at each of its endings that holds what is cut."""
        same = 0
        while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
            same += 1
        change = form[same:], lemma[same:]
        # "ote" for "ite" asks for a letter before it (wrote, rewrote), "was" for "be" for the whole
        shortest = len(change[0]) + (change[0] not in _REGULAR)
        node = self
        for length, letter in enumerate(["", *reversed("=" + form)]):
            node = node.longer.setdefault(letter, Node()) if length else node
            if length >= shortest:
                node.changes[change] += weight**0.5

    def endings(
        self, ending: str = "", cut: tuple[str, str] | None = None
    ) -> Iterator[tuple[str, str]]:
        """The endings at which the way changes, each with what stands there in the lemma."""
        if self.changes:
            best = max(self.changes, key=lambda change: (self.changes[change], change))
            if best != cut and self.changes[best] > self.changes.get(cut or ("", ""), 0):
                cut = best
                yield ending, ending.removesuffix(best[0]).removeprefix("=") + best[1]
        for letter, node in sorted(self.longer.items()):
            yield from node.endings(letter + ending, cut)


def table(known: dict[str, list[Word]]) -> Iterator[tuple[str, str, str]]:
    """The rows: tag, ending, the lemma's ending."""
    candidates: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tag, (form, lemma, weight) in pairs(known):
        candidates[tag, form][lemma] += weight
    for tag, forms in ADDED.items():
        for form, lemma in forms.items():
            candidates[tag, form][lemma] += 1000
    trees: dict[str, Node] = defaultdict(Node)
    for (tag, form), lemmas in sorted(candidates.items()):
        lemma = max(lemmas, key=lambda lemma: (lemmas[lemma], lemma))
        trees[tag].add(form, lemma, min(lemmas[lemma], 100))
    for tag, tree in sorted(trees.items()):
        for ending, lemma_ending in tree.endings():
            if tag not in ("VBP", "RBR", "RBS") or ending.startswith("="):
                yield tag, ending, lemma_ending


def main() -> None:
    """Print the table."""
    sys.stdout.write(SOURCE)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("tag", "ending", "lemma_ending"))
    writer.writerows(table(words(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
