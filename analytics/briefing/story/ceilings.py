"""The slide of ceilings: what the law lets a proposal receive, and what can be said of the proposals of the selection."""

from collections.abc import Iterator, Sequence

from analytics.briefing.story.parts import part_of
from analytics.briefing.story.scene import Scene, SlideDraft
from analytics.briefing.story.slides import Later, TableBlock
from analytics.figures.cells import count_cell
from analytics.figures.chart import NamedRows
from analytics.figures.table import Cell, FigureColumn, Table
from analytics.findings.headlines import ceilings_headline
from analytics.prepared.caching import cached
from analytics.rules.judging import UnjudgedReason, Verdict
from analytics.rules.list_words import check_text, per_text, rule_amount_text, share_text, subject_text
from analytics.rules.listed import ListedRule, RuleGroup, listed_rules, of_group
from analytics.rules.verdicts import Verdicts, verdicts
from analytics.rules.words import place_of_rule, unread_amendments_text
from analytics.selection.place_words import joined
from analytics.selection.selected import Selected
from analytics.selection.words import titled
from analytics.wording.language import Language, mark

VERDICTS: dict[Verdict, str] = {
    Verdict.WITHIN: mark("within each ceiling that could be judged"),
    Verdict.ABOVE: mark("ABOVE the ceiling"),
}
UNJUDGED_TEXTS: dict[UnjudgedReason, str] = {
    UnjudgedReason.NO_CONTENT: mark("no source states the support content"),
    UnjudgedReason.NO_RULE: mark("no ceiling is recorded for this content and source of funding at that time"),
    UnjudgedReason.NO_LIMIT: mark("the rule states neither an amount nor a share"),
    UnjudgedReason.NO_DATE: mark("the proposal has no date"),
    UnjudgedReason.NO_AMOUNT: mark("no source states the support of this proposal alone"),
    UnjudgedReason.NO_TOTAL: mark("no source states the total investment"),
    UnjudgedReason.NO_BENEFICIARY: mark("no beneficiary is recorded"),
    UnjudgedReason.SHARED_SUM: mark("several beneficiaries share one sum"),
    UnjudgedReason.NOT_COUNTED: mark("how many there were of what the ceiling is for is not recorded"),
    UnjudgedReason.PART_OF_TIME: mark("the proposal may date from a day outside the rule's"),
    UnjudgedReason.NO_START: mark("no source states since when the rule holds"),
    UnjudgedReason.PROGRAMME_NOT_STATED: mark(
        "the rule binds one source of funding, and that of the proposal is not stated"
    ),
    UnjudgedReason.CONDITION: mark("the ceiling has a condition of which the record says nothing"),
    UnjudgedReason.OTHER_CONDITION: mark("another ceiling of the same document may apply"),
    UnjudgedReason.AMENDED_UNREAD: mark("only the last ceiling known, whose amendment was not read"),
}
"""Why proposals cannot be judged, of many together."""


def ceilings_slide(scene: Scene) -> SlideDraft:
    """Return the verdicts on the proposals of the selection, and the ceilings that may apply to them as they stand on the day."""
    language, selected = scene.language, scene.selected
    told = _verdicts_on(selected)
    title = language.text("Support and its ceilings")
    subtitle = titled(title, scene.selection, language)
    rules = Later(
        lambda: [
            one
            for one in of_group(listed_rules(scene.record, scene.today), RuleGroup.CEILINGS)
            if told.by_rule[str(one.rule["rule_id"])]
        ]
    )
    return SlideDraft(
        id="ceilings",
        title=title,
        subtitle=subtitle,
        headline=ceilings_headline(told, language),
        blocks=Later(
            lambda: (_verdict_table(told, language), *((_rule_table(rules, told, language),) if rules else ()))
        ),
        parts=Later(lambda: (part_of(selected, "proposals", language.text("Proposals")), *_rules_part(scene, rules))),
        notes=(
            language.text(
                "Each ceiling that may apply by content, source of funding and date is judged by itself, of one beneficiary's own money alone; no mean decides."
            ),
            *((unread_amendments_text(told.unread, language),) if told.unread else ()),
        ),
        n=told.n,
        n_of=language.text("proposals"),
        reason="" if told.n else language.text("No proposal fits these choices."),
    )


def _rules_part(scene: Scene, rules: Sequence[ListedRule]) -> Iterator[NamedRows]:
    if rules:
        frame, ids = scene.record["rules"], [one.rule["rule_id"] for one in rules]
        yield scene.language.text("Rules"), "rules", frame[frame["rule_id"].isin(ids)]


@cached()
def _verdicts_on(selected: Selected) -> Verdicts:
    return verdicts(selected.record, selected.proposals)


def _verdict_table(told: Verdicts, language: Language) -> TableBlock:
    columns = (
        FigureColumn(language.text("Verdict"), width=4.4),
        FigureColumn(language.text("Proposals"), is_number=True),
    )
    judged = [
        (language.text(message), told.by_verdict[verdict])
        for verdict, message in VERDICTS.items()
        if told.by_verdict[verdict]
    ]
    left = [
        (language.text("cannot be judged: {reason}", reason=language.text(UNJUDGED_TEXTS[reason])), n)
        for reason, n in told.by_reason.most_common()
    ]
    rows = tuple((Cell(text), count_cell(n, language)) for text, n in (*judged, *left))
    total = (Cell(language.text("Total")), count_cell(told.n, language))
    return TableBlock("ceilings", language.text("Verdicts on proposals"), Table(columns, rows, (total,)))


def _rule_table(rules: Sequence[ListedRule], told: Verdicts, language: Language) -> TableBlock:
    columns = (
        FigureColumn(language.text("Support content"), width=2.6),
        FigureColumn(language.text("At most"), width=2.2),
        FigureColumn(language.text("Document"), width=2.4),
        FigureColumn(language.text("Checked"), width=1.8),
        FigureColumn(language.text("Proposals"), is_number=True, width=0.9),
    )
    rows = tuple(
        (
            Cell(subject_text(one.rule, language)),
            Cell(joined([_most(one, language), per_text(one.rule, language)], " ")),
            Cell(place_of_rule(one.rule, language)),
            Cell(check_text(one, language)),
            count_cell(told.by_rule[str(one.rule["rule_id"])], language),
        )
        for one in sorted(rules, key=lambda one: -told.by_rule[str(one.rule["rule_id"])])
    )
    return TableBlock("ceilings_rules", language.text("Ceilings that may apply to them"), Table(columns, rows))


def _most(one: ListedRule, language: Language) -> str:
    """Return the amount and the share that a rule allows."""
    return joined([rule_amount_text(one.rule, language), share_text(one.rule, language)], ", ")
