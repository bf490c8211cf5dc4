"""Write rules/lexicon/spelling-pairs.csv from SCOWL, the word lists behind most spell checkers.

    python scripts/write_spelling_pairs.py [FOLDER] > rules/lexicon/spelling-pairs.csv

FOLDER is where SCOWL's lists lie; the Debian package ``scowl`` puts them in
``/usr/share/dict/scowl``. SCOWL sorts each word under the countries that spell it so, and the
spellings that a country's dictionaries give as nearly equal beside them. It does not say which
two words are one word: that is found here, by the known correspondences (-our, -or) and a
list of the words that follow none. What the lists cannot know, because it is a matter of
senses or of house styles, stands in ``LEFT_OUT``, ``UNTELLING`` and ``CONDITIONS``.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

PAIRED = 60
"""The pairs are made of words up to this size; above it SCOWL's maker vouches for none."""

KNOWN = 70
"""Whether a form is at home somewhere is asked of larger lists: the words of most dictionaries."""

SOURCE = """\
# British and American spellings of one word, for style/spelling-variety.
#
# british, american: the two forms, each inflection a row of its own.
# british_in, american_in: where the form is at home. A American, B British with -ise,
#   O British with -ize (Oxford), C Canadian. A form that is at home everywhere tells nothing.
# american_if: the American form tells its origin only
#   number      after a number (a gas meter is a meter in London too)
#   determiner  as a noun, after an article or a possessive (to license is a verb everywhere)
#   beside      when the article has the British form too, and is not about computing
#   never       as a word of its own in every country
# shape: the correspondence; empty for a word that follows none.
#
# Written by scripts/write_spelling_pairs.py from SCOWL 2020.12.07 (http://wordlist.aspell.net/),
# Copyright 2000-2018 by Kevin Atkinson and others; spelling-pairs.license.txt has its terms.
# Every row was reviewed. A correction belongs in the script.
"""

STANDARDS = {
    "A": ("american", "variant_1"),
    "B": ("british", "british_variant_1"),
    "O": ("british_z", "british_variant_1"),
    "C": ("canadian",),
}
"""A standard's lists: its own, and the variants that its dictionaries give as nearly equal.

Canadian variants are left out: they hold most American spellings, so that nothing would differ.
"""

SHAPES = [
    ("-ise, -ize", r"is(?=e|a[tb]|ing)", "iz"),
    ("-yse, -yze", r"ys(?=e|a[tb]|ing)", "yz"),
    ("-our, -or", r"our", "or"),
    ("-re, -er", r"(?<=[^aeiou])re(?=s?$|goer|land|piece|fold|ment|board|fill|glass|less)", "er"),
    ("-re, -er", r"(?<=[^aeiou])re(?=d$)", "ere"),
    ("-re, -er", r"(?<=[^aeiou])re(?=ly$|ness$)", "er"),
    ("-re, -er", r"(?<=[^aeiou])r(?=ing$|able$|ability$)", "er"),
    ("-ll-, -l-", r"ll", "l"),
    ("-l-, -ll-", r"(?<!l)l(?!l)", "ll"),
    ("-ae-, -e-", r"ae", "e"),
    ("-oe-, -e-", r"oe", "e"),
    ("-ence, -ense", r"ence", "ense"),
    ("-ogue, -og", r"ogu(?=[ei])", "og"),
    ("-ogue, -og", r"ogue", "og"),
    ("-ou-, -o-", r"oul", "ol"),
    ("-ey-, -ay-", r"grey", "gray"),
    ("-ough, -ow", r"plough", "plow"),
    ("-sc-, -sk-", r"scept", "skept"),
    ("-ph-, -f-", r"sulph", "sulf"),
    ("-que-, -ck-", r"cheque", "check"),
    ("-e-", r"e(?=ing$|ment)", ""),
]
"""Ways in which the two write one sound: name, British pattern, American letters."""

SINGLE = {
    "aeroplane": "airplane",
    "aluminium": "aluminum",
    "artefact": "artifact",
    "carburettor": "carburetor",
    "cheque": "check",
    "chequered": "checkered",
    "chilli": "chili",
    "chillies": "chilies",
    "clarinettist": "clarinetist",
    "cosier": "cozier",
    "cosiest": "coziest",
    "cosily": "cozily",
    "cosiness": "coziness",
    "cosy": "cozy",
    "draught": "draft",
    "draughtsman": "draftsman",
    "draughtsmanship": "draftsmanship",
    "draughtsmen": "draftsmen",
    "draughty": "drafty",
    "furore": "furor",
    "jewellery": "jewelry",
    "kerb": "curb",
    "kerbside": "curbside",
    "licence": "license",
    "liquorice": "licorice",
    "mollusc": "mollusk",
    "moustache": "mustache",
    "moustached": "mustached",
    "phoney": "phony",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "programme": "program",
    "pyjama": "pajama",
    "storey": "story",
    "storeys": "stories",
    "titbit": "tidbit",
    "tyre": "tire",
    "unpractised": "unpracticed",
}
"""Words that follow no correspondence, or one of their own. Plurals in -s are added."""

NEWER = [
    "anonymise",
    "catastrophise",
    "deprioritise",
    "deradicalise",
    "digitalise",
    "disincentivise",
    "financialise",
    "incentivise",
    "securitise",
    "tokenise",
    "weaponise",
]
"""Verbs in -ise that came into the news after the lists were made."""

LEFT_OUT = {
    "the letters correspond, the words do not": (
        "cancellous cardiae cavillings defenced eviller evillest fayre haem mantoes matres metalled"
        " novenae oecus patinae snowshoed trabeculae"
    ),
    "two words in British English": "prise prised prises prising",
    "a place, a people, a fabric, and no variety": "coloureds manilla tinselled tinselling",
    "American news agencies write so too": "worshipped worshipper worshippers worshipping",
    "the lists know only one of the two": "totalisator totalisators virtualisation",
}
"""British forms that make no row, by the reason."""

UNTELLING = {
    "chemists write so everywhere": (
        "sulfate sulfates sulfide sulfides sulfur sulfured sulfuric sulfuring sulfurous sulfurs"
    ),
    "a unit of radiation": "grays",
}
"""American forms that British lists do not have and edited British prose does, by the reason."""

CONDITIONS = {
    "check": ("ABOC", "never"),
    "checks": ("ABOC", "never"),
    "curb": ("ABOC", "never"),
    "curbs": ("ABOC", "never"),
    "draft": ("ABOC", "never"),
    "drafts": ("ABOC", "never"),
    "practice": ("ABOC", "never"),
    "practices": ("ABOC", "never"),
    "stories": ("ABOC", "never"),
    "story": ("ABOC", "never"),
    "tire": ("ABOC", "never"),
    "tires": ("ABOC", "never"),
    "meter": ("A", "number"),
    "meters": ("A", "number"),
    "micrometer": ("A", "number"),
    "micrometers": ("A", "number"),
    "license": ("A", "determiner"),
    "licenses": ("A", "determiner"),
    "program": ("AC", "beside"),
    "programs": ("AC", "beside"),
}
"""American forms that are good British words in another sense: where they are at home and when."""


def words(folder: Path, category: str, size: int = KNOWN) -> set[str]:
    """The words of a SCOWL category up to a size; the files are in Latin-1."""
    found: set[str] = set()
    for path in folder.glob(f"{category}-words.*"):
        if int(path.suffix[1:]) <= size:
            found.update(path.read_text(encoding="latin-1").split())
    if not found:
        sys.exit(f"{folder} holds no list called {category}-words; install the package scowl")
    return {word for word in found if word.isalpha()}


def american_forms(word: str) -> Iterator[tuple[str, str]]:
    """What an American might write for a British word: one correspondence away, then two."""
    once = list(exchanged(word))
    yield from once
    for shape, half in once:
        yield from ((shape, form) for _, form in exchanged(half))


def exchanged(word: str) -> Iterator[tuple[str, str]]:
    """The word with one British sound written the American way, and the shape's name."""
    for shape, british, american in SHAPES:
        for found in re.finditer(british, word):
            yield shape, word[: found.start()] + american + word[found.end() :]


def newer() -> Iterator[tuple[str, ...]]:
    """The rows of the newer verbs."""
    for verb in NEWER:
        for ending in ("e", "ed", "es", "ing", "ation"):
            british = verb[:-1] + ending
            american = verb[:-2] + "z" + ending
            yield british, american, "B", "AOC", "", SHAPES[0][0]


def rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """The pairs that the lists hold."""
    common = words(folder, "english")
    american = words(folder, "american") | common
    at_home = {
        standard: common.union(*(words(folder, category) for category in categories))
        for standard, categories in STANDARDS.items()
    }
    single = {f"{b}s": f"{a}s" for b, a in SINGLE.items()} | SINGLE
    british = words(folder, "british", PAIRED) | words(folder, "british_z", PAIRED)
    for word in british - american - {word for why in LEFT_OUT.values() for word in why.split()}:
        forms = [("", single[word])] if word in single else american_forms(word)
        shape, pair = next(((s, form) for s, form in forms if form in american), ("", ""))
        if not pair:
            continue
        british_in = "".join(s for s in STANDARDS if word in at_home[s])
        american_in = "".join(s for s in STANDARDS if pair in at_home[s])
        if "B" not in british_in:
            continue  # colourize: its rival in -ise has the row
        if any(pair in why.split() for why in UNTELLING.values()):
            american_in = "".join(STANDARDS)
        american_in, condition = CONDITIONS.get(pair, (american_in, ""))
        yield word, pair, british_in, american_in, condition, shape


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/scowl")
    sys.stdout.write(SOURCE)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["british", "american", "british_in", "american_in", "american_if", "shape"])
    out.writerows(sorted({*rows(folder), *newer()}))


if __name__ == "__main__":
    main()
