/** States of the map for tests, as Python sends them, and the layer files of a small province. */

import { gzipSync } from "node:zlib";

/** @import { Area, Config, Layer, LayerFeature, Mark, MarkLayer, SentState } from "#map/types.d.ts" */

/** @param {object} value */
export const packed = (value) => gzipSync(JSON.stringify(value)).toString("base64");

/** @param {Partial<Area>} [more] @returns {Area} */
export const area = (more = {}) => ({
  fill: "#123456",
  missing: false,
  lines: ["3 cơ sở"],
  size: 0,
  badges: [],
  ...more,
});

/** @param {string} id @param {number} lat @param {number} lon @param {Partial<Mark>} [more] @returns {Mark} */
export const mark = (id, lat, lon, more = {}) => ({
  id,
  lat,
  lon,
  n: 1,
  style: 0,
  quality: "exact",
  name: `Cơ sở ${id}`,
  lines: [],
  ...more,
});

/** @param {Mark[]} marks @returns {MarkLayer & { cells: [] }} */
export const facilities = (marks) => ({ id: "facility", label: "cơ sở", marks, cells: [] });

/** @param {Partial<SentState>} more @returns {SentState} */
export const state = (more) => ({
  vintage: "districts",
  is_circles: false,
  areas: { 213: area(), 217: area({ fill: "#654321" }) },
  selected: [],
  focus: [],
  styles: [{ shape: 0, colour: "#000" }],
  layers: [],
  legend: { title: "Cơ sở trên 100 km²", classes: [], sections: [], notes: [] },
  years: null,
  revision: "first",
  ...more,
});

/** A square of a tenth of a degree. @param {string} code @param {number} lat @param {number} lon @returns {LayerFeature} */
const square = (code, lat, lon) => ({
  type: "Feature",
  properties: { code, id: code, name: `Huyện ${code}`, label_lat: lat + 0.05, label_lon: lon + 0.05 },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [lon, lat],
        [lon + 0.1, lat],
        [lon + 0.1, lat + 0.1],
        [lon, lat + 0.1],
        [lon, lat],
      ],
    ],
  },
});

/** @param {LayerFeature[]} features @returns {Layer} */
const layer = (...features) => ({ type: "FeatureCollection", features });

/** @type {Record<string, Layer>} */
export const LAYERS = {
  neighbours: layer(square("n", 21.6, 106.2)),
  rivers: layer(square("r", 21.3, 106.2)),
  places: layer(),
  vietnam_inset: layer(square("vn", 16, 106)),
  communes_2020: layer(),
  districts_2024: layer(square("213", 21.3, 106.1), square("217", 21.3, 106.3)),
  districts: layer(square("213", 21.3, 106.1), square("217", 21.3, 106.3)),
  communes: layer(square("07201", 21.3, 106.1), square("07202", 21.3, 106.3)),
};

/** @param {Partial<Config>} [more] @returns {Config} */
export const config = (more = {}) => ({
  theme: "light",
  texts: {
    map: "Bản đồ",
    more: "Chú giải",
    zoomIn: "Phóng to",
    zoomOut: "Thu nhỏ",
    home: "Toàn tỉnh",
    inset: "Việt Nam",
    tilesUnreachable: "Không tới được",
    tilesMissing: "Không có ở đây",
    layersMissing: "Một phần bản đồ chưa tải được",
    years: "Năm",
    allYears: "Mọi năm",
    play: "Chạy",
    stop: "Dừng",
    nextYear: "Năm sau",
    wheelHint: "Ctrl + cuộn",
    touchHint: "Hai ngón tay",
    addHint: "Ctrl + bấm",
  },
  lang: "vi",
  bounds: [
    [21.1, 105.9],
    [21.6, 106.9],
  ],
  channel: "",
  picks: false,
  attribution: "Ranh giới: …",
  tiles: null,
  layers: Object.fromEntries(Object.keys(LAYERS).map((name) => [name, `${name}.json`])),
  ...more,
});
