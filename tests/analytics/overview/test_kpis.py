import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpi_words import also_published, basis_text, kpi_words
from analytics.overview.kpis import kpi_rows, kpis
from analytics.prepared.tables import Prepared, prepare
from analytics.selection.place_words import span, years_covered, years_left_out
from analytics.selection.published_totals import HAPPENED
from analytics.selection.selected import Selected, select
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.claims import Claim, ClaimKind, RefusedClaim
from analytics.wording.labels import label_of
from analytics.wording.language import language
from analytics.wording.signs import SIGNS, of_sum
from geodata.record import Record
from geodata.schema.vocabulary import Basis, MarketKind, Programme, Qualifier, SourceKind
from tests.analytics.strategies import selections

VI, EN = language("vi"), language("en")


def figures(prepared: Prepared, selection: Selection) -> dict[KpiId, Kpi]:
    whole = select(prepared, Selection())
    return {figure.id: figure for figure in kpis(select(prepared, selection), whole)}


def test_the_rows_of_the_public_record_are_a_part_of_what_is_known(prepared: Prepared, whole: Selected) -> None:
    found = figures(prepared, Selection())
    assert found[KpiId.FACILITIES].value == len(whole.facilities)
    assert found[KpiId.PROPOSALS].value == len(whole.proposals)
    assert found[KpiId.SUPPORT].value == whole.proposals["support_vnd"].sum()
    for id_ in (KpiId.PROPOSALS, KpiId.SUPPORT, KpiId.LEVERAGE, KpiId.OCOP):
        assert found[id_].is_published_large, id_


def test_the_strip_keeps_its_order(whole: Selected) -> None:
    assert [figure.id for figure in kpis(whole, whole)] == list(KpiId)


@given(selection=selections())
def test_every_figure_stands_on_its_rows(prepared: Prepared, selection: Selection) -> None:
    rows = select(prepared, selection)
    for figure in figures(prepared, selection).values():
        assert figure.n_rows == len(kpi_rows(rows, figure.id))
        assert 0 <= figure.n_known <= figure.n_rows
        assert figure.value is None or figure.value >= 0


def test_rows_of_a_year_of_which_no_source_counts_all_are_the_least_there_is(prepared: Prepared) -> None:
    """Whatever the year and its districts: a number of proposals or their money that is no published one has the sign, and says that there is no total."""
    n_least = 0
    for year in range(2000, 2027):
        for districts in ((), *((code,) for code in DISTRICT_CODES)):
            rows = select(prepared, Selection(years=(year, year), districts=districts))
            found = figures(prepared, rows.selection)
            for kpi in (KpiId.PROPOSALS, KpiId.SUPPORT):
                said = kpi_words(found[kpi], rows, VI)
                if said.number == "—" or found[kpi].is_published_large:
                    continue
                of_province = figures(prepared, Selection(years=(year, year)))[KpiId.PROPOSALS]
                if of_province.published is None:
                    n_least += 1
                    assert said.number.startswith("≥"), (year, districts, kpi)
                    assert districts or "chưa có tổng công bố" in said.beside, (year, kpi)
    assert n_least


@given(selection=selections())
def test_a_part_is_never_more_than_the_whole(prepared: Prepared, selection: Selection) -> None:
    for figure in figures(prepared, selection).values():
        if figure.id is not KpiId.LEVERAGE:
            assert (figure.value or 0) <= (figure.whole or 0)


@given(selection=selections())
def test_nothing_known_is_never_zero(prepared: Prepared, selection: Selection) -> None:
    rows = select(prepared, selection)
    for figure in figures(prepared, selection).values():
        assert (figure.value is None) == (figure.n_known == 0)
        for tongue in (VI, EN):
            said = kpi_words(figure, rows, tongue)
            assert said.number not in {"0", "≥\u00a00"}
            assert not re.search(r"(?<![\d.,/])0 (đồng|VND|tỷ|triệu|đề án)", f"{said.basis} {said.beside}")
            assert (said.number == "—") == isinstance(figure.large, RefusedClaim)


@given(selection=selections())
def test_the_large_number_is_the_most_complete_one(prepared: Prepared, selection: Selection) -> None:
    for figure in figures(prepared, selection).values():
        found = figure.large
        if isinstance(found, RefusedClaim):
            assert figure.published is None
            is_of_one = figure.id is KpiId.LEVERAGE and 2 * figure.of_one > 1
            assert figure.value is None or is_of_one or 5 * figure.n_known < figure.coverage.n_of
        elif figure.id is not KpiId.LEVERAGE:
            is_alike = figure.published and (not figure.n_rows or set(figure.published.bases) <= set(HAPPENED))
            published = figure.published.value if figure.published and is_alike else 0
            floor = 0 if figure.floor is None else figure.floor.value
            assert found.value == max(figure.value or 0, published, floor)


@given(selection=selections())
def test_what_was_registered_or_surveyed_never_stands_for_rows(prepared: Prepared, selection: Selection) -> None:
    rows = select(prepared, selection)
    for figure in figures(prepared, selection).values():
        if figure.n_rows and figure.published and not set(figure.published.bases) <= set(HAPPENED):
            assert not figure.is_published_large
            assert label_of(Basis, figure.published.bases[0], VI) in kpi_words(figure, rows, VI).beside


@pytest.mark.parametrize("selection", [Selection(("221",)), Selection(("213",)), Selection(("222",))])
def test_districts_are_compared_by_their_rows_whatever_was_registered(prepared: Prepared, selection: Selection) -> None:
    figure = figures(prepared, selection)[KpiId.PROPOSALS]
    assert figure.large == Claim(ClaimKind.LARGE, figure.value, None)
    assert figure.published is not None
    assert figure.published.value > (figure.value or 0)


def test_the_facilities_surveyed_in_one_year_are_not_the_facilities_of_a_period(prepared: Prepared) -> None:
    rows = select(prepared, Selection(years=(2021, 2025)))
    figure = figures(prepared, rows.selection)[KpiId.FACILITIES]
    said = kpi_words(figure, rows, VI)
    assert said.number == str(len(rows.facilities))
    assert "≈\u00a0100" in said.beside


def test_rows_as_many_as_a_lower_bound_leave_it_one(prepared: Prepared) -> None:
    rows = select(prepared, Selection(years=(2020, 2020)))
    said = kpi_words(figures(prepared, rows.selection)[KpiId.PROPOSALS], rows, VI)
    assert (said.number, said.share) == ("≥\u00a03", None)


@given(selection=selections())
def test_a_sum_of_some_of_the_chosen_years_is_a_lower_bound(prepared: Prepared, selection: Selection) -> None:
    found = figures(prepared, selection)
    for id_ in (KpiId.PROPOSALS, KpiId.SUPPORT):
        total = found[id_].published
        if total is not None and selection.years not in {None, total.span}:
            assert total.qualifier is not Qualifier.EXACT


@given(selection=selections())
def test_a_published_large_number_names_basis_and_years(prepared: Prepared, selection: Selection) -> None:
    rows = select(prepared, selection)
    for figure in figures(prepared, selection).values():
        if figure.is_published_large and figure.published is not None:
            said = kpi_words(figure, rows, VI)
            assert span(figure.published) in said.basis
            assert said.when == years_covered(figure.published, VI)
            years = {year for first, last in figure.published.periods for year in range(first, last + 1)}
            is_all = len(years) == max(years) - min(years) + 1 or figure.published.n_chosen > 1
            gaps = "" if is_all else f"{len(years)} trong {max(years) - min(years) + 1} năm "
            assert said.when == gaps + span(figure.published), "years without a figure are told"
            named = years_left_out(figure.published, VI)
            runs = [run.split("–") for run in named.removeprefix("trừ ").split(", ") if run]
            missing = {year for run in runs for year in range(int(run[0]), int(run[-1]) + 1)}
            assert missing == (set() if is_all else set(range(min(years), max(years) + 1)) - years)
            assert all(label_of(Basis, basis, VI) in said.basis for basis in figure.published.bases)
            assert said.number.startswith(SIGNS[figure.published.qualifier])


def test_the_year_before_stands_only_beside_a_like_figure(prepared: Prepared) -> None:
    for year in range(2012, 2026):
        for figure in figures(prepared, Selection(years=(year, year))).values():
            if figure.before is not None and figure.published is not None:
                assert figure.before.bases == figure.published.bases
                assert figure.before.programmes == figure.published.programmes
                assert figure.before.periods == ((year - 1, year - 1),)
                assert {figure.before.qualifier, figure.published.qualifier} == {Qualifier.EXACT}
            assert figure.before is None or figure.id in {KpiId.PROPOSALS, KpiId.SUPPORT, KpiId.OCOP}


def test_products_recognised_in_a_year_stand_beside_what_is_published_as_recognised(prepared: Prepared) -> None:
    figure = figures(prepared, Selection(years=(2022, 2022)))[KpiId.OCOP]
    assert figure.published is not None
    assert figure.published.figure_ids == ("2022-ocop-products-recognised",)
    assert figure.before is not None
    assert figure.before.figure_ids == ("2021-ocop-products-recognised",)
    assert figure.beside is not None
    assert "recognised" not in figure.beside.figure_ids[0]


@pytest.mark.parametrize("selection", [Selection(), Selection(years=(2022, 2023)), Selection(("213",))])
def test_there_is_no_year_before_unless_one_year_is_chosen(prepared: Prepared, selection: Selection) -> None:
    assert {figure.before for figure in figures(prepared, selection).values()} == {None}


def test_what_is_registered_stands_where_nothing_else_is_known(prepared: Prepared) -> None:
    figure = figures(prepared, Selection(("221",), years=(2020, 2020)))[KpiId.PROPOSALS]
    assert figure.published is not None
    assert (figure.published.value, figure.published.bases) == (6, (Basis.REGISTERED,))


def test_rows_of_the_office_alone_are_the_complete_list(record: Record) -> None:
    own = record["sources"].assign(kind=SourceKind.OFFICE.value)
    office = prepare(Record({**record.tables, "sources": own}))
    found = figures(office, Selection())
    assert found[KpiId.PROPOSALS].large == Claim(
        ClaimKind.LARGE, found[KpiId.PROPOSALS].value, found[KpiId.PROPOSALS].published.value
    )  # type: ignore[union-attr]
    assert not found[KpiId.PROPOSALS].is_published_large
    assert found[KpiId.SUPPORT].is_published_large, "most of these rows state no amount"


def test_leverage_is_counterpart_by_support_of_the_proposals_that_state_both(
    prepared: Prepared, whole: Selected
) -> None:
    both = whole.proposals.dropna(subset=["support_vnd", "counterpart_vnd"])
    leverage = figures(prepared, Selection())[KpiId.LEVERAGE]
    assert leverage.n_known == len(both) == 6
    assert leverage.value == both["counterpart_vnd"].sum() / both["support_vnd"].sum()


def test_leverage_without_support_is_unknown(prepared: Prepared) -> None:
    assert figures(prepared, Selection(("221",)))[KpiId.LEVERAGE].value is None


def test_published_leverage_is_of_the_longest_period_and_keeps_its_sign(prepared: Prepared) -> None:
    for years, figure_id, qualifier in [
        ((2016, 2020), "2016-2020-counterpart", Qualifier.EXACT),
        ((2011, 2015), "2011-2015-counterpart", Qualifier.AT_LEAST),
        ((2018, 2018), "2018-provincial-leverage", Qualifier.APPROXIMATE),
    ]:
        figure = figures(prepared, Selection(years=years))[KpiId.LEVERAGE]
        assert figure.is_published_large
        assert figure.published is not None
        assert figure_id in figure.published.figure_ids
        assert figure.published.qualifier is qualifier
    assert figures(prepared, Selection(programmes=(Programme.NATIONAL,)))[KpiId.LEVERAGE].published is None


def test_markets_are_countries_named_for_products_of_facilities(prepared: Prepared, whole: Selected) -> None:
    rows = kpi_rows(whole, KpiId.MARKETS)
    assert set(rows["market_kind"]) == {MarketKind.COUNTRY.value}
    assert not rows["is_context"].any()
    assert rows["market_iso3"].notna().all()
    assert figures(prepared, Selection())[KpiId.MARKETS].value == rows["market_iso3"].nunique()


def test_groups_and_context_would_change_the_count_of_markets(whole: Selected) -> None:
    flows = whole.export_flows
    left_out = flows[flows["is_context"] | ~flows["market_kind"].eq(MarketKind.COUNTRY.value)]
    assert len(left_out) + len(kpi_rows(whole, KpiId.MARKETS)) == len(flows)
    assert flows["market"].nunique() > kpi_rows(whole, KpiId.MARKETS)["market_iso3"].nunique()


def test_no_published_money_stands_beside_a_district(prepared: Prepared) -> None:
    found = figures(prepared, Selection(("213",)))
    assert found[KpiId.SUPPORT].published is found[KpiId.LEVERAGE].published is None


def test_published_totals_are_never_added_to_the_items(prepared: Prepared) -> None:
    support = figures(prepared, Selection(years=(2016, 2020)))[KpiId.SUPPORT]
    assert support.published is not None
    assert support.large == Claim(ClaimKind.LARGE, support.published.value, support.published.value)


def test_ocop_has_no_published_total_by_programme(prepared: Prepared) -> None:
    assert figures(prepared, Selection(programmes=(Programme.NATIONAL,)))[KpiId.OCOP].published is None


def test_a_sum_of_which_rows_state_no_amount_is_the_least(prepared: Prepared, whole: Selected) -> None:
    for code in DISTRICT_CODES:
        rows = select(prepared, Selection(districts=(code,)))
        figure = next(one for one in kpis(rows, whole) if one.id is KpiId.SUPPORT)
        said = kpi_words(figure, rows, VI)
        is_part = rows.proposals["support_vnd"].isna().any()
        if isinstance(figure.large, Claim) and not figure.is_published_large:
            assert said.number.startswith("≥") == is_part, (code, said)


def test_proposals_registered_for_a_year_stand_beside_those_that_happened(prepared: Prepared, whole: Selected) -> None:
    rows = select(prepared, Selection(years=(2020, 2020)))
    figure = next(one for one in kpis(rows, whole) if one.id is KpiId.PROPOSALS)
    said = kpi_words(figure, rows, VI)
    assert said.is_itemised_beside
    assert said.also == "công bố đăng ký 37 (2020)"
    assert figure.beside is not None
    assert len(figure.beside.figure_ids) == 9


@given(selection=selections())
def test_what_stands_with_the_mark_of_rows_is_of_rows_alone(prepared: Prepared, selection: Selection) -> None:
    rows = select(prepared, selection)
    for figure in figures(prepared, selection).values():
        said = kpi_words(figure, rows, VI)
        if said.is_itemised_beside:
            assert "công bố" not in said.beside
            assert bool(said.also) == (figure.beside is not None)


@given(selection=selections())
def test_all_districts_together_are_the_province(prepared: Prepared, selection: Selection) -> None:
    """What is published of the province is published of its ten districts, whatever else is chosen."""
    of_none, of_all = (figures(prepared, replace(selection, districts=one)) for one in ((), DISTRICT_CODES))
    for id_, figure in of_all.items():
        assert (figure.published, figure.beside) == (of_none[id_].published, of_none[id_].beside)
        if figure.is_published_large and of_none[id_].is_published_large:
            assert figure.large == of_none[id_].large


@given(
    districts=st.lists(st.sampled_from(DISTRICT_CODES), min_size=2, max_size=9, unique=True),
    years=st.sampled_from([None, (2020, 2020), (2022, 2022), (2019, 2023), (2024, 2024)]),
)
def test_what_is_published_of_districts_adds_up(
    prepared: Prepared, record: Record, districts: list[str], years: tuple[int, int] | None
) -> None:
    """The published number of several districts is that of each, added; exact only where each has one of one date.

    Where a district is missing it is "at least"; where only dates differ too, but "approximate" of products in force, which can lapse.
    """
    chosen = Selection(tuple(districts), years=years)
    together = figures(prepared, chosen)
    by_district = [figures(prepared, replace(chosen, districts=(one,))) for one in districts]
    for id_, part in ((KpiId.OCOP, "published"), (KpiId.PROPOSALS, "published"), (KpiId.OCOP, "beside")):
        alone = [getattr(one[id_], part) for one in by_district]
        known, found = [one for one in alone if one is not None], getattr(together[id_], part)
        assert (found is None) == (not known)
        if found is None:
            continue
        assert found.value == sum(one.value for one in known)
        assert (found.n_places, found.n_chosen) == (len(known), len(districts))
        own = record["published_figures"].set_index("figure_id").loc[list(found.figure_ids)]
        assert set(own["district_code"]) <= set(districts)
        is_of_one_date = own["as_of"].notna().all() and own["as_of"].nunique() == 1 == own["year_to"].nunique()
        is_stock = set(own["metric"]) == {"ocop_products"}
        if len(known) < len(districts):
            assert found.qualifier is Qualifier.AT_LEAST
        elif not is_of_one_date:
            assert found.qualifier is (Qualifier.APPROXIMATE if is_stock else Qualifier.AT_LEAST)
        else:
            assert found.qualifier is of_sum(one.qualifier for one in known)
        assert f"{len(known)}/{len(districts)} huyện" in basis_text(found, VI)
        figure = together[id_]
        if isinstance(figure.large, Claim) and (id_, part) == (KpiId.OCOP, "published"):
            assert figure.large.value >= max(found.value, figure.value or 0)


def test_districts_hold_no_more_than_the_province(prepared: Prepared) -> None:
    """What districts publish of products in force never adds up to more than the province's own number."""
    province = figures(prepared, Selection())[KpiId.OCOP].published
    nine = figures(prepared, Selection(DISTRICT_CODES[1:]))[KpiId.OCOP].published
    assert province is not None
    assert nine is not None
    assert nine.value <= province.value


@pytest.mark.parametrize(("chosen", "said"), [((), "269"), (("219",), "≥\u00a046"), (("223",), "≥\u00a031")])
def test_facilities_on_record_stand_beside_those_that_were_supported(
    prepared: Prepared, chosen: tuple[str, ...], said: str
) -> None:
    """Of a district sources publish those supported in its difficult areas: the least that were supported there."""
    figure = figures(prepared, Selection(districts=chosen))[KpiId.FACILITIES]
    assert also_published(figure, VI) == f"đã hỗ trợ {said} (2012–2022)"
