import assert from "node:assert/strict";
import { test } from "node:test";
import { legendDetails } from "#map/legend.js";
import { glyph } from "#map/signs.js";
import { textOf, texts } from "./document.js";

/** @import { LegendClass, LegendItem } from "#map/types.d.ts" */

/** @param {Partial<LegendClass>} more @returns {LegendClass} */
const row = (more) => ({ fill: "#0b5d57", label: "0 – < 5", count: "2", missing: false, size: 0, ...more });
/** @param {Partial<LegendItem>} more @returns {LegendItem} */
const item = (more) => ({
  label: "Cơ khí",
  count: "",
  style: { shape: 1, colour: "#00f" },
  quality: "exact",
  plate: "",
  ...more,
});

const legend = legendDetails(
  {
    title: "Cơ sở trên 100 km²",
    classes: [row({}), row({ label: "không có số liệu", count: "0", missing: true }), row({ size: 0.5, count: "" })],
    sections: [
      { title: "Ngành", items: [item({}), item({ label: "đề án", count: "1.234", style: null, plate: "proposal" })] },
    ],
    notes: ["Chưa xếp được: 15"],
  },
  true,
);

test("the legend says title, every class with its count, sections and notes, in this order", () => {
  assert.equal(legend.open, true);
  assert.equal(
    textOf(legend),
    "Cơ sở trên 100 km²0 – < 5(2)không có số liệu(0)0 – < 5NgànhCơ khíđề án(1.234)Chưa xếp được: 15",
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
