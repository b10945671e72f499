"""OCOP products by district: the itemised by stars, within what sources publish of each district alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.figures.chart import Chart, RowsBehind
from analytics.figures.chosen import chart_title
from analytics.figures.funding.money_groups import NOT_ITEMISED
from analytics.figures.funding.parts import figures_behind
from analytics.figures.ocop.parts import by_stars, of_stars, row_disagreements, star_choice, star_shade
from analytics.figures.ocop.standing import level_name
from analytics.figures.spec import Bars, Category, Mark, Series
from analytics.figures.style import Look
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.ocop.floors import is_list_a_part
from analytics.ocop.recognitions import of_level, stars_by_district
from analytics.selection.choices import Choice
from analytics.selection.place_words import Row, district_name, joined, records, span
from analytics.selection.published_products import districts_published, districts_recognised, published_number
from analytics.selection.published_totals import PublishedTotal
from analytics.selection.selected import Selected
from analytics.selection.selection import DISTRICT_CODES, UNPLACED
from analytics.wording.language import Language
from analytics.wording.signs import qualified
from geodata.schema.vocabulary import Qualifier


@dataclass(frozen=True)
class DistrictProducts:
    """What is known of the OCOP products by district: the itemised by stars, and what sources publish of a district alone.

    `published` are the products in force, of chosen years those recognised in them; `recognised` those of a year, of districts
    of which no number in force is published and fewer are itemised. `is_a_part`: the list is a part of all, so that its number is the least.
    """

    table: pd.DataFrame
    published: Mapping[str, PublishedTotal]
    recognised: Mapping[str, PublishedTotal]
    is_a_part: bool

    @classmethod
    def of(cls, selected: Selected) -> "DistrictProducts":
        """Return what is known of the products of some rows."""
        record, chosen = selected.record, selected.selection
        table, apart = stars_by_district(selected), districts_recognised(record, chosen)
        n = table.groupby("district_code")["n"].sum()
        more = {code: one for code, one in apart.items() if one.value > n.get(code, 0)}
        return cls(table, districts_published(record, chosen), more, is_list_a_part(selected))

    @property
    def itemised(self) -> dict[str, int]:
        """How many products of each district are itemised."""
        return {str(code): int(n) for code, n in self.table.groupby("district_code", sort=False)["n"].sum().items()}

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """The published figures that stand beside."""
        return tuple(
            id_ for one in (self.published, self.recognised) for total in one.values() for id_ in total.figure_ids
        )

    @property
    def ordered(self) -> list[str]:
        """The districts by the most complete number known of each."""
        n, places = self.itemised, (*DISTRICT_CODES, UNPLACED)
        known = [code for code in places if code in n or code in self.published or code in self.recognised]
        return sorted(
            known, key=lambda code: (-max(n.get(code, 0), _value(self.published, code)), -_value(self.recognised, code))
        )


def _value(totals: Mapping[str, PublishedTotal], code: str) -> float:
    return totals[code].value if code in totals else 0.0


def _itemised_text(n: int, language: Language) -> str:
    return language.text("{amount} itemised", amount=language.number(n)) if n else language.text(NOT_ITEMISED)


def ocop_district_chart(selected: Selected, look: Look, *, stars: str = "") -> Chart:
    """Return the recognised products by district (2024) and stars beside what is published of each, of one level where `stars` names it.

    A bar chooses its district and its stars.
    """
    language, selected = look.language, of_level(selected, stars)
    level = level_name(stars, language).lower()
    known = DistrictProducts.of(selected)
    n = selected.count("ocop_products")
    return Chart(
        title=chart_title(joined([language.text("OCOP stars by district"), level], ", "), look, "districts", "stars"),
        unit=language.text("recognised products"),
        n=n,
        n_of=language.text("products of all districts")
        if look.chosen.districts
        else language.text("recognised products"),
        spec=district_bars(known, language),
        look=look,
        table=district_table(known, language),
        behind=(
            RowsBehind.of_rows(language.text("OCOP products"), selected, "ocop_products"),
            figures_behind(selected.record, known.figure_ids, language),
        ),
        alt=language.count(
            "Bars of {n} recognised OCOP product by district, divided into 3, 4 and 5 stars.",
            "Bars of {n} recognised OCOP products by district, divided into 3, 4 and 5 stars.",
            n,
        ),
        notes=(
            *district_notes(known, language),
            *row_disagreements(selected.record, "published_figures", known.figure_ids),
        ),
        empty="" if n or known.figure_ids else language.text("No recognised OCOP product fits this selection."),
    )


def district_notes(known: DistrictProducts, language: Language) -> tuple[str, ...]:
    """Say what the bars count, and that numbers of several years are in no order."""
    notes = [language.text("Only what is recognised; evaluated, unstarred and candidate products stand apart below.")]
    if known.published:
        notes.append(
            language.text(
                "Hatched: published of the district in the year named, no detail; solid: itemised. The years differ, so districts are not ranked by it."
            )
        )
    return tuple(notes)


def _district_choices(row: Row) -> tuple[Choice, Choice]:
    return Choice("districts", str(row["district_code"])), star_choice(int(row["stars"]))


def district_bars(known: DistrictProducts, language: Language) -> Bars:
    """Return the bars by district: the itemised products by stars, to the number that is published the rest without detail."""
    n, places = known.itemised, {code: at for at, code in enumerate(known.ordered)}

    def mark(row: Row) -> Mark:
        district = district_name(row["district_code"], language)
        value = language.number(int(row["n"]))
        said = (district, f"{row['stars']} ★: {value}")
        return Mark(places[row["district_code"]], int(row["n"]), value, said, _district_choices(row))

    def published(totals: Mapping[str, PublishedTotal], name: str, *, is_rest: bool) -> tuple[Mark, ...]:
        lengths = ((code, total, total.value - n.get(code, 0) * is_rest) for code, total in totals.items())
        return tuple(
            Mark(
                places[code],
                length,
                said=(
                    district_name(code, language),
                    f"{name}: {published_number(total, language)}",
                    _itemised_text(n.get(code, 0), language),
                ),
                choices=(Choice("districts", code),),
                text="" if is_rest else published_number(total, language),
            )
            for code, total, length in lengths
            if length > 0
        )

    series = [of_stars(stars, tuple(map(mark, rows))) for stars, rows in by_stars(known.table)]
    if rest := published(known.published, language.text("published"), is_rest=True):
        series.append(Series(language.text(NOT_ITEMISED), rest, star_shade(4), "/", is_open=True))
    name = language.text("recognised in a year")
    apart = published(known.recognised, name, is_rest=False)
    return Bars(
        language.text("recognised products"),
        tuple(
            Category(
                code,
                district_name(code, language, short=True),
                _district_label(code, known, language),
                choice=Choice("districts", code),
            )
            for code in places
        ),
        tuple(series),
        points=(Series(name, apart, star_shade(4), symbol="circle-open"),) if apart else (),
    )


def _district_label(code: str, known: DistrictProducts, language: Language) -> str:
    """Return the most that is known of a district with its sign: what is published with its year, then how much is itemised, or the other way round."""
    n, published = known.itemised.get(code, 0), known.published.get(code)
    if published is not None and published.value >= n:
        return joined([published_number(published, language), _itemised_text(n, language)])
    if not n:
        return "—"
    least = qualified(language.number(n), Qualifier.AT_LEAST if known.is_a_part else None)
    beside = published and language.text("published {number}", number=published_number(published, language))
    return joined([least, beside or ""])


def district_table(known: DistrictProducts, language: Language) -> Table:
    """Return the recognised products of each district by stars, and on a line of its own what is published of it."""
    columns = [
        FigureColumn(language.text("District"), id="district"),
        FigureColumn(language.text("Stars"), id="stars", is_number=True),
        FigureColumn(language.text("Products"), id="n", is_number=True),
    ]
    rows = records(known.table)
    cells: list[dict[str, Any]] = [
        {
            "id": f"{row['district_code']}-{row['stars']}",
            "district": district_name(row["district_code"], language),
            "stars": Cell(f"{row['stars']} ★", int(row["stars"])),
            "n": int(row["n"]),
        }
        for row in rows
    ]
    beside = ((known.published, "published"), (known.recognised, "recognised in a year"))
    if known.figure_ids:
        columns += [
            FigureColumn(language.text("Published"), id="published", is_number=True),
            FigureColumn(language.text("What"), id="what"),
        ]
    cells += [
        {
            "id": f"{code}-published",
            "district": district_name(code, language),
            "published": Cell(qualified(language.number(total.value), total.qualifier), total.value),
            "what": f"{language.text(what)}, {span(total)}",
        }
        for totals, what in beside
        for code, total in totals.items()
    ]
    total = ({"district": language.text("Total"), "n": sum(known.itemised.values())},)
    chosen: list[tuple[str, tuple[Choice, ...]]] = [
        (f"{row['district_code']}-{row['stars']}", _district_choices(row)) for row in rows
    ]
    chosen += [(f"{code}-published", (Choice("districts", code),)) for totals, _ in beside for code in totals]
    return Table.of(columns, cells, language, total, chosen)
