"""What is wrong with a file or a cell that is imported, and what to do: the texts of the codes of `geodata.importing`."""

from string import Formatter

from analytics.wording.language import Language, mark
from geodata.importing.limits import FileRefusedError
from geodata.importing.limits import RefusalCode as R

FILE_KINDS: dict[str, str] = {
    "xlsx": "Excel (.xlsx)",
    "xls": "Excel 97–2003 (.xls)",
    "ods": "OpenDocument (.ods)",
    "csv": "CSV",
    "geojson": "GeoJSON (.geojson, .json)",
    "gpkg": "GeoPackage",
    "shp": "Shapefile (.zip)",
    "EXE": mark("a program"),
    "ZIP": mark("an archive of other files"),
    "?": mark("something unknown"),
}
"""What a file is; a kind that is not listed (PDF, PNG, Word …) is its own name."""

_REFUSALS: dict[R, str] = {
    R.EMPTY: mark("The file {name} is empty. Choose the file that holds the table."),
    R.TOO_LARGE: mark("The file has {mb} MB, at most {limit} MB are read. Remove pictures, or split it."),
    R.ZIP_BOMB: mark("Unpacked, the file would be far larger than a table is. Save the table into a new file."),
    R.TOO_MANY_SHEETS: mark("More than {limit} sheets or layers. Keep those to import in a file of their own."),
    R.TOO_MANY_ROWS: mark("More than {limit} rows in “{sheet}”. Split the table, or delete empty rows below it."),
    R.TOO_MANY_COLUMNS: mark("More than {limit} columns in “{sheet}”. Delete what stands far to the right."),
    R.TOO_MANY_CELLS: mark("More than {limit} cells in all. Split the table into several files."),
    R.LONG_TEXT: mark(
        "“{sheet}”, row {row}, column {column}: the text has more than {limit} characters, or accents piled up. Shorten it; in a text file a quotation mark may be missing there."
    ),
    R.LONG_SHEET_NAME: mark(
        "The name of the sheet or layer “{sheet}…” has more than {limit} characters. Give it a shorter one."
    ),
    R.TOO_MANY_MERGED: mark(
        "More than {limit} merged ranges or cells in “{sheet}”. Copy the table into a new file without its merged cells."
    ),
    R.ENTITIES: mark("The file holds instructions that no spreadsheet needs. Save the table into a new file."),
    R.UNKNOWN_TYPE: mark(
        "Files like {name} are not read. Save it as XLSX, XLS, ODS, CSV, GeoJSON, GeoPackage or a zipped Shapefile."
    ),
    R.WRONG_TYPE: mark("By its name the file is {named}, but what it holds is {found}. Save it anew as {named}."),
    R.PATH_IN_NAME: mark("The file's name “{name}” holds a path or forbidden characters. Rename the file."),
    R.PATH_IN_ZIP: mark("The zip holds files that lead out of it. Zip the Shapefile's own files, without folders."),
    R.ENCRYPTED: mark("The file is protected by a password. Remove the password and save it again."),
    R.TRUNCATED: mark(
        "The file is damaged or cut off. Open it in its program and save it again, or copy it once more."
    ),
    R.MISSING_PART: mark("The Shapefile “{layer}” lacks {part}. Zip all its files (.shp, .shx, .dbf, .prj) together."),
    R.NO_LAYER: mark("The file has no layer of features. Export the layer again."),
    R.BAD_CRS: mark(
        "The coordinate system of “{layer}” ({crs}) is not known or does not lie in Việt Nam. Export the layer in WGS 84 or VN-2000."
    ),
    R.SWAPPED_AXES: mark(
        "In “{layer}” longitude and latitude are exchanged: the other way round the points lie in Việt Nam. Export the layer with longitude first, as GeoJSON wants it."
    ),
    R.TRIGGERS: mark("The GeoPackage holds instructions of its own ({name}). Export the layer into a new file."),
    R.INVALID_GEOMETRY: mark(
        "The shape of row {row} in “{layer}” is not valid ({reason}). Repair it (in QGIS: Fix geometries) and export again."
    ),
    R.TIMEOUT: mark("Reading took more than {limit} seconds and was stopped. Split the file, or save it anew."),
    R.MEMORY: mark("Reading needs more than {limit} MB of memory and was stopped. Split the file, or save it anew."),
    R.CANCELLED: mark("Reading was cancelled. Nothing has changed."),
}


def import_refusal_text(error: FileRefusedError, language: Language) -> str:
    """Return why a file is refused and what to do. Names in it come from the file: show it as text."""
    values = {name: _value(name, value, language) for name, value in error.values.items()}
    message = _REFUSALS[error.code]
    blanks = {name: "?" for _, name, _, _ in Formatter().parse(message) if name}
    return language.text(message, **{**blanks, **values})


def _value(name: str, value: str | int, language: Language) -> str:
    if isinstance(value, int):
        return language.number(value)
    return language.text(FILE_KINDS.get(value, value)) if name in {"named", "found"} and value else value
