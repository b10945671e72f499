import assert from "node:assert/strict";
import { test } from "node:test";

import {
  fold,
  matching,
  nextSort,
  onPaper,
  sectionTitles,
  shownRows,
  sorted,
  unbroken,
  untouched,
} from "#components/table_rows.js";
import { column, row, table } from "./tables.js";

const names = ["Yên Thế", "Đông Sơn", "An Lạc", "Ấm Thượng", "Bố Hạ"];
const byName = table({ columns: [column("name")], rows: names.map((name, i) => row(String(i), name)) });

/** @param {{ cells: { t?: string }[] }[]} rows */
const firstCells = (rows) => rows.map(({ cells }) => cells[0].t);

test("what is no amount, as a rate, stands after amounts in both directions", () => {
  const rows = [row("rate", "40 tấn/tháng"), row("none", null), row("much", 900), row("little", 20)];
  /** @param {"ascending" | "descending"} direction */
  const ids = (direction) =>
    sorted(rows, table({ columns: [column("n")] }), { id: "n", direction }).map(({ id }) => id);
  assert.deepEqual(ids("ascending"), ["little", "much", "rate", "none"]);
  assert.deepEqual(ids("descending"), ["much", "little", "rate", "none"]);
});

test("a filter finds a word without its marks, in any case, and every word of it", () => {
  assert.equal(fold("Đồng Kỳ"), "dong ky");
  assert.deepEqual(firstCells(matching(byName.rows, "dong")), ["Đông Sơn"]);
  assert.deepEqual(firstCells(matching(byName.rows, "SƠN đông")), ["Đông Sơn"]);
  assert.deepEqual(matching(byName.rows, "dong lac"), []);
  assert.equal(matching(byName.rows, "  "), byName.rows);
});

test("names are in the order of the Vietnamese alphabet", () => {
  const order = { id: "name", direction: /** @type {const} */ ("ascending") };
  assert.deepEqual(firstCells(sorted(byName.rows, byName, order)), [
    "An Lạc",
    "Ấm Thượng",
    "Bố Hạ",
    "Đông Sơn",
    "Yên Thế",
  ]);
});

test("what is missing is last in both directions, and numbers are numbers", () => {
  const values = [10, null, 9, -1, null, 100];
  const numbers = table({ columns: [column("n", { kind: "number" })], rows: values.map((n, i) => row(String(i), n)) });
  const inOrder = (/** @type {"ascending" | "descending"} */ direction) =>
    sorted(numbers.rows, numbers, { id: "n", direction }).map(({ cells }) => cells[0].v ?? null);
  assert.deepEqual(inOrder("ascending"), [-1, 9, 10, 100, null, null]);
  assert.deepEqual(inOrder("descending"), [100, 10, 9, -1, null, null]);
});

test("rows that are equal keep their order, and an order of no column changes nothing", () => {
  const equal = table({ columns: [column("n")], rows: ["a", "b", "c"].map((id) => row(id, 1)) });
  const ids = sorted(equal.rows, equal, { id: "n", direction: "descending" }).map(({ id }) => id);
  assert.deepEqual(ids, ["a", "b", "c"]);
  assert.equal(sorted(equal.rows, equal, { id: "gone", direction: "ascending" }), equal.rows);
});

test("a heading sorts, turns and lets go; numbers begin with the largest", () => {
  for (const [kind, first, second] of /** @type {const} */ ([
    ["text", "ascending", "descending"],
    ["number", "descending", "ascending"],
    ["bar", "descending", "ascending"],
  ])) {
    const once = nextSort(null, { id: "a", kind });
    assert.deepEqual(once, { id: "a", direction: first });
    const twice = nextSort(once, { id: "a", kind });
    assert.deepEqual(twice, { id: "a", direction: second });
    assert.equal(nextSort(twice, { id: "a", kind }), null);
    assert.deepEqual(nextSort(twice, { id: "b", kind }), { id: "b", direction: first });
  }
});

test("pages hold every row once, and a page that is gone is the last one", () => {
  const rows = Array.from({ length: 7 }, (_, i) => row(String(i), i));
  const paged = table({ columns: [column("n")], rows, pageSize: 3 });
  const seen = [0, 1, 2].flatMap((page) => shownRows(paged, { ...untouched(), page }).onPage);
  assert.deepEqual(seen, rows);
  for (const [page, kept] of [
    [9, 2],
    [-4, 0],
  ]) {
    const state = { ...untouched(), page };
    shownRows(paged, state);
    assert.equal(state.page, kept);
  }
  assert.equal(shownRows(table({}), untouched()).pages, 1);
});

test("totals hide while a filter leaves rows out, as they sum up all", () => {
  const summed = table({ columns: [column("n")], rows: [row("1", 1)], footer: [row(null, 1)] });
  assert.equal(shownRows(summed, untouched()).footer.length, 1);
  assert.equal(shownRows(summed, { ...untouched(), filter: "1" }).footer.length, 0);
  assert.equal(shownRows(summed, { ...untouched(), filter: "  " }).footer.length, 1);
});

test("a section has its title above its first row on each page, and none where a reader's order mixes it with others", () => {
  const rows = ["late", "late", "soon"].map((section, i) => ({ ...row(String(i), i), section }));
  assert.deepEqual(sectionTitles(rows, null), ["late", "", "soon"]);
  assert.deepEqual(sectionTitles(rows.slice(1), null), ["late", "soon"]);
  assert.deepEqual(sectionTitles(rows, { id: "n", direction: "ascending" }), ["", "", ""]);
  assert.deepEqual(sectionTitles([row("plain", 1)], null), [""]);
});

test("paper has nothing to press, and its short texts take one line as long as the others keep their room", () => {
  const long = "x".repeat(300);
  const columns = ["name", "day", "note"].map((id) => column(id, { action: true }));
  const rows = [row("a", "short", "một ngày trong năm 2025", long), row("b", "y".repeat(27), null, long)];
  assert.deepEqual(unbroken(columns, rows), new Set(["day"]));
  const paper = onPaper(table({ columns, rows, clickable: true }), rows);
  assert.deepEqual(
    paper.columns.map(({ sortable, action, isUnbroken }) => [sortable, action, isUnbroken]),
    [
      [false, false, false],
      [false, false, true],
      [false, false, false],
    ],
  );
  assert.deepEqual([paper.clickable, paper.menu], [false, null]);
  const many = Array.from({ length: 12 }, (_, at) => column(String(at)));
  assert.equal(unbroken(many, [row("a", ...many.map(() => "z".repeat(20)))]).size, 0, "too many to give any its line");
});
