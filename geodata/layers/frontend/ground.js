/** What lies around and over the areas: neighbours, rivers, borders, towns, communes when looked at closely, Viet Nam in a corner. */

import { paths } from "./areas.js";
import { svgElement } from "./dom.js";
import { label, labels } from "./names.js";

/** @import { Map as LeafletMap, Marker } from "leaflet" */
/** @import { Polygon, MultiPolygon, Position } from "geojson" */
/** @import { LayerFiles } from "./layer_files.js" */
/** @import { Layer } from "./types.d.ts" */

export const COMMUNE_ZOOM = 10.75;
const TOWN_ZOOM = 10.75;
const NAME_ZOOM = 10;
const PANES = { ground: 210, area: 300, circle: 340, line: 350, mark: 560, label: 610 };
const QUIET = ["label", "line"];

/** @param {LeafletMap} map */
export function panes(map) {
  for (const [name, z] of Object.entries(PANES)) {
    const pane = map.createPane(`kc-${name}`);
    pane.style.zIndex = String(z);
    if (QUIET.includes(name)) pane.style.pointerEvents = "none";
  }
}

export class Ground {
  /** @param {LeafletMap} map @param {LayerFiles} files @param {(inset: SVGElement) => void} showInset @param {string} insetText */
  constructor(map, files, showInset, insetText) {
    this.map = map;
    this.files = files;
    /** @type {Marker[]} */
    this.neighbourNames = [];
    /** @type {Marker[]} */
    this.townNames = [];
    this.hasCommunes = false;
    /** @type {Record<string, (layer: Layer) => void>} by layer, in the order in which they lie on each other */
    this.parts = {
      neighbours: (layer) => {
        paths(map, layer, { pane: "kc-ground", className: "kc-neighbour", interactive: false });
        this.neighbourNames = labels(map, layer, "kc-name-neighbour");
      },
      rivers: (layer) => this.lines(layer, "kc-river"),
      districts_2024: (layer) => this.lines(layer, "kc-border"),
      places: (layer) => {
        this.townNames = towns(map, layer);
      },
      vietnam_inset: (layer) => showInset(inset(layer, insetText)),
    };
  }

  /** Draw what has come at the first try; the rest is drawn when it comes. */
  async draw() {
    const parts = Object.entries(this.parts);
    const layers = await Promise.all(parts.map(([name, part]) => this.files.ask(name, part)));
    for (const [i, layer] of layers.entries()) if (layer) parts[i][1](layer);
    this.zoomed();
  }

  /** @param {Layer} layer @param {string} className */
  lines(layer, className) {
    paths(this.map, layer, { pane: "kc-line", className, interactive: false, fill: false });
  }

  /** More is shown the closer one looks. */
  async zoomed() {
    const zoom = this.map.getZoom();
    const { classList } = this.map.getContainer();
    classList.toggle("kc-show-towns", zoom >= TOWN_ZOOM);
    classList.toggle("kc-show-communes", zoom >= COMMUNE_ZOOM);
    classList.toggle("kc-show-names", zoom >= NAME_ZOOM);
    if (zoom < COMMUNE_ZOOM || this.hasCommunes) return;
    this.hasCommunes = true;
    const draw = (/** @type {Layer} */ layer) => this.lines(layer, "kc-commune");
    const layer = await this.files.ask("communes_2020", draw);
    if (layer) draw(layer);
  }
}

/** @param {LeafletMap} map @param {Layer} layer */
function towns(map, layer) {
  return layer.features.flatMap(({ geometry, properties }) => {
    const { rank = Number.POSITIVE_INFINITY, name } = properties;
    if (rank > 2 || geometry.type !== "Point") return [];
    const [lon, lat] = geometry.coordinates;
    return [label(map, [lat, lon], name, `kc-town kc-town-${rank}`)];
  });
}

/** How far names stand above their islands. @type {Record<string, number>} */
const ABOVE = { "HS-label": 17, "TS-label": 25.5, "BD-label": 7.5 };

/** Viet Nam with Hoang Sa and Truong Sa, as an SVG of the app's own layer. @param {Layer} layer @param {string} text */
export function inset(layer, text) {
  const svg = svgElement("svg", { viewBox: "0 0 100 128", role: "img", "aria-label": text });
  for (const { geometry, properties } of layer.features) {
    const { id = "", name } = properties;
    if (geometry.type === "Point" && id in ABOVE) svg.append(...islandName(geometry.coordinates, id, name));
    else if (geometry.type === "Polygon" || geometry.type === "MultiPolygon") {
      svg.append(svgElement("path", { d: outline(geometry), class: `kc-inset-shape kc-inset-${id}` }));
    } // the capital's name would lie on the province
  }
  return svg;
}

const x = (/** @type {number} */ lon) => ((lon - 101.5) / 16.5) * 100;
const y = (/** @type {number} */ lat) => ((23.8 - lat) / 17.6) * 116 + 4;

/** @param {Position[]} points */
const ring = (points) => `M${points.map(([lon, lat]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("L")}z`;

/** @param {Polygon | MultiPolygon} geometry */
const outline = (geometry) =>
  (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates)
    .flatMap((part) => part.map(ring))
    .join("");

/** @param {Position} position @param {string} id @param {string} name */
function islandName([lon, lat], id, name) {
  const words = name
    .replace(" (Việt Nam)", "")
    .split(/^(Quần đảo) /)
    .filter(Boolean);
  return words.map((word, i) => {
    const at = { x: Math.min(x(lon), 82), y: y(lat) - ABOVE[id] + i * 7, class: `kc-inset-${id}` };
    const text = svgElement("text", at);
    text.textContent = word;
    return text;
  });
}
