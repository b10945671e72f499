"""What is wrong in a row that is imported: where, what and what to do; and how an understood value came about."""

from collections.abc import Mapping
from string import Formatter

from analytics.importing.fields import UNIT_NAMES
from analytics.wording.language import Language, kept_together, mark
from geodata.importing.codes import CellNote, ProblemKind
from geodata.importing.grid import ImportProblem

_PROBLEMS: dict[ProblemKind, str] = {
    ProblemKind.COLUMN_MISSING: mark("no column holds “{heading}”. Choose the column that does."),
    ProblemKind.YEAR_MISSING: mark(
        "rows without a year, in a column, a group or a title: {count}. State the year for all rows, or in a column."
    ),
    ProblemKind.UNIT_ASSUMED: mark(
        "neither heading nor title names the unit; the size speaks for {unit}. Change it if it is another."
    ),
    ProblemKind.FILLED_DOWN: mark(
        "rows that are blank below “{value}” and the like were taken to be the same: {count}. Fill them in if they are not."
    ),
    ProblemKind.BLANK_BELOW: mark(
        "rows that are blank below “{value}”: {count}. The table does not show whether they are meant to be the same; they stay unknown. Fill them in, or state it for all rows."
    ),
    ProblemKind.YEAR_COLUMNS: mark(
        "the years {years} stand side by side; one is read at a time, now: {read}. Say of another year's column what it holds to read that year; import once for each year."
    ),
    ProblemKind.YEAR_EMPTY: mark(
        "nothing stands in the column of {year}; the row is left out. Import it with its own year."
    ),
    ProblemKind.PART_OF_YEAR: mark(
        "the figures are those of a part of the year (“{value}”): they stand as the year's, with these words in the note, until a later file gives more. Do not read them beside whole years."
    ),
    ProblemKind.OTHER_TABLE: mark(
        "another table stands here (“{value}”) and is not read. Set the rows of the headings to it to import it, or move it to a sheet of its own."
    ),
    ProblemKind.HIDDEN_ROWS: mark(
        "rows that the file hides are read like the others: {rows}. Delete them in the file if they are to stay out."
    ),
    ProblemKind.HIDDEN_COLUMN: mark(
        "the file hides this column; it is read like the others. Say that it is not imported if it is to stay out."
    ),
    ProblemKind.MARKET_COLUMNS: mark(
        "markets stand side by side ({markets}); the figures of each are not read. Write a row for each market to import them."
    ),
    ProblemKind.VOLUME_UNIT: mark(
        "“{value}” is counted in “{unit}”, which is no weight; the volume stays open. Write it in tonnes or kilograms."
    ),
    ProblemKind.CELL_ERROR: mark(
        "the formula of this cell failed (“{value}”), so it says nothing. Mend it in the file, or write the value."
    ),
    ProblemKind.FORMULA_UNMADE: mark(
        "the cell holds a formula (“{value}”) whose result the file does not keep. Open the file in Excel or LibreOffice and save it, or write the value."
    ),
    ProblemKind.TEXT_LONG: mark("“{heading}” has more than {limit} characters and is left out. Shorten it."),
    ProblemKind.REQUIRED_MISSING: mark("“{heading}” is empty. Fill it in, or delete the row."),
    ProblemKind.GROUP_NOT_UNDERSTOOD: mark(
        "the group “{value}” names no district, source of funding or sector that is known; its rows are read without it."
    ),
    ProblemKind.FIGURES_UNUSED: mark(
        "columns with figures are not imported: {columns}. Say what they hold if they are to be, one at a time."
    ),
    ProblemKind.UNIT_FAR: mark(
        "in {unit}, as the column is read, its amounts would be about {made}. Choose another unit for the column if they are not."
    ),
    ProblemKind.VALUE_FAR: mark(
        "{stated} is about a thousand times more or less than the others of this column ({made}). Check the unit of this cell."
    ),
    ProblemKind.PART_ABOVE_TOTAL: mark(
        "{made} is more than the total of the row, {stated}. Check the unit of both cells; both are taken as they stand."
    ),
    ProblemKind.TOTAL_DIFFERS: mark(
        "the total is {stated}, its parts make {made}. Check the numbers; all are taken as they stand."
    ),
    ProblemKind.SUBTOTAL_DIFFERS: mark(
        "the group states {stated}, its rows make {made}. Check the rows; the sum is not imported."
    ),
    ProblemKind.GRAND_TOTAL_DIFFERS: mark(
        "the sum states {stated}, the rows make {made}. Check the rows; the sum is not imported."
    ),
    ProblemKind.WHOLE_DIFFERS: mark(
        "the row states {stated}, its parts below make {made}. Check the numbers; the whole is taken as it stands and the parts are not added to it."
    ),
    ProblemKind.PARTS_DIFFER: mark(
        "the support is {whole}, the sources of funding make {parts}. Check the numbers; the support is taken as it stands."
    ),
    ProblemKind.NUMBER_AMBIGUOUS: mark(
        "numbers like “{value}” ({count} in this column) were read as {read}, not {other}. Write them without the sign if that is wrong."
    ),
    ProblemKind.CHOICE_UNKNOWN: mark("“{value}” is not in the list and is left out. Write one of: {choices}."),
    ProblemKind.MONEY_UNREADABLE: mark(
        "“{value}” is no amount of money. Write digits, for example 300 ({unit}) or 300.000.000 đồng."
    ),
    ProblemKind.MONEY_NEGATIVE: mark("“{value}” is less than zero. Write the amount without the minus."),
    ProblemKind.MONEY_RANGE: mark(
        "“{value}” is a range; the amount stays open and the words are kept in the note. Write one number."
    ),
    ProblemKind.MONEY_READ_AS_DONG: mark(
        "“{value}” is too large for the unit of the column and was read as {vnd}. Write the unit into the cell if that is wrong."
    ),
    ProblemKind.MONEY_TINY: mark(
        "“{value}” makes only {vnd}. Choose another unit for the column if that is too little."
    ),
    ProblemKind.MONEY_QUALIFIED: mark("“{value}” was read as {vnd}; the words are kept in the note."),
    ProblemKind.NUMBER_UNREADABLE: mark("“{value}” is no number. Write digits only."),
    ProblemKind.NUMBER_NOT_WHOLE: mark("“{value}” is no whole number from zero on. Write a whole number."),
    ProblemKind.CHOICE_UNLISTED: mark("“{value}” is not in the list. Take the word of the template's list."),
    ProblemKind.NUMBER_OUTSIDE: mark("“{value}” lies outside {low} to {high}. Check the number."),
    ProblemKind.AMOUNT_WITHOUT_UNIT: mark("“{value}” has no unit in its row; it stays open. Fill in the unit."),
    ProblemKind.ENDS_BEFORE: mark("“{value}” lies before the beginning; the end stays open. Check both days."),
    ProblemKind.SHARE_OUTSIDE: mark(
        "“{value}” is more than the whole. Write a share from 0 to 1, or a percentage up to 100%."
    ),
    ProblemKind.NUMBER_NEGATIVE: mark("“{value}” is less than zero. Write the number without the minus."),
    ProblemKind.NUMBER_RANGE: mark(
        "“{value}” is a range; the number stays open and the words are kept in the note. Write one number."
    ),
    ProblemKind.YEAR_UNREADABLE: mark("“{value}” names no year. Write four digits, for example 2023."),
    ProblemKind.DATE_UNREADABLE: mark(
        "“{value}” is no date. Write day/month/year, for example 15/03/2023, or month/year, or the year."
    ),
    ProblemKind.DATE_RANGE: mark(
        "“{value}” names several days; the first, {day}, is kept. Write one day if it is another."
    ),
    ProblemKind.MARK_UNREADABLE: mark("“{value}” is no mark and is left out. Write x, or leave the cell empty."),
    ProblemKind.SEVERAL_MARKS: mark("several columns are marked of which only one can hold. Leave one x."),
    ProblemKind.STARS_UNREADABLE: mark("“{value}” gives no stars. Write 3, 4 or 5."),
    ProblemKind.STARS_OUT_OF_RANGE: mark("“{value}” stars: OCOP recognises 3 to 5. Write 3, 4 or 5."),
    ProblemKind.MARKET_UNKNOWN: mark(
        "no country is known as “{value}”; it is kept as a group of markets. Write the country's usual name."
    ),
    ProblemKind.DEGREES_UNREADABLE: mark(
        "“{value}” is no coordinate. Write degrees, for example 21,2731 or 21°16'23\"."
    ),
    ProblemKind.DEGREES_OUTSIDE: mark(
        "“{value}” lies outside Bắc Giang ({low} to {high}). Check whether longitude and latitude are exchanged."
    ),
    ProblemKind.METRES_UNREADABLE: mark("“{value}” is no VN-2000 coordinate. Write metres, for example 2353412,5."),
    ProblemKind.COORDINATES_UNREADABLE: mark(
        "“{value}” does not give latitude and longitude. Write both in degrees, for example 21.2731, 106.1947."
    ),
    ProblemKind.HALF_COORDINATES: mark("only one of longitude and latitude is given. Give both, or none."),
    ProblemKind.MERIDIAN_MISSING: mark(
        "VN-2000 coordinates need their central meridian. Choose it for the sheet (Bắc Giang: 107°), or give degrees."
    ),
    ProblemKind.POINT_OUTSIDE: mark("the point ({lon}; {lat}) lies outside Bắc Giang. Check the coordinates."),
    ProblemKind.POINT_ELSEWHERE: mark(
        "the point lies in another district than the one stated. Check both; the stated district holds."
    ),
    ProblemKind.PLACE_SPANS: mark("{hint} lies in several of the ten districts. Name the old district or commune."),
    ProblemKind.PLACE_ENLARGED_CITY: mark(
        "{hint} is larger since 2025 and includes Yên Dũng. Name the commune, so that the row has a place."
    ),
    ProblemKind.PLACE_AMBIGUOUS: mark(
        "“{value}” may be {hint}. Write which one, with the word for commune or district before it."
    ),
    ProblemKind.PLACE_SEVERAL: mark(
        "a proposal of several districts: {hint}. It is counted in each of them and in sums once. State one district if it is only there."
    ),
    ProblemKind.PLACE_UNKNOWN: mark(
        "“{value}” names no place of Bắc Giang that is known; the row has no place. Name commune and district."
    ),
    ProblemKind.PLACE_BLANK: mark(
        "the cell is empty and rows above have a district; the row has no place. Fill it in if it is that of the row above."
    ),
    ProblemKind.DISTRICT_UNKNOWN: mark(
        "“{value}” is no district of Bắc Giang{hint}; the row has no place. Check the spelling."
    ),
    ProblemKind.COMMUNE_SEVERAL: mark(
        "“{value}” is the name of several communes: {hint}. Add the district; until then the row has no place."
    ),
    ProblemKind.COMMUNE_AMBIGUOUS: mark(
        "“{value}” may be {hint}. Add the district; until then the row is placed in its district."
    ),
    ProblemKind.COMMUNE_ELSEWHERE: mark(
        "“{value}” does not lie in {hint}. Check commune and district; the row is placed in the district."
    ),
    ProblemKind.COMMUNE_UNKNOWN: mark(
        "“{value}” is no commune of its district; {hint} is spelt alike. The row is placed in the district."
    ),
    ProblemKind.UNIT_CODE_UNKNOWN: mark(
        "“{value}” is no number of a commune or district of Bắc Giang in any list since 2019. Check the number, or write the name."
    ),
    ProblemKind.UNIT_CODE_ELSEWHERE: mark(
        "the number “{value}” is {hint}, which lies elsewhere than the place stated. Check both; the place stated holds."
    ),
    ProblemKind.UNIT_CODE_TWO_LISTS: mark(
        "the number “{value}” means {hint}, by the list of before or since 1 July 2025 or over several districts. State the year, or name commune and district."
    ),
    ProblemKind.AREA_OUTSIDE: mark(
        "the shape is {km} km across and lies outside Bắc Giang, at least with its middle part: it places nothing. State the district, or give a point for the address."
    ),
    ProblemKind.AREA_PLACED: mark(
        "the shape is {km} km across: it is no address, and says the commune or district at most. Give a point for the address."
    ),
    ProblemKind.COMMUNE_TWO_LISTS: mark(
        "{hint} is a commune of before 1 July 2025 and another, larger one since; the row is placed in their district only. Add the district for the earlier, or the province Bắc Ninh for the later one."
    ),
    ProblemKind.SEVERAL_PROGRAMMES: mark(
        "several sources of funding pay for one row; their money is added up and the source stays open. Split the row to count each by itself."
    ),
    ProblemKind.FACILITY_AMBIGUOUS: mark("“{facility}” may be any of: {others}. Add commune or district."),
    ProblemKind.FACILITY_ELSEWHERE: mark(
        "“{facility}” is in the record in another place: {others}. It is taken for another facility; correct the place if it is the same."
    ),
    ProblemKind.FACILITY_LOOKS_LIKE: mark(
        "“{facility}” looks like {others}. It is taken for another facility; write the name alike if it is the same."
    ),
    ProblemKind.CONTINUATION_UNUSED: mark(
        "the row continues row {first} without a name of its own and is left out. Give it a name if it is a row of its own, or write it into row {first}."
    ),
    ProblemKind.DUPLICATE_ROW: mark("the row says the same as row {first} and is left out."),
    ProblemKind.DUPLICATE_KEY: mark(
        "the row has the name of row {first} but says something else. Add what tells them apart, or delete one."
    ),
    ProblemKind.PROPOSAL_AMBIGUOUS: mark(
        "several proposals of the record have this title and year: {others}. Add the beneficiary."
    ),
    ProblemKind.PROPOSAL_LOOKS_LIKE: mark(
        "the beneficiary has another proposal in this year: “{others}”. Write the title alike if it is the same."
    ),
    ProblemKind.NOT_APPRAISED: mark(
        "“appraised” is kept as the list says it and counts in no plan as appraised: no minutes of an appraisal are there. Enter them under “Plan”."
    ),
    ProblemKind.PROPOSAL_UNKNOWN: mark(
        "the record has no proposal “{value}” of that year; the visit is kept without it."
    ),
    ProblemKind.PRODUCT_AMBIGUOUS: mark("several products of the record have this name: {others}. Add the producer."),
}
_NOTES: dict[CellNote, str] = {
    CellNote.FROM_GROUP: mark("from the group's heading"),
    CellNote.FROM_TITLE: mark("from the title of the table"),
    CellNote.FROM_MERGED: mark("from the merged cell above"),
    CellNote.FILLED_DOWN: mark("as in the row above"),
    CellNote.PART_OF_YEAR: mark("a part of the year only"),
    CellNote.FROM_MARK: mark("from the marked column"),
    CellNote.FROM_STAGES: mark("the last status that was reached"),
    CellNote.FROM_PROGRAMMES: mark("from the columns of the sources of funding"),
    CellNote.SEVERAL_PROGRAMMES: mark("several sources of funding pay"),
    CellNote.FROM_PARTS: mark("added up from the parts below"),
    CellNote.FROM_MAP: mark("from the map layer"),
    CellNote.FROM_COORDINATES: mark("from the coordinates"),
    CellNote.FROM_VN2000: mark("converted from VN-2000"),
    CellNote.NAME_IN_TITLE: mark("named in the title of the proposal"),
    CellNote.FROM_DECISION: mark("the day of the decision"),
    CellNote.FROM_YEAR_COLUMN: mark("the year over the column"),
    CellNote.PHONE_LEFT_OUT: mark("the telephone number is left out"),
    CellNote.PLACE_IN_NAME: mark("name and place stand in one cell"),
    CellNote.PLACE_MATCHED: mark("matched with the list of units"),
    CellNote.PLACE_BY_CODE: mark("by the number of the commune or district"),
    CellNote.SEVERAL_DISTRICTS: mark("in each of these districts"),
    CellNote.SEVERAL_NAMES: mark("several names in one cell"),
    CellNote.CHOICE_INFERRED: mark("understood by its words"),
    CellNote.SECTOR_INFERRED: mark("understood from name and products"),
    CellNote.SECTOR_UNKNOWN: mark("not stated: other"),
    CellNote.KIND_INFERRED: mark("understood from the name"),
    CellNote.KIND_ASSUMED: mark("not stated: household"),
    CellNote.CONTENT_INFERRED: mark("understood from the title"),
    CellNote.CONTENT_UNKNOWN: mark("not stated: other"),
    CellNote.STAGE_UNKNOWN: mark("status not stated"),
    CellNote.NUMBER_AMBIGUOUS: mark("the sign was read as in the rest of the column"),
    CellNote.FOOTNOTE: mark("the mark of a footnote is no part of it; it is kept in the note"),
    CellNote.NUMBER_QUALIFIED: mark("the words are kept in the note"),
    CellNote.NUMBER_RANGE: mark("a range: the number stays open"),
    CellNote.MONEY_QUALIFIED: mark("the words are kept in the note"),
    CellNote.MONEY_RANGE: mark("a range: the amount stays open"),
    CellNote.MONEY_READ_AS_DONG: mark("read as đồng"),
    CellNote.MONEY_TINY: mark("a very small amount"),
    CellNote.DATE_COARSER: mark("only the year is kept"),
    CellNote.MARKET_UNKNOWN: mark("kept as a group of markets"),
    CellNote.QUANTITY_NEARLY: mark("nearly"),
    CellNote.QUANTITY_APPROXIMATE: mark("approximate"),
    CellNote.QUANTITY_AT_LEAST: mark("at least"),
    CellNote.QUANTITY_AT_MOST: mark("at most"),
    CellNote.QUANTITY_RANGE: mark("the lower end of a range"),
}
_AMOUNTS = frozenset({"stated", "made", "whole", "parts", "vnd"})
_NUMBERS = frozenset({"read", "other", "count", "low", "high", "limit"})


def import_problem_text(problem: ImportProblem, language: Language) -> str:
    """Return where the problem is, what it is and what to do. Names and values in it come from the file: show it as text."""
    return f"{place_text(problem, language)}: {what_text(problem, language)}"


def what_text(problem: ImportProblem, language: Language) -> str:
    """Return what the problem is and what to do, for a place where row and column are told already."""
    values = {name: _worded(name, value, problem.values, language) for name, value in problem.values.items()}
    if problem.code is ProblemKind.DISTRICT_UNKNOWN and values.get("hint"):
        values["hint"] = language.text(" (perhaps {hint})", hint=values["hint"])
    message = _PROBLEMS[problem.code]
    blanks = {name: "" for _, name, _, _ in Formatter().parse(message) if name}
    return language.text(message, **{**blanks, **values, "value": problem.value})


def place_text(problem: ImportProblem, language: Language) -> str:
    """Return where a problem is, as the spreadsheet names it: sheet, row, column letter and heading."""
    parts = [language.text("Sheet “{sheet}”", sheet=problem.sheet)]
    if problem.row is not None:
        parts.append(language.text("row {row}", row=problem.row))
    if problem.column is not None:
        heading = problem.values.get("heading", "").rpartition(" / ")[2]
        letter = column_letter(problem.column)
        parts.append(
            language.text("column {letter} “{heading}”", letter=letter, heading=heading)
            if heading
            else language.text("column {letter}", letter=letter)
        )
    return ", ".join(parts)


def cell_note_text(note: CellNote | None, language: Language) -> str:
    """Return how a value came about, "" for a cell that says it plainly."""
    return language.text(_NOTES[note]) if note else ""


def column_letter(column: int) -> str:
    """Return the letters of a column counted from 1: A, Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _worded(name: str, value: str, values: Mapping[str, str], language: Language) -> str:
    if name in _AMOUNTS and value:
        is_money = values.get("field", "_vnd").endswith("_vnd")
        return kept_together(
            language.number(float(value), 0 if is_money else 3), language.text("VND") if is_money else ""
        )
    if name in _NUMBERS and value and "years" not in values:
        return language.number(float(value), 3)
    if name == "day":
        return language.partial_date(value)
    if name == "heading":
        return value.rpartition(" / ")[2]
    return language.text(UNIT_NAMES[value]) if name == "unit" and value in UNIT_NAMES else value
