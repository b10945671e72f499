"""Data on its way into a script: base64 of UTF-8 JSON, which no template, regular expression or HTML parser can misread."""

import base64
import json


def encode(value: object) -> str:
    """Return `value` as base64 text; the map's script decodes it with JSON.parse, so data is never run as code."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def decode(text: str) -> object:
    """Return the value that `encode` was given."""
    return json.loads(base64.b64decode(text).decode("utf-8"))
