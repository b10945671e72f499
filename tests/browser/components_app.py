"""A scratch page that shows the components with awkward data; `test_components.py` drives it."""

from pathlib import Path

import streamlit as st

from pages.components.browser.assets import prepare_assets
from pages.components.browser.data_table import GridColumn, TableSpec, TableTexts, data_table
from pages.components.browser.kpi_strip import Card, kpi_strip

HOSTILE = [
    '<img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=1</script>",
    "`${window.hacked=1}`",
    "HTX \u202eđảo ngược",
    "Dài " * 75,
]

prepare_assets(Path(__file__).with_name("static"))
st.set_page_config(layout="wide")
step = st.session_state.setdefault("step", 0)
if st.button("change"):
    st.session_state.step = step = step + 1

clicked = kpi_strip(
    [
        Card("facilities", "Cơ sở công nghiệp nông thôn", f"{412 + step}", None, 0.4, "trong 1.024 cơ sở"),
        Card("proposals", "Đề án", "16", None, 16 / 37, "năm trước 12"),
        Card(
            "support",
            "Kinh phí hỗ trợ",
            "≥ 63,4",
            "tỷ đồng",
            0.51,
            "Công bố: 6,5 tỷ. 16 dòng · nguồn",
            when="2005…2023",
        ),
        Card("leverage", "Vốn đối ứng trên một đồng hỗ trợ", "4,2", "lần"),
        Card("ocop", "Sản phẩm OCOP", "218", None, None, "3 sao 150 · 4 sao 66 · 5 sao 2"),
        Card("markets", HOSTILE[0] if step > 1 else "Thị trường xuất khẩu", "27", None, None, "năm trước 25"),
    ],
    key="kpi",
)
st.write(f"card: {clicked}")

texts = TableTexts(
    missing_title="không có số liệu",
    empty="Không có dòng nào",
    no_match="Không tìm thấy",
    page_range="{first}–{last} / {total}",
    previous="Trước",
    next="Sau",
    filter="Lọc trong bảng",
    columns="Bảng đầy đủ",
    lines="Dòng ngắn",
    copy="Chép bảng",
    copied="Đã chép",
    csv="Tải CSV",
)
districts = [
    ("hiephoa", "Hiệp Hòa", 5, 1_200_000_000, "good", "đạt"),
    ("langgiang", "Lạng Giang", 0, 0, "", "chưa"),
    ("lucngan", "Lục Ngạn", 12, 3_300_000_000, "warn", "sắp hết hạn"),
    ("viet-yen", "Việt Yên", None, None, "info", "mới"),
    ("tan-yen", "Tân Yên", 30 + step, 2_250_000_000, "bad", "quá hạn"),
    ("bacgiang", "TP. Bắc Giang", 7, 900_000_000, "", "chưa"),
]
event = data_table(
    TableSpec(
        caption="Mười huyện",
        columns=[
            GridColumn("name", "Huyện", width="12rem"),
            GridColumn("count", "Số đề án", "number"),
            GridColumn(
                "support",
                "Kinh phí (tỷ đồng)",
                "bar",
                help="Kinh phí hỗ trợ",
                format=lambda v: f"{v / 1e9:.2f}".replace(".", ","),
                csv_label="Kinh phí (đồng)",
            ),
            GridColumn("state", "Tình trạng", "badge"),
            GridColumn("source", "Nguồn", "link"),
        ],
        rows=[
            {
                "id": row_id,
                "name": name,
                "count": count,
                "support": money if money != 3_300_000_000 else {"v": money, "t": "3,30", "part": money * 0.4},
                "state": {"v": label, "tone": tone},
                "source": {"t": "Báo Bắc Giang", "href": "https://example.org/a"},
            }
            for row_id, name, count, money, tone, label in districts
        ],
        footer=[
            {"id": "unknown", "name": "Chưa xác định huyện", "count": 2},
            {"name": "Cộng", "count": 56, "support": 7_650_000_000},
        ],
        clickable=True,
        max_height_px=None,
        texts=texts,
    ),
    key="districts",
    selected=[st.session_state.get("row", "lucngan")],
)
if event:
    st.session_state.row = event.row
st.write(f"row: {event.row if event else None}")

data_table(
    TableSpec(
        caption="Nhiều dòng",
        columns=[
            GridColumn("name", "Tên cơ sở"),
            GridColumn("n", "Số", "number"),
            GridColumn("note", "=Ghi chú"),
            GridColumn("link", "Nguồn", "link"),
        ],
        rows=[
            {"id": str(i), "name": HOSTILE[i], "n": -i, "note": note, "link": {"t": "x", "href": href}}
            for i, (note, href) in enumerate(
                zip(
                    ["=1+1", "@a", "+84 204", "-3,5", 'a "b", c'],
                    ["javascript:window.hacked=1", "https://a.b/c", "//x", "data:,x", "ftp://a"],
                    strict=True,
                )
            )
        ]
        + [{"id": str(i), "name": f"Cơ sở {i}", "n": i + step, "note": "Đồ gỗ"} for i in range(5, 2000)],
        texts=texts,
        max_height_px=400,
    ),
    key="many",
)
