"""The letters of the tables that Vietnamese was written in before Unicode, as they look when read as Latin-1."""

TCVN3: dict[str, str] = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\xadøõö÷ùýúûüþ¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
"""TCVN 5712:1993, table VN3 (ABC, .VnTime). Capitals with a tone have no place: fonts of capitals (.VnTimeH) draw small letters large."""

_MARKS = {
    "aeouy": dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True)),
    "aeo": dict(zip("âáàåãä", ["\u0302" + tone for tone in ("", *"\u0301\u0300\u0309\u0303\u0323")], strict=True)),
    "a": dict(zip("êéèúüë", ["\u0306" + tone for tone in ("", *"\u0301\u0300\u0309\u0303\u0323")], strict=True)),
    "ôö": dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True)),
}
VNI_MARKS: dict[str, dict[str, str]] = {
    base: {mark: tone for bases, marks in _MARKS.items() if base in bases for mark, tone in marks.items()}
    for base in "aeouyôö"
}
"""VNI Windows: a vowel and the letter after it that stands for its marks (as combining marks)."""

VNI_LETTERS: dict[str, str] = dict(zip("ñôöíìæóòîÑÔÖÍÌÆÓÒÎ", "đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ", strict=True))
"""VNI Windows: the letters that stand alone."""
