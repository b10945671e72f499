import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { documentsWhole } from "#components/dom.js";

/** @type {[string, string][]} */
const CASES = JSON.parse(readFileSync(new URL("../document_numbers.json", import.meta.url), "utf-8"));

for (const [text, whole] of CASES) {
  test(`no line ends within the number of a document: ${text}`, () => assert.equal(documentsWhole(text), whole));
}
