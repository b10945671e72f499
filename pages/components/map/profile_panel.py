"""The panel of one chosen district: what the record says of it, and the screens that say more."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape

import streamlit as st

from analytics.briefing.story.profile import Profile, ProfileLine, map_finding, profile
from analytics.crosstab.sides import PROVINCE_SIDE, Sides
from analytics.prepared.caching import cached
from analytics.prepared.vintages import Vintage
from analytics.selection.selection import DISTRICT_CODES, is_unit
from analytics.wording.language import Language, mark
from geodata.clock import today
from pages.components.browser.plain import plain
from pages.components.frame.header import ask_to_print
from pages.components.visit.memory import set_widget, widget
from pages.components.visit.session import choose, measure, query, selected_rows, selection, view, words

SCREENS = (
    ("pages/funding.py", mark("Funding"), ":material/payments:"),
    ("pages/proposals.py", mark("Proposals"), ":material/assignment:"),
    ("pages/ocop.py", mark("OCOP"), ":material/stars:"),
    ("pages/exports.py", mark("Exports"), ":material/public:"),
)

_COMMUNE = "profile_commune"


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
    with st.container(border=True, key="profile"):
        found = profile(selected_rows(chosen), today(), language)
        st.html(_body(found, language))
        _communes(found, language)
        with st.container(horizontal=True, gap="small"):
            for page, name, icon in SCREENS:
                st.page_link(page, label=language.text(name), icon=icon, query_params=query())
            with_province = {**query(), "sides": Sides(chosen.districts[0], PROVINCE_SIDE).to_text()}
            label = language.text("Compare with the province")
            st.page_link("pages/compare.py", label=label, icon=":material/compare_arrows:", query_params=with_province)
            st.button(
                language.text("Print this profile"),
                key="profile_print",
                type="tertiary",
                icon=":material/print:",
                on_click=ask_to_print,
            )


def _communes(found: Profile, language: Language) -> None:
    """Draw the communes that have facilities; one that is chosen opens them, and is what the map goes to."""
    if not found.communes:
        return
    lines = {one.code: f"{one.name} ({one.text})" for one in found.communes}
    set_widget(_COMMUNE, None)
    st.pills(
        language.text("Facilities by commune ({n} communes)", n=language.number(found.n_communes)),
        list(lines),
        format_func=lines.__getitem__,
        key=_COMMUNE,
        on_change=_go_to_commune,
    )


def _go_to_commune() -> None:
    if is_unit(unit := f"{Vintage.COMMUNES_2020}:{widget(_COMMUNE)}"):
        choose(replace(selection(), units=(unit,)))
        measure(vintage=Vintage.COMMUNES_2020)


@cached()
def _body(of: Profile, language: Language) -> str:
    parts = (
        (language.text("What the record itemises"), of.figures),
        (language.text("Proposals by year"), of.years),
        (language.text("Facilities by sector"), of.sectors),
    )
    return (
        f"<div class='kc-profile'><h3>{escape(of.name)}</h3>{''.join(_part(*part) for part in parts if part[1])}</div>"
    )


def _part(title: str, lines: Iterable[ProfileLine]) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(one.name)}</th>"
        f"<td><i style='width:{one.share * 100:.0f}%'></i></td>"
        f"<td><b>{escape(one.text)}</b></td><td>{escape(one.note)}</td></tr>"
        for one in lines
    )
    return f"<table><caption>{escape(title)}</caption><tbody>{rows}</tbody></table>"
