"""A slip in the settings opens nothing; the start token is given to a browser of this computer and to nobody else."""

import re
import secrets as random
from collections.abc import Mapping
from pathlib import Path

import pytest

from geodata.door.sign_in import SignInFault, WayIn, is_guessable, is_like, is_local_address, way_in
from geodata.door.start_token import StartToken, cookie_name
from geodata.settings import SettingError, SignIn, given_start_token, sign_in_choice

AUTH = {"client_id": "khuyen-cong", "cookie_secret": "only for tests, nothing rests on it 0123"}
SLIPS: list[Mapping[str, object]] = [
    {},
    {"Auth": AUTH},
    {"AUTH": AUTH},
    {"authx": AUTH},
    {" auth": AUTH},
    {"auth": {}},
    {"auth": None},
    {"auth": "on"},
    {"auth": [AUTH]},
    {"client_id": "khuyen-cong"},
    {"connections": {"sql": {}}},
]


@pytest.mark.parametrize("choice", [None, *SignIn])
@pytest.mark.parametrize("has_roles", [False, True])
@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - nothing is bound
@pytest.mark.parametrize("secrets", SLIPS, ids=repr)
def test_secrets_without_a_provider_let_nobody_in(
    secrets: Mapping[str, object],
    address: str,
    has_roles: bool,  # noqa: FBT001 - a case
    choice: SignIn | None,
) -> None:
    assert way_in(secrets, address=address, has_roles=has_roles, choice=choice) == WayIn(mend=SignInFault.NO_AUTH)


@pytest.mark.parametrize("choice", [None, *SignIn])
@pytest.mark.parametrize("has_roles", [False, True])
def test_where_a_provider_is_set_up_people_sign_in(has_roles: bool, choice: SignIn | None) -> None:  # noqa: FBT001 - a case
    found = way_in({"auth": AUTH}, address="0.0.0.0", has_roles=has_roles, choice=choice)  # noqa: S104 - nothing is bound
    assert found == WayIn(AUTH)


@pytest.mark.parametrize(
    ("address", "has_roles", "choice", "mend"),
    [
        ("127.0.0.1", False, None, None),
        ("127.0.0.1", False, SignIn.LOOK, None),
        ("127.0.0.1", True, None, SignInFault.ROLES_WITHOUT_AUTH),
        ("127.0.0.1", True, SignIn.LOOK, SignInFault.ROLES_WITHOUT_AUTH),
        ("127.0.0.1", False, SignIn.REQUIRED, SignInFault.REQUIRED_WITHOUT_AUTH),
        ("192.0.2.7", False, None, SignInFault.ADDRESS_WITHOUT_AUTH),
        ("192.0.2.7", False, SignIn.LOOK, None),
        ("192.0.2.7", True, SignIn.LOOK, SignInFault.ROLES_WITHOUT_AUTH),
        (None, False, None, SignInFault.ADDRESS_WITHOUT_AUTH),
    ],
)
def test_without_secrets_any_word_that_people_sign_in_closes_the_app(
    address: str | None,
    has_roles: bool,  # noqa: FBT001 - a case
    choice: SignIn | None,
    mend: SignInFault | None,
) -> None:
    assert way_in(None, address=address, has_roles=has_roles, choice=choice) == WayIn(mend=mend)


EXAMPLE = re.search(r'cookie_secret = "(.*)"', (Path(__file__).parents[3] / "docs/access.md").read_text("utf-8"))


@pytest.mark.parametrize(
    "secret", [None, "", "secret", "x" * 64, "0123456789" * 6, " " * 40, 7, ["a"], EXAMPLE and EXAMPLE[1]]
)
def test_a_secret_that_can_be_guessed_lets_nobody_in(secret: object) -> None:
    assert is_guessable(secret)
    found = way_in({"auth": {**AUTH, "cookie_secret": secret}}, address="127.0.0.1", has_roles=True, choice=None)
    assert found == WayIn(mend=SignInFault.GUESSABLE)


def test_a_drawn_secret_is_none_that_can_be_guessed() -> None:
    assert not any(is_guessable(random.token_urlsafe(48)) or is_guessable(random.token_hex(32)) for _ in range(100))


def test_a_file_by_nearly_the_right_name_closes_the_app_unless_there_is_the_right_one() -> None:
    for choice in (None, SignIn.LOOK):
        found = way_in(None, address="127.0.0.1", has_roles=False, choice=choice, is_misnamed=True)
        assert found == WayIn(mend=SignInFault.MISNAMED)
    for name in (
        "secrets.toml.txt",
        "Secrets.toml",
        "secret.toml",
        "SECRETS",
        "secrets (1).toml",
        "secrets.examples.txt",
    ):
        assert is_like(name, "secrets.toml")
    examples = ("secrets.example.toml", "secrets.toml.example", "secrets-sample.toml", "Secrets_Template.toml")
    for name in ("secrets.toml", "config.toml", "credentials.toml", *examples):
        assert not is_like(name, "secrets.toml")


@pytest.mark.parametrize("name", ["KHUYENCONG_SIGNIN", "KHUYENCONG_SIGN_ON", "KHUYEN_CONG_SIGN_IN", "khuyencong_role"])
def test_a_setting_by_nearly_the_right_name_is_refused(name: str) -> None:
    with pytest.raises(SettingError, match=name):
        sign_in_choice({name: "required"})


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_a_local_address_is_reached_from_here_alone(address: str) -> None:
    assert is_local_address(address)


@pytest.mark.parametrize(
    "address",
    [None, "", "0.0.0.0", "::", "192.0.2.7", "10.0.0.1", "khuyencong.example.vn", "localhost.example.vn", "unix:///x"],  # noqa: S104 - nothing is bound
)
def test_every_other_address_is_reached_by_others(address: str | None) -> None:
    assert not is_local_address(address)


def test_the_office_says_whether_people_sign_in_in_one_of_two_words() -> None:
    assert sign_in_choice({}) is None
    assert sign_in_choice({"KHUYENCONG_SIGN_IN": "look"}) is SignIn.LOOK
    for word in ("Required", "yes", "0", "none"):
        with pytest.raises(SettingError, match="KHUYENCONG_SIGN_IN"):
            sign_in_choice({"KHUYENCONG_SIGN_IN": word})


def test_a_given_start_token_is_long_and_is_not_repeated_where_it_is_refused() -> None:
    given = "a1" * 12
    assert given_start_token({"KHUYENCONG_START_TOKEN": given}) == given
    for word in ("short", "with-sign-" * 4, "a" * 129):
        with pytest.raises(SettingError) as refused:
            given_start_token({"KHUYENCONG_START_TOKEN": word})
        assert word not in str(refused.value)


def test_each_start_has_a_token_of_its_own_that_the_cookie_does_not_tell() -> None:
    one, other = StartToken(), StartToken()
    assert one.text != other.text
    assert len(one.text) >= 32
    assert one.text not in one.cookie
    assert one.takes(one.text)
    for given in ("", other.text, one.text[:-1], one.text + "x", one.cookie, "ệ"):
        assert not one.takes(given)


def test_a_key_for_one_use_is_taken_once_and_the_token_again_and_again() -> None:
    token = StartToken()
    key = token.key_for_one_use()
    assert [token.takes(key), token.takes(key), token.takes(token.text), token.takes(token.text)] == [
        True,
        False,
        True,
        True,
    ]


def test_a_browser_that_was_given_the_cookie_is_known_at_that_port_alone() -> None:
    token = StartToken()
    cookies = {cookie_name("127.0.0.1:8501"): token.cookie}
    assert token.is_in(cookies, "127.0.0.1:8501")
    assert not token.is_in(cookies, "127.0.0.1:8502")
    assert not token.is_in({}, "127.0.0.1:8501")
    assert not token.is_in({cookie_name("127.0.0.1:8501"): token.text}, "127.0.0.1:8501")
    assert not StartToken().is_in(cookies, "127.0.0.1:8501")
