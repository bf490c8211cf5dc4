"""Mr. and Ms. with a surname, or the bare surname, when a person is named again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from copydesk import ruledata
from copydesk.conventions.own_copy import OwnCopy, Use
from copydesk.document import Span
from copydesk.pattern import Pattern

NAMES = ("honorifics",)
LABELS = {"title": "a title before the surname", "surname": "the bare surname"}

_NAME = r"\p{Lu}[\p{L}\p{M}'’-]*\p{L}"
_RUN = Pattern(
    rf"(?<![\p{{L}}\p{{M}}'’.-])(?:(?P<title>(?:Mr|Mrs|Ms|Miss)\.?)\h)?"
    rf"(?P<name>{_NAME}|\p{{Lu}}\.)(?:\h(?:(?:al|bin|da|de|del|den|der|di|dos|du|el|ibn|la|le|van|von)\h)*"
    rf"(?P<name>{_NAME}|\p{{Lu}}\.))*"
)


@cache
def _kind() -> dict[str, str]:
    """Offices and characters, by word."""
    return {row["word"]: row["kind"] for row in ruledata.table("lexicon/titles-and-offices.csv")}


class Mention(NamedTuple):
    """A name in the text: where it stands with its title, the title, and the words."""

    span: Span
    title: str
    words: tuple[str, ...]

    @property
    def surname(self) -> str:
        """The last of the words."""
        return self.words[-1]


class Cast:
    """The persons of an article, by surname: how they are introduced and named again."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.titled: list[Mention] = []
        self.bare: list[Mention] = []
        self.given_names: dict[str, set[str]] = {}
        self.introduced: dict[str, int] = {}
        self.officers: set[str] = set()
        for found in mentions:
            self._add(found)

    def _add(self, found: Mention) -> None:
        if found.title or len(found.words) > 1:
            self.introduced.setdefault(found.surname, found.span.start)
        if len(found.words) == 1:
            (self.titled if found.title else self.bare).append(found)
        elif not found.title:
            names = [word for word in found.words[:-1] if _kind().get(word) != "office"]
            self.given_names.setdefault(found.surname, set()).update(names[:1])
            if len(names) < len(found.words) - 1:
                self.officers.add(found.surname)

    def one_person(self, surname: str) -> bool:
        """Whether the surname is one person's, as far as titles and given names tell."""
        titles = {found.title[:2] for found in self.titled if found.surname == surname}
        return len(titles) == 1 and len(self.given_names.get(surname, ())) < 2

    def known(self, found: Mention) -> bool:
        """Whether a bare name comes after its bearer was introduced."""
        return found.span.start > self.introduced.get(found.surname, found.span.start)


def uses(copy: OwnCopy) -> Iterator[Use]:
    """Second mentions of persons, by surname.

    Two persons of one surname are told apart by their titles, so they are left alone.
    """
    if _TITLED.search(copy.text):
        cast = Cast(_mentions(copy.text))
        yield from _of_one_person(copy.text, cast)
        yield from _of_the_article(copy, cast)


_TITLED = Pattern(r"\b(?:Mr|Mrs|Ms|Miss)\.?\h\p{Lu}")


def _mentions(text: str) -> Iterator[Mention]:
    function_words = ruledata.words("lexicon/function-words.csv")
    for match in _RUN.finditer(text):
        words = match.captures("name")
        starts = [start for start, _ in match.spans("name")]
        while len(words) > 1 and words[0].lower() in function_words:
            del words[0], starts[0]
        last = words[-1]
        for possessive in ("'s", "’s"):
            last = last.removesuffix(possessive)
        words[-1] = last
        start = match.start() if match["title"] else starts[0]
        title = match["title"] or ""
        if title and last in _kind():
            continue
        yield Mention(Span(start, starts[-1] + len(last)), title, tuple(words))


_ACTS = Pattern(
    r"(?:,\h(?:who|\d\d),?\h[^,.]{0,60}|,)?\h(?:(?:also|then|later|now|still|never|\p{Ll}+ly)\h)?"
    r"(?:said|says|told|is|was|has|had|did|does|will|would|could|wrote|became|made|took|met|went|won|"
    r"thinks|believes|\p{Ll}{2,}ed)\b"
)
_SPEAKER = Pattern(r"(?:said|says|told|asked|added|replied)\h$")


def _acts(text: str, span: Span) -> bool:
    """Whether the name is the subject of its clause, so that it names a person, not a thing."""
    before = text[max(0, span.start - 9) : span.start]
    return bool(_ACTS.match(text, span.end) or _SPEAKER.search(before))


_NO_NOUN = Pattern(
    r"['’]s\b|\h?[,.;:!?)–—\n]|$|\h(?:a|an|and|are|as|at|be|but|by|for|from|had|has|have|he|her|him|his|"
    r"in|into|is|it|of|on|or|over|that|the|to|was|were|when|who|will|with|would)\b|\h\p{Ll}+(?:ed|s)\b"
)
"""What may follow a person's name, as against "the Blair government"."""


def _of_one_person(text: str, cast: Cast) -> Iterator[Use]:
    """Persons with a title here and none there.

    A bare name that is no subject may name a thing after all, so it only counts.
    """
    for surname in dict.fromkeys(found.surname for found in cast.titled):
        if not cast.one_person(surname):
            continue
        title = next(found.title for found in cast.titled if found.surname == surname)
        for found in cast.titled:
            if found.surname == surname:
                yield Use(found.span, "honorifics", "title", {"surname": surname}, surname)
        for found in cast.bare:
            if found.surname == surname and cast.known(found):
                if _acts(text, found.span):
                    rewrites = {"title": f"{title} {surname}"}
                    yield Use(found.span, "honorifics", "surname", rewrites, surname)
                elif _NO_NOUN.match(text, found.span.end):
                    yield Use(found.span, "honorifics", "surname", {}, surname)


def _of_the_article(copy: OwnCopy, cast: Cast) -> Iterator[Use]:
    """One person with a title where all others go without: a house that has no titles.

    Not for one who holds an office: some houses give "Mr." to the President alone.
    """
    titled = [found for found in cast.titled if copy.zone(found.span)]
    persons = {found.surname for found in titled}
    if len(persons) != 1 or len(titled) > 2 or persons & cast.officers:
        return
    bare = [found for found in cast.bare if found.surname in cast.given_names]
    bare = [found for found in bare if _acts(copy.text, found.span)]
    surnames = {found.surname for found in bare}
    if len(bare) >= 3 and len(surnames) >= 2 and not persons & surnames:
        for found in titled:
            yield Use(found.span, "honorifics", "title", {"surname": found.surname})
        for found in bare:
            yield Use(found.span, "honorifics", "surname")
