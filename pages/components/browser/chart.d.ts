/** A chart as Python sends it (chart_frame.py), its place on the page, and what of Plotly is used. */
export interface Figure {
  data: Record<string, unknown>[];
  layout: {
    height: number;
    /** Changes where there is little room: of a trace, by its place, or of the layout. */
    meta?: { narrow?: [at: number | null, given: Record<string, unknown>][] };
    [more: string]: unknown;
  };
}

export interface Wanted {
  title: string;
  counted: string;
  scope: string;
  empty: string;
  reading: string;
  notes: string[];
  actions: Record<string, string>;
  fileName: string;
  paper: string;
  ink: string;
  typeface: string;
  figure: Figure | null;
  config: object;
  alt: string;
  library: string;
}

/** A chart that has a figure. */
export type Drawable = Wanted & { figure: Figure };

/** The element that Plotly draws into, with what is known of it from one run to the next. */
export interface Plot extends HTMLElement {
  on(name: "plotly_click", then: (click: { points?: { customdata?: unknown[] }[]; event?: MouseEvent }) => void): void;
  tell?: (name: string, value: unknown) => void;
  written?: string;
  said?: Wanted;
  wanted?: Drawable | null;
  shown?: Drawable | null;
  isBusy?: boolean;
  isNear?: boolean;
  width?: number;
  size?: ResizeObserver;
}

type Draw = (plot: Plot, data: Figure["data"], layout: Figure["layout"], config: object) => Promise<unknown>;

declare global {
  interface Window {
    Plotly?: {
      react: Draw;
      newPlot: Draw;
      purge(plot: Plot): void;
    };
  }
}
