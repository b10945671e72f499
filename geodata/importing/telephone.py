"""Telephone numbers that stand in cells of names and places, which the record does not keep."""

import re

_NUMBER = re.compile(
    r"[\s,;.–—/-]*[(\[]?\s*(?:(?:số )?\b(?:đt|sđt|đtdđ|dt|sdt|tel|phone|điện thoại|đ/t|hotline|zalo|mobile|fax|di động)\b[\s:.]*)*"
    r"[(]?(?<!\d)(?:\+84|0)(?:[)\s.-]{0,2}\d){8,10}(?!\d)\s*[)\]]?",
    re.IGNORECASE,
)
_ENDS = " ,;.–—/-"


def without_telephone(text: str) -> str:
    """Return the text without telephone numbers (nine to eleven digits from 0 or +84) and the words before them."""
    left = _NUMBER.sub("", text)
    return left if left == text else left.strip(_ENDS)
