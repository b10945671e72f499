/** A table as CSV and as text for the clipboard; the rules of analytics/wording/csv_table.py and geodata/harmless.py. */

import { shownRows } from "./table_rows.js";

/** @import { Cell, State, Table } from "./table_rows.js" */

/** A spreadsheet runs a cell that begins like this. */
const FORMULA = /^[ \u00a0\u2000-\u200f\u202f\u2060\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?$/;

/** @param {string} value */
export const neutral = (value) => (FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value);

/** What a cell says in a column of the CSV. @param {Cell} cell @param {string} key */
function exported(cell, key) {
  const text = cell.t ?? "";
  if (key === "sign") return /^[≈≥≤Σ ]*/.exec(text)?.[0].trim() ?? "";
  if (key === "t") return neutral(cell.csv || text);
  const value = cell[key] ?? (key === "v" ? text : "");
  return typeof value === "number" ? String(value) : neutral(String(value));
}

/** The headings and the rows that the reader sees, on all pages. @param {Table} table @param {State} state @returns {string[][]} */
function exportedLines(table, state) {
  const { all, footer } = shownRows(table, state);
  const more = Object.keys(table.sources).length ? table.sourceColumns : [];
  const columns = table.columns.flatMap(({ csv }, i) => csv.map(([head, key]) => ({ head, key, i })));
  const lines = table.isLined ? all : [...all, ...footer]; // rows of the record leave without a sum among them
  const body = lines.map((row) => [
    ...columns.map(({ key, i }) => exported(row.cells[i], key)),
    ...more.map((_, i) => neutral((row.sources ?? []).map((id) => table.sources[id]?.[i] ?? "").join("\n"))),
  ]);
  return [[...columns.map(({ head }) => head), ...more].map(neutral), ...body];
}

/** @param {string} value */
const quoted = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** @param {Table} table @param {State} state */
export const csvText = (table, state) =>
  ["\uFEFF", ...exportedLines(table, state).map((line) => `${line.map(quoted).join(",")}\r\n`)].join("");

/** A line a row, cells apart by tabs. @param {Table} table @param {State} state */
export const tabbedText = (table, state) =>
  exportedLines(table, state)
    .map((line) => line.map((value) => value.replace(/[\t\r\n]+/g, " ")).join("\t"))
    .join("\n");
