/** Key figures as buttons. Texts are set as text, never as markup; the same buttons stay while their figures change. */

import { make, part } from "./dom.js";

/** @import { Component } from "./component.d.ts" */

/**
 * @typedef {{ id: string, label: string, value: string, unit: string, basis: string, beside: string, also: string,
 *   isItemisedBeside: boolean, share: number | null, action: string }} Card
 */

/** What takes no room where no card has it. */
const ROWS = /** @type {const} */ (["basis", "beside", "action"]);
const TEXTS = /** @type {const} */ (["label", "value", "unit", "basis", "also", "action"]);

/** Each text is isolated, so that an overriding direction mark in one cannot turn its neighbours around. @param {string} name */
const textNode = (name) => make("span", { class: name, dir: "auto" });

/** @param {string} name @param {...Node} children */
const span = (name, ...children) => make("span", { class: name }, ...children);

const makeButton = () =>
  make(
    "button",
    { class: "card", type: "button" },
    textNode("label"),
    span("figure", textNode("value"), textNode("unit")),
    textNode("basis"),
    span("share", span("part")),
    span("beside", span("swatch"), textNode("other"), span("swatch more"), textNode("also")),
    textNode("action"),
  );

/** @param {string} separator @param {...string} texts */
const joined = (separator, ...texts) => texts.filter(Boolean).join(separator);

/** @param {Element} button @param {Card} card */
function fill(button, card) {
  const at = (/** @type {string} */ name) => part(button, `.${name}`);
  const set = (/** @type {string} */ name, /** @type {string} */ value) => {
    const node = at(name);
    if (node.textContent !== value) node.textContent = value;
  };
  for (const name of TEXTS) set(name, card[name]);
  set("other", card.beside);
  at("swatch").hidden = !card.beside;
  at("swatch").classList.toggle("solid", card.isItemisedBeside);
  at("more").hidden = !card.also;
  at("share").classList.toggle("empty", card.share === null);
  at("part").style.width = `${(card.share ?? 0) * 100}%`;
  button.setAttribute("data-id", card.id);
  button.setAttribute("aria-label", joined(", ", card.label, joined(" ", card.value, card.unit), card.action));
  button.setAttribute("aria-description", joined(". ", card.basis, card.beside, card.also));
}

/** How many cards stand side by side where there is room for at most three. @param {number} count */
const columns = (count) => (count === 2 || count === 4 ? 2 : Math.min(count, 3) || 1);

/** @param {Component<{ cards: Card[] }>} component */
export default function kpiStrip({ data: { cards }, parentElement, setTriggerValue }) {
  const strip = part(parentElement, ".strip");
  while (strip.childElementCount > cards.length) strip.lastElementChild?.remove();
  while (strip.childElementCount < cards.length) strip.append(makeButton());
  for (const [i, card] of cards.entries()) fill(strip.children[i], card);
  // Rows that no card fills take no room; rows that some card fills keep it in all, so that lines stay level. The bar
  // always keeps its room, so that nothing below moves when a choice takes it away.
  for (const row of ROWS) strip.classList.toggle(`no-${row}`, !cards.some((card) => card[row]));
  strip.style.setProperty("--cards", String(Math.max(1, Math.min(cards.length, 6))));
  strip.style.setProperty("--cards-medium", String(columns(cards.length)));
  strip.onclick = ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    if (button) setTriggerValue("click", button.dataset.id);
  };
}
