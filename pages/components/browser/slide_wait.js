/** What stands over the page from the press that begins a show until its first slide stands. Keys pressed meanwhile are kept for the show. */

import { all, make } from "./dom.js";

/** @typedef {{ title: string, waiting: string, leave: string }} WaitWords */

const BEGINS = ".st-key-begin_show button";
const APP = "[data-testid=stApp]";
const RUN_STATE = "data-test-script-state";
const SHOW = ".kc-show";
const NO_SHOW_AFTER_MS = 3000;

/** The words of the list that is drawn, and what takes the show back. @type {{ words: WaitWords, stay: () => void } | undefined} */
let list;
/** @type {Wait | undefined} */
let wait;
/** Whether the last show that was begun was taken back before it stood. */
let isTakenBack = false;
/** What began the last show: the id of its line, "" for the button above the lines. @type {string | undefined} */
let opener;

class Wait {
  /** @param {WaitWords} words */
  constructor(words) {
    /** @type {KeyboardEvent[]} */
    this.keys = [];
    const says = make("p", { role: "status" });
    const leave = make("button", { type: "button" }, words.leave);
    leave.onclick = () => takeBack();
    this.node = make(
      "div",
      { class: "kc-slide-wait", role: "dialog", "aria-modal": "true", "aria-label": words.title, tabindex: "-1" },
      make("div", { class: "title", dir: "auto" }, words.title),
      says,
      make("div", { class: "work", "aria-hidden": "true" }),
      leave,
    );
    document.body.append(this.node);
    this.node.focus({ preventScroll: true });
    says.textContent = words.waiting; // a change is what a reader of the screen says
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("keydown", (event) => this.key(event, leave), { signal, capture: true });
    const app = document.querySelector(APP);
    this.runs = new MutationObserver(() => this.followRun(app));
    if (app) this.runs.observe(app, { attributes: true, attributeFilter: [RUN_STATE] });
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} leave */
  key(event, leave) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === leave && (event.key === " " || event.key === "Enter")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Escape") takeBack();
    else if (event.key === "Tab") leave.focus();
    else if (!event.repeat) this.keys.push(event);
  }

  /** A run that ends without a show has something else to say. @param {Element | null} app */
  followRun(app) {
    if (app?.getAttribute(RUN_STATE) !== "notRunning") return;
    setTimeout(() => {
      const isOver = app.getAttribute(RUN_STATE) === "notRunning" && !document.querySelector(SHOW);
      if (isOver && wait === this) this.end();
    }, NO_SHOW_AFTER_MS);
  }

  stopListening() {
    this.listening.abort();
    this.runs.disconnect();
  }

  end() {
    this.stopListening();
    this.node.remove();
    if (wait === this) wait = undefined;
  }
}

/** Cover the page: the show from a line is asked for, or from its first slide. @param {string} line */
export function beginWait(line) {
  if (!list || wait) return;
  isTakenBack = false;
  opener = line;
  wait = new Wait(list.words);
}

/** The page again, with the focus where it was; a show that comes all the same leaves at once. */
function takeBack() {
  isTakenBack = true;
  wait?.end();
  list?.stay();
  giveBack();
}

/** @type {Element | ShadowRoot | undefined} */
let lines;

/** Set the focus to what began the last show, where nothing else has it: the list may come before the show has gone, or after. */
export function giveBack() {
  if (opener === undefined || wait || document.activeElement !== document.body) return;
  const line = lines && all(lines, "[data-id]").find(({ dataset }) => dataset.id === opener);
  const [node] = line ? all(line, "[name=play]") : all(document, BEGINS);
  node?.focus({ preventScroll: true });
}

/** Follow the list of slides that is drawn. @param {Element | ShadowRoot} root of its lines @param {WaitWords} words @param {() => void} stay */
export function followList(root, words, stay) {
  if (!list) {
    document.addEventListener(
      "click",
      ({ target }) => {
        if (target instanceof Element && target.closest(BEGINS)) beginWait("");
      },
      { capture: true },
    );
  }
  list = { words, stay };
  if (lines === root) return;
  lines = root;
  requestAnimationFrame(giveBack);
}

/** Whether the show that comes now was taken back while it was made. */
export const wasTakenBack = () => isTakenBack;

/** The keys that were pressed until now; from now on the show has them. */
export function waitingKeys() {
  wait?.stopListening();
  return wait?.keys ?? [];
}

/** The first slide stands. */
export const endWait = () => wait?.end();
