import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMUNE_ZOOM, clusters, keyOf, rowsOf, SINGLE_ZOOM } from "#map/clusters.js";
import { withCells } from "#map/payload.js";
import { chance } from "./numbers.js";
import { facilities, mark } from "./states.js";

/** @import { View } from "#map/clusters.js" */
/** @import { Mark } from "#map/types.d.ts" */

/** A thousand pixels a degree, and all is in view. @param {Partial<View>} [more] @returns {View} */
const view = (more) => ({
  zoom: 10,
  isInView: () => true,
  project: ({ lat, lon }) => ({ x: lon * 1000, y: -lat * 1000 }),
  ...more,
});

const UNITS = ["213", "213.07201", "213.07204", "217", "217.07408", ""];
const QUALITIES = ["exact", "commune", "district"];

/** Layers of marks at random. @param {number} seed */
function layersOf(seed) {
  const number = chance(seed);
  return ["facility", "proposal", "ocop"].slice(0, Math.ceil(number(0, 3))).map((id) => ({
    ...facilities(
      Array.from({ length: Math.floor(number(1, 60)) }, (_, i) =>
        mark(`${id}${i}`, number(21, 21.5), number(106, 106.9), {
          n: Math.floor(number(1, 50)),
          unit: UNITS[Math.floor(number(0, UNITS.length))],
          quality: QUALITIES[Math.floor(number(0, QUALITIES.length))],
        }),
      ),
    ),
    id,
  }));
}

test("every row is in one cluster of its layer, at any zoom", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const layers = layersOf(seed);
    for (const zoom of [8, 12, SINGLE_ZOOM]) {
      const found = clusters(layers, view({ zoom }));
      for (const layer of layers) {
        const marks = found.filter((one) => one.layer === layer).flatMap((one) => one.marks);
        assert.equal(rowsOf(marks), rowsOf(layer.marks), `seed ${seed}`);
        assert.deepEqual(new Set(marks), new Set(layer.marks), `seed ${seed}`);
      }
      assert.equal(new Set(found.map(keyOf)).size, found.length, `seed ${seed}: keys tell clusters apart`);
    }
  }
});

test("no cluster holds marks of two districts, nor of two communes once communes are told apart", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    for (const zoom of [8, 11, COMMUNE_ZOOM, SINGLE_ZOOM, 17]) {
      for (const { marks, at } of clusters(layersOf(seed), view({ zoom }))) {
        const units = marks.map(({ unit = "" }) => (zoom < COMMUNE_ZOOM ? unit.split(".")[0] : unit));
        assert.equal(new Set(units).size, 1, `seed ${seed} zoom ${zoom}`);
        assert.ok(zoom < 1 || at.every(Number.isFinite));
      }
    }
  }
});

test("a cluster stands where one of the marks of its place is", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const layers = layersOf(seed);
    const all = new Set(layers.flatMap(({ marks }) => marks.map(({ lat, lon }) => `${lat},${lon}`)));
    for (const { at } of clusters(layers, view())) assert.ok(all.has(at.join()), `seed ${seed}`);
  }
});

test("marks whose place is not exact stand together in their unit however close one looks", () => {
  const vague = [mark("a", 21, 106), mark("b", 21.2, 106.3)].map((one) => ({
    ...one,
    quality: "commune",
    unit: "213.07201",
  }));
  for (const zoom of [COMMUNE_ZOOM, SINGLE_ZOOM, 17]) {
    const found = clusters([facilities(vague)], view({ zoom }));
    assert.deepEqual(
      found.map(({ marks }) => marks.length),
      [2],
    );
  }
});

test("clusters do not change the layers they were made from", () => {
  const layers = layersOf(5);
  const before = structuredClone(layers);
  clusters(layers, view());
  clusters(layers, view());
  assert.deepEqual(layers, before);
});

test("marks far apart stand alone, marks near each other together at the one nearest to their middle", () => {
  const near = [mark("a", 21, 106, { n: 3 }), mark("b", 21, 106.01)];
  const [together, alone, ...more] = clusters([facilities([...near, mark("c", 21.4, 106.8)])], view());
  assert.deepEqual(more, []);
  assert.deepEqual(together.marks, near);
  assert.deepEqual(
    together.at.map((at) => Number(at.toFixed(6))),
    [21, 106],
  );
  assert.deepEqual(alone.at, [21.4, 106.8]);
  assert.equal(alone.nudge, 0);
});

test("layers of one place stand side by side and not on each other", () => {
  const layers = ["facility", "proposal", "ocop"].map((id) => ({ ...facilities([mark(id, 21, 106)]), id }));
  const found = clusters(layers, view());
  assert.deepEqual(
    found.map(({ nudge }) => nudge),
    [-30, 0, 30],
  );
  assert.equal(new Set(found.map(({ at }) => at.join())).size, 1);
});

test("looked at closely each mark stands by itself", () => {
  const marks = [mark("a", 21, 106), mark("b", 21, 106)];
  assert.equal(clusters([facilities(marks)], view({ zoom: SINGLE_ZOOM })).length, 2);
  assert.equal(clusters([facilities(marks)], view({ zoom: SINGLE_ZOOM - 1 })).length, 1);
});

test("what is out of view is not drawn", () => {
  const isInView = (/** @type {Mark} */ { lon }) => lon < 106.5;
  const found = clusters([facilities([mark("a", 21, 106), mark("b", 21, 106.9)])], view({ isInView }));
  assert.deepEqual(
    found.map(({ marks }) => marks.map(({ id }) => id)),
    [["a"]],
  );
});

test("marks of cells come as bare numbers and count as many rows as they stand for", () => {
  const cells = [
    {
      step: 0.1,
      quality: "commune",
      units: ["213", "217"],
      marks: /** @type {[number, number, number, number][]} */ ([
        [21, 106, 40, 0],
        [21.2, 106.2, 2, 1],
      ]),
    },
  ];
  const { marks } = withCells({ ...facilities([mark("a", 21, 106)]), cells });
  assert.equal(rowsOf(marks), 43);
  assert.equal(new Set(marks.map(({ id }) => id)).size, 3);
  assert.deepEqual(
    marks.map(({ step, unit, quality }) => [step, unit, quality]),
    [
      [undefined, undefined, "exact"],
      [0.1, "213", "commune"],
      [0.1, "217", "commune"],
    ],
  );
});
