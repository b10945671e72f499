/** The map of industrial promotion: quiet ground, districts by a measure, clustered marks, legend, inset.
 * Python sends two things: a configuration that never changes (mount) and a state that does (update). */

import { Areas } from "./areas.js";
import { controls, notice } from "./controls.js";
import { Ground, panes } from "./ground.js";
import { FrameHeight, link, send, styled } from "./host.js";
import { LayerFiles } from "./layer_files.js";
import { legendDetails } from "./legend.js";
import { Marks } from "./marks.js";
import { covered, hasRoom, manner, measured, placeNames, stand } from "./names.js";
import { decode, unpack } from "./payload.js";
import { drawTiles } from "./tiles.js";

/** @import { LatLng, Map as LeafletMap } from "leaflet" */
/** @import { Config, State } from "./types.d.ts" */

const WIDE_PX = 640;
const NEIGHBOUR_AIR_PX = 6;

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
    this.turn = 0;
    this.focused = "";
    /** @type {[LatLng, number] | null} */
    this.before = null;
    /** @type {boolean | null} as the reader left it */
    this.isLegendOpen = null;
    this.frame = new FrameHeight(map, setHeight);
    panes(map);
    const { insetBox, legendBox } = controls(map, config, () => this.fit());
    this.legendBox = legendBox;
    this.files = new LayerFiles(config.layers, notice(map, "layers", config.texts.layersMissing));
    this.areas = new Areas(map, config.tiles !== null, (code, at) => this.choose(code, at));
    this.marks = new Marks(map, config.lang, send);
    this.ground = new Ground(map, this.files, (inset) => insetBox.append(inset), config.texts.inset);
    if (config.tiles) this.drawTiles(config.tiles);
    this.fit();
    this.ready = Promise.all([this.ground.draw(), styled()]);
    link(map, config.channel);
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
    this.turn += 1;
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

  /** @param {State} state */
  draw(state) {
    const isFirst = this.state === null;
    this.state = state;
    this.areas.paint(state);
    this.drawLegend(state);
    this.marks.clear();
    if (isFirst) {
      this.frame.fit();
      this.fit();
    }
    this.focus(state);
    this.marks.draw(state);
    this.placeNames();
    this.map.getContainer().setAttribute("data-revision", state.revision);
  }

  moved() {
    if (!this.state) return;
    this.marks.draw(this.state);
    this.placeNames();
    this.marks.askForFiner(this.state);
  }

  /** A place on the map that is being chosen, or a unit that has a value. @param {string} code @param {LatLng | null} at */
  choose(code, at) {
    if (at && this.config.picks) this.sendPoint(at);
    else if (this.state?.areas[code] && this.areas.vintage) send(this.areas.vintage, code);
  }

  /** @param {LatLng} at */
  sendPoint({ lat, lng }) {
    send("point", `${lat.toFixed(6)},${lng.toFixed(6)}`);
  }

  /** The whole province, in what the legend and the inset leave free. */
  fit() {
    const isWide = this.map.getContainer().clientWidth > WIDE_PX;
    this.map.fitBounds(L.latLngBounds(this.config.bounds), {
      paddingTopLeft: [isWide ? 44 : 8, 8],
      paddingBottomRight: [8, this.legendBox.offsetHeight + 8],
      animate: false,
    });
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
    const bottom = this.legendBox.offsetHeight + 12;
    this.map.fitBounds(bounds, { paddingTopLeft: [44, 12], paddingBottomRight: [12, bottom], animate: false });
  }

  /** @param {State} state */
  drawLegend({ legend }) {
    const details = legendDetails(legend, this.isLegendOpen ?? this.map.getContainer().clientWidth > WIDE_PX);
    details.addEventListener("toggle", () => {
      this.isLegendOpen = details.open;
      this.reserve();
    });
    this.legendBox.replaceChildren(details);
    this.reserve();
  }

  /** Keep the other controls above the legend. */
  reserve() {
    this.map.getContainer().style.setProperty("--legend-height", `${this.legendBox.offsetHeight}px`);
  }

  placeNames() {
    const container = this.map.getContainer();
    const { isFine } = this.areas;
    const names = isFine && !container.classList.contains("kc-show-names") ? [] : this.areas.names;
    const all = measured(this.map, names);
    const way = manner(isFine, container.clientWidth);
    const { places, placed } = placeNames(all, this.marks.points(), covered(container), way);
    for (const [i, place] of places.entries()) stand(names[i], place);
    this.placeNeighbours(placed);
  }

  /** The names of neighbours show only where there is room for the whole word. @param {import("./names.js").Name[]} placed */
  placeNeighbours(placed) {
    const { width, height } = this.map.getContainer().getBoundingClientRect();
    const bottom = height - this.legendBox.offsetHeight;
    const { neighbourNames } = this.ground;
    for (const [i, name] of measured(this.map, neighbourNames, NEIGHBOUR_AIR_PX).entries()) {
      stand(neighbourNames[i], { step: [0, 0], isFree: hasRoom(name, placed, { width, bottom }) });
    }
  }
}

/**
 * @param {LeafletMap} map
 * @param {string} base64 the configuration
 * @param {Window["Streamlit"]["setFrameHeight"]} setHeight
 */
export const mount = (map, base64, setHeight) => new PromotionMap(map, decode(base64), setHeight);
