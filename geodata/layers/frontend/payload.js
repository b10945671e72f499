/** What Python sends, read: geodata/layers/payload.py. */

/** @import { Config, MarkLayer, SentLayer, SentState, State } from "./types.d.ts" */

/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/** @param {string} base64 @returns {Config} */
export const decode = (base64) => JSON.parse(new TextDecoder().decode(bytes(base64)));

/** Straight into the stream: a Blob would go through another process of the browser, and wait for it. @param {string} base64 @returns {Promise<State>} */
export async function unpack(base64) {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const failures = [writer.write(bytes(base64)), writer.close()];
  const [sent] = await Promise.all([/** @type {Promise<SentState>} */ (new Response(readable).json()), ...failures]);
  return { ...sent, layers: sent.layers.map(withCells) };
}

/** Marks that stand for many rows come as bare numbers: one of a cell's rows, how many they are, and their unit. @param {SentLayer} layer @returns {MarkLayer} */
export function withCells({ id, label, marks, cells }) {
  const more = cells.flatMap(({ step, quality, units, marks: of }) =>
    of.map(([lat, lon, n, number]) => {
      const id = `cell:${quality}:${step}:${units[number]}:${lat}:${lon}`;
      return { id, lat, lon, n, step, quality, unit: units[number], name: "", lines: [] };
    }),
  );
  return { id, label, marks: [...marks, ...more] };
}
