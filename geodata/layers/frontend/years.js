/** The years under the map: a bar each, chosen by pointer or keys, played one after the other. */

import { element } from "./dom.js";

/** @import { Config, Send, Years } from "./types.d.ts" */

/** How long a year stands before the next one is asked for. */
const DWELL_MS = 1400;
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** @typedef {[first: number, last: number]} Span */

/** @param {Span | null} span */
const written = (span) => (span ? span.join("-") : "");

/** @param {Span | null} span */
const spoken = (span) => (span ? [...new Set(span)].join("–") : "");

/** @param {Window} page whether a key of it is meant for a field */
const isTyping = (page) => page.document.activeElement?.matches("input, textarea, select, [contenteditable]") ?? false;

export class YearBar {
  /** @param {Config["texts"]} texts @param {Send} send */
  constructor(texts, send) {
    this.texts = texts;
    this.send = send;
    this.isStill = window.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
    /** @type {Years | null} */
    this.years = null;
    /** @type {{ until: number, asked: string | null, shown: string, timer: number } | null} what is being played */
    this.play = null;
    this.node = element("div", "kc-years");
    this.node.hidden = true;
    this.button = this.node.appendChild(element("button", "kc-years-play"));
    this.button.type = "button";
    this.button.onclick = () => (this.play ? this.stop() : this.start());
    this.now = this.node.appendChild(element("div", "kc-years-now"));
    this.now.setAttribute("role", "status");
    this.now.append(element("b"), element("span"));
    this.bars = this.node.appendChild(element("div", "kc-years-bars"));
    this.bars.tabIndex = 0;
    this.bars.setAttribute("role", "slider");
    this.bars.setAttribute("aria-label", texts.years);
    this.bars.onkeydown = (event) => this.pressed(event);
    this.dragged();
    this.beside = this.node.appendChild(element("div", "kc-years-beside"));
    this.stopped = this.stopped.bind(this);
    window.addEventListener("pagehide", () => this.stop());
    this.drawButton();
  }

  /** @param {Years | null} years */
  draw(years) {
    this.years = years;
    this.node.hidden = years === null;
    if (!years) {
      this.stop();
      return;
    }
    const { bars, first, counted, total, beside, chosen } = years;
    const most = Math.max(1, ...bars.map(([n]) => n));
    const known = /** @type {HTMLElement[]} */ ([...this.bars.children]);
    if (known.length !== bars.length || Number(known[0]?.dataset.year) !== first) {
      this.bars.replaceChildren(...bars.map((_, i) => bar(first + i)));
    }
    for (const [i, [n, text]] of bars.entries()) {
      const node = /** @type {HTMLElement} */ (this.bars.children[i]);
      node.title = `${first + i}: ${text} ${counted}`;
      node.classList.toggle("kc-dead", n === 0);
      /** @type {HTMLElement} */ (node.firstChild).style.height = n ? `max(2px, ${(n / most) * 100}%)` : "0";
    }
    this.bars.setAttribute("aria-valuemin", String(first));
    this.bars.setAttribute("aria-valuemax", String(first + bars.length - 1));
    this.mark(chosen);
    const [year, count] = this.now.children;
    year.textContent = spoken(chosen) || this.texts.allYears;
    count.textContent = total;
    this.beside.replaceChildren(
      ...beside.map(([kind, text]) => {
        const button = element("button", "", text);
        button.type = "button";
        button.onclick = () => this.send(kind, "");
        return button;
      }),
    );
    this.arrived(written(chosen));
  }

  /** Show which years are chosen, or will be. @param {Span | null} span */
  mark(span) {
    if (!this.years) return;
    const { first, counted } = this.years;
    const last = first + this.years.bars.length - 1;
    for (const [i, node] of [...this.bars.children].entries()) {
      const year = first + i;
      node.classList.toggle("kc-in", span !== null && year >= span[0] && year <= span[1]);
    }
    this.bars.classList.toggle("kc-all", span === null);
    const at = Math.min(Math.max(span?.[1] ?? last, first), last);
    const single = span && span[0] === span[1] ? this.years.bars[span[0] - first] : null;
    const text = spoken(span) || this.texts.allYears;
    this.bars.setAttribute("aria-valuenow", String(at));
    this.bars.setAttribute("aria-valuetext", single ? `${text}: ${single[1]} ${counted}` : text);
  }

  /** @param {Span | null} span */
  choose(span) {
    this.mark(span);
    this.send("years", written(span));
  }

  /** The nearest year with rows, from one on in a direction. @param {number} from @param {number} step */
  live(from, step) {
    const { first, bars } = /** @type {Years} */ (this.years);
    for (let year = from; year >= first && year < first + bars.length; year += step) {
      if (bars[year - first][0]) return year;
    }
    return null;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (!this.years) return;
    const { first, bars, chosen } = this.years;
    const last = first + bars.length - 1;
    const step = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
    /** @type {number | null | undefined} */
    let year;
    if (step) year = chosen ? this.live(chosen[1] + step, step) : this.live(step > 0 ? first : last, step);
    else if (event.key === "Home") year = this.live(first, 1);
    else if (event.key === "End") year = this.live(last, -1);
    else if (event.key === " " || event.key === "Enter") this.button.click();
    else if (chosen && !this.play && ["Escape", "Delete", "Backspace"].includes(event.key)) this.choose(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (typeof year !== "number") return;
    this.stop();
    const from = event.shiftKey && chosen ? Math.min(chosen[0], year) : year;
    this.choose([from, year]);
  }

  /** A press chooses a year, pressed again all years; drawn over several it chooses these. */
  dragged() {
    /** @type {number | null} */
    let from = null;
    const at = (/** @type {PointerEvent} */ { clientX }) => {
      const { left, width } = this.bars.getBoundingClientRect();
      const { first, bars } = /** @type {Years} */ (this.years);
      const i = Math.floor(((clientX - left) / width) * bars.length);
      return first + Math.min(Math.max(i, 0), bars.length - 1);
    };
    const span = (/** @type {PointerEvent} */ event) => {
      const ends = [Number(from), at(event)];
      return /** @type {Span} */ ([Math.min(...ends), Math.max(...ends)]);
    };
    this.bars.onpointerdown = (event) => {
      if (event.button !== 0 || !this.years) return;
      this.stop();
      const { chosen } = this.years;
      from = event.shiftKey && chosen ? chosen[0] : at(event);
      this.bars.setPointerCapture?.(event.pointerId);
    };
    this.bars.onpointermove = (event) => {
      if (from !== null && at(event) !== from) this.mark(span(event));
    };
    this.bars.onpointercancel = () => {
      from = null;
      this.mark(this.years?.chosen ?? null);
    };
    this.bars.onpointerup = (event) => {
      if (from === null || !this.years) return;
      const [first, last] = span(event);
      from = null;
      const isSame = written([first, last]) === written(this.years.chosen);
      const isDead = first === last && !this.years.bars[first - this.years.first][0];
      if (isSame) this.choose(null);
      else if (isDead) this.mark(this.years.chosen);
      else this.choose([first, last]);
    };
  }

  /** Play from the year that is chosen on, or what of several is chosen. Where nothing is to move by itself: one year further. */
  start() {
    if (!this.years) return;
    const { first, bars, chosen } = this.years;
    const last = first + bars.length - 1;
    const isRange = chosen !== null && chosen[0] < chosen[1];
    const from = chosen ? (isRange ? this.live(Math.max(chosen[0], first), 1) : this.live(chosen[1] + 1, 1)) : null;
    const year = from ?? this.live(first, 1);
    if (year === null) return;
    if (this.isStill) {
      this.choose([year, year]);
      return;
    }
    this.play = { until: isRange ? chosen[1] : last, asked: null, shown: written(chosen), timer: 0 };
    for (const page of [window, window.parent]) page.addEventListener("keydown", this.stopped, true);
    this.drawButton();
    this.ask(year);
  }

  /** @param {number} year */
  ask(year) {
    if (!this.play) return;
    this.play.asked = written([year, year]);
    this.choose([year, year]);
  }

  /** What was asked for is on the map: the next year in a while. Years that somebody else chose end the play. @param {string} chosen */
  arrived(chosen) {
    if (!this.play) return;
    if (chosen !== this.play.asked) {
      if (chosen !== this.play.shown) this.stop();
      return;
    }
    const next = this.live(Number(chosen.split("-")[0]) + 1, 1);
    Object.assign(this.play, { asked: null, shown: chosen });
    if (next === null || next > this.play.until) this.stop();
    else this.play.timer = window.setTimeout(() => this.ask(next), DWELL_MS);
  }

  stop() {
    if (!this.play) return;
    window.clearTimeout(this.play.timer);
    this.play = null;
    for (const page of [window, window.parent]) page.removeEventListener("keydown", this.stopped, true);
    this.drawButton();
  }

  /** Escape and the space bar stop what plays, wherever in the page, except for a space that somebody types. @param {KeyboardEvent} event */
  stopped(event) {
    const isSpace = event.key === " " && !isTyping(window) && !isTyping(window.parent);
    if (event.key !== "Escape" && !isSpace) return;
    event.preventDefault();
    event.stopPropagation();
    this.stop();
    if (!isSpace) return;
    // a button is pressed when the key is let go
    const page = /** @type {Node} */ (event.target).ownerDocument ?? document;
    page.addEventListener("keyup", (up) => up.preventDefault(), { once: true, capture: true });
  }

  drawButton() {
    const { play, stop, nextYear } = this.texts;
    const text = this.play ? stop : this.isStill ? nextYear : play;
    this.button.title = text;
    this.button.setAttribute("aria-label", text);
    this.button.dataset.does = this.play ? "stop" : this.isStill ? "next" : "play";
  }
}

/** @param {number} year */
function bar(year) {
  const node = element("span", "kc-year");
  node.dataset.year = String(year);
  node.append(element("i"), element("small", year % 5 ? "" : "kc-fifth", String(year)));
  return node;
}
