"""The panel of one chosen district: what the record says of it, and the screens that say more."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from analytics.briefing.profile import Profile, ProfileLine, ProfilePartId, district_profile, map_finding, rows_of_line
from analytics.crosstab.sides import PROVINCE_SIDE, Sides
from analytics.maps.measures import Measure
from analytics.overview.known_units import KPI_OF
from analytics.overview.kpis import kpi_of
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, Selection
from analytics.wording.language import Language, mark
from geodata.clock import today
from pages.components.browser.plain import plain
from pages.components.browser.profile_card import ProfileCard, ProfilePart, packed_profile, profile_card
from pages.components.browser.screen_links import ScreenLink
from pages.components.frame.header import ask_to_print
from pages.components.map.kpi_panel import figure_ground
from pages.components.panels.evidence_view import evidence_dialog
from pages.components.visit.memory import memory
from pages.components.visit.session import choose, measure, selected_rows, selection, view, words

SCREENS = (
    ("funding", mark("Funding"), "payments"),
    ("proposals", mark("Proposals"), "assignment"),
    ("ocop", mark("OCOP"), "stars"),
    ("exports", mark("Exports"), "public"),
)

_TITLES: dict[ProfilePartId, str] = {
    ProfilePartId.FIGURES: mark("What is known of it (bar: its share of what the province itemises)"),
    ProfilePartId.YEARS: mark("Proposals by year"),
    ProfilePartId.SECTORS: mark("Facilities by sector"),
}


def finding() -> None:
    """Say in one sentence what the map shows."""
    said = map_finding(selected_rows(selection()), view().measure, today(), words())
    st.markdown(f"**{plain(said)}**")


def profile_panel() -> None:
    """Draw the profile where exactly one district is chosen and nothing closer."""
    chosen = selection()
    if len(chosen.districts) != 1 or chosen.units or chosen.districts[0] not in DISTRICT_CODES:
        return
    language, selected = words(), selected_rows(chosen)
    found = district_profile(selected, today(), language)
    codes = {one.code for one in found.communes}
    lines = {asked for part, of_part in _parts(found).items() for one in of_part if (asked := _asked(part, one))}
    sent = _packed(found, language)
    profile_card(
        sent, codes, lines, key="profile", on_commune=_go_to_commune, on_line=_ask_for_line, on_print=ask_to_print
    )
    _open_line(found, selected, language)


def _parts(of: Profile) -> dict[ProfilePartId, Sequence[ProfileLine]]:
    return {ProfilePartId.FIGURES: of.figures, ProfilePartId.YEARS: of.years, ProfilePartId.SECTORS: of.sectors}


def _asked(part: ProfilePartId, line: ProfileLine) -> str:
    """Return what a click on the value of a line asks for, "" where nothing is behind it."""
    return f"{part}:{line.code}" if line.code else ""


def _ask_for_line(asked: str) -> None:
    memory().profile_line = asked


def _open_line(of: Profile, selected: Selected, language: Language) -> None:
    """Open the rows behind the number that was clicked: of a figure what the strip opens, of a year or a sector its rows."""
    asked, memory().profile_line = memory().profile_line, ""
    if not asked:
        return
    part, _, code = asked.partition(":")
    if part == ProfilePartId.FIGURES and (kpi := KPI_OF.get(Measure(code))):
        figure_ground(kpi_of(kpi, selected, selected_rows(Selection())), selected, language, of.name).open()
        return
    if part == ProfilePartId.FIGURES:
        table, rows = "typical_products", selected.frame("typical_products")
    else:
        table = "facilities" if part == ProfilePartId.SECTORS else "proposals"
        rows = rows_of_line(selected, ProfilePartId(part), code)
    line = next(one for one in _parts(of)[ProfilePartId(part)] if one.code == code)
    what = line.name if part == ProfilePartId.FIGURES else f"{language.text(_TITLES[ProfilePartId(part)])}: {line.name}"
    evidence_dialog(joined([of.name, what]), "", ((language.text("Itemised rows"), table, rows),))


def _go_to_commune(code: str) -> None:
    """Choose a commune, which opens its facilities and is what the map goes to."""
    choose(replace(selection(), units=(f"{Vintage.COMMUNES_2020}:{code}",)))
    measure(vintage=Vintage.COMMUNES_2020)


@cached()
def _packed(of: Profile, language: Language) -> bytes:
    compared = ScreenLink("compare", language.text("Compare with the province"), "compare_arrows")
    card = ProfileCard(
        name=of.name,
        parts=tuple(
            ProfilePart(language.text(_TITLES[part]), tuple(_line(part, one) for one in lines))
            for part, lines in _parts(of).items()
            if lines
        ),
        communes_title=_communes_title(of, language),
        communes=tuple((one.code, f"{one.name} ({one.text})") for one in of.communes),
        links=(
            *((ScreenLink(page, language.text(name), icon), "") for page, name, icon in SCREENS),
            (compared, urlencode({"sides": Sides(of.code, PROVINCE_SIDE).to_text()})),
        ),
        print_label=language.text("Print this profile"),
        open_label=language.text("Open the rows and their sources"),
    )
    return packed_profile(card)


def _communes_title(of: Profile, language: Language) -> str:
    if not of.n_elsewhere:
        return language.count(
            "Facilities by commune ({n} commune)", "Facilities by commune ({n} communes)", of.n_communes
        )
    unknown = language.number(of.n_elsewhere)
    return language.count(
        "Facilities by commune ({n} commune; commune of {unknown} not known)",
        "Facilities by commune ({n} communes; commune of {unknown} not known)",
        of.n_communes,
        unknown=unknown,
    )


def _line(part: ProfilePartId, one: ProfileLine) -> tuple[str, float, str, str, str]:
    return one.name, one.share, one.text, one.note, _asked(part, one)
