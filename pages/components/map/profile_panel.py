"""The panel of one chosen district: what the record says of it, and the screens that say more."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from analytics.briefing.story.profile import Profile, ProfileLine, district_profile, map_finding
from analytics.crosstab.sides import PROVINCE_SIDE, Sides
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage
from analytics.selection.selection import DISTRICT_CODES
from analytics.wording.language import Language, mark
from geodata.clock import today
from pages.components.browser.plain import plain
from pages.components.browser.profile_card import ProfileCard, ProfilePart, packed_profile, profile_card
from pages.components.browser.screen_links import ScreenLink
from pages.components.frame.header import ask_to_print
from pages.components.visit.session import choose, measure, selected_rows, selection, view, words

SCREENS = (
    ("funding", mark("Funding"), "payments"),
    ("proposals", mark("Proposals"), "assignment"),
    ("ocop", mark("OCOP"), "stars"),
    ("exports", mark("Exports"), "public"),
)


def finding() -> None:
    """Say in one sentence what the map shows."""
    said = map_finding(selected_rows(selection()), view().measure, today(), words())
    st.markdown(f"**{plain(said)}**")


def profile_panel() -> None:
    """Draw the profile where exactly one district is chosen and nothing closer."""
    chosen = selection()
    if len(chosen.districts) != 1 or chosen.units or chosen.districts[0] not in DISTRICT_CODES:
        return
    language = words()
    found = district_profile(selected_rows(chosen), today(), language)
    codes = {one.code for one in found.communes}
    profile_card(_packed(found, language), codes, key="profile", on_commune=_go_to_commune, on_print=ask_to_print)


def _go_to_commune(code: str) -> None:
    """Choose a commune, which opens its facilities and is what the map goes to."""
    choose(replace(selection(), units=(f"{Vintage.COMMUNES_2020}:{code}",)))
    measure(vintage=Vintage.COMMUNES_2020)


@cached()
def _packed(of: Profile, language: Language) -> bytes:
    parts = (
        (language.text("What the record itemises, with the share of the province"), of.figures),
        (language.text("Proposals by year"), of.years),
        (language.text("Facilities by sector"), of.sectors),
    )
    compared = ScreenLink("compare", language.text("Compare with the province"), "compare_arrows")
    card = ProfileCard(
        name=of.name,
        parts=tuple(ProfilePart(title, tuple(_line(one) for one in lines)) for title, lines in parts if lines),
        communes_title=language.text("Facilities by commune ({n} communes)", n=language.number(of.n_communes)),
        communes=tuple((one.code, f"{one.name} ({one.text})") for one in of.communes),
        links=(
            *((ScreenLink(page, language.text(name), icon), "") for page, name, icon in SCREENS),
            (compared, urlencode({"sides": Sides(of.code, PROVINCE_SIDE).to_text()})),
        ),
        print_label=language.text("Print this profile"),
    )
    return packed_profile(card)


def _line(one: ProfileLine) -> tuple[str, float, str, str]:
    return one.name, one.share, one.text, one.note
