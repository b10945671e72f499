import assert from "node:assert/strict";
import { test } from "node:test";
import { place, press, textOf, texts } from "./document.js";
import { column, row, table } from "./tables.js";

const { default: dataTable } = await import("#components/data_table.js");
const { brief } = await import("#components/table_drawing.js");
const { linkOfRecord } = await import("#components/table_menu.js");
const { default: pageLanguage } = await import("#components/page_language.js");

/** @import { Table } from "#components/table_rows.js" */

/** Draw a table as Streamlit does. @param {Table} data */
function show(data, root = place('<div class="root"></div>')) {
  /** @type {[string, unknown][]} */
  const told = [];
  const draw = (/** @type {Table} */ next) =>
    dataTable({
      data: new TextEncoder().encode(JSON.stringify(next)),
      parentElement: root,
      setTriggerValue: (name, value) => told.push([name, value]),
    });
  draw(data);
  return { root, told, draw };
}

const units = table({
  columns: [column("name"), column("n", { kind: "number", action: true })],
  rows: [row("213", "Lạng Giang", 3), row("217", "Tân Yên", 0), row("221", "Yên Dũng", null)],
  footer: [row("total", "Cộng", 3)],
  clickable: true,
});

/** @param {string} name */
const button = (name) => /** @type {HTMLButtonElement} */ (document.querySelector(`button.${name}`));
const rowInFocus = () => /** @type {HTMLElement} */ (document.activeElement).dataset.row;

test("a table never sets the language of the page, which is the page's to say", () => {
  for (const code of ["vi", "en"]) {
    const data = new TextEncoder().encode(JSON.stringify({ code, phrases: [] }));
    pageLanguage({ data, parentElement: place(), setTriggerValue: () => {} });
    for (const locale of ["en", "vi"]) {
      show(table({ ...units, key: `${code} ${locale}`, locale }));
      assert.equal(document.documentElement.lang, code);
    }
  }
});

test("Tab reaches one row; arrows, Home and End lead to the others; Enter and the blank choose", () => {
  const { root, told } = show({ ...units, key: "keys" });
  const stops = [...root.querySelectorAll("tr.clickable")].map((node) => /** @type {HTMLElement} */ (node).tabIndex);
  assert.deepEqual(stops, [0, -1, -1, -1]);
  /** @type {HTMLElement} */ (root.querySelector('tr[tabindex="0"]')).focus();
  for (const [key, id] of [
    ["ArrowDown", "217"],
    ["ArrowUp", "213"],
    ["ArrowUp", "213"],
    ["End", "total"],
    ["ArrowDown", "total"],
    ["Home", "213"],
    ["ArrowDown", "217"],
  ]) {
    press(key);
    assert.equal(rowInFocus(), id, key);
  }
  assert.equal(press("a").defaultPrevented, false);
  assert.equal(press("Enter").defaultPrevented, true);
  press(" ");
  press("Enter", document.activeElement, { ctrlKey: true });
  document.activeElement?.dispatchEvent(new MouseEvent("click", { shiftKey: true, bubbles: true }));
  assert.deepEqual(told, [
    ["row", "217"],
    ["row", "217"],
    ["added", "217"],
    ["added", "217"],
  ]);
  assert.equal(root.querySelectorAll('tr[tabindex="0"]').length, 1);
});

test("the row in focus keeps the focus when the table is drawn anew", () => {
  const { root, draw } = show({ ...units, key: "again" });
  /** @type {HTMLElement} */ (root.querySelector('tr[tabindex="0"]')).focus();
  press("ArrowDown");
  press("Enter");
  draw({ ...units, key: "again", selected: ["217"] });
  assert.equal(rowInFocus(), "217");
  assert.equal(root.querySelector('[data-row="217"]')?.getAttribute("aria-selected"), "true");
});

test("each number but zero is a button of its own; a click on it is not the row's", () => {
  const { root, told } = show({ ...units, key: "numbers" });
  const actions = [...root.querySelectorAll("button.action")];
  assert.deepEqual(actions.map(textOf), ["3", "3"]);
  /** @type {HTMLElement} */ (actions[0]).click();
  assert.deepEqual(told, [["cell", { row: "213", column: "n" }]]);
});

test("what is missing is a dash and never a zero", () => {
  const { root } = show({ ...units, key: "missing" });
  assert.deepEqual(texts(root, 'tr[data-row="221"] td'), ["—"]);
  assert.deepEqual(texts(root, 'tr[data-row="217"] td'), ["0"]);
});

test("texts of data are texts, and only web addresses are links", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const addresses = ["https://congbao.gov.vn/a", "javascript:alert(1)", "data:text/html,x", "//x", "x"];
  const cells = addresses.map((href) => [{ t: hostile, v: hostile, href, note: hostile, title: hostile }]);
  const rows = cells.map((cell, i) => ({ id: String(i), cells: cell }));
  const { root } = show(table({ columns: [column("t")], rows, caption: hostile }));
  assert.equal(root.querySelector("img"), null);
  const links = [...root.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  assert.deepEqual(links, ["https://congbao.gov.vn/a"]);
});

test("headings sort, and say how", () => {
  const { root } = show({ ...units, key: "headings" });
  const heading = () => /** @type {HTMLElement} */ (root.querySelector('[data-sort="n"]'));
  const order = () =>
    [...root.querySelectorAll("tbody tr")].map((node) => /** @type {HTMLElement} */ (node).dataset.row);
  assert.deepEqual(order(), ["213", "217", "221"]);
  heading().focus();
  heading().click();
  assert.equal(heading().closest("th")?.getAttribute("aria-sort"), "descending");
  heading().click();
  assert.deepEqual(order(), ["217", "213", "221"]);
  assert.equal(document.activeElement, heading(), "the heading keeps the focus");
});

test("counts of rows are written in the language of the page", () => {
  const rows = Array.from({ length: 1234 }, (_, i) => row(String(i), i));
  for (const [locale, range] of [
    ["vi", "1–50 / 1.234"],
    ["en", "1–50 / 1,234"],
  ]) {
    const { root } = show(table({ columns: [column("n")], rows, locale }));
    assert.equal(textOf(root.querySelector(".range")), range);
  }
});

test("a table remembers page and filter when it is mounted anew", () => {
  const rows = Array.from({ length: 9 }, (_, i) => row(String(i), `dòng ${i}`));
  const paged = table({ columns: [column("t")], rows, pageSize: 4 });
  show(paged);
  button("next").click();
  const { root } = show(paged);
  assert.deepEqual(texts(root, "tbody th"), ["dòng 4", "dòng 5", "dòng 6", "dòng 7"]);
  assert.equal(button("previous").disabled, false);
  const filter = /** @type {HTMLInputElement} */ (root.querySelector(".filter"));
  filter.value = "DONG 8";
  filter.dispatchEvent(new Event("input"));
  assert.deepEqual(texts(root, "tbody th"), ["dòng 8"]);
  assert.equal(textOf(root.querySelector(".count")), "1 / 9");
});

test("a number has as much colour as it is of the most; sums, published numbers and what is not known have none", () => {
  const heat = { kind: /** @type {const} */ ("heat"), max: 10, action: true };
  const cells = [
    { v: "a", t: "a" },
    { v: 10, t: "10" },
    { v: 5, t: "5" },
    { v: 10, t: "10", isSum: true },
    { v: 10, t: "10", isPublished: true },
    { v: null, t: "—", opens: true },
    {},
  ];
  const columns = [column("name"), ...cells.slice(1).map((_, i) => column(`c${i}`, heat))];
  const { root } = show(table({ columns, rows: [{ id: "a", cells }] }));
  const drawn = [...root.querySelectorAll("tbody td")].map((node) => /** @type {HTMLElement} */ (node));
  assert.deepEqual(
    drawn.map((node) => node.style.getPropertyValue("--heat")),
    ["50%", "29%", "0%", "0%", "0%", "0%"],
  );
  assert.deepEqual(
    drawn.map((node) => node.classList.contains("published")),
    [false, false, false, true, false, false],
  );
  assert.deepEqual(
    drawn.map((node) => node.querySelector("button.action") !== null),
    [true, true, true, true, true, false],
  );
});

test("on a phone a table that goes on past the edge becomes lines, each with all it says; the full table is asked for", (t) => {
  const root = place('<div class="root"></div>');
  const wide = {
    columns: [column("name"), column("made"), column("n", { kind: "number" }), column("m", { kind: "number" })],
  };
  const rows = [row("213", "Lạng Giang", "vải", 3, 5), row("217", "Tân Yên", "mì", 0, null)];
  t.mock.getter(window.Element.prototype, "scrollWidth", () => 500);
  t.mock.getter(window.Element.prototype, "clientWidth", () => 364);
  for (const [matches, heads] of /** @type {const} */ ([
    [false, 4],
    [true, 2],
  ])) {
    window.matchMedia = /** @type {any} */ (() => ({ matches }));
    show(table({ ...wide, rows, key: `tight ${matches}` }), root);
    assert.equal(root.querySelectorAll("thead th").length, heads);
  }
  assert.deepEqual(texts(root, "tbody td"), ["3", "0"]);
  assert.deepEqual(texts(root, "tbody .small"), ["vảim: 5", "mì"]);
  button("columns").click();
  assert.equal(root.querySelectorAll("thead th").length, 4);
  Reflect.deleteProperty(window, "matchMedia");
});

test("paper has the rows of all pages up to a limit and says how many it leaves out; then the page is as it was", () => {
  const rows = Array.from({ length: 230 }, (_, n) => row(String(n), `Cơ sở ${n}`));
  const { root } = show(table({ columns: [column("name")], rows, pageSize: 25, nBeyond: 1000 }));
  const drawn = () => root.querySelectorAll("tbody tr").length;
  window.dispatchEvent(new Event("beforeprint"));
  assert.equal(drawn(), 200);
  assert.equal(textOf(root.querySelector(".rest")), "còn 1.030 dòng");
  window.dispatchEvent(new Event("afterprint"));
  assert.equal(drawn(), 25);
});

test("each record has one menu: its link, what else can be done, by keyboard and pointer; the row is not chosen by it", async () => {
  const menu = {
    screen: "proposals",
    kind: "proposal",
    base: "",
    more: "Thêm",
    copy: "Sao chép",
    copied: "Đã chép",
    actions: /** @type {[string, string][]} */ ([
      ["open", "Mở"],
      ["map", "Bản đồ"],
    ]),
  };
  const rows = [row("a&b", "Một"), { ...row("r:5", "Hai"), record: "r" }, { ...row("none", "Ba"), record: "" }];
  const { root, told } = show(
    table({ columns: [column("name")], rows, footer: [row("sum", "Cộng")], clickable: true, menu }),
  );
  const all = (/** @type {string} */ selector) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
  const more = () => all(".more");
  assert.deepEqual(
    more().map((one) => one.dataset.record),
    ["a&b", "r"],
  );
  assert.equal(more()[0].getAttribute("aria-label"), "Thêm: Một");
  assert.deepEqual(
    more().map((one) => one.tabIndex),
    [0, -1],
  );
  const items = () => all("[role=menuitem]");
  all("tr.clickable")[0].focus();
  press("ContextMenu");
  assert.deepEqual(
    items().map((one) => one.textContent),
    ["Mở", "Bản đồ", "Sao chép"],
  );
  assert.equal(document.activeElement, items()[0]);
  press("ArrowUp");
  assert.equal(document.activeElement, items()[2]);
  press("Escape");
  assert.equal(items().length, 0);
  assert.equal(document.activeElement, more()[0]);
  more()[1].click();
  items()[1].click();
  assert.deepEqual(told, [["menu", { record: "r", action: "map" }]]);
  assert.equal(linkOfRecord(menu, "a&b"), "http://127.0.0.1/proposals?focus=proposal%3Aa%26b");
  assert.equal(
    linkOfRecord({ ...menu, base: "https://kc.example.vn/app" }, "x"),
    "https://kc.example.vn/app/proposals?focus=proposal%3Ax",
  );
});

test("a line is what a row is called, its figures, small beneath it the rest with its source; the full table is a press away", () => {
  const lined = table({
    key: "lines",
    columns: [
      column("name", { line: "name" }),
      column("year", { line: "beneath" }),
      column("note"),
      column("n", { kind: "number", line: "figure" }),
      column("Nguồn", { kind: "link", line: "beneath" }),
    ],
    rows: [row("1", "Mỳ Chũ", 2024, "dài", 3, "Báo"), row("2", "Vải", null, null, null, "Cổng")],
    footer: [row(null, "Cộng", null, null, 3, null)],
    isLined: true,
  });
  const { root } = show({ ...lined, texts: { ...lined.texts, columns: "Bảng đầy đủ", lines: "Dòng gọn" } });
  const small = () => texts(root, "tbody .small");
  assert.deepEqual(small(), ["2024Nguồn: Báo", "Nguồn: Cổng"]);
  assert.deepEqual(texts(root, "tbody td"), ["3", "—"]);
  assert.deepEqual(texts(root, "tfoot td"), ["3"]);
  assert.equal(root.querySelectorAll("thead [data-sort]").length, 4);
  button("columns").click();
  assert.deepEqual(small(), []);
  assert.equal(root.querySelectorAll("tbody td").length, 8);
  assert.equal(textOf(button("columns")), "Dòng gọn");
  button("columns").click();
  assert.equal(small().length, 2);
});

test("a text beneath is brief, its end at the end of a word, and whole at the pointer", () => {
  const long = `${"sản phẩm ".repeat(9)}cuối`;
  assert.equal(brief("ngắn"), "ngắn");
  assert.match(brief(long), /^(sản phẩm )+(sản|phẩm)…$/);
  const columns = [column("name", { line: "name" }), column("of", { line: "beneath" })];
  const { root } = show(table({ key: "brief", columns, rows: [row("1", "Mỳ", long)], isLined: true }));
  assert.equal(root.querySelector(".small .text")?.getAttribute("title"), long);
});
