import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mock, test } from "node:test";
import { controls, notice } from "#map/controls.js";
import { inset, panes } from "#map/ground.js";
import { label, labels, showWhereFree } from "#map/names.js";
import { drawTiles } from "#map/tiles.js";
import { textOf, texts } from "./document.js";
import { emptyMap } from "./empty_map.js";
import { config } from "./states.js";

/** @import { TileLayer } from "leaflet" */
/** @import { Layer, Tiles } from "#map/types.d.ts" */

/** The app's own file. @type {Layer} */
const VIET_NAM = JSON.parse(
  readFileSync(new URL("../../geodata/boundaries/layers/vietnam_inset.json", import.meta.url), "utf-8"),
);

test("Việt Nam in the corner has both archipelagos, named, in its frame", () => {
  const svg = inset(VIET_NAM, "Việt Nam với Hoàng Sa và Trường Sa");
  assert.equal(svg.getAttribute("role"), "img");
  assert.equal(svg.getAttribute("aria-label"), "Việt Nam với Hoàng Sa và Trường Sa");
  const words = texts(svg, "text").join(" ");
  for (const name of ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]) assert.ok(words.includes(name), words);
  const shapes = [...svg.querySelectorAll("path")].map((node) => node.getAttribute("d") ?? "");
  assert.ok(shapes.length >= 3);
  for (const shape of shapes) {
    assert.match(shape, /^(M[\d. L-]+z)+$/);
    for (const [, x, y] of shape.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)) {
      assert.ok(Number(x) >= -1 && Number(x) <= 101 && Number(y) >= 0 && Number(y) <= 128, `${x} ${y}`);
    }
  }
});

test("buttons of the map have names, the way home leads there", () => {
  const map = emptyMap();
  let homes = 0;
  controls(map, config(), () => {
    homes += 1;
  });
  const container = map.getContainer();
  const button = /** @type {HTMLElement} */ (container.querySelector(".kc-home a"));
  assert.equal(button.getAttribute("aria-label"), "Toàn tỉnh");
  button.click();
  assert.equal(homes, 1);
  const zooms = [...container.querySelectorAll(".leaflet-control-zoom a")].map((node) => node.getAttribute("title"));
  assert.deepEqual(zooms, ["Phóng to", "Thu nhỏ"]);
});

test("the wheel belongs to the page, with Ctrl to the map; who turns it is told so", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(window, { setTimeout: globalThis.setTimeout, clearTimeout });
  const map = emptyMap();
  const { legendBox } = controls(map, config(), () => {});
  const container = map.getContainer();
  const hint = /** @type {HTMLElement} */ (container.querySelector(".kc-hint"));
  let seen = 0;
  container.addEventListener("wheel", () => {
    seen += 1;
  });
  const turn = (/** @type {boolean} */ ctrlKey, node = container) => {
    const event = new window.WheelEvent("wheel", { ctrlKey, bubbles: true, cancelable: true, deltaY: 1 });
    node.dispatchEvent(event);
    return event.defaultPrevented;
  };
  assert.equal(turn(false), false, "the page scrolls");
  assert.equal(seen, 0, "the map does not hear of it");
  assert.ok(hint.classList.contains("kc-told"));
  assert.equal(hint.textContent, "Ctrl + cuộn");
  mock.timers.tick(10_000);
  assert.ok(!hint.classList.contains("kc-told"));
  turn(false, legendBox);
  assert.ok(!hint.classList.contains("kc-told"));
  assert.equal(turn(true), true, "the map takes it");
  assert.equal(seen, 1);
  mock.timers.reset();
});

test("one finger belongs to the page where fingers point", () => {
  Object.assign(window, { matchMedia: () => ({ matches: true }) });
  const map = emptyMap();
  controls(map, config(), () => {});
  Object.assign(window, { matchMedia: undefined });
  assert.equal(map.dragging.enabled(), false);
  const hint = /** @type {HTMLElement} */ (map.getContainer().querySelector(".kc-hint"));
  const move = (/** @type {number} */ fingers) => {
    const event = Object.assign(new Event("touchmove", { bubbles: true }), { touches: Array(fingers).fill({}) });
    map.getContainer().dispatchEvent(event);
  };
  move(2);
  assert.ok(!hint.classList.contains("kc-told"));
  move(1);
  assert.equal(hint.textContent, "Hai ngón tay");
});

test("a notice is told to all and shown only while something is missing", () => {
  const map = emptyMap();
  const tell = notice(map, "layers", "Một phần chưa tải được");
  const node = /** @type {HTMLElement} */ (map.getContainer().querySelector(".kc-notice"));
  assert.deepEqual([node.hidden, node.getAttribute("role")], [true, "status"]);
  tell(true);
  assert.equal(node.hidden, false);
  tell(false);
  assert.equal(node.hidden, true);
});

/** @param {Partial<Tiles>} more */
function tiled(more) {
  const map = emptyMap();
  /** @type {boolean[]} */
  const told = [];
  const tiles = { url: "/tiles/{z}/{x}/{y}.png", attribution: "<b>Sở</b>", min_zoom: 8, max_zoom: 14, is_local: false };
  drawTiles(map, { ...tiles, ...more }, (isMissing) => told.push(isMissing));
  /** @type {TileLayer | undefined} */
  let layer;
  map.eachLayer((one) => {
    if (one instanceof L.TileLayer) layer = one;
  });
  return { map, told, layer: /** @type {TileLayer} */ (layer) };
}

test("a base map that cannot be reached is told by most of its pictures, and taken back at the next look", () => {
  const { told, layer, map } = tiled({});
  for (const event of ["tileerror", "tileload", "tileload", "tileerror", "tileerror"]) layer.fire(event);
  assert.deepEqual(told, [true, false, false, false, true]);
  layer.fire("loading");
  layer.fire("tileload");
  assert.equal(told.at(-1), false);
  assert.equal(map.getContainer().querySelector("b"), null, "whom to name is text");
});

test("a base map of a file says at the end of a look that it does not reach here", () => {
  const { told, layer } = tiled({ is_local: true });
  layer.fire("tileerror");
  assert.deepEqual(told, []);
  layer.fire("load");
  layer.fire("loading");
  layer.fire("load");
  assert.deepEqual(told, [true, false]);
});

test("a name is a text at its place, shown where nothing else stands", () => {
  const map = emptyMap();
  panes(map);
  const hostile = "<img src=x onerror=alert(1)>";
  const name = label(map, [21.3, 106.2], hostile, "kc-town");
  assert.equal(textOf(name.getElement() ?? null), hostile);
  assert.equal(map.getContainer().querySelector(".kc-town img"), null);
  const view = { left: 0, right: 900, top: 0, bottom: 640 };
  const seen = (/** @type {boolean} */ isFree) => {
    showWhereFree(map, [name], 11, view, () => isFree);
    return name.getElement()?.style.visibility;
  };
  assert.deepEqual([seen(false), seen(true)], ["hidden", ""]);
});

test("only what has a place for its name is named", () => {
  const map = emptyMap();
  panes(map);
  const at = { label_lat: 21.3, label_lon: 106.2 };
  const units = [{ name: "a", ...at }, { name: "b" }];
  const layer = /** @type {Layer} */ ({
    type: "FeatureCollection",
    features: units.map((properties) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [0, 0] },
      properties,
    })),
  });
  const named = labels(map, layer, "kc-name-commune").map((one) => textOf(one.getElement() ?? null));
  assert.deepEqual(named, ["a"]);
});
