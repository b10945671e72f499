/** The slides of a briefing as lines. Texts are set as text, never as markup. */

import { all, make, part } from "./dom.js";
import { beginWait, followList } from "./slide_wait.js";

/** @import { Component } from "./component.d.ts" */
/** @import { WaitWords } from "./slide_wait.js" */

/**
 * @typedef {{ id: string, place: number, topic: string, headline: string, remark: string, can_remark: boolean, can_drop: boolean }} Line
 * @typedef {{ earlier: string, later: string, drop: string, play: string, remark: string, remark_help: string, too_long: string, wait: WaitWords }} Words
 * @typedef {{ lines: Line[], words: Words, most: number }} Lines
 */

/** @param {string} name @param {string} icon @param {string} says @param {Line} line @param {Record<string, string | boolean>} [more] */
const action = (name, icon, says, line, more = {}) =>
  make(
    "button",
    { type: "button", name, title: says, "aria-label": `${says}: ${line.topic}`, ...more },
    make("span", { class: "icon", "aria-hidden": "true", translate: "no" }, icon),
  );

/** @param {Line} line @param {Words} words */
const remarkOf = (line, words) =>
  make(
    "label",
    { class: "remark", hidden: true },
    make("span", { dir: "auto" }, words.remark),
    make("textarea", { rows: 3, dir: "auto" }, line.remark),
    make("span", { class: "help", dir: "auto" }, words.remark_help),
    make("span", { class: "too-long", role: "alert", dir: "auto" }),
  );

/** @param {Line} line @param {Words} words @param {boolean} isLast */
function lineOf(line, words, isLast) {
  const box = make("input", { type: "checkbox", name: line.place ? "hide" : "show" });
  box.checked = line.place > 0;
  const says = make(
    "span",
    { class: "says", dir: "auto" },
    line.place ? `${line.place}. ` : "",
    make("b", {}, line.topic),
    ` · ${line.headline}`,
  );
  const row = make("li", { "data-id": line.id, class: "line" }, make("label", { class: "shown" }, box, says));
  if (!line.place) return row;
  const icon = line.remark ? "sticky_note_2" : "add_comment";
  row.append(
    action("earlier", "arrow_upward", words.earlier, line, { disabled: line.place === 1 }),
    action("later", "arrow_downward", words.later, line, { disabled: isLast }),
    ...(line.can_drop ? [action("drop", "close", words.drop, line)] : []),
    ...(line.can_remark ? [action("remark", icon, words.remark, line, { "aria-expanded": "false" })] : []),
    action("play", "play_arrow", words.play, line),
  );
  if (line.can_remark) row.append(remarkOf(line, words));
  return row;
}

/** @param {HTMLElement} row @param {boolean} isOpen */
function openRemark(row, isOpen) {
  part(row, ".remark").hidden = !isOpen;
  part(row, "button[name=remark]").setAttribute("aria-expanded", String(isOpen));
}

/** Write the lines anew; what was open stays open, what had the focus keeps it. @param {HTMLElement} root @param {Lines} data */
function write(root, { lines, words }) {
  const focused = /** @type {HTMLElement | null} */ (root.querySelector(":focus"));
  const at = focused?.closest("li")?.dataset.id;
  const name = focused?.getAttribute("name") ?? "";
  const open = all(root, ".remark:not([hidden])").map((node) => node.closest("li")?.dataset.id);
  const n = lines.filter(({ place }) => place).length;
  root.replaceChildren(...lines.map((line) => lineOf(line, words, line.place === n)));
  for (const row of all(root, "li")) {
    if (open.includes(row.dataset.id) && row.querySelector(".remark")) openRemark(row, true);
    if (!focused || row.dataset.id !== at) continue;
    const again = row.querySelector(name ? `[name="${name}"]:not(:disabled)` : "textarea");
    /** @type {HTMLElement | null} */ (again ?? row.querySelector("input"))?.focus();
  }
}

/** @param {Component<Lines>} component */
export default function slideLines({ data, parentElement, setTriggerValue }) {
  const root = part(parentElement, ".lines");
  const written = JSON.stringify(data);
  if (root.dataset.written !== written) {
    root.dataset.written = written;
    write(root, data);
  }
  followList(root, data.words.wait, () => setTriggerValue("done", { act: "stay" }));
  const rowOf = (/** @type {EventTarget | null} */ target) =>
    /** @type {HTMLElement} */ (/** @type {Element} */ (target).closest("li"));
  root.onclick = ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    if (!button) return;
    const row = rowOf(button);
    if (button.name === "play") beginWait(row.dataset.id ?? "");
    if (button.name !== "remark") setTriggerValue("done", { act: button.name, id: row.dataset.id });
    else openRemark(row, button.ariaExpanded !== "true");
  };
  root.onchange = ({ target }) => {
    const field = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (target);
    const { id } = rowOf(field).dataset;
    if (field.name) {
      setTriggerValue("done", { act: field.name, id });
      return;
    }
    const n = [...field.value].length;
    const isTooLong = n > data.most;
    const number = n.toLocaleString(document.documentElement.lang || undefined);
    part(rowOf(field), ".too-long").textContent = isTooLong ? data.words.too_long.replace("{n}", number) : "";
    if (!isTooLong) setTriggerValue("done", { act: "remark", id, text: field.value });
  };
}
