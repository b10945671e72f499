import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import rest, screens

pytestmark = pytest.mark.browser

APP = Path(__file__).with_name("components_app.py")


@pytest.fixture(scope="module")
def url(chromium: object, serve: Callable) -> Iterator[str]:  # noqa: ARG001 - no browser, no server
    with serve(APP) as address:
        yield address


@pytest.fixture
def show(url: str, open_page: Callable) -> Iterator[Callable[..., Page]]:
    """`show(width, height, scheme)` opens the scratch page; at the end no outside request and no error may stand."""
    pages = []

    def open_components(width: int = 1366, height: int = 1000, scheme: str = "light") -> Page:
        opened = open_page(url, width, height, scheme)
        pages.append(opened)
        expect(opened.page.locator(".card")).to_have_count(6)
        expect(opened.page.get_by_text("row: None")).to_be_visible()
        expect(opened.page.locator("table")).to_have_count(2)
        rest.settled(opened.page)
        return opened.page

    yield open_components
    for opened in pages:
        assert opened.outside == []
        assert opened.errors == []
        assert opened.page.evaluate("window.hacked") is None


def districts(page: Page) -> Locator:
    return page.locator(".stBidiComponent").filter(has=page.get_by_text("Mười huyện"))


def many(page: Page) -> Locator:
    return page.locator(".stBidiComponent").filter(has=page.get_by_text("Nhiều dòng"))


def names(table: Locator) -> list[str]:
    return table.locator("tbody th").all_inner_texts()


def change(page: Page) -> None:
    page.get_by_role("button", name="change").click()


def cards_stand_in_even_rows(page: Page, width: int, columns: int) -> None:
    boxes = [card.bounding_box() for card in page.locator(".card").all()]
    rows: dict[float, list[dict]] = {}
    for box in boxes:
        rows.setdefault(round(box["y"]), []).append(box)
    assert [len(row) for row in rows.values()] == [columns] * (6 // columns), width
    for row in rows.values():
        assert len({round(box["height"]) for box in row}) == 1, width
        assert len({round(box["width"]) for box in row}) == 1, width
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes), width
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width


def a_number_is_not_cut_for_its_years(page: Page, width: int) -> None:
    card = page.locator(".card", has=page.get_by_text("2005…2023"))
    for part in (".amount", ".figure"):
        assert card.locator(part).evaluate("(node) => node.scrollWidth <= node.clientWidth"), (part, width)
    assert card.evaluate("(node) => node.scrollHeight <= node.clientHeight"), width


def test_cards_stand_whole_in_even_rows_at_each_width(show: Callable) -> None:
    page = show(1920)
    for width, columns in ((1920, 6), (1366, 6), (1024, 0), (900, 3), (390, 2)):
        screens.resize(page, width, 1000)
        a_number_is_not_cut_for_its_years(page, width)
        if columns:
            cards_stand_in_even_rows(page, width, columns)
        if columns == 6:
            tops = {round(node.bounding_box()["y"]) for node in page.locator(".card .figure").all()}
            assert len(tops) == 1, "figures of a row stand on one line"


def test_a_card_is_a_named_button_for_mouse_and_keyboard(show: Callable) -> None:
    page = show()
    button = page.get_by_role("button", name="Kinh phí hỗ trợ, ≥ 63,4 tỷ đồng, 2005…2023", exact=True)
    button.click()
    expect(page.get_by_text("card: support")).to_be_visible()
    change(page)
    expect(page.get_by_text("card: None")).to_be_visible()
    rest.settled(page)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("card: support")).to_be_visible()
    expect(button).to_be_focused()
    assert button.evaluate("(node) => getComputedStyle(node).outlineStyle") == "solid"


def test_cards_keep_their_place_when_figures_change(show: Callable) -> None:
    page = show()
    before = [card.bounding_box() for card in page.locator(".card").all()]
    page.locator(".card").first.evaluate("(node) => { node.dataset.witness = 1; }")
    change(page)
    expect(page.locator(".card .value").first).to_have_text("413")
    rest.settled(page)
    assert [card.bounding_box() for card in page.locator(".card").all()] == before
    expect(page.locator(".card[data-witness]")).to_have_count(1)


def test_a_table_is_a_table(show: Callable) -> None:
    table = districts(show()).locator("table")
    expect(table.locator("caption")).to_have_text("Mười huyện")
    expect(table.locator("thead th[scope=col]")).to_have_count(5)
    expect(table.locator("tbody th[scope=row]")).to_have_count(6)
    expect(table.locator("tr[aria-selected=true]")).to_have_text(["Lục Ngạn123,30sắp hết hạnBáo Bắc Giang"])
    expect(table.locator("tfoot th")).to_have_text(["Chưa xác định huyện", "Cộng"])
    assert "tabular-nums" in table.locator("tbody td").first.evaluate("(n) => getComputedStyle(n).fontVariantNumeric")


def test_a_missing_value_is_not_a_zero(show: Callable) -> None:
    counts = districts(show()).locator("tbody td:nth-child(2)")
    expect(counts.nth(1)).to_have_text("0")
    expect(counts.nth(3)).to_have_text("—")
    expect(counts.nth(3).get_by_title("không có số liệu")).to_be_visible()


def test_headers_sort_numbers_as_numbers_and_names_as_vietnamese(show: Callable) -> None:
    table = districts(show())
    given = names(table)
    head = table.get_by_role("columnheader", name="Số đề án")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert names(table) == ["Tân Yên", "Lục Ngạn", "TP. Bắc Giang", "Hiệp Hòa", "Lạng Giang", "Việt Yên"]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert names(table) == ["Lạng Giang", "Hiệp Hòa", "TP. Bắc Giang", "Lục Ngạn", "Tân Yên", "Việt Yên"]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "none")
    assert names(table) == given
    table.get_by_role("columnheader", name="Huyện").get_by_role("button").click()
    assert names(table) == ["Hiệp Hòa", "Lạng Giang", "Lục Ngạn", "Tân Yên", "TP. Bắc Giang", "Việt Yên"]
    expect(table.locator("tfoot th").last).to_have_text("Cộng")


def test_bars_share_one_scale_and_hatch_what_is_not_itemised(show: Callable) -> None:
    table = districts(show())
    widths = [bar.bounding_box()["width"] for bar in table.locator("tbody .track > .bar").all()]
    assert widths[0] / widths[2] == pytest.approx(1.2 / 3.3, abs=0.02)
    assert widths[1] == 0
    solid = table.locator("tbody .track .solid").nth(2).bounding_box()["width"]
    assert solid / widths[2] == pytest.approx(0.4, abs=0.02)
    expect(table.locator("tfoot .track")).to_have_count(0)


def test_a_row_is_chosen_by_mouse_and_keyboard(show: Callable) -> None:
    page = show()
    table = districts(page)
    table.get_by_role("row").filter(has_text="Hiệp Hòa").click()
    expect(page.get_by_text("row: hiephoa")).to_be_visible()
    change(page)
    expect(table.locator("tr.selected th")).to_have_text("Hiệp Hòa")
    rest.settled(page)
    table.locator("tr[data-row=hiephoa]").focus()
    page.keyboard.press("ArrowDown")
    expect(table.locator("tr[data-row=langgiang]")).to_be_focused()
    page.keyboard.press(" ")
    expect(page.get_by_text("row: langgiang")).to_be_visible()
    expect(table.locator("tr[data-row=langgiang]")).to_be_focused()
    rest.settled(page)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_text("row: unknown")).to_be_visible()


def test_a_filter_folds_marks_and_hides_the_totals(show: Callable) -> None:
    table = districts(show())
    table.get_by_placeholder("Lọc trong bảng").fill("yen  VIET")
    assert names(table) == ["Việt Yên"]
    expect(table.locator(".count")).to_have_text("1 / 6")
    expect(table.locator("tfoot tr")).to_have_count(0)
    table.get_by_placeholder("Lọc trong bảng").fill("không có gì như vậy")
    expect(table.get_by_text("Không tìm thấy")).to_be_visible()
    table.get_by_placeholder("Lọc trong bảng").fill("")
    assert len(names(table)) == 6


def test_sort_page_filter_and_place_stay_through_a_rerun(show: Callable) -> None:
    page = show()
    table = many(page)
    table.get_by_placeholder("Lọc trong bảng").fill("cơ sở")
    table.get_by_role("columnheader", name="Số").get_by_role("button").click()
    table.get_by_role("button", name="Sau").click()
    expect(table.locator(".range")).to_have_text("51–100 / 1.995")
    table.locator(".scroll").evaluate("(node) => { node.scrollTop = 300; }")
    scrolled = page.locator("[data-testid=stMain]").evaluate("(node) => node.scrollTop")
    change(page)
    expect(table.locator("tbody tr").first).to_have_text("Cơ sở 19491950Đồ gỗ—")
    expect(table.locator(".range")).to_have_text("51–100 / 1.995")
    expect(table.locator("thead th").nth(1)).to_have_attribute("aria-sort", "descending")
    expect(table.get_by_placeholder("Lọc trong bảng")).to_have_value("cơ sở")
    rest.settled(page)
    assert table.locator(".scroll").evaluate("(node) => node.scrollTop") == 300
    assert page.locator("[data-testid=stMain]").evaluate("(node) => node.scrollTop") <= scrolled


def test_two_thousand_rows_are_paged_and_sorted_at_once(show: Callable) -> None:
    table = many(show())
    expect(table.locator("tbody tr")).to_have_count(50)
    expect(table.locator(".range")).to_have_text("1–50 / 2.000")
    expect(table.get_by_role("button", name="Trước")).to_be_disabled()
    given = names(table)
    at_once = table.locator("[data-sort=name]").evaluate(
        """(node) => {
          const home = node.closest("table").parentNode;
          node.click();
          return [...home.querySelectorAll("tbody th")].map((one) => one.innerText);
        }"""
    )
    assert len(at_once) == 50
    assert at_once != given, "in the same turn of the browser"
    assert at_once == names(table)


def test_hostile_texts_are_texts_and_only_web_addresses_are_links(show: Callable) -> None:
    page = show()
    table = many(page)
    shown = names(table)
    assert shown[0] == '<img src=x onerror="window.hacked=1">'
    assert shown[1] == "</script><script>window.hacked=1</script>"
    assert shown[2] == "`${window.hacked=1}`"
    expect(table.locator("img, tbody script")).to_have_count(0)
    links = table.locator("tbody a")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://a.b/c")
    expect(links).to_have_attribute("rel", "noopener noreferrer")
    expect(links).to_have_attribute("target", "_blank")
    isolation = table.locator("tbody .text").evaluate_all(
        "(nodes) => nodes.map((n) => [n.dir, getComputedStyle(n).unicodeBidi].join())"
    )
    assert set(isolation) == {"auto,isolate"}
    change(page)
    expect(page.locator(".card .value").first).to_have_text("413")  # two clicks at once are one run of the page
    change(page)
    expect(page.locator(".card .label").last).to_have_text('<img src=x onerror="window.hacked=1">')


def _download(page: Page, table: Locator) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        table.get_by_role("button", name="Tải CSV").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_csv_opens_in_a_spreadsheet_and_runs_nothing(show: Callable) -> None:
    page = show()
    name, content = _download(page, many(page))
    assert name == "nhieu-dong.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    rows = _rows(content)
    assert len(rows) == 2001
    assert rows[0] == ["Tên cơ sở", "Số", "'=Ghi chú", "Nguồn"]
    assert [row[2] for row in rows[1:6]] == ["'=1+1", "'@a", "'+84 204", "'-3,5", 'a "b", c']
    assert [row[1] for row in rows[1:6]] == ["0", "-1", "-2", "-3", "-4"]


def test_the_csv_is_what_is_shown(show: Callable) -> None:
    page = show()
    table = districts(page)
    table.locator("[data-sort=count]").click()
    rows = _rows(_download(page, table)[1])
    assert rows[1] == ["Tân Yên", "30", "2250000000", "quá hạn", "Báo Bắc Giang"]
    assert rows[6] == ["Việt Yên", "", "", "mới", "Báo Bắc Giang"]
    assert [row[0] for row in rows[7:]] == ["Chưa xác định huyện", "Cộng"]
    table.get_by_placeholder("Lọc trong bảng").fill("luc ngan")
    assert [row[0] for row in _rows(_download(page, table)[1])] == ["Huyện", "Lục Ngạn"]


def test_the_table_is_copied_for_a_spreadsheet(show: Callable) -> None:
    page = show()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    table = districts(page)
    table.get_by_role("button", name="Chép bảng").click()
    expect(table.get_by_role("button", name="Đã chép")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[1] == "Hiệp Hòa\t5\t1200000000\tđạt\tBáo Bắc Giang"


def test_the_table_is_copied_where_the_clipboard_object_is_missing(show: Callable) -> None:
    page = show()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        "window.kept = navigator.clipboard; Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    )
    districts(page).get_by_role("button", name="Chép bảng").click()
    expect(districts(page).get_by_role("button", name="Đã chép")).to_be_focused()
    lines = page.evaluate("window.kept.readText()").splitlines()
    assert lines[2] == "Lạng Giang\t0\t0\tchưa\tBáo Bắc Giang"


def test_on_a_phone_a_table_that_does_not_fit_is_lines_and_the_full_one_keeps_its_first_column(show: Callable) -> None:
    page = show(390, 844)
    box = districts(page).locator(".scroll")
    assert box.evaluate("(node) => node.scrollWidth <= node.clientWidth")
    assert districts(page).locator("tbody tr").first.locator(".small").inner_text()
    districts(page).locator("button.columns").click()
    assert box.evaluate("(node) => node.scrollWidth > node.clientWidth")
    first = districts(page).locator("tbody th").first
    before = first.bounding_box()["x"]
    box.evaluate("(node) => { node.scrollLeft = 200; }")
    assert first.bounding_box()["x"] == pytest.approx(before, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    screens.resize(page, 1366, 844)
    expect(districts(page).locator("button.columns")).to_be_hidden()


def test_the_header_stays_while_the_rows_scroll(show: Callable) -> None:
    table = many(show())
    head = table.locator("thead th").first
    before = head.bounding_box()["y"]
    table.locator(".scroll").evaluate("(node) => { node.scrollTop = 500; }")
    assert head.bounding_box()["y"] == pytest.approx(before, abs=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(show: Callable, scheme: str) -> None:
    page = show(scheme=scheme)
    contrast = """(node) => {
        const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        const light = (colour) => {
            paint.fillStyle = colour;
            paint.fillRect(0, 0, 1, 1);
            const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
            const [r, g, b] = paint.getImageData(0, 0, 1, 1).data;
            return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
        };
        let ground = node;
        while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
        const [a, b] = [light(getComputedStyle(node).color), light(getComputedStyle(ground).backgroundColor)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }"""
    for selector in [
        ".value",
        ".card .label",
        ".unit",
        ".when",
        "thead .label",
        "tbody th .text",
        "tr.selected td",
        ".missing",
        "tfoot th",
    ]:
        assert page.locator(selector).first.evaluate(contrast) >= 4.5, selector
