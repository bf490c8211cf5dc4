"""Function words with a capital in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from copydesk import ruledata
from copydesk.annotators.quotes import Quotes
from copydesk.annotators.sentences import Sentence, reporting_verbs
from copydesk.document import RUNNING, Document, MarkKind, Span
from copydesk.finding import Edit, Fix, Hit
from copydesk.pattern import Pattern
from copydesk.rule import Bad, Good, rule

if TYPE_CHECKING:
    import regex


@rule(
    id="capital-inside-sentence",
    severity="warning",
    message="“{text}” has a capital in the middle of a sentence.",
    bad=[
        Bad(
            "The report states that [[Both]] Norway and Sweden refused.",
            says="“Both” has a capital in the middle of a sentence.",
            fixed="The report states that both Norway and Sweden refused.",
        ),
        Bad("The mayor said [[However]] the harbour would stay shut."),
        Bad("The harbour was shut and [[They]] waited in the rain."),
        Bad("The pumps failed in the night [[It]] was the third time in a year."),
        Bad("The harbour opens again on [[The]] 24th of May."),
        Bad("The council found that [[These]] pumps had never worked."),
    ],
    good=[
        "The mayor of The Hague read The Times and saw The Beatles.",
        "She sang in Of Mice and Men, then in a film called This is it and the play Both of us.",
        "He said: The harbour is shut. “But why?” she asked. “Because,” he said.",
        "They praise God, for He is great, and say that He will come.",
        "In May Will Smith met Xi and Li; on the IT side US and WHO staff, or OR nurses, helped.",
        "Mr. But and Ms. From met Vice Premier He in Hanoi with To Lam.",
        "He came with “Because of the sea”, an Over 50s guide and a Both Ways Bet.",
        "Harbour Shut After Storm: What We Know So Far",
        Good("She sang in *Both sides now* and *But for the grace* twice.", format="markdown"),
        "Children with Down syndrome learn at a school near the estate; vice premier He came.",
    ],
    limits=(
        "Only function words are looked at, and not those that are also names (May, Will, To). "
        "Before another capital, and after words that announce a title (film, song, called), it "
        "is let stand."
    ),
)
def capital_inside_sentence(
    document: Document, sentences: tuple[Sentence, ...], quotes: Quotes
) -> Iterator[Hit]:
    """A function word has a capital where no sentence, title or name begins.

    Two sentences were fused, or a clause was moved, and the capital of its old first word was
    left standing: "It states that Both Russia and North Korea deny it."
    """
    text = document.text
    divine = bool(_DEITY.search(text))
    for sentence in sentences:
        if sentence.block.role not in RUNNING or _is_title_case(document.show(sentence.span)):
            continue
        for found in _CAPITAL.finditer(text, *sentence.span):
            word = Span(*found.span("word"))
            if not _is_slip(found) or (divine and found["word"] in ("He", "His", "They")):
                continue
            quote = quotes.around(word)
            titled = quote is not None and len(document.show(quote.span)) < _TITLE_LENGTH
            if titled or document.marked(word, *_APART):
                continue
            small = found["word"].lower()
            fix = Fix(f"Write “{small}”", (Edit(word, small),))
            yield Hit(word, fix=fix)


_APART = frozenset(MarkKind) - {MarkKind.LINK}
_TITLE_LENGTH = 60
"""Characters of a quotation that may be the title of a work."""
_DEITY = Pattern(r"\b(?:God|Allah|Lord|Jesus|Christ|Almighty|Jehovah|Prophet)\b")
_CAPITAL = Pattern(
    r"""\b(?P<before>\p{Ll}[\p{Ll}'’-]*+)[ \n]
    (?P<word>\p{Lu}\p{Ll}++)
    (?= (?P<comma>,?)[ \n] (?P<next>[\w'’-]++) (?:[ \n](?P<third>[\w'’-]++))? )""",
    "x",
)
_CLAUSE = frozenset(
    {
        "that",
        "because",
        "whether",
        "while",
        "although",
        "though",
        "which",
        "but",
        "when",
        "if",
        "since",
        "unless",
        "until",
        "where",
    }
)
"""After these a clause begins, and no title."""
_SURNAMES = frozenset({"he", "she", "many", "near", "just"})
"""Chinese and English surnames: "Vice Premier He met ..."."""
_OPENS_CLAUSE = frozenset({"determiner", "pronoun", "adverb", "conjunction"})


@cache
def _function_words() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in ruledata.table("lexicon/function-words.csv")}


def _is_slip(found: regex.Match[str]) -> bool:
    """Whether nothing around a capital function word speaks of a title or a name."""
    row = _function_words().get(found["word"].lower())
    before, after, third = found["before"], found["next"], found["third"] or ""
    if (
        row is None
        or row["capital"] == "name"
        or before in ruledata.words("lexicon/work-nouns.csv")
    ):
        return False
    never = row["capital"] == "never"
    if found["comma"]:
        return never and row["kind"] in ("adverb", "conjunction")
    if after[0].isdigit():
        return never or (row["word"] == "the" and after[-2:] in ("st", "nd", "rd", "th"))
    if after[0].islower():
        if third[:1].isupper():
            return never and (before in _CLAUSE or before in reporting_verbs())
        return row["word"] not in _SURNAMES or before in _CLAUSE
    paired = row["word"] == "both" or not third[:1].isupper()
    opens = row["kind"] in _OPENS_CLAUSE and after.lower() not in _function_words()
    return never and before in _CLAUSE and opens and paired


def _is_title_case(sentence: str) -> bool:
    """Whether most of its longer words have a capital, as in a headline."""
    words = [word for word in sentence.split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in words) * 2 > len(words)
