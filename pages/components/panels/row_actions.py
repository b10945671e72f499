"""What the menu of a row does: open the record, show its place on the map, put it among the slides; its link is copied in the browser."""

from analytics.briefing.story.added import AddedKind, added_of
from analytics.maps.marks import pins_of
from analytics.wording.language import Language
from geodata.settings import SettingError, own_address
from pages.components.browser.data_table import RowMenu, TableEvent
from pages.components.visit.memory import memory
from pages.components.visit.said import say
from pages.components.visit.session import change_view, prepared_record, view, words
from pages.components.visit.slides import meeting, show_slides

_SCREENS = {"facility": "", "context": "", "proposal": "proposals", "ocop": "ocop"}
"""The screen that shows the card of each kind; "" is the map."""


def row_menu(kind: str, language: Language) -> RowMenu:
    """Return the menu of rows that are records of a kind."""
    return RowMenu(
        screen=_SCREENS[kind],
        kind=kind,
        base=_own_address(),
        more=language.text("More actions"),
        copy=language.text("Copy link"),
        copied=language.text("Copied"),
        actions=(
            ("open", language.text("Open")),
            ("map", language.text("Show on the map")),
            ("slides", language.text("Add to the slides")),
        ),
    )


def _own_address() -> str:
    try:
        return own_address() or ""
    except SettingError:  # the panel of views writes it to the log
        return ""


def focus_on(kind: str, event: TableEvent) -> None:
    """Open the card of the record of a row."""
    change_view(focus=f"{kind}:{event.row}")


def act_on(kind: str, event: TableEvent) -> None:
    """Do with a record what its menu was asked for."""
    if event.action == "slides":
        _to_slides(kind, event.row)
        return
    focus_on(kind, event)
    if event.action == "map":
        if not pins_of(prepared_record(), view().focus, words()):
            say(words().text("No source says where it is; its card stands beside the map."))
        memory().screen_to_open = "map"


def act_in_drawer(kind: str, event: TableEvent) -> None:
    """Do with a record of a drawer what its menu was asked for: it is opened on the screen that shows its card."""
    act_on(kind, event)
    if event.action == "open":
        memory().screen_to_open = _SCREENS[kind] or "map"


def _to_slides(kind: str, record: str) -> None:
    """Put a record among the slides, and say so with the way to take it away again."""
    language, one = words(), added_of(AddedKind.RECORD, f"{kind}:{record}", {})
    if one in meeting().added:
        say(language.text("It is among the slides already."))
        return
    show_slides(meeting().with_added(one))

    def undo() -> None:
        show_slides(meeting().without_added(one.id))
        say(words().text("Taken back."))

    say(language.text("Added to the slides."), undo)
