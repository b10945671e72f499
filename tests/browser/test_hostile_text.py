"""Text that comes with data is text: in tooltip, table, card, drawer and on the map nothing of it runs."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geodata.record.public import PUBLIC
from tests.browser import rest, screens
from tests.browser.conftest import ROOT, Serve

pytestmark = pytest.mark.browser

HOSTILE = [
    "<img src=x onerror=window.top.hacked=1>",
    "</script><script>window.top.hacked=1</script>",
    "`${window.top.hacked=1}`",
    "\\u003cb\\u003e \\ ' \" &lt;i&gt; {{ 7*7 }} {% raw %}",
    "**đậm** [x](javascript:window.top.hacked=1) $\\frac{1}{2}$ :red[đỏ] :smile:",
    "\u202egnaiG ạgnaL\u202c \u200fمرحبا",
    "Công ty " + "rất dài tên " * 25,
    "_a1b2 map_div feature_group_0 {{'x'}}",
]


@pytest.fixture(scope="module")
def hostile_url(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a record whose first facilities of Hiệp Hòa and their words are hostile."""
    folder = tmp_path_factory.mktemp("record")
    shutil.copytree(PUBLIC, folder, dirs_exist_ok=True)
    path = folder / "facilities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    targets = [row for row in rows if row["location_quality"] == "commune"][: len(HOSTILE)]
    for n, (row, text) in enumerate(zip(targets, HOSTILE, strict=True)):
        row.update(name=text, products=text, note=text, place_text=text, other_names=text)
        row.update(district_code="223", commune_code="07840", kind="enterprise", sector="chemicals")
        row.update(location_quality="exact", lat="21.3532", lon=str(105.966 + 0.001 * n))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    launcher = Path(__file__).with_name("with_record.py")
    with serve(ROOT / "dashboard.py", env={"KHUYENCONG_TEST_RECORD": str(folder)}, launcher=launcher) as url:
        yield url


QUERY = "/?district=223&sector=chemicals&layers=facility"


def shown(text: str) -> str:
    """Return the text as a browser hands it back: white space folded."""
    return " ".join(text.split())


def test_the_table_of_the_drawer_shows_hostile_names_as_they_are(open_page: Callable, hostile_url: str) -> None:
    opened = open_page(hostile_url + QUERY)
    screens.map_frame(opened.page)
    rest.settled(opened.page)
    opened.page.locator('button.card[data-id="facilities"]').click()
    names = opened.page.get_by_role("dialog").locator("tbody").first.locator("th > .parts:first-child")
    expect(names).to_have_count(len(HOSTILE))
    assert sorted(map(shown, names.all_inner_texts())) == sorted(map(shown, HOSTILE))
    assert opened.page.evaluate("window.hacked") is None
    assert opened.errors == []


def test_every_mark_has_its_hostile_name_in_tooltip_and_card(open_page: Callable, hostile_url: str) -> None:
    opened = open_page(hostile_url + QUERY, width=1920, height=1080)
    page = opened.page
    frame = screens.map_frame(page)
    screens.zoom_to(page, 21.3532, 105.97, 15)
    frame.locator("body").evaluate("() => { window.map.setMinZoom(8); }")
    marks = frame.locator('.kc-mark[data-layer="facility"]')
    expect(marks).to_have_count(len(HOSTILE))
    for n in range(len(HOSTILE)):
        rest.settled(page)
        name = marks.nth(n).get_attribute("aria-label")
        assert name in HOSTILE
        marks.nth(n).dispatch_event("mouseover")
        marks.nth(n).focus()
        expect(frame.locator(".kc-tooltip-name").last).to_have_text(shown(name))
        marks.nth(n).press("Enter")
        expect(page.locator(".st-key-card")).to_contain_text(shown(name), timeout=screens.WAIT_MS)
    assert page.evaluate("window.hacked") is None
    assert frame.locator("body").evaluate("() => window.top.hacked ?? null") is None
    assert opened.outside == []
    assert opened.errors == []
