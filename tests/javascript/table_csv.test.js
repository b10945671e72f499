import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { csvText, neutral, tabbedText } from "#components/table_csv.js";
import { untouched } from "#components/table_rows.js";
import { column, row, table } from "./tables.js";

/** @type {[string, string][]} the cases that Python is tested with too */
const CASES = JSON.parse(readFileSync(new URL("../spreadsheet_cells.json", import.meta.url), "utf-8"));

for (const [text, written] of CASES) {
  test(`a spreadsheet runs nothing of ${JSON.stringify(text)}`, () => assert.equal(neutral(text), written));
}

test("every text of a CSV goes through the rule: heading, cell, note of a source", () => {
  const hostile = table({
    columns: [column("=A1", { csv: [["=A1", "t"]] }), column("n", { kind: "number", csv: [["n", "v"]] })],
    rows: [{ ...row("1", "+84 912", -5), sources: ["s"] }],
    sources: { s: ["@SUM(A1)"] },
    sourceColumns: ["-nguồn"],
  });
  assert.equal(csvText(hostile, untouched()), "\uFEFF'=A1,n,'-nguồn\r\n'+84 912,-5,'@SUM(A1)\r\n");
});

test("a cell with a comma, a quote or a line of its own stays one cell", () => {
  const odd = table({ columns: [column("t", { csv: [["t", "t"]] })], rows: [row("1", 'a, "b"\nc')] });
  assert.equal(csvText(odd, untouched()), '\uFEFFt\r\n"a, ""b""\nc"\r\n');
});

test("for the clipboard a cell never breaks its line", () => {
  const odd = table({ columns: [column("t", { csv: [["t", "t"]] }), column("u")], rows: [row("1", "a\tb\nc", 2)] });
  assert.equal(tabbedText(odd, untouched()), "t\tu\na b c\t2");
});

test("a number is written raw, what is missing as nothing, a sign in its own column", () => {
  const cells = [{ v: 1234567.5, t: "≈ 1,2 triệu" }, {}];
  const numbers = table({
    columns: [
      column("n", {
        csv: [
          ["sign", "sign"],
          ["n", "v"],
        ],
      }),
      column("m"),
    ],
    rows: [{ id: "1", cells }],
  });
  assert.equal(csvText(numbers, untouched()), "\uFEFFsign,n,m\r\n≈,1234567.5,\r\n");
});

test("a CSV holds what is shown: filtered and in its order, on all pages, with the totals", () => {
  const rows = ["b", "a", "ab"].map((name) => row(name, name));
  const paged = table({ columns: [column("t")], rows, footer: [row(null, "Cộng")], pageSize: 1 });
  const sort = { id: "t", direction: /** @type {const} */ ("ascending") };
  assert.equal(csvText(paged, { ...untouched(), sort }), "\uFEFFt\r\na\r\nab\r\nb\r\nCộng\r\n");
  assert.equal(csvText(paged, { ...untouched(), sort, filter: "a" }), "\uFEFFt\r\na\r\nab\r\n");
});

test("rows of the record leave without the sum beneath them", () => {
  const lined = table({ columns: [column("n")], rows: [row("1", 2)], footer: [row(null, 2)] });
  assert.equal(csvText({ ...lined, isLined: true }, untouched()), "\uFEFFn\r\n2\r\n");
  assert.equal(csvText(lined, untouched()), "\uFEFFn\r\n2\r\n2\r\n");
});
