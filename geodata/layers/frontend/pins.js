/** Where the one record is whose card is open: a ring around its place, above all marks; dashed where the place is not exact. */

/** @import { Map as LeafletMap, Marker } from "leaflet" */
/** @import { Mark } from "./types.d.ts" */

const PIN_PX = 36;
const PANE = "kc-pins";
/** Above marks and numbers, beneath what a pointer says of them. */
const ABOVE_MARKS = 645;

export class Pins {
  /** @param {LeafletMap} map */
  constructor(map) {
    this.map = map;
    const pane = map.createPane(PANE);
    pane.style.zIndex = String(ABOVE_MARKS);
    pane.style.pointerEvents = "none";
    /** @type {Marker[]} */
    this.shown = [];
    this.written = "";
  }

  /** @param {Mark[]} pins */
  draw(pins) {
    const written = JSON.stringify(pins);
    if (written === this.written) return;
    this.written = written;
    for (const marker of this.shown) marker.remove();
    this.shown = pins.map((pin) => this.pin(pin).addTo(this.map));
    const [first] = pins;
    const isSeen = pins.some(({ lat, lon }) => this.map.getBounds().contains([lat, lon]));
    if (first && !isSeen) this.map.panTo([first.lat, first.lon], { animate: false });
  }

  /** @param {Mark} pin */
  pin({ lat, lon, quality }) {
    const icon = L.divIcon({
      className: quality === "exact" ? "kc-pin" : "kc-pin kc-pin-vague",
      iconSize: [PIN_PX, PIN_PX],
      html: "",
    });
    return L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: PANE });
  }
}
