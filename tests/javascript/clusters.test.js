import assert from "node:assert/strict";
import { test } from "node:test";

import { clusters, keyOf, rowsOf, SINGLE_ZOOM } from "#map/clusters.js";
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

/** Layers of marks at random. @param {number} seed */
function layersOf(seed) {
  const number = chance(seed);
  return ["facility", "proposal", "ocop"].slice(0, Math.ceil(number(0, 3))).map((id) => ({
    ...facilities(
      Array.from({ length: Math.floor(number(1, 60)) }, (_, i) =>
        mark(`${id}${i}`, number(21, 21.5), number(106, 106.9), { n: Math.floor(number(1, 50)) }),
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

test("clusters do not change the layers they were made from", () => {
  const layers = layersOf(5);
  const before = structuredClone(layers);
  clusters(layers, view());
  clusters(layers, view());
  assert.deepEqual(layers, before);
});

test("marks far apart stand alone, marks near each other together in their middle, as heavy as their rows", () => {
  const near = [mark("a", 21, 106, { n: 3 }), mark("b", 21, 106.01)];
  const [together, alone, ...more] = clusters([facilities([...near, mark("c", 21.4, 106.8)])], view());
  assert.deepEqual(more, []);
  assert.deepEqual(together.marks, near);
  assert.deepEqual(
    together.at.map((at) => Number(at.toFixed(6))),
    [21, 106.0025],
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
      marks: /** @type {[number, number, number][]} */ ([
        [21, 106, 40],
        [21.2, 106.2, 2],
      ]),
    },
  ];
  const { marks } = withCells({ ...facilities([mark("a", 21, 106)]), cells });
  assert.equal(rowsOf(marks), 43);
  assert.equal(new Set(marks.map(({ id }) => id)).size, 3);
  assert.deepEqual(
    marks.map(({ step }) => step),
    [undefined, 0.1, 0.1],
  );
});
