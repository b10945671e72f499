"""Text of data, of people and of the address is never Markdown or HTML: whatever a screen sends that the browser reads as Markdown.

Every string of every element counts as Markdown unless it is named here as plain, so that a new element is found by itself.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.editing.fields import NAME_COLUMNS
from analytics.overview.kpi import KpiId
from analytics.prepared import current
from analytics.wording.language import JOINER
from geodata.importing.grid import Sheet
from geodata.record import Record, load_public_record
from geodata.schema.frames import KEYS, TABLES
from geodata.store import Change, Store
from geodata.store.public_rows import public_rows
from geodata.store.tables import CURRENT
from pages.components.browser.plain import plain
from pages.components.importing import visit
from pages.components.map import kpi_panel
from tests.geodata.store import store_rows
from tests.pages import visits
from tests.pages.test_imports import upload, workbook
from tests.pages.test_quality import click, rows

EVIL = (
    "![z](https://evil.example/a.png) [z](https://evil.example) <b>zz</b> www.evil.example z@evil.example "
    "https://evil.example/z $\\alpha z$ :material/home: :red[zz] **zz** `zz` -> zz"
)
READS = re.compile(
    r"""!?(?<!\\)\[z(?<!\\)\]\( | (?<!\\)<b> | www\.evil | www\\\.evil | z@evil | ://evil | :\\?/\\?/evil
    | (?<!\\)\$ | :\\?material | :\\?red | (?<!\\)\*\*zz | (?<!\\)`zz | -\\?>\ zz""",
    re.VERBOSE,
)
"""What the browser would make a picture, a link, an element, a formula, an icon or a style of."""
AS_HTML = re.compile("<b>")
PLAIN = {
    "bidi_component": {"json", "json_args", "mixed.json", "mixed"},
    "component_instance": {"json_args"},
    "text": {"body"},
    "selectbox": {"options", "raw_value", "placeholder"},
    "multiselect": {"options", "raw_values", "placeholder"},
    "button_group": {"raw_values"},
    "radio": {"raw_value"},
    "text_input": {"default", "value", "placeholder"},
    "text_area": {"default", "value", "placeholder"},
    "page_link": {"page", "query_string"},
    "download_button": {"url"},
    "arrow_data_frame": {"columns"},
    "dataframe": {"columns"},
}
"""Strings that are set as text, by element. `json`, `json_args`: our own components, which write text alone (browser tests)."""
ALWAYS_PLAIN = {
    "id",
    "form_id",
    "component_name",
    "deferred_file_id",
    "query_param_key",
    "page_script_hash",
    "element_id",
    "key",
}
SPARED = {"unit", "other_names"}
"""Columns whose words the app reads itself."""


def hostile(record: Record) -> Record:
    """Return the record with hostile words in every column of free text."""
    tables = {}
    for name, frame in record.tables.items():
        free = [
            column
            for column, rule in TABLES[name].items()
            if rule.dtype == "string[python]"
            and not (rule.choices or rule.pattern or rule.is_unique or column in SPARED)
            and column not in {KEYS.get(name), "table", "fact_file", "reason"}
        ]
        made = {column: (EVIL + " " + frame[column]).where(frame[column].notna()) for column in free}
        tables[name] = frame.assign(
            **{column: pd.array(values, dtype="string[python]") for column, values in made.items()}
        )
    return Record(tables, revision=record.revision)


@pytest.fixture(autouse=True, scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An app on this computer whose record, public and office's own, is hostile throughout; all visits look at the same."""
    with pytest.MonkeyPatch.context() as patch:
        yield from _hostile_store(tmp_path_factory.mktemp("hostile"), patch)


def _hostile_store(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Store]:
    visits.as_in_a_server(patch)
    visits.on_this_computer(patch)
    patch.setattr(current, "load_public_record", lambda: hostile(load_public_record()))
    for made in visits.own_store(folder, patch):
        row = public_rows("facilities")["cong-ty-hoa-phat"]
        made.commit(
            [Change("facilities", "cong-ty-hoa-phat", {**row, "name": EVIL, "note": EVIL}, 0)],
            who=EVIL,
            action="edit",
            note=EVIL,
        )
        made.save_document("meeting", EVIL[:80], {}, who=EVIL, expected_version=0)
        yield made


def strings(message: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string in a message with the path of its field, repeated ones without their number."""
    for field, value in message.ListFields():
        name = f"{path}.{field.name}" if path else field.name
        values = list(value.values()) if hasattr(value, "values") else value if field.is_repeated else [value]
        for one in values:
            if isinstance(one, str):
                yield name, one
            elif hasattr(one, "ListFields"):
                yield from strings(one, name)


def read_as_markdown(app: AppTest) -> list[str]:
    """Return the hostile strings that the browser would read as Markdown or HTML, with their element and field."""
    found = []
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if proto is None or not hasattr(proto, "ListFields"):
            continue
        plain = PLAIN.get(node.type, PLAIN.get(getattr(proto.DESCRIPTOR, "name", "").lower(), set()))
        for name, text in strings(proto):
            last = name.rpartition(".")[2]
            if last in ALWAYS_PLAIN or name in plain or last in plain:
                continue
            if "zz" in text and (AS_HTML if node.type == "html" else READS).search(text):
                found.append(f"{node.type}.{name}: {text[:120]}")
    return found


VISITS = [
    ("", {}),
    ("", {"focus": "facility:cong-ty-hoa-phat"}),
    ("", {"district": "213", "vintage": "communes_2020"}),
    ("funding", {"lang": "en"}),
    ("exports", {"market": "JPN", "lang": "en"}),
    ("ocop", {}),
    ("proposals", {}),
    ("proposals", {"focus": "proposal:da-2018-hai-thinh"}),
    ("proposals", {"shape": "cards"}),
    ("present", {}),
    ("present", {"meeting": EVIL[:80]}),
    ("present", {"meeting": f"x {EVIL}"[:110]}),
    ("sources", {}),
    ("rules", {}),
    ("imports", {}),
    ("edit", {}),
    ("edit", {"focus": "facilities:cong-ty-hoa-phat"}),
    ("edit", {"focus": "proposals:da-2018-hai-thinh"}),
    ("quality", {}),
    ("audit", {}),
    ("record", {"focus": "facilities:cong-ty-hoa-phat"}),
    ("record", {"focus": "proposals:da-2018-hai-thinh"}),
]


@pytest.mark.parametrize(("page", "query"), VISITS)
def test_no_word_of_data_is_read_as_markdown(page: str, query: dict[str, str]) -> None:
    app = visits.visit(page, **query)
    assert read_as_markdown(app) == []


@pytest.mark.parametrize("kpi", [kpi.value for kpi in KpiId])
def test_no_word_of_the_rows_behind_a_figure_is_read_as_markdown(kpi: str, monkeypatch: pytest.MonkeyPatch) -> None:
    clicks = iter([kpi])
    monkeypatch.setattr(kpi_panel, "kpi_strip", lambda *_, **__: next(clicks, None))
    app = visits.visit("")
    assert any(node.type == "dialog" for node in app._tree)
    assert read_as_markdown(app) == []


def test_no_word_of_a_finding_or_of_a_merge_is_read_as_markdown(store: Store) -> None:
    twins = (store_rows.facility(key, name=f"HTX Sao Mai {EVIL}", note=EVIL) for key in ("mot", "hai"))
    store.commit([store_rows.source(title=EVIL), *twins], who="ngan", action="import")
    app = click(visits.visit("quality"), "quality_kinds", "duplicate")
    (finding,) = [row["id"] for row in rows(app, "quality_findings") if "mot" in row["id"]]
    app = click(app, "quality_findings", finding)
    assert [radio for radio in app.radio if radio.key == f"merge_keep_{finding}"]
    assert read_as_markdown(app) == []


@pytest.mark.parametrize("name", [f"{EVIL}.xlsx".replace("/", "-"), f"{EVIL}.zip".replace("/", "-")])
def test_no_word_of_a_file_is_read_as_markdown(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "_PATIENCE_SECONDS", 60.0)
    rows = [[EVIL], ["STT", "Tên cơ sở", "Huyện", f"Số lao động {EVIL}", EVIL], [1, EVIL, EVIL, EVIL, EVIL]]
    sheet = Sheet(name="<b>zz $a$ -> zz", rows=tuple(map(tuple, rows)))
    app = upload(workbook(sheet), name)
    assert "zz" in "".join(
        text for node in app._tree if getattr(node, "proto", None) for _, text in strings(node.proto)
    )
    assert read_as_markdown(app) == []


@pytest.mark.parametrize("name", ["district", "years", "measure", "focus", "slide", "meeting", "layers", "day"])
def test_no_word_of_the_address_is_read_as_markdown(name: str) -> None:
    assert read_as_markdown(visits.visit("", **{name: EVIL, EVIL: "1"})) == []
    assert read_as_markdown(visits.visit("proposals", **{name: EVIL})) == []


def test_the_rule_finds_what_is_not_escaped_and_passes_what_is() -> None:
    assert len(set(READS.findall(EVIL))) > 8
    assert READS.search(plain(EVIL)) is None
    assert JOINER in plain(EVIL)
    assert set(NAME_COLUMNS) <= set(CURRENT)
