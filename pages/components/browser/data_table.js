/** A table that sorts, filters, pages and exports in the browser. */

import { adds, copyText, all as nodes, part, save } from "./dom.js";
import { csvText, tabbedText } from "./table_csv.js";
import { build, choosable, drawControls, drawTable, placeTabStop, sayRest, stopAt } from "./table_drawing.js";
import { openMenu } from "./table_menu.js";
import { nextSort, onPaper, paperRows, shownRows, untouched } from "./table_rows.js";

/** @import { Component } from "./component.d.ts" */
/** @import { Drawn } from "./table_drawing.js" */
/** @import { Shown, State, Table } from "./table_rows.js" */

/**
 * @typedef {Drawn & { written: string, width: number, emit: (row: string, isAdded: boolean) => void, emitCell: (cell: { row: string, column: string }) => void,
 *   emitMenu: (asked: { record: string, action: string }) => void }} View
 */

/** How each table was left, by key: outlives a remount, because the module does. @type {Map<string, State>} */
const memory = new Map();

/** @param {string} key */
function rememberedState(key) {
  const state = memory.get(key) ?? untouched();
  memory.set(key, state);
  return state;
}

/** @param {View} view */
function download({ data, state }) {
  save(new Blob([csvText(data, state)], { type: "text/csv;charset=utf-8" }), data.csvName);
}

/** @param {View} view */
async function copy(view) {
  await copyText(tabbedText(view.data, view.state), view.parts.copy);
  const say = (/** @type {"copied" | "copy"} */ name) => {
    view.parts.copy.textContent = view.data.texts[name] || view.data.texts.copy;
  };
  say("copied");
  setTimeout(say, 2000, "copy");
}

const isOnPhone = () => window.matchMedia?.("(max-width: 640px)").matches ?? false;

/** As many lines as a thumb passes. */
const MOST_LINES = 10;

/** Draw the rows in columns; on a phone, where these go on past its edge, as lines, fewer on a page. @param {View} view @returns {Shown} */
function drawFitting(view) {
  const { parts, data, state } = view;
  const pageSize = view.isTight ? Math.min(data.pageSize, MOST_LINES) : data.pageSize;
  const shown = shownRows({ ...data, pageSize }, state);
  drawTable(view, shown);
  if (view.isTight || data.isLined || !isOnPhone()) return shown;
  if (parts.scroll.scrollWidth <= parts.scroll.clientWidth + 1) return shown;
  view.isTight = true;
  return drawFitting(view);
}

/** Look anew at what fits, once a table is seen or has another width. @param {View | undefined} view */
function refit(view) {
  const width = view?.root.clientWidth;
  if (!view || !width || width === view.width || isOnPaper) return;
  const wasTight = view.isTight;
  Object.assign(view, { width, isTight: false });
  if (wasTight || isOnPhone()) draw(view);
}

let isOnPaper = false;
const widths = new ResizeObserver((seen) => {
  for (const { target } of seen) refit(views.get(/** @type {HTMLElement} */ (target)));
});

/** Draw anew; a heading or a row that had the focus has it again. @param {View} view */
function draw(view) {
  const { parts, root } = view;
  const focused = /** @type {Document | ShadowRoot} */ (root.getRootNode()).activeElement;
  const dataset = focused instanceof HTMLElement ? focused.dataset : {};
  const again = ["sort", "row"].find((name) => dataset[name] !== undefined);
  const shown = drawFitting(view);
  drawControls(view, shown);
  placeTabStop(view);
  if (!again) return;
  const same = nodes(parts.table, `[data-${again}]`).find((node) => node.dataset[again] === dataset[again]);
  same?.focus({ preventScroll: true });
}

/** @param {View} view @param {1 | -1} step */
function turnPage(view, step) {
  view.state.page += step;
  draw(view);
  view.parts.scroll.scrollTop = 0;
}

/** @param {View} view @param {MouseEvent} event */
function onClick(view, event) {
  const at = (/** @type {string} */ selector) =>
    /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(selector));
  const sort = at("[data-sort]");
  if (sort) {
    const column = view.data.columns.find(({ id }) => id === sort.dataset.sort);
    if (column) view.state.sort = nextSort(view.state.sort, column);
    view.state.page = 0;
    draw(view);
    return;
  }
  const more = at(".more");
  if (more && view.data.menu) {
    openMenu(view.root, more, view.data.menu, (action) => view.emitMenu({ record: more.dataset.record ?? "", action }));
    return;
  }
  const row = at("tr");
  const column = at("[data-cell]")?.dataset.cell;
  if (column !== undefined) {
    view.emitCell({ row: row?.dataset.row ?? "", column });
    return;
  }
  const isReading = at("a") || String(document.getSelection() ?? "") !== "";
  if (row?.matches(".clickable") && !isReading) choose(view, row, event);
}

/** @param {View} view @param {HTMLElement} row @param {MouseEvent | KeyboardEvent} event */
function choose(view, row, event) {
  const id = row.dataset.row ?? "";
  view.state.current = id;
  view.emit(id, adds(event));
}

/** @param {View} view @param {KeyboardEvent} event */
function onKey(view, event) {
  const row = /** @type {HTMLElement} */ (event.target);
  if (!row.matches("tr.clickable")) return;
  if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
    const more = /** @type {HTMLElement | null} */ (row.querySelector(".more"));
    if (more) event.preventDefault();
    more?.click();
    return;
  }
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(view, row, event);
    return;
  }
  const rows = choosable(view);
  const at = rows.indexOf(row);
  const places = new Map([
    ["ArrowDown", at + 1],
    ["ArrowUp", at - 1],
    ["Home", 0],
    ["End", rows.length - 1],
  ]);
  const next = rows[places.get(event.key) ?? -1];
  if (!next) return;
  event.preventDefault();
  stopAt(row, false);
  stopAt(next, true);
  view.state.current = next.dataset.row ?? null;
  next.focus();
}

/** @param {HTMLElement} root @param {Table} data @returns {View} */
function mount(root, data) {
  const parts = build(root);
  const ignore = () => {};
  /** @type {View} */
  const view = {
    root,
    parts,
    data,
    state: rememberedState(data.key),
    scroll: { scrollTop: 0, scrollLeft: 0 },
    isTight: false,
    width: 0,
    written: "",
    emit: ignore,
    emitCell: ignore,
    emitMenu: ignore,
  };
  // Noted while it happens: to ask for it on the way would have the browser lay the page out once more.
  parts.scroll.addEventListener("scroll", () => {
    view.scroll = { scrollTop: parts.scroll.scrollTop, scrollLeft: parts.scroll.scrollLeft };
  });
  widths.observe(root);
  parts.table.addEventListener("mousedown", (event) => {
    const isOnRow = /** @type {Element} */ (event.target).closest("tr.clickable");
    if (event.shiftKey && isOnRow) event.preventDefault(); // adds the row instead of marking text up to it
  });
  parts.table.addEventListener("click", (event) => onClick(view, event));
  parts.table.addEventListener("keydown", (event) => onKey(view, event));
  parts.filter.addEventListener("input", () => {
    view.state.filter = parts.filter.value;
    view.state.page = 0;
    draw(view);
  });
  parts.previous.addEventListener("click", () => turnPage(view, -1));
  parts.next.addEventListener("click", () => turnPage(view, 1));
  parts.columns.addEventListener("click", () => {
    view.state.isFull = !view.state.isFull;
    draw(view);
  });
  parts.copy.addEventListener("click", () => copy(view));
  parts.csv.addEventListener("click", () => download(view));
  return view;
}

/** @type {Map<HTMLElement, View>} */
const views = new Map();
const decoder = new TextDecoder();

/** Return the tables that are on the page; those that left it are forgotten. */
function onScreen() {
  for (const root of views.keys()) if (!root.isConnected) views.delete(root);
  return views.values();
}

function toPaper() {
  isOnPaper = true;
  for (const view of onScreen()) {
    const shown = paperRows(view.data, view.state);
    view.isTight = false;
    drawTable({ ...view, data: onPaper(view.data, shown.onPage) }, shown);
    sayRest(view, shown.rest);
  }
}

function fromPaper() {
  isOnPaper = false;
  for (const view of onScreen()) draw(view);
}

/** @param {Component<Uint8Array>} component its data is a table as JSON */
export default function dataTable({ data: sent, parentElement, setTriggerValue }) {
  const root = part(parentElement, ".root");
  const written = decoder.decode(sent);
  const known = views.get(root);
  const data = known?.written === written ? known.data : /** @type {Table} */ (JSON.parse(written));
  const view = known ?? mount(root, data);
  if (!known) onScreen();
  window.addEventListener("beforeprint", toPaper); // the same listener is taken once
  window.addEventListener("afterprint", fromPaper);
  views.set(root, view);
  view.emit = (id, isAdded) => setTriggerValue(isAdded ? "added" : "row", id);
  view.emitCell = (cell) => setTriggerValue("cell", cell);
  view.emitMenu = (asked) => setTriggerValue("menu", asked);
  if (view.written === written) return; // a rerun that changes nothing here
  Object.assign(view, { written, data, state: rememberedState(data.key), isTight: false });
  draw(view);
}
