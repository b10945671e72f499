/** Key figures as buttons. Texts are set as text, never as markup; the same buttons stay while their figures change. */

import { make, part } from "./dom.js";

/** @import { Component } from "./component.d.ts" */

/** @typedef {{ id: string, label: string, name: string, value: string, unit: string, about: string, says: string, when: string, share: number | null }} Card */

const TEXTS = /** @type {const} */ (["label", "value", "unit", "when", "says"]);

/** Each text is isolated, so that an overriding direction mark in one cannot turn its neighbours around. @param {string} name */
const textNode = (name) => make("span", { class: name, dir: "auto" });

/** @param {string} name @param {...Node} children */
const span = (name, ...children) => make("span", { class: name }, ...children);

const makeButton = () =>
  make(
    "button",
    { class: "card", type: "button" },
    span("figure", span("amount", textNode("value"), textNode("unit")), textNode("when")),
    textNode("label"),
    span("share", span("part")),
    textNode("says"),
  );

/** @param {Element} button @param {Card} card */
function fill(button, card) {
  const at = (/** @type {string} */ name) => part(button, `.${name}`);
  for (const name of TEXTS) {
    const node = at(name);
    if (node.textContent !== card[name]) node.textContent = card[name];
  }
  at("share").classList.toggle("empty", card.share === null);
  at("part").style.width = `${(card.share ?? 0) * 100}%`;
  button.setAttribute("data-id", card.id);
  button.setAttribute("title", card.about);
  button.setAttribute(
    "aria-label",
    [card.name, [card.value, card.unit].filter(Boolean).join(" "), card.when].filter(Boolean).join(", "),
  );
  button.setAttribute("aria-description", card.about);
}

/** How many cards stand side by side where there is room for at most three. @param {number} count */
const columns = (count) => (count === 2 || count === 4 ? 2 : Math.min(count, 3) || 1);

const MOST = 6;
/** How many stand side by side where there is room for six: of more, as many in each row as go evenly. @param {number} count */
const wide = (count) => Math.max(1, Math.ceil(count / Math.ceil(count / MOST)));

/** @param {Component<{ cards: Card[] }>} component */
export default function kpiStrip({ data: { cards }, parentElement, setTriggerValue }) {
  const strip = part(parentElement, ".strip");
  while (strip.childElementCount > cards.length) strip.lastElementChild?.remove();
  while (strip.childElementCount < cards.length) strip.append(makeButton());
  for (const [i, card] of cards.entries()) fill(strip.children[i], card);
  strip.classList.toggle(
    "told",
    cards.some(({ says }) => says),
  );
  strip.style.setProperty("--cards", String(wide(cards.length)));
  strip.style.setProperty("--cards-medium", String(columns(cards.length)));
  strip.onclick = ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    if (button) setTriggerValue("click", button.dataset.id);
  };
}
