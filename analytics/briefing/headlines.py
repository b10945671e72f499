"""At most one message a slide, stated from the figures themselves: never a claim that the data does not carry.

- A ranking is claimed only where at least half of the rows state the value and at least half of the sum is placed in a group;
  else the headline says how little is known.
- Two that share the first place are both named; where more do, no one is.
- Itemised and published stand side by side, each under its name, and are never added up.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analytics.certificates import Validity
from analytics.due import DueState
from analytics.kpi_words import kpi_text
from analytics.kpis import Kpi, KpiId
from analytics.language import Language
from analytics.published import PublishedTotal
from analytics.signs import qualified
from analytics.words import span

NAMED_TOGETHER = 2


@dataclass(frozen=True)
class Part:
    """One group: its name, its value (None: not stated), whether it is a group of its own, whether the selection names it.

    What lies in several groups or in none known counts in the sum and never leads.
    """

    name: str
    value: float | None
    is_group: bool = True
    is_chosen: bool = False


@dataclass(frozen=True)
class Ranking:
    """Who leads (several when they tie), with what value, of what sum, and what of the sum is placed in a group."""

    leaders: tuple[str, ...]
    value: float
    total: float
    placed: float

    @property
    def is_carried(self) -> bool:
        """Whether a ranking may be claimed: someone leads, and at least half of the sum is placed."""
        return bool(self.leaders) and self.value > 0 and 2 * self.placed >= self.total


def ranking(parts: Iterable[Part]) -> Ranking:
    """Return the ranking of the groups that state a value."""
    stated = [(part, part.value) for part in parts if part.value is not None]
    groups = [(part.name, value) for part, value in stated if part.is_group]
    top = max((value for _, value in groups), default=0.0)
    leaders = tuple(name for name, value in groups if value == top and value > 0)
    return Ranking(leaders, top, sum(value for _, value in stated), sum(value for _, value in groups))


def money_headline(parts: Sequence[Part], n: int, n_known: int, language: Language) -> str:
    """Say which group has most of the itemised support, of how much; `n_known` of `n` proposals state an amount."""
    if not n:
        return language.text("No proposal fits these choices.")
    if not n_known:
        return language.count(
            "{n} itemised proposal; it states no amount", "{n} itemised proposals; none states an amount", n
        )
    found = ranking(parts)
    if 2 * n_known < n:
        return language.text(
            "Only {known} of {n} itemised proposals state an amount: {money} in all",
            known=language.number(n_known),
            n=language.number(n),
            money=language.money(found.total),
        )
    text = _led(parts, found, language.money, language)
    if text is None:
        return language.text("Itemised support: {total}", total=language.money(found.total))
    return language.text("Itemised support: {finding}", finding=text)


def count_headline(parts: Sequence[Part], what: str, language: Language) -> str:
    """Say which group has most of what is counted; `what` names it in the language ("Proposals, itemised")."""
    found = ranking(parts)
    text = _led(parts, found, language.number, language)
    return f"{what}: {language.number(found.total) if text is None else text}"


def _led(parts: Sequence[Part], found: Ranking, write: Callable[[float], str], language: Language) -> str | None:
    """Return who leads or what the one chosen group has, with its share of the sum; None where nobody can be named."""
    groups = [part for part in parts if part.is_group and part.value is not None]
    chosen = [part for part in parts if part.is_chosen]
    total = write(found.total)
    if len(chosen) == 1 and len(groups) > 1 and found.total and chosen[0].value:
        share = language.percent(chosen[0].value / found.total)
        return language.text(
            "{name} {value}, {share} of {total}",
            name=chosen[0].name,
            value=write(chosen[0].value),
            share=share,
            total=total,
        )
    if NAMED_TOGETHER <= len(chosen) < len(groups) and found.total:
        together = sum(part.value or 0.0 for part in chosen)
        return language.text(
            "the {n} chosen {value} together, {share} of {total}",
            n=language.number(len(chosen)),
            value=write(together),
            share=language.percent(together / found.total),
            total=total,
        )
    if not found.is_carried or len(found.leaders) > NAMED_TOGETHER:
        return None
    if found.value == found.total:
        return language.text("{total}, all of it in {name}", total=total, name=found.leaders[0])
    value, share = write(found.value), language.percent(found.value / found.total)
    if len(found.leaders) == NAMED_TOGETHER:
        first, second = found.leaders
        return language.text(
            "most in {first} and {second}, {value} each of {total}",
            first=first,
            second=second,
            value=value,
            total=total,
        )
    return language.text(
        "most in {name}, {value} ({share} of {total})", name=found.leaders[0], value=value, share=share, total=total
    )


def plain_span(total: PublishedTotal) -> str:
    """Return the years that a published total covers, without the invisible joiners that fonts of files lack."""
    return span(total).replace("\u2060", "")


def support_headline(figure: Kpi, language: Language) -> str:
    """Say what is published and what is itemised of the support, side by side."""
    if figure.published is None and not figure.n_rows:
        return language.text("No proposal and no published amount fits these choices.")
    itemised = kpi_text(KpiId.SUPPORT, figure.value, language) if figure.n_known else language.text("none")
    if figure.published is not None and not figure.n_known and figure.n_rows:
        return language.text(
            "Published for {years}: {published}. No itemised proposal states an amount",
            years=plain_span(figure.published),
            published=qualified(kpi_text(KpiId.SUPPORT, figure.published.value, language), figure.published.qualifier),
        )
    if figure.published is None:
        return language.text(
            "Itemised support: {itemised}, stated by {known} of {n} proposals",
            itemised=itemised,
            known=language.number(figure.n_known),
            n=language.number(figure.n_rows),
        )
    return language.text(
        "Published for {years}: {published}. Itemised: {itemised}",
        years=plain_span(figure.published),
        published=qualified(kpi_text(KpiId.SUPPORT, figure.published.value, language), figure.published.qualifier),
        itemised=itemised,
    )


def map_headline(
    title: str, parts: Sequence[Part], write: Callable[[float], str], *, all_placed: bool, language: Language
) -> str:
    """Say which unit has the highest value of the map; `title` names the measure in the language.

    Where units are chosen it speaks of them: of the one with its place among all, of several which of them is highest.
    """
    chosen = [part for part in parts if part.is_chosen and part.value is not None]
    if len(chosen) == 1:
        return _of_one_unit(title, chosen[0], parts, write, all_placed=all_placed, language=language)
    found = ranking(chosen or parts)
    if not found.leaders or len(found.leaders) > NAMED_TOGETHER:
        return title
    names = found.leaders[0]
    if len(found.leaders) == NAMED_TOGETHER:
        names = language.text("{first} and {second}", first=names, second=found.leaders[1])
    value = write(found.value)
    if chosen:
        text = language.text(
            "{title}: of the {n} chosen units highest in {names}, {value}",
            title=title,
            n=language.number(len(chosen)),
            names=names,
            value=value,
        )
    else:
        text = language.text("{title}: highest in {names}, {value}", title=title, names=names, value=value)
    return text if all_placed else language.text("{finding} (of what is placed)", finding=text)


def _of_one_unit(  # noqa: PLR0913 - what a headline of the map is made of
    title: str,
    unit: Part,
    parts: Sequence[Part],
    write: Callable[[float], str],
    *,
    all_placed: bool,
    language: Language,
) -> str:
    """Say what the one chosen unit has and, unless it has nothing, which place that is among the units with a value."""
    stated = [part.value for part in parts if part.value is not None]
    value = unit.value or 0.0
    if not value or len(stated) < NAMED_TOGETHER:
        return language.text("{title}: {name} {value}", title=title, name=unit.name, value=write(value))
    text = language.text(
        "{title}: {name} {value}, place {place} of {n} units",
        title=title,
        name=unit.name,
        value=write(value),
        place=language.number(1 + sum(other > value for other in stated)),
        n=language.number(len(stated)),
    )
    return text if all_placed else language.text("{finding} (of what is placed)", finding=text)


def exports_headline(parts: Sequence[Part], n_products: int, language: Language) -> str:
    """Say which country is named as the market of most products; a product counts for each country that is named for it."""
    if not parts:
        return language.text("No source names a single country or territory as a market here.")
    found = ranking(parts)
    markets = language.count(
        "{n} country or territory is named as a market",
        "{n} countries and territories are named as markets",
        len(parts),
    )
    if len(found.leaders) != 1 or len(parts) == 1:
        return markets
    return language.text(
        "{markets}; {name} for the most products: {n} of {all}",
        markets=markets,
        name=found.leaders[0],
        n=language.number(found.value),
        all=language.number(n_products),
    )


def stars_headline(by_stars: Mapping[int, int], language: Language) -> str:
    """Say how many products are recognised, and how many of them with most stars."""
    total = sum(by_stars.values())
    if not total:
        return language.text("No recognised OCOP product fits this selection.")
    named = ", ".join(
        language.text("{n} with {stars} stars", n=language.number(n), stars=stars)
        for stars, n in sorted(by_stars.items(), reverse=True)
        if n
    )
    text = language.count("{n} recognised OCOP product", "{n} recognised OCOP products", total)
    return f"{text}: {named}"


def stage_headline(parts: Sequence[Part], n: int, language: Language) -> str:
    """Say at which stage most proposals stand; `parts` that are no group are those whose stage is not stated."""
    if not n:
        return language.text("No proposal fits these choices.")
    proposals = language.count("{n} itemised proposal", "{n} itemised proposals", n)
    found = ranking(parts)
    if len(found.leaders) != 1 or not found.is_carried:
        return proposals
    if found.value == n:
        return language.text("{proposals} at the stage “{stage}”", proposals=proposals, stage=found.leaders[0])
    return language.text(
        "{proposals}: {count} at the stage “{stage}”",
        proposals=proposals,
        count=language.number(found.value),
        stage=found.leaders[0],
    )


def due_headline(states: Mapping[DueState, int], language: Language) -> str:
    """Say how many days have passed without an entry; an entry that is missing does not mean that nothing was done."""
    overdue, later = states.get(DueState.OVERDUE, 0), states.get(DueState.LATER, 0) + states.get(DueState.TODAY, 0)
    if overdue:
        return language.count(
            "{n} acceptance or inspection past its day, with no entry on record",
            "{n} acceptances and inspections past their day, with no entry on record",
            overdue,
        )
    if later:
        return language.count("{n} acceptance or inspection to come", "{n} acceptances and inspections to come", later)
    return language.text("Nothing with a known day is due by the record")


def certificates_headline(counts: Mapping[Validity, int], language: Language) -> str:
    """Say how many certificates expire soon and how many have expired, or that it is not known of most and none is known to."""
    total, unknown = sum(counts.values()), counts.get(Validity.UNKNOWN, 0)
    if not total:
        return language.text("No recognised OCOP product fits this selection.")
    n_soon, n_over = counts.get(Validity.EXPIRING, 0), counts.get(Validity.EXPIRED, 0)
    if 2 * unknown > total and not n_soon and not n_over:
        return language.text(
            "Of {total} OCOP certificates the state of {unknown} is not known: no source gives the day of recognition precisely",
            total=language.number(total),
            unknown=language.number(unknown),
        )
    soon, over = language.number(n_soon), language.number(n_over)
    undated = unknown + counts.get(Validity.UNDATED, 0)
    if undated and not n_soon:
        return language.text(
            "Of {total} OCOP certificates {expired} have expired; of {undated} the last day is not known precisely",
            total=language.number(total),
            expired=f"≥ {over}" if unknown else over,
            undated=language.number(undated),
        )
    return language.text(
        "Of {total} OCOP certificates {expiring} expire within 6 months, {expired} have expired",
        total=language.number(total),
        expiring=f"≥ {soon}" if undated else soon,
        expired=f"≥ {over}" if unknown else over,
    )


def overview_headline(figures: Mapping[KpiId, Kpi], language: Language) -> str:
    """Count what the record itemises for the selection."""
    counts = counts_text(figures, language)
    if not counts:
        return language.text("The record has no facility, proposal or OCOP product for these choices")
    return language.text("On record: {counts}", counts=counts)


def counts_text(figures: Mapping[KpiId, Kpi], language: Language) -> str:
    """Return how many facilities, proposals and OCOP products there are, "" where there is none of them."""
    counts = [int(figures[one].value or 0) for one in (KpiId.FACILITIES, KpiId.PROPOSALS, KpiId.OCOP)]
    if not any(counts):
        return ""
    facilities = language.count("{n} facility", "{n} facilities", counts[0])
    proposals = language.count("{n} itemised proposal", "{n} itemised proposals", counts[1])
    products = language.count("{n} OCOP product", "{n} OCOP products", counts[2])
    return f"{facilities}, {proposals}, {products}"
