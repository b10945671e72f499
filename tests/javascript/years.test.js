import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { YearBar } from "#map/years.js";
import { place, press, textOf, texts } from "./document.js";
import { config } from "./states.js";

/** @import { Years } from "#map/types.d.ts" */

/** @type {[string, string][]} */
let told = [];
let isStill = false;

beforeEach(() => {
  told = [];
  isStill = false;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(window, { matchMedia: () => ({ matches: isStill }), setTimeout: globalThis.setTimeout, clearTimeout });
});

/** Rows in 2019, 2020 and 2022. @param {Years["chosen"]} [chosen] @returns {Years} */
const years = (chosen = null) => ({
  first: 2019,
  bars: [
    [3, "3"],
    [6, "6"],
    [0, "0"],
    [1, "1"],
  ],
  chosen,
  counted: "cơ sở",
  total: chosen ? "3 cơ sở" : "12 cơ sở",
  beside: [["no_year", "không có năm: 2"]],
});

/** @param {Years["chosen"]} [chosen] */
function drawn(chosen) {
  const bar = new YearBar(config().texts, (kind, id) => told.push([kind, id]));
  place().append(bar.node);
  bar.draw(years(chosen));
  return bar;
}

const asked = () => told.map(([, id]) => id);
const wait = () => mock.timers.tick(60_000);
const does = (/** @type {YearBar} */ { button }) => button.dataset.does;

test("a bar a year, those chosen marked, what is counted beside them", () => {
  const { node, bars } = drawn([2019, 2020]);
  assert.deepEqual(texts(node, "small"), ["2019", "2020", "2021", "2022"]);
  assert.equal(node.querySelectorAll(".kc-in").length, 2);
  assert.equal(textOf(node.querySelector(".kc-years-now")), "2019–20203 cơ sở");
  assert.equal(bars.getAttribute("aria-valuetext"), "2019–2020");
  /** @type {HTMLElement} */ (node.querySelector(".kc-years-beside button")).click();
  assert.deepEqual(told, [["no_year", ""]]);
});

test("a map without years has no bar", () => {
  const bar = drawn();
  assert.equal(bar.node.hidden, false);
  bar.draw(null);
  assert.equal(bar.node.hidden, true);
});

test("the next year is asked for only when the one before is on the map, and the last one ends the play", () => {
  const bar = drawn();
  bar.button.click();
  assert.equal(does(bar), "stop");
  wait();
  wait();
  assert.deepEqual(asked(), ["2019-2019"]);
  bar.draw(years());
  wait();
  assert.deepEqual(asked(), ["2019-2019"], "a state of before, drawn again, is no answer");
  bar.draw(years([2019, 2019]));
  bar.draw(years([2019, 2019]));
  wait();
  assert.deepEqual(asked(), ["2019-2019", "2020-2020"]);
  bar.draw(years([2020, 2020]));
  wait();
  assert.deepEqual(asked().at(-1), "2022-2022", "a year without rows is passed over");
  bar.draw(years([2022, 2022]));
  wait();
  assert.equal(asked().length, 3);
  assert.equal(does(bar), "play");
});

test("what is chosen of several years is played, and a single year is gone on from", () => {
  const range = drawn([2019, 2020]);
  range.button.click();
  range.draw(years([2019, 2019]));
  wait();
  range.draw(years([2020, 2020]));
  assert.deepEqual(asked(), ["2019-2019", "2020-2020"]);
  assert.equal(does(range), "play");
  told = [];
  drawn([2020, 2020]).button.click();
  assert.deepEqual(asked(), ["2022-2022"]);
  told = [];
  drawn([2022, 2022]).button.click();
  assert.deepEqual(asked(), ["2019-2019"], "after the last one it begins again");
});

for (const key of ["Escape", " "]) {
  test(`${JSON.stringify(key)} stops what plays, wherever the focus is`, () => {
    const bar = drawn();
    bar.button.click();
    bar.draw(years([2019, 2019]));
    const event = press(key, document.body);
    assert.ok(event.defaultPrevented);
    assert.equal(does(bar), "play");
    wait();
    assert.deepEqual(asked(), ["2019-2019"]);
    assert.equal(press(key, document.body).defaultPrevented, false, "nothing is caught while nothing plays");
  });
}

test("years that somebody else chose end the play", () => {
  const bar = drawn();
  bar.button.click();
  bar.draw(years([2016, 2020]));
  assert.equal(does(bar), "play");
});

test("where nothing is to move by itself the button goes one year further", () => {
  isStill = true;
  const bar = drawn();
  assert.equal(bar.button.title, "Năm sau");
  bar.button.click();
  bar.draw(years([2019, 2019]));
  wait();
  assert.deepEqual(asked(), ["2019-2019"]);
  bar.button.click();
  assert.deepEqual(asked(), ["2019-2019", "2020-2020"]);
});

test("by keys: the next and the last year with rows, more of them with shift, all again", () => {
  const bar = drawn();
  const key = (/** @type {string} */ name, shiftKey = false) =>
    bar.bars.dispatchEvent(new KeyboardEvent("keydown", { key: name, shiftKey, bubbles: true, cancelable: true }));
  key("ArrowRight");
  bar.draw(years([2020, 2020]));
  key("ArrowRight");
  key("ArrowRight", true);
  key("ArrowLeft");
  key("End");
  key("Escape");
  key("Tab");
  assert.deepEqual(asked(), ["2019-2019", "2022-2022", "2020-2022", "2019-2019", "2022-2022", ""]);
});

test("by pointer: a year, the same again for all, several in one draw, none without rows", () => {
  const bar = drawn([2020, 2020]);
  bar.bars.getBoundingClientRect = () => /** @type {DOMRect} */ ({ left: 0, width: 400 });
  const drag = (/** @type {number} */ from, /** @type {number} */ to) => {
    for (const [type, clientX] of /** @type {const} */ ([
      ["pointerdown", from],
      ["pointermove", to],
      ["pointerup", to],
    ])) {
      bar.bars.dispatchEvent(new MouseEvent(type, { clientX, button: 0, bubbles: true }));
    }
  };
  drag(50, 50);
  drag(150, 150);
  drag(250, 250);
  drag(350, 50);
  assert.deepEqual(asked(), ["2019-2019", "", "2019-2022"]);
});
