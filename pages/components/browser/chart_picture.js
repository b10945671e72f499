/** A chart saved as a picture: title and unit above, notes and sources below, no network. */

import { makeSvg, save } from "./dom.js";

/** @import { Plot, Wanted } from "./chart.d.ts" */

/** @typedef {{ size: number, weight: number, height: number }} Kind */

const SCALE = 2;
const PAD = 20;
const FAMILY = '"Source Sans", "Noto Sans", "Segoe UI", sans-serif';
const LINES = {
  title: { size: 20, weight: 700, height: 27 },
  unit: { size: 15, weight: 400, height: 24 },
  note: { size: 13, weight: 400, height: 19 },
};

/** The typeface as text, fetched once from the app itself. @type {Promise<string> | undefined} */
let face;

/** @param {string} address */
function typeface(address) {
  face ??= fetch(new URL(address, document.baseURI))
    .then((answer) => (answer.ok ? answer.blob() : Promise.reject(answer.status)))
    .then(asAddress)
    .catch(() => ""); // without it the picture has the face of the computer
  return face;
}

/** @param {Blob} blob @returns {Promise<string>} */
const asAddress = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = reject;
    reader.readAsDataURL(blob);
  });

function context(width = 1, height = 1) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const drawn = canvas.getContext("2d");
  if (!drawn) throw new Error("this browser draws no pictures");
  return drawn;
}

/**
 * A text in lines that are no wider than there is room; a longer word stands alone.
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 */
export function linesOf(text, width, measure) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = [lines.at(-1), word].filter(Boolean).join(" ");
    if (!lines.length || measure(longer) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** @param {string} text @param {Kind} kind @param {number} width */
function wrapped(text, kind, width) {
  const canvas = context();
  canvas.font = `${kind.weight} ${kind.size}px ${FAMILY}`;
  return linesOf(text, width, (line) => canvas.measureText(line).width).map((line) => ({ line, kind }));
}

/** Write lines below `top` and return where they end. @param {SVGElement} into @param {ReturnType<typeof wrapped>} lines @param {number} top @param {string} ink */
function write(into, lines, top, ink) {
  let y = top;
  for (const { line, kind } of lines) {
    y += kind.height;
    const look = { x: PAD, y: y - 6, fill: ink, "font-size": kind.size, "font-weight": kind.weight };
    into.append(makeSvg("text", look, line));
  }
  return y;
}

/** @param {Element} plot @param {Wanted} data @param {string} font */
function drawing(plot, data, font) {
  const { width, height } = plot.getBoundingClientRect();
  const under = [data.scope, data.counted].filter(Boolean).join(" · ");
  const above = [...wrapped(data.title, LINES.title, width), ...wrapped(under, LINES.unit, width)];
  const below = [data.reading, ...data.notes, data.actions.sources ?? ""].flatMap((line) =>
    wrapped(line, LINES.note, width),
  );
  const rule = font ? `@font-face{font-family:"Source Sans";src:url(${font});font-weight:200 900}` : "";
  const paper = makeSvg("rect", { width: "100%", height: "100%", fill: data.paper });
  const root = makeSvg("svg", { "font-family": FAMILY }, makeSvg("style", {}, rule), paper);
  const top = write(root, above, PAD / 2, data.ink) + PAD / 2;
  for (const layer of plot.querySelectorAll(".main-svg")) {
    const copy = /** @type {SVGElement} */ (layer.cloneNode(true));
    for (const node of copy.querySelectorAll(".hoverlayer, .modebar")) node.replaceChildren();
    for (const [name, value] of Object.entries({ x: PAD, y: top, width, height }))
      copy.setAttribute(name, String(value));
    copy.style.background = "none";
    root.append(copy);
  }
  const end = write(root, below, top + height + PAD / 2, data.ink) + PAD;
  const size = { width: Math.ceil(width + 2 * PAD), height: Math.ceil(end) };
  for (const [name, value] of Object.entries(size)) root.setAttribute(name, String(value));
  return { root, size };
}

/** @param {ReturnType<typeof drawing>} drawing @returns {Promise<Blob>} */
async function picture({ root, size }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(root))}`;
  await image.decode();
  const canvas = context(size.width * SCALE, size.height * SCALE);
  canvas.scale(SCALE, SCALE);
  canvas.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

/** Save a drawn plot; `data` is what the chart's frame says. @param {Plot} plot @param {Wanted} data */
export async function savePicture(plot, data) {
  const drawn = plot.querySelector(".svg-container");
  if (!drawn) return;
  await document.fonts.ready;
  save(await picture(drawing(drawn, data, await typeface(data.typeface))), data.fileName);
}
