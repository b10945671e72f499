/** A base map of pictures beneath all else, where a setting asks for one; when it cannot be reached the map says so. */

import { escaped } from "./dom.js";

/** @import { Map as LeafletMap } from "leaflet" */
/** @import { Tiles } from "./types.d.ts" */

/** @param {LeafletMap} map @param {Tiles} tiles @param {(isMissing: boolean) => void} tell */
export function drawTiles(map, tiles, tell) {
  map.getContainer().classList.add("kc-has-tiles");
  const pane = map.createPane("kc-tile");
  pane.style.zIndex = "190";
  const count = { loaded: 0, failed: 0 };
  const add = (/** @type {"loaded" | "failed"} */ what) => {
    count[what] += 1;
    if (!tiles.is_local) tell(count.failed > count.loaded);
  };
  L.tileLayer(tiles.url, {
    pane: "kc-tile",
    attribution: escaped(tiles.attribution),
    maxZoom: 18,
    minNativeZoom: tiles.min_zoom,
    maxNativeZoom: tiles.max_zoom,
  })
    .on("loading", () => Object.assign(count, { loaded: 0, failed: 0 }))
    .on("tileload", () => add("loaded"))
    .on("tileerror", () => add("failed"))
    .on("load", () => {
      if (tiles.is_local) tell(count.failed > 0 && !pane.querySelector(".leaflet-tile-loaded"));
    })
    .addTo(map);
}
