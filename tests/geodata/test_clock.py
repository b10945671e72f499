"""One clock: the office's day and time, wherever the server stands; instants with a zone become the office's."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import clock
from geodata.importing.values.dates import read_date
from geodata.settings import DEFAULT_TIME_ZONE, TIME_ZONE, SettingError, time_zone

LATE = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)
minutes = st.integers(0, 100 * 365 * 24 * 60)
instants = minutes.map(lambda n: datetime(1990, 1, 2) + timedelta(minutes=n))  # noqa: DTZ001 - zones are drawn apart
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TIME_ZONE, raising=False)
    monkeypatch.setattr(clock, "_instant", lambda: LATE)


def test_after_midnight_in_ha_noi_it_is_the_next_day_whatever_the_servers_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    assert clock.today() == date(2026, 11, 28)
    assert clock.now().isoformat() == "2026-11-28T00:30:00+07:00"
    assert clock.utc_now() == LATE


def test_the_zone_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TIME_ZONE, "Europe/Paris")
    assert clock.today() == date(2026, 11, 27)


@pytest.mark.parametrize("name", ["Asia/Hanoi", "../etc/passwd", "+07:00", "7"])
def test_a_zone_that_is_not_known_is_refused_with_a_remedy(name: str) -> None:
    with pytest.raises(SettingError, match=DEFAULT_TIME_ZONE):
        time_zone({TIME_ZONE: name})


@given(at=instants, zone=offsets)
def test_an_instant_with_a_zone_is_the_offices_day(at: datetime, zone: timezone) -> None:
    instant = at.replace(tzinfo=zone)
    expected = instant.astimezone(timezone(timedelta(hours=7))).date().isoformat()
    with_colon = instant.isoformat(timespec="minutes")
    written = {with_colon, with_colon[:-3] + with_colon[-2:], f"{instant:%d/%m/%Y %H:%M} {with_colon[-6:]}"}
    read = {read_date(text) for text in written} | {read_date(instant)}
    assert {one.iso if one else None for one in read} == {expected}


@given(at=instants)
def test_a_time_without_a_zone_is_the_offices_already(at: datetime) -> None:
    for cell in (at, at.isoformat(), f"{at:%d/%m/%Y %H:%M}"):
        read = read_date(cell)
        assert read
        assert read.iso == at.date().isoformat()


@pytest.mark.parametrize(
    "text", ["2024-03-01T17:00:00+99:00", "2024-03-01T25:00Z", "2024-02-30T10:00Z", "2024-03T10:00Z"]
)
def test_what_is_no_instant_is_no_day(text: str) -> None:
    assert read_date(text) is None
