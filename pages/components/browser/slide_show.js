/** A show of slides over the page. Every text is written as text; the stage is 1920 by 1080 and is scaled to the window. */

import { all, make, part } from "./dom.js";
import { drawnBlock, shrink } from "./slide_blocks.js";
import { endWait, giveBack, waitingKeys, wasTakenBack } from "./slide_wait.js";

/** @import { Component } from "./component.d.ts" */
/** @import { ShowData, Slide } from "./slides.d.ts" */

const WIDTH = 1920;
const HEIGHT = 1080;
const SWIPE_PX = 50;
const QUIET_AFTER_MS = 2500;
const LEAST_HEADLINE_PX = 40;
const LEAST_LINE_PX = 26;

/** A slide, and what makes its parts fit once it is on the page. @param {Slide} slide @param {ShowData} show @param {string} place */
function drawnSlide(slide, { flag, line }, place) {
  const headline = make("h1", {}, slide.headline);
  const large = slide.blocks.filter(({ kind }) => kind !== "text").map((block) => drawnBlock(block, false));
  const texts = slide.blocks.filter(({ kind }) => kind === "text").map((block) => drawnBlock(block, large.length > 0));
  const beside = large.length ? [make("div", { class: "beside" }, ...large.map(({ node }) => node))] : [];
  const body = make("div", { class: "body" }, ...beside, ...texts.map(({ node }) => node));
  const foot = make(
    "div",
    { class: "foot" },
    ...(flag ? [make("span", { class: "flag" }, flag)] : []),
    make("span", { class: "line" }, line),
    make("span", {}, slide.n),
    make("span", { class: "place" }, place),
  );
  const subtitle = slide.subtitle ? [make("p", { class: "subtitle" }, slide.subtitle)] : [];
  const attributes = { class: slide.id === "title" ? "slide title" : "slide", "data-slide": slide.id };
  const page = make("section", attributes, headline, ...subtitle, body, foot);
  const fit = () => {
    const isThreeLines = () => headline.scrollHeight > 2.4 * Number.parseFloat(getComputedStyle(headline).fontSize);
    shrink(headline, LEAST_HEADLINE_PX, isThreeLines);
    const isTooHigh = () => body.scrollHeight > body.clientHeight;
    for (const item of all(body, ".lines:not(.aside) > *")) shrink(item, LEAST_LINE_PX, isTooHigh);
    for (const block of large) block.fit?.();
  };
  return { page, fit };
}

export class Show {
  /** @param {HTMLElement} root @param {ShowData} data @param {(slide: string) => void} tell */
  constructor(root, data, tell) {
    this.root = root;
    this.data = data;
    this.tell = tell;
    this.at = Math.max(
      0,
      data.slides.findIndex(({ id }) => id === data.first),
    );
    this.isBlack = false;
    this.hasNotes = false;
    /** @type {ReturnType<typeof setTimeout> | null} */
    this.timer = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.rest = undefined;
    this.stage = make("div", { class: "stage" });
    this.controls = make("div", { class: "controls" });
    this.time = make("div", { class: "time" });
    this.playing = this.button("▶", data.texts.play, () => this.play());
    this.addButtons();
    root.append(this.stage, this.controls, this.time);
    this.listening = new AbortController();
    this.listen(this.listening.signal);
    root.focus({ preventScroll: true });
    this.wake();
    this.scale();
    this.draw();
    for (const event of waitingKeys()) this.key(event);
    this.stand();
  }

  /** Once letters and pictures are there, the first slide stands, and what covers it goes. */
  async stand() {
    await document.fonts.ready;
    if (this.listening.signal.aborted) return;
    this.draw();
    const pictures = [...this.stage.querySelectorAll("img")];
    await Promise.allSettled(pictures.map((picture) => picture.decode?.()));
    endWait();
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    document.addEventListener("keydown", (event) => this.key(event), { signal, capture: true });
    window.addEventListener("resize", () => this.scale(), { signal });
    this.root.addEventListener("mousemove", () => this.wake(), { signal });
    let from = 0;
    const x = (/** @type {TouchEvent} */ event) => event.changedTouches[0].clientX;
    this.root.addEventListener(
      "touchstart",
      (event) => {
        from = x(event);
      },
      { signal },
    );
    this.root.addEventListener("touchend", (event) => this.swipe(x(event) - from), { signal });
  }

  /** Go on with the slides of a later run. @param {ShowData} data @param {(slide: string) => void} tell */
  take(data, tell) {
    this.data = data;
    this.tell = tell;
    this.at = Math.min(this.at, data.slides.length - 1);
    this.draw();
  }

  get slide() {
    return this.data.slides[this.at];
  }

  /** @param {string} sign @param {string} label @param {() => void} act */
  button(sign, label, act) {
    const node = make("button", { type: "button", title: label, "aria-label": label }, sign);
    node.addEventListener("click", act);
    return node;
  }

  addButtons() {
    const { texts } = this.data;
    this.controls.append(
      this.button("←", texts.back, () => this.go(this.at - 1)),
      this.button("→", texts.next, () => this.go(this.at + 1)),
      this.playing,
      this.button("≡", texts.notes, () => this.notes()),
      this.button("■", texts.black, () => this.black()),
      this.button("↗", texts.full, () => this.full()),
      this.button("✕", texts.leave, () => this.leave()),
      make("p", { class: "keys" }, texts.keys),
    );
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = () => this.go(this.at + 1);
    const back = () => this.go(this.at - 1);
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowRight: next,
      PageDown: next,
      " ": next,
      ArrowLeft: back,
      PageUp: back,
      Home: () => this.go(0),
      End: () => this.go(this.data.slides.length - 1),
      f: () => this.full(),
      b: () => this.black(),
      ".": () => this.black(),
      n: () => this.notes(),
      p: () => this.play(),
      Escape: () => this.leave(),
    };
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (name === " " && event.target instanceof HTMLButtonElement) return;
    if (!Object.hasOwn(acts, name)) return;
    event.preventDefault();
    event.stopPropagation();
    acts[name]();
  }

  /** @param {number} by */
  swipe(by) {
    if (Math.abs(by) > SWIPE_PX) this.go(this.at + (by < 0 ? 1 : -1));
  }

  /** @param {number} at */
  go(at) {
    const place = Math.min(Math.max(at, 0), this.data.slides.length - 1);
    this.isBlack = false;
    if (place === this.at) {
      this.cover();
      return;
    }
    this.at = place;
    this.draw();
  }

  draw() {
    const { slide } = this;
    const place = `${this.at + 1} / ${this.data.slides.length}`;
    const { page, fit } = drawnSlide(slide, this.data, place);
    this.stage.replaceChildren(page);
    fit();
    this.root.setAttribute("aria-label", `${slide.headline} (${place})`);
    this.cover();
    remember(slide.id);
    if (this.timer) this.wait();
  }

  /** What lies over the slide: nothing, black, the notes. */
  cover() {
    for (const node of all(this.root, ":scope > .black, :scope > .notes-panel")) node.remove();
    this.controls.classList.toggle("is-quiet", this.hasNotes);
    if (this.isBlack) this.root.append(make("div", { class: "black" }));
    if (!this.hasNotes) return;
    const { notes } = this.slide;
    const lines = notes.length ? notes : [this.data.texts.no_notes];
    this.root.append(make("div", { class: "notes-panel" }, ...lines.map((text) => make("p", {}, text))));
  }

  black() {
    this.isBlack = !this.isBlack;
    this.cover();
  }

  notes() {
    this.hasNotes = !this.hasNotes;
    this.cover();
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen?.().catch((/** @type {Error} */ error) => console.warn(error));
  }

  play() {
    const { pause, play } = this.data.texts;
    if (this.timer) this.stop();
    else this.wait();
    const label = this.timer ? pause : play;
    this.playing.textContent = this.timer ? "❚❚" : "▶";
    this.playing.title = label;
    this.playing.setAttribute("aria-label", label);
  }

  stop() {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const animation of this.time.getAnimations()) animation.cancel();
  }

  /** Turn to the next slide after a while; a black screen stays. */
  wait() {
    this.stop();
    const duration = 1000 * this.data.seconds;
    this.time.animate([{ width: "0" }, { width: "100%" }], { duration });
    this.timer = setTimeout(() => {
      if (this.isBlack) this.wait();
      else if (this.data.slides.length > 1) this.go((this.at + 1) % this.data.slides.length);
    }, duration);
  }

  wake() {
    this.root.classList.add("is-moving");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.root.classList.remove("is-moving"), QUIET_AFTER_MS);
  }

  scale() {
    const factor = Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);
    this.root.style.setProperty("--factor", String(factor));
    this.stage.style.transform = `scale(${factor}) translate(-50%, -50%)`;
  }

  leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    this.tell(this.slide.id);
  }

  end() {
    this.stop();
    clearTimeout(this.rest);
    this.listening.abort();
    this.root.replaceChildren();
  }
}

/** The slide on screen stands in the address, so that a link opens it. @param {string} id */
function remember(id) {
  const address = new URL(window.location.href);
  if (address.searchParams.get("slide") === id) return;
  address.searchParams.set("slide", id);
  window.history.replaceState(window.history.state, "", address);
}

/** @type {WeakMap<HTMLElement, Show>} */
const shows = new WeakMap();
/** Shows that were taken back while they were made: each tells so once. @type {WeakSet<HTMLElement>} */
const left = new WeakSet();

/** @param {Component<ShowData>} component */
export default function slideShow({ data, parentElement, setTriggerValue }) {
  const root = part(parentElement, ".kc-show");
  const tell = (/** @type {string} */ id) => setTriggerValue("left", id);
  if (wasTakenBack()) {
    if (!left.has(root)) tell(data.first);
    left.add(root);
    return () => {};
  }
  const known = shows.get(root);
  if (known) known.take(data, tell);
  else shows.set(root, new Show(root, data, tell));
  return () => {
    shows.get(root)?.end();
    shows.delete(root);
    requestAnimationFrame(giveBack);
  };
}
