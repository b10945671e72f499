"""A data keeper brings a table of the province in: uploads it, corrects a column, imports the good rows, sees them counted, takes them back."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.browser import rest, screens
from tests.browser.conftest import Opened
from tests.browser.rest import WAIT_MS

pytestmark = pytest.mark.browser
ROWS = (
    ("UBND TỈNH BẮC GIANG",),
    ("DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN NĂM 2023",),
    ("TT", "Tên cơ sở", "Địa chỉ", "", "Số lao động", "Làm ra"),
    ("", "", "Xã", "Huyện", "", ""),
    ("A. NGÀNH CƠ KHÍ",),
    (1, "Cty TNHH Cơ khí Kiểm Thử", "Xương Lâm", "H. Lạng Giang", "gần 35", "máy xát"),
    (2, "HTX mộc Kiểm Thử", "Dĩnh Trì", "TP. Bắc Giang", 18, "tủ, giường"),
    (3, "Hộ KD Kiểm Thử Ba", "Bảo Sơn", "Lục Nam", "abc", "bàn ghế"),
    (4, "#REF!", "Bảo Sơn", "Lục Nam", 7, "ghế mây"),
    ("", "Cộng", "", "", 60, ""),
)


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Cơ sở")
        for span in ("A2:F2", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "A5:F5"):
            sheet.merge_range(span, "")
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row)
    return path


def follow(page: Page, name: str) -> None:
    rest.settled(page)
    page.get_by_role("link", name=name, exact=True).first.click()


def test_a_table_comes_in_and_is_taken_back(
    changed_office: tuple[str, Path], open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    address = changed_office[0]
    opened = open_page(address)
    page = opened.page
    screens.map_frame(page)
    rest.settled(page)
    figure = screens.figure(page, "facilities")
    before = int(figure.inner_text().replace(".", ""))
    page.goto(f"{address}/imports")
    zone = page.locator(".st-key-import_upload").get_by_test_id("stFileUploaderDropzone")
    expect(zone).to_be_visible(timeout=WAIT_MS)
    said = "e => getComputedStyle(e, '::after').content"
    screens.until(page, lambda: zone.locator("button p").evaluate(said) == '"Chọn tệp"')
    rest.settled(page)
    page.locator('.st-key-import_upload input[type="file"]').set_input_files(workbook(tmp_path / "Biểu 1.xlsx"))
    expect(page.get_by_text("6 dòng đã đọc = 3 mới + 0 cập nhật + 0 không đổi + 1 từ chối + 2 bỏ qua")).to_be_visible()
    expect(page.get_by_text("Công thức của ô này bị lỗi (“#REF!”)").first).to_be_visible()
    expect(page.get_by_text("Không hiểu “abc” là số").first).to_be_visible()
    rest.settled(page)
    cell = page.get_by_label("Ô E8")
    cell.fill("12")
    cell.press("Enter")
    expect(page.locator(".st-key-import_mended")).to_contain_text("E8 = “12”")

    rest.settled(page)
    page.get_by_role("radio", name="2 Cột").click()
    rest.settled(page)
    page.get_by_label("Cột F được hiểu là").click()
    page.get_by_role("option", name="Sản phẩm", exact=True).click()
    expect(page.locator(".st-key-import_columns summary")).to_contain_text("nhập 5 trên 6 cột", timeout=WAIT_MS)

    rest.settled(page)
    page.get_by_role("radio", name="4 Ghi").click()
    rest.settled(page)
    page.get_by_role("button", name="Chỉ nhập 3 dòng hợp lệ").click()
    outcome = page.locator(".st-key-import_outcome")
    expect(outcome).to_contain_text("3 dòng mới", timeout=WAIT_MS)
    rest.settled(page)
    outcome.get_by_role("link", name="Xem 3 cơ sở trên bản đồ").click()
    expect(figure).to_have_text(str(before + 3))

    follow(page, "Dữ liệu")
    rest.settled(page)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".st-key-import_upload").get_by_test_id("stFileUploaderDropzone")).to_be_visible(
        timeout=WAIT_MS
    )
    expect(outcome).to_be_hidden(timeout=WAIT_MS)
    follow(page, "Bản đồ")
    expect(figure).to_have_text(str(before))
    assert opened.outside == []
