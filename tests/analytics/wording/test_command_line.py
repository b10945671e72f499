"""A command refuses and explains itself in the language asked for, Vietnamese where none is."""

import pytest

from analytics.wording.command_line import NOT_UNDERSTOOD, CommandError, Parser, asked_language
from analytics.wording.language import Language


def parser(code: str = "vi") -> Parser:
    made = Parser(Language(code), "python -m x", "x")
    made.add_argument("--out", required=True)
    made.add_argument("--vintage", choices=["a", "b"])
    return made


@pytest.mark.parametrize(
    ("given", "vietnamese", "english"),
    [
        (["--out"], "sau --out phải có giá trị", "--out needs a value after it"),
        (["--out", "x", "--vintage", "c"], "--vintage c không nằm trong các giá trị a, b", "c is not one of a, b"),
        (["--out", "x", "--colour"], "không có --colour", "there is no --colour"),
        ([], "thiếu --out", "--out is missing"),
    ],
)
def test_what_is_not_understood_is_said_in_the_language(given: list[str], vietnamese: str, english: str) -> None:
    for code, said in (("vi", vietnamese), ("en", english)):
        with pytest.raises(CommandError, match=said) as caught:
            parser(code).parse_args(given)
        assert caught.value.code == NOT_UNDERSTOOD


def test_the_help_is_in_the_language() -> None:
    text = parser().format_help()
    assert text.startswith("cách dùng: python -m x")
    assert "tùy chọn:" in text
    assert not {"usage", "options", "show"} & {*text.replace(":", " ").split()}
    assert parser("en").format_help().startswith("usage: python -m x")


@pytest.mark.parametrize(
    ("given", "code"),
    [([], "vi"), (["--lang", "en"], "en"), (["x", "--lang=en"], "en"), (["--lang"], "vi"), (["--lang", "fr"], "vi")],
)
def test_the_language_is_known_before_the_rest(given: list[str], code: str) -> None:
    assert asked_language(given).code == code
