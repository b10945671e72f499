import assert from "node:assert/strict";
import { test } from "node:test";
import { legendStrip, singlesKey } from "#map/legend.js";
import { glyph } from "#map/signs.js";
import { textOf, texts } from "./document.js";

/** @import { Legend, LegendClass, LegendItem } from "#map/types.d.ts" */

/** @param {Partial<LegendClass>} more @returns {LegendClass} */
const row = (more) => ({ fill: "#0b5d57", label: "0 – < 5", count: "2", missing: false, size: 0, short: "", ...more });
/** @param {Partial<LegendItem>} more @returns {LegendItem} */
const item = (more) => ({
  label: "Cơ khí",
  count: "",
  style: { shape: 1, colour: "#00f" },
  quality: "exact",
  plate: "",
  ...more,
});

/** @type {Legend} */
const said = {
  title: "Cơ sở trên 100 km²",
  classes: [
    row({ short: "0" }),
    row({ label: "không có số liệu", count: "0", missing: true }),
    row({ size: 0.5, count: "" }),
  ],
  sections: [
    {
      title: "Ký hiệu",
      items: [item({ label: "đề án", count: "1.234", style: null, plate: "proposal" })],
      is_of_signs: false,
    },
    { title: "Ngành", items: [item({})], is_of_signs: true },
  ],
  notes: ["Chưa xếp được: 15"],
};
const strip = legendStrip(said, "Chú giải", true);
const legend = /** @type {HTMLDetailsElement} */ (strip.querySelector("details"));

test("the strip has the title, where each class begins, and the whole of each to those who point at it", () => {
  assert.equal(textOf(strip.querySelector(".kc-strip-title")), "Cơ sở trên 100 km²");
  const steps = /** @type {HTMLElement[]} */ ([...strip.querySelectorAll(".kc-scale .kc-step")]);
  assert.deepEqual(
    steps.map((node) => [textOf(node), node.title]),
    [
      ["0", "0 – < 5"],
      ["0 – < 5", "0 – < 5"],
    ],
  );
  assert.equal(strip.querySelectorAll(":scope > .kc-none").length, 1, "no unit is without data");
});

test("what signs of single marks mean stands by itself, and nothing else with it", () => {
  assert.equal(textOf(singlesKey(said)), "NgànhCơ khí");
});

test("unfolded, the legend says title, every class with its count, sections and notes, in this order", () => {
  assert.equal(legend.open, true);
  assert.equal(legend.querySelector("summary")?.getAttribute("aria-label"), "Chú giải");
  assert.equal(
    textOf(legend.querySelector(".kc-legend-body")),
    "Cơ sở trên 100 km²0 – < 5(2)không có số liệu(0)0 – < 5Ký hiệuđề án(1.234)NgànhCơ khíChưa xếp được: 15",
  );
  assert.deepEqual(texts(legend, ".kc-count"), ["(2)", "(0)", "(1.234)"]);
});

test("what has no value is told from a class by more than colour", () => {
  assert.equal(legend.querySelectorAll(".kc-swatch").length, 2);
  assert.equal(legend.querySelectorAll(".kc-swatch-missing").length, 1);
});

test("a circle of the legend is as large as on the map", () => {
  assert.equal(legend.querySelector("circle")?.getAttribute("r"), "12");
});

test("each of twelve sectors has a shape of its own, and a place that is known roughly looks so", () => {
  const shape = (/** @type {number} */ at) => glyph({ shape: at, colour: "red" }, "exact", 14).innerHTML;
  assert.equal(new Set(Array.from({ length: 12 }, (_, at) => shape(at))).size, 12);
  const looks = ["exact", "commune", "district"].map(
    (quality) => glyph({ shape: 0, colour: "red" }, quality, 14).innerHTML,
  );
  assert.equal(new Set(looks).size, 3);
});

test("pictures of the legend are silent: the words beside them are read", () => {
  for (const svg of legend.querySelectorAll("svg")) assert.equal(svg.getAttribute("aria-hidden"), "true");
});
