/**
 * The filters: each a button with a list of values, the years with their bars, what is chosen as chips. A phone shows the filters
 * as one sheet. To undo is to go one step back in the browser's history, by button or Ctrl Z as by the browser's own ways.
 */

import { all, make, part } from "./dom.js";

/** @import { Component } from "./component.d.ts" */

/**
 * @typedef {{ value: string, label: string, count: string, is_dead: boolean }} Option
 * @typedef {{ field: string, title: string, counted: string, options: Option[], chosen: string[], note: string }} Filter
 * @typedef {{ title: string, counted: string, first: number, last: number, presets: Option[], bars: [number, string][],
 *   chosen: [number, number] | null }} Years
 * @typedef {{ filters: string, reset: string, undo: string, take_back: string, all_years: string, first_year: string, last_year: string,
 *   done: string, nothing_chosen: string, dead: string, elsewhere: string }} Words
 * @typedef {{ canUndo: boolean, filters: Filter[], years: Years, words: Words, chips: { field: string, value: string, label: string }[] }} Bar
 * @typedef {{ field: string, values: string[] } | { drop: [string, string] } | { reset: true }} Choice
 * @typedef {{ root: HTMLElement, written: string, tell: (choice: Choice) => void, sent: Map<string, string> }} View
 */

const YEARS = "years";
/** Where Ctrl Z takes back what was typed. */
const TYPED_INTO = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
/** Where the years stand among the filters. */
const PLACE_OF_YEARS = 2;

/** @param {string[]} values */
const together = (values) => [...values].sort().join();

/** @param {View} view @param {string} field @param {string[]} values */
function choose(view, field, values) {
  view.sent.set(field, together(values));
  view.tell({ field, values });
}

/** @param {string} field @param {string} name */
function makeField(field, name) {
  const id = `panel-${field}`;
  return make(
    "div",
    { class: "field", "data-field": field },
    make(
      "button",
      { class: "name", type: "button", "aria-expanded": "false", "aria-controls": id },
      make("span", { class: "text", dir: "auto" }, name),
    ),
    make("div", { class: "panel", id, role: "group", "aria-label": name }),
  );
}

/** @param {View} view @param {HTMLElement | null} opened the field that is open from now on, if any */
function open(view, opened) {
  for (const field of all(view.root, ".field")) {
    field.classList.toggle("open", field === opened);
    part(field, ".name").setAttribute("aria-expanded", String(field === opened));
  }
  // A list that would leave the window on the right hangs from the right end of its button.
  const panel = opened?.querySelector(".panel");
  if (!opened || !panel) return;
  opened.classList.remove("end");
  opened.classList.toggle("end", panel.getBoundingClientRect().right > document.documentElement.clientWidth);
}

/** @param {View} view @param {boolean} isOpen */
function openSheet(view, isOpen) {
  view.root.classList.toggle("sheet", isOpen);
  part(view.root, ".opener").setAttribute("aria-expanded", String(isOpen));
}

/** @param {string} count @param {string} label */
const counted = (count, label) => [
  make("span", { class: "text", dir: "auto" }, label),
  make("span", { class: "count" }, count),
];

/** @param {HTMLElement} list @param {string[]} keys whether its children stand for these already */
const isOf = (list, keys) => list.dataset.keys === keys.join("\n");

/** @param {View} view @param {Filter} filter @param {Words} words @param {HTMLElement} panel */
function fillPanel(view, filter, words, panel) {
  const keys = [filter.field, ...filter.options.flatMap(({ value, label }) => [value, label])];
  if (!isOf(panel, keys)) {
    panel.dataset.keys = keys.join("\n");
    const list = make("ul");
    for (const { value, label } of filter.options) {
      const box = make("input", { type: "checkbox", value });
      list.append(make("li", {}, make("label", {}, box, ...counted("", label))));
    }
    list.onchange = () =>
      choose(
        view,
        filter.field,
        all(list, "input:checked").map((one) => /** @type {HTMLInputElement} */ (one).value),
      );
    panel.replaceChildren(make("p", { class: "counted" }), list, make("p", { class: "note" }));
  }
  part(panel, ".counted").textContent = filter.counted;
  part(panel, ".note").textContent = filter.note;
  // Until the answer to the latest click is there, what was clicked stands.
  const isLate = view.sent.has(filter.field) && view.sent.get(filter.field) !== together(filter.chosen);
  if (!isLate) view.sent.delete(filter.field);
  for (const [i, row] of all(panel, "label").entries()) {
    const box = /** @type {HTMLInputElement} */ (part(row, "input"));
    const { value, count, is_dead } = filter.options[i];
    part(row, ".count").textContent = count;
    if (!isLate) box.checked = filter.chosen.includes(value);
    box.disabled = is_dead && !box.checked;
    row.classList.toggle("dead", box.disabled);
    row.title = is_dead ? words.dead : count === "0" ? words.elsewhere : "";
  }
}

/** @param {View} view @param {Years} years @param {Words} words @param {HTMLElement} panel */
function fillYears(view, years, words, panel) {
  const span = years.chosen ?? [years.first, years.last];
  const keys = [years.first, years.last, words.all_years].map(String);
  if (!isOf(panel, keys)) {
    panel.dataset.keys = keys.join("\n");
    const every = Array.from({ length: years.last - years.first + 1 }, (_, i) => years.first + i);
    const select = (/** @type {string} */ name, /** @type {string} */ label) =>
      make(
        "label",
        {},
        `${label} `,
        make("select", { name }, ...every.map((year) => make("option", { value: year }, String(year)))),
      );
    const fields = make("div", { class: "span" }, select("first", words.first_year), select("last", words.last_year));
    const pick = (/** @type {string} */ value) => choose(view, YEARS, value ? [value] : []);
    fields.onchange = ({ target }) => {
      const [first, last] = all(fields, "select").map((one) => Number(/** @type {HTMLSelectElement} */ (one).value));
      const isFirst = /** @type {HTMLSelectElement} */ (target).name === "first";
      const low = isFirst ? first : Math.min(first, last);
      const high = isFirst ? Math.max(first, last) : last;
      pick(low === years.first && high === years.last ? "" : `${low}-${high}`);
    };
    const bars = make(
      "div",
      { class: "bars" },
      ...every.map((year) => make("button", { type: "button", value: `${year}-${year}` }, make("span"))),
    );
    bars.onclick = ({ target }) => {
      const bar = /** @type {Element} */ (target).closest("button");
      if (bar) pick(bar.getAttribute("aria-pressed") === "true" ? "" : bar.value);
    };
    const presets = make("div", { class: "presets" });
    presets.onclick = ({ target }) => {
      const preset = /** @type {Element} */ (target).closest("button");
      if (preset) pick(preset.getAttribute("aria-pressed") === "true" ? "" : preset.value);
    };
    const ends = make(
      "div",
      { class: "ends", "aria-hidden": "true" },
      ...[years.first, years.last].map((year) => make("span", {}, String(year))),
    );
    panel.replaceChildren(presets, make("p", { class: "counted" }), bars, ends, fields);
  }
  const chosen = years.chosen?.join("-") ?? "";
  part(panel, ".counted").textContent = years.counted;
  const everything = { value: "", label: words.all_years, count: "", is_dead: false };
  part(panel, ".presets").replaceChildren(
    ...[everything, ...years.presets].map(({ value, label, count, is_dead }) =>
      make(
        "button",
        { type: "button", value, disabled: is_dead && value !== chosen, "aria-pressed": String(value === chosen) },
        ...counted(count, label),
      ),
    ),
  );
  const most = Math.max(1, ...years.bars.map(([n]) => n));
  for (const [i, bar] of all(panel, ".bars button").entries()) {
    const year = years.first + i;
    const [n, written] = years.bars[i];
    bar.title = `${year}: ${written}`;
    bar.setAttribute("aria-label", bar.title);
    bar.setAttribute("aria-pressed", String(chosen === `${year}-${year}`));
    bar.classList.toggle("in", year >= span[0] && year <= span[1]);
    part(bar, "span").style.height = `${(n / most) * 100}%`;
  }
  for (const [i, node] of all(panel, "select").entries()) {
    const select = /** @type {HTMLSelectElement} */ (node);
    select.value = String(Math.min(Math.max(span[i], years.first), years.last));
  }
}

/** @param {View} view @param {Bar} bar */
function fillChips(view, { chips, words }) {
  const place = part(view.root, ".chips");
  const held = /** @type {HTMLElement | null} */ (place.querySelector(":focus"))?.dataset.chip;
  place.replaceChildren(
    ...chips.map(({ field, value, label }) => {
      const chip = make("button", { type: "button", class: "chip", title: words.take_back }, `${label} ✕`);
      chip.dataset.chip = `${field} ${value}`;
      chip.onclick = () => view.tell({ drop: [field, value] });
      return chip;
    }),
  );
  const same = all(place, ".chip").find((one) => one.dataset.chip === held);
  if (held) (same ?? place.querySelector("button") ?? part(view.root, ".name")).focus({ preventScroll: true });
  part(view.root, ".nothing").textContent = chips.length ? "" : words.nothing_chosen;
  part(view.root, ".reset").hidden = !chips.length;
}

/** @param {HTMLElement} root @param {Bar} bar @returns {View} */
function mount(root, { filters, years }) {
  /** @type {View} */
  const view = { root, written: "", tell: () => {}, sent: new Map() };
  const fields = filters.map(({ field, title }) => makeField(field, title));
  fields.splice(PLACE_OF_YEARS, 0, makeField(YEARS, years.title));
  const button = (/** @type {string} */ name) => make("button", { type: "button", class: name });
  const opener = button("opener");
  opener.setAttribute("aria-expanded", "false");
  const [done, reset, undo] = [button("done"), button("reset"), button("undo")];
  root.append(
    opener,
    make("div", { class: "fields" }, make("div", { class: "head" }, make("strong"), done), ...fields),
    make("div", { class: "chips" }),
    make("p", { class: "nothing" }),
    reset,
    undo,
  );
  opener.onclick = () => openSheet(view, true);
  done.onclick = () => {
    openSheet(view, false);
    opener.focus();
  };
  reset.onclick = () => {
    view.sent.clear();
    view.tell({ reset: true });
  };
  undo.onclick = () => {
    view.sent.clear();
    window.history.back();
  };
  document.addEventListener("keydown", (event) => {
    const isUndo =
      event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const at = /** @type {Element | undefined} */ (event.composedPath()[0]);
    if (!isUndo || undo.hidden || !root.isConnected || at?.matches?.(TYPED_INTO)) return;
    event.preventDefault();
    undo.click();
  });
  root.addEventListener("click", ({ target }) => {
    const name = /** @type {Element} */ (target).closest(".name");
    const field = /** @type {HTMLElement | null} */ (name?.closest(".field") ?? null);
    if (field) open(view, field.classList.contains("open") ? null : field);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const opened = root.querySelector(".field.open");
    if (!opened && !root.classList.contains("sheet")) return;
    event.stopPropagation();
    if (opened) part(opened, ".name").focus();
    else opener.focus();
    if (opened) open(view, null);
    else openSheet(view, false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.composedPath().includes(root)) {
      if (event.composedPath()[0] === root) openSheet(view, false);
      return;
    }
    open(view, null);
    openSheet(view, false);
  });
  return view;
}

/** @param {View} view @param {Bar} bar */
function draw(view, bar) {
  const { root } = view;
  const { filters, years, words } = bar;
  const n = filters.reduce((sum, { chosen }) => sum + (chosen.length ? 1 : 0), years.chosen ? 1 : 0);
  const name = (/** @type {string} */ title, /** @type {string | number} */ more) =>
    more ? `${title} (${more})` : title;
  for (const { field, title, chosen } of filters) {
    const own = part(root, `[data-field="${field}"] .name`);
    part(own, ".text").textContent = name(title, chosen.length);
    own.classList.toggle("chosen", chosen.length > 0);
  }
  const own = part(root, `[data-field="${YEARS}"] .name`);
  part(own, ".text").textContent = name(years.title, years.chosen ? [...new Set(years.chosen)].join("–") : "");
  own.classList.toggle("chosen", years.chosen !== null);
  part(root, ".opener").textContent = name(words.filters, n);
  part(root, ".opener").classList.toggle("chosen", n > 0);
  part(root, ".head strong").textContent = words.filters;
  part(root, ".done").textContent = words.done;
  part(root, ".reset").textContent = words.reset;
  part(root, ".undo").textContent = words.undo;
  part(root, ".undo").title = `${words.undo} (Ctrl Z)`;
  part(root, ".undo").hidden = !bar.canUndo;
  for (const filter of filters) fillPanel(view, filter, words, part(root, `#panel-${filter.field}`));
  fillYears(view, years, words, part(root, `#panel-${YEARS}`));
  fillChips(view, bar);
}

/** @type {WeakMap<HTMLElement, View>} */
const views = new WeakMap();
const decoder = new TextDecoder();

/** @param {Component<Uint8Array>} component its data is the bar as JSON */
export default function filterBar({ data, parentElement, setTriggerValue }) {
  const root = part(parentElement, ".bar");
  const written = decoder.decode(data);
  const known = views.get(root);
  if (known?.written === written) {
    known.tell = (choice) => setTriggerValue("choice", choice);
    return;
  }
  const bar = /** @type {Bar} */ (JSON.parse(written));
  const view = known ?? mount(root, bar);
  views.set(root, view);
  Object.assign(view, { written, tell: (/** @type {Choice} */ choice) => setTriggerValue("choice", choice) });
  draw(view, bar);
}
