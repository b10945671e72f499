/** The card of a district. Texts are set as text, never as markup. */

import { make, part } from "./dom.js";
import { keepAddress, makeLink } from "./screen_links.js";

/** @import { Component } from "./component.d.ts" */
/** @import { Link } from "./screen_links.js" */

/**
 * @typedef {[name: string, share: number, text: string, note: string, asks: string]} Line
 * @typedef {{ title: string, lines: Line[] }} Part
 * @typedef {{ name: string, parts: Part[], communes_title: string, communes: [string, string][], links: [Link, string][], print_label: string,
 *   open_label: string }} Card
 */

/** @param {string} name @param {string} value @param {...(Node | string)} children */
const button = (name, value, ...children) => make("button", { type: "button", name, value }, ...children);

/** @param {string} open @returns {(line: Line) => HTMLElement} */
const row =
  (open) =>
  ([name, share, text, note, asks]) => {
    const value = make("b", {}, text);
    const shown = asks ? button("line", asks, value) : value;
    if (asks) shown.title = open;
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, name),
      make("td", {}, ...(share > 0 ? [make("i", { style: `width:${Math.round(share * 100)}%` })] : [])),
      make("td", {}, shown),
      make("td", {}, note),
    );
  };

/** @param {string} open @returns {(one: Part) => HTMLElement} */
const table =
  (open) =>
  ({ title, lines }) =>
    make("table", {}, make("caption", {}, title), make("tbody", {}, ...lines.map(row(open))));

/** @param {Card} card */
const communes = ({ communes_title, communes: listed }) =>
  make(
    "div",
    { class: "kc-communes", role: "group", "aria-label": communes_title },
    make("p", {}, communes_title),
    ...listed.map(([code, words]) => button("commune", code, words)),
  );

/** @param {Card} card */
const links = ({ links: listed, print_label }) =>
  make(
    "div",
    { class: "kc-ways" },
    ...listed.map(([link, more]) => makeLink(link, more)),
    button(
      "printing",
      "asked",
      make("span", { class: "kc-icon", "aria-hidden": "true", translate: "no" }, "print"),
      print_label,
    ),
  );

const decoder = new TextDecoder();

/** @param {Component<Uint8Array>} component its data is the card as JSON */
export default function profileCard({ data, parentElement, setTriggerValue }) {
  const root = part(parentElement, ".kc-profile");
  if (root.dataset.written === undefined) keepAddress(root);
  const written = decoder.decode(data);
  if (root.dataset.written !== written) {
    root.dataset.written = written;
    const card = /** @type {Card} */ (JSON.parse(written));
    root.replaceChildren(
      make("div", { class: "kc-figures" }, make("h3", {}, card.name), ...card.parts.map(table(card.open_label))),
      ...(card.communes.length ? [communes(card)] : []),
      links(card),
    );
  }
  root.onclick = ({ target }) => {
    const asked = /** @type {Element} */ (target).closest("button");
    if (asked) setTriggerValue(asked.name, asked.value);
  };
}
