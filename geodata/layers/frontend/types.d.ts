/** What Python sends to the map (geodata/layers/base.py, state.py, tiles.py) and what its frame offers. */
import type { Feature, FeatureCollection, Geometry } from "geojson";

export type LatLon = [lat: number, lon: number];

export interface Config {
  theme: "light" | "dark";
  texts: Record<
    | "map"
    | "more"
    | "zoomIn"
    | "zoomOut"
    | "home"
    | "inset"
    | "tilesUnreachable"
    | "tilesMissing"
    | "layersMissing"
    | "years"
    | "allYears"
    | "play"
    | "stop"
    | "nextYear"
    | "wheelHint"
    | "touchHint"
    | "addHint",
    string
  >;
  lang: string;
  bounds: LatLon[];
  channel: string;
  picks: boolean;
  attribution: string;
  tiles: Tiles | null;
  /** Addresses of the layer files, by name. */
  layers: Record<string, string>;
}

export interface Tiles {
  url: string;
  attribution: string;
  min_zoom: number;
  max_zoom: number;
  is_local: boolean;
}

export interface Area {
  fill: string;
  missing: boolean;
  lines: string[];
  size: number;
  badges: { kind: string; text: string }[];
}

export interface MarkStyle {
  shape: number;
  colour: string;
}

/** A mark that stands for `n` rows; those of a cell lie within `step` degrees and have no name. */
export interface Mark {
  id: string;
  lat: number;
  lon: number;
  style?: number;
  quality?: string;
  name: string;
  lines: string[];
  n: number;
  step?: number;
  /** "district.commune" or the district alone. */
  unit?: string;
}

export interface MarkLayer {
  id: string;
  label: string;
  marks: Mark[];
}

export interface SentLayer extends MarkLayer {
  cells: {
    step: number;
    quality: string;
    units: string[];
    marks: [lat: number, lon: number, n: number, unit: number][];
  }[];
}

export interface LegendClass {
  fill: string;
  label: string;
  count: string;
  missing: boolean;
  size: number;
  short: string;
}

export interface LegendItem {
  label: string;
  count: string;
  style: MarkStyle | null;
  quality: string;
  plate: string;
}

export interface Legend {
  title: string;
  classes: LegendClass[];
  sections: { title: string; items: LegendItem[]; is_of_signs: boolean }[];
  notes: string[];
}

export interface Years {
  first: number;
  bars: [n: number, written: string][];
  chosen: [first: number, last: number] | null;
  counted: string;
  total: string;
  /** What no single year shows: a kind and its words. */
  beside: [kind: string, words: string][];
}

export interface State {
  vintage: string;
  is_circles: boolean;
  areas: Record<string, Area>;
  selected: string[];
  focus: string[];
  styles: MarkStyle[];
  layers: MarkLayer[];
  legend: Legend;
  years: Years | null;
  revision: string;
}

export type SentState = Omit<State, "layers"> & { layers: SentLayer[] };

/** Properties of the features of the layer files; each file has some of them. */
export interface Properties {
  id?: string;
  code: string;
  name: string;
  short_name?: string;
  kind?: string;
  rank?: number;
  label_lat?: number;
  label_lon?: number;
  is_commune?: boolean;
}

export type Layer = FeatureCollection<Geometry, Properties>;
export type LayerFeature = Feature<Geometry, Properties>;

/** Tells Python what was clicked: a kind and an id, and whether it is added to what is chosen. */
export type Send = (kind: string, id: string, adds?: boolean) => void;

/** A rectangle in the map's own pixels. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

declare global {
  /** On its way since the first script of the frame. */
  var khuyenCongModule: Promise<typeof import("./map.js")>;
  interface Window {
    /** Of streamlit-component-lib. */
    Streamlit: { setFrameHeight: (height?: number) => void; setComponentValue: (value: unknown) => void };
    /** What streamlit-folium remembers between two runs. */
    __GLOBAL_DATA__: Record<string, unknown>;
  }
}
