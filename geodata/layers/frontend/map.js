/* The map of industrial promotion: quiet ground, districts by a measure, clustered marks, legend, inset.
   Python sends two things: a configuration that never changes (mount) and a state that does (update).
   All text from data goes through textContent, so nothing in it can run. */
(() => {
  "use strict";

  const CLUSTER_PX = 46;
  const BADGE_PX = 26;
  const CIRCLE_PX = 24;
  const PHONE_PX = 430;
  const LOW_PX = 560;
  const LEAST_HIGH_PX = 420;
  const MOST_HIGH_PX = 760;
  const COARSE_PX = 92;
  const ASK_AFTER_MS = 250;
  const SINGLE_ZOOM = 15;
  const COMMUNE_ZOOM = 10.75;
  const NAME_ZOOM = 10;
  const TOWN_ZOOM = 10.75;
  const straight = (steps) => steps.map((dy) => [0, dy]);
  const NAME_STEPS = straight([0, -22, 22, -40, 40, -58]);
  const SMALL_STEPS = [0, 20, -20].flatMap((dx) => [0, -22, 22, -40, 40, -15, 15].map((dy) => [dx, dy]));
  const NAME_GAP_PX = 9;
  const FINE_STEPS = straight([0, -16, 16, -24, 24]);
  const SVG = "http://www.w3.org/2000/svg";

  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const svgElement = (tag, attributes) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };

  const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

  const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

  const decode = (base64) => JSON.parse(new TextDecoder().decode(bytes(base64)));

  /* Straight into the stream: a Blob would go through another process of the browser, and wait for it. */
  const unpack = (base64) => {
    const { readable, writable } = new DecompressionStream("gzip");
    const writer = writable.getWriter();
    const failures = [writer.write(bytes(base64)), writer.close()];
    return Promise.all([new Response(readable).json(), ...failures]).then(([value]) => value);
  };

  /* Marks that stand for many rows come as bare numbers: the middle of a cell's rows, and how many they are. */
  const withCells = (layer) => {
    const marks = layer.cells.flatMap(({ step, marks: cells }) =>
      cells.map(([lat, lon, n]) => ({ id: `cell:${step}:${lat}:${lon}`, lat, lon, n, step, name: "", lines: [] })));
    return { ...layer, marks: [...layer.marks, ...marks] };
  };

  /* Twelve shapes on a 20 x 20 field, so that a sector is never told by colour alone. */
  const SHAPES = [
    "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16z",
    "M3 3h14v14h-14z",
    "M10 2L18.5 17H1.5z",
    "M10 1.5L18.5 10L10 18.5L1.5 10z",
    "M10 1.5L18.2 7.5L15 17.5H5L1.8 7.5z",
    "M5.5 2.5h9L19 10l-4.5 7.5h-9L1 10z",
    "M1.5 3h17L10 18z",
    "M7 2h6v5h5v6h-5v5h-6v-5h-5v-6h5z",
    "M10 1l2.6 6.2l6.7.5l-5.1 4.4l1.6 6.6l-5.8-3.6l-5.8 3.6l1.6-6.6l-5.1-4.4l6.7-.5z",
    "M2 6h16v9h-16z",
    "M10 2a8 8 0 0 1 8 8v8h-16v-8a8 8 0 0 1 8-8z",
    "M6 2h8l4 4v8l-4 4h-8l-4-4v-8z",
  ];

  const glyph = (style, quality, size) => {
    const svg = svgElement("svg", { viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true" });
    const solid = quality === "exact";
    svg.append(
      svgElement("path", {
        d: SHAPES[style.shape % SHAPES.length],
        fill: style.colour,
        "fill-opacity": solid ? 1 : quality === "commune" ? 0.72 : 0.18,
        stroke: solid ? "#fff" : style.colour,
        "stroke-width": solid ? 1.2 : 2,
        "stroke-dasharray": quality === "district" ? "2.5 2" : "none",
        "stroke-linejoin": "round",
      }),
    );
    return svg;
  };

  const onEnter = (node, act) =>
    node.addEventListener("keydown", (e) => {
      if (e.key !== "Enter" && e.key !== " ") return;
      e.preventDefault();
      act();
    });

  /* The middle of marks, each as heavy as the rows it stands for. */
  const centre = (marks) => {
    const total = marks.reduce((sum, mark) => sum + mark.n, 0);
    return ["lat", "lon"].map((axis) => marks.reduce((sum, mark) => sum + mark[axis] * mark.n, 0) / total);
  };

  const merged = (cells, distance) => {
    const kept = [];
    for (const cell of cells) {
      const near = kept.find((other) => Math.hypot(other.x - cell.x, other.y - cell.y) < distance);
      if (!near) kept.push(cell);
      else for (const [layer, marks] of cell.layers) near.layers.set(layer, [...(near.layers.get(layer) ?? []), ...marks]);
    }
    return kept.map((cell) => cell.layers);
  };

  class PromotionMap {
    constructor(map, config) {
      this.map = map;
      this.config = config;
      this.areas = new Map();
      this.circles = [];
      this.shown = new Map();
      this.state = null;
      this.communes = null;
      map.getContainer().classList.add(`kc-${config.theme}`);
      map.getContainer().setAttribute("aria-label", config.texts.map);
      document.documentElement.lang = config.lang;
      window.frameElement?.setAttribute("aria-label", config.texts.map);
      this.fitHeight();
      this.followWindow();
      this.panes();
      this.controls();
      this.tiles(config.tiles);
      this.ready = this.ground();
      this.link(config.channel);
      map.on("moveend", () => { this.drawMarks(); this.askForFiner(); });
      if (config.picks) map.on("click", (e) => this.sendPoint(e.latlng));
      map.on("zoomend", () => this.zoomed());
    }

    /* As high as the window leaves room for, so that the whole province is seen without scrolling. */
    fitHeight() {
      const container = this.map.getContainer();
      const height = this.room(container.clientWidth);
      if (height === this.height) return;
      const host = window.Streamlit;
      this.setHeight ??= host.setFrameHeight.bind(host);
      host.setFrameHeight = () => this.setHeight(height);
      this.height = height;
      container.style.height = `${height}px`;
      container.classList.toggle("kc-low", height < LOW_PX);
      this.setHeight(height);
      this.map.invalidateSize({ pan: false });
    }

    /* On a phone the province is wide and low, and the page is scrolled anyway. */
    room(width) {
      if (width <= 520) return PHONE_PX;
      const frame = window.frameElement;
      if (!frame) return MOST_HIGH_PX;
      const scrolled = frame.closest('[data-testid="stMain"]')?.scrollTop ?? 0;
      const left = window.parent.innerHeight - frame.getBoundingClientRect().top - scrolled - 12;
      return Math.round(Math.min(Math.max(left, LEAST_HIGH_PX), MOST_HIGH_PX));
    }

    followWindow() {
      const follow = () => this.fitHeight();
      window.parent.addEventListener("resize", follow);
      window.addEventListener("pagehide", () => window.parent.removeEventListener("resize", follow));
    }

    panes() {
      for (const [name, z] of [["ground", 210], ["area", 300], ["line", 350], ["circle", 400], ["label", 560], ["mark", 610]]) {
        this.map.createPane(`kc-${name}`).style.zIndex = z;
      }
      this.map.getPane("kc-label").style.pointerEvents = "none";
      this.map.getPane("kc-line").style.pointerEvents = "none";
    }

    controls() {
      const { map, config } = this;
      L.control.zoom({ position: "topleft", zoomInTitle: config.texts.zoomIn, zoomOutTitle: config.texts.zoomOut }).addTo(map);
      L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
      map.attributionControl.setPrefix(false).addAttribution(escaped(config.attribution));
      this.home = this.panel("topleft", "kc-home leaflet-bar");
      const button = element("a", "", "⌂");
      button.href = "#";
      button.title = config.texts.home;
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", config.texts.home);
      L.DomEvent.on(button, "click", (e) => { L.DomEvent.stop(e); this.fit(); });
      this.home.append(button);
      this.insetBox = this.panel("topright", "kc-inset");
      this.legendBox = element("div", "kc-legend");
      L.DomEvent.disableClickPropagation(this.legendBox);
      L.DomEvent.disableScrollPropagation(this.legendBox);
      map.getContainer().append(this.legendBox);
      map.scrollWheelZoom.disable();
      map.on("click focus", () => map.scrollWheelZoom.enable());
      map.getContainer().addEventListener("mouseleave", () => map.scrollWheelZoom.disable());
    }

    /* A base map of pictures beneath all else, where a setting asks for one; when it cannot be reached the map says so. */
    tiles(layer) {
      if (!layer) return;
      const container = this.map.getContainer();
      container.classList.add("kc-has-tiles");
      this.map.createPane("kc-tile").style.zIndex = 190;
      const notice = element("div", "kc-notice", this.config.texts[layer.is_local ? "tilesMissing" : "tilesUnreachable"]);
      notice.setAttribute("role", "status");
      notice.hidden = true;
      container.append(notice);
      let loaded = 0;
      let failed = 0;
      const count = (isLoaded) => {
        if (isLoaded) loaded += 1;
        else failed += 1;
        if (!layer.is_local) notice.hidden = failed <= loaded;
      };
      const pane = this.map.getPane("kc-tile");
      L.tileLayer(layer.url, {
        pane: "kc-tile", attribution: escaped(layer.attribution), maxZoom: 18,
        minNativeZoom: layer.min_zoom, maxNativeZoom: layer.max_zoom,
      })
        .on("loading", () => { loaded = 0; failed = 0; })
        .on("tileload", () => count(true))
        .on("tileerror", () => count(false))
        .on("load", () => { if (layer.is_local) notice.hidden = !failed || pane.querySelector(".leaflet-tile-loaded") !== null; })
        .addTo(this.map);
    }

    panel(position, className) {
      const node = element("div", className);
      L.DomEvent.disableClickPropagation(node);
      const control = L.control({ position });
      control.onAdd = () => node;
      control.addTo(this.map);
      return node;
    }

    /* The whole province, in what the legend and the inset leave free. */
    fit() {
      const isWide = this.map.getContainer().clientWidth > 640;
      this.map.fitBounds(this.config.bounds, {
        paddingTopLeft: [isWide ? 44 : 8, 8],
        paddingBottomRight: [8, this.legendBox.offsetHeight + 8],
        animate: false,
      });
    }

    reserve() {
      const height = `${this.legendBox.offsetHeight}px`;
      this.map.getContainer().style.setProperty("--legend-height", height);
    }

    async read(name) {
      const response = await fetch(this.config.layers[name]);
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return response.json();
    }

    async ground() {
      this.fit();
      const names = ["neighbours", "districts_2024", "rivers", "places", "vietnam_inset"];
      const [neighbours, districts, rivers, places, inset] = await Promise.all(names.map((n) => this.read(n)));
      this.lines(neighbours, { pane: "kc-ground", className: "kc-neighbour", interactive: false });
      this.neighbourNames = this.names(neighbours, "kc-name-neighbour");
      this.lines(rivers, { pane: "kc-line", className: "kc-river", interactive: false, fill: false });
      this.lines(districts, { pane: "kc-line", className: "kc-border", interactive: false, fill: false });
      this.towns(places);
      this.inset(inset);
      this.zoomed();
    }

    /* The units of a vintage: drawn once, then only painted, until another vintage takes their place. */
    async units(vintage) {
      if (this.vintage === vintage) return;
      const collection = await this.read(vintage);
      for (const { path } of this.areas.values()) path.remove();
      for (const name of this.areaNames ?? []) name.remove();
      this.areas.clear();
      this.vintage = vintage;
      const isFine = collection.features.length > 20;
      this.map.getContainer().classList.toggle("kc-fine", isFine);
      for (const feature of collection.features) this.area(feature);
      this.hatching();
      this.areaNames = this.names(collection, isFine ? "kc-name-commune" : "kc-name-district", (p) => p.short_name || p.name);
    }

    /* Paths go onto the map one by one, without a group: the host component listens to groups and would answer each
       click a second time, a quarter of a second later. */
    lines(collection, options) {
      for (const path of L.geoJSON(collection, options).getLayers()) {
        path._eventParents = {};
        path.addTo(this.map);
      }
    }

    names(collection, className, text = (p) => p.name) {
      return collection.features
        .filter(({ properties: p }) => p.label_lat && p.is_commune !== false)
        .map(({ properties: p }) => this.label([p.label_lat, p.label_lon], text(p), className));
    }

    label(position, text, className) {
      const node = element("span", "", text);
      const icon = L.divIcon({ className: `kc-name ${className}`, html: node, iconSize: null });
      return L.marker(position, { icon, interactive: false, keyboard: false, pane: "kc-label" }).addTo(this.map);
    }

    /* The pattern of "no data", in the drawing that holds the areas. */
    hatching() {
      const drawing = this.map.getPane("kc-area").querySelector("svg");
      if (!drawing || drawing.querySelector("#kc-hatch")) return;
      const pattern = svgElement("pattern", { id: "kc-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
      pattern.append(svgElement("rect", { width: 7, height: 7, class: "kc-hatch-ground" }));
      pattern.append(svgElement("line", { y2: 7, class: "kc-hatch-line" }));
      const definitions = svgElement("defs", {});
      definitions.append(pattern);
      drawing.prepend(definitions);
    }

    area(feature) {
      const { code, name, label_lat: lat, label_lon: lon } = feature.properties;
      const [path] = L.geoJSON(feature, { pane: "kc-area", className: "kc-district" }).getLayers();
      path._eventParents = {};
      path.addTo(this.map);
      path.bindTooltip(() => this.areaTooltip(code, name), { sticky: true, className: "kc-tooltip", direction: "top" });
      path.on("click", (e) => {
        L.DomEvent.stopPropagation(e);
        if (this.config.picks) this.sendPoint(e.latlng);
        else this.sendArea(code);
      });
      const node = path.getElement();
      if (node) {
        node.setAttribute("tabindex", "0");
        node.setAttribute("role", "button");
        node.setAttribute("data-unit", code);
        onEnter(node, () => this.sendArea(code));
      }
      this.areas.set(code, { path, name, at: [lat, lon] });
    }

    sendArea(code) {
      if (this.state.areas[code]) this.send(this.vintage, code);
    }

    /* A place on the map that is being chosen, instead of a unit. */
    sendPoint({ lat, lng }) {
      this.send("point", `${lat.toFixed(6)},${lng.toFixed(6)}`);
    }

    areaTooltip(code, name) {
      const box = element("div");
      box.append(element("strong", "", name));
      for (const line of this.state?.areas[code]?.lines ?? []) box.append(element("div", "", line));
      return box;
    }

    towns(places) {
      this.townLabels = places.features
        .filter((f) => f.properties.rank <= 2)
        .map((f) => {
          const [lon, lat] = f.geometry.coordinates;
          return this.label([lat, lon], f.properties.name, `kc-town kc-town-${f.properties.rank}`);
        });
    }

    async zoomed() {
      const zoom = this.map.getZoom();
      const container = this.map.getContainer();
      container.classList.toggle("kc-show-towns", zoom >= TOWN_ZOOM);
      container.classList.toggle("kc-show-communes", zoom >= COMMUNE_ZOOM);
      container.classList.toggle("kc-show-names", zoom >= NAME_ZOOM);
      if (zoom < COMMUNE_ZOOM || this.communes) return;
      this.communes = this.read("communes_2020");
      this.lines(await this.communes, { pane: "kc-line", className: "kc-commune", interactive: false, fill: false });
    }

    /* Two maps side by side share their view, by the name of a channel. */
    link(channel) {
      if (!channel) return;
      const line = new BroadcastChannel(channel);
      let isFollowing = false;
      this.map.on("move", () => {
        const { lat, lng } = this.map.getCenter();
        if (!isFollowing) line.postMessage({ lat, lng, zoom: this.map.getZoom() });
      });
      line.onmessage = ({ data: { lat, lng, zoom } }) => {
        isFollowing = true;
        this.map.setView([lat, lng], zoom, { animate: false });
        isFollowing = false;
      };
    }

    /* Go to the units in focus; when there are none any more, back to the view of before. */
    focus() {
      const codes = this.state.focus.join(",");
      if (codes === (this.focused ?? "")) return;
      if (!this.focused) this.before = [this.map.getCenter(), this.map.getZoom()];
      this.focused = codes;
      const paths = this.state.focus.map((code) => this.areas.get(code)?.path).filter(Boolean);
      if (!paths.length) {
        if (this.before) this.map.setView(...this.before, { animate: false });
        return;
      }
      const bounds = paths.reduce((all, path) => all.extend(path.getBounds()), L.latLngBounds([]));
      this.map.fitBounds(bounds, { paddingTopLeft: [44, 12], paddingBottomRight: [12, this.legendBox.offsetHeight + 12], animate: false });
    }

    /* Viet Nam with Hoang Sa and Truong Sa, as an SVG of the app's own layer. */
    inset(collection) {
      const svg = svgElement("svg", { viewBox: "0 0 100 128", role: "img", "aria-label": this.config.texts.inset });
      const x = (lon) => ((lon - 101.5) / 16.5) * 100;
      const y = (lat) => ((23.8 - lat) / 17.6) * 116 + 4;
      const ring = (points) => `M${points.map(([lon, lat]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("L")}z`;
      const outline = (g) => (g.type === "Polygon" ? [g.coordinates] : g.coordinates).map((p) => p.map(ring).join("")).join("");
      const above = { "HS-label": 17, "TS-label": 25.5, "BD-label": 7.5 }; // names stand above their islands
      for (const { geometry, properties } of collection.features) {
        if (geometry.type === "Point") {
          if (!(properties.id in above)) continue; // the capital's name would lie on the province
          const [lon, lat] = geometry.coordinates;
          const words = properties.name.replace(" (Việt Nam)", "").split(/^(Quần đảo) /).filter(Boolean);
          words.forEach((word, i) => {
            const text = svgElement("text", { x: Math.min(x(lon), 82), y: y(lat) - above[properties.id] + i * 7, class: `kc-inset-${properties.id}` });
            text.textContent = word;
            svg.append(text);
          });
        } else {
          svg.append(svgElement("path", { d: outline(geometry), class: `kc-inset-shape kc-inset-${properties.id}` }));
        }
      }
      this.insetBox.append(svg);
    }

    async update(base64) {
      const turn = (this.turn ?? 0) + 1;
      this.turn = turn;
      const state = await unpack(base64);
      if (turn !== this.turn) return;
      this.state = { ...state, layers: state.layers.map(withCells) };
      await this.ready;
      await this.units(state.vintage);
      if (turn === this.turn) this.draw();
    }

    /* When the cells in view are coarser than the screen could show, ask Python for the rows of this view, once it rests. */
    askForFiner() {
      clearTimeout(this.asking);
      const scale = (256 * 2 ** this.map.getZoom()) / 360;
      const bounds = this.map.getBounds();
      const isCoarse = (mark) => mark.step * scale > COARSE_PX && bounds.contains([mark.lat, mark.lon]);
      if (!this.state?.layers.some((layer) => layer.marks.some(isCoarse))) return;
      const id = bounds.pad(0.5).toBBoxString();
      if (id === this.asked) return;
      this.asking = setTimeout(() => { this.asked = id; this.send("view", id); }, ASK_AFTER_MS);
    }

    draw() {
      for (const [code, area] of this.areas) this.paint(code, area);
      this.drawCircles();
      this.drawLegend();
      this.shown.forEach((marker) => marker.remove());
      this.shown.clear();
      if (!this.hasBeenDrawn) {
        this.fitHeight();
        this.fit();
      }
      this.hasBeenDrawn = true;
      this.focus();
      this.drawMarks();
      this.map.getContainer().setAttribute("data-revision", this.state.revision);
    }

    paint(code, { path, name }) {
      const area = this.state.areas[code];
      const node = path.getElement();
      if (!area || !node) {
        path.setStyle({ fillColor: "transparent", weight: 0 });
        node?.setAttribute("tabindex", "-1");
        return;
      }
      const selected = this.state.selected.includes(code);
      const { selected: named, focus } = this.state;
      const dimmed = (named.length > 0 && !selected) || (focus.length > 0 && !focus.includes(code));
      path.setStyle({ fillColor: area.fill, fillOpacity: (dimmed ? 0.35 : 0.9) * (this.config.tiles ? 0.6 : 1), weight: 0 });
      node.classList.toggle("kc-selected", selected);
      node.classList.toggle("kc-no-data", area.missing);
      node.setAttribute("tabindex", "0");
      node.setAttribute("aria-label", [name, ...area.lines].join(". "));
      node.setAttribute("aria-pressed", String(selected));
      if (selected) path.bringToFront();
    }

    drawCircles() {
      this.circles.forEach((circle) => circle.remove());
      this.circles = Object.entries(this.state.areas)
        .filter(([code, area]) => area.size > 0 && this.areas.has(code))
        .map(([code, area]) =>
          L.circleMarker(this.areas.get(code).at, {
            pane: "kc-circle", className: "kc-circle", radius: area.size * CIRCLE_PX, interactive: false,
          }).addTo(this.map));
    }

    drawLegend() {
      const { legend } = this.state;
      const details = element("details");
      details.open = this.legendOpen ?? this.map.getContainer().clientWidth > 640;
      details.addEventListener("toggle", () => { this.legendOpen = details.open; this.reserve(); });
      details.append(element("summary", "", legend.title));
      const body = element("div", "kc-legend-body");
      body.append(this.legendLine("", legend.classes.map((row) => this.classItem(row))));
      for (const { title, items } of legend.sections) {
        body.append(this.legendLine(title, items.map((item) => this.glyphItem(item))));
      }
      for (const note of legend.notes) body.append(element("div", "kc-legend-note", note));
      details.append(body);
      this.legendBox.replaceChildren(details);
      this.reserve();
    }

    legendLine(title, items) {
      const line = element("div", "kc-legend-line");
      if (title) line.append(element("strong", "", title));
      line.append(...items);
      return line;
    }

    legendItem(sign, label, count) {
      const item = element("span", "kc-legend-item");
      item.append(sign, element("span", "", label));
      if (count) item.append(element("span", "kc-count", `(${count})`));
      return item;
    }

    classItem(row) {
      const swatch = element("span", row.missing ? "kc-swatch kc-swatch-missing" : "kc-swatch");
      if (row.size) {
        const svg = svgElement("svg", { width: row.size * 2 * CIRCLE_PX + 2, height: row.size * 2 * CIRCLE_PX + 2, "aria-hidden": "true" });
        const middle = row.size * CIRCLE_PX + 1;
        svg.append(svgElement("circle", { cx: middle, cy: middle, r: row.size * CIRCLE_PX, class: "kc-circle" }));
        return this.legendItem(svg, row.label, row.count);
      }
      swatch.style.backgroundColor = row.fill;
      return this.legendItem(swatch, row.label, row.count);
    }

    glyphItem(item) {
      const sign = element("span", `kc-glyph ${item.plate ? `kc-mark-${item.plate}` : ""}`);
      if (item.style) sign.append(glyph(item.style, item.quality, 14));
      return this.legendItem(sign, item.label, item.count);
    }

    /* Clusters by screen cell and layer; only what the view shows is on the page. */
    drawMarks() {
      if (!this.state || !this.areas.size) return;
      const wanted = new Map();
      const bounds = this.map.getBounds().pad(0.2);
      for (const groups of this.cells(bounds)) {
        const middle = centre([...groups.values()].flat());
        [...groups].forEach(([layer, marks], i) => {
          const nudge = (i - (groups.size - 1) / 2) * (BADGE_PX + 4);
          const key = `${layer.id}:${groups.size}:${marks.map((mark) => mark.id).join(",")}`;
          wanted.set(key, { layer, marks, at: groups.size > 1 ? middle : centre(marks), nudge });
        });
      }
      for (const [key, marker] of this.shown) {
        if (!wanted.has(key)) { marker.remove(); this.shown.delete(key); }
      }
      for (const [key, cell] of wanted) {
        if (!this.shown.has(key)) this.shown.set(key, this.marker(cell).addTo(this.map));
      }
      this.placeNames();
    }

    /* A name steps aside when marks or another name stand on it, and gives way to the names that stand already, to the controls and the
       legend. The name of a commune also gives way to marks: its room is small, and a touch tells it. */
    placeNames() {
      const container = this.map.getContainer();
      const isFine = container.classList.contains("kc-fine");
      const names = isFine && !container.classList.contains("kc-show-names") ? [] : this.areaNames ?? [];
      const isSmall = isFine || container.clientWidth <= 520;
      const [air, high] = [14, isSmall ? 20 : 24];
      const steps = isFine ? FINE_STEPS : isSmall ? SMALL_STEPS : NAME_STEPS;
      const halves = names.map((name) => name.getElement().firstChild.offsetWidth / 2);
      const covered = this.covered();
      const marks = [...this.shown.values()].map((marker) =>
        this.map.latLngToContainerPoint(marker.getLatLng()).add([marker.options.nudge, 0]));
      const placed = [];
      for (const [i, name] of names.entries()) {
        const at = this.map.latLngToContainerPoint(name.getLatLng());
        const half = halves[i];
        const crowd = ([dx, dy]) =>
          marks.filter((m) => Math.abs(m.x - at.x - dx) < half + air && Math.abs(m.y - at.y - dy) < high).length;
        const meets = ([dx, dy]) => placed.some((other) =>
          Math.abs(other.x - at.x - dx) <= other.half + half + NAME_GAP_PX && Math.abs(other.y - at.y - dy) < 15);
        const [n, [dx, dy], isMet] = steps.map((step) => [crowd(step), step, meets(step)])
          .reduce((a, b) => ((a[2] - b[2] || a[0] - b[0]) > 0 ? b : a));
        name.getElement().style.marginTop = `${dy}px`;
        name.getElement().style.marginLeft = `${dx}px`;
        const box = { x: at.x + dx, y: at.y + dy, half };
        const isFree = !(isFine && n) && !isMet
          && !covered.some((one) => box.x + half > one.left && box.x - half < one.right && box.y + 8 > one.top && box.y - 8 < one.bottom);
        name.getElement().style.visibility = isFree ? "" : "hidden";
        if (isFree) placed.push(box);
      }
      this.hideCutNames(placed);
    }

    /* What stands on the map and is no part of it, in its own pixels. */
    covered() {
      const container = this.map.getContainer();
      const { left, top } = container.getBoundingClientRect();
      return [...container.querySelectorAll(".leaflet-control, .kc-legend")]
        .map((node) => node.getBoundingClientRect())
        .map((box) => ({ left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top }));
    }

    /* The names of neighbours show only where there is room for the whole word and no name of the province. */
    hideCutNames(placed) {
      const { width, height } = this.map.getContainer().getBoundingClientRect();
      const bottom = height - this.legendBox.offsetHeight;
      const names = this.neighbourNames ?? [];
      const halves = names.map((name) => name.getElement().firstChild.offsetWidth / 2 + 6);
      for (const [i, name] of names.entries()) {
        const { x, y } = this.map.latLngToContainerPoint(name.getLatLng());
        const half = halves[i];
        const fits = x > half && x < width - half && y > 12 && y < bottom - 40 && !(x < half + 50 && y < 150)
          && !placed.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 15);
        name.getElement().style.visibility = fits ? "" : "hidden";
      }
    }

    /* Clusters of the marks in view, each with its marks by layer: layers of one cluster stand side by side. Marks meet in
       the cells of a grid first, then the larger cells take in what is too near to stand beside them. */
    cells(bounds) {
      const zoom = this.map.getZoom();
      const size = CLUSTER_PX + BADGE_PX * Math.max(0, this.state.layers.length - 1);
      const grid = new Map();
      for (const layer of this.state.layers) {
        for (const mark of layer.marks) {
          if (!bounds.contains([mark.lat, mark.lon])) continue;
          const { x, y } = this.map.project([mark.lat, mark.lon], zoom);
          const key = zoom >= SINGLE_ZOOM ? `${layer.id}:${mark.id}:${mark.lat}` : `${Math.floor(x / size)}:${Math.floor(y / size)}`;
          const cell = grid.get(key) ?? { n: 0, x: 0, y: 0, layers: new Map() };
          grid.set(key, cell);
          cell.x = (cell.x * cell.n + x * mark.n) / (cell.n + mark.n);
          cell.y = (cell.y * cell.n + y * mark.n) / (cell.n + mark.n);
          cell.n += mark.n;
          cell.layers.set(layer, [...(cell.layers.get(layer) ?? []), mark]);
        }
      }
      const cells = [...grid.values()].sort((a, b) => b.n - a.n);
      return zoom >= SINGLE_ZOOM ? cells.map((cell) => cell.layers) : merged(cells, size * 0.72);
    }

    marker({ layer, marks: cell, at, nudge }) {
      const single = cell.length === 1 && cell[0].n === 1;
      const total = cell.reduce((sum, mark) => sum + mark.n, 0);
      const icon = single ? this.singleIcon(layer, cell[0], nudge) : this.clusterIcon(layer, total, nudge);
      const title = single ? cell[0].name : `${total} ${layer.label}`;
      const marker = L.marker(at, { icon, pane: "kc-mark", alt: title, riseOnHover: true, nudge });
      marker.bindTooltip(() => this.markTooltip(layer, cell, total), { className: "kc-tooltip", direction: "top", offset: [0, -8] });
      const act = () => (single ? this.send(layer.id, cell[0].id) : this.open(cell));
      marker.on("click", (e) => { L.DomEvent.stopPropagation(e); act(); });
      marker.on("add", () => {
        const node = marker.getElement();
        node.setAttribute("data-layer", layer.id);
        node.setAttribute("data-count", total);
        node.setAttribute("aria-label", title);
        onEnter(node, act);
      });
      return marker;
    }

    open(cell) {
      const corners = ({ lat, lon, step = 0 }) => [-1, 1].map((side) => [lat + (side * step) / 2, lon + (side * step) / 2]);
      const bounds = L.latLngBounds(cell.flatMap(corners));
      this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: Math.max(15, this.map.getZoom() + 2) });
    }

    singleIcon(layer, mark, nudge) {
      const node = element("span");
      node.append(glyph(this.state.styles[mark.style], mark.quality, 20));
      return L.divIcon({ className: `kc-mark kc-mark-${layer.id}`, html: node, iconSize: [20, 20], iconAnchor: [10 - nudge, 10] });
    }

    clusterIcon(layer, total, nudge) {
      const size = total < 10 ? 26 : total < 100 ? 32 : 40;
      const node = element("span", "", String(total));
      return L.divIcon({
        className: `kc-cluster kc-cluster-${layer.id}`, html: node, iconSize: [size, size],
        iconAnchor: [size / 2 - nudge, size / 2],
      });
    }

    markTooltip(layer, cell, total) {
      const box = element("div");
      if (cell.length > 1 || cell[0].n > 1) box.append(element("strong", "", `${total} ${layer.label}`));
      const named = cell.filter((mark) => mark.name);
      for (const mark of named.slice(0, 6)) {
        const line = element("div", cell.length === 1 ? "kc-tooltip-name" : "", mark.name);
        line.dir = "auto";
        box.append(line);
        if (cell.length === 1) for (const text of mark.lines) box.append(element("div", "", text));
      }
      if (named.length && total > 6) box.append(element("div", "", `… +${total - Math.min(6, named.length)}`));
      return box;
    }

    /* Straight to Python: the host component would wait 250 ms and stay silent when the same thing is clicked twice. */
    send(kind, id) {
      const value = {
        last_active_drawing: { type: "Feature", properties: { kind, id, at: Date.now() }, geometry: null },
      };
      const host = window.__GLOBAL_DATA__;
      host.last_active_drawing = value.last_active_drawing;
      host.previous_data = value;
      window.Streamlit.setComponentValue(value);
    }
  }

  window.KhuyenCongMap = { mount: (map, base64) => new PromotionMap(map, decode(base64)) };
})();
