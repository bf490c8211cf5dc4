"""Words that a rule lets pass: its ``exceptions``."""

from __future__ import annotations

import re

from copydesk.checks.article import Passage
from copydesk.checks.dialect import Expression
from copydesk.checks.rulefile import RuleFile, Text


class Exceptions:
    """The exceptions of a rule: a match that holds one, or lies in one, is let pass.

    A word is compared as it is written, unless it begins with ``(?i)``; a phrase, that is one
    with a space, excuses a match inside it in any case.
    """

    def __init__(self, file: RuleFile) -> None:
        texts = sorted(file.texts("exceptions"), key=lambda text: -len(text.value))
        phrases = [text for text in texts if re.search(r"[ \t]|\\s", text.value)]
        self.texts: tuple[Text, ...] = tuple(texts)
        self._words = _whole(file, texts, "m")
        self._phrases = _whole(file, phrases, "i")
        self._has_phrases = bool(phrases)

    def hold(self, text: str) -> bool:
        """Whether a text holds an exception."""
        return bool(self.texts) and next(self._words.finditer(text.strip()), None) is not None

    def excuse(self, passage: Passage, start: int, end: int) -> bool:
        """Whether a range of the passage is let pass."""
        if self.hold(passage.text[start:end]):
            return True
        return self._has_phrases and any(
            found.start() <= start and end <= found.end()
            for found in self._phrases.finditer(passage.text)
        )


def _whole(file: RuleFile, texts: list[Text], flags: str) -> Expression:
    return Expression(file, texts, before=[r"\b(?:"], after=[r")\b"], flags=flags)
