"""One convention, two forms in one article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from copydesk.annotators.quotes import Quotes
from copydesk.annotators.sentences import Sentence
from copydesk.annotators.times import Times
from copydesk.conventions import LABELS, ONCE, OwnCopy, Use, names, uses
from copydesk.document import Document
from copydesk.finding import Edit, Fix, Hit, Related
from copydesk.rule import Bad, Good, option, rule

CLEAR = 0.85
EVEN = 0.7
"""Chances that an editor agrees: one form prevails, or each stands as often as the other."""


@dataclass(frozen=True)
class Options:
    """Which conventions, and whose."""

    ignore: tuple[str, ...] = option((), "Conventions to leave alone.")
    prefer: tuple[str, ...] = option(
        (), "The house's forms, as in `percent=per cent`; every other form is then a stray."
    )

    def __post_init__(self) -> None:
        for name in (*self.ignore, *self.preferred):
            if name not in names():
                raise ValueError(f"no convention {name!r} (known: {', '.join(sorted(names()))})")

    @property
    def preferred(self) -> dict[str, str]:
        """The house's form by convention. ``ValueError`` for a pair without an equals sign."""
        for pair in self.prefer:
            if "=" not in pair:
                raise ValueError(f"prefer takes pairs like “percent=per cent”, not {pair!r}")
        return dict(pair.split("=", 1) for pair in self.prefer)


@rule(
    id="style-consistency",
    severity="suggestion",
    message="{here} here, {there}.",
    options=Options(),
    bad=[
        Bad(
            "The U.S. sent two envoys. Talks in Oslo failed, a [[US]] spokesman said.",
            says="“US” here, “U.S.” once elsewhere.",
            fixed="The U.S. sent two envoys. Talks in Oslo failed, a U.S. spokesman said.",
        ),
        Bad(
            "Prices rose 4 percent in May and 5 percent in June. Wages rose [[2 per cent]].",
            says="“per cent” here, “percent” twice elsewhere.",
            fixed="Prices rose 4 percent in May and 5 percent in June. Wages rose 2 percent.",
        ),
        Bad(
            "The council met at 4 p.m. and voted at [[18:40]].",
            says="“18:40” (the 24-hour clock) here, the 12-hour clock once elsewhere (“4 p.m.”).",
            fixed="The council met at 4 p.m. and voted at 6:40 p.m.",
        ),
        Bad(
            "Talks in the U.S. failed. U.S. envoys left. So did all who were in the [[US]].",
            fixed="Talks in the U.S. failed. U.S. envoys left. So did all who were in the U.S.",
        ),
        Bad(
            "The EU met. An EU envoy spoke. Others did not speak for the [[E.U.]]",
            fixed="The EU met. An EU envoy spoke. Others did not speak for the EU.",
        ),
        Bad(
            "The doors open at 7pm, the show begins at 8pm and the bar shuts at 11 [[p.m.]]",
            says="“a.m.” and “p.m.” here, “am” and “pm” twice elsewhere.",
        ),
        Bad(
            "“It is cold,” Lloyd Haugen told reporters. Haugen said the pass was shut. "
            "[[Mr. Haugen]] left on Monday.",
            says="“Mr. Haugen” (a title before the surname) here, the bare surname once elsewhere (“Haugen”).",
            fixed="“It is cold,” Lloyd Haugen told reporters. Haugen said the pass was shut. "
            "Haugen left on Monday.",
        ),
        Bad(
            "Ana Reis runs the port. Reis said the quay was full. Luis Pinto, a pilot, waited. "
            "Pinto said he was tired, and Reis told him to rest. The crane was run by Eva Mota. "
            "[[Ms Mota]] kept lifting.",
            says="“Ms Mota” (a title before the surname) here, the bare surname 3 times elsewhere (“Reis”).",
        ),
        Bad(
            "The yard owes €29 million in rent and €3 million in tax. It won "
            "[[4.5 million euros]] in May.",
            says="“4.5 million euros” (the word “euros”) here, the sign “€” twice elsewhere (“€3 million”).",
            fixed="The yard owes €29 million in rent and €3 million in tax. It won "
            "€4.5 million in May.",
        ),
        Bad("The fund has £5m in cash and £2.5m in bonds. It lost [[£3 million]] last year."),
        Bad(
            "Gate money was 186 million rupees and rights were 94 million rupees. "
            "Advance sales had reached [[4.6 crore]] rupees.",
            says="“4.6 crore” (crores and lakhs) here, millions twice elsewhere (“94 million”).",
            fixed="Gate money was 186 million rupees and rights were 94 million rupees. "
            "Advance sales had reached 46 million rupees.",
        ),
        Bad(
            "The silo holds 9,000 tons. Rice costs $30 a ton. The port took in 310 [[tonnes]].",
            says="“tonnes” here, “tons” twice elsewhere.",
        ),
        Bad(
            "The bus carried three children and [[4]] women.",
            says="“4” (a figure) here, numbers below ten in words once elsewhere (“three”).",
            fixed="The bus carried three children and four women.",
        ),
        Bad("Talks began on March 5 and ended on March 9. The accord of [[12 March]] is short."),
        Bad("The strike began on Nov. 3. The shop reopened on [[November]] 9."),
        Bad("The plain is dry. A road of 40 km and a rail line of 25 [[kilometres]] cross it."),
        Bad("He moved toward the door. Others ran [[towards]] the quay, she toward the hill."),
        Bad(
            "Ewes slept [[whilst]] it rained. Dogs sleep while it snows, whatever sheep do.",
            says="“whilst” here, “while” once elsewhere.",
        ),
        Bad("Gen. Ola Moe spoke first. [[General]] Moe was brief."),
        Bad("A 19th-century barn burned, and with it a [[nineteenth]]-century cart."),
        Bad("The flood drove out 12,000 people. Some [[14000]] homes were dark."),
        Bad(
            '“One,” he said. “Two,” she said. “Three,” he said. [["]]Four," she said.',
            says="A straight quotation mark here, a curly quotation mark 6 times elsewhere.",
            fixed="“One,” he said. “Two,” she said. “Three,” he said. “Four,” she said.",
        ),
        Bad(
            "Prices rose [[5 percent]] in May.",
            says="“percent” here, “per cent” in the house style.",
            fixed="Prices rose 5 per cent in May.",
            options={"prefer": ("percent=per cent",)},
        ),
    ],
    good=[
        # other people's words, titles, addresses
        "The U.S. sent envoys. “The US is late,” he said. The board of US Airways met.",
        "The EU was silent. Its note, “An E.U. for All”, is short.",
        "LET US PRAY, the sign says. The U.S. agency took it down.",
        Good("The U.S. envoy wrote *Why US Money Talks* and `US` in the code.", format="markdown"),
        # zones with a style of their own
        Good("# US envoy leaves\n\nThe U.S. envoy left on Monday.\n", format="markdown"),
        Good("Prices rose 4 percent.\n\n| | rise |\n|---|---|\n| Oil | 5% |\n", format="markdown"),
        "Prices rose 4 percent (5% in June). Nineteen percent of firms closed.",
        # clocks that agree, or tell something else
        "The vote is at 4 p.m. (1500 GMT), the count at 9:30. He ran it in 18:40 and won.",
        "The gate shuts at noon and opens at 6 a.m., five minutes after the one at St. Mark's.",
        # honorifics
        "Mr Blair met Mr Annan. The Blair government and Blair's party were split.",
        "Ann Lee and Tom Lee were tried. Mrs Lee wept. Lee, 43, said nothing.",
        "Tom Poe won the Mr. Olympia contest. Poe said the stage of Mr. Bean was small.",
        "President Ola Rusk left. Mr. Rusk slept. Ivo Gal and Mia Roth sat. Gal was ill, Gal and Roth said.",
        # money that tells currencies apart, or a weight
        "The bid is US$5 million, or A$7 million, or 40 million yen, and the file weighs 3 pounds.",
        # numbers
        "The bus carried three children and 14 adults for nine hours and 7 miles.",
        "The side won by four goals to 2. Channel 4 has eight newsrooms, three trucks, two boats.",
        "In 2020 3,400 people left, and 2015 levels were low.",
        "The metric ton is no tonne, and there were tons of flowers beside 40 tonnes of rice.",
        # dates
        "LIMA, 13 March 2026 – The board met. It meets again on March 20.",
        "The attack of September 11 was recalled on 12 September and on 14 October.",
        "The 1990s were loud, 1990's best song was not, and the '80s were worse.",
        "Attorney General Ann Poe met Gen. Ola Moe. Windows 10 May 2020 Update came on May 5.",
    ],
    limits=(
        "Headlines, captions and tables are compared among themselves, not with the text. Persons "
        "are known by a capitalised surname that follows a given name, so a surname that is also "
        "a place may be taken for one. Which form is right is the house's to say: without "
        "``prefer`` the form that stands more often is taken for it, on a tie the earlier one."
    ),
)
def style_consistency(
    document: Document,
    quotes: Quotes,
    times: Times,
    sentences: Sequence[Sentence],
    options: Options,
) -> Iterator[Hit]:
    """The article writes one thing in two ways, such as “US” and “U.S.”.

    Any house style will do, but an article follows one. Mixed forms are what is left when a
    translation, an agency report and the desk's own lines are put together. The form that
    stands more often is taken for the article's own; speech, titles and names keep theirs.

    The conventions, by the names that the settings ``ignore`` and ``prefer`` know: a.m., clock,
    clock-separator, date-order, months, day-ordinals, decades, honorifics, currency, million,
    percent, tons, rupees, small-numbers, centuries, thousands, quotation-marks, dashes, and
    those of ``rules/lexicon/style-conventions.csv``, where an editor may add a pair of words.
    """
    copy = OwnCopy(document, quotes, times)
    stops = {sentence.span.end for sentence in sentences}
    preferred = options.preferred
    groups: dict[tuple[str, str, str], list[Use]] = {}
    for use in uses(copy):
        zone = copy.zone(use.span, speech=use.speech)
        if zone and use.convention not in options.ignore:
            groups.setdefault((use.convention, use.group, zone), []).append(use)
    for (convention, _, _), group in groups.items():
        group.sort(key=lambda use: use.span)
        standard = preferred.get(convention) or _prevailing(group)
        model = [use for use in group if use.form == standard]
        for strays in _strays(group, standard, len(model)):
            edits = tuple(_edit(use, standard, document.text, stops) for use in strays)
            yield _hit(document, strays[0], standard, model, edits)


def _prevailing(group: Sequence[Use]) -> str:
    """The form that stands most often; of two that stand as often, the earlier one."""
    counts = Counter(use.form for use in group)
    return max(group, key=lambda use: (not use.avoided, counts[use.form])).form


def _strays(group: Sequence[Use], standard: str, models: int) -> Iterator[list[Use]]:
    """The uses that do not follow the standard, as many together as one finding stands for."""
    strays = [use for use in group if use.form != standard and standard in use.rewrites]
    least = ONCE.get(group[0].convention)
    if least is None:
        yield from ([use] for use in strays)
    elif strays and models >= least and models > len(strays):
        yield strays


def _edit(use: Use, standard: str, text: str, stops: Collection[int]) -> Edit:
    """Write the use the standard way; a point that ends the sentence too stays, and stays one."""
    new, end = use.rewrites[standard], use.span.end
    if new[-1] == "." and text[end : end + 1] == ".":
        new = new[:-1]
    elif new[-1] != "." and text[end - 1] == "." and end in stops:
        new += "."
    return Edit(use.span, new)


def _hit(
    document: Document, use: Use, standard: str, model: Sequence[Use], edits: tuple[Edit, ...]
) -> Hit:
    there = LABELS.get(standard, f"“{standard}”")
    at = bisect_left(model, use.span, key=lambda other: other.span)
    beside = model[max(0, at - 1) : at + 1]
    nearest = sorted(beside, key=lambda other: abs(other.span.start - use.span.start))[:1]
    title = f"Write “{edits[0].text}”" if len(edits) == 1 else f"Write {there} throughout"
    return Hit(
        use.span,
        related=[Related(other.span, there) for other in nearest],
        fix=Fix(title, edits),
        confidence=EVEN if len(model) == 1 else CLEAR,
        here=_named(document.show(use.span), use.form),
        there=_elsewhere(document, there, standard, nearest, len(model)),
    )


def _named(shown: str, form: str) -> str:
    """A use in the article's own words; what kind of form it is, where the words do not tell."""
    label: str | None = LABELS.get(form)
    if label is None:
        return f"“{form}”"
    if not _adds(shown, label):
        return label[0].upper() + label[1:]
    return f"“{shown}” ({label})"


def _adds(shown: str, label: str) -> bool:
    """Whether the words of a use tell more than its label, and are no mark or long stretch."""
    words = any(char.isalnum() for char in shown)
    return words and len(shown) <= _LONGEST and f"“{shown}”" not in label


_LONGEST = 40


def _elsewhere(
    document: Document, there: str, standard: str, nearest: Sequence[Use], number: int
) -> str:
    if not nearest:
        return f"{there} in the house style"
    shown = document.show(nearest[0].span)
    example = f" (“{shown}”)" if standard in LABELS and _adds(shown, there) else ""
    return f"{there} {_times(number)} elsewhere{example}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
