"""HTML: prose in blocks, with the roles that elements and their classes give it."""

from __future__ import annotations

from copydesk.document import Document, DocumentBuilder, Source
from copydesk.readers import front_matter
from copydesk.readers.elements import OpenElements
from copydesk.readers.html_tokens import Kind, tokens


def read(source: Source) -> Document:
    """The article of a page or of a fragment of one, front matter allowed.

    Scripts, navigation, form controls, code blocks and ``alt`` texts are no prose. ``<title>``
    is the headline of a page without ``<h1>``. ``meta`` holds the page's ``<meta>``, its
    ``title``, ``lang`` and ``date``; front matter prevails. Raises ``Problem`` for broken front
    matter.
    """
    builder = DocumentBuilder(source, fold_spaces=True)
    front = front_matter.read(source, builder)
    found = list(tokens(source.text[front.body :]))
    headed = any(token.kind is Kind.START and token.name == "h1" for token in found)
    elements = OpenElements(builder, source.text, title_is_headline=not headed)
    for token in found:
        elements.take(token, front.body)
    elements.finish()
    return builder.build({**elements.meta, **front.meta}, front.source)
