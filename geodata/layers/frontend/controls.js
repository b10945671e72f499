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
  movedOnPurpose(map, texts);
  return { insetBox, legendBox };
}

const HINT_MS = 1800;

/** The wheel and one finger move the page; with Ctrl, or by two fingers, the map. Who tries it otherwise is told so for a moment. @param {LeafletMap} map @param {Config["texts"]} texts */
function movedOnPurpose(map, { wheelHint, touchHint }) {
  const container = map.getContainer();
  const hint = element("div", "kc-hint");
  hint.setAttribute("aria-hidden", "true");
  container.append(hint);
  let timer = 0;
  const tell = (/** @type {string} */ text) => {
    hint.textContent = text;
    hint.classList.add("kc-told");
    window.clearTimeout(timer);
    timer = window.setTimeout(() => hint.classList.remove("kc-told"), HINT_MS);
  };
  const isOnMap = (/** @type {Event} */ { target }) => !(/** @type {Element} */ (target).closest(".kc-legend"));
  const wheel = (/** @type {WheelEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || !isOnMap(event)) return;
    event.stopImmediatePropagation();
    tell(wheelHint);
  };
  container.addEventListener("wheel", wheel, { capture: true, passive: true });
  if (!window.matchMedia?.("(pointer: coarse)").matches) return;
  map.dragging.disable();
  const touch = (/** @type {TouchEvent} */ event) => {
    if (event.touches.length === 1 && isOnMap(event)) tell(touchHint);
  };
  container.addEventListener("touchmove", touch, { passive: true });
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
