/** Elements made in one call. Children are nodes or texts; a text is written as text, never as markup. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes] left out where empty, missing or false
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== "" && value !== false)
      node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function makeSvg(tag, attributes = {}, ...children) {
  const node = /** @type {SVGElementTagNameMap[Tag]} */ (document.createElementNS("http://www.w3.org/2000/svg", tag));
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * Have the browser save a file.
 * @param {Blob} file
 * @param {string} name
 */
export function save(file, name) {
  const link = make("a", { href: URL.createObjectURL(file), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * Put a text into the clipboard; the focus stays with `keeper`.
 * @param {string} text
 * @param {HTMLElement} keeper
 */
export async function copyText(text, keeper) {
  // Without https the clipboard object is missing: an office server on the local network is such a place.
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = make("textarea", { class: "offscreen", style: "position:fixed;opacity:0" });
  area.value = text;
  keeper.after(area);
  area.focus({ preventScroll: true });
  area.select();
  document.execCommand("copy");
  area.remove();
  keeper.focus({ preventScroll: true });
}

/**
 * Find what the page of a component always holds.
 * @template {HTMLElement} [Found=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {Found}
 */
export function part(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`no ${selector} in this component`);
  return /** @type {Found} */ (found);
}

const DOCUMENT = /(?<![\p{L}\d_])\d+[a-z]?(?:\/\d{4})?\/[A-ZĐ][\p{L}\d_]*(?:[-&][A-ZĐ][\p{L}\d_]*)*/gu;

/** A text in which no line ends within the number of a document (`documents_whole` in Python; `tests/document_numbers.json` holds its cases). @param {string} text */
export const documentsWhole = (text) =>
  text.includes("/") ? text.replace(DOCUMENT, (number) => number.replace(/[/&-](?=[\p{L}\d_])/gu, "$&\u2060")) : text;

/** Whether a click or a key adds to what is chosen; a plain one replaces it. @param {MouseEvent | KeyboardEvent | undefined} event */
export const adds = (event) => Boolean(event && (event.ctrlKey || event.metaKey || event.shiftKey));

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
export const all = (root, selector) =>
  [...root.querySelectorAll(selector)].map((node) => /** @type {HTMLElement} */ (node));
