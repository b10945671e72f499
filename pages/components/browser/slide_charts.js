/** Charts on a slide: bars, columns and a line, each with its numbers. */

import { make, makeSvg } from "./dom.js";

/** @import { Chart, Series } from "./slides.d.ts" */

/** The angle of a pattern's stripes; "." are dots. @type {Record<string, number>} */
const STRIPES = { "/": 45, "\\": -45, "-": 0, "|": 90, x: 45, "+": 0 };
const GAP = "…";
const BARS_SHARE = 66; // of the track, so that the number has room behind the longest bar
const COLUMNS_SHARE = 86;
const TIGHT_FROM = 11;
const GAP_WIDTH = "44px"; // where years between have no amount
const LINE = { width: 1760, height: 640, left: 60, inner: 1640, bottom: 560, high: 480, names: 615 };

/** @param {HTMLElement} node @param {Series} series */
function paint({ style }, { colour, pattern, is_open }) {
  style.borderColor = colour;
  const [line, ground] = is_open ? [colour, "#fff"] : ["#fff", colour];
  if (!pattern) style.background = colour;
  else if (pattern === ".") {
    const [dot, edge] = is_open ? [3, 3.5] : [2, 2.5];
    style.background = `radial-gradient(${line} ${dot}px, ${ground} ${edge}px) 0 0 / 12px 12px`;
  } else {
    const [angle, width] = [180 - STRIPES[pattern], is_open ? 4 : 2];
    style.background = `repeating-linear-gradient(${angle}deg, ${line} 0 ${width}px, ${ground} ${width}px 12px)`;
  }
}

/** @param {Chart} chart */
function legend({ series }) {
  const entries = series.map((one) => {
    const swatch = make("i", { class: "swatch" });
    paint(swatch, one);
    return make("span", {}, swatch, one.name);
  });
  return make("div", { class: "legend" }, ...entries);
}

/** The whole of each category, and at least next to nothing: something is divided by it. @param {Chart} chart */
const largestOf = ({ categories, series }) =>
  Math.max(...categories.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0)), 1e-9);

/** @param {Chart} chart @param {number} at @param {number} largest @param {"width" | "height"} side @param {number} share */
const parts = ({ series }, at, largest, side, share) =>
  series.flatMap((one) => {
    const value = one.values[at] ?? 0;
    if (value <= 0) return [];
    const node = make("div", { class: "part" });
    node.style[side] = `${(share * value) / largest}%`;
    paint(node, one);
    return [node];
  });

/** @param {Chart} chart @param {number} at */
const isFaint = ({ chosen, categories }, at) => chosen.length > 0 && !chosen[at] && categories[at] !== GAP;

/** @param {Chart} chart */
function bars(chart) {
  const largest = largestOf(chart);
  const isTight = chart.categories.length >= TIGHT_FROM;
  const longest = Math.max(...chart.categories.map((name) => name.length));
  const names = Math.min(560, longest * (isTight ? 13 : 16) + 20);
  const rows = chart.categories.map((name, at) => {
    const value = make("span", { class: "value" }, chart.labels[at] ?? "");
    const track = make("div", { class: "track" }, ...parts(chart, at, largest, "width", BARS_SHARE), value);
    const row = make("div", { class: isTight ? "bar is-tight" : "bar" }, make("div", { class: "name" }, name), track);
    row.style.gridTemplateColumns = `${names}px 1fr`;
    row.classList.toggle("faint", isFaint(chart, at));
    return row;
  });
  return make("div", { class: "bars" }, ...rows);
}

/** The numbers of the parts of a column, each at the middle of its part. @param {Chart} chart @param {number} at @param {number} largest */
const numbersOfParts = ({ parts: all }, at, largest) =>
  all
    .filter((one) => one.at === at)
    .map(({ value, text }) => {
      const node = make("div", { class: "number-of-part" }, text);
      node.style.bottom = `${(COLUMNS_SHARE * value) / largest}%`;
      return node;
    });

/** Columns on one scale: however many lines a name takes, all stand on one ground. @param {Chart} chart */
function columns(chart) {
  const largest = largestOf(chart);
  const all = chart.categories.map((name, at) => {
    const value = make("div", { class: "value" }, chart.labels[at] ?? "");
    const stacked = parts(chart, at, largest, "height", COLUMNS_SHARE).reverse();
    const stack = make("div", { class: "stack" }, value, ...stacked, ...numbersOfParts(chart, at, largest));
    const column = make("div", { class: "column" }, stack, make("div", { class: "name" }, name));
    column.classList.toggle("gap", name === GAP);
    column.classList.toggle("faint", isFaint(chart, at));
    return column;
  });
  const made = make("div", { class: "columns" }, ...all);
  made.style.gridTemplateColumns = chart.categories
    .map((name) => (name === GAP ? GAP_WIDTH : "minmax(0, 1fr)"))
    .join(" ");
  return made;
}

/** The way of a line; where a value is missing it is broken. @param {(number | null)[]} values @param {(at: number) => number} x @param {(value: number) => number} y */
export function way(values, x, y) {
  return values
    .map((value, at) => (value === null ? "" : `${(values[at - 1] ?? null) === null ? "M" : "L"}${x(at)} ${y(value)}`))
    .join("");
}

/** @param {Chart} chart */
function line({ categories, series, labels }) {
  const largest = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)), 1e-9);
  const x = (/** @type {number} */ at) => LINE.left + (LINE.inner * (at + 0.5)) / categories.length;
  const y = (/** @type {number} */ value) => LINE.bottom - (LINE.high * value) / largest;
  const text = (
    /** @type {string} */ words,
    /** @type {number} */ at,
    /** @type {number} */ top,
    /** @type {number} */ weight,
  ) => makeSvg("text", { x: x(at), y: top, "text-anchor": "middle", "font-size": 28, "font-weight": weight }, words);
  const paths = series.map(({ values, colour }) =>
    makeSvg("path", { d: way(values, x, y), fill: "none", stroke: colour, "stroke-width": 6 }),
  );
  const words = categories.flatMap((category, at) => {
    const top = y(Math.max(...series.map(({ values }) => values[at] ?? 0))) - 20;
    const name = text(category, at, LINE.names, 400);
    return labels[at] ? [name, text(labels[at], at, top, 600)] : [name];
  });
  const svg = makeSvg("svg", { viewBox: `0 0 ${LINE.width} ${LINE.height}` }, ...paths, ...words);
  return make("div", { class: "columns" }, svg);
}

const SHAPES = { bars, columns, line };

/** A chart with its unit, and a legend where there is more than one plain series. @param {Chart} chart */
export function drawnChart(chart) {
  const isPlain = chart.series.length < 2 && !chart.series[0]?.pattern;
  return [make("p", { class: "unit" }, chart.unit), ...(isPlain ? [] : [legend(chart)]), SHAPES[chart.kind](chart)];
}
