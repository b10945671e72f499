"""Text from data in the label of a widget, which reads Markdown: every sign of it is escaped."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$:~^])")


def plain(text: object) -> str:
    """Return a text that a Streamlit label shows letter for letter, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(str(text).split()))
