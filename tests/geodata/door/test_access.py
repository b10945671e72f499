"""Who may what: roles, this computer and no other, the claims of a provider, the file of roles."""

import math
import os
import string
import sys
from pathlib import Path

import pytest

from geodata.door.access import (
    BROWSER_HEADERS,
    Caller,
    Permission,
    ReadOnlyReason,
    Role,
    RoleSetting,
    SignInRefusal,
    allowed,
    email_of,
    is_this_computer,
    local_visitor,
    role_of,
    signed_in_visitor,
)
from geodata.door.roles import read_roles
from geodata.settings import SettingError, roles_file

NOW = 1_800_000_000.0
HERE = {"host": ["localhost:8501"], "origin": ["http://localhost:8501"]}
CLAIMS = {"is_logged_in": True, "sub": "42", "email": "Lan@Example.vn", "iat": NOW - 60, "exp": NOW + 3600}
EDITORS = RoleSetting(by_email={"lan@example.vn": Role.EDITOR})


def test_each_role_may_what_those_before_it_may_and_one_thing_more() -> None:
    assert [len(allowed(role)) for role in Role] == [1, 2, 3, 4]
    assert allowed(Role.VIEWER) == {Permission.VIEW}
    assert Permission.EDIT not in allowed(Role.ANALYST)
    assert Permission.ADMINISTER not in allowed(Role.EDITOR)
    assert allowed(Role.ADMIN) == set(Permission)


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:80", "[::1]:8501", "LocalHost"])
def test_a_browser_on_this_computer_has_all_rights_with_the_start_token(peer: str, host: str) -> None:
    caller = Caller(peer, {"host": [host], "origin": [f"http://{host}"]})
    visitor = local_visitor(caller, "lan", has_token=True)
    assert (visitor.role, visitor.who, visitor.limit) == (Role.ADMIN, "lan@localhost", None)
    visitor = local_visitor(caller, "lan", has_token=False)
    assert (visitor.role, visitor.limit) == (Role.VIEWER, ReadOnlyReason.NOT_OPENED_HERE)


def test_what_browsers_say_of_themselves_is_no_sign_of_a_proxy() -> None:
    names = {name: ["x"] for name in BROWSER_HEADERS}
    assert is_this_computer(Caller("127.0.0.1", {**names, **HERE}))


ADDED = """
a-forwarded-for akamai-origin-hop c-real-ip cdn-loop cf-connecting-ip cf-ipcountry cf-ray client-ip cluster-client-ip
fastly-client-ip fly-client-ip forwarded forwarded-for forwarded-for-ip http-client-ip http-x-forwarded-for priority proxy
proxy-client-ip proxy-connection remote-addr remote-user tailscale-user-login true-client-ip true-forwarded-for via
wl-proxy-client-ip x-amzn-trace-id x-arr-log-id x-azure-clientip x-azure-socketip x-client x-client-ip
x-cluster-client-ip x-coming-from x-envoy-external-address x-envoy-peer-metadata x-forward-for x-forwarded
x-forwarded-by x-forwarded-client-cert x-forwarded-for x-forwarded-host x-forwarded-path x-forwarded-port
x-forwarded-prefix x-forwarded-proto x-forwarded-server x-forwarded-ssl x-forwarded-user x-gateway x-host
x-http-forwarded-for x-original-forwarded-for x-original-host x-original-url x-originating-ip x-proxy-user-ip
x-proxyuser-ip x-real-ip x-real-ipx x-remote-addr x-remote-ip x-request-id x-rewrite-url x-scheme x-true-client-ip
x-url-scheme x-wap-client-ip x-zzz authorization te zzz
""".split()  # noqa: SIM905 - names as in a text


@pytest.mark.parametrize(
    "caller",
    [
        Caller(None),
        Caller(None, HERE),
        Caller("", HERE),
        Caller("unix", HERE),
        Caller("10.0.0.7", HERE),
        Caller("::ffff:10.0.0.7", HERE),
        Caller("127.0.0.1"),
        *(
            Caller("127.0.0.1", {"host": hosts, "origin": [f"http://{host}" for host in hosts]})
            for hosts in (
                [],
                ["localhost", "localhost"],
                ["rebound.example"],
                ["localhost.example.vn"],
                ["localhost:x"],
                ["a@localhost"],
                ["localhost/../x"],
                ["[::1"],
            )
        ),
        *(
            Caller("127.0.0.1", {**HERE, "origin": origins})
            for origins in (
                [],
                ["null"],
                ["http://rebound.example"],
                ["http://localhost"],
                ["http://localhost:9999"],
                ["http://127.0.0.1:8501"],
                ["ftp://localhost:8501"],
                ["http://localhost:8501/"],
                ["http://localhost:8501.example"],
                ["http://localhost:8501", "http://localhost:8501"],
                ["http://localhost:8501 http://localhost:8501"],
            )
        ),
        *(Caller("127.0.0.1", {**HERE, name: ["127.0.0.1"]}) for name in ADDED),
        *(Caller("127.0.0.1", {**HERE, name.title(): [""]}) for name in ADDED),
    ],
    ids=repr,
)
def test_what_is_not_certainly_this_computer_only_looks(caller: Caller) -> None:
    assert not is_this_computer(caller)
    visitor = local_visitor(caller, "lan", has_token=True)
    assert (visitor.role, visitor.limit) == (Role.VIEWER, ReadOnlyReason.ELSEWHERE)


def test_no_letter_but_the_capitals_is_folded_into_another() -> None:
    folded: dict[str, set[str]] = {}
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        if email := email_of({"email": f"{letter}@example.vn"}):
            folded.setdefault(email, set()).add(letter)
    pairs = {frozenset(letters) for letters in folded.values() if len(letters) > 1}
    assert pairs == {frozenset({letter, letter.upper()}) for letter in string.ascii_lowercase}


@pytest.mark.parametrize(
    "email",
    [
        "",
        " ",
        "lan",
        "@",
        "lan@",
        "@example.vn",
        "lan@example.vn ",
        " lan@example.vn",
        "lan @example.vn",
        "lan@example.vn\n",
        "lan\x00@example.vn",
        "lan@other@example.vn",
        "lan@example.vn\u200b",
        "ｌan@example.vn",
        "lan＠example.vn",
        "\u212aien@example.vn",
        "\u017fan@example.vn",
        "ı@example.vn",
        "lân@example.vn",
        None,
        1,
        ["lan@example.vn"],
        b"lan@example.vn",
        {"lan@example.vn": 1},
    ],
)
def test_what_is_no_plain_address_is_nobodys(email: object) -> None:
    setting = RoleSetting({"": Role.ADMIN, "lan@example.vn": Role.ADMIN, "kien@example.vn": Role.ADMIN})
    assert email_of({"email": email}) == ""
    assert role_of({"email": email}, setting) is None


def test_an_entry_is_found_by_e_mail_whatever_its_case() -> None:
    visitor = signed_in_visitor(CLAIMS, EDITORS, NOW)
    assert (visitor.who, visitor.role, visitor.refusal) == ("lan@example.vn", Role.EDITOR, None)
    assert visitor.may(Permission.EDIT)
    assert not visitor.may(Permission.ADMINISTER)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"groups": ["xa", "phan-tich", "quan-tri"]}, Role.ADMIN),
        ({"groups": "phan-tich"}, Role.ANALYST),
        ({"groups": ["xa"]}, None),
        ({"groups": ["", " ", "Quan-Tri"]}, None),
        ({"groups": ""}, None),
        ({"groups": [["quan-tri"], {"quan-tri": 1}, None, 4]}, None),
        ({"groups": ["quan-tri"], "email": "Lan@Example.vn"}, Role.EDITOR),
        ({}, None),
    ],
)
def test_a_group_gives_its_role_the_highest_of_several_and_an_e_mail_comes_first(
    claims: dict[str, object], expected: Role | None
) -> None:
    setting = RoleSetting(EDITORS.by_email, {"phan-tich": Role.ANALYST, "quan-tri": Role.ADMIN})
    assert role_of(claims, setting) is expected


def test_who_has_no_entry_has_no_role_unless_there_is_a_default() -> None:
    other = {**CLAIMS, "email": "other@example.vn"}
    assert signed_in_visitor(other, EDITORS, NOW).refusal is SignInRefusal.NO_ROLE
    assert signed_in_visitor(other, RoleSetting(default=Role.VIEWER), NOW).role is Role.VIEWER


@pytest.mark.parametrize(
    ("claims", "refusal"),
    [
        ({}, SignInRefusal.SIGNED_OUT),
        ({"email": "lan@example.vn"}, SignInRefusal.SIGNED_OUT),
        ({**CLAIMS, "is_logged_in": "true"}, SignInRefusal.SIGNED_OUT),
        ({**CLAIMS, "exp": NOW}, SignInRefusal.EXPIRED),
        ({**CLAIMS, "exp": "tomorrow"}, SignInRefusal.EXPIRED),
        ({**CLAIMS, "exp": math.nan}, SignInRefusal.EXPIRED),
        ({**CLAIMS, "exp": math.inf}, SignInRefusal.EXPIRED),
        ({**CLAIMS, "exp": 10**400}, SignInRefusal.EXPIRED),
        ({**CLAIMS, "exp": True}, SignInRefusal.EXPIRED),
        ({**CLAIMS, "iat": NOW + 3600}, SignInRefusal.EXPIRED),
        ({name: value for name, value in CLAIMS.items() if name != "exp"}, SignInRefusal.EXPIRED),
        ({**CLAIMS, "email_verified": False}, SignInRefusal.UNVERIFIED),
        ({**CLAIMS, "email_verified": "false"}, SignInRefusal.UNVERIFIED),
        ({**CLAIMS, "email_verified": None}, SignInRefusal.UNVERIFIED),
        ({**CLAIMS, "email": None, "sub": None}, SignInRefusal.NO_ROLE),
    ],
)
def test_a_sign_in_that_proves_nothing_gives_nothing(claims: dict[str, object], refusal: SignInRefusal) -> None:
    visitor = signed_in_visitor(claims, RoleSetting(EDITORS.by_email, default=Role.ADMIN), NOW)
    assert (visitor.role, visitor.refusal) == (None, refusal)
    assert not any(visitor.may(permission) for permission in Permission)


def test_a_proven_e_mail_counts() -> None:
    assert signed_in_visitor({**CLAIMS, "email_verified": True}, EDITORS, NOW).role is Role.EDITOR


def test_an_office_may_say_how_long_a_sign_in_lasts() -> None:
    setting = RoleSetting(EDITORS.by_email, hours=8)
    assert signed_in_visitor({**CLAIMS, "iat": NOW - 7 * 3600, "exp": NOW - 1}, setting, NOW).role is Role.EDITOR
    assert signed_in_visitor({**CLAIMS, "iat": NOW - 9 * 3600}, setting, NOW).refusal is SignInRefusal.EXPIRED
    for issued in (None, math.nan, math.inf, NOW + 3600):
        assert signed_in_visitor({**CLAIMS, "iat": issued}, setting, NOW).refusal is SignInRefusal.EXPIRED


def test_the_file_of_roles_is_read_and_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "roles.toml"
    assert read_roles(path) == RoleSetting()
    path.write_text(
        'default = "viewer"\nhours = 8\nclaim = "roles"\n[email]\n"Lan@Example.vn" = "editor"\n[group]\n"Lãnh đạo" = "analyst"\n',
        "utf-8",
    )
    assert read_roles(path) == RoleSetting(
        {"lan@example.vn": Role.EDITOR}, {"Lãnh đạo": Role.ANALYST}, "roles", Role.VIEWER, 8
    )
    path.write_text('[email]\n"lan@example.vn" = "admin"\n', "utf-8")
    os.utime(path, ns=(1, 1))
    assert read_roles(path).by_email == {"lan@example.vn": Role.ADMIN}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[email", "roles.toml"),
        ('default = "boss"', "default"),
        ('[email]\n"lan@example.vn" = "Editor"', "lan@example.vn"),
        ('email = "lan@example.vn"', "email"),
        ("[group]\nx = 1", "x"),
        ('[emails]\n"lan@example.vn" = "editor"', "emails"),
        ("hours = 0", "hours"),
        ("hours = true", "hours"),
        ("hours = 100000", "hours"),
        ('claim = ""', "claim"),
        ('[group]\n"" = "editor"', "without a name"),
        ('[group]\n"  " = "editor"', "without a name"),
        ('[email]\n"" = "editor"', "without a name"),
        ('[email]\n"lan@example.vn" = "viewer"\n"Lan@Example.vn" = "editor"', "twice"),
        ('[email]\n"lan@example.vn" = "editor"\n"LAN@example.vn" = "editor"', "twice"),
        ('[email]\n"\u212aien@example.vn" = "editor"', "ien@example.vn"),
        ('[email]\n"lan" = "editor"', "lan"),
        ('[email]\n"lan@example.vn " = "editor"', "lan@example.vn"),
        ("hours = nan", "hours"),
    ],
)
def test_a_file_of_roles_that_is_not_understood_is_refused_whole(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "roles.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(SettingError, match=named):
        read_roles(path)


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError):
        read_roles(tmp_path)


def test_the_file_of_roles_lies_with_the_offices_data_unless_a_setting_says_otherwise() -> None:
    assert roles_file({"KHUYENCONG_DATA": "/srv/data"}) == Path("/srv/data/roles.toml")
    assert roles_file({"KHUYENCONG_ROLES": "/etc/roles.toml"}) == Path("/etc/roles.toml")
