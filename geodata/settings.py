"""Settings from the environment, read here and nowhere else; a wrong value is refused with what to do."""

import os
from collections.abc import Mapping

ILLUSTRATIVE = "KHUYENCONG_ILLUSTRATIVE"
MOST_FACILITIES = 200_000


class SettingError(ValueError):
    """A setting has a value that the app cannot follow; the text names the setting, the value and the remedy."""


def illustrative_facilities(environment: Mapping[str, str] | None = None) -> int | None:
    """Return how many facilities the illustrative survey is to have; None, the default, when it is off.

    Raises SettingError unless the value is empty, 0 (off) or a whole number from 10 to 200 000.
    """
    text = (os.environ if environment is None else environment).get(ILLUSTRATIVE, "").strip()
    if text in {"", "0"}:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 6 and 10 <= int(text) <= MOST_FACILITIES:
        return int(text)
    msg = f"{ILLUSTRATIVE}={text[:40]!r}: give the number of facilities, 10 to {MOST_FACILITIES}, or 0 for the real record"
    raise SettingError(msg)
