/** Which marks stand together on the screen. */

/** @import { Mark, MarkLayer } from "./types.d.ts" */

/**
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ n: number, x: number, y: number, unit: string, layers: Map<MarkLayer, Mark[]> }} Cell marks with their middle, in pixels
 * @typedef {{ project: (mark: Mark) => Point, isInView: (mark: Mark) => boolean, zoom: number }} View
 * @typedef {{ layer: MarkLayer, marks: Mark[], at: [lat: number, lon: number], nudge: number }} Cluster
 */

export const BADGE_PX = 26;
const CLUSTER_PX = 46;
const BESIDE_PX = BADGE_PX + 4;
const NEAR = 0.72;
/** From here on each row whose place is exact stands by itself. */
export const SINGLE_ZOOM = 15;
/** From here on communes are told apart, and rows whose place is not exact stand together in the unit that is known. */
export const COMMUNE_ZOOM = 12.5;

/** How many rows marks stand for. @param {Mark[]} marks */
export const rowsOf = (marks) => marks.reduce((sum, mark) => sum + mark.n, 0);

/** Whether a closer look tells more of where a row lies. @param {Mark} mark */
export const isExact = ({ quality }) => quality === undefined || quality === "exact";

/** The mark nearest to the middle of all, each as heavy as the rows it stands for: it lies in their unit. @param {Mark[]} marks @returns {[lat: number, lon: number]} */
function centre(marks) {
  const total = rowsOf(marks);
  const middle = (/** @type {"lat" | "lon"} */ axis) =>
    marks.reduce((sum, mark) => sum + mark[axis] * mark.n, 0) / total;
  const [lat, lon] = [middle("lat"), middle("lon")];
  const far = (/** @type {Mark} */ mark) => (mark.lat - lat) ** 2 + (mark.lon - lon) ** 2;
  const nearest = marks.reduce((best, mark) => (far(mark) < far(best) ? mark : best));
  return [nearest.lat, nearest.lon];
}

/**
 * Clusters of the marks in view, each inside one unit: layers of one place stand side by side. Marks meet in the cells of a grid first,
 * then the larger cells take in what of their unit is too near to stand beside them.
 * @param {MarkLayer[]} layers
 * @param {View} view
 * @returns {Cluster[]}
 */
export function clusters(layers, view) {
  return cells(layers, view).flatMap((groups) => {
    const middle = centre([...groups.values()].flat());
    return [...groups].map(([layer, marks], i) => ({
      layer,
      marks,
      at: groups.size > 1 ? middle : centre(marks),
      nudge: (i - (groups.size - 1) / 2) * BESIDE_PX,
    }));
  });
}

/** What tells a cluster from another, so that one that is shown already stays. @param {Cluster} cluster */
export const keyOf = ({ layer, marks, at, nudge }) => [layer.id, nudge, ...at, ...marks.map((mark) => mark.id)].join();

/** @param {MarkLayer[]} layers @param {View} view @returns {Map<MarkLayer, Mark[]>[]} */
function cells(layers, { project, isInView, zoom }) {
  const size = CLUSTER_PX + BADGE_PX * Math.max(0, layers.length - 1);
  /** @type {Map<string, Cell>} */
  const grid = new Map();
  for (const layer of layers) {
    for (const mark of layer.marks) {
      if (!isInView(mark)) continue;
      const { x, y } = project(mark);
      const { unit, key } = placeOf(layer, mark, zoom, `${Math.floor(x / size)}:${Math.floor(y / size)}`);
      const cell = grid.get(key) ?? { n: 0, x: 0, y: 0, unit, layers: new Map() };
      grid.set(key, cell);
      cell.x = (cell.x * cell.n + x * mark.n) / (cell.n + mark.n);
      cell.y = (cell.y * cell.n + y * mark.n) / (cell.n + mark.n);
      cell.n += mark.n;
      put(cell, layer, [mark]);
    }
  }
  const largestFirst = [...grid.values()].sort((a, b) => b.n - a.n);
  return (zoom >= SINGLE_ZOOM ? largestFirst : merged(largestFirst, size * NEAR)).map((cell) => cell.layers);
}

/** The unit that a mark must not leave, and with which others it stands. @param {MarkLayer} layer @param {Mark} mark @param {number} zoom @param {string} square of the grid */
function placeOf(layer, mark, zoom, square) {
  const unit = zoom >= COMMUNE_ZOOM ? (mark.unit ?? "") : (mark.unit ?? "").split(".")[0];
  if (!isExact(mark) && zoom >= COMMUNE_ZOOM) return { unit, key: unit };
  if (zoom >= SINGLE_ZOOM) return { unit, key: `${layer.id}:${mark.id}:${mark.lat}` };
  return { unit, key: `${unit}:${square}` };
}

/** @param {Cell} cell @param {MarkLayer} layer @param {Mark[]} marks */
function put(cell, layer, marks) {
  const known = cell.layers.get(layer);
  if (known) known.push(...marks);
  else cell.layers.set(layer, [...marks]);
}

/** @param {Cell[]} all @param {number} distance */
function merged(all, distance) {
  /** @type {Cell[]} */
  const kept = [];
  for (const cell of all) {
    const near = kept.find(
      (other) => other.unit === cell.unit && Math.hypot(other.x - cell.x, other.y - cell.y) < distance,
    );
    if (!near) kept.push(cell);
    else for (const [layer, marks] of cell.layers) put(near, layer, marks);
  }
  return kept;
}
