/** The map's frame in the page: its height, what Python is told, the other map beside it. */

/** @import { Map as LeafletMap } from "leaflet" */
/** @import { Send } from "./types.d.ts" */

const PHONE_WIDTH_PX = 520;
const PHONE_SHARE = 0.55;
const PHONE_LEAST_PX = 320;
const LOW_PX = 560;
const LEAST_HIGH_PX = 420;
const MOST_HIGH_PX = 760;

/** Straight to Python: the host component would wait 250 ms and stay silent when the same thing is clicked twice. @type {Send} */
export function send(kind, id, adds = false) {
  const drawing = { type: "Feature", properties: { kind, id, adds, at: Date.now() }, geometry: null };
  const value = { last_active_drawing: drawing };
  Object.assign(window.__GLOBAL_DATA__, value, { previous_data: value });
  window.Streamlit.setComponentValue(value);
}

/** The height of the map. On a phone the province is wide and low, and the page is scrolled anyway. @param {number} width */
function room(width) {
  if (width <= PHONE_WIDTH_PX) return Math.round(Math.max(window.parent.innerHeight * PHONE_SHARE, PHONE_LEAST_PX));
  const frame = window.frameElement;
  if (!frame) return MOST_HIGH_PX;
  const scrolled = frame.closest('[data-testid="stMain"]')?.scrollTop ?? 0;
  const left = window.parent.innerHeight - frame.getBoundingClientRect().top - scrolled - 12;
  return Math.round(Math.min(Math.max(left, LEAST_HIGH_PX), MOST_HIGH_PX));
}

/** Keeps the map as high as the window leaves room for, so that the whole province is seen without scrolling. */
export class FrameHeight {
  /** @param {LeafletMap} map @param {(height?: number) => void} tell sets the height of the frame */
  constructor(map, tell) {
    this.map = map;
    this.tell = tell;
    this.height = 0;
    const follow = () => this.fit();
    window.parent.addEventListener("resize", follow);
    window.addEventListener("resize", follow); // the page has its new size before the frame in it has its own
    window.addEventListener("pagehide", () => window.parent.removeEventListener("resize", follow));
    this.fit();
  }

  fit() {
    const container = this.map.getContainer();
    const height = room(container.clientWidth);
    if (height === this.height) return;
    this.height = height;
    container.style.height = `${height}px`;
    container.classList.toggle("kc-low", height < LOW_PX);
    this.tell(height);
    this.map.invalidateSize({ pan: false });
  }
}

/** How wide an upright sheet of A4 is between the margins of the page (paper.css), and how high the province is on it. */
const PAPER_PX = { width: 700, height: 400 };

/** On paper the map is as wide as the sheet and shows what it showed. @param {LeafletMap} map @param {() => void} fitHome @param {() => boolean} isHome */
export function printed(map, fitHome, isHome) {
  const container = map.getContainer();
  const frame = /** @type {HTMLElement | null} */ (window.frameElement);
  /** @type {[import("leaflet").LatLng, number, string] | null} */
  let before = null;
  const resize = (/** @type {string} */ width, /** @type {string} */ height) => {
    Object.assign(container.style, { width, height });
    container.classList.toggle("kc-paper", width !== "");
    if (frame) frame.style.height = height;
    map.invalidateSize({ pan: false });
  };
  window.addEventListener("beforeprint", () => {
    if (before) return;
    const bounds = map.getBounds();
    const wasHome = isHome();
    before = [map.getCenter(), map.getZoom(), container.style.height];
    resize(`${PAPER_PX.width}px`, `${PAPER_PX.height}px`);
    if (wasHome) fitHome();
    else map.fitBounds(bounds, { animate: false });
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    const [center, zoom, height] = before;
    before = null;
    resize("", height);
    if (frame) frame.style.height = "";
    map.setView(center, zoom, { animate: false });
  });
}

const PATIENCE_MS = 3000;

/**
 * The style sheets and the typeface of the frame are there: what is measured before has another size. A map without them is better than
 * none, so that nothing is waited for too long.
 */
export function styled() {
  const late = new Promise((go) => setTimeout(go, PATIENCE_MS));
  return Promise.race([late, sheets().then(() => document.fonts.load('1em "Source Sans"'))]).catch(console.warn);
}

function sheets() {
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel=stylesheet]"));
  const coming = [...links].filter(({ sheet }) => !sheet);
  return Promise.all(
    coming.map(
      (link) =>
        new Promise((go) => {
          link.addEventListener("load", go);
          link.addEventListener("error", go);
        }),
    ),
  );
}

/** Two maps side by side share their view, by the name of a channel. @param {LeafletMap} map @param {string} channel */
export function link(map, channel) {
  if (!channel) return;
  const line = new BroadcastChannel(channel);
  let isFollowing = false;
  map.on("move", () => {
    const { lat, lng } = map.getCenter();
    if (!isFollowing) line.postMessage({ lat, lng, zoom: map.getZoom() });
  });
  line.onmessage = ({ data: { lat, lng, zoom } }) => {
    isFollowing = true;
    map.setView([lat, lng], zoom, { animate: false });
    isFollowing = false;
  };
}
