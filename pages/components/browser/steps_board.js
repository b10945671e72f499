/** Steps as columns. Texts are set as text, never as markup. */

import { adds, make, part } from "./dom.js";

/** @import { Component } from "./component.d.ts" */

/**
 * @typedef {{ id: string, title: string, under: string }} Line
 * @typedef {{ id: string, label: string, n: string, says: string, lines: Line[], more: string, isChosen: boolean }} Step
 */

/** @param {string} name @param {string} text */
const span = (name, text) => make("span", { class: name, dir: "auto" }, text);

/** @param {Step} step */
const head = ({ id, label, n, says, isChosen }) =>
  make(
    "button",
    { type: "button", class: "head", name: "step", value: id, "aria-pressed": String(isChosen) },
    span("n", n),
    span("label", label),
    span("says", says),
  );

/** @param {Line} line @param {string} opened */
const lineOf = ({ id, title, under }, opened) =>
  make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "line", name: "row", value: id, "aria-current": String(id === opened) },
      span("title", title),
      span("under", under),
    ),
  );

/** The steps that are unfolded on a phone, where each is one line until it is asked for: outlives a redrawing. @type {Set<string>} */
const unfolded = new Set();

/** What unfolds a step on a phone; a wide window has no need of it. @param {Step} step @param {string} words */
function fold({ id, label, lines }, words) {
  if (!lines.length) return [];
  const state = { type: "button", class: "fold", name: "fold", value: id, "aria-expanded": String(unfolded.has(id)) };
  return [make("button", { ...state, "aria-label": `${words}: ${label}` })];
}

/** @param {Step} step @param {string} opened @param {string} words */
const column = (step, opened, words) =>
  make(
    "section",
    { class: "step", "aria-label": step.label },
    head(step),
    ...fold(step, words),
    make("ul", {}, ...step.lines.map((line) => lineOf(line, opened))),
    ...(step.more ? [make("button", { type: "button", class: "more", name: "more", value: step.id }, step.more)] : []),
  );

/** @param {HTMLButtonElement} button */
function turn(button) {
  const isOpen = !unfolded.delete(button.value);
  if (isOpen) unfolded.add(button.value);
  button.setAttribute("aria-expanded", String(isOpen));
}

/** @param {Component<{ columns: Step[], opened: string, fold: string }>} component */
export default function stepsBoard({ data, parentElement, setTriggerValue }) {
  const board = part(parentElement, ".board");
  const written = JSON.stringify(data);
  if (board.dataset.written !== written) {
    const focused = /** @type {HTMLButtonElement | null} */ (board.querySelector("button:focus"));
    board.dataset.written = written;
    board.replaceChildren(...data.columns.map((step) => column(step, data.opened, data.fold)));
    const again = [...board.querySelectorAll("button")].find(
      ({ name, value }) => name === focused?.name && value === focused.value,
    );
    again?.focus();
  }
  board.onclick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.name === "fold") turn(button);
    else if (button) setTriggerValue(button.name === "step" && adds(event) ? "added" : button.name, button.value);
  };
}
