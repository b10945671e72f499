"""The quality screen as a visit sees it: kinds and findings, the way to the row, the merge of two rows and back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geodata.door.access import Role, Visitor
from geodata.store import AttachmentContent, Change, Store
from geodata.store.attachments import digest_of
from pages.components.visit import access, office
from pages.components.visit.streamlit_parts import WidgetState, WidgetStates
from tests.geodata.attachments.attachment_files import PDF
from tests.geodata.store.store_rows import facility, source
from tests.pages.visits import as_in_a_server, checked, links, own_store, take_back, visit


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    as_in_a_server(monkeypatch)
    yield from own_store(tmp_path, monkeypatch)


def opened(monkeypatch: pytest.MonkeyPatch, role: Role, **query: str) -> AppTest:
    monkeypatch.setattr(access, "visitor", lambda: Visitor("lan@example.vn", role))
    return visit("quality", **query)


def component(app: AppTest, key: str) -> Any:
    return next(element.proto for element in app.get("bidi_component") if element.proto.id.endswith(f"-{key}"))


def rows(app: AppTest, key: str) -> list[dict[str, Any]]:
    data = json.loads(component(app, key).bytes)
    names = [column["id"] for column in data["columns"]]
    return [{"id": row["id"], **dict(zip(names, row["cells"], strict=True))} for row in data["rows"]]


def click(app: AppTest, key: str, row: str) -> AppTest:
    proto = component(app, key)
    told = json.dumps([{"event": "row", "value": row}])
    trigger = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events", json_trigger_value=told)
    return checked(app._run(WidgetStates(widgets=[trigger])))


def test_an_analyst_reads_findings_and_is_led_to_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, Role.ANALYST)
    assert {row["id"]: row["n"]["v"] for row in rows(app, "quality_kinds")}["certificate_expired"] == 37
    app = click(app, "quality_kinds", "certificate_expired")
    found = rows(app, "quality_findings")
    assert len(found) == 37
    app = click(app, "quality_findings", found[0]["id"])
    assert "Trên bản đồ" in links(app)
    assert "Bản ghi và lịch sử" not in links(app)


def test_the_chosen_districts_and_the_table_narrow_the_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(monkeypatch, Role.ANALYST, district="219")
    assert {row["district"]["t"] for row in rows(app, "quality_findings")} == {"Lục Ngạn"}
    app.button_group(key="quality_table").set_value("proposals")
    assert {row["id"].split(":")[1] for row in rows(checked(app.run()), "quality_findings")} == {"proposals"}


def paper(key: str, facility_id: str) -> Change:
    place = {"attachment_id": key, "of_table": "facilities", "of_row": facility_id}
    told = {"name": "Biên bản.pdf", "kind": "pdf", "size": len(PDF), "digest": digest_of(PDF)}
    return Change("attachments", key, {**place, **told})


def test_a_duplicate_is_merged_after_a_look_and_taken_back(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    twins = facility("mot", name="HTX Sao Mai"), facility("hai", name="Hợp tác xã Sao Mai", workers=9)
    store.commit([source(), *twins], who="ngan", action="import")
    files = [paper("f-mot", "mot"), paper("f-hai", "hai")]
    store.commit(files, who="ngan", action="attach", contents=[AttachmentContent(PDF)])
    app = click(opened(monkeypatch, Role.EDITOR), "quality_kinds", "duplicate")
    (finding,) = rows(app, "quality_findings")
    app = click(app, "quality_findings", finding["id"])
    kept = finding["id"].split(":")[3]
    assert {"Mã", "Tên", "Lao động"} <= {row["field"]["t"] for row in rows(app, "merge_preview")}
    assert [button for button in app.button if button.key == "merge_do"] == []
    app.checkbox(key=f"merge_sure_{finding['id']}").check()
    app = checked(checked(app.run()).button(key="merge_do").click().run())
    assert store.revision() == 3
    assert {one.attachment_id for one in store.attachments_of("facilities", kept)} == {"f-mot", "f-hai"}
    merged = store.row("facilities", kept)
    assert merged is not None
    assert (merged.values["workers"], "Sao Mai" in str(merged.values["other_names"])) == (9, True)
    assert "duplicate" not in {row["id"] for row in rows(app, "quality_kinds")}
    take_back(app)
    assert store.revision() == 4
    assert [len(store.attachments_of("facilities", id_)) for id_ in ("mot", "hai")] == [1, 1]
    assert all(not store.row("facilities", id_).is_removed for id_ in ("mot", "hai"))  # type: ignore[union-attr]


def test_an_analyst_merges_nothing(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    store.commit(
        [source(), facility("mot", name="HTX Sao Mai"), facility("hai", name="Hợp tác xã Sao Mai")],
        who="ngan",
        action="import",
    )
    app = click(opened(monkeypatch, Role.ANALYST), "quality_kinds", "duplicate")
    app = click(app, "quality_findings", rows(app, "quality_findings")[0]["id"])
    assert any("Có thể chính là" in str(one.value) for one in app.text)
    assert len(app.checkbox) == 0
    with pytest.raises(access.NotAllowedError):
        office.commit([], "merge")
