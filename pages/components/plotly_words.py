"""Plotly's own words and buttons: one button (save as a picture), every text of the language of the screen."""

from typing import Any

from analytics.language import Language


def plotly_config(language: Language, file_name: str) -> dict[str, Any]:
    """Return the configuration of every chart: no logo, no network, only the picture button, its texts from the catalogue."""
    locale = f"kc-{language.code}"
    return {
        "displaylogo": False,
        "responsive": True,
        "modeBarButtons": [["toImage"]],
        "displayModeBar": True,
        "doubleClick": False,
        "scrollZoom": False,
        "locale": locale,
        "locales": {locale: {"dictionary": _dictionary(language), "format": {}}},
        "toImageButtonOptions": {"format": "png", "filename": file_name, "scale": 2},
    }


def _dictionary(language: Language) -> dict[str, str]:
    picture = language.text("Download as a picture (PNG)")
    return {
        "Download plot as a PNG": picture,
        "Download plot": picture,
        "Preparing image - this may take a few seconds": language.text("Making the picture…"),
        "Image download succeeded": language.text("The picture is saved"),
        "Sorry, there was a problem downloading your image!": language.text("The picture could not be made."),
    }
