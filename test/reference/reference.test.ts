import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decode } from "../../src/protocol/payloads/decode.js";
import { payloadIndex } from "../../src/protocol/payloads/schemas.js";
import { readTopic } from "../../src/protocol/topics.js";
import { root } from "../house/the-house.js";
import { references } from "./references.js";
import { toldByANode } from "./told-by-a-node.js";

test("the references of card, devices and wire say what the schemas say", async () => {
  for (const { file, text } of await references())
    assert.equal(readFileSync(join(root, file), "utf8"), text, `${file} is stale: npm run reference`);
});

test("what the reference shows of the wire is understood by who reads it", async () => {
  const told = await toldByANode();
  for (const { kind, topic } of payloadIndex()) {
    const one = readTopic(topic.replace(/<.*>/, "x"));
    const payload = told.get(kind);
    if (payload !== undefined) assert.ok(one !== undefined && decode(one, payload), kind);
  }
});
