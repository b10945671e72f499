"""How the door refuses: a status, words where a person may read them, and few lines in the log."""

import json
import logging
from collections import Counter
from enum import StrEnum
from html import escape

from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from analytics.wording.language import HOUSE, language


class RefusedRequest(StrEnum):
    """What is refused, as the log names it."""

    CLOSED = "closed"
    FOREIGN = "foreign_name_or_page"
    ADDRESS = "long_address"
    METRICS = "metrics_from_elsewhere"
    FILE = "file_of_another"
    FILES = "too_many_files"
    MESSAGE = "message"


STATUS = {
    RefusedRequest.CLOSED: 503,
    RefusedRequest.FOREIGN: 403,
    RefusedRequest.ADDRESS: 414,
    RefusedRequest.METRICS: 404,
    RefusedRequest.FILE: 403,
    RefusedRequest.FILES: 429,
}
MOST_TOLD = 32
_TIMES: Counter[tuple[str, ...]] = Counter()
_LOG = logging.getLogger(__name__)


async def refuse(
    what: RefusedRequest, scope: Scope, receive: Receive, send: Send, words: str = "", **facts: str
) -> None:
    """Answer a request with a status, and with a page of words where there are any; a socket is not opened."""
    log_refusal(what, **facts)
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    answer = HTMLResponse(page_of_words(words), STATUS[what]) if words else Response(status_code=STATUS[what])
    answer.headers["Cache-Control"] = "no-store"
    await answer(scope, receive, send)


def log_refusal(what: RefusedRequest, **facts: str) -> None:
    """Write what was refused to the log as JSON, at its 1st, 2nd, 4th, 8th … time: what strangers send must not fill it.

    Facts are what the setting of a proxy or a page has to be compared with; who asked, for what and with which cookie is
    none. Beyond so many different ones of a kind they are counted together.
    """
    short = {name: value[:120] for name, value in facts.items()}
    key = (what, *short.values())
    if key not in _TIMES and sum(one[0] == what for one in _TIMES) >= MOST_TOLD:
        key, short = (what,), {}
    _TIMES[key] += 1
    times = _TIMES[key]
    if times.bit_count() == 1:
        told = {"refused": what.value, "times": times, **short}
        _LOG.warning("%s", json.dumps(told), extra={"told": told})


def page_of_words(words: str) -> str:
    """Return a page that says something."""
    title = escape(language().text("Industrial promotion in Bắc Giang"))
    return (
        f'<!doctype html><html lang="{HOUSE}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="color-scheme" content="light dark"><title>{title}</title>'
        '<body style="font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 12vh auto; padding: 0 1rem">'
        f"<p>{escape(words)}</p>"
    )
