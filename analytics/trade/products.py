"""Names of exported products: which of them are one product, with the ground for it; every other name is a product of its own.

No name is guessed at: a spelling that differs in capitals, blanks or the place of a tone mark is the same name, a name in `PRODUCTS` is its
product, and names that resemble each other without ground stand in `LEFT_APART` with the reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analytics.wording.language import Language, mark
from geodata.text import spelling


@dataclass(frozen=True)
class OneProduct:
    """A product, the other names under which sources state it, why they are the same, and the sources that say so."""

    name: str
    also: tuple[str, ...]
    ground: str
    source_ids: tuple[str, ...]


PRODUCTS = (
    OneProduct(
        "mỳ Chũ",
        (
            *("mì Chũ", "mỳ gạo Chũ", "mì gạo Chũ", "mỳ Chũ rau củ quả", "mỳ Chũ ngũ sắc", "mỳ Chũ gạo lứt"),
            "mỳ Chũ (truyền thống, ngũ sắc, gạo lứt)",
        ),
        mark("the craft village sells them all under this mark; vegetables and colours are kinds of it"),
        ("s051", "s194", "s278"),
    ),
    OneProduct(
        "vải thiều tươi",
        ("vải thiều sớm tươi",),
        mark("the same fresh fruit, of trees that ripen early"),
        ("s283",),
    ),
)
SEVERAL_GOODS = mark("the source states several goods together and does not divide them")
OTHER_GOODS = mark("other goods of the same fruit or wood: fresh, canned, frozen or only the flesh")
NOT_SAID = mark("the source does not say whether it is the same")
LEFT_APART: Mapping[tuple[str, str], str] = {
    ("vải thiều", "vải thiều tươi"): NOT_SAID,
    ("vải thiều", "vải thiều sớm tươi"): NOT_SAID,
    ("vải thiều", "vải thiều đóng hộp"): OTHER_GOODS,
    ("vải thiều", "cùi vải thiều đông lạnh"): OTHER_GOODS,
    ("vải thiều", "vải thiều tươi và chế biến"): SEVERAL_GOODS,
    ("vải thiều", "vải thiều chế biến, rau quả"): SEVERAL_GOODS,
    ("vải thiều tươi", "vải thiều tươi và chế biến"): SEVERAL_GOODS,
    ("vải đông lạnh", "cùi vải thiều đông lạnh"): OTHER_GOODS,
    ("vải đông lạnh", "vải nguyên quả đông lạnh, cùi vải đóng hộp, cùi đông lạnh, nước ép vải"): SEVERAL_GOODS,
    ("nước vải", "vải nguyên quả đông lạnh, cùi vải đóng hộp, cùi đông lạnh, nước ép vải"): SEVERAL_GOODS,
    ("rau chế biến", "vải thiều chế biến, rau quả"): SEVERAL_GOODS,
    ("nước quả đóng hộp", "vải nguyên quả đông lạnh, cùi vải đóng hộp, cùi đông lạnh, nước ép vải"): SEVERAL_GOODS,
    ("dăm gỗ", "ván bóc, dăm gỗ"): SEVERAL_GOODS,
    ("ván ép, gỗ ép", "gỗ ván ép phủ phim"): NOT_SAID,
}
"""Pairs of names of the public record of which one holds every word of the other, and why they are counted as two."""

_PRODUCT_OF = {spelling(name): one for one in PRODUCTS for name in (one.name, *one.also)}


def counted_as(names: Iterable[str]) -> dict[str, str]:
    """Return the product that each name is counted as: that of the table, else the first of its spellings."""
    first: dict[str, str] = {}
    found = {}
    for name in names:
        key = spelling(name)
        one = _PRODUCT_OF.get(key)
        found[name] = first.setdefault(key, name) if one is None else one.name
    return found


def product_names(names: Sequence[str], language: Language) -> list[str]:
    """Return products, each once, with the names it has here: a single name as it is, several as "mỳ Chũ (incl. mỳ gạo Chũ)"."""
    of_product: dict[str, list[str]] = {}
    for name, product in counted_as(names).items():
        of_product.setdefault(product, []).append(name)
    return [_product_named(product, found, language) for product, found in of_product.items()]


def products_text(names: Sequence[str], language: Language) -> str:
    """Return the products of `product_names` in one line."""
    return ", ".join(product_names(names, language))


def _product_named(product: str, names: Sequence[str], language: Language) -> str:
    if len(names) == 1:
        return names[0]
    others = (name for name in names if spelling(name) != spelling(product))
    told = ", ".join(_without_brackets(product, name) for name in others)
    return language.text("{product} (incl. {names})", product=product, names=told) if told else product


def _without_brackets(product: str, name: str) -> str:
    """Return a name; of one that only adds kinds in brackets to its product, the kinds."""
    start = f"{product} ("
    return name.removeprefix(start).removesuffix(")") if name.startswith(start) and name.endswith(")") else name


def products_note(names: Iterable[str], language: Language) -> tuple[str, ...]:
    """Say of each product that has several names here which they are and why they are one; nothing where none has."""
    found = counted_as(names)
    lines = []
    for one in PRODUCTS:
        mine = sorted(name for name, product in found.items() if product == one.name)
        if len(mine) > 1:
            of = language.text(
                "Counted as one product, “{product}”: {names}; {ground}.",
                product=one.name,
                names="; ".join(f"“{name}”" for name in mine),
                ground=language.text(one.ground),
            )
            lines.append(of)
    return tuple(lines)
