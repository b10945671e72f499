/** The layer files of the app. One that does not come is asked for again, and a notice says so until it is there. */

/** @import { Config, Layer } from "./types.d.ts" */

const PAUSES_MS = [1000, 3000, 10_000];
const always = () => true;

export class LayerFiles {
  /**
   * @param {Config["layers"]} addresses
   * @param {(isMissing: boolean) => void} tell is called when the first file is missing, and when none is any more
   * @param {(pause_ms: number) => Promise<unknown>} [wait]
   */
  constructor(addresses, tell, wait = (pause) => new Promise((go) => setTimeout(go, pause))) {
    this.addresses = addresses;
    this.tell = tell;
    this.wait = wait;
    /** @type {Set<() => boolean>} whether those who wait for a file still want it */
    this.waiting = new Set();
    /** @type {Map<string, Promise<Layer>>} what is on its way or there: the districts are drawn as units and as borders */
    this.asked = new Map();
  }

  /** @param {string} name @returns {Promise<Layer>} */
  read(name) {
    const asked = this.asked.get(name) ?? this.load(name);
    this.asked.set(name, asked);
    asked.catch(() => this.asked.delete(name));
    return asked;
  }

  /** @param {string} name @returns {Promise<Layer>} */
  async load(name) {
    const response = await fetch(this.addresses[name]);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.json();
  }

  /**
   * Return a layer, or null when it does not come; `late` is then given it once it has come, if it is still wanted.
   * @param {string} name
   * @param {(layer: Layer) => void} late
   * @param {() => boolean} [isWanted]
   */
  async ask(name, late, isWanted = always) {
    const layer = await this.attempt(name);
    if (!layer && isWanted()) this.askAgain(name, late, isWanted);
    return layer;
  }

  /** @param {string} name */
  async attempt(name) {
    try {
      return await this.read(name);
    } catch (error) {
      console.warn(error);
      return null;
    }
  }

  /** @param {string} name @param {(layer: Layer) => void} late @param {() => boolean} isWanted */
  async askAgain(name, late, isWanted) {
    this.waiting.add(isWanted);
    this.tell(true);
    for (let at = 0; isWanted(); at += 1) {
      await this.wait(PAUSES_MS[Math.min(at, PAUSES_MS.length - 1)]);
      const layer = isWanted() ? await this.attempt(name) : null;
      if (!layer || !isWanted()) continue;
      late(layer);
      break;
    }
    this.waiting.delete(isWanted);
    if (!this.waiting.size) this.tell(false);
  }
}
