/** The legend: classes of the measure, kinds of marks with their counts, notes. */

import { CIRCLE_PX } from "./areas.js";
import { element, svgElement } from "./dom.js";
import { glyph } from "./signs.js";

/** @import { Legend, LegendClass, LegendItem } from "./types.d.ts" */

/** @param {Legend} legend @param {boolean} isOpen */
export function legendDetails(legend, isOpen) {
  const details = element("details");
  details.open = isOpen;
  const body = element("div", "kc-legend-body");
  body.append(line("", legend.classes.map(classItem)));
  body.append(...legend.sections.map(({ title, items }) => line(title, items.map(markItem))));
  body.append(...legend.notes.map((note) => element("div", "kc-legend-note", note)));
  details.append(element("summary", "", legend.title), body);
  return details;
}

/** @param {string} title @param {HTMLElement[]} items */
function line(title, items) {
  const box = element("div", "kc-legend-line");
  if (title) box.append(element("strong", "", title));
  box.append(...items);
  return box;
}

/** @param {Element} sign @param {string} label @param {string} count */
function item(sign, label, count) {
  const box = element("span", "kc-legend-item");
  box.append(sign, element("span", "", label));
  if (count) box.append(element("span", "kc-count", `(${count})`));
  return box;
}

/** @param {LegendClass} row */
function classItem({ fill, label, count, missing, size }) {
  if (size) return item(circle(size * CIRCLE_PX), label, count);
  const swatch = element("span", missing ? "kc-swatch kc-swatch-missing" : "kc-swatch");
  swatch.style.backgroundColor = fill;
  return item(swatch, label, count);
}

/** @param {number} radius */
function circle(radius) {
  const side = radius * 2 + 2;
  const svg = svgElement("svg", { width: side, height: side, "aria-hidden": "true" });
  svg.append(svgElement("circle", { cx: side / 2, cy: side / 2, r: radius, class: "kc-circle" }));
  return svg;
}

/** @param {LegendItem} row */
function markItem({ label, count, style, quality, plate }) {
  const sign = element("span", `kc-glyph ${plate ? `kc-mark-${plate}` : ""}`);
  if (style) sign.append(glyph(style, quality, 14));
  return item(sign, label, count);
}
