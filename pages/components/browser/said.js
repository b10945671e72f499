/** What was done, said once in a corner for some seconds, with the way to take it back; a reader of the screen hears it. */

import { make } from "./dom.js";

const SHOWN_MS = 10_000;
/** @typedef {{ number: number, text: string, undo: string } | null} Said */

/** @param {HTMLElement} root */
export function mountSaid(root) {
  const place = make("div", { class: "said", role: "status" });
  root.append(place);
  let number = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const hide = () => place.replaceChildren();
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, SHOWN_MS);
  };
  // Whoever is about to press the button is not hurried.
  for (const sign of ["pointerenter", "focusin"]) place.addEventListener(sign, () => clearTimeout(timer));
  for (const sign of ["pointerleave", "focusout"]) place.addEventListener(sign, wait);
  place.addEventListener("keydown", (event) => {
    if (/** @type {KeyboardEvent} */ (event).key === "Escape") hide();
  });

  /** Say what is new. @param {Said} said @param {(number: number) => void} undo */
  return (said, undo) => {
    if (!said || said.number === number) return;
    number = said.number;
    const nodes = [make("span", { dir: "auto" }, said.text)];
    if (said.undo) {
      const button = make("button", { type: "button" }, said.undo);
      button.onclick = () => {
        hide();
        undo(said.number);
      };
      nodes.push(button);
    }
    place.replaceChildren(...nodes);
    wait();
  };
}
