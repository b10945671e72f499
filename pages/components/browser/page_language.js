/** The page's language, for screen readers, hyphenation and the browser's own words; and Streamlit's own words in it. */

/** @import { Component } from "./component.d.ts" */

const ATTRIBUTES = ["placeholder", "aria-label", "title"];
const FIELD = "{x}";
/** Figures and maps are ours or have no words of Streamlit. */
const SKIPPED = ".js-plotly-plot, iframe, svg, style, script, textarea";

/** Words that were put in place, by node and attribute ("" for a text), with what stood there. @type {WeakMap<Node, Map<string, [string, string]>>} */
const replaced = new WeakMap();
/** @type {Map<string, string>} */
let exact = new Map();
/** @type {[RegExp, string][]} */
let patterns = [];
let spoken = "";

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** @param {[string, string][]} phrases */
function learn(phrases) {
  exact = new Map(phrases.filter(([phrase]) => !phrase.includes(FIELD)));
  patterns = phrases
    .filter(([phrase]) => phrase.includes(FIELD))
    .map(([phrase, said]) => [new RegExp(`^${phrase.split(FIELD).map(escaped).join("(.+)")}$`), said]);
}

/** Return what a text of Streamlit is in the language of the page, itself where it is no such text. @param {string} text */
function said(text) {
  const known = exact.get(text);
  if (known !== undefined || text.length > 120) return known ?? text;
  for (const [pattern, words] of patterns) {
    const found = pattern.exec(text);
    if (found) return words.replace(FIELD, () => found[1]);
  }
  return text;
}

/** @param {Node} node @param {string} place @param {string} now @param {(text: string) => void} write */
function say(node, place, now, write) {
  const held = replaced.get(node)?.get(place);
  const source = held && held[1] === now ? held[0] : now;
  const wanted = said(source);
  if (wanted !== source) {
    const own = replaced.get(node) ?? new Map();
    replaced.set(node, own.set(place, [source, wanted]));
  }
  if (wanted !== now) write(wanted);
}

/** @param {Element} element @param {string} name */
function sayAttribute(element, name) {
  const now = element.getAttribute(name);
  if (now) say(element, name, now, (text) => element.setAttribute(name, text));
}

/** @param {Text} node */
function sayText(node) {
  if (node.data.trim())
    say(node, "", node.data, (text) => {
      node.data = text;
    });
}

/** @param {Node} root */
function sayAll(root) {
  if (root instanceof Text) {
    sayText(root);
    return;
  }
  if (!(root instanceof Element) || root.closest(SKIPPED)) return;
  for (const name of ATTRIBUTES) sayAttribute(root, name);
  for (const child of root.childNodes) sayAll(child);
}

const watch = new MutationObserver((changes) => {
  for (const { type, target, addedNodes, attributeName } of changes) {
    const element = target instanceof Element ? target : target.parentElement;
    if (element?.closest(SKIPPED)) continue;
    if (type === "childList") addedNodes.forEach(sayAll);
    else if (type === "characterData") sayText(/** @type {Text} */ (target));
    else if (attributeName) sayAttribute(/** @type {Element} */ (target), attributeName);
  }
});

const decoder = new TextDecoder();

/** @param {Component<Uint8Array>} component its data is the language and its phrases, as JSON */
export default function pageLanguage({ data }) {
  const { code, phrases } = /** @type {{ code: string, phrases: [string, string][] }} */ (
    JSON.parse(decoder.decode(data))
  );
  document.documentElement.lang = code;
  if (spoken === code) return;
  spoken = code;
  learn(phrases);
  sayAll(document.body);
  watch.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
}
