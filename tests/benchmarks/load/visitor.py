"""One visitor without a browser: speaks Streamlit's own messages over its web socket and keeps what a browser would keep."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import httpx
from websockets.asyncio.client import ClientConnection, connect

from pages.components.visit.streamlit_parts import BackMsg, ForwardMsg, WidgetState

TIMEOUT_S = 120.0
XSRF_COOKIE = "_streamlit_xsrf"
ERRORS = frozenset({"exception"})


@dataclass
class Answer:
    """What came back of one message: seconds until the script had finished, bytes, how many messages, errors in words."""

    seconds: float = 0.0
    n_bytes: int = 0
    n_messages: int = 0
    errors: list[str] = field(default_factory=list)


class Visitor:
    """A visit at an address (a start token in it is carried as a browser does); `async with` opens and closes it."""

    def __init__(self, address: str) -> None:
        """Prepare a visit; nothing is sent yet."""
        parts = urlsplit(address)
        self.address, self.origin = address, f"{parts.scheme}://{parts.netloc}"
        self.base = f"{self.origin}{parts.path.rstrip('/')}"
        self.http = httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=True)
        self.session_id = ""
        self.pages: dict[str, str] = {}
        self.page = ""
        self.widgets: dict[str, str] = {}
        self._held: dict[str, int] = {}
        self._run = self._oldest = 0

    async def __aenter__(self) -> Self:
        """Fetch the page, as a browser does first, and open the web socket with the cookies it set."""
        (await self.http.get(self.address)).raise_for_status()
        for part in ("health", "host-config"):
            (await self.http.get(f"{self.base}/_stcore/{part}")).raise_for_status()
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        socket = self.base.replace("http", "ws", 1) + "/_stcore/stream"
        token = self.http.cookies.get(XSRF_COOKIE, "")
        self.socket: ClientConnection = await connect(
            socket,
            subprotocols=["streamlit", *([token] if token else [])],
            origin=self.origin,
            additional_headers={"Cookie": cookies} if cookies else {},
            max_size=None,
            open_timeout=TIMEOUT_S,
            ping_interval=None,
            compression="deflate",
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the web socket."""
        await self.socket.close()
        await self.http.aclose()

    async def show(self, page: str, query: Mapping[str, str], widgets: tuple[WidgetState, ...] = ()) -> Answer:
        """Open a screen with a selection in its address, as a link or the way back does, and wait until it is drawn."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(query)
        state.page_script_hash = self.pages.get(page, "")
        state.page_name = "" if self.pages else page
        state.is_history_navigation = True
        state.cached_message_hashes.extend(self._held)
        state.widget_states.widgets.extend(widgets)
        self.page = page
        return await self._ask(message)

    async def act(self, query: Mapping[str, str], *widgets: WidgetState) -> Answer:
        """Click or type on the screen that is shown, and wait until it is drawn anew."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(query)
        state.page_script_hash = self.pages.get(self.page, "")
        state.cached_message_hashes.extend(self._held)
        state.widget_states.widgets.extend(widgets)
        return await self._ask(message)

    async def upload(self, key: str, name: str, content: bytes) -> WidgetState:
        """Send a file to the uploader with a key, and return the state of the widget that holds it."""
        message = BackMsg()
        message.file_urls_request.request_id = uuid4().hex
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self.session_id
        await self.socket.send(message.SerializeToString())
        while True:
            reply = await self._receive(Answer())
            if reply.WhichOneof("type") == "file_urls_response":
                break
        (urls,) = reply.file_urls_response.file_urls
        sent = await self.http.put(
            f"{self.base}{urls.upload_url}" if urls.upload_url.startswith("/") else urls.upload_url,
            files={"file": (name, content)},
            headers={"X-Xsrftoken": self.http.cookies.get(XSRF_COOKIE, ""), "Origin": self.origin},
        )
        sent.raise_for_status()
        state = WidgetState(id=self.widgets[key])
        state.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(content), file_id=urls.file_id, file_urls=urls
        )
        return state

    def text(self, key: str, value: str) -> WidgetState:
        """Return a text typed into the field with a key."""
        return WidgetState(id=self.widgets[key], string_value=value)

    def click(self, key: str) -> WidgetState:
        """Return a click on the button with a key."""
        return WidgetState(id=self.widgets[key], trigger_value=True)

    async def _ask(self, message: BackMsg) -> Answer:
        answer, start = Answer(), time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            reply = await self._receive(answer)
            self._keep(reply, answer)
            finished = reply.script_finished if reply.WhichOneof("type") == "script_finished" else None
            if finished in {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR}:
                answer.seconds = time.perf_counter() - start
                self._run += 1
                self._held = {hash_: run for hash_, run in self._held.items() if self._run - run <= self._oldest}
                return answer

    async def _receive(self, answer: Answer) -> ForwardMsg:
        data = await asyncio.wait_for(self.socket.recv(), TIMEOUT_S)
        assert isinstance(data, bytes)
        reply = ForwardMsg.FromString(data)
        answer.n_bytes += len(data)
        answer.n_messages += 1
        return reply

    def _keep(self, reply: ForwardMsg, answer: Answer) -> None:
        """Keep what a browser keeps: the session, the pages, which messages it holds, which widgets are there."""
        kind = reply.WhichOneof("type")
        if reply.metadata.cacheable and reply.hash:
            self._held[reply.hash] = self._run
        if kind == "ref_hash":
            self._held[reply.ref_hash] = self._run
        if kind == "new_session":
            self.session_id = reply.new_session.initialize.session_id
            self._oldest = reply.new_session.config.max_cached_message_age
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in reply.navigation.app_pages}
            self.pages[""] = next(page.page_script_hash for page in reply.navigation.app_pages if page.is_default)
        elif kind == "delta" and reply.delta.WhichOneof("type") == "new_element":
            element = reply.delta.new_element
            name = element.WhichOneof("type")
            if name == "exception":
                answer.errors.append(element.exception.message)
            widget = getattr(getattr(element, name or "", None), "id", "")
            if isinstance(widget, str) and widget.startswith("$$ID-"):
                self.widgets[widget.split("-", 2)[2]] = widget
