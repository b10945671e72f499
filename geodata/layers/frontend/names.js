/** Names and badges on the map as elements; `unit_signs.js` says where they stand. */

import { element } from "./dom.js";
import { boxAround, overlaps } from "./land.js";
import { signs } from "./unit_signs.js";

/** @import { Map as LeafletMap, Marker, Polyline } from "leaflet" */
/** @import { Drawn } from "./areas.js" */
/** @import { Point, Size } from "./land.js" */
/** @import { NamePlace, Unit, Writing } from "./unit_signs.js" */
/** @import { Box, LatLon, Layer, Properties, State } from "./types.d.ts" */

const SIZES_PX = [14, 13, 12, 11];
const SMALL_PX = [12, 11, 10];
const FINE_PX = [11, 10];
const NARROW_PX = 520;
const LINE_HEIGHT = 1.12;
const BADGE_PX = { wide: 20, narrow: 17 };
const LETTER = 0.56;
const EDGE_PX = 4;
const CITY = "Thành phố";

/** "TP. Bắc Giang": the city and not the province; what is no commune among communes has none. @param {Properties} properties */
export function shortName({ kind, name, short_name: short, is_commune: isCommune = true }) {
  if (!isCommune) return "";
  return kind === CITY && short ? `TP. ${short}` : (short ?? name);
}

/** How wide a text is; where nothing can be drawn, by the number of its letters. @type {(text: string, px: number) => number} */
const textWidth = (() => {
  /** @type {CanvasRenderingContext2D | null | undefined} */
  let context;
  return (text, px) => {
    if (context === undefined)
      context = globalThis.CanvasRenderingContext2D ? element("canvas").getContext("2d") : null;
    if (!context) return text.length * px * LETTER;
    context.font = `700 ${px}px "Source Sans", "Source Sans 3", system-ui, sans-serif`;
    return context.measureText(text).width;
  };
})();

/** @param {Writing} writing @returns {Size} */
const sizeOf = ({ size, lines }) => ({
  width: Math.ceil(Math.max(...lines.map((line) => textWidth(line, size)))) + 2,
  height: Math.ceil(lines.length * size * LINE_HEIGHT),
});

export class Signs {
  /** @param {LeafletMap} map */
  constructor(map) {
    this.map = map;
    /** @type {Map<string, { name: Marker, badge: Marker, line: Polyline }>} */
    this.byCode = new Map();
    /** @type {Map<string, Box[]>} what names and badges cover, in pixels of the map, by unit */
    this.boxesByCode = new Map();
    /** @type {Map<string, L.LatLng>} */
    this.badgeAt = new Map();
  }

  clear() {
    for (const parts of this.byCode.values()) for (const part of Object.values(parts)) part.remove();
    this.byCode.clear();
    this.boxesByCode.clear();
  }

  get boxes() {
    return [...this.boxesByCode.values()].flat();
  }

  /** What the signs of a unit cover, and what all do. @param {string} code */
  boxesOf(code) {
    return { own: this.boxesByCode.get(code) ?? [], all: this.boxes };
  }

  /**
   * Put the signs of these units where they have room on the map as it is seen now; where there is none for all numbers, that of the measure stands alone.
   * @param {Map<string, Drawn>} areas
   * @param {State} state
   * @param {{ isBadged: boolean, isNamed: boolean, isFine: boolean, taken: Box[], avoided: Box[], view: Box }} manner
   */
  place(areas, state, { isBadged, isNamed, isFine, taken, avoided, view }) {
    const isNarrow = this.map.getContainer().clientWidth <= NARROW_PX;
    const high = isNarrow ? BADGE_PX.narrow : BADGE_PX.wide;
    const units = [...areas].flatMap(([code, drawn]) =>
      state.areas[code] ? [this.unit(code, drawn, isBadged ? state.areas[code].badges : [], high)] : [],
    );
    const sizes = isFine ? FINE_PX : isNarrow ? SMALL_PX : SIZES_PX;
    const found = signs(isNamed ? units : units.map((unit) => ({ ...unit, name: "" })), {
      view: {
        left: view.left + EDGE_PX,
        right: view.right - EDGE_PX,
        top: view.top + EDGE_PX,
        bottom: view.bottom - EDGE_PX,
      },
      taken,
      avoided,
      sizes,
      isFine,
      measure: sizeOf,
    });
    this.boxesByCode.clear();
    this.badgeAt.clear();
    for (const unit of units) {
      const place = found.get(unit.code);
      const parts = this.byCode.get(unit.code) ?? this.make(unit.code, isFine);
      const isDimmed = state.selected.length > 0 && !state.selected.includes(unit.code);
      const isShown = isNamed && unit.name !== "";
      this.writeName(parts, isShown ? (place?.name ?? null) : null);
      const { badges } = state.areas[unit.code];
      this.writeBadge(parts.badge, place?.hasRoomForAll ? badges : badges.slice(0, 1), place?.badge ?? null, {
        high,
        isDimmed,
      });
      if (place?.badge) this.badgeAt.set(unit.code, this.at(place.badge));
      const badge = place?.hasRoomForAll ? unit.badge : unit.least;
      /** @type {Box[]} */
      const boxes = [];
      if (place?.badge && badge) boxes.push(boxAround(place.badge, badge));
      if (place?.name && isShown) boxes.push(boxAround(place.name.at, sizeOf(place.name.writing)));
      this.boxesByCode.set(unit.code, boxes);
    }
  }

  /** @param {string} code @param {Drawn} drawn @param {State["areas"][string]["badges"]} badges @param {number} high @returns {Unit} */
  unit(code, { path, short, at }, badges, high) {
    const widths = badges.map(({ text }) => Math.max(textWidth(text, high * 0.62) + high * 0.5, high));
    return {
      code,
      name: short,
      rings: ringsOnScreen(this.map, path),
      near: this.map.latLngToContainerPoint(at),
      badge: badges.length ? { width: Math.ceil(widths.reduce((sum, one) => sum + one)), height: high } : null,
      least: badges.length > 1 ? { width: Math.ceil(widths[0]), height: high } : null,
    };
  }

  /** @param {string} code @param {boolean} isFine */
  make(code, isFine) {
    const name = label(this.map, [0, 0], "", isFine ? "kc-name-commune" : "kc-name-district");
    const badge = label(this.map, [0, 0], "", "kc-unit-badge");
    const line = L.polyline([], { pane: "kc-line", className: "kc-leader", interactive: false }).addTo(this.map);
    for (const part of [name, badge]) node(part).setAttribute("data-of", code);
    node(name).addEventListener("click", (event) => pressFor(code, event)); // heard where it is led, beside its land
    const parts = { name, badge, line };
    this.byCode.set(code, parts);
    return parts;
  }

  /** @param {{ name: Marker, line: Polyline }} parts @param {NamePlace | null} place */
  writeName({ name, line }, place) {
    show(name, place !== null);
    line.setLatLngs(place?.line ? place.line.map((point) => this.at(point)) : []);
    if (!place) return;
    name.setLatLng(this.at(place.at));
    const text = /** @type {HTMLElement} */ (node(name).firstChild);
    const { size, lines } = place.writing;
    text.style.fontSize = `${size}px`;
    text.replaceChildren(...lines.flatMap((one, i) => (i ? [element("br"), one] : [one])));
    node(name).classList.toggle("kc-led", place.line !== null);
  }

  /** @param {Marker} badge @param {State["areas"][string]["badges"]} badges @param {Point | null} at @param {{ high: number, isDimmed: boolean }} look */
  writeBadge(badge, badges, at, { high, isDimmed }) {
    show(badge, at !== null);
    if (!at) return;
    badge.setLatLng(this.at(at));
    node(badge).classList.toggle("kc-dimmed", isDimmed);
    const box = /** @type {HTMLElement} */ (node(badge).firstChild);
    box.style.fontSize = `${high * 0.62}px`;
    box.style.height = box.style.lineHeight = `${high}px`;
    const parts = badges.map(({ kind, text }) => {
      const part = element("b", `kc-badge-${kind}`, text);
      part.style.minWidth = `${high}px`;
      return part;
    });
    box.replaceChildren(...parts);
  }

  /** @param {Point} point */
  at = ({ x, y }) => this.map.containerPointToLatLng([x, y]);
}

/** The outline of a unit in pixels of the map. @param {LeafletMap} map @param {Drawn["path"]} path @returns {Point[][]} */
export const ringsOnScreen = (map, path) =>
  ringsOf(path.getLatLngs()).map((ring) => ring.map((point) => map.latLngToContainerPoint(point)));

/** @param {any} points of a polygon, or of several @returns {L.LatLng[][]} */
const ringsOf = (points) => (Array.isArray(points[0]) ? points.flatMap(ringsOf) : [points]);

/** @param {Marker} marker @param {boolean} isShown */
function show(marker, isShown) {
  node(marker).style.visibility = isShown ? "" : "hidden";
}

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

/** @param {LeafletMap} map @param {Layer} layer @param {string} className */
export const labels = (map, layer, className) =>
  layer.features.flatMap(({ properties: p }) =>
    p.label_lat && p.label_lon ? [label(map, [p.label_lat, p.label_lon], p.name, className)] : [],
  );

/** @param {Marker} name */
const node = (name) => /** @type {HTMLElement} */ (name.getElement());

/** Show of these names those that lie whole in the view and on nothing else. @param {LeafletMap} map @param {Marker[]} names @param {number} px @param {Box} view @param {(box: Box) => boolean} isFree */
export function showWhereFree(map, names, px, view, isFree) {
  for (const name of names) {
    const text = node(name).textContent ?? "";
    const box = boxAround(
      map.latLngToContainerPoint(name.getLatLng()),
      { width: textWidth(text, px) * 1.15, height: px },
      EDGE_PX,
    );
    const isWhole =
      box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
    show(name, isWhole && isFree(box));
  }
}

/** What stands on the map and is no part of it, in its own pixels; the page's own controls over the frame too. @param {HTMLElement} container @returns {Box[]} */
export function covered(container) {
  const { left, top } = container.getBoundingClientRect();
  const own = [...container.querySelectorAll(".leaflet-control, .kc-legend")].map((control) =>
    control.getBoundingClientRect(),
  );
  return [...own, ...floating()]
    .map((box) => ({ left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top }))
    .filter((box) => box.right > box.left && box.bottom > box.top);
}

/** The controls that the page lays over the frame, as they lie in the frame. @returns {{ left: number, right: number, top: number, bottom: number }[]} */
export function floating() {
  const frame = window.frameElement;
  if (!frame) return [];
  const at = frame.getBoundingClientRect();
  const page = frame.ownerDocument;
  const over = [...page.querySelectorAll(".st-key-map_controls > *")].map((one) => one.getBoundingClientRect());
  return over
    .map((box) => ({
      left: box.left - at.left,
      right: box.right - at.left,
      top: box.top - at.top,
      bottom: box.bottom - at.top,
    }))
    .filter((box) => box.bottom > 0 && overlaps(box, { left: 0, right: at.width, top: 0, bottom: at.height }));
}

/** Press a unit in the place of its name, as the keyboard does. @param {string} code @param {MouseEvent} event */
function pressFor(code, event) {
  event.stopPropagation();
  const { ctrlKey, metaKey, shiftKey } = event;
  const pressed = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, ctrlKey, metaKey, shiftKey });
  document.querySelector(`[data-unit="${code}"]`)?.dispatchEvent(pressed);
}
