import assert from "node:assert/strict";
import { test } from "node:test";
import slideLines from "#components/slide_lines.js";
import { place, texts } from "./document.js";

const WORDS = {
  earlier: "Lên trước",
  later: "Xuống sau",
  drop: "Bỏ trang này",
  play: "Chiếu từ đây",
  remark: "Ghi chú",
  remark_help: "Của đơn vị",
  too_long: "Có {n} chữ",
  wait: { title: "Khuyến công", waiting: "Đang dựng…", leave: "Esc để thoát" },
};

/** @param {string} id @param {number} at @param {Partial<import("#components/slide_lines.js").Line>} [more] */
const line = (id, at, more = {}) => ({
  id,
  place: at,
  topic: `Trang ${id}`,
  headline: "Máy <b>sấy</b>",
  remark: "",
  can_remark: true,
  can_drop: false,
  ...more,
});

/** @param {ReturnType<typeof line>[]} lines */
function show(lines, root = place('<ol class="lines"></ol>')) {
  /** @type {unknown[]} */
  const told = [];
  slideLines({
    data: { lines, words: WORDS, most: 10 },
    parentElement: root,
    setTriggerValue: (_, value) => told.push(value),
  });
  /** @param {string} id @param {string} selector */
  const at = (id, selector) => /** @type {HTMLElement} */ (root.querySelector(`[data-id="${id}"] ${selector}`));
  return { root, told, at };
}

test("a line says its place and headline as text; only one that is shown can be moved and played", () => {
  const { root, at } = show([line("a", 1), line("b", 2, { can_drop: true, can_remark: false }), line("c", 0)]);
  assert.deepEqual(texts(root, ".says"), [
    "1. Trang a · Máy <b>sấy</b>",
    "2. Trang b · Máy <b>sấy</b>",
    "Trang c · Máy <b>sấy</b>",
  ]);
  const actions = (/** @type {string} */ id) =>
    [...root.querySelectorAll(`[data-id="${id}"] button:not(:disabled)`)].map((one) => one.getAttribute("name"));
  assert.deepEqual(actions("a"), ["later", "remark", "play"]);
  assert.deepEqual(actions("b"), ["earlier", "drop", "play"]);
  assert.deepEqual(actions("c"), []);
  assert.equal(at("a", "[name=later]").getAttribute("aria-label"), "Xuống sau: Trang a");
});

test("a box, an action and a remark are told with the slide they are of", () => {
  const { told, at } = show([line("a", 1), line("b", 2), line("c", 0)]);
  at("a", "input").click();
  at("c", "input").click();
  at("b", "[name=earlier] .icon").click();
  at("b", "[name=play]").click();
  at("b", "[name=remark]").click();
  const field = /** @type {HTMLTextAreaElement} */ (at("b", "textarea"));
  field.value = "quý IV";
  field.dispatchEvent(new Event("change", { bubbles: true }));
  assert.deepEqual(told, [
    { act: "hide", id: "a" },
    { act: "show", id: "c" },
    { act: "earlier", id: "b" },
    { act: "play", id: "b" },
    { act: "remark", id: "b", text: "quý IV" },
  ]);
});

test("a remark that is too long is told on the page, stays there and is not sent", () => {
  const { told, root, at } = show([line("a", 1)]);
  at("a", "[name=remark]").click();
  const field = /** @type {HTMLTextAreaElement} */ (at("a", "textarea"));
  field.value = "mười một chữ";
  field.dispatchEvent(new Event("change", { bubbles: true }));
  assert.deepEqual(told, []);
  assert.deepEqual(texts(root, ".too-long"), ["Có 12 chữ"]);
  assert.equal(field.value, "mười một chữ");
});

test("what is open stays open when a line moves, the same lines stay on the page", () => {
  const { root, at } = show([line("a", 1), line("b", 2)]);
  at("b", "[name=remark]").click();
  const before = at("b", "textarea");
  show([line("a", 1), line("b", 2)], root);
  assert.equal(at("b", "textarea"), before);
  show([line("b", 1), line("a", 2)], root);
  assert.deepEqual(
    [...root.querySelectorAll("[name=remark]")].map((one) => one.getAttribute("aria-expanded")),
    ["true", "false"],
  );
  assert.equal(at("b", ".remark").hidden, false);
});
