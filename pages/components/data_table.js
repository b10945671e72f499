/** A table that sorts, filters, pages and exports in the browser. Data is set as text, never as markup. */

// How each table was left, by key: outlives a remount, because the module does.
const memory = new Map();
const rememberedState = (key) => {
  if (!memory.has(key)) memory.set(key, { sort: null, page: 0, filter: "", current: null });
  return memory.get(key);
};

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== "" && value !== false) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// Isolated, so that an overriding direction mark in one text cannot turn its neighbours around.
const isolated = (value, className = "text") => make("span", { class: className, dir: "auto" }, value);

const fillIn = (template, values) => template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const fold = (value) =>
  value.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

const foldedRows = new WeakMap();
function foldedRow(row) {
  if (!foldedRows.has(row)) foldedRows.set(row, fold(row.cells.map((cell) => cell.t ?? "").join("\n")));
  return foldedRows.get(row);
}


function matching(rows, filter) {
  const words = fold(filter).split(/\s+/).filter(Boolean);
  return words.length ? rows.filter((row) => words.every((word) => foldedRow(row).includes(word))) : rows;
}

function comparison(collator, sign) {
  const isNumber = (value) => typeof value === "number" || typeof value === "boolean";
  return (a, b) => {
    const [isAMissing, isBMissing] = [a ?? null, b ?? null].map((value) => value === null);
    if (isAMissing || isBMissing) return isAMissing - isBMissing; // last in both directions
    if (isNumber(a) && isNumber(b)) return sign * (a - b);
    if (isNumber(a) !== isNumber(b)) return sign * (isNumber(a) ? -1 : 1);
    return sign * collator.compare(a, b);
  };
}

function sorted(rows, { columns, locale }, sort) {
  const at = sort ? columns.findIndex((column) => column.id === sort.id) : -1;
  if (at < 0) return rows;
  const compare = comparison(new Intl.Collator(locale, { numeric: true }), sort.direction === "ascending" ? 1 : -1);
  return [...rows].sort((a, b) => compare(a.cells[at].v, b.cells[at].v));
}

/** What stands on the screen; footers sum up all rows, so they hide while a filter leaves some out. */
function shownRows(data, state) {
  const all = sorted(matching(data.rows, state.filter), data, state.sort);
  const pages = Math.max(1, Math.ceil(all.length / data.pageSize));
  state.page = Math.min(Math.max(state.page, 0), pages - 1);
  const from = state.page * data.pageSize;
  return {
    all,
    pages,
    from,
    onPage: all.slice(from, from + data.pageSize),
    footer: state.filter.trim() ? [] : data.footer,
  };
}

const nextSort = (sort, { id, kind }) => {
  const directions = ["number", "bar"].includes(kind) ? ["descending", "ascending"] : ["ascending", "descending"];
  const step = sort?.id === id ? directions.indexOf(sort.direction) + 1 : 0;
  return step < directions.length ? { id, direction: directions[step] } : null;
};


function isWebAddress(href) {
  try {
    return ["http:", "https:"].includes(new URL(href).protocol);
  } catch {
    return false;
  }
}

function bar(cell, { max }) {
  const track = make("span", { class: "track", "aria-hidden": "true" });
  const length = max > 0 ? Math.min(Math.max(cell.v / max, 0), 1) : 0;
  const solid = cell.part === undefined || !(cell.v > 0) ? 1 : Math.min(Math.max(cell.part / cell.v, 0), 1);
  const whole = make("span", { class: "bar" }, make("span", { class: "solid" }));
  whole.style.width = `${length * 100}%`;
  whole.firstElementChild.style.width = `${solid * 100}%`;
  track.append(whole);
  return track;
}

function cellContent(cell, column, texts, isFooter) {
  if (cell.t === undefined) return [make("span", { class: "missing", title: texts.missing_title }, texts.missing)];
  const label = isolated(cell.t, column.kind === "badge" ? `badge ${cell.tone ?? ""}` : "text");
  const isLong = cell.t.length > 120;
  label.classList.toggle("long", isLong);
  if (cell.title || isLong) label.title = cell.title ?? cell.t;
  const isLink = cell.href && isWebAddress(cell.href);
  let shown = isLink ? make("a", { href: cell.href, target: "_blank", rel: "noopener noreferrer" }, label) : label;
  if (column.action && !isLink && typeof cell.v === "number" && cell.v !== 0) {
    label.classList.add("label");
    shown = make("button", { type: "button", class: "action", "data-cell": column.id, title: texts.open }, label);
  }
  const hasBar = column.kind === "bar" && typeof cell.v === "number" && !isFooter; // a total has no place on the rows' scale
  const note = cell.note ? [make("span", { class: "beneath", dir: "auto" }, cell.note)] : [];
  return hasBar ? [shown, bar(cell, column), ...note] : [shown, ...note];
}

function rowNode(row, view, isFooter = false) {
  const { columns, texts, selected, clickable } = view.data;
  const isSelected = !isFooter && selected.includes(row.id);
  const isButton = clickable && row.id !== null;
  const node = make("tr", { class: isButton ? "clickable" : "" });
  if (isButton) node.tabIndex = -1;
  if (row.id !== null) node.dataset.row = row.id;
  if (clickable) node.setAttribute("aria-selected", isSelected);
  node.classList.toggle("selected", isSelected);
  columns.forEach((column, i) => {
    const tag = i === 0 ? "th" : "td";
    const attributes = { class: `kind-${column.kind} ${column.align}`, scope: i === 0 ? "row" : null };
    node.append(make(tag, attributes, ...cellContent(row.cells[i], column, texts, isFooter)));
  });
  return node;
}

function headerNode(column, sort) {
  const direction = sort?.id === column.id ? sort.direction : "none";
  const label = isolated(column.label, "label");
  const head = make("th", { scope: "col", class: column.align, title: column.help });
  if (column.sortable) {
    const mark = make("span", { class: `mark ${direction}`, "aria-hidden": "true" });
    head.append(make("button", { type: "button", "data-sort": column.id }, label, mark));
    head.setAttribute("aria-sort", direction);
  } else head.append(label);
  if (column.width) head.style.setProperty("--width", column.width);
  return head;
}


/** A spreadsheet runs a cell that begins like this; the rule of geodata/harmless.py. */
const FORMULA = /^[ \u00a0\u2000-\u200f\u202f\u2060\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?$/;
const neutral = (value) => (FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value);

/** What a cell says in a column of the CSV; the rule of analytics/csv_table.py. */
function exported(cell, key) {
  const text = cell.t ?? "";
  if (key === "sign") return text.match(/^[≈≥≤Σ ]*/)[0].trim();
  if (key === "t") return neutral(cell.csv || text);
  const value = cell[key] ?? (key === "v" ? text : "");
  return typeof value === "number" ? String(value) : neutral(String(value));
}

function exportedLines({ data, state }) {
  const { all, footer } = shownRows(data, state);
  const more = Object.keys(data.sources).length ? data.sourceColumns : [];
  const columns = data.columns.flatMap(({ csv }, i) => csv.map(([head, key]) => ({ head, key, i })));
  const body = [...all, ...footer].map((row) => [
    ...columns.map(({ key, i }) => exported(row.cells[i], key)),
    ...more.map((_, i) => neutral((row.sources ?? []).map((id) => data.sources[id]?.[i] ?? "").join("\n"))),
  ]);
  return [[...columns.map(({ head }) => head), ...more].map(neutral), ...body];
}

const quoted = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const csvText = (view) => ["\uFEFF", ...exportedLines(view).map((line) => `${line.map(quoted).join(",")}\r\n`)].join("");

function download(view) {
  const file = new Blob([csvText(view)], { type: "text/csv;charset=utf-8" });
  const link = make("a", { href: URL.createObjectURL(file), download: view.data.csvName });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function copy(view) {
  const lines = exportedLines(view).map((line) => line.map((value) => value.replace(/[\t\r\n]+/g, " ")).join("\t"));
  const value = lines.join("\n");
  // Without https the clipboard object is missing: an office server on the local network is such a place.
  if (navigator.clipboard) await navigator.clipboard.writeText(value);
  else {
    const area = make("textarea", { class: "offscreen" });
    area.value = value;
    view.root.append(area);
    area.focus({ preventScroll: true });
    area.select();
    document.execCommand("copy");
    area.remove();
    view.parts.copy.focus({ preventScroll: true });
  }
  const say = (name) => (view.parts.copy.textContent = view.data.texts[name] || view.data.texts.copy);
  say("copied");
  setTimeout(say, 2000, "copy");
}


function build(root) {
  const button = (name) => make("button", { type: "button", class: name });
  const parts = {
    filter: make("input", { type: "search", class: "filter", autocomplete: "off", spellcheck: "false" }),
    count: make("span", { class: "count", "aria-live": "polite" }),
    copy: button("copy"),
    csv: button("csv"),
    caption: make("caption"),
    head: make("tr"),
    body: make("tbody"),
    foot: make("tfoot"),
    previous: button("previous"),
    range: make("span", { class: "range", "aria-live": "polite" }),
    next: button("next"),
  };
  parts.table = make("table", {}, parts.caption, make("thead", {}, parts.head), parts.body, parts.foot);
  parts.scroll = make("div", { class: "scroll" }, parts.table);
  parts.note = make("p", { class: "note" });
  parts.tools = make("div", { class: "tools" }, parts.filter, parts.count, parts.copy, parts.csv);
  parts.pager = make("div", { class: "pager" }, parts.previous, parts.range, parts.next);
  root.replaceChildren(parts.tools, parts.scroll, parts.note, parts.pager);
  return parts;
}

function drawTable(view, { onPage, footer }) {
  const { parts, data, state } = view;
  parts.head.replaceChildren(...data.columns.map((column) => headerNode(column, state.sort)));
  parts.body.replaceChildren(...onPage.map((row) => rowNode(row, view)));
  parts.foot.replaceChildren(...footer.map((row) => rowNode(row, view, true)));
  parts.table.classList.toggle("dense", data.isDense);
  parts.caption.textContent = data.caption;
  parts.caption.classList.toggle("offscreen", !data.showCaption);
  if (data.clickable) parts.table.setAttribute("role", "grid");
  else parts.table.removeAttribute("role");
  parts.scroll.style.maxHeight = data.maxHeight === null ? "" : `${data.maxHeight}px`;
  if (view.scroll.scrollTop || view.scroll.scrollLeft) Object.assign(parts.scroll, view.scroll);
}

function drawControls(view, { all, pages, from, onPage }) {
  const { parts, data, state } = view;
  const { texts } = data;
  const number = (value) => value.toLocaleString(data.locale);
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
  for (const name of ["copy", "csv", "previous", "next"]) {
    parts[name].textContent = texts[name];
    parts[name].hidden = !texts[name];
  }
  parts.tools.hidden = !(texts.filter || texts.copy || texts.csv);
  parts.pager.hidden = pages < 2;
  parts.range.textContent = fillIn(texts.page_range, values);
  parts.previous.disabled = state.page === 0;
  parts.next.disabled = state.page === pages - 1;
  parts.note.textContent = data.rows.length ? texts.no_match : texts.empty;
  parts.note.hidden = all.length > 0 || !parts.note.textContent;
}

/** One row is reached by Tab, the others from it by the arrow keys. */
function placeTabStop({ parts, state }) {
  const rows = [...parts.table.querySelectorAll("tr.clickable")];
  const stop = rows.find((row) => row.dataset.row === state.current) ?? rows[0];
  if (stop) stop.tabIndex = 0;
}

function draw(view) {
  const { parts, root } = view;
  const focused = root.getRootNode().activeElement;
  const again = ["sort", "row"].find((name) => focused?.dataset?.[name] !== undefined);
  const value = again && focused.dataset[again];
  const shown = shownRows(view.data, view.state);
  drawTable(view, shown);
  drawControls(view, shown);
  placeTabStop(view);
  if (!again) return;
  const same = [...parts.table.querySelectorAll(`[data-${again}]`)].find((node) => node.dataset[again] === value);
  same?.focus({ preventScroll: true });
}

function turnPage(view, step) {
  view.state.page += step;
  draw(view);
  view.parts.scroll.scrollTop = 0;
}

function onClick(view, event) {
  const sort = event.target.closest("[data-sort]");
  if (sort) {
    const column = view.data.columns.find(({ id }) => id === sort.dataset.sort);
    view.state.sort = nextSort(view.state.sort, column);
    view.state.page = 0;
    draw(view);
    return;
  }
  const cell = event.target.closest("[data-cell]");
  if (cell) {
    view.emitCell({ row: cell.closest("tr").dataset.row, column: cell.dataset.cell });
    return;
  }
  const row = event.target.closest("tr.clickable");
  const isReading = event.target.closest("a") || String(document.getSelection() ?? "") !== "";
  if (row && !isReading) choose(view, row);
}

function choose(view, row) {
  view.state.current = row.dataset.row;
  view.emit(row.dataset.row);
}

function onKey(view, event) {
  if (!event.target.matches("tr.clickable")) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(view, event.target);
    return;
  }
  const rows = [...view.parts.table.querySelectorAll("tr.clickable")];
  const at = rows.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || !rows[to]) return;
  event.preventDefault();
  event.target.tabIndex = -1;
  rows[to].tabIndex = 0;
  view.state.current = rows[to].dataset.row;
  rows[to].focus();
}

function mount(root) {
  const view = { root, parts: build(root), scroll: {} };
  const { parts } = view;
  // Noted while it happens: to ask for it on the way would have the browser lay the page out once more.
  parts.scroll.addEventListener("scroll", ({ target }) => {
    view.scroll = { scrollTop: target.scrollTop, scrollLeft: target.scrollLeft };
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
  parts.copy.addEventListener("click", () => copy(view));
  parts.csv.addEventListener("click", () => download(view));
  return view;
}

const views = new WeakMap();
const decoder = new TextDecoder();

export default function ({ data: sent, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (!views.has(root)) views.set(root, mount(root));
  const view = views.get(root);
  view.emit = (id) => setTriggerValue("row", id);
  view.emitCell = (cell) => setTriggerValue("cell", cell);
  const written = decoder.decode(sent);
  if (view.written === written) return; // a rerun that changes nothing here
  const data = JSON.parse(written);
  document.documentElement.lang = data.locale; // the page is in the language of its tables
  Object.assign(view, { written, data, state: rememberedState(data.key) });
  draw(view);
}
