"""The start token of the tests: the one way in which a test, a benchmark or a script visits the app with all rights."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from geodata.settings import START_TOKEN

TOKEN = "OnlyForTestsOfThisComputer1"  # noqa: S105 - no secret, servers of tests alone take it
ENVIRONMENT = {START_TOKEN: TOKEN}
"""What the app is started with."""


def with_token(url: str) -> str:
    """Return an address that is opened with all rights; the app takes the token out of it again."""
    parts = urlsplit(url)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), ("token", TOKEN)], safe=",")
    return urlunsplit(parts._replace(query=query))
