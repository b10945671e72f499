"""The first steps of an office: the order, what is next, and a profile that comes back as it was kept."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from analytics.editing.office_profile import OfficeProfile, profile_content, read_profile
from analytics.importing.getting_started import FirstStep, next_step, own_rows, steps_done
from geodata.store.model import RecordScope

PROFILES = st.builds(
    OfficeProfile,
    st.text(st.characters(categories=["L", "N"]), max_size=20),
    st.one_of(st.none(), st.binary(max_size=9).map(lambda data: b"\xff\xd8\xff" + data)),
    st.one_of(st.none(), st.sampled_from(RecordScope)),
)
COUNTS = st.dictionaries(st.sampled_from(["facilities", "proposals", "rules"]), st.integers(0, 3))


@given(PROFILES)
def test_a_profile_comes_back_as_it_was_kept(profile: OfficeProfile) -> None:
    assert read_profile(profile_content(profile)) == profile


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(), lambda x: st.dictionaries(st.sampled_from(["name", "logo", "scope"]), x)
    )
)
def test_what_a_document_words_otherwise_counts_as_not_said(content: object) -> None:
    profile = read_profile(content)  # type: ignore[arg-type]
    assert profile.logo is None
    assert profile.scope in {None, *RecordScope}


@given(PROFILES, COUNTS)
def test_the_next_step_is_the_first_that_is_not_done(profile: OfficeProfile, counts: Mapping[str, int]) -> None:
    done = steps_done(profile, counts)
    following = next_step(done)
    assert list(done) == list(FirstStep)
    assert all(done.values()) == (following is None)
    if following is not None:
        assert all(done[step] for step in list(FirstStep)[: list(FirstStep).index(following)])


def test_every_table_that_is_imported_has_its_number() -> None:
    assert own_rows({"facilities": 2, "documents": 9})["facilities"] == 2
    assert "documents" not in own_rows({"documents": 9})
