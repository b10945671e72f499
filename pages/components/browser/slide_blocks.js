/** What stands on a slide: text, figures, maps, tables, charts. */

import { all, make, part } from "./dom.js";
import { drawnChart } from "./slide_charts.js";

/** @import { Block, Figures, SlideTable } from "./slides.d.ts" */

/** @typedef {{ node: HTMLElement, fit?: () => void }} Drawn `fit` makes room once the block is on the page */

const LEAST_VALUE_PX = 24;

/** Make the letters smaller, as long as they are readable. @param {HTMLElement} node @param {number} least @param {() => boolean} isTooLarge */
export function shrink(node, least, isTooLarge) {
  let size = Number.parseFloat(getComputedStyle(node).fontSize);
  while (size > least && isTooLarge()) {
    size -= 2;
    node.style.fontSize = `${size}px`;
  }
}

/** @param {string[]} notes */
const under = (notes) => (notes.length ? [make("p", { class: "notes-under" }, notes.join(" "))] : []);

/** @param {SlideTable} table @returns {Drawn} */
function tableBlock(table) {
  const whole = table.columns.reduce((sum, column) => sum + column.width, 0);
  const side = (/** @type {number} */ at) => ({ class: table.columns[at].is_number ? "is-number" : "" });
  const row = (/** @type {string[]} */ cells, isMarked = false) =>
    make(
      "tr",
      { class: isMarked ? "marked" : "" },
      ...cells.map((text, at) => make("td", side(at), make("div", {}, text))),
    );
  const widths = table.columns.map(({ width }) => {
    const col = make("col");
    col.style.width = `${(100 * width) / whole}%`;
    return col;
  });
  const head = make("tr", {}, ...table.columns.map(({ heading }, at) => make("th", side(at), heading)));
  const body = make("tbody", {}, ...table.rows.map((cells, at) => row(cells, table.marked.includes(at))));
  const foot = table.footer.length ? [make("tfoot", {}, ...table.footer.map((cells) => row(cells)))] : [];
  const grid = make("table", {}, make("colgroup", {}, ...widths), make("thead", {}, head), body, ...foot);
  const left = make("p", { class: "left" });
  const node = make("div", { class: "table" }, grid, left, ...under(table.notes));
  node.style.setProperty("--columns", String(table.columns.length));
  return { node, fit: () => fitRows(node, body, left, table.left) };
}

/** Make rows closer until the table fits, then leave out the last ones and say how many. @param {HTMLElement} box @param {HTMLTableSectionElement} body @param {HTMLElement} left @param {string[]} words */
function fitRows(box, body, left, words) {
  const isTooWide = () => box.scrollWidth > box.clientWidth;
  const isTooHigh = () => box.scrollHeight > box.clientHeight;
  const tell = () => {
    left.textContent = words[body.rows.length];
  };
  tell();
  if (isTooHigh() || isTooWide()) box.classList.add("is-tight");
  if (isTooHigh()) box.classList.add("is-close");
  while (isTooHigh() && body.rows.length > 1) {
    body.rows[body.rows.length - 1].remove();
    tell();
  }
}

/** @param {Figures} block @returns {Drawn} */
function figuresBlock({ figures }) {
  const cards = figures.map(({ label, text, unit, context, published }) =>
    make(
      "div",
      { class: "figure" },
      make("div", { class: "label" }, label),
      make("div", { class: "number" }, text, ...(unit ? [make("small", {}, unit)] : [])),
      make("div", { class: "context" }, context),
      ...(published ? [make("div", { class: "published" }, published)] : []),
    ),
  );
  const node = make("div", { class: "figures" }, ...cards);
  const fit = () => {
    node.classList.remove("is-tight");
    node.classList.toggle(
      "is-tight",
      cards.some((card) => card.scrollHeight > card.clientHeight),
    );
  };
  return { node, fit };
}

/** Make the values over columns as small as it takes for each to stand over its own. @param {HTMLElement} chart */
function fitValues(chart) {
  for (const column of all(chart, ".column")) {
    shrink(part(column, ".value"), LEAST_VALUE_PX, () => column.scrollWidth > column.clientWidth);
  }
}

/** @param {Block} block @param {boolean} isAside a text beside something larger @returns {Drawn} */
export function drawnBlock(block, isAside) {
  switch (block.kind) {
    case "text": {
      const lines = block.lines.map((text) => make("li", {}, text));
      return { node: make("ul", { class: isAside ? "lines aside" : "lines" }, ...lines) };
    }
    case "figures":
      return figuresBlock(block);
    case "map":
      return { node: make("div", { class: "map" }, make("img", { src: block.src, alt: block.alt })) };
    case "table":
      return tableBlock(block);
    default: {
      const attributes = { class: "chart", role: "img", "aria-label": block.alt };
      const node = make("div", attributes, ...drawnChart(block), ...under(block.notes));
      return { node, fit: () => fitValues(node) };
    }
  }
}
