"""What people are called is shown letter by letter, whatever it looks like."""

import pytest

from pages.components.browser.plain import JOINER, plain


@pytest.mark.parametrize(
    "text",
    ["![x](http://x)", "[a](javascript:b)", "<img src=x>", "**b** _i_ `c`", ":red[x] :material/x:", "$a$ \\", "# a"],
)
def test_no_sign_of_markdown_is_left_bare(text: str) -> None:
    shown = plain(text)
    bare = [
        letter
        for before, letter in zip(" " + shown, shown, strict=False)
        if letter in "`*_[]()<>#!$:" and before != "\\"
    ]
    assert bare == []
    assert shown.replace(JOINER, "").replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == text


def test_lines_do_not_break_out_of_their_sentence() -> None:
    assert "\n" not in plain("a\n# b")


@pytest.mark.parametrize(
    "text",
    [
        "www.example.vn",
        "WWW.example.vn",
        "https://example.vn",
        "a@example.vn",
        ":material_home:",
        ":smile:",
        "a->b",
        "<-",
        "--",
        "=>",
    ],
)
def test_what_is_found_in_text_after_the_escapes_is_parted(text: str) -> None:
    shown = plain(text).replace("\\", "")
    assert shown != text
    assert shown.replace(JOINER, "") == text
