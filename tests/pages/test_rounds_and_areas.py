"""Recognition rounds and difficult areas as a visit sees them: drawn, and a row of their table chooses."""

import json
from typing import Any

import pytest

from tests.pages.test_exports_ocop import checked, click, component, running_server, table, visit

__all__ = ["running_server"]


@pytest.mark.parametrize(
    ("page", "key", "row", "chosen"),
    [
        ("pages/ocop.py", "ocop_rounds", "2023-2-3-217", {"district": "217", "years": "2023", "stars": "3"}),
        (
            "pages/funding.py",
            "funding_difficult_areas",
            "2012-2022-facilities-supported-difficult-areas-215",
            {"district": "215"},
        ),
    ],
)
def test_a_row_of_the_table_chooses(page: str, key: str, row: str, chosen: dict[str, Any]) -> None:
    app = visit(page, tab="rounds" if key == "ocop_rounds" else "")
    assert json.loads(component(app, f"plot_{key}").bytes)["figure"]["data"]
    app.session_state["visit"].open_tables.add(key)
    checked(app.run())
    assert row in {one["id"] for one in table(app, f"table_{key}")}
    click(app, f"table_{key}", "row", row)
    sent = {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}
    assert {name: sent[name].split("-")[0] for name in chosen} == chosen
