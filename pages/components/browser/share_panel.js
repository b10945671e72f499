/** The link of a view and its code, and the views that are kept under a name. Names and links are written as text, never as markup. */

import { copyText, make, part } from "./dom.js";
import { codePicture } from "./qr_code.js";

/** @import { Component } from "./component.d.ts" */

/**
 * @typedef {{ link: string, copy: string, copied: string, code: string, name: string, save: string, kept: string, none: string, open: string,
 *   rename: string, drop: string, done: string, note: string }} Texts
 * @typedef {{ id: string, name: string, path: string }} Kept
 * @typedef {{ base: string, path: string, code: [number, string], kept: Kept[], can_save: boolean, longest: number, texts: Texts }} Share
 * @typedef {{ action: "save" | "open" | "rename" | "drop", id?: string, name?: string }} Asked
 * @typedef {(asked: Asked) => void} Tell
 */

const COPIED_MS = 2000;
/** The whole address of a place of the app. @param {string} base @param {string} path */
export const linkOf = (base, path) => new URL(path, base ? `${base}/` : document.baseURI).href;

/** @param {string} label @param {string} className @param {() => void} act */
function button(label, className, act) {
  const node = make("button", { type: "button", class: className }, label);
  node.onclick = act;
  return node;
}

/** A button that copies a link and says so. @param {string} link @param {Texts} texts */
function copyButton(link, texts) {
  const node = button(texts.copy, "copy", async () => {
    await copyText(link, node);
    node.textContent = texts.copied;
    setTimeout(() => {
      node.textContent = texts.copy;
    }, COPIED_MS);
  });
  node.setAttribute("aria-live", "polite");
  return node;
}

/** @param {Share} share */
function linkPart({ base, path, code, texts }) {
  const link = linkOf(base, path);
  const field = make("input", { type: "text", class: "link", readonly: true, value: link, "aria-label": texts.link });
  field.onfocus = () => field.select();
  const parts = [make("h3", {}, texts.link), make("div", { class: "row" }, field, copyButton(link, texts))];
  if (!code[0]) return parts;
  return [...parts, codePicture(code, texts.code), make("p", { class: "hint" }, texts.code)];
}

/** @param {string} value @param {number} longest @param {string} label @param {string} done @param {(name: string) => void} act */
function nameForm(value, longest, label, done, act) {
  const field = make("input", { type: "text", class: "typed", maxlength: longest, value, "aria-label": label });
  field.placeholder = label;
  field.dir = "auto";
  const form = make("form", { class: "row" }, field, make("button", { type: "submit", class: "primary" }, done));
  form.onsubmit = (event) => {
    event.preventDefault();
    const name = field.value.trim();
    if (name) act(name);
    else field.focus();
  };
  return form;
}

/** @param {Kept} one @param {Share} share @param {Tell} tell */
function keptLine({ id, name, path }, { base, can_save, longest, texts }, tell) {
  const open = button(name, "open", () => tell({ action: "open", id }));
  open.dir = "auto";
  open.title = texts.open;
  const line = make("li", {}, open, copyButton(linkOf(base, path), texts));
  line.lastElementChild?.setAttribute("aria-label", `${texts.copy}: ${name}`);
  if (!can_save) return line;
  const rename = button("✎", "small", () => {
    const form = nameForm(name, longest, texts.name, texts.done, (typed) =>
      tell({ action: "rename", id, name: typed }),
    );
    line.replaceChildren(form);
    part(form, "input").focus();
  });
  const drop = button("✕", "small", () => tell({ action: "drop", id }));
  for (const [node, text] of /** @type {[HTMLElement, string][]} */ ([
    [rename, texts.rename],
    [drop, texts.drop],
  ])) {
    node.title = text;
    node.setAttribute("aria-label", `${text}: ${name}`);
  }
  line.append(rename, drop);
  return line;
}

/** @param {HTMLElement} root @param {Share} share @param {Tell} tell */
function draw(root, share, tell) {
  const { kept, can_save, longest, texts } = share;
  const form = nameForm("", longest, texts.name, texts.save, (name) => tell({ action: "save", name }));
  root.replaceChildren(
    ...linkPart(share),
    make("h3", {}, texts.kept),
    ...(can_save ? [form] : []),
    kept.length
      ? make("ul", {}, ...kept.map((one) => keptLine(one, share, tell)))
      : make("p", { class: "hint" }, texts.none),
    make("p", { class: "hint" }, texts.note),
  );
}

/** @type {WeakMap<HTMLElement, string>} */
const written = new WeakMap();

/** @param {Component<Share>} component */
export default function sharePanel({ data, parentElement, setTriggerValue }) {
  const root = part(parentElement, ".share");
  const now = JSON.stringify(data);
  if (written.get(root) === now) return; // a rerun that changes nothing leaves what is typed
  written.set(root, now);
  draw(root, data, (asked) => setTriggerValue("asked", asked));
}
