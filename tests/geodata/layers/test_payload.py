import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.layers.payload import decode, encode

BASE64 = re.compile(r"[A-Za-z0-9+/=]*")
HOSTILE = [
    "</script><script>alert(1)</script>",
    "`${alert(1)}`",
    "\\`\\${",
    "\u2028\u2029",
    "\u202eevil\u2066",
    "'",
    '"',
    "\\",
    "{{ this }} {% endmacro %}",
    "_a1b2c3",
    "<!--",
    "\x00\x1f",
    "Lục Nam 🗺️",
]
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(HOSTILE),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_encoded_comes_back(value: object) -> None:
    assert decode(encode(value)) == value


@given(values)
def test_the_text_is_base64_and_nothing_else(value: object) -> None:
    assert BASE64.fullmatch(encode(value))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_cannot_leave_its_string(text: str) -> None:
    encoded = encode({"name": text})
    assert BASE64.fullmatch(encoded)
    assert decode(encoded) == {"name": text}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"lat": float("-inf")}])
def test_a_number_that_json_does_not_know_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode(value)
