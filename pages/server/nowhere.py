"""The page of an address of no screen: the frame, what is not there, and the way to every screen."""

from html import escape
from urllib.parse import urlencode

from analytics.wording.language import HOUSE, LANGUAGES, Language
from pages.components.browser.frontend import style
from pages.components.frame.screens import HOME, SCREEN_GROUPS, Screen

_MOST_SHOWN = 80
"""Letters of an address that are repeated."""


def nowhere_page(address: str, root: str, language: Language) -> str:
    """Return the page; `address` is what was asked for below `root`, which leads to the home screen."""
    title = escape(language.text("Industrial promotion in Bắc Giang"))
    said = escape(language.text("There is no screen at this address."))
    way_on = escape(
        language.text("Choose a screen above. To look for a facility, a product or a place, open one and press Ctrl K.")
    )
    shown = escape(address if len(address) <= _MOST_SHOWN else f"{address[:_MOST_SHOWN]}…")
    groups = "".join(f"<li>{''.join(_link(one, root, language) for one in group)}</li>" for group in SCREEN_GROUPS)
    others = "".join(
        f'<a href="?{urlencode({"lang": code})}" lang="{code}" hreflang="{code}">{escape(one.name)}</a>'
        for code, one in LANGUAGES.items()
        if code != language.code
    )
    home, to_home = escape(f"{root}{_query(language)}"), escape(language.text("Open the map"))
    return (
        f'<!doctype html><html lang="{language.code}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="color-scheme" content="light dark"><title>{said}</title><style>{style("nowhere.css")}</style>'
        f"<header><strong>{title}</strong>{others}</header><nav><ul>{groups}</ul></nav>"
        f'<main><h1>{said}</h1><p><code dir="auto">/{shown}</code></p><p>{way_on}</p>'
        f'<p><a href="{home}">{to_home}</a></main>'
    )


def _link(screen: Screen, root: str, language: Language) -> str:
    name = "" if screen.name == HOME else screen.name
    address = escape(f"{root}{name}{_query(language)}")
    return f'<a href="{address}">{escape(language.text(screen.short or screen.title))}</a>'


def _query(language: Language) -> str:
    return "" if language.code == HOUSE else f"?{urlencode({'lang': language.code})}"
