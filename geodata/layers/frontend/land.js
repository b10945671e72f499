/** The land of a unit on the screen as rows of pixels, and where in it a box has room. */

/** @import { Box } from "./types.d.ts" */

/**
 * @typedef {{ x: number, y: number }} Point
 * @typedef {[from: number, to: number]} Span
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ top: number, rows: Span[][] }} Land spans of each row that lie inside, from the row at `top` downwards
 */

export const ROW_PX = 3;

/** The part of the land that lies in a view. @param {Point[][]} rings in pixels @param {Box} view @returns {Land} */
export function landOf(rings, view) {
  const ys = rings.flatMap((ring) => ring.map(({ y }) => y));
  const top = Math.ceil(Math.max(view.top, Math.min(...ys)) / ROW_PX) * ROW_PX;
  const bottom = Math.min(view.bottom, Math.max(...ys));
  /** @type {number[][]} */
  const crossings = Array.from({ length: Math.max(0, Math.floor((bottom - top) / ROW_PX) + 1) }, () => []);
  for (const ring of rings) {
    for (const [i, a] of ring.entries()) cross(crossings, a, ring[(i + 1) % ring.length], top);
  }
  return { top, rows: crossings.map((xs) => spans(xs, view)) };
}

/** @param {number[][]} crossings @param {Point} a @param {Point} b @param {number} top */
function cross(crossings, a, b, top) {
  const [low, high] = a.y < b.y ? [a, b] : [b, a];
  const first = Math.max(0, Math.ceil((low.y - top) / ROW_PX));
  for (let i = first; i < crossings.length && top + i * ROW_PX < high.y; i += 1) {
    crossings[i].push(low.x + ((top + i * ROW_PX - low.y) / (high.y - low.y)) * (high.x - low.x));
  }
}

/** @param {number[]} xs @param {Box} view @returns {Span[]} */
function spans(xs, { left, right }) {
  const sorted = xs.sort((a, b) => a - b);
  /** @type {Span[]} */
  const found = [];
  for (let i = 0; i + 1 < sorted.length; i += 2) {
    const span = /** @type {Span} */ ([Math.max(sorted[i], left), Math.min(sorted[i + 1], right)]);
    if (span[1] > span[0]) found.push(span);
  }
  return found;
}

/** @param {Span[]} some @param {Span[]} others */
const both = (some, others) =>
  some.flatMap(([a, b]) =>
    others.flatMap(([c, d]) =>
      Math.min(b, d) > Math.max(a, c) ? [/** @type {Span} */ ([Math.max(a, c), Math.min(b, d)])] : [],
    ),
  );

/** The spans without those that are taken. @param {Span[]} some @param {Span[]} taken */
const without = (some, taken) =>
  taken.reduce(
    (left, [from, to]) =>
      left.flatMap(([a, b]) =>
        to <= a || from >= b
          ? [/** @type {Span} */ ([a, b])]
          : /** @type {Span[]} */ ([
              [a, from],
              [to, b],
            ]).filter(([c, d]) => d > c),
      ),
    some,
  );

/**
 * The middle of the place for a box wholly on the land and off what is taken, the nearest to a point; null where none is.
 * @param {Land} land @param {Size} size @param {Point} near @param {Box[]} taken
 * @returns {Point | null}
 */
export function roomFor({ top, rows }, { width, height }, near, taken) {
  const deep = Math.ceil(height / ROW_PX);
  /** @type {{ at: Point, far: number } | null} */
  let best = null;
  for (let i = 0; i + deep < rows.length; i += 1) {
    const y = top + (i + deep / 2) * ROW_PX;
    if (best && Math.abs(y - near.y) >= best.far) continue;
    let inside = rows[i];
    for (let k = 1; k <= deep && inside.length; k += 1) inside = both(inside, rows[i + k]);
    const middles = inside.flatMap(([a, b]) =>
      b - a >= width ? [/** @type {Span} */ ([a + width / 2, b - width / 2])] : [],
    );
    const level = taken.filter((box) => box.top < y + height / 2 && box.bottom > y - height / 2);
    const blocked = level.map((box) => /** @type {Span} */ ([box.left - width / 2, box.right + width / 2]));
    for (const [a, b] of without(middles, blocked)) {
      const at = { x: Math.min(Math.max(near.x, a), b), y };
      const far = Math.hypot(at.x - near.x, at.y - near.y);
      if (!best || far < best.far) best = { at, far };
    }
  }
  return best?.at ?? null;
}

/** Whether a box covers some of the land. @param {Land} land @param {Box} box */
export function isOnLand({ top, rows }, box) {
  const first = Math.max(0, Math.floor((box.top - top) / ROW_PX));
  const last = Math.min(rows.length - 1, Math.ceil((box.bottom - top) / ROW_PX));
  for (let i = first; i <= last; i += 1) {
    if (rows[i].some(([a, b]) => a < box.right && b > box.left)) return true;
  }
  return false;
}

/** @param {Point} at @param {Size} size @param {number} [air] @returns {Box} */
export const boxAround = ({ x, y }, { width, height }, air = 0) => ({
  left: x - width / 2 - air,
  right: x + width / 2 + air,
  top: y - height / 2 - air,
  bottom: y + height / 2 + air,
});

/** @param {Box} a @param {Box} b */
export const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
