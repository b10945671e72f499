"""People sign in with a real OpenID provider on this computer: viewer, editor, out again; before that nothing is shown."""

from collections.abc import Callable, Iterator

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Serve

pytestmark = pytest.mark.browser
WAIT_MS = 30_000
PEOPLE = {"an": ("an@example.vn", True), "lan": ("lan@example.vn", True), "false": ("lan@example.vn", False)}
ROLES = '[email]\n"lan@example.vn" = "editor"\n[group]\n"xem" = "viewer"\n'
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "for this test run only, nothing rests on it"
client_id = "khuyen-cong"
client_secret = "any"
server_metadata_url = "http://localhost:{port}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def office(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app of an office whose staff sign in."""
    folder = tmp_path_factory.mktemp("office")
    people = [
        User(sub=name, claims={"email": email, "email_verified": is_verified, "groups": ["xem"]})
        for name, (email, is_verified) in PEOPLE.items()
    ]
    (folder / "roles.toml").write_text(ROLES, "utf-8")
    with run_server_in_thread(user_claims=people) as provider:
        (folder / "secrets.toml").write_text(SECRETS.format(port=provider.server_port), "utf-8")
        env = {
            "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
            "KHUYENCONG_DATA": str(folder),
        }
        with serve(ROOT / "dashboard.py", env=env) as url:
            yield url


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Đăng nhập").click(timeout=WAIT_MS)
    page.get_by_role("button", name=name, exact=True).click(timeout=WAIT_MS)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="End session").click(timeout=WAIT_MS)
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible(timeout=WAIT_MS)


def test_staff_sign_in_see_what_their_role_allows_and_sign_out(office: str, open_page: Callable[..., object]) -> None:
    page: Page = open_page(f"{office}/funding?district=213").page  # type: ignore[attr-defined]
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible(timeout=WAIT_MS)
    assert page.locator("iframe, button.card, [class*=kc-plot]").count() == 0

    sign_in(page, "an")
    expect(page.locator(".st-key-navigation")).to_contain_text("an@example.vn · Người xem", timeout=WAIT_MS)
    expect(page.get_by_role("link", name="Dữ liệu")).to_have_count(0)
    page.goto(f"{office}/edit")
    expect(page.get_by_text("không được làm việc này")).to_be_visible(timeout=WAIT_MS)
    assert page.locator("[data-testid=stDataFrame], form").count() == 0
    sign_out(page)

    sign_in(page, "lan")
    expect(page.locator(".st-key-navigation")).to_contain_text("lan@example.vn · Người cập nhật", timeout=WAIT_MS)
    page.get_by_role("link", name="Dữ liệu").click()
    expect(page.locator(".st-key-data_navigation")).to_contain_text("Nhật ký", timeout=WAIT_MS)
    sign_out(page)

    sign_in(page, "false")
    expect(page.get_by_text("chưa được xác minh")).to_be_visible(timeout=WAIT_MS)
