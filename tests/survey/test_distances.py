"""An own table of distances is read by the names that an office writes, checked row by row, and laid under the plan."""

import csv
import io
from dataclasses import replace
from itertools import combinations

import pytest

from analytics.evidence.column_text import unit_text
from analytics.survey.days import CENTRE_PLACE, TravelTimes
from analytics.survey.distances import (
    DistanceFault,
    DistanceUnit,
    blank_table,
    coverage,
    read_distances,
    rules_with,
    table_from,
)
from analytics.survey.planning import planned
from analytics.survey.schedule import campaign_of, stops_of, team_days, teams_of, visits_of
from analytics.wording.language import Language
from geodata.importing.files.reading import read_file
from geodata.record import Record
from tests.survey.survey_record import with_campaign

VI = Language("vi")


@pytest.fixture(scope="module")
def record() -> Record:
    return with_campaign(20)


def read(record: Record, text: str, name: str = "duong.csv"):  # noqa: ANN201
    return read_distances(record, name, read_file(text.encode("utf-8-sig"), name).sheets)


@pytest.mark.parametrize(("heading", "unit"), [("Km", DistanceUnit.KM), ("Thời gian (phút)", DistanceUnit.MINUTES)])
def test_a_table_filled_in_covers_its_visits_and_is_what_the_plan_goes_by(
    record: Record, heading: str, unit: DistanceUnit
) -> None:
    visits, campaign = visits_of(record, "dot-1"), campaign_of(record, "dot-1")
    names = [unit_text(str(code), VI) for code in sorted(set(visits["commune_code"].dropna()))]
    rows = list(csv.reader(io.StringIO(blank_table(names).removeprefix("\ufeff"))))
    assert len(rows) == 1 + len(names) * (len(names) + 1) / 2
    told = [["Từ", "Đến", heading], *([start, end, str(7 + n % 5)] for n, (start, end, _) in enumerate(rows[1:]))]
    made = io.StringIO()
    csv.writer(made).writerows(told)
    table, faults = read(record, made.getvalue())
    assert faults == []
    assert table_from(table.content()) == table
    assert table.unit is unit
    placed = visits[visits["commune_code"].notna()]
    codes = dict(zip(placed["visit_id"], placed["commune_code"], strict=True))
    known, n = coverage(table, placed)
    assert n == len(placed) * (len(placed) + 1) / 2
    assert known == n - sum(codes[a] == codes[b] for a, b in combinations(codes, 2))
    rules = rules_with(campaign, table, visits)
    ground = TravelTimes(stops_of(visits, campaign), rules)
    for start, end in combinations([CENTRE_PLACE, *codes], 2):
        if codes.get(start) != codes.get(end):
            way = ground.km(start, end) if unit is DistanceUnit.KM else ground.minutes(start, end)
            assert way in {7, 8, 9, 10, 11}
    days = team_days(campaign, teams_of(record, "dot-1"))
    plan = planned(lambda *_: None, stops_of(visits, campaign), days, replace(rules, iterations=20))
    assert plan.days
    assert not any(ground.timetable(day.at, day.visits).broken for day in plan.days)


def test_a_facility_by_name_counts_before_its_commune(record: Record) -> None:
    visits = visits_of(record, "dot-1")
    row = visits[visits["commune_code"].notna() & visits["facility_id"].notna()].iloc[0]
    name = record["facilities"].set_index("facility_id")["name"][row["facility_id"]]
    commune = unit_text(str(row["commune_code"]), VI)
    table, faults = read(record, f'Từ;Đến;Km\nTrung tâm;"{name}";3,5\nTrung tâm;"{commune}";30\n')
    assert faults == []
    assert table.between(visits)[CENTRE_PLACE, row["visit_id"]] == 3.5


@pytest.mark.parametrize(
    ("text", "fault", "row"),
    [
        ("Xã,Huyện\na,b\n", DistanceFault.NO_HEADINGS, 0),
        ("Từ,Đến,Km\n", DistanceFault.NO_WAYS, 0),
        ("Từ,Đến,Km\nTrung tâm,Xã Không Có Đâu,5\n", DistanceFault.NO_PLACE, 2),
        ("Bảng\nTừ,Đến,Km\n,Trung tâm,5\n", DistanceFault.NO_PLACE, 3),
        ('Từ,Đến,Km\nTrung tâm,"Hương Sơn, Lạng Giang",gần\n', DistanceFault.NO_NUMBER, 2),
        ('Từ,Đến,Km\nTrung tâm,"Hương Sơn, Lạng Giang",-5\n', DistanceFault.NO_NUMBER, 2),
        ('Từ,Đến,Km\nTrung tâm,"Hương Sơn, Lạng Giang",12000\n', DistanceFault.TOO_LONG, 2),
        (
            'Từ,Đến,Km\nTrung tâm,"Hương Sơn, Lạng Giang",20\nTrung tâm,"Xã Hương Sơn, Lạng Giang",21\n',
            DistanceFault.SAYS_OTHERWISE,
            3,
        ),
    ],
)
def test_a_row_that_is_wrong_is_told_and_nothing_is_taken(
    record: Record, text: str, fault: DistanceFault, row: int
) -> None:
    table, faults = read(record, text)
    assert table is None
    assert [(one.fault, one.row) for one in faults] == [(fault, row)]
