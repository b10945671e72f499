"""The producer that a proposal's title names: "Hỗ trợ máy dệt cho Công ty TNHH Dệt Hiệp Hòa, xã Đoan Bái"."""

import re

from geodata.text import nfc

_NAME = re.compile(
    r"(?:\b(?:cho|tại|của)|[-–—:(])\s*"
    r"((?i:công ty|cty|ctcp|htx|hợp tác xã|dntn|doanh nghiệp tư nhân|tổ hợp tác|tht|hộ kinh doanh|hộ kd|hkd|hộ ông|hộ bà|xưởng)\s.+)$"
)
_GENERIC = re.compile(r"\b(?:các|những|trên địa bàn)\b", re.IGNORECASE)


def name_in_title(title: str) -> str:
    """Return the producer that a title ends with, and its place as written after it; "" when it names none."""
    found = _NAME.search(nfc(title))
    if not found or _GENERIC.search(found[1]):
        return ""
    words = found[1].rstrip(" .;)").split() if "(" not in found[1] else found[1].rstrip(" .;").split()
    return " ".join(words) if any(word[0].isupper() for word in words[1:]) else ""
