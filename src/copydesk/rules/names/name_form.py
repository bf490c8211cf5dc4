"""Places, peoples and persons in a form that the house does not want."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk import gazetteer
from copydesk.annotators.quotes import Quotes
from copydesk.annotators.sentences import Sentence
from copydesk.annotators.surroundings import Neighbour, Surroundings, words
from copydesk.document import Document, Span
from copydesk.finding import Edit, Fix, Hit
from copydesk.gazetteer import Form, Gazetteer, Kind, Match, Part, Text
from copydesk.rule import Bad, Good, option, rule


@dataclass(frozen=True)
class Options:
    """Whose forms are wanted."""

    house_style: str = option(gazetteer.OWN, "The house; the setting of that name is taken.")
    names: tuple[str, ...] = option(
        (), "Further tables, in the format of rules/gazetteer.", paths=True
    )

    def __post_init__(self) -> None:
        if self.house_style not in gazetteer.HOUSES:
            known = ", ".join(gazetteer.HOUSES)
            raise ValueError(f"house-style = {self.house_style!r}: one of {known}")


@rule(
    id="name-form",
    severity="warning",
    message="“{text}” {fault}.",
    options=Options(),
    confidence=0.95,
    bad=[
        Bad(
            "The wheat was weighed again in [[Alma-Ata]] on Monday.",
            says="“Alma-Ata” has been “Almaty” since 1993.",
            fixed="The wheat was weighed again in Almaty on Monday.",
        ),
        Bad(
            "The [[Kharkov]] Region sent two of [[Kiev]]'s trams to [[Odessa]], Ukraine said.",
            says="“Kharkov” is the Russian form of “Kharkiv”.",
            fixed="The Kharkiv Region sent two of Kyiv's trams to Odesa, Ukraine said.",
        ),
        Bad(
            "[[KIEV]], Ukraine — The bakers met.",
            says="“KIEV” is the Russian form of “KYIV”.",
            fixed="KYIV, Ukraine — The bakers met.",
        ),
        Bad(
            "General [[Kirillo]] Budanov spoke in Ukraine, and so did [[Alexander Syrskiy]].",
            says="“Kirillo” is no English spelling of “Kyrylo” (Kyrylo Budanov).",
            fixed="General Kyrylo Budanov spoke in Ukraine, and so did Oleksandr Syrskyi.",
        ),
        Bad(
            "A portrait of Mao [[Tse-tung]] hung in [[Peking]] last week.",
            says="“Tse-tung” is an old romanisation of “Zedong” (Mao Zedong).",
            fixed="A portrait of Mao Zedong hung in Beijing last week.",
        ),
        Bad(
            "South [[Bombay]] was dry; the mayor of [[Poona]] was not pleased.",
            fixed="South Mumbai was dry; the mayor of Pune was not pleased.",
        ),
        Bad(
            "Serhiy Kovalenko, a baker, said no. Then Mr [[Sergei]] Kovalenko hung up.",
            says="“Sergei” is the Russian form of “Serhiy”.",
        ),
        Bad("The post-Soviet republics of [[Kirghizia]] and [[Turkmenia]] share a canal."),
        Bad("“We will sail to [[Rangoon]] tonight,” the captain said."),
        Bad(
            "Ukraine's Volodymyr Zelensky and [[al-Kaida]] were not there.\n"
            "[[Al-Kaida]] said nothing.",
            says="“al-Kaida” is usually “al-Qaeda” in English-language news.",
            fixed="Ukraine's Volodymyr Zelensky and al-Qaeda were not there.\nAl-Qaeda said nothing.",
        ),
        Bad(
            "Ukraine's Volodymyr [[Zelensky]] was there.",
            says="“Zelensky” is “Zelenskyy” (Volodymyr Zelenskyy) in the house style.",
            options={"house_style": "ap"},
        ),
        Bad("[[Kiev]] Says It Has Enough Flour\n\nThe city's mills work at night."),
    ],
    good=[
        # A longer name keeps the form: courts, universities, treaties, clubs, ships, dishes.
        "The Bombay High Court sat, and the Bank of Calcutta lent the University of Madras a room.",
        "Bombay High Court Jails Baker\n\nThe court sat for six hours on Monday.",
        "She left Peking University for Pusan National University; he went to Saigon Port.",
        "The Treaty of Nanking and the Declaration of Alma-Ata lay beside the chicken Kiev.",
        "The aircraft carrier Kiev is a hotel now, and HMS Calcutta is a wreck.",
        "Alternative für Deutschland lost, and so did Bayern München and Rapid Wien.",
        "The address is Rue des Fleurs, 1080 Bruxelles.",
        # Other places and people of the name.
        "Hail fell on Odessa, Texas. Odessa had no power, and Ukraine had nothing to do with it.",
        "Moscow, Idaho, and Batavia, New York, are small. Salisbury in Wiltshire is larger.",
        "The baker Frank Canton fed the Chinese team. Canton sells buns in Hong Kong too.",
        "Anthony Blinker and Alexander Usher sang. Igor Klimenko, a bass, fell ill in Kyiv.",
        "The priest Vladimir Zelensky of Perm rang the bell.",
        # The sentence tells the other name.
        "Mumbai, formerly Bombay, is wet. The city, then called Madras, was dry.",
        "Chennai (Madras) is hot, and Burma, now Myanmar, is hotter. Many still call it Rangoon.",
        "Swaziland changed its name to Eswatini. It was known as Saigon until 1975.",
        "The Russian spelling Kiev is out of use, and so is the word “Lvov”.",
        # It is set before the change.
        "In 1941 the mill moved from Kiev to Tashkent. In 2015, Swaziland bought bread.",
        "He baked in Calcutta in the 1930s, under the Raj in Madras, in 19th-century Peking.",
        "Soviet officials in Kiev hid the flour. During the Second World War, Lvov starved.",
        # Titles of works, and what is no prose.
        "She read “The Last Days of Saigon” and saw the musical Miss Saigon.",
        Good(
            "She read *Calcutta Nights* and [the page](https://example.org/Kiev).",
            format="markdown",
        ),
        "Write to desk@kiev.example or #Kiev.",
        # What good desks print, each its own way.
        "Zelensky, Zelenskyy: Ukraine's Volodymyr Zelenskyy met Kim Jong-un, or Kim Jong Un.",
        "Türkiye, the Czech Republic, Cabo Verde and Côte d'Ivoire read the Koran and the Quran.",
        Good("Volodymyr Zelenskyy spoke in Kyiv.", options={"house_style": "guardian"}),
    ],
    limits=(
        "A name that the gazetteer does not have, and an old form in a sentence that also holds "
        "a year before the change. A capital word beside an old name counts as part of a "
        "longer name, so “Calcutta Rotary elders” is let alone. Whether a quotation should keep "
        "the speaker's word is for the desk; the form is reported there too."
    ),
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
            yield _hit(match, article)


def _choose(matches: tuple[Match, ...], article: _Article) -> Match | None:
    """Of the names that share a form, the one that the article speaks of."""
    for match in matches:
        if match.form.name.kind is not Kind.GIVEN and article.speaks_of(match):
            return match
    for match in matches:
        if match.form.name.kind is Kind.GIVEN and (wanted := article.own_given_name(match)):
            return match._replace(wanted=wanted)
    return None


def _hit(match: Match, article: _Article) -> Hit:
    match = article.fitted(match)
    fix = Fix(f"Write “{match.wanted}”", (Edit(match.span, match.wanted),))
    by_custom = match.form.why in ("usual", gazetteer.HOUSE)
    confidence = 0.85 if by_custom else None
    return Hit(match.span, fix=fix, confidence=confidence, fault=_fault(match))


def _fault(match: Match) -> str:
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

    def fitted(self, match: Match) -> Match:
        """The match with a capital for the wanted form where the sentence begins."""
        wanted, opens = match.wanted, match.span.start == self._around.sentence(match.span).start
        if opens and self._text.plain[match.span.start].isupper() and wanted[0].islower():
            return match._replace(wanted=wanted[0].upper() + wanted[1:])
        return match

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
        form, span, around = match.form, Span(match.start, match.end), self._around
        if form.name.kind is Kind.PLACE:
            if around.elsewhere(span):
                return True
            if not form.near:
                return False
        elif form.part is not Part.SURNAME or match.full:
            return False
        if self._shouted(match) or around.in_headline_capitals(span):
            return False
        before = around.before(match.start)
        if form.name.kind is Kind.PLACE and self._is_speaker(span, before):
            return True
        return (
            before is not None
            and around.names_before(before)
            and before.text not in words("head")
            and not any(before.text.startswith(word) for word in form.near)
        )

    def _is_speaker(self, span: Span, before: Neighbour | None) -> bool:
        """Whether a place name is a surname here: Mr Nikolaev, Nikolaev said."""
        if before is not None and before.text.rstrip(".") in words("title"):
            return True
        return self._around.says(span)

    def is_right(self, match: Match) -> bool:
        """Whether the form is right where it stands."""
        form, span, around = match.form, Span(match.start, match.end), self._around
        if around.in_no_prose(span) or self._in_longer_name(match):
            return True
        if around.in_title_of_work(span):
            return True
        if form.name.kind is not Kind.PERSON and around.tells_other_name(span, form.name.accepted):
            return True
        return form.since is not None and around.set_before(span, form.since)

    def _in_longer_name(self, match: Match) -> bool:
        span = Span(match.start, match.end)
        match match.form.name.kind:
            case Kind.PLACE:
                return self._around.in_longer_place_name(span, shouted=self._shouted(match))
            case Kind.PEOPLE:
                return self._around.before_head(span)
            case Kind.PERSON if match.form.part is Part.SURNAME:
                return self._around.joined_to_name(span) or self._continues(match)
            case _:
                return self._around.before_head(span)

    def _continues(self, match: Match) -> bool:
        """Whether more of a name follows a surname, of an institution or of another man."""
        span = Span(match.start, match.end)
        if self._shouted(match) or self._around.in_headline_capitals(span):
            return self._around.before_head(span)
        return self._around.goes_on(span)

    def _shouted(self, match: Match) -> bool:
        shown = self._text.plain[match.start : match.end]
        return shown.isupper() and shown != match.form.text
