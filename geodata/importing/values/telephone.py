"""Telephone numbers that stand in cells of names and places, which the record does not keep."""

import re

_NUMBER = re.compile(
    r"(?:[(\[]\s?)?(?:(?:số )?\b(?:đt|sđt|đtdđ|dt|sdt|tel|phone|điện thoại|đ/t|hotline|zalo|mobile|fax|di động)\b[\s:.]{0,5}){0,4}"
    r"[(]?(?<!\d)(?:\+84|0)(?:[)\s.-]{0,2}\d){8,10}(?!\d)\s?[)\]]?",
    re.IGNORECASE,
)
"""No part of it repeats without end, so that the search is linear; separators before a number are stripped by hand."""
_ENDS = " ,;.–—/-"


def without_telephone(text: str) -> str:
    """Return the text without telephone numbers (nine to eleven digits from 0 or +84) and the words before them."""
    parts, at = [], 0
    for found in _NUMBER.finditer(text):
        parts.append(text[at : found.start()].rstrip(_ENDS))
        at = found.end()
    return "".join([*parts, text[at:]]).strip(_ENDS) if at else text
