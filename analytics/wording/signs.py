"""The sign that a source's wording puts before a value, kept through sums and quotients: "≥", "≤", "≈"."""

from collections.abc import Iterable, Mapping

from analytics.wording.language import Language, kept_together
from geodata.schema.vocabulary import Qualifier

SIGNS: Mapping[str, str] = {
    Qualifier.EXACT: "",
    Qualifier.APPROXIMATE: "≈",
    Qualifier.NEARLY: "≈",
    Qualifier.RANGE: "",
    Qualifier.AT_LEAST: "≥",
    Qualifier.AT_MOST: "≤",
}
"""The sign that stands before a value for the wording of its source."""
WORDED: Mapping[str, Qualifier] = {
    "": Qualifier.EXACT,
    "≈": Qualifier.APPROXIMATE,
    "≥": Qualifier.AT_LEAST,
    "≤": Qualifier.AT_MOST,
}
"""The wording that a sign stands for."""
_TURNED = {Qualifier.AT_LEAST: Qualifier.AT_MOST, Qualifier.AT_MOST: Qualifier.AT_LEAST}


def qualified(text: str, qualifier: object) -> str:
    """Return a written value with the sign of its qualifier, so that "gần 100" stays "≈ 100"."""
    sign = SIGNS[Qualifier(qualifier)] if isinstance(qualifier, str) else ""
    return kept_together(sign, text)


def of_sum(qualifiers: Iterable[str]) -> Qualifier:
    """Return how a sum of values is worded: exact, bounded on one side where its vague parts are, else approximate."""
    vague = {Qualifier(one) for one in qualifiers} - {Qualifier.EXACT}
    if len(vague) == 1 and vague <= {Qualifier.AT_LEAST, Qualifier.AT_MOST}:
        return vague.pop()
    return Qualifier.APPROXIMATE if vague else Qualifier.EXACT


def of_quotient(upper: str, lower: str) -> Qualifier:
    """Return how a quotient is worded: what bounds the lower figure from below bounds it from above."""
    return of_sum([upper, _TURNED.get(Qualifier(lower), lower)])


ONE_OF: Mapping[str, str] = {
    "countries and territories": "country or territory",
    "export rows": "export row",
    "export rows that state it": "export row that states it",
    "facilities": "facility",
    "facilities (published)": "facility (published)",
    "product groups": "product group",
    "proposals": "proposal",
    "published figures": "published figure",
    "recognised products": "recognised product",
    "recognitions": "recognition",
    "rows": "row",
    "sources": "source",
    "typical products": "typical product",
    "OCOP products": "OCOP product",
    "values": "value",
    "visits": "visit",
}
"""What charts and slides count, by its English plural: of one of them English has another word."""


def number_counted(n: int, noun: str, language: Language) -> str:
    """Return what a chart or a slide rests on: "n = 14 proposals", "n = 1 proposal"."""
    return f"n = {language.number(n)} {ONE_OF.get(noun, noun) if n == 1 else noun}"
