/** What is said of the unit under the pointer: beside the pointer, and on no name or number where there is another place. */

import { overlaps } from "./land.js";

/** @import { Box } from "./types.d.ts" */

/** Where it may stand, the first choice first, and how far from the pointer. @type {[import("leaflet").Direction, import("leaflet").PointTuple][]} */
const PLACES = [
  ["top", [0, -8]],
  ["bottom", [0, 20]],
  ["right", [18, 0]],
  ["left", [-18, 0]],
];

/**
 * @param {() => HTMLElement} content
 * @param {() => { own: Box[], all: Box[] }} signs what names and numbers cover, in pixels of the map: those of the unit, and of all
 */
export function unitTooltip(content, signs) {
  const Placed = L.Tooltip.extend({
    /** @this {any} @param {import("leaflet").Point} at */
    _setPosition(at) {
      const { own, all } = signs();
      const frame = this._map.getContainer().getBoundingClientRect();
      const put = (/** @type {typeof PLACES[number]} */ [direction, offset]) => {
        Object.assign(this.options, { direction, offset });
        /** @type {any} */ (L.Tooltip.prototype)._setPosition.call(this, at);
        const { left, right, top, bottom } = this._container.getBoundingClientRect();
        const box = {
          left: left - frame.left,
          right: right - frame.left,
          top: top - frame.top,
          bottom: bottom - frame.top,
        };
        return box.left >= 0 && box.top >= 0 && box.right <= frame.width && box.bottom <= frame.height ? box : null;
      };
      for (const boxes of [all, own, []]) {
        for (const place of PLACES) {
          const box = put(place);
          if (box && !boxes.some((one) => overlaps(one, box))) return;
        }
      }
      put(PLACES[0]);
    },
  });
  const Made = /** @type {typeof L.Tooltip} */ (/** @type {unknown} */ (Placed));
  return new Made({ sticky: true, className: "kc-tooltip", opacity: 1 }).setContent(content);
}
