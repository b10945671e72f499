"""One specification of a chart of counts as lying bars: its numbers are made once, screen, slides and files draw it."""

from dataclasses import dataclass

from analytics.figures.chart import Behind, Chart, ChartColumn, ChartTable, row_choices
from analytics.figures.drawing import PlotSpec, bar
from analytics.figures.style import Look, emphasis, figure, height_of, outline, safe, whole_ticks
from analytics.selection.choices import Choice, customdata
from analytics.selection.selected import Selected
from analytics.selection.words import Titled, titled
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import Language


@dataclass(frozen=True)
class Bar:
    """One bar: its id and name, how many, what else stands beside it in words, what a click on it chooses."""

    id: str
    name: str
    n: int
    beside: str = ""
    choice: Choice | None = None


@dataclass(frozen=True)
class Bars:
    """What a chart of counts shows: its title and what it counts in the language, its bars from above, what stands under it."""

    id: str
    title: str
    counted: str
    heading: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...] = ()
    empty: str = ""

    @property
    def n(self) -> int:
        """Return how many there are in all."""
        return sum(one.n for one in self.bars)

    def words(self, rows: Selected, language: Language) -> Titled:
        """Return the title with the selection in words."""
        return titled(self.title, rows.selection, language)

    def alt(self, words: str, language: Language) -> str:
        """Return the chart in one sentence."""
        return f"{words}. {'; '.join(f'{one.name} {language.number(one.n)}' for one in self.bars)}"


def bars_chart(
    shown: Bars, rows: Selected, look: Look, behind: tuple[Behind, ...], table: ChartTable | None = None
) -> Chart:
    """Return the chart of a screen, with its own table where the bars are not all that there is to tell."""
    words = shown.words(rows, look.language)
    return Chart(
        title=words,
        unit=shown.counted,
        n=shown.n,
        n_of=shown.counted,
        figure=_drawn(shown, look),
        table=table or _table(shown, look.language),
        behind=behind,
        alt=shown.alt(words, look.language),
        notes=shown.notes,
        empty="" if shown.bars else shown.empty,
    )


def _drawn(shown: Bars, look: Look) -> PlotSpec:
    language, bars = look.language, shown.bars
    has_more = any(one.beside for one in bars)
    choices = [one.choice for one in bars]
    labels = [_label(one, language) for one in bars]
    made = figure(look, height=height_of((2 if has_more else 1) * len(bars)), bargap=0.3)
    made.add_trace(
        bar(
            x=[one.n for one in bars],
            y=[safe(one.name) for one in bars],
            orientation="h",
            marker={
                "color": INK_OF_BARS[look.theme],
                "opacity": emphasis(look, choices),
                "line": outline(look, choices),
            },
            text=labels,
            textposition="outside",
            textfont={"size": 14},
            customdata=[customdata(choice) if choice else [] for choice in choices],
            hovertext=[f"<b>{safe(one.name)}</b><br>{label}" for one, label in zip(bars, labels, strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    largest = max((one.n for one in bars), default=1) * (2.4 if has_more else 1.2)
    made.update_yaxes(autorange="reversed", showgrid=False)
    return made.update_xaxes(title=shown.counted, range=[0, largest], **whole_ticks(largest))


def _label(one: Bar, language: Language) -> str:
    n = f"<b>{language.number(one.n)}</b>"
    return f"{n}<br>{safe(one.beside)}" if one.beside else n


def _table(shown: Bars, language: Language) -> ChartTable:
    columns = (ChartColumn("name", shown.heading), ChartColumn("n", shown.counted, is_number=True))
    rows = tuple({"id": one.id, "name": one.name, "n": one.n} for one in shown.bars)
    total = ({"name": language.text("Total"), "n": shown.n},) if rows else ()
    choices = row_choices((one.id, (one.choice,) if one.choice else ()) for one in shown.bars)
    return ChartTable(columns, rows, total, choices)
