"""Sign-outs: known to every process, forgotten when the sign-in is over anyhow, no part of the office's data."""

from pathlib import Path

import sqlalchemy as sa

from geodata.door.access import MOST_HOURS, ends_at_the_latest, sign_in_of
from geodata.settings import StoreAddress
from geodata.store import Store, open_store
from geodata.store.backup import back_up, restore
from geodata.store.tables import SIGN_OUTS
from tests.geodata.store.store_rows import source

NOW = 1_800_000_000


def kept(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.scalars(sa.select(SIGN_OUTS.c.sign_in)))


def test_every_process_knows_who_has_signed_out(store: Store, address: StoreAddress) -> None:
    assert not store.has_ended("a")
    store.end_sign_in("a", ends=NOW + 60, now=NOW)
    store.end_sign_in("a", ends=NOW + 60, now=NOW)
    other = open_store(address)
    assert other.has_ended("a")
    assert not other.has_ended("b")
    other.close()


def test_what_is_over_anyhow_is_forgotten(store: Store) -> None:
    for number in range(5):
        store.end_sign_in(str(number), ends=NOW + number, now=NOW)
    store.end_sign_in("last", ends=NOW + 60, now=NOW + 3)
    assert kept(store) == {"3", "4", "last"}


def test_a_sign_out_is_no_change_of_the_data_and_a_restore_takes_none_back(store: Store, tmp_path: Path) -> None:
    store.commit([source()], who="lan", action="edit")
    store.end_sign_in("before", ends=NOW + 60, now=NOW)
    back_up(store, tmp_path / "backup.zip")
    store.end_sign_in("after", ends=NOW + 60, now=NOW)
    assert store.revision() == 1
    restore(store, tmp_path / "backup.zip", who="lan", is_replacing=True)
    assert kept(store) == {"before", "after"}
    assert store.verify() == ()


def test_a_sign_in_is_named_by_who_when_and_where() -> None:
    claims = {"iss": "p", "sub": "1", "iat": NOW, "exp": NOW + 1, "nonce": "x"}
    others = [{**claims, name: "other"} for name in claims]
    assert len({sign_in_of(one) for one in (claims, *others)}) == 6
    assert sign_in_of({"iss": "a", "sub": "b"}) != sign_in_of({"iss": "ab", "sub": ""})


def test_a_sign_out_is_kept_as_long_as_the_sign_in_could_last() -> None:
    longest = NOW + MOST_HOURS * 3600
    assert ends_at_the_latest({"exp": NOW + 60}, NOW) == longest
    assert ends_at_the_latest({"exp": longest + 5}, NOW) == longest + 5
    assert ends_at_the_latest({"exp": float("nan")}, NOW) == longest
