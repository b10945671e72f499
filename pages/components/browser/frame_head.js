/** The head of the frame. Printing and the sheet of screens of a phone need no server. */

import { all, make, part } from "./dom.js";
import { DIALOG, followDrawers } from "./drawer.js";
import { codePicture } from "./qr_code.js";
import { mountSaid } from "./said.js";
import { followTheme } from "./theme.js";

/** @import { Component } from "./component.d.ts" */
/** @import { Said } from "./said.js" */

/**
 * @typedef {{ name: string, office: string, logo: string, newest: string, skip_label: string, skip_map_label: string, print_label: string, more_label: string, screen: string,
 *   chosen: string, dated: string, sources_title: string, other_tabs: string, sources: string[], print: number, source_line: string, said: Said,
 *   code: [number, string], code_label: string }} Head
 */

const BAR = ".st-key-bar";
const FRAME = ".st-key-frame";
const MAP = 'iframe[title^="streamlit_folium"]';
const NAVIGATION = ".st-key-navigation";
const OPEN = "kc-open";
const SCREEN = '[data-testid="stMainBlockContainer"]';
const APP = '[data-testid="stApp"]';
/** The number of the print that was made last: one answer is one print. */
let printed = 0;
let otherTabs = "";

/** @param {HTMLElement} root @param {boolean} isOpen */
function openScreens(root, isOpen) {
  document.querySelector(NAVIGATION)?.classList.toggle(OPEN, isOpen);
  part(root, ".more").setAttribute("aria-expanded", String(isOpen));
}

/** Set the focus to what follows a part of the page. @param {string} selector */
function goPast(selector) {
  let node = document.querySelector(selector);
  const follows = () => {
    let next = node?.nextElementSibling ?? null;
    while (next && !(/** @type {HTMLElement} */ (next).offsetHeight)) next = next.nextElementSibling;
    return /** @type {HTMLElement | null} */ (next);
  };
  while (node && !follows()) node = node.parentElement;
  const next = follows();
  if (!next) return;
  next.tabIndex = -1;
  next.focus();
}

/** @param {HTMLElement} root */
function mount(root) {
  const text = (/** @type {string} */ name, /** @type {"p" | "strong" | "h1" | "span"} */ tag = "p") =>
    make(tag, { class: name, "data-text": name, dir: "auto" });
  const print = make("button", { class: "print", type: "button", "data-text": "print_label" });
  const more = make("button", { class: "more", type: "button", "aria-expanded": "false", "data-text": "more_label" });
  const skip = make("button", { class: "skip", type: "button", "data-text": "skip_label" });
  const skipMap = make("button", { class: "skip", type: "button", "data-text": "skip_map_label" });
  root.append(
    skip,
    skipMap,
    make("img", { class: "logo" }),
    text("name", "strong"),
    text("office", "span"),
    text("newest", "span"),
    print,
    more,
    make(
      "div",
      { class: "paper" },
      text("screen"),
      text("chosen"),
      text("dated"),
      text("source_line"),
      make("div", { class: "place" }),
    ),
  );
  followDrawers();
  window.addEventListener("beforeprint", () => nameOtherTabs(otherTabs));
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    print.click();
  });
  skip.onclick = () => goPast(document.querySelector(BAR) ? BAR : FRAME);
  skipMap.onclick = () => goPast(MAP);
  skip.onfocus = () => {
    skipMap.hidden = !document.querySelector(MAP);
  };
  more.onclick = () => openScreens(root, more.getAttribute("aria-expanded") !== "true");
  document.addEventListener("click", ({ target }) => {
    if (/** @type {Element} */ (target).closest(`${NAVIGATION} a`)) openScreens(root, false);
  });
  document.addEventListener("pointerdown", (event) => {
    const isInside = event
      .composedPath()
      .some((one) => one === more || /** @type {Element} */ (one).matches?.(NAVIGATION));
    if (!isInside) openScreens(root, false);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || more.getAttribute("aria-expanded") !== "true") return;
    openScreens(root, false);
    more.focus();
  });
}

/** On paper, name the tabs that are not open: only the open one is made. @param {string} words */
function nameOtherTabs(words) {
  for (const list of all(document, `${SCREEN} [role="tablist"]`)) {
    const others = all(list, '[role="tab"][aria-selected="false"]').map((tab) => tab.textContent?.trim());
    const line = make("p", { class: "kc-paper-tabs", dir: "auto" }, words.replace("{names}", others.join(" · ")));
    if (!others.length) continue;
    list.after(line);
    window.addEventListener("afterprint", () => line.remove(), { once: true });
  }
}

/** Call once the run that answers has drawn all of the screen. @param {() => void} then */
function onceDrawn(then) {
  const app = /** @type {HTMLElement | null} */ (document.querySelector(APP));
  requestAnimationFrame(() => (app?.dataset.testScriptState === "running" ? onceDrawn(then) : then()));
}

/** Print with the sources of what is on the screen at its end. @param {string} title @param {string[]} sources */
function printWith(title, sources) {
  const list = make("ol", {}, ...sources.map((source) => make("li", { dir: "auto" }, source)));
  const section = make("section", { class: "kc-sources" }, make("h2", {}, title), list);
  if (sources.length) document.querySelector(SCREEN)?.append(section);
  window.addEventListener("afterprint", () => section.remove(), { once: true });
  window.print();
}

/** @type {WeakMap<HTMLElement, ReturnType<typeof mountSaid>>} */
const sayers = new WeakMap();
/** How the head that is on the page reaches the server. @type {Component<Head>["setTriggerValue"] | undefined} */
let tellServer;

/** @param {Component<Head>} component */
export default function frameHead({ data, parentElement, setTriggerValue }) {
  const root = part(parentElement, ".head");
  if (!root.firstChild) {
    mount(root);
    if (!tellServer) followTheme((theme) => tellServer?.("theme", theme));
    sayers.set(root, mountSaid(root));
  }
  tellServer = setTriggerValue;
  sayers.get(root)?.(data.said, (number) => setTriggerValue("undone", number));
  part(root, ".print").onclick = () => {
    if (document.querySelector(DIALOG))
      window.print(); // it has its own rows and sources, and another run would close it
    else setTriggerValue("printing", true);
  };
  otherTabs = data.other_tabs;
  part(root, ".paper .place").replaceChildren(...(data.code[0] ? [codePicture(data.code, data.code_label)] : []));
  if (data.print && data.print !== printed) onceDrawn(() => printWith(data.sources_title, data.sources));
  printed = data.print;
  const logo = /** @type {HTMLImageElement} */ (part(root, ".logo"));
  const picture = data.logo.startsWith("data:image/jpeg;base64,") ? data.logo : "";
  logo.alt = ""; // the name stands beside it
  logo.hidden = !picture;
  if (picture && logo.src !== picture) logo.src = picture;
  for (const node of all(root, "[data-text]")) {
    const wanted = data[/** @type {Exclude<keyof Head, "sources" | "print" | "said" | "code">} */ (node.dataset.text)];
    if (node.textContent !== wanted) node.textContent = wanted;
  }
}
