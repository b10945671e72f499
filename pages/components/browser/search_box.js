/** The search field: a button and Ctrl K open a dialog in which one types, and chooses with keys, pointer or finger. */

import { all, make, part } from "./dom.js";

/** @import { Component } from "./component.d.ts" */

/**
 * @typedef {{ kind: string, key: string, title: string, hint: string, hasCard: boolean }} Found
 * @typedef {{ heading: string, found: Found[] }} Group
 * @typedef {{ typed: string, groups: Group[] }} Answer
 * @typedef {{ label: string, open: string, placeholder: string, close: string, none: string, start: string, keys: string, results: string }} Texts
 * @typedef {{ texts: Texts, lately: Group[], answer: Answer | null }} SearchData
 */

const PAUSE_MS = 120;
const CARD = ".st-key-card, .st-key-rule_open";
const LOOKS = 40;
const LOOK_MS = 200;
const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

export class SearchBox {
  /** @param {ParentNode} root @param {SearchData} data @param {(name: string, value: unknown) => void} tell */
  constructor(root, data, tell) {
    this.data = data;
    this.tell = tell;
    this.field = part(root, ".field");
    this.dialog = /** @type {HTMLDialogElement} */ (part(root, "dialog"));
    this.input = /** @type {HTMLInputElement} */ (part(root, "input"));
    this.list = part(root, ".list");
    this.status = part(root, ".status");
    this.at = 0;
    /** @type {string | null} What the list on the screen answers; null before the first answer. */
    this.answered = null;
    this.opensFirst = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.pause = undefined;
    this.listening = new AbortController();
    this.listen(this.listening.signal);
    this.write();
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.field.addEventListener("click", () => this.open(), { signal });
    document.addEventListener("keydown", (event) => this.shortcut(event), { signal, capture: true });
    this.input.addEventListener("input", () => this.typed(), { signal });
    this.dialog.addEventListener("keydown", (event) => this.key(event), { signal });
    this.dialog.addEventListener("click", (event) => this.click(event), { signal });
    this.list.addEventListener("pointermove", (event) => this.hover(event), { signal });
    part(this.dialog, ".close").addEventListener("click", () => this.close(), { signal });
  }

  /** Go on with what a later run says. @param {SearchData} data @param {(name: string, value: unknown) => void} tell */
  take(data, tell) {
    this.data = data;
    this.tell = tell;
    this.write();
    if (!this.dialog.open) return;
    if (!this.wanted) this.draw(data.lately, "");
    else if (data.answer?.typed === this.wanted && this.answered !== this.wanted) {
      this.draw(data.answer.groups, this.wanted);
      if (this.opensFirst) this.choose();
    }
  }

  get wanted() {
    return this.input.value.trim();
  }

  get options() {
    return all(this.list, "[role=option]");
  }

  /** Set the texts of the language. */
  write() {
    const { texts } = this.data;
    part(this.field, ".label").textContent = texts.label;
    part(this.field, "kbd").textContent = isApple() ? "⌘ K" : "Ctrl K";
    this.field.setAttribute("aria-label", texts.open);
    this.field.title = texts.open;
    this.dialog.setAttribute("aria-label", texts.open);
    this.input.placeholder = texts.placeholder;
    this.input.setAttribute("aria-label", texts.placeholder);
    this.list.setAttribute("aria-label", texts.results);
    part(this.dialog, ".close").setAttribute("aria-label", texts.close);
    part(this.dialog, ".keys").textContent = texts.keys;
  }

  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.input.select();
    this.input.focus();
    this.tell("opened", true);
    if (!this.wanted) this.draw(this.data.lately, "");
  }

  close() {
    clearTimeout(this.pause);
    this.opensFirst = false;
    this.dialog.close();
  }

  /** @param {KeyboardEvent} event */
  shortcut(event) {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.dialog.open) this.close();
    else this.open();
  }

  typed() {
    clearTimeout(this.pause);
    this.opensFirst = false;
    if (this.wanted) this.pause = setTimeout(() => this.ask(), PAUSE_MS);
    else this.draw(this.data.lately, "");
  }

  ask() {
    clearTimeout(this.pause);
    this.pause = undefined;
    this.tell("typed", this.wanted);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.mark(this.at + steps[/** @type {keyof typeof steps} */ (event.key)]);
    else if (event.key === "PageDown") this.mark(Math.min(this.at + 8, this.options.length - 1));
    else if (event.key === "PageUp") this.mark(Math.max(this.at - 8, 0));
    else if (event.key === "Enter" && event.target === this.input && !event.isComposing) this.enter();
    else return;
    event.preventDefault();
  }

  /** Open what is marked; where the list answers something else still, as soon as the answer is there. */
  enter() {
    if (this.answered === this.wanted) this.choose();
    else {
      this.opensFirst = true;
      if (this.pause !== undefined) this.ask();
    }
  }

  /** @param {MouseEvent} event */
  click(event) {
    const option = this.optionAt(event);
    if (option) {
      this.mark(this.options.indexOf(option));
      this.choose();
    } else if (event.target === this.dialog) this.close();
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const option = this.optionAt(event);
    if (option) this.mark(this.options.indexOf(option), false);
  }

  /** @param {Event} event */
  optionAt({ target }) {
    return /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[role=option]"));
  }

  /** @param {number} to @param {boolean} [scrolls] */
  mark(to, scrolls = true) {
    const { options } = this;
    if (!options.length) return;
    this.at = (to + options.length) % options.length;
    for (const [i, option] of options.entries()) option.setAttribute("aria-selected", String(i === this.at));
    this.input.setAttribute("aria-activedescendant", options[this.at].id);
    if (scrolls) options[this.at].scrollIntoView?.({ block: "nearest" });
  }

  choose() {
    const option = this.options[this.at];
    if (!option) return;
    this.tell("chosen", { kind: option.dataset.kind, key: option.dataset.key });
    this.close();
    if (option.dataset.card) showCard();
    this.input.value = "";
    this.answered = null;
    this.list.replaceChildren();
  }

  /** @param {Group[]} groups @param {string} typed */
  draw(groups, typed) {
    let number = 0;
    const drawn = groups.map(({ heading, found }, g) => {
      const id = `group-${g}`;
      const options = found.map((one) => optionNode(one, `option-${number++}`));
      return make(
        "div",
        { role: "group", "aria-labelledby": id },
        make("div", { id, class: "heading", dir: "auto" }, heading),
        ...options,
      );
    });
    this.list.replaceChildren(...drawn);
    this.list.scrollTop = 0;
    this.answered = typed;
    this.input.setAttribute("aria-expanded", String(number > 0));
    this.input.removeAttribute("aria-activedescendant");
    const { texts } = this.data;
    this.status.textContent = number ? "" : typed ? texts.none : texts.start;
    this.mark(0);
  }

  end() {
    clearTimeout(this.pause);
    this.listening.abort();
    if (this.dialog.open) this.dialog.close();
  }
}

/** Bring the card of what was opened into sight, once it is drawn, unless the visitor goes on by himself. */
export function showCard() {
  const going = new AbortController();
  for (const sign of ["wheel", "touchmove", "keydown", "pointerdown"])
    document.addEventListener(sign, () => going.abort(), { signal: going.signal, capture: true, passive: true });
  const before = document.querySelector(CARD)?.textContent;
  let looks = 0;
  const timer = setInterval(() => {
    const card = document.querySelector(CARD);
    const isThere = card && card.textContent !== before;
    if (isThere) card.scrollIntoView({ block: "nearest" });
    looks += 1;
    if (going.signal.aborted || looks > LOOKS) {
      going.abort();
      clearInterval(timer);
    }
  }, LOOK_MS);
}

/** @param {Found} found @param {string} id */
function optionNode({ kind, key, title, hint, hasCard }, id) {
  const texts = [make("span", { class: "title", dir: "auto" }, title)];
  if (hint) texts.push(make("span", { class: "hint", dir: "auto" }, hint));
  return make(
    "div",
    { role: "option", id, "aria-selected": "false", "data-kind": kind, "data-key": key, "data-card": hasCard },
    ...texts,
  );
}

/** @type {WeakMap<Element, SearchBox>} */
const boxes = new WeakMap();

/** @param {Component<SearchData>} component */
export default function searchBox({ data, parentElement, setTriggerValue }) {
  const root = part(parentElement, ".search");
  const known = boxes.get(root);
  if (known) known.take(data, setTriggerValue);
  else boxes.set(root, new SearchBox(root, data, setTriggerValue));
  return () => {
    boxes.get(root)?.end();
    boxes.delete(root);
  };
}
