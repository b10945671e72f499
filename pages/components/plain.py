"""Text of people and of data inside a sentence that Streamlit reads as Markdown: shown letter by letter."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=^])")


def plain(text: object) -> str:
    """Return a text in which nothing is Markdown, HTML, a formula or an icon."""
    return _SIGNS.sub(r"\\\1", str(text)).replace("\n", " ")
