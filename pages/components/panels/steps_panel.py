"""The steps of the proposals of a selection as columns: a head narrows to its step, a line opens the proposal at the side, the last line the list of all."""

from dataclasses import replace

from analytics.prepared.caching import cached
from analytics.proposals.steps import StageStep, stage_steps
from analytics.selection.choices import Choice, after_click, is_chosen
from analytics.selection.place_words import Row, district_name, joined, period
from analytics.selection.selected import Selected
from analytics.selection.selection import Selection
from analytics.wording.labels import label_of
from analytics.wording.language import Language
from geodata.schema.vocabulary import Stage
from pages.components.browser.steps_board import StepColumn, steps_board
from pages.components.visit.session import change_view, choose, selection, switch, view, words


def steps_panel(beside: Selected, *, key: str) -> None:
    """Draw the steps of the rows of a selection without its stages."""
    steps_board(
        _columns(beside, selection(), words()),
        key=key,
        opened=view().focus.removeprefix("proposal:"),
        fold=words().text("Newest proposals"),
        on_step=lambda stage, adds: choose(after_click(selection(), (Choice("stages", Stage(stage)),), adds=adds)),
        on_row=lambda row: change_view(focus=f"proposal:{row}"),
        on_more=_open_list,
    )


def _open_list(stage: str) -> None:
    """Show all proposals of a step in the list."""
    choose(replace(selection(), stages=(Stage(stage),)))
    switch(tab="list")


@cached()
def _columns(beside: Selected, chosen: Selection, language: Language) -> tuple[StepColumn, ...]:
    return tuple(_column(step, chosen, language) for step in stage_steps(beside))


def _column(step: StageStep, chosen: Selection, language: Language) -> StepColumn:
    more = step.n - len(step.newest)
    return StepColumn(
        id=step.stage,
        label=label_of(Stage, step.stage, language),
        n=language.number(step.n),
        says=_money(step, language),
        lines=tuple(_line(row, language) for row in step.newest),
        more=language.text("and {n} more", n=language.number(more)) if more else "",
        is_chosen=is_chosen(chosen, Choice("stages", Stage(step.stage))),
    )


def _money(step: StageStep, language: Language) -> str:
    if step.support_vnd is None:
        return language.text("no amount stated")
    if step.n_amounts == step.n:
        return language.money(step.support_vnd)
    known, n = language.number(step.n_amounts), language.number(step.n)
    return language.text(
        "{value} from {known} of {n} proposals", value=language.money(step.support_vnd), known=known, n=n
    )


def _line(row: Row, language: Language) -> tuple[str, str, str]:
    place = district_name(row["district_code"], language, short=True)
    amount = "" if row["support_vnd"] is None else language.money(int(row["support_vnd"]))
    under = joined([period(row["year_from"], row["year_to"]), place, amount])
    return str(row["proposal_id"]), str(row["title"]), under
