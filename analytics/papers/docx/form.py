"""The form of papers, read from `form.toml`: the page, the styles with their names, the fixed words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FORM = Path(__file__).with_name("form.toml")


@dataclass(frozen=True)
class _Page:
    """An upright A4 page; lengths in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    font: str


@dataclass(frozen=True)
class StyleForm:
    """One paragraph style; sizes in points, indents in millimetres, `exactly` a fixed height of the line in points."""

    name: str
    size: float
    align: str
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    line: float = 1
    exactly: float = 0
    left: float = 0
    first: float = 0
    keep: bool = False
    border: bool = False
    level: int | None = None


@dataclass(frozen=True)
class _Form:
    """All of it; `words` are the fixed texts, by name."""

    page: _Page
    styles: dict[str, StyleForm]
    words: dict[str, str]
    agency_width: float
    lead_style: str
    table_style: str


@cache
def form() -> _Form:
    """Return the form."""
    content = tomllib.loads(FORM.read_text(encoding="utf-8"))
    letterhead = dict(content["letterhead"])
    agency_width = letterhead.pop("agency_width")
    return _Form(
        page=_Page(**content["page"]),
        styles={key: StyleForm(**values) for key, values in content["styles"].items()},
        words={**letterhead, **content["closing"]},
        agency_width=agency_width,
        lead_style=content["lead"]["name"],
        table_style=content["table"]["name"],
    )
