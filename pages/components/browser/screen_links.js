/** Links between the screens. A click goes the way of the browser's back button: the app reads the address, and one step back is one step back. */

import { all, make, part } from "./dom.js";

/** @import { Component } from "./component.d.ts" */

/** @typedef {{ path: string, label: string, icon: string }} Link */

/** @param {Link} link @param {string} [more] parameters of its own, written after those of the moment */
export const makeLink = ({ path, label, icon }, more = "") =>
  make(
    "a",
    { "data-path": path, "data-more": more, href: `./${path}` },
    make("span", { class: "kc-icon", "aria-hidden": "true", translate: "no" }, icon),
    make("span", { class: "kc-label", dir: "auto" }, label),
  );

/** Give a link that is about to be used the address of the moment, with what is chosen. @param {HTMLElement} link */
function follow(link) {
  const { path = "", more = "" } = link.dataset;
  const parameters = new URLSearchParams(document.location.search);
  for (const [name, value] of new URLSearchParams(more)) parameters.set(name, value);
  const wanted = `./${path}${more ? `?${parameters}` : document.location.search}`;
  if (link.getAttribute("href") !== wanted) link.setAttribute("href", wanted);
}

/** @param {MouseEvent} event */
const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }) =>
  !(button || metaKey || ctrlKey || shiftKey || altKey);

/** Have links in `root` carry the address of the moment, and go without loading the page anew. @param {HTMLElement} root */
export function keepAddress(root) {
  const linkOf = (/** @type {Event} */ { target }) =>
    /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (target).closest("a"));
  for (const kind of ["pointerover", "pointerdown", "focusin"])
    root.addEventListener(kind, (event) => {
      const link = linkOf(event);
      if (link) follow(link);
    });
  root.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    follow(link);
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
}

const decoder = new TextDecoder();

/** @param {Component<Uint8Array>} component its data is the links and which is marked, as JSON */
export default function screenLinks({ data, parentElement }) {
  const root = part(parentElement, ".kc-links");
  const { groups, current } = /** @type {{ groups: Link[][], current: string }} */ (JSON.parse(decoder.decode(data)));
  if (!root.dataset.groups) keepAddress(root);
  const wanted = JSON.stringify(groups);
  if (root.dataset.groups !== wanted) {
    root.dataset.groups = wanted;
    root.replaceChildren(
      ...groups.map((group) => make("div", { class: "kc-group" }, ...group.map((link) => makeLink(link)))),
    );
  }
  for (const link of all(root, "a")) {
    link.ariaCurrent = (link.dataset.path ?? "") === current ? "page" : null;
  }
}
