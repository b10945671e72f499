"""Each reason for which the store refuses has words of its own."""

import pytest

from analytics.briefing.files import _STOPPED
from analytics.editing.refusals import AWAY, refusal_lines
from analytics.wording.language import LANGUAGES, Language
from geodata.jobs import StopReason
from geodata.store import NewerStoreError, StoreUnavailableError, Unavailable


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_newer_database_is_not_told_as_one_that_refuses(code: str) -> None:
    language = Language(code)
    (newer,) = refusal_lines(NewerStoreError("9999"), language)
    assert newer not in {language.text(message) for message in AWAY.values()}
    away = {refusal_lines(StoreUnavailableError(reason, "told"), language) for reason in Unavailable}
    assert len(away) == len(Unavailable)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_deck_that_is_stopped_says_why_in_words(code: str) -> None:
    told = [Language(code).text(_STOPPED[reason], limit=300) for reason in StopReason]
    assert len(set(told)) == len(StopReason)
    assert all("exit" not in text and "-9" not in text for text in told)
