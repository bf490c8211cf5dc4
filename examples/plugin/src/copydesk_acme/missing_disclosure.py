"""An article about the owner that does not say that he owns us."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk import Bad, Document, Edit, Fix, Hit, Role, Span, option, rule
from copydesk.pattern import Pattern


@dataclass(frozen=True)
class Options:
    """Who the owner is, and the sentence that tells readers so."""

    owner: str = option("Acme Holdings", "The company that owns the agency.")
    disclosure: str = option(
        "Acme Holdings owns Acme Wire.",
        "The sentence that says so; it may stand anywhere in the article.",
    )


@rule(
    id="missing-disclosure",
    family="acme",
    severity="error",
    message="The article names {owner} and does not say that it owns this agency.",
    options=Options(),
    bad=[
        Bad(
            "The port was sold to [[Acme Holdings]] on Friday.",
            says="The article names Acme Holdings and does not say that it owns this agency.",
            fixed="The port was sold to Acme Holdings on Friday. Acme Holdings owns Acme Wire.",
        ),
        Bad(
            "The port was sold to [[Quay Group]] on Friday.",
            options={"owner": "Quay Group", "disclosure": "Quay Group owns this agency."},
        ),
    ],
    good=[
        "The port was sold to Acme Holdings. Acme Holdings owns Acme Wire.",
        "The port was sold to Acme Holdingshaus GmbH.",
        "The port was sold to a rival of the tug company.",
    ],
    limits="The owner's short name and its subsidiaries are not known to the rule.",
)
def missing_disclosure(document: Document, options: Options) -> Iterator[Hit]:
    """An article about our owner must say that it is our owner.

    Readers judge what we write about the company by what they know of our interest in it. The
    standards desk asks for one fixed sentence, so that no article hides it in a half-sentence.
    """
    if options.disclosure in document.text:
        return
    owner = Pattern(rf"\b{re.escape(options.owner)}\b")
    for block in document.blocks:
        if block.role is Role.HEADLINE:
            continue  # the text under it can say what a headline has no room for
        for match in owner.finditer(document.text, *block.span):
            end = Span(len(document.text), len(document.text))
            add = Edit(end, f" {options.disclosure}")
            yield Hit(
                Span(*match.span()), owner=options.owner, fix=Fix("Add the disclosure", (add,))
            )
            return  # one finding an article: the first place where a reader could ask
