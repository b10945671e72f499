"""The answers of the screens over random selections: none ranks what its rows do not carry, none is larger than what is known."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.lines import stated_first
from analytics.evidence.rows import evidence
from analytics.figures.ocop.districts import DistrictProducts, district_bars, ocop_district_chart
from analytics.figures.ocop.standing import LEVELS, standing_chart
from analytics.figures.style import Look
from analytics.findings.answers import (
    Answer,
    funding_answers,
    proposals_answers,
)
from analytics.findings.chart_headlines import star_districts_headline, stock_headline
from analytics.findings.coverage import coverage_of
from analytics.findings.due_headlines import due_headline
from analytics.findings.export_answers import exports_answers
from analytics.findings.ocop_answers import ocop_answers
from analytics.findings.product_headlines import certificates_headline, group_told
from analytics.ocop.certificates import Validity, certificates_of, told_groups
from analytics.ocop.published import STAR_METRICS, FigureStanding, published_ocop
from analytics.ocop.words import state_names
from analytics.overview.kpi import KpiId
from analytics.prepared.tables import Prepared
from analytics.proposals.due import PAST, due_counts, due_of, told_first
from analytics.proposals.due_words import DUE_NAMES, STATES, due_day, state_title
from analytics.selection.published_totals import published_latest
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.labels import label_of
from analytics.wording.language import language
from geodata.schema.vocabulary import Basis, Sector
from tests.analytics.plain_exports import ONE
from tests.analytics.plain_rows import plain_rows
from tests.analytics.strategies import selections

VI = language("vi")
DAY = date(2026, 11, 29)
LARGEST = "tổng công bố lớn nhất"


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
    if year is None or year.value == "—" or not year.label.endswith(LARGEST):
        return
    figures = prepared.record["published_figures"]
    (_, _, frame), *_ = year.behind()
    of_year = frame[frame["year_from"].eq(first_number(year.label))]
    assert frame["basis"].nunique() == 1, "what was approved is not ranked with what was done"
    rivals = frame[frame["year_from"].ne(first_number(year.label))].groupby("year_from")["value"].sum()
    assert set(frame["figure_id"]) <= set(figures.loc[figures["is_used"], "figure_id"])
    assert rivals.empty or of_year["value"].sum() >= rivals.max()


@given(selections())
def test_what_an_answer_opens_is_shown_as_evidence(prepared: Prepared, selection: Selection) -> None:
    """Tables as the screens prepare them: those of the record alone lack what the drawer shows."""
    selected = selected_of(prepared, selection)
    answers = (
        *funding_answers(selected, VI),
        *proposals_answers(selected, DAY, VI),
        *ocop_answers(selected, DAY, VI),
        *exports_answers(selected, VI, with_context=True),
    )
    for answer in answers:
        for _, table, frame in answer.behind():
            assert len(evidence(prepared.record, table, frame, VI).rows) == len(frame), answer.id


@given(selections(), st.dates(date(2012, 1, 1), date(2028, 12, 31)))
def test_the_tile_of_what_is_due_counts_the_state_that_is_told_first_and_opens_its_rows(
    prepared: Prepared, selection: Selection, day: date
) -> None:
    selected = selected_of(prepared, selection)
    table = due_of(selected, day)
    due, state = by_id(proposals_answers(selected, day, VI))["due"], told_first(due_counts(table))
    if state is None:
        assert (due.value, due.behind()) == ("—", ())
        return
    ids = list(table.loc[table["state"].eq(state), "proposal_id"])
    (name, _, behind), *rest = due.behind()
    assert len(rest) == len(due_counts(table)) - 1
    ordered = [id_ for _, kind, frame in due.behind() for id_ in frame.iloc[stated_first(kind, frame)]["proposal_id"]]
    assert ordered == list(table["proposal_id"]), "as the tab lists them"
    assert all("due" in frame for _, _, frame in due.behind())
    assert due.value == VI.number(len(ids))
    assert due.label == name == state_title(state, VI)
    assert list(behind["proposal_id"]) == ids
    others = [VI.text(STATES[one][0]) for one in due_counts(table) if one is not state]
    assert all(words in due.basis for words in others), "what is small stands beside what is large"
    headline = due_headline(due_counts(table), VI)
    assert f"{due.value} đề án" in headline
    if state in PAST:
        assert all(words in headline for words in VI.text(STATES[state][0]).split(", ")), "tile, badge, title: one word"
        first = table.iloc[0]
        assert ("không hạn nào phía trước" in due.said) == ("later" not in set(table["state"]))
        assert "không đề án nào được ghi là quá hạn" in due.said
        assert f"{due_day(first['due_known'], VI)}: {first['title'][:20]}" in due.said, "which, and its day"
        assert len(due.said) < 190, "the tile has three lines"
        assert VI.text(DUE_NAMES[first["kind"]]) in due.counted, "what it rests on heads the rows"


@given(selections(), st.dates(date(2021, 1, 1), date(2029, 12, 31)))
def test_tile_title_and_slide_of_certificates_say_the_same_numbers_of_the_same_day(
    prepared: Prepared, selection: Selection, day: date
) -> None:
    """What has ended for certain is large, what may have beside it: no number of a later day; each certificate is in the drawer, as it is counted."""
    selected = selected_of(prepared, selection)
    table = certificates_of(selected, day)
    rows = table.to_dict("records")
    states = Counter(row["validity"] for row in rows)
    to_come = [row["last_day_to"].year for row in rows if row["last_day_to"] and row["last_day_from"] >= day]
    tile = by_id(ocop_answers(selected, day, VI))["certificate"]
    ended, may_have = states[Validity.EXPIRED], states[Validity.MAY_HAVE_EXPIRED]
    title = certificates_headline(table, VI)
    if ended:
        assert tile.value == ("≥\u00a0" if may_have or states[Validity.UNKNOWN] else "") + str(ended)
        assert tile.unit == "đã hết hạn, cần đánh giá lại"
        assert f"{tile.value} đã hết hạn" in title
    if len(rows) > states[Validity.UNKNOWN]:
        longest, _, groups = tile.basis.rpartition(
            f", {min(row['last_day_to'].year for row in rows if row['last_day_to'])} · "
        )
        assert not longest or (ended and longest == f"lâu nhất: {tile.behind()[0][2]['name'].iloc[0]}")
        assert all(said in title for said in filter(None, groups.split(" · ")) if not said.startswith("lâu nhất: "))
    assert not ended or (f"{may_have} có thể đã hết hạn" in tile.basis) == bool(may_have)
    if to_come:
        n = to_come.count(min(to_come))
        assert f"{n} hết hạn năm {min(to_come)}" in title
        assert (f"hết hạn năm {min(to_come)}" in tile.basis) == bool(ended or may_have)
    assert sum(len(frame) for _, _, frame in tile.behind()) == len(rows)
    if len(rows) > states[Validity.UNKNOWN]:
        assert first_number(tile.value) == len(tile.behind()[0][2])


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
def test_the_rows_behind_the_tile_of_certificates_say_their_last_day(prepared: Prepared, selection: Selection) -> None:
    tile = by_id(ocop_answers(selected_of(prepared, selection), DAY, VI))["certificate"]
    for title, table, frame in tile.behind():
        shown = evidence(prepared.record, table, frame, VI)
        assert "last_day" in [one.id for one in shown.columns][:2]
        is_dated = title != VI.text("Year of the end not known")
        assert all(bool(row["last_day"]["t"]) == is_dated for row in shown.rows)


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


def numbers(*texts: str) -> list[int]:
    return [int(found.replace(".", "")) for text in texts for found in re.findall(r"\d[\d.]*", text)]


def test_a_filter_that_nothing_fits_is_told_from_what_nobody_recorded(prepared: Prepared) -> None:
    """No product is of a sector that is none of food: that is known. Of a district and years without a row nothing is."""
    empty, unknown = VI.text("none in this selection"), VI.text("no information yet")
    filtered = by_id(ocop_answers(selected_of(prepared, Selection(sectors=(Sector.PACKAGING,))), DAY, VI))
    assert (filtered["ocop"].value, filtered["ocop"].basis) == ("—", empty)
    assert filtered["stars_5"].basis == empty
    of_years = by_id(ocop_answers(selected_of(prepared, Selection(years=(1990, 1991))), DAY, VI))
    assert (of_years["ocop"].value, of_years["ocop"].basis) == ("—", unknown)


def test_after_a_click_on_a_bar_of_ocop_tiles_and_charts_say_the_same_of_it_or_name_the_difference(
    prepared: Prepared, whole: Selected
) -> None:
    """Every district and every part of its bar, in both charts: no number stands beside another of the same thing."""
    known = DistrictProducts.of(whole)
    marks = [mark for series in district_bars(known, VI).series for mark in series.marks if len(mark.choices) > 1]
    assert len(marks) > 10
    for code in DISTRICT_CODES:
        selection = Selection(districts=(code,))
        selected = selected_of(prepared, selection)
        told = by_id(ocop_answers(selected, DAY, VI))
        products = told["ocop"]
        said = numbers(products.value, products.said)
        n = known.itemised.get(code, 0)
        assert not n or n in said, products
        for total in (known.published.get(code), known.recognised.get(code)):
            assert total is None or total.value in said, products
        of_level = [published_latest(prepared.record, STAR_METRICS[one], selection) for one in ("3", "4", "5")]
        most = max((one.value for one in of_level if one is not None), default=0)
        assert most <= max(said, default=0), products
        assert products.basis != VI.text("no information yet") or (not n and code not in known.recognised)
        by_year = standing_chart(selected, Look("light", VI, selection), stars="").table.by_id
        if code in known.published:
            of_year = by_year.get(f"items-{known.published[code].span[1]}")
            assert of_year is None or int(of_year["n"].value or 0) in said, products
    for mark in marks:
        fields = {one.field: (one.value,) for one in mark.choices}
        told = by_id(ocop_answers(selected_of(prepared, Selection(**fields)), DAY, VI))
        assert told["ocop"].value.removeprefix("≥\u00a0") == VI.number(mark.value)
        for stars in ("4", "5"):
            tile = told[f"stars_{stars}"]
            if (stars,) == fields["stars"]:
                assert mark.value in numbers(tile.value, tile.said)
            else:
                assert tile.basis == "ngoài hạng sao đang chọn"


@given(selections())
def test_products_of_some_stars_are_named_only_where_no_more_are_known(
    prepared: Prepared, selection: Selection
) -> None:
    rows = plain_rows(prepared, selection)["ocop_products"]
    for stars in ("4", "5"):
        tile = by_id(ocop_answers(selected_of(prepared, selection), DAY, VI))[f"stars_{stars}"]
        names = [str(name) for name in rows.loc[rows["stars"].eq(int(stars)), "name"]]
        owners = [str(name) for name in rows.loc[rows["stars"].eq(int(stars)), "producer"].dropna()]
        is_named = bool(names) and all(name in tile.basis for name in names)
        assert is_named == (bool(names) and first_number(tile.value) == len(names) <= 3)
        assert not is_named or all(owner in tile.basis for owner in owners), "whose they are stands beside, whole"
        assert not is_named or tile.behind()[0][1] == "ocop_products", "the drawer opens on what is named"


@pytest.mark.parametrize("stars", LEVELS)
def test_both_charts_of_a_level_of_stars_tell_of_each_product_that_the_tile_counts(whole: Selected, stars: str) -> None:
    """What no source dates stands in no column of years: it is said, and its district has it."""
    look, n = Look("light", VI, Selection()), int(whole.ocop_products["stars"].isin([int(stars or 0)]).sum())
    by_district = ocop_district_chart(whole, look, stars=stars)
    assert by_district.n == (n if stars else whole.count("ocop_products"))
    standing = standing_chart(whole, look, stars=stars)
    has_column = any(row_id.startswith("items-") for row_id in standing.table.by_id)
    assert not n or has_column or f"có danh mục: {n}" in standing.unit
    assert str(by_district.n) in star_districts_headline(whole, look, stars=stars) or not stars


def test_the_title_of_the_stock_is_of_the_years_that_are_chosen(prepared: Prepared) -> None:
    """The newest number of all years over a year that is chosen would be read as that year's."""
    titles = {
        (year, stars): stock_headline(
            selected_of(prepared, Selection()), Look("light", VI, Selection(years=(year, year))), stars=stars
        )
        for year in (2021, 2022, 2023)
        for stars in ("", "4")
    }
    for (year, stars), title in titles.items():
        figures = published_ocop(prepared.record, stars, Selection(years=(year, year)))
        used = figures.loc[figures["standing"].eq(FigureStanding.USED), "value"]
        if len(used):
            assert {int(used.iloc[-1]), year} <= set(numbers(str(title)))


@pytest.mark.parametrize("last", range(2005, 2025))
def test_what_differs_from_the_sum_of_a_year_stands_beside_it_and_behind_it(prepared: Prepared, last: int) -> None:
    """Planned, approved and done of one source of funding in one year are told together, as the sign of a dispute asks for."""
    year = by_id(funding_answers(selected_of(prepared, Selection(years=(2000, last))), VI)).get("year")
    if year is None or year.value == "—":
        return
    parts = {heading: frame for heading, _, frame in year.behind()}
    own = parts[VI.text("Published figures")]
    keys = {(row.programme, row.year_from, row.year_to): row.value for row in own.itertuples()}
    figures = prepared.record["published_figures"]
    others = {
        row.figure_id: row
        for row in figures[figures["metric"].eq("budget_vnd") & figures["scope"].eq("province")].itertuples()
        if keys.get((row.programme, row.year_from, row.year_to), row.value) != row.value
    }
    assert set(parts.get(VI.text("Also published"), figures.iloc[:0])["figure_id"]) == set(others) - {*own["figure_id"]}
    for row in others.values():
        assert label_of(Basis, row.basis, VI).lower() in year.beside


def test_the_answers_of_the_public_record(whole: Selected) -> None:
    """Counted by hand in the public record: what a leader is told without a click."""
    money, ocop = by_id(funding_answers(whole, VI)), by_id(ocop_answers(whole, DAY, VI))
    assert (money["year"].label, money["year"].large) == (
        "Năm 2023, gần nhất có tổng công bố",
        "6,5\u00a0tỷ\u00a0đồng",
    )
    assert money["year"].basis == "Quốc gia 3,2 · Tỉnh 3,3 tỷ đồng (thực hiện)"
    assert money["year"].beside == "kế hoạch tỉnh 3,5 · trước đó: 2021, ≥\u00a03,5\u00a0tỷ\u00a0đồng (phê duyệt)"
    assert [one.value for one in money.values()] == ["≥\u00a063,4", "6,5", "≥\u00a0525", "7,45"]
    assert money["support"].beside == (
        "có danh mục: 2,61\u00a0tỷ\u00a0đồng từ 9 trong 49 đề án, 2,26\u00a0tỷ\u00a0đồng của các năm này"
    )
    ends = ocop["certificate"]
    assert (ends.label, ends.value, ends.unit) == ("Giấy chứng nhận OCOP", "≥\u00a037", "đã hết hạn, cần đánh giá lại")
    assert ends.basis == "lâu nhất: Mỳ Chũ Green, 2022 · 18 có thể đã hết hạn (cần kiểm tra ngày) · 22 hết hạn năm 2027"
    assert ends.beside == "21 chưa rõ năm công nhận"
    assert ends.counted == (
        "theo lần công nhận có danh mục gần nhất + 36 tháng. "
        "2 sản phẩm chỉ rõ năm công nhận lần trước, chưa rõ năm của lần hiện nay"
    )
    first, *_ = ends.behind()[0][2]["last_day_to"]
    assert first == date(2022, 12, 31), "the longest expired first"
    assert (ocop["stars_5"].value, ocop["stars_4"].value) == ("1", "≥\u00a032")
    assert (
        "HTX mỳ Chũ Trại Lâm: mỳ Chũ → 7 thị trường"
        in by_id(exports_answers(whole, VI, with_context=False))["exporters"].basis
    )
    assert by_id(exports_answers(whole, VI, with_context=False))["products"].basis.startswith(
        "mỳ Chũ (3 tên gọi) → 13 thị trường"
    )


@given(selections())
def test_the_product_of_most_countries_is_named_first(prepared: Prepared, selection: Selection) -> None:
    flows = plain_rows(prepared, selection)["export_flows"]
    flows = flows[~flows["is_context"].astype(bool)]
    products = flows["product"].replace(ONE)
    n_countries = flows.groupby(products)["market_iso3"].nunique()
    told = by_id(exports_answers(selected_of(prepared, selection), VI, with_context=False))
    if flows["market_iso3"].nunique() > 1:
        first, n, *_ = re.split(" → ", told["products"].basis)
        names = re.search(r" \((\d+) tên gọi\)$", first)
        first = first.removesuffix(names[0]) if names else first
        assert int(names[1] if names else 1) == flows.loc[products.eq(first), "product"].nunique()
        assert (n_countries[first], first_number(n)) == (n_countries.max(), n_countries.max())


def test_the_tile_of_a_year_writes_its_sum_large_and_its_parts_beneath(prepared: Prepared) -> None:
    """Whatever years are asked for: the number large is the money, what the sources of funding have of it adds up to it."""
    for years in [None, *((first, first + 4) for first in range(2004, 2024))]:
        year = by_id(funding_answers(selected_of(prepared, Selection(years=years)), VI)).get("year")
        if year is None or year.value == "—":
            continue
        ((_, _, frame), *_) = year.behind()
        assert frame["value"].sum() == year.stated
        assert set(frame["year_from"]) == {first_number(year.label)}
        number, unit = VI.money_parts(year.stated)
        assert (year.value.removeprefix("≥\u00a0"), year.unit) == (number, unit)
        if len(frame) > 1:
            parts = [float(one.replace(",", ".")) for one in re.findall(r"[A-Za-zỉ] (?:≥\u00a0)?([\d,]+)", year.basis)]
            assert abs(sum(parts) * 1e9 - year.stated) < 0.011e9 * len(parts)


def test_a_year_without_a_published_total_says_so_and_names_the_period_that_holds_it(prepared: Prepared) -> None:
    """Every year with a listed amount: what is listed stands for no total, and what is published of several years together is told."""
    found = {}
    for year in range(2000, 2027):
        selected = selected_of(prepared, Selection(years=(year, year)))
        support = by_id(funding_answers(selected, VI))["support"]
        is_listed_only = "có danh mục" in support.basis or support.value == "—"
        if selected.count("proposals"):
            assert ("chưa có tổng công bố" in support.beside) == is_listed_only, year
        if "chưa có tổng công bố" in support.beside and selected.proposals["support_vnd"].notna().any():
            found[year] = support
    assert set(found) == {2014, 2019, 2024}
    assert found[2024].large == "≥\u00a0300\u00a0triệu\u00a0đồng"
    assert found[2024].said == "từ 1 đề án có danh mục · chưa có tổng công bố"
    assert found[2014].said == (
        "từ 2 đề án có danh mục · chưa có tổng công bố riêng; 2011–2015: 18,9\u00a0tỷ\u00a0đồng"
    )
    assert "2016–2020: 30,72\u00a0tỷ\u00a0đồng" in found[2019].said


def test_a_tile_of_ocop_says_why_two_of_its_numbers_are_not_one(whole: Selected) -> None:
    """What is itemised to date beside a smaller number published; what has no year beside what an earlier recognition dates."""
    day = date(2026, 11, 29)
    answers = by_id(ocop_answers(whole, day, VI))
    assert VI.text("itemised to date, more than was published") in answers["stars_4"].basis
    products = certificates_of(whole, day)
    undated = set(products.loc[products["validity"].eq(Validity.UNKNOWN), "product_id"])
    events = whole.record["ocop_recognitions"].dropna(subset=["year"])
    earlier = undated & set(events.loc[events["status"].eq("recognised"), "product_id"])
    assert undated > earlier > set()
    certificate = answers["certificate"]
    assert VI.text("{n} of unknown year", n=str(len(undated))) in certificate.said
    assert f"{len(earlier)} sản phẩm chỉ rõ năm công nhận lần trước" in certificate.counted


@pytest.mark.parametrize(
    "day", [DAY, *(date(year, month, 15) for year in range(2022, 2030) for month in (3, 9))], ids=str
)
def test_certificates_that_tiles_tell_by_a_year_have_no_other_name_where_they_are_chosen(
    whole: Selected, day: date
) -> None:
    table = certificates_of(whole, day)
    names = state_names(table, VI)
    for group in told_groups(table):
        if not group.year or group.is_later:
            continue
        told = {state: set(table.loc[table["validity"].eq(state), "product_id"]) for state in group.states}
        same = [state for state, ids in told.items() if ids == set(group.rows["product_id"])]
        for state in same:
            assert group_told(group, VI) == f"{len(group.rows)} {names[state]}"
        others = set(names) - set(same)
        assert not any(str(group.year) in names[state] for state in others)
