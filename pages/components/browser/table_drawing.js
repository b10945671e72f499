/** A table as elements: rows, headings, controls. Data is set as text, never as markup. */

import { documentsWhole, make, all as nodes } from "./dom.js";
import { sectionTitles } from "./table_rows.js";

/** @import { Cell, Column, Row, Shown, Sort, State, Table } from "./table_rows.js" */

/**
 * @typedef {ReturnType<typeof build>} Parts
 * @typedef {{ root: HTMLElement, parts: Parts, data: Table, state: State, scroll: { scrollTop: number, scrollLeft: number }, isTight: boolean }} Drawn
 *   a table whose columns go on past the edge of a phone is tight
 */

const LONG = 120;

/** The elements that stay while their content changes. @param {HTMLElement} root */
export function build(root) {
  const button = (/** @type {string} */ name) => make("button", { type: "button", class: name });
  const [caption, head, body, foot] = [make("caption"), make("tr"), make("tbody"), make("tfoot")];
  const table = make("table", {}, caption, make("thead", {}, head), body, foot);
  const parts = {
    filter: make("input", { type: "search", class: "filter", autocomplete: "off", spellcheck: "false" }),
    count: make("span", { class: "count", "aria-live": "polite" }),
    columns: button("columns"),
    copy: button("copy"),
    csv: button("csv"),
    caption,
    head,
    body,
    foot,
    table,
    previous: button("previous"),
    range: make("span", { class: "range", "aria-live": "polite" }),
    next: button("next"),
    scroll: make("div", { class: "scroll" }, table),
    note: make("p", { class: "note" }),
    rest: make("p", { class: "rest" }),
  };
  const tools = make("div", { class: "tools" }, parts.filter, parts.count, parts.columns, parts.copy, parts.csv);
  const pager = make("div", { class: "pager" }, parts.previous, parts.range, parts.next);
  root.replaceChildren(tools, parts.scroll, parts.rest, parts.note, pager);
  return { ...parts, tools, pager };
}

/** The rows that a reader can choose. @param {Pick<Drawn, "parts">} drawn */
export const choosable = ({ parts }) => nodes(parts.table, "tr.clickable");

/** Isolated, so that an overriding direction mark in one text cannot turn its neighbours around. @param {string} value */
const isolated = (value, className = "text") => make("span", { class: className, dir: "auto" }, documentsWhole(value));

/** @param {string} template @param {Record<string, string>} values */
const fillIn = (template, values) => template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** @param {string} href */
const isWebAddress = (href) => URL.canParse(href) && ["http:", "https:"].includes(new URL(href).protocol);

/** @param {number} value @param {number | undefined} part @param {number} max */
function bar(value, part, max) {
  const length = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  const solid = part === undefined || !(value > 0) ? 1 : Math.min(Math.max(part / value, 0), 1);
  const itemised = make("span", { class: "solid" });
  const whole = make("span", { class: "bar" }, itemised);
  whole.style.width = `${length * 100}%`;
  itemised.style.width = `${solid * 100}%`;
  return make("span", { class: "track", "aria-hidden": "true" }, whole);
}

/** How much ink a cell gets: none where nothing is known, some for the least. @param {Cell} cell @param {number} max */
function heat({ v, isSum, isPublished }, max) {
  if (typeof v !== "number" || v <= 0 || max <= 0 || isSum || isPublished) return 0;
  return Math.round(8 + 42 * Math.min(v / max, 1));
}

/** @param {Cell} cell @param {Column} column @param {Table["texts"]} texts @param {boolean} isFooter */
function cellContent(cell, column, texts, isFooter) {
  if (cell.t === undefined) return [make("span", { class: "missing", title: texts.missing_title }, texts.missing)];
  const label = isolated(cell.t, column.kind === "badge" ? `badge ${cell.tone ?? ""}` : "text");
  const isLong = cell.t.length > LONG;
  label.classList.toggle("long", isLong);
  if (cell.title || isLong) label.title = cell.title ?? cell.t;
  const isLink = cell.href !== undefined && isWebAddress(cell.href);
  /** @type {HTMLElement} */
  let shown = isLink ? make("a", { href: cell.href, target: "_blank", rel: "noopener noreferrer" }, label) : label;
  if (column.action && !isLink && (cell.opens || (typeof cell.v === "number" && cell.v !== 0))) {
    label.classList.add("label");
    shown = make("button", { type: "button", class: "action", "data-cell": column.id, title: texts.open }, label);
  }
  const note = cell.note ? [isolated(cell.note, "beneath")] : [];
  if (column.width) for (const one of note) one.style.setProperty("--width", column.width);
  const hasBar = column.kind === "bar" && !isFooter; // a total has no place on the rows' scale
  return hasBar && typeof cell.v === "number" ? [shown, bar(cell.v, cell.part, column.max), ...note] : [shown, ...note];
}

/** The record that the menu of a row is about, "" where it has none. @param {Row} row */
const recordOf = ({ id, record }) => record ?? id ?? "";

/** Whether rows may be lines. @param {Pick<Drawn, "data" | "isTight">} drawn */
const hasLines = ({ data, isTight }) => data.isLined || isTight;

/** Whether rows are lines now: what a row is called over what is small beneath, its figures beside. @param {Pick<Drawn, "data" | "state" | "isTight">} drawn */
const isInLines = (drawn) => hasLines(drawn) && !drawn.state.isFull;

/** @param {Column} column */
const isOfNumbers = ({ kind }) => kind === "number" || kind === "bar" || kind === "heat";

/**
 * Columns of one part of a line with their places. Where the table is not one of lines, the first is the name, the one that says so
 * or the first of numbers the figure, the others are beneath.
 * @param {Pick<Table, "columns" | "isLined">} table
 * @param {Column["line"]} line
 */
function inLine({ columns, isLined }, line) {
  const own = columns.findIndex((column) => column.line === "figure");
  const figure = own < 0 ? columns.findIndex(isOfNumbers) : own;
  const lineOf = (/** @type {number} */ i) => (i === 0 ? "name" : i === figure ? "figure" : "beneath");
  return [...columns.entries()].filter(([i, column]) => (isLined ? column.line : lineOf(i)) === line);
}

const BRIEF = 60;

/** A text as far as it is brief, to the end of a word. @param {string} text */
export const brief = (text) =>
  text.length > BRIEF ? `${text.slice(0, BRIEF).replace(/[\s,;]+\S*$/, "")}\u2026` : text;

/** What is small beneath the name of a line; a number and a link with what they are. @param {Cell} cell @param {Column} column @param {Table["texts"]} texts */
function smallNode(cell, column, texts) {
  const { t = "", title, note } = cell;
  const isNumber = isOfNumbers(column);
  if (isNumber || column.kind === "link") {
    const [shown] = cellContent(cell, column, texts, false);
    return make("span", {}, `${column.label}: `, shown, isNumber && note ? ` (${note})` : "");
  }
  const told = { ...cell, t: brief(t), title: title ?? (brief(t) === t ? "" : t) };
  return make("span", {}, cellContent(told, column, texts, false)[0]);
}

/** A figure beneath the name, for where the line has room for one beside it. @param {Cell} cell @param {Column} column */
function figureBeneath({ t = "", note }, column) {
  return make("span", { class: "narrow" }, isolated(`${column.label}: ${t}${note ? ` (${note})` : ""}`));
}

/** @param {Row} row @param {Table} table @param {boolean} isFooter */
function lineCells(row, table, isFooter) {
  const { texts } = table;
  const isSaid = (/** @type {[number, Column]} */ [i]) => row.cells[i].t?.trim();
  const content = (/** @type {[number, Column]} */ [i, column]) =>
    isFooter && !row.cells[i].t ? [] : cellContent(row.cells[i], column, texts, isFooter);
  const [first, ...others] = inLine(table, "name");
  const names = [first, ...others.filter(isSaid)].map((one) => make("span", {}, ...content(one)));
  const figures = inLine(table, "figure");
  const beneath = inLine(table, "beneath").filter(isSaid);
  const small = [
    ...figures
      .slice(1)
      .filter(isSaid)
      .map(([i, column]) => figureBeneath(row.cells[i], column)),
    ...beneath.map(([i, column]) => smallNode(row.cells[i], column, texts)),
  ];
  const head = make("th", { scope: "row", class: "line" }, make("div", { class: "parts" }, ...names));
  if (small.length) head.append(make("div", { class: "parts small" }, ...small));
  const cells = figures.map((one, at) =>
    make("td", { class: `kind-${one[1].kind} ${one[1].align} ${at ? "wide" : ""}` }, ...content(one)),
  );
  return [head, ...cells];
}

/** What stands beneath the name where its own column has no room. @param {Row} row @param {Column[]} columns */
const foldedNodes = (row, columns) =>
  columns.flatMap(({ isExtra, kind }, i) =>
    isExtra && kind === "text" && row.cells[i].t ? [make("span", { class: "beneath folded" }, row.cells[i].t)] : [],
  );

/** @param {Row} row @param {Table} table @param {boolean} isFooter */
function cellNodes(row, { columns, texts }, isFooter) {
  return columns.map((column, i) => {
    const attributes = { class: `kind-${column.kind} ${column.align}`, scope: i === 0 ? "row" : null };
    const cell = make(i === 0 ? "th" : "td", attributes, ...cellContent(row.cells[i], column, texts, isFooter));
    cell.classList.toggle("published", row.cells[i].isPublished === true);
    cell.classList.toggle("extra", column.isExtra);
    cell.classList.toggle("unbroken", column.isUnbroken === true);
    if (column.kind === "heat" && !isFooter) cell.style.setProperty("--heat", `${heat(row.cells[i], column.max)}%`);
    if (i === 0) cell.append(...foldedNodes(row, columns));
    return cell;
  });
}

/** @param {Row} row @param {Pick<Drawn, "data" | "state" | "isTight">} drawn */
function rowNode(row, drawn, isFooter = false) {
  const { selected, clickable, menu } = drawn.data;
  const isSelected = !isFooter && row.id !== null && selected.includes(row.id);
  const isButton = clickable && row.id !== null;
  const node = make("tr", { class: isButton ? "clickable" : "" });
  if (isButton) node.tabIndex = -1;
  if (row.id !== null) node.dataset.row = row.id;
  if (clickable) node.setAttribute("aria-selected", String(isSelected));
  node.classList.toggle("selected", isSelected);
  node.append(...(isInLines(drawn) ? lineCells : cellNodes)(row, drawn.data, isFooter));
  const record = menu && !isFooter ? recordOf(row) : "";
  if (menu && record) {
    const more = make(
      "button",
      { type: "button", class: "more", "aria-haspopup": "menu", "aria-expanded": "false" },
      "⋯",
    );
    more.setAttribute("aria-label", `${menu.more}: ${row.cells[0]?.t ?? ""}`);
    more.title = menu.more;
    more.dataset.record = record;
    node.firstElementChild?.classList.add("has-menu");
    node.firstElementChild?.append(more);
    if (clickable) more.tabIndex = -1; // reached from its row, which is the one stop of the table
  }
  return node;
}

/** @param {string} title @param {number} width in columns */
const sectionNode = (title, width) =>
  make("tr", { class: "section" }, make("th", { scope: "rowgroup", colspan: String(width) }, isolated(title)));

/** @param {Column} column @param {Sort | null} sort */
const direction = (column, sort) => (sort?.id === column.id ? sort.direction : "none");

/** The label of a column, which sorts where it may. @param {Column} column @param {Sort | null} sort */
function labelNode(column, sort) {
  const label = isolated(column.label, "label");
  if (column.beneath) label.append(make("span", { class: "beneath" }, column.beneath));
  if (!column.sortable) return label;
  const mark = make("span", { class: `mark ${direction(column, sort)}`, "aria-hidden": "true" });
  return make("button", { type: "button", "data-sort": column.id }, label, mark);
}

/** @param {Column} column @param {Sort | null} sort */
function headerNode(column, sort) {
  const head = make("th", { scope: "col", class: column.align, title: column.help }, labelNode(column, sort));
  head.classList.toggle("extra", column.isExtra);
  if (column.sortable) head.setAttribute("aria-sort", direction(column, sort));
  if (column.width) head.style.setProperty("--width", column.width);
  return head;
}

/** The headings of lines: those of what is beneath stand beneath, where some row says it. @param {Table} table @param {Sort | null} sort */
function lineHeaders(table, sort) {
  const { columns, rows } = table;
  const isSaid = (/** @type {Column} */ column) => rows.some(({ cells }) => cells[columns.indexOf(column)].t?.trim());
  const [names, beneath, figures] = /** @type {const} */ (["name", "beneath", "figure"]).map((line) =>
    inLine(table, line).map(([, column]) => column),
  );
  const labels = (/** @type {Column[]} */ of, /** @type {string} */ name) =>
    make("div", { class: name }, ...of.map((column) => make("span", {}, labelNode(column, sort))));
  const head = make(
    "th",
    { scope: "col", class: "line" },
    labels(names, "parts"),
    labels(beneath.filter(isSaid), "parts small"),
  );
  const first = [...names, ...beneath].find(({ id }) => id === sort?.id) ?? names[0];
  head.setAttribute("aria-sort", direction(first, sort));
  const heads = figures.map((column) => headerNode(column, sort));
  for (const one of heads.slice(1)) one.classList.add("wide");
  return [head, ...heads];
}

/** @param {Drawn} drawn @param {Shown} shown */
export function drawTable(drawn, { onPage, footer }) {
  const { parts, data, state, scroll } = drawn;
  const areLines = isInLines(drawn);
  const heads = areLines ? lineHeaders(data, state.sort) : data.columns.map((column) => headerNode(column, state.sort));
  parts.head.replaceChildren(...heads);
  const titles = sectionTitles(onPage, state.sort);
  parts.body.replaceChildren(
    ...onPage.flatMap((row, i) => [...(titles[i] ? [sectionNode(titles[i], heads.length)] : []), rowNode(row, drawn)]),
  );
  parts.foot.replaceChildren(...footer.map((row) => rowNode(row, drawn, true)));
  parts.table.classList.toggle("dense", data.isDense || data.isLined || areLines);
  parts.table.classList.toggle("lines", areLines);
  parts.caption.textContent = data.caption;
  parts.caption.classList.toggle("offscreen", !data.showCaption);
  if (data.clickable) parts.table.setAttribute("role", "grid");
  else parts.table.removeAttribute("role");
  parts.scroll.style.maxHeight = data.maxHeight === null ? "" : `${data.maxHeight}px`;
  if (scroll.scrollTop || scroll.scrollLeft) Object.assign(parts.scroll, scroll);
}

/** @param {Drawn} drawn @param {Shown} shown */
export function drawControls(drawn, { all, pages, from, onPage }) {
  const { parts, data, state } = drawn;
  const { texts } = data;
  const number = (/** @type {number} */ value) => value.toLocaleString(data.locale);
  const values = {
    first: number(all.length ? from + 1 : 0),
    last: number(from + onPage.length),
    total: number(all.length),
    all: number(data.rows.length),
  };
  parts.filter.hidden = !texts.filter;
  parts.filter.placeholder = texts.filter;
  parts.filter.setAttribute("aria-label", texts.filter);
  if (parts.filter.value !== state.filter) parts.filter.value = state.filter;
  parts.count.textContent = state.filter.trim() ? fillIn(texts.filtered, values) : "";
  parts.columns.textContent = state.isFull ? texts.lines : texts.columns;
  parts.columns.hidden = !(hasLines(drawn) && texts.columns && data.rows.length);
  for (const name of /** @type {const} */ (["copy", "csv", "previous", "next"])) {
    parts[name].textContent = texts[name];
    parts[name].hidden = !texts[name];
  }
  parts.tools.hidden = !(texts.filter || texts.copy || texts.csv || !parts.columns.hidden);
  if (data.isDense && !data.isLined && !texts.filter) parts.pager.before(parts.tools); // what is read stands first where there is little room
  parts.pager.hidden = pages < 2;
  parts.range.textContent = fillIn(texts.page_range, values);
  parts.previous.disabled = state.page === 0;
  parts.next.disabled = state.page === pages - 1;
  parts.note.textContent = data.rows.length ? texts.no_match : texts.empty;
  parts.note.hidden = all.length > 0 || !parts.note.textContent;
}

/** Say beneath the table how many rows the paper leaves out. @param {Drawn} drawn @param {number} rest */
export function sayRest({ parts, data }, rest) {
  parts.rest.hidden = rest === 0;
  parts.rest.textContent = fillIn(data.texts.rest, { n: rest.toLocaleString(data.locale) });
}

/** Let Tab stop at a row and its menu, or no more. @param {HTMLElement} row @param {boolean} isStop */
export function stopAt(row, isStop) {
  row.tabIndex = isStop ? 0 : -1;
  for (const more of nodes(row, ".more")) more.tabIndex = row.tabIndex;
}

/** One row is reached by Tab, the others from it by the arrow keys. @param {Drawn} drawn */
export function placeTabStop(drawn) {
  const rows = choosable(drawn);
  const stop = rows.find((row) => row.dataset.row === drawn.state.current) ?? rows[0];
  if (stop) stopAt(stop, true);
}
