/** The legend: a strip of one height with the classes of the measure; what else the signs mean unfolds over the map. */

import { CIRCLE_PX } from "./areas.js";
import { element, svgElement } from "./dom.js";
import { glyph } from "./signs.js";

/** @import { Legend, LegendClass, LegendItem } from "./types.d.ts" */

const STRIP_CIRCLE = 0.42;
/** The fill of what lies on no land of the map. */
const NOWHERE = "transparent";

/** @param {Legend} legend @param {string} more what unfolding tells @param {boolean} isOpen */
export function legendStrip(legend, more, isOpen) {
  const strip = element("div", "kc-strip");
  const title = element("strong", "kc-strip-title", legend.title);
  title.title = legend.title;
  const inClasses = legend.classes.filter(({ short, size }) => short || size);
  const others = legend.classes.filter(({ short, size }) => !short && !size);
  const scale = element("span", "kc-scale");
  scale.append(...inClasses.map(step));
  strip.append(title, scale, ...others.map(stripItem));
  const details = element("details", "kc-more");
  details.open = isOpen;
  const summary = element("summary", "", "i");
  summary.title = more;
  summary.setAttribute("aria-label", more);
  const body = element("div", "kc-legend-body");
  body.append(element("strong", "", legend.title), line("", legend.classes.map(classItem)));
  body.append(...legend.sections.map(({ title: name, items }) => line(name, items.map(markItem))));
  body.append(...legend.notes.map((note) => element("div", "kc-legend-note", note)));
  details.append(summary, body);
  strip.append(details);
  return strip;
}

/** What the signs of single marks mean, shown while some are seen. @param {Legend} legend */
export function singlesKey({ sections }) {
  const box = element("div", "kc-singles-key");
  box.append(
    ...sections.filter(({ is_of_signs }) => is_of_signs).map(({ title, items }) => line(title, items.map(markItem))),
  );
  return box;
}

/** A class of the strip: its colour, and where it begins. @param {LegendClass} row */
function step({ fill, label, short, size }) {
  const box = element("span", "kc-step", short || label);
  box.title = label;
  if (size) box.prepend(circle(size * CIRCLE_PX * STRIP_CIRCLE));
  else box.style.setProperty("--fill", fill);
  return box;
}

/** @param {LegendClass} row */
function stripItem(row) {
  const box = classItem(row);
  if (row.missing) box.classList.add(row.count === "0" ? "kc-none" : "kc-some");
  return box;
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
  if (fill === NOWHERE) return item(element("span", "kc-swatch kc-swatch-nowhere", "?"), label, count);
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
