"""Phụ lục Danh mục đề án: the list of a plan's proposals, sums by group, for submission and decision alike."""

from analytics.papers import parts
from analytics.papers.grouped import under_headings
from analytics.papers.paper import Annex, CellKind, PaperBlock, PaperColumn, PaperRow, PaperTable, Text
from analytics.papers.phrases import Phrases, phrases
from analytics.papers.planning_data import PlannedProposal, ProgrammePlan
from analytics.papers.vietnamese import AmountUnit, money_unit


def project_list(plan: ProgrammePlan, attached: str) -> Annex:
    """Return the annex with the list of proposals; `attached` says which paper it belongs to."""
    words = phrases("project_list")
    title = words.say("title", programme=plan.programme, year=plan.year)
    if not plan.proposals:
        return Annex(title, attached, (Text(words.say("none")),))
    blocks: tuple[PaperBlock, ...] = (_table(words, plan),)
    if any(amount is None for one in plan.proposals for amount in _amounts(one)):
        blocks = (*blocks, Text(words.say("unknown_amounts")))
    return Annex(title, attached, blocks)


def sums(proposals: tuple[PlannedProposal, ...]) -> tuple[int | None, int | None, int | None]:
    """Return total, support and counterpart of proposals together; None where one of them is not known."""
    return (
        parts.sum_if_known(one.total_vnd for one in proposals),
        parts.sum_if_known(one.support_vnd for one in proposals),
        parts.sum_if_known(one.counterpart_vnd for one in proposals),
    )


def _amounts(one: PlannedProposal) -> tuple[int | None, int | None, int | None]:
    return one.total_vnd, one.support_vnd, one.counterpart_vnd


def _table(words: Phrases, plan: ProgrammePlan) -> PaperTable:
    common, proposals = phrases("common"), plan.proposals
    in_year = words.say("in_year", year=plan.year)
    unit = money_unit([amount for one in proposals for amount in _amounts(one)])
    over = words.say("money", unit=unit.name)
    columns = (
        PaperColumn(common.say("number_of_row"), 11, CellKind.MIDDLE),
        PaperColumn(words.say("name"), 70),
        PaperColumn(words.say("beneficiary"), 56),
        PaperColumn(words.say("schedule"), 22, CellKind.MIDDLE),
        PaperColumn(words.say("whole"), 25, CellKind.NUMBER, over),
        PaperColumn(words.say("support"), 25, CellKind.NUMBER, over),
        PaperColumn(words.say("counterpart"), 25, CellKind.NUMBER, over),
        PaperColumn(words.say("note"), 24),
    )
    groups = under_headings(proposals, lambda one: one.group)
    rows: list[PaperRow] = []
    for group in groups:
        if len(groups) > 1 or group.title:
            title = common.say("counted_group", group=group.title or words.say("ungrouped"), count=len(group.items))
            rows.append(_sum_row(unit, group.numeral, title, group.items))
        rows += [_row(unit, place, one, in_year) for place, one in group.members]
    whole = common.say("counted_group", group=common.say("total"), count=len(proposals))
    return PaperTable(columns, (*rows, _sum_row(unit, "", whole, proposals)))


def _sum_row(unit: AmountUnit, numeral: str, title: str, proposals: tuple[PlannedProposal, ...]) -> PaperRow:
    return PaperRow((numeral, title, "", "", *map(unit.write, sums(proposals)), ""), is_sum=True)


def _row(unit: AmountUnit, place: int, one: PlannedProposal, in_year: str) -> PaperRow:
    named, placed = f"{one.title}\n{one.content}", f"{one.beneficiary}\n{one.address}"
    return PaperRow((str(place), named, placed, one.schedule or in_year, *map(unit.write, _amounts(one)), one.note))
