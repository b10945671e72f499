import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import searchBox from "#components/search_box.js";
import { place, press, textOf, texts } from "./document.js";

/** @import { Answer, Group, SearchData } from "#components/search_box.js" */

const PAGE = `<div class="search"><button class="field"><span class="label"></span><kbd></kbd></button>
  <dialog><div class="head"><input role="combobox"><button class="close">✕</button></div>
  <div class="list" role="listbox"></div><p class="status"></p><p class="keys"></p></dialog></div>`;
const TEXTS = {
  label: "Tìm…",
  open: "Tìm",
  placeholder: "Tên",
  close: "Đóng",
  none: "Không có",
  start: "Gõ tên",
  keys: "",
  results: "Kết quả",
};

/** @param {string} heading @param {...string} titles @returns {Group} */
const group = (heading, ...titles) => ({
  heading,
  found: titles.map((title) => ({ kind: "facility", key: `k-${title}`, title, hint: "", hasCard: false })),
});

// jsdom lays out no dialogs
HTMLDialogElement.prototype.showModal = function () {
  this.setAttribute("open", "");
};
HTMLDialogElement.prototype.close = function () {
  this.removeAttribute("open");
};

/** @type {(() => void) | undefined} */
let leave;
beforeEach(() => leave?.());

/** @param {Group[]} [lately] */
function show(lately = []) {
  leave?.();
  const root = place(PAGE);
  /** @type {[string, unknown][]} */
  const told = [];
  const run = (/** @type {Answer | null} */ answer) => {
    const data = /** @type {SearchData} */ ({ texts: TEXTS, lately, answer });
    leave = searchBox({ data, parentElement: root, setTriggerValue: (name, value) => told.push([name, value]) });
  };
  run(null);
  const input = /** @type {HTMLInputElement} */ (root.querySelector("input"));
  const dialog = /** @type {HTMLDialogElement} */ (root.querySelector("dialog"));
  const type = (/** @type {string} */ text) => {
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const marked = () => texts(root, "[aria-selected=true] .title");
  return { root, told, run, input, dialog, type, marked };
}

const pause = () => new Promise((go) => setTimeout(go, 200));

/** @param {Partial<KeyboardEventInit>} more */
function ctrlK(more = { ctrlKey: true }) {
  const event = new KeyboardEvent("keydown", { key: "k", bubbles: true, cancelable: true, ...more });
  document.body.dispatchEvent(event);
  return event;
}

test("Ctrl K opens and closes, K alone does not", () => {
  const { dialog, told } = show();
  assert.equal(ctrlK({}).defaultPrevented, false);
  assert.equal(dialog.open, false);
  assert.equal(ctrlK().defaultPrevented, true);
  assert.equal(dialog.open, true);
  assert.deepEqual(told, [["opened", true]]);
  ctrlK();
  assert.equal(dialog.open, false);
});

test("an empty field shows what was opened lately, or says what to do", () => {
  const { root } = show([group("Mới mở", "A", "B")]);
  ctrlK();
  assert.deepEqual(texts(root, ".title"), ["A", "B"]);
  const empty = show();
  ctrlK();
  assert.equal(textOf(empty.root.querySelector(".status")), "Gõ tên");
});

test("of several letters typed at once only the last state is asked for", async () => {
  const { told, type } = show();
  ctrlK();
  for (const text of ["l", "lu", "luc"]) type(text);
  await pause();
  assert.deepEqual(told.slice(1), [["typed", "luc"]]);
});

test("an answer to something typed before is not shown", async () => {
  const { root, run, type } = show();
  ctrlK();
  type("luc");
  await pause();
  run({ typed: "lu", groups: [group("Huyện", "Lục Nam")] });
  assert.deepEqual(texts(root, ".title"), []);
  run({ typed: "luc", groups: [group("Huyện", "Lục Ngạn")] });
  assert.deepEqual(texts(root, ".title"), ["Lục Ngạn"]);
});

test("arrows go around all groups and Enter opens what is marked", async () => {
  const { run, type, marked, told, input, dialog } = show();
  ctrlK();
  type("a");
  await pause();
  run({ typed: "a", groups: [group("Một", "A", "B"), group("Hai", "C")] });
  assert.deepEqual(marked(), ["A"]);
  press("ArrowDown", input);
  press("ArrowDown", input);
  assert.deepEqual(marked(), ["C"]);
  press("ArrowDown", input);
  press("ArrowUp", input);
  assert.deepEqual(marked(), ["C"]);
  assert.equal(input.getAttribute("aria-activedescendant"), "option-2");
  press("Enter", input);
  assert.deepEqual(told.at(-1), ["chosen", { kind: "facility", key: "k-C" }]);
  assert.equal(dialog.open, false);
});

test("Enter before the answer opens the first of it as soon as it comes", async () => {
  const { run, type, told, input } = show();
  ctrlK();
  type("luc");
  press("Enter", input);
  assert.deepEqual(told.at(-1), ["typed", "luc"]);
  run({ typed: "luc", groups: [group("Huyện", "Lục Ngạn", "Lục Nam")] });
  assert.deepEqual(told.at(-1), ["chosen", { kind: "facility", key: "k-Lục Ngạn" }]);
});

test("nothing found says so, and Enter opens nothing", async () => {
  const { root, run, type, told, input, dialog } = show();
  ctrlK();
  type("zzz");
  await pause();
  run({ typed: "zzz", groups: [] });
  assert.equal(textOf(root.querySelector(".status")), "Không có");
  press("Enter", input);
  assert.equal(told.at(-1)?.[0], "typed");
  assert.equal(dialog.open, true);
});

test("a click on a result opens it, one outside closes", async () => {
  const { root, run, type, told, dialog } = show();
  ctrlK();
  type("a");
  await pause();
  run({ typed: "a", groups: [group("Một", "A", "B")] });
  /** @type {HTMLElement} */ (root.querySelectorAll("[role=option]")[1].firstElementChild).click();
  assert.deepEqual(told.at(-1), ["chosen", { kind: "facility", key: "k-B" }]);
  ctrlK();
  dialog.click();
  assert.equal(dialog.open, false);
});

test("texts of data are texts", async () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const { root, run, type } = show();
  ctrlK();
  type("a");
  await pause();
  run({ typed: "a", groups: [group(hostile, hostile)] });
  assert.equal(root.querySelector("img"), null);
  assert.deepEqual(texts(root, ".title"), [hostile]);
});

test("a field that has left the page listens no more", () => {
  const { dialog } = show();
  leave?.();
  assert.equal(ctrlK().defaultPrevented, false);
  assert.equal(dialog.open, false);
});
