"""What stands on paper under "sources": those of the chosen rows, and no others."""

from analytics.evidence.printed import PrintedSources, printed_sources
from analytics.prepared.tables import Prepared
from analytics.selection.selected import Selected, select
from analytics.selection.selection import Selection
from analytics.wording.language import Language


def test_each_source_of_a_chosen_row_is_named_with_its_rows(prepared: Prepared) -> None:
    selected = select(prepared, Selection(districts=("219",)))
    sources = prepared.record["sources"].set_index("source_id")
    used = {id_ for ids in selected.proposals["source_ids"] for id_ in ids.split(";")}
    lines = printed_sources(selected, ["proposals"], Language("vi")).lines
    assert len(lines) == len(used)
    assert all(any(line.startswith(str(sources.loc[id_, "title"])) for line in lines) for id_ in used)
    assert all(line.endswith(" dòng") for line in lines)


def test_many_sources_end_with_how_many_more_there_are(whole: Selected) -> None:
    sources = printed_sources(whole, ["facilities", "proposals", "ocop_products", "export_flows"], Language("vi"))
    assert sources.lines[-1].startswith("và ")
    assert "nguồn khác" in sources.lines[-1]
    n_more = int(sources.lines[-1].split()[1])
    assert sources.line.endswith(f" và {len(sources.lines) - 1 + n_more - 1} nguồn khác"), "all but the one it names"


def test_nothing_chosen_has_no_source(prepared: Prepared) -> None:
    selected = select(prepared, Selection(years=(2001, 2002)))
    assert printed_sources(selected, ["proposals"], Language("vi")) == PrintedSources()
