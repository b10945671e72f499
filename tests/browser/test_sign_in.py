"""People sign in with a real OpenID provider on this computer: viewer, editor, out again; before that nothing is shown."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from tests.browser import rest
from tests.browser.conftest import ROOT, Serve
from tests.browser.rest import WAIT_MS
from tests.server.proxy import caddy_before, free_port

pytestmark = pytest.mark.browser
PEOPLE = {"an": ("an@example.vn", True), "lan": ("lan@example.vn", True), "false": ("lan@example.vn", False)}
ROLES = '[email]\n"lan@example.vn" = "editor"\n[group]\n"xem" = "viewer"\n'
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "for this test run only, nothing rests on it"
client_id = "khuyen-cong"
client_secret = "any"
server_metadata_url = "http://localhost:{port}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module", params=["alone", "behind Caddy"])
def office(request: pytest.FixtureRequest, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app of an office whose staff sign in, by itself or behind a proxy that speaks HTTPS."""
    folder = tmp_path_factory.mktemp("office")
    people = [
        User(sub=name, claims={"email": email, "email_verified": is_verified, "groups": ["xem"]})
        for name, (email, is_verified) in PEOPLE.items()
    ]
    (folder / "roles.toml").write_text(ROLES, "utf-8")
    public = f"https://localhost:{free_port()}" if request.param == "behind Caddy" else None
    with run_server_in_thread(user_claims=people) as provider:
        secrets = SECRETS.format(address=public or "http://127.0.0.1:{port}", port=provider.server_port)
        (folder / "secrets.toml").write_text(secrets, "utf-8")
        env = {
            "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
            "KHUYENCONG_DATA": str(folder),
        }
        with serve(ROOT / "dashboard.py", env=env) as url:
            host = url.removeprefix("http://")
            with caddy_before(public, [host], folder) if public else nullcontext():
                yield public or url


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
    rest.settled(page)
    assert page.locator("iframe, button.card, [class*=kc-plot]").count() == 0

    sign_in(page, "an")
    expect(page.locator(".st-key-header")).to_contain_text("an@example.vn · Người xem", timeout=WAIT_MS)
    expect(page.get_by_role("link", name="Dữ liệu")).to_have_count(0)
    page.goto(f"{office}/edit")
    expect(page.get_by_text("không được làm việc này")).to_be_visible(timeout=WAIT_MS)
    rest.settled(page)
    assert page.locator("[data-testid=stDataFrame], form").count() == 0
    sign_out(page)

    sign_in(page, "lan")
    expect(page.locator(".st-key-header")).to_contain_text("lan@example.vn · Người cập nhật", timeout=WAIT_MS)
    page.get_by_role("link", name="Dữ liệu").click()
    expect(page.locator(".st-key-data_navigation")).to_contain_text("Nhật ký", timeout=WAIT_MS)
    page.goto(f"{office}/imports")
    table = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
    with page.expect_response(lambda answer: "/_stcore/upload_file/" in answer.url) as taken:
        uploader = page.get_by_role("region", name="Tệp số liệu của cơ quan")
        uploader.locator("input[type=file]").set_input_files(files=[table], timeout=WAIT_MS)  # type: ignore[list-item]
    assert taken.value.status == 204, "a file of the person who signed in is taken"
    page.goto(office)
    sign_out(page)

    sign_in(page, "false")
    expect(page.get_by_text("chưa được xác minh")).to_be_visible(timeout=WAIT_MS)
