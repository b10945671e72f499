/** Marks on the map: single rows by their sign, many as a badge with their number. */

import { COMMUNE_ZOOM, clusters, isExact, keyOf, rowsOf, SINGLE_ZOOM } from "./clusters.js";
import { element, onEnter } from "./dom.js";
import { glyph } from "./signs.js";

/** @import { Map as LeafletMap, Marker } from "leaflet" */
/** @import { Cluster } from "./clusters.js" */
/** @import { Mark, MarkLayer, Send, State } from "./types.d.ts" */

const NAMES_IN_TOOLTIP = 6;
const COARSE_PX = 92;
const ASK_AFTER_MS = 250;

export class Marks {
  /** @param {LeafletMap} map @param {string} lang @param {Send} send */
  constructor(map, lang, send) {
    this.map = map;
    this.send = send;
    this.numbers = new Intl.NumberFormat(lang);
    /** @type {Map<string, { marker: Marker, nudge: number }>} */
    this.shown = new Map();
    /** @type {State["styles"]} */
    this.styles = [];
    this.asking = 0;
    this.asked = "";
  }

  clear() {
    for (const { marker } of this.shown.values()) marker.remove();
    this.shown.clear();
  }

  /** Only what the view shows is on the page. @param {State} state */
  draw({ layers, styles }) {
    this.styles = styles;
    const zoom = this.map.getZoom();
    const bounds = this.map.getBounds().pad(0.2);
    const found = clusters(layers, {
      zoom,
      isInView: ({ lat, lon }) => bounds.contains([lat, lon]),
      project: ({ lat, lon }) => this.map.project([lat, lon], zoom),
    });
    const wanted = new Map(found.map((cluster) => [keyOf(cluster), cluster]));
    for (const [key, { marker }] of this.shown) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.shown.delete(key);
    }
    for (const [key, cluster] of wanted) {
      if (this.shown.has(key)) continue;
      this.shown.set(key, { marker: this.marker(cluster).addTo(this.map), nudge: cluster.nudge });
    }
  }

  /** Where marks stand, in pixels of the map. */
  points() {
    return [...this.shown.values()].map(({ marker, nudge }) =>
      this.map.latLngToContainerPoint(marker.getLatLng()).add([nudge, 0]),
    );
  }

  /** Whether a mark is seen whose sign says what it is. */
  get hasSingles() {
    return [...this.shown.values()].some(({ marker }) => marker.getElement()?.classList.contains("kc-mark"));
  }

  /** When the cells in view are coarser than the screen could show, ask Python for the rows of this view, once it rests. @param {State} state */
  askForFiner({ layers }) {
    clearTimeout(this.asking);
    const scale = (256 * 2 ** this.map.getZoom()) / 360;
    const bounds = this.map.getBounds();
    const isCoarse = (/** @type {Mark} */ { step, lat, lon }) =>
      step && step * scale > COARSE_PX && bounds.contains([lat, lon]);
    if (!layers.some(({ marks }) => marks.some(isCoarse))) return;
    const id = bounds.pad(0.5).toBBoxString();
    if (id === this.asked) return;
    this.asking = window.setTimeout(() => {
      this.asked = id;
      this.send("view", id);
    }, ASK_AFTER_MS);
  }

  /** "1.234 cơ sở". @param {number} total @param {MarkLayer} layer */
  counted = (total, layer) => `${this.numbers.format(total)} ${layer.label}`;

  /** @param {Cluster} cluster */
  marker({ layer, marks, at, nudge }) {
    const [first] = marks;
    const isSingle = marks.length === 1 && first.n === 1;
    const total = rowsOf(marks);
    const icon = isSingle ? this.singleIcon(layer, first, nudge) : this.badge(layer, total, nudge);
    const title = isSingle ? first.name : this.counted(total, layer);
    const marker = L.marker(at, { icon, pane: "kc-mark", alt: title, riseOnHover: true });
    const tooltip = { className: "kc-tooltip", direction: /** @type {const} */ ("top"), offset: L.point(0, -8) };
    marker.bindTooltip(() => this.tooltip(layer, marks, total), tooltip);
    const act = () => {
      marker.getElement()?.classList.add("kc-chosen");
      if (isSingle) this.send(layer.id, first.id);
      else this.open(layer, marks);
    };
    marker.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      act();
    });
    marker.on("add", () => {
      const node = /** @type {HTMLElement} */ (marker.getElement());
      node.setAttribute("data-layer", layer.id);
      node.setAttribute("data-count", String(total));
      node.setAttribute("data-in", [...new Set(marks.map(({ unit = "" }) => unit.split(".")[0]))].join(" "));
      node.setAttribute("aria-label", title);
      onEnter(node, act);
    });
    return marker;
  }

  /** Look closer, at all that a badge stands for; where that would tell no more, ask for their list. @param {MarkLayer} layer @param {Mark[]} marks */
  open(layer, marks) {
    const [{ unit = "" }] = marks;
    const isVague = !marks.some(isExact);
    if (isVague && marks.every((mark) => mark.unit === unit)) {
      this.send("list", `${layer.id}:${unit}`);
      return;
    }
    const corners = marks.flatMap(({ lat, lon, step = 0 }) =>
      [-1, 1].map((side) => L.latLng(lat + (side * step) / 2, lon + (side * step) / 2)),
    );
    const bounds = L.latLngBounds(corners);
    const near = isVague ? COMMUNE_ZOOM : Math.max(SINGLE_ZOOM, this.map.getZoom() + 2);
    const fitting = this.map.getBoundsZoom(bounds.pad(0.2));
    this.map.setView(bounds.getCenter(), Math.max(Math.min(fitting, near), Math.min(near, this.map.getZoom() + 1)));
  }

  /** @param {MarkLayer} layer @param {Mark} mark @param {number} nudge */
  singleIcon(layer, mark, nudge) {
    const node = element("span");
    node.append(glyph(this.styles[mark.style ?? 0], mark.quality ?? "", 20));
    return L.divIcon({
      className: `kc-mark kc-mark-${layer.id}`,
      html: node,
      iconSize: [20, 20],
      iconAnchor: [10 - nudge, 10],
    });
  }

  /** @param {MarkLayer} layer @param {number} total @param {number} nudge */
  badge(layer, total, nudge) {
    const size = total < 10 ? 26 : total < 100 ? 32 : 40;
    return L.divIcon({
      className: `kc-cluster kc-cluster-${layer.id}`,
      html: element("span", "", this.numbers.format(total)),
      iconSize: [size, size],
      iconAnchor: [size / 2 - nudge, size / 2],
    });
  }

  /** @param {MarkLayer} layer @param {Mark[]} marks @param {number} total */
  tooltip(layer, marks, total) {
    const box = element("div");
    const [first] = marks;
    if (marks.length > 1 || first.n > 1) box.append(element("strong", "", this.counted(total, layer)));
    const named = marks.filter((mark) => mark.name);
    for (const mark of named.slice(0, NAMES_IN_TOOLTIP)) {
      const line = element("div", marks.length === 1 ? "kc-tooltip-name" : "", mark.name);
      line.dir = "auto";
      box.append(line);
      if (marks.length === 1) box.append(...mark.lines.map((text) => element("div", "", text)));
    }
    const more = total - Math.min(NAMES_IN_TOOLTIP, named.length);
    if (named.length && total > NAMES_IN_TOOLTIP) box.append(element("div", "", `… +${this.numbers.format(more)}`));
    return box;
  }
}
