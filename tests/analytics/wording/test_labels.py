import pytest

from analytics.maps.measures import Measure
from analytics.maps.words import MAP_MEASURE_NAMES
from analytics.wording.labels import label, label_of
from analytics.wording.language import LANGUAGES, Language
from analytics.wording.metrics import METRIC_UNITS, METRICS
from geodata.record import Record
from geodata.schema import vocabulary
from geodata.schema.columns import CLOSED_LISTS

SPOKEN = [Language(code) for code in LANGUAGES]
KINDS = list(CLOSED_LISTS.values())


def test_there_are_lists_to_look_at() -> None:
    assert {vocabulary.Sector, vocabulary.Stage, vocabulary.Programme, vocabulary.OcopStatus} <= set(KINDS)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_member_of_every_list_has_a_label_of_its_own(language: Language) -> None:
    for kind in KINDS:
        labels = {member: label(member, language).strip() for member in kind}
        assert all(labels.values()), labels
        assert len(set(labels.values())) == len(labels), labels


def test_a_missing_value_has_no_label_and_an_unknown_one_is_an_error() -> None:
    assert label_of(vocabulary.Sector, None, SPOKEN[0]) == ""
    with pytest.raises(ValueError, match="nowhere"):
        label_of(vocabulary.Sector, "nowhere", SPOKEN[0])


def test_values_shared_by_two_lists_keep_their_own_words() -> None:
    english = Language("en")
    assert label(vocabulary.FigureScope.COMMUNE, english) == "Commune"
    assert label(vocabulary.LocationQuality.COMMUNE, english) == "Somewhere in the commune"


def test_metrics_and_units_cover_the_published_figures_and_no_more(record: Record) -> None:
    figures = record["published_figures"]
    assert set(METRICS) == set(figures["metric"])
    assert set(METRIC_UNITS) == set(figures["unit"])


def test_every_measure_has_words() -> None:
    assert set(MAP_MEASURE_NAMES) == set(Measure)
