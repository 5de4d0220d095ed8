import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { ModelCard } from "../../../src/spiralformer/cards/model-card.js";
import { MODELS } from "../../../src/spiralformer/model/open-reader.js";
import { temporary } from "../../config/card-folder.js";
import { card, MODEL, realProcess, skip } from "./real-model.js";

/** What is the matter with these bytes under this card, as its own process finds out. */
async function troubleOf(t: TestContext, bytes: Uint8Array, told: ModelCard = card): Promise<string> {
  const folder = await temporary(t);
  const [model, cardPath] = [join(folder, "model.onnx"), join(folder, "model.json")];
  await writeFile(model, bytes);
  await writeFile(cardPath, JSON.stringify(told));
  const { process } = realProcess(model, cardPath);
  t.after(() => process.close());
  await process.prove();
  assert.equal(process.pid, undefined, "it has ended");
  return process.trouble ?? "none";
}

test("a model that was cut off is no model", { skip }, async (t) => {
  const bytes = await readFile(MODEL);
  for (const length of [0, 1000, bytes.length - 1000])
    assert.match(
      await troubleOf(t, bytes.subarray(0, length)),
      /protobuf|parsing|ModelProto|empty|load/i,
      `${length} bytes`,
    );
});

test("a model of an opset that this onnxruntime does not know is said to be so", { skip }, async (t) => {
  const bytes = Buffer.from(await readFile(MODEL));
  // The last field of the file: `opset_import` (8), of no domain, with its version (2).
  const found = [
    [0x42, 0x02, 0x10, card.opset],
    [0x42, 0x04, 0x0a, 0x00, 0x10, card.opset],
  ].map((field) => bytes.lastIndexOf(Buffer.from(field)) + field.length - 1);
  const version = Math.max(...found);
  assert.equal(bytes[version], card.opset);
  bytes[version] = 99;
  assert.match(await troubleOf(t, bytes), /opset/i);
});

test("a model with other inputs says which, and which its card speaks of", { skip }, async (t) => {
  const ear = await readFile(join(MODELS, "ear.onnx"));
  const trouble = await troubleOf(t, ear);
  assert.match(trouble, /^takes heard, and its card says .*\bcell\b.*\bseat\b/);
});

test("a model that answers differently than its card says is not believed", { skip }, async (t) => {
  const [first, second, ...others] = card.known;
  assert.ok(first && second);
  const wrong = { ...second, event: second.event.toReversed() };
  const trouble = await troubleOf(t, await readFile(MODEL), { ...card, known: [first, wrong, ...others] });
  assert.match(trouble, /^answers known call 2 by 0\.\d+ differently than it should$/);
});

test("a card of which something is missing is no card, also to the process that trusts the node with its schema", {
  skip,
}, async (t) => {
  const folder = await temporary(t);
  const wrong = [null, {}, { ...card, inputs: ["cell"] }, { ...card, known: [{ event: [] }] }, { ...card, known: 6 }];
  for (const [index, told] of wrong.entries()) {
    const cardPath = join(folder, `${index}.json`);
    await writeFile(cardPath, JSON.stringify(told));
    const { process } = realProcess(MODEL, cardPath);
    await process.prove();
    assert.match(process.trouble ?? "", /\.json is no card of this version$/, JSON.stringify(told).slice(0, 60));
  }
});

test("what is missing is named", { skip }, async (t) => {
  const { process } = realProcess(join(await temporary(t), "nowhere.onnx"));
  await process.prove();
  assert.match(process.trouble ?? "", /nowhere\.onnx/);
  const unread = realProcess(MODEL, join(await temporary(t), "nowhere.json")).process;
  await unread.prove();
  assert.match(unread.trouble ?? "", /nowhere\.json/);
});
