"""Look through the XML of a spreadsheet before it is read: how far it reaches, and that it declares nothing of its own."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from xml.parsers import expat

from geodata.importing.files.damage import XML_ERRORS, damage
from geodata.importing.files.raised import RichText
from geodata.importing.limits import FileRefusedError, ImportLimits, RefusalCode, check_extent
from geodata.importing.text.cell_text import is_error

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_TRUE = frozenset({"1", "true"})
_RICH = frozenset({"r", "t", "rPh", "vertAlign"})
"""Elements of a text with styles: runs, their letters, how they are spoken, whether they are raised."""
_UNSEEN = frozenset({"collapse", "filter"})
Attributes = dict[str, str]
MergedRange = tuple[int, int, int, int]


@dataclass
class SheetExtent:
    """How far the used cells of a sheet reach, what is merged, what is hidden (rows and columns from 0).

    `texts` are those that the reader of cells does not give: the error that a cell shows ("#REF!"), the formula whose result the file does
    not keep ("=E3-F3"), a text with raised letters ("300¹").
    """

    rows: int = 0
    columns: int = 0
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class Scan:
    """One XML part, fed in pieces; a document type, which could declare entities, refuses the file."""

    def __init__(self, limits: ImportLimits, name: str) -> None:
        """Make ready to look through the part `name`."""
        self.limits = limits
        self.name = name
        self.elements: list[tuple[str, Attributes]] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse_entities

    def feed(self, pieces: Iterable[bytes], tell: Callable[[int], None]) -> None:
        """Look through the pieces, telling how long each was; FileRefusedError for what is no well-formed XML.

        A part without a byte, as LibreOffice writes some, is none.
        """
        is_empty = True
        with damage(XML_ERRORS):
            for piece in pieces:
                is_empty = False
                self.parser.Parse(piece, False)  # noqa: FBT003 - expat takes no name for it
                tell(len(piece))
            if not is_empty:
                self.parser.Parse(b"", True)  # noqa: FBT003


def _refuse_entities(*_: object) -> None:
    raise FileRefusedError(RefusalCode.ENTITIES)


def local(tag: str) -> str:
    """Return an element's or attribute's name without its prefix."""
    return tag.rpartition(":")[2]


class PartElements(Scan):
    """The elements of a small part (workbook, relations, manifest) with their attributes, prefixes gone."""

    def __init__(self, limits: ImportLimits, name: str) -> None:
        """Make ready to look through a small part."""
        super().__init__(limits, name)
        self.parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name == "sheet" and sum(one == "sheet" for one, _ in self.elements) >= self.limits.sheets:
            raise FileRefusedError(RefusalCode.TOO_MANY_SHEETS, {"limit": self.limits.sheets})
        if name in {"sheet", "Relationship", "encryption-data", "calcPr"}:
            self.elements.append((name, {local(key): value for key, value in attributes.items()}))


class Worksheet(Scan):
    """One sheet of an XLSX: the reach of the cells that hold something.

    `is_to_be_made`: the workbook asks for all formulas to be computed when it is opened, so a 0 stands for no result.
    """

    def __init__(
        self, limits: ImportLimits, name: str, *, is_to_be_made: bool = False, strings: dict[int, str] | None = None
    ) -> None:
        """Make ready to look through a sheet, or the strings of the workbook: those with raised letters are kept in `strings`."""
        super().__init__(limits, name)
        self._strings = {} if strings is None else strings
        self._n_strings, self._number = 0, ""
        self._rich: RichText | None = None
        self._is_raised, self._is_spoken = False, False
        self._none = {"", "0"} if is_to_be_made else {""}
        self.extent = SheetExtent()
        self._row, self._column, self._is_hidden = 0, 0, False
        self._is_error, self._kind, self._is_listening = False, "", False
        self._formula: str | None = None
        self.parser.StartElementHandler = self._start

    def feed(self, pieces: Iterable[bytes], tell: Callable[[int], None]) -> None:
        """Look through the pieces as any part, then close the last cell."""
        super().feed(pieces, tell)
        self._close_cell()

    def _start(self, tag: str, attributes: Attributes) -> None:
        """Follow the position; a cell counts when it has a value or a formula. Called for every element: kept lean."""
        name = tag if ":" not in tag else local(tag)
        if self._is_listening and name in {"c", "row", "si"}:
            self._close_cell()
        if self._rich is not None and name in _RICH:
            self._style(name, attributes)
        elif name == "si":
            self._n_strings += 1
            self._rich = RichText()
        elif name == "c":
            self._place(attributes.get("r"))
            self._kind = attributes.get("t", "")
            self._is_error = self._kind == "e"
        elif name in {"v", "is", "f"}:
            self._count_cell()
            self._open_value(name)
        elif name in {"row", "col"}:
            self._follow(name, attributes)

    def _open_value(self, name: str) -> None:
        """Listen to what a cell says where the reader of cells does not give it."""
        if self._is_error and name == "v":
            self._listen(self._collect_error)
        elif name == "f" and not self._is_error and self._kind != "str":
            self._formula = ""
            self._listen(self._collect_formula)
        elif self._formula is not None:
            self._listen(self._check_result)
        elif name == "is":
            self._rich = RichText()
        elif self._kind == "s" and self._strings:
            self._listen(self._collect_number)

    def _follow(self, name: str, attributes: Attributes) -> None:
        """Begin a row, or note the columns that are hidden."""
        if name == "row":
            self._row, self._column = self._row + 1, 0
            if (number := attributes.get("r", "")).isdecimal() and len(number) < 10:
                self._row = int(number)
            self._is_hidden = attributes.get("hidden") in _TRUE
        elif attributes.get("hidden") in _TRUE:
            first, last = (
                int(text) if (text := attributes.get(end, "")).isdecimal() and len(text) < 6 else 0
                for end in ("min", "max")
            )
            self.extent.hidden_columns.update(range(max(first - 1, 0), min(last, self.limits.columns)))

    def _style(self, name: str, attributes: Attributes) -> None:
        """Follow the runs of a text with styles; what only says how it is spoken is none."""
        if name == "vertAlign":
            self._is_raised = attributes.get("val") == "superscript"
        elif name == "t" and not self._is_spoken:
            self._listen(self._collect_run)
        else:
            self._is_raised, self._is_spoken = False, name == "rPh"
            if self._is_listening:
                self.parser.CharacterDataHandler = None

    def _collect_run(self, text: str) -> None:
        if self._rich is not None:
            self._rich.add(text, is_raised=self._is_raised)

    def _collect_number(self, text: str) -> None:
        self._number += text

    def _listen(self, handler: Callable[[str], None]) -> None:
        self._is_listening, self.parser.CharacterDataHandler = True, handler

    def _collect_error(self, text: str) -> None:
        """Keep what an error cell says, for the reader of cells leaves it out."""
        place = self._row - 1, self._column - 1
        self.extent.texts[place] = (self.extent.texts.get(place, "") + text).strip()

    def _collect_formula(self, text: str) -> None:
        self._formula = (self._formula or "") + text

    def _check_result(self, text: str) -> None:
        """Drop the formula of a cell that has a result."""
        if text.strip() not in self._none:
            self._formula = None  # the handler stays: to change it within its own call calls it again

    def _close_cell(self) -> None:
        """Keep the formula of the cell that ends here, if it had no result, or its text, if letters of it are raised."""
        if self._formula is not None:
            self.extent.texts[self._row - 1, self._column - 1] = f"={self._formula.strip() or '…'}"
        elif self._rich is not None and (text := self._rich.text()):
            if self._n_strings:
                self._strings[self._n_strings - 1] = text
            else:
                self.extent.texts[self._row - 1, self._column - 1] = text
        elif self._number.isdecimal() and len(self._number) < 10 and (text := self._strings.get(int(self._number), "")):
            self.extent.texts[self._row - 1, self._column - 1] = text
        self._is_error, self._formula, self._rich, self._number = False, None, None, ""
        self._is_listening, self.parser.CharacterDataHandler = False, None

    def _place(self, reference: str | None) -> None:
        if reference and (found := _REFERENCE.fullmatch(reference)):
            letters, row = found.groups()
            self._row, self._column = int(row), _column_number(letters)
        else:
            self._column += 1

    def _count_cell(self) -> None:
        extent = self.extent
        if self._is_hidden:
            extent.hidden_rows.add(self._row - 1)
            self._is_hidden = False
        if self._row > extent.rows or self._column > extent.columns:
            extent.rows, extent.columns = max(self._row, extent.rows), max(self._column, extent.columns)
            check_extent(self.limits, self.name, extent.rows, extent.columns)


@cache
def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class Tables(Scan):
    """The sheets of an ODS with what is repeated counted out, and the ranges that are merged."""

    def __init__(self, limits: ImportLimits, name: str) -> None:
        """Make ready to look through the content."""
        super().__init__(limits, name)
        self.extents: list[SheetExtent] = []
        self._row, self._column, self._repeats, self._used = 0, 0, 1, 0
        self._columns, self._is_hidden = 0, False
        self._told: tuple[int, int, int, str] | None = None
        self._shown = ""
        self._style, self._raised = "", set[str]()
        self._rich: RichText | None = None
        self._is_raised = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, tag: str, attributes: Attributes) -> None:
        """Follow the position through repeated rows and cells."""
        if tag == "table:table":
            self._open_table(attributes)
        elif tag == "table:table-row":
            self._repeats, self._column, self._used = _times(attributes, "table:number-rows-repeated"), 0, 0
            self._is_hidden = attributes.get("table:visibility") in _UNSEEN
        elif tag == "table:table-column" and self.extents:
            last = self._columns + _times(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in _UNSEEN:
                self.extents[-1].hidden_columns.update(range(self._columns, min(last, self.limits.columns)))
            self._columns = last
        elif tag in {"table:table-cell", "table:covered-table-cell"} and self.extents:
            self._cell(attributes)
        elif tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:text-properties":
            if attributes.get("style:text-position", "").startswith("super"):
                self._raised.add(self._style)
        elif self._rich is not None and tag in {"text:span", "text:p"}:
            self._is_raised = attributes.get("text:style-name") in self._raised

    def _end(self, tag: str) -> None:
        """Count a row that held something; keep what a formula says instead of a value."""
        if tag == "text:span":
            self._is_raised = False
        elif tag == "table:table-cell":
            self._close_cell()
        elif tag == "table:table-row" and self.extents:
            self._row += self._repeats
            if self._used:
                extent = self.extents[-1]
                extent.rows, extent.columns = self._row, max(extent.columns, self._used)
                check_extent(self.limits, self.name, extent.rows, extent.columns)
                extent.hidden_rows.update(range(self._row - self._repeats, self._row) if self._is_hidden else ())

    def _open_table(self, attributes: Attributes) -> None:
        if len(self.extents) >= self.limits.sheets:
            raise FileRefusedError(RefusalCode.TOO_MANY_SHEETS, {"limit": self.limits.sheets})
        self.name = attributes.get("table:name", "")
        self.extents.append(SheetExtent())
        self._row, self._columns = 0, 0

    def _cell(self, attributes: Attributes) -> None:
        first = self._column
        self._column += _times(attributes, "table:number-columns-repeated")
        if "office:value-type" in attributes or "table:formula" in attributes:
            self._used = self._column
            check_extent(self.limits, self.name, 1, self._used)
        rows, columns = (_times(attributes, f"table:number-{what}-spanned") for what in ("rows", "columns"))
        if rows > 1 or columns > 1:
            self.extents[-1].merged.append((self._row, first, self._row + rows - 1, first + columns - 1))
        if formula := attributes.get("table:formula"):
            is_unmade = "office:value-type" not in attributes
            self._told = (self._row, first, self._column, f"={formula.rpartition('=')[2]}" if is_unmade else "")
            self._shown = ""
            self.parser.CharacterDataHandler = self._collect_text
        elif self._raised and attributes.get("office:value-type") == "string":
            self._told, self._shown, self._rich = (self._row, first, self._column, ""), "", RichText()
            self.parser.CharacterDataHandler = self._collect_text

    def _collect_text(self, text: str) -> None:
        self._shown += text if len(self._shown) < 20 else ""
        if self._rich is not None:
            self._rich.add(text, is_raised=self._is_raised)

    def _close_cell(self) -> None:
        """Keep the error that a cell with a formula shows, or the formula that has no result; a text with raised letters."""
        if self._told is None:
            return
        (row, first, end, formula), shown = self._told, self._shown.strip()
        rich, self._rich, self._is_raised = self._rich.text() if self._rich else "", None, False
        self._told, self.parser.CharacterDataHandler = None, None
        if text := rich or (shown if is_error(shown) else "" if shown else formula):
            texts = self.extents[-1].texts
            texts.update({(row, column): text for column in range(first, end)})
            if len(texts) > self.limits.cells:
                raise FileRefusedError(RefusalCode.TOO_MANY_CELLS, {"limit": self.limits.cells})


def _times(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    if not text.isdecimal():
        return 1
    return int(text) if len(text) < 10 else 10**10
