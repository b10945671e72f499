/** Where the name and the badge of each unit stand: on its own land, or the name beside the province with a line to it. */

import { boxAround, isOnLand, landOf, overlaps, ROW_PX, roomFor } from "./land.js";

/** @import { Land, Point, Size } from "./land.js" */
/** @import { Box } from "./types.d.ts" */

/**
 * @typedef {{ size: number, lines: string[] }} Writing a name in a size, in one line or in two
 * @typedef {{ code: string, name: string, rings: Point[][], near: Point, badge: Size | null, least: Size | null }} Unit `least` is what stands where there is no room for the badge
 * @typedef {{ at: Point, writing: Writing, line: [Point, Point] | null }} NamePlace
 * @typedef {{ name: NamePlace | null, badge: Point | null, hasRoomForAll: boolean }} Place
 * @typedef {{ view: Box, taken: Box[], avoided: Box[], sizes: number[], isFine: boolean, measure: (writing: Writing) => Size }} Room
 *   `taken` is never covered, `avoided` (marks) where there is another place
 */

const AIR_PX = 2;
const POINT = { width: 2, height: ROW_PX };
const GAP_PX = 1;
const NEAREST_LINE_PX = 14;
const LONGEST_LINE_PX = 260;
const STEP_PX = 10;
const DIRECTIONS = 24;

/** @param {Unit[]} units @param {Room} room @returns {Map<string, Place>} */
export function signs(units, room) {
  const lands = new Map(units.map((unit) => [unit.code, landOf(unit.rings, room.view)]));
  /** @type {Map<string, Place>} */
  const places = new Map();
  const taken = [...room.taken];
  const without = [];
  for (const unit of units) {
    const land = /** @type {Land} */ (lands.get(unit.code));
    const { place, size } = withBadge(unit, land, { ...room, taken });
    places.set(unit.code, place);
    if (place.badge && size) taken.push(boxAround(place.badge, size, AIR_PX));
    if (place.name) taken.push(boxAround(place.name.at, room.measure(place.name.writing), AIR_PX));
    else if (land.rows.length) without.push(unit);
  }
  const led = room.isFine ? new Map() : besideAll(without, places, lands, { ...room, taken });
  for (const [code, name] of led) /** @type {Place} */ (places.get(code)).name = name;
  return places;
}

/** @param {Unit} unit @param {Land} land @param {Room} room */
function withBadge(unit, land, room) {
  const all = { ...onLand(unit, land, room), hasRoomForAll: true };
  if (all.badge || !unit.least) return { place: all, size: unit.badge };
  return { place: { ...onLand({ ...unit, badge: unit.least }, land, room), hasRoomForAll: false }, size: unit.least };
}

/** The name as large as there is room, with the badge beneath it, else each where it fits. @param {Unit} unit @param {Land} land @param {Room} room @returns {Omit<Place, "hasRoomForAll">} */
function onLand({ name, near, badge }, land, room) {
  const writings = writingsOf(name, room.sizes);
  for (const taken of room.avoided.length ? [[...room.taken, ...room.avoided], room.taken] : [room.taken]) {
    for (const writing of writings) {
      const size = room.measure(writing);
      const width = Math.max(size.width, badge?.width ?? 0);
      const height = size.height + (badge ? badge.height + GAP_PX : 0);
      const at = roomFor(land, { width, height }, near, taken);
      if (!at) continue;
      const top = at.y - height / 2;
      return {
        name: { at: { x: at.x, y: top + size.height / 2 }, writing, line: null },
        badge: badge && { x: at.x, y: top + height - badge.height / 2 },
      };
    }
  }
  return apart(writings, near, badge, land, room);
}

/** @param {Writing[]} writings @param {Point} near @param {Size | null} badge @param {Land} land @param {Room} room @returns {Omit<Place, "hasRoomForAll">} */
function apart(writings, near, badge, land, room) {
  const { taken } = room;
  const at = badge && (roomFor(land, badge, near, taken) ?? (room.isFine ? null : tight(badge, land, near, taken)));
  const rest = badge && at ? [...taken, boxAround(at, badge, AIR_PX)] : taken;
  for (const writing of writings) {
    const place = roomFor(land, room.measure(writing), near, rest);
    if (place) return { name: { at: place, writing, line: null }, badge: at };
  }
  return { name: null, badge: at };
}

/** A badge larger than its unit stands with its middle on it. @param {Size} badge @param {Land} land @param {Point} near @param {Box[]} taken */
function tight(badge, land, near, taken) {
  const grown = taken.map(({ left, right, top, bottom }) => ({
    left: left - badge.width / 2,
    right: right + badge.width / 2,
    top: top - badge.height / 2,
    bottom: bottom + badge.height / 2,
  }));
  return roomFor(land, POINT, near, grown);
}

/** @param {string} name @param {number[]} sizes @returns {Writing[]} */
function writingsOf(name, sizes) {
  const two = inTwo(name);
  return sizes.flatMap((size) => [{ size, lines: [name] }, ...(two && size < sizes[0] ? [{ size, lines: two }] : [])]);
}

/** A name in two lines of about one length. @param {string} name */
function inTwo(name) {
  const words = name.split(" ");
  const cuts = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(" "), words.slice(i + 1).join(" ")]);
  return cuts.sort((a, b) => Math.max(...a.map((l) => l.length)) - Math.max(...b.map((l) => l.length)))[0];
}

/**
 * The names beside the land. One whose line would have to cross another or lead over a sign is tried before the others.
 * @param {Unit[]} units @param {Map<string, Place>} places @param {Map<string, Land>} lands @param {Room} room
 * @returns {Map<string, NamePlace>}
 */
function besideAll(units, places, lands, room) {
  let order = units;
  let best = besideInOrder(order, places, lands, room);
  for (let again = 0; again < units.length && best.tangled.length; again += 1) {
    const first = best.tangled;
    order = [...first, ...order.filter((unit) => !first.includes(unit))];
    const other = besideInOrder(order, places, lands, room);
    if (other.tangled.length >= best.tangled.length) break;
    best = other;
  }
  return best.names;
}

/** @param {Unit[]} units @param {Map<string, Place>} places @param {Map<string, Land>} lands @param {Room} room */
function besideInOrder(units, places, lands, room) {
  const taken = [...room.taken];
  /** @type {[Point, Point][]} */
  const lines = [];
  /** @type {Unit[]} */
  const tangled = [];
  /** @type {Map<string, NamePlace>} */
  const names = new Map();
  for (const unit of units) {
    const badge = /** @type {Place} */ (places.get(unit.code)).badge;
    const own = badge && boxAround(badge, unit.badge ?? POINT, AIR_PX);
    const inTheWay = taken.filter((box) => !own || !overlaps(box, own));
    const free = beside(unit, badge, lands, { ...room, taken }, (line) => isApart(line, lines, inTheWay));
    const name = free ?? beside(unit, badge, lands, { ...room, taken }, () => true);
    if (!free) tangled.push(unit);
    if (!name) continue;
    names.set(unit.code, name);
    taken.push(boxAround(name.at, room.measure(name.writing), AIR_PX));
    if (name.line) lines.push(name.line);
  }
  return { names, tangled };
}

/** Whether a line crosses no other and leads over no sign. @param {[Point, Point]} line @param {[Point, Point][]} lines @param {Box[]} boxes */
const isApart = (line, lines, boxes) =>
  !lines.some((other) => crosses(line, other)) &&
  !boxes.some(({ left, right, top, bottom }) => {
    const corners = [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ];
    return corners.some((corner, i) => crosses(line, [corner, corners[(i + 1) % corners.length]]));
  });

/** @param {[Point, Point]} one @param {[Point, Point]} other */
function crosses([a, b], [c, d]) {
  const side = (/** @type {Point} */ p, /** @type {Point} */ q, /** @type {Point} */ r) =>
    Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

/**
 * Off all units, with a line to its own, as short as may be.
 * @param {Unit} unit @param {Point | null} badge @param {Map<string, Land>} lands @param {Room} room
 * @param {(line: [Point, Point]) => boolean} isWelcome
 * @returns {NamePlace | null}
 */
function beside(
  { code, name, near, badge: badgeSize },
  badge,
  lands,
  { view, taken, avoided, sizes, measure },
  isWelcome,
) {
  const end = badge ?? roomFor(/** @type {Land} */ (lands.get(code)), POINT, near, []);
  if (!end) return null;
  const writing = { size: sizes[sizes.length - 1], lines: [name] };
  const size = measure(writing);
  const all = [...lands.values()];
  for (let far = NEAREST_LINE_PX; far <= LONGEST_LINE_PX; far += STEP_PX) {
    for (let turn = 0; turn < DIRECTIONS; turn += 1) {
      const angle = (2 * Math.PI * turn) / DIRECTIONS;
      const at = {
        x: end.x + Math.cos(angle) * (far + size.width / 2),
        y: end.y + Math.sin(angle) * (far + size.height / 2),
      };
      const box = boxAround(at, size, AIR_PX);
      const isIn = box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
      if (!isIn || [...taken, ...avoided].some((other) => overlaps(other, box))) continue;
      if (all.some((land) => isOnLand(land, box))) continue;
      /** @type {[Point, Point]} */
      const line = [edgeOf(at, end, size), edgeOf(end, at, badgeSize ?? { width: 4, height: 4 })];
      if (isWelcome(line)) return { at, writing, line };
    }
  }
  return null;
}

/** Where the way from the middle of a box to a point leaves the box. @param {Point} at @param {Point} to @param {Size} size @returns {Point} */
function edgeOf(at, to, { width, height }) {
  const [dx, dy] = [to.x - at.x, to.y - at.y];
  const part = Math.min(dx ? width / 2 / Math.abs(dx) : 1, dy ? height / 2 / Math.abs(dy) : 1, 1);
  return { x: at.x + dx * part, y: at.y + dy * part };
}
