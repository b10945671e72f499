/** The signs of marks: twelve shapes on a 20 x 20 field, so that a sector is never told by colour alone. */

import { svgElement } from "./dom.js";

/** @import { MarkStyle } from "./types.d.ts" */

const SHAPES = [
  "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16z",
  "M3 3h14v14h-14z",
  "M10 2L18.5 17H1.5z",
  "M10 1.5L18.5 10L10 18.5L1.5 10z",
  "M10 1.5L18.2 7.5L15 17.5H5L1.8 7.5z",
  "M5.5 2.5h9L19 10l-4.5 7.5h-9L1 10z",
  "M1.5 3h17L10 18z",
  "M7 2h6v5h5v6h-5v5h-6v-5h-5v-6h5z",
  "M10 1l2.6 6.2l6.7.5l-5.1 4.4l1.6 6.6l-5.8-3.6l-5.8 3.6l1.6-6.6l-5.1-4.4l6.7-.5z",
  "M2 6h16v9h-16z",
  "M10 2a8 8 0 0 1 8 8v8h-16v-8a8 8 0 0 1 8-8z",
  "M6 2h8l4 4v8l-4 4h-8l-4-4v-8z",
];

/** The less exactly a place is known, the lighter the sign. @param {MarkStyle} style @param {string} quality @param {number} size */
export function glyph(style, quality, size) {
  const svg = svgElement("svg", { viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true" });
  const isExact = quality === "exact";
  svg.append(
    svgElement("path", {
      d: SHAPES[style.shape % SHAPES.length],
      fill: style.colour,
      "fill-opacity": isExact ? 1 : quality === "commune" ? 0.72 : 0.18,
      stroke: isExact ? "#fff" : style.colour,
      "stroke-width": isExact ? 1.2 : 2,
      "stroke-dasharray": quality === "district" ? "2.5 2" : "none",
      "stroke-linejoin": "round",
    }),
  );
  return svg;
}
