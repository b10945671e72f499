"""What says how new the figures are: the newest source, and the day of making beside it, never as the day of the figures."""

from dataclasses import replace
from datetime import date

from analytics.evidence.newest import dated_words, newest_words
from analytics.prepared.tables import Prepared
from analytics.wording.language import Language

VI = Language("vi")
DAY = date(2031, 4, 5)


def test_the_newest_source_is_that_of_the_record_as_exactly_as_it_is_known(prepared: Prepared) -> None:
    days = prepared.record["sources"]["published_on"].dropna().astype(str)
    assert newest_words(prepared.record, VI) == f"nguồn mới nhất: {VI.partial_date(days.max())}"
    assert (
        dated_words(prepared.record, DAY, VI) == f"Nguồn mới nhất: {VI.partial_date(days.max())} · lập ngày 05/04/2031"
    )


def test_without_a_dated_source_only_the_day_of_making_is_said(prepared: Prepared) -> None:
    sources = prepared.record["sources"].assign(published_on=None)
    undated = replace(prepared.record, tables={**prepared.record.tables, "sources": sources})
    assert not newest_words(undated, VI)
    assert dated_words(undated, DAY, VI) == "Lập ngày 05/04/2031"
