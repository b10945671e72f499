"""The plainest chart: how many there are of each, as lying bars; its numbers are made once, screen, slides and files draw it."""

from dataclasses import dataclass

from analytics.figures.chart import Chart, RowsBehind
from analytics.figures.spec import Bars, Category, Mark, Series
from analytics.figures.style import Look
from analytics.figures.table import FigureColumn, Table
from analytics.selection.choices import Choice
from analytics.selection.selected import Selected
from analytics.selection.words import Titled, titled
from analytics.wording.colours import INK_OF_BARS
from analytics.wording.language import Language


@dataclass(frozen=True)
class Count:
    """One bar: its id and name, how many, what else stands beside it in words, what a click on it chooses."""

    id: str
    name: str
    n: int
    beside: str = ""
    choice: Choice | None = None


@dataclass(frozen=True)
class CountBars:
    """What a chart of counts shows: its title and what it counts in the language, its bars from above, what stands under it."""

    id: str
    title: str
    counted: str
    heading: str
    counts: tuple[Count, ...]
    notes: tuple[str, ...] = ()
    empty: str = ""

    @property
    def n(self) -> int:
        """Return how many there are in all."""
        return sum(one.n for one in self.counts)

    def words(self, rows: Selected, language: Language) -> Titled:
        """Return the title with the selection in words."""
        return titled(self.title, rows.selection, language)

    def alt(self, words: str, language: Language) -> str:
        """Return the chart in one sentence."""
        return f"{words}. {'; '.join(f'{one.name} {language.number(one.n)}' for one in self.counts)}"

    def bars(self, language: Language) -> Bars:
        """Return the bars."""
        return Bars(
            self.counted,
            tuple(Category(one.id, one.name, language.number(one.n), one.beside, one.choice) for one in self.counts),
            (Series(self.counted, tuple(_mark(n, one, language) for n, one in enumerate(self.counts)), INK_OF_BARS),),
        )


def counts_chart(
    shown: CountBars, rows: Selected, look: Look, behind: tuple[RowsBehind, ...], table: Table | None = None
) -> Chart:
    """Return the chart of a screen, with its own table where the bars are not all that there is to tell."""
    words = shown.words(rows, look.language)
    return Chart(
        title=words,
        unit=shown.counted,
        n=shown.n,
        n_of=shown.counted,
        spec=shown.bars(look.language),
        look=look,
        table=table or _table(shown, look.language),
        behind=behind,
        alt=shown.alt(words, look.language),
        notes=shown.notes,
        empty="" if shown.counts else shown.empty,
    )


def _mark(at: int, one: Count, language: Language) -> Mark:
    said = (one.name, language.number(one.n), *((one.beside,) if one.beside else ()))
    return Mark(at, one.n, said=said, choices=(one.choice,) if one.choice else ())


def _table(shown: CountBars, language: Language) -> Table:
    columns = (FigureColumn(shown.heading, id="name"), FigureColumn(shown.counted, id="n", is_number=True))
    rows = tuple({"id": one.id, "name": one.name, "n": one.n} for one in shown.counts)
    total = ({"name": language.text("Total"), "n": shown.n},) if rows else ()
    choices = ((one.id, (one.choice,) if one.choice else ()) for one in shown.counts)
    return Table.of(columns, rows, language, total, choices)
