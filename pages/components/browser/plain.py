"""Text of people, of data and of the address inside a sentence that Streamlit reads as Markdown: shown letter by letter."""

import re

JOINER = "\u2060"
"""An invisible sign that no line breaks at; it parts what Streamlit would take for a link, an arrow or an icon after it has read the escapes."""
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^])")
_READ_LATER = re.compile(r"(?<=www)(?=\.)|(?=@)|(?<=:)(?=\S)|(?<=[<>=-])(?=[<>=-])", re.IGNORECASE)
"""Where an address, an e-mail, an icon (":material/x:"), a colour (":red[x]"), an emoji or an arrow would be found in plain text."""


def plain(text: object) -> str:
    """Return a text in which nothing is Markdown, HTML, a formula, a link or an icon."""
    return _SIGNS.sub(r"\\\1", _READ_LATER.sub(JOINER, str(text))).replace("\n", " ")
