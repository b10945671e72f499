"""Names of producers: their kind, their parts, what makes two spellings the same name, and telephone numbers among them."""

import re
from functools import lru_cache

from geodata.importing.text.cell_text import bare
from geodata.schema.vocabulary import FacilityKind
from geodata.text import fold, nfc, without_brackets

_KINDS = (
    (FacilityKind.COOPERATIVE_GROUP, re.compile(r"\b(?:to hop tac|tht|to hop|to san xuat|nhom ho|to lien ket)\b")),
    (FacilityKind.COOPERATIVE, re.compile(r"\b(?:hop tac xa|htx|lien hiep htx|qtdnd)\b")),
    (
        FacilityKind.ENTERPRISE,
        re.compile(r"\b(?:cong ty|cty|doanh nghiep|dntn|dn|tnhh|ctcp|nha may|xi nghiep|tap doan)\b"),
    ),
    (FacilityKind.CRAFT_VILLAGE, re.compile(r"^lang nghe\b")),
    (FacilityKind.INDUSTRIAL_CLUSTER, re.compile(r"^(?:cum cong nghiep|ccn)\b")),
    (FacilityKind.HOUSEHOLD, re.compile(r"\b(?:ho kinh doanh|hkd|ho|ho sx|co so|cssx|cs|xuong|ong|ba|lo banh)\b")),
)
_SPELLINGS = (
    (r"(?:cong ty|cty) (?:trach nhiem huu han|tnhh)", "cty tnhh"),
    (r"(?:cong ty|cty) (?:co phan|cp)|ctcp", "cty cp"),
    (r"mot thanh vien|1 thanh vien|1tv|mtv", "mtv"),
    (r"hai thanh vien(?: tro len)?|2 thanh vien", "2tv"),
    (r"cong ty", "cty"),
    (r"hop tac xa", "htx"),
    (r"to hop tac", "tht"),
    (r"doanh nghiep tu nhan", "dntn"),
    (r"doanh nghiep", "dn"),
    (r"ho kinh doanh(?: ca the)?", "hkd"),
    (r"san xuat", "sx"),
    (r"kinh doanh", "kd"),
    (r"thuong mai", "tm"),
    (r"dich vu", "dv"),
    (r"xuat nhap khau", "xnk"),
    (r"nong nghiep", "nn"),
    (r"xay dung", "xd"),
    (r"dau tu", "dt"),
    (r"va", ""),
    (r"mi", "my"),
)
_SHORTENED = re.compile("|".join(rf"\b({pattern})\b" for pattern, _ in _SPELLINGS))
_SHORT = tuple(short for _, short in _SPELLINGS)
_FORMS = re.compile(r"\b(?:cty|tnhh|cp|mtv|2tv|htx|tht|dntn|dn|hkd|ho|co so|xuong|sx|kd|tm|dv|xnk|nn|xd|dt)\b")
_TAIL = re.compile(
    r"\s*(?:[,;]\s*|\(\s*|\s[-–]\s+)((?:địa chỉ:?\s*|đ/c:?\s*)?(?:thôn|xóm|bản|tổ dân phố|tdp|số nhà|khu|ccn|kcn|cụm công nghiệp|làng|xã|phường|thị trấn|tt|huyện|thị xã|tx|thành phố|tp|tổ|đường)\b.*?)\)?\s*$",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(
    r"(?:[(\[]\s?)?(?:(?:số )?\b(?:đt|sđt|đtdđ|dt|sdt|tel|phone|điện thoại|đ/t|hotline|zalo|mobile|fax|di động)\b[\s:.]{0,5}){0,4}"
    r"[(]?(?<!\d)(?:\+84|0)(?:[)\s.-]{0,2}\d){8,10}(?!\d)\s?[)\]]?",
    re.IGNORECASE,
)
"""No part of it repeats without end, so that the search is linear; separators before a number are stripped by hand."""
_NUMBER_ENDS = " ,;.–—/-"


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return what two spellings of a producer's name share: folded, with the words for legal forms and trades shortened."""
    key = fold(without_brackets(name)) or fold(name)
    return " ".join(_SHORTENED.sub(lambda found: _SHORT[(found.lastindex or 1) - 1], key).split())


@lru_cache(maxsize=65536)
def name_core(name: str) -> str:
    """Return a name's key without the words for its legal form and trade: what is left tells it from others."""
    key = name_key(name)
    return " ".join(_FORMS.sub(" ", key).split()) or key


@lru_cache(maxsize=65536)
def kind_of_name(name: str) -> FacilityKind | None:
    """Return the kind that a producer's name tells: "Công ty", "HTX", "Tổ hợp tác", "Hộ kinh doanh"; None when it does not."""
    plain = fold(name)
    found = [(match.start(), at, kind) for at, (kind, pattern) in enumerate(_KINDS) if (match := pattern.search(plain))]
    return min(found)[2] if found else None


@lru_cache(maxsize=65536)
def name_and_place(text: str) -> tuple[str, str]:
    """Return a producer's name and the place written after it: "HTX Hưng Phú (xã Quế Nham, huyện Tân Yên)"."""
    found = _TAIL.search(text)
    if not found or not bare(text[: found.start()]):
        return nfc(text), ""
    return nfc(text[: found.start()]), nfc(found[1])


def without_telephone(text: str) -> str:
    """Return the text without telephone numbers (nine to eleven digits from 0 or +84) and the words before them."""
    parts, at = [], 0
    for found in _TELEPHONE.finditer(text):
        parts.append(text[at : found.start()].rstrip(_NUMBER_ENDS))
        at = found.end()
    return "".join([*parts, text[at:]]).strip(_NUMBER_ENDS) if at else text
