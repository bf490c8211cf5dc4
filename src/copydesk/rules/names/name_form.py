"""Places, peoples and persons in a form that the house does not want."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from copydesk import gazetteer
from copydesk.annotators.quotes import Quotes
from copydesk.annotators.sentences import Sentence
from copydesk.annotators.surroundings import Surroundings, words
from copydesk.document import Document, Span
from copydesk.finding import Edit, Fix, Hit
from copydesk.gazetteer import Form, Gazetteer, Kind, Match, Part, Text
from copydesk.rule import Bad, rule


@dataclass(frozen=True)
class Options:
    """``names``: further tables in the format of ``rules/gazetteer``, paths from the settings."""

    house_style: str = gazetteer.OWN
    names: tuple[str, ...] = field(default=(), metadata={"paths": True})

    def __post_init__(self) -> None:
        if self.house_style not in gazetteer.HOUSES:
            known = ", ".join(gazetteer.HOUSES)
            raise ValueError(f"house-style = {self.house_style!r}: one of {known}")


@rule(
    id="name-form",
    severity="warning",
    message="“{text}” {fault}.",
    options=Options(),
    bad=[
        Bad(
            "The grain was loaded in [[Alma-Ata]] on Monday.",
            says="“Alma-Ata” has been “Almaty” since 1993.",
            fixed="The grain was loaded in Almaty on Monday.",
        ),
        Bad("He flew to [[Kiev]].", says="“Kiev” is the Russian form of “Kyiv”."),
    ],
    good=["The court sat in Mumbai."],
)
def name_form(
    document: Document, sentences: Sequence[Sentence], quotes: Quotes, options: Options
) -> Iterator[Hit]:
    """A name stands in a form that the house does not want.

    Translation engines and old clippings bring names of another time or another language: a
    city under its colonial name, a Ukrainian town or general under the Russian form, a
    romanisation given up decades ago. The gazetteer (``rules/gazetteer``) says which form each
    house wants and why; where good desks differ, the default style accepts both.

    The old form is right inside a longer name (a court, a university, a ship, a dish), in a
    sentence about the time before the change, where the sentence tells the former name, in
    the title of a work, and for another place of the same name. All that is left alone.
    """
    text = Text(document.text)
    names = gazetteer.load(options.house_style, options.names)
    found = list(names.find(text))
    if not found:
        return
    article = _Article(text, names, Surroundings(document, text, sentences, quotes))
    chosen = [match for matches in found if (match := _choose(matches, article))]
    others = {match.form.text for match in chosen if article.is_another(match)}
    for match in chosen:
        if match.form.text not in others and not article.is_right(match):
            yield _hit(match, document)


def _choose(matches: tuple[Match, ...], article: _Article) -> Match | None:
    """Of the names that share a form, the one that the article speaks of."""
    for match in matches:
        if match.form.name.kind is Kind.GIVEN:
            if wanted := article.own_given_name(match):
                return match._replace(wanted=wanted)
        elif article.speaks_of(match):
            return match
    return None


def _hit(match: Match, document: Document) -> Hit:
    wanted = match.wanted
    shown = document.show(match.span)
    fix = Fix(f"Write “{wanted}”", (Edit(match.span, wanted),))
    return Hit(match.span, fix=fix, fault=_fault(match, shown))


def _fault(match: Match, shown: str) -> str:
    form = match.form
    name = f"“{match.wanted}”"
    if form.name.kind is Kind.PERSON and match.wanted != form.name.wanted:
        name += f" ({form.name.wanted})"
    match form.why:
        case "renamed":
            return f"has been {name} since {form.since}" if form.since else f"is now {name}"
        case "old":
            return f"is an outdated form of {name}"
        case "romanisation":
            return f"is an old romanisation of {name}"
        case "spelling":
            return f"is no English spelling of {name}"
        case "usual":
            return f"is usually {name} in English-language news"
        case "foreign":
            return f"is {name} in English"
        case gazetteer.HOUSE:
            return f"is {name} in the house style"
        case language:
            return f"is the {language} form of {name}"


class _Article:
    """Judges a form by what stands around it and by what the article says elsewhere."""

    def __init__(self, text: Text, names: Gazetteer, around: Surroundings) -> None:
        self._text = text
        self._names = names
        self._around = around

    def speaks_of(self, match: Match) -> bool:
        """Whether the article gives evidence that this is the name."""
        form = match.form
        if any(self._text.holds(word) for word in form.against):
            return False
        if self._holds_any(form.near):
            return True
        match form.part:
            case Part.SURNAME:
                return match.full or self._names_in_full(form)
            case Part.GIVEN:
                return not form.near or self._names_in_full(form)
            case _:
                return not form.near or form.name.kind is Kind.PERSON

    def _holds_any(self, near: tuple[str, ...]) -> bool:
        return any(self._text.holds(word) for word in near)

    def _names_in_full(self, form: Form) -> bool:
        folded, name = self._text.folded, form.name
        if form.part is Part.GIVEN:
            return any(gazetteer.fold(right) in folded for right in name.accepted)
        return any(
            f"{given} {surname}" in folded for given in name.given for surname in name.surnames
        )

    def own_given_name(self, match: Match) -> str | None:
        """The wanted form of a given name, if the article has it before the same surname."""
        surname = next(self._around.after(match.end), None)
        if surname is None or not surname.capital or self._shouted(match):
            return None
        text = surname.text.removesuffix("'s")
        if self._names.accepts(f"{match.form.text} {text}"):
            return None
        names = match.form.name.accepted
        return next((name for name in names if self._text.holds_word(f"{name} {text}")), None)

    def is_another(self, match: Match) -> bool:
        """Whether somebody or somewhere else bears the name here, and so in the whole article."""
        form = match.form
        if form.name.kind is Kind.PLACE:
            if self._around.elsewhere(Span(match.start, match.end)):
                return True
            if not form.near:
                return False
        elif form.part is not Part.SURNAME or match.full:
            return False
        span = Span(match.start, match.end)
        if self._shouted(match) or self._around.in_headline_capitals(span):
            return False
        if form.part is Part.SURNAME and self._around.goes_on(span):
            return True
        before = self._around.before(match.start)
        return (
            before is not None
            and self._around.names_before(before)
            and before.text not in words("head")
            and not any(before.text.startswith(word) for word in form.near)
        )

    def is_right(self, match: Match) -> bool:
        """Whether the form is right where it stands."""
        form, span, around = match.form, Span(match.start, match.end), self._around
        if around.in_no_prose(span) or self._kept(match) or self._in_longer_name(match):
            return True
        if around.in_title_of_work(span):
            return True
        if around.tells_former_name(span, form.name.accepted):
            return True
        return form.since is not None and around.set_before(span, form.since)

    def _in_longer_name(self, match: Match) -> bool:
        span = Span(match.start, match.end)
        match match.form.name.kind:
            case Kind.PLACE:
                return self._around.in_longer_place_name(span, shouted=self._shouted(match))
            case Kind.PEOPLE:
                return self._around.before_head(span)
            case _:
                return self._around.before_head(span) or self._around.joined_to_name(span)

    def _shouted(self, match: Match) -> bool:
        shown = self._text.plain[match.start : match.end]
        return shown.isupper() and shown != match.form.text

    def _kept(self, match: Match) -> bool:
        """Whether it stands in a phrase that keeps the form: chicken Kiev."""
        plain, form = self._text.plain, match.form
        for phrase in form.keep:
            start = match.start - phrase.casefold().find(form.text.casefold())
            if start <= match.start and plain[start : start + len(phrase)].casefold() == phrase.casefold():
                return True
        return False
