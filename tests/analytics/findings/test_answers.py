"""The answers of the screens over random selections: none ranks what its rows do not carry, none is larger than what is known."""

import re
from datetime import date

from hypothesis import given

from analytics.evidence.rows import evidence
from analytics.findings.answers import (
    Answer,
    exports_answers,
    funding_answers,
    ocop_answers,
    proposals_answers,
)
from analytics.findings.coverage import coverage_of
from analytics.ocop.certificates import Validity, certificates_of
from analytics.overview.kpi import KpiId
from analytics.prepared.tables import Prepared
from analytics.proposals.due import DueState, due_of
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Selection
from analytics.wording.language import language
from geodata.schema.partial_dates import add_months
from tests.analytics.plain_rows import plain_rows
from tests.analytics.strategies import selections

VI = language("vi")
DAY = date(2026, 11, 29)
LARGEST = VI.text("Year with the largest published sum")


def by_id(answers: tuple[Answer, ...]) -> dict[str, Answer]:
    found = {one.id: one for one in answers}
    assert len(found) == len(answers)
    return found


def first_number(text: str) -> int:
    found = re.search(r"\d[\d.]*", text)
    assert found, text
    return int(found[0].replace(".", ""))


@given(selections())
def test_who_has_most_is_named_only_where_half_of_all_that_there_is_states_it(
    prepared: Prepared, selection: Selection
) -> None:
    selected = selected_of(prepared, selection)
    coverage = coverage_of(KpiId.SUPPORT, selected)
    for one in funding_answers(selected, VI):
        if one.id in {"District with most", "Sector with most"} and one.value != "—":
            assert coverage.is_carried, one
            column = "district_code" if one.id.startswith("District") else "sector"
            sums = plain_rows(prepared, selection)["proposals"].groupby(column)["support_vnd"].sum()
            assert sums.max() > 0


@given(selections())
def test_the_year_with_the_largest_published_sum_is_the_year_of_no_larger_one(
    prepared: Prepared, selection: Selection
) -> None:
    year = by_id(funding_answers(selected_of(prepared, selection), VI)).get("year")
    if year is None or year.value == "—" or year.label != LARGEST:
        return
    figures = prepared.record["published_figures"]
    (_, _, frame), *_ = year.behind()
    of_year = frame[frame["year_from"].eq(int(year.value))]
    assert frame["basis"].nunique() == 1, "what was approved is not ranked with what was done"
    rivals = frame[frame["year_from"].ne(int(year.value))].groupby("year_from")["value"].sum()
    assert set(frame["figure_id"]) <= set(figures.loc[figures["is_used"], "figure_id"])
    assert rivals.empty or of_year["value"].sum() >= rivals.max()


@given(selections())
def test_what_is_due_and_what_ends_first_are_the_nearest_days_on_record(
    prepared: Prepared, selection: Selection
) -> None:
    selected = selected_of(prepared, selection)
    coming = [
        row for row in due_of(selected, DAY).to_dict("records") if row["state"] in {DueState.LATER, DueState.TODAY}
    ]
    soon = [row for row in coming if row["due_on"] <= add_months(DAY, 6)]
    due = by_id(proposals_answers(selected, DAY, VI))["due"]
    assert due.value == (VI.number(len(soon)) if soon else "—")
    table = certificates_of(selected, DAY)
    holding = table[table["validity"].isin([Validity.EXPIRING, Validity.VALID, Validity.UNDATED])]
    ends = by_id(ocop_answers(selected, DAY, VI))["certificate"]
    assert (ends.value == "—") == holding.empty
    if not holding.empty:
        nearest = holding["last_day_to"].min()
        assert str(nearest.year) in ends.value


@given(selections())
def test_a_tile_of_funding_has_an_answer(prepared: Prepared, selection: Selection) -> None:
    """What cannot be said is no tile beside those that can; what is itemised is the sum of the charts and tables, whatever years are published."""
    selected = selected_of(prepared, selection)
    support, *others = funding_answers(selected, VI)
    assert len(others) <= 3
    assert all(re.search(r"\w", one.value) for one in others if one.id != "year")
    stated = plain_rows(prepared, selection)["proposals"]["support_vnd"].dropna()
    if "có danh mục:" in support.beside:
        assert support.beside.startswith(
            f"có danh mục: {VI.money(float(stated.sum()))} từ {VI.number(len(stated))} trong "
        )


@given(selections())
def test_the_tile_of_certificates_opens_those_that_it_speaks_of(prepared: Prepared, selection: Selection) -> None:
    tile = by_id(ocop_answers(selected_of(prepared, selection), DAY, VI))["certificate"]
    if tile.value == "—":
        return
    ((_, table, frame),) = tile.behind()
    more = re.search(r" và (\d+) nữa", tile.basis)
    assert len(frame) == 1 + (int(more[1]) if more else 0)
    assert frame["last_day_to"].nunique() == 1
    shown = evidence(prepared.record, table, frame, VI)
    assert "last_day" in [one.id for one in shown.columns][:2]
    assert all(tile.value in str(row["last_day"]["t"]) for row in shown.rows)


@given(selections())
def test_stars_and_exports_count_what_is_on_record_or_more(prepared: Prepared, selection: Selection) -> None:
    selected = selected_of(prepared, selection)
    rows = plain_rows(prepared, selection)
    told = by_id(ocop_answers(selected, DAY, VI))
    for stars in ("4", "5"):
        n = int(rows["ocop_products"]["stars"].eq(int(stars)).sum())
        value = told[f"stars_{stars}"].value
        assert (value == "—") or first_number(value) >= n
        assert value != "—" or n == 0
    flows = rows["export_flows"][~rows["export_flows"]["is_context"].astype(bool)]
    markets = by_id(exports_answers(selected, VI, with_context=False))["markets"].value
    n_markets = int(flows.loc[flows["market_kind"].eq("country"), "market_iso3"].nunique())
    assert markets == (VI.number(n_markets) if n_markets else "—")


def test_the_answers_of_the_public_record(whole: Selected) -> None:
    """Counted by hand in the public record: what a leader is told without a click."""
    money, ocop = by_id(funding_answers(whole, VI)), by_id(ocop_answers(whole, DAY, VI))
    assert (money["year"].label, money["year"].value) == (VI.text("Latest year with a published sum"), "2023")
    assert money["year"].unit == "6,5\u00a0tỷ\u00a0đồng"
    assert money["year"].beside.startswith(
        "trước đó: 2021, ≥\u00a03,5\u00a0tỷ\u00a0đồng (phê duyệt); 2020, 6,6\u00a0tỷ\u00a0đồng"
    )
    assert [one.value for one in money.values()] == ["≥\u00a063,4", "2023", "≥\u00a0525", "7,45"]
    assert money["support"].beside == "có danh mục: 2,61\u00a0tỷ\u00a0đồng từ 9 trong 49 đề án"
    assert (ocop["stars_5"].value, ocop["stars_4"].value) == ("1", "≥\u00a032")
    assert (
        "HTX mỳ Chũ Trại Lâm: mỳ Chũ → 7 quốc gia, vùng lãnh thổ"
        in by_id(exports_answers(whole, VI, with_context=False))["exporters"].basis
    )
    assert by_id(exports_answers(whole, VI, with_context=False))["products"].basis.startswith("mỳ Chũ → 12 quốc gia")


@given(selections())
def test_the_product_of_most_countries_is_named_first(prepared: Prepared, selection: Selection) -> None:
    flows = plain_rows(prepared, selection)["export_flows"]
    flows = flows[~flows["is_context"].astype(bool)]
    n_countries = flows.groupby("product")["market_iso3"].nunique()
    told = by_id(exports_answers(selected_of(prepared, selection), VI, with_context=False))["products"].basis
    if len(n_countries) and n_countries.max():
        first, n, *_ = re.split(" → ", told)
        assert (n_countries[first], first_number(n)) == (n_countries.max(), n_countries.max())
