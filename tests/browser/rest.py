"""When a page is at rest: everything that was asked of the app is answered, drawn and still, so that what is read or pressed stays."""

from contextlib import suppress

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

WAIT_MS = 60_000
"""For the slowest of computers; what is there sooner is seen sooner."""

WATCH = """(() => {
  const watch = { isAsked: false, isRunning: false, changes: 0, since: 0, looks: 0, state: "" };
  window.khuyencongRest = watch;

  /** The parts of a message as [field, number]: of a part with a length its length. */
  function* partsOf(bytes) {
    let at = 0;
    const number = () => {
      let value = 0;
      for (let size = 1; ; size *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * size;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const tag = number();
      const value = number();
      yield [tag >> 3, value];
      if ((tag & 7) === 2) at += value;
    }
  }
  const NEW_SESSION = 4, SCRIPT_FINISHED = 6, RERUN_SCRIPT = 11, EARLY_FOR_RERUN = 2;
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (!(data instanceof ArrayBuffer)) return;
        for (const [field, value] of partsOf(new Uint8Array(data))) {
          if (field === NEW_SESSION) Object.assign(watch, { isAsked: false, isRunning: true });
          if (field === SCRIPT_FINISHED) watch.isRunning = value === EARLY_FOR_RERUN;
        }
      });
      this.addEventListener("close", () => Object.assign(watch, { isAsked: false, isRunning: false }));
    }
    send(data) {
      if (data instanceof Uint8Array && data[0] >> 3 === RERUN_SCRIPT) watch.isAsked = true;
      super.send(data);
    }
  };
  new MutationObserver((seen) => { watch.changes += seen.length; }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
})()"""
"""Of each page, before its own scripts: whether a run of the script was asked for or goes on, which Streamlit's own attribute says only
once the server has answered, and how often the page has changed."""

UNREST = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  if (!app) return "no app";
  const { testScriptState, testConnectionState } = app.dataset;
  if (testScriptState !== "notRunning" || testConnectionState !== "CONNECTED") return `${testScriptState} ${testConnectionState}`;
  const { isAsked, isRunning } = window.khuyencongRest;
  if (isAsked || isRunning) return isAsked ? "a run is asked for" : "a run goes on";
  const late = document.querySelector("[data-stale=true], [data-testid=stSkeleton]");
  if (late) return `stale or not there yet: ${late.className}`;
  const plots = [...document.querySelectorAll(".kc-plot")];
  if (!plots.every((plot) => plot.shown === plot.wanted && !plot.isBusy)) return "a chart is being drawn";
  const frames = [...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow);
  for (const { document: one } of [window, ...frames]) {
    if (one.readyState !== "complete" || one.fonts.status !== "loaded") return "files are being loaded";
    if (one.querySelector("[aria-busy=true]")) return "a map is being drawn";
    const moving = one.getAnimations().find((each) => each.playState === "running" && Number.isFinite(each.effect?.getComputedTiming().endTime));
    if (moving) return `moves: ${moving.effect.target?.className}`;
  }
  return "";
}"""
"""Say why the page is not at rest; nothing where it is."""

AT_REST = (
    """([quiet]) => {
  const watch = window.khuyencongRest;
  const frames = [...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow?.khuyencongRest?.changes);
  const state = [("""
    + UNREST
    + """)(), watch.changes, ...frames, document.querySelector("[data-testid=stMain]")?.scrollHeight].join();
  if (state !== watch.state || !state.startsWith(",")) Object.assign(watch, { state, since: performance.now(), looks: 0 });
  watch.looks += 1;
  return watch.looks > 6 && performance.now() - watch.since >= quiet;
}"""
)
QUIET_MS = 200
"""For so long, and several frames, nothing may have changed: what was pressed has asked by then for what it asks."""
QUIET_MAP_MS = 400
"""The map waits a moment before it asks for finer cells."""


def settled(page: Page, quiet_ms: int = QUIET_MS) -> None:
    """Wait until the page is at rest.

    What an action leads to is waited for by what it shows first; this waits until nothing moves any more.
    """
    try:
        page.evaluate("() => { window.khuyencongRest.looks = 0; window.khuyencongRest.since = performance.now(); }")
        page.wait_for_function(AT_REST, arg=[quiet_ms], timeout=WAIT_MS)
    except PlaywrightError as error:
        with suppress(PlaywrightError):
            error.add_note(f"not at rest: {page.evaluate(UNREST)}")
        raise
