import assert from "node:assert/strict";
import { test } from "node:test";
import { place, texts } from "./document.js";

const { default: filterBar } = await import("#components/filter_bar.js");

const WORDS = {
  filters: "Bộ lọc",
  reset: "Xóa hết",
  undo: "Hoàn tác",
  take_back: "Bỏ",
  all_years: "Mọi năm",
  first_year: "Từ năm",
  last_year: "đến",
  done: "Xem",
  nothing_chosen: "Cả tỉnh",
  dead: "Không có gì",
  elsewhere: "Có ở chỗ khác",
};
const option = (/** @type {string} */ value, count = "1", is_dead = false) => ({ value, label: value, count, is_dead });

/** @param {string[]} chosen */
const bar = (chosen, years = /** @type {[number, number] | null} */ (null), canUndo = false) => ({
  filters: [
    {
      field: "sectors",
      title: "Ngành",
      counted: "",
      note: "",
      chosen,
      options: [option("a", "2"), option("b"), option("c", "0", true)],
    },
  ],
  years: {
    title: "Năm",
    counted: "",
    first: 2018,
    last: 2020,
    presets: [option("2018-2019"), option("2026-2026", "", true)],
    bars: /** @type {[number, string][]} */ ([
      [1, "1"],
      [0, "0"],
      [2, "2"],
    ]),
    chosen: years,
  },
  chips: chosen.map((value) => ({ field: "sectors", value, label: value })),
  words: WORDS,
  canUndo,
});

function shown() {
  const root = place('<div class="bar"></div>');
  /** @type {unknown[]} */
  const told = [];
  const show = (/** @type {ReturnType<typeof bar>} */ data) =>
    filterBar({
      data: new TextEncoder().encode(JSON.stringify(data)),
      parentElement: root,
      setTriggerValue: (/** @type {string} */ _, /** @type {unknown} */ value) => told.push(value),
    });
  const box = (/** @type {string} */ value) =>
    /** @type {HTMLInputElement} */ (root.querySelector(`input[value="${value}"]`));
  const press = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector)).click();
  return { root, told, show, box, press };
}

test("each value has its count, and one that shows nothing cannot be chosen and says why", () => {
  const { root, show, box } = shown();
  const data = bar([]);
  data.filters[0].options.push(option("d", "0"));
  show(data);
  assert.deepEqual(
    [...root.querySelectorAll("li label")].map((one) => /** @type {HTMLElement} */ (one).title),
    ["", "", WORDS.dead, WORDS.elsewhere],
  );
  assert.deepEqual(texts(root, "li .count"), ["2", "1", "0", "0"]);
  assert.deepEqual(
    ["a", "b", "c"].map((value) => box(value).disabled),
    [false, false, true],
  );
});

test("a value that is chosen can be taken back even where it shows nothing", () => {
  const { show, box } = shown();
  show(bar(["c"]));
  assert.equal(box("c").disabled, false);
});

test("clicks in quick succession are not undone by the answer to the first", () => {
  const { told, show, box } = shown();
  show(bar([]));
  box("a").click();
  box("b").click();
  assert.deepEqual(told, [
    { field: "sectors", values: ["a"] },
    { field: "sectors", values: ["a", "b"] },
  ]);
  show(bar(["a"]));
  assert.equal(box("b").checked, true);
  show(bar(["a", "b"]));
  show(bar(["a"]));
  assert.equal(box("b").checked, false);
});

test("a year, a preset and all years are each one click, and the same click takes a year back", () => {
  const { told, show, press } = shown();
  show(bar([]));
  press('.bars button[value="2020-2020"]');
  press('.presets button[value="2018-2019"]');
  show(bar([], [2020, 2020]));
  press('.bars button[value="2020-2020"]');
  press(".presets button:first-child");
  assert.deepEqual(told, [
    { field: "years", values: ["2020-2020"] },
    { field: "years", values: ["2018-2019"] },
    { field: "years", values: [] },
    { field: "years", values: [] },
  ]);
});

test("a chip takes its value back, and there is one way to take back everything", () => {
  const { root, told, show, press } = shown();
  show(bar(["a"]));
  assert.deepEqual(texts(root, ".chip"), ["a ✕"]);
  press(".chip");
  press(".reset");
  assert.deepEqual(told, [{ drop: ["sectors", "a"] }, { reset: true }]);
});

test("undo is one step back, by button or Ctrl Z, where there is one to go and nothing is being typed", () => {
  const { root, told, show, press, box } = shown();
  let steps = 0;
  window.history.back = () => {
    steps += 1;
  };
  const typed = document.createElement("input");
  document.body.append(typed);
  const ctrlZ = (/** @type {Element} */ at, more = {}) =>
    at.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: "z",
        ctrlKey: true,
        bubbles: true,
        composed: true,
        cancelable: true,
        ...more,
      }),
    );
  show(bar(["a"]));
  const undo = /** @type {HTMLElement} */ (root.querySelector(".undo"));
  assert.equal(undo.hidden, true);
  ctrlZ(document.body);
  assert.equal(steps, 0);
  show(bar(["a"], null, true));
  assert.equal(undo.hidden, false);
  press(".undo");
  ctrlZ(document.body);
  ctrlZ(box("a"));
  assert.equal(steps, 3);
  ctrlZ(typed);
  ctrlZ(document.body, { shiftKey: true });
  assert.equal(steps, 3);
  assert.deepEqual(told, []);
});
