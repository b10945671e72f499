/** Names on the map, and where they stand aside for marks and for each other. */

import { element } from "./dom.js";

/** @import { Map as LeafletMap, Marker } from "leaflet" */
/** @import { Box, LatLon, Layer, Properties } from "./types.d.ts" */

/**
 * @typedef {[dx: number, dy: number]} Step
 * @typedef {{ x: number, y: number, half: number }} Name the middle of a name and half its width, in pixels of the map
 * @typedef {{ steps: Step[], high: number, isFine: boolean }} Manner how names may stand aside
 * @typedef {{ step: Step, isFree: boolean }} Place
 */

const NAME_GAP_PX = 9;
const AIR_PX = 14;
const LINE_PX = 15;
const HALF_LINE_PX = 8;
const PHONE_WIDTH_PX = 520;

/** @param {number[]} steps @returns {Step[]} */
const straight = (steps) => steps.map((dy) => [0, dy]);
const NAME_STEPS = straight([0, -22, 22, -40, 40, -58]);
const FINE_STEPS = straight([0, -16, 16, -24, 24]);
/** @type {Step[]} */
const SMALL_STEPS = [0, 20, -20].flatMap((dx) =>
  [0, -22, 22, -40, 40, -15, 15].map((dy) => /** @type {Step} */ ([dx, dy])),
);

/** @param {boolean} isFine names of communes @param {number} width of the map @returns {Manner} */
export function manner(isFine, width) {
  const isSmall = isFine || width <= PHONE_WIDTH_PX;
  return { steps: isFine ? FINE_STEPS : isSmall ? SMALL_STEPS : NAME_STEPS, high: isSmall ? 20 : 24, isFine };
}

/**
 * A name steps aside when marks or another name stand on it, and gives way to the names that stand already, to the controls and the
 * legend. The name of a commune also gives way to marks: its room is small, and a touch tells it.
 * @param {Name[]} names
 * @param {{ x: number, y: number }[]} marks
 * @param {Box[]} covered what stands on the map and is no part of it
 * @param {Manner} manner
 * @returns {{ places: Place[], placed: Name[] }}
 */
export function placeNames(names, marks, covered, { steps, high, isFine }) {
  /** @type {Name[]} */
  const placed = [];
  const places = names.map((name) => {
    const options = steps.map((step) => {
      const at = { x: name.x + step[0], y: name.y + step[1], half: name.half };
      const crowd = marks.filter((m) => Math.abs(m.x - at.x) < at.half + AIR_PX && Math.abs(m.y - at.y) < high).length;
      return { step, at, crowd, isMet: placed.some((other) => meets(at, other)) };
    });
    const best = options.reduce((a, b) => ((Number(a.isMet) - Number(b.isMet) || a.crowd - b.crowd) > 0 ? b : a));
    const isFree = !(isFine && best.crowd) && !best.isMet && !covered.some((box) => isBeneath(best.at, box));
    if (isFree) placed.push(best.at);
    return { step: best.step, isFree };
  });
  return { places, placed };
}

/** @param {Name} a @param {Name} b */
const meets = (a, b) => Math.abs(b.x - a.x) <= b.half + a.half + NAME_GAP_PX && Math.abs(b.y - a.y) < LINE_PX;

/** @param {Name} name @param {Box} box */
const isBeneath = ({ x, y, half }, box) =>
  x + half > box.left && x - half < box.right && y + HALF_LINE_PX > box.top && y - HALF_LINE_PX < box.bottom;

/**
 * Whether there is room for the whole name of a neighbour and no name of the province is there.
 * @param {Name} name its half width with some air
 * @param {Name[]} placed
 * @param {{ width: number, bottom: number }} room
 */
export const hasRoom = ({ x, y, half }, placed, { width, bottom }) =>
  x > half &&
  x < width - half &&
  y > 12 &&
  y < bottom - 40 &&
  !(x < half + 50 && y < 150) &&
  !placed.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < LINE_PX);

/** @param {LeafletMap} map @param {LatLon} position @param {string} text @param {string} className */
export function label(map, position, text, className) {
  const icon = L.divIcon({
    className: `kc-name ${className}`,
    html: element("span", "", text),
    // @ts-expect-error - null: as large as its text, which the types do not know
    iconSize: null,
  });
  return L.marker(position, { icon, interactive: false, keyboard: false, pane: "kc-label" }).addTo(map);
}

/**
 * @param {LeafletMap} map
 * @param {Layer} layer
 * @param {string} className
 * @param {(properties: Properties) => string} [text]
 */
export const labels = (map, layer, className, text = (p) => p.name) =>
  layer.features.flatMap(({ properties: p }) =>
    p.label_lat && p.label_lon && p.is_commune !== false
      ? [label(map, [p.label_lat, p.label_lon], text(p), className)]
      : [],
  );

/** @param {Marker} name */
const node = (name) => /** @type {HTMLElement} */ (name.getElement());

/** Where a name stands and half its width; asks the browser to lay out. @param {LeafletMap} map @param {Marker[]} names @param {number} air @returns {Name[]} */
export function measured(map, names, air = 0) {
  return names.map((name) => {
    const { x, y } = map.latLngToContainerPoint(name.getLatLng());
    return { x, y, half: /** @type {HTMLElement} */ (node(name).firstChild).offsetWidth / 2 + air };
  });
}

/** @param {Marker} name @param {Place} place */
export function stand(name, { step: [dx, dy], isFree }) {
  Object.assign(node(name).style, {
    marginTop: `${dy}px`,
    marginLeft: `${dx}px`,
    visibility: isFree ? "" : "hidden",
  });
}

/** What stands on the map and is no part of it, in its own pixels. @param {HTMLElement} container @returns {Box[]} */
export function covered(container) {
  const { left, top } = container.getBoundingClientRect();
  return [...container.querySelectorAll(".leaflet-control, .kc-legend")]
    .map((control) => control.getBoundingClientRect())
    .map((box) => ({
      left: box.left - left,
      right: box.right - left,
      top: box.top - top,
      bottom: box.bottom - top,
    }));
}
