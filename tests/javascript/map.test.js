import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { PromotionMap } from "#map/map.js";
import { press, settled, textOf, texts } from "./document.js";
import { emptyMap } from "./empty_map.js";
import { area, config, facilities, LAYERS, mark, packed, state } from "./states.js";

/** @import { Config } from "#map/types.d.ts" */

/** What the server says of a file: `answers.rivers = () => …`. @type {Record<string, () => Promise<Response>>} */
let answers = {};
/** @type {{ kind: string, id: string, adds?: boolean }[]} */
let told = [];

const said = () => told.map(({ kind, id }) => `${kind} ${id}`);

beforeEach(() => {
  answers = {};
  told = [];
  mock.timers.reset();
  mock.method(console, "warn", () => {});
  mock.method(globalThis, "fetch", (/** @type {string} */ address) => {
    const [name] = address.split(".");
    return answers[name]?.() ?? Promise.resolve(Response.json(LAYERS[name]));
  });
  Object.assign(window, {
    __GLOBAL_DATA__: {},
    Streamlit: {
      setComponentValue: (/** @type {any} */ { last_active_drawing: { properties } }) => told.push(properties),
    },
  });
});

/** @param {Partial<Config>} [more] */
const mounted = (more) => new PromotionMap(emptyMap(), config(more), () => {});

/** A file that arrives when it is let go. */
function held() {
  const { promise, resolve } = Promise.withResolvers();
  return { answer: () => promise, arrive: (/** @type {unknown} */ layer) => resolve(Response.json(layer)) };
}

/** Files come, are read and drawn in some turns. */
async function drawn() {
  for (let turn = 0; turn < 30; turn += 1) await settled();
}

const container = () => /** @type {HTMLElement} */ (document.querySelector(".leaflet-container"));
const revision = () => container().dataset.revision;
const units = () =>
  [...document.querySelectorAll("[data-unit]")].map((node) => [
    node.getAttribute("data-unit"),
    node.getAttribute("fill"),
  ]);
const notice = () => /** @type {HTMLElement} */ (document.querySelector(".kc-notice"));
const DISTRICTS = [
  ["213", "#123456"],
  ["217", "#654321"],
];
const COMMUNES = [
  ["07201", "#111111"],
  ["07202", "#222222"],
];
const communes = state({
  vintage: "communes",
  areas: { "07201": area({ fill: "#111111" }), "07202": area({ fill: "#222222" }) },
  revision: "communes",
});

test("a state is drawn: units painted, legend, revision", async () => {
  await mounted().update(packed(state({})));
  assert.deepEqual(units(), DISTRICTS);
  assert.equal(revision(), "first");
  assert.equal(textOf(document.querySelector(".kc-strip-title")), "Cơ sở trên 100 km²");
  assert.equal(notice().hidden, true);
});

test("a slow layer and then a quick one end with the quick one, painted", async () => {
  const map = mounted();
  const slow = held();
  answers.communes = slow.answer;
  const first = map.update(packed(communes));
  await drawn();
  await map.update(packed(state({})));
  slow.arrive(LAYERS.communes);
  await first;
  await drawn();
  assert.deepEqual(units(), DISTRICTS);
  assert.equal(revision(), "first");
});

test("of states that come while files are slow the last one is drawn, in whatever order the files arrive", async () => {
  for (const order of [
    ["communes", "districts"],
    ["districts", "communes"],
  ]) {
    const map = mounted();
    const files = { communes: held(), districts: held() };
    answers = { communes: files.communes.answer, districts: files.districts.answer };
    const all = [map.update(packed(state({}))), map.update(packed(communes)), map.update(packed(state({})))];
    all.push(map.update(packed(communes)));
    await drawn();
    for (const name of order) {
      files[/** @type {"communes"} */ (name)].arrive(LAYERS[name]);
      await drawn();
    }
    await Promise.all(all);
    assert.deepEqual(units(), COMMUNES, order.join());
    assert.equal(revision(), "communes");
  }
});

for (const name of ["neighbours", "rivers", "places", "vietnam_inset", "districts_2024"]) {
  for (const [kind, failure] of Object.entries({
    "is refused": () => Promise.resolve(new Response("", { status: 503 })),
    "does not come": () => Promise.reject(new TypeError("Failed to fetch")),
    "is no JSON": () => Promise.resolve(new Response("<html>")),
  })) {
    test(`the map is there when ${name} ${kind}, says so, and is whole once the file comes`, async () => {
      mock.timers.enable({ apis: ["setTimeout"] });
      answers[name] = failure;
      const map = mounted();
      await map.update(packed(state({})));
      assert.deepEqual(units(), DISTRICTS);
      assert.equal(notice().hidden, false);
      assert.equal(notice().getAttribute("role"), "status");
      assert.equal(textOf(notice()), "Một phần bản đồ chưa tải được");
      const before = document.querySelectorAll("path, .kc-inset svg").length;
      mock.timers.tick(1000);
      await drawn();
      assert.equal(notice().hidden, false, "still missing");
      delete answers[name];
      mock.timers.tick(3000);
      await drawn();
      assert.equal(notice().hidden, true);
      const after = document.querySelectorAll("path, .kc-inset svg").length;
      assert.equal(after > before, LAYERS[name].features.length > 0);
    });
  }
}

test("without the file of the units legend and marks are there, and the units once it comes", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  answers.districts = () => Promise.reject(new TypeError("Failed to fetch"));
  const map = mounted();
  await map.update(packed(state({ layers: [facilities([mark("a", 21.35, 106.2)])] })));
  assert.deepEqual(units(), []);
  assert.equal(revision(), "first");
  assert.equal(document.querySelectorAll(".kc-mark").length, 1);
  assert.equal(notice().hidden, false);
  answers = {};
  mock.timers.tick(1000);
  await drawn();
  assert.deepEqual(units(), DISTRICTS);
  assert.equal(notice().hidden, true);
});

test("a missing file that nobody wants any more is neither waited for nor drawn", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  answers.communes = () => Promise.reject(new TypeError("Failed to fetch"));
  const map = mounted();
  await map.update(packed(communes));
  await map.update(packed(state({})));
  answers = {};
  mock.timers.tick(1000);
  await drawn();
  assert.deepEqual(units(), DISTRICTS);
  assert.equal(notice().hidden, true);
});

test("a missing file that comes after another one was chosen is not drawn", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  answers.communes = () => Promise.reject(new TypeError("Failed to fetch"));
  const map = mounted();
  await map.update(packed(communes));
  const late = held();
  answers.communes = late.answer;
  mock.timers.tick(1000);
  await drawn();
  await map.update(packed(state({})));
  late.arrive(LAYERS.communes);
  await drawn();
  assert.deepEqual(units(), DISTRICTS);
  assert.equal(revision(), "first");
  assert.equal(notice().hidden, true);
});

test("units of before do not stand under the legend of others", async () => {
  const map = mounted();
  await map.update(packed(state({})));
  answers.communes = () => Promise.resolve(new Response("", { status: 404 }));
  mock.timers.enable({ apis: ["setTimeout"] });
  await map.update(packed(communes));
  assert.deepEqual(units(), []);
  assert.equal(revision(), "communes");
});

for (const [name, come] of Object.entries({
  "is there": (/** @type {Element} */ sheet) => sheet.dispatchEvent(new Event("load")),
  "is refused": (/** @type {Element} */ sheet) => sheet.dispatchEvent(new Event("error")),
  "is late": () => mock.timers.tick(3000),
})) {
  test(`nothing is measured for the first view before the style sheet ${name}`, async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet" });
    document.head.append(sheet);
    try {
      const done = mounted().update(packed(state({})));
      await drawn();
      assert.equal(revision(), undefined);
      come(sheet);
      await done;
      assert.equal(revision(), "first");
    } finally {
      sheet.remove();
    }
  });
}

test("a map whose typeface does not come is drawn with that of the computer", async () => {
  mock.method(document.fonts, "load", () => Promise.reject(new Error("not served")));
  await mounted().update(packed(state({})));
  assert.equal(revision(), "first");
});

const MANY = [mark("a", 21.35, 106.2, { n: 1234, name: "" })];
for (const [lang, number] of [
  ["vi", "1.234"],
  ["en", "1,234"],
]) {
  test(`counts on the map are written in the language: ${number}`, async () => {
    const map = mounted({ lang });
    await map.update(packed(state({ layers: [facilities(MANY)] })));
    const badge = /** @type {HTMLElement} */ (document.querySelector(".kc-cluster"));
    assert.equal(textOf(badge), number);
    assert.equal(badge.getAttribute("aria-label"), `${number} cơ sở`);
    assert.equal(badge.dataset.count, "1234");
    const tooltip = map.marks.tooltip(facilities([]), MANY, 1234);
    assert.deepEqual(texts(tooltip, "*"), [`${number} cơ sở`]);
  });
}

test("how many more names there are is written in the language too", () => {
  const marks = Array.from({ length: 8 }, (_, i) => mark(String(i), 21, 106, { n: 200 }));
  const lines = texts(mounted().marks.tooltip(facilities([]), marks, 1600), "*");
  assert.equal(lines[0], "1.600 cơ sở");
  assert.equal(lines.at(-1), "… +1.594");
  assert.equal(lines.length, 8);
});

test("a unit with a value is chosen by Enter, the blank or a click; one without tells nothing", async () => {
  await mounted().update(packed(state({ areas: { 213: area() } })));
  const [first, second] = document.querySelectorAll("[data-unit]");
  press("Enter", first);
  press(" ", first);
  press("Tab", first);
  press("Enter", second);
  assert.deepEqual(said(), ["districts 213", "districts 213"]);
  assert.equal(second.getAttribute("tabindex"), "-1");
  assert.equal(first.getAttribute("aria-label"), "Huyện 213. 3 cơ sở");
});

test("a mark tells its layer and id, by keyboard as well", async () => {
  await mounted().update(packed(state({ layers: [facilities([mark("f1", 21.35, 106.2)])] })));
  const node = document.querySelector(".kc-mark");
  assert.equal(node?.getAttribute("aria-label"), "Cơ sở f1");
  press("Enter", node);
  assert.deepEqual(said(), ["facility f1"]);
});

test("where a place is picked, a click names the point, on a unit as well", async () => {
  const map = mounted({ picks: true });
  await map.update(packed(state({})));
  const latlng = L.latLng(21.3333333333, 106.15);
  map.map.fire("click", { latlng });
  const originalEvent = new MouseEvent("click");
  map.areas.byCode.get("213")?.path.fire("click", { latlng, originalEvent });
  const points = told.map(({ kind, id }) => [kind, id]);
  assert.deepEqual(points, [
    ["point", "21.333333,106.150000"],
    ["point", "21.333333,106.150000"],
  ]);
});

test("the map goes to what is in focus, and back to the view of before; each time its signs are placed once", async () => {
  const map = mounted();
  const place = mock.method(map.areas.signs, "place");
  await map.update(packed(state({})));
  const view = () =>
    [map.map.getZoom(), map.map.getCenter().lat.toFixed(2), map.map.getCenter().lng.toFixed(2)].join(" ");
  const whole = view();
  await map.update(packed(state({ focus: ["217"] })));
  assert.notEqual(view(), whole);
  assert.ok(map.map.getBounds().contains([21.35, 106.35]));
  const focused = view();
  await map.update(packed(state({ focus: ["217"], revision: "again" })));
  assert.equal(view(), focused, "the same focus does not move a map that the reader may have moved");
  await map.update(packed(state({})));
  assert.equal(view(), whole);
  assert.equal(place.mock.callCount(), 4);
});

test("what is chosen is told from the rest by more than colour", async () => {
  await mounted().update(packed(state({ selected: ["217"] })));
  const [other, chosen] = ["213", "217"].map((code) => document.querySelector(`[data-unit="${code}"]`));
  assert.equal(chosen?.getAttribute("aria-pressed"), "true");
  assert.equal(other?.getAttribute("aria-pressed"), "false");
  assert.ok(chosen?.classList.contains("kc-selected"));
  assert.ok(Number(other?.getAttribute("fill-opacity")) < Number(chosen?.getAttribute("fill-opacity")));
});

test("texts of data are texts: names, lines of tooltips, legend, attribution", async () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const map = mounted({ attribution: hostile });
  const marks = [mark("a", 21.35, 106.2, { name: hostile, lines: [hostile] })];
  const legend = {
    title: hostile,
    classes: [],
    sections: [{ title: hostile, items: [], is_of_signs: true }],
    notes: [hostile],
  };
  await map.update(packed(state({ layers: [{ ...facilities(marks), label: hostile }], legend })));
  container().append(map.marks.tooltip(facilities([]), marks, 1), map.areas.tooltip("213", hostile));
  assert.equal(document.querySelector("img"), null);
  assert.ok(textOf(container()).includes(hostile));
});

const NUMBERED = {
  213: area({ badges: [{ kind: "facility", text: "20" }] }),
  217: area({ badges: [{ kind: "facility", text: "14" }] }),
};
const MARKS = [mark("a", 21.35, 106.15, { unit: "213.1" }), mark("b", 21.35, 106.16, { unit: "213.1" })];
const badges = () =>
  [...document.querySelectorAll(".kc-unit-badge")]
    .filter((node) => /** @type {HTMLElement} */ (node).style.visibility !== "hidden")
    .map((node) => [node.getAttribute("data-of"), textOf(node)]);

test("each unit has its number until somebody looks into it, then marks take its place", async () => {
  const map = mounted();
  await map.update(packed(state({ areas: NUMBERED, layers: [facilities(MARKS)] })));
  assert.equal(String(badges()), "213,20,217,14");
  assert.equal(document.querySelectorAll("[data-layer]").length, 0);
  map.map.setView([21.35, 106.15], 15, { animate: false });
  assert.deepEqual(badges(), []);
  assert.equal(document.querySelectorAll("[data-layer]").length, 2);
  assert.ok(container().classList.contains("kc-singles"), "what their signs mean is told now");
  map.map.setView([21.35, 106.4], 9, { animate: false });
  assert.equal(badges().length, 2);
  assert.ok(!container().classList.contains("kc-singles"));
});

test("nothing flies for those who asked for little motion", () => {
  const asked = (/** @type {boolean} */ matches) => {
    window.matchMedia = /** @type {any} */ (() => ({ matches }));
    return mounted().map.options.inertia;
  };
  try {
    assert.equal(asked(true), false);
    assert.notEqual(asked(false), false);
  } finally {
    Reflect.deleteProperty(window, "matchMedia");
  }
});

test("a click is marked at once, before anybody answers: alone, with Ctrl beside others, and the same click unmarks", async () => {
  const map = mounted();
  await map.update(packed(state({})));
  const [first, second] = document.querySelectorAll("[data-unit]");
  const marked = () => [first, second].map((node) => node.getAttribute("aria-pressed") === "true");
  press("Enter", first);
  press("Enter", second);
  assert.deepEqual(marked(), [false, true]);
  assert.ok(textOf(map.areas.tooltip("213", "Lạng Giang")).endsWith("Ctrl + bấm"));
  assert.ok(!textOf(map.areas.tooltip("217", "Tân Yên")).includes("Ctrl"));
  press("Enter", first, { ctrlKey: true });
  assert.deepEqual(marked(), [true, true]);
  press("Enter", second);
  assert.deepEqual(marked(), [false, true]);
  press("Enter", second, { metaKey: true });
  assert.deepEqual(marked(), [false, false]);
  press("Enter", first);
  assert.ok(first.classList.contains("kc-selected"));
  press("Enter", first);
  assert.ok(!first.classList.contains("kc-selected"));
  assert.deepEqual(marked(), [false, false]);
  assert.equal(told.map(({ id, adds }) => `${id}${adds ? "+" : ""}`).join(" "), "213 217 213+ 217 217+ 213 213");
});

test("many rows whose place is not exact are asked for as a list, and the map stays where it is", async () => {
  const map = mounted();
  const vague = MARKS.map((one) => ({ ...one, quality: "commune" }));
  await map.update(packed(state({ layers: [facilities(vague)] })));
  const view = [map.map.getZoom(), map.map.getCenter().toString()];
  press("Enter", document.querySelector(".kc-cluster"));
  assert.deepEqual(said(), ["list facility:213.1"]);
  assert.deepEqual([map.map.getZoom(), map.map.getCenter().toString()], view);
});
