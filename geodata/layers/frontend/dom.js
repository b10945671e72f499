/** Elements of HTML and SVG. A text is written as text, so nothing in data can run. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, className = "", text = undefined) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} [attributes]
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svgElement(tag, attributes = {}) {
  const node = /** @type {SVGElementTagNameMap[Tag]} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}

/** For the few places where Leaflet takes HTML. @param {string} text */
export const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Whether a click or a key adds to what is chosen; a plain one replaces it. @param {MouseEvent | KeyboardEvent} event */
export const adds = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

/** Do by Enter and the blank what a click does. @param {Element} node @param {(event: KeyboardEvent) => void} act */
export function onEnter(node, act) {
  node.addEventListener("keydown", (event) => {
    const pressed = /** @type {KeyboardEvent} */ (event);
    if (pressed.key !== "Enter" && pressed.key !== " ") return;
    event.preventDefault();
    act(pressed);
  });
}
