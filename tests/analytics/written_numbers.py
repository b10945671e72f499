"""Numbers as the screens write them in Vietnamese, read back for tests."""

import re

from analytics.wording.language import NO_BREAK

SIZES = {"tỷ đồng": 1e9, "triệu đồng": 1e6, "đồng": 1.0, "%": 0.01, "": 1.0}
NUMBER = r"-?[\d.]+(?:,\d+)?\s?(?:tỷ\sđồng|triệu\sđồng|đồng|%)?"


def read(text: str) -> float:
    """Return the number of a text such as "1.234,5", "6,5 tỷ đồng" or "12,5%"; ValueError for any other text."""
    found = re.fullmatch(r"(-?[\d.]+(?:,\d+)?)\s?(\D*)", text.replace(NO_BREAK, " ").strip())
    if found is None or found[2] not in SIZES:
        message = f"no number: {text!r}"
        raise ValueError(message)
    return round(float(found[1].replace(".", "").replace(",", ".")) * SIZES[found[2]], 6)


def holds(label: str, value: float) -> bool:
    """Return whether a number lies in a class as its label says: "4", "8 – 17", "0,5 – < 1,5", "≥ 3", "≤ 3", "< 3", "> 0"."""
    if label == "> 0":
        return value > 0
    if match := re.fullmatch(r"([<≥≤])\s(.+)", label):
        bound = read(match[2])
        return {"<": value < bound, "≥": value >= bound, "≤": value <= bound}[match[1]]
    first, dash, last = label.partition(" – ")
    if not dash:
        return value == read(first)
    is_open = last.startswith("< ")
    top = read(last.removeprefix("< "))
    return read(first) <= value and (value < top if is_open else value <= top)
