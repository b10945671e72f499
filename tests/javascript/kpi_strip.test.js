import assert from "node:assert/strict";
import { test } from "node:test";
import kpiStrip from "#components/kpi_strip.js";
import { place, textOf, texts } from "./document.js";

/** @import { Card } from "#components/kpi_strip.js" */

/** @param {string} id @param {Partial<Card>} [more] @returns {Card} */
const card = (id, more = {}) => ({
  id,
  label: `Nhãn ${id}`,
  name: `Nhãn ${id}`,
  value: "1.234",
  unit: "đề án",
  about: "công bố, 2025. 49 dòng · nguồn",
  says: "",
  when: "",
  share: null,
  ...more,
});

/** @param {Card[]} cards */
function show(cards, root = place('<div class="strip"></div>')) {
  /** @type {unknown[]} */
  const clicked = [];
  const draw = (/** @type {Card[]} */ next) =>
    kpiStrip({ data: { cards: next }, parentElement: root, setTriggerValue: (_, id) => clicked.push(id) });
  draw(cards);
  return { root, draw, clicked, buttons: () => [...root.querySelectorAll("button")] };
}

test("a card is one button that says label and figure, and what they rest on to those who ask", () => {
  const { buttons, clicked } = show([card("a")]);
  const [button] = buttons();
  assert.equal(button.getAttribute("aria-label"), "Nhãn a, 1.234 đề án");
  assert.equal(button.getAttribute("aria-description"), "công bố, 2025. 49 dòng · nguồn");
  assert.equal(button.title, "công bố, 2025. 49 dòng · nguồn");
  button.querySelector("span")?.click();
  assert.deepEqual(clicked, ["a"]);
});

test("buttons stay while figures change, and as many as there are cards", () => {
  const { buttons, draw, clicked } = show([card("a"), card("b"), card("c")]);
  const [first, second] = buttons();
  draw([card("x", { value: "5" }), card("b")]);
  assert.deepEqual(buttons(), [first, second]);
  assert.equal(textOf(first.querySelector(".value")), "5");
  first.click();
  assert.deepEqual(clicked, ["x"]);
  draw([]);
  assert.deepEqual(buttons(), []);
});

test("what a card says of its number stands on it where some card says something", () => {
  const { root, draw } = show([card("a"), card("b", { says: "công bố, 2025" })]);
  assert.deepEqual(texts(root, ".told .says"), ["", "công bố, 2025"]);
  draw([card("a")]);
  assert.deepEqual(texts(root, ".told .says"), []);
});

test("the bar shows a share only where there is one", () => {
  const { root } = show([card("a", { share: 0.25 }), card("b"), card("c", { share: 0 })]);
  const shares = [...root.querySelectorAll(".share")];
  assert.deepEqual(
    shares.map((node) => node.classList.contains("empty")),
    [false, true, false],
  );
  const part = /** @type {HTMLElement} */ (shares[0].firstElementChild);
  assert.equal(part.style.width, "25%");
});

test("texts of data are texts", () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const { root } = show([card("a", { label: hostile, value: hostile, about: hostile })]);
  assert.equal(root.querySelector("img"), null);
  assert.deepEqual(texts(root, ".label"), [hostile]);
});
