/** Numbers that look like chance and are the same at each run (the generator "mulberry32"). @param {number} seed */
export function chance(seed) {
  let state = seed;
  return (/** @type {number} */ from, /** @type {number} */ to) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return from + (((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * (to - from);
  };
}
