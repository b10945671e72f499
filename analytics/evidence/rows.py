"""From a figure to its rows and their sources: the same few columns for a table wherever it is shown."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from analytics.evidence.answer_words import answer_words
from analytics.evidence.column_text import column_text
from analytics.prepared.caching import cached
from analytics.selection.place_words import Row, district_name, market_of_flow, period, place, records, stars_text
from analytics.wording.labels import label_of
from analytics.wording.language import Language, kept_together, mark
from analytics.wording.language import language as language_of
from analytics.wording.metrics import METRIC_UNITS
from analytics.wording.signs import qualified
from geodata.record import Record
from geodata.schema import vocabulary as v
from geodata.schema.columns import DESCRIPTIONS, Column, ColumnRole, ColumnType, TableDescription, arranged
from geodata.schema.frames import KEYS
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.survey.questions import known_form

_Cell = Callable[[Row, Language], object]


@dataclass(frozen=True)
class _Shown:
    """A column of evidence: its id, heading (a message id), how a cell is made of a row, whether it holds numbers, and đồng."""

    id: str
    heading: str
    cell: _Cell
    is_number: bool = False
    is_money: bool = False


@dataclass(frozen=True)
class EvidenceColumn:
    """One column: its id, its heading (already in the language), and whether it holds numbers.

    A CSV holds raw numbers under `csv_heading`, which names their unit, and beside them what of `csv_more` (key of a cell,
    heading) the cells say: a unit of each row, an upper end, a status.
    """

    id: str
    heading: str
    is_number: bool = False
    csv_heading: str | None = None
    csv_more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Rows as they are shown. Each row maps column ids to {"v": raw value or None, "t": text} and carries its `id`.

    The last column, `sources`, names the first source of a row and how many more there are, and leads to it: its cells
    carry an "href" where that source has an address. `source_ids` of a row names all of them.
    """

    table: str
    columns: tuple[EvidenceColumn, ...]
    rows: tuple[Row, ...]


def evidence(record: Record, table: str, frame: pd.DataFrame, language: Language) -> Evidence:
    """Return the rows of `frame`, which are of table `table` of the record; KeyError for a table that is not shown."""
    columns = tuple(_column(one, language) for one in _shown_of(table, frame.columns))
    heading = EvidenceColumn("sources", language.text("Sources"))
    sources = {row["source_id"]: row for row in records(record["sources"])}
    frame = _JOINED[table](record, frame) if table in _JOINED else frame
    rows = tuple(_row(table, row, sources, language) for row in records(frame))
    return Evidence(table, (*columns, heading), rows)


def sources_of(record: Record, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the sources of `frame` (the columns of `sources` and n_rows), the most used first."""
    written = frame["source_ids"].value_counts()
    ids = written.index.to_series().str.split(";").explode()
    counts = written.reindex(ids.index).groupby(ids.to_numpy()).sum().rename("n_rows")
    joined_ = record["sources"].merge(counts, left_on="source_id", right_index=True)
    return joined_.sort_values(["n_rows", "source_id"], ascending=[False, True], ignore_index=True)


def with_product(record: Record, recognitions: pd.DataFrame) -> pd.DataFrame:
    """Return recognitions with name, producer and district_code of their product, and told_on.

    That is the date of the earliest of their sources that is dated to the month or the day.
    """
    products = record["ocop_products"].set_index("product_id")[["name", "producer", "district_code"]]
    own = products.reindex(recognitions["product_id"]).set_axis(recognitions.index)
    dates = record["sources"].set_index("source_id")["published_on"].dropna()
    dates = dates[dates.str.len() > len("2024")]
    told = {
        ids: min((dates[id_] for id_ in str(ids).split(";") if id_ in dates), default=None)
        for ids in recognitions["source_ids"].unique()
    }
    return recognitions.assign(
        **{name: own[name] for name in own.columns}, told_on=recognitions["source_ids"].map(told).astype("string")
    )


def with_names(record: Record, visits: pd.DataFrame) -> pd.DataFrame:
    """Return visits with the name of their facility and the title of their proposal."""
    names = record["facilities"].set_index("facility_id")["name"]
    titles = record["proposals"].set_index("proposal_id")["title"]
    return visits.assign(facility=visits["facility_id"].map(names), proposal=visits["proposal_id"].map(titles))


def with_visit(record: Record, answers: pd.DataFrame) -> pd.DataFrame:
    """Return answers with the facility or proposal that was visited, and question and answer as a person reads them."""
    visits = with_names(record, record["survey_visits"]).set_index("visit_id")
    visit = answers["submission_id"].map(record["survey_submissions"].set_index("submission_id")["visit_id"])
    kinds = visit.map(visits["campaign_id"]).map(record["survey_campaigns"].set_index("campaign_id")["kind"])
    asked = {(kind.value, one.name): one for kind in CampaignKind for one in known_form(record, kind).questions}
    questions = [asked.get(key) for key in zip(kinds, answers["question"], strict=True)]
    named = zip(questions, answers["question"], answers["value"], strict=True)
    vi = language_of()
    told = [(one.label, answer_words(one, value, vi)) if one else (name, value) for one, name, value in named]
    return answers.assign(
        facility=visit.map(visits["facility"].fillna(visits["proposal"])),
        question=[question for question, _ in told],
        value=[value for _, value in told],
    )


def rows_with_ids(record: Record, table: str, ids: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows of `table` with these keys, in the order of the ids; ids that are not there are left out."""
    places = _keys_of(record, table).get_indexer(pd.Index(ids, dtype="string"))
    found: pd.DataFrame = record[table].iloc[places[places >= 0]].set_index(KEYS[table], drop=False)
    return found


@cached()
def _keys_of(record: Record, table: str) -> pd.Index:
    keys: pd.Index = pd.Index(record[table][KEYS[table]])
    return keys


def _column(shown: _Shown, language: Language) -> EvidenceColumn:
    heading = language.text(shown.heading)
    in_vnd = f"{heading} ({language.text('VND')})" if shown.is_money else None
    more = tuple((key, language.text(title)) for key, title in _MORE.get(shown.id, ()))
    return EvidenceColumn(shown.id, heading, shown.is_number, in_vnd, more)


def _row(table: str, row: Row, sources: Mapping[str, Row], language: Language) -> Row:
    cells: dict[str, Any] = {"id": str(row[KEYS[table]]), "source_ids": str(row["source_ids"]).split(";")}
    for one in _shown_of(table, row):
        cells[one.id] = _cell(one.cell(row, language))
    return {**cells, "sources": source_cell([sources[id_] for id_ in cells["source_ids"]])}


@cached()
def sources_by_id(record: Record) -> Mapping[str, Row]:
    """Return the sources by id."""
    return {str(row["source_id"]): row for row in records(record["sources"])}


def source_cell(sources: Sequence[Row]) -> Row:
    """Return the cell that names the first of some sources, how many more there are, and leads to it."""
    first = sources[0]
    more = f" +{len(sources) - 1}" if len(sources) > 1 else ""
    titles = "\n".join(str(source["title"]) for source in sources)
    href: Any = None if pd.isna(first["url"]) else first["url"]
    return {"v": f"{first['publisher']}{more}", "t": f"{first['publisher']}{more}", "href": href, "title": titles}


def day_cell(when: Any, language: Language) -> Row | None:
    """Return the cell of a day or a part of one, None where it is not known."""
    return None if pd.isna(when) else {"v": str(when), "t": language.partial_date(str(when))}


def amount_cell(vnd: Any, language: Language) -> Row | None:
    """Return the cell of an amount in đồng, None where it is not known."""
    return None if pd.isna(vnd) else {"v": int(vnd), "t": language.money(int(vnd))}


def _cell(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    return {"v": None, "t": ""} if value is None or pd.isna(value) or value == "" else {"v": value, "t": str(value)}


def _plain(column: str) -> _Cell:
    return lambda row, _: row[column]


def _place(row: Row, language: Language) -> object:
    return district_name(row["district_code"], language)


def _exact_place(row: Row, language: Language) -> object:
    return place(row, language, short=True)


def _period(row: Row, _: Language) -> object:
    return period(row["year_from"], row["year_to"])


def _stars(row: Row, language: Language) -> object:
    stars = row["stars"]
    return {
        "v": None if pd.isna(stars) else int(stars),
        "t": stars_text(stars, row["status"], language),
        "status": label_of(v.OcopStatus, row["status"], language),
    }


def _told(row: Row, language: Language) -> object:
    return day_cell(row["told_on"], language)


def _recognised(row: Row, language: Language) -> object:
    """Return the day or month of a recognition as far as it is stated, else its year."""
    return day_cell(row["year"] if pd.isna(row["recognised_on"]) else row["recognised_on"], language)


def _market(row: Row, language: Language) -> object:
    return market_of_flow(row, language) or language.text("not stated")


def quantity_text(row: Row, side: str, language: Language) -> str:
    """Return the "volume" or the "value" of a flow with its sign and unit, large sums of đồng as all money is written."""
    amount, unit, qualifier = row[side], row[f"{side}_unit"], row[f"{side}_qualifier"]
    if unit == v.ValueUnit.VND:
        return qualified(language.money(amount), qualifier)
    if unit == v.ValueUnit.VND_PER_MONTH:
        return qualified(language.text("{amount} a month", amount=language.money(amount)), qualifier)
    return qualified(kept_together(language.number(amount, 2), flow_unit(row, side, language)), qualifier)


def flow_unit(row: Row, side: str, language: Language) -> str:
    """Return the unit that the "volume" or the "value" of a flow is counted in."""
    kind = v.VolumeUnit if side == "volume" else v.ValueUnit
    return label_of(kind, row[f"{side}_unit"], language)


def _quantity(side: str) -> _Cell:
    def cell(row: Row, language: Language) -> object:
        if pd.isna(row[side]):
            return None
        return {
            "v": float(row[side]),
            "t": quantity_text(row, side, language),
            "unit": flow_unit(row, side, language),
        }

    return cell


def figure_value(row: Row, language: Language) -> str:
    """Return the value of a published figure as its source words it: qualifier, range, unit."""
    write = language.money if row["unit"] == "vnd" else partial(language.number, digits=2)
    ends = [write(row[column]) for column in ("value", "value_to") if not pd.isna(row[column])]
    return qualified("–".join(ends), row["qualifier"])


def _figure(row: Row, language: Language) -> object:
    cell = {"v": float(row["value"]), "t": figure_value(row, language)}
    return cell if pd.isna(row["value_to"]) else {**cell, "to": float(row["value_to"])}


def _figure_unit(row: Row, language: Language) -> object:
    """Name the unit; an amount of đồng carries its own ("3,2 tỷ đồng")."""
    message = METRIC_UNITS[row["unit"]]
    unit = language.text(message)
    return {"v": unit, "t": "" if row["unit"] == "vnd" else unit, "csv": unit}


def _scope(row: Row, language: Language) -> object:
    if row["scope"] == v.FigureScope.DISTRICT:
        return district_name(row["district_code"], language)
    return label_of(v.FigureScope, row["scope"], language)


_MORE: dict[str, tuple[tuple[str, str], ...]] = {
    "stars": (("status", mark("Status")),),
    "volume": (("unit", mark("Unit of the volume")),),
    "value": (("unit", mark("Unit of the value")), ("to", mark("Value, upper end"))),
}
_DISTRICT = _Shown("district", mark("District"), _place)
_STARS = _Shown("stars", mark("Stars"), _stars, is_number=True)
_PERIOD = _Shown("period", mark("Year"), _period)
_MADE: dict[str, tuple[_Shown, ...]] = {
    "facilities": (_Shown("place", mark("Place"), _exact_place),),
    "proposals": (_PERIOD, _DISTRICT),
    "ocop_products": (_STARS, _DISTRICT),
    "ocop_recognitions": (
        _Shown("name", mark("Product"), _plain("name")),
        _Shown("producer", mark("Producer"), _plain("producer")),
        _STARS,
        _Shown("when", mark("Recognised"), _recognised),
        _Shown("told", mark("Date of the source"), _told),
        _DISTRICT,
    ),
    "typical_products": (_DISTRICT,),
    "survey_visits": (
        _Shown("facility_id", mark("Facility"), _plain("facility")),
        _Shown("proposal_id", mark("Proposal"), _plain("proposal")),
    ),
    "survey_answers": (_Shown("submission_id", mark("Facility"), _plain("facility")),),
    "export_flows": (
        _Shown("market", mark("Market"), _market),
        _Shown("volume", mark("Volume"), _quantity("volume"), is_number=True),
        _Shown("value", mark("Value"), _quantity("value"), is_number=True),
    ),
    "published_figures": (
        _PERIOD,
        _Shown("scope", mark("Area"), _scope),
        _Shown("value", mark("Value"), _figure, is_number=True),
        _Shown("unit", mark("Unit"), _figure_unit),
    ),
}
"""Columns that are made of several, or of other tables; `order` of a description says where they stand."""


_JOINED = {"ocop_recognitions": with_product, "survey_visits": with_names, "survey_answers": with_visit}
"""What rows of a table need of others to be read."""


def _shown(table: TableDescription) -> tuple[_Shown, ...]:
    own = {column.name: _of_column(column) for column in table.with_role(ColumnRole.EVIDENCE)}
    every = own | {one.id: one for one in _MADE.get(table.name, ())}
    return tuple(every[name] for name in arranged(own, table.order.get(ColumnRole.EVIDENCE, ())))


def _of_column(column: Column) -> _Shown:
    is_money = column.type is ColumnType.MONEY
    return _Shown(
        column.name,
        column.evidence_label or column.label,
        _typed(column),
        column.dtype in {"Int64", "Float64"},
        is_money,
    )


def _typed(column: Column) -> _Cell:
    """Return how a cell is made of a column by its type: numbers and dates with the value by which they are sorted."""

    def cell(row: Row, language: Language) -> object:
        value = row[column.name]
        text = column_text(column, value, language)
        if not text or (column.dtype not in {"Int64", "Float64"} and column.type is not ColumnType.DATE):
            return text
        plain = {"Int64": int, "Float64": float}.get(column.dtype, str)(value)
        return {"v": plain, "t": text}

    return cell


_WORKED_OUT = (
    _Shown("last_day", mark("Last valid day"), lambda row, _: row["last_day"]),
    _Shown("due", mark("Due on"), lambda row, _: row["due"]),
)
"""Columns that no table has, shown behind the first where the rows of a figure carry them."""


def _shown_of(table: str, given: Container[str]) -> tuple[_Shown, ...]:
    """Return the columns of a table and those worked out that are given with its rows."""
    first, *others = _COLUMNS[table]
    return (first, *(one for one in _WORKED_OUT if one.id in given), *others)


_COLUMNS = {name: shown for name, table in DESCRIPTIONS.items() if (shown := _shown(table))}
"""The columns of each table that is shown as evidence."""
EVIDENCE_TABLES = tuple(_COLUMNS)
