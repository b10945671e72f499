"""The shape of a header, so that a mapping of columns is remembered for the next file with the same headings."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geodata.importing.fields import tables
from geodata.importing.headings.matching import heading_key
from geodata.importing.layout import Layout

LAYOUT_DOCUMENT = "import-layout"


def shape_of(layout: Layout) -> str:
    """Return the name of a layout's shape: equal for the same headings in the same order, whatever the letters or the year."""
    keys = "|".join(_key(column.heading) for column in layout.columns if column.heading)
    return hashlib.sha256(keys.encode()).hexdigest()[:24]


def remembered(layout: Layout) -> dict[str, Any]:
    """Return what a document of kind "import-layout" keeps of a layout: its table, and field and unit of each column."""
    columns = [
        {"heading": _key(column.heading), "field": column.field, "unit": column.unit} for column in layout.columns
    ]
    return {"kind": layout.kind, "columns": [column for column in columns if column["heading"]]}


def recalled(layout: Layout, content: Mapping[str, Any]) -> Layout:
    """Return the layout of a new file with the fields and units that were remembered for its shape.

    A table or field that no longer exists is left as proposed.
    """
    kind = content.get("kind", layout.kind)
    if kind not in tables():
        return layout
    known = {field.name for field in tables()[kind].fields}
    kept = iter(content.get("columns", ()))
    columns = []
    for column in layout.columns:
        old = next(kept, None) if column.heading else None
        fits = (
            old is not None
            and old["heading"] == _key(column.heading)
            and (old["field"] is None or old["field"] in known)
        )
        if fits and old is not None:
            columns.append(
                replace(column, field=old["field"], unit=old["unit"] or column.unit, is_unit_assumed=False, score=1.0)
            )
        else:
            columns.append(replace(column, field=column.field if column.field in known else None))
    return replace(layout, kind=kind, columns=tuple(columns))


def _key(heading: str) -> str:
    return " / ".join(heading_key(level) for level in heading.split(" / ")) if heading else ""
