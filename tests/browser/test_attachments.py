"""Files beside a record in a real browser: added, seen, taken away to the byte, removed, taken back; refused in words."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from geodata.store.public_rows import public_rows
from tests.browser import rest, screens
from tests.geodata.attachments.attachment_files import PDF, PLACE, picture

pytestmark = pytest.mark.browser
FOCUS = "record?focus=facilities:"
HOSTILE = "Ảnh [x](javascript-alert) _y_ `z` $a$ www.b.vn.jpg"


@pytest.fixture
def own_url(changed_office: tuple[str, Path]) -> str:
    return changed_office[0]


@pytest.fixture(scope="module")
def keys() -> Iterator[str]:
    """Facilities, of which each test takes one without a file."""
    return iter(public_rows("facilities"))


@pytest.fixture
def address(own_url: str, keys: Iterator[str]) -> str:
    return f"{own_url}/{FOCUS}{next(keys)}"


@pytest.fixture
def record(address: str, open_page: Callable[..., object]) -> Iterator[Page]:
    opened = open_page(address)
    opened.page.locator(".st-key-attachments").wait_for(timeout=screens.WAIT_MS)
    yield opened.page
    assert opened.outside == []
    assert opened.errors == []


def attach(page: Page, name: str, data: bytes) -> None:
    field = page.locator(".st-key-attachments input[type=file]")
    rest.settled(page)  # the field of the file before has gone
    expect(page.locator(".st-key-attachments [data-testid=stFileChip]")).to_have_count(0)
    field.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})


def test_a_photo_and_a_paper_are_added_seen_taken_away_removed_and_taken_back(record: Page) -> None:
    page, panel = record, record.locator(".st-key-attachments")
    attach(page, HOSTILE, picture(orientation=6))
    line = panel.locator(".kc-attachment")
    expect(line).to_contain_text(HOSTILE, timeout=screens.WAIT_MS)
    rest.settled(page)
    shown = line.locator("img").evaluate(
        "async (image) => { await image.decode(); return [image.src.slice(0, 23), image.naturalWidth, image.naturalHeight]; }"
    )
    assert shown == ["data:image/jpeg;base64,", 150, 240]
    assert line.locator("a, em, code, .katex, script").count() == 0

    with page.expect_download() as taken:
        panel.get_by_role("button", name="Tải xuống").click()
    data = Path(taken.value.path()).read_bytes()
    assert PLACE not in data
    assert Image.open(io.BytesIO(data)).size == (400, 640)

    attach(page, "Biên bản.pdf", PDF)
    expect(line).to_have_count(2, timeout=screens.WAIT_MS)
    rest.settled(page)
    with page.expect_download() as taken:
        panel.get_by_role("button", name="Tải xuống").nth(1).click()
    assert taken.value.suggested_filename == "Biên bản.pdf"
    assert Path(taken.value.path()).read_bytes() == PDF

    rest.settled(page)
    panel.get_by_role("button", name="Gỡ").first.click()
    expect(line).to_have_count(1, timeout=screens.WAIT_MS)
    page.locator(".said button").click()
    expect(line).to_have_count(2, timeout=screens.WAIT_MS)


def test_what_is_not_taken_is_said_in_words_and_the_same_file_lies_there_once(record: Page) -> None:
    page, line = record, record.locator(".st-key-attachments .kc-attachment")
    attach(page, "ảnh.jpg", b"<script>alert(1)</script>")
    expect(page.get_by_text("không thuộc loại được lưu")).to_be_visible(timeout=screens.WAIT_MS)
    attach(page, "bien-ban.pdf", PDF)
    expect(line).to_have_count(1, timeout=screens.WAIT_MS)
    attach(page, "the-same.pdf", PDF)
    expect(page.get_by_text("Tệp này đã được đính kèm bản ghi.")).to_be_visible(timeout=screens.WAIT_MS)
    expect(line).to_have_count(1)


def test_the_address_of_a_download_is_another_in_each_visit(
    record: Page, own_url: str, address: str, open_page: Callable[..., object]
) -> None:
    attach(record, "bien-ban.pdf", PDF)
    record.locator(".st-key-attachments .kc-attachment").wait_for(timeout=screens.WAIT_MS)
    addresses = []
    for page in (record, open_page(address).page):
        page.locator(".st-key-attachments .kc-attachment").wait_for(timeout=screens.WAIT_MS)
        rest.settled(page)
        with page.expect_download() as taken:
            page.locator(".st-key-attachments").get_by_role("button", name="Tải xuống").click()
        Path(taken.value.path())  # it has come
        addresses.append(urlsplit(taken.value.url))
    assert len({one.path for one in addresses}) == 2
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{own_url}{addresses[0].path[:-6]}abcdef")  # noqa: S310 - own server
    assert refused.value.code == 404
