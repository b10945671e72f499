"""Labels are searched for a leading emoji once each, not at every rerun: Streamlit's search costs a tenth of a rerun of ours."""

from functools import lru_cache

from streamlit import string_util

KEPT = 4096


def keep_emoji_searches() -> None:
    """Let Streamlit remember what it found in a label; a version of it that searches otherwise is left alone."""
    search = getattr(string_util, "extract_leading_emoji", None)
    if search is not None and not hasattr(search, "cache_info"):
        string_util.extract_leading_emoji = lru_cache(maxsize=KEPT)(search)
