/** The map of industrial promotion: quiet ground, districts by a measure, clustered marks, legend, inset.
 * Python sends two things: a configuration that never changes (mount) and a state that does (update). */

import { Areas } from "./areas.js";
import { COMMUNE_ZOOM } from "./clusters.js";
import { controls, notice } from "./controls.js";
import { element } from "./dom.js";
import { COMMUNE_ZOOM as COMMUNES_SHOWN, Ground, panes } from "./ground.js";
import { FrameHeight, link, printed, send, styled } from "./host.js";
import { boxAround, isOnLand, landOf, overlaps } from "./land.js";
import { LayerFiles } from "./layer_files.js";
import { legendStrip, singlesKey } from "./legend.js";
import { Marks } from "./marks.js";
import { covered, floating, showWhereFree } from "./names.js";
import { decode, unpack } from "./payload.js";
import { Pins } from "./pins.js";
import { drawTiles } from "./tiles.js";
import { YearBar } from "./years.js";

/** @import { LatLng, Map as LeafletMap } from "leaflet" */
/** @import { Config, State } from "./types.d.ts" */

const WIDE_PX = 640;
const EDGE_PX = 10;
const CLOSER = 0.75;
const NEIGHBOUR_PX = 12;
const TOWN_PX = 11;
const MARK_PX = 26;

export class PromotionMap {
  /** @param {LeafletMap} map @param {Config} config @param {Window["Streamlit"]["setFrameHeight"]} setHeight */
  constructor(map, config, setHeight) {
    const container = map.getContainer();
    container.classList.add(`kc-${config.theme}`);
    container.setAttribute("aria-label", config.texts.map);
    document.documentElement.lang = config.lang;
    window.frameElement?.setAttribute("aria-label", config.texts.map);
    this.map = map;
    this.config = config;
    /** @type {State | null} what is drawn */
    this.state = null;
    this.sent = "";
    this.turn = 0;
    this.home = 0;
    this.focused = "";
    /** @type {[LatLng, number] | null} */
    this.before = null;
    if (window.matchMedia?.("(prefers-reduced-motion: reduce)").matches) hold(map);
    this.frame = new FrameHeight(map, setHeight);
    panes(map);
    const { insetBox, legendBox } = controls(map, config, () => this.fit());
    this.years = new YearBar(config.texts, send);
    this.legend = element("div");
    this.legendBox = legendBox;
    legendBox.append(this.years.node, this.legend);
    this.files = new LayerFiles(config.layers, notice(map, "layers", config.texts.layersMissing));
    this.areas = new Areas(
      map,
      config.tiles !== null,
      (code, at, isAdded) => this.choose(code, at, isAdded),
      config.texts.addHint,
    );
    this.marks = new Marks(map, config.lang, send);
    this.pins = new Pins(map);
    this.ground = new Ground(map, this.files, (inset) => insetBox.append(inset), config.texts.inset);
    if (config.tiles) this.drawTiles(config.tiles);
    this.fit();
    this.ready = Promise.all([this.ground.draw(), styled()]);
    link(map, config.channel);
    printed(
      map,
      () => this.fit(),
      () => map.getZoom() === this.home,
    );
    map.on("resize", (event) => this.resized(event));
    map.on("moveend", () => this.moved());
    if (config.picks) map.on("click", (event) => this.sendPoint(event.latlng));
    map.on("zoomend", () => this.ground.zoomed());
  }

  /** @param {NonNullable<Config["tiles"]>} tiles */
  drawTiles(tiles) {
    const { tilesMissing, tilesUnreachable } = this.config.texts;
    drawTiles(this.map, tiles, notice(this.map, "tiles", tiles.is_local ? tilesMissing : tilesUnreachable));
  }

  /** Draw a state, unless another one has come meanwhile: asked again after each wait. @param {string} base64 */
  async update(base64) {
    if (base64 === this.sent) return; // the pins alone are others
    this.sent = base64;
    this.turn += 1;
    this.map.getContainer().setAttribute("aria-busy", "true");
    const { turn } = this;
    const isWanted = () => turn === this.turn;
    const state = await unpack(base64);
    await this.ready;
    if (!isWanted()) return;
    if (this.areas.vintage !== state.vintage) {
      const { vintage } = state;
      const late = (/** @type {import("./types.d.ts").Layer} */ layer) => {
        this.areas.change(vintage, layer);
        this.draw(state);
      };
      const layer = await this.files.ask(vintage, late, isWanted);
      if (!isWanted()) return;
      this.areas.change(vintage, layer);
    }
    this.draw(state);
  }

  /** Show where one record is, once the map is there. @param {string} base64 its places */
  async point(base64) {
    await this.ready;
    this.pins.draw(/** @type {import("./types.d.ts").Mark[]} */ (/** @type {unknown} */ (decode(base64))));
  }

  /** @param {State} state */
  draw(state) {
    const isFirst = this.state === null;
    this.state = null; // where the view moves meanwhile, signs would be placed in vain
    const before = this.view;
    if (isFirst) this.frame.fit();
    this.areas.paint(state);
    this.drawLegend(state);
    this.years.draw(state.years);
    this.marks.clear();
    if (isFirst) this.fit();
    this.focus(state);
    this.state = state;
    if (isFirst || this.view !== before) this.moved();
    else this.drawSigns(state);
    this.map.getContainer().setAttribute("data-revision", state.revision);
    this.map.getContainer().setAttribute("aria-busy", "false");
  }

  get view() {
    return `${this.map.getCenter()} ${this.map.getZoom()}`;
  }

  moved() {
    if (!this.state) return;
    this.drawSigns(this.state);
    if (!this.isBadged(this.state)) this.marks.askForFiner(this.state);
  }

  /** Whether each unit has its number: until somebody looks into a unit. @param {State} state */
  isBadged(state) {
    const hasNumbers = Object.values(state.areas).some(({ badges }) => badges.length);
    return (
      hasNumbers &&
      this.map.getZoom() < (this.areas.isFine ? COMMUNE_ZOOM : Math.max(COMMUNES_SHOWN, this.home + CLOSER))
    );
  }

  /** A place on the map that is being chosen, or a unit that has a value. @param {string} code @param {LatLng | null} at @param {boolean} isAdded */
  choose(code, at, isAdded) {
    if (at && this.config.picks) this.sendPoint(at);
    else if (this.state?.areas[code] && this.areas.vintage) {
      this.areas.mark(code, isAdded);
      send(this.areas.vintage, code, isAdded);
    }
  }

  /** @param {LatLng} at */
  sendPoint({ lat, lng }) {
    send("point", `${lat.toFixed(6)},${lng.toFixed(6)}`);
  }

  /** The whole province, in what the legend and the inset leave free. */
  fit() {
    const isWide = this.map.getContainer().clientWidth > WIDE_PX;
    this.map.fitBounds(L.latLngBounds(this.config.bounds), {
      paddingTopLeft: [isWide ? EDGE_PX : 6, 6 + Math.max(0, ...floating().map(({ bottom }) => bottom))],
      paddingBottomRight: [isWide ? EDGE_PX : 6, this.stripHeight + 6],
      animate: false,
    });
    this.home = this.map.getZoom();
  }

  /** In a window of another width the whole province is seen again, where it was before. @param {import("leaflet").ResizeEvent} sizes */
  resized({ oldSize, newSize }) {
    if (this.map.getZoom() !== this.home) return;
    if (oldSize.x !== newSize.x || !this.map.getBounds().contains(this.config.bounds)) this.fit();
  }

  /** Go to the units in focus; when there are none any more, back to the view of before. @param {State} state */
  focus({ focus }) {
    const codes = focus.join(",");
    if (codes === this.focused) return;
    if (!this.focused) this.before = [this.map.getCenter(), this.map.getZoom()];
    this.focused = codes;
    const bounds = this.areas.bounds(focus);
    if (!bounds) {
      if (this.before) this.map.setView(...this.before, { animate: false });
      return;
    }
    const bottom = this.stripHeight + 12;
    this.map.fitBounds(bounds, { paddingTopLeft: [44, 52], paddingBottomRight: [12, bottom], animate: false });
  }

  /** @param {State} state */
  drawLegend({ legend }) {
    const isOpen = this.legend.querySelector("details")?.open ?? false;
    const strip = legendStrip(legend, this.config.texts.more, isOpen);
    this.legend.replaceChildren(singlesKey(legend), strip);
  }

  get stripHeight() {
    return (this.legend.querySelector(".kc-strip")?.clientHeight ?? 0) + this.years.node.offsetHeight;
  }

  /** Numbers of the units or, looked at closely, marks; then names where they have room. @param {State} state */
  drawSigns(state) {
    const isBadged = this.isBadged(state);
    if (isBadged) this.marks.clear();
    else this.marks.draw(state);
    const container = this.map.getContainer();
    container.classList.toggle("kc-singles", this.marks.hasSingles);
    const height = `${this.legendBox.offsetHeight}px`;
    if (height !== container.style.getPropertyValue("--legend-height"))
      container.style.setProperty("--legend-height", height); // all that stands on the map is styled anew for it
    const { x: right, y: bottom } = this.map.getSize();
    const view = { left: 0, right, top: 0, bottom };
    const taken = covered(container);
    const { isFine } = this.areas;
    const marks = this.marks.points().map((at) => boxAround(at, { width: MARK_PX, height: MARK_PX }));
    this.areas.signs.place(this.areas.byCode, state, {
      isBadged,
      isNamed: !isFine || container.classList.contains("kc-show-names"),
      isFine,
      taken,
      avoided: marks,
      view,
    });
    this.areas.moveCircles();
    this.placeOthers([...taken, ...this.areas.signs.boxes, ...marks], view);
  }

  /** The names of neighbours and towns show only where there is room for the whole word. @param {import("./types.d.ts").Box[]} taken @param {import("./types.d.ts").Box} view */
  placeOthers(taken, view) {
    const lands = this.areas.outlines().map((rings) => landOf(rings, view));
    const isFree = (/** @type {import("./types.d.ts").Box} */ box) => !taken.some((other) => overlaps(other, box));
    showWhereFree(
      this.map,
      this.ground.neighbourNames,
      NEIGHBOUR_PX,
      view,
      (box) => isFree(box) && !lands.some((land) => isOnLand(land, box)),
    );
    showWhereFree(this.map, this.ground.townNames, TOWN_PX, view, isFree);
  }
}

/** Nothing flies for those who asked for little motion. @param {LeafletMap} map */
function hold(map) {
  map.options.inertia = false;
  Object.assign(map, { _zoomAnimated: false });
}

/**
 * @param {LeafletMap} map
 * @param {string} base64 the configuration
 * @param {Window["Streamlit"]["setFrameHeight"]} setHeight
 */
export const mount = (map, base64, setHeight) => new PromotionMap(map, decode(base64), setHeight);
