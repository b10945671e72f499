import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import slideShow from "#components/slide_show.js";
import { place, press, textOf, texts } from "./document.js";

/** @import { Block, Chart, ShowData, SlideTable } from "#components/slides.d.ts" */

/** @type {string[]} */
let left = [];
/** @type {() => void} */
let end = () => {};

// what jsdom has not: it lays nothing out and animates nothing
Object.assign(document, { fonts: { ready: Promise.resolve() } });
Object.assign(window.HTMLElement.prototype, { animate: () => {}, getAnimations: () => [] });
Object.assign(globalThis, { HTMLButtonElement: window.HTMLButtonElement, getComputedStyle: window.getComputedStyle });

beforeEach(() => {
  left = [];
  mock.timers.enable({ apis: ["setTimeout"] });
});
afterEach(() => {
  end();
  mock.timers.reset();
});

/** @param {Block[][]} blocks of each slide @param {Partial<ShowData>} [more] @returns {ShowData} */
const show = (blocks, more = {}) => ({
  slides: blocks.map((all, i) => ({
    id: i === 0 ? "title" : `slide${i}`,
    headline: `Trang ${i}`,
    subtitle: "",
    n: "n = 3 đề án",
    blocks: all,
    notes: i === 1 ? ["Nguồn: Sở Công Thương"] : [],
  })),
  line: "Khuyến công Bắc Giang",
  flag: "",
  first: "",
  seconds: 15,
  texts: {
    next: "Trang sau",
    back: "Trang trước",
    play: "Chạy",
    pause: "Dừng",
    notes: "Ghi chú",
    full: "Toàn màn hình",
    leave: "Thoát",
    black: "Màn hình đen",
    no_notes: "Không có ghi chú",
    keys: "← →",
  },
  ...more,
});

/** @param {ShowData} data */
function start(data, root = place('<div class="kc-show" tabindex="-1"></div>')) {
  const run = (/** @type {ShowData} */ next) =>
    slideShow({ data: next, parentElement: root, setTriggerValue: (_, id) => left.push(String(id)) });
  end = run(data);
  return { root, run };
}

const slide = () => /** @type {HTMLElement} */ (document.querySelector(".slide")).dataset.slide;
const has = (/** @type {string} */ selector) => document.querySelector(selector) !== null;
const button = (/** @type {string} */ label) =>
  /** @type {HTMLElement} */ (document.querySelector(`button[aria-label="${label}"]`));
const THREE = [[], [], []];

test("keys lead through the slides and no further than their ends", () => {
  start(show(THREE));
  for (const [key, id] of [
    ["ArrowLeft", "title"],
    ["ArrowRight", "slide1"],
    [" ", "slide2"],
    ["PageDown", "slide2"],
    ["PageUp", "slide1"],
    ["Home", "title"],
    ["End", "slide2"],
    ["x", "slide2"],
    ["toString", "slide2"],
  ]) {
    const event = press(key, document.body);
    assert.equal(slide(), id, key);
    assert.equal(event.defaultPrevented, !["x", "toString"].includes(key), key);
    assert.equal(new URL(window.location.href).searchParams.get("slide"), id);
  }
  assert.equal(textOf(document.querySelector(".place")), "3 / 3");
});

test("with Ctrl or Alt keys are the browser's", () => {
  start(show(THREE));
  for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
    const event = new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true, ...held });
    document.body.dispatchEvent(event);
    assert.equal(slide(), "title");
    assert.equal(event.defaultPrevented, false);
  }
});

test("the blank on a button is the button's and turns no slide", () => {
  start(show(THREE));
  assert.equal(press(" ", button("Ghi chú")).defaultPrevented, false);
  assert.equal(slide(), "title");
});

test("black, notes and what a slide without notes says", () => {
  start(show(THREE));
  press("b", document.body);
  assert.ok(has(".black"));
  press("B", document.body);
  assert.ok(!has(".black"));
  press("n", document.body);
  assert.deepEqual(texts(document, ".notes-panel p"), ["Không có ghi chú"]);
  press(".", document.body);
  press("ArrowRight", document.body);
  assert.ok(!has(".black"), "the next slide is seen");
  assert.deepEqual(texts(document, ".notes-panel p"), ["Nguồn: Sở Công Thương"]);
});

test("the show plays by itself, begins anew at the end, waits while black, and pauses", () => {
  start(show(THREE));
  press("p", document.body);
  assert.equal(button("Dừng").textContent, "❚❚");
  for (const id of ["slide1", "slide2", "title", "slide1"]) {
    mock.timers.tick(15_000);
    assert.equal(slide(), id);
  }
  press("b", document.body);
  mock.timers.tick(15_000);
  assert.equal(slide(), "slide1");
  press("b", document.body);
  mock.timers.tick(15_000);
  assert.equal(slide(), "slide2");
  press("p", document.body);
  mock.timers.tick(60_000);
  assert.equal(slide(), "slide2");
  assert.ok(button("Chạy"));
});

test("a slide that is turned by hand has its whole time", () => {
  start(show(THREE));
  press("p", document.body);
  mock.timers.tick(14_000);
  press("ArrowRight", document.body);
  mock.timers.tick(14_000);
  assert.equal(slide(), "slide1");
  mock.timers.tick(1000);
  assert.equal(slide(), "slide2");
});

test("a link opens its slide; one that is gone opens the first", () => {
  start(show(THREE, { first: "slide2" }));
  assert.equal(slide(), "slide2");
  end();
  start(show(THREE, { first: "gone" }));
  assert.equal(slide(), "title");
});

test("leaving tells which slide was seen last, and nothing listens afterwards", () => {
  start(show(THREE));
  press("ArrowRight", document.body);
  press("Escape", document.body);
  assert.deepEqual(left, ["slide1"]);
  end();
  assert.ok(!has(".slide"));
  press("Escape", document.body);
  assert.deepEqual(left, ["slide1"]);
});

test("a later run keeps the place; with fewer slides it is the last one", () => {
  const { run } = start(show(THREE));
  press("End", document.body);
  run(show(THREE));
  assert.equal(slide(), "slide2");
  run(show([[], []]));
  assert.equal(slide(), "slide1");
});

/** @param {Partial<Chart>} more @returns {Chart} */
const chart = (more) => ({
  kind: "bars",
  unit: "triệu đồng",
  alt: "Kinh phí theo huyện",
  categories: ["Tân Yên", "Yên Thế"],
  series: [{ name: "có danh mục", values: [300, 100], colour: "rgb(1, 2, 3)", pattern: "", is_open: false }],
  labels: ["300", "100"],
  parts: [],
  chosen: [],
  notes: [],
  ...more,
});

const widths = () =>
  [...document.querySelectorAll(".part")].map((node) =>
    Number.parseFloat(/** @type {HTMLElement} */ (node).style.width),
  );

test("bars are as long as their values, and every value stands beside its name", () => {
  start(show([[chart({})]]));
  assert.deepEqual(texts(document, ".bar"), ["Tân Yên300", "Yên Thế100"]);
  const [long, short] = widths();
  assert.equal(long / short, 3);
  assert.ok(!has(".legend"), "one plain series needs none");
  assert.equal(document.querySelector(".chart")?.getAttribute("aria-label"), "Kinh phí theo huyện");
});

test("of a missing value nothing is drawn, and of a sum of nothing no bar is endless", () => {
  const series = [{ name: "a", values: [null, 0], colour: "red", pattern: "", is_open: false }];
  for (const kind of /** @type {const} */ (["bars", "columns", "line"])) {
    start(show([[chart({ kind, series, labels: ["—", "0"] })]]));
    assert.ok(!has(".part"));
    assert.doesNotMatch(document.body.innerHTML, /NaN|Infinity/);
    end();
  }
});

test("the number of a part stands at the middle of it, in its column", () => {
  start(show([[chart({ kind: "columns", parts: [{ at: 0, value: 150, text: "300" }] })]]));
  const [first, second] = document.querySelectorAll(".column");
  const number = /** @type {HTMLElement} */ (first.querySelector(".number-of-part"));
  assert.equal(number.textContent, "300");
  assert.equal(number.style.bottom, "43%");
  assert.equal(second.querySelector(".number-of-part"), null);
});

test("a line is broken where a value is missing", () => {
  const series = [{ name: "a", values: [1, null, 2, 3], colour: "red", pattern: "", is_open: false }];
  start(show([[chart({ kind: "line", categories: ["1", "2", "3", "4"], series, labels: [] })]]));
  assert.match(document.querySelector("path")?.getAttribute("d") ?? "", /^M[\d. ]+M[\d. ]+L[\d. ]+$/);
});

test("what is not chosen is faint, and two series have a legend", () => {
  const two = [
    { name: "a", values: [1, 2], colour: "red", pattern: "", is_open: false },
    { name: "b", values: [3, 4], colour: "blue", pattern: "/", is_open: true },
  ];
  for (const kind of /** @type {const} */ (["bars", "columns"])) {
    start(show([[chart({ kind, series: two, chosen: [true, false] })]]));
    assert.deepEqual(
      texts(document, ".faint").map((text) => text.replace(/\d/g, "")),
      ["Yên Thế"],
    );
    assert.deepEqual(texts(document, ".legend span"), ["a", "b"]);
    end();
  }
});

/** @param {number} rows @returns {SlideTable} */
const table = (rows) => ({
  kind: "table",
  columns: [
    { heading: "Tên", is_number: false, width: 3 },
    { heading: "Số", is_number: true, width: 1 },
  ],
  rows: Array.from({ length: rows }, (_, i) => [`dòng ${i}`, String(i)]),
  footer: [["Cộng", "9"]],
  marked: [0],
  left: Array.from({ length: rows + 1 }, (_, fitting) => (fitting < rows ? `còn ${rows - fitting} dòng` : "")),
  notes: ["Ghi chú"],
});

test("a table that is too long leaves rows out and says how many; its total stays", () => {
  const high = (/** @type {Element} */ box) => 100 * box.querySelectorAll("tbody tr").length;
  const boxes = Object.getOwnPropertyDescriptors({
    get scrollHeight() {
      return high(/** @type {any} */ (this));
    },
    get clientHeight() {
      return 300;
    },
  });
  Object.defineProperties(window.HTMLDivElement.prototype, boxes);
  try {
    start(show([[table(5)]]));
    assert.deepEqual(texts(document, "tbody td:first-child"), ["dòng 0", "dòng 1", "dòng 2"]);
    assert.equal(textOf(document.querySelector(".left")), "còn 2 dòng");
    assert.deepEqual(texts(document, "tfoot td"), ["Cộng", "9"]);
    assert.deepEqual(texts(document, "tr.marked td"), ["dòng 0", "0"]);
    end();
    start(show([[table(2)]]));
    assert.equal(textOf(document.querySelector(".left")), "");
  } finally {
    for (const name of Object.keys(boxes)) Reflect.deleteProperty(window.HTMLDivElement.prototype, name);
  }
});

test("every text of a slide is on it, as text", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const figure = { label: hostile, text: hostile, unit: hostile, context: hostile, published: hostile };
  /** @type {Block[]} */
  const blocks = [
    { kind: "text", lines: [hostile] },
    { kind: "figures", figures: [figure] },
    { ...table(1), rows: [[hostile, hostile]], notes: [hostile] },
    chart({ unit: hostile, categories: [hostile], labels: [hostile], notes: [hostile] }),
  ];
  const data = show([blocks], { flag: hostile, line: hostile });
  Object.assign(data.slides[0], { headline: hostile, subtitle: hostile, n: hostile, notes: [hostile] });
  start(data);
  press("n", document.body);
  assert.ok(!has("img"));
  assert.equal(textOf(document.querySelector(".kc-show")).split(hostile).length - 1, 19);
});
