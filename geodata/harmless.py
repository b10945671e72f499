"""Texts that a spreadsheet would run as a formula, made harmless: one rule for every file of values, in Python and in the browser.

`tests/spreadsheet_cells.json` holds its cases; `pages/components/browser/table_csv.js` states it a second time and is tested with them.
"""

import re

FORMULA = re.compile(r"[ \u00a0\u2000-\u200f\u202f\u2060\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?")


def neutral(text: str) -> str:
    """Return a text with an apostrophe in front where it begins, after blanks, like a formula and is no plain number."""
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text
