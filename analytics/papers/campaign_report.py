"""Báo cáo of a campaign of surveys or inspections, with the list of visits as its annex."""

from analytics.papers import parts
from analytics.papers.grouped import under_headings
from analytics.papers.paper import (
    Annex,
    CellKind,
    Paper,
    PaperBlock,
    PaperColumn,
    PaperRow,
    PaperTable,
    Text,
    TextStyle,
)
from analytics.papers.phrases import Phrases, phrases
from analytics.papers.survey_data import AreaResult, CampaignReport
from analytics.papers.vietnamese import AmountUnit, day_in_words, dong, filled, money_unit, written_number
from geodata.schema.survey_vocabulary import CampaignKind

_COUNTS = ("registered", "planned", "visited", "recommended")


def campaign_report(data: CampaignReport) -> Paper:
    """Return the report of a campaign."""
    words, common = phrases("campaign_report"), phrases("common")
    own = (("findings", data.findings), ("difficulties", data.difficulties), ("suggestions", data.suggestions))
    blocks: tuple[PaperBlock, ...] = (
        *parts.grounds(data.grounds),
        Text(words.say("course"), TextStyle.HEADING),
        Text(words.say("period", starts=day_in_words(data.starts), ends=day_in_words(data.ends))),
        Text(words.say("leader", leader=filled(data.leader))),
        Text(words.say("members", members=filled("; ".join(data.members)))),
        Text(words.say("results"), TextStyle.HEADING),
        *_results(words, data),
        *(block for key, said in own for block in (Text(words.say(key), TextStyle.HEADING), *_said(said))),
        Text(common.say("end", text=words.say("annexed" if data.visits else "no_visits"))),
    )
    return Paper(
        issue=data.issue,
        kind_code=words.say("code"),
        title=words.say("title"),
        extract=words.say(f"extract_{data.kind}", year=data.year),
        blocks=blocks,
        signatures=(parts.signature(data.issue.body),),
        recipients=parts.copies(data.recipients, (words.say("as_addressed"),)),
        addressed_to=parts.addressees(data.addressed_to, data.issue.body),
        annexes=(_annex(words, data),) if data.visits else (),
    )


def _said(sentences: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(Text(one) for one in sentences) or (Text(filled("")),)


def _results(words: Phrases, data: CampaignReport) -> tuple[PaperBlock, ...]:
    sums = {name: parts.sum_if_known(getattr(area, name) for area in data.areas) for name in _COUNTS}
    counts = {name: written_number(value) for name, value in sums.items()}
    shown: list[PaperBlock] = [Text(words.say(f"result_{data.kind}", **counts))]
    is_survey = data.kind is CampaignKind.SURVEY
    if is_survey:
        requested, recommended = _money(data.areas)
        shown.append(Text(words.say("money_survey", requested=dong(requested), recommended=dong(recommended))))
    if data.areas:
        shown += [Text(words.say("unknown_left_out")), _area_table(words, data, is_survey=is_survey)]
    return tuple(shown)


def _money(areas: tuple[AreaResult, ...]) -> tuple[int | None, int | None]:
    return parts.sum_if_known(one.requested_vnd for one in areas), parts.sum_if_known(
        one.recommended_vnd for one in areas
    )


def _area_table(words: Phrases, data: CampaignReport, *, is_survey: bool) -> PaperTable:
    common = phrases("common")
    unit = money_unit([amount for one in data.areas for amount in (one.requested_vnd, one.recommended_vnd)])
    heads = (
        words.say("registered" if is_survey else "to_inspect"),
        words.say("planned"),
        words.say("visited_survey" if is_survey else "visited_inspection"),
        words.say("recommended" if is_survey else "kept"),
    )
    over = words.say("money", unit=unit.name)
    money = (
        PaperColumn(words.say("requested_vnd"), 18, CellKind.NUMBER, over),
        PaperColumn(words.say("recommended_vnd"), 18, CellKind.NUMBER, over),
    )
    columns = (
        PaperColumn(common.say("number_of_row"), 7, CellKind.MIDDLE),
        PaperColumn(words.say("area"), 28),
        *(PaperColumn(head, 13, CellKind.NUMBER) for head in heads),
        *(money if is_survey else ()),
    )
    rows = [
        PaperRow((str(place), area.area, *_numbers(area), *(_amounts(unit, (area,)) if is_survey else ())))
        for place, area in enumerate(data.areas, 1)
    ]
    sums = (_written(parts.sum_if_known(getattr(area, name) for area in data.areas)) for name in _COUNTS)
    last = PaperRow(("", common.say("total"), *sums, *(_amounts(unit, data.areas) if is_survey else ())), is_sum=True)
    return PaperTable(columns, (*rows, last))


def _numbers(area: AreaResult) -> tuple[str, ...]:
    return tuple(_written(getattr(area, name)) for name in _COUNTS)


def _written(value: int | None) -> str:
    return "" if value is None else written_number(value)


def _amounts(unit: AmountUnit, areas: tuple[AreaResult, ...]) -> tuple[str, ...]:
    return tuple(unit.write(amount) for amount in _money(areas))


def _annex(words: Phrases, data: CampaignReport) -> Annex:
    attached = parts.attached(words, data.issue, filled(data.issue.body.name))
    return Annex(words.say(f"annex_{data.kind}"), attached, (_visits(words, data),))


def _visits(words: Phrases, data: CampaignReport) -> PaperTable:
    common, is_survey = phrases("common"), data.kind is CampaignKind.SURVEY
    unit = money_unit([amount for one in data.visits for amount in (one.requested_vnd, one.recommended_vnd)])
    over = words.say("money", unit=unit.name)
    money = (
        PaperColumn(words.say("requested_vnd"), 21, CellKind.NUMBER, over),
        PaperColumn(words.say("recommended_vnd"), 21, CellKind.NUMBER, over),
    )
    columns = (
        PaperColumn(common.say("number_of_row"), 11, CellKind.MIDDLE),
        PaperColumn(words.say("producer"), 42),
        PaperColumn(words.say("address"), 36),
        PaperColumn(words.say("proposal"), 48),
        PaperColumn(words.say("visited_on"), 25, CellKind.MIDDLE),
        PaperColumn(words.say("state"), 20),
        PaperColumn(words.say("result"), 28),
        *(money if is_survey else ()),
    )
    groups = under_headings(data.visits, lambda one: one.area)
    rows: list[PaperRow] = []
    for group in groups:
        if len(groups) > 1 or group.title:
            sums = (
                parts.sum_if_known(one.requested_vnd for one in group.items),
                parts.sum_if_known(one.recommended_vnd for one in group.items),
            )
            title = group.title or words.say("area_not_known")
            written = map(unit.write, sums) if is_survey else ()
            rows.append(PaperRow((group.numeral, title, "", "", "", "", "", *written), is_sum=True))
        for place, one in group.members:
            day = one.visited_on.strftime("%d/%m/%Y") if one.visited_on else ""
            amounts = map(unit.write, (one.requested_vnd, one.recommended_vnd)) if is_survey else ()
            rows.append(
                PaperRow((str(place), one.producer, one.address, one.proposal, day, one.state, one.result, *amounts))
            )
    return PaperTable(columns, tuple(rows))
