/** What stands on the map and is no part of it: buttons, scale, boxes for inset, legend and notices. */

import { element, escaped } from "./dom.js";

/** @import { ControlPosition, Map as LeafletMap } from "leaflet" */
/** @import { Config } from "./types.d.ts" */

/** @param {LeafletMap} map @param {Config} config @param {() => void} goHome */
export function controls(map, { texts, attribution }, goHome) {
  L.control.zoom({ position: "topleft", zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  map.attributionControl.setPrefix(false).addAttribution(escaped(attribution));
  panel(map, "topleft", "kc-home leaflet-bar").append(homeButton(texts.home, goHome));
  const insetBox = panel(map, "topright", "kc-inset");
  const legendBox = element("div", "kc-legend");
  L.DomEvent.disableClickPropagation(legendBox);
  L.DomEvent.disableScrollPropagation(legendBox);
  map.getContainer().append(legendBox);
  wheelOnceMeant(map);
  return { insetBox, legendBox };
}

/** The wheel scrolls the page until the map was clicked or reached by keyboard. @param {LeafletMap} map */
function wheelOnceMeant(map) {
  map.scrollWheelZoom.disable();
  map.on("click focus", () => map.scrollWheelZoom.enable());
  map.getContainer().addEventListener("mouseleave", () => map.scrollWheelZoom.disable());
}

/** @param {string} text @param {() => void} act */
function homeButton(text, act) {
  const button = element("a", "", "⌂");
  button.href = "#";
  button.title = text;
  button.setAttribute("role", "button");
  button.setAttribute("aria-label", text);
  L.DomEvent.on(button, "click", (event) => {
    L.DomEvent.stop(event);
    act();
  });
  return button;
}

/** @param {LeafletMap} map @param {ControlPosition} position @param {string} className */
function panel(map, position, className) {
  const node = element("div", className);
  L.DomEvent.disableClickPropagation(node);
  const control = new L.Control({ position });
  control.onAdd = () => node;
  control.addTo(map);
  return node;
}

/** A line on the map that is shown as long as something is missing. @param {LeafletMap} map @param {"tiles" | "layers"} what @param {string} text @returns {(isMissing: boolean) => void} */
export function notice(map, what, text) {
  const node = element("div", `kc-notice kc-notice-${what}`, text);
  node.setAttribute("role", "status");
  node.hidden = true;
  map.getContainer().append(node);
  return (isMissing) => {
    node.hidden = !isMissing;
  };
}
