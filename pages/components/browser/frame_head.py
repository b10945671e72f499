"""The head of the frame: the name of the app, how new its sources are, printing; on a phone the rest of the screens; on paper what is printed."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from pages.components.browser.frontend import module, style
from pages.components.browser.wire import text
from pages.components.visit.memory import widget

_mount = st.components.v2.component(
    "khuyencong.frame_head",
    html='<div class="head"></div>',
    css=style("frame_head.css") + style("said.css"),
    js=module("frame_head.js"),
)


@dataclass(frozen=True, slots=True)
class Message:
    """What was done; `undo` is the label of the button that takes it back, "" for none. The number tells it from the one before."""

    number: int
    text: str
    undo: str


@dataclass(frozen=True, slots=True)
class FrameHead:
    """What the head says, in the reader's language; `screen`, `chosen`, `dated`, `source_line`, `sources_title`, `other_tabs` and `code` stand on paper alone.

    `code` is the side and the path of a QR code that leads back to what was printed; `print` is the number of the print that this run is for,
    0 for none.
    """

    name: str
    office: str
    logo: str
    newest: str
    skip_label: str
    skip_map_label: str
    print_label: str
    more_label: str
    screen: str
    chosen: str
    dated: str
    sources_title: str
    other_tabs: str
    said: Message | None = None
    code: tuple[int, str] = (0, "")
    code_label: str = ""
    source_line: str = ""
    print: int = 0


def frame_head(
    head: FrameHead,
    sources: Sequence[str],
    *,
    key: str,
    on_print: Callable[[], None],
    on_undo: Callable[[int], None],
) -> None:
    """Draw the head; the browser prints with `sources` at the end once the run that `on_print` was asked for is drawn, and says each message once.

    Another theme of the browser runs the script again, which draws maps and charts in it.
    """
    said = head.said and {**asdict(head.said), "text": text(head.said.text)}
    words = {name: text(value) for name, value in asdict(head).items() if name not in {"said", "code", "print"}}

    def undo() -> None:
        number = widget(key).undone
        if isinstance(number, int):
            on_undo(number)

    _mount(
        key=key,
        data={**words, "sources": sources, "said": said, "code": head.code, "print": head.print},
        on_printing_change=on_print,
        on_undone_change=undo,
        on_theme_change=lambda: None,
    )
