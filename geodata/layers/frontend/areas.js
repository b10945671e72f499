/** The units of a vintage as areas: drawn once, then only painted, until another vintage takes their place. */

import { adds, element, onEnter, svgElement } from "./dom.js";
import { ringsOnScreen, Signs, shortName } from "./names.js";
import { unitTooltip } from "./unit_tooltip.js";

/** @import { CircleMarker, LatLng, Map as LeafletMap, Path } from "leaflet" */
/** @import { LatLon, Layer, LayerFeature, State } from "./types.d.ts" */

/** @typedef {{ path: Path & { getBounds(): import("leaflet").LatLngBounds, getLatLngs(): LatLng[] }, name: string, short: string, at: LatLon }} Drawn */

export const CIRCLE_PX = 24;
const MANY = 20;

/** Paths go onto the map one by one, without a group: the host component listens to groups and would answer each click a second time, a
 * quarter of a second later. @param {LeafletMap} map @param {Layer | LayerFeature} data @param {L.GeoJSONOptions & { interactive?: boolean, fill?: boolean, pane?: string, className?: string }} options */
export function paths(map, data, options) {
  return L.geoJSON(data, options)
    .getLayers()
    .map((layer) => {
      Object.assign(layer, { _eventParents: {} });
      return /** @type {Drawn["path"]} */ (layer.addTo(map));
    });
}

export class Areas {
  /**
   * @param {LeafletMap} map
   * @param {boolean} isOverTiles
   * @param {(code: string, at: import("leaflet").LatLng | null, isAdded: boolean) => void} choose
   * @param {string} addHint how another unit is chosen beside one that is; "": not at all
   */
  constructor(map, isOverTiles, choose, addHint) {
    this.map = map;
    this.opacity = isOverTiles ? 0.6 : 1;
    this.choose = choose;
    this.addHint = addHint;
    /** @type {Map<string, Drawn>} */
    this.byCode = new Map();
    this.signs = new Signs(map);
    /** @type {Map<string, CircleMarker>} */
    this.circles = new Map();
    /** @type {State["areas"]} */
    this.values = {};
    /** @type {string | null} whose units are drawn */
    this.vintage = null;
  }

  get isFine() {
    return this.map.getContainer().classList.contains("kc-fine");
  }

  /** Take the place of the units of before; null: there are none to draw. @param {string} vintage @param {Layer | null} layer */
  change(vintage, layer) {
    for (const { path } of this.byCode.values()) path.remove();
    this.signs.clear();
    this.byCode.clear();
    this.vintage = layer && vintage;
    const isFine = layer !== null && layer.features.length > MANY;
    this.map.getContainer().classList.toggle("kc-fine", isFine);
    if (!layer) return;
    for (const feature of layer.features) this.add(feature);
    hatching(this.map);
  }

  /** @param {LayerFeature} feature */
  add(feature) {
    const { code, name, label_lat: lat = 0, label_lon: lon = 0 } = feature.properties;
    const [path] = paths(this.map, feature, { pane: "kc-area", className: "kc-district" });
    path.bindTooltip(
      unitTooltip(
        () => this.tooltip(code, name),
        () => this.signs.boxesOf(code),
      ),
    );
    path.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      this.choose(code, event.latlng, adds(event.originalEvent));
    });
    const node = path.getElement();
    if (node) {
      node.setAttribute("tabindex", "0");
      node.setAttribute("role", "button");
      node.setAttribute("data-unit", code);
      onEnter(node, (event) => this.choose(code, null, adds(event)));
    }
    this.byCode.set(code, { path, name, short: shortName(feature.properties), at: [lat, lon] });
  }

  get marked() {
    return [...this.byCode.keys()].filter((code) => this.nodeOf(code)?.classList.contains("kc-selected"));
  }

  /** @param {string} code */
  nodeOf(code) {
    return this.byCode.get(code)?.path.getElement();
  }

  /** Show at once what a click will do, before Python answers: this unit alone, or none; one that is added stands beside the others.
   * @param {string} code @param {boolean} isAdded */
  mark(code, isAdded) {
    const { marked } = this;
    const isOut = marked.includes(code) && (isAdded || marked.length === 1);
    const now = isAdded ? marked.filter((other) => other !== code) : [];
    if (!isOut) now.push(code);
    for (const other of new Set([...marked, code])) {
      const node = this.nodeOf(other);
      node?.classList.toggle("kc-selected", now.includes(other));
      node?.setAttribute("aria-pressed", String(now.includes(other)));
    }
    this.byCode.get(code)?.path.bringToFront();
  }

  /** @param {string} code @param {string} name */
  tooltip(code, name) {
    const box = element("div");
    const lines = this.values[code]?.lines ?? [];
    box.append(element("strong", "", name), ...lines.map((line) => element("div", "", line)));
    const { marked } = this;
    const hasKeys = !window.matchMedia?.("(hover: none)").matches;
    if (this.addHint && hasKeys && lines.length && marked.length && !marked.includes(code))
      box.append(element("div", "kc-add-hint", this.addHint));
    return box;
  }

  /** @param {State} state */
  paint(state) {
    this.values = state.areas;
    for (const [code, area] of this.byCode) this.paintOne(code, area, state);
    for (const circle of this.circles.values()) circle.remove();
    this.circles.clear();
    if (!state.is_circles) return;
    for (const [code, { size }] of Object.entries(state.areas)) {
      const area = this.byCode.get(code);
      const circle = { pane: "kc-circle", className: "kc-circle", radius: size * CIRCLE_PX, interactive: false };
      if (size > 0 && area) this.circles.set(code, L.circleMarker(area.at, circle).addTo(this.map));
    }
  }

  /** A circle stands around the number of its unit. */
  moveCircles() {
    for (const [code, circle] of this.circles) circle.setLatLng(this.signs.badgeAt.get(code) ?? circle.getLatLng());
  }

  outlines() {
    return [...this.byCode.values()].map(({ path }) => ringsOnScreen(this.map, path));
  }

  /** @param {string} code @param {Drawn} drawn @param {State} state */
  paintOne(code, { path, name }, { areas, selected, focus }) {
    const area = areas[code];
    const node = path.getElement();
    if (!area || !node) {
      path.setStyle({ fillColor: "transparent", weight: 0 });
      node?.classList.add("kc-no-unit");
      node?.setAttribute("tabindex", "-1");
      node?.setAttribute("aria-label", name);
      return;
    }
    const isSelected = selected.includes(code);
    const isDimmed = (selected.length > 0 && !isSelected) || (focus.length > 0 && !focus.includes(code));
    path.setStyle({ fillColor: area.fill, fillOpacity: (isDimmed ? 0.35 : 0.9) * this.opacity, weight: 0 });
    node.classList.remove("kc-no-unit");
    node.classList.toggle("kc-selected", isSelected);
    node.classList.toggle("kc-no-data", area.missing);
    node.setAttribute("tabindex", "0");
    node.setAttribute("aria-label", [name, ...area.lines].join(". "));
    node.setAttribute("aria-pressed", String(isSelected));
    if (isSelected) path.bringToFront();
  }

  /** What holds the areas of these codes, or null. @param {string[]} codes */
  bounds(codes) {
    const found = codes.flatMap((code) => this.byCode.get(code)?.path.getBounds() ?? []);
    return found.length ? found.reduce((all, one) => all.extend(one), L.latLngBounds([])) : null;
  }
}

/** The pattern of "no data", in the drawing that holds the areas. @param {LeafletMap} map */
function hatching(map) {
  const drawing = map.getPane("kc-area")?.querySelector("svg");
  if (!drawing || drawing.querySelector("#kc-hatch")) return;
  const pattern = svgElement("pattern", {
    id: "kc-hatch",
    width: 7,
    height: 7,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  });
  pattern.append(
    svgElement("rect", { width: 7, height: 7, class: "kc-hatch-ground" }),
    svgElement("line", { y2: 7, class: "kc-hatch-line" }),
  );
  const definitions = svgElement("defs");
  definitions.append(pattern);
  drawing.prepend(definitions);
}
