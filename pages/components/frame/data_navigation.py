"""The pages of those who keep the data: which there are, who may open them, the row of links between them."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analytics.wording.language import Language, mark
from geodata.door.access import Permission
from pages.components.visit.access import may
from pages.components.visit.session import query, words
from pages.components.visit.sign_in import not_allowed

if TYPE_CHECKING:
    from pages.components.visit.streamlit_parts import StreamlitPage

FOLDER = Path(__file__).parents[2]


@dataclass(frozen=True)
class DataPage:
    """One page: the file `pages/<name>.py`, reached at `/<name>`; one that is not listed is opened from a row."""

    name: str
    title: str
    icon: str
    permission: Permission
    is_listed: bool = True


DATA_PAGES = (
    DataPage("imports", mark("Import data"), ":material/upload_file:", Permission.EDIT),
    DataPage("edit", mark("Edit"), ":material/edit:", Permission.EDIT),
    DataPage("quality", mark("Quality"), ":material/rule:", Permission.EXPORT),
    DataPage("audit", mark("Journal"), ":material/history:", Permission.EDIT),
    DataPage("record", mark("Record and its history"), ":material/description:", Permission.EDIT, is_listed=False),
)


def data_pages(language: Language) -> dict[str, "StreamlitPage"]:
    """Return the pages that exist, by name; behind the address of one that this visit may not open nothing is told."""
    return {page.name: _page(page, language) for page in DATA_PAGES if _file(page).is_file()}


def listed(pages: dict[str, "StreamlitPage"]) -> list["StreamlitPage"]:
    """Return the pages that stand in the row of links of this visit."""
    return [pages[page.name] for page in DATA_PAGES if page.is_listed and page.name in pages and may(page.permission)]


def data_navigation(pages: dict[str, "StreamlitPage"], current: "StreamlitPage") -> None:
    """Draw the links between the data pages, while one of them is open."""
    if all(current.url_path != page.url_path for page in pages.values()) or not listed(pages):
        return
    with st.container(horizontal=True, gap="small", key="data_navigation"):
        for page in listed(pages):
            st.page_link(page, query_params=query())


def data_link(pages: dict[str, "StreamlitPage"]) -> None:
    """Draw the one link of the navigation that leads to the data pages, for those who may open one."""
    if first := listed(pages)[:1]:
        st.page_link(first[0], label=words().text("Data"), icon=":material/database:", query_params=query())


def _file(page: DataPage) -> Path:
    return FOLDER / f"{page.name}.py"


def _page(page: DataPage, language: Language) -> "StreamlitPage":
    if may(page.permission):
        title = language.text(page.title)
        return st.Page(f"pages/{page.name}.py", title=title, icon=page.icon, url_path=page.name)
    return st.Page(not_allowed, title=language.text("Not allowed"), url_path=page.name)
