// A show of slides over the page. Every text is written as text; the stage is 1920 by 1080 and is scaled to the window.
const WIDTH = 1920;
const HEIGHT = 1080;
const shows = new WeakMap();

const element = (tag, className = "", text = null) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== null) node.textContent = text;
  return node;
};

const STRIPES = { "/": 45, "\\": -45, "-": 0, "|": 90, x: 45, "+": 0 };

const paint = (node, series) => {
  node.style.borderColor = series.colour;
  const [line, ground] = series.is_open ? [series.colour, "#fff"] : ["#fff", series.colour];
  if (!series.pattern) node.style.background = series.colour;
  else if (series.pattern === ".") {
    node.style.background = `radial-gradient(${line} ${series.is_open ? 3 : 2}px, ${ground} ${series.is_open ? 3.5 : 2.5}px) 0 0 / 12px 12px`;
  } else {
    node.style.background = `repeating-linear-gradient(${180 - STRIPES[series.pattern]}deg, ${line} 0 ${series.is_open ? 4 : 2}px, ${ground} ${series.is_open ? 4 : 2}px 12px)`;
  }
};

const legend = (chart) => {
  const box = element("div", "legend");
  for (const series of chart.series) {
    const entry = element("span");
    const swatch = element("i", "swatch");
    paint(swatch, series);
    entry.append(swatch, series.name);
    box.append(entry);
  }
  return box;
};

const sums = (chart) =>
  chart.categories.map((_, at) => chart.series.reduce((all, one) => all + (one.values[at] ?? 0), 0));

const parts = (chart, at, largest, side, share) =>
  chart.series
    .filter((series) => series.values[at] > 0)
    .map((series) => {
      const part = element("div", "part");
      part.style[side] = `${(share * series.values[at]) / largest}%`;
      paint(part, series);
      return part;
    });

const bars = (chart) => {
  const box = element("div", "bars");
  const largest = Math.max(...sums(chart), 1e-9);
  const isTight = chart.categories.length > 10;
  const names = Math.min(560, Math.max(...chart.categories.map((name) => name.length)) * (isTight ? 13 : 16) + 20);
  chart.categories.forEach((name, at) => {
    const row = element("div", isTight ? "bar is-tight" : "bar");
    row.style.gridTemplateColumns = `${names}px 1fr`;
    const track = element("div", "track");
    track.append(...parts(chart, at, largest, "width", 66), element("span", "value", chart.labels[at] ?? ""));
    row.append(element("div", "name", name), track);
    if (chart.chosen.length && !chart.chosen[at]) row.classList.add("faint");
    box.append(row);
  });
  return box;
};

const columns = (chart) => {
  const box = element("div", "columns");
  const largest = Math.max(...sums(chart), 1e-9);
  chart.categories.forEach((name, at) => {
    const column = element("div", "column");
    const stack = element("div", "stack");
    stack.append(element("div", "value", chart.labels[at] ?? ""), ...parts(chart, at, largest, "height", 86).reverse());
    column.append(stack, element("div", "name", name));
    if (name === "…") column.classList.add("gap");
    if (chart.chosen.length && !chart.chosen[at] && name !== "…") column.classList.add("faint");
    box.append(column);
  });
  return box;
};

const line = (chart) => {
  const name = "http://www.w3.org/2000/svg";
  const box = element("div", "columns");
  const values = chart.series.flatMap((series) => series.values).filter((value) => value !== null);
  const largest = Math.max(...values, 1e-9);
  const svg = document.createElementNS(name, "svg");
  svg.setAttribute("viewBox", "0 0 1760 640");
  const x = (at) => 60 + (1640 * (at + 0.5)) / chart.categories.length;
  const y = (value) => 560 - (480 * value) / largest;
  const write = (text, left, top, weight) => {
    const node = document.createElementNS(name, "text");
    node.textContent = text;
    for (const [key, value] of Object.entries({
      x: left,
      y: top,
      "text-anchor": "middle",
      "font-size": 28,
      "font-weight": weight,
    })) {
      node.setAttribute(key, value);
    }
    svg.append(node);
  };
  for (const series of chart.series) {
    const path = document.createElementNS(name, "path");
    let pen = "M";
    const way = series.values.map((value, at) => {
      if (value === null) {
        pen = "M";
        return "";
      }
      const step = `${pen}${x(at)} ${y(value)}`;
      pen = "L";
      return step;
    });
    path.setAttribute("d", way.join(""));
    path.setAttribute("fill", "none");
    path.setAttribute("stroke", series.colour);
    path.setAttribute("stroke-width", "6");
    svg.append(path);
  }
  chart.categories.forEach((category, at) => {
    write(category, x(at), 615, 400);
    if (chart.labels[at])
      write(chart.labels[at], x(at), y(Math.max(...chart.series.map((one) => one.values[at] ?? 0))) - 20, 600);
  });
  box.append(svg);
  return box;
};

const SHAPES = { bars, columns, line };

const under = (notes) => {
  const box = element("p", "notes-under", notes.join(" "));
  return notes.length ? [box] : [];
};

const chartBlock = (chart) => {
  const box = element("div", "chart");
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", chart.alt);
  const isPlain = chart.series.length < 2 && !chart.series[0]?.pattern;
  box.append(
    element("p", "unit", chart.unit),
    ...(isPlain ? [] : [legend(chart)]),
    SHAPES[chart.kind](chart),
    ...under(chart.notes),
  );
  return box;
};

const tableBlock = (table) => {
  const box = element("div", "table");
  const grid = element("table");
  const all = table.columns.reduce((sum, column) => sum + column.width, 0);
  const group = element("colgroup");
  const head = element("tr");
  for (const column of table.columns) {
    const col = element("col");
    col.style.width = `${(100 * column.width) / all}%`;
    group.append(col);
    head.append(element("th", column.is_number ? "is-number" : "", column.heading));
  }
  const row = (cells, isMarked) => {
    const line_ = element("tr", isMarked ? "marked" : "");
    cells.forEach((text, at) => {
      const cell = element("td", table.columns[at].is_number ? "is-number" : "");
      cell.append(element("div", "", text));
      line_.append(cell);
    });
    return line_;
  };
  const [thead, tbody, tfoot] = [element("thead"), element("tbody"), element("tfoot")];
  thead.append(head);
  tbody.append(...table.rows.map((cells, at) => row(cells, table.marked.includes(at))));
  tfoot.append(...table.footer.map((cells) => row(cells, false)));
  grid.append(group, thead, tbody, ...(table.footer.length ? [tfoot] : []));
  const left = element("p", "left", "");
  box.append(grid, left, ...under(table.notes));
  box.fit = () => {
    const tell = () => {
      left.textContent = table.left[tbody.rows.length];
    };
    tell();
    if (box.scrollHeight > box.clientHeight) box.classList.add("is-tight");
    while (box.scrollHeight > box.clientHeight && tbody.rows.length > 1) {
      tbody.rows[tbody.rows.length - 1].remove();
      tell();
    }
  };
  return box;
};

const figuresBlock = (block) => {
  const box = element("div", "figures");
  for (const figure of block.figures) {
    const card = element("div", "figure");
    const number = element("div", "number", figure.text);
    if (figure.unit) number.append(element("small", "", figure.unit));
    card.append(element("div", "label", figure.label), number, element("div", "context", figure.context));
    if (figure.published) card.append(element("div", "published", figure.published));
    box.append(card);
  }
  return box;
};

const textBlock = (block, isAside) => {
  const box = element("ul", isAside ? "lines aside" : "lines");
  box.append(...block.lines.map((text) => element("li", "", text)));
  return box;
};

const mapBlock = (block) => {
  const box = element("div", "map");
  const picture = element("img");
  picture.src = block.src;
  picture.alt = block.alt;
  box.append(picture);
  return box;
};

const blockOf = (block, isAside) =>
  block.kind === "text"
    ? textBlock(block, isAside)
    : block.kind === "figures"
      ? figuresBlock(block)
      : block.kind === "map"
        ? mapBlock(block)
        : block.kind === "table"
          ? tableBlock(block)
          : chartBlock(block);

const shrink = (node, least, isTooLarge) => {
  let size = parseFloat(getComputedStyle(node).fontSize);
  while (size > least && isTooLarge()) {
    size -= 2;
    node.style.fontSize = `${size}px`;
  }
};

class Show {
  constructor(root) {
    this.root = root;
    this.isBlack = false;
    this.hasNotes = false;
    this.timer = 0;
    this.stage = element("div", "stage");
    this.controls = element("div", "controls");
    this.time = element("div", "time");
    root.append(this.stage, this.controls, this.time);
    this.listeners = [
      [document, "keydown", (event) => this.key(event)],
      [window, "resize", () => this.scale()],
      [root, "mousemove", () => this.wake()],
      [
        root,
        "touchstart",
        (event) => {
          this.touch = event.changedTouches[0].clientX;
        },
      ],
      [root, "touchend", (event) => this.swipe(event.changedTouches[0].clientX - (this.touch ?? 0))],
    ];
    for (const [target, name, listener] of this.listeners) target.addEventListener(name, listener, name === "keydown");
    root.focus({ preventScroll: true });
    this.scale();
    document.fonts.ready.then(() => this.data && this.draw());
  }

  take(data, tell) {
    const isFirst = !this.data;
    this.data = data;
    this.tell = tell;
    this.at = isFirst ? this.place(data.first) : Math.min(this.at, data.slides.length - 1);
    if (isFirst) this.buttons();
    this.draw();
  }

  place(id) {
    return Math.max(
      0,
      this.data.slides.findIndex((slide) => slide.id === id),
    );
  }

  buttons() {
    const texts = this.data.texts;
    const button = (sign, label, act) => {
      const node = element("button", "", sign);
      node.type = "button";
      node.title = label;
      node.setAttribute("aria-label", label);
      node.addEventListener("click", act);
      this.controls.append(node);
      return node;
    };
    button("←", texts.back, () => this.go(this.at - 1));
    button("→", texts.next, () => this.go(this.at + 1));
    this.playing = button("▶", texts.play, () => this.play());
    button("≡", texts.notes, () => this.notes());
    button("■", texts.black, () => this.black());
    button("⛶", texts.full, () => this.full());
    button("✕", texts.leave, () => this.leave());
    this.controls.append(element("p", "keys", texts.keys));
    this.wake();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      ArrowRight: () => this.go(this.at + 1),
      PageDown: () => this.go(this.at + 1),
      " ": () => this.go(this.at + 1),
      ArrowLeft: () => this.go(this.at - 1),
      PageUp: () => this.go(this.at - 1),
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
    if (name === " " && event.target.tagName === "BUTTON") return;
    if (!acts[name]) return;
    event.preventDefault();
    event.stopPropagation();
    acts[name]();
  }

  swipe(by) {
    if (Math.abs(by) > 50) this.go(this.at + (by < 0 ? 1 : -1));
  }

  go(at) {
    const place = Math.min(Math.max(at, 0), this.data.slides.length - 1);
    this.isBlack = false;
    if (place === this.at && this.stage.firstChild) {
      this.cover();
      return;
    }
    this.at = place;
    this.draw();
  }

  draw() {
    const slide = this.data.slides[this.at];
    const page = element("section", slide.id === "title" ? "slide title" : "slide");
    page.dataset.slide = slide.id;
    const headline = element("h1", "", slide.headline);
    page.append(headline);
    if (slide.subtitle) page.append(element("p", "subtitle", slide.subtitle));
    const body = element("div", "body");
    const isLarge = (block) => block.kind !== "text";
    const large = slide.blocks.filter(isLarge);
    const beside = element("div", "beside");
    beside.append(...large.map((block) => blockOf(block, false)));
    if (large.length) body.append(beside);
    body.append(...slide.blocks.filter((block) => !isLarge(block)).map((block) => blockOf(block, large.length > 0)));
    const foot = element("div", "foot");
    if (this.data.flag) foot.append(element("span", "flag", this.data.flag));
    foot.append(
      element("span", "line", this.data.line),
      element("span", "", slide.n),
      element("span", "place", `${this.at + 1} / ${this.data.slides.length}`),
    );
    page.append(body, foot);
    this.stage.replaceChildren(page);
    shrink(headline, 40, () => headline.scrollHeight > 2.4 * parseFloat(getComputedStyle(headline).fontSize));
    for (const list of body.querySelectorAll(".lines:not(.aside)")) {
      for (const item of list.children) shrink(item, 26, () => body.scrollHeight > body.clientHeight);
    }
    for (const table of body.querySelectorAll(".table")) table.fit();
    this.root.setAttribute("aria-label", `${slide.headline} (${this.at + 1} / ${this.data.slides.length})`);
    this.cover();
    this.remember(slide.id);
    if (this.timer) this.wait();
  }

  cover() {
    for (const node of this.root.querySelectorAll(":scope > .black, :scope > .notes-panel")) node.remove();
    this.controls.classList.toggle("is-quiet", this.hasNotes);
    if (this.isBlack) this.root.append(element("div", "black"));
    if (!this.hasNotes) return;
    const panel = element("div", "notes-panel");
    const notes = this.data.slides[this.at].notes;
    panel.append(...(notes.length ? notes : [this.data.texts.no_notes]).map((text) => element("p", "", text)));
    this.root.append(panel);
  }

  remember(id) {
    const address = new URL(window.location.href);
    if (address.searchParams.get("slide") === id) return;
    address.searchParams.set("slide", id);
    window.history.replaceState(window.history.state, "", address);
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
    else this.root.requestFullscreen?.().catch(() => {});
  }

  play() {
    if (this.timer) {
      clearTimeout(this.timer);
      this.timer = 0;
      for (const one of this.time.getAnimations()) one.cancel();
    } else this.wait();
    const label = this.timer ? this.data.texts.pause : this.data.texts.play;
    this.playing.textContent = this.timer ? "❚❚" : "▶";
    this.playing.title = label;
    this.playing.setAttribute("aria-label", label);
  }

  wait() {
    clearTimeout(this.timer);
    const span = 1000 * this.data.seconds;
    for (const one of this.time.getAnimations()) one.cancel();
    this.time.animate([{ width: "0" }, { width: "100%" }], { duration: span });
    this.timer = setTimeout(() => {
      const at = this.at + 1 < this.data.slides.length ? this.at + 1 : 0;
      this.isBlack ? this.wait() : this.go(at);
    }, span);
  }

  wake() {
    this.root.classList.add("is-moving");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.root.classList.remove("is-moving"), 2500);
  }

  scale() {
    const factor = Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);
    this.stage.style.transform = `scale(${factor}) translate(-50%, -50%)`;
  }

  leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    this.tell(this.data.slides[this.at].id);
  }

  end() {
    clearTimeout(this.timer);
    clearTimeout(this.rest);
    for (const [target, name, listener] of this.listeners)
      target.removeEventListener(name, listener, name === "keydown");
    this.root.replaceChildren();
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".kc-show");
  const show = shows.get(root) ?? new Show(root);
  shows.set(root, show);
  show.take(component.data, (id) => component.setTriggerValue("left", id));
  return () => {
    show.end();
    shows.delete(root);
  };
}
