import assert from "node:assert/strict";
import { test } from "node:test";
import stepsBoard from "#components/steps_board.js";
import { place, textOf, texts } from "./document.js";

/** @param {string} id @param {Partial<import("#components/steps_board.js").Step>} [more] */
const step = (id, more = {}) => ({
  id,
  label: `Bước ${id}`,
  n: "24",
  says: "2,11 tỷ đồng",
  lines: [{ id: `${id}-1`, title: "Máy <b>sấy</b>", under: "2023" }],
  more: "và 23 nữa",
  isChosen: false,
  ...more,
});

/** @param {ReturnType<typeof step>[]} columns */
function show(columns, root = place('<div class="board"></div>')) {
  /** @type {[string, unknown][]} */
  const told = [];
  stepsBoard({
    data: { columns, opened: "b-1", fold: "Mới nhất" },
    parentElement: root,
    setTriggerValue: (name, value) => told.push([name, value]),
  });
  return { root, told };
}

test("a step is a column with its count, sum and newest proposals, all of it text", () => {
  const { root } = show([step("a"), step("b", { isChosen: true, more: "" })]);
  assert.deepEqual(texts(root, ".n"), ["24", "24"]);
  assert.deepEqual(texts(root, ".title"), ["Máy <b>sấy</b>", "Máy <b>sấy</b>"]);
  assert.deepEqual(texts(root, ".more"), ["và 23 nữa"]);
  const pressed = [...root.querySelectorAll(".head")].map((head) => head.getAttribute("aria-pressed"));
  assert.deepEqual(pressed, ["false", "true"]);
  assert.equal(textOf(root.querySelector('[aria-current="true"] .under')), "2023");
});

test("a head tells its step, a line its proposal, and what is left out its step", () => {
  const { root, told } = show([step("a")]);
  /** @type {HTMLElement} */ (root.querySelector(".head .label")).click();
  /** @type {HTMLElement} */ (root.querySelector(".line .title")).click();
  /** @type {HTMLElement} */ (root.querySelector(".more")).click();
  for (const selector of [".head", ".line"])
    root.querySelector(selector)?.dispatchEvent(new MouseEvent("click", { ctrlKey: true, bubbles: true }));
  assert.deepEqual(told, [
    ["step", "a"],
    ["row", "a-1"],
    ["more", "a"],
    ["added", "a"],
    ["row", "a-1"],
  ]);
  assert.ok(
    [...root.querySelectorAll("li, .more")].every((node) => node.closest("button") ?? node.querySelector("button")),
  );
});

test("what unfolds a step on a phone tells nobody, and the step stays unfolded when the board is drawn anew", () => {
  const { root, told } = show([step("f"), step("g", { lines: [], more: "" })]);
  const folds = () => [...root.querySelectorAll(".fold")].map((one) => one.getAttribute("aria-expanded"));
  assert.deepEqual(folds(), ["false"], "a step with no proposal has nothing to unfold");
  /** @type {HTMLElement} */ (root.querySelector(".fold")).click();
  show([step("f", { n: "25" })], root);
  assert.deepEqual(folds(), ["true"]);
  /** @type {HTMLElement} */ (root.querySelector(".fold")).click();
  assert.deepEqual(folds(), ["false"]);
  assert.deepEqual(told, []);
});

test("columns that are the same stay on the page", () => {
  const { root } = show([step("a")]);
  const before = root.querySelector(".head");
  show([step("a")], root);
  assert.equal(root.querySelector(".head"), before);
  const more = /** @type {HTMLElement} */ (root.querySelector(".more"));
  more.focus();
  show([step("a", { n: "25" })], root);
  assert.equal(
    document.activeElement,
    root.querySelector(".more"),
    "the same button of the same step has the focus again",
  );
  assert.deepEqual(texts(root, ".n"), ["25"]);
});
