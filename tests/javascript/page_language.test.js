import assert from "node:assert/strict";
import { test } from "node:test";
import { place, settled, textOf } from "./document.js";

const { default: pageLanguage } = await import("#components/page_language.js");

/** @type {[string, string][]} */
const PHRASES = [
  ["Choose an option", "Chọn…"],
  ["{x} options available.", "Có {x} lựa chọn."],
];
/** @param {string} code @param {[string, string][]} phrases */
const speak = (code, phrases) =>
  pageLanguage({
    data: new TextEncoder().encode(JSON.stringify({ code, phrases })),
    parentElement: document.body,
    setTriggerValue: () => {},
  });
const placeholder = () => document.querySelector("input")?.getAttribute("placeholder");

test("Streamlit's words are in the language of the page, also those that come later, and go back with it", async () => {
  const root = place('<input placeholder="Choose an option"><p>Choose an option of your own</p>');
  speak("vi", PHRASES);
  assert.equal(placeholder(), "Chọn…");
  assert.equal(textOf(root.querySelector("p")), "Choose an option of your own");
  const later = document.createElement("div");
  later.textContent = "12 options available.";
  root.append(later);
  await settled();
  assert.equal(later.textContent, "Có 12 lựa chọn.");
  /** @type {Text} */ (later.firstChild).data = "3 options available.";
  await settled();
  assert.equal(later.textContent, "Có 3 lựa chọn.");
  speak("en", []);
  assert.equal(placeholder(), "Choose an option");
  assert.equal(later.textContent, "3 options available.");
});
