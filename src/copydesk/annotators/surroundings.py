"""What stands around a name: whether it is part of a longer one, of a title, of the past."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from copydesk import ruledata
from copydesk.annotators.quotes import Quotes
from copydesk.annotators.sentences import Sentence, reporting_verbs, sentence_at
from copydesk.document import Document, MarkKind, Role, Span
from copydesk.gazetteer import SURROUNDINGS, Text
from copydesk.pattern import Pattern


class Neighbour(NamedTuple):
    """A word next to a name. ``opens`` says that it opens a sentence, so any word has a capital."""

    text: str
    span: Span
    opens: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


@cache
def words(role: str) -> frozenset[str]:
    """The words of ``rules/gazetteer/surroundings.csv`` that play this role."""
    rows = ruledata.table(f"gazetteer/{SURROUNDINGS}")
    return frozenset(row["word"] for row in rows if row["role"] == role)


@cache
def _function_words() -> frozenset[str]:
    return ruledata.words("lexicon/function-words.csv")


@cache
def _work_nouns() -> frozenset[str]:
    return ruledata.words("lexicon/work-nouns.csv")


_BEFORE = Pattern(r"([\p{L}\p{N}][\p{L}\p{M}\p{N}.'-]*) $")
_AFTER = Pattern(r" ([\p{L}\p{N}][\p{L}\p{M}\p{N}'-]*)")
_OPENING = Pattern(r"(?:^|[.!?:;—–“\"(•]) *$")
_JOINED_BEFORE = Pattern(r"[\p{L}\p{M}'-]*-$")
_JOINED_AFTER = Pattern(r"-\p{Lu}[\p{L}\p{M}'-]*")
_ADVERBIAL = Pattern(r"(?:ing|ly|ed)$")
_ELSEWHERE = Pattern(r", ((?:[A-Z][\w.]*)(?: [A-Z]\w+)?)")
_HANDLE = frozenset("@#_\\")
_CAPITAL_WORD = Pattern(r"\p{L}[\p{L}\p{M}']{3,}")

_YEAR = Pattern(
    r"\b(?:in|since|until|till|from|by|before|after|between|to|of|during|and|early|late|mid|the"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|\d,|,)[ -](1\d{3}|20[0-4]\d)(?:s\b|(?![\d,.]\d))"
    r"|[(–—-](1\d{3}|20[0-4]\d)(?=[)–—-])|\b(1\d{3}|20[0-4]\d)s?\b(?= (?:war|treaty|massacre|uprising))",
    "i",
)
_CENTURY = Pattern(
    r"\b(?:1[0-9]|20|[1-9])th[- ]century|\bcenturies\b|\bnineteenth\b|\btwentieth century"
)
_NO_LONGER = Pattern(r"\b(?:former|post|ex|old|neo)[ -]$")

_NAMED = (
    r"(?:formerly|previously|originally|née|alias|a\.?k\.?a\.?|ex-|then-|as then"
    r"|(?:what|which) (?:was|were|is) (?:then|once|formerly|now)|what (?:was|is)"
    r"|(?:is|are|was|were|be|been|being|then|once|still|long|now|better|also|formerly|previously"
    r"|officially|locally|commonly|and|city|town|country|place|port|,)"
    r" (?:known|called|named|spelled|spelt|dubbed|written)(?: as)?"
    r"|known as|so-called|(?:re)?named|name (?:was )?from"
    r"|(?:which|that|who|what|many|some|locals|people|still|often) (?:\w+ )?calls?(?: it| itself)?"
    r"|under the (?:old |former |Russian |colonial )?name(?: of)?|the (?:old |former )?names?(?: of)?"
    r"|the (?:old |former |Russian )?spelling(?: of)?|the words?|the terms?)"
)
_TOLD_BEFORE = Pattern(rf"\b{_NAMED} ?(?:the )?[\"“‘'(]*$", "i")
_FORMER_BEFORE = Pattern(r"\bthe (?:former|old|erstwhile) [\"“‘']*$", "i")
_FORMER_AFTER = Pattern(r"['\"”’]*(?:\s*[,.;:)]|\s+(?:and|is|was|in|where|which|that|as)\b|\s*$)")
_TOLD_AFTER = Pattern(
    r"['\"”’]*(?:"
    r"\s*[,(–—-]\s*(?:as it|now|today|today's|later|later renamed|since renamed|renamed|then|modern"
    r"|present-day|the (?:old|former|colonial|Russian|Soviet)|which (?:is|was) (?:now|then|later)"
    r"|which (?:has been|became)|formerly|the city's (?:old|former))\b"
    r"|\s+(?:was|is|were) (?:\w+ ){0,2}(?:called|known|named|renamed)\b"
    r"|\s+(?:became|has been renamed|changed its name|as it (?:was|is) (?:then|still|once))\b"
    r")"
)
_RENAMING = Pattern(
    r"\b(?:former|formerly|once|renam\w+|known|names?|named|naming|spell\w*|spelt|previously|historic"
    r"|historically|until|chang\w+|became|become|in Russian|pronounc\w+|translit\w+)\b",
    "i",
)
"""Words that, near the two forms of a name, say that one is the other's."""
_OTHERWISE = Pattern(
    r"\b(?:now|then|also|or|not|old|older|today|instead|rather|call\w*|version|colonial)\b", "i"
)
"""Words that say so between the two forms only."""


class Surroundings:
    """Reads what stands around a span. All answers are about the document's own words."""

    def __init__(
        self, document: Document, text: Text, sentences: Sequence[Sentence], quotes: Quotes
    ) -> None:
        self._document = document
        self._plain = text.plain
        self._sentences = sentences
        self._quotes = quotes
        self._titled: dict[int, bool] = {}

    def before(self, start: int) -> Neighbour | None:
        """The word before, with a single space between."""
        low = self._floor(start)
        found = _BEFORE.search(self._plain, max(low, start - 60), start)
        if found is None:
            return None
        at = found.start()
        opens = _OPENING.search(self._plain, max(low, at - 4), at) is not None or at == low
        return Neighbour(found[1], Span(at, at + len(found[1])), opens)

    def after(self, end: int) -> Iterator[Neighbour]:
        """The words that follow, with nothing but single spaces between."""
        while found := _AFTER.match(self._plain, end, self._ceiling(end)):
            end = found.end()
            yield Neighbour(found[1], Span(*found.span(1)))

    def in_no_prose(self, span: Span) -> bool:
        """In code, an address, foreign words, a byline, a handle."""
        document = self._document
        if document.marked(span, MarkKind.CODE, MarkKind.URL, MarkKind.FOREIGN):
            return True
        block = document.block_at(span.start)
        if block is not None and block.role is Role.BYLINE:
            return True
        beside = (
            self._plain[max(0, span.start - 1) : span.start] + self._plain[span.end : span.end + 1]
        )
        return not _HANDLE.isdisjoint(beside)

    def in_headline_capitals(self, span: Span) -> bool:
        """In a headline where every main word has a capital, or all in capitals."""
        block = self._document.block_at(span.start)
        if block is None:
            return False
        start, end = block.span
        if start not in self._titled:
            if block.role not in (Role.HEADLINE, Role.HEADING, Role.STANDFIRST, Role.CELL):
                self._titled[start] = False
            else:
                main = [word[0] for word in _CAPITAL_WORD.finditer(self._plain, start, end)]
                capital = sum(word[0].isupper() for word in main)
                self._titled[start] = len(main) > 2 and capital >= 0.7 * len(main)
        return self._titled[start]

    def in_longer_place_name(self, span: Span, *, shouted: bool) -> bool:
        """Whether capital words beside a place make one name with it: Bombay High Court."""
        start, end = self._joined(span)
        if shouted or self.in_headline_capitals(span):
            return self._near_head(span)
        after = next(self.after(end), None)
        if self.goes_on(Span(start, end)) and after and after.text not in words("title"):
            return True
        before = self.before(start)
        return before is not None and (self._goes_before(before) or self._numbers(before))

    def _goes_before(self, before: Neighbour) -> bool:
        if before.text in words("join"):
            owner = self.before(before.span.start)
            if owner is None or not owner.capital:
                return False
            if before.text != "of":
                return True
            if owner.text in words("title") | words("side"):
                return False
            return not owner.opens or owner.text in words("head")
        return self.names_before(before)

    def _numbers(self, before: Neighbour) -> bool:
        """Whether a postal code or a house number stands before, in an address."""
        start = before.span.start
        return before.text.isdigit() and self._plain[start - 2 : start] == ", "

    def names_before(self, before: Neighbour) -> bool:
        """Whether the word before is itself a name, such as a given name."""
        word = before.text
        if not before.capital or word.endswith(("'s", "s'")):
            return False
        if word.rstrip(".") in words("title") | words("side"):
            return False
        return not (before.opens and _opens_sentences(word))

    def says(self, span: Span) -> bool:
        """Whether a reporting verb follows, as after a speaker."""
        after = next(self.after(span.end), None)
        return after is not None and after.text in reporting_verbs()

    def goes_on(self, span: Span) -> bool:
        """Whether a capital word follows that belongs to the name."""
        after = next(self.after(span.end), None)
        return after is not None and after.capital and after.text not in words("unit")

    def before_head(self, span: Span) -> bool:
        """Whether the next word is what institutions are called by: Gaddafi Stadium."""
        after = next(self.after(span.end), None)
        return after is not None and after.text in words("head")

    def _near_head(self, span: Span) -> bool:
        heads = {word.casefold() for word in words("head")}
        after = [word.text for word, _ in zip(self.after(span.end), range(3), strict=False)]
        before = self.before(span.start)
        if before and before.text.casefold() == "of" and (owner := self.before(before.span.start)):
            after.append(owner.text)
        return any(word.casefold() in heads for word in after)

    def _joined(self, span: Span) -> Span:
        """The span with what hyphens join to it."""
        start, end = span
        if found := _JOINED_BEFORE.search(self._plain, max(0, start - 40), start):
            start = found.start()
        if found := _JOINED_AFTER.match(self._plain, end):
            end = found.end()
        return Span(start, end)

    def joined_to_name(self, span: Span) -> bool:
        """Whether a hyphen joins the word to another name: Smith-Zelensky."""
        return self._joined(span) != span

    def elsewhere(self, span: Span) -> bool:
        """Whether a state or province follows that makes it another place: Odessa, Texas."""
        found = _ELSEWHERE.match(self._plain, span.end)
        if found is None:
            return False
        word = found[1].rstrip(".")
        return word in words("elsewhere") or word.split(" ")[0] in words("elsewhere")

    def in_title_of_work(self, span: Span) -> bool:
        """In quotation marks or italics with capitals all through, alone in them, or a ship."""
        for inner in self._singled_out(span):
            main = list(_CAPITAL_WORD.finditer(self._plain, *inner))
            if all(word[0][0].isupper() for word in main) and inner.end - inner.start < 80:
                return True
        before = self.before(span.start)
        return before is not None and before.text in _work_nouns() | words("vessel")

    def _singled_out(self, span: Span) -> Iterator[Span]:
        for mark in self._document.marks:
            if mark.kind is MarkKind.EMPHASIS and mark.span.contains(span):
                yield mark.span
        for quote in self._quotes:
            if quote.inner.contains(span) and quote.open:
                yield quote.inner

    def set_before(self, span: Span, year: int) -> bool:
        """Whether the sentence speaks of the time before a year."""
        start, end = self.sentence(span)
        for found in _YEAR.finditer(self._plain, start, end):
            if int(found[1] or found[2] or found[3]) < year:
                return True
        if _CENTURY.search(self._plain, start, end):
            return True
        return any(self._says_then(word, start, end) for word in words("era"))

    def _says_then(self, word: str, start: int, end: int) -> bool:
        """Whether the word stands there, and not as in post-Soviet, Soviet-era, former Soviet."""
        at = self._plain.find(word, start, end)
        while at >= 0:
            stop = at + len(word)
            beside = self._plain[at - 1 : at] + self._plain[stop : stop + 1]
            alone = not any(char.isalnum() or char == "-" for char in beside)
            if alone and not _NO_LONGER.search(self._plain, max(0, at - 8), at):
                return True
            at = self._plain.find(word, stop, end)
        return False

    def tells_other_name(self, span: Span, names: Collection[str]) -> bool:
        """Whether the sentence says that this is what the name was, or is in another language.

        ``names`` are the forms of the same name that are right: one of them in the same
        sentence, with a word such as "former" or "renamed" or in brackets, tells as much.
        """
        low, high = self.sentence(span)
        plain, (start, end) = self._plain, span
        if _TOLD_BEFORE.search(plain, max(low, start - 60), start):
            return True
        if _FORMER_BEFORE.search(plain, max(low, start - 20), start) and _FORMER_AFTER.match(
            plain, end
        ):
            return True
        if _TOLD_AFTER.match(plain, end, high):
            return True
        return any(self._beside(span, Span(low, high), name) for name in names)

    def _beside(self, span: Span, sentence: Span, name: str) -> bool:
        at = self._plain.find(name, *sentence)
        while at >= 0:
            other = Span(at, at + len(name))
            apart = not other.overlaps(span)
            first, second = sorted((span, other))
            if apart and self._one_for_the_other(first, second, sentence):
                return True
            at = self._plain.find(name, other.end, sentence.end)
        return False

    def _one_for_the_other(self, first: Span, second: Span, sentence: Span) -> bool:
        plain = self._plain
        between = plain[first.end : second.start]
        if between == " to " or (len(between) <= 3 and not {"(", "[", "/"}.isdisjoint(between)):
            return True
        if len(between) <= 30 and _OTHERWISE.search(between):
            return True
        low, high = max(sentence.start, first.start - 30), min(sentence.end, second.end + 30)
        return len(between) < 60 and _RENAMING.search(plain, low, high) is not None

    def sentence(self, span: Span) -> Span:
        """The sentence around, or the block."""
        sentence = sentence_at(self._sentences, span.start)
        if sentence is not None:
            return sentence.span
        block = self._document.block_at(span.start)
        return block.span if block else span

    def _floor(self, offset: int) -> int:
        block = self._document.block_at(offset)
        return block.span.start if block else 0

    def _ceiling(self, offset: int) -> int:
        block = self._document.block_at(offset - 1)
        return block.span.end if block else len(self._plain)


def _opens_sentences(word: str) -> bool:
    return word.casefold() in _function_words() or _ADVERBIAL.search(word) is not None
