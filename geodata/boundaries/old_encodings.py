"""Read Vietnamese text that came through an old table: UTF-8 or Windows-1258 taken for Latin letters, TCVN3 (.VnTime)."""

from collections.abc import Callable

from geodata.text import nfc

TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\xadøõö÷ùýúûüþ¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
"""The letters of TCVN 5712:1993, table VN3, as they look when read as Latin-1."""


def _as_written(text: str) -> str:
    return text


def _from_bytes(text: str, encoding: str) -> str:
    """Return the text read again from the bytes it had when it was taken for Latin-1 or Windows-1252."""
    for taken_for in ("latin-1", "cp1252"):
        try:
            return nfc(text.encode(taken_for).decode(encoding))
        except UnicodeError:
            continue
    return text


READINGS: dict[str, Callable[[str], str]] = {
    "": _as_written,
    "UTF-8": lambda text: _from_bytes(text, "utf-8"),
    "Windows-1258": lambda text: _from_bytes(text, "cp1258"),
    "TCVN3": lambda text: "".join(TCVN3.get(letter, letter) for letter in text),
}
"""Ways to read a text, the literal one first, by the name of the table."""
