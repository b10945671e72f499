"""What all slides are made from: the record, the selection, the day, the language; and the making of a slide from its parts."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from analytics.briefing.story.slides import Block, Slide, SlideBasis, SourceUse
from analytics.figures.chart import NamedRows, by_source
from analytics.findings.said import StatedText
from analytics.maps.marks import MapLayer
from analytics.maps.measures import MapMeasure
from analytics.maps.state import compared_selection
from analytics.overview.kpi import Kpi, KpiId
from analytics.overview.kpis import kpi_of, kpis
from analytics.prepared.caching import cached
from analytics.prepared.tables import Prepared
from analytics.selection.choices import without_fields
from analytics.selection.place_words import records
from analytics.selection.selected import Selected, selected_of
from analytics.selection.selection import Field, Selection
from analytics.wording.language import Language
from geodata.record import Record
from geodata.schema.frames import KEYS

MOST_SOURCES_NAMED = 6


@dataclass(frozen=True, eq=False)
class Scene:
    """What the slides of one selection are made from."""

    prepared: Prepared
    selection: Selection
    today: date
    language: Language
    spec: MapMeasure
    layers: tuple[MapLayer, ...]

    @property
    def record(self) -> Record:
        """Return the record."""
        return self.prepared.record

    def rows(self, selection: Selection) -> Selected:
        """Return the rows of a selection of the same record."""
        return selected_of(self.prepared, selection)

    @cached_property
    def selected(self) -> Selected:
        """Return the rows of the selection."""
        return self.rows(self.selection)

    @cached_property
    def whole(self) -> Selected:
        """Return the rows of everything."""
        return self.rows(Selection())

    def unfiltered_by(self, *fields: Field) -> Selected:
        """Return the rows of the selection without some of its fields, as the charts of the screens compare them."""
        return self.rows(without_fields(self.selection, *fields))

    def compared(self) -> Selected:
        """Return the rows that the map's colours and the table of units compare."""
        return self.rows(compared_selection(self.selection, self.spec.vintage))

    @cached_property
    def kpis(self) -> dict[KpiId, Kpi]:
        """Return the six figures of the selection."""
        return self.kpis_of(self.selected)

    def kpi(self, kpi: KpiId, rows: Selected) -> Kpi:
        """Return one figure of some rows."""
        return kpi_of(kpi, rows, self.whole)

    def kpis_of(self, selected: Selected) -> dict[KpiId, Kpi]:
        """Return the six figures of some rows."""
        return {figure.id: figure for figure in kpis(selected, self.whole)}


@dataclass(frozen=True, eq=False)
class SlideDraft:
    """A slide before its sources are looked up.

    `title` says what is shown, for which selection in `subtitle`; `parts` are the rows behind it; `make_more` makes the blocks for paper; `reason` says why there is
    nothing to show, and then the slide is left out.
    """

    id: str
    title: str
    subtitle: str
    headline: StatedText
    blocks: Sequence[Block]
    parts: Sequence[NamedRows] = ()
    notes: Sequence[str] = ()
    n: int = 0
    n_of: str = ""
    make_more: Callable[[], tuple[Block, ...]] = tuple
    reason: str = ""

    def slide(self, scene: Scene) -> Slide:
        """Return the slide; its sources and the notes that name them are looked up when they are asked for."""
        return Slide(
            id=self.id,
            headline=str(self.headline),
            stated=self.headline.stated,
            subtitle=self.subtitle,
            blocks=self.blocks,
            n=self.n,
            n_of=self.n_of,
            make_more=self.make_more,
            remarks=self.notes,
            find_basis=lambda: _basis(scene, self.parts),
        )


def _basis(scene: Scene, parts: Sequence[NamedRows]) -> SlideBasis:
    sources = sources_of_parts(scene.record, parts)
    return SlideBasis(sources, _origin(parts, sources, scene.language))


def sources_of_parts(record: Record, parts: Sequence[NamedRows]) -> tuple[SourceUse, ...]:
    """Return the sources on which the rows of `parts` rest, the most used first; a row that two parts hold counts once."""
    told = _told_sources(record)
    counts = by_source([Counter(ids for rows in _written(parts).values() for ids in rows.values())])
    return tuple(SourceUse(*told[source_id], int(n)) for source_id, n in counts.items())


def _written(parts: Sequence[NamedRows]) -> dict[str, dict[str, str]]:
    """Return what each row of `parts` names as its sources, by table and key; a frame that stands behind two slides is read once."""
    found: dict[str, dict[str, str]] = {}
    for table, frame in {id(frame): (table, frame) for _, table, frame in parts}.values():
        of_table = found.setdefault(table, {})
        for key, ids in zip(frame[KEYS[table]].tolist(), frame["source_ids"].tolist(), strict=True):
            of_table.setdefault(key, ids)
    return found


@cached()
def _told_sources(record: Record) -> dict[object, tuple[str, str, str, str]]:
    """Return title, publisher, address and day of each source by its key."""
    columns = ("title", "publisher", "url", "published_on")
    return {row["source_id"]: tuple(_text(row[name]) for name in columns) for row in records(record["sources"])}  # type: ignore[misc]


def each_once(parts: Sequence[NamedRows]) -> tuple[NamedRows, ...]:
    """Return one part a table, under the first heading that it bears, with each row once: its key and its source_ids."""
    frames: dict[str, list[pd.DataFrame]] = {}
    headings: dict[str, str] = {}
    for heading, table, frame in parts:
        headings.setdefault(table, heading)
        frames.setdefault(table, []).append(frame[[KEYS[table], "source_ids"]])
    return tuple(
        (headings[table], table, pd.concat(rows).drop_duplicates(KEYS[table])) for table, rows in frames.items()
    )


def _text(value: object) -> str:
    return str(value) if isinstance(value, str) else ""


def _origin(parts: Sequence[NamedRows], sources: Sequence[SourceUse], language: Language) -> tuple[str, ...]:
    """Say on how many rows a slide rests, and name its most used sources."""
    if not parts:
        return ()
    counts = "; ".join(f"{heading}: {language.number(len(frame))}" for heading, _, frame in parts)
    lines = [language.text("Rows behind it: {counts}", counts=counts)]
    for source in sources[:MOST_SOURCES_NAMED]:
        day = language.partial_date(source.published_on)
        named = ". ".join(part for part in (source.publisher, source.title, day) if part)
        lines.append(language.text("Source: {publisher}", publisher=f"{named} {source.url}".strip()))
    more = len(sources) - MOST_SOURCES_NAMED
    if more > 0:
        lines.append(language.count("and {n} source more", "and {n} sources more", more))
    return tuple(lines)
