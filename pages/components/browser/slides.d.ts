/** Slides as Python sends them (analytics/briefing/show.py). */
export interface Series {
  name: string;
  values: (number | null)[];
  colour: string;
  /** The sign of a pattern as Plotly has them, "" for none. */
  pattern: string;
  is_open: boolean;
}

export interface Chart {
  kind: "bars" | "columns" | "line";
  unit: string;
  alt: string;
  categories: string[];
  series: Series[];
  labels: string[];
  parts: { at: number; value: number; text: string }[];
  /** Which categories are chosen; none where all are. */
  chosen: boolean[];
  notes: string[];
}

export interface SlideTable {
  kind: "table";
  columns: { heading: string; is_number: boolean; width: number }[];
  rows: string[][];
  footer: string[][];
  marked: number[];
  /** What is said of the rows left out, by how many rows fit. */
  left: string[];
  notes: string[];
}

export interface Figures {
  kind: "figures";
  figures: { label: string; text: string; unit: string; context: string; published: string }[];
}

export interface MapPicture {
  kind: "map";
  src: string;
  alt: string;
}

export interface Text {
  kind: "text";
  lines: string[];
}

export type Block = Chart | SlideTable | Figures | MapPicture | Text;

export interface Slide {
  id: string;
  headline: string;
  subtitle: string;
  n: string;
  blocks: Block[];
  notes: string[];
}

export interface ShowData {
  slides: Slide[];
  line: string;
  flag: string;
  first: string;
  seconds: number;
  texts: Record<
    "next" | "back" | "play" | "pause" | "notes" | "full" | "leave" | "black" | "no_notes" | "keys",
    string
  >;
}
