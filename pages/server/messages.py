"""Which messages of a visit reach Streamlit: of the kinds that a page of this app sends, and of its size."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send

from analytics.wording.language import language, mark
from pages.components.visit.streamlit_parts import BackMsg, ForwardMsg, RootContainer, WidgetState, most_message_bytes
from pages.server.refusing import RefusedRequest, log_refusal

MESSAGE_KINDS = frozenset(
    {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
)
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
"""What a page of this app sends; the others reach everybody (the caches are emptied) or the computer (git, settings)."""
MOST_FILES = 2
MOST_WIDGETS = 2000
MOST_HASHES = 5000
MOST_VALUES = 5000
MOST_MESSAGE_PARTS = 20_000
"""What one message holds at most, many times what a page sends: each costs time of the interpreter that serves everybody.
Parts are those of JSON, counted by brackets and commas (those of a pasted text count as well); bytes are bounded by
`server.maxWidgetStateSize`."""
TOO_MUCH = mark("That was too much at once, and nothing of it was taken. Shorten what you typed or pasted last.")
MOST_ADDRESS = 8000
"""Signs of an address after its question mark; with all that can be chosen chosen it has about two thousand."""


def only_own_messages(receive: Receive, send: Send) -> Receive:
    """Return what a visit sends without what no page of this app does; who typed or pasted too much is told."""

    async def received() -> Message:
        while True:
            message = await receive()
            data = message.get("bytes") if message["type"] == "websocket.receive" else None
            problem = problem_of(data) if data is not None else ""
            if not problem:
                return message
            log_refusal(RefusedRequest.MESSAGE, why=problem)
            if data is not None and problem != UNKNOWN:
                await send({"type": "websocket.send", "bytes": _told(data)})

    return received


UNKNOWN = "what no page of the app sends"


def problem_of(data: bytes) -> str:
    """Return why a message does not reach Streamlit, "" when it does; of what is none, Streamlit would log a trace each time."""
    if len(data) > most_message_bytes():
        return "too many bytes"
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return UNKNOWN
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        is_known = message.backend_operation_request.WhichOneof("payload") in OPERATIONS
    else:
        is_known = kind in MESSAGE_KINDS
    if not is_known:
        return UNKNOWN
    if sum(map(data.count, b"[{,")) > MOST_MESSAGE_PARTS:
        return "too many parts in its values"
    return next((told for told, is_too_much in _BOUNDS.items() if is_too_much(message)), "")


def value_count(state: WidgetState) -> int:
    """Return how many values the state of a widget lists."""
    kind = state.WhichOneof("value")
    if kind == "file_uploader_state_value":
        return len(state.file_uploader_state_value.uploaded_file_info)
    if kind == "chat_input_value":
        return len(state.chat_input_value.file_uploader_state.uploaded_file_info)
    if kind in {"double_array_value", "int_array_value", "string_array_value"}:
        return len(getattr(state, kind).data)
    return 0


_BOUNDS: dict[str, Callable[[Any], bool]] = {
    "too many files": lambda message: len(message.file_urls_request.file_names) > MOST_FILES,
    "too many widgets": lambda message: len(message.rerun_script.widget_states.widgets) > MOST_WIDGETS,
    "too many known messages": lambda message: len(message.rerun_script.cached_message_hashes) > MOST_HASHES,
    "too long an address": lambda message: len(message.rerun_script.query_string) > MOST_ADDRESS,
    "too many values": lambda message: sum(map(value_count, message.rerun_script.widget_states.widgets)) > MOST_VALUES,
}
"""An empty part of another kind costs nothing to ask."""


def _told(data: bytes) -> bytes:
    """Return what shows in words on the screen of a visit that nothing of its message was taken."""
    answer = ForwardMsg()
    answer.metadata.delta_path.extend([RootContainer.EVENT, 0])
    toast = answer.delta.new_element.toast
    toast.body = language(_language_of(data)).text(TOO_MUCH)
    toast.icon = ":material/error:"
    return bytes(answer.SerializeToString())


def _language_of(data: bytes) -> str | None:
    """Return the language that the address of a message names; one that is too large to be read names none."""
    if len(data) > most_message_bytes():
        return None
    query = BackMsg.FromString(data).rerun_script.query_string
    return next(iter(parse_qs(str(query)[:MOST_ADDRESS]).get("lang", ())), None)
