/** The menu of a row: what can be done with its record, and its link. One menu a table, made when it is asked for. */

import { all, copyText, make } from "./dom.js";

/** @import { Menu } from "./table_rows.js" */

const CLOSE_MS = 900;
const EDGE_PX = 8;

/** @param {Menu} menu @param {string} record */
export function linkOfRecord({ base, screen, kind }, record) {
  const link = new URL(screen, base ? `${base}/` : document.baseURI);
  link.searchParams.set("focus", `${kind}:${record}`);
  return link.href;
}

/** @param {HTMLElement} root @param {HTMLElement} opener @param {Menu} menu @param {(action: string) => void} act */
export function openMenu(root, opener, menu, act) {
  const wasOpen = opener.getAttribute("aria-expanded") === "true";
  root.querySelector(".menu")?.remove();
  if (wasOpen) return;
  const list = make("div", { class: "menu", role: "menu", popover: "manual", "aria-label": opener.title });
  const listening = new AbortController();
  const close = (isBack = true) => {
    listening.abort();
    opener.setAttribute("aria-expanded", "false");
    list.remove();
    if (isBack) opener.focus({ preventScroll: true });
  };
  const item = (/** @type {string} */ label, /** @type {(node: HTMLElement) => void} */ chosen) => {
    const node = make("button", { type: "button", role: "menuitem", tabindex: "-1" }, label);
    node.onclick = () => chosen(node);
    return node;
  };
  const copy = item(menu.copy, async (node) => {
    await copyText(linkOfRecord(menu, opener.dataset.record ?? ""), node);
    node.textContent = menu.copied;
    setTimeout(() => list.isConnected && close(), CLOSE_MS);
  });
  const others = menu.actions.map(([action, label]) =>
    item(label, () => {
      close();
      act(action);
    }),
  );
  list.append(...others, copy);
  root.append(list);
  list.showPopover?.(); // above drawers, and cut off by no table
  place(list, opener);
  opener.setAttribute("aria-expanded", "true");
  list.addEventListener("keydown", (event) => onKey(event, list, close));
  const leave = (/** @type {Event} */ event) => {
    if (!event.composedPath().includes(list) && !event.composedPath().includes(opener)) close(false);
  };
  for (const sign of ["pointerdown", "scroll", "focusin"])
    document.addEventListener(sign, leave, { signal: listening.signal, capture: true });
  all(list, "button")[0].focus({ preventScroll: true });
}

/** Under its button, or above it where there is no room. @param {HTMLElement} list @param {HTMLElement} opener */
function place(list, opener) {
  const at = opener.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const page = document.documentElement;
  const left = Math.min(at.left, page.clientWidth - width - EDGE_PX);
  const top = at.bottom + height > page.clientHeight - EDGE_PX ? at.top - height : at.bottom;
  Object.assign(list.style, { left: `${Math.max(EDGE_PX, left)}px`, top: `${Math.max(EDGE_PX, top)}px` });
}

/** @param {KeyboardEvent} event @param {HTMLElement} list @param {() => void} close */
function onKey(event, list, close) {
  const items = all(list, "button");
  const at = items.indexOf(/** @type {HTMLElement} */ (event.target));
  const places = new Map([
    ["ArrowDown", (at + 1) % items.length],
    ["ArrowUp", (at - 1 + items.length) % items.length],
    ["Home", 0],
    ["End", items.length - 1],
  ]);
  const to = places.get(event.key);
  if (to !== undefined) items[to].focus({ preventScroll: true });
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.stopPropagation();
  event.preventDefault();
}
