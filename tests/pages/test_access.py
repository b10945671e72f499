"""A role decides what a visit is shown and what it may do; without one nothing of the office is shown."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.door.access import Caller, Permission, Role, Visitor, sign_in_of
from geodata.settings import roles_file
from geodata.store import Store, StoreUnavailableError, Unavailable, open_store
from pages.components.frame.screens import DATA_SCREENS
from pages.components.visit import access, way_in
from tests import streamlit_parts
from tests.pages import visits
from tests.streamlit_parts import patch_config_options

PAGES = [page for page in DATA_SCREENS if (Path(visits.DASHBOARD).parent / "pages" / f"{page.name}.py").is_file()]
ROLES = '[email]\n"lan@example.vn" = "editor"\n"an@example.vn" = "viewer"\n"ngan@example.vn" = "analyst"\n'


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    yield from visits.own_store(tmp_path, monkeypatch)


@pytest.fixture
def roles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "roles.toml"
    path.write_text(ROLES, "utf-8")
    monkeypatch.setenv("KHUYENCONG_ROLES", str(path))
    return path


def opened(person: str, **claims: object) -> AppTest:
    app = AppTest.from_file(visits.DASHBOARD, default_timeout=60)
    return visits.checked(visits.signed_in(app, person, **claims).run())


def data_links(app: AppTest) -> set[str]:
    return set(visits.links(app)) & {"Dữ liệu", "Nhập dữ liệu", "Sửa", "Chất lượng", "Nhật ký"}


def test_a_visit_of_which_nothing_is_known_only_looks() -> None:
    app = visits.visit()
    assert data_links(app) == set()
    assert "Chỉ xem" in visits.texts(app)


def test_this_computer_may_do_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.on_this_computer(monkeypatch)
    app = visits.visit()
    assert data_links(app) == {"Dữ liệu"}
    assert "Chỉ xem" not in visits.texts(app)


def test_this_computer_without_the_start_token_only_looks_and_is_told_how_to_edit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(access, "caller", lambda: replace(visits.HERE, cookies={}))
    app = visits.visit()
    assert data_links(app) == set()
    assert any("token=…" in caption.help for caption in app.caption if caption.help)
    streamlit_parts.ask_for_page(app, "edit")
    assert "token=…" in visits.texts(visits.checked(app.run()))


def test_a_proxy_on_this_computer_hides_another(monkeypatch: pytest.MonkeyPatch) -> None:
    behind = replace(visits.HERE, headers={**visits.HERE.headers, "x-forwarded-for": ["127.0.0.1"]})
    monkeypatch.setattr(access, "caller", lambda: behind)
    assert data_links(visits.visit()) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_address_of_a_page_that_a_visit_may_not_open_tells_nothing(page: object) -> None:
    app = visits.visit()
    streamlit_parts.ask_for_page(app, page.name)
    visits.checked(app.run())
    assert "không được làm việc này" in visits.texts(app)
    assert visits.components(app) == ["search"]
    assert not app.get("arrow_data_frame")


def test_nothing_is_shown_before_signing_in(roles: Path) -> None:
    app = AppTest.from_file(visits.DASHBOARD, default_timeout=60)
    app.secrets = visits.SECRETS
    visits.checked(app.run())
    assert roles.is_file()
    assert [button.label for button in app.button] == ["Đăng nhập"]
    assert "cán bộ của cơ quan" in visits.texts(app)
    assert visits.components(app) == []
    for kind in ("component_instance", "page_link", "plotly_chart"):
        assert not app.get(kind)


@pytest.mark.parametrize(
    ("email", "linked"), [("an@example.vn", set()), ("ngan@example.vn", {"quality"}), ("lan@example.vn", {"edit"})]
)
def test_a_role_decides_which_pages_are_linked(roles: Path, email: str, linked: set[str]) -> None:
    app = opened(email)
    assert roles.is_file()
    assert data_links(app) == ({"Dữ liệu"} if linked & {page.name for page in PAGES} else set())
    assert email in visits.texts(app)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"exp": time.time() - 1}, "hết hạn"),
        ({"email_verified": False}, "chưa được xác minh"),
        ({"email": "other@example.vn"}, "chưa được phân quyền"),
    ],
)
def test_a_sign_in_that_does_not_count_shows_why_and_no_data(
    roles: Path, claims: dict[str, object], words: str
) -> None:
    app = opened("lan@example.vn", **claims)
    assert roles.is_file()
    assert words in visits.texts(app)
    assert visits.components(app) == []
    assert {button.label for button in app.button} == {"Đăng nhập", "Đăng xuất"}


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(roles: Path) -> None:
    app = opened("lan@example.vn")
    roles.write_text('[email]\n"lan@example.vn" = "viewer"\n', "utf-8")
    assert data_links(visits.checked(app.run())) == set()
    roles.write_text("[email", "utf-8")
    assert "chưa được cấu hình đầy đủ" in visits.texts(visits.checked(app.run()))


def test_who_has_signed_out_is_out_in_the_other_window_too(roles: Path) -> None:
    same = {"iat": int(time.time()), "exp": int(time.time()) + 3600}
    one, other = opened("lan@example.vn", **same), opened("lan@example.vn", **same)
    assert roles.is_file()
    one.button(key="sign_out").click().run()
    assert other.button(key="sign_out")
    assert [button.label for button in visits.checked(other.run()).button] == ["Đăng nhập"]


def test_a_sign_out_by_another_process_counts_and_lasts(roles: Path, store: Store) -> None:
    now = int(time.time())
    claims = {"sub": "lan@example.vn", "iat": now, "exp": now + 3600}
    app = opened("lan@example.vn", **claims)
    other = open_store(store.database.address)
    other.end_sign_in(sign_in_of(claims), ends=now + 3600, now=now)
    other.close()
    assert [button.label for button in visits.checked(app.run()).button] == ["Đăng nhập"]
    assert roles.is_file()


def test_while_the_store_does_not_answer_who_is_signed_in_only_looks(
    roles: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data_links(opened("lan@example.vn")) == {"Dữ liệu"}
    store.revision()

    def away(*_: object) -> bool:
        raise StoreUnavailableError(Unavailable.GONE, "gone")

    monkeypatch.setattr(store, "has_ended", away)
    app = opened("lan@example.vn")
    assert data_links(app) == set()
    assert "lan@example.vn" in visits.texts(app)
    assert roles.is_file()


GOOD_SECRETS = f'[auth]\nclient_id = "x"\ncookie_secret = "{visits.SECRETS["auth"]["cookie_secret"]}"\n'


@pytest.fixture
def secrets_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The one file of secrets that the app looks for; it is not there yet."""
    path = tmp_path / "secrets.toml"
    monkeypatch.setattr(way_in, "_SEEN", set())
    with streamlit_parts.secrets_at(path, monkeypatch):
        yield path


def told(app: AppTest) -> str:
    """Return what a visit is told that is let nowhere."""
    assert visits.components(app) == []
    assert not app.button
    return visits.texts(app)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "không có mục [auth]"),
        ("# [auth]\n", "không có mục [auth]"),
        ('[Auth]\nclient_id = "x"\n', "không có mục [auth]"),
        ('[authx]\nclient_id = "x"\n', "không có mục [auth]"),
        ("[auth]\n", "không có mục [auth]"),
        ('client_id = "x"\n', "không có mục [auth]"),
        ('[auth]\nclient_id = "x"\n', "đoán ra"),
        ('[auth]\nclient_id = "x"\ncookie_secret = ""\n', "đoán ra"),
        ("[auth\n", "Không đọc được"),
        ("\x00", "Không đọc được"),
        ("\udcff", "Không đọc được"),
    ],
)
def test_a_slip_in_the_secrets_lets_nobody_in_and_says_what_to_mend(
    secrets_file: Path, monkeypatch: pytest.MonkeyPatch, content: str, words: str
) -> None:
    visits.on_this_computer(monkeypatch)
    secrets_file.write_bytes(content.encode("utf-8", "surrogateescape"))
    text = told(visits.visit())
    assert "chưa được cấu hình đầy đủ" in text
    assert words in text


def test_secrets_that_go_away_open_nothing(secrets_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visits.on_this_computer(monkeypatch)
    secrets_file.write_text(GOOD_SECRETS, "utf-8")
    assert [button.label for button in visits.visit().button] == ["Đăng nhập"]
    secrets_file.unlink()
    assert "nay không còn" in told(visits.visit())
    secrets_file.symlink_to(secrets_file.with_name("nowhere"))
    streamlit_parts.forget_secrets()
    assert "Không đọc được" in told(visits.visit())


@pytest.mark.parametrize(
    ("environment", "address", "words"),
    [
        ({"KHUYENCONG_SIGN_IN": "required"}, "127.0.0.1", "KHUYENCONG_SIGN_IN=required"),
        ({"KHUYENCONG_SIGN_IN": "Look"}, "127.0.0.1", "không hiểu được"),
        ({"KHUYENCONG_SIGNIN": "required"}, "127.0.0.1", "không hiểu được"),
        ({"KHUYENCONG_ROLES": "/nowhere/roles.toml"}, "127.0.0.1", "Có tệp phân quyền"),
        ({}, "0.0.0.0", "KHUYENCONG_SIGN_IN=look"),  # noqa: S104 - nothing is bound
        ({}, None, "KHUYENCONG_SIGN_IN=look"),
    ],
)
def test_where_people_are_to_sign_in_missing_secrets_let_nobody_in(
    secrets_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    address: str | None,
    words: str,
) -> None:
    visits.on_this_computer(monkeypatch)
    monkeypatch.setattr(os, "environ", {**os.environ, **environment})
    with patch_config_options({"server.address": address}):
        assert words in told(visits.visit())
    assert not secrets_file.exists()


def test_a_file_of_roles_without_secrets_lets_nobody_in(
    secrets_file: Path, roles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits.on_this_computer(monkeypatch)
    assert "Có tệp phân quyền" in told(visits.visit())
    assert roles.is_file()
    assert not secrets_file.exists()


@pytest.mark.parametrize("name", ["secrets.toml.txt", "Secrets.toml", "data/roles.toml.txt", "data/Roles.TOML"])
def test_a_file_by_nearly_the_right_name_lets_nobody_in(
    secrets_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    visits.on_this_computer(monkeypatch)
    monkeypatch.setattr(os, "environ", {**os.environ, "KHUYENCONG_DATA": str(tmp_path / "data")})
    (tmp_path / "data").mkdir()
    (tmp_path / name).write_text(GOOD_SECRETS, "utf-8")
    if not secrets_file.exists() and not roles_file().exists():  # where capitals do not count it is the file itself
        assert "gần giống" in told(visits.visit())


def test_secrets_are_read_once_for_each_change_of_the_file(
    secrets_file: Path, roles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = streamlit_parts.count_reads(monkeypatch)
    way_in.current_way_in()
    assert read == []
    secrets_file.write_text(GOOD_SECRETS, "utf-8")
    for _ in range(3):
        visits.visit()
    assert read == [str(secrets_file)]
    assert roles.is_file()


def test_a_run_of_the_screens_asks_once_who_looks_and_an_action_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[None] = []
    monkeypatch.setattr(access, "visitor", lambda: asked.append(None) or Visitor("lan@example.vn", Role.ADMIN))
    visits.visit()
    assert len(asked) == 1
    visits.visit("sources")
    assert len(asked) == 2
    access.require(Permission.EDIT)
    assert len(asked) == 3


def test_a_file_that_comes_in_has_the_rights_of_the_visit_that_it_names(
    roles: Path, secrets_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = int(time.time())
    person = {"is_logged_in": True, "sub": "1", "email": "lan@example.vn", "iat": now, "exp": now + 3600}
    sessions = {
        "here": (visits.HERE, {}),
        "untold": (replace(visits.HERE, cookies={}), {}),
        "elsewhere": (replace(visits.HERE, peer="192.0.2.7"), {}),
        "lan": (Caller("192.0.2.7"), person),
        "an": (Caller("192.0.2.7"), {**person, "email": "an@example.vn"}),
    }
    streamlit_parts.visits_go_on(sessions, monkeypatch)

    def editors() -> set[str]:
        names = [*sessions, "nobody"]
        return {name for name in names if access.visitor_of_session(name).may(Permission.EDIT)}

    content = roles.read_text("utf-8")
    roles.unlink()
    with monkeypatch.context() as without:
        without.delenv("KHUYENCONG_ROLES")
        assert editors() == {"here"}
    roles.write_text(content, "utf-8")
    assert editors() == set()
    secrets_file.write_text(GOOD_SECRETS, "utf-8")
    assert editors() == {"lan"}


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("permission", Permission)
def test_an_action_asks_again(monkeypatch: pytest.MonkeyPatch, role: Role | None, permission: Permission) -> None:
    visitor = Visitor("lan@example.vn", role)
    monkeypatch.setattr(access, "visitor", lambda: visitor)
    if visitor.may(permission):
        access.require(permission)
    else:
        with pytest.raises(access.NotAllowedError):
            access.require(permission)
