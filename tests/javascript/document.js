/** A document for tests without a browser: elements, events and focus, but nothing is laid out. */

import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><html lang='vi'><body></body></html>", {
  url: "http://127.0.0.1/",
  pretendToBeVisual: true,
});
for (const name of [
  "window",
  "document",
  "AbortController",
  "Node",
  "Element",
  "HTMLElement",
  "HTMLDialogElement",
  "SVGElement",
  "Event",
  "KeyboardEvent",
  "MouseEvent",
  "MutationObserver",
  "Text",
  "requestAnimationFrame",
]) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
}

Object.assign(globalThis, {
  ResizeObserver: class {
    observe() {}
    disconnect() {}
  },
});

/** A fresh place on the page. @param {string} html */
export function place(html = "") {
  const root = document.createElement("div");
  root.innerHTML = html;
  document.body.replaceChildren(root);
  return root;
}

/** Let what waits for nothing but its turn go on. */
export const settled = () => new Promise((go) => setImmediate(go));

/** Press a key on what has the focus, or on a node. @param {string} key @param {Element | null} [node] @param {KeyboardEventInit} [held] */
export function press(key, node = document.activeElement, held = {}) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held });
  node?.dispatchEvent(event);
  return event;
}

/** @param {Element | null} node */
export const textOf = (node) => node?.textContent ?? "";

/** @param {ParentNode} root @param {string} selector */
export const texts = (root, selector) => [...root.querySelectorAll(selector)].map(textOf);
