"""The screens: their names, in the groups of the navigation, and what their filters count. Read by the server's door as well, so it loads nothing."""

from dataclasses import dataclass

from analytics.wording.language import mark
from geodata.door.access import Permission

NO_FILTERS = ""


@dataclass(frozen=True)
class Screen:
    """One screen: the file `pages/<name>.py`, reached at `/<name>`.

    `counts` is the table whose rows its filters count, `NO_FILTERS` where a selection changes nothing; `short` is the title
    where there is little room.
    """

    name: str
    title: str
    icon: str
    counts: str = "facilities"
    short: str = ""


@dataclass(frozen=True)
class DataScreen(Screen):
    """A screen of those who keep the data; one that is not listed is opened from a row."""

    permission: Permission = Permission.EDIT
    is_listed: bool = True


HOME = "map"
SCREEN_GROUPS = (
    (
        Screen(HOME, mark("Map"), ":material/map:"),
        Screen("funding", mark("Funding"), ":material/payments:", "proposals"),
        Screen("ocop", mark("OCOP & typical products"), ":material/stars:", "ocop_products", short=mark("OCOP")),
        Screen("exports", mark("Exports"), ":material/public:", "export_flows"),
        Screen("proposals", mark("Proposals"), ":material/assignment:", "proposals"),
    ),
    (
        Screen("crosstab", mark("Crosstab"), ":material/table_chart:"),
        Screen("compare", mark("Compare"), ":material/compare_arrows:"),
    ),
    (
        Screen("survey", mark("Survey"), ":material/travel_explore:"),
        Screen("planning", mark("Plan"), ":material/calculate:", "proposals"),
    ),
    (Screen("present", mark("Present"), ":material/slideshow:"),),
    (
        Screen("rules", mark("Rules"), ":material/gavel:", NO_FILTERS),
        Screen("sources", mark("Sources"), ":material/fact_check:", NO_FILTERS),
    ),
)
"""The screens of everybody, as the navigation groups them; the link to the data screens ends the last group."""
DATA_SCREENS = (
    DataScreen("imports", mark("Import data"), ":material/upload_file:", NO_FILTERS),
    DataScreen("edit", mark("Edit"), ":material/edit:"),
    DataScreen("quality", mark("Quality"), ":material/rule:", permission=Permission.EXPORT),
    DataScreen("audit", mark("Journal"), ":material/history:", NO_FILTERS),
    DataScreen("record", mark("Record and its history"), ":material/description:", NO_FILTERS, is_listed=False),
)
ALL_SCREENS = (*(screen for group in SCREEN_GROUPS for screen in group), *DATA_SCREENS)
SCREEN_COUNTS = {screen.name: screen.counts for screen in ALL_SCREENS}
