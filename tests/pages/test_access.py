"""A role decides what a visit is shown and what it may do; without one nothing of the office is shown."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from geodata.access import Caller, Permission, Role, Visitor
from pages.components import access
from pages.components.data_navigation import DATA_PAGES
from tests.pages import visits

PAGES = [page for page in DATA_PAGES if (Path(visits.DASHBOARD).parent / "pages" / f"{page.name}.py").is_file()]
ROLES = '[email]\n"lan@example.vn" = "editor"\n"an@example.vn" = "viewer"\n"ngan@example.vn" = "analyst"\n'


@pytest.fixture(autouse=True)
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.as_in_a_server(monkeypatch)


@pytest.fixture(autouse=True)
def nobody_signed_out() -> Iterator[None]:
    yield
    access._SIGNED_OUT.clear()


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
    return set(visits.links(app)) & {"Dữ liệu", "Nhập", "Sửa", "Chất lượng", "Nhật ký"}


def test_a_visit_of_which_nothing_is_known_only_looks() -> None:
    app = visits.visit()
    assert data_links(app) == set()
    assert "Chỉ xem" in visits.texts(app)


def test_this_computer_may_do_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    visits.on_this_computer(monkeypatch)
    app = visits.visit()
    assert data_links(app) == {"Dữ liệu"}
    assert "Chỉ xem" not in visits.texts(app)


def test_a_proxy_on_this_computer_hides_another(monkeypatch: pytest.MonkeyPatch) -> None:
    behind = Caller(visits.HERE.peer, {**visits.HERE.headers, "x-forwarded-for": ["127.0.0.1"]})
    monkeypatch.setattr(access, "caller", lambda: behind)
    assert data_links(visits.visit()) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_address_of_a_page_that_a_visit_may_not_open_tells_nothing(page: object) -> None:
    app = visits.visit()
    app._page_hash = calc_hash(page.name)  # type: ignore[attr-defined] # what the browser sends for the address
    visits.checked(app.run())
    assert "không được làm việc này" in visits.texts(app)
    assert not app.get("bidi_component")
    assert not app.get("arrow_data_frame")


def test_nothing_is_shown_before_signing_in(roles: Path) -> None:
    app = AppTest.from_file(visits.DASHBOARD, default_timeout=60)
    app.secrets = visits.SECRETS
    visits.checked(app.run())
    assert roles.is_file()
    assert [button.label for button in app.button] == ["Đăng nhập"]
    assert "cán bộ của cơ quan" in visits.texts(app)
    for kind in ("bidi_component", "component_instance", "page_link", "plotly_chart"):
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
    assert not app.get("bidi_component")
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


def test_secrets_without_a_provider_let_nobody_in() -> None:
    app = AppTest.from_file(visits.DASHBOARD, default_timeout=60)
    app.secrets = {"auth": {}}
    assert "chưa được cấu hình đầy đủ" in visits.texts(visits.checked(app.run()))


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
