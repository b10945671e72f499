"""Text of people, of data and of the address inside a sentence that Streamlit reads as Markdown: shown letter by letter."""

import re
from html import escape

from analytics.wording.language import JOINER, documents_whole

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^])")
_READ_LATER = re.compile(r"(?<=www)(?=\.)|(?=@)|(?<=:)(?=\S)|(?<=[<>=-])(?=[<>=-])", re.IGNORECASE)
"""Where an address, an e-mail, an icon (":material/x:"), a colour (":red[x]"), an emoji or an arrow would be found in plain text, although it is escaped: the joiner parts it."""


def as_html(text: object) -> str:
    """Return a text as HTML that shows it letter by letter, the numbers of documents whole."""
    return escape(documents_whole(str(text)))


def plain(text: object) -> str:
    """Return a text in which nothing is Markdown, HTML, a formula, a link or an icon."""
    return _SIGNS.sub(r"\\\1", _READ_LATER.sub(JOINER, documents_whole(str(text)))).replace("\n", " ")
