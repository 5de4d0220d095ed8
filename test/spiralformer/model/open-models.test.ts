import assert from "node:assert/strict";
import { test } from "node:test";
import { isAndasError } from "../../../src/domain/errors.js";
import type { EarCard } from "../../../src/spiralformer/cards/ear-card.js";
import type { WrittenModelCard } from "../../../src/spiralformer/cards/model-card.js";
import { openModels } from "../../../src/spiralformer/model/open-models.js";
import { BYTES, EAR_CARD, MODEL_CARD, WRITTEN_CARD } from "../some-models.js";

type Folder = Readonly<Record<string, Uint8Array | string | undefined>>;

const WHOLE: Folder = {
  "ear.json": JSON.stringify(EAR_CARD),
  "spiralformer.int8.json": JSON.stringify(WRITTEN_CARD),
  "spiralformer.int8.onnx": BYTES,
};

/** Opens a folder that is whole but for these files. */
function open(changed: Folder = {}) {
  const folder = { ...WHOLE, ...changed };
  return openModels("models", async (path) => {
    const content = folder[path.replace("models/", "")];
    if (content === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  });
}

/** It cannot be opened, and one line says which file is wrong, and how. */
async function refused(changed: Folder, file: string, why: RegExp): Promise<void> {
  await assert.rejects(open(changed), (error) => {
    assert.ok(isAndasError(error, "model"), String(error));
    assert.ok(error.message.startsWith(`models/${file}: `), error.message);
    assert.match(error.message, why);
    assert.equal(error.message.split("\n").length, 1, error.message);
    return true;
  });
}

const model = (card: Partial<WrittenModelCard> | Record<string, unknown>): Folder => ({
  "spiralformer.int8.json": JSON.stringify({ ...WRITTEN_CARD, ...card }),
});
const ear = (card: Partial<EarCard>): Folder => ({ "ear.json": JSON.stringify({ ...EAR_CARD, ...card }) });

test("models that are whole open, and are called by their name and the beginning of their hash", async () => {
  const models = await open();
  assert.equal(models.name, `spiralformer ${MODEL_CARD.sha256.slice(0, 8)}`);
  assert.deepEqual([models.model, models.cardPath], ["models/spiralformer.int8.onnx", "models/spiralformer.int8.json"]);
  assert.deepEqual(models.card, MODEL_CARD);
});

test("a file that is missing is named, with what the system said and what to do", async () => {
  for (const file of Object.keys(WHOLE))
    await refused({ [file]: undefined }, file, /cannot be read \(ENOENT.*\): copy it from the release$/);
});

test("a model that is truncated, or another than its card speaks of, is not that model", async () => {
  const cut = { "spiralformer.int8.onnx": BYTES.subarray(0, 5) };
  await refused(
    cut,
    "spiralformer.int8.onnx",
    /is not the model that its card speaks of \(5 bytes with the hash [0-9a-f]{8}, and its card says/,
  );
  await refused(
    model({ sha256: "f".repeat(64) }),
    "spiralformer.int8.onnx",
    /its card says ffffffff\): copy both again/,
  );
});

test("a card that is no JSON, is cut off, or lacks what this version needs is said to be so", async () => {
  for (const file of ["ear.json", "spiralformer.int8.json"]) {
    await refused({ [file]: "" }, file, /JSON/);
    await refused({ [file]: String(WHOLE[file]).slice(0, 100) }, file, /JSON/);
    await refused({ [file]: "[]" }, file, /is no card of this version/);
  }
  await refused(
    model({ decoder: { ...MODEL_CARD.decoder, clear: undefined } }),
    "spiralformer.int8.json",
    /no card of this version: .*decoder\.clear/,
  );
  await refused(model({ known: [] }), "spiralformer.int8.json", /no card of this version: .*known/);
});

test("a model of another version of andas speaks of other events, glyphs or features", async () => {
  const file = "spiralformer.int8.json";
  await refused(
    model({ events: ["quiet", "storm"] }),
    file,
    /speaks of other events than this version of andas: install the two together/,
  );
  await refused(model({ glyphs: MODEL_CARD.glyphs.toReversed() }), file, /speaks of other glyphs/);
  await refused(model({ features: ["scent"] }), file, /speaks of other features/);
  const features = MODEL_CARD.features.toReversed();
  await refused(model({ features }), file, /speaks of other features/); // it counts on their places
  await refused(model({ tape: { features: ["taste"], slots: 3 } }), file, /slots have no feature "taste"/);
  await refused(ear({ features: ["scent"] }), "ear.json", /slots have no feature "scent"/);
});

test("an ear that answers differently than its card says is not used", async () => {
  const known = [{ heard: [0, 0], score: 0.5 }];
  await refused(ear({ known }), "ear.json", /the ear answers by 0\.49 differently than it should/);
  const nothing = ear({ hear: { weight: [[1, 0]], bias: [] }, say: { weight: [], bias: 0 } });
  await refused(nothing, "ear.json", /differently than it should/);
});
