"""What a view is shared and kept by: its link, its code for phones, the views that are kept under a name; one element."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

import streamlit as st

from pages.components.browser.frontend import module, style
from pages.components.browser.wire import text

ShareAction = Literal["save", "open", "rename", "drop"]
_mount = st.components.v2.component(
    "khuyencong.share_panel",
    html='<div class="share"></div>',
    css=style("share_panel.css"),
    js=module("share_panel.js"),
)


@dataclass(frozen=True)
class ShareTexts:
    """All that the panel says beside what is kept."""

    link: str
    copy: str
    copied: str
    code: str
    name: str
    save: str
    kept: str
    none: str
    open: str
    rename: str
    drop: str
    done: str
    note: str


@dataclass(frozen=True)
class KeptView:
    """A view that is kept: its key, its name, its address below that of the app."""

    id: str
    name: str
    path: str


@dataclass(frozen=True)
class SharePanel:
    """What the panel shows. `base` is the app's own address, "" to take the browser's; `code` the side and path of a QR code."""

    base: str
    path: str
    code: tuple[int, str]
    kept: Sequence[KeptView]
    can_save: bool
    longest: int


@dataclass(frozen=True)
class ShareRequest:
    """What the visitor asked for: an action, the key of a view, a name that was typed."""

    action: ShareAction
    id: str = ""
    name: str = ""


def share_panel_element(share: SharePanel, texts: ShareTexts, *, key: str) -> ShareRequest | None:
    """Draw the panel and return what was asked for in this run."""
    data = {
        **{name: value for name, value in asdict(share).items() if name != "kept"},
        "kept": [{"id": one.id, "name": text(one.name), "path": one.path} for one in share.kept],
        "texts": {name: text(value) for name, value in asdict(texts).items()},
    }
    return asked_for(_mount(key=key, data=data, on_asked_change=lambda: None).asked)


def asked_for(sent: Any) -> ShareRequest | None:
    """Return what the browser sent, None where it is nothing that can be asked for."""
    if not isinstance(sent, Mapping) or sent.get("action") not in get_args(ShareAction):
        return None
    key, name = sent.get("id", ""), sent.get("name", "")
    return ShareRequest(sent["action"], key, name) if isinstance(key, str) and isinstance(name, str) else None
