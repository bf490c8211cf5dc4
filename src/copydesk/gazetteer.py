"""The gazetteer: names in the form that a house wants, and the forms that it does not want.

The tables in ``rules/gazetteer`` hold one name a row; the README beside them explains the
columns. A name may take several rows, one for each reason why forms of it are unwanted. What
an unwanted form means where it stands is for the rule to judge; here is only what the tables say.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from copydesk import ruledata
from copydesk.document import Span
from copydesk.pattern import Pattern
from copydesk.problem import Problem

OWN = "own"
"""The house style that holds unless another one is set: what most English-language desks print."""

HOUSES = (OWN, "ap", "reuters", "guardian", "bbc")
"""The house styles that the tables know."""

HOUSE = "house"
"""The reason of a form that is unwanted only because the house has chosen another one."""

REASONS = frozenset({"renamed", "old", "romanisation", "spelling", "usual", "foreign", HOUSE})
"""What ``why`` may say; it may also be the name of the language that the form comes from."""

SURROUNDINGS = "surroundings.csv"


class Kind(enum.StrEnum):
    """What bears the name."""

    PLACE = "place"
    """A country, a town, a river; also a body such as Hezbollah. The default."""
    PEOPLE = "people"
    """A people, a language, an adjective: capital words may follow it."""
    PERSON = "person"
    """A man or a woman: the surname may stand alone, a given name may not."""
    GIVEN = "given"
    """A given name of anybody, unwanted where the article has the wanted form elsewhere."""


class Part(enum.StrEnum):
    """Which part of a person's name a form is."""

    WHOLE = "whole"
    SURNAME = "surname"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that the house does not want.

    ``wanted`` is what stands in its place, ``since`` the year from which the wanted form holds.
    One of the words that begin with an entry of ``near`` must stand in the article, and none of
    those in ``against``. In the phrases of ``keep`` the form is right.
    """

    text: str
    wanted: str
    name: Name
    why: str
    part: Part = Part.WHOLE
    since: int | None = None
    near: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


@dataclass(eq=False)
class Name:
    """A name with its accepted forms; for a person also every given name and surname listed."""

    wanted: str
    kind: Kind
    accepted: tuple[str, ...] = ()
    given: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    near: tuple[str, ...] = ()


class Match(NamedTuple):
    """A form where it stands.

    ``span`` holds the words that differ from the wanted ones, ``wanted`` goes in their place.
    ``start`` and ``end`` are those of the whole form. ``full`` is false for the surname of a
    person that stands without a given name of theirs.
    """

    span: Span
    wanted: str
    form: Form
    start: int
    end: int
    full: bool = True


class Text:
    """A text made comparable, character for character: offsets stay what they are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_PLAIN)

    @cached_property
    def folded(self) -> str:
        """``plain`` without accents."""
        return fold(self.plain)

    def holds(self, beginning: str) -> bool:
        """Whether a word, or run of words, in the text begins like this."""
        return any(True for _ in self._beginnings(beginning))

    def holds_word(self, word: str) -> bool:
        """Whether the text holds the word, or run of words, whole."""
        return any(not _ends_in_word(self.plain, at + len(word)) for at in self._beginnings(word))

    def _beginnings(self, word: str) -> Iterator[int]:
        at = self.plain.find(word)
        while at >= 0:
            if at == 0 or not self.plain[at - 1].isalnum():
                yield at
            at = self.plain.find(word, at + 1)


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʻʿ`´", "'"),
        **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\n\t", " "),
        **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-"),
    }
)
_WORD = Pattern(r"\p{L}[\p{L}\p{M}]*")
_PARTICLES = frozenset({"le", "la", "de", "da", "von", "van", "der", "bin", "ben", "al", "el"})


def fold(text: str) -> str:
    """The text without accents; as long as before."""
    if text.isascii():
        return text
    return "".join(
        char if char.isascii() else unicodedata.normalize("NFD", char)[0] for char in text
    )


@cache
def load(house: str = "own", more: tuple[str, ...] = ()) -> Gazetteer:
    """The gazetteer under a house style, with further tables of the same format.

    Raises ``Problem`` that names the table for a row of ``more`` that cannot be used; the
    built-in tables are checked by the tests.
    """
    names: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for path in tables():
        for row in ruledata.table(path):
            names.setdefault((row["name"], row.get("kind", "")), []).append(row)
    for path in more:
        for row in ruledata.table(path):
            check(row, path)
            names.setdefault((row["name"], row.get("kind", "")), []).append(row)
    return Gazetteer(list(names.values()), house)


def tables() -> list[str]:
    """The paths of the built-in tables."""
    folder = ruledata.folder() / "gazetteer"
    return sorted(str(path) for path in folder.glob("*.csv") if path.name != SURROUNDINGS)


def check(row: ruledata.Row, path: str) -> None:
    """Raise ``Problem``, with the line, for a row that says nothing, or something unknown."""
    name, why, since = row.get("name"), row.get("why", ""), row.get("since", "")
    fault = ""
    if not name or not (row.get("avoid") or row.get("given")):
        fault = "a row of the gazetteer needs a name and a form to avoid"
    elif why not in REASONS and not why[:1].isupper():
        fault = f"{name}: why = {why!r}: one of {', '.join(sorted(REASONS))}, or a language"
    elif since and not since.isdigit():
        fault = f"{name}: since = {since!r} is not a year"
    elif row.get("kind", "") not in ("", *Kind):
        fault = f"{name}: kind = {row['kind']!r}: one of {', '.join(Kind)}"
    if fault:
        raise Problem(fault, path=path, line=row.line)


_Rows = Sequence[Mapping[str, str]]


class Gazetteer:
    """Every unwanted form under one house style, found by its first word.

    An article meets few of the names, so only the first words are read when the tables are;
    a name's forms are made out when a word of the article may begin one of them.
    """

    def __init__(self, names: Sequence[_Rows], house: str) -> None:
        self._names = names
        self._house = house
        self._made: dict[int, dict[str, list[Form]]] = {}
        self._index: dict[str, list[int]] = {}
        texts = _own_texts if house == OWN else _all_texts
        for number, rows in enumerate(names):
            for row in rows:
                for form in texts(row):
                    self._index.setdefault(_first_word(form), []).append(number)

    def find(self, text: Text) -> Iterator[tuple[Match, ...]]:
        """The forms in a text, left to right, never overlapping; the longest ones first.

        One place gives several matches where several names have the same unwanted form.
        """
        end = 0
        for word in _WORD.finditer(text.plain):
            at = word.start()
            if at < end or (numbers := self._index.get(word[0].casefold())) is None:
                continue
            found = [
                match
                for number in dict.fromkeys(numbers)
                for form in self._forms(number).get(word[0].casefold(), ())
                if (match := _match(form, text, at))
            ]
            if found:
                longest = max(match.end for match in found)
                yield tuple(match for match in found if match.end == longest)
                end = longest

    def accepts(self, name: str) -> bool:
        """Whether a name stands in the tables as it is wanted, or as it may be."""
        return any(
            name == row["name"] or name in _list(row.get("also", ""))
            for rows in self._names
            for row in rows
        )

    def forms(self) -> Iterator[Form]:
        """Every unwanted form, name by name."""
        for number in range(len(self._names)):
            for forms in self._forms(number).values():
                yield from forms

    def _forms(self, number: int) -> dict[str, list[Form]]:
        if number not in self._made:
            made: dict[str, list[Form]] = {}
            for form in _forms(self._names[number], self._house):
                made.setdefault(_first_word(form.text), []).append(form)
            self._made[number] = made
        return self._made[number]


def _own_texts(row: Mapping[str, str]) -> list[str]:
    """All that is unwanted of itself."""
    given = row.get("given")
    return f"{row['avoid']}|{given}".split("|") if given else row["avoid"].split("|")


def _all_texts(row: Mapping[str, str]) -> list[str]:
    """All that may become a form under a house's style: also what the other houses write."""
    texts = _own_texts(row)
    for key in ("name", "also", *HOUSES[1:]):
        forms = _list(row.get(key, ""))
        texts += forms
        if row.get("kind") == Kind.PERSON:
            texts += (" ".join(split(form)[1]) for form in forms)
    return texts


def _first_word(form: str) -> str:
    word = form if form.isalpha() else form.replace("-", " ").replace("'", " ").split(" ", 1)[0]
    return word.rstrip(".").casefold()


def _match(form: Form, text: Text, at: int) -> Match | None:
    plain = text.plain
    end = at + len(form.text)
    here = plain[at:end]
    if here != form.text and here != form.text.upper():
        return None
    if _begins_in_word(plain, at) or _ends_in_word(plain, end) or _kept(form, plain, at):
        return None
    span, wanted = _difference(Span(at, end), form.text, form.wanted)
    if here != form.text:
        wanted = wanted.upper()
    found = Match(span, wanted, form, at, end)
    match form.part:
        case Part.WHOLE:
            return found
        case Part.GIVEN:
            return _with_surname(found, text)
        case Part.SURNAME:
            before = text.folded[max(0, at - 40) : at]
            full = any(before.endswith(f"{given} ") for given in form.name.given)
            return found._replace(full=full)


def _kept(form: Form, text: str, at: int) -> bool:
    """Whether it stands in a phrase that keeps the form: chicken Kiev, North Macedonia."""
    for phrase in form.keep:
        start = at - phrase.casefold().find(form.text.casefold())
        if 0 <= start <= at and text[start : start + len(phrase)].casefold() == phrase.casefold():
            return True
    return False


def _begins_in_word(text: str, at: int) -> bool:
    """Whether letters stand right before: they are no word of their own in d'Israel."""
    before = text[max(0, at - 2) : at]
    return before[-1:].isalnum() or (before[-1:] == "'" and before[:1].isalpha())


def _ends_in_word(text: str, at: int) -> bool:
    """Whether letters follow that are no possessive ending: Hawai'i, Kievan."""
    after = text[at : at + 2]
    if after[:1] == "'":
        return after[1:].isalpha() and after[1:] not in "sS"
    return after[:1].isalnum() or (after[:1] != "" and unicodedata.combining(after[:1]) > 0)


def _with_surname(given: Match, text: Text) -> Match | None:
    """The given name, together with the surname after it if that is wrong too."""
    name, start = given.form.name, given.end + 1
    if text.plain[given.end : start] != " ":
        return None
    for surname in sorted(name.surnames, key=len, reverse=True):
        end = start + len(surname)
        if text.folded[start:end] != surname or _ends_in_word(text.plain, end):
            continue
        if surname in {fold(" ".join(split(form)[1])) for form in name.accepted}:
            return given
        return Match(Span(given.start, end), name.wanted, given.form, given.start, end)
    return None


def _difference(span: Span, text: str, wanted: str) -> tuple[Span, str]:
    """The words of the form that differ from the wanted ones, and what to put there."""
    old, new = text.split(" "), wanted.split(" ")
    if len(old) != len(new):
        return span, wanted
    start, end = span
    while old[0] == new[0] and len(old) > 1:
        start += len(old[0]) + 1
        old, new = old[1:], new[1:]
    while old[-1] == new[-1] and len(old) > 1:
        end -= len(old[-1]) + 1
        old, new = old[:-1], new[:-1]
    return Span(start, end), " ".join(new)


def split(name: str) -> tuple[list[str], list[str]]:
    """Given names and surname of a full name; particles go with the surname."""
    words = name.split(" ")
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return words[:at], words[at:]


def _list(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _forms(rows: Sequence[Mapping[str, str]], house: str) -> Iterator[Form]:
    """The unwanted forms of one name: those to avoid, and those of other houses."""
    own = rows[0]["name"]
    by_house = {key: _cells(rows, key) for key in HOUSES[1:]}
    also = _cells(rows, "also")
    accepted = by_house.get(house) or [own, *also]
    kind = Kind(rows[0].get("kind") or Kind.PLACE)
    name = Name(accepted[0], kind, tuple(accepted), near=tuple(_cells(rows, "near")))
    if kind is Kind.PERSON:
        _note_parts(
            name, rows, [own, *also, *(form for cell in by_house.values() for form in cell)]
        )
    for row in rows:
        yield from _row_forms(row, name)
    if by_house.get(house):
        listed = {form for row in rows for form in _list(row["avoid"])}
        others = [own, *also, *(form for cell in by_house.values() for form in cell)]
        for text in dict.fromkeys(others):
            if text not in accepted and text not in listed:
                yield from _house_forms(text, name)


def _cells(rows: Sequence[Mapping[str, str]], key: str) -> list[str]:
    return list(dict.fromkeys(item for row in rows for item in _list(row.get(key, ""))))


def _note_parts(name: Name, rows: Sequence[Mapping[str, str]], forms: Sequence[str]) -> None:
    for form in forms:
        given, surname = split(form)
        name.given.add(fold(" ".join(given)))
        name.surnames.add(fold(" ".join(surname)))
    for row in rows:
        name.given.update(map(fold, _list(row.get("given", ""))))
        name.surnames.update(
            fold(text) for text in _list(row["avoid"]) if _part(text, row) is Part.SURNAME
        )
    name.given.discard("")


def _part(text: str, row: Mapping[str, str]) -> Part:
    """A form with as many words as the name, hyphens counted, is the whole of it."""
    if " " not in row["name"]:
        return Part.WHOLE
    if " " not in text:
        return Part.SURNAME
    if not row.get("given"):
        return Part.WHOLE
    words, whole = (len(form.replace("-", " ").split()) for form in (text, row["name"]))
    return Part.WHOLE if words >= whole else Part.SURNAME


def _row_forms(row: Mapping[str, str], name: Name) -> Iterator[Form]:
    given, surname = split(name.wanted)
    near = tuple(word for word in name.near if not word.startswith("!"))
    against = tuple(word[1:] for word in name.near if word.startswith("!"))
    if name.kind is not Kind.PERSON:
        cells = _list(row.get("near", ""))
        near = tuple(word for word in cells if not word.startswith("!"))
        against = tuple(word[1:] for word in cells if word.startswith("!"))
    since = int(row["since"]) if row.get("since") else None
    keep = _list(row.get("keep", ""))
    taken = {part for form in name.accepted for part in (form, " ".join(split(form)[1]))}
    for text in _list(row["avoid"]):
        part = _part(text, row) if name.kind is Kind.PERSON else Part.WHOLE
        if text in (taken if part is Part.SURNAME else name.accepted):
            continue
        wanted = " ".join(surname) if part is Part.SURNAME else name.wanted
        kept = (*keep, *(form for form in name.accepted if text in form))
        yield Form(text, wanted, name, row["why"], part, since, near, against, kept)
    taken = {" ".join(split(form)[0]) for form in name.accepted}
    for text in _list(row.get("given", "")):
        if text not in taken:
            yield Form(text, " ".join(given), name, row["why"], Part.GIVEN, None, near, against)


def _house_forms(text: str, name: Name) -> Iterator[Form]:
    """A form of another house; of a person also the surname alone.

    An article makes no other surname: al-Assad is Assad at second mention in every house.
    """
    yield Form(text, name.wanted, name, HOUSE)
    if name.kind is not Kind.PERSON:
        return
    surname, wanted = split(text)[1], split(name.wanted)[1]
    bare, right = (words[-1].split("-")[-1] for words in (surname, wanted))
    if bare != right and len(text.split()) == len(name.wanted.split()):
        near = tuple(word for word in name.near if not word.startswith("!"))
        yield Form(" ".join(surname), " ".join(wanted), name, HOUSE, Part.SURNAME, near=near)
