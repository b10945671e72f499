"""What slides of money and work say, at most one message a slide: what `analytics.wording.claims` refuses is not said.

Itemised and published stand side by side, each under its name, and are never added up.
"""

from collections.abc import Mapping, Sequence

from analytics.findings.said import StatedText, What, named, side_by_side, stated_number
from analytics.findings.wording import (
    Spoken,
    about_part,
    all_there_are,
    counted_of,
    on,
    published_claim_text,
    total_years,
)
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpi_words import bases_text, kpi_label, kpi_text, large_text, spoken_basis
from analytics.rules.judging import Verdict
from analytics.rules.verdicts import Verdicts
from analytics.selection.selected import Selected
from analytics.wording.claims import (
    Claim,
    ClaimKind,
    Coverage,
    GroupShare,
    RefusedClaim,
    all_in_one,
    counted,
    largest,
    part,
    share,
    total,
    unknown,
)
from analytics.wording.language import Language, mark


def money_headline(parts: Sequence[GroupShare], spoken: Spoken) -> StatedText:
    """Say which group has most of the itemised support, of how much, and how many of the proposals state an amount."""
    coverage, language = spoken.coverage, spoken.language
    rows = counted(coverage.n)
    if isinstance(rows, RefusedClaim):
        return on(ClaimKind.UNKNOWN, unknown(coverage.n), language).text("No proposal fits these choices.")
    if not coverage.n_stated:
        return on(ClaimKind.COUNT, rows, language).count(
            "{n} itemised proposal; it states no amount",
            "{n} itemised proposals; none states an amount",
            _rows(coverage.n, language),
        )
    return money_finding(parts, spoken) or _itemised_money(parts, spoken)


def money_finding(parts: Sequence[GroupShare], spoken: Spoken) -> StatedText:
    """Say which group has most of the itemised support, or what those have that the selection names; "" where neither may be said."""
    coverage, language = spoken.coverage, spoken.language
    if not coverage.n_stated:
        return StatedText("")
    finding = _of_chosen(parts, spoken) or _of_first(parts, spoken)
    if isinstance(total(0.0, coverage), Claim) and finding:
        said = on(ClaimKind.COUNT, counted(coverage.n), language)
        return said.text("Itemised support: {finding}", finding=finding)
    chosen = _chosen(parts)
    if chosen and sum(one.n_stated for one in chosen):
        own = Coverage(sum(one.n for one in chosen), sum(one.n_stated for one in chosen))
        return about_part(_named(chosen, language), _itemised_of(chosen, own, spoken))
    return finding if chosen else StatedText("")


def _rows(n: int, language: Language, name: str = "") -> StatedText:
    """Return how many rows are on record, as a headline states it."""
    return stated_number(What.ROWS, n, language.number(n), name)


def _sum(parts: Sequence[GroupShare]) -> float:
    return sum(one.value or 0.0 for one in parts)


def _itemised_money(parts: Sequence[GroupShare], spoken: Spoken) -> StatedText:
    """Say how much is itemised, and how many of the proposals that is from."""
    coverage, language = spoken.coverage, spoken.language
    return on(ClaimKind.PART, part(coverage), language).text(
        "Itemised support: {total} from {known} of {n} proposals",
        total=stated_number(What.SUM, _sum(parts), spoken.write(_sum(parts))),
        known=stated_number(What.STATING, coverage.n_stated, language.number(coverage.n_stated)),
        n=all_there_are(coverage, spoken.published, language),
    )


def _itemised_of(chosen: Sequence[GroupShare], own: Coverage, spoken: Spoken) -> StatedText:
    """Say how much is itemised of the groups chosen, and how many of their proposals that is from."""
    language, name = spoken.language, _group(chosen)
    return on(ClaimKind.PART, part(own), language).text(
        "Itemised support: {total} from {known} of {n} proposals",
        total=stated_number(What.CHOSEN_SUM, _sum(chosen), spoken.write(_sum(chosen)), name),
        known=stated_number(What.CHOSEN_STATING, own.n_stated, language.number(own.n_stated), name),
        n=stated_number(What.CHOSEN_ROWS, own.n, language.number(own.n), name),
    )


def _chosen(parts: Sequence[GroupShare]) -> list[GroupShare]:
    """Return the groups that the selection names, none where it names all."""
    chosen = [one for one in parts if one.is_chosen]
    return [] if len(chosen) == sum(one.is_group for one in parts) > 1 else chosen


def _named(chosen: Sequence[GroupShare], language: Language) -> StatedText:
    if len(chosen) == 1:
        return named(chosen[0].name)
    n = stated_number(What.CHOSEN, len(chosen), language.number(len(chosen)))
    return StatedText(language.text("{n} chosen", n=n), n.stated)


def _group(chosen: Sequence[GroupShare]) -> str:
    """Return the name of the one group that is chosen, "" for several."""
    return chosen[0].name if len(chosen) == 1 else ""


def count_headline(parts: Sequence[GroupShare], what: str, spoken: Spoken) -> StatedText:
    """Say which group has most of what is counted; `what` names it in the language ("Proposals by sector")."""
    coverage, language = spoken.coverage, spoken.language
    rows = counted(coverage.n)
    if isinstance(rows, RefusedClaim):
        return on(ClaimKind.UNKNOWN, unknown(coverage.n), language).text("{what}: no information yet", what=what)
    return count_finding(parts, what, spoken) or counted_of(what, spoken)


def count_finding(parts: Sequence[GroupShare], what: str, spoken: Spoken) -> StatedText:
    """Say which group has most of what is counted, or what those have that the selection names; "" where neither may be said."""
    finding = (_of_chosen(parts, spoken) or _of_first(parts, spoken)) if spoken.coverage.n else StatedText("")
    if not finding:
        return finding
    said = on(ClaimKind.COUNT, counted(spoken.coverage.n), spoken.language)
    return said.text("{what}: {finding}", what=what, finding=finding)


def _of_chosen(parts: Sequence[GroupShare], spoken: Spoken) -> StatedText:
    """Say what the groups that the selection names hold; "" where it names none, or all."""
    chosen = _chosen(parts)
    if not chosen:
        return StatedText("")
    language = spoken.language
    stated = [one.value for one in chosen if one.value]
    name = _named(chosen, language)
    rows = counted(sum(one.n for one in chosen))
    if not stated and isinstance(rows, Claim):
        n = stated_number(What.CHOSEN_ROWS, rows.value or 0.0, language.number(rows.value or 0.0), _group(chosen))
        return on(ClaimKind.COUNT, rows, language).text(
            "{name}: {n} proposals itemised, none states an amount", name=name, n=n
        )
    if not stated:
        return on(ClaimKind.UNKNOWN, unknown(0), language).text("{name}: nothing itemised yet", name=name)
    found = share(parts, chosen, spoken.coverage)
    value = stated_number(What.CHOSEN_SUM, sum(stated), spoken.write(sum(stated)), _group(chosen))
    if isinstance(found, Claim) and found.value is not None and found.of and len(parts) > len(chosen):
        return on(ClaimKind.SHARE, found, language).text(
            "{name} {value}, {share} of {total}",
            name=name,
            value=value,
            share=_share(found.value / found.of, _group(chosen), language),
            total=stated_number(What.SUM, found.of, spoken.write(found.of)),
        )
    return on(ClaimKind.COUNT, counted(len(stated)), language).text("{name} {value}", name=name, value=value)


def _of_first(parts: Sequence[GroupShare], spoken: Spoken) -> StatedText:
    """Say which group is first, or holds all; "" where neither can be claimed."""
    language = spoken.language
    all_of = all_in_one(parts, spoken.coverage)
    if isinstance(all_of, Claim) and all_of.value is not None:
        return on(ClaimKind.ALL_IN_ONE, all_of, language).text(
            "{total}, all of it in {name}",
            total=stated_number(What.SUM, all_of.value, spoken.write(all_of.value)),
            name=named(all_of.name),
        )
    found = largest(parts, spoken.coverage)
    if not isinstance(found, Claim) or found.value is None or not found.of:
        return StatedText("")
    return on(ClaimKind.LARGEST, found, language).text(
        "most in {name}, {value} ({share} of {total})",
        name=named(found.name),
        value=stated_number(What.GROUP, found.value, spoken.write(found.value), found.name),
        share=_share(found.value / found.of, found.name, language),
        total=stated_number(What.SUM, found.of, spoken.write(found.of)),
    )


def _share(share_: float, name: str, language: Language) -> StatedText:
    return stated_number(What.SHARE, share_, language.percent(share_), name)


def support_headline(figure: Kpi, language: Language) -> StatedText:
    """Say what is published, of which bases, and what is itemised of the support."""
    if figure.is_published_large and figure.published is not None:
        said = on(ClaimKind.TOTAL, total(figure.published.value), language).text(
            "Published for {years} ({bases}): {published}",
            years=total_years(figure.published),
            bases=bases_text(figure.published, language),
            published=published_claim_text(KpiId.SUPPORT, figure.published, language),
        )
        return side_by_side([said, _itemised_support(figure, language)], ". ")
    if figure.value is None and figure.n_rows:
        return on(ClaimKind.COUNT, counted(figure.n_rows), language).count(
            "{n} itemised proposal; it states no amount",
            "{n} itemised proposals; none states an amount",
            _rows(figure.n_rows, language),
        )
    if figure.value is None:
        return on(ClaimKind.UNKNOWN, unknown(figure.n_known), language).text("No information on support yet")
    return _itemised_support(figure, language)


def _itemised_support(figure: Kpi, language: Language) -> StatedText:
    """Say what is itemised of the support, and how many of the proposals that is from; "" where nothing is."""
    coverage, value = figure.coverage, figure.value
    found = part(coverage)
    if isinstance(found, RefusedClaim) or value is None:
        return StatedText("")
    return on(ClaimKind.PART, found, language).text(
        "Itemised support: {total} from {known} of {n} proposals",
        total=stated_number(What.SUM, value, kpi_text(KpiId.SUPPORT, value, language)),
        known=stated_number(What.STATING, coverage.n_stated, language.number(coverage.n_stated)),
        n=all_there_are(coverage, figure.proposals, language),
    )


def stage_headline(parts: Sequence[GroupShare], spoken: Spoken) -> StatedText:
    """Say at which stage most proposals stand; `parts` that are no group are those whose stage is not stated."""
    language, n = spoken.language, spoken.coverage.n
    rows = counted(n)
    if isinstance(rows, RefusedClaim):
        return on(ClaimKind.UNKNOWN, unknown(n), language).text("No proposal fits these choices.")
    proposals = on(ClaimKind.COUNT, rows, language).count(
        "{n} itemised proposal", "{n} itemised proposals", _rows(n, language)
    )
    one = [(group, group.value) for group in parts if group.value]
    if len(one) == 1 and one[0][0].is_group:
        return on(ClaimKind.COUNT, rows, language).text(
            "{proposals} with the status “{stage}”", proposals=proposals, stage=one[0][0].name
        )
    found = largest(parts, spoken.coverage)
    if not isinstance(found, Claim) or found.value is None:
        return counted_of(language.text("Proposals"), spoken) if spoken.coverage.n_of > n else proposals
    return on(ClaimKind.LARGEST, found, language).text(
        "{proposals}: {count} with the status “{stage}”",
        proposals=proposals,
        count=stated_number(What.GROUP, found.value, language.number(found.value), found.name),
        stage=found.name,
    )


def visited_headline(done: int, n: int, language: Language) -> StatedText:
    """Say how many visits of the list of a survey were made."""
    return on(ClaimKind.COUNT, counted(n), language).text(
        "Visited: {done} of {n} on the list of the survey",
        done=stated_number(What.STATE, done, language.number(done), "visited"),
        n=stated_number(What.STATE, n, language.number(n), "on_list"),
    )


def recommended_headline(n: int, done: int, language: Language) -> StatedText:
    """Say after how many of its visits a team recommends support."""
    return on(ClaimKind.COUNT, counted(done), language).text(
        "Recommended for support: {n} of {done} visited",
        n=stated_number(What.STATE, n, language.number(n), "recommended"),
        done=stated_number(What.STATE, done, language.number(done), "visited"),
    )


def in_use_headline(n: int, inspected: int, language: Language) -> StatedText:
    """Say of how many inspected proposals what was supported is in regular use."""
    return on(ClaimKind.COUNT, counted(inspected), language).text(
        "In regular use: {n} of {all} proposals inspected",
        n=stated_number(What.STATE, n, language.number(n), "yes"),
        all=stated_number(What.STATE, inspected, language.number(inspected), "n"),
    )


def overview_headline(figures: Mapping[KpiId, Kpi], selected: Selected, language: Language) -> StatedText:
    """Say the most complete number known of facilities, proposals and OCOP products, each with what it rests on."""
    known = [_known(figures[one], selected, language) for one in (KpiId.FACILITIES, KpiId.PROPOSALS, KpiId.OCOP)]
    return side_by_side(known, "; ") or on(ClaimKind.UNKNOWN, unknown(0), language).text(
        "No information yet on facilities, proposals or OCOP products for these choices"
    )


def _known(figure: Kpi, selected: Selected, language: Language) -> StatedText:
    """Return a large number under its name with its basis and years, "" where nothing is known."""
    found = figure.large
    if not isinstance(found, Claim):
        return StatedText("")
    said = on(ClaimKind.LARGE, found, language)
    name, value = kpi_label(figure, selected, language), large_text(figure, language)
    if figure.floor is not None:
        ids = figure.floor.published.figure_ids
        n = stated_number(What.FLOOR, found.value or 0.0, value, figure.id.value, ids)
        return said.text("{name} {value} (published and itemised)", name=name, value=n)
    if not figure.is_published_large or figure.published is None:
        n = stated_number(What.ROWS, found.value or 0.0, value, figure.id.value)
        message = mark("{name} {value}") if figure.id is KpiId.FACILITIES else mark("{name} {value} (itemised)")
        return said.text(message, name=name, value=n)
    return said.text(
        "{name} {value} ({basis}, {years})",
        name=name,
        value=stated_number(
            What.PUBLISHED, figure.published.value, value, figure.id.value, figure.published.figure_ids
        ),
        basis=spoken_basis(figure.published, language),
        years=total_years(figure.published),
    )


def sources_headline(n_sources: int, n_all: int, language: Language) -> StatedText:
    """Say on how many of the sources of the record the figures rest."""
    found = counted(n_sources)
    if isinstance(found, RefusedClaim):
        return on(ClaimKind.UNKNOWN, unknown(0), language).text(
            "No row fits these choices, so no source stands behind them"
        )
    return on(ClaimKind.COUNT, found, language).text(
        "The figures rest on {n} of the {all} sources of the record",
        n=stated_number(What.SOURCES, n_sources, language.number(n_sources)),
        all=stated_number(What.ALL_SOURCES, n_all, language.number(n_all)),
    )


def plan_headline(title: str, n: int, money_vnd: int, language: Language) -> StatedText:
    """Say how many proposals a plan gives how much, under what its slide shows."""
    return on(ClaimKind.COUNT, counted(n), language).count(
        "{what}: {n} proposal, {money}",
        "{what}: {n} proposals, {money}",
        _rows(n, language),
        what=named(title),
        money=stated_number(What.SUM, money_vnd, language.money(money_vnd)),
    )


def ceilings_headline(told: Verdicts, language: Language) -> StatedText:
    """Say of how many proposals a ceiling could be judged, how many keep within and how many are above, and how many rest on one not checked."""
    rows = counted(told.n)
    if isinstance(rows, RefusedClaim):
        return on(ClaimKind.UNKNOWN, unknown(told.n), language).text("No proposal fits these choices.")
    said = on(ClaimKind.COUNT, rows, language)

    def fact(message: str, n: int, state: str) -> StatedText:
        return said.text(message, n=stated_number(What.STATE, n, language.number(n), state)) if n else StatedText("")

    facts = [
        fact(mark("{n} within the ceilings that could be judged"), told.by_verdict[Verdict.WITHIN], Verdict.WITHIN),
        fact(mark("{n} ABOVE the ceiling"), told.by_verdict[Verdict.ABOVE], Verdict.ABOVE),
        fact(mark("{n} cannot be judged"), told.by_verdict[Verdict.UNKNOWN], Verdict.UNKNOWN),
        fact(mark("of {n} a ceiling is not checked against the text"), told.n_unchecked, "unchecked"),
    ]
    return said.text("Of {n} proposals itemised {facts}", n=_rows(told.n, language), facts=side_by_side(facts, ", "))
