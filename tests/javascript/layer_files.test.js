import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { LayerFiles } from "#map/layer_files.js";

const layer = { type: "FeatureCollection", features: [] };

test("a file that two ask for is fetched once, one that did not come is asked for anew", async () => {
  const answers = [
    () => Promise.reject(new TypeError("Failed to fetch")),
    () => Promise.resolve(new Response("", { status: 503 })),
    () => Promise.resolve(Response.json(layer)),
  ];
  const fetched = mock.method(globalThis, "fetch", () => answers[Math.min(fetched.mock.callCount(), 2)]());
  const files = new LayerFiles({ districts: "districts.json" }, () => {});
  await assert.rejects(files.read("districts"));
  await assert.rejects(files.read("districts"));
  assert.deepEqual(await Promise.all([files.read("districts"), files.read("districts")]), [layer, layer]);
  await files.read("districts");
  assert.equal(fetched.mock.callCount(), 3);
});
