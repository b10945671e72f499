/** A chart with all that stands around it. Its figure stays mounted: a new one takes its place without a flash. */

import { adds, all, make, part } from "./dom.js";

/** @import { Component } from "./component.d.ts" */
/** @import { Drawable, Figure, Plot, Wanted } from "./chart.d.ts" */

/** @typedef {Component<Uint8Array>["setTriggerValue"]} Tell */

/** Plotly, fetched once from the app itself. @type {Promise<NonNullable<Window["Plotly"]>> | undefined} */
let library;

/** @param {string} address */
function plotly(address) {
  library ??= new Promise((resolve, reject) => {
    const script = make("script", { src: new URL(address, document.baseURI).href });
    const fail = () => {
      library = undefined; // the next figure asks again
      script.remove();
      reject(new Error(`not served: ${address}`));
    };
    script.onload = () => (window.Plotly ? resolve(window.Plotly) : fail());
    script.onerror = fail;
    document.head.append(script);
  });
  return library;
}

const NARROW_PX = 480; // a card on a phone

/** @param {Plot} plot */
const isNarrow = (plot) => plot.clientWidth < NARROW_PX;

/** Set what stands at a path such as "margin.l". @param {any} into @param {string} path @param {unknown} value */
function setAt(into, path, value) {
  const names = path.split(".");
  const last = names.pop() ?? "";
  let at = into;
  for (const name of names) {
    at[name] ??= {};
    at = at[name];
  }
  at[last] = value;
}

/** A copy, as Plotly writes into what it is given, with what the figure wants changed where it has little room. @param {Figure} figure @param {boolean} isWithLittleRoom */
export function fitted(figure, isWithLittleRoom) {
  const { data, layout } = structuredClone(figure);
  const changes = (isWithLittleRoom && layout.meta?.narrow) || [];
  for (const [at, given] of changes) {
    for (const [path, value] of Object.entries(given)) setAt(at === null ? layout : data[at], path, value);
  }
  return { data, layout };
}

/** Draw what is wanted last, as wide as there is room; figures that came while Plotly was busy or still loading are skipped. @param {Plot} plot */
async function draw(plot) {
  if (plot.isBusy || !plot.wanted) return;
  plot.isBusy = true;
  try {
    const Plotly = await plotly(plot.wanted.library);
    while (plot.isConnected && plot.wanted && (plot.shown !== plot.wanted || isOfAnotherWidth(plot))) {
      const isResized = Boolean(plot.width) && isOfAnotherWidth(plot);
      await put(Plotly, plot, plot.wanted, isResized);
      if (isResized || !plot.size) listen(plot);
    }
  } finally {
    plot.isBusy = false;
  }
}

/**
 * Draw one figure. Of another width it begins anew: else a legend that takes more or fewer lines than before lies where it lay.
 * @param {NonNullable<Window["Plotly"]>} Plotly @param {Plot} plot @param {Drawable} wanted @param {boolean} isResized
 */
function put(Plotly, plot, wanted, isResized) {
  plot.shown = wanted;
  plot.width = plot.clientWidth;
  const { data, layout } = fitted(wanted.figure, isNarrow(plot));
  plot.style.height = `${layout.height}px`;
  return Plotly[isResized ? "newPlot" : "react"](plot, data, layout, wanted.config);
}

/** How wide a plot is drawn for paper at most: alone, and in one of several columns, which stand side by side on a sheet across. */
const PAPER_PX = { alone: 850, inColumn: 600 };
const COLUMN = '[data-testid="stColumn"]';
/** @type {Set<Plot>} */
const drawn = new Set();

/** A plot follows the width that it has on the sheet (paper.css); drawn in the same turn, as the browser waits for nothing. */
function toPaper() {
  for (const plot of drawn) {
    if (!window.Plotly || !plot.wanted || plot.isBusy || !plot.clientWidth) continue;
    const most = plot.closest(COLUMN) ? PAPER_PX.inColumn : PAPER_PX.alone;
    if (plot.clientWidth > most) {
      plot.style.width = `${most}px`;
      put(window.Plotly, plot, plot.wanted, true);
      hear(plot);
    }
    const { clientWidth, clientHeight } = plot;
    for (const drawing of all(plot, ".main-svg")) drawing.setAttribute("viewBox", `0 0 ${clientWidth} ${clientHeight}`);
    plot.style.setProperty("--paper-width", `${clientWidth}px`);
    plot.style.setProperty("--paper-ratio", `${clientWidth} / ${clientHeight}`);
  }
}

function fromPaper() {
  for (const plot of drawn) {
    for (const drawing of all(plot, ".main-svg")) drawing.removeAttribute("viewBox");
    plot.style.width = "";
    draw(plot);
  }
}

window.addEventListener("beforeprint", toPaper);
window.addEventListener("afterprint", fromPaper);

/** @param {Plot} plot */
const isOfAnotherWidth = (plot) => plot.clientWidth > 0 && plot.clientWidth !== plot.width;

const AHEAD_PX = 200; // a figure this far from the window counts as seen
const PATIENCE_MS = 1000;

/** One browser has no idle callback. @param {() => void} then */
const whenIdle = (then) =>
  window.requestIdleCallback ? window.requestIdleCallback(then, { timeout: PATIENCE_MS }) : setTimeout(then);

/** @type {IntersectionObserverInit & { scrollMargin: string }} */
const AHEAD = { scrollMargin: `${AHEAD_PX}px` };
const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const plot = /** @type {Plot} */ (target);
    plot.isNear = isIntersecting;
    if (isIntersecting) draw(plot);
  }
}, AHEAD);

/** Draw at once what is in the window, the rest when the browser has nothing else to do. @param {Plot} plot */
function drawInTurn(plot) {
  watch.observe(plot);
  if (plot.isNear) draw(plot);
  else whenIdle(() => draw(plot));
}

/** @param {Plot} plot */
function hear(plot) {
  plot.on("plotly_click", ({ points, event }) => {
    const carried = points?.[0]?.customdata;
    if (carried?.length) plot.tell?.(adds(event) ? "added" : "mark", [...carried]);
  });
}

/** @param {Plot} plot */
function listen(plot) {
  hear(plot);
  drawn.add(plot);
  plot.size ??= new ResizeObserver(() => {
    if (isOfAnotherWidth(plot)) draw(plot);
  });
  plot.size.observe(plot);
}

const decoder = new TextDecoder();

/** Show lines of text as paragraphs; none: the place is gone. @param {HTMLElement} place @param {string[]} lines */
function say(place, lines) {
  place.hidden = !lines.length;
  place.replaceChildren(...lines.map((line) => make("p", {}, line)));
}

/** Write all words of a frame; the plot keeps its room while Plotly loads. @param {Component<never>["parentElement"]} root @param {Plot} plot @param {Wanted} wanted */
function frame(root, plot, wanted) {
  const { figure } = wanted;
  part(root, ".kc-head h3").textContent = wanted.title;
  part(root, ".kc-head p").textContent = wanted.counted;
  say(part(root, ".kc-empty"), wanted.empty ? [wanted.empty] : []);
  const reading = part(root, ".kc-reading");
  reading.textContent = wanted.reading;
  reading.hidden = Boolean(wanted.empty) || !wanted.reading;
  for (const button of buttons(root)) {
    button.textContent = wanted.actions[button.name] ?? "";
    button.hidden = !button.textContent;
  }
  say(part(root, ".kc-notes"), isUnfolded(root) ? wanted.notes : []);
  plot.hidden = !figure;
  plot.style.height = figure ? `${fitted(figure, isNarrow(plot)).layout.height}px` : "";
  plot.setAttribute("aria-label", wanted.alt);
  plot.classList.toggle("kc-dark", wanted.paper < "#8"); // of two digits a colour each: the first tells dark from light
}

/** @param {Component<never>["parentElement"]} root */
const buttons = (root) => /** @type {HTMLButtonElement[]} */ (all(root, ".kc-actions button"));

/** Whether the notes are open, which stays so while the figure changes. @param {Component<never>["parentElement"]} root */
const isUnfolded = (root) => part(root, "[name=notes]").getAttribute("aria-expanded") === "true";

/** Open or fold the notes. @param {HTMLButtonElement} button @param {Component<never>["parentElement"]} root @param {Plot} plot */
function unfold(button, root, plot) {
  button.setAttribute("aria-expanded", String(!isUnfolded(root)));
  const notes = part(root, ".kc-notes");
  say(notes, isUnfolded(root) ? (plot.said?.notes ?? []) : []);
  if (!notes.hidden) notes.scrollIntoView({ block: "nearest" }); // stays where it is when they are in sight
}

/** @param {HTMLButtonElement} button @param {Component<never>["parentElement"]} root @param {Plot} plot @param {Tell} tell */
async function pressed(button, root, plot, tell) {
  if (button.name === "notes") {
    unfold(button, root, plot);
    return;
  }
  if (button.name !== "picture") {
    tell("asked", button.name);
    return;
  }
  button.disabled = true;
  try {
    const { savePicture } = await import("./chart_picture.js");
    if (plot.wanted) await savePicture(plot, plot.wanted);
  } finally {
    button.disabled = false;
  }
}

/** @param {Component<Uint8Array>} component its data is a chart as JSON; a blank behind it says that its table is open */
export default function chartFrame({ data: sent, parentElement, setTriggerValue }) {
  const plot = /** @type {Plot} */ (part(parentElement, ".kc-plot"));
  plot.tell = setTriggerValue;
  for (const button of buttons(parentElement))
    button.onclick = () => pressed(button, parentElement, plot, setTriggerValue);
  const given = decoder.decode(sent);
  const written = given.trimEnd();
  part(parentElement, "[name=table]").setAttribute("aria-expanded", String(given !== written));
  if (plot.written !== written) {
    /** @type {Wanted} */
    const wanted = JSON.parse(written);
    plot.said = wanted;
    frame(parentElement, plot, wanted);
    plot.written = written;
    plot.wanted = wanted.figure ? { ...wanted, figure: wanted.figure } : null;
    if (plot.wanted) drawInTurn(plot);
    else plot.shown = null;
  }
  // Called at each change too, not only when the figure leaves the page.
  return () => setTimeout(() => plot.isConnected || leave(plot));
}

/** @param {Plot} plot */
function leave(plot) {
  drawn.delete(plot);
  plot.size?.disconnect();
  watch.unobserve(plot);
  window.Plotly?.purge(plot);
}
