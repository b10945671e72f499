/** Links between the screens. A click goes the way of the browser's back button: the app reads the address, and one step back is one step back. */

import { all, make, part } from "./dom.js";

/** @import { Component } from "./component.d.ts" */

/** @typedef {{ path: string, label: string, icon: string }} Link */

/** @param {Link} link */
const makeLink = ({ path, label, icon }) =>
  make(
    "a",
    { "data-path": path, href: `./${path}` },
    make("span", { class: "kc-icon", "aria-hidden": "true", translate: "no" }, icon),
    make("span", { class: "kc-label", dir: "auto" }, label),
  );

/** Give a link that is about to be used the address of the moment, with what is chosen. @param {HTMLElement} link */
function follow(link) {
  const wanted = `./${link.dataset.path ?? ""}${document.location.search}`;
  if (link.getAttribute("href") !== wanted) link.setAttribute("href", wanted);
}

/** @param {MouseEvent} event */
const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }) =>
  !(button || metaKey || ctrlKey || shiftKey || altKey);

/** @param {HTMLElement} root */
function mount(root) {
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

/** @param {Component<{ groups: Link[][], current: string }>} component */
export default function screenLinks({ data: { groups, current }, parentElement }) {
  const root = part(parentElement, ".kc-links");
  if (!root.dataset.groups) mount(root);
  const wanted = JSON.stringify(groups);
  if (root.dataset.groups !== wanted) {
    root.dataset.groups = wanted;
    root.replaceChildren(...groups.map((group) => make("div", { class: "kc-group" }, ...group.map(makeLink))));
  }
  for (const link of all(root, "a")) {
    link.ariaCurrent = (link.dataset.path ?? "") === current ? "page" : null;
  }
}
