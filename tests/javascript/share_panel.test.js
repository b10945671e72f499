import assert from "node:assert/strict";
import { test } from "node:test";
import { place, texts } from "./document.js";

const { default: sharePanel, linkOf } = await import("#components/share_panel.js");
const { mountSaid } = await import("#components/said.js");

const NAMES = "link copy copied code name save kept none open rename drop done note".split(" ");
const WORDS = /** @type {any} */ (Object.fromEntries(NAMES.map((name) => [name, name])));
const EVIL = '<img src=x onerror="alert(1)">';
const share = (/** @type {object} */ more = {}) => ({
  base: "",
  path: "funding?district=219",
  code: /** @type {[number, string]} */ ([0, ""]),
  kept: [{ id: "1", name: EVIL, path: "ocop?stars=5" }],
  can_save: true,
  longest: 80,
  texts: WORDS,
  ...more,
});

function shown(data = share()) {
  const root = place('<div class="share"></div>');
  /** @type {unknown[]} */
  const told = [];
  const show = (/** @type {ReturnType<typeof share>} */ now) =>
    sharePanel({
      data: now,
      parentElement: root,
      setTriggerValue: (/** @type {string} */ _, /** @type {unknown} */ value) => told.push(value),
    });
  show(data);
  const type = (/** @type {string} */ selector, /** @type {string} */ value) => {
    const field = /** @type {HTMLInputElement} */ (root.querySelector(selector));
    field.value = value;
    field.form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  };
  return { root, told, show, type };
}

test("a name is text, and each view is opened, renamed and let go", () => {
  const { root, told, type } = shown();
  assert.deepEqual(texts(root, ".open"), [EVIL]);
  assert.equal(root.querySelector("img"), null);
  const buttons = () => /** @type {HTMLElement[]} */ ([...root.querySelectorAll("li button")]);
  assert.deepEqual(
    buttons()
      .slice(1)
      .map((one) => one.getAttribute("aria-label")),
    [`copy: ${EVIL}`, `rename: ${EVIL}`, `drop: ${EVIL}`],
  );
  buttons()[0].click();
  buttons()[3].click();
  buttons()[2].click();
  type("li input", "  ");
  type("li input", " new ");
  type(".share > form input", "mine");
  assert.deepEqual(told, [
    { action: "open", id: "1" },
    { action: "drop", id: "1" },
    { action: "rename", id: "1", name: "new" },
    { action: "save", name: "mine" },
  ]);
});

test("who may not save has links alone, and what is typed stays where nothing has changed", () => {
  const { root } = shown(share({ can_save: false }));
  assert.equal(root.querySelectorAll("form, .small").length, 0);
  const other = shown();
  const field = /** @type {HTMLInputElement} */ (other.root.querySelector(".typed"));
  field.value = "begun";
  other.show(share());
  assert.equal(/** @type {HTMLInputElement} */ (other.root.querySelector(".typed")).value, "begun");
});

test("a link is one of this app, at the office's address where it has one, and the code stands beside it", () => {
  assert.equal(linkOf("", "ocop?stars=5"), "http://127.0.0.1/ocop?stars=5");
  assert.equal(linkOf("https://kc.example.vn/app", "?stars=5"), "https://kc.example.vn/app/?stars=5");
  const { root } = shown(share({ base: "https://kc.example.vn", code: [21, "M0 0h1v1h-1z"] }));
  assert.equal(
    /** @type {HTMLInputElement} */ (root.querySelector(".link")).value,
    "https://kc.example.vn/funding?district=219",
  );
  assert.equal(root.querySelector("svg")?.getAttribute("viewBox"), "-4 -4 29 29");
  assert.equal(shown().root.querySelector("svg"), null);
});

test("what was done is said once, with the way back where there is one", () => {
  const root = place();
  const say = mountSaid(root);
  /** @type {number[]} */
  const undone = [];
  const undo = (/** @type {number} */ number) => undone.push(number);
  const status = () => /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
  say(null, undo);
  assert.equal(status().textContent, "");
  say({ number: 1, text: EVIL, undo: "Undo" }, undo);
  assert.deepEqual(texts(root, "span"), [EVIL]);
  status().querySelector("button")?.click();
  assert.deepEqual(undone, [1]);
  assert.equal(status().textContent, "");
  say({ number: 1, text: EVIL, undo: "Undo" }, undo);
  assert.equal(status().textContent, "");
  say({ number: 2, text: "again", undo: "" }, undo);
  assert.equal(status().querySelector("button"), null);
  assert.equal(status().textContent, "again");
});
