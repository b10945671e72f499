import assert from "node:assert/strict";
import { test } from "node:test";

import { boxAround, isOnLand, landOf, overlaps, ROW_PX, roomFor } from "#map/land.js";
import { shortName } from "#map/names.js";
import { signs } from "#map/unit_signs.js";
import { chance } from "./numbers.js";

/** @import { Point } from "#map/land.js" */
/** @import { Room, Writing } from "#map/unit_signs.js" */
/** @import { Box } from "#map/types.d.ts" */

const VIEW = { left: 0, right: 600, top: 0, bottom: 400 };
const LETTER = 7;
/** @param {Writing} writing */
const measure = ({ size, lines }) => ({
  width: (Math.max(...lines.map((line) => line.length)) * LETTER * size) / 14,
  height: lines.length * size,
});

/** A star-shaped outline at random around a point. @param {ReturnType<typeof chance>} number @param {Point} at @param {number} reach @returns {Point[]} */
const outline = (number, at, reach) =>
  Array.from({ length: 14 }, (_, i) => {
    const far = number(0.55, 1) * reach;
    return { x: at.x + far * Math.cos((i / 7) * Math.PI), y: at.y + far * Math.sin((i / 7) * Math.PI) };
  });

/** Units side by side, whose lands never meet. @param {number} seed */
function placed(seed) {
  const number = chance(seed);
  const units = [];
  for (let x = 60; x < 560; x += 110) {
    for (const y of [70, 190, 300]) {
      if (number(0, 1) < 0.2) continue;
      const near = { x, y };
      units.push({
        code: `${x}:${y}`,
        name: ["Lục Ngạn", "TP. Bắc Giang", "Yên Thế", "Hiệp Hòa"][Math.floor(number(0, 4))],
        rings: [outline(number, near, number(14, 54))],
        near,
        badge: number(0, 1) < 0.7 ? { width: number(20, 64), height: 20 } : null,
        least: number(0, 1) < 0.5 ? { width: 20, height: 20 } : null,
      });
    }
  }
  const avoided = Array.from({ length: Math.floor(number(0, 8)) }, () =>
    boxAround({ x: number(0, 600), y: number(0, 400) }, { width: 26, height: 26 }),
  );
  const room = {
    view: VIEW,
    taken: [{ left: 0, right: 50, top: 0, bottom: 90 }],
    avoided,
    sizes: [14, 12, 11],
    isFine: false,
    measure,
  };
  return { units, room, places: signs(units, room) };
}

/** @param {Point[]} ring @param {Point} at */
function contains(ring, { x, y }) {
  let isInside = false;
  for (const [i, a] of ring.entries()) {
    const b = ring[(i + 1) % ring.length];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) isInside = !isInside;
  }
  return isInside;
}

test("a name without a line has its middle on its own land, and with one it touches no land and the line ends on its own", () => {
  let inside = 0;
  let led = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const { units, places } = placed(seed);
    for (const { code, rings, badge } of units) {
      const { name = null, badge: at = null } = places.get(code) ?? {};
      if (badge && at) assert.ok(contains(rings[0], at), `seed ${seed}: the badge of ${code}`);
      if (!name) continue;
      if (!name.line) {
        inside += 1;
        assert.ok(contains(rings[0], name.at), `seed ${seed}: ${code}`);
      } else {
        led += 1;
        const box = boxAround(name.at, measure(name.writing));
        for (const other of units)
          assert.ok(!isOnLand(landOf(other.rings, VIEW), box), `seed ${seed}: ${code} on ${other.code}`);
      }
    }
  }
  assert.ok(inside > 800 && led > 200, `${inside} ${led}`);
});

test("names and badges never cover each other, nor a control, nor leave the view", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const { units, places, room } = placed(seed);
    const boxes = units.flatMap(({ code, badge, least }) => {
      const { name = null, badge: at = null, hasRoomForAll } = places.get(code) ?? {};
      const size = hasRoomForAll ? badge : least;
      return [
        ...(name ? [boxAround(name.at, measure(name.writing))] : []),
        ...(size && at ? [boxAround(at, size)] : []),
      ];
    });
    for (const [i, box] of boxes.entries()) {
      for (const other of [...boxes.slice(i + 1), ...room.taken]) assert.ok(!overlaps(box, other), `seed ${seed}`);
    }
  }
});

test("marks give way to names: a name stands off them where it can, and on them rather than not at all", () => {
  const near = { x: 300, y: 200 };
  const rings = [
    [
      [200, 150],
      [400, 150],
      [400, 250],
      [200, 250],
    ].map(([x, y]) => ({ x, y })),
  ];
  const unit = { code: "a", name: "Lục Ngạn", rings, near, badge: null, least: null };
  /** @param {Box[]} avoided @returns {Room} */
  const room = (avoided) => ({ view: VIEW, taken: [], avoided, sizes: [14, 12], isFine: false, measure });
  const mark = boxAround(near, { width: 26, height: 26 });
  const aside = signs([unit], room([mark])).get("a")?.name;
  assert.ok(aside && !overlaps(boxAround(aside.at, measure(aside.writing)), mark));
  const everywhere = signs([unit], room([VIEW])).get("a")?.name;
  assert.ok(everywhere && !everywhere.line);
});

test("there is room for a box exactly where it lies on the land", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const number = chance(seed);
    const ring = outline(number, { x: 300, y: 200 }, number(20, 150));
    const size = { width: number(5, 90), height: number(5, 40) };
    const at = roomFor(landOf([ring], VIEW), size, { x: 300, y: 200 }, []);
    if (!at) continue;
    const inner = { width: size.width - 1, height: Math.max(size.height - 2 * ROW_PX, 1) };
    const box = boxAround(at, inner);
    for (const x of [box.left, box.right])
      for (const y of [box.top, box.bottom]) assert.ok(contains(ring, { x, y }), `seed ${seed}`);
  }
});

test("the city is told from the province by its name", () => {
  const of = { code: "213", name: "Thành phố Bắc Giang", short_name: "Bắc Giang" };
  assert.equal(shortName({ ...of, kind: "Thành phố" }), "TP. Bắc Giang");
  assert.equal(shortName({ ...of, kind: "Huyện" }), "Bắc Giang");
});
