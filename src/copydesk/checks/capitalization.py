"""``capitalization``: the case in which a passage, mostly a heading, is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.checks import casing
from copydesk.checks.action import Action
from copydesk.checks.article import Article, Passage
from copydesk.checks.casing import Word
from copydesk.checks.dialect import Expression
from copydesk.checks.exceptions import Exceptions
from copydesk.checks.kind import Find
from copydesk.checks.rulefile import RuleFile
from copydesk.finding import Hit


def capitalization(file: RuleFile, action: Action) -> Find:
    """Find passages that are not written as ``match`` says."""
    named = {"$title": _WordByWord, "$sentence": _WordByWord}
    made = named.get(file.text("match"), _AsAWhole)
    case = made(file)

    def find(article: Article) -> Iterator[Hit]:
        for passage in article.passages:
            expected = case.expected(passage)
            if expected is None:
                continue
            start, end = 0, len(passage.text)
            choices = action.suggestions(passage.text)
            if action.name == "replace" and not choices and made is _WordByWord:
                choices = [expected]
            fix = action.replacement(passage, start, end, choices)
            yield passage.hit(start, end, fix=fix, match=passage.text, expected=expected)

    return find


class _AsAWhole:
    """``$lower``, ``$upper``, or a pattern that must match."""

    def __init__(self, file: RuleFile) -> None:
        self._match = file.place("match")
        self._pattern = Expression(file, [self._match])
        self._exceptions = Exceptions(file)

    def expected(self, passage: Passage) -> str | None:
        """How the passage should be written; ``None`` if it is right."""
        text = passage.text
        cased = {"$lower": text.lower(), "$upper": text.upper()}.get(self._match.value)
        right = bool(self._pattern.pattern.search(text)) if cased is None else text == cased
        if right or self._exceptions.hold(text):
            return None
        return self._match.value if cased is None else cased


class _WordByWord:
    """``$title`` and ``$sentence``: so many words must be right."""

    def __init__(self, file: RuleFile) -> None:
        self._sentence = file.text("match") == "$sentence"
        self._style = file.choice("style", list(casing.SMALL), "AP")
        self._threshold = file.number("threshold") or 0.8
        self._indicators = [text.value for text in file.texts("indicators")]
        self._exceptions = Exceptions(file)
        self._words = Expression(
            file,
            self._exceptions.texts,
            before=[r"\b(?:" if self._exceptions.texts else r"(?!)(?:"],
            after=[r")\b|[\p{N}\p{L}*]+\S*"],
            flags="i",
        )
        prefix = [file.place("prefix")] if "prefix" in file else []
        self._prefix = Expression(file, prefix) if prefix else None

    def expected(self, passage: Passage) -> str | None:
        """How the passage should be written; ``None`` if enough words are right."""
        text = passage.text
        start = self._after_prefix(text)
        found = self._words.finditer(text[start:])
        words = [Word(start + m.start(), start + m.end(), m[0], m[0]) for m in found]
        if self._sentence:
            words = list(casing.sentence(words, self._indicators, self._spelling))
        else:
            words = list(casing.title(words, text, self._style, self._spelling))
        if self._enough(words, passage):
            return None
        return _rewritten(text, words)

    def _after_prefix(self, text: str) -> int:
        found = self._prefix.pattern.match(text) if self._prefix else None
        return found.end() if found else 0

    def _spelling(self, word: str) -> str | None:
        for text in self._exceptions.texts:
            if text.value.lower() == word.lower():
                return text.value
        return word if self._exceptions.hold(word) else None

    def _enough(self, words: Sequence[Word], passage: Passage) -> bool:
        right = 0
        for number, word in enumerate(words):
            if self._right(word) or passage.bars(word.start, word.end):
                right += 1
            elif self._sentence and number == 0 and word.text != word.text.capitalize():
                return False
        return right >= self._threshold * len(words)

    def _right(self, word: Word) -> bool:
        if word.text == word.expected or self._exceptions.hold(word.text):
            return True
        return not self._sentence and word.text == word.text.upper()


def _rewritten(text: str, words: Sequence[Word]) -> str:
    parts, at = [], 0
    for word in words:
        parts += [text[at : word.start], word.expected]
        at = word.end
    return "".join([*parts, text[at:]])
