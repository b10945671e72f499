/** A chart with all that stands around it. Its figure stays mounted: a new one takes its place without a flash. */

let library; // Plotly, fetched once from the app itself

function plotly(address) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(address, document.baseURI);
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      library = undefined; // the next figure asks again
      script.remove();
      reject(new Error(`not served: ${address}`));
    };
    document.head.append(script);
  });
  return library;
}

const NARROW_PX = 480; // a card on a phone

const isNarrow = (plot) => plot.clientWidth < NARROW_PX;

/** A copy, as Plotly writes into what it is given, with what the figure wants changed where it has little room. */
function fitted(plot, figure) {
  const { data, layout } = structuredClone(figure);
  const changes = (isNarrow(plot) && layout.meta?.narrow) || [];
  for (const [at, given] of changes) {
    for (const [path, value] of Object.entries(given)) {
      const names = path.split(".");
      const last = names.pop();
      names.reduce((into, name) => (into[name] ??= {}), at === null ? layout : data[at])[last] = value;
    }
  }
  return { data, layout };
}

/** Draw what is wanted last; figures that came while Plotly was busy or still loading are skipped. */
async function draw(plot) {
  if (plot.isBusy) return;
  plot.isBusy = true;
  try {
    const Plotly = await plotly(plot.wanted.library);
    while (plot.isConnected && plot.wanted && plot.shown !== plot.wanted) {
      plot.shown = plot.wanted;
      const { figure, config } = plot.shown;
      plot.wasNarrow = isNarrow(plot);
      const { data, layout } = fitted(plot, figure);
      await Plotly.react(plot, data, layout, config);
      if (!plot.isListening) listen(plot);
    }
  } finally {
    plot.isBusy = false;
  }
}

const AHEAD_PX = 200; // a figure this far from the window counts as seen
const PATIENCE_MS = 1000;
const whenIdle = window.requestIdleCallback ?? ((then) => setTimeout(then)); // one browser has none

const watch = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      target.isNear = isIntersecting;
      if (isIntersecting) draw(target);
    }
  },
  { scrollMargin: `${AHEAD_PX}px` },
);

/** Draw at once what is in the window, the rest when the browser has nothing else to do. */
function drawInTurn(plot) {
  watch.observe(plot);
  if (plot.isNear) draw(plot);
  else whenIdle(() => draw(plot), { timeout: PATIENCE_MS });
}

function listen(plot) {
  plot.isListening = true;
  plot.on("plotly_click", ({ points }) => {
    const carried = points?.[0]?.customdata;
    if (carried?.length) plot.tell("mark", [...carried]);
  });
  let width = plot.clientWidth;
  plot.size = new ResizeObserver(() => {
    if (plot.clientWidth === width || !plot.clientWidth) return;
    width = plot.clientWidth;
    if (plot.wasNarrow !== isNarrow(plot)) {
      plot.shown = null;
      draw(plot);
    } else window.Plotly.Plots.resize(plot);
  });
  plot.size.observe(plot);
}

const decoder = new TextDecoder();

/** Show lines of text as paragraphs; none: the place is gone. */
function say(place, lines) {
  place.hidden = !lines.length;
  place.replaceChildren(
    ...lines.map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }),
  );
}

/** Write all words of a frame; the plot keeps its room while Plotly loads. */
function frame(root, plot, wanted) {
  const head = root.querySelector(".kc-head");
  head.querySelector("h3").textContent = wanted.title;
  head.querySelector("p").textContent = wanted.counted;
  say(root.querySelector(".kc-empty"), wanted.figure ? [] : [wanted.empty]);
  say(root.querySelector(".kc-notes"), wanted.figure ? wanted.notes : []);
  const source = root.querySelector(".kc-source");
  source.textContent = wanted.source;
  source.hidden = !wanted.source;
  for (const button of root.querySelectorAll(".kc-actions button")) {
    button.textContent = wanted.actions[button.name];
    button.hidden = !wanted.actions[button.name];
  }
  plot.hidden = !wanted.figure;
  plot.style.height = wanted.figure ? `${wanted.figure.layout.height}px` : "";
  plot.setAttribute("aria-label", wanted.alt);
}

async function pressed(button, plot, tell) {
  if (button.name !== "picture") return tell("asked", button.name);
  button.disabled = true;
  try {
    const { savePicture } = await import("./chart_picture.js");
    await savePicture(plot, plot.wanted);
  } finally {
    button.disabled = false;
  }
}

export default function ({ data: sent, parentElement, setTriggerValue }) {
  const plot = parentElement.querySelector(".kc-plot");
  plot.tell = setTriggerValue;
  for (const button of parentElement.querySelectorAll(".kc-actions button"))
    button.onclick = () => pressed(button, plot, setTriggerValue);
  const all = decoder.decode(sent);
  const written = all.trimEnd(); // a blank behind says that the table is open
  parentElement.querySelector("[name=table]").setAttribute("aria-expanded", all !== written);
  if (plot.written !== written) {
    const wanted = JSON.parse(written);
    frame(parentElement, plot, wanted);
    plot.written = written;
    plot.wanted = wanted.figure ? wanted : null;
    if (plot.wanted) drawInTurn(plot);
    else plot.shown = null;
  }
  // Called at each change too, not only when the figure leaves the page.
  return () => setTimeout(() => plot.isConnected || leave(plot));
}

function leave(plot) {
  plot.size?.disconnect();
  watch.unobserve(plot);
  window.Plotly?.purge(plot);
}
