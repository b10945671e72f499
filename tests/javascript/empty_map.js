/** Leaflet in a document without a browser: a map of 900 x 640 pixels that draws as SVG. */

import { place } from "./document.js";

// what Leaflet asks for to know that the browser draws SVG, and what jsdom has not
Object.defineProperty(window, "SVGSVGElement", { value: window.SVGSVGElement ?? class {} });
Object.assign(window.SVGSVGElement.prototype, { createSVGRect: () => {} });
Object.assign(document, { fonts: { load: () => Promise.resolve([]) } });
const leaflet = await import("leaflet");
Object.assign(globalThis, { L: leaflet.default });

/** @param {number} [width] */
export function emptyMap(width = 900) {
  const container = place();
  for (const [name, value] of Object.entries({ clientWidth: width, clientHeight: 640 }))
    Object.defineProperty(container, name, { value });
  return L.map(container, { zoomControl: false, zoomSnap: 0.25, fadeAnimation: false, zoomAnimation: false }).setView(
    [21.3, 106.2],
    10,
  );
}
