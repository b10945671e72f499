"""What sources publish of the results of khuyến công besides money: proposals of a kind, facilities, trainees, jobs, counterpart capital."""

import pandas as pd

from analytics.funding.tables import FUNDING_PROGRAMMES, is_cut
from analytics.prepared.caching import cached
from analytics.selection.selected import Selected, within
from analytics.selection.selection import Selection
from geodata.record import Record
from geodata.schema.vocabulary import FigureScope

_METRICS: tuple[str, ...] = (
    "proposals_phase1",
    "proposals_phase2",
    "content_groups_covered",
    "model_machinery_proposals",
    "technology_proposals",
    "training_proposals",
    "demonstration_models",
    "technology_transfer_proposals",
    "typical_product_proposals",
    "industrial_cluster_proposals",
    "facilities_supported",
    "facilities_supported_machinery",
    "facilities_supported_labels",
    "cooperatives_supported",
    "cooperatives_supported_machinery",
    "cooperatives_supported_labels",
    "cooperatives_supported_training",
    "cooperatives_supported_showroom",
    "cooperative_typical_products",
    "cooperative_fair_participations",
    "typical_product_selections",
    "interest_support_enterprises",
    "trainees",
    "trainees_employed",
    "management_courses",
    "management_trainees",
    "study_delegations",
    "study_participants",
    "jobs_created",
    "counterpart_vnd",
)
"""The metrics listed, in the order of one period."""
_UNDATED = ("budget_vnd", "proposals")
"""What the other tables show by its years; here only where no source gives any."""


@cached()
def results_of(selected: Selected) -> pd.DataFrame:
    """Return what is published for a selection: see `published_results`."""
    return published_results(selected.record, selected.selection)


def published_results(record: Record, selection: Selection) -> pd.DataFrame:
    """Return the published figures of `_METRICS` of the province, the newest period first, undated ones last.

    Columns of `published_figures`. A selection that cuts by more than years and programmes has none; chosen years leave out
    what no source dates.
    """
    figures = record["published_figures"]
    if is_cut(selection):
        return figures.iloc[:0]
    is_listed = figures["metric"].isin(_METRICS) | (figures["metric"].isin(_UNDATED) & figures["year_from"].isna())
    programmes = [str(one) for one in selection.programmes] or list(FUNDING_PROGRAMMES)
    of_province = figures["scope"].eq(FigureScope.PROVINCE) & figures["is_used"]
    mine = figures[is_listed & of_province & figures["programme"].isin(programmes)]
    if selection.years:
        mine = mine[within(mine["year_from"], mine["year_to"], selection.years)]
    order = {metric: n for n, metric in enumerate((*_UNDATED, *_METRICS))}
    newest = mine.assign(last=-mine["year_to"], first=-mine["year_from"], place=mine["metric"].map(order))
    return newest.sort_values(["last", "first", "place", "programme"], na_position="last").drop(
        columns=["last", "first", "place"]
    )
