import assert from "node:assert/strict";
import { test } from "node:test";

import { hasRoom, manner, placeNames } from "#map/names.js";
import { chance } from "./numbers.js";

/** @import { Manner, Name } from "#map/names.js" */

const WIDE = manner(false, 900);
const PHONE = manner(false, 390);
const FINE = manner(true, 900);

/** Places of names on a map with names, marks and controls at random. @param {number} seed @param {Manner} how */
function placed(seed, how) {
  const number = chance(seed);
  const point = () => ({ x: number(0, 400), y: number(0, 300) });
  const list = (/** @type {number} */ most, /** @type {() => any} */ make) =>
    Array.from({ length: Math.floor(number(0, most)) }, make);
  /** @type {Name[]} */
  const names = list(14, () => ({ ...point(), half: number(10, 40) }));
  const marks = list(12, point);
  const controls = list(3, () => {
    const { x, y } = point();
    return { left: x, right: x + number(20, 90), top: y, bottom: y + number(20, 60) };
  });
  return { names, marks, controls, ...placeNames(names, marks, controls, how) };
}

for (const [name, how] of Object.entries({ wide: WIDE, phone: PHONE, communes: FINE })) {
  test(`no two names stand on each other, nor one on a control: ${name}`, () => {
    let shown = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const { names, places, controls } = placed(seed, how);
      const boxes = places.flatMap(({ step: [dx, dy], isFree }, i) =>
        isFree ? [{ x: names[i].x + dx, y: names[i].y + dy, half: names[i].half }] : [],
      );
      shown += boxes.length;
      for (const [i, a] of boxes.entries()) {
        for (const b of boxes.slice(i + 1)) {
          assert.ok(Math.abs(a.x - b.x) > a.half + b.half || Math.abs(a.y - b.y) >= 15, `seed ${seed}`);
        }
        for (const box of controls) {
          const isOn = a.x + a.half > box.left && a.x - a.half < box.right && a.y > box.top && a.y < box.bottom;
          assert.ok(!isOn, `seed ${seed}`);
        }
      }
    }
    assert.ok(shown > 600, `only ${shown} names are shown`);
  });
}

test("a name alone stays where it is, and the same map has the same names at each look", () => {
  const alone = [{ x: 100, y: 100, half: 30 }];
  assert.deepEqual(placeNames(alone, [], [], WIDE).places, [{ step: [0, 0], isFree: true }]);
  assert.deepEqual(placed(7, WIDE), placed(7, WIDE));
});

test("a name steps aside for a mark, no further than it must", () => {
  const [{ step, isFree }] = placeNames([{ x: 100, y: 100, half: 30 }], [{ x: 105, y: 98 }], [], WIDE).places;
  assert.ok(isFree);
  assert.deepEqual(step, [0, 22]);
});

test("the name of a district is shown even where marks are all around it, that of a commune is not", () => {
  const names = [{ x: 100, y: 100, half: 30 }];
  const marks = Array.from({ length: 30 }, (_, i) => ({ x: 100, y: 20 + 6 * i }));
  assert.equal(placeNames(names, marks, [], WIDE).places[0].isFree, true);
  assert.equal(placeNames(names, marks, [], FINE).places[0].isFree, false);
});

test("beneath a control a name is hidden", () => {
  const everywhere = { left: 0, right: 400, top: 0, bottom: 400 };
  assert.equal(placeNames([{ x: 100, y: 100, half: 30 }], [], [everywhere], WIDE).places[0].isFree, false);
});

test("a neighbour's name shows only whole, above the legend and away from buttons and other names", () => {
  const room = { width: 900, bottom: 500 };
  const at = (/** @type {number} */ x, /** @type {number} */ y) => ({ x, y, half: 60 });
  assert.equal(hasRoom(at(450, 250), [], room), true);
  for (const [x, y] of [
    [40, 250],
    [870, 250],
    [450, 5],
    [450, 480],
    [100, 100],
  ]) {
    assert.equal(hasRoom(at(x, y), [], room), false, `${x} ${y}`);
  }
  assert.equal(hasRoom(at(450, 250), [at(500, 255)], room), false);
});
