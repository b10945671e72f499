import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { place, settled, textOf, texts } from "./document.js";

/** @import { Figure, Wanted } from "#components/chart.d.ts" */

class Watch {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(globalThis, { IntersectionObserver: Watch, ResizeObserver: Watch });
const { default: chartFrame, fitted } = await import("#components/chart_frame.js");
const { linesOf } = await import("#components/chart_picture.js");

const FRAME = `
<div class="kc-head"><h3></h3><p></p></div><div class="kc-empty"></div><div class="kc-plot"></div><p class="kc-reading"></p>
<div class="kc-actions"><button name="sources"></button><button name="table"></button><button name="picture"></button><button name="notes"></button></div>
<div class="kc-notes"></div>`;

/** @param {string} [name] @returns {Figure} */
const figure = (name = "a") => ({ data: [{ name }], layout: { height: 300 } });

/** @param {Partial<Wanted>} more @returns {Wanted} */
const wanted = (more) => ({
  title: "Kinh phí theo năm",
  counted: "triệu đồng · n = 49",
  scope: "toàn tỉnh, mọi năm",
  empty: "Chưa có số liệu",
  reading: "Gạch: chỉ có tổng số",
  notes: ["Hai nguồn khác nhau"],
  actions: { sources: "Nguồn: Sở Công Thương", table: "", picture: "Lưu ảnh", notes: "Ghi chú (1)" },
  fileName: "kinh-phi.png",
  paper: "#fff",
  ink: "#000",
  typeface: "",
  figure: figure(),
  config: {},
  alt: "Biểu đồ",
  library: "plotly.js",
  ...more,
});

/** What Plotly was asked to draw. @type {unknown[]} */
let drawn = [];
/** @type {() => Promise<unknown>} */
let busy = () => Promise.resolve();

beforeEach(() => {
  drawn = [];
  busy = () => Promise.resolve();
});

/** @param {Wanted} data */
function show(data, root = place(FRAME)) {
  /** @type {[string, unknown][]} */
  const told = [];
  const plot = /** @type {HTMLElement} */ (root.querySelector(".kc-plot"));
  Object.assign(plot, { on: () => {} });
  const run = (/** @type {Wanted} */ next, behind = "") =>
    chartFrame({
      data: new TextEncoder().encode(JSON.stringify(next) + behind),
      parentElement: root,
      setTriggerValue: (name, value) => told.push([name, value]),
    });
  run(data);
  return { root, run, told };
}

/** Plotly comes when its script is loaded. */
async function loaded() {
  await idle();
  const draw = async (/** @type {unknown} */ _, /** @type {Figure["data"]} */ [trace]) => {
    drawn.push(trace.name);
    await busy();
  };
  window.Plotly = {
    react: draw,
    newPlot: draw,
    purge: () => {},
  };
  document.querySelector("script")?.dispatchEvent(new Event("load"));
  await idle();
}

async function idle() {
  await new Promise((go) => setTimeout(go, 5));
  await settled();
}

test("a frame says title, unit, one line of help and its actions around its figure; notes unfold on a click", () => {
  const { root } = show(wanted({}));
  assert.equal(textOf(root.querySelector("h3")), "Kinh phí theo năm");
  assert.equal(textOf(root.querySelector(".kc-reading")), "Gạch: chỉ có tổng số");
  assert.deepEqual(texts(root, ".kc-notes p"), []);
  assert.equal(root.querySelector(".kc-plot")?.getAttribute("aria-label"), "Biểu đồ");
  const shown = [...root.querySelectorAll("button")].filter(({ hidden }) => !hidden);
  assert.deepEqual(shown.map(textOf), ["Nguồn: Sở Công Thương", "Lưu ảnh", "Ghi chú (1)"]);
  const notes = /** @type {HTMLButtonElement} */ (root.querySelector("[name=notes]"));
  let brought = 0;
  const place = /** @type {HTMLElement} */ (root.querySelector(".kc-notes"));
  place.scrollIntoView = () => {
    brought += 1;
  };
  for (const seen of [["Hai nguồn khác nhau"], []]) {
    notes.click();
    assert.deepEqual(texts(root, ".kc-notes p"), seen);
    assert.equal(notes.getAttribute("aria-expanded"), String(seen.length > 0));
    assert.equal(brought, 1, "notes are brought into sight as they open, and only then");
  }
});

test("without a figure the frame says why, and no note speaks of what is not there", () => {
  const { root } = show(wanted({ figure: null }));
  assert.deepEqual(texts(root, ".kc-empty p"), ["Chưa có số liệu"]);
  assert.equal(/** @type {HTMLElement} */ (root.querySelector(".kc-plot")).hidden, true);
  assert.equal(/** @type {HTMLElement} */ (root.querySelector(".kc-notes")).hidden, true);
});

test("the button of the table says whether it is open; opening it draws nothing anew", async () => {
  const { root, run, told } = show(wanted({}));
  await loaded();
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("[name=table]"));
  assert.equal(button.getAttribute("aria-expanded"), "false");
  run(wanted({}), " ");
  await idle();
  assert.equal(button.getAttribute("aria-expanded"), "true");
  assert.equal(drawn.length, 1);
  button.click();
  assert.deepEqual(told, [["asked", "table"]]);
});

test("figures that come while Plotly is busy are skipped for the last one", async () => {
  const { run } = show(wanted({ figure: figure("first") }));
  const { promise, resolve } = Promise.withResolvers();
  busy = () => promise;
  await loaded();
  run(wanted({ figure: figure("skipped") }));
  run(wanted({ figure: figure("last") }));
  await idle();
  resolve(undefined);
  await idle();
  assert.deepEqual(drawn, ["first", "last"]);
});

test("a figure is changed where there is little room, and never the one that was sent", () => {
  const sent = /** @type {Figure} */ ({
    data: [{ name: "a" }],
    layout: {
      height: 300,
      meta: {
        narrow: [
          [null, { "margin.l": 10, "xaxis.title.text": "" }],
          [0, { "marker.size": 4 }],
        ],
      },
    },
  });
  const before = structuredClone(sent);
  assert.deepEqual(fitted(sent, false).layout, before.layout);
  const { data, layout } = fitted(sent, true);
  assert.deepEqual([layout.margin, layout.xaxis, data[0].marker], [{ l: 10 }, { title: { text: "" } }, { size: 4 }]);
  assert.deepEqual(sent, before);
});

test("words of a picture are broken into lines that fit; none is lost", () => {
  const measure = (/** @type {string} */ text) => text.length;
  for (const text of ["", "một", "một hai ba bốn năm", "  hai  khoảng   trắng ", "mộttừrấtdàikhôngvừadòng và sau"]) {
    for (const width of [1, 8, 100]) {
      const lines = linesOf(text, width, measure);
      assert.equal(lines.join(" "), text.trim().replace(/\s+/g, " "));
      for (const line of lines) assert.ok(line.length <= width || !line.includes(" "), line);
    }
  }
});
