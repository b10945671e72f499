/** A chart saved as a picture: title and unit above, notes and sources below, no network. */

const SCALE = 2;
const PAD = 20;
const FAMILY = '"Source Sans", "Noto Sans", "Segoe UI", sans-serif';
const LINES = {
  title: { size: 20, weight: 700, height: 27 },
  unit: { size: 15, weight: 400, height: 24 },
  note: { size: 13, weight: 400, height: 19 },
};

let face; // the typeface as text, fetched once from the app itself

async function typeface(address) {
  face ??= fetch(new URL(address, document.baseURI))
    .then((answer) => (answer.ok ? answer.blob() : Promise.reject(answer.status)))
    .then(
      (blob) =>
        new Promise((resolve, reject) => {
          const reader = new FileReader();
          reader.onload = () => resolve(reader.result);
          reader.onerror = reject;
          reader.readAsDataURL(blob);
        }),
    )
    .catch(() => ""); // without it the picture has the face of the computer
  return face;
}

function wrapped(text, kind, width) {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.font = `${kind.weight} ${kind.size}px ${FAMILY}`;
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && canvas.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.filter(Boolean).map((line) => ({ line, kind }));
}

const svgNode = (tag, attributes = {}, ...children) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

/** Write lines below `top` and return where they end. */
function write(into, lines, top, ink) {
  let y = top;
  for (const { line, kind } of lines) {
    y += kind.height;
    const text = svgNode("text", { x: PAD, y: y - 6, fill: ink, "font-size": kind.size, "font-weight": kind.weight });
    text.textContent = line;
    into.append(text);
  }
  return y;
}

function drawing(plot, data, font) {
  const { width, height } = plot.getBoundingClientRect();
  const inner = width;
  const above = [...wrapped(data.title, LINES.title, inner), ...wrapped(data.counted, LINES.unit, inner)];
  const below = [...data.notes, data.source].flatMap((line) => wrapped(line, LINES.note, inner));
  const root = svgNode("svg", { xmlns: "http://www.w3.org/2000/svg", "font-family": FAMILY });
  const style = svgNode("style");
  style.textContent = font ? `@font-face{font-family:"Source Sans";src:url(${font});font-weight:200 900}` : "";
  const paper = svgNode("rect", { width: "100%", height: "100%", fill: data.paper });
  root.append(style, paper);
  const top = write(root, above, PAD / 2, data.ink) + PAD / 2;
  for (const layer of plot.querySelectorAll(".main-svg")) {
    const copy = layer.cloneNode(true);
    for (const node of copy.querySelectorAll(".hoverlayer, .modebar")) node.replaceChildren();
    copy.setAttribute("x", PAD);
    copy.setAttribute("y", top);
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    copy.style.background = "none";
    root.append(copy);
  }
  const end = write(root, below, top + height + PAD / 2, data.ink) + PAD;
  const size = { width: Math.ceil(width + 2 * PAD), height: Math.ceil(end) };
  root.setAttribute("width", size.width);
  root.setAttribute("height", size.height);
  return { root, size };
}

async function picture({ root, size }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(root))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = size.width * SCALE;
  canvas.height = size.height * SCALE;
  const context = canvas.getContext("2d");
  context.scale(SCALE, SCALE);
  context.drawImage(image, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Save a drawn plot; `data` is what the chart's frame says. */
export async function savePicture(plot, data) {
  const drawn = plot.querySelector(".svg-container");
  if (!drawn) return;
  await document.fonts.ready;
  const blob = await picture(drawing(drawn, data, await typeface(data.typeface)));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = data.fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
