/** Which rows of a table stand on the screen: filtered, sorted, paged. `payload` in data_table.py makes what is sent. */

/**
 * @typedef {string | number | boolean | null} Value
 * @typedef {{ v?: Value, t?: string, csv?: string, title?: string, tone?: string, note?: string, href?: string, part?: number,
 *   [more: string]: Value | undefined }} Cell a cell without `t` is missing
 * @typedef {{ id: string | null, record?: string, section?: string, cells: Cell[], sources?: string[] }} Row a record of another id is named
 * @typedef {{ screen: string, kind: string, base: string, more: string, copy: string, copied: string, actions: [string, string][] }} Menu
 * @typedef {{ id: string, label: string, kind: "text" | "number" | "link" | "bar" | "heat" | "badge", align: string, width: string | null,
 *   help: string, max: number, csv: [string, string][], sortable: boolean, action: boolean, beneath: string, isExtra: boolean,
 *   isUnbroken?: boolean, line?: "name" | "figure" | "beneath" }} Column
 * @typedef {{ key: string, caption: string, columns: Column[], rows: Row[], footer: Row[], selected: string[], clickable: boolean,
 *   showCaption: boolean, nBeyond: number, maxHeight: number | null, isDense: boolean, isLined: boolean, pageSize: number, csvName: string,
 *   menu: Menu | null, sources: Record<string, string[]>, sourceColumns: string[], locale: string, texts: Record<string, string> }} Table
 * @typedef {{ id: string, direction: "ascending" | "descending" }} Sort
 * @typedef {{ sort: Sort | null, page: number, filter: string, current: string | null, isFull: boolean }} State how a reader left the table
 * @typedef {{ all: Row[], pages: number, from: number, onPage: Row[], footer: Row[] }} Shown
 */

export const MOST_ON_PAPER = 200;

/** @returns {State} */
export const untouched = () => ({ sort: null, page: 0, filter: "", current: null, isFull: false });

/** Lower case without marks, so that "bac giang" finds "Bắc Giang". @param {string} value */
export const fold = (value) => value.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

/** @type {WeakMap<Row, string>} */
const foldedRows = new WeakMap();

/** @param {Row} row */
function foldedRow(row) {
  const known = foldedRows.get(row);
  if (known !== undefined) return known;
  const folded = fold(row.cells.map((cell) => cell.t ?? "").join("\n"));
  foldedRows.set(row, folded);
  return folded;
}

/** Rows that hold every word of the filter. @param {Row[]} rows @param {string} filter */
export function matching(rows, filter) {
  const words = fold(filter).split(/\s+/).filter(Boolean);
  return words.length ? rows.filter((row) => words.every((word) => foldedRow(row).includes(word))) : rows;
}

/** @param {Value | undefined} value @returns {value is number | boolean} */
const isNumber = (value) => typeof value === "number" || typeof value === "boolean";

/** @param {Intl.Collator} collator @param {1 | -1} sign */
const comparison =
  (collator, sign) =>
  /** @param {Value | undefined} a @param {Value | undefined} b @returns {number} */
  (a, b) => {
    const [isAMissing, isBMissing] = [a ?? null, b ?? null].map((value) => value === null);
    if (isAMissing || isBMissing) return Number(isAMissing) - Number(isBMissing); // last in both directions
    if (isNumber(a) && isNumber(b)) return sign * (Number(a) - Number(b));
    if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -1 : 1; // what is no amount, as a rate, after amounts in both directions
    return sign * collator.compare(String(a), String(b));
  };

/** @param {Row[]} rows @param {Pick<Table, "columns" | "locale">} table @param {Sort | null} sort */
export function sorted(rows, { columns, locale }, sort) {
  const at = sort ? columns.findIndex((column) => column.id === sort.id) : -1;
  if (!sort || at < 0) return rows;
  const compare = comparison(new Intl.Collator(locale, { numeric: true }), sort.direction === "ascending" ? 1 : -1);
  return [...rows].sort((a, b) => compare(a.cells[at].v, b.cells[at].v));
}

/**
 * What stands on the screen; footers sum up all rows, so they hide while a filter leaves some out.
 * @param {Table} table
 * @param {State} state its page is brought into the range of pages
 * @returns {Shown}
 */
export function shownRows(table, state) {
  const all = sorted(matching(table.rows, state.filter), table, state.sort);
  const pages = Math.max(1, Math.ceil(all.length / table.pageSize));
  state.page = Math.min(Math.max(state.page, 0), pages - 1);
  const from = state.page * table.pageSize;
  return {
    all,
    pages,
    from,
    onPage: all.slice(from, from + table.pageSize),
    footer: state.filter.trim() ? [] : table.footer,
  };
}

/** The title above each row that begins a section on its page, "" above the others and where a reader's own order mixes the sections. @param {Row[]} rows @param {Sort | null} sort */
export const sectionTitles = (rows, sort) =>
  rows.map(({ section }, i) => (section && !sort && section !== rows[i - 1]?.section ? section : ""));

/** In letters: how long a text may be that is not broken on paper, what each of the other columns keeps, and the width of a sheet. */
const ON_PAPER = { whole: 26, other: 18, sheet: 150 };

/** The columns whose texts take one line on paper, the shortest first. @param {Column[]} columns @param {Row[]} rows @returns {Set<string>} */
export function unbroken(columns, rows) {
  const lengths = columns.map(({ id }, at) => ({
    id,
    length: Math.max(0, ...rows.map(({ cells }) => cells[at].t?.length ?? 0)),
  }));
  const kept = new Set();
  let room = ON_PAPER.sheet - ON_PAPER.other * columns.length;
  for (const { id, length } of lengths.sort((a, b) => a.length - b.length)) {
    room += ON_PAPER.other - length;
    if (length > ON_PAPER.whole || room < 0) break;
    kept.add(id);
  }
  return kept;
}

/** A table as paper has it, without what is pressed: in a heading that Chromium repeats on each page a button comes out empty. @param {Table} table @param {Row[]} rows @returns {Table} */
export function onPaper(table, rows) {
  const whole = unbroken(table.columns, rows);
  const columns = table.columns.map((column) => ({
    ...column,
    sortable: false,
    action: false,
    isUnbroken: whole.has(column.id),
  }));
  return { ...table, clickable: false, menu: null, columns };
}

/** What stands on paper: the rows of all pages up to a number that one still reads, and how many it leaves out. @param {Table} table @param {State} state */
export function paperRows(table, state) {
  const shown = shownRows(table, { ...state });
  const onPage = shown.all.slice(0, MOST_ON_PAPER);
  const rest = shown.all.length - onPage.length + (state.filter.trim() ? 0 : table.nBeyond);
  return { ...shown, pages: 1, from: 0, onPage, rest };
}

/**
 * The order after a click on a heading: numbers begin with the largest, the third click takes the order away.
 * @param {Sort | null} sort
 * @param {Pick<Column, "id" | "kind">} column
 * @returns {Sort | null}
 */
export const nextSort = (sort, { id, kind }) => {
  /** @type {Sort["direction"][]} */
  const directions = ["number", "bar", "heat"].includes(kind)
    ? ["descending", "ascending"]
    : ["ascending", "descending"];
  const step = sort?.id === id ? directions.indexOf(sort.direction) + 1 : 0;
  return step < directions.length ? { id, direction: directions[step] } : null;
};
