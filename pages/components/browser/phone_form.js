/** A form to fill in with one hand. What is typed is kept on this device until the office has it: it survives a lost
 * connection and a reload. Texts are set as text, never as markup. */

import { make, part } from "./dom.js";

/** @typedef {{name: string, label: string}} Choice */
/** @typedef {{name: string, kind: string, label: string, hint: string, choices: Choice[], when: [string, string[]] | null, isCompulsory: boolean}} Question */
/** @typedef {{key: string, instance: string, questions: Question[], answers: Record<string, string>, texts: Record<string, string>, done: string, problems: Record<string, string>}} Data */
/** @typedef {{instance: string, answers: Record<string, string>, photos: Record<string, string>, token: string, at: string}} Draft */

const DATABASE = "khuyen-cong-forms";
const STORE = "drafts";
const EDGE = 1280;
const QUALITY = 0.78;

/** @returns {Promise<IDBDatabase>} */
const opened = () =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} ask
 */
const drafts = async (mode, ask) => {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const asked = ask(database.transaction(STORE, mode).objectStore(STORE));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  }).finally(() => database.close());
};

const token = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Make a photo small enough to travel. @param {File} file @returns {Promise<string>} */
const shrunk = async (file) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = make("canvas", {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  });
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", QUALITY);
};

/** @param {Question} question @param {Record<string, string>} answers */
const isAsked = ({ when }, answers) =>
  when === null || (answers[when[0]] ?? "").split(" ").some((answer) => when[1].includes(answer));

/** @type {WeakMap<object, string>} */
const shown = new WeakMap();

/** @param {import("./component").Component<Data>} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = part(parentElement, ".form");
  const state = `${data.key} ${data.done} ${JSON.stringify(data.problems)} ${JSON.stringify(data.answers)}`;
  if (shown.get(root) === state) return;
  shown.set(root, state);
  begin(root, data, setTriggerValue);
}

/** @param {HTMLElement} root @param {Data} data @param {(name: string, value: unknown) => void} send */
async function begin(root, data, send) {
  const { key, questions, texts } = data;
  /** @type {Draft | undefined} */
  let kept;
  try {
    kept = /** @type {Draft | undefined} */ (await drafts("readonly", (store) => store.get(key)));
    if (kept && data.done && kept.token === data.done) {
      await drafts("readwrite", (store) => store.delete(key));
      kept = undefined;
    }
  } catch {
    root.dataset.draft = "none"; // a private window keeps nothing; the form works all the same and says so
  }
  /** @type {Draft} */
  const draft = kept ?? {
    instance: data.instance || `app:${token()}`,
    answers: { ...data.answers },
    photos: {},
    token: "",
    at: "",
  };
  const status = make("p", { class: "status", role: "status" });
  const tell = () => {
    const parts = [navigator.onLine ? "" : texts.offline];
    if (root.dataset.draft === "none") parts.push(texts.unkept);
    else if (draft.at) parts.push(texts.kept.replace("{time}", new Date(draft.at).toLocaleTimeString()));
    status.textContent = parts.filter(Boolean).join(" ");
  };
  const keep = async () => {
    draft.at = new Date().toISOString();
    try {
      await drafts("readwrite", (store) => store.put(draft, key));
    } catch {
      root.dataset.draft = "none";
    }
    tell();
  };
  /** @type {Map<string, HTMLElement>} */
  const fields = new Map();
  const follow = () => {
    for (const question of questions) {
      const field = fields.get(question.name);
      if (field) field.hidden = !isAsked(question, draft.answers);
    }
  };
  /** @param {string} name @param {string} value */
  const answer = (name, value) => {
    if (value) draft.answers[name] = value;
    else delete draft.answers[name];
    follow();
    keep();
  };
  for (const question of questions) fields.set(question.name, field(question, draft, answer, keep, data));
  const problem = make("p", { class: "problem", role: "alert" });
  const button = make("button", { type: "button", class: "send" }, texts.send);
  button.onclick = async () => {
    const asked = questions.filter((question) => isAsked(question, draft.answers));
    const missing = asked.filter(({ name, isCompulsory }) => isCompulsory && !draft.answers[name]);
    problem.textContent = missing.length
      ? texts.missing.replace("{names}", missing.map(({ label }) => label).join(", "))
      : "";
    if (missing.length) {
      fields.get(missing[0].name)?.scrollIntoView({ block: "center" });
      return;
    }
    draft.token = token();
    await keep();
    const names = new Set(asked.map(({ name }) => name));
    /** @param {Record<string, string>} values */
    const only = (values) => Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
    problem.textContent = navigator.onLine ? texts.sending : texts.waits;
    send("filled", {
      instance: draft.instance,
      token: draft.token,
      answers: only(draft.answers),
      photos: only(draft.photos),
    });
  };
  root.replaceChildren(status, ...fields.values(), problem, button);
  root.dataset.ready = "yes";
  globalThis.addEventListener("online", tell);
  globalThis.addEventListener("offline", tell);
  follow();
  tell();
}

/**
 * @param {Question} question
 * @param {Draft} draft
 * @param {(name: string, value: string) => void} answer
 * @param {() => Promise<void>} keep
 * @param {Data} data
 */
function field(question, draft, answer, keep, data) {
  const { name, kind, label, hint, choices, isCompulsory } = question;
  const title = make("legend", { dir: "auto" }, label, isCompulsory ? " *" : "");
  const box = make("fieldset", { "data-name": name }, title);
  if (hint) box.append(make("small", { dir: "auto" }, hint));
  if (choices.length) {
    const isSeveral = kind === "several_of";
    for (const choice of choices) {
      const tick = make("input", {
        type: isSeveral ? "checkbox" : "radio",
        name: `${data.key}-${name}`,
        value: choice.name,
      });
      tick.checked = (draft.answers[name] ?? "").split(" ").includes(choice.name);
      tick.onchange = () => {
        const ticked = [...box.querySelectorAll("input")].filter((one) => one.checked);
        answer(name, ticked.map((one) => one.value).join(" "));
      };
      box.append(make("label", { class: "choice" }, tick, make("span", { dir: "auto" }, choice.label)));
    }
  } else if (kind === "photo") {
    photo(box, question, draft, keep, data);
  } else if (kind === "position") {
    position(box, question, draft, answer, data);
  } else {
    const isLong = kind === "long_text";
    const input = isLong ? make("textarea", { rows: 3 }) : make("input", { type: kind === "date" ? "date" : "text" });
    if (["whole", "number", "money"].includes(kind)) input.inputMode = kind === "whole" ? "numeric" : "decimal";
    input.setAttribute("aria-label", label);
    input.value = draft.answers[name] ?? "";
    input.oninput = () => answer(name, input.value.trim());
    box.append(input);
  }
  if (data.problems[name]) box.append(make("p", { class: "problem", role: "alert" }, data.problems[name]));
  return box;
}

/** @param {HTMLElement} box @param {Question} question @param {Draft} draft @param {() => Promise<void>} keep @param {Data} data */
function photo(box, { name, label }, draft, keep, { texts }) {
  const picture = make("img", { alt: label });
  const input = make("input", { type: "file", accept: "image/*", capture: "environment", "aria-label": label });
  const told = make("small");
  const look = () => {
    picture.hidden = !draft.photos[name];
    if (draft.photos[name]) picture.src = draft.photos[name];
    else if (draft.answers[name]) told.textContent = texts.hasPhoto;
  };
  input.onchange = async () => {
    const file = input.files?.[0];
    if (!file) return;
    try {
      draft.photos[name] = await shrunk(file);
      told.textContent = "";
    } catch {
      told.textContent = texts.noPhoto;
    }
    look();
    await keep();
  };
  look();
  box.append(picture, input, told);
}

/** @param {HTMLElement} box @param {Question} question @param {Draft} draft @param {(name: string, value: string) => void} answer @param {Data} data */
function position(box, { name, label }, draft, answer, { texts }) {
  const input = make("input", {
    type: "text",
    inputmode: "decimal",
    "aria-label": label,
    placeholder: "21.2731 106.1946",
  });
  input.value = draft.answers[name] ?? "";
  input.oninput = () => answer(name, input.value.trim());
  const told = make("small");
  const button = make("button", { type: "button" }, texts.here);
  button.onclick = () => {
    told.textContent = texts.looking;
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        input.value = `${coords.latitude.toFixed(6)} ${coords.longitude.toFixed(6)}`;
        told.textContent = `± ${Math.round(coords.accuracy)} m`;
        answer(name, input.value);
      },
      () => {
        told.textContent = texts.nowhere;
      },
      { enableHighAccuracy: true, timeout: 30_000 },
    );
  };
  box.append(button, input, told);
}
