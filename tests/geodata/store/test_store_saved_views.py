"""Views that people keep: each has its own, known to every process, no change of the data, in a backup."""

from dataclasses import replace
from pathlib import Path

import pytest

from geodata.door.access import person_of
from geodata.settings import StoreAddress
from geodata.store import Store, open_store
from geodata.store.backup import back_up, restore
from geodata.store.model import SavedView, TooManyViewsError
from geodata.store.saved_views import MOST_VIEWS
from tests.geodata.store.store_rows import source

VIEW = SavedView("one", "lan", "Lục Ngạn", "funding", "district=219")


def test_each_has_views_of_his_own_in_the_order_of_their_names(store: Store, address: StoreAddress) -> None:
    others = replace(VIEW, view_id="two", owner="an")
    first = replace(VIEW, view_id="three", name="Đa Mai")
    for view in (VIEW, others, first):
        assert store.keep_view(view) is None
    other = open_store(address)
    assert other.views_of("lan") == (first, VIEW)
    assert other.views_of("an") == (others,)
    other.close()
    store.drop_view(replace(VIEW, owner="an"))
    assert store.views_of("lan") == (first, VIEW)
    store.drop_view(VIEW)
    assert store.views_of("lan") == (first,)


def test_a_name_is_given_once_and_a_view_renamed_stays_the_same(store: Store) -> None:
    store.keep_view(VIEW)
    again = replace(VIEW, view_id="two", query="district=217")
    assert store.keep_view(again) == VIEW
    assert store.views_of("lan") == (again,)
    store.keep_view(VIEW)  # undone: what was replaced takes its name back
    assert store.views_of("lan") == (VIEW,)
    renamed = replace(VIEW, name="Vải thiều")
    assert store.keep_view(renamed) is None
    assert store.views_of("lan") == (renamed,)


def test_there_are_so_many_of_one_owner_and_no_more(store: Store) -> None:
    for n in range(MOST_VIEWS):
        store.keep_view(replace(VIEW, view_id=str(n), name=str(n)))
    with pytest.raises(TooManyViewsError):
        store.keep_view(VIEW)
    store.keep_view(replace(VIEW, name="7"))  # in the place of another
    store.keep_view(replace(VIEW, owner="an", view_id="of an"))
    assert len(store.views_of("lan")) == MOST_VIEWS


def test_views_are_no_change_of_the_data_and_come_back_with_a_backup(store: Store, tmp_path: Path) -> None:
    store.commit([source()], who="lan", action="edit")
    mark = store.mark()
    store.keep_view(VIEW)
    assert store.mark() == mark
    assert store.verify() == ()
    back_up(store, tmp_path / "backup.zip")
    store.drop_view(VIEW)
    restore(store, tmp_path / "backup.zip", who="lan", is_replacing=True)
    assert store.views_of("lan") == (VIEW,)


def test_a_person_is_the_same_at_every_sign_in_and_no_other() -> None:
    claims = {"iss": "https://a.example", "sub": "1", "email": "lan@a.example", "iat": 1, "exp": 2}
    assert person_of(claims) == person_of({**claims, "iat": 5, "exp": 9, "email": "lan@new.example"})
    assert len({person_of({**claims, **other}) for other in ({}, {"sub": "2"}, {"iss": "https://b.example"})}) == 3
    assert "lan" not in person_of(claims)
