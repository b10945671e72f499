import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { FrameHeight, link, send } from "#map/host.js";
import { emptyMap } from "./empty_map.js";

/** @type {any[]} */
let told = [];

beforeEach(() => {
  told = [];
  const setComponentValue = (/** @type {unknown} */ value) => told.push(value);
  Object.assign(window, { __GLOBAL_DATA__: { zoom: 9 }, Streamlit: { setComponentValue } });
});

test("the same thing clicked twice is told twice, and the host remembers it as told", () => {
  mock.timers.enable({ apis: ["Date"] });
  send("districts", "217");
  mock.timers.tick(1);
  send("districts", "217");
  mock.timers.reset();
  const [first, second] = told.map(({ last_active_drawing: { properties } }) => properties);
  assert.deepEqual([first.kind, first.id, second.kind, second.id], ["districts", "217", "districts", "217"]);
  assert.notEqual(first.at, second.at);
  assert.equal(window.__GLOBAL_DATA__.previous_data, told[1]);
  assert.equal(window.__GLOBAL_DATA__.zoom, 9);
});

for (const [name, width, windowHeight, height, isLow] of /** @type {const} */ ([
  ["on a phone the map takes a good half of the window", 390, 844, 464, true],
  ["without a frame there is room for all", 900, 768, 760, false],
])) {
  test(name, () => {
    const map = emptyMap(width);
    Object.assign(window, { innerHeight: windowHeight });
    /** @type {unknown[]} */
    const heights = [];
    const frame = new FrameHeight(map, (px) => heights.push(px));
    frame.fit();
    window.dispatchEvent(new Event("resize"));
    assert.deepEqual(heights, [height], "told once while it stays");
    assert.equal(map.getContainer().style.height, `${height}px`);
    assert.equal(map.getContainer().classList.contains("kc-low"), isLow);
  });
}

test("in its frame the map takes the room that the window leaves, between two bounds", () => {
  const frame = document.createElement("iframe");
  Object.defineProperty(window, "frameElement", { value: frame, configurable: true });
  for (const [innerHeight, top, height] of [
    [900, 330, 558],
    [500, 330, 420],
    [2000, 330, 760],
  ]) {
    Object.assign(window, { innerHeight });
    frame.getBoundingClientRect = () => new window.DOMRect(0, top, 900, 0);
    /** @type {unknown[]} */
    const heights = [];
    new FrameHeight(emptyMap(), (px) => heights.push(px));
    assert.deepEqual(heights, [height]);
  }
  Object.defineProperty(window, "frameElement", { value: null, configurable: true });
});

/** Channels that speak at once, to all others of their name. */
class Channel {
  /** @type {Channel[]} */
  static all = [];
  /** @type {(event: { data: unknown }) => void} */
  onmessage = () => {};
  messages = 0;
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    Channel.all.push(this);
  }
  /** @param {unknown} data */
  postMessage(data) {
    this.messages += 1;
    for (const other of Channel.all) if (other !== this && other.name === this.name) other.onmessage({ data });
  }
}

test("linked maps follow each other without an echo; others stay", () => {
  Object.assign(globalThis, { BroadcastChannel: Channel });
  const [one, two, other] = [emptyMap(), emptyMap(), emptyMap()];
  link(one, "visit");
  link(two, "visit");
  link(other, "another");
  link(emptyMap(), "");
  one.setView([21.4, 106.5], 12, { animate: false });
  assert.equal(two.getZoom(), 12);
  assert.equal(two.getCenter().lat.toFixed(3), "21.400");
  assert.equal(other.getZoom(), 10);
  two.setView([21.2, 106.1], 11, { animate: false });
  assert.equal(one.getZoom(), 11);
  assert.deepEqual(
    Channel.all.map(({ messages }) => messages > 0),
    [true, true, false],
  );
  assert.ok(
    Channel.all.every(({ messages }) => messages < 5),
    "no echo",
  );
});
