"""What of the app itself can be found: its screens, as far as this visit may open them, the views that it keeps, a few commands."""

from typing import TYPE_CHECKING

from analytics.search.names import NameKind
from analytics.search.told import AppNames
from analytics.wording.language import LANGUAGES, Language, mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geodata.store.model import SavedView
    from pages.components.visit.streamlit_parts import StreamlitPage

RESET = "reset"
LANGUAGE = "language-"
"""What begins the key of the command that changes the language."""
_RESET_TITLE = mark("Clear the selection: whole province, all years")


def app_names(pages: "Mapping[str, StreamlitPage]", views: "Iterable[SavedView]", language: Language) -> AppNames:
    """Return the names of the pages of a visit, by path, of its views and of the commands."""
    titles = {(NameKind.SCREEN, path): page.title for path, page in pages.items()}
    titles |= {(NameKind.VIEW, one.view_id): one.name for one in views}
    titles[NameKind.COMMAND, RESET] = language.text(_RESET_TITLE)
    titles |= {
        (NameKind.COMMAND, f"{LANGUAGE}{code}"): language.text("Language: {name}", name=speech.name)
        for code, speech in LANGUAGES.items()
    }
    return AppNames(titles)
