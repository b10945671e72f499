"""Raised letters of a cell, which a spreadsheet keeps as a style of letters: "300" with a small "1" above is 300¹, never 3001."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LONGEST_RICH = 1_000
"""What is longer is a text, of which raised letters are no matter."""


class RichText:
    """The runs of one text with styles, put together as plain text in which raised digits stay raised."""

    def __init__(self) -> None:
        """Begin without a run."""
        self._runs: list[tuple[str, bool]] = []
        self._length = 0

    def add(self, text: str, *, is_raised: bool) -> None:
        """Add a run, or a piece of one."""
        self._length += len(text)
        if self._length <= LONGEST_RICH:
            self._runs.append((text, is_raised))

    def text(self) -> str:
        """Return the text where a digit or letter of it is raised behind another run, "" where nothing is."""
        if self._length > LONGEST_RICH or not any(is_raised and text.strip() for text, is_raised in self._runs[1:]):
            return ""
        return "".join(_raised(text) if is_raised else text for text, is_raised in self._runs)


def _raised(text: str) -> str:
    mark = text.strip()
    return f"({mark})" if len(mark) == 1 and mark.isalpha() else text.translate(_RAISED)
