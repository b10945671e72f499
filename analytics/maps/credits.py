"""Whom a map names for its boundaries, in the words of a language."""

from collections.abc import Iterable

from analytics.prepared.vintages import VINTAGE_LABELS, Vintage
from analytics.wording.language import Language
from geodata.boundaries import taken_sources


def boundary_credits(names: Iterable[str], language: Language) -> str:
    """Return what a map that shows these layers prints: whom ours are after, and the source of each set that replaces ours."""
    ours = language.text(
        "Boundaries: after the Reference map of administrative units (Publishing House of Natural Resources, Environment "
        "and Cartography of Việt Nam), by way of vietnamese-provinces-database (MIT) and vietnam63 (MIT); generalised, for "
        "illustration only. World: Natural Earth."
    )
    taken = (
        language.text(
            "Boundaries of {units}: {source}",
            units="; ".join(language.text(VINTAGE_LABELS[Vintage(name)]) for name in layers),
            source=source,
        )
        for source, layers in taken_sources(names).items()
    )
    return " ".join([ours, *taken])
